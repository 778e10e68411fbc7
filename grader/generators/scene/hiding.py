"""Hiding a part of an object, so that no more and no less shows than leaves no doubt."""

from __future__ import annotations

import numpy as np

from grader.generators.scene.arrange import Arranger
from grader.generators.scene.jobs import Job, UnplacedError, inside
from grader.generators.scene.stage import Ask, Made, hidden_by, standing


def hide(arranger: Arranger, job: Job, by: str | None) -> None:
    """Let something stand over a part of a job: another object of a class, or a thing of the style."""
    stage = arranger.stage
    for _ in range(14):
        other = Job(by or "")
        if by is None:
            other.made = Made(stage.style.cover(stage, job.label))
        else:
            angle = float(stage.rng.uniform(0, 360))
            scale = job.slot.scale * (1.12 if stage.style.from_side else 1.0)
            other.made = stage.style.painters[by](Ask(stage.rng, scale, angle, False))
        if _over(arranger, job, other):
            _finish_cover(arranger, job, other, by)
            return
    raise UnplacedError


def _over(arranger: Arranger, job: Job, other: Job) -> bool:
    """Find a place for a cover at which it hides a clear part and not too much."""
    stage = arranger.stage
    turn = stage.rng.uniform(0, 2 * np.pi)
    across, down = float(np.cos(turn)), float(np.sin(turn))
    wanted = float(stage.rng.uniform(0.2, 0.42))
    other.ground = job.ground + float(stage.rng.uniform(7, 14))
    for reach in range(96, 0, -4):
        other.x, other.y = job.x + across * reach, job.y + down * reach
        if stage.style.from_side:
            other.x = job.x + float(np.sign(across)) * reach
            other.y = standing(other.sprite, other.ground)
        share = hidden_by(job.sprite, job.x, job.y, other.sprite, other.x, other.y)
        if share >= wanted:
            break
    else:
        return False
    own = job.box
    rest = [box for box in stage.taken if box != own]
    box = other.box
    fits = not any(box.grown(4).meets(one) for one in rest)
    return 0.15 <= share <= 0.5 and fits and inside(box, 4)


def _finish_cover(arranger: Arranger, job: Job, other: Job, by: str | None) -> None:
    other.depth = job.depth + 0.5
    other.slot = job.slot
    arranger.stage.taken.append(other.box)
    if by is None:
        arranger.layer(other.depth, other, None)
    else:
        other.roles = frozenset(("cover",))
        arranger.jobs.append(other)


def split(arranger: Arranger, job: Job) -> None:
    """Let something long and thin cross the middle of a job."""
    stage = arranger.stage
    turned = job.slot.angle + 90 + float(stage.rng.uniform(-18, 18))
    sprite = stage.style.bar(stage, turned)
    other = Job("", made=Made(sprite))
    box = job.box
    other.x = job.x + float(stage.rng.uniform(-0.1, 0.1)) * box.width
    other.y = job.y + float(stage.rng.uniform(-0.08, 0.08)) * box.height
    if stage.style.from_side:
        other.ground = job.ground + 9
        other.y = standing(sprite, other.ground)
    share = hidden_by(job.sprite, job.x, job.y, sprite, other.x, other.y)
    rest = [taken for taken in stage.taken if taken != box]
    clear = not any(other.box.grown(3).meets(one) for one in rest)
    if not 0.1 <= share <= 0.42 or not clear:
        raise UnplacedError
    stage.taken.append(other.box)
    arranger.layer(job.depth + 0.6, other, None)
