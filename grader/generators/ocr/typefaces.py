"""Typefaces and looks of pages, and which readings a reader can tell apart in them.

The fonts are those that matplotlib, which the product needs anyway, brings along: the same files on every
machine. They are found beside the package without loading it.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from grader.errors import QualprepError, UnknownNameError

Colour = tuple[int, int, int]


class Look(NamedTuple):
    """How a page looks.

    Attributes:
        faces: Fonts it may be set in, with their size.
        papers: Colours of its paper.
        inks: Colours of its ink.
        leading: Height of a line for each pixel of the font's size.
        wear: What may have happened to it, see `grader.generators.ocr.wear`.
        traces: What is on it that is no text and a machine may read as some.
        head: The font of a heading; that of the text when empty.
    """

    faces: tuple[tuple[str, int], ...]
    papers: tuple[Colour, ...]
    inks: tuple[Colour, ...]
    leading: float
    wear: tuple[str, ...]
    traces: tuple[str, ...]
    head: str = ""


_WHITE = ((247, 246, 243), (240, 240, 238), (250, 249, 245))
_OLD = ((236, 226, 200), (228, 216, 186), (240, 232, 212))
_BLACK = ((32, 32, 34), (44, 44, 48))
_BROWN = ((58, 42, 30), (46, 38, 34), (40, 40, 52))
_BLUE = ((38, 46, 96), (30, 34, 62))

LOOKS = {
    "print": Look(
        (("STIXGeneral", 27), ("DejaVuSerif", 21)),
        _WHITE, _BLACK, 1.45, ("skew", "grey", "fold", "ghost", "stain"), ("speck", "ghost", "hole"),
        "STIXGeneralBol",
    ),
    "office": Look(
        (("DejaVuSans", 21),),
        _WHITE, _BLACK, 1.5, ("skew", "grey", "band", "fold", "stain"), ("hole", "speck"),
        "DejaVuSans-Bold",
    ),
    "typed": Look(
        (("DejaVuSansMono", 20),),
        (*_WHITE, _OLD[2]), (*_BLACK, _BLUE[1]), 1.6,
        ("skew", "ribbon", "stain", "fold"), ("hole", "speck", "rule"),
    ),
    "old": Look(
        (("STIXGeneral", 28), ("DejaVuSerif", 22)),
        _OLD, _BROWN[1:], 1.45, ("skew", "fade", "stain", "ghost", "fold"), ("speck", "ghost"),
        "STIXGeneralBol",
    ),
    "antique": Look(
        (("STIXGeneralItalic", 31),),
        _OLD,
        _BROWN[1:],
        1.4,
        ("skew", "fade", "stain", "fold"),
        ("speck",),
    ),
    "script": Look(
        (("STIXGeneralItalic", 29), ("DejaVuSerif-Italic", 22)),
        (*_OLD, _WHITE[2]), (*_BROWN, *_BLUE), 1.6,
        ("skew", "fade", "stain", "fold", "ghost"), ("rule", "ghost"),
    ),
    "stone": Look(
        (("STIXGeneralBol", 25), ("STIXGeneral", 28)),
        ((206, 204, 196), (214, 210, 198), (196, 198, 196)), ((52, 50, 46), (60, 58, 54)), 1.6,
        ("skew", "grain", "fade"), ("speck",),
    ),
}  # fmt: skip
"""By name."""


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font.

    Raises:
        QualprepError: Its file is not where matplotlib has it.
    """
    spec = find_spec("matplotlib")
    folder = Path(str(spec.origin)).parent if spec else Path()
    path = folder / "mpl-data" / "fonts" / "ttf" / f"{name}.ttf"
    if not path.is_file():
        raise QualprepError(
            what=f"The typeface {name} is missing.",
            where=str(path),
            do="Install the packages that qualprep needs once more.",
        )
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def look(name: str) -> Look:
    """Return a look by its name.

    Raises:
        UnknownNameError: There is none of this name.
    """
    if name not in LOOKS:
        raise UnknownNameError("look", name, LOOKS)
    return LOOKS[name]


@cache
def stamp(text: str, name: str, size: int) -> NDArray[np.float32]:
    """Return a text as it is printed at the left of an empty strip: 0 paper, 1 ink."""
    strip = Image.new("L", (size * (len(text) + 2), size * 2), 0)
    ImageDraw.Draw(strip).text((4, size // 4), text, font=font(name, size), fill=255)
    return np.asarray(strip, np.float32) / np.float32(255)


LEAST_APART = 8
"""Pixels in which two readings must differ clearly, after a blur as strong as a page's wear allows."""

CLEARLY = 0.25
"""What differs clearly: this share of the step from paper to ink."""

BLUR = 0.7
"""The strongest blur of a page, in pixels."""


@cache
def apart(one: str, two: str, name: str, size: int) -> int:
    """Return in how many pixels two texts differ clearly on a page of the strongest blur.

    Only the letters in which they differ are compared, laid over each other as well as they go, so that
    nothing counts that is merely pushed along.
    """
    a, b = different(one, two)
    if not a.strip() and not b.strip():
        return 0 if a == b else size * size // 4  # a blank more or less
    first = _blurred(stamp(f" {a} ", name, size))
    second = _blurred(stamp(f" {b} ", name, size))
    wide = max(first.shape[1], second.shape[1])
    first, second = (np.pad(x, ((0, 0), (0, wide - x.shape[1]))) for x in (first, second))
    return min(int((np.abs(first - np.roll(second, by, 1)) > CLEARLY).sum()) for by in range(-2, 3))


def different(one: str, two: str) -> tuple[str, str]:
    """Return what is left of two texts without what they begin and end alike with."""
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    return one[start : len(one) - end], two[start : len(two) - end]


def _blurred(strip: NDArray[np.float32]) -> NDArray[np.float32]:
    image = Image.fromarray((strip * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(BLUR))
    return np.asarray(image, np.float32) / np.float32(255)


def tells_apart(one: str, two: str, name: str, size: int) -> bool:
    """Return whether a reader sees which of two texts is printed, on the worst page of this type."""
    return apart(one, two, name, size) >= LEAST_APART
