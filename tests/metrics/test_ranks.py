from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from grader.metrics import (
    is_undefined,
    kendall_tau_b,
    pair_counts,
    pairwise_agreement,
    ranking_distance,
    reason,
)

Places = dict[str, int]


def ranking(places: Places) -> list[list[str]]:
    """The ranking in which each name lies on its place; names on one place are tied."""
    return [[n for n, p in places.items() if p == place] for place in sorted({*places.values()})]


def places(*names: str) -> st.SearchStrategy[Places]:
    return st.fixed_dictionaries({name: st.integers(1, len(names)) for name in names})


# a > b = c > d against b > a = c = d:
#   ab opposite, ac tied in the second, ad tied in the second, bc tied in the first,
#   bd same, cd tied in the second
FIRST = [["a"], ["b", "c"], ["d"]]
SECOND = [["b"], ["a", "c", "d"]]


def test_pair_counts_worked_by_hand() -> None:
    """Each of the six pairs of four names is counted once."""
    counts = pair_counts(FIRST, SECOND)
    assert counts == (1, 1, 1, 3, 0)
    assert counts.total == 6
    assert pair_counts(SECOND, FIRST) == (1, 1, 3, 1, 0)
    assert pair_counts(SECOND, SECOND) == (3, 0, 0, 0, 3)


def test_kendall_tau_b_worked_by_hand() -> None:
    """(1 - 1) / ... is 0; (3 - 0) / sqrt(3 * 3) is 1; one swap of three names is (2 - 1) / 3."""
    assert kendall_tau_b(FIRST, SECOND) == 0.0
    assert kendall_tau_b(SECOND, SECOND) == 1.0
    assert kendall_tau_b([["a"], ["b"], ["c"]], [["a"], ["c"], ["b"]]) == pytest.approx(1 / 3)
    # ab same, ac same, bc tied in the second: 2 / sqrt(3 * 2)
    value = kendall_tau_b([["a"], ["b"], ["c"]], [["a"], ["b", "c"]])
    assert value == pytest.approx(2 / math.sqrt(6))


def test_ranking_distance_worked_by_hand() -> None:
    """One opposite pair and four ties against an order, at a half each: 3 of 6 pairs."""
    assert ranking_distance(FIRST, SECOND) == 0.5
    assert ranking_distance([["a"], ["b"], ["c"]], [["c"], ["b"], ["a"]]) == 1.0
    assert ranking_distance([["a", "b"]], [["b", "a"]]) == 0.0


def test_pairwise_agreement_worked_by_hand() -> None:
    """Pairs of all items count together: same 1 + 1, opposite 1, tied by both 1, of 6 + 1 + 1."""
    agreement = pairwise_agreement(
        [FIRST, [["x"], ["y"]], [["x", "y"]]], [SECOND, [["x"], ["y"]], [["y", "x"]]]
    )
    assert agreement.without_ties == pytest.approx(2 / 3)
    assert agreement.with_ties == pytest.approx(3 / 8)
    assert agreement.n_pairs == 8
    assert agreement.n_decided == 3


def test_what_cannot_be_said_about_too_few_names_is_undefined() -> None:
    """One name has no pairs."""
    assert reason(kendall_tau_b([["a"]], [["a"]])) == "fewer than two names"
    assert reason(ranking_distance([], [])) == "fewer than two names"
    assert reason(pairwise_agreement([], []).with_ties) == "no pairs to compare"


def test_tau_b_is_undefined_when_a_ranking_ties_everything() -> None:
    """The distance is not: a tie is half way to either order."""
    tied, ordered = [["a", "b"]], [["a"], ["b"]]
    assert "ties all names" in (reason(kendall_tau_b(tied, ordered)) or "")
    assert "ties all names" in (reason(kendall_tau_b(ordered, tied)) or "")
    assert ranking_distance(tied, ordered) == 0.5


def test_agreement_without_ties_is_undefined_when_somebody_ties_every_pair() -> None:
    """With ties it is 0: a tie and an order are not alike."""
    agreement = pairwise_agreement([[["a", "b"]]], [[["a"], ["b"]]])
    assert "neither judge tied" in (reason(agreement.without_ties) or "")
    assert agreement.with_ties == 0.0


@pytest.mark.parametrize("metric", [pair_counts, kendall_tau_b, ranking_distance])
@pytest.mark.parametrize(
    ("b", "message"),
    [
        ([["a"], ["c"]], r"got \['b'\] only in the first, \['c'\] only in the second"),
        ([["a"], ["b"], ["a"]], r"got 'a' twice"),
        ([["a", "b"], []], r"place 2 is empty"),
        (["a", "b"], r"got the text 'a' as a place"),
    ],
)
def test_bad_rankings_are_refused_with_what_was_got(
    metric: Callable[..., object], b: list[object], message: str
) -> None:
    """A ranking holds the same names as the other, each once."""
    with pytest.raises(ValueError, match=message):
        metric([["a"], ["b"]], b)


def test_a_bad_ranking_among_many_is_named() -> None:
    """The position of the item is part of the message."""
    good = [["a"], ["b"]]
    with pytest.raises(ValueError, match="item at position 1: both rankings"):
        pairwise_agreement([good, good], [good, [["a"]]])
    with pytest.raises(ValueError, match="got 2 and 1 values"):
        pairwise_agreement([good, good], [good])


@settings(deadline=None, max_examples=80)
@given(places(*"abcde"), places(*"abcde"))
def test_tau_b_equals_scipy(first: Places, second: Places) -> None:
    """It computes the coefficient from places, we from rankings."""
    ours = kendall_tau_b(ranking(first), ranking(second))
    theirs = kendalltau([first[n] for n in first], [second[n] for n in first]).statistic
    assert is_undefined(ours) == math.isnan(theirs)
    assert ours == pytest.approx(theirs, nan_ok=True)


@given(places(*"abcd"), places(*"abcd"), places(*"abcd"))
def test_ranking_distance_obeys_the_triangle_inequality(a: Places, b: Places, c: Places) -> None:
    """A detour is never shorter, so it is a distance in the full sense."""
    x, y, z = ranking(a), ranking(b), ranking(c)
    assert ranking_distance(x, z) <= ranking_distance(x, y) + ranking_distance(y, z) + 1e-12
