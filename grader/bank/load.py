"""Reading a skill's items and gold. Nothing else in the package opens ``solutions/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, JsonValue, ValidationError

from grader.bank.guideline import Guideline, read_guideline
from grader.bank.resolve import resolve_gold
from grader.errors import BankError, QualprepError, UnknownNameError
from grader.fields import Field, Given
from grader.items import Gold, Item, given
from grader.markup import render_markdown, render_plain, visible_text
from grader.pictures import Picture, picture_html, picture_problems
from grader.settings import content_root
from grader.skills import Skill, skill
from grader.strict_yaml import Document, Problem, load

SETS = ("practice", "check-a", "check-b", "reserve")

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True)
class Placed:
    """Where an entry was written, so that whatever is wrong with it can name its line."""

    document: Document
    index: int

    def problem(self, message: str, *path: str | int) -> Problem:
        """Return a problem at the entry, or at a place inside it."""
        return self.document.problem((self.index, *path), message)


@dataclass(frozen=True)
class Bank:
    """All items of one skill, by set, with their gold where it is present.

    A release for learners has no gold: `gold` then raises, everything else works.
    """

    skill: Skill
    sets: Mapping[str, tuple[Item, ...]]
    golds: Mapping[str, Gold]
    guideline: Guideline
    places: Mapping[tuple[str, str], Placed] = field(repr=False, default_factory=dict)
    folder: Path | None = field(repr=False, default=None)
    """``exercises/<skill>/``, where the image files are."""

    @cached_property
    def _by_id(self) -> dict[str, Item]:
        return {item.id: item for items in self.sets.values() for item in items}

    @cached_property
    def _set_of(self) -> dict[str, str]:
        return {item.id: name for name, items in self.sets.items() for item in items}

    def items(self, name: str) -> tuple[Item, ...]:
        """Return the items of a set, in the order of its files.

        Raises:
            UnknownNameError: There is no such set.
        """
        if name not in self.sets:
            raise UnknownNameError("set", name, self.sets, where=self.skill.slug)
        return self.sets[name]

    def item(self, item_id: str) -> Item:
        """Return one item.

        Raises:
            UnknownNameError: The bank has no such item.
        """
        if item_id not in self._by_id:
            raise UnknownNameError("item", item_id, self._by_id, where=self.skill.slug)
        return self._by_id[item_id]

    def set_of(self, item_id: str) -> str:
        """Return the name of the set that an item is in."""
        self.item(item_id)
        return self._set_of[item_id]

    def gold(self, item_id: str) -> Gold:
        """Return the gold of one item.

        Raises:
            QualprepError: It is not here, as in a release for learners.
        """
        self.item(item_id)
        if item_id not in self.golds:
            raise QualprepError(
                what="The gold of this item is not here.",
                where=f"{self.skill.slug}, {item_id}",
                do="It is kept by your coach until the form is closed.",
            )
        return self.golds[item_id]

    def given(self, item: Item) -> Given:
        """Return what the item gives its fields: the visible text of each part."""
        pictures = self.pictures(item)
        pages = self._pages(item, pictures)
        texts = {n: "" if n in pictures else visible_text(html) for n, html in pages.items()}
        return given(item, texts, pictures)

    def rendered(self, item: Item) -> dict[str, str]:
        """Return the HTML of each part of an item; an image holds its file."""
        return self._pages(item, self.pictures(item))

    def pictures(self, item: Item) -> dict[str, Picture]:
        """Return the image parts of an item, by name."""
        found = {}
        for name, content in item.content.items():
            part = self.skill.task.part_of(name)
            if part is not None and part.text == "image" and not picture_problems(content):
                found[name] = Picture.model_validate(content)
        return found

    def _pages(self, item: Item, pictures: Mapping[str, Picture]) -> dict[str, str]:
        pages = {}
        for name, text in item.content.items():
            part = self.skill.task.part_of(name)
            if name in pictures:
                pages[name] = picture_html(pictures[name], self.folder or Path())
            elif part is not None and part.text == "plain":
                pages[name] = render_plain(str(text))
            else:
                pages[name] = render_markdown(str(text))
        return pages


def load_bank(slug: str, root: Path | None = None) -> Bank:
    """Return the bank of a skill.

    Args:
        slug: The skill.
        root: The folder with ``exercises/``, ``solutions/`` and ``curriculum/``; the product's own
            when left out. Files are read again only when one of them has changed.

    Raises:
        BankError: Something in the files is wrong: every problem with its file and line.
        UnknownNameError: There is no such skill.
    """
    root = root or content_root()
    return _load(slug, root, _stamp(slug, root))


def read_bank(slug: str, root: Path) -> tuple[Bank, list[Problem]]:
    """Return what could be read of a bank, and every problem met: for lint, which wants them all."""
    declared = skill(slug)
    problems: list[Problem] = []
    places: dict[tuple[str, str], Placed] = {}
    sets: dict[str, tuple[Item, ...]] = {}
    for name in SETS:
        items = []
        for item, place in _entries(_files(root, "exercises", slug, name), root, Item, problems):
            if _first(item.id, "item", place, places, problems):
                items.append(item)
        sets[name] = tuple(items)
    golds: dict[str, Gold] = {}
    for name in SETS:
        for gold, place in _entries(_files(root, "solutions", slug, name), root, Gold, problems):
            if _first(gold.id, "gold", place, places, problems):
                golds[gold.id] = gold
    guideline = read_guideline(_guideline(root, slug))
    bank = Bank(declared, sets, golds, guideline, places, root / "exercises" / slug)
    golds.update(_resolved(bank, problems))
    return bank, problems


def _resolved(bank: Bank, problems: list[Problem]) -> Iterator[tuple[str, Gold]]:
    """Yield each gold in which quotes stand for places, with the places instead."""
    fields = [f for f in bank.skill.task.fields if type(f).resolve is not Field.resolve]
    known = {item.id: item for items in bank.sets.values() for item in items}
    for gold in list(bank.golds.values()) if fields else ():
        item = known.get(gold.id)
        if item is None:
            continue
        made = resolve_gold(gold, fields, bank.given(item))
        place = bank.places["gold", gold.id]
        problems += [place.problem(f"{gold.id}: {said}", *path) for path, said in made.problems]
        yield gold.id, made.gold


def _first(
    entry_id: str,
    kind: str,
    place: Placed,
    places: dict[tuple[str, str], Placed],
    problems: list[Problem],
) -> bool:
    """Note where an entry stands; report it and return False when its id is taken."""
    if (kind, entry_id) in places:
        other = places[kind, entry_id]
        said = f"{kind} {entry_id!r} is also in {other.document.file}:{other.document.line((other.index,))}"
        problems.append(place.problem(said, "id"))
        return False
    places[kind, entry_id] = place
    return True


@lru_cache(maxsize=64)
def _load(slug: str, root: Path, _stamp: tuple[tuple[str, int, int], ...]) -> Bank:
    bank, problems = read_bank(slug, root)
    if problems:
        raise BankError(str(problem) for problem in problems)
    return bank


def _stamp(slug: str, root: Path) -> tuple[tuple[str, int, int], ...]:
    files = [
        path
        for tree in ("exercises", "solutions")
        for name in SETS
        for path in _files(root, tree, slug, name)
    ]
    guideline = _guideline(root, slug)
    if guideline.exists():
        files.append(guideline)
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def _guideline(root: Path, slug: str) -> Path:
    return root / "curriculum" / "guidelines" / f"{slug}.md"


def _files(root: Path, tree: str, slug: str, name: str) -> list[Path]:
    """Return the files of a set: ``<set>.yaml``, or those in the folder ``<set>/``, by name."""
    base = root / tree / slug
    single = base / f"{name}.yaml"
    return ([single] if single.exists() else []) + sorted((base / name).glob("*.yaml"))


def _entries(
    files: Iterable[Path], root: Path, model: type[_Model], problems: list[Problem]
) -> Iterator[tuple[_Model, Placed]]:
    for path in files:
        document = load(path, name=path.relative_to(root).as_posix())
        problems += document.problems
        if document.data is None:
            continue
        if not isinstance(document.data, list):
            problems.append(document.problem((), "the file must be a list of entries: - id: ..."))
            continue
        for index, entry in enumerate(document.data):
            parsed = _parse(entry, index, document, model, problems)
            if parsed is not None:
                yield parsed, Placed(document, index)


def _parse(
    entry: JsonValue, index: int, document: Document, model: type[_Model], problems: list[Problem]
) -> _Model | None:
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        name = entry.get("id", "?") if isinstance(entry, dict) else "?"
        for detail in error.errors(include_url=False):
            where = ".".join(str(step) for step in detail["loc"])
            message = f"{name}: {where}: {detail['msg']}" if where else f"{name}: {detail['msg']}"
            problems.append(document.problem((index, *detail["loc"]), message))
        return None
