"""Starting a new item: its text and its gold, laid out in the right files, with what is still to be written.

Lint names every ``WRITE:`` that is left, so that nothing half done gets into a bank.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from grader.bank.load import SETS, Bank, load_bank
from grader.errors import UnknownNameError
from grader.fields import Choice, Field, Scale
from grader.items import BAITS
from grader.skills import Skill

STILL_OPEN = "WRITE:"
"""What marks a text that an author has still to write."""

_WIDE = 110
"""Characters of a line of explanation."""

_ROOM = 250
"""Lines; an item is added to the last file of its set while that is shorter than this."""

_CRITERIA = (
    "  criteria:  # of the written answer: what a good one says, at least one of them a must-have",
    "    - id: decisive",
    "      weight: 2",
    "      must: true",
    f'      says: "{STILL_OPEN} one statement that can be checked by itself"',
    f'      evidence: ["{STILL_OPEN} words by which it is known to be said", "and others"]',
)
_ANSWERS = (
    "  exemplar: |-",
    f"    {STILL_OPEN} an answer that meets every criterion",
    "  middle:",
    "    text: |-",
    f"      {STILL_OPEN} an answer that meets some, and not every must-have",
    "    meets: []  # the ids that it meets",
    f'  weak: "{STILL_OPEN} an answer of good length that says nothing"',
    f'  negated: "{STILL_OPEN} an answer that denies what the criteria ask for"',
)


class Begun(NamedTuple):
    """A new item: its id, and the files in which it and its gold begin."""

    id: str
    item_file: Path
    gold_file: Path


def begin_item(
    slug: str, set_name: str, root: Path, *, bait: str = "", difficulty: int = 3
) -> Begun:
    """Write the outline of a new item and its gold behind the others of a set.

    Args:
        slug: The skill.
        set_name: ``practice``, ``check-a``, ``check-b`` or ``reserve``.
        root: The folder with the banks.
        bait: The mistake it is to provoke, by its code; left for the author when empty.
        difficulty: 1 to 5.

    Raises:
        UnknownNameError: There is no such skill, set or bait.
        QualprepError: The bank has problems; mend those first.
    """
    bank = load_bank(slug, root)
    if set_name not in SETS:
        raise UnknownNameError("set", set_name, SETS, where=slug)
    if bait and bait not in BAITS:
        raise UnknownNameError("bait", bait, BAITS)
    item_id = next_id(bank)
    item_file = _file(root / "exercises" / slug, set_name, item_id)
    gold_file = root / "solutions" / item_file.relative_to(root / "exercises")
    _append(item_file, item_outline(bank.skill, item_id, bait, difficulty))
    _append(gold_file, gold_outline(bank.skill, item_id, set_name))
    return Begun(item_id, item_file, gold_file)


def next_id(bank: Bank) -> str:
    """Return the id behind the highest of a bank, such as ``rank-072``; of an empty one the first."""
    ids = [item.id for items in bank.sets.values() for item in items]
    numbered = [match for match in (re.fullmatch(r"(.+)-(\d+)", one) for one in ids) if match]
    if not numbered:
        return f"{bank.skill.slug}-001"
    last = max(numbered, key=lambda match: int(match[2]))
    return f"{last[1]}-{int(last[2]) + 1:0{len(last[2])}}"


def item_outline(skill: Skill, item_id: str, bait: str, difficulty: int) -> str:
    """Return the outline of an item as YAML."""
    concepts = ", ".join(concept.slug for concept in skill.concepts)
    lines = [
        f"- id: {item_id}",
        f"  difficulty: {difficulty}",
        f'  domain: "{STILL_OPEN} such as everyday help, coding, law, travel"',
        f"  concepts: [{skill.concepts[0].slug}]  # one or more of: {concepts}",
        f"  bait: {bait or 'LONG'}  # {'; '.join(f'{code}: {says}' for code, says in BAITS.items())}",
        "  source: {kind: authored, licence: CC-BY-4.0}",
        "  content:",
    ]
    for part in skill.task.parts:
        count = part.repeated[0] if part.repeated else 1
        for key in part.content_keys()[:count]:
            optional = "" if part.required else " (leave this part out if the item needs none)"
            lines += [f"    {key}: |-", f"      {STILL_OPEN} {part.label}{optional}"]
    return "\n".join(lines) + "\n"


def gold_outline(skill: Skill, item_id: str, set_name: str) -> str:
    """Return the outline of a gold as YAML, each field with what may stand there."""
    lines = [
        f"- id: {item_id}",
        "  tier: unread  # model-agreed or settled once it was read blind, see `qualprep blind`",
        "  gold:",
    ]
    for field in skill.task.fields:
        if field.comparable:
            condition = ""
            if field.when is not None:
                wanted = " or ".join(map(_plain, field.when.any_of))
                condition = f" (only when {field.when.field} is {wanted})"
            if field.composite:
                lines += wrap(
                    f"Write {field.in_gold()}",
                    width=_WIDE,
                    initial_indent="    # ",
                    subsequent_indent="    # ",
                )
            lines.append(
                f'    {field.name}: "{STILL_OPEN}"  # {field.label} {_may(field)}{condition}'
            )
    written = any(not field.comparable for field in skill.task.fields)
    lines += _CRITERIA if written else ()
    hint = f'"{STILL_OPEN} a gentle hint, then a nearer one"'
    if set_name == "practice":
        lines += ["  hints:", f"    - {hint}"]
    for one in skill.task.passes[:-1]:
        lines += ["  passes:"] if one is skill.task.passes[0] else []
        lines += [f"    {one.name}:", f'      rationale: "{STILL_OPEN} why, of {one.title} alone"']
        lines += [f"      hints: [{hint}]"] if set_name == "practice" else []
    lines += [
        "  rationale: |-",
        f"    {STILL_OPEN} two to six sentences: the decisive words in quotation marks, the clause",
        "    (clause 1.1), and what would change the judgment.",
        "  evidence:",
        f'    - {{part: {skill.task.parts[0].name}, quote: "{STILL_OPEN} the decisive words"}}',
        "  tempting:",
        f'    - value: {{{skill.main_field}: "{STILL_OPEN} a wrong judgment that tempts"}}',
        "      why_wrong: |-",
        f"        {STILL_OPEN} why it tempts, and why it is wrong",
        *(_ANSWERS if written else ()),
        "  review: []  # written by `qualprep blind score` when readings have taken place",
    ]
    return "\n".join(lines) + "\n"


def _may(field: Field) -> str:
    if isinstance(field, Choice):
        parts = [f"a part such as {field.group}_..."] if field.group else []
        return "One of: " + ", ".join([*parts, *(_plain(o.key) for o in field.options)])
    if isinstance(field, Scale):
        return f"From {field.low} to {field.high}"
    return field.help


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _file(folder: Path, set_name: str, item_id: str) -> Path:
    """Return the file for a new item: the last of its set while it has room, else a new one."""
    single, several = folder / f"{set_name}.yaml", sorted((folder / set_name).glob("*.yaml"))
    last = several[-1] if several else single
    if not last.exists() or len(last.read_text(encoding="utf-8").splitlines()) < _ROOM:
        return last
    return folder / set_name / f"{item_id.rsplit('-', 1)[-1]}.yaml"


def _append(path: Path, text: str) -> None:
    before = path.read_text(encoding="utf-8").rstrip("\n") if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before}\n\n{text}" if before else text, encoding="utf-8", newline="\n")


def unwritten(text: str) -> list[int]:
    """Return the numbers of the lines that an author has still to write, counted from 1."""
    return [n for n, line in enumerate(text.split("\n"), 1) if STILL_OPEN in line]
