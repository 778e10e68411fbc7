from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from grader.metrics import (
    Undefined,
    bootstrap_interval,
    cluster_bootstrap_interval,
    cohen_kappa,
    is_undefined,
    kappa_interval,
    more_items_for_half_width,
    reason,
    wilson_interval,
)


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


# Wilson


def test_wilson_interval_worked_by_hand() -> None:
    """8 of 10 at z = 1.96.

    Middle (.8 + 3.8416/20) / (1 + 3.8416/10) = .99208 / 1.38416 = .7167; half width
    1.96 * sqrt(.16/10 + 3.8416/400) / 1.38416 = 1.96 * .16002 / 1.38416 = .2266.
    """
    share = wilson_interval(8, 10)
    assert share.value == 0.8
    assert share.low == pytest.approx(0.7167 - 0.2266, abs=2e-4)
    assert share.high == pytest.approx(0.7167 + 0.2266, abs=2e-4)
    assert share[3:] == (10, 0.95, "Wilson")


def test_wilson_interval_ends_exactly_at_0_and_1() -> None:
    """Nothing right and everything right are never certain on the other side."""
    assert wilson_interval(0, 20).low == 0.0
    assert 0 < wilson_interval(0, 20).high < 0.2
    assert wilson_interval(20, 20).high == 1.0
    assert 0.8 < wilson_interval(20, 20).low < 1


def test_wilson_interval_of_no_items_is_undefined() -> None:
    """No items, no share and no interval."""
    assert [reason(x) for x in wilson_interval(0, 0)[:3]] == ["no items"] * 3


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 500), st.floats(0, 1), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_interval_equals_statsmodels(n: int, share: float, level: float) -> None:
    """The same ends at every level."""
    successes = round(share * n)
    ours = wilson_interval(successes, n, level)
    low, high = proportion_confint(successes, n, alpha=1 - level, method="wilson")
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-12)
    assert 0 <= ours.low <= ours.value <= ours.high <= 1


@pytest.mark.parametrize(
    ("n", "half_width"), [(20, 0.168), (50, 0.109), (100, 0.078), (200, 0.055), (400, 0.039)]
)
def test_half_widths_at_80_percent_right(n: int, half_width: float) -> None:
    """The table by which the lengths of checks were chosen."""
    share = wilson_interval(n * 4 // 5, n)
    assert (share.high - share.low) / 2 == pytest.approx(half_width, abs=0.0005)


@given(st.floats(0, 1), st.floats(0.02, 0.5))
def test_the_number_of_items_is_the_first_that_is_enough(share: float, half_width: float) -> None:
    """One item fewer would leave the interval too wide."""

    def width(n: int) -> float:  # Wilson's half width from its two ends, z = 1.959964
        z = 1.959963984540054
        return z / (n + z * z) * math.sqrt(n * share * (1 - share) + z * z / 4)

    n = more_items_for_half_width(share, half_width)
    assert width(n) <= half_width + 1e-9
    assert n == 1 or width(n - 1) > half_width - 1e-9


def test_the_number_of_items_fits_the_interval_itself() -> None:
    """95 items at 80 % right are enough for 8 points either way, 90 are not."""
    assert more_items_for_half_width(0.8, 0.08) == 95
    enough, too_few = wilson_interval(76, 95), wilson_interval(72, 90)
    assert enough.high - enough.low <= 0.16 < too_few.high - too_few.low


def test_more_items_are_needed_in_the_middle_and_at_a_higher_level() -> None:
    """A share of one half is the hardest to pin down."""
    assert more_items_for_half_width(0.5, 0.1) > more_items_for_half_width(0.9, 0.1)
    assert more_items_for_half_width(0.5, 0.1, 0.99) > more_items_for_half_width(0.5, 0.1)
    assert more_items_for_half_width(0.5, 0.5) == 1


# Bootstrap


def test_bootstrap_interval_worked_by_hand() -> None:
    """Two items 0 and 1 resample to a mean of 0, 1/2, 1 with chances 1/4, 1/2, 1/4.

    So the middle 95 % reach from 0 to 1, and the middle 40 % lie at 1/2.
    """
    wide = bootstrap_interval([0, 1], mean)
    assert wide == (0.5, 0.0, 1.0, 2, 0.95, "bootstrap over items")
    narrow = bootstrap_interval([0, 1], mean, level=0.4)
    assert narrow[:3] == (0.5, 0.5, 0.5)


def test_bootstrap_interval_comes_near_the_normal_one_for_a_mean() -> None:
    """For the mean of 1 to 100 the standard error is 28.87 / 10; 1.96 of them are 5.66."""
    interval = bootstrap_interval(range(1, 101), mean)
    assert interval.value == 50.5
    assert (interval.high - interval.low) / 2 == pytest.approx(5.66, rel=0.08)


def test_the_same_seed_gives_the_same_interval() -> None:
    """A number does not change because somebody looks twice."""
    items = [0.1, 0.7, 0.4, 0.9, 0.3]
    assert bootstrap_interval(items, mean) == bootstrap_interval(items, mean)
    assert bootstrap_interval(items, mean, seed=1) != bootstrap_interval(items, mean, seed=2)


def test_undefined_resamples_are_left_out() -> None:
    """A quarter of the resamples hold no 1; the others have a mean of 1/2 or 1."""

    def mean_if_any(values: list[int]) -> float:
        return mean(values) if any(values) else Undefined("no 1")

    assert bootstrap_interval([0, 1], mean_if_any)[:3] == (0.5, 0.5, 1.0)


def test_too_many_undefined_resamples_leave_no_interval() -> None:
    """Three quarters of the resamples are not 0, 1 in this order; the value stands all the same."""

    def picky(values: list[int]) -> float:
        return 0.5 if values == [0, 1] else Undefined("another order")

    interval = bootstrap_interval([0, 1], picky)
    assert interval.value == 0.5
    assert (reason(interval.low) or "").startswith("undefined in 1")
    assert (reason(interval.high) or "").endswith("of 2000 resamples")


def test_an_undefined_value_has_no_interval_and_keeps_its_reason() -> None:
    """The reason of the statistic is the reason of the whole."""
    interval = bootstrap_interval([1, 2], lambda _: Undefined("no variation"))
    assert [reason(x) for x in interval[:3]] == ["no variation"] * 3
    assert [reason(x) for x in bootstrap_interval([], mean)[:3]] == ["no items"] * 3
    assert reason(bootstrap_interval([1], lambda _: math.nan).value) == "no reason was recorded"


def test_no_interval_claims_certainty() -> None:
    """One item, or items that all say the same, do not show how far off a value may be."""
    one = bootstrap_interval([1.0], mean)
    assert one.value == 1.0
    assert reason(one.low) == "fewer than two items"
    alike = bootstrap_interval([1.0] * 20, mean)
    assert alike.value == 1.0
    assert reason(alike.high) == "every resample of the 20 items gave the same value"


def test_clusters_are_drawn_whole() -> None:
    """Two clusters of three alike are two independent units, not six."""
    clusters = [[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]
    by_cluster = cluster_bootstrap_interval(clusters, mean)
    assert by_cluster == (0.5, 0.0, 1.0, 2, 0.95, "bootstrap over clusters")
    by_unit = bootstrap_interval(list(itertools.chain(*clusters)), mean)
    assert by_unit.high - by_unit.low < 1
    assert reason(cluster_bootstrap_interval(clusters[:1], mean).low) == "fewer than two clusters"


# Kappa


def pairs(table: list[list[int]]) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
def test_kappa_interval_equals_the_bootstrap_over_items(weights: str | None) -> None:
    """Drawing the matrix and drawing the items are the same, up to chance."""
    table = [[20, 4, 1], [3, 15, 5], [0, 6, 16]]

    def kappa(items: list[tuple[int, int]]) -> float:
        return cohen_kappa(*zip(*items, strict=True), weights, labels=[0, 1, 2])

    by_table = kappa_interval(table, weights)
    by_item = bootstrap_interval(pairs(table), kappa, resamples=1000)
    assert by_table.value == by_item.value
    assert by_table[1:3] == pytest.approx(by_item[1:3], abs=0.03)
    assert by_table[3:] == (70, 0.95, "bootstrap over items")


@pytest.mark.parametrize(("n", "half_width"), [(100, 0.12), (200, 0.08), (400, 0.06)])
def test_kappa_half_widths_at_90_percent_right_and_balanced_labels(
    n: int, half_width: float
) -> None:
    """The table by which the lengths of qualifiers were chosen: kappa .80."""
    right, wrong = n * 45 // 100, n * 5 // 100
    interval = kappa_interval([[right, wrong], [wrong, right]])
    assert interval.value == pytest.approx(0.8)
    assert (interval.high - interval.low) / 2 == pytest.approx(half_width, abs=0.01)


def test_kappa_interval_does_without_labels_that_nobody_used() -> None:
    """An empty row changes nothing."""
    bare = kappa_interval([[20, 4], [3, 15]])
    padded = kappa_interval([[20, 4, 0], [3, 15, 0], [0, 0, 0]])
    assert padded == bare


def test_kappa_interval_of_many_labels_and_judgments_is_quick_and_small() -> None:
    """A million judgments under 150 labels: the resamples hold the used cells only."""
    table = np.zeros((150, 150), dtype=np.int64)
    np.fill_diagonal(table, 6000)
    table[0, 1:] = 671
    interval = kappa_interval(table)
    assert interval.n == int(table.sum())
    assert interval.high - interval.low < 0.01


def test_kappa_interval_says_what_is_missing() -> None:
    """No items, one label, one item, and agreement without an exception have no interval."""
    assert reason(kappa_interval([]).value) == "no items"
    assert reason(kappa_interval([[0, 0], [0, 0]]).low) == "no items"
    assert "one and the same label" in (reason(kappa_interval([[9, 0], [0, 0]]).value) or "")
    single = kappa_interval([[0, 1], [0, 0]])
    assert single.value == 0.0
    assert reason(single.low) == "fewer than two items"
    perfect = kappa_interval([[10, 0], [0, 10]])
    assert perfect.value == 1.0
    assert reason(perfect.low) == "every resample of the 20 items gave the same value"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wilson_interval(3, 2), r"got 3 of 2"),
        (lambda: wilson_interval(-1, 2), r"successes .* at least 0 \(got -1\)"),
        (lambda: wilson_interval(0.5, 2), r"got 0\.5"),
        (lambda: wilson_interval(0, -1), r"n must be .* \(got -1\)"),
        (lambda: wilson_interval(1, 2, 95), r"level .* \(got 95\)"),
        (lambda: more_items_for_half_width(80, 0.1), r"not a percentage \(got 80\)"),
        (lambda: more_items_for_half_width(0.8, 0), r"half_width .* \(got 0\)"),
        (lambda: more_items_for_half_width(0.8, 0.6), r"half_width .* \(got 0\.6\)"),
        (lambda: more_items_for_half_width(0.8, 0.1, 1.0), r"level .* \(got 1\.0\)"),
        (lambda: bootstrap_interval([1, 2], mean, resamples=0), r"resamples .* \(got 0\)"),
        (lambda: bootstrap_interval([1, 2], mean, level=0), r"level .* \(got 0\)"),
        (lambda: kappa_interval([[1, 2]]), r"square \(got the shape \(1, 2\)\)"),
        (lambda: kappa_interval([1, 2]), r"square \(got the shape \(2,\)\)"),
        (lambda: kappa_interval([[1, -1], [0, 1]]), r"whole numbers of 0 or more"),
        (lambda: kappa_interval([[0.5, 0.5], [0, 1]]), r"whole numbers of 0 or more"),
        (lambda: kappa_interval([[1, 0], [0, 1]], "cubic"), r"got 'cubic'"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()


def test_intervals_hold_plain_floats() -> None:
    """No numpy scalar leaves, whatever the statistic returns."""
    for estimate in (
        wilson_interval(np.int64(8), np.int64(10)),
        bootstrap_interval([1.0, 2.0], np.mean),
        kappa_interval(np.array([[4, 1], [1, 4]])),
    ):
        assert [type(x) for x in estimate[:4]] == [float, float, float, int]
        assert not is_undefined(estimate.low)
