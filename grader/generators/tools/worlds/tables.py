"""What every world's tools do with tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.generators.tools.world import RefusedError, State


def find(state: State, table: str, key: str, value: Any, what: str = "") -> Any:
    """Return the row with a value.

    Raises:
        RefusedError: There is none.
    """
    for row in state[table]:
        if _folded(row[key]) == _folded(value):
            return row
    raise RefusedError(f"unknown {what or key} {value}")


def where(state: State, table: str, **values: Any) -> list[Any]:
    """Return the rows with all of the values that are not None; capitals do not matter."""
    return [
        row
        for row in state[table]
        if all(v is None or _folded(row[k]) == _folded(v) for k, v in values.items())
    ]


def cut(row: Any, *names: str) -> dict[str, Any]:
    """Return some columns of a row."""
    return {name: row[name] for name in names}


def cuts(rows: Sequence[Any], *names: str) -> list[dict[str, Any]]:
    """Return some columns of rows."""
    return [cut(row, *names) for row in rows]


def named(rows: Sequence[Any], text: str, key: str = "name") -> list[Any]:
    """Return the rows whose name holds a text."""
    return [row for row in rows if text.casefold() in row[key].casefold()]


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
