"""How many judges gave each item each label: what agreement of any number of judges rests on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.metrics._inputs import require_aligned
from grader.metrics._kappa import FloatArray, IntArray
from grader.metrics._labels import Label, label_order


def label_counts(
    ratings: Sequence[Sequence[Label | None]], labels: Sequence[Label] | None
) -> tuple[list[Label], IntArray]:
    """Return the labels in order, and for each item with a rating how many judges gave each.

    Raises:
        ValueError: Judges with different numbers of items; otherwise as for `label_order`.
    """
    require_aligned(ratings)
    columns = [[x for x in item if x is not None] for item in zip(*ratings, strict=True)]
    rated = [column for column in columns if column]
    order = label_order({label for column in rated for label in column}, labels)
    place = {label: index for index, label in enumerate(order)}
    counts = np.zeros((len(rated), len(order)), dtype=np.int64)
    for row, column in enumerate(rated):
        for label in column:
            counts[row, place[label]] += 1
    return order, counts


def mean_disagreement(counts: IntArray, distance: FloatArray) -> float:
    """Return how far two ratings of one item are apart, over the items that have two.

    The mean over ordered pairs of an item's ratings, then over items; the counts must hold an item
    with two ratings.
    """
    ratings = counts.sum(axis=1)
    several, n = counts[ratings > 1], ratings[ratings > 1]
    apart = (several * (several @ distance)).sum(axis=1)
    return float((apart / (n * (n - 1))).mean())


def label_shares(counts: IntArray) -> FloatArray:
    """Return the share of each label, every item with a rating counting the same."""
    shares: FloatArray = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares
