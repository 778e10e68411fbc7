"""Labelled rectangles: how well two of them cover each other, and how many were found.

A box is ``(left, top, right, bottom, label)``, with top above bottom as on a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from grader.metrics._inputs import numbers, paired, require_share
from grader.metrics._kappa import FloatArray
from grader.metrics._matching import best_pairs
from grader.metrics.precision import precision_recall
from grader.metrics.result import Undefined

Box: TypeAlias = tuple[float, float, float, float, str]


class BoxMatch(NamedTuple):
    """Two boxes that were paired off."""

    judged: int
    """The place of the judge's box in its list."""
    gold: int
    """The place of the gold's box in its list."""
    iou: float
    """How well they cover each other."""


class BoxScores(NamedTuple):
    """How many boxes were found, and how well those that were cover the gold's."""

    precision: float
    """n_matched / n_judged; `Undefined` when the judge drew nothing."""
    recall: float
    """n_matched / n_gold; `Undefined` when the gold has nothing."""
    f: float
    """F1 of the two; `Undefined` when neither has anything."""
    mean_iou: float
    """The mean of the matched boxes' IoU; `Undefined` when none matched."""
    n_matched: int
    """How many boxes were paired off."""
    n_judged: int
    """How many the judge drew."""
    n_gold: int
    """How many the gold has."""


def box_iou(a: Box, b: Box) -> float:
    """Return the intersection over union of two boxes, whatever their labels.

    Formula: (area of both) / (area of either). From 0, apart or just touching, to 1, the same box.
    Boxes off by 5 % of their size on all four sides have about 0.8: for small ones a pixel or two
    is that much. Never undefined: a box has an area.

    Raises:
        ValueError: A box without width or height, or a coordinate that is no finite number.

    References:
        Everingham et al., "The Pascal Visual Object Classes (VOC) Challenge", 2010.

    Example:
        >>> box_iou((0, 0, 10, 10, "cell"), (0, 0, 10, 5, "cell"))
        0.5
    """
    return float(_ious([a], [b])[0, 0])


def match_boxes(
    judged: Sequence[Box],
    gold: Sequence[Box],
    threshold: float = 0.5,
    *,
    ignore_labels: bool = False,
) -> list[BoxMatch]:
    """Return which box of a judge goes with which of the gold's, in one image.

    Formula: boxes with the same label may be paired if their IoU is at least ``threshold``; each is
    paired at most once, so that there are as many pairs as can be and, among such pairings, their
    IoU adds up to the most. Each IoU is from the threshold to 1. Never undefined: there may be no
    pairs. A second box around the same thing stays unpaired.

    Args:
        judged: The judge's boxes.
        gold: The gold's boxes.
        threshold: The least IoU of a pair, above 0.
        ignore_labels: Whether boxes with different labels may be paired.

    Returns:
        The pairs, in the order of the judge's boxes.

    Raises:
        ValueError: As for `box_iou`, or ``threshold`` is not above 0 and at most 1.

    References:
        Kuhn, "The Hungarian Method for the Assignment Problem", 1955.

    Example:
        >>> match_boxes([(0, 0, 4, 4, "cell")], [(9, 9, 12, 12, "cell"), (0, 0, 4, 5, "cell")])
        [BoxMatch(judged=0, gold=1, iou=0.8)]
    """
    require_share(threshold, what="threshold")
    if threshold == 0:
        raise ValueError("threshold must be above 0, or boxes that lie apart would match (got 0)")
    ious = _ious(judged, gold)
    allowed = ious >= threshold
    if not ignore_labels:
        allowed &= np.array([[x[4] == y[4] for y in gold] for x in judged], dtype=np.bool_).reshape(
            ious.shape
        )
    # One more pair outweighs all that the others' IoU could gain by leaving it out.
    gains = np.where(allowed, ious + min(ious.shape), 0.0)
    return [BoxMatch(i, j, float(ious[i, j])) for i, j in best_pairs(gains)]


def box_scores(
    judged: Sequence[Sequence[Box]],
    gold: Sequence[Sequence[Box]],
    threshold: float = 0.5,
    *,
    ignore_labels: bool = False,
) -> BoxScores:
    """Return precision, recall, F1 and mean IoU of the boxes of many images, counted together.

    Formula: as in `precision_recall`, where correct is the number of pairs from `match_boxes`; the
    mean IoU is over those pairs. All from 0 to 1, the gold's boxes exactly; mean IoU is never below
    the threshold and says nothing of boxes that were missed. Common thresholds are 0.5 (found) and
    0.75 (drawn tightly): call it once for each.

    Args:
        judged: For each image, the judge's boxes; an empty list for none.
        gold: For each image, the gold's boxes.
        threshold: The least IoU at which a box counts as found, above 0.
        ignore_labels: Whether boxes with different labels may match.

    Returns:
        The scores. Precision is `Undefined` when the judge drew no boxes, recall when the gold has
        none, F1 when both have none, mean IoU when none matched.

    Raises:
        ValueError: The two differ in length, or as for `match_boxes`.

    References:
        Everingham et al., 2010 (`box_iou`); Lin et al., "Microsoft COCO: Common Objects in
        Context", 2014.

    Example:
        >>> judged = [[(0, 0, 4, 4, "cell"), (20, 20, 24, 24, "cell")]]
        >>> gold = [[(0, 0, 4, 5, "cell")]]
        >>> found = box_scores(judged, gold)
        >>> found.precision, found.recall, found.mean_iou
        (0.5, 1.0, 0.8)
        >>> box_scores(judged, gold, threshold=0.9).mean_iou
        Undefined('no boxes matched')
    """
    paired(judged, gold)
    pairs = [
        match
        for first, second in zip(judged, gold, strict=True)
        for match in match_boxes(first, second, threshold, ignore_labels=ignore_labels)
    ]
    n_judged, n_gold = sum(map(len, judged)), sum(map(len, gold))
    found = precision_recall(len(pairs), n_judged, n_gold, what="boxes")
    mean_iou = (
        sum(pair.iou for pair in pairs) / len(pairs) if pairs else Undefined("no boxes matched")
    )
    return BoxScores(found.precision, found.recall, found.f, mean_iou, len(pairs), n_judged, n_gold)


def _ious(a: Sequence[Box], b: Sequence[Box]) -> FloatArray:
    first, second = _corners(a)[:, np.newaxis], _corners(b)[np.newaxis]
    top_left = np.maximum(first[..., :2], second[..., :2])
    bottom_right = np.minimum(first[..., 2:], second[..., 2:])
    both = _areas(np.concatenate([top_left, bottom_right], axis=-1))
    ious: FloatArray = both / (_areas(first) + _areas(second) - both)
    return ious


def _areas(corners: FloatArray) -> FloatArray:
    sides = np.clip(corners[..., 2:] - corners[..., :2], 0.0, None)
    areas: FloatArray = sides[..., 0] * sides[..., 1]
    return areas


def _corners(boxes: Sequence[Box]) -> FloatArray:
    checked = [numbers(box[:4], what="a box's corners") for box in boxes]
    for left, top, right, bottom in checked:
        if not (left < right and top < bottom):
            raise ValueError(
                f"a box is left, top, right, bottom, with left < right and top < bottom "
                f"(got {left:g}, {top:g}, {right:g}, {bottom:g})"
            )
    return np.array(checked, dtype=np.float64).reshape(len(checked), 4)
