"""Gwet's AC1 and AC2: agreement beyond chance that does not collapse when one label is rare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

import numpy as np

from grader.metrics._counts import label_counts, label_shares, mean_disagreement
from grader.metrics._kappa import FloatArray, label_distances
from grader.metrics._labels import Label, positions
from grader.metrics.result import Undefined

GwetWeights: TypeAlias = Literal["identity", "ordinal", "linear", "quadratic"]


def gwet_ac1(
    ratings: Sequence[Sequence[Label | None]], *, labels: Sequence[Label] | None = None
) -> float:
    """Return Gwet's AC1 of two or more judges on labels without an order, gaps allowed.

    Formula: (observed - expected agreement) / (1 - expected). Observed is as for `fleiss_kappa`;
    expected is sum of p(1 - p) / (q - 1), with p the share of each of the q labels. From -1 to 1: 1
    is complete agreement, 0 is what chance gives. Where one label is rare it stays near the observed
    agreement, and so forgives a judge who never finds the rare one: show that label's recall too.

    Args:
        ratings: One sequence for each judge with one label for each item, None where it was not
            judged. Items with one rating count for the label shares only.
        labels: All labels there are, those that nobody used included: q counts them. Left out, only
            those used count.

    Returns:
        AC1, or `Undefined` when no item has two ratings, or when there is only one label.

    Raises:
        ValueError: Judges with different numbers of items; ``labels`` repeats a label or lacks one
            that was used; texts and numbers mixed without ``labels``; nan where None is meant.

    References:
        Gwet, "Computing Inter-Rater Reliability and Its Variance in the Presence of High
        Agreement", 2008; gaps: Gwet, "Handbook of Inter-Rater Reliability", 4th edition, 2014.

    Example:
        >>> round(gwet_ac1([["ok"] * 9 + ["bad"], ["ok"] * 8 + ["bad", "ok"]]), 3)
        0.756
    """
    return gwet_ac2(ratings, "identity", labels=labels)


def gwet_ac2(
    ratings: Sequence[Sequence[Label | None]],
    weights: GwetWeights = "quadratic",
    *,
    labels: Sequence[Label] | None = None,
) -> float:
    """Return Gwet's AC2: AC1 with partial credit for labels that lie near each other.

    Formula: as for `gwet_ac1`, but two labels agree by their weight, and expected agreement is (sum
    of all weights) * (sum of p(1 - p)) / (q(q - 1)). The weight of two labels is 1 if they are the
    same and 0 otherwise (identity), 1 - d / D (linear), 1 - (d / D)² (quadratic), with d their
    distance and D the whole scale's, or 1 - g(g + 1) / (q(q - 1)) (ordinal), with g the places
    between them. At most 1, complete agreement; 0 is what chance gives; on a long scale it can fall
    below -1.

    Args:
        ratings: As for `gwet_ac1`.
        weights: ``identity``, ``ordinal``, ``linear`` or ``quadratic``.
        labels: The labels from one end of the scale to the other, taken to be one step apart; give
            the whole scale, points that nobody used included. Left out, numbers lie apart by their
            values, and only those used count.

    Returns:
        AC2, undefined as for `gwet_ac1`.

    Raises:
        ValueError: As for `gwet_ac1`; unknown ``weights``; weighted texts without ``labels``.

    References:
        Gwet, "Handbook of Inter-Rater Reliability", 4th edition, 2014, chapters 3 and 5.

    Example:
        >>> round(gwet_ac2([[1, 2, 3, 4], [1, 2, 4, 4]], "linear", labels=[1, 2, 3, 4]), 3)
        0.811
    """
    if weights not in get_args(GwetWeights):
        raise ValueError(
            f"weights must be 'identity', 'ordinal', 'linear' or 'quadratic' (got {weights!r})"
        )
    order, counts = label_counts(ratings, labels)
    q = len(order)
    places = range(q) if weights == "identity" else positions(order, labels)
    if not (counts.sum(axis=1) > 1).any():
        return Undefined("no item has two ratings")
    if q < 2:
        return Undefined("there is only one label, so there is nothing to choose from")
    distance = _distances(places, weights)
    shares = label_shares(counts)
    expected = (1.0 - distance).sum() * (shares * (1.0 - shares)).sum() / (q * (q - 1))
    return 1.0 - mean_disagreement(counts, distance) / float(1.0 - expected)


def _distances(places: Sequence[float], weights: GwetWeights) -> FloatArray:
    """Return how far any two labels disagree, from 0 to 1: one less their weight."""
    if weights == "ordinal":
        gaps = label_distances(range(len(places)), "linear")
        apart = gaps * (gaps + 1)
    else:
        apart = label_distances(places, None if weights == "identity" else weights)
    return np.asarray(apart / apart.max(), dtype=np.float64)
