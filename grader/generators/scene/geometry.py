"""Boxes on a grid of pixels, and the box that is tight around a mask."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 640, 420
"""The size of every scene, in pixels."""


class Box(NamedTuple):
    """Whole pixels: ``x``, ``y`` is the top left one, so that a box of one pixel has width 1."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The column after the last one inside."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The row after the last one inside."""
        return self.y + self.height

    @property
    def area(self) -> int:
        """The number of pixels inside."""
        return self.width * self.height

    def grown(self, by: int) -> Box:
        """Return the box with every side moved outwards (inwards below 0)."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: Box) -> bool:
        """Return whether the two share a pixel."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def union(self, other: Box) -> Box:
        """Return the smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def clipped(self) -> Box:
        """Return the part inside the picture."""
        x, y = max(0, self.x), max(0, self.y)
        return Box(x, y, min(WIDTH, self.right) - x, min(HEIGHT, self.bottom) - y)


def iou(a: Box, b: Box) -> float:
    """Return intersection over union of two boxes: 0 apart, 1 the same.

    >>> iou(Box(0, 0, 10, 10), Box(0, 0, 10, 5))
    0.5
    """
    wide = min(a.right, b.right) - max(a.x, b.x)
    high = min(a.bottom, b.bottom) - max(a.y, b.y)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / (a.area + b.area - wide * high)


def tight(mask: NDArray[np.bool_]) -> Box | None:
    """Return the smallest box around the pixels that are true; None when none is."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    x, y = int(columns[0]), int(rows[0])
    return Box(x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1)
