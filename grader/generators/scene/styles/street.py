"""A street seen from a camera at the kerb: cars, vans, people and cyclists before a row of shops."""

from __future__ import annotations

import numpy as np

from grader.generators.scene import texture
from grader.generators.scene.geometry import HEIGHT, WIDTH
from grader.generators.scene.pen import OVER, Colour, Pen, Pixels, Sprite
from grader.generators.scene.stage import Ask, Made, Slot, Stage, Style
from grader.generators.scene.styles.common import darker, pick, picture_of
from grader.generators.scene.styles.vehicles import car_side, cyclist, person, van_side

FAR_PAVEMENT, KERB, ROAD_END = 196, 226, 366


def backdrop(stage: Stage) -> Pixels:
    """Return shop fronts, the far pavement, two lanes and the near pavement."""
    rng = stage.rng
    scene = texture.rough(rng, (88, 88, 90), 0.03, 0.05)
    wall = texture.rough(rng, (150, 136, 122), 0.02, 0.03)
    scene[: FAR_PAVEMENT * OVER] = wall[: FAR_PAVEMENT * OVER]
    x = -int(rng.integers(0, 120))
    while x < WIDTH:
        wide = int(rng.uniform(130, 190))
        _house(scene, rng, x, wide)
        x += wide
    slabs = texture.rough(rng, (156, 152, 144), 0.015, 0.03)
    for top, bottom in ((FAR_PAVEMENT, KERB), (ROAD_END, HEIGHT)):
        scene[top * OVER : bottom * OVER] = slabs[top * OVER : bottom * OVER]
        for x in range(int(rng.integers(0, 40)), WIDTH, 44):
            scene[top * OVER : bottom * OVER, x * OVER : x * OVER + 2] *= 0.86
    scene[KERB * OVER : (KERB + 4) * OVER] *= 1.25
    scene[(ROAD_END - 4) * OVER : ROAD_END * OVER] *= 1.25
    for x in range(int(rng.integers(-40, 40)), WIDTH, 92):
        left, right = max(0, x) * OVER, max(0, min(WIDTH, x + 44)) * OVER
        spot = scene[292 * OVER : 295 * OVER, left:right]
        spot += (np.float32(0.8) - spot) * 0.7
    return np.clip(scene, 0, 1).astype(np.float32)


def _house(scene: Pixels, rng: np.random.Generator, x: int, wide: int) -> None:
    paint = np.array(
        pick(rng, ((168, 140, 116), (140, 84, 68), (188, 182, 166), (118, 126, 132))), np.float32
    )
    left, right = max(0, x) * OVER, min(WIDTH, x + wide) * OVER
    if right <= left:
        return
    scene[: FAR_PAVEMENT * OVER, left:right] *= paint / np.float32(142)
    scene[: FAR_PAVEMENT * OVER, left : left + 3] *= 0.7

    def glass(x0: float, y0: float, w: float, h: float, light: float) -> None:
        a, b = int(np.clip(x0, 0, WIDTH) * OVER), int(np.clip(x0 + w, 0, WIDTH) * OVER)
        rows = slice(int(y0 * OVER), int((y0 + h) * OVER))
        scene[rows, a:b] = np.array((0.22, 0.26, 0.3), np.float32) * light
        scene[rows.start : rows.start + 3, a:b] = 0.8
        scene[rows.stop - 3 : rows.stop, a:b] = 0.7

    for column in range(3):
        glass(x + wide * (0.1 + 0.29 * column), 18, wide * 0.2, 46, float(rng.uniform(0.8, 1.3)))
    glass(x + wide * 0.08, 104, wide * 0.6, 76, float(rng.uniform(0.9, 1.3)))
    glass(x + wide * 0.76, 98, wide * 0.17, 97, float(rng.uniform(0.6, 0.8)))
    awning = (
        np.array(
            pick(rng, ((160, 52, 48), (60, 92, 80), (58, 74, 110), (196, 164, 84))), np.float32
        )
        / 255
    )
    a, b = max(0, int((x + wide * 0.04) * OVER)), min(WIDTH * OVER, int((x + wide * 0.72) * OVER))
    if b > a:
        scene[84 * OVER : 102 * OVER, a:b] = awning
        scene[100 * OVER : 102 * OVER, a:b] *= 0.6


def slots(stage: Stage, label: str) -> list[Slot]:
    """Return places on the pavements for people, in the lanes for what drives."""
    rng = stage.rng
    rows = (
        ((214, 0.84), (222, 0.88), (398, 1.4)) if label == "person" else ((276, 0.92), (352, 1.22))
    )
    found = []
    for _ in range(40):
        base, scale = rows[int(rng.integers(len(rows)))]
        y = base + float(rng.uniform(-3, 5))
        found.append(
            Slot(
                float(rng.uniform(50, WIDTH - 50)), y, 0, scale * float(rng.uniform(0.96, 1.05)), y
            )
        )
    return found


def dummy(ask: Ask) -> Made:
    """Draw a tailor's dummy: a torso on a stand, without head, arms or legs."""
    rng, s = ask.rng, ask.scale
    cloth = pick(rng, ((206, 190, 164), (160, 60, 70), (70, 90, 120)))
    pen = Pen(26 * s, 66 * s)
    m = 13 * s
    pen.rect(m - 2.5 * s, 0, 5 * s, 8 * s, (96, 72, 52), 1)
    pen.polygon(
        [
            (2 * s, 9 * s),
            (24 * s, 9 * s),
            (20 * s, 24 * s),
            (24 * s, 40 * s),
            (2 * s, 40 * s),
            (6 * s, 24 * s),
        ],
        cloth,
    )
    pen.rect(m - 1.4 * s, 40 * s, 2.8 * s, 22 * s, (60, 58, 56))
    pen.rect(m - 8 * s, 62 * s, 16 * s, 3.6 * s, (60, 58, 56), 1)
    pen.rim(0.3, 2)
    return Made(pen.sprite())


def places(stage: Stage, name: str) -> list[Slot]:
    """Return where look-alikes are: posters on the wall, the dummy before a shop."""
    rng = stage.rng
    if name == "tailor's dummy":
        return [Slot(float(rng.uniform(40, 600)), 206, 0, 0.95, 5) for _ in range(20)]
    return [Slot(float(rng.uniform(90, 550)), 176, 0, 0.95, 1) for _ in range(20)]


def cover(stage: Stage, label: str) -> Sprite:
    """Return a planter for the pavement, before a vehicle a barrier as at roadworks."""
    return _planter(stage.rng) if label == "person" else _barrier()


def _barrier() -> Sprite:
    pen = Pen(64, 46)
    for x in (8, 52):
        pen.rect(x, 4, 4, 40, (72, 74, 76), 1)
        pen.rect(x - 6, 42, 16, 4, (52, 52, 54), 1)
    for y in (3, 20):
        pen.rect(0, y, 64, 12, (226, 222, 214), 1)
        for x in (4, 24, 44):
            pen.polygon([(x, y + 12), (x + 8, y), (x + 17, y), (x + 9, y + 12)], (186, 50, 42))
    pen.rim(0.2, 1.4)
    return pen.sprite()


def _planter(rng: np.random.Generator) -> Sprite:
    pen = Pen(50, 62)
    green = pick(rng, ((66, 94, 52), (84, 98, 52)))
    for _ in range(40):
        x, y = rng.uniform(9, 41), rng.uniform(8, 36)
        pen.ellipse(float(x), float(y), 8.5, 7.5, darker(green, float(rng.uniform(-0.2, 0.3))))
    pen.polygon([(5, 34), (45, 34), (41, 62), (9, 62)], pick(rng, ((132, 128, 120), (122, 78, 58))))
    pen.rim(0.25, 2.4)
    pen.grain(rng, 0.08, 2)
    return pen.sprite()


def bar(stage: Stage, angle: float) -> Sprite:
    """Return a lamp post."""
    pen = Pen(26, 206)
    steel: Colour = (66, 70, 72)
    pen.rect(9.5, 6, 7, 196, steel, 2)
    pen.rect(6, 178, 14, 28, steel, 2)
    pen.rect(0, 0, 26, 10, darker(steel, 0.2), 3)
    pen.rim(0.3, 2)
    return pen.sprite()


STYLE = Style(
    name="street",
    domain="street camera",
    painters={"car": car_side, "person": person, "van": van_side, "cyclist": cyclist},
    backdrop=backdrop,
    slots=slots,
    edges=("left", "right"),
    traps=frozenset(
        ("shadow", "reflection", "blur", "attached", "occlusion", "split", "truncation", "crowd",
         "look-alike", "neighbour", "group")
    ),
    lookalikes={
        "picture of a car": ("car", picture_of(car_side, 132, 74, 0.8)),
        "tailor's dummy": ("person", dummy),
        "picture of a person": ("person", picture_of(person, 62, 82, 0.66)),
    },
    places=places,
    cover=cover,
    bar=bar,
    tone=(110, 106, 102),
    from_side=True,
    heaps=("person",),
    most=7,
    reflects=True,
    aside="person",
)  # fmt: skip
