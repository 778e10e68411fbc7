"""Rendered scenes whose boxes are known to the pixel, because the drawing itself knows its masks.

What a scene trains: finding every object, leaving alone what only looks like one, and laying each side
of a box where the object ends and not its shadow. What it does not train: the endless variety of real
photographs. Its things are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from PIL import Image

from grader.errors import UnknownNameError
from grader.generators.scene import extras, hiding, texture
from grader.generators.scene.arrange import Arranger
from grader.generators.scene.geometry import HEIGHT, WIDTH, Box, iou
from grader.generators.scene.jobs import Job, UnplacedError
from grader.generators.scene.stage import TRAPS, Decoy, Stage, Style
from grader.generators.scene.styles import STYLES

LEAST_SIDE = 16
"""Pixels; what is smaller on its longer side is not boxed (the guideline's least size)."""

LEAST_BOXED = (17, 24)
"""The shorter and the longer side that every object of a scene has at least: clear of the least size."""

MOST_LEFT_OUT = 10
"""The longest side of what is below the least size: as clear, on the other side."""

HIDDEN = (0.03, 0.12)
"""Up to the first share an object counts as in full view, from the second on as occluded; none is between."""

OUTSIDE = (0.004, 0.12)
"""The same for what the frame cuts off."""

MOST_OBJECTS = 7
"""With more, the skill's tolerance would let one missed or invented object pass as right."""

ATTEMPTS = 400
"""How often the things of one scene are laid out before it is given up."""

_OBJECTS = {1: (2, 3), 2: (3, 4), 3: (4, 5), 4: (4, 6), 5: (5, 6)}
_TRAPS = {1: (1, 1), 2: (1, 2), 3: (2, 3), 4: (3, 4), 5: (3, 5)}
_PATIENCE = 20


@dataclass(frozen=True)
class Object:
    """One object of a scene.

    Attributes:
        box: Tight around the pixels that show.
        full: Tight around what would show inside the frame if nothing stood in front.
        wrong: Boxes of it that a hasty person would draw, by the trap: ``shadow``, ``guessed``, ...
    """

    label: str
    box: Box
    full: Box
    occluded: bool
    truncated: bool
    group: bool
    hidden: float
    outside: float
    wrong: Mapping[str, Box] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture and everything that is known of it."""

    image: Image.Image = field(repr=False)
    width: int
    height: int
    style: Style
    seed: int
    difficulty: int
    traps: frozenset[str]
    objects: tuple[Object, ...]
    decoys: tuple[Decoy, ...]

    @cached_property
    def png(self) -> bytes:
        """The picture as a file of at most about 60 kB."""
        return texture.as_png(self.image)

    def labels(self) -> tuple[str, ...]:
        """Return the classes in it, in the style's order."""
        there = {one.label for one in self.objects}
        return tuple(label for label in self.style.painters if label in there)


def planned(
    seed: int,
    difficulty: int,
    style: str | None = None,
    traps: Iterable[str] | None = None,
    labels: Sequence[str] | None = None,
) -> tuple[str, frozenset[str]]:
    """Return the style of a scene, and the traps it will have at most: known before anything is drawn.

    Takes what `make_scene` takes, and raises what it raises of names.
    """
    chance = np.random.default_rng([seed, difficulty])
    name = style if style is not None else list(STYLES)[int(chance.integers(len(STYLES)))]
    if name not in STYLES:
        raise UnknownNameError("style", name, STYLES)
    kind = STYLES[name]
    wanted = _wanted(chance, kind, difficulty) if traps is None else _known(traps, kind)
    return name, wanted if labels is None else _fitting(wanted, kind, labels)


def make_scene(
    seed: int,
    difficulty: int,
    style: str | None = None,
    traps: Iterable[str] | None = None,
    labels: Sequence[str] | None = None,
    for_classes: bool = False,
    attempts: int = ATTEMPTS,
) -> Scene:
    """Return the scene of a seed: the same seed always gives the same bytes.

    Args:
        seed: Any whole number from 0 on.
        difficulty: 1 (two or three clear objects, one trap) to 5 (five to seven, many traps, a poor picture).
        style: One of `STYLES`; the seed decides when left out.
        traps: Some of `TRAPS`; what the style cannot show is left out. The seed decides when left out;
            of those it chose, one after another is given up where they do not fit into one picture.
        labels: The classes that objects have, the first of them several times, the others once; none for
            a scene without objects. All of the style, as chance wills, when left out.
        for_classes: Lay the scene out for its classes: the traps that make one thing hard to see fall on
            classes with one thing first, and a further thing of a class is left out where it finds no room.
            By chance, and all or nothing, when left out.
        attempts: How often its things are laid out anew before it is given up, at least 1. Some pairs of
            traps hardly ever fit together; who has other seeds at hand need not wait for them.

    Raises:
        UnknownNameError: There is no such style or trap.
        ValueError: The difficulty is not 1 to 5, or no scene with these traps comes together.
    """
    if difficulty not in _OBJECTS:
        raise ValueError(f"difficulty must be 1 to 5 (got {difficulty})")
    name, wanted = planned(seed, difficulty, style, traps, labels)
    kind = STYLES[name]
    place = list(STYLES).index(name)
    for attempt in range(attempts):
        rng = np.random.default_rng([seed, difficulty, place, attempt])
        if traps is None and attempt and attempt % _PATIENCE == 0 and len(wanted) > 1:
            wanted -= {max(wanted, key=_AWKWARD.index)}
        stage = Stage(rng, kind, difficulty, wanted)
        stage.labels = None if labels is None else tuple(labels)
        stage.for_classes = for_classes
        try:
            objects = _compose(stage)
        except UnplacedError:
            continue
        if objects is None or not _clear(objects, stage):
            continue
        image = texture.photograph(rng, stage.canvas.rgb, difficulty)
        return Scene(
            image,
            WIDTH,
            HEIGHT,
            kind,
            seed,
            difficulty,
            wanted,
            tuple(objects),
            tuple(stage.decoys),
        )
    raise ValueError(
        f"no scene of style {name} with {', '.join(sorted(wanted))} came together in {attempts} attempts "
        f"(seed {seed}): ask for fewer traps"
    )


_AWKWARD = (
    "shadow",
    "reflection",
    "neighbour",
    "attached",
    "blur",
    "small",
    "tiny",
    "look-alike",
    "group",
    "truncation",
    "crowd",
    "occlusion",
    "split",
)
"""The traps, the easiest to fit into a picture first."""


def _known(traps: Iterable[str], kind: Style) -> frozenset[str]:
    asked = frozenset(traps)
    for trap in asked:
        if trap not in TRAPS:
            raise UnknownNameError("trap", trap, TRAPS)
    return asked & kind.traps


def _wanted(chance: np.random.Generator, kind: Style, difficulty: int) -> frozenset[str]:
    low, high = _TRAPS[difficulty]
    supported = sorted(kind.traps)
    count = int(chance.integers(low, high + 1))
    return frozenset(str(one) for one in chance.choice(supported, count, replace=False))


def _fitting(traps: frozenset[str], kind: Style, labels: Sequence[str]) -> frozenset[str]:
    """Return the traps that can be set with some classes alone."""
    for label in labels:
        if label not in kind.painters:
            raise UnknownNameError("class", label, kind.painters)
    left_out = {"neighbour"}
    if not set(kind.heaps) & set(labels):
        left_out.add("group")
    if not labels:
        left_out |= {"split", "truncation", "small", "blur", "occlusion", "crowd", "attached"}
    return traps - left_out


def _compose(stage: Stage) -> list[Object] | None:
    arranger = Arranger(stage)
    rng, kind, traps = stage.rng, stage.style, stage.traps
    if "group" in traps:
        heaps = [name for name in kind.heaps if stage.labels is None or name in stage.labels]
        extras.heap(arranger, heaps[int(rng.integers(len(heaps)))])
    jobs = _jobs(stage)
    for job in sorted(jobs, key=lambda one: "crowd" in one.roles):
        try:
            arranger.place(job)
        except UnplacedError:
            further = job.label in {one.label for one in arranger.jobs}
            if not (stage.for_classes and further and job.roles <= {"crowd", "attached"}):
                raise
            jobs = [one for one in jobs if one is not job]
    for job in jobs:
        if "split" in job.roles:
            hiding.split(arranger, job)
        if "occlusion" in job.roles:
            hiding.hide(arranger, job, _by(stage, job))
    if "look-alike" in traps:
        names = list(kind.lookalikes)
        count = 1 if stage.difficulty < 4 else 2
        for index in rng.permutation(len(names))[:count]:
            extras.look_alike(arranger, names[int(index)])
    if "tiny" in traps and kind.tiny:
        extras.tiny(arranger)
    extras.clutter(arranger, 1 + stage.difficulty // 2)
    arranger.paint()
    found = [_object(job) for job in arranger.jobs]
    return None if any(one is None for one in found) else [one for one in found if one is not None]


def _jobs(stage: Stage) -> list[Job]:
    rng, kind, traps = stage.rng, stage.style, stage.traps
    if stage.labels is not None and not stage.labels:
        return []
    low, high = _OBJECTS[stage.difficulty]
    count = min(kind.most, int(rng.integers(low, high + 1)))
    labels = list(kind.painters if stage.labels is None else stage.labels)
    count = count if stage.labels is None else max(count, len(labels))
    weights = np.array([2.0, *([1.0] * (len(labels) - 1))])
    chosen = [str(one) for one in rng.choice(labels, count, p=weights / weights.sum())]
    if stage.labels is not None:
        chosen = [*labels, *[labels[0]] * (count - len(labels))]
    if "neighbour" in traps:
        chosen[:2] = labels[:2] if kind.name != "street" else ["car", "van"]
    roles: list[set[str]] = [set() for _ in range(count)]
    special = [
        name for name in ("split", "truncation", "small", "blur", "occlusion") if name in traps
    ]
    for index, name in enumerate(special):
        roles[index % count].add(name)
    if stage.difficulty >= 4 and "occlusion" in traps and len(special) < count:
        roles[len(special)].add("occlusion")
    if "crowd" in traps:
        for one in roles[-2:]:
            if not one:
                one.add("crowd")
    if "attached" in traps:
        for one in roles:
            if rng.random() < 0.6 and not one & {"blur", "small", "truncation"}:
                one.add("attached")
    order = rng.permutation(count).tolist()
    if stage.for_classes:  # the roles of `special` are the first
        order.sort(key=lambda at: chosen.count(chosen[at]) > 1)
    return [Job(chosen[at], frozenset(one)) for at, one in zip(order, roles, strict=True)]


def _by(stage: Stage, job: Job) -> str | None:
    """Return the class of the object that hides another, or None where a thing does."""
    kind = stage.style
    if stage.difficulty < 3 or kind.name in ("carpark", "marina") or stage.rng.random() < 0.5:
        return None
    labels = list(kind.painters if stage.labels is None else stage.labels)
    if kind.name == "street":
        return "person" if "person" in labels else None
    return labels[int(stage.rng.integers(len(labels)))]


def _object(job: Job) -> Object | None:
    drawn = job.drawn
    box = drawn.box() if drawn else None
    full = drawn.box(full=True) if drawn else None
    if drawn is None or box is None or full is None:
        return None
    wrong = {name: box.union(more).clipped() for name, more in job.notes.items()}
    if "blur" in job.roles:
        wrong["blur"] = box.grown(6).clipped()._replace(y=box.y, height=box.height)
    wrong["guessed"] = full
    wrong = {name: other for name, other in wrong.items() if iou(box, other) < 0.88}
    return Object(
        drawn.label,
        box,
        full,
        occluded=drawn.hidden > HIDDEN[1],
        truncated=drawn.outside > OUTSIDE[1],
        group=drawn.group,
        hidden=drawn.hidden,
        outside=drawn.outside,
        wrong=wrong,
        roles=job.roles,
    )


def _clear(objects: list[Object], stage: Stage) -> bool:
    """Return whether a careful person can decide everything in it."""
    if len(objects) > MOST_OBJECTS:
        return False
    for index, one in enumerate(objects):
        small, large = sorted((one.box.width, one.box.height))
        if small < LEAST_BOXED[0] or large < LEAST_BOXED[1]:
            return False
        if HIDDEN[0] < one.hidden <= HIDDEN[1] or one.hidden > 0.6:
            return False
        if not one.group and (OUTSIDE[0] < one.outside <= OUTSIDE[1] or one.outside > 0.6):
            return False
        if any(iou(one.box, other.box) > 0.5 for other in objects[index + 1 :]):
            return False
        if "split" in one.roles and "occlusion" not in one.roles and iou(one.box, one.full) < 0.9:
            return False
        if "occlusion" in one.roles and not one.occluded:
            return False
        if "truncation" in one.roles and not one.truncated:
            return False
    return all(
        max(decoy.box.width, decoy.box.height) <= MOST_LEFT_OUT
        for decoy in stage.decoys
        if decoy.kind == "tiny"
    )
