"""A course through nbgrader's real exchange: release, fetch, judge, submit, collect, grade."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.errors import QualprepError
from grader.integrations.nbgrader import Course
from grader.integrations.nbgrader.book import contained
from grader.integrations.nbgrader.exchange import collect_from, release_to
from grader.integrations.nbgrader.grading import TIME_FILE, grade
from grader.integrations.nbgrader.release import release
from grader.qualifier import DRAFTS_FILE, FORM_FILE, RESPONSES_FILE
from tests.course.conftest import Taken, copied, lines, response

pytestmark = [
    pytest.mark.filterwarnings("default"),  # nbgrader's and jupyter's own
    pytest.mark.skipif(os.name == "nt", reason="nbgrader has no exchange on Windows"),
]


class Learner:
    """Somebody with a folder of their own who fetches and submits through nbgrader."""

    def __init__(self, name: str, course: Course, exchange: Path, home: Path) -> None:
        self.name, self.course, self.exchange, self.home = name, course, exchange, home
        home.mkdir(parents=True)

    def _run(self, kind: str, form: str) -> None:
        from nbgrader.auth import Authenticator
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.exchange import default
        from traitlets.config import Config

        config = Config()
        config.CourseDirectory.course_id = self.course.record.course
        config.CourseDirectory.root = str(self.home)
        config.CourseDirectory.student_id = self.name
        config.CourseDirectory.assignment_id = form
        config.Exchange.root = str(self.exchange)
        config.Exchange.cache = str(self.home / "cache")
        config.Exchange.assignment_dir = str(self.home)
        step: Any = getattr(default, kind)
        with contained():
            os.chdir(self.home)
            directory = CourseDirectory(config=config)
            step(
                coursedir=directory, authenticator=Authenticator(config=config), config=config
            ).start()

    def fetch(self, form: str) -> Path:
        self._run("ExchangeFetchAssignment", form)
        return self.home / form

    def submit(self, form: str) -> None:
        self._run("ExchangeSubmit", form)


def submission(exchange: Path, course: Course, learner: str, *, day: str = "2026-11-23") -> Path:
    """Return the folder of a submission made by hand, past nbgrader's submit."""
    inbound = exchange / course.record.course / "inbound"
    place = inbound / f"{learner}+small-1+{day} 10:00:00 UTC+x"
    place.mkdir()
    (place / TIME_FILE).write_text(f"{day} 10:00:00 UTC")
    return place


def said_of(found: Any) -> dict[str, str]:
    return {failure.learner: failure.says for failure in found.failures}


@pytest.fixture
def course(taken: Taken, tmp_path: Path) -> Course:
    return copied(taken, f"exchange-{tmp_path.name}")


def test_answers_travel_through_the_exchange_and_are_graded(
    taken: Taken, course: Course, tmp_path: Path
) -> None:
    """What is fetched holds no answers and no gold; what is submitted is collected and graded."""
    exchange, form = tmp_path / "exchange", taken.form
    outbound = release_to(exchange, course, form)
    assert not (outbound / RESPONSES_FILE).exists()
    for name, kind in {"ann": "perfect", "bob": "wrong"}.items():
        learner = Learner(name, course, exchange, tmp_path / name)
        folder = learner.fetch(form.name)
        assert sorted(path.name for path in folder.iterdir()) == ["form.json", "small-1.ipynb"]
        answers = [response(taken.bank, form, item, kind) for item in form.items]
        (folder / RESPONSES_FILE).write_text(lines(*answers))
        learner.submit(form.name)
    found = collect_from(exchange, course, form)
    assert found.learners == ["ann", "bob"]
    graded = grade(course, form)
    assert graded.outcomes["ann"].passed
    assert not graded.outcomes["bob"].passed
    assert not list(course.folder.glob(".collecting"))


def test_the_newest_submission_that_continues_the_first_is_taken(
    taken: Taken, course: Course, tmp_path: Path
) -> None:
    """A second submission may add answers; one that lacks some is refused, and the first stays."""
    exchange, form = tmp_path / "exchange", taken.form
    release_to(exchange, course, form)
    learner = Learner("ann", course, exchange, tmp_path / "ann")
    file = learner.fetch(form.name) / RESPONSES_FILE
    answers = [response(taken.bank, form, item, "perfect") for item in form.items]
    for count in (2, 4, 1):
        file.write_text(lines(*answers[:count]))
        learner.submit(form.name)
        found = collect_from(exchange, course, form)
        if count == 1:
            said = [str(one) for one in found.failures if one.learner == "ann"]
            assert said == [f"ann: {RESPONSES_FILE} lacks answers collected before; those stay"]
    kept = course.folder / "submitted" / "ann" / form.name / RESPONSES_FILE
    assert kept.read_text() == lines(*answers)


def test_a_link_in_a_submission_is_not_followed(
    taken: Taken, course: Course, tmp_path: Path
) -> None:
    """nbgrader would copy what it points to: somebody else's answers, say."""
    exchange, form = tmp_path / "exchange", taken.form
    release_to(exchange, course, form)
    secret = tmp_path / "others.jsonl"
    answers = [response(taken.bank, form, item, "perfect") for item in form.items]
    secret.write_text(lines(*answers))
    (submission(exchange, course, "bob") / RESPONSES_FILE).symlink_to(secret)
    found = collect_from(exchange, course, form)
    said = "bob: was not collected: it holds a link to another file or folder"
    assert said in map(str, found.failures)
    assert not (course.folder / "submitted" / "bob").exists()


def test_a_folder_that_is_no_exchange_is_said(taken: Taken, course: Course, tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(QualprepError, match="course release"):
        collect_from(tmp_path, course, taken.form)


def test_the_assignment_list_offers_fetches_and_submits(
    taken: Taken, course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As JupyterLab calls it, with the configuration that `release` tells learners to have."""
    from nbgrader.server_extensions.assignment_list.handlers import AssignmentList

    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "no-config"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    exchange, form, desk = tmp_path / "exchange", taken.form, tmp_path / "desk"
    release_to(exchange, course, form)
    desk.mkdir()
    (desk / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.Exchange.root = "{exchange}"\n'
        f'c.CourseDirectory.course_id = "{course.record.course}"\n'
        'c.CourseDirectory.student_id = "cyd"\n'  # the account's name, where there are accounts
    )
    listed = AssignmentList()
    listed.root_dir = str(desk)
    with contained():
        os.chdir(desk)
        offered = listed.list_released_assignments(course.record.course)["value"]
        assert [(o["assignment_id"], o["status"]) for o in offered] == [(form.name, "released")]
        assert listed.fetch_assignment(course.record.course, form.name)["success"]
        answers = [response(taken.bank, form, item, "partial") for item in form.items]
        (desk / form.name / RESPONSES_FILE).write_text(lines(*answers))
        (desk / form.name / DRAFTS_FILE).write_text("{}")
        assert listed.submit_assignment(course.record.course, form.name)["success"]
    assert collect_from(exchange, course, form).learners == ["cyd"]
    assert not grade(course, form).outcomes["cyd"].unanswered


def test_the_time_of_handing_in_is_nbgraders(taken: Taken, course: Course, tmp_path: Path) -> None:
    """Not the time of collecting; one that cannot be read is not believed."""
    exchange = tmp_path / "exchange"
    release_to(exchange, course, taken.form)
    answers = lines(response(taken.bank, taken.form, taken.form.items[0], "perfect"))
    (submission(exchange, course, "ann") / RESPONSES_FILE).write_text(answers)
    bob = submission(exchange, course, "bob")
    (bob / RESPONSES_FILE).write_text(answers)
    (bob / TIME_FILE).write_text("soon")
    collect_from(exchange, course, taken.form)
    times = {
        learner: (course.folder / "submitted" / learner / "small-1" / TIME_FILE).read_text()
        for learner in ("ann", "bob")
    }
    assert times["ann"] == "2026-11-23 10:00:00 UTC"
    assert times["bob"].endswith("UTC")
    assert times["bob"] != times["ann"]


def test_what_is_wrong_with_one_submission_stops_no_other(
    taken: Taken, course: Course, tmp_path: Path
) -> None:
    """Links, pipes, folders with odd names, strangers, lost answers: a line each, in words."""
    form, exchange = taken.form, tmp_path / "exchange"
    release_to(exchange, course, form)
    answers = lines(*(response(taken.bank, form, item, "perfect") for item in form.items))
    (submission(exchange, course, "ann") / RESPONSES_FILE).write_text(answers)
    (submission(exchange, course, "bob") / "everything").symlink_to("/etc")
    os.mkfifo(submission(exchange, course, "cyd") / RESPONSES_FILE)
    (exchange / course.record.course / "inbound" / "dan+small-1+tomorrow").mkdir()
    submission(exchange, course, "gone")
    submission(exchange, course, "stranger")
    found = collect_from(exchange, course, form)
    said = said_of(found)
    assert found.learners == ["ann"]
    assert said["bob"] == "was not collected: it holds a link to another file or folder"
    assert said["cyd"].startswith("was not collected: ")
    assert said["dan"].startswith("was not collected: ")
    assert said["gone"] == "responses.jsonl is missing: nothing was handed in"
    assert said["stranger"] == "is not on the roster"
    assert said["nobody"] == "has handed in nothing"
    assert len(found.failures) == len(said_of(found).keys())
    assert not (course.folder / "submitted" / "bob" / form.name).exists()

    (submission(exchange, course, "ann", day="2026-11-24") / RESPONSES_FILE).write_text("")
    again = collect_from(exchange, course, form)
    assert "lacks answers collected before" in said_of(again)["ann"]
    kept = course.folder / "submitted" / "ann" / form.name / RESPONSES_FILE
    assert kept.read_text() == answers


def test_handing_in_under_another_name_is_told(
    taken: Taken, course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where accounts are called as the roster has it; elsewhere accounts say nothing about learners."""
    import pwd

    exchange = tmp_path / "exchange"
    release_to(exchange, course, taken.form)
    (submission(exchange, course, "ann") / RESPONSES_FILE).write_text("")
    found = collect_from(exchange, course, taken.form)
    assert "ann" not in said_of(found)
    real = pwd.getpwuid(os.getuid())
    bob = pwd.struct_passwd(("bob", *tuple(real)[1:]))
    monkeypatch.setattr(pwd, "getpwuid", lambda _uid: bob)
    found = collect_from(exchange, course, taken.form)
    assert "from the account of bob" in said_of(found)["ann"]


def test_a_folder_that_holds_other_things_is_not_opened_to_everybody(
    taken: Taken, course: Course, tmp_path: Path
) -> None:
    """nbgrader would make it writable for all; an exchange in use, and a new one, are fine."""
    home = tmp_path / "home"
    (home / "letters").mkdir(parents=True)
    home.chmod(0o700)
    with pytest.raises(QualprepError, match="holds other things, such as 'letters'"):
        release_to(home, course, taken.form)
    assert home.stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").touch()
    with pytest.raises(QualprepError, match="cannot be an exchange: File exists"):
        release_to(tmp_path / "file", course, taken.form)
    release_to(tmp_path / "exchange", course, taken.form)
    release_to(tmp_path / "exchange", course, taken.form)
    out = tmp_path / "exchange" / course.record.course / "outbound" / "small-1"
    assert sorted(p.name for p in out.iterdir()) == [FORM_FILE, "small-1.ipynb"]


@pytest.mark.parametrize("name", [RESPONSES_FILE, DRAFTS_FILE, f".{DRAFTS_FILE}.unfinished"])
def test_nobodys_answers_are_ever_released(taken: Taken, course: Course, name: str) -> None:
    """A file of this name in the source would reach everybody, and replace what they hand in."""
    stray = course.folder / "source" / taken.form.name / name
    stray.write_text("{}")
    with pytest.raises(QualprepError, match="Somebody's answers lie among"):
        release(course, taken.form.blueprint, taken.form.seed)
    shutil.move(stray, course.folder / "release" / taken.form.name / name)
    release(course, taken.form.blueprint, taken.form.seed)
    made = course.folder / "release" / taken.form.name
    assert sorted(p.name for p in made.iterdir()) == [FORM_FILE, f"{taken.form.name}.ipynb"]


def test_the_commands_say_what_to_do(taken: Taken, course: Course, tmp_path: Path) -> None:
    """What learners' configuration must say; what to name when nothing fits."""

    def run(*arguments: str | Path) -> str:
        return CliRunner().invoke(main, ["course", *map(str, arguments)]).output

    (tmp_path / "small.yaml").write_text(
        (taken.course.folder.parent / "small.yaml").read_text(encoding="utf-8")
    )
    where = ("--course", course.folder)
    said = run("release", tmp_path / "small.yaml", "--exchange", tmp_path / "exchange", *where)
    assert f'c.Exchange.root = "{tmp_path / "exchange"}"' in said
    assert f'c.CourseDirectory.course_id = "{course.record.course}"' in said
    assert "either --from FOLDER or --exchange FOLDER" in run("collect", "small-1", *where)
    both = ("--from", tmp_path, "--exchange", tmp_path)
    assert "either --from FOLDER or --exchange FOLDER" in run("collect", "small-1", *both, *where)
    said = run("collect", "small-1", "--exchange", tmp_path / "elsewhere", *where)
    assert "Nothing was released into this exchange" in said
    said = run("collect", "small-1", "--exchange", tmp_path / "exchange", *where)
    assert "Collected from 0 learners." in said
    assert "ann: has handed in nothing" in said
