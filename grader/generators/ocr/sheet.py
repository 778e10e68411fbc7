"""A page before it is drawn: words in lines, each with what the page shows and what is right for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

KEPT = {
    "slip": "1.3",
    "sum": "1.3",
    "old": "1.4",
    "odd": "1.4",
    "cap": "2.6",
    "gap": "2.3",
    "stop": "2.4",
    "speech": "4.6",
    "own": "4.7",
    "sounds": "4.1",
}
"""What looks wrong, stands on the page and stays, with the clause that keeps it."""

HIDDEN = {"blot": "3.1", "part": "3.2", "lone": "3.3", "said": "3.3"}
"""What a stain hides: a whole word, a letter, a digit, a digit that the page states again."""

BY_HAND = {"struck": "2.8", "out": "2.8", "ins": "2.8"}
"""What a pen changed: struck and written anew, struck, written in."""

HEARD = {"ear": "4.1", "term": "4.2", "fig": "4.3"}
"""What a machine may mishear: a word that sounds alike, one that the notes list, a figure."""

_MARK = re.compile(r"<([^<>~]*)~([^<>:]*):([a-z]+)(?::([^<>]*))?>")
_SUFFIX = re.compile(r"^([a-z]{4,})(tion|sion|ment|ness|ful|less|ship|ward|ings|ing|able|land)$")
_PREFIX = re.compile(
    r"^(over|under|inter|with|after|every|some|any|par|con|dis|mis|for)([a-z]{4,})$"
)
_DOUBLE = re.compile(r"^([a-z]{2,}?([bcdfglmnprst]))(\2[aeiouy][a-z]+)$")
_INNER = re.compile(r"^([a-z]+?[aeiou][lmnrs])([bcdfgmnptv][aeiou][a-z]+)$")
_OPEN = re.compile(r"^([a-z]*[aeiou])([bcdfglmnprstv][aeiou][a-z]{2,})$")
_ENDING = re.compile(r"^[a-z](ing|ings|ed|est|ers)$")
_TAIL = re.compile(r"^(\w+)([.,;:!?]*)$")


class Mark(NamedTuple):
    """What is special about some words: ``plain`` without it, ``shown`` with it."""

    kind: str
    plain: str
    shown: str
    about: str = ""


@dataclass(frozen=True)
class Word:
    """One word of a page, with the signs attached to it.

    Attributes:
        text: What is printed or written.
        mark: Which of the sheet's marks it belongs to.
        cell: The column of a table's row it stands in.
        struck: Whether a line goes through it.
        above: Whether it is written above the line, with a caret below.
        hidden: The letters under a stain, from and up to.
    """

    text: str
    mark: int | None = None
    cell: int = 0
    struck: bool = False
    above: bool = False
    hidden: tuple[int, int] | None = None


@dataclass(frozen=True)
class Line:
    """One line: its words, and how it is set ("head", "text", "row", "mid", "right", "space")."""

    words: tuple[Word, ...]
    style: str = "text"
    align: str = ""
    table: int = 0


@dataclass
class Sheet:
    """A whole page, with the marks that are on."""

    lines: list[Line]
    marks: list[Mark] = field(default_factory=list)

    def right(self) -> list[list[str]]:
        """Return, line by line, the words that a corrected text has where nothing is hidden."""
        return [[one.text for one in line.words if not one.struck] for line in self.lines]


def marks_in(text: str) -> list[Mark]:
    """Return the marks of an authored text, in order."""
    return [Mark(m[3], m[1], m[2], m[4] or "") for m in _MARK.finditer(text)]


def words_of(text: str, on: Mapping[int, int], first: int = 0, cell: int = 0) -> list[Word]:
    """Return the words of a text.

    Args:
        text: With its marks.
        on: For the number of each mark that is on, its number in the sheet; the others are off.
        first: The number of the text's first mark.
        cell: The column they stand in.
    """
    pieces: list[tuple[str, int | None, str]] = []
    at = 0
    for number, match in enumerate(_MARK.finditer(text), first):
        pieces.append((text[at : match.start()], None, ""))
        kind = match[3]
        if number not in on:
            pieces.append(
                (
                    match[2] if kind in ("struck", "ins") else match[1] if kind != "out" else "",
                    None,
                    "",
                )
            )
        elif kind == "struck":
            pieces += [
                (match[1], on[number], "struck"),
                (" ", None, ""),
                (match[2], on[number], "above"),
            ]
        elif kind == "out":
            pieces.append((match[1], on[number], "struck"))
        elif kind == "ins":
            pieces.append((match[2], on[number], "above"))
        elif kind in HEARD:
            pieces.append((match[1], on[number], ""))
        elif kind in HIDDEN:
            last = kind in ("lone", "said")  # of a figure the last digit is hidden
            pieces.append((match[1], on[number], "hidden-last" if last else "hidden"))
        else:
            pieces.append((match[2], on[number], ""))
        at = match.end()
    pieces.append((text[at:], None, ""))
    return _split(pieces, cell, text)


def _split(pieces: Sequence[tuple[str, int | None, str]], cell: int, text: str) -> list[Word]:
    found: list[Word] = []
    fresh = True
    for piece, mark, how in pieces:
        for blank, chunk in re.findall(r"(\s+)|(\S+)", piece):
            if blank:
                fresh = True
                continue
            word = Word(chunk, mark, cell, how == "struck", how == "above")
            if how.startswith("hidden"):
                word = replace(
                    word, hidden=(len(chunk) - 1 if how == "hidden-last" else 0, len(chunk))
                )
            if fresh or not found:
                found.append(word)
            else:
                last = found[-1]
                hidden = last.hidden
                if word.hidden is not None:
                    hidden = (len(last.text), len(last.text) + len(chunk))
                joined = last.text + chunk
                kept = last.mark if last.mark is not None else mark
                found[-1] = Word(joined, kept, cell, last.struck or word.struck, last.above, hidden)
            fresh = False
    if any(one.struck and not one.text.strip(".,;") for one in found):
        raise ValueError(f"nothing is struck in {text!r}")
    return found


def broken(words: Sequence[Word], width: int, *, hyphens: bool) -> list[Line]:
    """Return words set in lines of at most ``width`` characters, long ones broken if ``hyphens``."""
    lines: list[Line] = []
    row: list[Word] = []
    used = 0
    for number, word in enumerate(words):
        size = 0 if word.above else len(word.text) + 1
        glued = word.above or (number > 0 and words[number - 1].above)
        if row and used + size - 1 > width and not glued:
            halves = _halves(word, width - used - 1) if hyphens else None
            if halves:
                row.append(halves[0])
                word = halves[1]
                size = len(word.text) + 1
            lines.append(Line(tuple(row)))
            row, used = [], 0
        row.append(word)
        used += size
    if row:
        lines.append(Line(tuple(row)))
    return lines


def _halves(word: Word, room: int) -> tuple[Word, Word] | None:
    """Return a word broken at a seam that fits, with its hyphen; None where it has none."""
    tail = _TAIL.match(word.text)
    if word.mark is not None or tail is None:
        return None
    for pattern in (_SUFFIX, _PREFIX, _DOUBLE, _INNER, _OPEN):
        found = pattern.match(tail[1])
        if found is None:
            continue
        one, two = found[1], found[found.re.groups]
        if _ENDING.match(two) and pattern not in (_SUFFIX, _PREFIX):
            continue
        if len(tail[1]) > 5 and 2 <= len(one) <= room and len(two) > 2:
            return replace(word, text=f"{one}-"), replace(word, text=two + tail[2])
    return None
