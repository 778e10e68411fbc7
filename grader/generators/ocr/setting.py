"""Setting a page: sentences chosen, slots filled, marks switched on, words broken into lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grader.generators.ocr.material import Place, Table, common
from grader.generators.ocr.sheet import (
    BY_HAND,
    HIDDEN,
    KEPT,
    Line,
    Mark,
    Sheet,
    Word,
    broken,
    marks_in,
    words_of,
)
from grader.generators.ocr.slots import Chance, Filler
from grader.generators.ocr.tables import rows_of


class Wish(NamedTuple):
    """How many marks of each group a page should have; it has fewer where it offers fewer."""

    kept: int
    hidden: int
    by_hand: int


_DRAWS = 4
"""How often sentences are drawn: the draw is kept that offers most of what is wished for."""


class _Piece(NamedTuple):
    style: str
    text: str
    align: str = ""
    table: int = 0
    cell: int = 0
    row: int = 0


def set_page(place: Place, chance: Chance, wish: Wish) -> Sheet:
    """Return a page of a setting, with as many marks as are wished for and can be had."""
    drawn = [_filled(place, chance) for _ in range(_DRAWS)]
    pieces = min(drawn, key=lambda one: _lacking(one, wish))
    marks = [(mark, number) for number, mark in enumerate(_all_marks(pieces))]
    on: list[int] = []
    for kinds, count in ((KEPT, wish.kept), (HIDDEN, wish.hidden), (BY_HAND, wish.by_hand)):
        on += chance.some([number for mark, number in marks if mark.kind in kinds], count)
    on.sort()
    places = {number: at for at, number in enumerate(on)}
    chosen = [mark for mark, number in marks if number in places]
    return Sheet(_lines(place, pieces, places), chosen)


def _filled(place: Place, chance: Chance) -> list[_Piece]:
    filler = Filler(chance, {**common(), **place.slots})
    return [
        piece._replace(text=filler.fill(piece.text)) for piece in _chosen(place, chance, filler)
    ]


def _lacking(pieces: Sequence[_Piece], wish: Wish) -> int:
    """Return how many of the marks that are wished for a choice of sentences does not offer."""
    kinds = [mark.kind for mark in _all_marks(pieces)]
    groups = ((KEPT, wish.kept), (HIDDEN, wish.hidden), (BY_HAND, wish.by_hand))
    return sum(max(0, count - sum(kind in group for kind in kinds)) for group, count in groups)


def _chosen(place: Place, chance: Chance, filler: Filler) -> list[_Piece]:
    found: list[_Piece] = []
    for number, block in enumerate(place.body):
        if isinstance(block, Table):
            align, rows = rows_of(block, chance, filler)
            found += [
                _Piece("row", cell, align, number, column, row)
                for row, cells in enumerate(rows)
                for column, cell in enumerate(cells)
            ]
            continue
        said = list(block.say)
        if block.keep is not None:
            said = chance.some(said, chance.between(*block.keep))
        texts = [one if isinstance(one, str) else chance.pick(one) for one in said]
        if block.style == "text":
            found.append(_Piece("text", " ".join(texts)))
        else:
            found += [
                _Piece("text" if block.style == "lines" else block.style, one, row=-1)
                for one in texts
            ]
    return found


def _all_marks(pieces: Sequence[_Piece]) -> list[Mark]:
    return [mark for piece in pieces for mark in marks_in(piece.text)]


def _lines(place: Place, pieces: Sequence[_Piece], on: dict[int, int]) -> list[Line]:
    lines: list[Line] = []
    first = 0
    row: list[Word] = []
    for at, piece in enumerate(pieces):
        words = words_of(piece.text, on, first, piece.cell)
        first += len(marks_in(piece.text))
        before = pieces[at - 1] if at else None
        if before and _apart(before, piece):
            lines.append(Line((), "space"))
        if piece.style == "row":
            row += words
            after = pieces[at + 1] if at + 1 < len(pieces) else None
            if after is None or (after.table, after.row) != (piece.table, piece.row):
                lines.append(Line(tuple(row), "row", piece.align, piece.table))
                row = []
        else:
            lines += [
                Line(one.words, piece.style)
                for one in broken(
                    words, place.width, hyphens=place.hyphens and piece.style == "text"
                )
            ]
    return lines


def _apart(before: _Piece, piece: _Piece) -> bool:
    """Return whether a blank line stands between two pieces."""
    if piece.style == "row" or before.style == "row":
        return (before.style, before.table) != (piece.style, piece.table)
    return before.style != piece.style or (piece.style == "text" and piece.row >= 0)
