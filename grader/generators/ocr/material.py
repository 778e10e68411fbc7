"""The authored pages: settings with their sentences, lists and looks, checked when they are loaded."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from pydantic import Field as Setting

from grader.errors import QualprepError
from grader.generators.ocr.sheet import BY_HAND, HIDDEN, KEPT, marks_in
from grader.generators.ocr.slots import Chance, Filler
from grader.strict_yaml import loads

_SIGN_BEHIND = re.compile(r":(?:struck|out|ins)>[^\s]")
FOLDER = files("grader.generators.ocr") / "material"
PAGES = ("town", "home", "trade", "old")
"""The files of page settings."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Block(_Model):
    """A stretch of a page, set in one way.

    Attributes:
        style: "text" is filled to the width; "lines" keeps its lines; the others are placed so.
        say: Sentences or lines, each written in one or several ways.
        keep: How many of them an item has, at least and at most; all when left out.
    """

    style: Literal["text", "lines", "head", "mid", "right"] = "text"
    say: tuple[str | tuple[str, ...], ...] = Setting(min_length=1)
    keep: tuple[int, int] | None = None


class Table(_Model):
    """Rows whose figures are made up: see `grader.generators.ocr.tables`."""

    table: Literal["bill", "times", "readings"]
    head: tuple[str, ...]
    labels: tuple[str, ...] = Setting(min_length=6)
    rows: tuple[int, int]
    low: int = 1
    high: int = 99
    whole: bool = False
    end: str = ""


class Place(_Model):
    """A setting: what kind of page it is, how it looks, and what may stand on it.

    Attributes:
        look: A name of `grader.generators.ocr.typefaces.LOOKS`.
        width: Characters in a line.
        hyphens: Whether long words are broken at the ends of lines.
        long_s: Whether it is set with long s, under a changed rule.
        describes: What somebody is told who cannot see the page.
    """

    name: str
    domain: str
    look: str
    width: int = Setting(ge=30, le=64)
    hyphens: bool = False
    long_s: bool = False
    briefs: tuple[str, ...] = Setting(min_length=2)
    describes: str
    note: str = ""
    slots: dict[str, tuple[str, ...]] = {}
    body: tuple[Block | Table, ...] = Setting(min_length=2)


@cache
def common() -> dict[str, tuple[str, ...]]:
    """Return the lists that all settings share: names, places, days."""
    raw = read("words.yaml")
    if not isinstance(raw, dict):
        raise unusable("words.yaml", "it is no mapping of lists")
    found = {}
    for name, words in raw.items():
        if not isinstance(words, list) or not all(isinstance(one, str) for one in words):
            raise unusable("words.yaml", f"{name} is no list of words")
        found[name] = tuple(str(one) for one in words)
    return found


@cache
def places() -> tuple[Place, ...]:
    """Return all page settings.

    Raises:
        QualprepError: One cannot be used; it is named with what is wrong.
    """
    found: list[Place] = []
    for name in PAGES:
        file = f"{name}.yaml"
        raw = read(file)
        for entry in raw if isinstance(raw, list) else []:
            found.append(place_of(entry, file))
    names = [one.name for one in found]
    if len(set(names)) < len(names):
        raise unusable("pages", "two settings have one name")
    return tuple(found)


def place_of(entry: JsonValue, file: str) -> Place:
    """Return the setting of an entry.

    Raises:
        QualprepError: It cannot be used; it is named with what is wrong.
    """
    title = f"{file}, {entry.get('name')}" if isinstance(entry, dict) else file
    try:
        place = Place.model_validate(entry)
    except ValidationError as error:
        raise unusable(title, str(error)) from error
    filler = Filler(Chance(1), {**common(), **place.slots})
    for text in texts(place):
        try:
            filled = filler.fill(text)
        except KeyError as error:
            raise unusable(title, f"{error} in {text!r}") from error
        for mark in marks_in(filled):
            if mark.kind not in {*KEPT, *HIDDEN, *BY_HAND}:
                raise unusable(title, f"{mark.kind!r} is no kind of mark, in {text!r}")
            if mark.kind in BY_HAND and _SIGN_BEHIND.search(filled):
                raise unusable(title, f"a sign stands behind what a pen changed, in {text!r}")
            if mark.kind in ("lone", "said") and not mark.plain.isdigit():
                raise unusable(title, f"{mark.plain!r} is no figure")
            if mark.kind in HIDDEN and (" " in mark.plain or not mark.plain):
                raise unusable(title, f"a stain hides one word, not {mark.plain!r}")
        if text.count("<") != len(marks_in(filled)) or text.count("<") != text.count(">"):
            raise unusable(title, f"a mark is not closed in {text!r}")
    return place


def texts(place: Place) -> list[str]:
    """Return every sentence and label of a setting."""
    found: list[str] = []
    for block in place.body:
        if isinstance(block, Table):
            found += [*block.head, *block.labels]
        else:
            for one in block.say:
                found += [one] if isinstance(one, str) else one
    return found


def unusable(where: str, why: str) -> QualprepError:
    """Return the error that names material that cannot be used."""
    return QualprepError(
        what="Material for pages cannot be used.", where=where, do=f"Mend the file: {why}"
    )


def read(file: str) -> JsonValue:
    """Return what a file of the material says.

    Raises:
        QualprepError: It cannot be read.
    """
    document = loads((FOLDER / file).read_text(encoding="utf-8"), name=file)
    if document.problems:
        raise unusable(file, "; ".join(str(one) for one in document.problems))
    return document.data
