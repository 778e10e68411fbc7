"""What is to stand in a scene, before it is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from grader.generators.scene.canvas import Drawn
from grader.generators.scene.geometry import HEIGHT, WIDTH, Box
from grader.generators.scene.pen import Sprite
from grader.generators.scene.stage import Made, Slot, bounds

Member: TypeAlias = tuple[Sprite, float, float]
"""One of a heap: what was drawn, and the place of its centre."""


class UnplacedError(Exception):
    """A scene that did not come together; the next attempt has other chances."""


@dataclass
class Job:
    """One object to be: its class, what is to happen to it, and then where it is."""

    label: str
    roles: frozenset[str] = frozenset()
    made: Made | None = None
    x: float = 0.0
    y: float = 0.0
    ground: float = 0.0
    depth: float = 0.0
    slot: Slot = field(default_factory=lambda: Slot(0, 0))
    members: list[Member] = field(default_factory=list)
    drawn: Drawn | None = None
    notes: dict[str, Box] = field(default_factory=dict)

    @property
    def sprite(self) -> Sprite:
        """What was drawn for it."""
        if self.made is None:
            raise UnplacedError
        return self.made.sprite

    @property
    def box(self) -> Box:
        """Its box as if nothing hid it."""
        found = bounds(self.sprite, self.x, self.y)
        if found is None:
            raise UnplacedError
        return found


@dataclass
class Layer:
    """Something to paint at a depth."""

    depth: float
    paint: Callable[[], None]


def inside(box: Box, margin: int) -> bool:
    """Return whether a box lies in the picture, a margin away from its edge."""
    return (
        box.x >= margin
        and box.y >= margin
        and box.right <= WIDTH - margin
        and box.bottom <= HEIGHT - margin
    )
