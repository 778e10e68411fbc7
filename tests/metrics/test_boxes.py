from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycocotools import mask

from grader.metrics import box_iou, box_scores, match_boxes, reason
from grader.metrics.boxes import Box

CELL = (0.0, 0.0, 10.0, 10.0, "cell")


@pytest.mark.parametrize(
    ("box", "iou"),
    [
        ((0, 0, 10, 10, "cell"), 1),
        ((0, 0, 10, 10, "other"), 1),  # labels are of no account
        ((0, 0, 10, 5, "cell"), 1 / 2),
        ((5, 5, 15, 15, "cell"), 25 / 175),
        ((2, 2, 4, 4, "cell"), 4 / 100),  # inside
        ((10, 0, 20, 10, "cell"), 0),  # touching
        ((50, 50, 60, 60, "cell"), 0),
        ((0.5, 0.5, 9.5, 9.5, "cell"), 0.81),  # 5 % off on all four sides, inwards
        ((-0.5, -0.5, 10.5, 10.5, "cell"), 100 / 121),  # and outwards: .826
    ],
)
def test_iou_worked_by_hand(box: Box, iou: float) -> None:
    """The area of both over the area of either."""
    assert box_iou(CELL, box) == pytest.approx(iou)
    assert box_iou(box, CELL) == pytest.approx(iou)


def test_as_many_boxes_match_as_can() -> None:
    """The best pair is given up where that makes two, even if their IoU adds up to less.

    0-10 is in both: 1. But it covers the gold's 0-4 by .4, and the judge's 6-10 covers it by .4.
    """
    judged = [(0, 0, 10, 1, "x"), (6, 0, 10, 1, "x")]
    gold = [(0, 0, 10, 1, "x"), (0, 0, 4, 1, "x")]
    pairs = match_boxes(judged, gold, threshold=0.4)
    assert [(pair.judged, pair.gold) for pair in pairs] == [(0, 1), (1, 0)]
    assert [pair.iou for pair in pairs] == [0.4, 0.4]
    assert [pair.iou for pair in match_boxes(judged, gold, threshold=0.5)] == [1.0]


def test_among_as_many_pairs_the_closest_are_taken() -> None:
    """Both ways to pair them make two; one way fits exactly."""
    first, second = (0, 0, 10, 1, "x"), (1, 0, 10, 1, "x")
    pairs = match_boxes([first, second], [second, first])
    assert [(pair.judged, pair.gold, pair.iou) for pair in pairs] == [(0, 1, 1.0), (1, 0, 1.0)]


def test_a_second_box_around_the_same_thing_is_one_too_many() -> None:
    """Duplicates lower precision."""
    found = box_scores([[CELL, CELL]], [[CELL]])
    assert (found.precision, found.recall, found.n_matched) == (0.5, 1.0, 1)


def test_labels_must_be_the_same_unless_they_are_ignored() -> None:
    """A box around the right thing with the wrong class is not found."""
    other = (*CELL[:4], "platelet")
    assert box_scores([[CELL]], [[other]]).recall == 0.0
    assert box_scores([[CELL]], [[other]], ignore_labels=True).recall == 1.0


def test_scores_worked_by_hand() -> None:
    """Three boxes in two images, four in the gold: IoU 1, .8 and .6.

    At .5 all three are found: P 1, R 3/4, F1 6/7, mean IoU .8. At .75 two: P 2/3, R 1/2, F1 4/7,
    mean IoU .9. An IoU that is the threshold is enough.
    """
    judged = [[CELL, (20, 0, 30, 8, "cell")], [(0, 0, 10, 6, "cell")]]
    gold = [[(20, 0, 30, 10, "cell"), CELL, (50, 50, 60, 60, "cell")], [CELL]]
    at_half = box_scores(judged, gold)
    assert at_half[:4] == pytest.approx((1, 3 / 4, 6 / 7, 0.8))
    assert at_half[4:] == (3, 3, 4)
    assert box_scores(judged, gold, 0.75)[:4] == pytest.approx((2 / 3, 1 / 2, 4 / 7, 0.9))
    assert box_scores(judged, gold, 0.6).n_matched == 3


def test_images_are_never_matched_across() -> None:
    """The same place in another image is another place."""
    assert box_scores([[CELL], []], [[], [CELL]]).n_matched == 0


def test_without_boxes_scores_are_undefined() -> None:
    """An empty image that was left empty says nothing about boxes."""
    nothing = box_scores([[]], [[]])
    assert reason(nothing.f) == "no boxes by either"
    assert reason(nothing.mean_iou) == "no boxes matched"
    missed = box_scores([[]], [[CELL]])
    assert reason(missed.precision) == "no boxes by the judge"
    assert (missed.recall, missed.f) == (0.0, 0.0)
    assert match_boxes([], []) == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: box_iou((0, 0, 0, 5, "x"), CELL), r"got 0, 0, 0, 5"),
        (lambda: box_iou((0, 5, 5, 0, "x"), CELL), r"got 0, 5, 5, 0"),
        (lambda: box_iou((0, 0, float("nan"), 5, "x"), CELL), r"corners.*got nan"),
        (lambda: box_scores([[]], []), r"got 1 and 0 values"),
        (lambda: match_boxes([], [], 0), r"above 0"),
        (lambda: match_boxes([], [], 50), r"not a percentage \(got 50\)"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()


BOX = st.tuples(*[st.integers(0, 20)] * 2, *[st.integers(1, 20)] * 2).map(
    lambda box: (float(box[0]), float(box[1]), float(box[0] + box[2]), float(box[1] + box[3]), "x")
)


@given(BOX, BOX)
def test_iou_equals_pycocotools(a: Box, b: Box) -> None:
    """It takes width and height instead of right and bottom."""
    first, second = (np.array([[x[0], x[1], x[2] - x[0], x[3] - x[1]]]) for x in (a, b))
    assert box_iou(a, b) == pytest.approx(float(mask.iou(first, second, [0])[0, 0]))


@given(st.lists(BOX, max_size=4), st.lists(BOX, max_size=4))
def test_no_other_matching_is_better(judged: list[Box], gold: list[Box]) -> None:
    """Of all ways to pair the boxes off: most pairs first, then most IoU."""
    few, many = sorted([judged, gold], key=len)

    def in_this_order(order: tuple[Box, ...]) -> tuple[int, float]:
        ious = [box_iou(a, b) for a, b in zip(few, order, strict=True)]
        found = [iou for iou in ious if iou >= 0.3]
        return len(found), sum(found)

    best = max(map(in_this_order, permutations(many, len(few))))
    pairs = match_boxes(judged, gold, 0.3)
    assert len({pair.judged for pair in pairs}) == len({pair.gold for pair in pairs}) == len(pairs)
    assert (len(pairs), sum(pair.iou for pair in pairs)) == pytest.approx(best)
