"""`Choice`: one option of a few."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_lowercase
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, model_validator
from pydantic import Field as Setting

from grader.fields.base import Condition, Field, Given, Letters, UnreadableError


class Option(BaseModel):
    """One thing that can be chosen.

    Attributes:
        key: What is stored; a flag's options are ``true`` and ``false``.
        label: What the learner reads.
        help: One line shown with the anchors.
        words: Stems by which a justification names this option ("accura", "wrong").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: bool | str
    label: str
    help: str = ""
    words: tuple[str, ...] = ()


class Near(BaseModel):
    """Two options that a careful person may take for each other, and how far apart they count."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    a: bool | str
    b: bool | str
    distance: float = Setting(default=0.5, gt=0, lt=1)


class Choice(Field):
    """One option. The distance of two different ones is 1, or less where they are declared near.

    Attributes:
        options: What can be chosen, whatever the item; behind the parts of a group, if there is one.
        near: Options that count as less than 1 apart.
        group: The stem of a repeated part of which one is chosen: ``turn`` for the first bad turn.
        beside: The distance of two neighbouring parts of the group; None for 1.
    """

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...] = ()
    near: tuple[Near, ...] = ()
    group: str | None = None
    beside: float | None = Setting(default=None, gt=0, lt=1)

    @model_validator(mode="after")
    def _consistent(self) -> Choice:
        keys = [option.key for option in self.options]
        if self.group is None and (len(keys) < 2 or self.beside is not None):
            raise ValueError(f"{self.name}: it needs two options, or a group of parts")
        if len(set(map(repr, keys))) != len(keys):
            raise ValueError(f"{self.name}: two options have the same key")
        for near in self.near:
            if near.a not in keys or near.b not in keys or near.a == near.b:
                raise ValueError(f"{self.name}: {near} does not name two options")
        return self

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem unless the value is the key of an option."""
        offered = self.offered(given)
        if any(_same(option.key, value) for option in offered):
            return []
        labels = ", ".join(option.label for option in offered)
        return [f"Choose one of: {labels}."]

    def offered(self, given: Given) -> tuple[Option, ...]:
        """Return what can be chosen for an item: the parts of the group in its order, then the options.

        A part is named by reference, ``{turn_1}``.
        """
        parts = given.like(self.group) if self.group else ()
        return (*(Option(key=part, label=f"{{{part}}}") for part in parts), *self.options)

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return 0 for the same option, the declared distance for near ones, else 1."""
        if _same(a, b):
            return 0.0
        for near in self.near:
            if (near.a, near.b) in ((a, b), (b, a)):
                return near.distance
        places = [self._place(a), self._place(b)]
        if self.beside is not None and None not in places:
            first, second = (place or 0 for place in places)
            return self.beside if abs(first - second) == 1 else 1.0
        return 1.0

    def _place(self, value: JsonValue) -> int | None:
        """Return where a part stands in its group, from 1; None for anything else."""
        found = re.fullmatch(rf"{re.escape(self.group or '')}_(?:([a-z])|([0-9]+))", str(value))
        if self.group is None or found is None:
            return None
        return int(found[2]) if found[2] else ascii_lowercase.index(found[1]) + 1

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return an ``enum`` of what is offered, or of no parts in particular, the form of their names."""
        keys: list[JsonValue] = [option.key for option in self.offered(given)]
        if self.group is None or given.like(self.group):
            return {"enum": keys}
        part: dict[str, JsonValue] = {
            "type": "string",
            "pattern": f"^{re.escape(self.group)}_([a-z]|[0-9]+)$",
        }
        return {"anyOf": [part, {"enum": keys}]} if keys else part

    def in_words(self, value: JsonValue) -> str:
        """Return the option's label, or the part by reference."""
        known = self.option(value)
        if known is not None:
            return known.label
        return f"{{{value}}}" if self._place(value) is not None else str(value)

    def classes(self) -> tuple[str, ...]:
        """Return the labels of the options; all parts of a group count as one."""
        parts = (f"a {self.group}",) if self.group else ()
        return (*parts, *(option.label for option in self.options))

    def labels_in(self, value: JsonValue) -> tuple[str, ...]:
        """Return the label of the option chosen, or that it is a part."""
        return (f"a {self.group}" if self._place(value) is not None else self.in_words(value),)

    def guesses(self, given: Given) -> list[JsonValue]:
        """Return every option, and every part of the group."""
        return [option.key for option in self.offered(given)]

    def on_paper(self) -> str:
        """Return that one of the options is written."""
        parts = [f"the {self.group}'s number or letter"] if self.group else []
        options = [f"`{_written(option.key)}`" for option in self.options]
        return "one of " + ", ".join([*parts, *options])

    def from_paper(self, said: JsonValue, letters: Mapping[str, Letters]) -> JsonValue:
        """Return the key of an option that was written by its key or its label, in any case."""
        if isinstance(said, bool) and self.option(said):
            return said
        word = str(said).strip().casefold()
        for option in self.options:
            spellings = {option.label.casefold(), str(option.key).casefold()}
            if isinstance(option.key, bool):
                spellings.update(_FLAG_WORDS[option.key])
            if word in spellings:
                return option.key
        signs: dict[str, str] = {}
        if self.group is not None and (known := letters.get(self.group)) is not None:
            signs = {part: known.letter(part) for part in known.order}
            for part, sign in signs.items():
                if word in (sign.casefold(), f"{known.label} {sign}".casefold(), part):
                    return part
        listed = ", ".join([*signs.values(), *(_written(option.key) for option in self.options)])
        raise UnreadableError(f"write one of {listed} (got {said!r})")

    def option(self, value: JsonValue) -> Option | None:
        """Return the option with this key, if there is one."""
        return next((o for o in self.options if _same(o.key, value)), None)

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return what is offered in the declared order: a taxonomy is never shuffled."""
        options: list[JsonValue] = [
            {"key": o.key, "label": o.label, "help": o.help} for o in self.offered(given)
        ]
        return {**super().view(given), "options": options}


def flag(
    name: str, label: str, *, help: str = "", weight: float = 1.0, when: Condition | None = None
) -> Choice:
    """Return a `Choice` between yes and no, stored as true and false."""
    options = (Option(key=True, label="Yes"), Option(key=False, label="No"))
    return Choice(name=name, label=label, help=help, weight=weight, when=when, options=options)


_FLAG_WORDS = {True: ("yes", "true"), False: ("no", "false")}


def _written(key: bool | str) -> str:
    return _FLAG_WORDS[key][0] if isinstance(key, bool) else key


def _same(a: JsonValue, b: JsonValue) -> bool:
    return type(a) is type(b) and a == b  # in Python, True == 1: a flag is no number
