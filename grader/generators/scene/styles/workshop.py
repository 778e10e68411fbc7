"""A cutting mat in a workshop: screws and nuts among washers, nails and a drawing."""

from __future__ import annotations

import numpy as np

from grader.generators.scene import texture
from grader.generators.scene.geometry import HEIGHT, WIDTH
from grader.generators.scene.pen import OVER, Colour, Pen, Pixels, Sprite
from grader.generators.scene.stage import Ask, Made, Slot, Stage, Style
from grader.generators.scene.styles.common import anywhere, darker, pick, picture_of

METALS: tuple[Colour, ...] = ((172, 174, 178), (196, 168, 104), (128, 130, 136), (150, 150, 148))


def backdrop(stage: Stage) -> Pixels:
    """Return a mat with a grid, scratched by work."""
    rng = stage.rng
    mat = texture.rough(rng, pick(rng, ((52, 96, 82), (58, 74, 100), (92, 92, 94))), 0.012, 0.05)
    for step, light in ((20, 1.07), (100, 1.22)):
        for x in range(10, WIDTH, step):
            mat[:, x * OVER : x * OVER + 2] *= light
        for y in range(10, HEIGHT, step):
            mat[y * OVER : y * OVER + 2] *= light
    return np.clip(mat, 0, 1)


def slots(stage: Stage, label: str) -> list[Slot]:
    """Return places anywhere on the mat."""
    return anywhere(stage.rng, 56, 56, WIDTH - 56, HEIGHT - 56)


def screw(ask: Ask) -> Made:
    """Draw a screw lying down: a broad head and a thread to the tip."""
    rng, s = ask.rng, ask.scale
    metal = pick(rng, METALS)
    long, head, shaft = 92 * s, 30 * s, 13 * s
    pen = Pen(long, head)
    m = head / 2
    pen.rect(13 * s, m - shaft / 2, long - 22 * s, shaft, metal)
    pen.polygon([(long - 10 * s, m - shaft / 2), (long, m), (long - 10 * s, m + shaft / 2)], metal)
    x = 24 * s
    while x < long - 6 * s:
        pen.line([(x, m - shaft / 2), (x + 4 * s, m + shaft / 2)], 1.5 * s, darker(metal, 0.42))
        x += 5 * s
    upper = [(0.0, 3 * s), (5 * s, 0.0), (14 * s, 5 * s)]
    lower = [(x, head - y) for x, y in reversed(upper)]
    pen.polygon([*upper, *lower], darker(metal, 0.08))
    pen.rect(0, m - 2 * s, 7 * s, 4 * s, darker(metal, 0.55))
    pen.rim(0.36, 2.2)
    pen.shine(50 * s, m - 3 * s, 14 * s, 0.4)
    return Made(pen.sprite(ask.angle))


def nut(ask: Ask) -> Made:
    """Draw a nut: six flat sides and a round hole."""
    rng, s = ask.rng, ask.scale
    metal = pick(rng, METALS)
    size = 24 * s
    pen = Pen(2 * size, 2 * size)
    turns = np.arange(6) * np.pi / 3
    pen.polygon(
        [(float(size + size * np.cos(t)), float(size + size * np.sin(t))) for t in turns], metal
    )
    pen.ellipse(size, size, size * 0.80, size * 0.80, darker(metal, -0.14))
    pen.ellipse(size, size, size * 0.52, size * 0.52, darker(metal, 0.4))
    pen.hole(size, size, size * 0.44, size * 0.44)
    pen.rim(0.3, 2)
    pen.light(-0.08, -0.1)
    return Made(pen.sprite(ask.angle))


def washer(ask: Ask) -> Made:
    """Draw a washer: a flat round ring without any corner."""
    rng, s = ask.rng, ask.scale
    metal = pick(rng, METALS)
    size = 24 * s
    pen = Pen(2 * size, 2 * size)
    pen.ellipse(size, size, size, size, metal)
    pen.hole(size, size, size * 0.42, size * 0.42)
    pen.rim(0.18, 1.2)
    pen.light(-0.1, -0.08)
    return Made(pen.sprite(ask.angle))


def nail(ask: Ask) -> Made:
    """Draw a nail: a thin smooth shaft with a small flat head."""
    rng, s = ask.rng, ask.scale
    metal = pick(rng, METALS[2:])
    long, head = 92 * s, 13 * s
    pen = Pen(long, head)
    m = head / 2
    pen.rect(2 * s, m - 2.7 * s, long - 9 * s, 5.4 * s, metal)
    pen.polygon([(long - 8 * s, m - 2.7 * s), (long, m), (long - 8 * s, m + 2.7 * s)], metal)
    pen.rect(0, 0, 3.4 * s, head, darker(metal, 0.1), 1)
    pen.rim(0.3, 1.2)
    return Made(pen.sprite(ask.angle))


def cover(stage: Stage, label: str) -> Sprite:
    """Return a sheet of sandpaper, one corner bent over."""
    rng = stage.rng
    wide, high = float(rng.uniform(78, 98)), float(rng.uniform(66, 82))
    pen = Pen(wide, high)
    grit = pick(rng, ((150, 92, 66), (96, 84, 78), (172, 138, 92)))
    pen.polygon([(0, 0), (wide - 18, 0), (wide, 20), (wide, high), (0, high)], grit)
    pen.polygon([(wide - 18, 0), (wide - 20, 22), (wide, 20)], (204, 194, 176))
    pen.grain(rng, 0.1, 1.2)
    pen.light(-0.08, 0.06)
    pen.rim(0.14, 2)
    return pen.sprite(float(rng.uniform(0, 360)))


def bar(stage: Stage, angle: float) -> Sprite:
    """Return a pencil."""
    paint = pick(stage.rng, ((190, 60, 50), (204, 168, 60), (54, 92, 140)))
    pen = Pen(190, 11)
    pen.polygon([(0, 5.5), (18, 0.5), (18, 10.5)], (214, 186, 146))
    pen.polygon([(0, 5.5), (6, 3.8), (6, 7.2)], (44, 42, 42))
    pen.rect(18, 0.5, 172, 10, paint, 1)
    pen.rect(18, 4, 172, 2.4, darker(paint, -0.25))
    pen.rim(0.25, 1.6)
    return pen.sprite(angle)


STYLE = Style(
    name="workshop",
    domain="parts inspection",
    painters={"screw": screw, "nut": nut},
    backdrop=backdrop,
    slots=slots,
    edges=("left", "right", "top", "bottom"),
    traps=frozenset(
        ("shadow", "occlusion", "split", "truncation", "crowd", "small", "tiny", "look-alike",
         "neighbour", "group")
    ),
    lookalikes={
        "washer": ("nut", washer),
        "nail": ("screw", nail),
        "drawing of a screw": ("screw", picture_of(screw, 118, 92)),
    },
    cover=cover,
    bar=bar,
    tone=(70, 92, 90),
    heaps=("nut",),
    tiny="nut",
)  # fmt: skip
