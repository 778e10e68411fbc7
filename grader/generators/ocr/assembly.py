"""A fault of the machine, and the texts with and without all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from grader.generators.ocr.sheet import Sheet


@dataclass(frozen=True)
class Fault:
    """One place where the machine's text differs from what is right.

    Attributes:
        line: The line of the sheet.
        first: Its first word there; ``last`` is one past its last.
        wrong: What the machine has for these words; for a line passed over, nothing.
        right: What is right.
        hard: From 1 (no word at all) to 5 (reads well).
        trace: For what is no text: "rule", "hole", "speck", "ghost".
        about: For what was misheard: what proves it.
    """

    line: int
    first: int
    last: int
    wrong: str
    right: str
    kind: str
    hard: int
    trace: str = ""
    about: str = ""


class Token(NamedTuple):
    """Some words of a text, with the fault or the word of the sheet that they come from."""

    text: str
    line: int
    column: int
    fault: Fault | None = None
    mark: int | None = None


def tokens(sheet: Sheet, faults: Sequence[Fault], *, right: bool = False) -> list[list[Token]]:
    """Return the machine's lines, or with ``right`` the corrected ones, cut into what belongs together."""
    rows: list[list[Token]] = []
    skip = 0
    for number, line in enumerate(sheet.lines):
        own = {one.first: one for one in faults if one.line == number}
        row: list[Token] = []
        at, skip = skip, 0
        while at < len(line.words):
            fault, word = own.get(at), line.words[at]
            if fault is None:
                row += [] if word.struck else [Token(word.text, number, at, None, word.mark)]
                at += 1
                continue
            said = fault.right if right else fault.wrong
            row += [Token(said, number, at, fault)] if said else []
            skip = 1 if right and fault.kind == "join" else 0
            at = fault.last
        if right or not any(one.kind == "line" for one in own.values()):
            rows.append(row)
    return rows


def text_of(rows: Sequence[Sequence[Token]]) -> str:
    """Return lines as one text; a blank line stays one."""
    return "\n".join(" ".join(token.text for token in row) for row in rows).strip("\n")


def glued(rows: Sequence[list[Token]]) -> list[list[Token]]:
    """Return a transcript's lines with a turn that lost its label set behind the one before it."""
    found: list[list[Token]] = []
    for row in rows:
        if found and row and row[0].column > 0:
            found[-1] = [*found[-1], *row]
        else:
            found.append(row)
    return found
