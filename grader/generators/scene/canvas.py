"""A canvas that knows, for every object on it, which pixels show and which would show without the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from grader.generators.scene.geometry import HEIGHT, WIDTH, Box, tight
from grader.generators.scene.pen import OVER, Pixels, Sprite

HALF = 0.5
"""A pixel belongs to an object when the object covers at least this share of it."""


@dataclass
class Drawn:
    """One object on the canvas: its coverage in sub-pixels, in the region where it was put.

    Attributes:
        alpha: What it would cover if nothing stood in front.
        shows: What it covers, given all that was painted after it.
        area: Its whole area in pixels, with what lies outside the picture.
    """

    label: str
    row: int
    column: int
    alpha: Pixels
    shows: Pixels
    area: float
    group: bool = False
    notes: dict[str, Box] = field(default_factory=dict)

    def mask(self, *, full: bool = False) -> NDArray[np.bool_]:
        """Return the pixels of the picture that it covers: those that show, or its full extent."""
        whole = np.zeros((HEIGHT * OVER, WIDTH * OVER), np.float32)
        source = self.alpha if full else self.shows
        high, wide = source.shape
        whole[self.row : self.row + high, self.column : self.column + wide] = source
        cells = whole.reshape(HEIGHT, OVER, WIDTH, OVER)
        return np.asarray(cells.mean(axis=(1, 3)) >= HALF - 1e-4)

    def box(self, *, full: bool = False) -> Box | None:
        """Return the tight box of its mask; None when nothing shows."""
        return tight(self.mask(full=full))

    @property
    def hidden(self) -> float:
        """The share of it, inside the picture, that something else covers."""
        inside = float(self.alpha.sum())
        return 1 - float(self.shows.sum()) / inside if inside else 1.0

    @property
    def outside(self) -> float:
        """The share of it that lies outside the picture."""
        return max(0.0, 1 - float(self.alpha.sum()) / OVER**2 / self.area)


class Canvas:
    """The picture while it is painted, from back to front. Places are centres, in pixels."""

    def __init__(self, backdrop: Pixels) -> None:
        self.rgb: Pixels = backdrop.astype(np.float32).copy()
        self.drawn: list[Drawn] = []

    def add(self, label: str, sprite: Sprite, x: float, y: float) -> Drawn:
        """Paint an object of a class, and keep its mask."""
        placed = self.paint(sprite, x, y)
        if placed is None:
            row = column = 0
            alpha = np.zeros((1, 1), np.float32)
        else:
            row, column, alpha = placed
        area = max(1e-6, float(sprite.alpha.sum()) / OVER**2)
        drawn = Drawn(label, row, column, alpha.copy(), alpha.copy(), area)
        self.drawn.append(drawn)
        return drawn

    def paint(
        self, sprite: Sprite, x: float, y: float, opacity: float = 1.0
    ) -> tuple[int, int, Pixels] | None:
        """Paint something over the rest; return where, and its coverage inside the picture."""
        found = cut(sprite.alpha.shape, x, y)
        if found is None:
            return None
        row, column, rows, columns = found
        alpha = sprite.alpha[rows, columns] * np.float32(opacity)
        high, wide = alpha.shape
        target = self.rgb[row : row + high, column : column + wide]
        target += (sprite.rgb[rows, columns] - target) * alpha[..., None]
        for other in self.drawn:
            _cover(other, row, column, alpha)
        return row, column, alpha

    def tint(self, sprite: Sprite, x: float, y: float) -> None:
        """Paint something that hides nobody: an image in a floor, a stain."""
        hidden, self.drawn = self.drawn, []
        self.paint(sprite, x, y)
        self.drawn = hidden

    def shade(self, sprite: Sprite, x: float, y: float, strength: float, blur: float) -> None:
        """Darken what lies below a sprite's outline: a shadow, which belongs to nobody."""
        pad = round(3 * blur * OVER) + 1
        padded = np.pad(sprite.alpha, pad)
        soft = Image.fromarray((padded * 255).astype(np.uint8))
        soft = soft.filter(ImageFilter.GaussianBlur(blur * OVER))
        values = np.asarray(soft, np.float32) / 255
        found = cut(values.shape, x, y)
        if found is None:
            return
        row, column, rows, columns = found
        factor = 1 - strength * values[rows, columns]
        high, wide = factor.shape
        self.rgb[row : row + high, column : column + wide] *= factor[..., None]

    def unite(self, members: list[Drawn], label: str) -> Drawn:
        """Make one group of objects that were added: one mask around all of them."""
        alpha = np.zeros((HEIGHT * OVER, WIDTH * OVER), np.float32)
        shows = np.zeros_like(alpha)
        for one in members:
            high, wide = one.alpha.shape
            at = (slice(one.row, one.row + high), slice(one.column, one.column + wide))
            alpha[at] = np.maximum(alpha[at], one.alpha)
            shows[at] = np.maximum(shows[at], one.shows)
            self.drawn.remove(one)
        inside = float(alpha.sum()) / OVER**2
        group = Drawn(label, 0, 0, alpha, shows, max(1e-6, inside), group=True)
        self.drawn.append(group)
        return group


def cut(shape: tuple[int, ...], x: float, y: float) -> tuple[int, int, slice, slice] | None:
    """Return where a sprite of some shape begins in the picture, and which rows and columns show."""
    high, wide = shape[0], shape[1]
    row, column = round(y * OVER - high / 2), round(x * OVER - wide / 2)
    top, left = max(0, -row), max(0, -column)
    bottom = min(high, HEIGHT * OVER - row)
    right = min(wide, WIDTH * OVER - column)
    if top >= bottom or left >= right:
        return None
    return row + top, column + left, slice(top, bottom), slice(left, right)


def _cover(below: Drawn, row: int, column: int, alpha: Pixels) -> None:
    """Take from what shows of an object what was painted over it."""
    top, left = max(row, below.row), max(column, below.column)
    bottom = min(row + alpha.shape[0], below.row + below.shows.shape[0])
    right = min(column + alpha.shape[1], below.column + below.shows.shape[1])
    if top >= bottom or left >= right:
        return
    over = alpha[top - row : bottom - row, left - column : right - column]
    below.shows[
        top - below.row : bottom - below.row, left - below.column : right - below.column
    ] *= 1 - over
