"""Several banks at once: the same problems as one after the other, whoever finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.bank import lint, lint_many
from tests.support import GOLD, SKILL, write_bank

OTHER = "hallucination"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bank with one fault, and a second skill whose guideline is not there."""
    write_bank(tmp_path)
    broken = GOLD.replace("; clause 1.1 decides it.", ".")
    (tmp_path / "solutions" / SKILL / "practice.yaml").write_text(broken, encoding="utf-8")
    (tmp_path / "exercises" / OTHER).mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("worth_it", [0, 1_000_000_000])
def test_what_is_found_does_not_depend_on_who_looks(
    root: Path, worth_it: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In processes of their own or in this one; an unreadable guideline stops nobody."""
    monkeypatch.setattr("grader.bank.together.WORTH_IT", worth_it)
    other, mine = lint_many([OTHER, SKILL], root)
    assert mine.problems == lint(SKILL, root) != []
    assert mine.items == 2
    [unreadable] = other.problems
    assert other.items == 0
    assert "guideline" in unreadable.message
