"""How each field type is asked and answered on paper: one line to say how, one function to read it.

A new field type that blind readers should answer registers both here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch

from pydantic import JsonValue

from grader.errors import QualprepError
from grader.fields import Choice, Field, Ranking, Scale
from grader.fields.free_text import REFERENCE
from grader.items import Item
from grader.names import Names, shown_order
from grader.task import Task

_FLAG_WORDS = {True: ("yes", "true"), False: ("no", "false")}


class UnreadableError(ValueError):
    """An answer that does not say what it should; the message tells the reader what to write."""


def asked_fields(task: Task) -> list[Field]:
    """Return the fields that a blind reader answers: all that can be compared with gold."""
    return [field for field in task.fields if field.comparable]


def names_of(task: Task, item: Item) -> dict[str, Names]:
    """Return the letters of an item's repeated parts, by part.

    Where order gives something away (`Part.shuffled`) it is shuffled, seeded by the item's id: so
    no key has to be kept, and every reader of an item sees the same letters.
    """
    names = {}
    for part in task.parts:
        present = [key for key in part.content_keys() if key in item.content]
        if part.repeated is None or not present:
            continue
        order = shown_order(present, item.id) if part.shuffled else tuple(present)
        names[part.name] = Names(order, part.label)
    return names


def show(text: str, names: Mapping[str, Names]) -> str:
    """Return a stored text with every reference as this reader's letters."""
    said = {part: shown.name(part) for shown in names.values() for part in shown.order}
    return REFERENCE.sub(lambda match: said.get(match[1], match[1].replace("_", " ")), text)


@singledispatch
def how(field: Field) -> str:
    """Return how to answer a field on paper, in one line of Markdown.

    Raises:
        QualprepError: Fields of this type cannot be answered on paper yet.
    """
    raise _not_on_paper(field)


@singledispatch
def read(field: Field, said: JsonValue, names: Mapping[str, Names]) -> JsonValue:
    """Return the value that a reader's words mean, responses by part name.

    Raises:
        UnreadableError: They mean none.
        QualprepError: Fields of this type cannot be answered on paper yet.
    """
    raise _not_on_paper(field)


@how.register
def _(field: Choice) -> str:
    return "one of " + ", ".join(f"`{_written(option.key)}`" for option in field.options)


@read.register
def _(field: Choice, said: JsonValue, names: Mapping[str, Names]) -> JsonValue:
    if isinstance(said, bool) and field.option(said):
        return said
    word = str(said).strip().casefold()
    for option in field.options:
        spellings = {option.label.casefold(), str(option.key).casefold()}
        if isinstance(option.key, bool):
            spellings.update(_FLAG_WORDS[option.key])
        if word in spellings:
            return option.key
    listed = ", ".join(_written(option.key) for option in field.options)
    raise UnreadableError(f"write one of {listed} (got {said!r})")


@how.register
def _(field: Ranking) -> str:
    return "best first, `>` for better than, `=` for a tie, such as `B > A = C`"


@read.register
def _(field: Ranking, said: JsonValue, names: Mapping[str, Names]) -> JsonValue:
    shown = names[field.group]
    parts = {shown.letter(part): part for part in shown.order}
    order: list[JsonValue] = []
    for place in str(said).split(">"):
        tied: list[JsonValue] = []
        for word in place.split("="):
            letter = word.strip().upper().removeprefix(shown.label.upper()).strip()
            if letter not in parts:
                listed = ", ".join(parts)
                raise UnreadableError(
                    f"write the letters {listed} with > and = between (got {said!r})"
                )
            tied.append(parts[letter])
        order.append(tied)
    return order


@how.register
def _(field: Scale) -> str:
    points = ", ".join(f"{point} ({field.anchors[point]})" for point in sorted(field.anchors))
    return f"a whole number: {points}"


@read.register
def _(field: Scale, said: JsonValue, names: Mapping[str, Names]) -> JsonValue:
    if type(said) is int:
        return said
    raise UnreadableError(f"write a whole number from {field.low} to {field.high} (got {said!r})")


def _written(key: bool | str) -> str:
    return _FLAG_WORDS[key][0] if isinstance(key, bool) else key


def _not_on_paper(field: Field) -> QualprepError:
    return QualprepError(
        what=f"The question {field.name!r} cannot be asked in a blind read yet.",
        do=f"Say in grader/blind/forms.py how a {type(field).__name__} is asked and read.",
    )
