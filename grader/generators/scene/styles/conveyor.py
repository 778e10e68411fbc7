"""A sorting belt from above: bottles and cans among cups, cartons and film."""

from __future__ import annotations

import numpy as np

from grader.generators.scene import texture
from grader.generators.scene.geometry import HEIGHT, WIDTH
from grader.generators.scene.pen import OVER, Colour, Pen, Pixels, Sprite
from grader.generators.scene.stage import Ask, Made, Slot, Stage, Style
from grader.generators.scene.styles.common import anywhere, darker, pick, picture_of, torn

PRINTS: tuple[Colour, ...] = (
    (178, 44, 46),
    (52, 92, 150),
    (70, 128, 78),
    (206, 168, 60),
    (120, 66, 120),
)


def backdrop(stage: Stage) -> Pixels:
    """Return a dark ribbed belt between two steel rails."""
    rng = stage.rng
    belt = texture.rough(rng, pick(rng, ((58, 62, 60), (50, 60, 72), (70, 66, 62))), 0.02, 0.08)
    step = 52
    for x in range(int(rng.integers(0, step)), WIDTH, step):
        belt[:, x * OVER : x * OVER + 4] *= 1.22
        belt[:, x * OVER + 4 : x * OVER + 8] *= 0.75
    for top in (0, HEIGHT - 26):
        rail = texture.ramp((176, 178, 180), (112, 114, 118), 26 * OVER)
        belt[top * OVER : (top + 26) * OVER] = rail * (
            1 + 0.03 * texture.clouds(rng, 40, 2)[: 26 * OVER, :, None]
        )
    return np.clip(belt, 0, 1)


def slots(stage: Stage, label: str) -> list[Slot]:
    """Return places anywhere on the belt."""
    return anywhere(stage.rng, 60, 74, WIDTH - 60, HEIGHT - 74)


def bottle(ask: Ask) -> Made:
    """Draw a bottle lying down: body, shoulder, neck and, as a part, its cap."""
    rng, s = ask.rng, ask.scale
    glass = pick(rng, ((76, 124, 88), (150, 178, 190), (124, 86, 52), (176, 196, 200)))
    long, wide = 122 * s, 36 * s
    pen = Pen(long, wide, 10)
    m = wide / 2
    pen.polygon(
        [(4 * s, 0), (long * 0.62, 0), (long * 0.74, m - 9 * s), (long * 0.8, m - 6.5 * s),
         (long * 0.93, m - 6.5 * s), (long * 0.93, m + 6.5 * s), (long * 0.8, m + 6.5 * s),
         (long * 0.74, m + 9 * s), (long * 0.62, wide), (4 * s, wide), (0, wide - 5 * s), (0, 5 * s)],
        glass)  # fmt: skip
    pen.rect(long * 0.18, 0, long * 0.32, wide, pick(rng, PRINTS))
    pen.rect(long * 0.22, wide * 0.32, long * 0.24, wide * 0.2, (226, 222, 210), 2)
    pen.rect(long * 0.91, m - 7.5 * s, long * 0.09, 15 * s, pick(rng, PRINTS), 1.5)
    pen.rim(0.4, 4)
    pen.shine(long * 0.3, wide * 0.25, 11 * s, 0.5)
    pen.shine(long * 0.56, wide * 0.25, 10 * s, 0.5)
    return Made(pen.sprite(ask.angle))


def can(ask: Ask) -> Made:
    """Draw a drinks can lying down: a printed barrel with bare metal at both ends."""
    rng, s = ask.rng, ask.scale
    long, wide = 66 * s, 38 * s
    colour = pick(rng, PRINTS)
    pen = Pen(long, wide)
    metal = (188, 190, 194)
    pen.rect(0, 3 * s, long, wide - 6 * s, metal, 3 * s)
    pen.rect(4.5 * s, 0, long - 9 * s, wide, colour, 3 * s)
    pen.polygon(
        [(long * 0.2, wide), (long * 0.45, 0), (long * 0.6, 0), (long * 0.35, wide)],
        darker(colour, -0.45),
    )
    pen.rim(0.42, 4.5)
    pen.shine(long * 0.4, wide * 0.3, 14 * s, 0.5)
    return Made(pen.sprite(ask.angle))


def cap(ask: Ask) -> Made:
    """Draw a bottle's cap by itself."""
    rng, s = ask.rng, ask.scale
    size = 10 * s
    colour = pick(rng, PRINTS)
    pen = Pen(2 * size, 2 * size)
    pen.ellipse(size, size, size, size, colour)
    pen.ellipse(size, size, size * 0.7, size * 0.7, darker(colour, 0.2))
    pen.rim(0.25, 1.4)
    return Made(pen.sprite())


def yoghurt(ask: Ask) -> Made:
    """Draw a paper cup lying down: a cone without neck or metal."""
    rng, s = ask.rng, ask.scale
    long, wide = 66 * s, 46 * s
    paper = pick(rng, ((226, 220, 206), (206, 214, 210)))
    pen = Pen(long, wide)
    pen.polygon([(6 * s, 0), (long, wide * 0.27), (long, wide * 0.73), (6 * s, wide)], paper)
    band = [(34 * s, 0.126), (48 * s, 0.189), (48 * s, 0.811), (34 * s, 0.874)]
    pen.polygon([(x, wide * share) for x, share in band], pick(rng, PRINTS))
    pen.ellipse(8 * s, wide / 2, 8 * s, wide / 2, darker(paper, -0.3))
    pen.ellipse(8.5 * s, wide / 2, 6 * s, wide / 2 - 3 * s, darker(paper, 0.6))
    pen.rim(0.25, 3)
    return Made(pen.sprite(ask.angle))


def cover(stage: Stage, label: str) -> Sprite:
    """Return a torn piece of cardboard, printed on one half."""
    rng = stage.rng
    wide, high = float(rng.uniform(80, 100)), float(rng.uniform(66, 84))
    pen = Pen(wide, high)
    board = pick(rng, ((172, 136, 94), (150, 118, 84), (186, 160, 124)))
    pen.polygon(torn(rng, wide, high, 2.2), board)
    pen.rect(wide * 0.12, high * 0.14, wide * 0.34, high * 0.7, darker(pick(rng, PRINTS), -0.2))
    pen.line([(wide * 0.56, 3), (wide * 0.55, high - 3)], 2, darker(board, 0.25))
    for share in (0.64, 0.72, 0.8, 0.88):
        pen.line([(wide * share, 5), (wide * share, high - 5)], 1, darker(board, 0.1))
    pen.rim(0.16, 2)
    pen.light(0.06, -0.08)
    return pen.sprite(float(rng.uniform(0, 360)))


def bar(stage: Stage, angle: float) -> Sprite:
    """Return a strip of packing tape."""
    pen = Pen(180, 15)
    pen.rect(0, 0, 180, 15, pick(stage.rng, ((196, 176, 128), (60, 96, 140))))
    pen.light(0.12, 0.1)
    pen.grain(stage.rng, 0.04, 2)
    return pen.sprite(angle)


STYLE = Style(
    name="conveyor",
    domain="waste sorting",
    painters={"bottle": bottle, "can": can},
    backdrop=backdrop,
    slots=slots,
    edges=("left", "right"),
    traps=frozenset(
        (
            "shadow",
            "blur",
            "occlusion",
            "split",
            "truncation",
            "crowd",
            "small",
            "look-alike",
            "group",
        )
    ),
    lookalikes={
        "paper cup": ("can", yoghurt),
        "loose cap": ("bottle", cap),
        "picture of a bottle": ("bottle", picture_of(bottle, 122, 92)),
    },
    cover=cover,
    bar=bar,
    tone=(62, 64, 64),
    heaps=("can",),
)
