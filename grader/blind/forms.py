"""What a blind reader is asked, and the letters that they see. How a field is answered it says itself."""

from __future__ import annotations

from collections.abc import Mapping

from grader.fields import Field
from grader.fields.free_text import REFERENCE
from grader.items import Item
from grader.names import Names, shown_order
from grader.task import Task


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
        names[part.name] = Names(order, part.label, numbered=part.numbered and not part.shuffled)
    return names


def show(text: str, names: Mapping[str, Names]) -> str:
    """Return a stored text with every reference as this reader's letters."""
    said = {part: shown.name(part) for shown in names.values() for part in shown.order}
    return REFERENCE.sub(lambda match: said.get(match[1], match[1].replace("_", " ")), text)
