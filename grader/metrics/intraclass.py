"""Intraclass correlations: how much of the variation of ratings is between items, not judges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias, get_args

from grader.metrics._inputs import numbers, require_aligned
from grader.metrics.result import Undefined

IntraclassForm: TypeAlias = Literal[
    "ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"
]


class _MeanSquares(NamedTuple):
    """Variation of the ratings by where it comes from, each over its degrees of freedom."""

    items: float
    judges: float
    residual: float
    within: float
    """Between the ratings of one item: judges and residual together."""


def intraclass_correlation(
    ratings: Sequence[Sequence[float]], form: IntraclassForm = "ICC(2,1)"
) -> float:
    """Return an intraclass correlation of two or more judges who all rated every item.

    Formula: with n items, k judges and the mean squares of items (I), of judges (J), of the residual
    (E) and within items (W)

    - ICC(1,1) = (I - W) / (I + (k - 1) W): each item has judges of its own;
    - ICC(2,1) = (I - E) / (I + (k - 1) E + k (J - E) / n): agreement; a judge who is always a point
      higher lowers it;
    - ICC(3,1) = (I - E) / (I + (k - 1) E): consistency; such a judge does not matter;
    - ICC(1,k) = (I - W) / I, ICC(2,k) = (I - E) / (I + (J - E) / n), ICC(3,k) = (I - E) / I: the
      same of the mean of k judges, not of one.

    1 is complete agreement (of ICC(3), up to a constant), 0 is no more than chance gives, below 0 is
    less. ICC(1,1) and ICC(3,1) fall no lower than -1 / (k - 1); the others have no lowest value.

    Args:
        ratings: One sequence for each judge with one number for each item; leave out items that a
            judge did not rate.
        form: In Shrout and Fleiss' names, as above.

    Returns:
        The correlation, or `Undefined` when there are fewer than two judges or items, when all
        ratings are the same, or when items differ so little beside the judges' disagreement that
        the formula's denominator is not above 0.

    Raises:
        ValueError: Judges with different numbers of items; a rating that is missing or no finite
            number; an unknown form.

    References:
        Shrout & Fleiss, "Intraclass Correlations: Uses in Assessing Rater Reliability", 1979;
        McGraw & Wong, "Forming Inferences about Some Intraclass Correlation Coefficients", 1996.

    Example:
        >>> always_one_higher = [[1, 2, 3, 4], [2, 3, 4, 5]]
        >>> intraclass_correlation(always_one_higher, "ICC(3,1)")
        1.0
        >>> round(intraclass_correlation(always_one_higher, "ICC(2,1)"), 3)
        0.769
    """
    if form not in get_args(IntraclassForm):
        raise ValueError(
            f"form must be one of {', '.join(get_args(IntraclassForm))} (got {form!r})"
        )
    require_aligned(ratings)
    judges = [numbers(judge, what="ratings") for judge in ratings]
    k, n = len(judges), len(judges[0]) if judges else 0
    if n == 0:
        return Undefined("no items")
    if k < 2 or n < 2:
        return Undefined("fewer than two judges" if k < 2 else "fewer than two items")
    if len({rating for judge in judges for rating in judge}) == 1:
        return Undefined("all ratings are the same: without variation there is nothing to agree on")
    mean = _mean_squares(judges)
    noise = mean.within if form.startswith("ICC(1") else mean.residual
    total = mean.items
    if form.endswith("1)"):
        total += (k - 1) * noise
    if form.startswith("ICC(2"):
        total += (k if form.endswith("1)") else 1) * (mean.judges - noise) / n
    if total <= 1e-12 * (mean.items + mean.judges + noise):  # rounding may leave a trace of a 0
        return Undefined("the items differ too little beside the judges' disagreement")
    return (mean.items - noise) / total


def _mean_squares(judges: Sequence[Sequence[float]]) -> _MeanSquares:
    """Return the two-way analysis of variance, one rating in each cell."""
    # Measured from one rating, so that equal ratings give exactly 0.
    start = judges[0][0]
    rows = [[judge[item] - start for judge in judges] for item in range(len(judges[0]))]
    n, k = len(rows), len(judges)
    of_item = [math.fsum(row) / k for row in rows]
    of_judge = [math.fsum(column) / n for column in zip(*rows, strict=True)]
    grand = math.fsum(value for row in rows for value in row) / (n * k)
    items = k * math.fsum((mean - grand) ** 2 for mean in of_item)
    between_judges = n * math.fsum((mean - grand) ** 2 for mean in of_judge)
    residual = math.fsum(
        (value - of_item[i] - of_judge[j] + grand) ** 2
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
    )
    return _MeanSquares(
        items=items / (n - 1),
        judges=between_judges / (k - 1),
        residual=residual / ((n - 1) * (k - 1)),
        within=(between_judges + residual) / (n * (k - 1)),
    )
