"""Precision, recall and F of what a judge marked, against what the gold marks."""

from __future__ import annotations

from typing import NamedTuple

from grader.metrics._inputs import is_number
from grader.metrics.result import Undefined


class PrecisionRecall(NamedTuple):
    """How much of what was marked is right, and how much of what is right was marked."""

    precision: float
    """correct / n_judged; `Undefined` when the judge marked nothing."""
    recall: float
    """correct / n_gold; `Undefined` when the gold marks nothing."""
    f: float
    """The two in one, F1 unless said otherwise; `Undefined` when neither marked anything."""
    correct: float
    """How many were both marked and right; not a whole number where half credit is given."""
    n_judged: int
    """How many the judge marked."""
    n_gold: int
    """How many the gold marks."""


def precision_recall(
    correct: float, n_judged: int, n_gold: int, *, beta: float = 1.0, what: str = "marks"
) -> PrecisionRecall:
    """Return precision, recall and F of counts.

    Formula: P = correct / n_judged, R = correct / n_gold, F = (1 + beta²) correct / (beta² n_gold +
    n_judged), which is (1 + beta²) P R / (beta² P + R). All from 0 to 1, complete agreement. A beta
    below 1 weighs precision more, above 1 recall. Where the other side marked nothing F is 0, and
    where neither marked anything it is undefined: pool items before computing it.

    Args:
        correct: What was marked and is right.
        n_judged: What the judge marked.
        n_gold: What the gold marks.
        beta: How many times as important recall is as precision.
        what: What is counted, in the plural, for the reasons of undefined values.

    Raises:
        ValueError: ``correct`` is more than was marked, or ``beta`` is not above 0.

    References:
        van Rijsbergen, "Information Retrieval", 2nd edition, 1979, chapter 7.

    Example:
        >>> found = precision_recall(3, 4, 6)
        >>> found.precision, found.recall, found.f
        (0.75, 0.5, 0.6)
        >>> precision_recall(0, 0, 2, what="spans").precision
        Undefined('no spans by the judge')
    """
    if not 0 <= correct <= min(n_judged, n_gold):
        raise ValueError(
            f"correct must be from 0 to what was marked (got {correct} of {n_judged} and {n_gold})"
        )
    if not (is_number(beta) and beta > 0):
        raise ValueError(f"beta must be a number above 0 (got {beta!r})")
    marked = beta * beta * n_gold + n_judged
    return PrecisionRecall(
        precision=correct / n_judged if n_judged else Undefined(f"no {what} by the judge"),
        recall=correct / n_gold if n_gold else Undefined(f"no {what} in the gold"),
        f=(1 + beta * beta) * correct / marked if marked else Undefined(f"no {what} by either"),
        correct=correct,
        n_judged=n_judged,
        n_gold=n_gold,
    )
