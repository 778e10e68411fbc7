from __future__ import annotations

from collections.abc import Callable
from math import log2

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from grader.metrics import is_undefined, ndcg, reason

GRADES = {"a": 3, "b": 0, "c": 1}


def test_ndcg_worked_by_hand() -> None:
    """b a c: 3 / log2(3) + 1 / log2(4) over the best order, a c b: 3 + 1 / log2(3)."""
    value = ndcg([["b"], ["a"], ["c"]], GRADES)
    assert value == pytest.approx((3 / log2(3) + 1 / 2) / (3 + 1 / log2(3)))
    # exponential: 2^3 - 1 = 7 and 2^1 - 1 = 1
    value = ndcg([["b"], ["a"], ["c"]], GRADES, gain="exponential")
    assert value == pytest.approx((7 / log2(3) + 1 / 2) / (7 + 1 / log2(3)))


def test_ndcg_at_k_looks_at_the_first_ranks_only() -> None:
    """b a within reach, the best would be a c; with k 1 nothing relevant is within reach."""
    ranking = [["b"], ["a"], ["c"]]
    assert ndcg(ranking, GRADES, k=2) == pytest.approx(3 / log2(3) / (3 + 1 / log2(3)))
    assert ndcg(ranking, GRADES, k=1) == 0.0
    assert ndcg(ranking, GRADES, k=9) == ndcg(ranking, GRADES)


def test_a_tie_is_the_mean_of_the_ways_to_break_it() -> None:
    """With and without a cut through the tie."""
    for k in (None, 1, 2):
        broken = [ndcg([[x], [y], ["c"]], GRADES, k=k) for x, y in ("ab", "ba")]
        assert ndcg([["a", "b"], ["c"]], GRADES, k=k) == pytest.approx(sum(broken) / 2)


def test_the_order_of_equal_grades_does_not_matter() -> None:
    """Nothing stands below what it should stand above."""
    grades = {"a": 2, "b": 2, "c": 1}
    assert ndcg([["a"], ["b"], ["c"]], grades) == pytest.approx(1)
    assert ndcg([["b"], ["a"], ["c"]], grades) == pytest.approx(1)


def test_where_nothing_is_relevant_ndcg_is_undefined() -> None:
    """There is no best order to compare with."""
    assert reason(ndcg([], {})) == "no results"
    assert reason(ndcg([["a", "b"]], {"a": 0, "b": 0})) == "no result has a grade above 0"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ndcg([["a"]], {"b": 1}), r"\['a'\] only in the ranking, \['b'\] only in the"),
        (lambda: ndcg([["a"]], {"a": -1}), r"got -1 for 'a'"),
        (lambda: ndcg([["a"]], {"a": None}), r"got None for 'a'"),
        (lambda: ndcg([["a"]], {"a": 1}, gain="steep"), r"got 'steep'"),
        (lambda: ndcg([["a"]], {"a": 1}, k=0), r"k must be.*got 0"),
        (lambda: ndcg(["a"], {"a": 1}), r"got the text 'a' as a place"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=8),
    st.one_of(st.none(), st.integers(1, 8)),
)
def test_ndcg_equals_scikit_learn(results: list[tuple[int, int]], k: int | None) -> None:
    """Linear gain, ties shared, cut at k."""
    names = [f"r{i}" for i in range(len(results))]
    ranking = [
        [name for name, (_, score) in zip(names, results, strict=True) if score == level]
        for level in (3, 2, 1, 0)
    ]
    grades = {name: grade for name, (grade, _) in zip(names, results, strict=True)}
    ours = ndcg([tied for tied in ranking if tied], grades, k=k)
    assume(not is_undefined(ours))
    truth, scores = np.array(results, dtype=float).T
    assert ours == pytest.approx(ndcg_score([truth], [scores], k=k))
