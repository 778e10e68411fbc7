"""Who is right: careful hands mostly, careless ones hardly ever, and nobody who missed or made up one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.generators.bounding_boxes import entries
from grader.generators.scene.scenes import make_scene
from grader.skills.bounding_boxes import SKILL

FIELD = SKILL.task.field("boxes")
FLAGS = ("occluded", "truncated", "group")
Boxes = list[dict[str, Any]]


@pytest.fixture(scope="module")
def golds() -> list[Boxes]:
    scenes = [make_scene(5000 + seed, 1 + seed % 5) for seed in range(60)]
    return [list(entries(scene, tuple(scene.style.painters))) for scene in scenes]


def hand(gold: Boxes, pixels: int, rng: np.random.Generator, flags: float = 1 / 45) -> Boxes:
    """Draw the boxes of gold with every side off by up to some pixels, and a few flags wrong."""
    drawn = []
    for box in gold:
        left, top, right, bottom = (int(v) for v in rng.integers(-pixels, pixels + 1, 4))
        x, y = max(0, box["x"] + left), max(0, box["y"] + top)
        x1 = min(640, box["x"] + box["width"] + right)
        y1 = min(420, box["y"] + box["height"] + bottom)
        wrong = {name: not box[name] for name in FLAGS if rng.random() < flags}
        drawn.append({**box, "x": x, "y": y, "width": x1 - x, "height": y1 - y, **wrong})
    return drawn


def right(own: Boxes, gold: Boxes) -> bool:
    return FIELD.distance(own, gold) <= SKILL.tolerance


@pytest.mark.parametrize(
    ("pixels", "low", "high"),
    [(1, 0.94, 0.99), (2, 0.93, 0.99), (3, 0.85, 0.93), (5, 0.3, 0.55), (8, 0.01, 0.09)],
)
def test_the_tolerance_parts_careful_from_careless(
    golds: list[Boxes], pixels: int, low: float, high: float
) -> None:
    """The share of items that are right falls with the pixels by which a hand is off.

    Of 3,600 drawings each: one standard error is at most .01, and the bounds are at least two away.
    """
    rng = np.random.default_rng(pixels)
    share = np.mean([right(hand(gold, pixels, rng), gold) for gold in golds for _ in range(60)])
    assert low <= share <= high


def test_a_hand_off_by_one_pixel_is_right(golds: list[Boxes]) -> None:
    """Who names everything and sets every flag fails no item by a pixel, however small the box."""
    rng = np.random.default_rng(1)
    assert all(right(hand(gold, 1, rng, 0.0), gold) for gold in golds for _ in range(60))


def test_nobody_is_right_who_missed_invented_or_misnamed_one(golds: list[Boxes]) -> None:
    """However exact the rest."""
    made_up = {"x": 1, "y": 1, "width": 9, "height": 9, "class": "person"} | dict.fromkeys(
        FLAGS, False
    )
    for gold in golds:
        for index, box in enumerate(gold):
            assert not right(gold[:index] + gold[index + 1 :], gold)
            other = "cup" if box["class"] != "cup" else "plate"
            assert not right([*gold[:index], {**box, "class": other}, *gold[index + 1 :]], gold)
        assert not right([*gold, made_up], gold)
