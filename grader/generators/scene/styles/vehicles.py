"""Cars and vans, from above and from the side; people and cyclists."""

from __future__ import annotations

from grader.generators.scene.pen import Colour, Pen
from grader.generators.scene.stage import Ask, Made
from grader.generators.scene.styles.common import darker, pick

PAINTS: tuple[Colour, ...] = (
    (178, 40, 42), (38, 70, 128), (206, 208, 210), (70, 74, 80), (32, 33, 36), (232, 232, 228),
    (62, 98, 82), (150, 126, 92), (112, 136, 162), (196, 150, 62),
)  # fmt: skip
CLOTHES: tuple[Colour, ...] = (
    (150, 48, 50), (42, 58, 92), (60, 92, 70), (52, 52, 56), (196, 170, 60), (120, 84, 130),
    (206, 200, 188), (196, 104, 50),
)  # fmt: skip
SKINS: tuple[Colour, ...] = ((224, 184, 156), (186, 136, 104), (130, 88, 62), (92, 62, 46))
GLASS: Colour = (44, 54, 64)
TYRE: Colour = (26, 26, 28)


def car_above(ask: Ask) -> Made:
    """Draw a car from above, its front to the left; mirrors are parts, the antenna is not."""
    rng, s = ask.rng, ask.scale
    paint = pick(rng, PAINTS)
    long, wide = 84 * s * rng.uniform(0.94, 1.06), 37 * s
    pen = Pen(long, wide + 6 * s, 14)
    top = 3 * s
    for y in (top - 2.4 * s, top + wide - 2.6 * s):
        pen.rect(long * 0.33, y, 5 * s, 5 * s, darker(paint, 0.2), 1.5 * s)
    pen.rect(0, top, long, wide, paint, 11 * s)
    pen.rect(long * 0.93, top + 2 * s, long * 0.05, wide - 4 * s, darker(paint, 0.25), 2 * s)
    pen.polygon(
        [(long * 0.27, top + 5 * s), (long * 0.40, top + 7 * s), (long * 0.40, top + wide - 7 * s),
         (long * 0.27, top + wide - 5 * s)], GLASS)  # fmt: skip
    pen.polygon(
        [(long * 0.86, top + 6 * s), (long * 0.76, top + 8 * s), (long * 0.76, top + wide - 8 * s),
         (long * 0.86, top + wide - 6 * s)], GLASS)  # fmt: skip
    for y in (top + 2.6 * s, top + wide - 5.6 * s):
        pen.rect(long * 0.38, y, long * 0.38, 3 * s, darker(GLASS, 0.1), 1)
    pen.rect(long * 0.41, top + 6.5 * s, long * 0.34, wide - 13 * s, darker(paint, -0.12), 4 * s)
    for y in (top + 3 * s, top + wide - 7 * s):
        pen.rect(1.5 * s, y, 4 * s, 4 * s, (238, 236, 214), 1.5 * s)
    pen.rim(0.34, 2.4)
    pen.shine(long * 0.56, top + wide * 0.35, 20 * s, 0.16)
    extra = None
    if ask.attached:
        other = Pen(long, wide + 6 * s, 14)
        other.line([(long * 0.8, top + wide * 0.5), (long + 11, top + wide * 0.62)], 1.1, TYRE)
        extra = other.sprite(ask.angle)
    return Made(pen.sprite(ask.angle), extra)


def van_above(ask: Ask) -> Made:
    """Draw a panel van from above: longer, one flat roof, a windscreen and no rear window."""
    rng, s = ask.rng, ask.scale
    paint = pick(
        rng, ((232, 232, 228), (214, 214, 208), (84, 104, 140), (206, 178, 66), (74, 78, 82))
    )
    long, wide = 108 * s, 43 * s
    pen = Pen(long, wide + 6 * s, 14)
    top = 3 * s
    for y in (top - 3 * s, top + wide - 3 * s):
        pen.rect(long * 0.13, y, 5 * s, 6 * s, TYRE, 1.5 * s)
    pen.rect(0, top, long, wide, paint, 5 * s)
    pen.polygon(
        [(long * 0.06, top + 4 * s), (long * 0.17, top + 6 * s), (long * 0.17, top + wide - 6 * s),
         (long * 0.06, top + wide - 4 * s)], GLASS)  # fmt: skip
    pen.rect(long * 0.20, top + 3 * s, long * 0.77, wide - 6 * s, darker(paint, -0.18), 2 * s)
    for share in (0.34, 0.48, 0.62, 0.76, 0.9):
        pen.rect(long * share, top + 5 * s, 1.6, wide - 10 * s, darker(paint, 0.16))
    pen.rim(0.34, 2.4)
    pen.light(0.03, -0.05)
    extra = None
    if ask.attached:
        other = Pen(long, wide + 6 * s, 14)
        other.line([(long * 0.9, top + wide * 0.3), (long + 12, top + wide * 0.2)], 1.1, TYRE)
        extra = other.sprite(ask.angle)
    return Made(pen.sprite(ask.angle), extra)


def car_side(ask: Ask) -> Made:
    """Draw a car from the side, facing left."""
    rng, s = ask.rng, ask.scale
    paint = pick(rng, PAINTS)
    long, high = 132 * s, 45 * s
    pen = Pen(long, high, 16)
    pen.polygon(
        [(0, high * 0.62), (long * 0.03, high * 0.48), (long * 0.24, high * 0.40),
         (long * 0.36, high * 0.04), (long * 0.44, 0), (long * 0.70, 0), (long * 0.78, high * 0.04),
         (long * 0.93, high * 0.38), (long * 0.99, high * 0.44), (long, high * 0.84),
         (long * 0.01, high * 0.86)], paint)  # fmt: skip
    pen.polygon(
        [(long * 0.29, high * 0.38), (long * 0.385, high * 0.09), (long * 0.54, high * 0.07),
         (long * 0.54, high * 0.38)], GLASS)  # fmt: skip
    pen.polygon(
        [(long * 0.56, high * 0.38), (long * 0.56, high * 0.07), (long * 0.74, high * 0.09),
         (long * 0.86, high * 0.38)], GLASS)  # fmt: skip
    pen.rect(0, high * 0.80, long * 0.99, high * 0.06, darker(paint, 0.5))
    pen.line([(long * 0.55, high * 0.4), (long * 0.56, high * 0.78)], 1, darker(paint, 0.35))
    pen.rect(long * 0.60, high * 0.47, 7 * s, 2, darker(paint, 0.4))
    pen.light(0, -0.16)
    pen.rect(0.5 * s, high * 0.5, 5 * s, 5 * s, (240, 232, 190), 1.5)
    pen.rect(long * 0.965, high * 0.46, 4 * s, 7 * s, (150, 24, 26), 1.5)
    for share in (0.19, 0.80):
        pen.ellipse(long * share, high * 0.80, 11.5 * s, 11.5 * s, darker(TYRE, 0.5))
        pen.ellipse(long * share, high * 0.80, 10 * s, 9 * s, TYRE)
        pen.ellipse(long * share, high * 0.80, 5.4 * s, 5.2 * s, (150, 152, 156))
    pen.rim(0.18, 1.6)
    extra = None
    if ask.attached:
        other = Pen(long, high, 16)
        other.line([(long * 0.76, high * 0.03), (long * 0.87, -14)], 1.1, TYRE)
        extra = other.sprite()
    made = Made(pen.sprite(), extra)
    if rng.random() < 0.5:
        made = Made(made.sprite.mirrored(), extra.mirrored() if extra else None)
    return made


def van_side(ask: Ask) -> Made:
    """Draw a panel van from the side: high, no rear side windows."""
    rng, s = ask.rng, ask.scale
    paint = pick(
        rng, ((230, 230, 226), (206, 176, 64), (70, 92, 132), (120, 124, 128), (158, 66, 54))
    )
    long, high = 148 * s, 66 * s
    pen = Pen(long, high, 16)
    pen.polygon(
        [(0, high * 0.66), (long * 0.04, high * 0.52), (long * 0.17, high * 0.44),
         (long * 0.29, high * 0.06), (long * 0.35, 0), (long * 0.97, 0), (long, high * 0.05),
         (long, high * 0.88), (0, high * 0.88)], paint)  # fmt: skip
    pen.polygon(
        [(long * 0.21, high * 0.42), (long * 0.305, high * 0.11), (long * 0.42, high * 0.11),
         (long * 0.42, high * 0.42)], GLASS)  # fmt: skip
    pen.line([(long * 0.45, high * 0.1), (long * 0.45, high * 0.82)], 1, darker(paint, 0.35))
    pen.line([(long * 0.72, high * 0.06), (long * 0.72, high * 0.82)], 1, darker(paint, 0.25))
    pen.rect(long * 0.52, high * 0.34, long * 0.34, high * 0.10, darker(paint, 0.4))
    pen.rect(0, high * 0.82, long, high * 0.06, darker(paint, 0.5))
    pen.light(0, -0.14)
    pen.rect(0.5, high * 0.56, 5 * s, 6 * s, (240, 232, 190), 1.5)
    pen.rect(long * 0.975, high * 0.52, 3.5 * s, 10 * s, (150, 24, 26), 1)
    for share in (0.18, 0.81):
        pen.ellipse(long * share, high * 0.86, 12 * s, 10.5 * s, darker(TYRE, 0.5))
        pen.ellipse(long * share, high * 0.86, 10.5 * s, 9.2 * s, TYRE)
        pen.ellipse(long * share, high * 0.86, 5.4 * s, 5 * s, (150, 152, 156))
    pen.rim(0.18, 1.6)
    extra = None
    if ask.attached:
        other = Pen(long, high, 16)
        other.line([(long * 0.4, 1), (long * 0.34, -14)], 1.1, TYRE)
        extra = other.sprite()
    made = Made(pen.sprite(), extra)
    if rng.random() < 0.5:
        made = Made(made.sprite.mirrored(), extra.mirrored() if extra else None)
    return made


def person(ask: Ask) -> Made:
    """Draw somebody walking; a suitcase pulled along is no part of them."""
    rng, s = ask.rng, ask.scale
    coat, legs = pick(rng, CLOTHES), pick(rng, ((44, 46, 56), (72, 66, 58), (40, 52, 80)))
    skin, hair = pick(rng, SKINS), pick(rng, ((40, 30, 26), (92, 64, 40), (150, 140, 130)))
    wide, high = 34 * s, 86 * s
    pen = Pen(wide, high, 20)
    middle = wide / 2
    stride = rng.uniform(5, 9) * s
    for side, shade in ((-1, 0.3), (1, 0.0)):
        foot = middle + side * stride
        pen.line([(middle + side * 3 * s, high * 0.52), (middle + side * stride * 0.7, high * 0.74),
                  (foot, high * 0.94)], 7.5 * s, darker(legs, shade))  # fmt: skip
        pen.line([(foot, high * 0.965), (foot - 5 * s, high * 0.972)], 4.6 * s, (36, 30, 28))
    pen.line([(middle - 5 * s, high * 0.24), (middle - 12 * s, high * 0.42), (middle - 13 * s, high * 0.52)],
             5.5 * s, darker(coat, 0.22))  # fmt: skip
    pen.polygon(
        [(middle - 9 * s, high * 0.22), (middle - 4 * s, high * 0.17), (middle + 4 * s, high * 0.17),
         (middle + 9 * s, high * 0.22), (middle + 9 * s, high * 0.58), (middle - 8 * s, high * 0.58)],
        coat)  # fmt: skip
    pen.line([(middle + 6 * s, high * 0.24), (middle + 12 * s, high * 0.40), (middle + 10 * s, high * 0.53)],
             5.5 * s, darker(coat, 0.1))  # fmt: skip
    pen.ellipse(middle + 10 * s, high * 0.545, 2.6 * s, 3 * s, skin)
    pen.rect(middle - 2.5 * s, high * 0.13, 5 * s, 5 * s, darker(skin, 0.2))
    pen.ellipse(middle, high * 0.085, 6 * s, 7.2 * s, hair)
    pen.ellipse(middle - 1.6 * s, high * 0.097, 4.5 * s, 5.6 * s, skin)
    pen.rim(0.25, 1.6)
    pen.light(0.08, -0.05)
    extra = None
    if ask.attached:
        other = Pen(wide, high, 20)
        other.line([(middle + 11 * s, high * 0.56), (wide + 6, high * 0.74)], 1.4, (70, 70, 74))
        case = pick(rng, ((120, 40, 44), (40, 60, 90), (60, 60, 62)))
        other.rect(wide + 2, high * 0.72, 15 * s, high * 0.24, case, 3)
        other.ellipse(wide + 6, high * 0.975, 2, 2, TYRE)
        extra = other.sprite()
    return Made(pen.sprite(), extra)


def cyclist(ask: Ask) -> Made:
    """Draw a bicycle with its rider, facing left: one object."""
    rng, s = ask.rng, ask.scale
    coat, legs, skin = pick(rng, CLOTHES), pick(rng, ((44, 46, 56), (40, 52, 80))), pick(rng, SKINS)
    frame = pick(rng, PAINTS)
    wide, high = 76 * s, 84 * s
    pen = Pen(wide, high)
    ground, radius = high - 0.5, 16.5 * s
    for x in (radius + 0.5, wide - radius - 0.5):
        pen.ring(x, ground - radius, radius, 2.6 * s, TYRE)
        pen.ellipse(x, ground - radius, 2, 2, (120, 122, 126))
    back, front, seat = (
        (wide - radius, ground - radius),
        (radius, ground - radius),
        (wide * 0.60, high * 0.50),
    )
    crank, bar = (wide * 0.50, ground - radius * 0.9), (wide * 0.30, high * 0.47)
    for one, other in (
        (back, seat),
        (seat, crank),
        (crank, back),
        (crank, bar),
        (bar, front),
        (seat, bar),
    ):
        pen.line([one, other], 2.6 * s, frame)
    hip = (wide * 0.60, high * 0.45)
    knee, foot = (wide * 0.42, high * 0.60), (wide * 0.48, high * 0.84)
    pen.line(
        [hip, (wide * 0.45, high * 0.66), (wide * 0.54, high * 0.86)], 6 * s, darker(legs, 0.3)
    )
    pen.line([hip, knee, foot], 6.5 * s, legs)
    pen.line([foot, (foot[0] - 5 * s, foot[1] + 1)], 4 * s, (36, 30, 28))
    pen.line([hip, (wide * 0.47, high * 0.22)], 13 * s, coat)
    pen.line([(wide * 0.46, high * 0.24), (wide * 0.36, high * 0.40), (wide * 0.28, high * 0.44)],
             4.6 * s, darker(coat, 0.15))  # fmt: skip
    pen.ellipse(wide * 0.43, high * 0.095, 6 * s, 7 * s, skin)
    pen.ellipse(wide * 0.44, high * 0.065, 6.8 * s, 5.2 * s, pick(rng, PAINTS))
    pen.rim(0.2, 1.2)
    made = Made(pen.sprite())
    return Made(made.sprite.mirrored()) if rng.random() < 0.5 else made
