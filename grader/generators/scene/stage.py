"""Arranging a scene: who stands where, what hides whom, which shadows and look-alikes there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np
from PIL import Image

from grader.generators.scene.canvas import Canvas, cut
from grader.generators.scene.geometry import Box, tight
from grader.generators.scene.pen import OVER, Colour, Pixels, Sprite

TRAPS = {
    "shadow": "a long, dark shadow that is no part of the object",
    "reflection": "a mirror image on water or a polished floor",
    "blur": "an object smeared by its own motion",
    "attached": "parts that belong to it, and things that only hang on it",
    "occlusion": "an object partly behind another thing",
    "split": "one object that something in front cuts in two",
    "truncation": "an object that the frame cuts off",
    "small": "a small, pale object that is easily missed",
    "tiny": "something below the least size",
    "crowd": "objects so close that their boxes overlap",
    "look-alike": "a picture of the thing, a toy, a fragment",
    "neighbour": "a class that resembles the one asked for",
    "group": "a heap in which single objects cannot be told apart",
}
"""What can make a scene hard, by name, in words."""


class Made(NamedTuple):
    """One object as drawn, and what hangs on it without being part of it (same size, same centre)."""

    sprite: Sprite
    extra: Sprite | None = None


class Slot(NamedTuple):
    """A place for an object.

    Attributes:
        y: Of its centre or, where a style is seen from the side, of the ground it stands on.
        depth: What is deeper is painted earlier.
    """

    x: float
    y: float
    angle: float = 0.0
    scale: float = 1.0
    depth: float = 0.0


class Ask(NamedTuple):
    """What a painter is told: chance, size, direction, and whether something hangs on the object."""

    rng: np.random.Generator
    scale: float
    angle: float
    attached: bool


Painter: TypeAlias = Callable[[Ask], Made]


class Decoy(NamedTuple):
    """Something that a hasty person would box.

    Attributes:
        kind: The trap that it belongs to, and within look-alikes what it is.
        like: The class that it would be boxed as.
        box: The wrong box.
        instead: The box of the object that it is a wrong box of, or None where there is no object.
    """

    kind: str
    like: str
    box: Box
    instead: Box | None = None


@dataclass(frozen=True)
class Style:
    """One kind of picture.

    Attributes:
        name: Its name.
        domain: The work that it comes from, as an item's domain.
        painters: How each class is drawn, the commonest first.
        backdrop: Paints the place without any object.
        slots: The places for ordinary objects, in any order.
        edges: Frame sides that may cut an object off.
        traps: Those that this style can show.
        from_side: Seen from the side, so that things stand on the ground.
        lookalikes: By name, what resembles a class, with that class; the painter gets the style's own scale.
        places: Where look-alikes may be, when not just anywhere.
        cover: Draws something that hides a part of an object.
        bar: Draws something long and thin that crosses one.
        heaps: Classes that come in heaps.
        most: Objects at most.
        tiny: The class of which something below the least size may lie about.
        reflects: Whether the floor is shiny.
        berths: Whether objects keep to the slots even where it is crowded.
        aside: The class in whose places things lie about that are no objects; the first when left out.
        tone: The colour that something pale fades towards.
    """

    name: str
    domain: str
    painters: Mapping[str, Painter]
    backdrop: Callable[[Stage], Pixels]
    slots: Callable[[Stage, str], list[Slot]]
    edges: tuple[str, ...]
    traps: frozenset[str]
    lookalikes: Mapping[str, tuple[str, Painter]]
    cover: Callable[[Stage, str], Sprite]
    bar: Callable[[Stage, float], Sprite]
    from_side: bool = False
    places: Callable[[Stage, str], list[Slot]] | None = None
    heaps: tuple[str, ...] = ()
    most: int = 8
    tiny: str = ""
    reflects: bool = False
    berths: bool = False
    aside: str = ""
    tone: Colour = (120, 120, 120)


@dataclass
class Stage:
    """One scene while it is arranged."""

    rng: np.random.Generator
    style: Style
    difficulty: int
    traps: frozenset[str]
    taken: list[Box] = field(default_factory=list)
    decoys: list[Decoy] = field(default_factory=list)
    sun: tuple[float, float] = (5.0, 5.0)
    dark: float = 0.35
    shift: float = 0.0
    labels: tuple[str, ...] | None = None
    for_classes: bool = False

    def __post_init__(self) -> None:
        long = 15.0 if "shadow" in self.traps else 5.0
        turn = self.rng.uniform(0.15, 0.85) * np.pi
        across = np.cos(turn) * (1 if self.rng.random() < 0.5 else -1)
        self.sun = (float(across * long), float(np.sin(turn) * long))
        self.dark = float(self.rng.uniform(0.5, 0.62) if "shadow" in self.traps else 0.34)
        self.shift = float(self.rng.uniform(-20, 20))

    @cached_property
    def canvas(self) -> Canvas:
        """The canvas, its backdrop painted: not before everything has a place."""
        return Canvas(self.style.backdrop(self))

    def free(self, box: Box, gap: int) -> bool:
        """Return whether nothing has been reserved within a gap of a box."""
        return not any(box.grown(gap).meets(other) for other in self.taken)

    def cast(self, sprite: Sprite, x: float, y: float) -> Box | None:
        """Let an object throw its shadow; return the box of the shadow's dark part."""
        thrown = lying(sprite, self.sun) if self.style.from_side else tall(sprite, self.sun)
        shadow, dx, dy = thrown
        blur = 1.2 if "shadow" in self.traps else 2.5
        self.canvas.shade(shadow, x + dx, y + dy, self.dark, blur)
        return bounds(shadow, x + dx, y + dy)

    def mirror(self, sprite: Sprite, x: float, ground: float, strength: float) -> Box | None:
        """Show an object upside down in the floor under it; return the box of the image."""
        image = sprite.flipped()
        below = bounds(image, x, 0)
        if below is None:
            return None
        y = ground - below.y
        fade = np.linspace(1, 0.15, image.alpha.shape[0], dtype=np.float32)[:, None]
        thin = Sprite(
            np.asarray(image.rgb * 0.92, np.float32),
            np.asarray(image.alpha * fade * strength, np.float32),
        )
        self.canvas.tint(thin, x, y)
        return bounds(image, x, y)


def bounds(sprite: Sprite, x: float, y: float) -> Box | None:
    """Return the box of a sprite placed at a centre, also where it lies outside the picture."""
    box = tight(sprite.alpha >= 0.5)
    if box is None:
        return None
    left = round(x * OVER - sprite.alpha.shape[1] / 2) + box.x
    top = round(y * OVER - sprite.alpha.shape[0] / 2) + box.y
    x0, y0 = left // OVER, top // OVER
    x1, y1 = -(-(left + box.width) // OVER), -(-(top + box.height) // OVER)
    return Box(x0, y0, x1 - x0, y1 - y0)


def standing(sprite: Sprite, ground: float) -> float:
    """Return the centre at which a sprite's lowest row stands on the ground."""
    box = bounds(sprite, 0, 0)
    return ground if box is None else ground - box.bottom


def tall(sprite: Sprite, sun: tuple[float, float]) -> tuple[Sprite, float, float]:
    """Return the shadow of something seen from above, and by how much it is shifted."""
    steps = max(2, round(max(abs(sun[0]), abs(sun[1])) * OVER / 2))
    dx, dy = round(sun[0] * OVER), round(sun[1] * OVER)
    high, wide = sprite.alpha.shape
    total = np.zeros((high + abs(dy), wide + abs(dx)), np.float32)
    for step in range(steps + 1):
        across, down = round(dx * step / steps), round(dy * step / steps)
        row, column = down - min(0, dy), across - min(0, dx)
        spot = total[row : row + high, column : column + wide]
        np.maximum(spot, sprite.alpha, out=spot)
    return Sprite(np.zeros((*total.shape, 3), np.float32), total), dx / 2 / OVER, dy / 2 / OVER


def lying(sprite: Sprite, sun: tuple[float, float]) -> tuple[Sprite, float, float]:
    """Return the shadow on the ground of something that stands on it, and its shift."""
    box = tight(sprite.alpha >= 0.5)
    if box is None:
        return sprite, 0.0, 0.0
    body = sprite.alpha[box.y : box.y + box.height, box.x : box.x + box.width]
    share = 0.10 + 0.016 * abs(sun[1])
    high = max(4, round(box.height * share))
    lean = sun[0] / 15 * box.height * 0.75
    image = Image.fromarray((body[::-1] * 255).astype(np.uint8)).resize((box.width, high))
    pad = round(abs(lean)) + 2
    wide = box.width + 2 * pad
    padded = Image.new("L", (wide, high))
    padded.paste(image, (pad, 0))
    slant = padded.transform(
        (wide, high),
        Image.Transform.AFFINE,
        (1, -lean / high, 0, 0, 1, 0),
        Image.Resampling.BILINEAR,
    )
    alpha = np.asarray(slant, np.float32) / np.float32(255)
    feet = (box.y + box.height - sprite.alpha.shape[0] / 2) / OVER
    middle = (box.x + box.width / 2 - sprite.alpha.shape[1] / 2) / OVER
    black = np.zeros((*alpha.shape, 3), np.float32)
    return Sprite(black, np.asarray(alpha, np.float32)), middle, feet + high / 2 / OVER - 1.5


def hidden_by(sprite: Sprite, x: float, y: float, other: Sprite, ox: float, oy: float) -> float:
    """Return which share of what shows of a sprite another one, painted after it, hides."""
    below, above = _Placed(sprite, x, y), _Placed(other, ox, oy)
    inside = below.alpha.sum()
    if not inside:
        return 0.0
    top, left = max(below.row, above.row), max(below.column, above.column)
    high = min(below.row + below.alpha.shape[0], above.row + above.alpha.shape[0]) - top
    wide = min(below.column + below.alpha.shape[1], above.column + above.alpha.shape[1]) - left
    if high <= 0 or wide <= 0:
        return 0.0
    common = below.part(top, left, high, wide) * above.part(top, left, high, wide)
    return float(common.sum() / inside)


class _Placed:
    """A sprite's coverage inside the picture."""

    def __init__(self, sprite: Sprite, x: float, y: float) -> None:
        found = cut(sprite.alpha.shape, x, y)
        self.row = self.column = 0
        self.alpha = np.zeros((0, 0), np.float32)
        if found is not None:
            self.row, self.column, rows, columns = found
            self.alpha = sprite.alpha[rows, columns]

    def part(self, top: int, left: int, high: int, wide: int) -> Pixels:
        """Return a window, given in sub-pixels of the picture."""
        row, column = top - self.row, left - self.column
        return self.alpha[row : row + high, column : column + wide]
