"""Putting one scene together: choosing places, then painting from back to front."""

from __future__ import annotations

from functools import partial

import numpy as np

from grader.generators.scene.geometry import HEIGHT, WIDTH
from grader.generators.scene.jobs import Job, Layer, UnplacedError, inside
from grader.generators.scene.stage import Ask, Made, Slot, Stage, bounds, hidden_by, standing

MARGIN = 6
"""Pixels between the frame and what it does not cut."""

_SMALL = 0.62


class Arranger:
    """Places jobs on a stage; `paint` then paints them."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.jobs: list[Job] = []
        self.layers: list[Layer] = []

    def place(self, job: Job) -> None:
        """Give a job a place of its own, as its roles ask."""
        stage = self.stage
        slots = self.slots(job)
        if "crowd" in job.roles and not stage.style.berths:
            slots = slots[:10]  # each is moved next to the others anyway
        for slot in slots:
            attempt = self._made(job, slot)
            if "truncation" in job.roles:
                attempt = self._cut(job, attempt)
            box = job.box
            whole = inside(box, MARGIN)
            if whole == ("truncation" in job.roles):
                continue
            crowd = "crowd" in job.roles
            if crowd and stage.style.berths:
                settled = stage.free(box, 1) and not stage.free(box, 22)
            elif crowd:
                settled = self._beside(job)
            else:
                settled = stage.free(box, 9)
            if settled:
                self._keep(job)
                return
        raise UnplacedError

    def slots(self, job: Job) -> list[Slot]:
        """Return the places for a job's class, shuffled."""
        slots = self.stage.style.slots(self.stage, job.label)
        order = self.stage.rng.permutation(len(slots))
        return [slots[int(index)] for index in order]

    def _made(self, job: Job, slot: Slot) -> Slot:
        stage = self.stage
        scale = slot.scale * (_SMALL if "small" in job.roles else 1.0)
        attached = "attached" in job.roles
        job.made = stage.style.painters[job.label](Ask(stage.rng, scale, slot.angle, attached))
        if "small" in job.roles:
            job.made = Made(job.made.sprite.faded(stage.style.tone, 0.3))
        if "blur" in job.roles:
            job.made = Made(job.made.sprite.blurred(float(stage.rng.uniform(9, 14))))
        job.slot, job.depth = slot, slot.depth
        job.x, job.y = slot.x, slot.y
        if stage.style.from_side:
            job.y = standing(job.made.sprite, slot.y)
        job.ground = slot.y
        return slot

    def _cut(self, job: Job, slot: Slot) -> Slot:
        """Move a job over an edge of the frame, by a share that leaves no doubt."""
        stage = self.stage
        edge = stage.style.edges[int(stage.rng.integers(len(stage.style.edges)))]
        share = float(stage.rng.uniform(0.2, 0.45))
        box = job.box
        if edge == "left":
            job.x -= box.x + share * box.width
        elif edge == "right":
            job.x += WIDTH - box.right + share * box.width
        elif edge == "top":
            job.y -= box.y + share * box.height
        else:
            job.y += HEIGHT - box.bottom + share * box.height
        return slot

    def _beside(self, job: Job) -> bool:
        """Return whether a job can stand close to another without hiding it, moving it there if so."""
        stage = self.stage
        others = [
            one for one in self.jobs if not one.members and one.roles <= {"crowd", "attached"}
        ]
        for other in others:
            for _ in range(6):
                if stage.style.from_side and abs(other.ground - job.ground) > 8:
                    continue
                turn = stage.rng.uniform(0, 2 * np.pi)
                across, down = float(np.cos(turn)), float(np.sin(turn))
                if stage.style.from_side:
                    across, down = float(np.sign(across)), 0.0
                for reach in range(20, 170, 3):
                    x, y = other.x + across * reach, other.y + down * reach
                    if stage.style.from_side:
                        y = job.y
                    apart = hidden_by(other.sprite, other.x, other.y, job.sprite, x, y)
                    if apart < 0.012:
                        job.x, job.y = x, y
                        break
                else:
                    continue
                rest = [box for box in stage.taken if box != other.box]
                box = job.box
                if inside(box, MARGIN) and not any(box.grown(4).meets(one) for one in rest):
                    return True
        return False

    def _keep(self, job: Job) -> None:
        self.jobs.append(job)
        self.stage.taken.append(job.box)

    def layer(self, depth: float, other: Job, shadow: bool | None) -> None:
        """Have a thing that is no object painted; ``None`` lets its shadow fall after the objects."""
        stage = self.stage

        def paint() -> None:
            if shadow is None or shadow:
                stage.cast(other.sprite, other.x, other.y)
            stage.canvas.paint(other.sprite, other.x, other.y)

        self.layers.append(Layer(depth, paint))

    def paint(self) -> None:
        """Paint everything, from what is deepest to what is in front."""
        layers = [*self.layers]
        for job in self.jobs:
            layers.append(Layer(job.depth, partial(self._paint, job)))
        for layer in sorted(layers, key=lambda one: one.depth):
            layer.paint()

    def _paint(self, job: Job) -> None:
        stage = self.stage
        if job.members:
            for sprite, x, y in job.members:
                stage.cast(sprite, x, y)
            members = []
            for sprite, x, y in job.members:
                stage.canvas.shade(sprite, x + 1, y + 1.5, 0.35, 1.5)
                members.append(stage.canvas.add(job.label, sprite, x, y))
            job.drawn = stage.canvas.unite(members, job.label)
            return
        made = job.made
        if made is None:
            raise UnplacedError
        reflects = stage.style.reflects and "reflection" in stage.traps
        image = stage.mirror(made.sprite, job.x, job.ground, 0.42) if reflects else None
        shadow = stage.cast(made.sprite, job.x, job.y)
        if made.extra is not None:
            stage.canvas.paint(made.extra, job.x, job.y)
        job.drawn = stage.canvas.add(job.label, made.sprite, job.x, job.y)
        if shadow is not None and "shadow" in stage.traps:
            job.notes["shadow"] = shadow
        if image is not None:
            job.notes["reflection"] = image
        if made.extra is not None:
            hanging = bounds(made.extra, job.x, job.y)
            if hanging is not None:
                job.notes["attached"] = hanging
