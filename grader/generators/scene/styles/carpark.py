"""A car park from the air: cars and vans in and between bays, trees, a rubbish skip, painted signs."""

from __future__ import annotations

import numpy as np

from grader.generators.scene import texture
from grader.generators.scene.geometry import HEIGHT, WIDTH
from grader.generators.scene.pen import OVER, Colour, Pen, Pixels, Sprite
from grader.generators.scene.stage import Ask, Made, Slot, Stage, Style
from grader.generators.scene.styles.common import blob, darker, pick
from grader.generators.scene.styles.vehicles import car_above, van_above

ROWS = ((62, 90), (214, 90), (366, 270))
"""The middles of the rows of bays, and which way a car's front points there."""

BAY = 55
WHITE: Colour = (206, 206, 198)


def backdrop(stage: Stage) -> Pixels:
    """Return asphalt with bays, a lane, and a strip of grass."""
    rng = stage.rng
    surface = texture.rough(rng, pick(rng, ((104, 104, 106), (118, 114, 108))), 0.02, 0.06)
    for middle, _ in ROWS:
        for x in _lines(stage):
            _stripe(surface, x - 1, middle - 54, 2.4, 108)
        _stripe(
            surface, 0, middle + (54 if middle < 100 else -54 if middle > 300 else 0), WIDTH, 2.2
        )
    return surface


def _lines(stage: Stage) -> list[float]:
    return [stage.shift + BAY * index for index in range(-1, 14)]


def _stripe(surface: Pixels, x: float, y: float, wide: float, high: float) -> None:
    left, right = (int(np.clip(v * OVER, 0, WIDTH * OVER)) for v in (x, x + wide))
    top, bottom = (int(np.clip(v * OVER, 0, HEIGHT * OVER)) for v in (y, y + high))
    spot = surface[top:bottom, left:right]
    spot += (np.array(WHITE, np.float32) / 255 - spot) * 0.62


def slots(stage: Stage, label: str) -> list[Slot]:
    """Return the bays, a little out of line as people park, and places in the lane for one driving."""
    rng = stage.rng
    found = []
    for middle, angle in ROWS:
        for x in _lines(stage):
            if 0 <= x + BAY / 2 <= WIDTH:
                turned = angle + rng.normal(0, 2.5) + (180 if rng.random() < 0.3 else 0)
                across = x + BAY / 2 + rng.normal(0, 1.5)
                found.append(Slot(across, middle + rng.normal(0, 3), turned, 1.0))
    for y in (138, 290):
        found.append(Slot(float(rng.uniform(80, 560)), y, 180 * int(rng.integers(2)), 1.0))
    return found


def tree(ask: Ask) -> Made:
    """Draw the crown of a tree from above."""
    rng, s = ask.rng, ask.scale
    size = 46 * s
    pen = Pen(2 * size, 2 * size)
    green = pick(rng, ((64, 92, 48), (82, 100, 50), (58, 82, 56)))
    pen.polygon(blob(rng, size, size, size * 0.84, size * 0.84, 0.09), darker(green, 0.25))
    for _ in range(46):
        turn, reach = rng.uniform(0, 6.28), size * 0.76 * np.sqrt(rng.uniform(0, 1))
        x, y = size + reach * np.cos(turn), size + reach * np.sin(turn)
        part = size * rng.uniform(0.10, 0.2)
        pen.polygon(
            blob(rng, x, y, part, part, 0.12), darker(green, float(rng.uniform(-0.22, 0.2)))
        )
    pen.rim(0.35, 5)
    pen.grain(rng, 0.13, 2)
    return Made(pen.sprite())


def skip(ask: Ask) -> Made:
    """Draw a rubbish skip: an open steel tub of about a car's size, without glass."""
    rng, s = ask.rng, ask.scale
    long, wide = 84 * s, 42 * s
    colour = pick(rng, ((186, 152, 44), (64, 96, 72), (150, 74, 44)))
    pen = Pen(long, wide)
    pen.rect(0, 0, long, wide, colour, 2)
    pen.rect(4 * s, 4 * s, long - 8 * s, wide - 8 * s, (66, 58, 50), 1)
    for _ in range(16):
        x, y = rng.uniform(10, long - 12) * 1.0, rng.uniform(9, wide - 10)
        pen.polygon(
            blob(rng, float(x), float(y), 6 * s, 4 * s, 0.25),
            pick(rng, ((150, 140, 124), (110, 86, 66), (180, 178, 170), (92, 92, 96))),
        )
    pen.rect(0, wide * 0.3, 4 * s, wide * 0.4, darker(colour, 0.3))
    pen.rim(0.3, 2)
    return Made(pen.sprite(ask.angle))


def sign(ask: Ask) -> Made:
    """Draw a car painted on the ground in white lines: a sign, flat and seen through by the asphalt."""
    s = ask.scale
    long, wide = 70 * s, 34 * s
    pen = Pen(long, wide)
    white = (196, 198, 192)
    pen.rect(0, 2, long, wide - 4, white, 10 * s)
    for x, w in ((0.24, 0.14), (0.74, 0.12)):
        pen.rect(long * x, 7 * s, long * w, wide - 14 * s, (112, 112, 112), 2)
    sprite = pen.sprite(ask.angle)
    worn = np.clip(0.78 + 0.22 * ask.rng.normal(0, 1, sprite.alpha.shape), 0.25, 0.9)
    return Made(Sprite(sprite.rgb, (sprite.alpha * worn).astype(np.float32)))


def places(stage: Stage, name: str) -> list[Slot]:
    """Return where look-alikes are: in bays, as the real ones."""
    return slots(stage, "car")


def cover(stage: Stage, label: str) -> Sprite:
    """Return the crown of a tree."""
    return tree(Ask(stage.rng, float(stage.rng.uniform(0.75, 1.0)), 0, False)).sprite


def bar(stage: Stage, angle: float) -> Sprite:
    """Return a height-limit beam with its posts."""
    pen = Pen(150, 12)
    pen.rect(0, 1, 150, 10, (188, 164, 52), 2)
    for x in range(6, 150, 24):
        pen.polygon([(x, 1), (x + 10, 1), (x + 4, 11), (x - 6, 11)], (40, 40, 42))
    pen.rim(0.25, 1.5)
    return pen.sprite(angle)


STYLE = Style(
    name="carpark",
    domain="aerial car park",
    painters={"car": car_above, "van": van_above},
    backdrop=backdrop,
    slots=slots,
    edges=("left", "right", "top", "bottom"),
    traps=frozenset(
        (
            "shadow",
            "attached",
            "occlusion",
            "split",
            "truncation",
            "crowd",
            "look-alike",
            "neighbour",
        )
    ),
    lookalikes={"painted sign": ("car", sign), "rubbish skip": ("van", skip)},
    places=places,
    cover=cover,
    bar=bar,
    berths=True,
    tone=(110, 108, 106),
)
