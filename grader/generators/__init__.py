"""Items whose gold is proved by how they were made; ``make_item`` is the door of each skill's module."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, TypeAlias

from pydantic import JsonValue

from grader.errors import UnknownNameError


class Made(NamedTuple):
    """An item, its gold, and its files by their path below ``exercises/<skill>/``."""

    item: dict[str, JsonValue]
    gold: dict[str, JsonValue]
    files: dict[str, bytes]


Maker: TypeAlias = Callable[[int, int], Made]
"""Makes the item of a seed and a difficulty (1 to 5): the same ones always give the same item."""

GENERATORS = {
    "agent-trajectory": "grader.generators.agent_trajectory",
    "bounding-boxes": "grader.generators.bounding_boxes",
    "citation-grounding": "grader.generators.citation_grounding",
    "hallucination": "grader.generators.hallucination",
    "image-classification": "grader.generators.image_classification",
    "ocr-correction": "grader.generators.ocr_correction",
    "output-editing": "grader.generators.output_editing",
    "summarization": "grader.generators.summarization",
    "tool-use": "grader.generators.tool_use",
    "translation-qa": "grader.generators.translation_qa",
}
"""The module that makes a skill's items. Adding one: a module with ``make_item`` and a line here."""


PICTURED = ("bounding-boxes", "image-classification", "ocr-correction")
"""Those whose items are drawn: a second each, where the others take a few milliseconds."""


def maker(slug: str) -> Maker:
    """Return what makes items of a skill.

    Raises:
        UnknownNameError: No generator makes items of this skill.
    """
    if slug not in GENERATORS:
        raise UnknownNameError("generator", slug, GENERATORS)
    found: Maker = import_module(GENERATORS[slug]).make_item
    return found
