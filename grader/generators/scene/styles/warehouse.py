"""A rack in a warehouse, seen from the aisle: cartons and drums on shelves and on a polished floor."""

from __future__ import annotations

import itertools

import numpy as np

from grader.generators.scene import texture
from grader.generators.scene.geometry import HEIGHT
from grader.generators.scene.pen import OVER, Pen, Pixels, Sprite
from grader.generators.scene.stage import Ask, Made, Slot, Stage, Style
from grader.generators.scene.styles.common import darker, pick, picture_of

SHELVES = (112, 226, 340)
"""The heights on which things stand; the last is the floor."""

UPRIGHTS = (12, 214, 424, 622)


def backdrop(stage: Stage) -> Pixels:
    """Return the back wall, beams, uprights and the floor."""
    rng = stage.rng
    wall = texture.rough(
        rng, pick(rng, ((120, 122, 124), (134, 126, 114), (98, 106, 116))), 0.02, 0.06
    )
    for shelf in SHELVES:
        deep = np.linspace(0.62, 1.0, 60, dtype=np.float32)[:, None, None]
        top = max(0, (shelf - 96) * OVER)
        wall[top : top + 60] *= deep
    beam = np.array(pick(rng, ((206, 104, 40), (196, 150, 40))), np.float32) / 255
    for shelf in SHELVES[:-1]:
        wall[shelf * OVER : (shelf + 12) * OVER] = beam
        wall[shelf * OVER : shelf * OVER + 3] *= 1.12
        wall[(shelf + 10) * OVER : (shelf + 12) * OVER] *= 0.68
    floor = texture.rough(rng, (126, 126, 122), 0.015, 0.05)
    top = (SHELVES[-1] - 10) * OVER
    shade = np.linspace(0.72, 1.06, HEIGHT * OVER - top, dtype=np.float32)[:, None, None]
    wall[top:] = floor[top:] * shade
    post = np.array(pick(rng, ((54, 78, 122), (70, 84, 92))), np.float32) / 255
    for x in UPRIGHTS:
        columns = slice((x - 6) * OVER, (x + 6) * OVER)
        wall[: SHELVES[-1] * OVER, columns] = post
        wall[: SHELVES[-1] * OVER, (x + 2) * OVER : (x + 6) * OVER] *= 0.75
        for y in range(8, SHELVES[-1], 16):
            wall[y * OVER : y * OVER + 6, x * OVER - 4 : x * OVER + 4] *= 0.5
    return np.clip(wall, 0, 1).astype(np.float32)


def slots(stage: Stage, label: str) -> list[Slot]:
    """Return places on the shelves between the uprights, and on the floor."""
    rng = stage.rng
    found = []
    for shelf in SHELVES:
        for left, right in itertools.pairwise(UPRIGHTS):
            for _ in range(4):
                x = float(rng.uniform(left + 52, right - 52))
                on_floor = shelf == SHELVES[-1]
                y = shelf + float(rng.uniform(2, 12)) if on_floor else shelf
                found.append(
                    Slot(x, y, 0, float(rng.uniform(0.78, 1.0)) * (1.05 if on_floor else 0.94), y)
                )
    return found


def carton(ask: Ask) -> Made:
    """Draw a cardboard box: tape over the lid, a label, print."""
    rng, s = ask.rng, ask.scale
    board = pick(rng, ((176, 136, 92), (158, 122, 84), (190, 154, 110)))
    wide, high = rng.uniform(60, 92) * s, rng.uniform(50, 74) * s
    pen = Pen(wide, high)
    pen.rect(0, 0, wide, high, board)
    pen.rect(0, 0, wide, high * 0.14, darker(board, -0.12))
    pen.line([(0, high * 0.14), (wide, high * 0.14)], 1, darker(board, 0.3))
    tape = darker(board, -0.25)
    pen.rect(wide * 0.44, 0, wide * 0.12, high * 0.42, tape)
    pen.rect(wide * 0.08, high * 0.52, wide * 0.34, high * 0.3, (228, 224, 214))
    for y in (0.58, 0.66, 0.74):
        pen.rect(wide * 0.11, high * y, wide * rng.uniform(0.14, 0.27), 1.6, (80, 80, 80))
    for x in (0.66, 0.8):
        pen.polygon(
            [(wide * x, high * 0.56), (wide * (x + 0.05), high * 0.68), (wide * (x - 0.05), high * 0.68)],
            darker(board, 0.45))  # fmt: skip
        pen.rect(wide * (x - 0.015), high * 0.68, wide * 0.03, high * 0.12, darker(board, 0.45))
    pen.light(-0.09, -0.05)
    pen.grain(rng, 0.03, 2)
    pen.rim(0.16, 1.4)
    return Made(pen.sprite())


def drum(ask: Ask) -> Made:
    """Draw a steel drum: a cylinder with two hoops and a lid."""
    rng, s = ask.rng, ask.scale
    paint = pick(rng, ((50, 84, 140), (168, 54, 46), (76, 106, 82), (92, 94, 98)))
    wide, high = 54 * s, 78 * s
    pen = Pen(wide, high)
    lid = 7 * s
    pen.rect(0, lid, wide, high - 2 * lid, paint)
    pen.ellipse(wide / 2, high - lid, wide / 2, lid, paint)
    for share in (0.36, 0.64):
        pen.rect(0, high * share, wide, 3.4 * s, darker(paint, 0.3))
        pen.rect(0, high * share - 2 * s, wide, 2 * s, darker(paint, -0.2))
    pen.rect(wide * 0.3, high * 0.43, wide * 0.4, high * 0.16, (222, 190, 74))
    pen.ellipse(wide / 2, lid, wide / 2, lid, darker(paint, -0.16))
    pen.ellipse(wide / 2, lid, wide / 2 - 3 * s, lid - 2 * s, darker(paint, 0.12))
    pen.rim(0.45, 7 * s)
    pen.shine(wide * 0.36, high * 0.5, 14 * s, 0.22)
    return Made(pen.sprite())


def tote(ask: Ask) -> Made:
    """Draw a plastic tote: ribs and an open grip, no board and no tape."""
    rng, s = ask.rng, ask.scale
    colour = pick(rng, ((70, 112, 150), (150, 66, 60), (110, 114, 118)))
    wide, high = 84 * s, 50 * s
    pen = Pen(wide, high)
    pen.polygon([(0, 0), (wide, 0), (wide * 0.94, high), (wide * 0.06, high)], colour)
    pen.rect(0, 0, wide, 7 * s, darker(colour, -0.18), 2)
    for x in np.arange(0.16, 0.9, 0.12):
        pen.rect(wide * float(x), high * 0.2, 2.4 * s, high * 0.74, darker(colour, 0.26))
    pen.rect(wide * 0.36, high * 0.22, wide * 0.28, high * 0.16, darker(colour, 0.62), 3)
    pen.rim(0.2, 1.6)
    return Made(pen.sprite())


def places(stage: Stage, name: str) -> list[Slot]:
    """Return where look-alikes are: posters hang on the end wall, a tote stands on a shelf."""
    rng = stage.rng
    if name.startswith("picture"):
        return [
            Slot(float(rng.uniform(left + 62, right - 62)), shelf - 6, 0, 0.9, 0)
            for shelf in SHELVES
            for left, right in itertools.pairwise(UPRIGHTS)
        ]
    return slots(stage, "carton")


def cover(stage: Stage, label: str) -> Sprite:
    """Return a blue crate of bottles' height that stands in front: no carton, no drum."""
    rng = stage.rng
    colour = pick(rng, ((196, 172, 60), (60, 118, 110)))
    wide, high = 50, 34
    pen = Pen(wide, high)
    pen.rect(0, 0, wide, high, colour, 2)
    for y in (8, 18, 27):
        pen.rect(5, y, wide - 10, 4, darker(colour, 0.5), 1)
    pen.rim(0.25, 1.6)
    return pen.sprite()


def bar(stage: Stage, angle: float) -> Sprite:
    """Return a steel post that stands before the rack."""
    pen = Pen(11, 112)
    pen.rect(0, 0, 11, 112, (196, 168, 48))
    for y in range(-4, 112, 20):
        pen.polygon([(0, y + 8), (11, y), (11, y + 9), (0, y + 17)], (38, 38, 40))
    pen.rim(0.3, 2)
    return pen.sprite()


STYLE = Style(
    name="warehouse",
    domain="warehouse stock",
    painters={"carton": carton, "drum": drum},
    backdrop=backdrop,
    slots=slots,
    edges=("left", "right"),
    traps=frozenset(
        ("shadow", "reflection", "occlusion", "split", "truncation", "crowd", "small", "look-alike",
         "neighbour", "group")
    ),
    lookalikes={
        "plastic tote": ("carton", tote),
        "picture of a drum": ("drum", picture_of(drum, 84, 96, 0.66)),
        "picture of a carton": ("carton", picture_of(carton, 108, 96, 0.7)),
    },
    places=places,
    cover=cover,
    bar=bar,
    tone=(120, 120, 118),
    from_side=True,
    heaps=("carton",),
    reflects=True,
)  # fmt: skip
