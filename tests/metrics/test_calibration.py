from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from grader.metrics import (
    brier_score,
    expected_calibration_error,
    is_undefined,
    reason,
    reliability,
    wilson_interval,
)


def test_brier_score_worked_by_hand() -> None:
    """(.9 - 1)² + (.6 - 0)² + (.5 - 1)² = .01 + .36 + .25 = .62, over 3 items."""
    assert brier_score([0.9, 0.6, 0.5], [True, False, True]) == pytest.approx(0.62 / 3)


def test_expected_calibration_error_worked_by_hand() -> None:
    """Four items at .9 with two right, .4 too sure; one at .2, wrong: (4 * .4 + 1 * .2) / 5."""
    confidences = [0.9, 0.9, 0.9, 0.9, 0.2]
    outcomes = [True, True, False, False, False]
    assert expected_calibration_error(confidences, outcomes) == pytest.approx(0.36)


def test_a_judge_as_right_as_they_say_has_no_calibration_error() -> None:
    """Three of four right at 75 % is what 75 % means."""
    assert expected_calibration_error([0.75] * 4, [True, True, True, False]) == 0.0


def test_one_bin_compares_the_two_means() -> None:
    """Too sure on some and too unsure on others cancel out within one bin: .5 against .5."""
    confidences, outcomes = [0.9, 0.1], [False, True]
    assert expected_calibration_error(confidences, outcomes, bins=1) == 0.0
    assert expected_calibration_error(confidences, outcomes, bins=2) == pytest.approx(0.9)


def test_reliability_has_a_bar_for_each_bin_with_its_interval() -> None:
    """Two bins: .2 and .4, one of two right; .5 and 1, both right."""
    low, high = reliability([0.2, 0.4, 0.5, 1.0], [True, False, True, True], bins=2)
    assert (low.low, low.high, low.n) == (0.0, 0.5, 2)
    assert low.mean_confidence == pytest.approx(0.3)
    assert low.share_right == wilson_interval(1, 2)
    assert (high.low, high.high, high.n) == (0.5, 1.0, 2)
    assert high.mean_confidence == 0.75
    assert high.share_right == wilson_interval(2, 2)


def test_an_empty_bin_is_there_and_says_why_it_has_no_share() -> None:
    """A chart can leave it out; the numbers do not pretend."""
    empty, _ = reliability([1.0], [True], bins=2)
    assert empty.n == 0
    assert reason(empty.mean_confidence) == "no items with a confidence in this range"
    assert reason(empty.share_right.value) == "no items"
    assert [bar.n for bar in reliability([], [])] == [0] * 10


@pytest.mark.parametrize("bins", [1, 3, 7, 10, 100])
def test_every_edge_belongs_to_the_bin_that_starts_there(bins: int) -> None:
    """Bins are half open, the last one closed, and rounding moves nothing across an edge."""
    edges = [index / bins for index in range(bins + 1)]
    bars = reliability(edges, [True] * len(edges), bins=bins)
    assert [bar.n for bar in bars] == [1] * (bins - 1) + [2]
    below = [math.nextafter(edge, 0) for edge in edges[1:]]
    assert [bar.n for bar in reliability(below, [True] * bins, bins=bins)] == [1] * bins


def test_without_items_the_scores_are_undefined() -> None:
    """No items, no score."""
    assert reason(brier_score([], [])) == "no items"
    assert reason(expected_calibration_error([], [])) == "no items"


@pytest.mark.parametrize("metric", [brier_score, expected_calibration_error, reliability])
@pytest.mark.parametrize(
    ("confidences", "outcomes", "message"),
    [
        ([0.5], [], r"got 1 and 0 values"),
        ([80], [True], r"not a percentage \(got 80\)"),
        ([math.nan], [True], r"got nan"),
        ([0.5], [2], r"true or false \(got 2\)"),
        ([0.5], [None], r"true or false \(got None\)"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(
    metric: Callable[..., object], confidences: list[float], outcomes: list[object], message: str
) -> None:
    """Confidences are shares, outcomes are true or false."""
    with pytest.raises(ValueError, match=message):
        metric(confidences, outcomes)


@pytest.mark.parametrize("bins", [0, 2.5])
def test_bins_are_a_positive_whole_number(bins: int) -> None:
    """There is no chart with no bars."""
    with pytest.raises(ValueError, match=rf"bins must be a whole number .* \(got {bins}\)"):
        reliability([0.5], [True], bins=bins)


ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=30)


@settings(deadline=None, max_examples=60)
@given(ANSWERS)
def test_brier_score_equals_scikit_learn(answers: list[tuple[float, bool]]) -> None:
    """The same mean of squares."""
    confidences, outcomes = [list(column) for column in zip(*answers, strict=True)]
    theirs = brier_score_loss([int(right) for right in outcomes], confidences, pos_label=1)
    assert brier_score(confidences, outcomes) == pytest.approx(theirs)


@given(ANSWERS)
def test_bins_hold_every_item_once(answers: list[tuple[float, bool]]) -> None:
    """Nothing is lost between two bins, and means lie within their bin."""
    confidences, outcomes = [list(column) for column in zip(*answers, strict=True)]
    bars = reliability(confidences, outcomes)
    assert sum(bar.n for bar in bars) == len(answers)
    for bar in bars:
        inside = bar.low - 1e-12 <= bar.mean_confidence <= bar.high + 1e-12
        assert is_undefined(bar.mean_confidence) or inside


def test_numpy_values_give_plain_floats() -> None:
    """What a pandas column holds is welcome; what comes out is no numpy scalar."""
    confidences, outcomes = np.array([0.25, 0.75]), np.array([False, True])
    (bar,) = reliability(confidences, outcomes, bins=1)
    for value in (
        brier_score(confidences, outcomes),
        expected_calibration_error(confidences, outcomes),
        bar.mean_confidence,
        bar.share_right.value,
    ):
        assert type(value) is float
