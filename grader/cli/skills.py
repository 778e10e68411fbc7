"""``qualprep skills`` and ``qualprep show``: what there is to learn, and one item of it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from pydantic import JsonValue

from grader.bank import SETS, Bank, read_bank, taught
from grader.errors import UnknownNameError
from grader.fields import Field, Given
from grader.items import BAITS, TIERS, Gold, Item
from grader.names import Names, names_for
from grader.settings import content_root
from grader.skills import SKILLS

_WIDTH = 92


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for another program to read.")
def skills(as_json: bool) -> None:
    """List the skills, whether each has its lesson yet, and how many items.

    Example: qualprep skills
    """
    root = content_root()
    rows: list[dict[str, str | int]] = []
    with_lesson = taught(root)
    for declared in SKILLS:
        bank = _bank(declared.slug, root)
        lesson = "yes" if declared in with_lesson else "to come"
        row = {"slug": declared.slug, "title": declared.title, "track": declared.track}
        row["lesson"] = lesson
        rows.append(row | {name: len(bank.sets[name]) if bank else 0 for name in SETS})
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    columns = {"slug": "skill"} | {n: n for n in ("title", "track", "lesson", *SETS)}
    table = [list(columns.values()), *([str(row[key]) for key in columns] for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    for cells in table:
        padded = [
            cell.ljust(width) if index < 4 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        click.echo("  ".join(padded).rstrip())


@click.command()
@click.argument("item_id", metavar="ITEM")
@click.option("--no-gold", is_flag=True, help="Show only what a learner sees before judging.")
def show(item_id: str, no_gold: bool) -> None:
    """Show one item, with its gold and why it is right.

    Letters are those of the files: Response A is response_a. Learners see them shuffled.

    Example: qualprep show rank-001
    """
    root = content_root()
    known: list[str] = []
    for declared in SKILLS:
        bank = _bank(declared.slug, root)
        if bank is None:
            continue
        by_id = {item.id: item for items in bank.sets.values() for item in items}
        known += by_id
        if item_id in by_id:
            item = by_id[item_id]
            for line in [*_page(bank, item), *([] if no_gold else _solution(bank, item))]:
                click.echo(line)
            return
    raise UnknownNameError("item", item_id, known)


def _bank(slug: str, root: Path) -> Bank | None:
    """Return what can be read of a bank; a slip in one entry must not hide the others."""
    if not (root / "exercises" / slug).is_dir():
        return None
    return read_bank(slug, root)[0]


def _page(bank: Bank, item: Item) -> Iterator[str]:
    names = _names(bank, item)
    yield click.style(f"{item.id}  {bank.skill.title}, {bank.set_of(item.id)}", bold=True)
    baits = ", ".join(f"{code} ({BAITS.get(code, '?')})" for code in (item.bait, *item.also_baits))
    yield f"difficulty {item.difficulty}, {item.domain}; baits {baits}"
    yield f"concepts: {', '.join(item.concepts)}"
    if item.content_note:
        yield f"content note: {item.content_note}"
    for key, content in item.content.items():
        part = bank.skill.task.part_of(key)
        label = names.name(key) if part is None or part.repeated else part.label
        yield from ("", click.style(label, bold=True))
        yield textwrap.indent(_text(content), "  ")


def _solution(bank: Bank, item: Item) -> Iterator[str]:
    gold = bank.golds.get(item.id)
    if gold is None:
        yield from ("", "This item has no gold yet.")
        return
    names = _names(bank, item)
    fields, given = bank.skill.task.by_name(), bank.given(item)
    yield from ("", click.style(f"Gold ({TIERS[gold.tier]})", bold=True))
    yield from _values(gold.gold, fields, names, given)
    for other in gold.also_accept:
        yield "  or also"
        yield from _values(other, fields, names, given)
    for title, text in _texts(gold):
        yield from ("", click.style(title, bold=True), _wrapped(names.show(text)))
    for tempting in gold.tempting:
        yield from ("", click.style("Tempting", bold=True))
        yield from _values(tempting.value, fields, names, given)
        yield _wrapped(names.show(tempting.why_wrong))


def _texts(gold: Gold) -> Iterator[tuple[str, str]]:
    yield "Why", gold.rationale
    if gold.settled:
        yield "Settled", gold.settled
    for number, hint in enumerate(gold.hints, 1):
        yield f"Hint {number}", hint
    for name, told in gold.passes.items():
        yield f"Why, in the pass {name}", told.rationale
        for number, hint in enumerate(told.hints, 1):
            yield f"Hint {number}, in the pass {name}", hint
    if gold.exemplar:
        yield "A justification that passes", gold.exemplar


def _values(
    values: Mapping[str, JsonValue], fields: Mapping[str, Field], names: Names, given: Given
) -> Iterator[str]:
    for name, value in values.items():
        said = fields[name].spelled(value, given) if name in fields else str(value)
        yield f"  {name}: {names.show(said)}"


def _names(bank: Bank, item: Item) -> Names:
    """Return the letters as in the files."""
    from grader.practice.exercise import shuffled_parts

    return names_for(bank.skill.task, shuffled_parts(bank, item.id))


def _text(content: JsonValue) -> str:
    if isinstance(content, str):
        return content
    return json.dumps(content, ensure_ascii=False, indent=2)


def _wrapped(text: str) -> str:
    return textwrap.fill(
        " ".join(text.split()), _WIDTH, initial_indent="  ", subsequent_indent="  "
    )
