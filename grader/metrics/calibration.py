"""Calibration: is a judge right as often as their stated confidence says?

Confidences are shares from 0 to 1, the stated chance that the item is right; outcomes say whether
it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from grader.metrics._inputs import paired, require_count, require_share
from grader.metrics.intervals import wilson_interval
from grader.metrics.result import Estimate, Undefined


class ReliabilityBin(NamedTuple):
    """One bar of a reliability diagram: the items whose confidence lies in ``low`` to ``high``."""

    low: float
    """The lowest confidence of the bin, which belongs to it."""
    high: float
    """The highest confidence of the bin, which belongs to the next bin, or to the last one."""
    n: int
    """How many items lie in the bin."""
    mean_confidence: float
    """Their mean stated confidence; `Undefined` in an empty bin."""
    share_right: Estimate
    """The share of them that were right, with Wilson's interval."""


def brier_score(confidences: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Return the Brier score: the mean squared gap between confidence and outcome.

    Formula: mean of (confidence - outcome)², the outcome being 1 if right and 0 if not. From 0,
    sure and right every time, to 1, sure and wrong every time; always saying 0.5 gives 0.25. It
    rewards being right as well as knowing when: `expected_calibration_error` looks at the second
    alone.

    Returns:
        The score, or `Undefined` when there are no items.

    Raises:
        ValueError: The two differ in length, a confidence is not within 0..1, or an outcome is
            neither true nor false.

    References:
        Brier, "Verification of Forecasts Expressed in Terms of Probability", 1950.

    Example:
        >>> brier_score([1.0, 0.5], [True, False])
        0.125
    """
    _check(confidences, outcomes)
    if len(confidences) == 0:
        return Undefined("no items")
    gaps = [float(c) - bool(right) for c, right in zip(confidences, outcomes, strict=True)]
    return sum(gap * gap for gap in gaps) / len(gaps)


def expected_calibration_error(
    confidences: Sequence[float], outcomes: Sequence[bool], *, bins: int = 10
) -> float:
    """Return how far stated confidence is from the share that was right, on average.

    Formula: the sum over bins of (items in the bin) / (items) * |share right - mean confidence|.
    From 0, right as often as said, to 1, always sure and always wrong. With few items it is above 0
    even for a perfectly calibrated judge, and it depends on the bins: compare only at equal n and
    bins.

    Args:
        confidences: For each item, the stated chance of being right.
        outcomes: For each item, whether it was right.
        bins: How many bins of equal width, as in `reliability`.

    Returns:
        The error, or `Undefined` when there are no items.

    Raises:
        ValueError: As for `brier_score`, or ``bins`` is not a whole number of at least 1.

    References:
        Naeini, Cooper & Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
        Binning", 2015.

    Example:
        >>> expected_calibration_error([0.75, 0.75, 0.75, 0.75], [True, True, False, False])
        0.25
    """
    filled = [each for each in reliability(confidences, outcomes, bins=bins) if each.n]
    n = len(confidences)
    if n == 0:
        return Undefined("no items")
    return sum(each.n / n * abs(each.share_right.value - each.mean_confidence) for each in filled)


def reliability(
    confidences: Sequence[float], outcomes: Sequence[bool], *, bins: int = 10
) -> list[ReliabilityBin]:
    """Return, for each range of confidence, the share that was right: a reliability diagram's bars.

    Formula: ``bins`` ranges of equal width from 0 to 1; each holds its lower end and not its upper
    one, except the last, which holds 1. Both the mean confidence and the share right go from 0 to
    1; a bin in which they are equal is perfectly calibrated.

    Returns:
        One entry for each bin, lowest first. An empty bin is there too: its mean and share are
        `Undefined`.

    Raises:
        ValueError: As for `brier_score`, or ``bins`` is not a whole number of at least 1.

    References:
        DeGroot & Fienberg, "The Comparison and Evaluation of Forecasters", 1983.

    Example:
        >>> low, high = reliability([0.2, 0.5, 1.0], [False, False, True], bins=2)
        >>> high.low, high.high, high.n, high.mean_confidence, high.share_right.value
        (0.5, 1.0, 2, 0.75, 0.5)
    """
    _check(confidences, outcomes)
    require_count(bins, what="bins", least=1)
    edges = [index / bins for index in range(bins + 1)]
    stated: list[list[float]] = [[] for _ in range(bins)]
    right = [0] * bins
    for confidence, outcome in zip(confidences, outcomes, strict=True):
        # Found by the edges themselves: 0.29 * 100 is below 29, but 0.29 is not below 29 / 100.
        index = min(bisect_right(edges, confidence), bins) - 1
        stated[index].append(float(confidence))
        right[index] += bool(outcome)
    return [
        ReliabilityBin(
            low=edges[index],
            high=edges[index + 1],
            n=len(inside),
            mean_confidence=(
                sum(inside) / len(inside)
                if inside
                else Undefined("no items with a confidence in this range")
            ),
            share_right=wilson_interval(right[index], len(inside)),
        )
        for index, inside in enumerate(stated)
    ]


def _check(confidences: Sequence[float], outcomes: Sequence[bool]) -> None:
    paired(confidences, outcomes)
    for confidence in confidences:
        require_share(confidence, what="a confidence")
    for outcome in outcomes:
        if outcome not in (0, 1):
            raise ValueError(f"an outcome must be true or false (got {outcome!r})")
