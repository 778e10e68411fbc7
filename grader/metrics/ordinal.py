"""Agreement on a scale, in its own points: how far apart two judges are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grader.metrics._inputs import numbers, paired
from grader.metrics.result import Undefined


class ExactAndAdjacent(NamedTuple):
    """How often two judges were on the same point, and how often at most one point apart."""

    exact: float
    """The share of items with the same value."""
    adjacent: float
    """The share of items with values at most 1 apart, the same value included."""


def mean_absolute_error(a: Sequence[float], b: Sequence[float]) -> float:
    """Return how many points two judges are apart on average.

    Formula: mean of |a - b|. From 0, always the same value, to the length of the scale. There is no
    correction for chance: a judge who always says the middle of the scale looks good.

    Returns:
        The mean, or `Undefined` when there are no items.

    Raises:
        ValueError: ``a`` and ``b`` differ in length, or a value is not a finite number.

    References:
        Willmott & Matsuura, "Advantages of the Mean Absolute Error", 2005.

    Example:
        >>> mean_absolute_error([1, 2, 5], [1, 3, 3])
        1.0
    """
    gaps = _gaps(a, b)
    return sum(gaps) / len(gaps) if gaps else Undefined("no items")


def exact_and_adjacent(a: Sequence[float], b: Sequence[float]) -> ExactAndAdjacent:
    """Return how often two judges gave the same value, and how often one at most 1 apart.

    Formula: (items with a = b) / (items) and (items with |a - b| <= 1) / (items). Both from 0,
    never, to 1, always; the second is never below the first. On a short scale chance alone gives
    much of the second: on 1 to 3, two judges who guess evenly are adjacent 7 times in 9.

    Returns:
        Both shares, each `Undefined` when there are no items.

    Raises:
        ValueError: ``a`` and ``b`` differ in length, or a value is not a finite number.

    References:
        Stemler, "A Comparison of Consensus, Consistency, and Measurement Approaches to Estimating
        Interrater Reliability", 2004.

    Example:
        >>> exact_and_adjacent([1, 2, 5, 4], [1, 3, 3, 4])
        ExactAndAdjacent(exact=0.5, adjacent=0.75)
    """
    gaps = _gaps(a, b)
    if not gaps:
        nothing = Undefined("no items")
        return ExactAndAdjacent(nothing, nothing)
    return ExactAndAdjacent(
        exact=sum(gap == 0 for gap in gaps) / len(gaps),
        adjacent=sum(gap <= 1 for gap in gaps) / len(gaps),
    )


def _gaps(a: Sequence[float], b: Sequence[float]) -> list[float]:
    paired(a, b)
    first = numbers(a, what="the first judge's values")
    second = numbers(b, what="the second judge's values")
    return [abs(x - y) for x, y in zip(first, second, strict=True)]
