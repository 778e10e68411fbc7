"""What is said of a scene: which object, where, which clause, and why the tempting box is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from grader.generators.geometry import HEIGHT, WIDTH, Box
from grader.generators.scenes import Object, Scene


class Named(NamedTuple):
    """A class in words: one, several, by what one tells it, and many of it that hide one another."""

    one: str
    many: str
    by: str
    heap: str = "heap"


CLASSES: Mapping[str, Named] = {
    "person": Named("person", "people", "a head, arms and legs", "crowd"),
    "cyclist": Named("cyclist", "cyclists", "a rider on a bicycle, the two together"),
    "car": Named("car", "cars", "a bonnet and glass all round"),
    "van": Named("van", "vans", "a closed load space without rear windows"),
    "carton": Named("carton", "cartons", "cardboard, with tape over the lid"),
    "drum": Named("drum", "drums", "a round steel wall with two hoops"),
    "red_cell": Named("red cell", "red cells", "a rosy disc, paler in the middle"),
    "white_cell": Named("white cell", "white cells", "a pale body with a dark, lobed nucleus"),
    "cup": Named("cup", "cups", "a round rim, a drink and a handle"),
    "plate": Named("plate", "plates", "a wide flat disc with a raised rim"),
    "spoon": Named("spoon", "spoons", "one oval bowl on a handle"),
    "sailboat": Named("sailing boat", "sailing boats", "a mast with the sail rolled up along it"),
    "motorboat": Named(
        "motor boat", "motor boats", "a windscreen, and an engine at the broad stern"
    ),
    "bottle": Named("bottle", "bottles", "a shoulder and a neck"),
    "can": Named("can", "cans", "bare metal at both ends of a printed barrel"),
    "screw": Named("screw", "screws", "a broad head and a thread"),
    "nut": Named("nut", "nuts", "six flat sides around a hole"),
}
"""Every class that a scene may hold."""


class Resemblance(NamedTuple):
    """A look-alike in words: the clause that leaves it out, what it is, what it lacks."""

    clause: str
    is_a: str
    lacks: str


LOOKALIKES: Mapping[str, Resemblance] = {
    "picture of a car": Resemblance(
        "2.1", "a poster on the wall", "It is printed on a white sheet"
    ),
    "picture of a person": Resemblance(
        "2.1", "a poster on the wall", "The figure is flat and ends with the paper"
    ),
    "tailor's dummy": Resemblance("2.2", "a tailor's dummy", "It has no head, no arms and no legs"),
    "picture of a drum": Resemblance(
        "2.1", "a poster in the rack", "The drum is printed and stands on nothing"
    ),
    "picture of a carton": Resemblance(
        "2.1", "a poster in the rack", "The box is printed on a white sheet"
    ),
    "plastic tote": Resemblance(
        "2.2", "a plastic tote", "It has ribs and a grip, no board and no tape"
    ),
    "painted sign": Resemblance(
        "2.1", "a sign painted on the ground", "It is flat, and throws no shadow"
    ),
    "rubbish skip": Resemblance(
        "2.2", "a rubbish skip", "It is open, full of rubble, and has no glass"
    ),
    "platelet": Resemblance("2.2", "a platelet", "It is small, ragged and purple all over"),
    "air bubble": Resemblance("2.2", "an air bubble", "It is a thin ring with nothing inside"),
    "drop of stain": Resemblance(
        "2.2", "a drop of stain", "There is no pale body around the dark spot"
    ),
    "fork": Resemblance("2.2", "a fork", "It ends in four tines and has no bowl"),
    "picture of a cup": Resemblance("2.1", "a page of a magazine", "The cup is printed on paper"),
    "ring of a wet cup": Resemblance(
        "2.2", "the ring of a wet cup", "The wood shows through the middle"
    ),
    "kayak": Resemblance("2.2", "a kayak", "It is narrow, with a point at both ends and no engine"),
    "boat painted on the quay": Resemblance(
        "2.1", "a mark painted on the quay", "It is a bare line on stone, out of the water"
    ),
    "paper cup": Resemblance("2.2", "a paper cup", "It is a cone of paper without bare metal"),
    "loose cap": Resemblance("2.2", "a loose cap", "The bottle it came from is not there"),
    "picture of a bottle": Resemblance(
        "2.1", "a printed card", "The bottle is flat and ends with the card"
    ),
    "washer": Resemblance("2.2", "a washer", "Its edge is round, without a flat side"),
    "nail": Resemblance("2.2", "a nail", "Its shaft is smooth, and its head is small and flat"),
    "drawing of a screw": Resemblance("2.1", "a drawing on a sheet", "The screw is ink on paper"),
}
"""Every look-alike of the styles, by its name there."""

HANGERS: Mapping[str, str] = {
    "street": "what only hangs on or is pulled along",
    "carpark": "the antenna",
    "kitchen": "the straw",
    "marina": "the ropes",
}
"""What hangs on an object without being a part of it, by style."""

COVERS: Mapping[str, str] = {
    "street": "what stands in front",
    "warehouse": "what stands in front",
    "carpark": "the tree",
    "cells": "what lies on it",
    "kitchen": "what lies on it",
    "marina": "the roof",
    "conveyor": "what lies on it",
    "workshop": "what lies on it",
}
BARS: Mapping[str, str] = {
    "street": "the lamp post",
    "warehouse": "the striped post",
    "carpark": "the striped beam",
    "cells": "the fibre",
    "kitchen": "the rolling pin",
    "marina": "the gangway",
    "conveyor": "the strip of tape",
    "workshop": "the pencil",
}


def place(box: Box) -> str:
    """Return roughly where a box is: "at the upper left", "in the middle"."""
    x, y = (box.x + box.width / 2) / WIDTH, (box.y + box.height / 2) / HEIGHT
    across = "left" if x < 0.36 else "right" if x > 0.64 else ""
    down = "upper" if y < 0.36 else "lower" if y > 0.64 else ""
    if across and down:
        return f"at the {down} {across}"
    if across:
        return f"on the {across}"
    return {"upper": "at the top", "lower": "at the bottom"}.get(down, "in the middle")


def called(one: Object, others: Sequence[Object]) -> str:
    """Return words that tell one object from the others: "the car on the right"."""
    known = CLASSES[one.label]
    name = f"{known.heap} of {known.many}" if one.group else known.one
    same = [
        other
        for other in others
        if other is not one
        and other.label == one.label
        and other.group == one.group
        and place(other.box) == place(one.box)
    ]
    if not same:
        return f"the {name} {place(one.box)}"
    middle = one.box.x + one.box.width / 2
    places = [other.box.x + other.box.width / 2 for other in same]
    if all(middle < x - 6 for x in places):
        return f"the left-hand {name} {place(one.box)}"
    if all(middle > x + 6 for x in places):
        return f"the right-hand {name} {place(one.box)}"
    level = one.box.y + one.box.height / 2
    levels = [other.box.y + other.box.height / 2 for other in same]
    if all(level < y for y in levels):
        return f"the upper {name} {place(one.box)}"
    if all(level > y for y in levels):
        return f"the lower {name} {place(one.box)}"
    return f"the {name} about {round(middle)} pixels from the left"


def listed(words: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" and {words[-1]}"


def counted(scene: Scene, asked: Sequence[str]) -> str:
    """Return how many objects of each asked class there are: "two cars and one van"."""
    said = []
    for label in asked:
        there = [one for one in scene.objects if one.label == label and not one.group]
        if there:
            name = CLASSES[label].one if len(there) == 1 else CLASSES[label].many
            said.append(f"{_NUMBERS[len(there)]} {name}")
    said += [
        f"one {CLASSES[one.label].heap} of {CLASSES[one.label].many}"
        for one in scene.objects
        if one.group and one.label in asked
    ]
    return listed(said) if said else "nothing that was asked for"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
