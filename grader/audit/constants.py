"""Answers that look at nothing: what a guess can be held against where there is no chance level.

Of spans, boxes, links and edits nobody can say how often a guess is right. There the best constant answer
takes the place of chance: marking nothing, or every sentence alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from grader.audit.entries import Entry
from grader.fields import Choice, Field, PerPart, Spans
from grader.fields.base import empty

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def sentences(field: Spans, entry: Entry) -> list[dict[str, JsonValue]]:
    """Return the sentences and lines of the parts that may be marked, as places."""
    found: list[dict[str, JsonValue]] = []
    for part in field.markable(entry.given):
        for match in _SENTENCE.finditer(entry.given.texts[part]):
            words = match.group().strip()
            if any(character.isalpha() for character in words):
                start = match.start() + match.group().index(words)
                found.append({"part": part, "start": start, "end": start + len(words)})
    return found


def labelled(field: Spans, place: Mapping[str, JsonValue], label: JsonValue) -> JsonValue:
    """Return a place as a mark: with a label, and of every other question asked its first option."""
    mark: dict[str, JsonValue] = {**place, field.attributes[0].name: label}
    for attribute in field.attributes[1:]:
        asked = attribute.when is None or attribute.when.holds(mark)
        if asked and attribute.required and isinstance(attribute, Choice):
            mark[attribute.name] = attribute.options[0].key
    return mark


def alarm(field: Spans) -> JsonValue:
    """Return the first label that is not free: what somebody marks who marks at all."""
    label = field.attributes[0]
    if not isinstance(label, Choice):
        raise TypeError(f"{field.name}: the label is a choice")
    return next(o.key for o in label.options if str(o.key) not in field.free)


def constants(found: Sequence[Entry]) -> list[Mapping[str, JsonValue]]:
    """Return the constant answers to some items, each by item id; [] where none can be given."""
    if not found:
        return []
    field = found[0].main
    unmarked = field.nothing()
    nothing: list[Mapping[str, JsonValue]] = []
    if unmarked is not None:
        nothing.append({entry.id: unmarked for entry in found})
    if isinstance(field, Spans):
        label = _commonest_label(field, found)
        everything: dict[str, JsonValue] = {
            entry.id: [labelled(field, place, label) for place in sentences(field, entry)]
            for entry in found
        }
        return [everything, *nothing]
    return [_same_for_all(field, found)] if isinstance(field, PerPart) else nothing


def _commonest_label(field: Spans, found: Sequence[Entry]) -> JsonValue:
    name = field.attributes[0].name
    counts: Counter[str] = Counter()
    for entry in found:
        marks = entry.best if isinstance(entry.best, list) else []
        counts.update(str(mark[name]) for mark in marks if isinstance(mark, dict))
    for label in field.free:
        counts.pop(label, None)
    return counts.most_common(1)[0][0] if counts else alarm(field)


def _same_for_all(field: PerPart, found: Sequence[Entry]) -> dict[str, JsonValue]:
    """Return the commonest answer to each question, for every part of every item."""
    answers: dict[str, JsonValue] = {}
    for question in field.fields:
        said = [
            inner[question.name]
            for entry in found
            if isinstance(entry.best, dict)
            for inner in entry.best.values()
            if isinstance(inner, dict) and not empty(inner.get(question.name))
        ]
        if said and question.comparable:
            answers[question.name] = max(said, key=said.count)
    tidy = _tidy(field, answers)
    return {entry.id: {part: {**tidy} for part in field.parts_of(entry.given)} for entry in found}


def _tidy(field: Field, answers: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    made = field.tidy({"part": {**answers}})
    inner = made["part"] if isinstance(made, dict) else {}
    return inner if isinstance(inner, dict) else {}
