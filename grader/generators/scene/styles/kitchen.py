"""A kitchen table from above: cups, plates and spoons, with forks, a napkin and a magazine among them."""

from __future__ import annotations

import numpy as np

from grader.generators.scene import texture
from grader.generators.scene.geometry import HEIGHT, WIDTH
from grader.generators.scene.pen import OVER, Colour, Pen, Pixels, Sprite
from grader.generators.scene.stage import Ask, Made, Slot, Stage, Style
from grader.generators.scene.styles.common import anywhere, blob, darker, pick, picture_of

CHINA: tuple[Colour, ...] = (
    (232, 228, 218), (196, 206, 210), (150, 172, 160), (206, 168, 128), (120, 140, 168), (92, 82, 78),
)  # fmt: skip
STEEL: Colour = (178, 180, 184)


def backdrop(stage: Stage) -> Pixels:
    """Return planks of wood."""
    rng = stage.rng
    wood = pick(rng, ((168, 124, 84), (142, 104, 74), (190, 152, 110)))
    surface = texture.toned(texture.plain(wood), texture.clouds(rng, 120, 3), 0.055)
    surface = texture.toned(surface, texture.clouds(rng, 60, 1.6), 0.025)
    plank = int(rng.uniform(88, 118))
    for top in range(int(rng.integers(10, plank)), HEIGHT, plank):
        surface[top * OVER : top * OVER + 3] *= 0.62
        surface[top * OVER + 3 :] *= np.float32(rng.uniform(0.94, 1.06))
    return np.clip(surface, 0, 1)


def slots(stage: Stage, label: str) -> list[Slot]:
    """Return places anywhere on the table."""
    return anywhere(stage.rng, 66, 66, WIDTH - 66, HEIGHT - 66)


def cup(ask: Ask) -> Made:
    """Draw a cup from above, its handle a part of it; a straw or a tea-bag string only hangs on it."""
    rng, s = ask.rng, ask.scale
    size = 31 * s
    wide, high = 2 * size + 17 * s, 2 * size
    china = pick(rng, CHINA)
    pen = Pen(wide, high, 26)
    pen.rect(2 * size - 6 * s, size - 8 * s, 21 * s, 16 * s, darker(china, 0.08), 7 * s)
    pen.hole(2 * size + 6.5 * s, size, 4.6 * s, 4.4 * s)
    pen.ellipse(size, size, size, size, china)
    pen.ellipse(size, size, size * 0.86, size * 0.86, darker(china, 0.22))
    drink = pick(rng, ((74, 46, 30), (150, 96, 50), (196, 166, 128), (96, 60, 40)))
    pen.ellipse(size, size, size * 0.80, size * 0.80, drink)
    pen.rim(0.22, 2)
    pen.shine(size * 0.7, size * 0.66, 9 * s, 0.35)
    extra = None
    if ask.attached:
        other = Pen(wide, high, 26)
        other.line([(size * 0.9, size * 0.9), (-20, -12)], 3.4, (190, 70, 74))
        extra = other.sprite(ask.angle)
    return Made(pen.sprite(ask.angle), extra)


def plate(ask: Ask) -> Made:
    """Draw a plate, sometimes with crumbs or a sauce on it."""
    rng, s = ask.rng, ask.scale
    size = 62 * s
    china = pick(rng, CHINA[:5])
    pen = Pen(2 * size, 2 * size)
    pen.ellipse(size, size, size, size, china)
    pen.ellipse(size, size, size * 0.70, size * 0.70, darker(china, 0.13))
    pen.ellipse(size + 1, size + 1, size * 0.675, size * 0.675, darker(china, -0.1))
    if rng.random() < 0.5:
        pen.polygon(
            blob(rng, size * 1.1, size * 0.95, size * 0.28, size * 0.2, 0.2),
            pick(rng, ((158, 76, 40), (124, 122, 62), (196, 158, 72))),
        )
    pen.rim(0.16, 2.6)
    pen.light(-0.05, -0.05)
    return Made(pen.sprite())


def spoon(ask: Ask) -> Made:
    """Draw a spoon: one deep oval bowl and a handle."""
    s = ask.scale
    long, wide = 118 * s, 25 * s
    pen = Pen(long, wide)
    middle = wide / 2
    pen.polygon(
        [(30 * s, middle - 3 * s), (long * 0.75, middle - 2.6 * s), (long - 4, middle - 5 * s),
         (long, middle), (long - 4, middle + 5 * s), (long * 0.75, middle + 2.6 * s),
         (30 * s, middle + 3 * s)], STEEL)  # fmt: skip
    pen.ellipse(20 * s, middle, 20 * s, wide / 2, STEEL)
    pen.ellipse(19 * s, middle, 16 * s, wide / 2 - 3.4 * s, darker(STEEL, 0.3))
    pen.shine(24 * s, middle + 3, 9 * s, 0.7)
    pen.rim(0.28, 1.2)
    return Made(pen.sprite(ask.angle))


def fork(ask: Ask) -> Made:
    """Draw a fork: four tines where a spoon has its bowl."""
    s = ask.scale
    long, wide = 118 * s, 23 * s
    pen = Pen(long, wide)
    middle = wide / 2
    pen.polygon(
        [(40 * s, middle - 3 * s), (long * 0.75, middle - 2.6 * s), (long - 4, middle - 5 * s),
         (long, middle), (long - 4, middle + 5 * s), (long * 0.75, middle + 2.6 * s),
         (40 * s, middle + 3 * s)], STEEL)  # fmt: skip
    pen.rect(26 * s, 1.5 * s, 19 * s, wide - 3 * s, STEEL, 6 * s)
    for index in range(4):
        y = (2.6 + index * 5.9) * s
        pen.line([(1.5, y), (34 * s, y)], 2.7 * s, STEEL)
    pen.rim(0.28, 1.2)
    return Made(pen.sprite(ask.angle))


def bowl_ring(ask: Ask) -> Made:
    """Draw the stain that a wet cup left: a ring, flat, through which the wood shows."""
    size = 29 * ask.scale
    pen = Pen(2 * size, 2 * size)
    pen.ring(size, size, size, 4.2, (70, 44, 26))
    sprite = pen.sprite()
    return Made(Sprite(sprite.rgb, sprite.alpha * np.float32(0.6)))


def cover(stage: Stage, label: str) -> Sprite:
    """Return a folded napkin."""
    rng = stage.rng
    cloth = pick(rng, ((170, 62, 58), (72, 98, 124), (204, 190, 150), (96, 122, 88)))
    pen = Pen(96, 84)
    pen.polygon([(2, 6), (92, 0), (96, 80), (6, 84)], cloth)
    for x in range(12, 92, 16):
        pen.line([(x, 5), (x + 2, 80)], 2, darker(cloth, 0.2))
    pen.polygon([(48, 3), (92, 0), (96, 80), (52, 82)], darker(cloth, 0.12))
    pen.grain(rng, 0.05, 1.5)
    pen.rim(0.16, 2)
    return pen.sprite(float(rng.uniform(0, 360)))


def bar(stage: Stage, angle: float) -> Sprite:
    """Return a wooden rolling pin or a breadstick, by its size."""
    rng = stage.rng
    pen = Pen(196, 17)
    wood = pick(rng, ((208, 172, 120), (120, 82, 52)))
    pen.rect(0, 4.5, 196, 8, darker(wood, 0.25), 4)
    pen.rect(26, 0, 144, 17, wood, 4)
    pen.rim(0.35, 2.5)
    pen.grain(rng, 0.05, 1.5)
    return pen.sprite(angle)


STYLE = Style(
    name="kitchen",
    domain="kitchen robot",
    painters={"cup": cup, "plate": plate, "spoon": spoon},
    backdrop=backdrop,
    slots=slots,
    edges=("left", "right", "top", "bottom"),
    traps=frozenset(
        ("shadow", "attached", "occlusion", "split", "truncation", "crowd", "small", "look-alike",
         "neighbour")
    ),
    lookalikes={
        "fork": ("spoon", fork),
        "picture of a cup": ("cup", picture_of(cup, 108, 128)),
        "ring of a wet cup": ("cup", bowl_ring),
    },
    cover=cover,
    bar=bar,
    tone=(160, 122, 88),
    most=6,
)  # fmt: skip
