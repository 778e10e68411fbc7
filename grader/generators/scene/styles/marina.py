"""A harbour from the air: sailing boats and motor boats at jetties, kayaks and a slipway beside them."""

from __future__ import annotations

import numpy as np

from grader.generators.scene import texture
from grader.generators.scene.geometry import HEIGHT
from grader.generators.scene.pen import OVER, Colour, Pen, Pixels, Sprite
from grader.generators.scene.stage import Ask, Made, Slot, Stage, Style
from grader.generators.scene.styles.common import darker, pick

JETTIES = ((118, 96), (318, 96), (520, 96))
HULLS: tuple[Colour, ...] = (
    (230, 230, 224), (206, 212, 214), (38, 54, 92), (150, 40, 42), (222, 206, 170), (70, 90, 88),
)  # fmt: skip


def backdrop(stage: Stage) -> Pixels:
    """Return water with small waves, jetties, and a quay along the top."""
    rng = stage.rng
    water = texture.plain(pick(rng, ((58, 92, 104), (48, 82, 84), (72, 98, 118))))
    water = texture.toned(water, texture.clouds(rng, 16, 6), 0.04)
    water = texture.toned(water, texture.clouds(rng, 90, 40), 0.06)
    wood = np.array(pick(rng, ((142, 128, 110), (126, 106, 84))), np.float32) / 255
    boards = 1 + 0.07 * np.sin(np.arange(HEIGHT * OVER) * 0.62)[:, None, None]
    for x, top in JETTIES:
        left, right = (x - 9) * OVER, (x + 9) * OVER
        water[top * OVER :, left + 8 : right + 8] *= 0.74
        water[top * OVER :, left:right] = wood * boards[top * OVER :]
    quay = texture.rough(rng, (150, 146, 138), 0.03, 0.04)
    deep = 40 * OVER
    water[:deep] = quay[:deep]
    water[deep : deep + 10] *= 0.62
    for x, _ in JETTIES:
        water[deep : 98 * OVER, (x - 9) * OVER : (x + 9) * OVER] = wood * boards[deep : 98 * OVER]
    return water.astype(np.float32)


def slots(stage: Stage, label: str) -> list[Slot]:
    """Return berths on both sides of the jetties."""
    rng = stage.rng
    found = []
    half = 47 if label == "sailboat" else 42
    for x, _ in JETTIES:
        for row in range(8):
            y = 84 + row * 41 + float(rng.uniform(-2, 2))
            for side in (-1, 1):
                angle = 0 if side > 0 else 180
                found.append(Slot(x + side * (half + 13), y, angle + float(rng.normal(0, 2)), 1.0))
    return found


def _hull(pen: Pen, long: float, wide: float, stern: float, colour: Colour) -> None:
    """Fill a hull whose bow points to the right."""
    middle = wide / 2
    shares = np.linspace(0, 1, 24)
    half = middle * (stern + (1 - stern) * np.sin(np.pi * np.minimum(1, shares / 0.8) / 2))
    half = np.where(
        shares > 0.45,
        half * np.sqrt(np.clip(1 - (np.clip(shares - 0.45, 0, 1) / 0.55) ** 2.2, 0, 1)),
        half,
    )
    upper = [(float(s * long), float(middle - h)) for s, h in zip(shares, half, strict=True)]
    lower = [(float(s * long), float(middle + h)) for s, h in zip(shares, half, strict=True)]
    pen.polygon([*upper, *reversed(lower)], colour)


def sailboat(ask: Ask) -> Made:
    """Draw a sailing boat: pointed hull, a mast, a boom with the sail rolled up."""
    rng, s = ask.rng, ask.scale
    hull = pick(rng, HULLS)
    long, wide = 94 * s, 28 * s
    pen = Pen(long, wide, 8)
    _hull(pen, long, wide, 0.62, hull)
    deck = darker(hull, -0.35) if sum(hull) < 450 else darker(hull, 0.12)
    pen.rect(long * 0.10, wide * 0.26, long * 0.26, wide * 0.48, (116, 92, 66), 3 * s)
    pen.rect(long * 0.42, wide * 0.28, long * 0.28, wide * 0.44, deck, 4 * s)
    for y in (0.34, 0.58):
        pen.rect(long * 0.48, wide * y, long * 0.12, wide * 0.08, (44, 54, 64), 1)
    pen.rim(0.25, 2)
    pen.line([(long * 0.14, wide * 0.5), (long * 0.62, wide * 0.5)], 4.6 * s, (222, 218, 206))
    pen.line([(long * 0.14, wide * 0.5), (long * 0.62, wide * 0.5)], 1.2, (120, 124, 130))
    pen.ellipse(long * 0.62, wide * 0.5, 2.6 * s, 2.6 * s, (64, 66, 70))
    return Made(pen.sprite(ask.angle), _lines(ask, long, wide) if ask.attached else None)


def motorboat(ask: Ask) -> Made:
    """Draw a motor boat: broad stern with an engine, a windscreen, open seats, no mast."""
    rng, s = ask.rng, ask.scale
    hull = pick(rng, HULLS)
    long, wide = 82 * s, 32 * s
    pen = Pen(long, wide, 8)
    body = long - 7 * s
    _shifted(pen, 7 * s, body, wide, hull)
    pen.rect(0, wide * 0.38, 9 * s, wide * 0.24, (42, 44, 48), 2)
    pen.rect(long * 0.16, wide * 0.2, long * 0.36, wide * 0.6, (128, 110, 88), 4 * s)
    for y in (0.27, 0.57):
        pen.rect(long * 0.32, wide * y, 10 * s, wide * 0.16, (190, 176, 150), 2)
        pen.rect(long * 0.20, wide * y, 8 * s, wide * 0.16, (190, 176, 150), 2)
    pen.polygon(
        [(long * 0.50, wide * 0.14), (long * 0.60, wide * 0.26), (long * 0.60, wide * 0.74),
         (long * 0.50, wide * 0.86)], (52, 66, 78))  # fmt: skip
    pen.rim(0.25, 2)
    return Made(pen.sprite(ask.angle), _lines(ask, long, wide) if ask.attached else None)


def _shifted(pen: Pen, by: float, long: float, wide: float, hull: Colour) -> None:
    middle = wide / 2
    shares = np.linspace(0, 1, 24)
    half = middle * np.where(
        shares > 0.5,
        np.sqrt(np.clip(1 - (np.clip(shares - 0.5, 0, 1) / 0.5) ** 2.4, 0, 1)),
        0.92 + 0.16 * shares,
    )
    upper = [(float(by + s * long), float(middle - h)) for s, h in zip(shares, half, strict=True)]
    lower = [(float(by + s * long), float(middle + h)) for s, h in zip(shares, half, strict=True)]
    pen.polygon([*upper, *reversed(lower)], hull)


def _lines(ask: Ask, long: float, wide: float) -> Sprite:
    """Draw the ropes by which a boat is moored, from the bow."""
    pen = Pen(long, wide, 24)
    pen.line([(long * 0.92, wide * 0.45), (long + 20, wide * 0.1 - 8)], 1.4, (206, 196, 168))
    pen.line([(long * 0.92, wide * 0.55), (long + 20, wide * 0.9 + 8)], 1.4, (206, 196, 168))
    return pen.sprite(ask.angle)


def kayak(ask: Ask) -> Made:
    """Draw a kayak: narrow, pointed at both ends, one round hole."""
    rng, s = ask.rng, ask.scale
    long, wide = 66 * s, 13 * s
    colour = pick(rng, ((206, 86, 40), (200, 174, 50), (76, 130, 72)))
    pen = Pen(long, wide)
    middle = wide / 2
    shares = np.linspace(0, 1, 20)
    half = middle * np.sin(np.pi * shares) ** 0.7
    pen.polygon(
        [(float(s_ * long), float(middle - h)) for s_, h in zip(shares, half, strict=True)]
        + [
            (float(s_ * long), float(middle + h))
            for s_, h in reversed(list(zip(shares, half, strict=True)))
        ],
        colour,
    )
    pen.ellipse(long * 0.5, middle, 7 * s, 3.6 * s, (50, 44, 42))
    pen.rim(0.25, 1.4)
    return Made(pen.sprite(ask.angle))


def dinghy_on_quay(ask: Ask) -> Made:
    """Draw a boat's outline painted on the quay, as on a loading place."""
    s = ask.scale
    long, wide = 84 * s, 26 * s
    pen = Pen(long, wide)
    _hull(pen, long, wide, 0.62, (214, 200, 96))
    sprite = pen.sprite()
    inner = Pen(long, wide)
    inner.polygon(
        [(4, 5), (long * 0.6, 4), (long * 0.9, wide / 2), (long * 0.6, wide - 4), (4, wide - 5)],
        (255, 255, 255),
    )
    thin = np.clip(sprite.alpha - inner.sprite().alpha, 0, 1) * np.float32(0.8)
    return Made(Sprite(sprite.rgb, thin))


def places(stage: Stage, name: str) -> list[Slot]:
    """Return where look-alikes are: kayaks on open water, the painted one on the quay."""
    rng = stage.rng
    if name == "boat painted on the quay":
        return [Slot(float(x), 20, 0, 1.0) for x in rng.uniform(60, 580, 12)]
    return [
        Slot(float(rng.choice((218, 420, 36, 606))) + float(rng.uniform(-8, 8)), float(rng.uniform(80, 390)),
             90 + float(rng.normal(0, 14)), 1.0)
        for _ in range(30)
    ]  # fmt: skip


def cover(stage: Stage, label: str) -> Sprite:
    """Return a tarpaulin roof that stands over the berth."""
    rng = stage.rng
    cloth = pick(rng, ((74, 96, 122), (176, 172, 160), (92, 116, 92)))
    pen = Pen(64, 60)
    pen.rect(0, 0, 64, 60, cloth, 2)
    for x in range(10, 64, 13):
        pen.line([(x, 2), (x, 58)], 1.4, darker(cloth, 0.22))
    pen.line([(1, 30), (63, 30)], 2, darker(cloth, -0.2))
    pen.rim(0.2, 3)
    return pen.sprite()


def bar(stage: Stage, angle: float) -> Sprite:
    """Return a gangway that crosses a boat."""
    pen = Pen(128, 15)
    pen.rect(0, 0, 128, 15, (158, 152, 140), 1)
    for x in range(3, 128, 6):
        pen.line([(x, 2), (x, 13)], 1, (116, 112, 104))
    pen.rim(0.25, 1.5)
    return pen.sprite(angle)


STYLE = Style(
    name="marina",
    domain="harbour survey",
    painters={"motorboat": motorboat, "sailboat": sailboat},
    backdrop=backdrop,
    slots=slots,
    edges=("left", "right", "bottom"),
    traps=frozenset(
        ("shadow", "attached", "occlusion", "split", "truncation", "crowd", "small", "look-alike",
         "neighbour")
    ),
    lookalikes={
        "kayak": ("motorboat", kayak),
        "boat painted on the quay": ("sailboat", dinghy_on_quay),
    },
    places=places,
    cover=cover,
    bar=bar,
    berths=True,
    tone=(62, 94, 106),
)  # fmt: skip
