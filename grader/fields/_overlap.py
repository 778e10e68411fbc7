"""Which entries of two judges speak of the same thing: by the overlap of stretches, and of boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Stretch(NamedTuple):
    """A stretch of a part's text: code points from ``start`` up to, not including, ``end``."""

    part: str
    start: int
    end: int


class Rect(NamedTuple):
    """A rectangle in whole pixels; ``x`` and ``y`` are its top left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def area(self) -> int:
        """Its area in square pixels."""
        return self.width * self.height


def overlap(a: Stretch, b: Stretch) -> int:
    """Return how many code points two stretches share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.part == b.part else 0


def meet(a: Stretch, b: Stretch, least: float) -> bool:
    """Return whether two stretches speak of the same words: they share this much of the shorter one."""
    shared = overlap(a, b)
    return shared > 0 and shared >= least * min(a.end - a.start, b.end - b.start)


def character_f1(a: Stretch, b: Stretch) -> float:
    """Return the F1 of the characters of two stretches: 1 for the same, 0 for apart."""
    return 2 * overlap(a, b) / ((a.end - a.start) + (b.end - b.start))


def iou(a: Rect, b: Rect) -> float:
    """Return the area two rectangles share over the area they cover together, 0..1."""
    wide = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    high = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    shared = max(0, wide) * max(0, high)
    together = a.area + b.area - shared
    return shared / together if together else 0.0


def match(gain: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs of rows and columns with the greatest total gain, none used twice.

    Pairs without any gain are left out.
    """
    if not gain or not gain[0]:
        return []
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment([[-value for value in row] for row in gain])
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if gain[row][column] > 0]
