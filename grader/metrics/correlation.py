"""Pearson's correlation: do two judges' values rise and fall together?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from grader.metrics._inputs import numbers, paired
from grader.metrics.result import Undefined


def pearson_correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Return Pearson's correlation of two judges' values.

    Formula: sum of (a - mean a)(b - mean b) / sqrt(sum of (a - mean a)² * sum of (b - mean b)²).
    From -1, exactly opposed, to 1, on one rising line; 0 is no straight-line relation. It does not
    see a judge who is always two points higher, or who uses half of the scale: that is what
    `standardised_mean_difference`, `sd_ratio` and `intraclass_correlation` are for.

    Returns:
        The correlation, or `Undefined` when there are fewer than two items, or when one of the
        judges gave the same value throughout.

    Raises:
        ValueError: ``a`` and ``b`` differ in length, or a value is not a finite number.

    References:
        Pearson, "Note on Regression and Inheritance in the Case of Two Parents", 1895.

    Example:
        >>> round(pearson_correlation([1, 2, 3, 4], [2, 3, 3, 5]), 3)
        0.923
        >>> pearson_correlation([1, 2, 3], [2, 2, 2])
        Undefined('one of the two gave the same value throughout')
    """
    paired(a, b)
    first = numbers(a, what="the first judge's values")
    second = numbers(b, what="the second judge's values")
    if not first:
        return Undefined("no items")
    if len(first) < 2:
        return Undefined("fewer than two items")
    x, y = _deviations(first), _deviations(second)
    if x is None or y is None:
        return Undefined("one of the two gave the same value throughout")
    together = math.fsum(p * q for p, q in zip(x, y, strict=True))
    apart = math.fsum(p * p for p in x) * math.fsum(q * q for q in y)
    return max(-1.0, min(1.0, together / math.sqrt(apart)))


def _deviations(values: Sequence[float]) -> list[float] | None:
    """Return how far the values lie from their mean, in units of the range; None if nowhere."""
    low, high = min(values), max(values)
    if low == high:  # asked of the values: rounding may leave deviations that are not quite 0
        return None
    # Scaled to 0..1 first, so that tiny values are not lost when they are squared.
    scaled = [(value - low) / (high - low) for value in values]
    mean = math.fsum(scaled) / len(scaled)
    return [value - mean for value in scaled]
