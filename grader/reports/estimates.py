"""Intervals for what the reports show, fast enough for a learner with thousands of items.

To a ratio of sums, items with the same pair of numbers are the same. Drawing items with replacement
is then drawing how often each pair comes, from a multinomial distribution: the same bootstrap as
`grader.metrics.bootstrap_interval`, without handling every item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, lgamma, log, log1p
from statistics import median
from typing import NamedTuple

import numpy as np

from grader.metrics import Estimate, Undefined, wilson_interval

RESAMPLES = 2000


class Ratio(NamedTuple):
    """One item's part in a ratio of sums, such as its pairs ordered alike and its pairs."""

    part: float
    whole: float


class Band(NamedTuple):
    """Between what a number lies 95 times in 100 if only chance is at work."""

    low: float
    high: float


def ratio_interval(items: Sequence[Ratio], level: float = 0.95, *, seed: int = 0) -> Estimate:
    """Return (sum of parts) / (sum of wholes) with its percentile bootstrap interval over items.

    Where all parts are 0, or all are whole, no resample can differ, and the bootstrap would claim
    certainty. The interval is then Wilson's for as many items, none or all of which agree: a
    stand-in that holds exactly when every item has the same whole.

    Returns:
        The estimate. It is undefined without items or when all wholes are 0; only its ends are for
        fewer than two items, and when the resamples are all the same or mostly undefined.
    """
    n = len(items)
    parts, wholes = sum(item.part for item in items), sum(item.whole for item in items)
    if not n or not wholes:
        nothing = Undefined("nothing to compare" if n else "no items")
        return Estimate(nothing, nothing, nothing, n, level, "bootstrap over items")
    value = parts / wholes
    if parts in (0, wholes) and all(0 <= item.part <= item.whole for item in items):
        return wilson_interval(n if parts else 0, n, level)
    if n < 2:
        return _without_interval(value, n, level, "fewer than two items")
    kinds = Counter(items)
    part, whole = np.array(list(kinds), dtype=float).T
    shares = np.array(list(kinds.values())) / n
    drawn = np.random.default_rng(seed).multinomial(n, shares, RESAMPLES)
    below = drawn @ whole
    defined = below > 0
    if 2 * int(defined.sum()) < RESAMPLES:
        return _without_interval(value, n, level, "most resamples have nothing to compare")
    ratios = (drawn @ part)[defined] / below[defined]
    if ratios.min() == ratios.max():
        return _without_interval(value, n, level, f"all resamples of the {n} items are the same")
    tail = (1 - level) / 2
    low, high = np.quantile(ratios, [tail, 1 - tail]).tolist()
    return Estimate(value, low, high, n, level, "bootstrap over items")


def median_interval(values: Sequence[float], level: float = 0.95) -> Estimate:
    """Return the median with its interval from order statistics, which holds for any distribution.

    Formula: from the kth smallest value to the kth largest, for the greatest k at which the chance
    that a fair coin falls heads fewer than k times in n is at most (1 - level) / 2.

    Returns:
        The estimate. It is undefined without values; only its ends are where even the smallest and
        the largest value do not hold the level (fewer than 6 values at 95 %).

    References:
        Conover, "Practical Nonparametric Statistics", 3rd ed., 1999, section 3.2.

    Example:
        >>> median_interval([1, 2, 3, 4, 5, 6])
        Estimate(value=3.5, low=1, high=6, n=6, level=0.95, method='order statistics')
    """
    n, ordered = len(values), sorted(values)
    if not n:
        nothing = Undefined("no items")
        return Estimate(nothing, nothing, nothing, 0, level, "order statistics")
    k, heads, term = 0, 1, 1  # in whole numbers: a coin's chances times 2 to the power of n
    while heads / 2**n <= (1 - level) / 2:
        k += 1
        term = term * (n - k + 1) // k
        heads += term
    if k == 0:
        return _without_interval(median(ordered), n, level, "fewer than six items")
    return Estimate(median(ordered), ordered[k - 1], ordered[n - k], n, level, "order statistics")


def chance_calibration_error(percents: Sequence[int], *, bins: int = 10, seed: int = 0) -> Band:
    """Return where the expected calibration error lies when confidence fits perfectly.

    The error is never below 0 and, with few items, well above it by chance alone; a bootstrap
    interval of it shifts further up. So it is held against what these same confidences give when
    each is right exactly as often as it says.

    Args:
        percents: The stated confidences, 0 to 100.
        bins: As for `grader.metrics.expected_calibration_error`.
        seed: The same seed and confidences give the same band.
    """
    kinds = Counter(percents)
    stated = np.array(list(kinds)) / 100
    counts = np.array(list(kinds.values()))
    place = np.minimum(np.array(list(kinds)) * bins // 100, bins - 1)
    into = np.zeros((len(kinds), bins))
    into[np.arange(len(kinds)), place] = 1
    right = np.random.default_rng(seed).binomial(counts, stated, (RESAMPLES, len(kinds)))
    gaps = np.abs((right - counts * stated) @ into).sum(axis=1) / len(percents)
    low, high = np.quantile(gaps, [0.025, 0.975]).tolist()
    return Band(low, high)


def mid_p(successes: int, n: int, share: float) -> float:
    """Return the chance of a count as far from n * share as this one, or farther, on its own side.

    Formula: 2 * (P(beyond) + P(this) / 2), at most 1, for a binomial count: the two-sided mid-p. It
    holds its level for shares near 0 and 1, where Wilson's interval claims too much: 11 of 14 right
    at 95 % gives 0.034. For items with different chances of the mean ``share`` it errs towards
    caution, because their count varies less.

    References:
        Agresti, "Categorical Data Analysis", 3rd ed., 2013, section 1.4.4.

    Example:
        >>> round(mid_p(12, 20, 0.8), 3), round(mid_p(11, 14, 0.95), 3)
        (0.042, 0.034)
    """

    def chance(count: int) -> float:
        ways = lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1)
        return exp(ways + count * log(share) + (n - count) * log1p(-share))

    if not 0 < share < 1:
        return float(successes == n * share)
    below = successes < n * share
    beyond = sum(map(chance, range(successes) if below else range(successes + 1, n + 1)))
    return min(1.0, 2 * beyond + chance(successes))


def _without_interval(value: float, n: int, level: float, why: str) -> Estimate:
    return Estimate(value, Undefined(why), Undefined(why), n, level, "none")
