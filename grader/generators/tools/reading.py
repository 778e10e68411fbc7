"""How facts are read off results, rightly, and wrongly in the ways that a result invites."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from grader.generators.tools.mem import Fact, Get, Mem

SlipKind = Literal["row", "field", "status", "sum", "empty"]


@dataclass(frozen=True)
class Slip:
    """A wrong reading that a result invites.

    Attributes:
        kind: Another row, another field, another state, a wrong sum, nothing taken for none.
        believes: The wrong values by fact; None where this result does not invite it.
        hard: 1 (leaps to the eye) to 5.
        passing: Whether it may also be said in passing only and be right in the answer, since nothing
            is built on it.
    """

    kind: SlipKind
    believes: Callable[[Mem], Mapping[str, Any] | None]
    hard: int = 3
    passing: bool = False


@dataclass(frozen=True)
class Rows:
    """The rows of a list, one of which is meant: what is read of one row belongs together.

    Attributes:
        all: The rows.
        pick: The one that is meant.
        key: The fact by which a row is named.
        columns: Column by fact.
        whole: See `Fact`.
        of: See `Fact`.
    """

    all: Get
    pick: Get
    key: str
    columns: Mapping[str, str]
    whole: Callable[[Mem], bool] | None = None
    of: tuple[str, ...] = ()

    def facts(self) -> dict[str, Fact]:
        """Return the facts that are columns of the row that is meant."""

        def column(name: str) -> Get:
            return lambda mem: self.pick(mem)[name]

        return {name: Fact(column(key), self.of, self.whole) for name, key in self.columns.items()}

    def beside(self, hard: int = 3) -> Slip:
        """Return the slip of taking the row beside it."""
        return Slip("row", lambda mem: self._other(mem, tuple(self.columns)), hard)

    def swapped(self, name: str, hard: int = 5, *, passing: bool = False) -> Slip:
        """Return the slip of reading one column in the row beside it."""
        return Slip("field", lambda mem: self._other(mem, (name,)), hard, passing)

    def holding(self, mem: Mem, values: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return all facts of the one row that has some values; None where it is not one."""
        rows = [
            row
            for row in self.all(mem)
            if all(row[self.columns[name]] == value for name, value in values.items())
        ]
        if len(rows) != 1:
            return None
        return {name: rows[0][column] for name, column in self.columns.items()}

    def _other(self, mem: Mem, names: tuple[str, ...]) -> Mapping[str, Any] | None:
        rows, right = self.all(mem), self.pick(mem)
        place = rows.index(right)
        for number in (place + 1, place - 1, place + 2):
            if 0 <= number < len(rows):
                other = rows[number]
                wrong = {
                    name: other[self.columns[name]]
                    for name in names
                    if other[self.columns[name]] != right[self.columns[name]]
                }
                if wrong:
                    return wrong
        return None


def at(need: str, *path: str | int) -> Get:
    """Return the reading of one place in a result."""

    def get(mem: Mem) -> Any:
        value = mem.r(need)
        for key in path:
            value = value[key]
        return value

    return get


def reads(need: str, *names: str, **renamed: str) -> dict[str, Fact]:
    """Return facts that are fields of a result: by their own names, or ``fact="field"``."""
    pairs = {**{name: name for name in names}, **renamed}
    return {name: Fact(at(need, key)) for name, key in pairs.items()}


def takes(kind: SlipKind, hard: int = 3, *, passing: bool = False, **wrong: Get) -> Slip:
    """Return the slip of taking some facts for other values, ``fact=how the wrong one is read off``."""

    def believes(mem: Mem) -> Mapping[str, Any] | None:
        found = {name: get(mem) for name, get in wrong.items()}
        apart = all(value is not None and value != mem.told(name) for name, value in found.items())
        return found if apart else None

    return Slip(kind, believes, hard, passing)
