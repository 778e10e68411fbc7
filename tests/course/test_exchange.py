"""A course through nbgrader's real exchange: release, fetch, judge, submit, collect, grade."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from grader.errors import QualprepError
from grader.integrations.nbgrader import Course
from grader.integrations.nbgrader.book import contained
from grader.integrations.nbgrader.exchange import collect_from, release_to
from grader.integrations.nbgrader.grading import grade
from grader.qualifier import RESPONSES_FILE
from tests.course.conftest import Taken, copied, lines, response


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


@pytest.fixture
def course(taken: Taken, request: pytest.FixtureRequest) -> Course:
    return copied(taken, f"exchange-{request.node.name}"[:40])


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
    inbound = exchange / course.record.course / "inbound"
    place = inbound / f"bob+{form.name}+2026-11-27 09:00:00.000000 UTC+abc"
    place.mkdir()
    (place / RESPONSES_FILE).symlink_to(secret)
    (place / "timestamp.txt").write_text("2026-11-27 09:00:00.000000 UTC")
    found = collect_from(exchange, course, form)
    assert "bob: was not collected: it holds a link to another file" in map(str, found.failures)
    assert not (course.folder / "submitted" / "bob").exists()


def test_a_folder_that_is_no_exchange_is_said(taken: Taken, course: Course, tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(QualprepError, match="course release"):
        collect_from(tmp_path, course, taken.form)
