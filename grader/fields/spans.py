"""`Spans`: labelled stretches of text with attributes, such as the claims of an output."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from pydantic import Field as Setting
from pydantic import JsonValue, model_validator

from grader.fields._entries import (
    MOST_ENTRIES,
    Entry,
    alike,
    attribute_problems,
    check_attributes,
    check_labels,
    counted,
    entries_of,
    entry_schema,
    label_of,
    quoted,
    required_names,
    said,
    small,
    tidied,
    written,
)
from grader.fields._marks import Marks, marks_of
from grader.fields._overlap import Stretch, character_f1, meet, overlap
from grader.fields._paper import attribute_meanings, attribute_names
from grader.fields.base import AuthoredError, Difference, Given
from grader.fields.quotes import locate

_PLACE = ("part", "start", "end")


class Spans(Marks):
    """Stretches of text, each with a label and more attributes.

    Two spans speak of the same thing when they overlap enough. A judgment is compared unit by unit: every
    span of either judge is as many units as it meets spans of the other, at least one, so that splitting
    and merging cost nothing while labels agree, and marking everything as one span gains nothing. Spans
    with a free label are no units by themselves: leaving them out costs nothing. Where spans may share
    words, each is one unit and is compared with the best of those it meets.

    Attributes:
        parts: The parts that may be marked, or the stems of repeated ones.
        attributes: What is said of each span; the first is its label.
        overlapping: Whether two spans may share words.
        free: Labels that cost nothing where only one judge gave them, such as "supported".
        least_overlap: From which share of the shorter span on two spans speak of the same.
        strict_bounds: Whether a unit's agreement is multiplied by the F1 of the characters.
    """

    kind: Literal["spans"] = "spans"
    parts: tuple[str, ...] = Setting(min_length=1)
    overlapping: bool = False
    free: tuple[str, ...] = ()
    least_overlap: float = Setting(default=0.5, gt=0, le=1)
    strict_bounds: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Spans:
        check_attributes(self.name, self.attributes, (*_PLACE, "quote", "nth"))
        check_labels(self.name, self.attributes, self.free)
        return self

    def markable(self, given: Given) -> tuple[str, ...]:
        """Return the parts of an item that may be marked, in its order."""
        repeated = {name for part in self.parts for name in given.like(part)}
        return tuple(name for name in given.texts if name in self.parts or name in repeated)

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem for each span that lies outside the text, overlaps, or is not fully labelled."""
        entries = entries_of(value)
        if entries is None:
            return [
                f"Mark stretches of the text, at most {MOST_ENTRIES}, or say that there are none."
            ]
        found: list[str] = []
        placed: list[Stretch] = []
        for number, entry in enumerate(entries, 1):
            stretch = self._stretch(entry, given)
            if isinstance(stretch, str):
                found.append(f"Mark {number}: {stretch}")
                continue
            placed.append(stretch)
            words = quoted(given.texts[stretch.part][stretch.start : stretch.end])
            rest = {key: entry[key] for key in entry if key not in _PLACE}
            found += [
                f"Mark {number}, {words}: {message}"
                for message in attribute_problems(self.attributes, rest, given)
            ]
        return found + self._overlaps(placed, given)

    def _stretch(self, entry: Entry, given: Given) -> Stretch | str:
        part, start, end = (entry.get(key) for key in _PLACE)
        if not isinstance(part, str) or part not in self.markable(given):
            return "mark words of a text that may be marked."
        if type(start) is not int or type(end) is not int:
            return "mark it in the text once more."
        text = given.texts[part]
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            return "mark at least one word of the text."
        return Stretch(part, start, end)

    def _overlaps(self, placed: Sequence[Stretch], given: Given) -> list[str]:
        ordered = sorted(placed)
        if len(set(ordered)) < len(ordered):
            return ["Mark the same words only once."]
        if self.overlapping:
            return []
        return [
            f"Two marks share words: {quoted(given.texts[b.part][b.start : b.end])}. Shorten one."
            for a, b in pairwise(ordered)
            if overlap(a, b)
        ]

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return 1 minus the mean agreement over the units of both; 0 where neither has any."""
        ours, theirs = marks_of(a), marks_of(b)
        units = [*self._units(ours, theirs), *self._units(theirs, ours)]
        weight = sum(weight for _, weight in units)
        if not weight:
            return 0.0
        return 1 - sum(agreement * weight for agreement, weight in units) / weight

    def _units(self, own: Sequence[Entry], other: Sequence[Entry]) -> list[tuple[float, int]]:
        """Return, for every span of one judge that is no free one, its agreement and its weight."""
        found = []
        for entry in own:
            if self.is_free(entry):
                continue
            met = self.met_by(entry, other)
            if not met:
                found.append((0.0, 1))
                continue
            agreements = [self._alike(entry, one) for one in met]
            weight = 1 if self.overlapping else len(met)
            found.append((self._together(agreements), weight))
        return found

    def _together(self, agreements: Sequence[float]) -> float:
        """Return how far a span agrees with all that it meets; of spans inside spans one is meant."""
        return max(agreements) if self.overlapping else sum(agreements) / len(agreements)

    def _alike(self, a: Entry, b: Entry) -> float:
        agreement = alike(self.attributes, a, b)
        return agreement * character_f1(place(a), place(b)) if self.strict_bounds else agreement

    def is_free(self, entry: Entry) -> bool:
        """Return whether a span has a label that costs nothing when only one judge gave it."""
        return label_of(self.attributes, entry) in self.free

    def met_by(self, entry: Entry, others: Sequence[Entry]) -> list[Entry]:
        """Return the spans that speak of the same words as one does."""
        here = place(entry)
        return [other for other in others if meet(here, place(other), self.least_overlap)]

    def resolve(self, authored: JsonValue, given: Given) -> JsonValue:
        """Return spans written as quotes with their places in the visible text.

        A span is ``{part, quote, nth, ...}``; ``part`` may be left out where one part can be marked.

        Raises:
            AuthoredError: A quote is absent, or there more than once without ``nth``.
        """
        entries = entries_of(authored)
        if entries is None:
            return authored
        found: list[JsonValue] = []
        messages: list[str] = []
        for entry in entries:
            if "quote" not in entry:
                found.append(dict(entry))
                continue
            try:
                stretch = locate(entry, given, self.markable(given))
            except AuthoredError as error:
                messages += error.messages
                continue
            rest = {k: v for k, v in entry.items() if k not in (*_PLACE, "quote", "nth")}
            found.append({**stretch._asdict(), **rest})
        if messages:
            raise AuthoredError(*messages)
        return found

    def gives(self, own: JsonValue, foreseen: JsonValue) -> bool:
        """Return whether every foreseen span was marked, with what is foreseen of it.

        To foresee none is to foresee that nothing was found.
        """
        wanted = marks_of(foreseen)
        if not wanted:
            return super().gives(own, foreseen)
        return all(
            any(self._says(given, one) for given in self.met_by(one, marks_of(own)))
            for one in wanted
        )

    def _says(self, given: Entry, foreseen: Entry) -> bool:
        return all(
            attribute.name in given
            and attribute.distance(given[attribute.name], foreseen[attribute.name]) == 0
            for attribute in self.attributes
            if attribute.name in foreseen and attribute.comparable
        )

    def pattern_problems(self, pattern: JsonValue, given: Given) -> list[str]:
        """Return what is wrong with a pattern: spans that must all be marked, or {missed: spans}."""
        wanted = pattern.get("missed") if isinstance(pattern, dict) else pattern
        entries = entries_of(wanted)
        if not entries:
            return [f"a pattern for {self.name} is a list of spans, or {{missed: <such a list>}}"]
        places = (self._stretch(entry, given) for entry in entries)
        return [place_ for place_ in places if isinstance(place_, str)]

    def matches(self, value: JsonValue, pattern: JsonValue) -> bool:
        """Return whether all spans of a pattern are marked; of ``{missed: ...}``, whether one is not.

        A span is missed when nothing with its label meets it.
        """
        if isinstance(pattern, dict):
            return any(not self.gives(value, [one]) for one in marks_of(pattern.get("missed")))
        return self.gives(value, pattern)

    def differences(self, own: JsonValue, gold: JsonValue, given: Given) -> tuple[Difference, ...]:
        """Return gold's spans in the order of the text, each with what was marked there, then the others.

        Spans with a free label that only one judge marked are left out.
        """
        ours, theirs = marks_of(own), marks_of(gold)
        found = []
        for entry in sorted(theirs, key=place):
            met = self.met_by(entry, ours)
            if met or not self.is_free(entry):
                found.append(self._difference(entry, met, given))
        found += [
            self._surplus(entry, given)
            for entry in sorted(ours, key=place)
            if not self.is_free(entry) and not self.met_by(entry, theirs)
        ]
        return tuple(found)

    def _difference(self, gold: Entry, met: Sequence[Entry], given: Given) -> Difference:
        here = place(gold)
        words = quoted(given.texts[here.part][here.start : here.end])
        told = said(self.attributes, gold)
        more = [f"{small(label)}: {text}" for label, text in written(self.attributes, gold)]
        if not met:
            detail = "; ".join(["not marked", *more])
            return Difference(words, "differs", "", told, detail, None, _at(here))
        agreement = self._together([alike(self.attributes, one, gold) for one in met])
        verdict: Literal["agrees", "close", "differs"] = "differs"
        if agreement >= 1 - 1e-9:
            verdict = "agrees"
        elif agreement >= 1 - self.close_within - 1e-9:
            verdict = "close"
        nearest = max(met, key=lambda one: overlap(here, place(one)))
        own = "; ".join(dict.fromkeys(said(self.attributes, one) for one in met))
        bounds = _bounds(place(nearest), here, given) if len(met) == 1 else ""
        detail = "; ".join(text for text in (bounds, *more) if text)
        return Difference(words, verdict, own, told, detail, _at(place(nearest)), _at(here))

    def _surplus(self, own: Entry, given: Given) -> Difference:
        here = place(own)
        words = quoted(given.texts[here.part][here.start : here.end])
        return Difference(
            words, "differs", said(self.attributes, own), "", "gold marks nothing here", _at(here)
        )

    def on_paper(self) -> str:
        """Return how a span is written: one a line, with what is said of it."""
        where = "" if len(self.parts) == 1 else "part: `name`, "
        return (
            f"a list of marks, one a line: `- {{{where}quote: the exact words, "
            f"{attribute_names(self.attributes)}}}`. Quote enough words to be found once, or add "
            "`nth: 2`. Nothing to mark: `[]`. " + attribute_meanings(self.attributes)
        )

    def tidy(self, value: JsonValue) -> JsonValue:
        """Return the spans in the order of the text, with the attributes asked and no others."""
        ordered = sorted(marks_of(value), key=place)
        return [tidied(self.attributes, entry, _PLACE) for entry in ordered]

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return a list of places with attributes."""
        longest = max((len(text) for text in given.texts.values()), default=0)
        properties: dict[str, JsonValue] = {
            "part": {"enum": list(self.markable(given))},
            "start": {"type": "integer", "minimum": 0, "maximum": longest},
            "end": {"type": "integer", "minimum": 1, "maximum": longest},
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
        """Return how many spans there are, by label; those that need no mark apart from the others."""
        marks = marks_of(value)
        free = [mark for mark in marks if self.is_free(mark)]
        rest = [mark for mark in marks if not self.is_free(mark)]
        told = counted(self.attributes, rest, "nothing marked")
        if not free:
            return told
        kind = self.attributes[0].in_words(label_of(self.attributes, free[0])).lower()
        also = f"{len(free)} {kind}" if len(self.free) == 1 else f"{len(free)} more"
        return f"{told} ({also}, which {'need' if len(free) > 1 else 'needs'} no mark)"

    def spelled(self, value: JsonValue, given: Given) -> str:
        """Return every mark: the words quoted and what is said of them."""
        marks = sorted(marks_of(value), key=place)
        told = []
        for mark in marks:
            here = place(mark)
            more = "".join(f" ({small(k)}: {text})" for k, text in written(self.attributes, mark))
            words = quoted(given.texts[here.part][here.start : here.end])
            told.append(f"{words} as {said(self.attributes, mark)}{more}")
        return "; ".join(told) or "nothing marked"

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the parts that may be marked, and the attributes of a mark."""
        return {
            **super().view(given),
            "parts": list(self.markable(given)),
            "attributes": [attribute.view(given) for attribute in self.attributes],
            "overlapping": self.overlapping,
        }


def place(entry: Entry) -> Stretch:
    """Return where a valid span lies."""
    part, start, end = (entry.get(key) for key in _PLACE)
    if not isinstance(part, str) or not isinstance(start, int) or not isinstance(end, int):
        raise TypeError(f"expected a span with part, start and end, got {dict(entry)!r}")
    return Stretch(part, start, end)


def _at(stretch: Stretch) -> dict[str, JsonValue]:
    return {**stretch._asdict()}


def _bounds(own: Stretch, gold: Stretch, given: Given) -> str:
    """Return by how many words a span begins or ends elsewhere than gold's."""
    text = given.texts[gold.part]
    found = []
    for own_edge, gold_edge, verb in (
        (own.start, gold.start, "begins"),
        (own.end, gold.end, "ends"),
    ):
        between = text[min(own_edge, gold_edge) : max(own_edge, gold_edge)].split()
        if between:
            when = "early" if own_edge < gold_edge else "late"
            found.append(f"{verb} {len(between)} word{'s' if len(between) > 1 else ''} {when}")
    return " and ".join(found)
