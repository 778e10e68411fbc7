"""`Ranking`: an order of the item's parts, best first, ties allowed; and the same from pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, permutations
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from pydantic import JsonValue

from grader.fields.base import Field, Given, Letters, UnreadableError

_STRICT, _TIED = "a strict order", "a tie"

Order: TypeAlias = list[list[str]]
"""Best first; names in one inner list are tied."""


class Ranking(Field):
    """An order of all parts of one group, such as the responses.

    The distance is Kemeny's: the share of pairs that the two orders put differently, where a tie
    against an order counts half (Kemeny 1959).
    """

    of_the_item: ClassVar[bool] = True

    kind: Literal["ranking"] = "ranking"
    group: str = "response"

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem unless every part of the group stands in the order exactly once."""
        order = as_order(value)
        names = given.like(self.group)
        if order is None:
            return [f"Put every {self.group} in the order, best first."]
        placed = [name for place in order for name in place]
        found = []
        missing = [name for name in names if name not in placed]
        if missing:
            listed = " and ".join(f"{{{name}}}" for name in missing)
            found.append(f"Give {listed} a place too; a tie is allowed.")
        if len(placed) != len(set(placed)) or any(name not in names for name in placed):
            found.append(f"Each {self.group} takes exactly one place.")
        return found

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return the share of pairs ordered differently; a tie against an order counts half."""
        first, second = _ranks(a, self.name), _ranks(b, self.name)
        if first.keys() != second.keys():
            raise ValueError(f"{self.name}: the orders name different parts: {a!r} and {b!r}")
        pairs = list(combinations(sorted(first), 2))
        if not pairs:
            return 0.0
        apart = sum(
            abs(_sign(first[x] - first[y]) - _sign(second[x] - second[y])) / 2 for x, y in pairs
        )
        return apart / len(pairs)

    def close(self, a: JsonValue, b: JsonValue) -> bool:
        """Return whether at most a third of the pairs is apart, or none is reversed, only tied."""
        first, second = _ranks(a, self.name), _ranks(b, self.name)
        reversed_pairs = any(
            (first[x] - first[y]) * (second[x] - second[y]) < 0 for x, y in combinations(first, 2)
        )
        return not reversed_pairs or super().close(a, b)

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return lists of lists of the item's part names."""
        names: list[JsonValue] = list(given.like(self.group))
        place: dict[str, JsonValue] = {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"enum": names},
        }
        return {"type": "array", "minItems": 1, "maxItems": len(names), "items": place}

    def in_words(self, value: JsonValue) -> str:
        """Return the order as "first > second = third"."""
        order = as_order(value)
        if order is None:
            return "no order"
        return " > ".join(" = ".join(f"{{{name}}}" for name in place) for place in order)

    def classes(self) -> tuple[str, ...]:
        """Return whether two may be tied: letters are shuffled, so that the order itself is no class."""
        return (_STRICT, _TIED)

    def labels_in(self, value: JsonValue) -> tuple[str, ...]:
        """Return whether two are tied."""
        return (_TIED if any(len(place) > 1 for place in as_order(value) or ()) else _STRICT,)

    def guesses(self, given: Given) -> list[JsonValue]:
        """Return the strict orders: somebody who guesses ties nothing."""
        return [[[name] for name in order] for order in permutations(given.like(self.group))]

    def on_paper(self) -> str:
        """Return the two signs."""
        return "best first, `>` for better than, `=` for a tie, such as `B > A = C`"

    def from_paper(self, said: JsonValue, letters: Mapping[str, Letters]) -> JsonValue:
        """Return the order of the parts whose letters were written."""
        shown = letters[self.group]
        parts = {shown.letter(part): part for part in shown.order}
        order: list[JsonValue] = []
        for place in str(said).split(">"):
            tied: list[JsonValue] = []
            for word in place.split("="):
                letter = word.strip().upper().removeprefix(shown.label.upper()).strip()
                if letter not in parts:
                    listed = ", ".join(parts)
                    raise UnreadableError(
                        f"write the letters {listed} with > and = between (got {said!r})"
                    )
                tied.append(parts[letter])
            order.append(tied)
        return order

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the parts to be ordered."""
        return {**super().view(given), "group": self.group, "parts": list(given.like(self.group))}

    def pattern_problems(self, pattern: JsonValue, given: Given) -> list[str]:
        """Return a problem unless the pattern is ``{first: <part>}``."""
        names = given.like(self.group)
        if isinstance(pattern, dict) and set(pattern) == {"first"} and pattern["first"] in names:
            return []
        return [f"a pattern for {self.name} is {{first: <one of {', '.join(names)}>}}"]

    def matches(self, value: JsonValue, pattern: JsonValue) -> bool:
        """Return whether the named part shares the first place."""
        order = as_order(value)
        if order is None or not isinstance(pattern, dict):
            return False
        return pattern.get("first") in order[0]


def as_order(value: JsonValue) -> Order | None:
    """Return the value as an order if it has that shape, else None; says nothing of the names."""
    if not isinstance(value, list) or not value:
        return None
    order: Order = []
    for place in value:
        if not isinstance(place, list) or not place:
            return None
        names = [name for name in place if isinstance(name, str)]
        if len(names) != len(place):
            return None
        order.append(names)
    return order


def place_of(order: Order) -> dict[str, int]:
    """Return the place of every name, counted from 0; tied names share one."""
    return {name: rank for rank, place in enumerate(order) for name in place}


class PairVerdict(NamedTuple):
    """One comparison of two parts; ``better`` is None for a tie."""

    a: str
    b: str
    better: str | None


class FromPairs(NamedTuple):
    """What a set of comparisons says as a whole.

    ``order`` is None while comparisons are missing or contradict each other; ``cycle`` then lists the
    names of one contradiction, each put over (or level with) the next and the last over the first.
    """

    order: Order | None
    cycle: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def order_from_pairs(names: Sequence[str], verdicts: Iterable[PairVerdict]) -> FromPairs:
    """Return the order that the comparisons imply, or where they are not transitive.

    Comparisons are transitive when "at least as good as" is: from x >= y and y >= z follows x >= z.
    A cycle is reported as three names, the shortest contradiction there can be.
    """
    better: dict[tuple[str, str], int] = {}
    for verdict in verdicts:
        sign = 0 if verdict.better is None else (1 if verdict.better == verdict.a else -1)
        better[verdict.a, verdict.b] = sign
        better[verdict.b, verdict.a] = -sign
    pairs = list(combinations(names, 2))
    missing = tuple(pair for pair in pairs if pair not in better)
    if missing:
        return FromPairs(None, (), missing)
    cycle = _contradiction(names, better)
    if cycle:
        return FromPairs(None, cycle, ())
    wins = {x: sum(better[x, y] > 0 for y in names if y != x) for x in names}
    losses = {x: sum(better[x, y] < 0 for y in names if y != x) for x in names}
    standing: dict[tuple[int, int], list[str]] = {}
    for name in names:
        standing.setdefault((losses[name], -wins[name]), []).append(name)
    return FromPairs([standing[key] for key in sorted(standing)], (), ())


def _contradiction(names: Sequence[str], better: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    for x in names:
        for y in names:
            for z in names:
                if len({x, y, z}) < 3:
                    continue
                along = (better[x, y], better[y, z])
                # x at least y at least z, one of them strictly, and yet z at least x.
                if min(along) >= 0 and max(along) > 0 and better[z, x] >= 0:
                    return (x, y, z)
    return ()


def _ranks(value: JsonValue, field: str) -> dict[str, int]:
    order = as_order(value)
    if order is None:
        raise TypeError(
            f"{field}: expected an order such as [[response_a], [response_b]], got {value!r}"
        )
    return place_of(order)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
