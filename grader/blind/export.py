"""Writing the folder that a blind reader works in: what is needed, nothing that gives gold away."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import JsonValue

from grader.bank import SETS, Bank, read_bank
from grader.blind.forms import asked_fields, names_of
from grader.errors import BankError, QualprepError, UnknownNameError
from grader.items import Item
from grader.names import shown_order
from grader.pictures import Picture
from grader.skills import Skill
from grader.task import Part

ANSWERS = "answers.yaml"


def export_blind(
    slug: str,
    folder: Path,
    sets: Sequence[str] | None = None,
    *,
    root: Path,
    unread: bool = False,
    chosen: Sequence[str] = (),
) -> tuple[Path, ...]:
    """Write what a second reader of a skill needs into an empty folder; return the files written.

    They get the guideline, the items in an order and with letters of their own, a form to fill and
    how to fill it. Difficulty, bait, concepts, domain and set are left out: they hint at the gold.
    Gold that is missing or unfinished is no obstacle.

    Args:
        slug: The skill.
        folder: A folder that is empty or does not exist yet.
        sets: Which sets; all when left out.
        root: The folder with ``exercises/`` and ``curriculum/``.
        unread: Leave out the items whose gold notes a reading already.
        chosen: The ids of the only items wanted; all when empty.

    Raises:
        QualprepError: The folder is not empty or cannot be written, or the sets hold no item.
        BankError: The items cannot be read.
        UnknownNameError: There is no such skill, set or item.
    """
    bank, problems = read_bank(slug, root)
    if unreadable := [problem for problem in problems if problem.file.startswith("exercises/")]:
        raise BankError(str(problem) for problem in unreadable)
    for name in sets or ():
        if name not in SETS:
            raise UnknownNameError("set", name, SETS, where=slug)
    read = {item_id for item_id, gold in bank.golds.items() if unread and gold.review}
    items = {
        item.id: item for name in sets or SETS for item in bank.items(name) if item.id not in read
    }
    for item_id in chosen:
        if item_id not in items:
            raise UnknownNameError("item", item_id, items, where=slug)
    if chosen:
        items = {item_id: items[item_id] for item_id in chosen}
    if not items:
        raise QualprepError(what="There is no item to read.", where=slug, do="Choose other sets.")
    # Files run from easy to hard: an order of its own keeps that from the reader.
    shuffled = [items[item_id] for item_id in shown_order(sorted(items), slug)]
    pages = {
        "README.md": _readme(bank, len(items)).encode(),
        "guideline.md": (bank.guideline.source + "\n").encode(),
        "items.md": _items(bank, shuffled).encode(),
        ANSWERS: _form(bank.skill, shuffled).encode(),
    }
    for item in shuffled:
        for name, picture in bank.pictures(item).items():
            if bank.folder is not None:
                pages[_image(item, name, picture)] = (bank.folder / picture.file).read_bytes()
    return _write(folder, pages)


def _image(item: Item, part: str, picture: Picture) -> str:
    """Return an image's name in the folder: the item's, because its own may hint at the gold."""
    return f"images/{item.id}-{part}{Path(picture.file).suffix}"


def _write(folder: Path, pages: dict[str, bytes]) -> tuple[Path, ...]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise QualprepError(
                what="The folder for the blind read is not empty.",
                where=str(folder),
                do="Name a new one: a reader must find nothing else in it.",
            )
        for name, data in pages.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
    except OSError as error:
        raise QualprepError(
            what=f"The folder for the blind read cannot be written: {error.strerror}.",
            where=str(folder),
            do="Name a folder that you may write to.",
        ) from error
    return tuple(folder / name for name in pages)


def _readme(bank: Bank, count: int) -> str:
    task = bank.skill.task
    lines = [
        f"# Blind read: {bank.skill.title}",
        "",
        f"You are the second reader of {count} item{'s' if count != 1 else ''}.",
        "Judge each one from the guideline alone."
        " Nobody has told you what others think: that is the point.",
        "",
        f"1. Read `guideline.md` (version {bank.guideline.version}).",
        f"2. For each item in `items.md`: {task.instruction}",
        f"3. Fill in its entry in `{ANSWERS}`. Leave `id` and `item_hash` as they are.",
        "4. Use nothing but this folder. Where the guideline leaves you in doubt, decide all the"
        " same, say so in the reason, and lower your confidence.",
        "",
        "The letters are this folder's own; use them in your reasons too.",
        "",
        "## What to fill in",
        "",
    ]
    for field in asked_fields(task):
        label = field.label if field.label[-1] in ".?!" else f"{field.label}."
        lines.append(
            f"- **`{field.name}`**: {label} {field.help}".rstrip() + f" Write {field.on_paper()}."
        )
        for option in (*getattr(field, "options", ()), *getattr(field, "labels", ())):
            if option.help or str(option.key).casefold() != option.label.casefold():
                shown = f"  - `{option.key}`: {option.label}. {option.help}".rstrip()
                lines += [] if isinstance(option.key, bool) else [shown]
        if field.when is not None:
            wanted = " or ".join(
                task.field(field.when.field).in_words(v) for v in field.when.any_of
            )
            lines.append(
                f"  - Only where `{field.when.field}` is {wanted}; leave it empty otherwise."
            )
    lines += [
        "- **`confidence`**: the chance, in per cent from 5 to 99, that a careful expert gives the"
        f" same `{bank.skill.main_field}`. Write the number.",
        "- **`reason`**: one line with the decisive evidence.",
        "",
    ]
    return "\n".join(lines)


def _items(bank: Bank, items: Sequence[Item]) -> str:
    skill = bank.skill
    pages = [f"# {skill.title}: the items"]
    for item in items:
        page = [f"## {item.id}"]
        if item.content_note:
            page.append(f"*Content note: {item.content_note}*")
        names, pictures = names_of(skill.task, item), bank.pictures(item)
        for part in skill.task.parts:
            if part.name in pictures:
                picture = pictures[part.name]
                size = f"{picture.width} x {picture.height} pixels"
                file = _image(item, part.name, picture)
                page.append(f"### {part.label}\n\n![{picture.description}]({file}) ({size})")
            elif part.name in names:
                shown = names[part.name]
                page += [_part(shown.name(key), part, item.content[key]) for key in shown.order]
            elif part.name in item.content:
                page.append(_part(part.label, part, item.content[part.name]))
        pages.append("\n\n".join(page))
    return "\n\n---\n\n".join(pages) + "\n"


def _part(title: str, part: Part, content: JsonValue) -> str:
    """Return a part as a quotation, so that headings and lists in it stay inside it."""
    text = (
        content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=2)
    )
    if part.text == "plain" or not isinstance(content, str):
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text)), 3)
        text = f"{fence}\n{text}\n{fence}"
    quoted = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return f"### {title}\n\n{quoted}"


def _form(skill: Skill, items: Sequence[Item]) -> str:
    lines = [
        f"# One entry for each item of items.md; README.md says what to write. Skill: {skill.slug}",
        "",
    ]
    for item in items:
        lines += [f"- id: {item.id}", f"  item_hash: {item.hash}"]
        lines += [f"  {field.name}:" for field in asked_fields(skill.task)]
        lines += ["  confidence:", "  reason:", ""]
    return "\n".join(lines)
