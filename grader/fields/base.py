"""What every field type promises: a value, its problems, a distance, and a description for the page.

Score, agreement and confusions all follow from these. Nothing here knows of Jupyter or a database.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic import Field as Setting

Values: TypeAlias = Mapping[str, JsonValue]
"""One person's values for all fields of one item, by field name."""


@dataclass(frozen=True)
class Given:
    """What an item gives a field to work on: the names of its parts and their visible text."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def like(self, group: str) -> tuple[str, ...]:
        """Return the parts of a repeated group, in order: ``response`` -> ``response_a``, ..."""
        return tuple(name for name in self.texts if name.startswith(f"{group}_"))


class Condition(BaseModel):
    """Asks a field only when another field has one of some values. Data, so the page can follow it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    any_of: tuple[JsonValue, ...]

    def holds(self, values: Values) -> bool:
        """Return whether the field should be asked, given the other values."""
        value = values.get(self.field)
        # In Python, 1 == True: a flag is no number.
        return any(type(value) is type(other) and value == other for other in self.any_of)


class Field(BaseModel, ABC):
    """One question that the annotator answers.

    Attributes:
        name: The key of its value in a judgment.
        label: The question, a few words.
        help: One line on how to answer it.
        required: Whether a judgment may be handed in without it.
        when: Asked only when this holds.
        weight: Its share of the item's score, relative to the other fields'.
        close_within: A distance up to this is reported as "close" rather than "differs".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    comparable: ClassVar[bool] = True
    """False where two values cannot be compared directly, but only through marks on criteria."""

    name: str = Setting(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    help: str = ""
    required: bool = True
    when: Condition | None = None
    weight: float = Setting(default=1.0, ge=0)
    close_within: float = Setting(default=0.34, ge=0, le=1)

    @abstractmethod
    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return what is wrong with a value, each in words that say what to do; [] when it is fine.

        Any JSON value may come in: what the browser sends is not trusted.
        """

    @abstractmethod
    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return how far two valid values are apart: symmetric, 0 for the same, at most 1."""

    def close(self, a: JsonValue, b: JsonValue) -> bool:
        """Return whether two valid values are near enough to be called close rather than different."""
        return self.distance(a, b) <= self.close_within + 1e-9

    @abstractmethod
    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return the JSON Schema of a valid value for an item."""

    @abstractmethod
    def in_words(self, value: JsonValue) -> str:
        """Return a value as a learner reads it; parts are named by reference, ``{response_a}``."""

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return what the page needs to ask this field; it holds nothing about any gold."""
        described: dict[str, JsonValue] = {
            "name": self.name,
            "kind": getattr(self, "kind", ""),
            "label": self.label,
            "help": self.help,
            "required": self.required,
        }
        if self.when is not None:
            described["when"] = self.when.model_dump(mode="json")
        return described

    def pattern_problems(self, pattern: JsonValue, given: Given) -> list[str]:
        """Return what is wrong with a pattern for `matches`; by default a pattern is a value."""
        return self.problems(pattern, given)

    def matches(self, value: JsonValue, pattern: JsonValue) -> bool:
        """Return whether a value is of the kind that ``pattern`` describes (for critical misses)."""
        return self.distance(value, pattern) == 0
