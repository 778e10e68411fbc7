"""Small things that several styles share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from grader.generators.scene.pen import Colour, Pen, Point, Sprite
from grader.generators.scene.stage import Ask, Made, Painter, Slot

PAPER: Colour = (236, 232, 222)


def pick(rng: np.random.Generator, colours: Sequence[Colour]) -> Colour:
    """Return one of some colours, a shade off."""
    chosen = colours[int(rng.integers(len(colours)))]
    off = rng.integers(-8, 9, 3)
    return (
        int(np.clip(chosen[0] + off[0], 0, 255)),
        int(np.clip(chosen[1] + off[1], 0, 255)),
        int(np.clip(chosen[2] + off[2], 0, 255)),
    )


def darker(colour: Colour, share: float) -> Colour:
    """Return a colour with a share of its light taken away (added below 0)."""
    if share < 0:
        r, g, b = (round(c + (255 - c) * -share) for c in colour)
    else:
        r, g, b = (round(c * (1 - share)) for c in colour)
    return (r, g, b)


def blob(
    rng: np.random.Generator, x: float, y: float, rx: float, ry: float, uneven: float
) -> list[Point]:
    """Return the outline of something round that grew: an ellipse with a few slow waves."""
    turns = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    wave = sum(
        rng.normal(0, uneven / k) * np.cos(k * turns + rng.uniform(0, 6.3)) for k in (2, 3, 4, 5)
    )
    reach = 1 + np.asarray(wave)
    return [
        (float(x + rx * r * np.cos(t)), float(y + ry * r * np.sin(t)))
        for t, r in zip(turns, reach, strict=True)
    ]


def printed(
    sprite: Sprite, wide: float, high: float, paper: Colour = PAPER, bend: float = 0.0
) -> Sprite:
    """Return a sheet of paper with a picture of a thing on it."""
    pen = Pen(wide, high)
    pen.rect(0, 0, wide, high, paper, 1)
    pen.rect(3, 3, wide - 6, high - 6, darker(paper, 0.07))
    for index, length in enumerate((0.7, 0.5)):
        pen.rect(8, high - 13 + 5 * index, wide * length - 8, 2, darker(paper, 0.45))
    pen.rect(8, 7, wide * 0.45, 4, darker(paper, 0.5))
    sheet = pen.sprite()
    faded = sprite.faded(paper, 0.42)
    top = (sheet.alpha.shape[0] - faded.alpha.shape[0]) // 2
    left = (sheet.alpha.shape[1] - faded.alpha.shape[1]) // 2
    rows = slice(max(0, top), max(0, top) + faded.alpha.shape[0])
    columns = slice(max(0, left), max(0, left) + faded.alpha.shape[1])
    target = sheet.rgb[rows, columns]
    alpha = faded.alpha[: target.shape[0], : target.shape[1], None]
    target += (faded.rgb[: target.shape[0], : target.shape[1]] - target) * alpha
    return sheet


def picture_of(painter: Painter, wide: float, high: float, scale: float = 0.75) -> Painter:
    """Return a painter of a sheet that shows what another painter paints."""

    def paint(ask: Ask) -> Made:
        shown = painter(ask._replace(scale=ask.scale * scale, angle=0, attached=False)).sprite
        return Made(printed(shown, wide * ask.scale, high * ask.scale))

    return paint


def anywhere(
    rng: np.random.Generator, left: float, top: float, right: float, bottom: float, count: int = 40
) -> list[Slot]:
    """Return places at random in a rectangle, each with a direction of its own."""
    return [
        Slot(
            float(rng.uniform(left, right)),
            float(rng.uniform(top, bottom)),
            float(rng.uniform(0, 360)),
            float(rng.uniform(0.92, 1.1)),
        )
        for _ in range(count)
    ]


def torn(rng: np.random.Generator, wide: float, high: float, ragged: float) -> list[Point]:
    """Return the outline of a sheet with torn edges."""
    corners = [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high), (0.0, 0.0)]
    points: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise(corners):
        for share in np.arange(0, 1, 0.09):
            points.append(
                (
                    float(np.clip(x0 + (x1 - x0) * share + rng.normal(0, ragged), 0, wide)),
                    float(np.clip(y0 + (y1 - y0) * share + rng.normal(0, ragged), 0, high)),
                )
            )
    return points
