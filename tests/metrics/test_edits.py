from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.metrics import edit_scores, reason

# "She have a apple in hand": have -> has, a -> an, and "in her hand".
GOLD = [(4, 8, "has"), (9, 10, "an"), (20, 20, "her ")]


def test_scores_worked_by_hand() -> None:
    """Two of three made, one of them wrongly, and a needless one.

    Right: 1 of 3 made, of 3 wanted: P = R = F0.5 = 1/3. By place alone: 2 of 3.
    """
    judged = [(4, 8, "has"), (9, 10, "the"), (0, 3, "He")]
    found = edit_scores([judged], [GOLD])
    assert found[:3] == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert edit_scores([judged], [GOLD], ignore_replacement=True).correct == 2


def test_a_needless_edit_costs_more_than_one_left_out() -> None:
    """2 of 2 made, of 3: F0.5 = 2.5 / (.75 + 2) = 10/11. 3 of 4 made, of 3: 3.75 / 4.75 = 15/19."""
    left_out = edit_scores([GOLD[:2]], [GOLD])
    needless = edit_scores([[*GOLD, (0, 3, "He")]], [GOLD])
    assert left_out.f == pytest.approx(10 / 11)
    assert needless.f == pytest.approx(15 / 19)
    assert edit_scores([GOLD[:2]], [GOLD], beta=1).f == pytest.approx(4 / 5)


def test_items_are_counted_together_and_never_matched_across() -> None:
    """The same place in another text is another place."""
    assert edit_scores([[GOLD[0]], []], [[], [GOLD[0]]])[3:] == (0, 1, 1)


def test_without_edits_scores_are_undefined() -> None:
    """Leaving a text alone has no precision, and what was left undone shows in recall."""
    found = edit_scores([[]], [GOLD])
    assert reason(found.precision) == "no edits by the judge"
    assert (found.recall, found.f) == (0.0, 0.0)
    assert reason(edit_scores([[]], [[]]).f) == "no edits by either"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: edit_scores([[]], []), r"got 1 and 0 values"),
        (lambda: edit_scores([[(3, 2, "x")]], [[]]), r"got 3 to 2"),
        (lambda: edit_scores([[(-1, 2, "x")]], [[]]), r"got -1 to 2"),
        (lambda: edit_scores([[(3, 3, "")]], [[]]), r"empty text inserted at 3"),
        (lambda: edit_scores([[]], [[(0, 3, "x")] * 2]), r"got \(0, 3, 'x'\) twice"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()
