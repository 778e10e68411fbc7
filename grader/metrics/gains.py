"""nDCG: does a ranking put the most relevant results first?"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Literal, TypeAlias

from grader.metrics._inputs import is_number, require_count
from grader.metrics._rankings import Ranking, places
from grader.metrics.result import Undefined

Gain: TypeAlias = Literal["linear", "exponential"]


def ndcg(
    ranking: Ranking,
    grades: Mapping[str, float],
    *,
    gain: Gain = "linear",
    k: int | None = None,
) -> float:
    """Return the normalised discounted cumulative gain of a ranking of graded results.

    Formula: (sum of gain * discount, by the ranking) / (the same by falling grade). The gain is the
    grade (linear) or 2^grade - 1 (exponential: the top grades count for much more); the discount at
    rank r is 1 / log2(r + 1). Results tied on one place share the mean of their gains, as on
    average over all ways to break the tie. From 0, nothing relevant within reach, to 1, no grade
    stands below a lower one. Without ``k`` it is rarely far below 1: compare only at equal gain,
    k and make-up of the list.

    Args:
        ranking: Places, best first; names on one place are tied.
        grades: The gold's grade of each name, 0 (of no use) or more.
        gain: ``linear`` or ``exponential``.
        k: How many ranks count; all if left out.

    Returns:
        nDCG, or `Undefined` when there are no results, or when all have the grade 0.

    Raises:
        ValueError: Ranking and grades do not hold the same names; the ranking is malformed; a grade
            is negative or no number; an unknown gain; ``k`` is below 1.

    References:
        Järvelin & Kekäläinen, "Cumulated Gain-based Evaluation of IR Techniques", 2002; exponential
        gain: Burges et al., "Learning to Rank Using Gradient Descent", 2005; ties: McSherry &
        Najork, "Computing Information Retrieval Performance Measures Efficiently in the Presence of
        Tied Scores", 2008.

    Example:
        >>> round(ndcg([["a"], ["b"], ["c"]], {"a": 0, "b": 2, "c": 0}), 3)
        0.631
        >>> ndcg([["a"], ["b"]], {"a": 0, "b": 0})
        Undefined('no result has a grade above 0')
    """
    if gain not in ("linear", "exponential"):
        raise ValueError(f"gain must be 'linear' or 'exponential' (got {gain!r})")
    if k is not None:
        require_count(k, what="k", least=1)
    names = places(ranking).keys()
    if names != grades.keys():
        raise ValueError(
            f"ranking and grades must hold the same names "
            f"(got {sorted(names - grades.keys())} only in the ranking, "
            f"{sorted(grades.keys() - names)} only in the grades)"
        )
    if not names:
        return Undefined("no results")
    gains = {name: _gain(name, grade, gain) for name, grade in grades.items()}
    if not any(gains.values()):
        return Undefined("no result has a grade above 0")
    best = _discounted(_by_falling_gain(gains), gains, k)
    # Never above 1 but by rounding: no order gains more than that of the grades.
    return min(1.0, _discounted(ranking, gains, k) / best)


def _gain(name: str, grade: float, gain: Gain) -> float:
    if not is_number(grade) or grade < 0:
        raise ValueError(f"a grade must be a number of 0 or more (got {grade!r} for {name!r})")
    return float(grade) if gain == "linear" else 2.0 ** float(grade) - 1.0


def _by_falling_gain(gains: Mapping[str, float]) -> Ranking:
    alike: dict[float, list[str]] = defaultdict(list)
    for name, value in gains.items():
        alike[value].append(name)
    return [alike[value] for value in sorted(alike, reverse=True)]


def _discounted(ranking: Ranking, gains: Mapping[str, float], k: int | None) -> float:
    total, above = 0.0, 0
    for tied in ranking:
        ranks = range(above + 1, above + len(tied) + 1)
        discounts = math.fsum(1 / math.log2(r + 1) for r in ranks if k is None or r <= k)
        total += math.fsum(gains[name] for name in tied) / len(tied) * discounts
        above += len(tied)
    return total
