"""What is said of a labelled scene: what earns a label, by which clause, and why a tempting set is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from grader.generators.scene.defects import DEFECTS
from grader.generators.scene.scenes import Object, Scene
from grader.generators.scene.stage import Decoy
from grader.generators.scene.wording import CLASSES, LOOKALIKES, called, listed, place


class Name(NamedTuple):
    """A label in words: as the list writes it, with its article, and by what one tells it."""

    label: str
    one: str
    by: str


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


NAMES: Mapping[str, Name] = {
    **{
        key: Name(value.one.capitalize(), _a(value.one), value.by) for key, value in CLASSES.items()
    },
    "fork": Name("Fork", "a fork", "four tines on a handle"),
    "kayak": Name("Kayak", "a kayak", "a narrow hull with a point at both ends"),
    "paper_cup": Name("Paper cup", "a paper cup", "a cone of paper without metal"),
    "washer": Name("Washer", "a washer", "a round edge around a hole"),
    "nail": Name("Nail", "a nail", "a smooth shaft with a small, flat head"),
    "platelet": Name("Platelet", "a platelet", "a small, ragged body, purple all over"),
    "depiction": Name("Only pictured", "a picture of a thing", "print or paint on a flat ground"),
    "none": Name("None of these", "nothing of the list", ""),
}
"""Every label of the list, in words."""

_SIBLINGS = (("car", "van"), ("sailboat", "motorboat"))

_DEFECTS: Mapping[str, tuple[str, str]] = {
    "lost": ("a grey band runs across the whole width where rows are missing", "4.2"),
    "dirt": ("soft grey smears lie over everything and follow nothing in the picture", "4.3"),
    "glare": ("a burnt-out patch has taken more than a twentieth of the picture", "4.4"),
    "dark": ("nothing in the whole picture is brighter than dark grey", "4.5"),
    "focus": ("no edge is sharp anywhere, neither of things nor of the ground", "4.6"),
}
_TROUBLES: Mapping[str, tuple[str, str, str]] = {
    "dusk": (
        "dark",
        "The light is poor, but what is pale still shows as light grey: it is fit for use "
        "(clause 4.5).",
        "It is dusk, not night: pale things are far brighter than a third of white (clause 4.5).",
    ),
    "spot": (
        "glare",
        "The spot of light is no larger than a thumbnail, so it is fit for use (clause 4.4).",
        "The spot hides next to nothing; a defect begins at a twentieth of the picture (clause 4.4).",
    ),
}


class Facts(NamedTuple):
    """What is known of a picture: the scene, the labels it earns, what the camera did, its look-alikes."""

    scene: Scene
    labels: tuple[str, ...]
    photo: str
    decoys: tuple[tuple[Decoy, str | None], ...]


class Reason(NamedTuple):
    """One thing that makes an item hard.

    Attributes:
        wrong: The judgment of somebody who fell for it, or None where there is none to foresee.
        why: Why that is wrong.
    """

    concept: str
    bait: str
    says: str
    hint: str
    wrong: dict[str, JsonValue] | None = None
    why: str = ""


_InOrder = Callable[[Iterable[str]], tuple[str, ...]]


def reasons(facts: Facts, in_order: _InOrder) -> list[Reason]:
    """Return what makes an item hard, the gravest first."""

    def instead(out: str | None, into: str | None) -> dict[str, JsonValue]:
        chosen = (set(facts.labels) - {out, "none"}) | ({into} if into else set())
        return {"labels": [*(in_order(chosen) or ("none",))]}

    found = _decoys(facts, instead)
    found += _single(facts, instead)
    found += _siblings(facts, instead)
    if facts.labels == ("none",) and not any(one.wrong for one in found):
        first = next(iter(facts.scene.style.painters))
        found.append(
            Reason(
                "none-of-these",
                "OVER",
                "Nothing in the picture is on the list (clauses 1.1 and 2.4).",
                "Must a picture have something of the list in it (clause 2.4)?",
                instead(None, first),
                f"No thing in it shows the feature: {NAMES[first].by} (clauses 1.3 and 2.4).",
            )
        )
    return found + _photo(facts)


def _decoys(
    facts: Facts, instead: Callable[[str | None, str | None], dict[str, JsonValue]]
) -> list[Reason]:
    found = []
    for decoy, own in facts.decoys:
        like, where = decoy.like, place(decoy.box)
        named, there = NAMES[like], like in facts.labels
        if decoy.kind == "tiny":
            if not there:
                found.append(
                    Reason(
                        "below-least-size",
                        "OVER",
                        f"The speck {where} measures less than 16 pixels and earns nothing "
                        "(clause 2.6).",
                        f"Look {where}: how large is what lies there (clause 2.6)?",
                        instead(None, like),
                        f"What looks like {named.one} {where} is below the least size (clause 2.6).",
                    )
                )
            continue
        known = LOOKALIKES[decoy.kind]
        if own == "depiction":
            found.append(
                Reason(
                    "only-pictured",
                    "OVER",
                    f"{_upper(known.is_a)} {where} shows {named.one}: that earns Only pictured "
                    "(clause 3.1).",
                    f"What is it made of, {where} (clause 3.1)?",
                    instead("depiction", None if there else like),
                    f"{known.lacks}, so it is {known.is_a}: the label is Only pictured (clause 3.1).",
                )
            )
        elif own is not None:
            found.append(
                Reason(
                    "neighbouring-class",
                    "NEIGH",
                    f"{_upper(known.is_a)} {where} has a label of its own (clause 2.3).",
                    f"Go close {where}: which feature do you see (clause 2.2)?",
                    instead(own, None if there else like),
                    f"{known.lacks}: it is {known.is_a}, and that is on the list (clause 2.3).",
                )
            )
        elif not there:
            found.append(
                Reason(
                    "look-alike-unlisted",
                    "OVER",
                    f"What resembles {named.one} {where} is {known.is_a} and earns nothing "
                    "(clause 3.2).",
                    f"Look again {where}: what would it need to be {named.one} (clause 2.2)?",
                    instead(None, like),
                    f"{known.lacks}, so it is {known.is_a}, which is not on the list (clause 3.2).",
                )
            )
    return found


def _single(
    facts: Facts, instead: Callable[[str | None, str | None], dict[str, JsonValue]]
) -> list[Reason]:
    objects = facts.scene.objects
    found = []
    for label in facts.scene.labels():
        carriers = [one for one in objects if one.label == label]
        one = carriers[0]
        if one.group:
            says = f"{_upper(called(one, objects))} earns its label once (clause 2.5)."
            found.append(
                Reason("heap-counts-once", "FAST", says, "What lies in the heap (clause 2.5)?")
            )
        if len(carriers) > 1 or one.group:
            continue
        trouble = _trouble(one)
        if trouble is None:
            if len(objects) < 4:
                continue
            trouble = ("one-among-many", "is the single one of its kind", "2.1")
        concept, happens, clause = trouble
        found.append(
            Reason(
                concept,
                "MISS",
                f"{_upper(called(one, objects))} {happens}, and one is enough "
                f"({_clauses('2.1', clause)}).",
                f"Go over the part {place(one.box)} once more (clause 1.2).",
                instead(label, None),
                f"{NAMES[label].one.capitalize()} is there, {place(one.box)}: {NAMES[label].by} "
                f"({_clauses('2.2', clause)}).",
            )
        )
    return sorted(found, key=lambda reason: reason.concept == "one-among-many")


def _trouble(one: Object) -> tuple[str, str, str] | None:
    if "small" in one.roles:
        return ("small-and-pale", "is small and pale", "1.2")
    if one.occluded:
        return ("hidden-in-part", "is partly hidden, yet shows what it is", "3.3")
    if one.truncated:
        return ("cut-by-frame", "is cut off by the frame, yet shows what it is", "3.4")
    if "blur" in one.roles:
        return ("moved-thing", "is smeared because it moved", "3.7")
    return None


def _siblings(
    facts: Facts, instead: Callable[[str | None, str | None], dict[str, JsonValue]]
) -> list[Reason]:
    found = []
    there = facts.scene.labels()
    for pair in _SIBLINGS:
        for own, other in (pair, pair[::-1]):
            if own in there and other not in there:
                found.append(
                    Reason(
                        "feature-decides",
                        "NEIGH",
                        f"Each {NAMES[own].label.lower()} has {NAMES[own].by} (clause 2.2).",
                        f"{NAMES[own].label} or {NAMES[other].label.lower()}? One feature decides "
                        "(clause 2.2).",
                        instead(None, other),
                        f"None of them shows {NAMES[other].by}, so there is no "
                        f"{NAMES[other].label.lower()} (clause 2.2).",
                    )
                )
    if "cyclist" in there and "person" not in there:
        found.append(
            Reason(
                "feature-decides",
                "NEIGH",
                "A rider and the bicycle are one cyclist, and no person (clause 3.5).",
                "Who is on foot (clause 3.5)?",
                instead(None, "person"),
                "Everybody in the picture rides, and a rider is no person of this list (clause 3.5).",
            )
        )
    return found


def _photo(facts: Facts) -> list[Reason]:
    if facts.photo in DEFECTS:
        says, clause = _DEFECTS[facts.photo]
        return [
            Reason(
                "real-defect",
                "FAST",
                f"The picture is flagged: {says} (clause {clause}).",
                "Now forget the things and look at the picture as a photographer (clause 4.1).",
                {"flagged": False},
                f"The labels can be told, but {says}, and that is a defect (clauses 4.1 and {clause}).",
            )
        ]
    if facts.photo:
        defect, says, why = _TROUBLES[facts.photo]
        wrong: dict[str, JsonValue] = {"flagged": True, "defect": defect}
        hint = "Is the picture spoilt, or only less than lovely (clause 4.1)?"
        return [Reason("hard-but-fit", "OVER", says, hint, wrong, why)]
    moved = [one for one in facts.scene.objects if "blur" in one.roles]
    if moved:
        says = (
            f"{_upper(called(moved[0], facts.scene.objects))} moved; the ground is sharp, so the picture "
            "is fit for use (clause 3.7)."
        )
        why = "One thing is smeared by its own motion; the ground is sharp (clauses 3.7 and 4.6)."
        wrong = {"flagged": True, "defect": "focus"}
        hint = "Is everything soft, or one thing only (clause 4.6)?"
        return [Reason("moved-thing", "OVER", says, hint, wrong, why)]
    return []


def hints(found: Sequence[Reason]) -> list[str]:
    """Return hints from gentle to near."""
    first = "Sweep three times: the clear things, the frame, the calm parts (clause 1.2)."
    return [first, *dict.fromkeys(one.hint for one in found)][:4]


def rationale(facts: Facts, found: Sequence[Reason]) -> str:
    """Return why gold is right: the labels and what earns them, then what is hard, then the flag."""
    objects = facts.scene.objects
    real = [label for label in facts.labels if label in facts.scene.labels()]
    if real:
        shown = listed([f"{NAMES[label].one} ({NAMES[label].by})" for label in real])
        lines = [
            f"There is {shown} (clause 2.2)."
            if len(real) == 1
            else f"There are {shown} (clause 2.2)."
        ]
    elif objects or facts.labels != ("none",):
        lines = ["No real thing of the list is in the picture (clause 1.3)."]
    else:
        lines = [
            "Nothing in the picture earns a label, so None of these stands alone (clause 2.4)."
        ]
    lines += [one.says for one in found][:4]
    if facts.photo and not any(_photo(facts)[0].says == line for line in lines):
        lines.append(_photo(facts)[0].says)
    if not facts.photo and not any(one.concept == "moved-thing" for one in found):
        lines.append("None of the five defects holds, so it is fit for use (clause 4.1).")
    return "\n".join(lines) + "\n"


def _clauses(*numbers: str) -> str:
    some = sorted(set(numbers))
    return f"clause {some[0]}" if len(some) == 1 else f"clauses {' and '.join(some)}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
