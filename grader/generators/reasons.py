"""Why a scene's gold is right: one reason for each thing in it that a hasty person would get wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from pydantic import JsonValue

from grader.generators.geometry import Box, iou
from grader.generators.scenes import Object, Scene
from grader.generators.wording import (
    BARS,
    CLASSES,
    COVERS,
    HANGERS,
    LOOKALIKES,
    called,
    counted,
    place,
)

MISTAKEN = 0.8
"""A box is a wrong one only when its overlap with the right one is below this: clear of what a hand does."""

TWINS = {
    "car": "van",
    "van": "car",
    "sailboat": "motorboat",
    "motorboat": "sailboat",
    "red_cell": "white_cell",
    "white_cell": "red_cell",
}
"""Classes that are taken for each other."""

Entry: TypeAlias = dict[str, JsonValue]


class Reason(NamedTuple):
    """One thing to get wrong.

    Attributes:
        says: For the rationale: what it is, and the clause that decides.
        hint: Where to look, without the answer.
        entry: The wrong box that a reasonable person would draw; None where the mistake is to draw none.
        why: Why that is wrong, or why what was left out belongs in.
        missed: The right box whose absence is the mistake, if it is one.
    """

    bait: str
    concept: str
    says: str
    hint: str
    why: str
    entry: Entry | None = None
    missed: Entry | None = None


def entry(one: Object, box: Box) -> Entry:
    """Return an object as an entry of the field, with this box."""
    return {
        "x": box.x,
        "y": box.y,
        "width": box.width,
        "height": box.height,
        "class": one.label,
        "occluded": one.occluded,
        "truncated": one.truncated,
        "group": one.group,
    }


def reasons(scene: Scene, asked: Sequence[str]) -> list[Reason]:
    """Return every reason that a scene gives, the most tempting first."""
    there = [one for one in scene.objects if one.label in asked]
    found = [*_alike(scene, asked), *_unasked(scene, asked)]
    for explain in _EXPLAIN:
        for one in there:
            reason = explain(scene, one, called(one, there))
            if reason is not None:
                found.append(reason)
    if scene.style.name in ("carpark", "marina", "cells", "street"):
        found += _twins(scene, asked, there)
    found += _close(scene, there)
    return found


def rationale(scene: Scene, asked: Sequence[str], most: int = 3) -> str:
    """Return why the gold is what it is, in two to six sentences."""
    by_concept: dict[str, Reason] = {}
    for reason in reasons(scene, asked):
        by_concept.setdefault(reason.concept, reason)
    chosen = list(by_concept.values())[:most]
    opening = _OPENINGS[scene.seed % len(_OPENINGS)].format(counted(scene, asked))
    turn = [_turn(chosen[0])] if chosen else []
    return "\n".join([opening, *(reason.says for reason in chosen), *turn])


_OPENINGS = (
    "Gold has {}, each box tight around what shows (clause 3.1).",
    "Here are {}, and every box ends on the outermost pixels that show (clause 3.1).",
    "Three sweeps find {} (clause 1.2).",
    "What was asked for is {}, boxed as far as it shows and no further (clause 3.1).",
)
_FIRST = (
    "Go round the whole frame once before you draw anything (clause 1.2).",
    "Name the feature that makes each class before you draw (clause 2.3).",
    "Count first, draw afterwards: how many are there of each class (clause 1.2)?",
    "Read the brief again and say each class aloud (clause 1.1).",
    "Set the four sides one by one, zoomed in (clause 3.1).",
)


def _turn(reason: Reason) -> str:
    """Return what would have changed the judgment."""
    box = reason.entry or reason.missed or {}
    name = CLASSES[str(box["class"])] if box else None
    one, many, by = (name.one, name.many, name.by) if name else ("thing", "things", "")
    return {
        "look-alikes": f"It would take {by} to make it a {one}.",
        "pictures-of-things": f"A real {one} in that place would have a box.",
        "least-size": "At 16 pixels it would have a box.",
        "asked-classes-only": f"If the brief had asked for {many} too, each would have a box.",
        "shadow-and-reflection": "On dull ground under a grey sky, the box would be just the same.",
        "parts-and-hangers": "If it were built in, as a mirror or a handle is, it would belong (clause 3.6).",
        "blur": "Had it stood still, the side would lie on a sharp edge.",
        "group-box": f"Four {many} lying so would have four boxes.",
        "one-object-one-box": f"Only the ends of two {many} would make it two boxes.",
        "visible-extent": "Under a rule that asks for the full extent, the hidden part would belong in.",
        "small-things": "Below 16 pixels it would be left out.",
        "truncated-at-frame": "A strip without any feature of its class would be left out (clause 2.5).",
        "class-by-feature": "Size and colour could be the other way round and would change nothing.",
        "each-its-own-box": "From five that hide one another, they would be a heap (clause 4.2).",
    }[reason.concept]


def hints(scene: Scene, asked: Sequence[str]) -> list[str]:
    """Return two hints: how to look, then where."""
    found = reasons(scene, asked)
    return [_FIRST[scene.seed % len(_FIRST)], *dict.fromkeys(reason.hint for reason in found)][:3]


def _alike(scene: Scene, asked: Sequence[str]) -> Iterator[Reason]:
    for decoy in scene.decoys:
        if decoy.like not in asked:
            continue
        name, where = CLASSES[decoy.like].one, place(decoy.box)
        wrong: Entry = {**decoy.box._asdict(), "class": decoy.like}
        wrong |= {"occluded": False, "truncated": False, "group": False}
        if decoy.kind == "tiny":
            yield Reason(
                "OVER",
                "least-size",
                f"The speck {where} is shaped like a {name}, but at {max(decoy.box[2:])} pixels it is "
                "below the least size (clause 2.4).",
                "Is anything here too small to count? Measure its longer side (clause 2.4).",
                f"It is a {name} in shape, but its longer side is {max(decoy.box[2:])} pixels; clause 2.4 "
                "asks for 16.",
                wrong,
            )
            continue
        alike = LOOKALIKES[decoy.kind]
        concept = "pictures-of-things" if alike.clause == "2.1" else "look-alikes"
        yield Reason(
            "OVER",
            concept,
            f"What looks like a {name} {where} is {alike.is_a} (clause {alike.clause}).",
            f"Look again {where}: what would it need to be a {name} (clause {alike.clause})?",
            f"{alike.lacks}, so it is {alike.is_a} and no {name} (clause {alike.clause}).",
            wrong,
        )


def _unasked(scene: Scene, asked: Sequence[str]) -> Iterator[Reason]:
    others = [one for one in scene.objects if one.label not in asked]
    if others:
        one = max(others, key=lambda other: other.box.area)
        name = CLASSES[one.label]
        yield Reason(
            "SCOPE",
            "asked-classes-only",
            f"The {name.many if len(others) > 1 else name.one} may be easy to see, but the brief does not "
            "ask for that class (clause 1.1).",
            "Read the brief once more: which classes does it leave out (clause 1.1)?",
            f"It is a {name.one}, and well boxed, but the brief asks for other classes only (clause 1.1).",
            entry(one, one.box),
        )


def _shadow(scene: Scene, one: Object, name: str) -> Reason | None:
    wrong = _wrong(one, "shadow")
    if wrong is None:
        return None
    return Reason(
        "EDGE",
        "shadow-and-reflection",
        f"The dark patch beside {name} is its shadow and stays outside (clause 3.5).",
        "Where does each thing end, and where does its shadow begin (clause 3.5)?",
        f"This box of {name} takes the shadow in: {_beyond(one.box, wrong)} (clause 3.5).",
        entry(one, wrong),
    )


def _reflection(scene: Scene, one: Object, name: str) -> Reason | None:
    wrong = _wrong(one, "reflection")
    if wrong is None:
        return None
    return Reason(
        "EDGE",
        "shadow-and-reflection",
        f"Under {name} the shiny ground shows a mirror image; the box ends above that (clause 3.5).",
        "Find the line on which things stand. What is below it (clause 3.5)?",
        f"This box of {name} takes the mirror image in: {_beyond(one.box, wrong)} (clause 3.5).",
        entry(one, wrong),
    )


def _attached(scene: Scene, one: Object, name: str) -> Reason | None:
    wrong = _wrong(one, "attached")
    if wrong is None:
        return None
    hanging = HANGERS.get(scene.style.name, "what hangs on it")
    if one.label == "person":
        hanging = "the suitcase"
    return Reason(
        "EDGE",
        "parts-and-hangers",
        f"What hangs on {name}, here {hanging}, is no part of it and stays outside (clause 3.7).",
        "Which parts belong to the thing, and what only hangs on it (clauses 3.6 and 3.7)?",
        f"This box of {name} goes round {hanging} as well: {_beyond(one.box, wrong)} (clause 3.7).",
        entry(one, wrong),
    )


def _blur(scene: Scene, one: Object, name: str) -> Reason | None:
    if "blur" not in one.roles:
        return None
    wrong = _wrong(one, "blur")
    why = "The box goes through the middle of each fading edge, not round the last trace (clause 3.8)."
    return Reason(
        "EDGE",
        "blur",
        f"The ends of {name} are smeared by its motion; each side runs through the middle of the smear "
        "(clause 3.8).",
        "One of them moved. Where is its edge half as strong as the thing itself (clause 3.8)?",
        why,
        entry(one, wrong) if wrong is not None else None,
    )


def _covered(scene: Scene, one: Object, name: str) -> Reason | None:
    if not one.occluded or "split" in one.roles or one.group:
        return None
    wrong = _wrong(one, "guessed")
    flag = f"A part of {name} is hidden by {_by(scene, one)}: tick occluded (clause 5.1)"
    if iou(one.box, one.full) > 0.97:
        return Reason(
            "FAST",
            "visible-extent",
            f"{flag}, although its outermost pixels on all four sides still show (clause 3.2).",
            "Is anything partly hidden? The box may stay the same, the flag does not (clause 5.1).",
            f"Something in front hides a clear part of {name} (clause 5.1).",
        )
    return Reason(
        "KNOW",
        "visible-extent",
        f"{flag}, and box only what shows (clause 3.2).",
        "Something is partly hidden. Which of its pixels can you really see (clause 3.2)?",
        f"This box of {name} goes on under what hides it. That part is known, not seen (clause 3.2).",
        entry(one, wrong) if wrong is not None else None,
    )


def _split(scene: Scene, one: Object, name: str) -> Reason | None:
    if "split" not in one.roles:
        return None
    half = _half(one, scene)
    return Reason(
        "FAST",
        "one-object-one-box",
        f"Across {name} lies {BARS[scene.style.name]}: still one object, one box round both pieces, "
        "with occluded ticked (clause 3.3).",
        "Something thin crosses one of them. How many objects are that (clause 3.3)?",
        f"This box ends at {BARS[scene.style.name]}, but {name} goes on behind it: one object has one box "
        "(clause 3.3).",
        entry(one, half),
    )


def _cut(scene: Scene, one: Object, name: str) -> Reason | None:
    if not one.truncated:
        return None
    return Reason(
        "MISS",
        "truncated-at-frame",
        f"The frame cuts {name} off: its box ends at the frame, with truncated ticked (clauses 3.4 and 5.2).",
        "Go along the frame: does it cut anything off (clause 3.4)?",
        f"The frame shows enough of {name} to tell what it is, so it gets a box (clauses 2.5 and 3.4).",
        missed=entry(one, one.box),
    )


def _small(scene: Scene, one: Object, name: str) -> Reason | None:
    if "small" not in one.roles:
        return None
    long = max(one.box.width, one.box.height)
    return Reason(
        "MISS",
        "small-things",
        f"Small and pale as it is, {name} has a longer side of {long} pixels and counts (clause 2.4).",
        "Sweep the calm parts of the picture once more: is something pale there (clause 1.2)?",
        f"With {long} pixels {name} is above the least size, however pale it is (clause 2.4).",
        missed=entry(one, one.box),
    )


def _heap(scene: Scene, one: Object, name: str) -> Reason | None:
    if not one.group:
        return None
    known = CLASSES[one.label]
    part = _inner(one.box)
    return Reason(
        "FAST",
        "group-box",
        f"In {name} more than four {known.many} hide one another, so it gets one box, with group ticked "
        "(clause 4.2).",
        "Count what hides one another. From how many on is it a heap (clause 4.2)?",
        f"This box picks one out of {name}. From five on, a {known.heap} has one box (clause 4.2).",
        {**entry(one, part), "group": False},
    )


def _twins(scene: Scene, asked: Sequence[str], there: Sequence[Object]) -> Iterator[Reason]:
    labels = {one.label for one in there}
    for one in sorted(there, key=lambda other: other.box.area):
        twin = TWINS.get(one.label)
        if twin in labels and twin in asked and not one.group and not one.occluded:
            yield Reason(
                "NEIGH",
                "class-by-feature",
                f"What makes {called(one, there)} a {CLASSES[one.label].one} is this: "
                f"{CLASSES[one.label].by} (clause 2.3).",
                f"{_cap(CLASSES[one.label].one)} or {CLASSES[twin].one}? One feature decides (clause 2.3).",
                f"The box is right, the class is not: a {CLASSES[twin].one} would show "
                f"{CLASSES[twin].by} (clause 2.3).",
                {**entry(one, one.box), "class": twin},
            )
            return


def _close(scene: Scene, there: Sequence[Object]) -> Iterator[Reason]:
    for index, one in enumerate(there):
        for other in there[index + 1 :]:
            if one.label != other.label or one.group or other.group:
                continue
            joint = one.box.union(other.box)
            if (
                one.box.grown(5).meets(other.box)
                and max(iou(joint, one.box), iou(joint, other.box)) < 0.7
            ):
                name = CLASSES[one.label]
                yield Reason(
                    "MISS",
                    "each-its-own-box",
                    f"The two {name.many} {place(joint)} are close together, but each has a box of its own "
                    "(clause 4.1).",
                    "Where things touch, count them before you box them (clause 4.1).",
                    f"This one box holds two {name.many}; each that can be told apart gets its own "
                    "(clause 4.1).",
                    entry(one, joint),
                )
                return


_Explain: TypeAlias = Callable[[Scene, Object, str], Reason | None]
_EXPLAIN: tuple[_Explain, ...] = (
    _shadow,
    _reflection,
    _attached,
    _blur,
    _heap,
    _split,
    _covered,
    _small,
    _cut,
)


def _wrong(one: Object, name: str) -> Box | None:
    box = one.wrong.get(name)
    return box if box is not None and iou(box, one.box) < MISTAKEN else None


def _by(scene: Scene, one: Object) -> str:
    """Return what hides an object: another object of the scene, or a thing of its style."""
    for other in scene.objects:
        if other is not one and "cover" in other.roles and other.box.meets(one.box):
            return (
                f"another {CLASSES[other.label].one}"
                if other.label == one.label
                else (f"a {CLASSES[other.label].one}")
            )
    return COVERS[scene.style.name]


def _half(one: Object, scene: Scene) -> Box:
    """Return the box of one of the two pieces, about."""
    box = one.box
    if scene.style.from_side or box.width >= box.height:
        return box._replace(width=round(box.width * 0.46))
    return box._replace(height=round(box.height * 0.46))


def _inner(box: Box) -> Box:
    wide, high = max(20, round(box.width * 0.45)), max(20, round(box.height * 0.5))
    return Box(box.x + (box.width - wide) // 2, box.y + (box.height - high) // 2, wide, high)


def _beyond(box: Box, wrong: Box) -> str:
    """Return how far a wrong box goes beyond an object's: "14 pixels too far to the right"."""
    off = {
        "to the left": box.x - wrong.x,
        "upwards": box.y - wrong.y,
        "to the right": wrong.right - box.right,
        "downwards": wrong.bottom - box.bottom,
    }
    side = max(off, key=lambda name: off[name])
    return f"{off[side]} pixels too far {side}"


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
