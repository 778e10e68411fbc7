"""What a learner reads as the source: each statement in one wording, and the words behind each claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.generators.facts.draw import pick
from grader.generators.facts.phrases import Said, parse
from grader.generators.facts.setting import Section, Setting
from grader.generators.facts.values import Values


@dataclass(frozen=True)
class Page:
    """A source as shown.

    Attributes:
        text: Markdown.
        quotes: The words of the source for each claim, by the claim's key.
        whole: The whole wording of each statement, by its id.
    """

    text: str
    quotes: Mapping[str, str]
    whole: Mapping[str, str]


def section_page(
    part: Section, values: Values, chance: np.random.Generator, more: Sequence[str] = ()
) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """Return the lines of a part, the words of each claim, and the wording of each statement."""
    quotes: dict[str, str] = {}
    whole: dict[str, str] = {}
    lines = []
    for one in part.statements:
        said = one.phrase(pick(chance, one.source)).said(values)
        quotes |= {key: said.claim(key) for key in said.claims}
        whole[one.id] = said.text
        lines.append(said.text)
    return [*lines, *more], quotes, whole


def document(setting: Setting, values: Values, chance: np.random.Generator) -> Page:
    """Return all parts of a setting as one source, each under its heading."""
    blocks = [f"**{plain(pick(chance, setting.title), values)}**"]
    quotes: dict[str, str] = {}
    whole: dict[str, str] = {}
    for part in setting.parts:
        lines, of_part, wordings = section_page(part, values, chance)
        blocks.append("\n".join([f"**{plain(part.heading, values)}**\n", *lines]))
        quotes |= of_part
        whole |= wordings
    return Page("\n\n".join(blocks), quotes, whole)


def plain(text: str, values: Values) -> str:
    """Return a text without claims, its slots filled."""
    return parse(text).said(values).text


def quotable(text: str) -> str:
    """Return a stretch that can stand between quotation marks: its longest piece without any."""
    return max(text.split('"'), key=len).strip().strip(",;:").rstrip(".")


def sentence(said: Said | str) -> str:
    """Return words as a sentence of their own: a capital first, a full stop last."""
    text = said if isinstance(said, str) else said.text
    text = text[:1].upper() + text[1:]
    return text if text[-1] in ".!?" else text + "."
