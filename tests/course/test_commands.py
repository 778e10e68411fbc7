"""The commands a coach types, in their order, on a course of their own; and rosters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.bank import load_bank
from grader.cli import main
from grader.errors import QualprepError
from grader.integrations.nbgrader.course import open_course, read_roster
from grader.settings import CONTENT_VARIABLE, content_root
from tests.course.conftest import BLUEPRINT, hand_in, lines, response
from tests.support import SKILL

pytestmark = pytest.mark.filterwarnings("default")


def run(*arguments: str | Path, fails: bool = False) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == int(fails), result.output
    return result


def test_a_coach_types_seven_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a list of names to a page for each learner, and every step says what it did."""
    monkeypatch.delenv(CONTENT_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")  # our environment need not be activated
    (tmp_path / "names.csv").write_text(
        "id;first_name;last_name\nann;Ann;O'Hara, Jr\nbob;Bob;Brook\n"
    )
    (tmp_path / "small.yaml").write_text(BLUEPRINT)
    course = ("--course", tmp_path / "c")
    assert (
        "2 learners"
        in run("course", "create", tmp_path / "c", "--roster", tmp_path / "names.csv").output
    )
    released = run("course", "release", tmp_path / "small.yaml", *course).output
    assert "small-1: 4 items" in released
    first = (tmp_path / "c/release/small-1/form.json").read_bytes()
    run("course", "release", tmp_path / "small.yaml", *course)
    assert (tmp_path / "c/release/small-1/form.json").read_bytes() == first
    form, bank = open_course(tmp_path / "c").form("small-1"), load_bank(SKILL, content_root())
    answers = lines(*(response(bank, form, item, "perfect") for item in form.items))
    hand_in(tmp_path / "in" / "ann", tmp_path / "c/release/small-1", answers + "{")
    collected = run("course", "collect", "small-1", "--from", tmp_path / "in", *course).output
    assert "Collected from 1 learners." in collected
    assert "bob: has handed in nothing" in collected
    graded = run("course", "grade", "small-1", *course).output
    assert "4 of 4 right, 0 with a critical miss, 0 unanswered: passed" in graded
    assert "ann: responses.jsonl, line 5: was cut off" in graded
    found = json.loads(run("course", "grade", "small-1", "--json", *course).stdout)
    assert found["learners"]["ann"]["passed"] is True
    assert "Feedback is in" in run("course", "feedback", "small-1", *course).output
    assert "a page for each learner" in run("course", "report", "small-1", *course).output
    assert "no leaks" in run("course", "leaks", "small-1", *course).output
    page = tmp_path / "c/reports/small-1/ann.html"
    assert "not marked yet" in page.read_text()
    assert "Why" not in page.read_text()
    page.write_text(f"<p>{bank.gold(form.items[0].id).rationale}</p>")
    assert (
        "holds words from the gold" in run("course", "leaks", "small-1", *course, fails=True).output
    )
    run("course", "feedback", "small-1", "--close", *course)
    run("course", "report", "small-1", *course)
    assert "agrees with gold" in page.read_text()
    assert '"O\'Hara, Jr"' in (tmp_path / "c/reports/small-1/grades.csv").read_text()


def test_a_folder_that_is_no_course_is_named(tmp_path: Path) -> None:
    """With what to do."""
    said = run("course", "grade", "small-1", "--course", tmp_path, fails=True).stderr
    assert "This folder is no course." in said
    (tmp_path / "names.csv").write_text("id,first_name,last_name\nann,Ann,Adler\n")
    said = run("course", "create", tmp_path, "--roster", tmp_path / "names.csv", fails=True).stderr
    assert "not empty, and no course" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,first_name\nann,Ann\n", "the column last_name is missing"),
        ("id,first_name,last_name\n", "nobody is on it"),
        ("id,first_name,last_name\n..,Ann,Adler\n", "line 2: the id '..'"),
        ("id,first_name,last_name\na/b,Ann,Adler\n", "line 2: the id 'a/b'"),
        ("id,first_name,last_name\nann,Ann,A\nann,Ann,B\n", "line 3: ann is also in line 2"),
        ("id,first_name,last_name\nann,,Adler\n", "line 2: first and last name are needed"),
        ("id,first_name,last_name\nann\n", "line 2: first and last name are needed"),
    ],
)
def test_a_roster_names_its_wrong_lines(tmp_path: Path, text: str, said: str) -> None:
    """By number, before anything is written."""
    path = tmp_path / "names.csv"
    path.write_text(text)
    with pytest.raises(QualprepError, match=said.replace("'", ".").replace("..", r"\.\.", 0)):
        read_roster(path)


def test_qualifiers_are_listed_and_shown_with_their_sources() -> None:
    """What is our assumption says so."""
    assert "Generic mock qualifier (12 items, 60 minutes)" in run("qualifier", "list").output
    listed = {row["name"]: row for row in json.loads(run("qualifier", "list", "--json").output)}
    assert listed["generic"]["skills"] == [SKILL]
    shown = run("qualifier", "show", "generic").output
    assert "minutes: 60 (DataAnnotation" in shown
    assert "critical misses at most: 0 (our assumption)" in shown
    assert "Did you mean generic?" in run("qualifier", "show", "generik", fails=True).stderr
