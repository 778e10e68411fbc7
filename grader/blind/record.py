"""Noting in the gold that a blind reading took place, without touching another line of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import JsonValue

from grader.bank import Bank, load_bank
from grader.blind.score import BlindScore
from grader.errors import QualprepError
from grader.strict_yaml import loads

Kind = Literal["model", "human"]

_REVIEW = re.compile(r"^  review:\s*(?:\[\s*\])?\s*(?:#.*)?$")
_FLOW = re.compile(r"^(  review: *\[.*\})( *\] *(?:#.*)?)$")
_NEXT_KEY = re.compile(r"^(?:\S|  [^\s#-])")


def record_reading(slug: str, item_id: str, kind: Kind, *, agreed: bool, root: Path) -> None:
    """Add one blind reading to the ``review:`` list of an item's gold.

    Raises:
        QualprepError: The gold is not there, or is written in a way that cannot be added to safely.
        BankError: The bank cannot be read.
        UnknownNameError: There is no such skill or item.
    """
    _record(load_bank(slug, root), [(item_id, agreed)], kind, root)


def record_readings(score: BlindScore, answers_path: Path, kind: Kind, *, root: Path) -> int:
    """Add every compared reading of a score to its gold; return how many.

    The file of answers gets a closing comment that says so, and is not recorded a second time: two
    entries must mean two readings.

    Raises:
        QualprepError: The answers have been recorded before, or a gold cannot be added to.
    """
    text = answers_path.read_text(encoding="utf-8-sig")
    if re.search(rf"^# recorded in {re.escape(score.skill)}\b", text, re.MULTILINE):
        raise QualprepError(
            what="These answers have been recorded already.",
            where=str(answers_path),
            do="Record each reading once. If you undid it by hand, remove the file's last line.",
        )
    readings = [(compared.item_id, compared.agreed) for compared in score.compared]
    _record(load_bank(score.skill, root), readings, kind, root)
    with answers_path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"\n# recorded in {score.skill} as {kind}: {len(readings)} readings\n")
    return len(readings)


def _record(bank: Bank, readings: Iterable[tuple[str, bool]], kind: Kind, root: Path) -> None:
    texts: dict[Path, str] = {}
    for item_id, agreed in readings:
        bank.gold(item_id)
        path = root / bank.places["gold", item_id].document.file
        text = texts.get(path) or path.read_text(encoding="utf-8")
        texts[path] = _with_reading(text, item_id, kind, agreed=agreed, where=str(path))
    for path, text in texts.items():  # only now: all of them, or none
        path.write_text(text, encoding="utf-8", newline="\n")


def _with_reading(text: str, item_id: str, kind: Kind, *, agreed: bool, where: str) -> str:
    lines = text.splitlines()
    entry = f"{{kind: {kind}, blind: true, agreed: {str(agreed).lower()}}}"
    start = lines.index(f"- id: {item_id}") if f"- id: {item_id}" in lines else len(lines)
    end = next((i for i in range(start + 1, len(lines)) if lines[i].startswith("- ")), len(lines))
    at = next((i for i in range(start, end) if lines[i].startswith("  review:")), None)
    if at is None:
        last = max((i for i in range(start, end) if lines[i].startswith("  ")), default=start)
        lines[last + 1 : last + 1] = ["  review:", f"    - {entry}"]
    elif flow := _FLOW.match(lines[at]):
        lines[at] = f"{flow[1]}, {entry}{flow[2]}"
    elif _REVIEW.match(lines[at]):
        lines[at] = re.sub(r"\s*\[\s*\]", "", lines[at], count=1)
        after = next((i for i in range(at + 1, end) if _NEXT_KEY.match(lines[i])), end)
        listed = [i for i in range(at + 1, after) if lines[i].lstrip().startswith("- ")]
        indent = lines[listed[0]][: -len(lines[listed[0]].lstrip())] if listed else "    "
        last = max((i for i in range(at, after) if lines[i].strip()), default=at)
        lines.insert(last + 1, f"{indent}- {entry}")
    new = "\n".join(lines) + "\n"
    wanted = _appended(loads(text).data, item_id, {"kind": kind, "blind": True, "agreed": agreed})
    if loads(new).data != wanted:
        raise QualprepError(
            what=f"The review list of {item_id} cannot safely be added to.",
            where=where,
            do=f"Write it as a list, one reading a line, or add this by hand: - {entry}",
        )
    return new


def _appended(data: JsonValue, item_id: str, reading: dict[str, JsonValue]) -> JsonValue:
    """Return what the file should say afterwards: everything as before and one reading more."""
    entries: list[JsonValue] = []
    for gold in data if isinstance(data, list) else []:
        if isinstance(gold, dict) and gold.get("id") == item_id:
            before = gold.get("review")
            gold = {**gold, "review": [*(before if isinstance(before, list) else []), reading]}
        entries.append(gold)
    return entries
