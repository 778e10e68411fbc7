"""What else is in a scene: heaps, look-alikes, things that are too small, things that matter to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from grader.generators.scene.arrange import MARGIN, Arranger
from grader.generators.scene.geometry import Box
from grader.generators.scene.jobs import Job, Member, UnplacedError, inside
from grader.generators.scene.pen import Sprite
from grader.generators.scene.stage import (
    Ask,
    Decoy,
    Made,
    Slot,
    Stage,
    bounds,
    hidden_by,
    standing,
)

SEEN_IN_HEAP = 6
"""So many of a heap can be seen at least: more than the five from which it is one."""

FLAT = ("picture", "drawing", "painted", "boat painted", "ring", "drop", "air bubble")
"""How look-alikes begin that throw no shadow."""


def heap(arranger: Arranger, label: str) -> None:
    """Pile so many objects of a class up that they have one box together (clause 4.2)."""
    stage = arranger.stage
    slots = arranger.slots(Job(label))
    sprites = _pieces(stage, label, slots[0].scale)
    for slot in slots:
        members = _pile(stage, label, sprites, slot)
        boxes = [box for one in members if (box := bounds(*one)) is not None]
        whole = reduce(Box.union, boxes)
        if not inside(whole, MARGIN) or not stage.free(whole, 9) or not _sound(members):
            continue
        job = Job(label, frozenset(("group",)), slot=slot, depth=slot.depth)
        job.members, job.ground = members, slot.y
        arranger.jobs.append(job)
        stage.taken.append(whole)
        return
    raise UnplacedError


def _pieces(stage: Stage, label: str, scale: float) -> list[Sprite]:
    rng = stage.rng
    return [
        stage.style.painters[label](
            Ask(rng, scale * 0.66, float(rng.uniform(0, 360)), False)
        ).sprite
        for _ in range(int(rng.integers(10, 14)))
    ]


def _pile(stage: Stage, label: str, sprites: Sequence[Sprite], slot: Slot) -> list[Member]:
    """Return the pieces thrown together around a slot, from the back to the front."""
    rng = stage.rng
    members: list[Member] = []
    for index, sprite in enumerate(sprites):
        own = bounds(sprite, 0, 0)
        if own is None:
            raise UnplacedError
        spread = max(own.width, own.height)
        if stage.style.from_side:
            wide = 1.2 if label == "carton" else 0.85
            x = slot.x + float(rng.uniform(-wide, wide)) * spread
            y = standing(sprite, slot.y + (index - len(sprites)) * 0.4)
            if label == "carton":
                y -= float(rng.uniform(0, 0.85)) * own.height * (1 - index / len(sprites))
        else:
            x, y = (float(c + rng.normal(0, 0.42) * spread) for c in (slot.x, slot.y))
        members.append((sprite, x, y))
    return members


def _sound(members: Sequence[Member]) -> bool:
    """Return whether a heap hangs together, and enough of it can be seen to count to five."""
    seen = sum(
        sum(hidden_by(*one, *later) for later in members[index + 1 :]) < 0.75
        for index, one in enumerate(members)
    )
    return seen >= SEEN_IN_HEAP and _hangs_together(members)


def _hangs_together(members: Sequence[Member]) -> bool:
    """Return whether one can go from each to each over others that overlap by a clear part."""
    reached, waiting = {0}, [0]
    while waiting:
        one = members[waiting.pop()]
        for index, other in enumerate(members):
            if (
                index not in reached
                and max(hidden_by(*one, *other), hidden_by(*other, *one)) > 0.06
            ):
                reached.add(index)
                waiting.append(index)
    return len(reached) == len(members)


def look_alike(arranger: Arranger, name: str) -> None:
    """Put down something that resembles a class."""
    stage = arranger.stage
    like, painter = stage.style.lookalikes[name]
    slots = (
        stage.style.places(stage, name) if stage.style.places else stage.style.slots(stage, like)
    )
    for slot in slots:
        made = painter(Ask(stage.rng, slot.scale, slot.angle, False))
        if name.startswith(("picture", "drawing")) and not stage.style.from_side:
            made = painter(Ask(stage.rng, slot.scale, 0, False))
        other = Job("", made=made, x=slot.x, y=slot.y, ground=slot.y, depth=slot.depth)
        if stage.style.from_side:
            other.y = standing(made.sprite, slot.y)
        if inside(other.box, 4) and stage.free(other.box, 8):
            stage.taken.append(other.box)
            stage.decoys.append(Decoy(name, like, other.box.clipped()))
            arranger.layer(slot.depth, other, not name.startswith(FLAT))
            return
    raise UnplacedError


def clutter(arranger: Arranger, count: int) -> None:
    """Put down things that resemble no class: those that elsewhere hide an object."""
    stage = arranger.stage
    label = stage.style.aside or next(iter(stage.style.painters))
    for _ in range(count):
        sprite = stage.style.cover(stage, label)
        for slot in arranger.slots(Job(label))[:12]:
            other = Job("", made=Made(sprite), x=slot.x, y=slot.y, ground=slot.y, depth=slot.depth)
            if stage.style.from_side:
                other.y = standing(sprite, slot.y)
            if inside(other.box, 4) and stage.free(other.box, 6):
                stage.taken.append(other.box)
                arranger.layer(slot.depth, other, True)
                break


def tiny(arranger: Arranger) -> None:
    """Put down an object of a class that is below the least size."""
    stage = arranger.stage
    label = stage.style.tiny
    for slot in arranger.slots(Job(label)):
        ask = Ask(stage.rng, 1.0, slot.angle, False)
        box = bounds(stage.style.painters[label](ask).sprite, 0, 0)
        if box is None:
            raise UnplacedError
        scale = float(stage.rng.uniform(8, 9.4)) / max(box.width, box.height)
        made = stage.style.painters[label](ask._replace(scale=scale))
        other = Job("", made=made, x=slot.x, y=slot.y, ground=slot.y, depth=slot.depth)
        if stage.free(other.box, 10):
            stage.taken.append(other.box)
            stage.decoys.append(Decoy("tiny", label, other.box))
            arranger.layer(slot.depth, other, True)
            return
    raise UnplacedError
