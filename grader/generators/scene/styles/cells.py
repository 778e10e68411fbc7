"""Blood cells under a microscope: red cells with a pale middle, white cells with a dark nucleus."""

from __future__ import annotations

import numpy as np

from grader.generators.scene import texture
from grader.generators.scene.geometry import HEIGHT, WIDTH
from grader.generators.scene.pen import Colour, Pen, Pixels, Sprite
from grader.generators.scene.stage import Ask, Made, Slot, Stage, Style
from grader.generators.scene.styles.common import anywhere, blob, darker, pick

RED: Colour = (204, 128, 128)
PURPLE: Colour = (104, 62, 138)


def backdrop(stage: Stage) -> Pixels:
    """Return a pale field, uneven as a smear is."""
    rng = stage.rng
    field = texture.plain(pick(rng, ((236, 220, 212), (228, 218, 224), (238, 226, 206))))
    field = texture.toned(field, texture.clouds(rng, 160), 0.02)
    return texture.toned(field, texture.clouds(rng, 9), 0.008)


def slots(stage: Stage, label: str) -> list[Slot]:
    """Return places anywhere well inside the field."""
    return anywhere(stage.rng, 50, 50, WIDTH - 50, HEIGHT - 50)


def red_cell(ask: Ask) -> Made:
    """Draw a red cell: round, rosy, paler in the middle."""
    rng, s = ask.rng, ask.scale
    size = 33 * s * rng.uniform(0.94, 1.06)
    colour = pick(rng, (RED, (208, 138, 130)))
    pen = Pen(2 * size, 2 * size, 8)
    pen.polygon(blob(rng, size, size, size * 0.96, size * rng.uniform(0.86, 0.98), 0.025), colour)
    pen.shine(size + rng.normal(0, 2), size + rng.normal(0, 2), size * 0.52, 0.3)
    pen.rim(0.24, 2.4)
    return Made(pen.sprite(ask.angle))


def white_cell(ask: Ask) -> Made:
    """Draw a white cell: larger, pale, with a nucleus in two to four dark lobes."""
    rng, s = ask.rng, ask.scale
    size = 46 * s
    pen = Pen(2 * size, 2 * size, 8)
    body = pick(rng, ((196, 180, 210), (186, 182, 214)))
    pen.polygon(blob(rng, size, size, size * 0.95, size * 0.92, 0.03), body)
    turn, lobes = rng.uniform(0, 6.28), int(rng.integers(2, 5))
    for lobe in range(lobes):
        at = turn + lobe * 1.5
        x, y = size + 0.38 * size * np.cos(at), size + 0.38 * size * np.sin(at)
        part = size * rng.uniform(0.3, 0.38)
        pen.polygon(blob(rng, float(x), float(y), part, part * 0.85, 0.08), pick(rng, (PURPLE,)))
    pen.grain(rng, 0.05, 1.6)
    pen.rim(0.22, 2.5)
    return Made(pen.sprite(ask.angle))


def platelet(ask: Ask) -> Made:
    """Draw a platelet or a scrap of a cell: small, ragged, evenly purple."""
    rng, s = ask.rng, ask.scale
    size = 13 * s
    pen = Pen(2 * size, 2 * size)
    pen.polygon(blob(rng, size, size, size * 0.8, size * 0.62, 0.16), (158, 116, 168))
    pen.grain(rng, 0.1, 1.5)
    pen.rim(0.15, 1.5)
    return Made(pen.sprite(ask.angle))


def bubble(ask: Ask) -> Made:
    """Draw an air bubble: a dark ring around a field that is as pale as the rest."""
    s = ask.scale
    size = 34 * s
    pen = Pen(2 * size, 2 * size)
    pen.ring(size, size, size * 0.96, 3.4, (96, 88, 92))
    pen.ring(size, size, size * 0.86, 1.6, (250, 246, 240))
    return Made(pen.sprite())


def stain(ask: Ask) -> Made:
    """Draw a drop of dried stain: dark, hard-edged, with a splash, without any pale body around it."""
    rng, s = ask.rng, ask.scale
    size = 30 * s
    pen = Pen(2 * size, 2 * size)
    pen.polygon(blob(rng, size, size, size * 0.62, size * 0.5, 0.2), (84, 44, 112))
    for _ in range(6):
        x, y = rng.uniform(4, 2 * size - 4, 2)
        pen.ellipse(float(x), float(y), 2.0, 1.8, (96, 54, 124))
    return Made(pen.sprite(ask.angle))


def cover(stage: Stage, label: str) -> Sprite:
    """Return a crumb of dirt, black and opaque."""
    rng = stage.rng
    size = float(rng.uniform(24, 32))
    pen = Pen(2 * size, 2 * size)
    pen.polygon(blob(rng, size, size, size * 0.85, size * 0.7, 0.17), (64, 56, 50))
    pen.grain(rng, 0.22, 2.5)
    pen.rim(0.4, 3)
    return pen.sprite(float(rng.uniform(0, 360)))


def bar(stage: Stage, angle: float) -> Sprite:
    """Return a fibre that lies over the field."""
    rng = stage.rng
    pen = Pen(190, 26)
    bend = float(rng.uniform(-7, 7))
    line = [(4.0, 13.0), (60, 13 + bend), (130, 13 - bend), (186, 13)]
    pen.line(line, 10, (82, 92, 104))
    pen.line(line, 3, darker((82, 92, 104), -0.25))
    return pen.sprite(angle)


STYLE = Style(
    name="cells",
    domain="microscopy",
    painters={"red_cell": red_cell, "white_cell": white_cell},
    backdrop=backdrop,
    slots=slots,
    edges=("left", "right", "top", "bottom"),
    traps=frozenset(
        ("occlusion", "split", "truncation", "small", "crowd", "look-alike", "neighbour", "group")
    ),
    lookalikes={
        "platelet": ("red_cell", platelet),
        "air bubble": ("red_cell", bubble),
        "drop of stain": ("white_cell", stain),
    },
    cover=cover,
    bar=bar,
    tone=(230, 220, 214),
    heaps=("red_cell",),
)
