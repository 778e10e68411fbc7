"""How far two sets of labels are apart, for items that take several labels at once."""

from __future__ import annotations

from collections.abc import Collection, Hashable


def jaccard_distance(a: Collection[Hashable], b: Collection[Hashable]) -> float:
    """Return the share of the labels of two sets that only one of them has.

    Formula: 1 - (labels in both) / (labels in either). From 0, the same set, to 1, nothing in
    common. Never undefined: two empty sets are the same set, so their distance is 0. It can serve
    as the distance of `krippendorff_alpha`.

    Raises:
        ValueError: A text was passed instead of a set of texts, or a label is there twice.

    References:
        Jaccard, "The Distribution of the Flora in the Alpine Zone", 1912.

    Example:
        >>> jaccard_distance({"violence", "threat"}, {"threat"})
        0.5
    """
    first, second = _labels(a), _labels(b)
    either = len(first | second)
    return 1.0 - len(first & second) / either if either else 0.0


def masi_distance(a: Collection[Hashable], b: Collection[Hashable]) -> float:
    """Return the MASI distance of two sets of labels: a set that holds the other is nearer.

    Formula: 1 - (labels in both) / (labels in either) * m, where m is 1 for the same set, 2/3 if
    one holds the other, 1/3 if they overlap, and 0 if they have nothing in common. From 0, the same
    set, to 1, nothing in common. Never undefined: two empty sets are the same set, so their
    distance is 0; an empty set and another have nothing in common. It can serve as the distance of
    `krippendorff_alpha`.

    Raises:
        ValueError: As for `jaccard_distance`.

    References:
        Passonneau, "Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic
        Annotation", 2006.

    Example:
        >>> round(masi_distance({"violence", "threat"}, {"threat"}), 3)
        0.667
    """
    first, second = _labels(a), _labels(b)
    if first == second:
        return 0.0
    nested = first < second or second < first
    return 1.0 - len(first & second) / len(first | second) * (2 if nested else 1) / 3


def _labels(values: Collection[Hashable]) -> frozenset[Hashable]:
    if isinstance(values, str):
        raise ValueError(
            f"a set of labels was expected (got the text {values!r}); pass {{{values!r}}}"
        )
    labels = frozenset(values)
    if len(labels) < len(values):
        raise ValueError(f"a set must hold each label once (got {list(values)!r})")
    return labels
