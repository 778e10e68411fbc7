"""Agreement on labels: how often two judges say the same, and how far beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from grader.metrics._inputs import paired
from grader.metrics._kappa import IntArray, Weights, label_distances, table_kappa
from grader.metrics._labels import Label, label_order, positions
from grader.metrics.result import Undefined


def percent_agreement(a: Sequence[Label], b: Sequence[Label]) -> float:
    """Return the share of items on which both judges gave the same label.

    Formula: (items with a = b) / (items). From 0, never the same, to 1, always the same. Two judges
    who both say the commoner label of an unbalanced set agree often by chance alone: `cohen_kappa`
    takes that into account.

    Returns:
        The share, or `Undefined` when there are no items.

    Raises:
        ValueError: ``a`` and ``b`` differ in length.

    References:
        Holsti, "Content Analysis for the Social Sciences and Humanities", 1969.

    Example:
        >>> percent_agreement(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
        0.75
    """
    n = paired(a, b)
    if n == 0:
        return Undefined("no items")
    return sum(1 for x, y in zip(a, b, strict=True) if x == y) / n


def confusion_matrix(
    a: Sequence[Label], b: Sequence[Label], labels: Sequence[Label] | None = None
) -> IntArray:
    """Return how often ``a`` gave one label (row) where ``b`` gave another (column).

    Counts from 0 to the number of items; what lies off the diagonal are disagreements. Without
    items and ``labels`` the matrix has no rows.

    Args:
        a: One judge's labels.
        b: The other judge's labels for the same items, in the same order.
        labels: The order of rows and columns, unused labels included; otherwise those used, sorted:
            numbers by value, texts alphabetically.

    Raises:
        ValueError: ``a`` and ``b`` differ in length; ``labels`` repeats a label or lacks one that
            was used; texts and numbers are mixed without ``labels``; a label is missing (None or
            nan).

    References:
        Kohavi & Provost, "Glossary of Terms", Machine Learning 30, 1998.

    Example:
        >>> confusion_matrix(["yes", "yes", "no"], ["yes", "no", "no"], ["yes", "no"]).tolist()
        [[1, 1], [0, 1]]
    """
    paired(a, b)
    return _count(a, b, label_order({*a, *b}, labels))


def cohen_kappa(
    a: Sequence[Label],
    b: Sequence[Label],
    weights: Weights | None = None,
    *,
    labels: Sequence[Label] | None = None,
) -> float:
    """Return Cohen's kappa: agreement beyond what the judges' label frequencies give by chance.

    Formula: 1 - (observed disagreement) / (disagreement expected by chance), where two labels x and
    y disagree by 1 (no weights), |x - y| (linear) or (x - y)² (quadratic). From -1 to 1: 1 is
    complete agreement, 0 is what chance gives, below 0 is less than that. Kappa falls as labels
    become unbalanced (the kappa paradox): never compare it between item sets of different make-up.

    Args:
        a: One judge's labels.
        b: The other judge's labels for the same items, in the same order.
        weights: None for labels without an order, otherwise how disagreement grows with distance.
        labels: The labels from one end of the scale to the other, taken to be one step apart. Left
            out, numbers lie apart by their values, so that a point of the scale that nobody used
            still counts (scikit-learn closes such gaps). Without weights the order is of no
            account.

    Returns:
        Kappa, or `Undefined` when there are no items, or when both judges used one and the same
        label throughout, so that chance alone gives complete agreement.

    Raises:
        ValueError: As for `confusion_matrix`; unknown ``weights``; weighted texts without
            ``labels``, because alphabetical order is rarely the order meant.

    References:
        Cohen, "A Coefficient of Agreement for Nominal Scales", 1960; weights: Cohen, "Weighted
        Kappa", 1968; the paradox: Feinstein & Cicchetti, "High Agreement but Low Kappa", 1990.

    Example:
        >>> cohen_kappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
        0.5
        >>> round(cohen_kappa([1, 2, 3], [1, 2, 2], "quadratic"), 3)
        0.667
        >>> print(cohen_kappa(["yes", "yes"], ["yes", "yes"]).reason.partition(",")[0])
        both used one and the same label throughout
    """
    paired(a, b)
    order = label_order({*a, *b}, labels)
    places = positions(order, labels) if weights else range(len(order))
    distance = label_distances(places, weights)
    return table_kappa(_count(a, b, order), distance)


def _count(a: Sequence[Label], b: Sequence[Label], order: Sequence[Label]) -> IntArray:
    place = {label: index for index, label in enumerate(order)}
    table = np.zeros((len(order), len(order)), dtype=np.int64)
    for (x, y), count in Counter(zip(a, b, strict=True)).items():
        table[place[x], place[y]] = count
    return table
