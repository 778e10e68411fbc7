"""Items of the skill `image-classification`: a scene, and the labels that its own facts prove.

What such an item trains: to look everywhere for the single thing that earns a label, to give none for what
only resembles or is only pictured, and to tell a spoilt picture from a hard one. What it does not train:
the variety of real photographs, and things on which careful people differ.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from pydantic import JsonValue

from grader.fields import Labels
from grader.generators import Made
from grader.generators.bounding_boxes import VIEWS
from grader.generators.proved import Head, picture, proved
from grader.generators.scene.defects import DEFECTS, TROUBLES, spoil
from grader.generators.scene.jobs import UnplacedError
from grader.generators.scene.label_reasons import NAMES, Facts, Reason, hints, rationale, reasons
from grader.generators.scene.scenes import LEAST_BOXED, Scene, make_scene, planned
from grader.generators.scene.stage import Decoy
from grader.generators.scene.styles import STYLES
from grader.skills.image_classification import SKILL

OWN_LABEL: Mapping[str, str] = {
    "fork": "fork",
    "kayak": "kayak",
    "paper cup": "paper_cup",
    "washer": "washer",
    "nail": "nail",
    "platelet": "platelet",
}
"""The look-alikes that are on the list themselves."""

PICTURED = ("picture", "drawing", "painted", "boat painted")
"""How look-alikes begin that only show a thing."""

BRIEFS: Mapping[str, tuple[str, ...]] = {
    "street": ("A town sorts the pictures of its street cameras.",),
    "warehouse": ("A store sorts pictures of its racks, to know what stands where.",),
    "carpark": ("A car park sorts the pictures of its drone.",),
    "cells": ("A laboratory sorts pictures of blood before anybody counts.",),
    "kitchen": ("A café sorts pictures of its tables, to plan the washing-up.",),
    "marina": ("A harbour sorts the pictures of its drone, to know who is moored.",),
    "conveyor": ("A recycling plant sorts pictures of its belt.",),
    "workshop": ("A workshop sorts pictures of its mat, to see what is left over.",),
}
SMALL_AT_BEST = ("workshop", "cells")
"""Styles whose things are so small that nobody could name them out of focus."""

LOOKED_LIKE = frozenset({"look-alike", "tiny"})
"""The traps that bring something into a scene that only resembles."""

_PARTS = {1: (1, 2), 2: (0, 2), 3: (0, 3), 4: (1, 4), 5: (1, 4)}
EASILY_MISSED = frozenset({"occlusion", "truncation", "small", "blur"})
"""The traps that make one thing easily missed."""

_ATTEMPTS = 60
# The first scenes are as chance will have them: so many are drawn of so many considered, and fewer where
# one does not come together at all.
_BY_CHANCE = 6
_DRAWN_BY_CHANCE = 16
_FAILING = 1
_STRICT = 40
"""From this attempt on, an item may be easier than planned."""
_ARRANGED = 6
"""How often one scene is laid out; the next attempt is another scene."""
_LIST = next(field for field in SKILL.task.fields if isinstance(field, Labels))


class Plan(NamedTuple):
    """What a seed asks for before anything is drawn."""

    style: str
    labels: tuple[str, ...]
    photo: str
    decoys: bool


def make_item(
    seed: int,
    difficulty: int,
    *,
    style: str | None = None,
    labels: Sequence[str] | None = None,
    photo: str | None = None,
    item_id: str | None = None,
    brief: str | None = None,
) -> Made:
    """Return the item of a seed with its proved gold and its picture.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 (one or two kinds of clear things) to 5 (a label hangs on a single thing that is
            small, moved, cut off or partly hidden, among look-alikes, in a poor picture).
        style: One of `STYLES`; the seed decides when left out.
        labels: The classes that real objects have; the seed decides when left out.
        photo: What the camera did, one of `DEFECTS` or `TROUBLES`, or "" for nothing; the seed decides
            when left out.
        item_id: The item's id; one made from the seed when left out.
        brief: What the labels are for; one of the style's when left out.

    Raises:
        ValueError: No scene comes together that can be decided.
    """
    plan = _plan(seed, difficulty, style, labels, photo)
    if plan.photo == "focus" and plan.style in SMALL_AT_BEST:
        raise ValueError(f"a {plan.style} scene out of focus cannot be decided")
    facts = _facts(seed, difficulty, plan)
    name = item_id or f"img-g{difficulty}-{seed:06d}"
    return _written(facts, name, brief or BRIEFS[plan.style][0], seed)


def labels_of(scene: Scene) -> tuple[str, ...]:
    """Return the labels that a scene earns, in the list's order."""
    earned = {one.label for one in scene.objects}
    earned |= {label for decoy in scene.decoys if (label := label_of(decoy)) is not None}
    return in_order(earned or {"none"})


def label_of(decoy: Decoy) -> str | None:
    """Return the label that a look-alike earns by itself, if any."""
    if decoy.kind.startswith(PICTURED):
        return "depiction"
    return OWN_LABEL.get(decoy.kind)


def in_order(labels: Iterable[str]) -> tuple[str, ...]:
    """Return labels in the list's order."""
    chosen = set(labels)
    return tuple(label.key for label in _LIST.labels if label.key in chosen)


def _plan(
    seed: int,
    difficulty: int,
    style: str | None,
    labels: Sequence[str] | None,
    photo: str | None,
) -> Plan:
    if difficulty not in _PARTS:
        raise ValueError(f"difficulty must be 1 to 5 (got {difficulty})")
    chance = np.random.default_rng([seed, difficulty, 11])
    drawn = list(STYLES)[int(chance.integers(len(STYLES)))]
    name = style if style is not None else drawn
    kinds = list(STYLES[name].painters) if name in STYLES else []
    low, high = _PARTS[difficulty]
    count = min(len(kinds), int(chance.integers(low, high + 1)))
    some = tuple(str(one) for one in chance.permutation(kinds)[:count])
    roll, pick = chance.random(), chance.random()
    group = [*DEFECTS] if roll < 0.4 else [*TROUBLES] if roll < 0.6 else [""]
    did = group[int(pick * len(group))]
    if did == "focus" and name in SMALL_AT_BEST:
        did = group[int(pick * 1000) % (len(group) - 1)]
    decoys = bool(chance.random() < (0.6 if difficulty < 3 else 0.9))
    kept = photo if photo is not None else did
    asked = tuple(labels) if labels is not None else some
    return Plan(name, asked, kept, (decoys or not asked) and kept != "focus")


def _facts(seed: int, difficulty: int, plan: Plan) -> Facts:
    """Return the first scene of a seed that holds what is planned and can be decided.

    The first few scenes are as chance will have them, for variety; where none of them is as hard as
    planned, the next ones are asked for just what was missing, so that no seed draws on without end.
    """
    drawn = failed = 0
    for attempt in range(_ATTEMPTS):
        number = seed * _ATTEMPTS + attempt
        _, traps = planned(number, difficulty, plan.style, labels=plan.labels)
        by_chance = failed < _FAILING and drawn < _BY_CHANCE and attempt < _DRAWN_BY_CHANCE
        if by_chance and plan.decoys and not traps & LOOKED_LIKE:
            continue  # it would be drawn without a look-alike, and then be put aside
        drawn += 1
        asked = None if by_chance else _asked(traps, difficulty, plan, number)
        try:
            scene = make_scene(
                number, difficulty, plan.style, asked, plan.labels, not by_chance, _ARRANGED
            )
        except ValueError:
            failed += 1
            continue
        if not _suits(scene, plan, strict=attempt < _STRICT):
            continue
        keep = [one.full for one in scene.objects] + [decoy.box for decoy in scene.decoys]
        rng = np.random.default_rng([seed, difficulty, attempt, 13])
        if plan.photo:
            try:
                spoilt = spoil(scene.image, plan.photo, keep, rng)
            except UnplacedError:
                continue
            scene = dataclasses.replace(scene, image=spoilt)
        decoys = tuple((decoy, label_of(decoy)) for decoy in scene.decoys)
        return Facts(scene, labels_of(scene), plan.photo, decoys)
    raise ValueError(f"no scene for {plan} came together in {_ATTEMPTS} attempts (seed {seed})")


def _asked(traps: frozenset[str], difficulty: int, plan: Plan, number: int) -> frozenset[str]:
    """Return the traps of a scene changed so that it can be as hard as planned, and no harder."""
    chance = np.random.default_rng([number, difficulty, 17])
    kept = traps - LOOKED_LIKE
    if plan.decoys:
        kept |= traps & LOOKED_LIKE or {"look-alike"}
    if plan.photo == "focus":
        return kept - {"small", "blur"}
    if difficulty < 3 or len(plan.labels) < 2 or kept & EASILY_MISSED:
        return kept - {"group", "split"}
    possible = sorted(STYLES[plan.style].traps & EASILY_MISSED)
    return kept - {"group", "split"} | {possible[int(chance.integers(len(possible)))]}


def _suits(scene: Scene, plan: Plan, *, strict: bool) -> bool:
    """Return whether a scene can be decided and, while there is patience, is as hard as it should be."""
    for decoy in scene.decoys:
        large = max(decoy.box.width, decoy.box.height)
        if decoy.kind != "tiny" and large < LEAST_BOXED[1]:
            return False
    if plan.photo == "focus":
        clear = all(max(one.box.width, one.box.height) >= 44 for one in scene.objects)
        moved = any("blur" in one.roles for one in scene.objects)
        if scene.decoys or moved or not clear:
            return False
    if not strict:
        return True
    if plan.decoys != bool(scene.decoys):
        return False
    if scene.difficulty < 3 or len(plan.labels) < 2:
        return True
    return any(hard_to_see(scene, label) for label in scene.labels())


def hard_to_see(scene: Scene, label: str) -> bool:
    """Return whether a label hangs on one thing alone that is easily missed."""
    carriers = [one for one in scene.objects if one.label == label]
    if len(carriers) > 1:
        return False
    one = carriers[0]
    return one.occluded or one.truncated or bool(one.roles & {"small", "blur"})


def _written(facts: Facts, name: str, brief: str, seed: int) -> Made:
    scene = facts.scene
    file = f"images/{name}.png"
    found = reasons(facts, in_order)
    baits = list(dict.fromkeys(one.bait for one in found)) or ["MISS"]
    named = list(dict.fromkeys(one.concept for one in found))[:6] or ["one-is-enough"]
    head = Head(name, seed, scene.difficulty, scene.style.domain, named, baits)
    content: dict[str, JsonValue] = {
        "brief": brief,
        "image": picture(file, scene.png, VIEWS[scene.style.name]),
    }
    judgment: dict[str, JsonValue] = {"labels": [*facts.labels], "flagged": facts.photo in DEFECTS}
    if facts.photo in DEFECTS:
        judgment["defect"] = facts.photo
    gold: dict[str, JsonValue] = {
        "gold": judgment,
        "hints": [*hints(found)],
        "rationale": rationale(facts, found),
        "tempting": _tempting(facts, found),
    }
    return proved(head, content, gold, {file: scene.png})


def _tempting(facts: Facts, found: Sequence[Reason], most: int = 3) -> list[JsonValue]:
    """Return the wrong judgments to be foreseen, no concept twice."""
    kept: dict[str, JsonValue] = {}
    for one in found:
        if one.wrong is not None and one.concept not in kept:
            kept[one.concept] = {"value": one.wrong, "why_wrong": one.why}
    if not kept:
        kept["one-is-enough"] = _left_out(facts)
    return list(kept.values())[:most]


def _left_out(facts: Facts) -> JsonValue:
    """Return a set that lacks the label with the fewest things: what is left to get wrong."""
    there = [one.label for one in facts.scene.objects]
    rarest = min(dict.fromkeys(there), key=there.count)
    left = in_order(label for label in facts.labels if label != rarest) or ("none",)
    why = f"There is {NAMES[rarest].one} in the picture, and one is enough (clause 2.1)."
    return {"value": {"labels": [*left]}, "why_wrong": why}
