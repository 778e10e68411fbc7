"""What a seed draws for a passage: names, figures, days and times that agree with one another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic import Field as Setting

from grader.generators.planted.figures import Value, worked_out
from grader.strict_yaml import load

_FOLDER = Path(__file__).parent
_AWKWARD_DAYS = (1, 8, 11)
"""Days of the month before which French or Italian change an article or a figure: never drawn."""
_YEAR = 2027


class Steps(BaseModel):
    """One of the numbers from ``least`` to ``most``, both included, ``step`` apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least: int
    most: int
    step: int = 1


class Day(BaseModel):
    """A day between two of one year, as ``[month, day]``, on some weekdays (Monday is 0)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    after: tuple[int, int]
    before: tuple[int, int]
    on: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


Slot: TypeAlias = Annotated[
    Steps | Day | tuple[Value, ...] | str, Setting(union_mode="left_to_right")
]
"""Steps, a day, one of some values, ``~list`` (a name that no other slot has), or ``= sum``."""

Slots: TypeAlias = Mapping[str, Slot]


@cache
def name_lists() -> Mapping[str, tuple[str, ...]]:
    """Return the lists of names, by what they name."""
    data = material(_FOLDER / "names.yaml")
    return {kind: tuple(str(one).split(", ")) for kind, one in data.items()}


def material(path: Path) -> dict[str, JsonValue]:
    """Return what an authored file says.

    Raises:
        ValueError: It is no mapping, or something in it is wrong, with file and line.
    """
    document = load(path, name=path.name)
    if document.problems or not isinstance(document.data, dict):
        told = "; ".join(str(one) for one in document.problems) or f"{path.name} is no mapping"
        raise ValueError(told)
    return document.data


def draw(slots: Slots, chance: np.random.Generator) -> dict[str, Value]:
    """Return a value for every slot, in the order they are declared.

    Raises:
        ValueError: A slot cannot be drawn.
    """
    found: dict[str, Value] = {}
    for name, slot in slots.items():
        found[name] = _one(name, slot, found, chance)
    return found


def _one(name: str, slot: Slot, found: Mapping[str, Value], chance: np.random.Generator) -> Value:
    match slot:
        case Steps(least=least, most=most, step=step):
            return least + step * int(chance.integers((most - least) // step + 1))
        case Day():
            days = _days(slot)
            if not days:
                raise ValueError(f"no day suits the slot {name!r}")
            return days[int(chance.integers(len(days)))]
        case str() if slot.startswith("~"):
            taken = set(found.values())
            free = [one for one in name_lists()[slot[1:]] if one not in taken]
            return free[int(chance.integers(len(free)))]
        case str() if slot.startswith("="):
            return worked_out(slot[1:], found)
        case str():
            raise ValueError(f"the slot {name!r} is neither a list (~) nor a sum (=): {slot!r}")
    return slot[int(chance.integers(len(slot)))]


def _days(slot: Day) -> list[int]:
    first, last = (date(_YEAR, *one).toordinal() for one in (slot.after, slot.before))
    return [
        day
        for day in range(first, last + 1)
        if date.fromordinal(day).weekday() in slot.on
        and date.fromordinal(day).day not in _AWKWARD_DAYS
    ]
