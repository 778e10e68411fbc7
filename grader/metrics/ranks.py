"""Agreement on rankings, counted in pairs: did both judges put the same one first?

A ranking lists places, best first; names on one place are tied: ``[["b"], ["a", "c"]]``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from grader.metrics._inputs import paired
from grader.metrics._rankings import Ranking, places
from grader.metrics.result import Undefined


class PairCounts(NamedTuple):
    """How two rankings order the pairs of names; every pair is counted in exactly one field."""

    same: int
    """Pairs that both put in the same order."""
    opposite: int
    """Pairs that they put in opposite order."""
    tie_in_first: int
    """Pairs tied in the first ranking only."""
    tie_in_second: int
    """Pairs tied in the second ranking only."""
    tie_in_both: int
    """Pairs tied in both."""

    @property
    def total(self) -> int:
        """The number of pairs: k * (k - 1) / 2 of k names."""
        return sum(self)


class PairwiseAgreement(NamedTuple):
    """Pairwise accuracy with ties apart: once without the ties, once with them."""

    without_ties: float
    """same / (same + opposite): of the pairs that neither judge tied, those in the same order."""
    with_ties: float
    """(same + tied by both) / all pairs: a tie agrees with a tie and with nothing else."""
    n_pairs: int
    """All pairs, over all items."""
    n_decided: int
    """The pairs that neither judge tied: same + opposite."""


def pair_counts(a: Ranking, b: Ranking) -> PairCounts:
    """Return how two rankings of the same names order each unordered pair of them.

    Formula: every pair {x, y} counts once, in one of five ways. From 0 to k * (k - 1) / 2 each,
    which is also their sum. Never undefined: fewer than two names have no pairs.

    Raises:
        ValueError: The rankings do not hold the same names, one names something twice, has an empty
            place, or is a flat list of names.

    References:
        Kendall, "The Treatment of Ties in Ranking Problems", 1945.

    Example:
        >>> pair_counts([["a"], ["b"], ["c"]], [["b"], ["a", "c"]])
        PairCounts(same=1, opposite=1, tie_in_first=0, tie_in_second=1, tie_in_both=0)
    """
    first, second = places(a), places(b)
    if first.keys() != second.keys():
        raise ValueError(
            f"both rankings must hold the same names "
            f"(got {sorted(first.keys() - second.keys())} only in the first, "
            f"{sorted(second.keys() - first.keys())} only in the second)"
        )
    same = opposite = tie_in_first = tie_in_second = tie_in_both = 0
    for x, y in combinations(first, 2):
        order = (first[x] - first[y]) * (second[x] - second[y])
        if order > 0:
            same += 1
        elif order < 0:
            opposite += 1
        elif first[x] != first[y]:
            tie_in_second += 1
        elif second[x] != second[y]:
            tie_in_first += 1
        else:
            tie_in_both += 1
    return PairCounts(same, opposite, tie_in_first, tie_in_second, tie_in_both)


def pairwise_agreement(
    rankings_a: Sequence[Ranking], rankings_b: Sequence[Ranking]
) -> PairwiseAgreement:
    """Return the share of pairs that two judges ordered alike, over many items.

    Formula: with the pairs of all items counted together, ``without_ties`` is same / (same +
    opposite) and ``with_ties`` is (same + tied by both) / (all pairs). Both from 0, never alike, to
    1, always alike; chance gives 0.5 without ties, and less with them. The first equals (gamma + 1)
    / 2 of Goodman and Kruskal and rewards a judge who ties whatever is hard: show ``n_decided``
    beside it.

    Args:
        rankings_a: One judge's ranking for each item.
        rankings_b: The other judge's rankings of the same items, in the same order.

    Returns:
        Both shares with their counts. ``without_ties`` is `Undefined` when every pair is tied by
        someone, ``with_ties`` when there are no pairs.

    Raises:
        ValueError: The two differ in length, or as for `pair_counts`, with the item's position.

    References:
        With ties: Deutsch, Foster & Freitag, "Ties Matter", 2023; without: Goodman & Kruskal,
        "Measures of Association for Cross Classifications", 1954.

    Example:
        >>> pairwise_agreement(
        ...     [[["a"], ["b"]], [["a", "b"]], [["b"], ["a"]], [["b"], ["a"]]],
        ...     [[["a"], ["b"]], [["a", "b"]], [["b"], ["a"]], [["a", "b"]]],
        ... )
        PairwiseAgreement(without_ties=1.0, with_ties=0.75, n_pairs=4, n_decided=2)
    """
    paired(rankings_a, rankings_b)
    counts = []
    for index, (a, b) in enumerate(zip(rankings_a, rankings_b, strict=True)):
        try:
            counts.append(pair_counts(a, b))
        except ValueError as error:
            raise ValueError(f"item at position {index}: {error}") from error
    same = sum(count.same for count in counts)
    both = sum(count.tie_in_both for count in counts)
    decided = same + sum(count.opposite for count in counts)
    pairs = sum(count.total for count in counts)
    return PairwiseAgreement(
        without_ties=same / decided if decided else Undefined("no pair that neither judge tied"),
        with_ties=(same + both) / pairs if pairs else Undefined("no pairs to compare"),
        n_pairs=pairs,
        n_decided=decided,
    )


def kendall_tau_b(a: Ranking, b: Ranking) -> float:
    """Return Kendall's tau-b: how alike two rankings are, allowing for ties.

    Formula: (same - opposite) / sqrt(pairs not tied in a * pairs not tied in b). From -1, exactly
    reversed, to 1, the same ranking; 0 is as many pairs alike as reversed.

    Returns:
        Tau-b, or `Undefined` when there are fewer than two names or a ranking ties them all.

    Raises:
        ValueError: As for `pair_counts`.

    References:
        Kendall, "The Treatment of Ties in Ranking Problems", 1945.

    Example:
        >>> round(kendall_tau_b([["a"], ["b"], ["c"]], [["a"], ["c"], ["b"]]), 3)
        0.333
        >>> kendall_tau_b([["a", "b"]], [["a"], ["b"]])
        Undefined('one of the rankings ties all names')
    """
    count = pair_counts(a, b)
    if count.total == 0:
        return Undefined("fewer than two names")
    decided = count.same + count.opposite
    product = (decided + count.tie_in_second) * (decided + count.tie_in_first)
    if product == 0:
        return Undefined("one of the rankings ties all names")
    return (count.same - count.opposite) / math.sqrt(product)


def ranking_distance(a: Ranking, b: Ranking) -> float:
    """Return how far two rankings are apart: the share of pairs that they order differently.

    Formula: (opposite + half of those tied in one ranking only) / (pairs), Kemeny's distance over
    its maximum. From 0, the same ranking, to 1, exactly reversed without ties. Unlike tau-b it is
    defined when a ranking ties everything, so it can serve as the distance of `krippendorff_alpha`.

    Returns:
        The distance, or `Undefined` when there are fewer than two names.

    Raises:
        ValueError: As for `pair_counts`.

    References:
        Kemeny, "Mathematics without Numbers", 1959; ties at one half: Fagin et al., "Comparing
        Partial Rankings", 2006.

    Example:
        >>> ranking_distance([["a"], ["b"]], [["a", "b"]])
        0.5
    """
    count = pair_counts(a, b)
    if count.total == 0:
        return Undefined("fewer than two names")
    return (count.opposite + (count.tie_in_first + count.tie_in_second) / 2) / count.total
