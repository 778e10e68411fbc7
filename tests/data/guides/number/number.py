"""`Number`: a number with a unit, such as the seconds of a pause."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import Field as Setting
from pydantic import JsonValue, model_validator

from grader.fields.base import Field, Given, Letters, UnreadableError

_WRITTEN = re.compile(r"([-+]?\d+(?:[.,]\d+)?)\s*(\D*)")


class Number(Field):
    """A number within bounds.

    The distance grows evenly with the difference and is 1 from three times the tolerance on, so that a
    difference of the tolerance is just called close.

    Attributes:
        unit: What it counts, in the plural: "seconds".
        low: The least that can be meant.
        high: The most.
        tolerance: Up to this difference two careful people count as close.
    """

    kind: Literal["number"] = "number"
    unit: str
    low: float = 0
    high: float
    tolerance: float = Setting(gt=0)

    @model_validator(mode="after")
    def _consistent(self) -> Number:
        if self.low >= self.high:
            raise ValueError(f"{self.name}: low must be less than high")
        return self

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem unless the value is a number within the bounds."""
        if type(value) in (int, float) and self.low <= _number(value) <= self.high:
            return []
        return [f"Write a number of {self.unit} from {self.low:g} to {self.high:g}."]

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return the difference over three times the tolerance, at most 1."""
        return min(1.0, abs(_number(a) - _number(b)) / (3 * self.tolerance))

    def on_paper(self) -> str:
        """Return the unit and the bounds."""
        return f"a number of {self.unit} from {self.low:g} to {self.high:g}"

    def from_paper(self, said: JsonValue, letters: Mapping[str, Letters]) -> JsonValue:
        """Return the number written, with or without its unit."""
        if type(said) in (int, float):
            return said
        match = _WRITTEN.fullmatch(str(said).strip())
        if match is None or not self.unit.casefold().startswith(match[2].strip(" .").casefold()):
            raise UnreadableError(f"write {self.on_paper()} (got {said!r})")
        return _plain(float(match[1].replace(",", ".")))

    def tidy(self, value: JsonValue) -> JsonValue:
        """Return a whole number as one: 12.0 is 12."""
        return _plain(_number(value))

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return a number with bounds."""
        return {"type": "number", "minimum": self.low, "maximum": self.high}

    def in_words(self, value: JsonValue) -> str:
        """Return the number with its unit."""
        return f"{_plain(_number(value))} {self.unit}"

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the unit and the bounds; the tolerance would help to guess."""
        return {**super().view(given), "unit": self.unit, "low": self.low, "high": self.high}


def _number(value: JsonValue) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"expected a number, got {value!r}")
    return value


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number
