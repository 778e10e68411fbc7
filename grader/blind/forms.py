"""How each field type is asked and answered on paper: one line to say how, one function to read it.

A new field type that blind readers should answer registers both here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import singledispatch

from pydantic import JsonValue

from grader.errors import QualprepError
from grader.fields import (
    Boxes,
    Choice,
    Edit,
    Field,
    Labels,
    PerPart,
    Ranking,
    Relations,
    Scale,
    Spans,
)
from grader.fields.base import empty
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


@how.register
def _(field: Labels) -> str:
    chosen = ", ".join(f"`{label.key}`" for label in field.choosable())
    return f"a list such as `[{field.choosable()[0].key}]`, out of {chosen}"


@read.register
def _(field: Labels, said: JsonValue, names: Mapping[str, Names]) -> JsonValue:
    words = said if isinstance(said, list) else str(said).split(",")
    known = {label.label.casefold(): label.key for label in field.choosable()}
    known |= {label.key: label.key for label in field.choosable()}
    found: list[JsonValue] = []
    for word in words:
        key = known.get(str(word).strip().casefold())
        if key is None:
            listed = ", ".join(label.key for label in field.choosable())
            raise UnreadableError(f"write labels out of {listed} (got {word!r})")
        found.append(key)
    return found


@how.register
def _(field: Spans) -> str:
    where = "" if len(field.parts) == 1 else "part: `name`, "
    return (
        f"a list of marks, one a line: `- {{{where}quote: the exact words, {_attributes(field)}}}`. "
        "Quote enough words to be found once, or add `nth: 2`. Nothing to mark: `[]`. "
        + _meanings(field)
    )


@how.register
def _(field: Relations) -> str:
    return (
        f"a list of links, one a line: `- {{head: words, tail: words, {_attributes(field)}}}`, both "
        "ends exactly as you marked them. None: `[]`. " + _meanings(field)
    )


@how.register
def _(field: Edit) -> str:
    more = f", {_attributes(field)}" if field.attributes else ""
    return (
        "`{changes: [...]}` with one entry a change: "
        f"`{{quote: the exact words, text: what they become{more}}}`. Nothing to change: "
        "`{changes: []}`. " + _meanings(field)
    )


@how.register
def _(field: Boxes) -> str:
    return (
        "a list of boxes in whole pixels of the image, x and y at the top left, one a line: "
        f"`- {{x: 10, y: 20, width: 30, height: 40, {_attributes(field)}}}`. Nothing to box: `[]`. "
        + _meanings(field)
    )


@read.register(Spans)
@read.register(Relations)
@read.register(Boxes)
def _(field: Spans | Relations | Boxes, said: JsonValue, names: Mapping[str, Names]) -> JsonValue:
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise UnreadableError(f"write a list of entries, or [] (got {str(said)[:40]!r})")
    return [_entry(field.attributes, one) for one in said if isinstance(one, dict)]


@read.register
def _(field: Edit, said: JsonValue, names: Mapping[str, Names]) -> JsonValue:
    changes = said.get("changes") if isinstance(said, dict) else said
    if not isinstance(changes, list) or not all(isinstance(one, dict) for one in changes):
        raise UnreadableError(f"write {{changes: [...]}} (got {str(said)[:40]!r})")
    return {"changes": [_entry(field.attributes, one) for one in changes if isinstance(one, dict)]}


@how.register
def _(field: PerPart) -> str:
    inner = "; ".join(f"`{one.name}` ({one.label}): {how(one)}" for one in field.fields)
    sample = ", ".join(f"{one.name}: ..." for one in field.fields)
    return f"one entry for each {field.group}, by its letter or number: `A: {{{sample}}}`. Of each: {inner}"


@read.register
def _(field: PerPart, said: JsonValue, names: Mapping[str, Names]) -> JsonValue:
    if not isinstance(said, dict):
        raise UnreadableError(f"write one entry for each {field.group} (got {str(said)[:40]!r})")
    shown = names[field.group]
    parts = {shown.letter(part): part for part in shown.order}
    parts |= {part.rsplit("_", 1)[-1].upper(): part for part in shown.order if part[-1].isdigit()}
    known = {one.name: one for one in field.fields}
    found: dict[str, JsonValue] = {}
    for sign, answers in said.items():
        part = parts.get(str(sign).strip().upper())
        if part is None or not isinstance(answers, dict):
            raise UnreadableError(f"write {{...}} for each of {', '.join(parts)} (got {sign!r})")
        found[part] = {
            key: read(known[key], answer, names) if key in known else answer
            for key, answer in answers.items()
            if not empty(answer)
        }
    return found


def _entry(attributes: Sequence[Field], said: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    known = {attribute.name: attribute for attribute in attributes}
    return {
        key: read(known[key], value, {}) if key in known and known[key].comparable else value
        for key, value in said.items()
        if not empty(value)
    }


def _attributes(field: Spans | Relations | Edit | Boxes) -> str:
    return ", ".join(f"{attribute.name}: ..." for attribute in field.attributes)


def _meanings(field: Spans | Relations | Edit | Boxes) -> str:
    """Return what each attribute may be, and when it is asked."""
    told = []
    for attribute in field.attributes:
        said = how(attribute) if attribute.comparable else "a few words"
        if attribute.when is not None:
            wanted = " or ".join(str(value) for value in attribute.when.any_of)
            said += f", only where `{attribute.when.field}` is {wanted}"
        optional = "" if attribute.required else ", may be left out"
        told.append(f"`{attribute.name}`: {said}{optional}")
    return "; ".join(told)


def _written(key: bool | str) -> str:
    return _FLAG_WORDS[key][0] if isinstance(key, bool) else key


def _not_on_paper(field: Field) -> QualprepError:
    return QualprepError(
        what=f"The question {field.name!r} cannot be asked in a blind read yet.",
        do=f"Say in grader/blind/forms.py how a {type(field).__name__} is asked and read.",
    )
