"""Entries on paper: how their attributes are asked of somebody without the page, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from grader.fields.base import Field, Letters, UnreadableError, empty


def attribute_names(attributes: Sequence[Field]) -> str:
    """Return the attributes as keys that are to be filled in."""
    return ", ".join(f"{attribute.name}: ..." for attribute in attributes)


def attribute_meanings(attributes: Sequence[Field]) -> str:
    """Return what each attribute may be, and when it is asked."""
    told = []
    for attribute in attributes:
        said = attribute.on_paper()
        if attribute.when is not None:
            wanted = " or ".join(str(value) for value in attribute.when.any_of)
            said += f", only where `{attribute.when.field}` is {wanted}"
        optional = "" if attribute.required else ", may be left out"
        told.append(f"`{attribute.name}`: {said}{optional}")
    return "; ".join(told)


def entries_from_paper(
    attributes: Sequence[Field],
    said: JsonValue,
    letters: Mapping[str, Letters],
    shape: str = "a list of entries, or []",
) -> list[JsonValue]:
    """Return the entries that were written, each attribute as it reads what was said.

    Raises:
        UnreadableError: They are no list of entries; the message asks for the ``shape``.
    """
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise UnreadableError(f"write {shape} (got {str(said)[:40]!r})")
    known = {attribute.name: attribute for attribute in attributes}
    return [
        {
            key: known[key].from_paper(value, letters) if key in known else value
            for key, value in one.items()
            if not empty(value)
        }
        for one in said
        if isinstance(one, dict)
    ]
