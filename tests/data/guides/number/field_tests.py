"""`Number`: what is near, what is no number, and what may be written by hand."""

from __future__ import annotations

import pytest
from grader.fields.number import Number
from pydantic import JsonValue, ValidationError

from grader.fields import Given
from grader.fields.base import UnreadableError

PAUSE = Number(name="pause", label="How long?", unit="seconds", high=60, tolerance=2)
NOTHING = Given()


@pytest.mark.parametrize(
    ("own", "gold", "distance"),
    [(12, 12, 0), (12, 14, 1 / 3), (12, 12.0, 0), (5, 11, 1), (0, 60, 1)],
)
def test_the_distance_grows_evenly_up_to_three_times_the_tolerance(
    own: float, gold: float, distance: float
) -> None:
    """Worked out by hand."""
    assert PAUSE.distance(own, gold) == pytest.approx(distance)


def test_a_difference_of_the_tolerance_is_close() -> None:
    """And a little more is not."""
    assert PAUSE.close(12, 14)
    assert not PAUSE.close(12, 14.5)


@pytest.mark.parametrize("value", [-1, 61, True, "12", None, float("nan"), float("inf"), 10**400])
def test_what_is_no_number_within_the_bounds_is_a_problem(value: JsonValue) -> None:
    """In words that say what to write."""
    assert PAUSE.problems(value, NOTHING) == ["Write a number of seconds from 0 to 60."]


@pytest.mark.parametrize(
    ("said", "value"), [(12, 12), (1.5, 1.5), ("12 s", 12), ("1,5 seconds", 1.5), ("7 sec.", 7)]
)
def test_a_number_may_be_written_with_its_unit(said: JsonValue, value: float) -> None:
    """By hand, in a blind reading."""
    assert PAUSE.from_paper(said, {}) == value


@pytest.mark.parametrize("said", ["long", "2 minutes", "", [12]])
def test_another_unit_is_not_read(said: JsonValue) -> None:
    """It is said what to write instead."""
    with pytest.raises(UnreadableError, match="a number of seconds from 0 to 60"):
        PAUSE.from_paper(said, {})


def test_bounds_must_leave_room() -> None:
    """A slip in a declaration is found when it is read."""
    with pytest.raises(ValidationError, match="low must be less than high"):
        Number(name="n", label="N", unit="m", low=3, high=3, tolerance=1)
