"""Reading ``responses.jsonl`` as what it is on a coach's machine: a file that anybody may have written.

Whatever is wrong gives a line in words. Nothing wrong is ever credited, and nothing stops the reading of
the lines around it.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue, ValidationError

from grader.bank import Bank
from grader.practice.exercise import shuffled_parts
from grader.qualifier.form import Form, FormItem
from grader.qualifier.response import Response

LARGEST_FILE = 4_000_000
LARGEST_LINE = 100_000
MOST_LINES = 2_000
DEEPEST = 12
_MOST_SAID = 20
_UNREADABLE = ("is not valid UTF-8", "is not valid JSON")

_OPENING, _CLOSING = frozenset(b"[{"), frozenset(b"]}")


@dataclass(frozen=True)
class Answers:
    """What counts of a file, by item, and a line in words for everything that does not."""

    by_item: Mapping[str, Response]
    failures: tuple[str, ...]


class RefusedError(Exception):
    """Why a line, or a whole file, does not count, in words."""


def read_answers(path: Path, form: Form, banks: Mapping[str, Bank]) -> Answers:
    """Return the first valid answer to each item of a form; nothing is raised for what a file says.

    Args:
        path: The learner's file; it may be missing, or anything.
        form: What was asked.
        banks: The banks of its skills; their gold is not looked at.
    """
    found: dict[str, Response] = {}
    failures: list[str] = []
    lines: dict[str, int] = {}
    try:
        data = read_bytes(path, LARGEST_FILE)
    except RefusedError as refused:
        return Answers({}, (f"{path.name} {refused}",))
    for number, line in _lines(data, failures):
        try:
            response = _response(line, form, banks)
            if response.item in found:
                raise RefusedError(_again(response, found[response.item], lines[response.item]))
        except RefusedError as refused:
            why = str(refused)
            if number == data.count(b"\n") + 1 and why in _UNREADABLE:
                why = "was cut off while it was written, and does not count"
            failures.append(f"{path.name}, line {number}: {why}")
        else:
            found[response.item] = response
            lines[response.item] = number
    return Answers(found, _shortened(failures))


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


def _response(line: bytes, form: Form, banks: Mapping[str, Bank]) -> Response:
    try:
        response = Response.model_validate(_parsed(line))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])[:60]
        raise RefusedError(f"is no answer: {where}: {first['msg']}") from None
    if response.form != form.name:
        raise RefusedError(f"belongs to another form, {response.form[:60]!r}")
    known = {item.id: item for item in form.items}
    if response.item not in known:
        raise RefusedError(f"answers {response.item[:60]!r}, which is not in this form")
    return _checked(response, known[response.item], banks[known[response.item].skill])


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


def _checked(response: Response, item: FormItem, bank: Bank) -> Response:
    """Return the response with the values asked for, and no others."""
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
