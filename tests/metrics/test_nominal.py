from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from sklearn.metrics import confusion_matrix as sklearn_confusion_matrix

from grader.metrics import (
    Undefined,
    cohen_kappa,
    confusion_matrix,
    is_undefined,
    percent_agreement,
    reason,
)


def judges(table: list[list[int]]) -> tuple[list[int], list[int]]:
    """Two judges' labels with the confusion matrix ``table``."""
    cells = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return [i for i, _ in cells], [j for _, j in cells]


def test_percent_agreement_is_the_share_of_equal_labels() -> None:
    """Three of four items alike are 0.75."""
    assert percent_agreement(["a", "b", "c", "a"], ["a", "b", "c", "b"]) == 0.75


def test_percent_agreement_without_items_is_undefined() -> None:
    """No items, no share."""
    assert reason(percent_agreement([], [])) == "no items"


def test_confusion_matrix_has_the_first_judge_in_rows() -> None:
    """The first says no twice where the second says yes, and never yes where the second says no."""
    a, b = ["no", "no", "yes", "no"], ["yes", "yes", "yes", "no"]
    assert confusion_matrix(a, b).tolist() == [[1, 2], [0, 1]]
    assert confusion_matrix(a, b, ["yes", "no"]).tolist() == [[1, 0], [2, 1]]


def test_confusion_matrix_sorts_numbers_by_value() -> None:
    """10 comes after 9, not after 1."""
    assert confusion_matrix([10, 9], [9, 9]).tolist() == [[1, 0], [1, 0]]


def test_confusion_matrix_keeps_labels_that_nobody_used() -> None:
    """A row and a column for each label given."""
    assert confusion_matrix([1], [3], [1, 2, 3]).tolist() == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert confusion_matrix([], []).shape == (0, 0)
    assert confusion_matrix([], [], ["a", "b"]).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # observed (20+15)/50 = .70; chance (25*30 + 25*20)/2500 = .50; (.70-.50)/(1-.50) = .40
        ([[20, 5], [10, 15]], 0.40),
        # The kappa paradox: 90 of 100 alike in all three, and chance agreement .50, .82 and .905.
        ([[45, 5], [5, 45]], 0.80),
        ([[85, 5], [5, 5]], 0.08 / 0.18),
        ([[90, 5], [5, 0]], -0.005 / 0.095),
        # nothing alike, balanced: (0 - .50)/(1 - .50) = -1
        ([[0, 7], [7, 0]], -1.0),
    ],
)
def test_kappa_of_hand_worked_tables(table: list[list[int]], kappa: float) -> None:
    """Kappa is agreement beyond chance over the most there could be."""
    assert cohen_kappa(*judges(table)) == pytest.approx(kappa)


def test_weighted_kappa_worked_by_hand() -> None:
    """Far disagreements cost more than near ones.

    a = 1 2 3, b = 1 2 2. Observed: one item in three is 1 apart, 1/3 both ways.
    Chance, all nine pairings of a with b: linear 0+1+1 + 1+0+0 + 2+1+1 = 7, quadratic
    0+1+1 + 1+0+0 + 4+1+1 = 9. So 1 - (1/3)/(7/9) = 4/7 and 1 - (1/3)/(9/9) = 2/3.
    """
    assert cohen_kappa([1, 2, 3], [1, 2, 2], "linear") == pytest.approx(4 / 7)
    assert cohen_kappa([1, 2, 3], [1, 2, 2], "quadratic") == pytest.approx(2 / 3)


def test_weighted_kappa_counts_scale_points_that_nobody_used() -> None:
    """Numbers lie apart by value, as if the whole scale had been given.

    a = 1 2 5, b = 1 5 5. By value: observed 9/3, chance (0+16+16 + 1+9+9 + 16+0+0)/9 = 67/9,
    1 - 27/67 = 40/67. With the labels 1, 2, 5 one step apart: observed 1/3, chance
    (0+4+4 + 1+1+1 + 4+0+0)/9 = 15/9, 1 - 3/15 = .8.
    """
    a, b = [1, 2, 5], [1, 5, 5]
    assert cohen_kappa(a, b, "quadratic") == pytest.approx(40 / 67)
    assert cohen_kappa(a, b, "quadratic", labels=[1, 2, 3, 4, 5]) == pytest.approx(40 / 67)
    assert cohen_kappa(a, b, "quadratic", labels=[1, 2, 5]) == pytest.approx(0.8)


def test_weighted_kappa_of_texts_follows_the_order_given() -> None:
    """The same judgments in words and in numbers have the same kappa."""
    words = ["bad", "fair", "good"]
    a, b = [0, 1, 2, 2, 0], [0, 2, 2, 1, 1]
    in_words = cohen_kappa([words[i] for i in a], [words[i] for i in b], "linear", labels=words)
    assert in_words == cohen_kappa(a, b, "linear")


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
def test_kappa_is_undefined_without_variation(weights: str | None) -> None:
    """Where chance alone gives complete agreement, nothing can be said beyond chance."""
    kappa = cohen_kappa([3, 3, 3], [3, 3, 3], weights, labels=[1, 2, 3])
    assert "one and the same label" in (reason(kappa) or "")
    assert reason(cohen_kappa([], [], weights)) == "no items"


def test_kappa_is_0_when_only_one_judge_varies() -> None:
    """A judge who always says the same is as good as chance."""
    assert cohen_kappa(["a", "a", "a"], ["a", "b", "a"]) == 0.0
    assert cohen_kappa(["a"], ["b"]) == 0.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: percent_agreement(["a"], []), r"got 1 and 0 values"),
        (lambda: cohen_kappa(["a"], []), r"got 1 and 0 values"),
        (lambda: confusion_matrix(["a"], ["b"], ["a"]), r"without 'b'"),
        (lambda: confusion_matrix(["a"], ["a"], ["a", "a"]), r"got 'a' more than once"),
        (lambda: cohen_kappa(["a", 1], ["a", 1]), r"all texts or all numbers"),
        (lambda: cohen_kappa(["a", None], ["a", "a"]), r"got None\); leave out"),
        (lambda: cohen_kappa([1.0, float("nan")], [1, 1]), r"got nan"),
        (lambda: cohen_kappa(["a", "b"], ["a", "b"], "linear"), r"pass labels="),
        (lambda: cohen_kappa([1, 2], [1, 2], "cubic"), r"got 'cubic'"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()


PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=40)


@settings(deadline=None, max_examples=80)
@given(PAIRS, st.sampled_from([None, "linear", "quadratic"]))
def test_kappa_equals_scikit_learn(pairs: list[tuple[int, int]], weights: str | None) -> None:
    """On a scale given in full, both compute the same."""
    a, b = [list(column) for column in zip(*pairs, strict=True)]
    ours = cohen_kappa(a, b, weights, labels=[1, 2, 3, 4, 5])
    assume(not is_undefined(ours))
    theirs = cohen_kappa_score(a, b, weights=weights, labels=[1, 2, 3, 4, 5])
    assert ours == pytest.approx(theirs)


@settings(deadline=None, max_examples=40)
@given(PAIRS)
def test_confusion_matrix_equals_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    """Rows, columns and counts are the same."""
    a, b = [list(column) for column in zip(*pairs, strict=True)]
    scale = [1, 2, 3, 4, 5]
    theirs = sklearn_confusion_matrix(a, b, labels=scale)
    assert np.array_equal(confusion_matrix(a, b, scale), theirs)


def test_numpy_values_give_plain_floats() -> None:
    """What a pandas column holds is welcome; what comes out is no numpy scalar."""
    a, b = np.array([1, 2, 3, 3]), np.array([1, 2, 2, 3])
    for value in (percent_agreement(a, b), cohen_kappa(a, b, "quadratic")):
        assert type(value) is float
    assert type(cohen_kappa(a[:1], a[:1])) is Undefined
