"""`Choice`: one option of a few."""

from __future__ import annotations

from collections.abc import Mapping
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
    """One option. The distance of two different ones is 1, or less where they are declared near."""

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...] = Setting(min_length=2)
    near: tuple[Near, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Choice:
        keys = [option.key for option in self.options]
        if len(set(map(repr, keys))) != len(keys):
            raise ValueError(f"{self.name}: two options have the same key")
        for near in self.near:
            if near.a not in keys or near.b not in keys or near.a == near.b:
                raise ValueError(f"{self.name}: {near} does not name two options")
        return self

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem unless the value is the key of an option."""
        if any(_same(option.key, value) for option in self.options):
            return []
        labels = ", ".join(option.label for option in self.options)
        return [f"Choose one of: {labels}."]

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return 0 for the same option, the declared distance for near ones, else 1."""
        if _same(a, b):
            return 0.0
        for near in self.near:
            if (near.a, near.b) in ((a, b), (b, a)):
                return near.distance
        return 1.0

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return an ``enum`` of the options' keys."""
        return {"enum": [option.key for option in self.options]}

    def in_words(self, value: JsonValue) -> str:
        """Return the option's label."""
        return next((o.label for o in self.options if _same(o.key, value)), str(value))

    def classes(self) -> tuple[str, ...]:
        """Return the labels of the options."""
        return tuple(option.label for option in self.options)

    def labels_in(self, value: JsonValue) -> tuple[str, ...]:
        """Return the label of the option chosen."""
        return (self.in_words(value),)

    def guesses(self, given: Given) -> list[JsonValue]:
        """Return every option."""
        return [option.key for option in self.options]

    def on_paper(self) -> str:
        """Return that one of the options is written."""
        return "one of " + ", ".join(f"`{_written(option.key)}`" for option in self.options)

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
        listed = ", ".join(_written(option.key) for option in self.options)
        raise UnreadableError(f"write one of {listed} (got {said!r})")

    def option(self, value: JsonValue) -> Option | None:
        """Return the option with this key, if there is one."""
        return next((o for o in self.options if _same(o.key, value)), None)

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the options in the declared order: a taxonomy is never shuffled."""
        options: list[JsonValue] = [
            {"key": o.key, "label": o.label, "help": o.help} for o in self.options
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
