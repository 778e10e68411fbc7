"""Drawing a sheet: letters, tables, stains, what a pen changed, and what is on the paper that is no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from grader.generators.ocr.assembly import Fault
from grader.generators.ocr.planting import with_long_s
from grader.generators.ocr.sheet import Line, Sheet, Word
from grader.generators.ocr.slots import Chance
from grader.generators.ocr.typefaces import Colour, Look, font

MARGIN = 52
GAP = 26
"""Pixels between two columns of a table."""

RUST: Colour = (150, 86, 40)
INK_BLOT: Colour = (52, 48, 52)

Area = tuple[int, int, int, int]


@dataclass
class Printed:
    """A page as it left the press: its picture, and where each word stands."""

    image: Image.Image
    paper: Colour
    areas: dict[tuple[int, int], Area] = field(default_factory=dict)


@dataclass(frozen=True)
class Style:
    """What one page is set in."""

    look: Look
    face: str
    size: int
    paper: Colour
    ink: Colour
    long_s: bool = False
    by_hand: bool = False

    @property
    def height(self) -> int:
        """The height of a line in pixels."""
        return round(self.size * (2.05 if self.by_hand else self.look.leading))

    def face_of(self, line: Line) -> str:
        """Return the font of a line."""
        return self.look.head if line.style == "head" and self.look.head else self.face

    def shown(self, word: Word) -> str:
        """Return a word as it is printed."""
        text = with_long_s(word.text) if self.long_s else word.text
        return text if self.typed else curly(text)

    @property
    def typed(self) -> bool:
        """Whether it was written on a typewriter, which knows straight marks and short dashes only."""
        return "Mono" in self.face

    def wide(self, text: str, line: Line) -> float:
        """Return how wide a text is in pixels."""
        return font(self.face_of(line), self.size).getlength(text)


def curly(text: str) -> str:
    """Return a word with the marks and dashes that a printer would set (clause 2.5: all one)."""
    if text == "-":
        return "–"
    text = re.sub(r'^([(]?)"', "\\1“", text).replace('"', "”")
    return text.replace("'", "’")


def choose_style(look: Look, chance: Chance, *, long_s: bool, by_hand: bool) -> Style:
    """Return one of the styles that a look allows."""
    face, size = chance.pick(look.faces)
    return Style(
        look, face, size, chance.pick(look.papers), chance.pick(look.inks), long_s, by_hand
    )


def draw(sheet: Sheet, faults: Sequence[Fault], style: Style, chance: Chance) -> Printed:
    """Return the page of a sheet: all that stands on it, whatever the machine made of it."""
    columns = _columns(sheet, style)
    widest = max(_width(line, style, columns) for line in sheet.lines)
    width = round(widest) + 2 * MARGIN
    heights = [
        style.height if line.style != "space" else round(style.height * 0.55)
        for line in sheet.lines
    ]
    image = Image.new("RGB", (width, sum(heights) + 2 * MARGIN - 20), style.paper)
    printed = Printed(image, style.paper)
    top = MARGIN - 10
    for number, (line, height) in enumerate(zip(sheet.lines, heights, strict=True)):
        if line.words:
            _draw_line(printed, line, number, top, style, columns, width)
        top += height
    _draw_stains(printed, sheet, style, chance)
    _draw_traces(printed, sheet, faults, style, chance)
    return printed


def _columns(sheet: Sheet, style: Style) -> dict[int, list[float]]:
    """Return, for each table, the widths of its columns."""
    found: dict[int, list[float]] = {}
    for line in sheet.lines:
        if line.style != "row":
            continue
        widths = found.setdefault(line.table, [0.0] * len(line.align))
        for cell in range(len(line.align)):
            widths[cell] = max(widths[cell], style.wide(_cell(line, cell, style), line))
    return found


def _cell(line: Line, cell: int, style: Style) -> str:
    return " ".join(style.shown(word) for word in line.words if word.cell == cell)


def _width(line: Line, style: Style, columns: dict[int, list[float]]) -> float:
    if line.style == "row":
        widths = columns[line.table]
        return sum(widths) + GAP * (len(widths) - 1)
    return style.wide(" ".join(style.shown(word) for word in line.words if not word.above), line)


def _draw_line(
    printed: Printed,
    line: Line,
    number: int,
    top: int,
    style: Style,
    columns: dict[int, list[float]],
    width: int,
) -> None:
    if line.style != "row":
        room = width - 2 * MARGIN - _width(line, style, columns)
        left = MARGIN + (
            room / 2 if line.style in ("mid", "head") else room if line.style == "right" else 0
        )
        _draw_words(printed, line, number, range(len(line.words)), left, top, style)
        return
    left = float(MARGIN)
    for cell, wide in enumerate(columns[line.table]):
        inside = [at for at, word in enumerate(line.words) if word.cell == cell]
        room = wide - style.wide(_cell(line, cell, style), line) if line.align[cell] == "r" else 0
        _draw_words(printed, line, number, inside, left + room, top, style)
        left += wide + GAP


def _draw_words(
    printed: Printed,
    line: Line,
    number: int,
    words: Sequence[int],
    left: float,
    top: int,
    style: Style,
) -> None:
    pen = ImageDraw.Draw(printed.image)
    face = font(style.face_of(line), style.size)
    blank = face.getlength(" ")
    for at in words:
        word = line.words[at]
        text = style.shown(word)
        if word.above:
            _write_above(printed, number, at, text, left - blank / 2, top, style)
            continue
        pen.text((left, top), text, font=face, fill=style.ink)
        right = left + face.getlength(text)
        printed.areas[number, at] = (round(left), top, round(right), top + round(style.size * 1.25))
        if word.struck:
            middle = top + round(style.size * 0.72)
            pen.line([(left - 3, middle + 2), (right + 3, middle - 1)], fill=style.ink, width=2)
        left = right + blank


def _write_above(
    printed: Printed, number: int, at: int, text: str, left: float, top: int, style: Style
) -> None:
    """Write a word over the line by hand, with a caret at its place."""
    pen = ImageDraw.Draw(printed.image)
    hand = font("STIXGeneralItalic", max(20, round(style.size * 0.92)))
    wide = hand.getlength(text)
    start = min(max(4.0, left - wide / 2), printed.image.width - wide - 4)
    over = top - round(style.size * 0.66)
    pen.text((start, over), text, font=hand, fill=style.ink)
    foot = top + round(style.size * 1.12)
    pen.line(
        [(left - 5, foot + 3), (left, foot - 5), (left + 5, foot + 3)], fill=style.ink, width=2
    )
    printed.areas[number, at] = (round(start), over, round(start + wide), over + style.size)


def hidden_area(printed: Printed, sheet: Sheet, number: int, at: int, style: Style) -> Area:
    """Return the area of the letters of a word that a stain hides."""
    line = sheet.lines[number]
    word = line.words[at]
    start, end = word.hidden or (0, 0)
    left, top, _, bottom = printed.areas[number, at]
    before = style.wide(word.text[:start], line)
    upto = style.wide(word.text[:end], line)
    return round(left + before), top, round(left + upto), bottom


def _draw_stains(printed: Printed, sheet: Sheet, style: Style, chance: Chance) -> None:
    pen = ImageDraw.Draw(printed.image)
    for number, line in enumerate(sheet.lines):
        for at, word in enumerate(line.words):
            if word.hidden is None:
                continue
            left, top, right, bottom = hidden_area(printed, sheet, number, at, style)
            pen.rounded_rectangle((left - 1, top + 1, right, bottom), 4, fill=INK_BLOT)
            for _ in range(5 + (right - left) // 6):
                x, y = (
                    chance.between(left + 2, max(left + 2, right - 3)),
                    chance.pick((top + 2, bottom - 1)),
                )
                size = chance.between(2, 4)
                pen.ellipse((x - size, y - size, x + size, y + size), fill=INK_BLOT)


def _draw_traces(
    printed: Printed, sheet: Sheet, faults: Sequence[Fault], style: Style, chance: Chance
) -> None:
    """Draw what a machine took for text, and some of the same kind that it did not."""
    image = printed.image
    pen = ImageDraw.Draw(image)
    read = {one.trace for one in faults if one.trace}
    if "rule" in read or ("rule" in style.look.traces and chance.hit(0.3)):
        x = MARGIN - 14
        pen.line(
            [(x, 0), (x, image.height)], fill=_between(style.paper, (190, 70, 80), 0.75), width=2
        )
    if "hole" in read:
        rows = [one.line for one in faults if one.trace == "hole"]
        for row in (*rows, 0 if rows[0] > len(sheet.lines) // 2 else len(sheet.lines) - 1):
            top = next(a[1] for (line, _), a in printed.areas.items() if line >= row)
            _hole(pen, MARGIN - 27, top + style.size // 2 + 2, style)
    for one in faults:
        _, top, right, _ = printed.areas.get((one.line, one.first), (0, 0, 0, 0))
        if one.trace == "speck":
            high = one.wrong.endswith("'")
            _speck(pen, right + 4, top + round(style.size * (0.3 if high else 0.72)), chance)
        elif one.trace == "ghost":
            word = one.wrong.rsplit(" ", len(one.wrong.split()) - len(one.right.split()))[1:]
            _ghost(image, " ".join(word)[::-1], right + style.size, top, style)
    if "speck" in read:
        for _ in range(chance.between(3, 6)):
            x = chance.pick(
                (
                    chance.between(8, MARGIN - 14),
                    chance.between(image.width - MARGIN + 14, image.width - 8),
                )
            )
            _speck(pen, x, chance.between(10, image.height - 10), chance)


def _hole(pen: ImageDraw.ImageDraw, x: int, y: int, style: Style) -> None:
    edge = _between(style.paper, (90, 90, 90), 0.8)
    pen.ellipse(
        (x - 9, y - 9, x + 9, y + 9),
        fill=_between(style.paper, (120, 120, 120), 0.5),
        outline=edge,
        width=2,
    )


def _speck(pen: ImageDraw.ImageDraw, x: int, y: int, chance: Chance) -> None:
    points = [
        (
            x + round(chance.between(20, 38) / 10 * np.cos(turn)),
            y + round(chance.between(20, 38) / 10 * np.sin(turn)),
        )
        for turn in np.linspace(0, 2 * np.pi, 7)[:-1]
    ]
    pen.polygon(points, fill=RUST)


def _ghost(image: Image.Image, word: str, left: int, top: int, style: Style) -> None:
    """Print a word of the other side: mirrored, and faint."""
    face = font(style.face, style.size)
    strip = Image.new("L", (round(face.getlength(word)) + 6, round(style.size * 1.4)), 0)
    ImageDraw.Draw(strip).text((3, 0), word, font=face, fill=110)
    strip = ImageOps.mirror(strip)
    image.paste(Image.new("RGB", strip.size, style.ink), (left, top + 3), strip)


def _between(one: Colour, two: Colour, share: float) -> Colour:
    a, b, c = (round(x + (y - x) * share) for x, y in zip(one, two, strict=True))
    return a, b, c
