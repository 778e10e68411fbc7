"""``qualprep bench bank``: a generated bank is linted and audited, and one that is not clean says nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.audit import bench
from grader.bank import Linted
from grader.cli import main
from grader.strict_yaml import Problem

ARGUMENTS = ("bench", "bank", "--skill", "bounding-boxes", "--items", "5")


def test_lint_and_audit_are_measured_against_reading() -> None:
    """All items are in the bank, in all four sets; the ratios are those of the times."""
    result = CliRunner().invoke(main, [*ARGUMENTS, "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["skills"], found["items"]) == (["bounding-boxes"], 5)
    assert found["lint_ratio"] == pytest.approx(found["linting"] / found["reading"])
    assert found["audit_ratio"] == pytest.approx(found["auditing"] / found["reading"])
    assert "lint takes" in CliRunner().invoke(main, ARGUMENTS).output


def test_a_bank_that_is_not_clean_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first problem is named: the generator is to be mended."""

    def dirty(_slugs: Sequence[str], _root: Path) -> list[Linted]:
        return [Linted(5, [Problem("solutions/made.yaml", 7, "cites no clause")])]

    monkeypatch.setattr(bench, "lint_many", dirty)
    result = CliRunner().invoke(main, ARGUMENTS)
    assert result.exit_code == 1
    assert "solutions/made.yaml:7" in result.output
