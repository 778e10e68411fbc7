from __future__ import annotations

import pytest

from grader.metrics import precision_recall, reason


def test_counts_worked_by_hand() -> None:
    """3 of 4 marked are right, of 6: P .75, R .5; F1 6/10; F0.5 1.25 * 3 / (1.5 + 4) = 15/22."""
    found = precision_recall(3, 4, 6)
    assert (found.precision, found.recall, found.f) == (0.75, 0.5, 0.6)
    assert precision_recall(3, 4, 6, beta=0.5).f == pytest.approx(15 / 22)
    # F2: 5 * 3 / (24 + 4)
    assert precision_recall(3, 4, 6, beta=2).f == pytest.approx(15 / 28)


def test_what_was_not_marked_is_undefined_and_not_0() -> None:
    """Nothing marked is no bad precision; that something was missed is in recall and F."""
    found = precision_recall(0, 0, 2, what="spans")
    assert reason(found.precision) == "no spans by the judge"
    assert (found.recall, found.f) == (0.0, 0.0)
    found = precision_recall(0, 2, 0, what="spans")
    assert reason(found.recall) == "no spans in the gold"
    assert (found.precision, found.f) == (0.0, 0.0)
    assert reason(precision_recall(0, 0, 0, what="spans").f) == "no spans by either"


def test_counts_that_cannot_be_are_refused() -> None:
    """More right than marked, or a beta of nothing."""
    with pytest.raises(ValueError, match=r"got 3 of 2 and 5"):
        precision_recall(3, 2, 5)
    with pytest.raises(ValueError, match=r"got -1 of 2 and 5"):
        precision_recall(-1, 2, 5)
    with pytest.raises(ValueError, match=r"beta.*got 0"):
        precision_recall(1, 2, 5, beta=0)
