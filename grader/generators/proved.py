"""The outer shape that the items of all generators share, and their golds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from grader.generators import Made
from grader.items import Item
from grader.pictures import png_size

MOST_BAITS = 3
"""How many baits an item names; a bank is balanced by the first."""


class Head(NamedTuple):
    """What an item says of itself beside its content.

    Attributes:
        id: The item's id, and its gold's.
        seed: The seed it was made from.
        baits: The gravest first, at least one; those after the third are left out.
        note: A warning of upsetting content, or nothing.
    """

    id: str
    seed: int
    difficulty: int
    domain: str
    concepts: Sequence[str]
    baits: Sequence[str]
    note: str = ""


def proved(
    head: Head,
    content: Mapping[str, JsonValue],
    gold: Mapping[str, JsonValue],
    files: Mapping[str, bytes] | None = None,
) -> Made:
    """Return an item with a gold of tier ``proved``, keys in the order of hand-written ones.

    Args:
        head: What the item says of itself.
        content: The item's content, by the skill's content fields.
        gold: The gold but its id, hash and tier: the judgment under ``gold``, then its texts.
        files: The item's files by their path below ``exercises/<skill>/``.

    Raises:
        pydantic.ValidationError: What came together is no item.
    """
    item: dict[str, JsonValue] = {
        "id": head.id,
        "difficulty": head.difficulty,
        "domain": head.domain,
        "concepts": [*head.concepts],
        "bait": head.baits[0],
        "also_baits": [*head.baits[1:MOST_BAITS]],
        "source": {"kind": "generated", "licence": "CC-BY-4.0", "seed": head.seed},
    }
    if head.note:
        item["content_note"] = head.note
    item["content"] = {**content}
    whole = {"id": head.id, "item_hash": Item.model_validate(item).hash, "tier": "proved", **gold}
    return Made(item, whole, {**(files or {})})


def picture(file: str, png: bytes, description: str) -> dict[str, JsonValue]:
    """Return the content of an image field.

    Raises:
        ValueError: The bytes are no PNG.
    """
    size = png_size(png)
    if size is None:
        raise ValueError(f"{file}: the picture is no PNG")
    return {
        "file": file,
        "width": size[0],
        "height": size[1],
        "sha256": hashlib.sha256(png).hexdigest(),
        "description": description,
    }
