"""Fleiss' kappa: agreement beyond chance of any number of judges on labels without an order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.metrics._counts import label_counts, label_shares, mean_disagreement
from grader.metrics._labels import Label
from grader.metrics.result import Undefined


def fleiss_kappa(ratings: Sequence[Sequence[Label | None]]) -> float:
    """Return Fleiss' kappa of two or more judges, missing ratings allowed.

    Formula: (observed - expected agreement) / (1 - expected). Observed is the mean over items of
    the share of an item's pairs of ratings that are the same; expected is the sum of squared label
    shares, all judges together. From -1 to 1: 1 is complete agreement, 0 is what chance gives. As
    with Cohen's kappa, it falls as labels become unbalanced.

    Args:
        ratings: One sequence for each judge with one label for each item, None where it was not
            judged. Which judge gave which rating is of no account. Items with one rating count for
            the label shares only; without gaps this is Fleiss' own formula.

    Returns:
        Kappa, or `Undefined` when no item has two ratings, or when all ratings are the same.

    Raises:
        ValueError: Judges with different numbers of items; texts and numbers mixed; nan where None
            is meant.

    References:
        Fleiss, "Measuring Nominal Scale Agreement among Many Raters", 1971; with gaps: Gwet,
        "Handbook of Inter-Rater Reliability", 4th edition, 2014, chapter 2.

    Example:
        >>> round(fleiss_kappa([["a", "a", "b"], ["a", "b", "b"], ["a", "b", None]]), 3)
        0.55
        >>> print(fleiss_kappa([["a", "a"], ["a", "a"]]).reason.partition(":")[0])
        all ratings are the same
    """
    order, counts = label_counts(ratings, None)
    if not (counts.sum(axis=1) > 1).any():
        return Undefined("no item has two ratings")
    if len(order) == 1:
        return Undefined("all ratings are the same: without variation there is nothing to agree on")
    shares = label_shares(counts)
    observed = mean_disagreement(counts, 1.0 - np.eye(len(order)))
    return 1.0 - observed / float(1.0 - shares @ shares)
