"""Krippendorff's alpha: agreement of any number of judges, gaps allowed, on any kind of value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from grader.metrics._inputs import is_number, numbers, require_aligned
from grader.metrics.result import Undefined

Level: TypeAlias = Literal["nominal", "ordinal", "interval"]
Value = TypeVar("Value")


class _Disagreement(NamedTuple):
    """Sums of distances over ordered pairs of ratings."""

    observed: float
    """Within items, each item's pairs divided by its ratings less one."""
    overall: float
    """Between all ratings, whatever item they belong to."""


def krippendorff_alpha(
    ratings: Sequence[Sequence[Value | None]],
    level: Level = "nominal",
    *,
    distance: Callable[[Value, Value], float] | None = None,
) -> float:
    """Return Krippendorff's alpha of two or more judges, missing ratings allowed.

    Formula: 1 - (observed disagreement) / (expected disagreement), the mean distance of two ratings
    of one item over that of any two ratings. The distance is 0 or 1 (nominal), the squared number
    of ratings that lie between two values (ordinal), or the squared difference (interval). From
    about -1 to 1: 1 is complete agreement, 0 is no more than ratings dealt out at random would
    give, below 0 is less.

    Args:
        ratings: One sequence for each judge with one value for each item, None where it was not
            judged. Items with fewer than two ratings are left out.
        level: ``nominal``, ``ordinal`` or ``interval``; the last two need numbers.
        distance: Instead of a level, how far apart two values are (sets, spans, rankings, ...): 0
            or more, symmetric, and 0 between equal values. Called once for every two distinct
            values, so a thousand different ones take half a million calls; hashable values are told
            apart by equality, all others are taken to be distinct.

    Returns:
        Alpha, or `Undefined` when no item has two ratings, or when all ratings are the same.

    Raises:
        ValueError: Judges with different numbers of items; an unknown level; a level together with
            a distance; a value that is not a number where numbers are needed; nan where None is
            meant; a distance that is negative or not a number.

    References:
        Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011; Hayes & Krippendorff,
        "Answering the Call for a Standard Reliability Measure for Coding Data", 2007.

    Example:
        >>> round(krippendorff_alpha([["a", "a", "b", "b"], ["a", "b", "b", None]]), 3)
        0.444
        >>> round(krippendorff_alpha([[1, 2, 3, 4], [1, 2, 4, 4]], "interval"), 3)
        0.926
    """
    _check(ratings, level, has_distance=distance is not None)
    columns = (
        [value for value in item if value is not None] for item in zip(*ratings, strict=True)
    )
    units = [unit for unit in columns if len(unit) > 1]
    if not units:
        return Undefined("no item has two ratings")
    if distance is not None:
        sums = _any_distance(units, distance)
    elif level == "nominal":
        sums = _nominal(units)
    else:
        points = [numbers(unit, what=f"{level} ratings") for unit in units]
        sums = _interval(_midranks(points) if level == "ordinal" else points)
    if sums.overall == 0:
        return Undefined("all ratings are the same: without variation there is nothing to agree on")
    n = sum(map(len, units))
    return 1.0 - (n - 1) * sums.observed / sums.overall


def _check(ratings: Sequence[Sequence[object]], level: str, *, has_distance: bool) -> None:
    if level not in ("nominal", "ordinal", "interval"):
        raise ValueError(f"level must be 'nominal', 'ordinal' or 'interval' (got {level!r})")
    if has_distance and level != "nominal":
        raise ValueError(
            f"give either a level or a distance (got the level {level!r} and a distance)"
        )
    require_aligned(ratings)


def _any_distance(
    units: Sequence[Sequence[Value]], distance: Callable[[Value, Value], float]
) -> _Disagreement:
    values, places = _numbered(units)
    counts = Counter(place for unit in places for place in unit)
    met: dict[tuple[int, int], float] = {}  # how often two values meet within an item
    for unit in places:
        for pair in combinations(sorted(unit), 2):
            met[pair] = met.get(pair, 0.0) + 1 / (len(unit) - 1)
    observed = overall = 0.0
    for x, y in combinations(range(len(values)), 2):
        apart = distance(values[x], values[y])
        if not is_number(apart) or apart < 0:
            raise ValueError(
                f"a distance must be a number of 0 or more "
                f"(got {apart!r} between {values[x]!r} and {values[y]!r})"
            )
        observed += met.get((x, y), 0.0) * apart
        overall += counts[x] * counts[y] * apart
    return _Disagreement(2 * float(observed), 2 * float(overall))


def _numbered(units: Iterable[Iterable[Value]]) -> tuple[list[Value], list[list[int]]]:
    """Return the distinct values and, for each unit, the places of its values among them."""
    values: list[Value] = []
    place_of: dict[Value, int] = {}
    places = []
    for unit in units:
        row = []
        for value in unit:
            place = len(values)
            with suppress(TypeError):  # not hashable: taken to be distinct
                place = place_of.setdefault(value, place)
            if place == len(values):
                values.append(value)
            row.append(place)
        places.append(row)
    return values, places


def _nominal(units: Iterable[Sequence[object]]) -> _Disagreement:
    total: Counter[object] = Counter()
    observed = 0.0
    for unit in units:
        try:
            counts = Counter(unit)
        except TypeError as error:
            raise ValueError(
                f"nominal ratings must be single labels (got {unit[0]!r}); "
                f"pass distance= to compare sets, spans or rankings"
            ) from error
        total.update(counts)
        observed += _unequal_pairs(counts) / (len(unit) - 1)
    if any(value != value for value in total):  # only nan differs from itself
        raise ValueError("a missing rating must be None (got nan)")
    return _Disagreement(observed, _unequal_pairs(total))


def _unequal_pairs(counts: Counter[object]) -> int:
    return counts.total() ** 2 - sum(count * count for count in counts.values())


def _interval(units: Sequence[Sequence[float]]) -> _Disagreement:
    observed = sum(_squared_differences(unit) / (len(unit) - 1) for unit in units)
    return _Disagreement(
        observed, _squared_differences([value for unit in units for value in unit])
    )


def _squared_differences(values: Sequence[float]) -> float:
    """Return the sum of squared differences over ordered pairs, in one pass over the values.

    Measured from the first value, so that equal values give exactly 0.
    """
    shifted = [value - values[0] for value in values]
    return 2 * (len(values) * sum(x * x for x in shifted) - sum(shifted) ** 2)


def _midranks(units: Sequence[Sequence[float]]) -> list[list[float]]:
    """Replace each value by its midrank among all ratings.

    The ordinal distance of c and k, the ratings from c to k less half of those at the two ends, is
    the difference of their midranks: ordinal alpha is interval alpha of midranks.
    """
    counts = Counter(value for unit in units for value in unit)
    midrank: dict[float, float] = {}
    below = 0
    for value in sorted(counts):
        midrank[value] = below + counts[value] / 2
        below += counts[value]
    return [[midrank[value] for value in unit] for unit in units]
