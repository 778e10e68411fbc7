from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.metrics import mean_signed_error, reason, sd_ratio, standardised_mean_difference

SIGNED = [mean_signed_error, standardised_mean_difference]


def test_a_lenient_judge_is_above_0_and_a_severe_one_below() -> None:
    """The sign names the error."""
    gold = [1, 2, 3, 4]
    for metric in SIGNED:
        assert metric([2, 3, 4, 5], gold) > 0
        assert metric([1, 1, 2, 3], gold) < 0
        assert metric([4, 3, 2, 1], gold) == 0


def test_the_difference_worked_by_hand() -> None:
    """Judged 2 3 4 5, gold 1 2 3 4: 1 higher, both with variance 5/3: 1 / sqrt(5/3).

    Judged 2 4, gold 1 5: the same mean. Judged 4 4, gold 1 5: 1 / sqrt((0 + 8) / 2) = 1/2.
    """
    assert standardised_mean_difference([2, 3, 4, 5], [1, 2, 3, 4]) == pytest.approx(0.6**0.5)
    assert standardised_mean_difference([2, 4], [1, 5]) == 0
    assert standardised_mean_difference([4, 4], [1, 5]) == pytest.approx(0.5)


def test_a_judge_who_keeps_to_the_middle_is_below_1() -> None:
    """Deviations half as wide, half the ratio; twice as wide, twice."""
    middle, wide = [2, 3, 3, 4], [1, 3, 3, 5]
    assert sd_ratio(middle, wide) == 0.5
    assert sd_ratio(wide, middle) == 2
    assert sd_ratio([3, 3, 3, 3], wide) == 0


@pytest.mark.parametrize("metric", [standardised_mean_difference, sd_ratio])
def test_without_spread_to_measure_by_it_is_undefined(
    metric: Callable[[list[float], list[float]], float],
) -> None:
    """Even if the means differ."""
    assert reason(metric([], [])) == "no items"
    assert reason(metric([1], [2])) == "fewer than two items"
    assert "one value throughout" in (reason(metric([0.3] * 3, [0.1] * 3)) or "")


@pytest.mark.parametrize("metric", [*SIGNED, sd_ratio])
def test_bad_input_is_refused_with_what_was_got(
    metric: Callable[[list[object], list[object]], float],
) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=r"got 1 and 2 values"):
        metric([1], [1, 2])
    with pytest.raises(ValueError, match=r"the judge's values.*got None"):
        metric([1, None], [1, 2])
    with pytest.raises(ValueError, match=r"the gold's values.*got 'x'"):
        metric([1, 2], [1, "x"])
