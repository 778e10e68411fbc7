"""What a ranking is: places, best first; names on one place are tied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Ranking: TypeAlias = Sequence[Sequence[str]]


def places(ranking: Ranking) -> dict[str, int]:
    """Return the place of each name, counted from 0.

    Raises:
        ValueError: The ranking names something twice, has an empty place, or is a flat list.
    """
    place_of: dict[str, int] = {}
    for index, names in enumerate(ranking):
        if isinstance(names, str):
            raise ValueError(
                f"a ranking is a list of places and each place a list of names, "
                f'for example [["b"], ["a", "c"]] (got the text {names!r} as a place)'
            )
        if not names:
            raise ValueError(
                f"every place of a ranking must hold a name (place {index + 1} is empty)"
            )
        for name in names:
            if name in place_of:
                raise ValueError(f"a ranking must hold each name once (got {name!r} twice)")
            place_of[name] = index
    return place_of
