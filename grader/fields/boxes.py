"""`Boxes`: labelled rectangles on an image, with attributes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pydantic import Field as Setting
from pydantic import JsonValue, model_validator

from grader.fields._entries import (
    MOST_ENTRIES,
    Entry,
    alike,
    attribute_problems,
    check_attributes,
    counted,
    entries_of,
    entry_schema,
    label_of,
    quoted,
    required_names,
    said,
    tidied,
)
from grader.fields._marks import Marks, marks_of
from grader.fields._overlap import Rect, iou, match
from grader.fields._paper import attribute_meanings, attribute_names
from grader.fields.base import Difference, Given, ImageSize
from grader.fields.choice import Choice

_PLACE = ("x", "y", "width", "height")
_SIDES = ("left", "top", "right", "bottom")

UNNOTICED = 1
"""Pixels by which a side may be off without being spoken of."""

_PLACES = (
    ("at the top left", "at the top", "at the top right"),
    ("on the left", "in the middle", "on the right"),
    ("at the bottom left", "at the bottom", "at the bottom right"),
)
_FEW = 3
"""How many boxes are named one by one, by where they are."""

_TIE = 1e-6
"""What the attributes weigh against the overlap when boxes are paired: less than a pixel does."""


class Boxes(Marks):
    """Rectangles in whole pixels of the image, each with a class and more attributes.

    Boxes of two judges are matched one to one by their overlap (intersection over union). A matched pair
    earns credit by its overlap, times how far the attributes agree, and none when the class differs; the
    distance is 1 minus the credit over both judges' boxes.

    Attributes:
        part: The image.
        attributes: What is said of each box; the first is its class.
        least_iou: From this overlap on two boxes are about the same thing.
        full_iou: From this overlap on a box has full credit: hands differ by a pixel or two.
        least_side: The least width and height, in pixels.
        asked_in: The part that says which classes are asked for, as "every car, every van": only these are
            offered on the page. All are where it is empty, or names none.
    """

    kind: Literal["boxes"] = "boxes"
    part: str
    least_iou: float = Setting(default=0.5, gt=0, lt=1)
    full_iou: float = Setting(default=0.85, gt=0, le=1)
    least_side: int = Setting(default=4, ge=1)
    asked_in: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Boxes:
        check_attributes(self.name, self.attributes, (*_PLACE, "part"))
        if self.full_iou <= self.least_iou:
            raise ValueError(f"{self.name}: full_iou must be above least_iou")
        return self

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem for each box that is outside the image, too small, or not fully labelled."""
        entries = entries_of(value)
        if entries is None:
            return [f"Draw boxes on the image, at most {MOST_ENTRIES}, or say that there are none."]
        found = []
        for number, entry in enumerate(entries, 1):
            messages = self._place_problems(entry, given)
            rest = {key: entry[key] for key in entry if key not in _PLACE}
            messages += attribute_problems(self.attributes, rest, given)
            found += [f"Box {number}: {message}" for message in messages]
        return found

    def _place_problems(self, entry: Entry, given: Given) -> list[str]:
        numbers = [entry.get(key) for key in _PLACE]
        if any(type(number) is not int for number in numbers):
            return ["draw it once more."]
        box, size = rect(entry), given.images.get(self.part)
        if min(box.width, box.height) < self.least_side:
            return [f"make it at least {self.least_side} pixels wide and high."]
        if min(box.x, box.y) < 0 or (
            size and (box.x + box.width > size.width or box.y + box.height > size.height)
        ):
            return ["keep it inside the image."]
        return []

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return 1 minus the credit of matched boxes over all boxes of both; 0 where there are none."""
        ours, theirs = marks_of(a), marks_of(b)
        if not ours and not theirs:
            return 0.0
        gain = [[self._credit(own, other) for other in theirs] for own in ours]
        credit = sum(gain[i][j] for i, j in match(gain))
        return 1 - 2 * credit / (len(ours) + len(theirs))

    def _credit(self, a: Entry, b: Entry) -> float:
        shared = iou(rect(a), rect(b))
        if shared < self.least_iou:
            return 0.0
        near = min(1.0, (shared - self.least_iou) / (self.full_iou - self.least_iou))
        return near * alike(self.attributes, a, b)

    def matched(self, own: JsonValue, gold: JsonValue) -> list[tuple[int, int, float]]:
        """Return the pairs of boxes that are about the same thing: both numbers, and their overlap.

        Only pairs from ``least_iou`` on are matched. Classes decide only between pairings that overlap
        alike: of two things at one place each finds its own.
        """
        ours, theirs = marks_of(own), marks_of(gold)
        shared = [[iou(rect(a), rect(b)) for b in theirs] for a in ours]
        gain = [
            [
                x + _TIE * alike(self.attributes, a, b) if x >= self.least_iou else 0.0
                for x, b in zip(row, theirs, strict=True)
            ]
            for row, a in zip(shared, ours, strict=True)
        ]
        return [(i, j, shared[i][j]) for i, j in match(gain)]

    def gives(self, own: JsonValue, foreseen: JsonValue) -> bool:
        """Return whether every foreseen box was drawn: nearer to it than ``full_iou``, with its class.

        To foresee none is to foresee that none was drawn.
        """
        wanted = marks_of(foreseen)
        if not wanted:
            return super().gives(own, foreseen)
        return all(
            any(
                iou(rect(one), rect(box)) >= self.full_iou
                and label_of(self.attributes, one) == label_of(self.attributes, box)
                for box in marks_of(own)
            )
            for one in wanted
        )

    def pattern_problems(self, pattern: JsonValue, given: Given) -> list[str]:
        """Return what is wrong with a pattern: boxes that must all be drawn, or {missed: boxes}."""
        wanted = pattern.get("missed") if isinstance(pattern, dict) else pattern
        entries = entries_of(wanted)
        if not entries:
            return [f"a pattern for {self.name} is a list of boxes, or {{missed: <such a list>}}"]
        return [message for entry in entries for message in self._place_problems(entry, given)]

    def matches(self, value: JsonValue, pattern: JsonValue) -> bool:
        """Return whether all boxes of a pattern are drawn; of ``{missed: ...}``, whether one is not.

        A box is missed when none reaches ``least_iou`` with it.
        """
        if isinstance(pattern, dict):
            own = [rect(box) for box in marks_of(value)]
            return any(
                all(iou(rect(one), box) < self.least_iou for box in own)
                for one in marks_of(pattern.get("missed"))
            )
        return self.gives(value, pattern)

    def differences(self, own: JsonValue, gold: JsonValue, given: Given) -> tuple[Difference, ...]:
        """Return gold's boxes by number, each with what was drawn there, then the others."""
        ours, theirs = marks_of(own), marks_of(gold)
        pairs = {j: i for i, j, _ in self.matched(own, gold)}
        used = set(pairs.values())
        found = [
            self._difference(
                f"gold {index + 1}: {self._class(entry)}",
                entry,
                pairs.get(index),
                ours,
            )
            for index, entry in enumerate(theirs)
        ]
        for index, entry in enumerate(ours):
            if index not in used:
                found.append(self._surplus(index, entry, theirs))
        return tuple(found)

    def _difference(
        self, label: str, gold: Entry, index: int | None, ours: Sequence[Entry]
    ) -> Difference:
        told = said(self.attributes, gold)
        if index is None:
            return Difference(label, "differs", "", told, "not drawn", None, self._at(gold))
        own = ours[index]
        credit, same = self._credit(own, gold), alike(self.attributes, own, gold)
        verdict: Literal["agrees", "close", "differs"] = "differs"
        if credit >= 1 - 1e-9:
            verdict = "agrees"
        elif credit >= 1 - self.close_within - 1e-9 or (same >= 1 - 1e-9 and credit > 0):
            verdict = "close"
        shared = f"overlap {iou(rect(own), rect(gold)):.2f}"
        detail = "; ".join(text for text in (sides_off(rect(own), rect(gold)), shared) if text)
        own_words = self._numbered(index, own)
        return Difference(label, verdict, own_words, told, detail, self._at(own), self._at(gold))

    def _surplus(self, index: int, own: Entry, golds: Sequence[Entry]) -> Difference:
        near = max((iou(rect(own), rect(gold)) for gold in golds), default=0.0)
        detail = "gold has no box here"
        if near >= self.least_iou:
            detail = "drawn twice"
        elif near > 0:
            detail = (
                f"too far from any box of gold (overlap {near:.2f}, {self.least_iou} is needed)"
            )
        label = f"yours {index + 1}: {self._class(own)}"
        own_words = self._numbered(index, own)
        return Difference(label, "differs", own_words, "", detail, self._at(own))

    def _numbered(self, index: int, own: Entry) -> str:
        """Return an own box in words, with the number that it has on the image."""
        return f"{index + 1}: {said(self.attributes, own)}"

    def _class(self, entry: Entry) -> str:
        return self.attributes[0].in_words(label_of(self.attributes, entry)).lower()

    def _at(self, entry: Entry) -> dict[str, JsonValue]:
        return {"part": self.part, **rect(entry)._asdict()}

    def on_paper(self) -> str:
        """Return how a box is written: one a line, with what is said of it."""
        return (
            "a list of boxes in whole pixels of the image, x and y at the top left, one a line: "
            f"`- {{x: 10, y: 20, width: 30, height: 40, {attribute_names(self.attributes)}}}`. "
            "Nothing to box: `[]`. " + attribute_meanings(self.attributes)
        )

    def tidy(self, value: JsonValue) -> JsonValue:
        """Return the boxes with the attributes asked and no others, in the order drawn."""
        return [tidied(self.attributes, entry, _PLACE) for entry in marks_of(value)]

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return a list of rectangles with attributes."""
        size = given.images.get(self.part)
        properties: dict[str, JsonValue] = {
            "x": _whole(0, size.width if size else None),
            "y": _whole(0, size.height if size else None),
            "width": _whole(self.least_side, size.width if size else None),
            "height": _whole(self.least_side, size.height if size else None),
            **entry_schema(self.attributes, given),
        }
        entry: dict[str, JsonValue] = {
            "type": "object",
            "properties": properties,
            "required": [*_PLACE, *required_names(self.attributes)],
            "additionalProperties": False,
        }
        return {"type": "array", "maxItems": MOST_ENTRIES, "items": entry}

    def in_words(self, value: JsonValue) -> str:
        """Return how many boxes there are, by class."""
        return counted(self.attributes, marks_of(value), "nothing marked")

    def spelled(self, value: JsonValue, given: Given) -> str:
        """Return a few boxes by class and place, “can” at the bottom left; more only by number."""
        entries, size = marks_of(value), given.images.get(self.part)
        if size is None or not 1 <= len(entries) <= _FEW:
            return self.in_words(value)
        return " and ".join(
            f"{quoted(self._class(entry))} {_whereabouts(rect(entry), size)}" for entry in entries
        )

    def _offered(self, given: Given) -> dict[str, JsonValue]:
        """Return the class as a question, with the classes that this item asks for."""
        described, classes = self.attributes[0].view(given), self.attributes[0]
        text = given.texts.get(self.asked_in, "")
        if isinstance(classes, Choice):
            asked = {option.key for option in classes.options if _every(option.label, text)}
            options = described["options"]
            if asked and isinstance(options, list):
                described["options"] = [
                    one for one in options if isinstance(one, dict) and one["key"] in asked
                ]
        return described

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the image's part and size, and the attributes of a box."""
        size = given.images.get(self.part)
        return {
            **super().view(given),
            "part": self.part,
            "image": {**size._asdict()} if size else None,
            "attributes": [self._offered(given), *(a.view(given) for a in self.attributes[1:])],
            "least_side": self.least_side,
        }


def _every(label: str, text: str) -> bool:
    return re.search(rf"\bevery {re.escape(label)}\b", text, re.IGNORECASE) is not None


def _whereabouts(box: Rect, size: ImageSize) -> str:
    """Return in which ninth of the image the middle of a box lies, in words."""
    column = min(2, 3 * (2 * box.x + box.width) // (2 * size.width))
    row = min(2, 3 * (2 * box.y + box.height) // (2 * size.height))
    return _PLACES[row][column]


def rect(entry: Entry) -> Rect:
    """Return where a valid box lies."""
    x, y, width, height = (entry.get(key) for key in _PLACE)
    if not (
        isinstance(x, int)
        and isinstance(y, int)
        and isinstance(width, int)
        and isinstance(height, int)
    ):
        raise TypeError(f"expected a box with x, y, width and height, got {dict(entry)!r}")
    return Rect(x, y, width, height)


def sides_off(own: Rect, gold: Rect) -> str:
    """Return how far each side is off in words: "6 pixels loose on the left, 3 tight at the top".

    Loose is outside gold's box, tight inside; sides within `UNNOTICED` are not spoken of.
    """
    loose = (
        gold.x - own.x,
        gold.y - own.y,
        (own.x + own.width) - (gold.x + gold.width),
        (own.y + own.height) - (gold.y + gold.height),
    )
    told: list[str] = []
    for side, by in zip(_SIDES, loose, strict=True):
        if abs(by) > UNNOTICED:
            pixels = "" if told else " pixels"
            where = f"on the {side}" if side in ("left", "right") else f"at the {side}"
            told.append(f"{abs(by)}{pixels} {'loose' if by > 0 else 'tight'} {where}")
    return ", ".join(told)


def _whole(low: int, high: int | None) -> dict[str, JsonValue]:
    bounds: dict[str, JsonValue] = {"type": "integer", "minimum": low}
    return bounds if high is None else {**bounds, "maximum": high}
