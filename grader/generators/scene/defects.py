"""What a camera or a transfer does to a whole picture: five defects, and two troubles that are none.

Each lies far on its side of the threshold that the guideline of image classification names, so that
nobody has to measure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from grader.generators.scene.geometry import HEIGHT, WIDTH, Box
from grader.generators.scene.jobs import UnplacedError
from grader.generators.scene.pen import Pixels

DEFECTS = {
    "lost": "rows of the picture are missing",
    "dirt": "soft grey smears over everything",
    "glare": "a burnt-out patch",
    "dark": "nothing brighter than dark grey",
    "focus": "no edge is sharp anywhere",
}
"""What makes a picture unfit, in the guideline's order."""

TROUBLES = {
    "dusk": "darker than by day, and still easy to see",
    "spot": "a small spot of light",
}
"""What looks a little like a defect and is none."""

LOST_ROWS = (34, 60)
DARK = 0.3
DUSK = 0.62
BLUR = 3.2
_LIGHTS = {"glare": (184.0, 132.0, 0.2), "spot": (34.0, 30.0, 1.6)}
"""Width and height of the burnt-out middle, and how far it fades beyond, as a share of half of them.

The guideline flags from a twentieth of the picture on: the glare has a fourteenth, the spot a 340th.
"""

_GAP = 6


def spoil(
    image: Image.Image, name: str, keep: Sequence[Box], rng: np.random.Generator
) -> Image.Image:
    """Return a picture with a defect or a trouble.

    Args:
        image: A picture of the size of scenes.
        name: One of `DEFECTS` or `TROUBLES`.
        keep: What must stay in sight; a band or a patch of light keeps clear of it.
        rng: Chance, for places and shapes.

    Raises:
        UnplacedError: There is no room beside what must stay in sight.
    """
    values = np.asarray(image.convert("RGB"), np.float32)
    if name == "lost":
        values = _lost(values, keep, rng)
    elif name == "dirt":
        values = _dirt(values, rng)
    elif name in _LIGHTS:
        values = _light(values, keep, rng, *_LIGHTS[name])
    elif name == "dark":
        values = values * np.float32(DARK)
    elif name == "dusk":
        values = values * np.array([DUSK * 0.95, DUSK * 0.97, DUSK * 1.06], np.float32)
    else:
        return image.convert("RGB").filter(ImageFilter.GaussianBlur(BLUR))
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), "RGB")


def _lost(values: Pixels, keep: Sequence[Box], rng: np.random.Generator) -> Pixels:
    high = int(rng.integers(LOST_ROWS[0], LOST_ROWS[1] + 1))
    for top in rng.permutation(np.arange(24, HEIGHT - high - 24)):
        band = Box(0, int(top), WIDTH, high)
        if not any(band.grown(_GAP).meets(one) for one in keep):
            spoilt = values.copy()
            spoilt[band.y : band.bottom] = 128
            return spoilt
    raise UnplacedError


def _dirt(values: Pixels, rng: np.random.Generator) -> Pixels:
    layer = np.zeros(values.shape[:2], np.float32)
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    for column in rng.permutation(6):
        x = (column + rng.uniform(0.2, 0.8)) * WIDTH / 6
        y, turn = rng.uniform(50, HEIGHT - 50), rng.uniform(0, np.pi)
        along = (across - x) * np.cos(turn) + (down - y) * np.sin(turn)
        aside = (down - y) * np.cos(turn) - (across - x) * np.sin(turn)
        reach = (along / rng.uniform(60, 84)) ** 2 + (aside / rng.uniform(28, 40)) ** 2
        layer = np.maximum(layer, np.exp(-(reach**1.5)).astype(np.float32))
    share = (0.58 * layer)[..., None]
    return np.asarray(values * (1 - share) + 150 * share, np.float32)


def _light(
    values: Pixels,
    keep: Sequence[Box],
    rng: np.random.Generator,
    wide: float,
    high: float,
    fade: float,
) -> Pixels:
    reach_of = (1 + fade) / 2
    for _ in range(300):
        x = float(rng.uniform(wide * 0.45, WIDTH - wide * 0.45))
        y = float(rng.uniform(high * 0.45, HEIGHT - high * 0.45))
        left, top = x - wide * reach_of, y - high * reach_of
        place = Box(round(left), round(top), round(2 * wide * reach_of), round(2 * high * reach_of))
        if not any(place.grown(_GAP).meets(one) for one in keep):
            break
    else:
        raise UnplacedError
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    reach = np.sqrt(((across - x) / (wide / 2)) ** 2 + ((down - y) / (high / 2)) ** 2)
    share = np.clip(1 - (reach - 1) / fade, 0, 1)[..., None] ** 2
    return np.asarray(values * (1 - share) + 254 * share, np.float32)
