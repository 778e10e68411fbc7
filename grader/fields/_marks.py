"""The base of fields whose value is a list of marks: spans, boxes, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from pydantic import Field as Setting
from pydantic import JsonValue

from grader.fields._entries import (
    Attribute,
    entries_of,
    label_classes,
    label_of,
    rewritten,
)
from grader.fields._paper import entries_from_paper
from grader.fields.base import Field, Letters


class Marks(Field):
    """A list of marks, each with a place of the subclass's kind and attributes.

    Attributes:
        attributes: What is said of each mark; the first is its label.
    """

    composite: ClassVar[bool] = True
    of_the_item: ClassVar[bool] = True

    attributes: tuple[Attribute, ...] = Setting(min_length=1)

    def blank(self, value: JsonValue) -> bool:
        """Return whether nothing was answered: "nothing to mark" is an answer, the empty list."""
        return value is None

    def classes(self) -> tuple[str, ...]:
        """Return the labels that a mark can have."""
        return label_classes(self.attributes)

    def labels_in(self, value: JsonValue) -> tuple[str, ...]:
        """Return the labels of all its marks."""
        return tuple(str(label_of(self.attributes, entry)) for entry in marks_of(value))

    def nothing(self) -> JsonValue:
        """Return an empty list."""
        return []

    def from_paper(self, said: JsonValue, letters: Mapping[str, Letters]) -> JsonValue:
        """Return the entries written, each attribute as it reads what was said."""
        return entries_from_paper(self.attributes, said, letters)

    def rewrite(self, value: JsonValue, change: Callable[[str], str]) -> JsonValue:
        """Return the value with its written attributes changed."""
        return rewritten(self.attributes, value, change)


def marks_of(value: JsonValue) -> list[dict[str, JsonValue]]:
    """Return a value that has passed `problems` as its list of marks.

    Raises:
        TypeError: It is no list of marks.
    """
    entries = entries_of(value)
    if entries is None:
        raise TypeError(f"expected a list of marks, got {value!r}")
    return entries
