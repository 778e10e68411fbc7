"""How sure a number is: Wilson's interval for a share, the bootstrap for everything else.

An interval that cannot be trusted is `Undefined` with its reason, while the value stands: a
bootstrap of one item, or one whose resamples all come out the same (20 of 20 right), has zero width
and would claim certainty.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import TypeVar

import numpy as np

from grader.metrics._inputs import is_number, require_count, require_level, require_share
from grader.metrics._kappa import (
    FloatArray,
    IntArray,
    Weights,
    kappas,
    label_distances,
    square,
    table_kappa,
)
from grader.metrics._resampling import Plan, bootstrap, percentile_interval
from grader.metrics.result import Estimate, Undefined

Unit = TypeVar("Unit")


def wilson_interval(successes: int, n: int, level: float = 0.95) -> Estimate:
    """Return a share with Wilson's score interval.

    Formula: (p + z²/2n ± z * sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n), with p = successes / n and z
    the normal quantile of ``level``. Value and ends lie from 0, none, to 1, all. It holds its level
    for small n and for shares near 0 and 1, where the textbook's p ± z * sqrt(p(1 - p)/n) does not.

    Returns:
        The estimate; its value and ends are `Undefined` when n is 0.

    Raises:
        ValueError: ``n`` is negative, ``successes`` is not within 0..n, or ``level`` not within
            0..1.

    References:
        Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927; Brown,
        Cai & DasGupta, "Interval Estimation for a Binomial Proportion", 2001.

    Example:
        >>> share = wilson_interval(16, 20)
        >>> share.value, round(share.low, 3), round(share.high, 3)
        (0.8, 0.584, 0.919)
    """
    require_level(level)
    require_count(n, what="n", least=0)
    require_count(successes, what="successes", least=0)
    if successes > n:
        raise ValueError(f"successes must be at most n (got {successes} of {n})")
    if n == 0:
        nothing = Undefined("no items")
        return Estimate(nothing, nothing, nothing, 0, level, "Wilson")
    successes, n = int(successes), int(n)  # numpy's whole numbers would give numpy's floats
    share = successes / n
    z = _normal_quantile(level)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half_width = _wilson_half_width(share, n, z)
    return Estimate(
        value=share,
        # Exactly 0 and 1 at the ends, where rounding would leave a trace.
        low=middle - half_width if successes else 0.0,
        high=middle + half_width if successes < n else 1.0,
        n=n,
        level=level,
        method="Wilson",
    )


def more_items_for_half_width(share: float, half_width: float, level: float = 0.95) -> int:
    """Return how many items it takes until half of Wilson's interval is at most ``half_width``.

    Formula: the smallest n with z * sqrt(p(1 - p)/n + z²/4n²) / (1 + z²/n) <= half width, at the
    share p. From 1 upwards, and never undefined. It counts all items: take away those already
    judged.

    Args:
        share: The share expected, for example the one seen so far; 0.5 needs the most items.
        half_width: Half the interval's width that a claim may have, above 0 and at most 0.5.
        level: The confidence level.

    Raises:
        ValueError: An argument is out of its range.

    References:
        Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.

    Example:
        >>> more_items_for_half_width(0.8, 0.08)
        95
    """
    require_share(share, what="share")
    require_level(level)
    if not (is_number(half_width) and 0 < half_width <= 0.5):
        raise ValueError(f"half_width must be above 0 and at most 0.5 (got {half_width!r})")
    z = _normal_quantile(level)
    enough = 1
    while _wilson_half_width(share, enough, z) > half_width:
        enough *= 2
    too_few = enough // 2
    while enough - too_few > 1:  # the width shrinks with every item, so halving finds the first n
        middle = (too_few + enough) // 2
        if _wilson_half_width(share, middle, z) > half_width:
            too_few = middle
        else:
            enough = middle
    return enough


def bootstrap_interval(
    items: Sequence[Unit],
    statistic: Callable[[list[Unit]], float],
    *,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Estimate:
    """Return a statistic of some items with its percentile bootstrap interval.

    Formula: the statistic of n items drawn with replacement, ``resamples`` times; the interval
    holds the middle ``level`` of these values. Range and meaning are those of the statistic. Near
    the end of its range the interval is too narrow; for a share use `wilson_interval`.

    Args:
        items: What is drawn, one element for each item: for kappa, the pair of both judges' labels.
        statistic: The number to be computed from a list of items; it may be `Undefined`.
        level: The share of resamples within the interval.
        resamples: How many times items are drawn.
        seed: The same seed and items give the same interval.

    Returns:
        The estimate. All of it is `Undefined` when there are no items or the statistic is
        undefined; only its ends are for fewer than two items, when more than half of the resamples
        are undefined (the others are left out), and when all resamples come out the same.

    Raises:
        ValueError: ``level`` is not within 0..1, or ``resamples`` below 1.

    References:
        Efron & Tibshirani, "An Introduction to the Bootstrap", 1993.

    Example:
        >>> mean = bootstrap_interval([1, 2, 3, 4], lambda items: sum(items) / len(items))
        >>> mean.value, mean.low, mean.high, mean.method
        (2.5, 1.5, 3.5, 'bootstrap over items')
    """
    return bootstrap(items, statistic, Plan(level, resamples, seed, "items"))


def cluster_bootstrap_interval(
    clusters: Sequence[Sequence[Unit]],
    statistic: Callable[[list[Unit]], float],
    *,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Estimate:
    """Return a statistic of units that come in clusters, with its percentile bootstrap interval.

    Formula and arguments: as for `bootstrap_interval`, but whole clusters are drawn, and the
    statistic is that of all their units in one list. Use it where units are not independent: the
    pairs of a ranking belong to its item, the claims of an answer to that answer.

    Returns:
        The estimate, undefined as for `bootstrap_interval`; its ``n`` is the number of clusters.

    Raises:
        ValueError: ``level`` is not within 0..1, or ``resamples`` below 1.

    References:
        Davison & Hinkley, "Bootstrap Methods and their Application", 1997, section 3.8.

    Example:
        >>> share = cluster_bootstrap_interval(
        ...     [[1, 1, 1], [0, 0, 0], [1, 1, 0]], lambda units: sum(units) / len(units)
        ... )
        >>> share.n, share.method
        (3, 'bootstrap over clusters')
    """

    def of_clusters(drawn: list[Sequence[Unit]]) -> float:
        return statistic([unit for cluster in drawn for unit in cluster])

    return bootstrap(clusters, of_clusters, Plan(level, resamples, seed, "clusters"))


def kappa_interval(
    matrix: IntArray | Sequence[Sequence[int]],
    weights: Weights | None = None,
    *,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Estimate:
    """Return Cohen's kappa of a confusion matrix with its percentile bootstrap interval.

    Formula: drawing items with replacement is drawing the matrix from a multinomial distribution
    with its own shares, so a million judgments cost no more than a hundred. Value and ends go from
    -1 to 1 and mean what they do for `cohen_kappa`.

    Args:
        matrix: Counts from `confusion_matrix`; weights take its labels to be one step apart.
        weights: None, ``linear`` or ``quadratic``, as for `cohen_kappa`.
        level: The share of resamples within the interval.
        resamples: How many times the matrix is drawn.
        seed: The same seed and matrix give the same interval.

    Returns:
        The estimate, undefined as for `bootstrap_interval`; its ``n`` is the number of items.

    Raises:
        ValueError: The matrix is not square or holds anything but whole numbers of 0 or more;
            otherwise as for `bootstrap_interval` and `cohen_kappa`.

    References:
        Efron & Tibshirani, "An Introduction to the Bootstrap", 1993; Cohen, 1960 (`cohen_kappa`).

    Example:
        >>> kappa = kappa_interval([[45, 5], [5, 45]])
        >>> round(kappa.value, 3), round(kappa.low, 1), round(kappa.high, 1), kappa.n
        (0.8, 0.7, 0.9, 100)
    """
    table = square(matrix)
    distance = label_distances(range(len(table)), weights)
    n = int(table.sum())
    first, second = np.nonzero(table)
    counts = table[first, second]

    def draw(generator: np.random.Generator) -> FloatArray:
        return kappas(generator.multinomial(n, counts / n, resamples), first, second, distance)

    value = table_kappa(table, distance)
    return percentile_interval(value, n, draw, Plan(level, resamples, seed, "items"))


def _normal_quantile(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _wilson_half_width(share: float, n: int, z: float) -> float:
    return z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
