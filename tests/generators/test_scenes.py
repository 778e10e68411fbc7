"""Rendered scenes: their boxes are exact, everything in them can be decided, and a seed is a promise."""

from __future__ import annotations

import io
import os

import numpy as np
import pytest
from PIL import Image

from grader.errors import UnknownNameError
from grader.generators.scene.geometry import HEIGHT, WIDTH, Box, iou, tight
from grader.generators.scene.scenes import (
    HIDDEN,
    LEAST_BOXED,
    MOST_LEFT_OUT,
    MOST_OBJECTS,
    Scene,
    make_scene,
    planned,
)
from grader.generators.scene.stage import TRAPS
from grader.generators.scene.styles import STYLES
from grader.generators.scene.texture import LARGEST_FILE
from grader.generators.scene.wording import CLASSES, LOOKALIKES

MANY = int(os.environ.get("QUALPREP_SCENES", "200"))
"""How many scenes the widest test makes; 1,000 take four minutes and are for after a painter changed."""


def inside(box: Box) -> bool:
    return box.x >= 0 and box.y >= 0 and box.right <= WIDTH and box.bottom <= HEIGHT


def check(scene: Scene) -> None:
    """What holds for every scene."""
    assert 1 <= len(scene.objects) <= MOST_OBJECTS
    for one in scene.objects:
        assert one.label in scene.style.painters
        assert inside(one.box)
        assert inside(one.full)
        assert one.box.union(one.full) == one.full  # what shows is a part of the whole
        small, large = sorted((one.box.width, one.box.height))
        assert small >= LEAST_BOXED[0]
        assert large >= LEAST_BOXED[1]
        assert one.occluded == (one.hidden > HIDDEN[1])
        assert one.hidden <= HIDDEN[0] or one.hidden > HIDDEN[1]
        touches = min(one.box.x, one.box.y) == 0 or (
            one.box.right == WIDTH or one.box.bottom == HEIGHT
        )
        assert touches == one.truncated, one
    for decoy in scene.decoys:
        assert decoy.like in scene.style.painters
        assert all(iou(decoy.box, one.box) < 0.3 for one in scene.objects)
        if decoy.kind == "tiny":
            assert max(decoy.box.width, decoy.box.height) <= MOST_LEFT_OUT


@pytest.mark.parametrize("block", range(8))
def test_many_scenes_can_all_be_decided(block: int) -> None:
    """Every box lies in the frame and above the least size, and no flag is a matter of opinion."""
    for seed in range(block, MANY, 8):
        check(make_scene(10_000 + seed, 1 + (seed // 8) % 5))


@pytest.mark.parametrize("name", STYLES)
def test_a_seed_is_a_promise(name: str) -> None:
    """The same seed gives the same bytes, another one another picture, whatever was made before."""
    first = make_scene(5, 3, name)
    make_scene(6, 2)
    again, other = make_scene(5, 3, name), make_scene(6, 3, name)
    assert first.png == again.png
    assert first.objects == again.objects
    assert first.png != other.png
    assert [one.box for one in first.objects] != [one.box for one in other.objects]


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("difficulty", [1, 5])
def test_a_picture_is_a_small_png(name: str, difficulty: int) -> None:
    """640 by 420 pixels, and no more than about 60 kB, so that a bank of them can be kept."""
    scene = make_scene(3, difficulty, name)
    image = Image.open(io.BytesIO(scene.png))
    assert image.size == (scene.width, scene.height) == (WIDTH, HEIGHT)
    assert image.format == "PNG"
    assert len(scene.png) <= LARGEST_FILE * 1.1


@pytest.mark.parametrize("name", STYLES)
def test_every_trap_of_a_style_can_be_set(name: str) -> None:
    """Each trap alone: what it promises is there."""
    for trap in sorted(STYLES[name].traps):
        scene = make_scene(21, 3, name, (trap,))
        check(scene)
        objects = scene.objects
        found = {
            "occlusion": any(one.occluded for one in objects),
            "split": any(one.occluded and iou(one.box, one.full) >= 0.9 for one in objects),
            "truncation": any(one.truncated for one in objects),
            "group": any(one.group for one in objects),
            "look-alike": any(decoy.kind in LOOKALIKES for decoy in scene.decoys),
            "tiny": any(decoy.kind == "tiny" for decoy in scene.decoys),
            "neighbour": len(scene.labels()) > 1,
            "small": any("small" in one.roles for one in objects),
            "blur": any("blur" in one.roles for one in objects),
        }
        assert found.get(trap, True), trap


def test_traps_that_do_not_fit_together_are_given_up_one_by_one() -> None:
    """Of traps that the seed chose; of traps that were asked for, none is given up in silence."""
    scene = make_scene(20_003, 4, "street")
    check(scene)
    assert scene.traps == {"attached", "occlusion", "truncation"}  # the seed chose a split too
    assert make_scene(21, 3, "cells", ("split", "crowd")).traps == {"split", "crowd"}


def test_difficulty_is_a_dial() -> None:
    """Over a few seeds, a harder scene has more objects and more traps."""
    easy = [make_scene(seed, 1) for seed in range(12)]
    hard = [make_scene(seed, 5) for seed in range(12)]
    assert np.mean([len(s.objects) for s in easy]) + 2 < np.mean([len(s.objects) for s in hard])
    assert np.mean([len(s.traps) for s in easy]) + 1.5 < np.mean([len(s.traps) for s in hard])


def test_everything_in_a_style_has_words() -> None:
    """Each class and each look-alike can be spoken of, and no style has a trap that is none."""
    for style in STYLES.values():
        assert set(style.painters) <= set(CLASSES)
        assert set(style.lookalikes) <= set(LOOKALIKES)
        assert style.traps <= set(TRAPS)
        assert {like for like, _ in style.lookalikes.values()} <= set(style.painters)


def test_a_mistaken_request_is_answered() -> None:
    """A wrong style or trap is named with the nearest, a wrong difficulty with what there is."""
    with pytest.raises(UnknownNameError, match="street"):
        make_scene(1, 2, "streat")
    with pytest.raises(UnknownNameError, match="shadow"):
        make_scene(1, 2, "street", ("shadows",))
    with pytest.raises(ValueError, match="1 to 5"):
        make_scene(1, 6)


def test_a_tight_box_holds_its_mask_to_the_pixel() -> None:
    """On a mask of its own: rows 2 to 4 and columns 3 to 7 are true somewhere."""
    mask = np.zeros((10, 10), bool)
    mask[2, 3] = mask[4, 7] = True
    assert tight(mask) == Box(3, 2, 5, 3)
    assert tight(np.zeros((4, 4), bool)) is None


def test_overlap_is_intersection_over_union() -> None:
    """Two squares of 10, shifted by 5: 50 common pixels of 150."""
    assert iou(Box(0, 0, 10, 10), Box(5, 0, 10, 10)) == pytest.approx(50 / 150)
    assert iou(Box(0, 0, 10, 10), Box(10, 0, 10, 10)) == 0


@pytest.mark.parametrize("seed", range(900, 906))
def test_what_is_planned_is_known_before_anything_is_drawn(seed: int) -> None:
    """The style, and no trap that was not planned; some may have been given up."""
    difficulty = 1 + seed % 5
    style, traps = planned(seed, difficulty)
    scene = make_scene(seed, difficulty)
    assert scene.style.name == style
    assert scene.traps <= traps
    if not traps & {"look-alike", "tiny"}:
        assert scene.decoys == ()
