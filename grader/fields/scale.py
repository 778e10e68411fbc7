"""`Scale`: an ordered row of integers, each point with an anchor in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import Field as Setting
from pydantic import JsonValue, model_validator

from grader.fields.base import Field, Given, Letters, UnreadableError


class Scale(Field):
    """A point on an ordered scale.

    The distance is the squared difference over the squared range, so that the item scores, averaged,
    agree in kind with quadratic-weighted kappa (Cohen 1968).

    Attributes:
        anchors: What each point means, by its integer.
        between: The stem of a pair of parts that the scale leads from and to: negative points favour
            ``response_a``, positive ones ``response_b``. It is turned round where they are shown so.
    """

    kind: Literal["scale"] = "scale"
    anchors: dict[int, str] = Setting(min_length=2)
    between: str | None = None

    @model_validator(mode="after")
    def _without_gaps(self) -> Scale:
        points = sorted(self.anchors)
        if points != list(range(points[0], points[-1] + 1)):
            raise ValueError(f"{self.name}: anchors must be consecutive integers, got {points}")
        if self.between is not None and points[0] != -points[-1]:
            raise ValueError(f"{self.name}: a scale between two reaches as far on both sides")
        return self

    @property
    def low(self) -> int:
        """The lowest point."""
        return min(self.anchors)

    @property
    def high(self) -> int:
        """The highest point."""
        return max(self.anchors)

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem unless the value is an integer on the scale."""
        if type(value) is int and self.low <= value <= self.high:
            return []
        return [f"Choose a whole number from {self.low} to {self.high}."]

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return ((a - b) / (high - low)) squared."""
        if not isinstance(a, int) or not isinstance(b, int):
            raise TypeError(f"{self.name}: expected two points of the scale, got {a!r} and {b!r}")
        return ((a - b) / (self.high - self.low)) ** 2

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return an integer with bounds."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}

    def in_words(self, value: JsonValue) -> str:
        """Return the number with its anchor; of a scale between two only the anchor, which names one."""
        anchor = self.anchors.get(value) if isinstance(value, int) else None
        if not anchor:
            return str(value)
        return f"{value} ({anchor})" if self.between is None else anchor

    def classes(self) -> tuple[str, ...]:
        """Return the points, from low to high."""
        return tuple(str(point) for point in sorted(self.anchors))

    def labels_in(self, value: JsonValue) -> tuple[str, ...]:
        """Return the point."""
        return (str(value),)

    def guesses(self, given: Given) -> list[JsonValue]:
        """Return every point, from low to high."""
        return [*sorted(self.anchors)]

    def on_paper(self) -> str:
        """Return the points with their anchors."""
        points = ", ".join(f"{point} ({self.anchors[point]})" for point in sorted(self.anchors))
        if self.between is not None:  # one sheet for all items: the reader's own letters are meant
            points = re.sub(r"\{([a-z]+)_([a-z])\}", lambda m: f"{m[1]} {m[2]}".title(), points)
        return f"a whole number: {points}"

    def from_paper(self, said: JsonValue, letters: Mapping[str, Letters]) -> JsonValue:
        """Return the number written; of a scale between two, turned round where the reader's pair is."""
        if type(said) is int:
            between = letters.get(self.between or "")
            turned = between is not None and [*between.order] != sorted(between.order)
            return -said if turned else said
        raise UnreadableError(f"write a whole number from {self.low} to {self.high} (got {said!r})")

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the points from low to high with their anchors; they are never shuffled."""
        label = str if self.between is None else lambda point: ""
        points: list[JsonValue] = [
            {"key": point, "label": label(point), "help": self.anchors[point]}
            for point in sorted(self.anchors)
        ]
        described = {**super().view(given), "options": points}
        return described if self.between is None else {**described, "between": self.between}
