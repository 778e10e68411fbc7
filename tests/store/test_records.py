"""What a record takes and refuses."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from grader.store import Attempt, Event

MakeAttempt = Callable[..., Attempt]


@pytest.mark.parametrize(
    "wrong",
    [
        {"confidence": 4},
        {"confidence": 100},
        {"seconds": -0.1},
        {"seconds": float("inf")},
        {"hints": -1},
        {"mode": "exam"},
        {"learner": ""},
        {"learner": "a\x00b"},
        {"id": "rank-0001"},
        {"at": datetime(2026, 11, 23, 12)},  # noqa: DTZ001
        {"values": {"scale": float("nan")}},
        {"values": {"at": datetime(2026, 11, 23, tzinfo=UTC)}},
        {"score": 1.0},
    ],
    ids=lambda wrong: repr(wrong)[:40],
)
def test_a_wrong_attempt_is_refused(attempt: MakeAttempt, wrong: dict[str, Any]) -> None:
    """What could not be stored, or would mean nothing, is refused before it gets near the disk."""
    with pytest.raises(ValidationError):
        attempt(**wrong)


def test_a_record_cannot_be_changed(attempt: MakeAttempt) -> None:
    """An attempt is a fact."""
    with pytest.raises(ValidationError, match="frozen"):
        attempt().confidence = 99


def test_pass_is_called_pass_in_json(attempt: MakeAttempt) -> None:
    """`pass` is a keyword of Python only; either name is taken, the plain one is written."""
    made = attempt(pass_="honest")
    assert made == attempt(id=made.id, **{"pass": "honest"})
    assert made.model_dump()["pass"] == "honest"
    assert Attempt.model_validate_json(made.model_dump_json()) == made


def test_moments_are_in_utc(attempt: MakeAttempt) -> None:
    """A moment of another zone is the same moment, said in UTC."""
    tokyo = datetime(2026, 11, 23, 21, tzinfo=timezone(timedelta(hours=9)))
    at = attempt(at=tokyo).at
    assert (at, at.tzinfo) == (tokyo, UTC)


def test_an_id_has_one_spelling(attempt: MakeAttempt) -> None:
    """A UUID in capitals is the same id."""
    id = uuid4()
    assert attempt(id=str(id).upper()).id == str(id)


def test_a_second_delivery_says_the_same(attempt: MakeAttempt) -> None:
    """The time of arrival and the session differ when a page sends its judgment once more."""
    first = attempt()
    later = first.at + timedelta(minutes=3)
    assert first.says_the_same_as(first.model_copy(update={"at": later, "session": "sitting-2"}))


@pytest.mark.parametrize(
    "change",
    [
        {"values": {"near_tie": True}},
        {"values": {"near_tie": 0}},
        {"confidence": None},
        {"seconds": 42.0},
        {"item_hash": "sha256:34cd"},
        {"shown_order": ("response_a", "response_b")},
        {"learner": "ben"},
    ],
    ids=repr,
)
def test_another_judgment_does_not_say_the_same(
    attempt: MakeAttempt, change: dict[str, Any]
) -> None:
    """Anything the learner did counts, and false is not 0."""
    first = attempt(values={"near_tie": False})
    assert not first.says_the_same_as(first.model_copy(update=change))


def test_an_event_never_says_the_same_as_an_attempt(
    attempt: MakeAttempt, event: Callable[..., Event]
) -> None:
    """The ids of the two kinds do not mix."""
    made = attempt()
    assert not made.says_the_same_as(event(id=made.id))
