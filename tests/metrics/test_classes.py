from __future__ import annotations

import warnings
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import (
    balanced_accuracy_score,
    f1_score,
    precision_recall_fscore_support,
)

from grader.metrics import balanced_accuracy, class_scores, macro_f1, reason


def test_each_class_worked_by_hand() -> None:
    """Judged s s o o, gold s o o x.

    s: 1 of 2 right, 1 of 1 found: F1 2/3. o: 1 of 2, 1 of 2: 1/2. x: never said, 0 of 1 found: 0.
    Macro-F1 (2/3 + 1/2 + 0) / 3 = 7/18; balanced accuracy (1 + 1/2 + 0) / 3 = 1/2.
    """
    judged, gold = list("ssoo"), list("soox")
    found = class_scores(judged, gold)
    assert list(found) == ["o", "s", "x"]
    assert (found["s"].precision, found["s"].recall) == (0.5, 1.0)
    assert found["s"].f == pytest.approx(2 / 3)
    assert (found["o"].precision, found["o"].recall, found["o"].f) == (0.5, 0.5, 0.5)
    assert reason(found["x"].precision) == "no items with this label by the judge"
    assert (found["x"].recall, found["x"].f) == (0.0, 0.0)
    assert macro_f1(judged, gold) == pytest.approx(7 / 18)
    assert balanced_accuracy(judged, gold) == pytest.approx(1 / 2)


def test_labels_given_are_reported_in_their_order_though_nobody_used_them() -> None:
    """An unused label has no scores, and no share in any mean."""
    found = class_scores(["s", "o"], ["s", "o"], ["x", "s", "o"])
    assert list(found) == ["x", "s", "o"]
    assert reason(found["x"].f) == "no items with this label by either"
    assert found["s"].f == 1.0


def test_a_judge_who_always_says_the_common_label_gets_half() -> None:
    """However common it is: 99 of 100 right, and balanced accuracy .5."""
    assert balanced_accuracy(["ok"] * 100, ["ok"] * 99 + ["bad"]) == 0.5


def test_a_false_alarm_counts_in_macro_f1_and_not_in_balanced_accuracy() -> None:
    """A label that the gold never gives has an F1 of 0 and no recall.

    o: 1 of 1, 1 of 2: 2/3. x: 0. Macro-F1 1/3; balanced accuracy the recall of o, 1/2.
    """
    assert macro_f1(["o", "x"], ["o", "o"]) == pytest.approx(1 / 3)
    assert balanced_accuracy(["o", "x"], ["o", "o"]) == 0.5


def test_without_items_there_is_no_mean() -> None:
    """No items, no classes."""
    assert class_scores([], []) == {}
    assert reason(macro_f1([], [])) == "no items"
    assert reason(balanced_accuracy([], [])) == "no items"


@pytest.mark.parametrize("metric", [class_scores, macro_f1, balanced_accuracy])
def test_bad_input_is_refused_with_what_was_got(metric: Callable[..., object]) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=r"got 1 and 2 values"):
        metric(["a"], ["a", "b"])
    with pytest.raises(ValueError, match=r"got None\); leave out"):
        metric(["a", None], ["a", "a"])


LABELS = ["a", "b", "c", "d"]


@given(
    st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=30)
)
def test_scores_equal_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    """What it leaves out as nan is our undefined."""
    judged, gold = [list(column) for column in zip(*pairs, strict=True)]
    assert macro_f1(judged, gold) == pytest.approx(f1_score(gold, judged, average="macro"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # labels that the gold never gives
        theirs = balanced_accuracy_score(gold, judged)
    assert balanced_accuracy(judged, gold) == pytest.approx(theirs)
    by_class = precision_recall_fscore_support(
        gold, judged, labels=LABELS, zero_division=float("nan")
    )
    found = class_scores(judged, gold, LABELS).values()
    for index in range(3):  # precision, recall, F1
        ours = [scores[index] for scores in found]
        assert ours == pytest.approx(by_class[index].tolist(), nan_ok=True)
