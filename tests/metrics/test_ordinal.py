from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.metrics import exact_and_adjacent, mean_absolute_error, reason


def test_mean_absolute_error_worked_by_hand() -> None:
    """Gaps of 0, 1, 2 and 1 are 4 points on 4 items."""
    assert mean_absolute_error([1, 2, 5, 4], [1, 3, 3, 5]) == 1.0


def test_exact_and_adjacent_worked_by_hand() -> None:
    """Gaps of 0, 1, 2 and 1: one item in four exact, three at most one apart."""
    shares = exact_and_adjacent([1, 2, 5, 4], [1, 3, 3, 5])
    assert shares.exact == 0.25
    assert shares.adjacent == 0.75


def test_evenly_guessing_judges_are_adjacent_7_times_in_9_on_three_points() -> None:
    """Of the nine combinations of 1, 2, 3 only (1, 3) and (3, 1) are further apart."""
    a, b = [1, 1, 1, 2, 2, 2, 3, 3, 3], [1, 2, 3, 1, 2, 3, 1, 2, 3]
    assert exact_and_adjacent(a, b).adjacent == pytest.approx(7 / 9)


def test_without_items_everything_is_undefined() -> None:
    """No items, no mean and no share."""
    assert reason(mean_absolute_error([], [])) == "no items"
    assert [reason(share) for share in exact_and_adjacent([], [])] == ["no items", "no items"]


@pytest.mark.parametrize("metric", [mean_absolute_error, exact_and_adjacent])
@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ([1], [1, 2], r"got 1 and 2 values"),
        ([1, None], [1, 2], r"first judge's values.*got None at position 1"),
        ([1, 2], [1, "2"], r"second judge's values.*got '2' at position 1"),
        ([math.nan], [1], r"got nan"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(
    metric: Callable[..., object], a: list[object], b: list[object], message: str
) -> None:
    """Only finite numbers, one for each item."""
    with pytest.raises(ValueError, match=message):
        metric(a, b)


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=1))
def test_exact_is_never_more_than_adjacent(pairs: list[tuple[int, int]]) -> None:
    """Whoever is on the same point is at most one apart."""
    shares = exact_and_adjacent(*zip(*pairs, strict=True))
    assert shares.exact <= shares.adjacent
