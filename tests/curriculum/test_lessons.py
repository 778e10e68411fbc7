"""The lessons as learners live them: untouched, perfect, wrong, empty; and their common shape."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader import settings
from grader.bank import load_bank
from grader.fields import Ranking
from grader.lessons import build
from grader.notebook import Lesson, Shown
from grader.practice.feedback import Feedback
from grader.skills import SKILLS, Skill
from grader.store import open_store
from grader.widgets.exercise import ExerciseWidget
from tests.support import laid_over

ROOT = settings.content_root()
NOTEBOOKS = sorted((ROOT / "curriculum").rglob("*.ipynb"))
LESSONS = [skill for skill in SKILLS if (ROOT / "curriculum" / skill.lesson).exists()]

HEADINGS = [
    "1. What you will be able to do",
    "2. A disagreement",
    "3. The guideline",
    "4. Worked examples",
    "5. How people go wrong",
    "6. Practice",
    "7. Write the justification",
    "8. Check yourself",
    "9. Your calibration",
    "10. Edge cases and changing rules",
    "11. Key points",
]


def cells(skill: Skill, kind: str) -> list[str]:
    notebook = json.loads((ROOT / "curriculum" / skill.lesson).read_text(encoding="utf-8"))
    sources = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == kind]
    return ["".join(source) for source in sources]


def prose(skill: Skill) -> str:
    text = "\n".join(cells(skill, "markdown"))
    return re.sub(r"<[^>]+>|[|*#>`☐-]", " ", text)


class Opened:
    """A lesson with every cell run, for one learner with a store of their own."""

    def __init__(self, skill: Skill, folder: Path) -> None:
        self.store = open_store(folder / "answers.sqlite")
        self.lesson = Lesson(skill, store=self.store, learner="reader")
        self.shown: list[Any] = []
        for source in cells(skill, "code")[1:]:  # the first is Start
            self.shown.append(eval(source, {"lesson": self.lesson}))

    @property
    def exercises(self) -> list[ExerciseWidget]:
        return [one for one in self.shown if isinstance(one, ExerciseWidget)]

    def judge(self, exercise: ExerciseWidget, item: str, values: dict[str, Any]) -> Feedback | str:
        gold = self.lesson.bank.gold(item)
        asked = exercise._sitting.asked({**gold.gold, **values})
        given = {**gold.gold, **values, "justification": gold.exemplar}
        only = {field.name: given[field.name] for field in asked if field.name in given}
        done = exercise.hand_in(only, confidence=80, item=item)
        assert done.problems == (), (item, done.problems)
        return exercise.check(item)


@pytest.fixture(params=LESSONS, ids=lambda skill: skill.slug)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    return Opened(request.param, tmp_path)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_lesson_runs_untouched(path: Path, tmp_path: Path) -> None:
    """From top to bottom in a fresh kernel, offline, with an empty home folder, without an error."""
    environment = os.environ | {
        "QUALPREP_WORKSPACE": str(tmp_path / "workspace"),
        "QUALPREP_LEARNER": "nobody",
        "QUALPREP_CONTENT": str(ROOT),
        "HOME": str(tmp_path),
        "HF_HUB_OFFLINE": "1",
    }
    command = [
        sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-p", "no:cacheprovider",
        "-W", "ignore", "--rootdir", str(tmp_path), "-c", os.devnull, str(path),
    ]  # fmt: skip
    run = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]


def test_a_perfect_learner_is_always_right(opened: Opened) -> None:
    """Gold handed in for every item of the lesson is right everywhere, in practice and checks."""
    for exercise in opened.exercises:
        for item in exercise.items:
            opened.judge(exercise, item, {})
        for item in exercise.items:
            told = exercise.check(item)
            assert isinstance(told, Feedback), item
            assert told.right, item
            assert all(row.verdict == "agrees" for row in told.rows), (item, told.rows)


def test_a_wrong_learner_is_told_why(opened: Opened) -> None:
    """Every tempting judgment, handed in, is recognised and answered with its own reason."""
    bank = opened.lesson.bank
    for exercise in opened.exercises:
        if exercise._sitting.exercise.mode == "check":
            continue
        for item in exercise.items:
            gold = bank.gold(item)
            main = bank.skill.main_field
            wrong = next((one for one in gold.tempting if main in one.value), None)
            if wrong is None:
                continue
            task = bank.skill.task
            told = opened.judge(exercise, item, laid_over(task, gold.gold, wrong.value))
            assert isinstance(told, Feedback)
            assert not told.right, item
            names = exercise._sitting.names(item)
            given = [one.why for one in told.tempting if one.given]
            assert given == [names.show(wrong.why_wrong)], item
            assert "you" in str(told)


def test_an_empty_learner_is_told_what_to_do(opened: Opened) -> None:
    """Nothing handed in: no verdict, no figure, no nan, but what to do."""
    for exercise in opened.exercises:
        assert str(exercise.check()).startswith("Not attempted")
        assert "0 of" in repr(exercise)
    progress = repr(opened.lesson.progress())
    assert "nan" not in progress
    assert "first item" in progress


def test_what_is_shown_before_an_answer_holds_no_gold(opened: Opened) -> None:
    """Items shown for reading have neither evidence marks nor reasons."""
    for shown in opened.shown:
        if isinstance(shown, Shown) and repr(shown).startswith("<item"):
            html = shown._repr_html_()
            if "Gold" not in html:
                assert "<mark" not in html


@pytest.mark.parametrize("skill", LESSONS, ids=lambda skill: skill.slug)
def test_a_lesson_has_the_common_shape(skill: Skill) -> None:
    """The same eleven headings in the same order; 1,800 to 3,500 words; every cell one call."""
    text = "\n".join(cells(skill, "markdown"))
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert 1800 <= len(prose(skill).split()) <= 3500
    for source in cells(skill, "code")[1:]:
        [statement] = ast.parse(source).body
        assert isinstance(statement, ast.Expr), source
        assert isinstance(statement.value, ast.Call), source


@pytest.mark.parametrize("skill", LESSONS, ids=lambda skill: skill.slug)
def test_worked_items_are_in_no_exercise(skill: Skill, tmp_path: Path) -> None:
    """An item whose gold the lesson shows is never asked in it."""
    opened = Opened(skill, tmp_path)
    asked = {item for exercise in opened.exercises for item in exercise.items}
    worked = {
        shown
        for source in cells(skill, "code")
        for shown in re.findall(r'lesson\.worked\("([^"]+)"\)', source)
    }
    assert worked
    assert worked.isdisjoint(asked)


@pytest.mark.parametrize("skill", LESSONS, ids=lambda skill: skill.slug)
def test_a_lesson_cites_clauses_that_exist(skill: Skill) -> None:
    """Every number in brackets that looks like a clause is one."""
    clauses = load_bank(skill.slug).guideline.clauses
    text = "\n".join(cells(skill, "markdown"))
    cited = re.findall(r"\((?:clauses? )?(\d\.\d)(?:,|\)| to| and)", text)
    assert cited
    assert set(cited) <= set(clauses)


def test_rankings_of_a_lesson_have_two_responses_or_more(tmp_path: Path) -> None:
    """A pair-by-pair exercise has an item with three responses or more: else there is one pair."""
    for skill in LESSONS:
        opened = Opened(skill, tmp_path / skill.slug)
        for exercise in opened.exercises:
            spec = exercise._sitting.exercise
            if spec.pairwise:
                rankings = [f for f in skill.task.fields if isinstance(f, Ranking)]
                assert rankings
                assert all(len(exercise._sitting.names(item).order) > 2 for item in exercise.items)


def test_built_notebooks_are_their_sources() -> None:
    """Committed notebooks are what the Markdown sources build to, byte for byte, without outputs."""
    assert build(ROOT, check=True).differences == ()
    for path in NOTEBOOKS:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            assert cell.get("outputs", []) == []
            assert cell.get("execution_count") is None
