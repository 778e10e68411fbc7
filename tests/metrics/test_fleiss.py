from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import fleiss_kappa as statsmodels_fleiss_kappa

from grader.metrics import fleiss_kappa, is_undefined, reason

# Fleiss (1971), table 1: the diagnoses that 6 of 43 psychiatrists gave to 30 patients. Depression,
# personality disorder, schizophrenia, neurosis, other.
FLEISS_1971 = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
""".split()


def judges(counts: list[str]) -> list[list[int]]:
    """One list for each judge, from how many judges gave each label, one text for each item."""
    items = [[k for k, n in enumerate(item) for _ in range(int(n))] for item in counts]
    return [list(judge) for judge in zip(*items, strict=True)]


def test_fleiss_own_example() -> None:
    """His 30 patients: shares .144, .144, .167, .306 and .239; agreement .556, expected .220."""
    assert fleiss_kappa(judges(FLEISS_1971)) == pytest.approx(0.430, abs=0.0005)


def test_fleiss_kappa_with_a_gap_worked_by_hand() -> None:
    """Items aaa, abb, bb.

    Pairs that differ: 0, 4 of 6, 0: 2/9 on average. Shares of a: 1, 1/3, 0: 4/9 on average, so two
    ratings differ by chance with 1 - (16 + 25) / 81 = 40/81. 1 - (2/9) / (40/81) = 11/20.
    """
    assert fleiss_kappa([["a", "a", "b"], ["a", "b", "b"], ["a", "b", None]]) == pytest.approx(0.55)


def test_an_item_with_one_rating_counts_for_the_label_shares() -> None:
    """Items ab, bb, b: the single b makes agreement on b less of a surprise.

    Without it: 1 - (1/2) / (1 - 1/16 - 9/16) = -1/3. With it the share of a is 1/6:
    1 - (1/2) / (1 - 1/36 - 25/36) = -4/5.
    """
    assert fleiss_kappa([["a", "b"], ["b", "b"]]) == pytest.approx(-1 / 3)
    assert fleiss_kappa([["a", "b", "b"], ["b", "b", None]]) == pytest.approx(-4 / 5)


def test_fleiss_kappa_without_pairs_or_variation_is_undefined() -> None:
    """It takes two ratings of one item, and two different ratings."""
    for ratings in ([], [["a", "b"]], [["a", None], [None, "b"]], [[], []]):
        assert reason(fleiss_kappa(ratings)) == "no item has two ratings"
    assert "without variation" in (reason(fleiss_kappa([["a", "a"], ["a", None]])) or "")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fleiss_kappa([["a", "b"], ["a"]]), r"got 1 to 2 values"),
        (lambda: fleiss_kappa([["a"], [1]]), r"all texts or all numbers"),
        (lambda: fleiss_kappa([[1.0], [float("nan")]]), r"got nan"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.tuples(*[st.integers(0, 3)] * n), min_size=1, max_size=20)
    )
)
def test_without_gaps_it_equals_statsmodels(items: list[tuple[int, ...]]) -> None:
    """Any number of judges, four labels."""
    ours = fleiss_kappa([list(judge) for judge in zip(*items, strict=True)])
    assume(not is_undefined(ours))
    counts = np.array([np.bincount(item, minlength=4) for item in items])
    assert ours == pytest.approx(statsmodels_fleiss_kappa(counts))
