"""Reading a blind reader's answers: every problem by line and entry, and whatever is sound kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from grader.bank import Bank
from grader.blind.forms import asked_fields, names_of, show
from grader.errors import QualprepError
from grader.fields.base import AuthoredError, UnreadableError, empty
from grader.items import Item
from grader.names import Names
from grader.strict_yaml import Document, Problem, loads

_ENTRY = re.compile(r"^- ", re.MULTILINE)
_REASON = re.compile(r"^(  reason:) +(?![\"'>|])(\S.*?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """One reader's judgment of one item.

    Attributes:
        values: By field, responses by part name.
        confidence: The chance in per cent that the reader gave of agreeing; None where not given.
        reason: As written, with the reader's own letters.
        names: Those letters, by part.
        line: Where its entry begins.
    """

    item: Item
    values: Mapping[str, JsonValue]
    confidence: int | None
    reason: str
    names: Mapping[str, Names]
    line: int


@dataclass(frozen=True)
class Answers:
    """What a file of answers holds: sound ones, ids left empty, and what is wrong, by line."""

    answers: tuple[Answer, ...]
    unanswered: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_answers(path: Path, bank: Bank) -> Answers:
    """Read a file of answers; nothing is raised for what the reader wrote in it.

    An entry whose judgment cannot be understood is left out and reported; the others count.

    Raises:
        QualprepError: There is no such file, or it is no text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QualprepError(
            what="The answers cannot be read.",
            where=str(path),
            do=f"Name the answers.yaml that the reader filled in. ({error})",
        ) from error
    answers: dict[str, Answer] = {}
    unanswered: list[str] = []
    problems: list[Problem] = []
    for document in _entries(text, path.name):
        entry = document.data[0] if isinstance(document.data, list) and document.data else None
        problems += document.problems
        if document.problems:
            continue
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            problems.append(document.problem((0,), "an entry begins with - id: and the item's id"))
            continue
        item = next(
            (item for items in bank.sets.values() for item in items if item.id == entry["id"]), None
        )
        if item is None:
            problems.append(document.problem((0, "id"), f"{entry['id']}: there is no such item"))
        elif item.id in answers or item.id in unanswered:
            problems.append(document.problem((0, "id"), f"{item.id}: has an entry already"))
        elif all(empty(value) for key, value in entry.items() if key not in ("id", "item_hash")):
            unanswered.append(item.id)
        else:
            answer, found = _answer(entry, item, bank, document.line((0,)))
            problems += [
                document.problem((0, key), f"{item.id}: {message}") for key, message in found
            ]
            if answer is not None:
                answers[item.id] = answer
    return Answers(tuple(answers.values()), tuple(unanswered), tuple(problems))


def _entries(text: str, name: str) -> Iterator[Document]:
    """Yield each entry as a document of its own: a slip in one must not spoil the others."""
    starts = [match.start() for match in _ENTRY.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        # A reason is free text: a colon or a # in it must not turn into YAML.
        entry = _REASON.sub(lambda match: f"{match[1]} {json.dumps(match[2])}", text[start:end])
        yield loads("\n" * text.count("\n", 0, start) + entry, name=name)


_Found = list[tuple[str, str]]


def _answer(
    entry: dict[str, JsonValue], item: Item, bank: Bank, line: int
) -> tuple[Answer | None, _Found]:
    """Return the answer, or None where its judgment is not sound, and the problems by key."""
    task = bank.skill.task
    if entry.get("item_hash", item.hash) not in (item.hash, None):
        return None, [
            ("item_hash", "the item has changed since it was read, so this says nothing of it")
        ]
    fields = asked_fields(task)
    known = {field.name for field in fields} | {"id", "item_hash", "confidence", "reason"}
    found: _Found = [(key, f"{key}: nobody asked this") for key in entry if key not in known]
    names = names_of(task, item)
    values: dict[str, JsonValue] = {}
    given = bank.given(item)
    for field in fields:
        if field.when is not None and not field.when.holds(values):
            continue
        said = entry.get(field.name)
        if field.blank(said) or said in ("", {}):
            continue
        try:
            values[field.name] = field.resolve(field.from_paper(said, names), given)
        except (UnreadableError, AuthoredError) as error:
            found.append((field.name, f"{field.name}: {error}"))
    unread = {key for key, _message in found}
    complaints = task.problems(values, given, [field.name for field in fields])
    found += [
        (complaint.field, f"{complaint.field}: {show(complaint.message, names)}")
        for complaint in complaints
        if complaint.field not in unread
    ]
    sound = not complaints and unread.isdisjoint(field.name for field in fields)
    confidence, reason = entry.get("confidence"), entry.get("reason")
    if type(confidence) is not int or not 5 <= confidence <= 99:
        found.append(
            ("confidence", f"confidence: write a whole number from 5 to 99 (got {confidence!r})")
        )
        confidence = None
    if empty(reason):
        found.append(("reason", "reason: write one line of evidence"))
    said_why = "" if empty(reason) else " ".join(str(reason).split())
    return (Answer(item, values, confidence, said_why, names, line) if sound else None), found
