"""`Relations`: labelled links between the spans of another field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, model_validator
from pydantic import Field as Setting

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
    tidied,
)
from grader.fields._marks import Marks, marks_of
from grader.fields._overlap import Stretch, match, meet
from grader.fields._paper import attribute_meanings, attribute_names
from grader.fields.base import AuthoredError, Difference, Given, Values
from grader.fields.quotes import locate

_ENDS = ("head", "tail")


class Allowed(BaseModel):
    """Between which spans a relation may hold, by the spans' labels."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    heads: tuple[str, ...]
    tails: tuple[str, ...]


class Relations(Marks):
    """Links from a head to a tail, both spans marked in another field, each with a label.

    Relations of two judges are matched one to one where both ends speak of the same words; the distance is
    1 minus their F1, a matched pair counting as far as its attributes agree.

    Attributes:
        spans: The field in which the ends are marked; it comes before this one.
        parts: The parts in which a quote is looked for that names none; every text when empty.
        attributes: What is said of each relation; the first is its label.
        allowed: Which labels may link which spans; anything where it is empty.
        undirected: Labels for which head and tail may change places.
        least_overlap: From which share of the shorter span on two ends speak of the same.
    """

    kind: Literal["relations"] = "relations"
    spans: str
    parts: tuple[str, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    undirected: tuple[str, ...] = ()
    least_overlap: float = Setting(default=0.5, gt=0, le=1)

    @model_validator(mode="after")
    def _consistent(self) -> Relations:
        check_attributes(self.name, self.attributes, _ENDS)
        named = (*self.undirected, *(rule.label for rule in self.allowed))
        check_labels(self.name, self.attributes, named)
        return self

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem for each relation without two different ends or without a label."""
        entries = entries_of(value)
        if entries is None:
            return [f"Link marked words, at most {MOST_ENTRIES} times, or say that there are none."]
        found = []
        for number, entry in enumerate(entries, 1):
            ends = [_end(entry.get(name), given) for name in _ENDS]
            if None in ends:
                found.append(f"Link {number}: choose its two ends among the marked words.")
                continue
            if ends[0] == ends[1]:
                found.append(f"Link {number}: choose two different ends.")
            rest = {key: entry[key] for key in entry if key not in _ENDS}
            messages = attribute_problems(self.attributes, rest, given)
            found += [f"Link {number}: {message}" for message in messages]
        return found

    def problems_among(self, value: JsonValue, values: Values, given: Given) -> list[str]:
        """Return a problem for each end that is not marked, and each label that may not link its ends."""
        marked: dict[Stretch, Entry] = {}
        for span in entries_of(values.get(self.spans)) or ():
            end = _end(span, given)
            if end is not None:
                marked[end] = span
        found = []
        for number, entry in enumerate(marks_of(value), 1):
            ends = [_end(entry.get(name), given) for name in _ENDS]
            missing = [end for end in ends if end is not None and end not in marked]
            found += [
                f"Link {number}: mark {quoted(given.texts[end.part][end.start : end.end])} first."
                for end in missing
            ]
            spans = [marked[end] for end in ends if end in marked and end is not None]
            if len(spans) == 2 and not self._may(entry, *spans):
                found.append(
                    f"Link {number}: this label does not link such marks; see the guideline."
                )
        return found

    def _may(self, entry: Entry, head: Entry, tail: Entry) -> bool:
        if not self.allowed:
            return True
        label = label_of(self.attributes, entry)
        said_of = [{v for v in span.values() if isinstance(v, str)} for span in (head, tail)]
        return any(
            rule.label == label and set(rule.heads) & said_of[0] and set(rule.tails) & said_of[1]
            for rule in self.allowed
        )

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return 1 minus the F1 of matched relations; 0 where there are none."""
        ours, theirs = marks_of(a), marks_of(b)
        if not ours and not theirs:
            return 0.0
        gain = [[self._credit(x, y) for y in theirs] for x in ours]
        return 1 - 2 * sum(gain[i][j] for i, j in match(gain)) / (len(ours) + len(theirs))

    def _credit(self, a: Entry, b: Entry) -> float:
        return alike(self.attributes, a, b) if self._same_ends(a, b) else 0.0

    def _same_ends(self, a: Entry, b: Entry) -> bool:
        (head, tail), (other_head, other_tail) = _ends(a), _ends(b)
        least = self.least_overlap
        if meet(head, other_head, least) and meet(tail, other_tail, least):
            return True
        turned = all(label_of(self.attributes, one) in self.undirected for one in (a, b))
        return turned and meet(head, other_tail, least) and meet(tail, other_head, least)

    def resolve(self, authored: JsonValue, given: Given) -> JsonValue:
        """Return relations whose ends are written as quotes with their places.

        Raises:
            AuthoredError: A quote is absent, or there more than once without ``nth``.
        """
        entries = entries_of(authored)
        if entries is None:
            return authored
        parts = self.parts or tuple(name for name in given.texts if name not in given.images)
        found: list[JsonValue] = []
        messages: list[str] = []
        for entry in entries:
            resolved: dict[str, JsonValue] = dict(entry)
            for name in _ENDS:
                end = entry.get(name)
                if isinstance(end, str) or (isinstance(end, dict) and "quote" in end):
                    try:
                        resolved[name] = {**locate(end, given, parts)._asdict()}
                    except AuthoredError as error:
                        messages += error.messages
            found.append(resolved)
        if messages:
            raise AuthoredError(*messages)
        return found

    def gives(self, own: JsonValue, foreseen: JsonValue) -> bool:
        """Return whether every foreseen relation was given; to foresee none is to foresee no link."""
        wanted = marks_of(foreseen)
        if not wanted:
            return super().gives(own, foreseen)
        return all(
            any(self._credit(one, given) >= 1 - 1e-9 for given in marks_of(own)) for one in wanted
        )

    def matches(self, value: JsonValue, pattern: JsonValue) -> bool:
        """Return whether every relation of a pattern was given."""
        return self.gives(value, pattern)

    def differences(self, own: JsonValue, gold: JsonValue, given: Given) -> tuple[Difference, ...]:
        """Return gold's relations, each with what was given for its ends, then the others."""
        ours, theirs = marks_of(own), marks_of(gold)
        # Of several links with the same ends each stands beside the one it agrees with.
        gain = [
            [1 + self._credit(x, y) if self._same_ends(x, y) else 0.0 for y in theirs] for x in ours
        ]
        pairs = {j: i for i, j in match(gain)}
        found = []
        for index, entry in enumerate(theirs):
            mine = ours[pairs[index]] if index in pairs else None
            agrees = mine is not None and self._credit(mine, entry) >= 1 - 1e-9
            told = said(self.attributes, mine) if mine is not None else ""
            detail = "" if mine is not None else "not linked"
            found.append(
                Difference(
                    self._between(entry, given),
                    "agrees" if agrees else "differs",
                    told,
                    said(self.attributes, entry),
                    detail,
                )
            )
        used = set(pairs.values())
        found += [
            Difference(
                self._between(entry, given),
                "differs",
                said(self.attributes, entry),
                "",
                "gold links nothing here",
            )
            for index, entry in enumerate(ours)
            if index not in used
        ]
        return tuple(found)

    def _between(self, entry: Entry, given: Given) -> str:
        head, tail = (quoted(given.texts[e.part][e.start : e.end], 40) for e in _ends(entry))
        return f"{head} and {tail}"

    def on_paper(self) -> str:
        """Return how a link is written: one a line, with what is said of it."""
        return (
            "a list of links, one a line: `- {head: words, tail: words, "
            f"{attribute_names(self.attributes)}}}`, both ends exactly as you marked them; words that are "
            "there more than once as `{quote: words, nth: 2}`. None: `[]`. "
            + attribute_meanings(self.attributes)
        )

    def tidy(self, value: JsonValue) -> JsonValue:
        """Return the relations with the attributes asked and no others."""
        return [tidied(self.attributes, entry, _ENDS) for entry in marks_of(value)]

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return a list of pairs of places with attributes."""
        end: dict[str, JsonValue] = {
            "type": "object",
            "properties": {
                "part": {"enum": list(given.texts)},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
            },
            "required": ["part", "start", "end"],
        }
        entry: dict[str, JsonValue] = {
            "type": "object",
            "properties": {"head": end, "tail": end, **entry_schema(self.attributes, given)},
            "required": [*_ENDS, *required_names(self.attributes)],
            "additionalProperties": False,
        }
        return {"type": "array", "maxItems": MOST_ENTRIES, "items": entry}

    def in_words(self, value: JsonValue) -> str:
        """Return how many relations there are, by label."""
        return counted(self.attributes, marks_of(value), "no relation")

    def spelled(self, value: JsonValue, given: Given) -> str:
        """Return every relation: the words at both ends and what links them."""
        told = [f"{self._between(e, given)} as {said(self.attributes, e)}" for e in marks_of(value)]
        return "; ".join(told) or "no relation"

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the field that holds the ends, and the attributes of a relation."""
        return {
            **super().view(given),
            "spans": self.spans,
            "attributes": [attribute.view(given) for attribute in self.attributes],
            "undirected": list(self.undirected),
        }


def _end(value: JsonValue, given: Given) -> Stretch | None:
    """Return one end of a relation, or None where it is no stretch of the item."""
    if not isinstance(value, Mapping):
        return None
    part, start, end = value.get("part"), value.get("start"), value.get("end")
    if not isinstance(part, str) or type(start) is not int or type(end) is not int:
        return None
    inside = part in given.texts and 0 <= start < end <= len(given.texts[part])
    return Stretch(part, start, end) if inside else None


def _ends(entry: Entry) -> tuple[Stretch, Stretch]:
    found = []
    for name in _ENDS:
        end = entry.get(name)
        if not isinstance(end, Mapping):
            raise TypeError(f"expected a relation with head and tail, got {dict(entry)!r}")
        found.append(Stretch(str(end["part"]), int(str(end["start"])), int(str(end["end"]))))
    return found[0], found[1]
