"""The images in the bank of boxes are what their seeds make, and its gold is what they hold."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from grader.bank import load_bank
from grader.generators.bounding_boxes import entries
from grader.generators.scene.scenes import make_scene
from grader.settings import content_root

BANK = load_bank("bounding-boxes")
FOLDER = content_root() / "exercises" / BANK.skill.slug
SAMPLE = ("box-001", "box-005", "box-012", "box-018", "box-023", "box-032", "box-045", "box-054")


@pytest.mark.parametrize("name", SAMPLE)
def test_a_seed_makes_the_image_and_the_gold_of_the_bank(name: str) -> None:
    """From seed and difficulty alone; other versions of Pillow may differ by a shade, not by an edge."""
    item, gold = BANK.item(name), BANK.gold(name)
    assert item.source.seed is not None
    scene = make_scene(item.source.seed, item.difficulty)
    image: Any = item.content["image"]
    stored = Image.open(FOLDER / image["file"]).convert("RGB")
    made = Image.open(io.BytesIO(scene.png)).convert("RGB")
    apart = np.abs(np.asarray(stored, np.int16) - np.asarray(made, np.int16))
    assert apart.mean() < 2
    boxes: Any = gold.gold["boxes"]
    assert boxes == entries(scene, tuple({box["class"] for box in boxes}))


def test_every_image_belongs_to_an_item() -> None:
    """Nothing lies about, and no item shows another's picture but a variant."""
    named: dict[str, str] = {}
    for items in BANK.sets.values():
        for item in items:
            image: Any = item.content["image"]
            assert named.setdefault(image["file"], item.origin) == item.origin
    assert {f"images/{path.name}" for path in (FOLDER / "images").iterdir()} == set(named)


def test_no_item_can_be_right_with_an_object_missed_or_made_up() -> None:
    """The skill's tolerance holds for every gold of the bank (see test_tolerance)."""
    field, tolerance = BANK.skill.task.field("boxes"), BANK.skill.tolerance
    extra: Any = {"x": 1, "y": 1, "width": 9, "height": 9, "class": "person"}
    for gold in BANK.golds.values():
        boxes: Any = gold.gold["boxes"]
        assert field.distance(boxes[1:], boxes) > tolerance, gold.id
        assert field.distance([*boxes, extra], boxes) > tolerance, gold.id
