"""Filling the slots of a setting: the same generator state always gives the same values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
from pydantic import JsonValue

from grader.generators.facts.lists import FAMILIES, FIRMS, MEN, PLACES, STREETS, WOMEN
from grader.generators.facts.values import YEAR, Clock, Person, Value, work_out

_T = TypeVar("_T")
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


class SlotError(ValueError):
    """A slot whose declaration cannot be used."""


def pick(chance: np.random.Generator, among: Sequence[_T]) -> _T:
    """Return one of several, each as likely."""
    return among[int(chance.integers(len(among)))]


def shuffled(chance: np.random.Generator, among: Sequence[_T]) -> list[_T]:
    """Return them all in a random order."""
    return [among[int(index)] for index in chance.permutation(len(among))]


def draw(slots: Mapping[str, JsonValue], chance: np.random.Generator) -> dict[str, Value]:
    """Return a value for every slot.

    Args:
        slots: Each is a list to pick from (two names in one key: pairs to pick from); the word person,
            woman, man, place, street or firm; ``{whole: [low, high, step]}``; ``{day: [MM-DD, MM-DD]}``,
            with a weekday if wanted; ``{clock: ["9:00", "11:00", minutes]}``; or a formula, ``= a + b``,
            of slots before it. No two people, places, streets or firms are the same.
        chance: Where luck comes from.

    Raises:
        SlotError: A declaration cannot be used.
    """
    found: dict[str, Value] = {}
    stock = _Stock(chance)
    for name, how in slots.items():
        try:
            if " " in name:
                assert isinstance(how, list)
                values = pick(chance, how)
                assert isinstance(values, list)
                found |= dict(zip(name.split(), map(_plain, values), strict=True))
            else:
                found[name] = _one(how, chance, stock, found)
        except (AssertionError, KeyError, IndexError, TypeError, ValueError) as error:
            raise SlotError(f"slot {name!r}: {how!r} cannot be used ({error})") from None
    return found


def _one(
    how: JsonValue, chance: np.random.Generator, stock: _Stock, found: Mapping[str, Value]
) -> Value:
    if isinstance(how, list):
        return _plain(pick(chance, how))
    if isinstance(how, str):
        return work_out(how[1:].strip(), found) if how.startswith("=") else stock.next(how)
    if not isinstance(how, dict):
        raise SlotError("it is neither a list, nor a word, nor a mapping")
    if "whole" in how:
        low, high, *step = (int(str(one)) for one in _items(how["whole"]))
        return pick(chance, range(low, high + 1, *step))
    if "clock" in how:
        first, last, apart = (str(one) for one in _items(how["clock"]))
        return Clock(pick(chance, range(_minutes(first), _minutes(last) + 1, int(apart))))
    first_day, last_day = (date.fromisoformat(f"{YEAR}-{one}") for one in _items(how["day"]))
    days = [first_day + timedelta(n) for n in range((last_day - first_day).days + 1)]
    if "weekday" in how:
        wanted = str(how["weekday"]).split()
        days = [day for day in days if _WEEKDAYS[day.weekday()] in wanted]
    return pick(chance, days)


def _items(value: JsonValue) -> list[JsonValue]:
    if not isinstance(value, list):
        raise SlotError(f"{value!r} is no list")
    return value


def _plain(value: JsonValue) -> Value:
    if isinstance(value, str) and value.startswith("clock "):
        return Clock(_minutes(value.removeprefix("clock ")))
    if isinstance(value, int | float | str):
        return value
    raise SlotError(f"{value!r} is no value")


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


class _Stock:
    """Names, none of them twice in an item."""

    def __init__(self, chance: np.random.Generator) -> None:
        self.chance = chance
        self.lists = {
            "woman": shuffled(chance, WOMEN),
            "man": shuffled(chance, MEN),
            "family": shuffled(chance, FAMILIES),
            "place": shuffled(chance, PLACES),
            "street": shuffled(chance, STREETS),
            "firm": shuffled(chance, FIRMS),
        }

    def next(self, what: str) -> Value:
        if what == "person":
            what = pick(self.chance, ("woman", "man"))
        if what in ("woman", "man"):
            return Person(self.lists[what].pop(), self.lists["family"].pop(), what == "woman")
        if what == "family":
            raise SlotError("a family name alone is no slot")
        return self.lists[what].pop()
