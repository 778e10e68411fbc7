"""Items from scenes: valid, proved, worded for the picture, and fair to careful hands only."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from grader.bank.guideline import cited, read_guideline
from grader.errors import UnknownNameError
from grader.fields import Given, ImageSize
from grader.generators import GENERATORS, maker
from grader.generators.bounding_boxes import VIEWS, entries, make_item, written
from grader.generators.scene.reasons import reasons
from grader.generators.scene.scenes import make_scene
from grader.generators.scene.styles import STYLES
from grader.items import BAITS, Gold, Item
from grader.settings import content_root
from grader.skills.bounding_boxes import SKILL

FIELD = SKILL.task.field("boxes")
GIVEN = Given(texts={"brief": ""}, images={"image": ImageSize(640, 420)})
GUIDELINE = content_root() / "curriculum" / "guidelines" / "bounding-boxes.md"


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("difficulty", [1, 3, 5])
def test_an_item_is_whole(name: str, difficulty: int) -> None:
    """It reads as an item and a gold, its file is the one named, and gold scores 1 against itself."""
    made = make_item(40 + difficulty, difficulty, style=name)
    item, gold = Item.model_validate(made.item), Gold.model_validate(made.gold)
    assert SKILL.task.content_problems(item.content) == []
    [(path, data)] = made.files.items()
    image: Any = item.content["image"]
    assert image["file"] == path
    assert image["sha256"] == hashlib.sha256(data).hexdigest()
    assert image["description"] == VIEWS[name]
    assert gold.item_hash == item.hash
    assert gold.tier == "proved"
    assert FIELD.problems(gold.gold["boxes"], GIVEN) == []
    assert FIELD.distance(gold.gold["boxes"], gold.gold["boxes"]) == 0
    assert item.bait in BAITS
    assert {concept.slug for concept in SKILL.concepts} >= set(item.concepts)
    assert made == make_item(40 + difficulty, difficulty, style=name)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_said_is_true_of_the_scene(seed: int) -> None:
    """Each foreseen wrong box is no box of gold, each missed one is, and every clause cited exists."""
    scene = make_scene(700 + seed, 1 + seed % 5)
    asked = tuple(scene.style.painters)
    gold: Any = entries(scene, asked)
    clauses = read_guideline(GUIDELINE).clauses
    found = reasons(scene, asked)
    for one in found:
        if one.entry is not None:
            assert FIELD.problems([one.entry], GIVEN) == []
            assert not FIELD.gives(gold, [one.entry]), one
        if one.missed is not None:
            assert one.missed in gold
        numbers = [*cited(one.says), *cited(one.hint), *cited(one.why)]
        assert numbers
        assert set(numbers) <= set(clauses)


def test_only_what_is_asked_is_gold() -> None:
    """A class that the brief leaves out is a temptation, and no box of gold."""
    scene = make_scene(9, 3, "carpark", ("neighbour",))
    made = written(scene, "box-x", "Box every **van**.", ("van",))
    gold: Any = made.gold["gold"]
    assert {box["class"] for box in gold["boxes"]} == {"van"}
    assert made.item["bait"] == "SCOPE"
    tempting: Any = made.gold["tempting"]
    assert tempting[0]["value"]["boxes"][0]["class"] == "car"


def test_generators_are_found_by_skill() -> None:
    """And a skill without one is answered with those that have one."""
    assert maker("bounding-boxes") is make_item
    assert set(GENERATORS) >= {"bounding-boxes"}
    with pytest.raises(UnknownNameError, match="bounding-boxes"):
        maker("bounding-boxs")
