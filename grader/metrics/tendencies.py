"""How a judge's values lie beside the gold's: too high or low, too close together or too far apart.

Signed, so that they name the error: a judge may be lenient or severe, and may keep to the middle of
the scale or to its ends.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from grader.metrics._inputs import numbers, paired
from grader.metrics.result import Undefined


def mean_signed_error(judged: Sequence[float], gold: Sequence[float]) -> float:
    """Return how many points a judge is above the gold on average, below it if negative.

    Formula: mean of (judged - gold). From minus to plus the length of the scale; 0 is neither. Where
    high values are good, above 0 is leniency and below 0 severity. Errors both ways cancel out: it
    is no measure of accuracy (`mean_absolute_error` is).

    Returns:
        The mean, or `Undefined` when there are no items.

    Raises:
        ValueError: The two differ in length, or a value is not a finite number.

    References:
        Saal, Downey & Lahey, "Rating the Ratings: Assessing the Psychometric Quality of Rating
        Data", 1980.

    Example:
        >>> mean_signed_error([4, 5, 3, 4], [3, 4, 3, 4])
        0.5
    """
    first, second = _values(judged, gold)
    if not first:
        return Undefined("no items")
    return math.fsum(x - y for x, y in zip(first, second, strict=True)) / len(first)


def standardised_mean_difference(judged: Sequence[float], gold: Sequence[float]) -> float:
    """Return how far a judge's mean lies above the gold's, in standard deviations.

    Formula: (mean judged - mean gold) / sqrt((variance judged + variance gold) / 2), variances over
    n - 1. Of any size and sign; 0 is the same mean. Where high values are good, above 0 is leniency
    and below 0 severity; automated scoring of essays allows 0.15 either way.

    Returns:
        The difference, or `Undefined` when there are fewer than two items, or when both gave the
        same value throughout.

    Raises:
        ValueError: The two differ in length, or a value is not a finite number.

    References:
        Williamson, Xi & Breyer, "A Framework for Evaluation and Use of Automated Scoring", 2012.

    Example:
        >>> round(standardised_mean_difference([2, 3, 4, 5], [1, 2, 3, 4]), 3)
        0.775
    """
    first, second = _values(judged, gold)
    if len(first) < 2:
        return Undefined("fewer than two items" if first else "no items")
    spread = math.sqrt((_variance(first) + _variance(second)) / 2)
    if spread == 0:
        return Undefined("both gave one value throughout, so there is no spread to measure by")
    return (math.fsum(first) - math.fsum(second)) / len(first) / spread


def sd_ratio(judged: Sequence[float], gold: Sequence[float]) -> float:
    """Return how widely a judge's values are spread beside the gold's.

    Formula: standard deviation of judged / standard deviation of gold. From 0, one value throughout,
    upwards; 1 is the same spread. Below 1 the judge keeps to the middle (central tendency), above 1
    to the ends; automated scoring of essays allows 2/3 to 3/2.

    Returns:
        The ratio, or `Undefined` when there are fewer than two items, or when the gold has one value
        throughout.

    Raises:
        ValueError: The two differ in length, or a value is not a finite number.

    References:
        Wood, "Human-Computer Agreement and Score Quality in Automated Scoring", 2021; Saal, Downey
        & Lahey, 1980 (`mean_signed_error`).

    Example:
        >>> sd_ratio([2, 3, 3, 4], [1, 3, 3, 5])
        0.5
    """
    first, second = _values(judged, gold)
    if len(first) < 2:
        return Undefined("fewer than two items" if first else "no items")
    spread = _variance(second)
    if spread == 0:
        return Undefined("the gold has one value throughout, so there is no spread to compare with")
    return math.sqrt(_variance(first) / spread)


def _values(judged: Sequence[float], gold: Sequence[float]) -> tuple[list[float], list[float]]:
    paired(judged, gold)
    return numbers(judged, what="the judge's values"), numbers(gold, what="the gold's values")


def _variance(values: Sequence[float]) -> float:
    # Measured from one value, so that equal values give exactly 0.
    shifted = [value - values[0] for value in values]
    mean = math.fsum(shifted) / len(shifted)
    return math.fsum((value - mean) ** 2 for value in shifted) / (len(shifted) - 1)
