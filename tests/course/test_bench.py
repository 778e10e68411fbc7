"""``qualprep bench grade``: both ways grade the same answers, and a score that differs is told."""

from __future__ import annotations

import json
import os

import pytest

from grader.integrations.nbgrader import bench
from grader.settings import CONTENT_VARIABLE
from tests.cli.test_commands import run


def test_both_ways_give_the_same_scores() -> None:
    """With the real nbgrader and a real kernel; times are told, never tested."""
    found = json.loads(run("bench", "grade", "--learners", "2", "--items", "3", "--json").stdout)
    assert (found["learners"], found["items"], found["differing"]) == (2, 3, [])
    assert found["seconds_stock"] > 0
    assert found["ratio"] == pytest.approx(found["seconds_stock"] / found["seconds_ours"], rel=0.2)


def test_a_score_that_differs_is_told_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when stock gives none: every item is named, and the exit code is 1."""
    monkeypatch.setattr(bench, "_stock", lambda *_: 1.0)
    result = run("bench", "grade", "--learners", "1", "--items", "2")
    assert result.exit_code == 1
    assert "2 scores differ" in result.output
    assert result.output.count("learner001, rank-") == 2
    assert CONTENT_VARIABLE not in os.environ


def test_answers_are_neither_all_right_nor_all_wrong() -> None:
    """A class of perfect learners would agree however badly it is graded."""
    seen: dict[str, set[float]] = {}
    real = bench._points

    def remembered(course: bench.Course, form: bench.Form, learner: str) -> dict[str, float]:
        found = real(course, form, learner)
        seen.setdefault(learner, set()).update(found.values())
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench, "_points", remembered)
        patch.setattr(bench, "_stock", lambda *_: 1.0)
        bench.bench_grading(1, 8, 3)
    assert len(seen["learner001"]) > 2


def test_kernels_say_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """Twenty times the same warning would bury the figures; what goes wrong is said by an error."""
    with bench._quiet():
        os.write(2, b"a kernel's warning")
    os.write(2, b"ours")
    assert capfd.readouterr().err == "ours"
