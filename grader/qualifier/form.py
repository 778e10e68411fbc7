"""`Form`: one fixed list of items with the rules they are taken by. It holds nothing about any gold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic import Field as Setting

from grader.bank import Bank, load_bank
from grader.errors import QualprepError, UnknownNameError
from grader.fields.free_text import FreeText
from grader.qualifier.blueprint import Blueprint

FORM_FILE = "form.json"
"""The form's name beside its notebook."""

ITEM_POINTS = 1.0
"""What an item's judgment is worth in the gradebook, and apart from it its justification."""

_LARGEST = 1_000_000


class FormItem(BaseModel):
    """One item of a form.

    Attributes:
        hash: The hash of what was shown when the form was made.
        section: The section of the blueprint it was drawn for.
        ask: The fields asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Setting(pattern=r"^[a-z][a-z0-9-]*$")
    skill: str
    hash: str
    section: str
    ask: tuple[str, ...]


class Form(BaseModel):
    """One fixed list of items, in their order, and the settings of the blueprint it was made by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Setting(pattern=r"^[a-z][a-z0-9-]*$")
    seed: int
    blueprint: Blueprint
    items: tuple[FormItem, ...] = Setting(min_length=1)

    def item(self, item_id: str) -> FormItem:
        """Return one of its items.

        Raises:
            UnknownNameError: The form has no such item.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise UnknownNameError("item", item_id, [i.id for i in self.items], where=self.name)

    def json_text(self) -> str:
        """Return the form as the text of its file: the same form, the same bytes."""
        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_form(path: Path) -> Form:
    """Return the form of a file.

    Raises:
        QualprepError: There is none, or it is damaged.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("it is too large")
        return Form.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, ValidationError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is damaged"
        raise QualprepError(
            what=f"The form cannot be read: {said}.",
            where=str(path),
            do="Fetch the mock again, or ask your coach for it.",
        ) from error


def banks_of(form: Form, root: Path) -> dict[str, Bank]:
    """Return the banks of the form's skills, by skill.

    Raises:
        QualprepError: An item has left its bank, or changed since the form was made.
    """
    banks = {slug: load_bank(slug, root) for slug in {item.skill: None for item in form.items}}
    for item in form.items:
        if banks[item.skill].item(item.id).hash != item.hash:
            raise QualprepError(
                what="This item has changed since the form was made, so answers no longer fit it.",
                where=f"{form.name}, {item.id}",
                do="Bring back the item as it was, or release a new form.",
            )
    return banks


def written_field(item: FormItem, banks: Mapping[str, Bank]) -> FreeText | None:
    """Return the written answer an item asks for, which a coach marks by hand; None if it asks none."""
    fields = banks[item.skill].skill.task.fields
    return next((f for f in fields if isinstance(f, FreeText) and f.name in item.ask), None)
