"""Which sites get a fault: by what a difficulty asks for, and so that no class, kind or place is the rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeVar

import numpy as np


class Plantable(Protocol):
    """What choosing has to know of a fault."""

    @property
    def near(self) -> int:
        """How near to the truth it is: 1 (it strikes the eye) to 3 (only a finger on the line finds it)."""

    @property
    def group(self) -> str:
        """What it is of: a class or a severity; one of these leads an item."""

    @property
    def kind(self) -> str:
        """What was done, by the concept it misses."""

    @property
    def sites(self) -> frozenset[str]:
        """The sites that it takes."""


P = TypeVar("P", bound=Plantable)
T = TypeVar("T")


class Dial(NamedTuple):
    """What a difficulty asks for.

    Attributes:
        faults: Fewest and most places to be found.
        near: The nearest to the truth, least and most.
        decoys: Fewest and most sound places that look faulty.
    """

    faults: tuple[int, int]
    near: tuple[int, int]
    decoys: tuple[int, int]


DIALS = {
    1: Dial((1, 2), (1, 1), (0, 1)),
    2: Dial((1, 3), (1, 2), (1, 1)),
    3: Dial((2, 3), (1, 3), (1, 2)),
    4: Dial((2, 4), (2, 3), (2, 3)),
    5: Dial((2, 5), (2, 3), (3, 4)),
}
FAULTLESS = 0.15
"""How often an item has no fault, at every difficulty."""


def dial(difficulty: int) -> Dial:
    """Return what a difficulty asks for.

    Raises:
        ValueError: It is not 1 to 5.
    """
    if difficulty not in DIALS:
        raise ValueError(f"difficulty must be 1 to 5 (got {difficulty})")
    return DIALS[difficulty]


def between(least_most: tuple[int, int], chance: np.random.Generator) -> int:
    """Return a number from the least to the most, both included."""
    return least_most[0] + int(chance.integers(least_most[1] - least_most[0] + 1))


def some(faults: Sequence[T], count: int, chance: np.random.Generator) -> list[T]:
    """Return at most so many, in an order by chance."""
    return [faults[int(index)] for index in chance.permutation(len(faults))[:count]]


def chosen(
    faults: Sequence[P],
    ranks: Sequence[str],
    want: Dial,
    chance: np.random.Generator,
    *,
    most: int,
    size: Callable[[P], int],
) -> list[P]:
    """Return faults that take no site twice, led by a group that is drawn evenly.

    Args:
        faults: All that could be planted.
        ranks: The groups, the most serious first.
        want: What the difficulty asks for.
        chance: The seed's.
        most: How many places there may be at most.
        size: How many places a fault has.

    Raises:
        ValueError: Nothing suits.
    """
    low, high = want.near
    fitting = [one for one in faults if low <= one.near <= high]
    groups = [rank for rank in ranks if any(one.group == rank for one in fitting)]
    if not groups:
        raise ValueError("no fault suits the difficulty")
    leader = groups[int(chance.integers(len(groups)))]
    count = min(most, between(want.faults, chance))
    heads = some([one for one in fitting if one.group == leader], 1, chance)
    after = ranks[ranks.index(leader) :]
    rest = [one for one in fitting if one.group in after]
    plainer = [one for one in faults if one.group in after and one.near < low]
    found: list[P] = []
    for one in [*heads, *some(rest, len(rest), chance), *some(plainer, len(plainer), chance)]:
        if one in plainer and sum(map(size, found)) >= want.faults[0]:
            break
        taken = frozenset().union(*(other.sites for other in found))
        same = sum(other.kind == one.kind for other in found)
        places = sum(size(other) for other in found) + size(one)
        if one.sites & taken or same > 1 or places > max(count, size(heads[0])):
            continue
        found.append(one)
    return found
