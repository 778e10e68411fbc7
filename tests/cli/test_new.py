"""``qualprep new``: outlines in the right places, and never over something that is there."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from grader.bank import read_guideline
from grader.lessons import built
from tests.cli.test_commands import run
from tests.curriculum.test_lessons import HEADINGS
from tests.support import SKILL, write_bank


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUALPREP_CONTENT", str(write_bank(tmp_path)))
    return tmp_path


def begin(*more: str) -> str:
    options = ["--title", "Tone labels", "--track", "annotation", "--number", "25"]
    return run("new", "skill", "tone-labels", *options, *more).output


def test_new_item_says_where_it_is(root: Path) -> None:
    """And what to do next."""
    said = run("new", "item", SKILL, "--set", "check-a").output
    assert "toy-003 begins in" in said
    assert f"exercises/{SKILL}/check-a.yaml" in said
    assert f"qualprep pin {SKILL}" in said


def test_new_skill_writes_a_declaration_a_guideline_and_a_lesson_that_can_be_read(
    root: Path,
) -> None:
    """The declaration is valid as it is; the lesson has the eleven headings."""
    said = begin()
    assert "from grader.skills.tone_labels import SKILL as TONE_LABELS" in said
    spec = importlib.util.spec_from_file_location("made", root / "grader/skills/tone_labels.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.SKILL.slug == "tone-labels"
    guideline = read_guideline(root / "curriculum/guidelines/tone-labels.md")
    assert list(guideline.clauses) == ["1.1"]
    text = built(root / "curriculum/src/annotation/25-tone-labels.md")
    assert all(f"## {heading}" in text for heading in HEADINGS)


def test_new_skill_writes_over_nothing(root: Path) -> None:
    """One file that is there stops all."""
    path = root / "curriculum/guidelines/tone-labels.md"
    path.write_text("mine")
    assert "This is there already: curriculum/guidelines/tone-labels.md" in begin()
    assert path.read_text() == "mine"
    assert not (root / "grader/skills/tone_labels.py").exists()
