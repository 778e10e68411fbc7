"""Items of the skill `bounding-boxes`: a scene, a brief, and gold that the drawing itself proves.

What such an item trains: to look everywhere, to leave alone what only resembles, to lay each side where
the object ends. What it does not train: the variety of real photographs, and cases on which careful
people differ, since a scene that cannot be decided is never made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from pydantic import JsonValue

from grader.generators import Made
from grader.generators.proved import Head, picture, proved
from grader.generators.scene.reasons import Entry, Reason, entry, hints, rationale, reasons
from grader.generators.scene.scenes import Scene, make_scene
from grader.generators.scene.wording import CLASSES, listed

PURPOSES: Mapping[str, tuple[str, ...]] = {
    "street": ("A town counts what uses this street.", "A camera at a crossing is being tested."),
    "warehouse": (
        "A store checks its stock by camera.",
        "A lift truck must see what it drives past.",
    ),
    "carpark": ("A car park wants to know which bays are free.", "A drone checks who parks here."),
    "cells": ("A laboratory counts cells.", "A microscope learns to find cells by itself."),
    "kitchen": ("A robot is to clear this table.", "A café measures how its tables are left."),
    "marina": ("A harbour counts its boats.", "A drone checks the moorings."),
    "conveyor": ("A machine sorts this belt.", "A recycling plant measures what comes in."),
    "workshop": ("A robot arm picks parts from a mat.", "A workshop checks what is left over."),
}
VIEWS: Mapping[str, str] = {
    "street": "A drawn street with shops, seen from the kerb.",
    "warehouse": "A drawn rack with shelves, seen from the aisle.",
    "carpark": "A drawn car park, seen from the air.",
    "cells": "A drawn field under a microscope.",
    "kitchen": "A drawn wooden table, seen from above.",
    "marina": "A drawn harbour with jetties, seen from the air.",
    "conveyor": "A drawn sorting belt, seen from above.",
    "workshop": "A drawn cutting mat in a workshop, seen from above.",
}
"""What somebody is told who cannot see the picture: nothing of the answer."""


def make_item(
    seed: int,
    difficulty: int,
    *,
    style: str | None = None,
    traps: Iterable[str] | None = None,
    asked: Sequence[str] | None = None,
    item_id: str | None = None,
) -> Made:
    """Return the item of a seed with its proved gold and its picture.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 to 5, see `make_scene`.
        style: One of `STYLES`; the seed decides when left out.
        traps: Some of `TRAPS`; the seed decides when left out.
        asked: The classes to box; the seed decides when left out, mostly for all of the style.
        item_id: The item's id; one made from the seed when left out.
    """
    scene = make_scene(seed, difficulty, style, traps)
    name = item_id or f"box-g{difficulty}-{seed:06d}"
    chance = np.random.default_rng([seed, difficulty, 7])
    wanted = tuple(asked) if asked is not None else _asked(scene, chance)
    purposes = PURPOSES[scene.style.name]
    brief = f"{purposes[int(chance.integers(len(purposes)))]} {request(scene, wanted)}"
    return written(scene, name, brief, wanted)


def written(scene: Scene, name: str, brief: str, asked: Sequence[str]) -> Made:
    """Return the item that asks for some classes of a scene, with a brief of its own."""
    file = f"images/{name}.png"
    found = reasons(scene, asked)
    baits = list(dict.fromkeys(one.bait for one in found)) or ["EDGE"]
    named = list(dict.fromkeys(one.concept for one in found))[:6] or ["tight-sides"]
    head = Head(name, scene.seed, scene.difficulty, scene.style.domain, named, baits)
    content: dict[str, JsonValue] = {
        "brief": brief,
        "image": picture(file, scene.png, VIEWS[scene.style.name]),
    }
    gold: dict[str, JsonValue] = {
        "gold": {"boxes": [*entries(scene, asked)]},
        "hints": [*hints(scene, asked)],
        "rationale": rationale(scene, asked),
        "tempting": _tempting(found) or [_loose(scene, asked)],
    }
    missed: list[JsonValue] = [
        {"when": {"boxes": {"missed": [one.missed]}}, "says": one.why}
        for one in found
        if one.missed is not None
    ]
    if missed:
        gold["critical"] = missed
    return proved(head, content, gold, {file: scene.png})


def request(scene: Scene, asked: Sequence[str]) -> str:
    """Return the sentence of a brief that names the classes: "Box every car and every van."."""
    return f"Box {listed([f'every **{CLASSES[label].one}**' for label in asked])}."


def entries(scene: Scene, asked: Sequence[str]) -> list[Entry]:
    """Return the gold boxes, from top to bottom."""
    there = [one for one in scene.objects if one.label in asked]
    return [entry(one, one.box) for one in sorted(there, key=lambda one: (one.box.y, one.box.x))]


def _asked(scene: Scene, chance: np.random.Generator) -> tuple[str, ...]:
    """Return all classes of the style or, of a scene with several, sometimes not all."""
    every = tuple(scene.style.painters)
    there = scene.labels()
    if scene.difficulty < 2 or len(there) < 2 or chance.random() > 0.35:
        return every
    left_out = there[int(chance.integers(len(there)))]
    return tuple(label for label in every if label != left_out)


def _tempting(found: Sequence[Reason], most: int = 3) -> list[JsonValue]:
    """Return the wrong boxes to be foreseen, no concept twice."""
    kept: dict[str, JsonValue] = {}
    for one in found:
        if one.entry is not None and one.concept not in kept:
            kept[one.concept] = {"value": {"boxes": [one.entry]}, "why_wrong": one.why}
    return list(kept.values())[:most]


def _loose(scene: Scene, asked: Sequence[str]) -> JsonValue:
    """Return a box that is loose on all sides: what is left to get wrong in a plain scene."""
    one = min((o for o in scene.objects if o.label in asked), key=lambda other: other.box.area)
    by = 5 + round(max(one.box.width, one.box.height) * 0.06)
    why = (
        f"This box leaves a margin of {by} pixels all round; each side belongs on the outermost pixel "
        "(clause 3.1)."
    )
    return {"value": {"boxes": [entry(one, one.box.grown(by).clipped())]}, "why_wrong": why}
