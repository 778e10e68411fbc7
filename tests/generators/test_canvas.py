"""Masks: what an object covers, what is taken from it, and where its box therefore lies."""

from __future__ import annotations

import numpy as np
import pytest

from grader.generators.scene.canvas import Canvas
from grader.generators.scene.geometry import Box
from grader.generators.scene.pen import OVER, Pen, Sprite
from grader.generators.scene.texture import plain


def square(wide: float, high: float) -> Sprite:
    pen = Pen(wide, high)
    pen.rect(0, 0, wide, high, (200, 40, 40))
    return pen.sprite()


def canvas() -> Canvas:
    return Canvas(plain((90, 90, 90)))


def test_a_box_is_tight_to_the_pixel() -> None:
    """A rectangle of 40 by 20 around (100, 100) lies from 80 to 120 and from 90 to 110."""
    drawn = canvas().add("car", square(40, 20), 100, 100)
    box = drawn.box()
    assert box is not None
    assert abs(box.x - 80) <= 1
    assert abs(box.y - 90) <= 1
    assert abs(box.width - 40) <= 1
    assert abs(box.height - 20) <= 1
    mask = drawn.mask()
    rows, columns = np.nonzero(mask)
    assert box == Box(
        int(columns.min()),
        int(rows.min()),
        int(np.ptp(columns)) + 1,
        int(np.ptp(rows)) + 1,
    )


def test_what_is_in_front_takes_what_it_covers() -> None:
    """The right half is hidden: the visible box ends in the middle, the full one does not change."""
    scene = canvas()
    drawn = scene.add("car", square(40, 20), 100, 100)
    whole = drawn.box(full=True)
    scene.paint(square(40, 60), 120, 100)
    box = drawn.box()
    assert box is not None
    assert whole is not None
    assert abs(box.width - 20) <= 1
    assert drawn.box(full=True) == whole
    assert drawn.hidden == pytest.approx(0.5, abs=0.03)
    assert drawn.outside == 0


def test_the_frame_cuts_off() -> None:
    """Centred on the left edge, half of it is outside, and its box begins at 0."""
    drawn = canvas().add("car", square(40, 20), 0, 100)
    box = drawn.box()
    assert box is not None
    assert box.x == 0
    assert abs(box.width - 20) <= 1
    assert drawn.outside == pytest.approx(0.5, abs=0.03)
    assert drawn.hidden == 0


def test_a_smear_leaves_the_box_where_it_was() -> None:
    """Motion blur fades both ends, and half coverage stays at the old edges."""
    still = canvas().add("car", square(60, 20), 100, 100).box()
    moved = canvas().add("car", square(60, 20).blurred(12), 100, 100).box()
    assert still is not None
    assert moved is not None
    for before, after in zip(still, moved, strict=True):
        assert abs(before - after) <= 1


def test_a_shadow_and_a_tint_hide_nobody() -> None:
    """They change the picture and no mask."""
    scene = canvas()
    drawn = scene.add("car", square(40, 20), 100, 100)
    before = drawn.mask()
    scene.shade(square(40, 20), 110, 100, 0.5, 2)
    scene.tint(square(40, 20), 90, 100)
    assert (drawn.mask() == before).all()
    assert scene.rgb[100 * OVER, 128 * OVER].max() < 90 / 255


def test_a_heap_is_one_object() -> None:
    """Two squares side by side unite to the box around both."""
    scene = canvas()
    members = [
        scene.add("can", square(20, 20), 100, 100),
        scene.add("can", square(20, 20), 130, 100),
    ]
    group = scene.unite(members, "can")
    box = group.box()
    assert group.group
    assert scene.drawn == [group]
    assert box is not None
    assert abs(box.width - 50) <= 1
