from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import pearsonr

from grader.metrics import is_undefined, pearson_correlation, reason


def test_correlation_worked_by_hand() -> None:
    """Means 2 and 3; products of deviations (-1)(-2) + 0*1 + 1*1 = 3; squares 2 and 6: 3/sqrt(12)."""
    assert pearson_correlation([1, 2, 3], [1, 4, 4]) == pytest.approx(3 / 12**0.5)


def test_it_does_not_see_a_constant_or_a_stretch() -> None:
    """Two points higher, or twice as wide, is the same line; turned round it is -1."""
    a = [1, 2, 2, 5]
    assert pearson_correlation(a, [x + 2 for x in a]) == 1
    assert pearson_correlation(a, [2 * x for x in a]) == 1
    assert pearson_correlation(a, [-x for x in a]) == -1


def test_tiny_values_correlate_like_large_ones() -> None:
    """Squares of 1e-200 would be 0."""
    assert pearson_correlation([0, 1e-200, 2e-200], [0, 1, 2]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ([], [], "no items"),
        ([1], [2], "fewer than two items"),
        ([0.1] * 3, [1, 2, 3], "one of the two gave the same value throughout"),
        ([1, 2, 3], [0.1] * 3, "one of the two gave the same value throughout"),
    ],
)
def test_without_variation_it_is_undefined(a: list[float], b: list[float], why: str) -> None:
    """There is nothing to rise and fall."""
    assert reason(pearson_correlation(a, b)) == why


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pearson_correlation([1], [1, 2]), r"got 1 and 2 values"),
        (lambda: pearson_correlation([1, None], [1, 2]), r"first judge's values.*got None"),
        (lambda: pearson_correlation([1, 2], [1, float("inf")]), r"second judge's.*got inf"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=30))
def test_it_equals_scipy(pairs: list[tuple[int, int]]) -> None:
    """The same line by another road."""
    a, b = [list(column) for column in zip(*pairs, strict=True)]
    ours = pearson_correlation(a, b)
    assume(not is_undefined(ours))
    assert ours == pytest.approx(float(pearsonr(a, b).statistic), abs=1e-9)
