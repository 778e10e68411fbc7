"""Reading ``responses.jsonl`` as what it is on a coach's machine: a file that anybody may have written.

Whatever is wrong gives a line in words. Nothing wrong is ever credited, and nothing stops the reading of
the lines around it.
"""

from __future__ import annotations

import json
import math
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import JsonValue, ValidationError

from grader.bank import Bank
from grader.practice.exercise import shuffled_parts
from grader.qualifier.form import Form
from grader.qualifier.response import Response, Step

LARGEST_FILE = 4_000_000
LARGEST_LINE = 100_000
MOST_LINES = 2_000
DEEPEST = 12
GRACE = timedelta(minutes=1)
"""How long after its time an answer still counts: writing the last ones takes a moment."""

_MOST_SAID = 20
_UNREADABLE = ("is not valid UTF-8", "is not valid JSON")

_OPENING, _CLOSING = frozenset(b"[{"), frozenset(b"]}")


@dataclass(frozen=True)
class Answers:
    """What counts of a file, by item, and a line in words for everything that does not.

    Attributes:
        started: When the mock was begun, if that is on record; without it no time can be checked.
        finished: When it was handed in for good, if it was.
    """

    by_item: Mapping[str, Response]
    failures: tuple[str, ...]
    started: Step | None = None
    finished: Step | None = None

    @property
    def minutes(self) -> float | None:
        """How long it took, from the beginning to the end or the last answer; None when not known."""
        last = max((r.at for r in self.by_item.values()), default=None)
        end = self.finished.at if self.finished else last
        if self.started is None or end is None:
            return None
        return max(0.0, (end - self.started.at).total_seconds() / 60)


class RefusedError(Exception):
    """Why a line, or a whole file, does not count, in words."""


def read_answers(path: Path, form: Form, banks: Mapping[str, Bank]) -> Answers:
    """Return the first valid answer to each item of a form; nothing is raised for what a file says.

    Args:
        path: The learner's file; it may be missing, or anything.
        form: What was asked.
        banks: The banks of its skills; their gold is not looked at.
    """
    try:
        data = read_bytes(path, LARGEST_FILE)
    except RefusedError as refused:
        return Answers({}, (f"{path.name} {refused}",))
    read = _Reading(form, banks)
    for number, line in _lines(data, read.failures):
        try:
            read.take(number, line)
        except RefusedError as refused:
            why = str(refused)
            if number == data.count(b"\n") + 1 and why in _UNREADABLE:
                why = "was cut off while it was written, and does not count"
            read.failures.append(f"{path.name}, line {number}: {why}")
    return Answers(read.found, _shortened(read.failures), read.started, read.finished)


@dataclass
class _Reading:
    """What is known after so many lines."""

    form: Form
    banks: Mapping[str, Bank]
    found: dict[str, Response] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    started: Step | None = None
    finished: Step | None = None

    def take(self, number: int, line: bytes) -> None:
        """Take one line.

        Raises:
            RefusedError: It does not count.
        """
        data = _parsed(line)
        if isinstance(data, dict) and "event" in data:
            self._step(_validated(Step, data))
            return
        response = _checked(_validated(Response, data), self.form, self.banks)
        if response.item in self.found:
            first = self.found[response.item]
            raise RefusedError(_again(response, first, self.lines[response.item]))
        if self.finished is not None:
            raise RefusedError(f"answers {response.item} after the mock was handed in for good")
        self._in_time(response)
        self.found[response.item] = response
        self.lines[response.item] = number

    def _step(self, step: Step) -> None:
        """Note a beginning or an end; of several, as two open pages may write, the first."""
        _same_form(step.form, self.form)
        if step.event == "start":
            self.started = self.started or step
        else:
            self.finished = self.finished or step

    def _in_time(self, response: Response) -> None:
        limit = self.form.blueprint.time_limit_minutes.value
        if self.started is None:
            return
        over = response.at - self.started.at - timedelta(minutes=limit)
        if over > GRACE:
            minutes = math.ceil(over.total_seconds() / 60)
            raise RefusedError(
                f"answers {response.item} {minutes} minutes after the {limit} minutes were up"
            )


def read_bytes(path: Path, largest: int) -> bytes:
    """Return a file's bytes; a link, a folder, a pipe or a huge file is not even read.

    Raises:
        RefusedError: It is missing, no plain file, or too large.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _not_blocking())
    except FileNotFoundError:
        raise RefusedError("is missing: nothing was handed in") from None
    except OSError as error:
        raise RefusedError(f"cannot be read: {error.strerror}") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError("is no plain file")
        if status.st_size > largest:
            raise RefusedError(
                f"is too large: {status.st_size:,} bytes, at most {largest:,} are read"
            )
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(largest)
    finally:
        os.close(handle)


def _not_blocking() -> int:
    return int(getattr(os, "O_NONBLOCK", 0))  # opening a pipe would wait for its other end


def _lines(data: bytes, failures: list[str]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if number > MOST_LINES:
            failures.append(f"it has more than {MOST_LINES:,} lines; the rest was not read")
            return
        if line.strip():
            yield number, line


_Line = TypeVar("_Line", Response, Step)


def _validated(kind: type[_Line], data: JsonValue) -> _Line:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])[:60]
        raise RefusedError(f"is no answer: {where}: {first['msg']}") from None


def _same_form(name: str, form: Form) -> None:
    if name != form.name:
        raise RefusedError(f"belongs to another form, {name[:60]!r}")


def _parsed(line: bytes) -> JsonValue:
    if len(line) > LARGEST_LINE:
        raise RefusedError(f"is too long: at most {LARGEST_LINE:,} bytes are read")
    if _depth(line) > DEEPEST:
        raise RefusedError(f"is nested more than {DEEPEST} deep")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError("is not valid UTF-8") from None
    try:
        data: JsonValue = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except (ValueError, RecursionError):
        raise RefusedError("is not valid JSON") from None
    return data


def _checked(response: Response, form: Form, banks: Mapping[str, Bank]) -> Response:
    """Return the response with the values asked for, and no others."""
    _same_form(response.form, form)
    known = {item.id: item for item in form.items}
    if response.item not in known:
        raise RefusedError(f"answers {response.item[:60]!r}, which is not in this form")
    item = known[response.item]
    bank = banks[item.skill]
    if response.item_hash != item.hash:
        raise RefusedError(f"{item.id} was shown with another text than the form's")
    if sorted(response.shown_order) != sorted(shuffled_parts(bank, item.id)):
        raise RefusedError(f"{item.id} was shown in an order that cannot be")
    task = bank.skill.task
    problems = task.problems(response.values, bank.given(bank.item(item.id)), item.ask)
    if problems:
        raise RefusedError(f"{item.id}: {problems[0].field[:60]}: {problems[0].message[:200]}")
    return response.model_copy(update={"values": task.tidy(response.values, item.ask)})


def _again(response: Response, first: Response, line: int) -> str:
    if response.attempt == first.attempt:
        return f"delivers the answer of line {line} once more"
    return f"answers {response.item} again; the first answer, in line {line}, counts"


def _depth(line: bytes) -> int:
    """Return how deep brackets are nested, those in texts left out, without parsing anything."""
    depth = deepest = 0
    in_text = escaped = False
    for byte in line:
        if in_text:
            in_text = escaped or byte != 0x22
            escaped = byte == 0x5C and not escaped
        elif byte == 0x22:
            in_text = True
        elif byte in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        elif byte in _CLOSING:
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key appears twice")
    return found


def _constant(name: str) -> JsonValue:
    raise ValueError(f"{name} is no JSON")


def _shortened(failures: list[str]) -> tuple[str, ...]:
    if len(failures) <= _MOST_SAID:
        return tuple(failures)
    return (*failures[:_MOST_SAID], f"and {len(failures) - _MOST_SAID} more lines like these")
