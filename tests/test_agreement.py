"""Agreement with gold: which judgments count, and the number by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from pydantic import JsonValue

from grader.agreement import METRICS, Judged, agreement, confusions, judged, share_right
from grader.metrics import is_undefined, reason
from grader.store.records import Attempt, Event
from tests.support import SKILL, an_item, bank_of, its_gold

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
A, B, C = ["response_a"], ["response_b"], ["response_c"]
ITEMS = [an_item(number, responses=3) for number in range(1, 7)]
BANK = bank_of(*ITEMS)
RIGHT: JsonValue = [A, B, C]
WRONG: JsonValue = [C, B, A]


def _attempt(number: int, order: JsonValue, minute: int, **changes: Any) -> Attempt:
    item = ITEMS[number - 1]
    fields: dict[str, Any] = {
        "id": str(UUID(int=minute + 1)),
        "learner": "ann",
        "session": "s",
        "skill": SKILL,
        "item_id": item.id,
        "item_hash": item.hash,
        "values": {"order": order, "axis": "accuracy", "near_tie": False},
        "confidence": 70,
        "seconds": 10,
        "hints": 0,
        "mode": "practice",
        "shown_order": ("response_a", "response_b", "response_c"),
        "exercise": "e",
        "guideline": "9.9",
        "at": NOON + timedelta(minutes=minute),
    }
    return Attempt(**(fields | changes))


def _event(kind: str, attempt: Attempt, minute: int, **data: JsonValue) -> Event:
    return Event(
        id=str(UUID(int=1000 + minute)),
        learner="ann",
        session="s",
        item_id=attempt.item_id,
        skill=SKILL,
        attempt=attempt.id,
        kind=kind,
        data=data,
        at=NOON + timedelta(minutes=minute),
    )


def _counted(attempts: list[Attempt], events: list[Event]) -> list[tuple[str, bool]]:
    found = judged(attempts, BANK, events)
    return [(one.item.id, one.score.right) for one in found]


def test_the_first_judgment_of_an_item_counts() -> None:
    """A second one was made after its gold had been seen."""
    attempts = [_attempt(1, WRONG, 1), _attempt(2, RIGHT, 2), _attempt(1, RIGHT, 3)]
    assert _counted(attempts, []) == [("made-001", False), ("made-002", True)]


def test_a_mistake_is_left_out_and_so_is_what_follows_it() -> None:
    """Its gold has been seen as well: marking a wrong judgment as a mistake mends no figure."""
    first, again = _attempt(1, WRONG, 1), _attempt(1, RIGHT, 3)
    assert _counted([first, again], [_event("mistake", first, 2)]) == []


def test_an_item_whose_gold_was_shown_before_does_not_count() -> None:
    """A solution looked at afterwards changes nothing; the first look counts."""
    first, second = _attempt(1, RIGHT, 5), _attempt(2, RIGHT, 5)
    early, late = _event("solution", first, 4), _event("solution", second, 6)
    assert _counted([first, second], [early, late]) == [("made-002", True)]
    both = [_event("solution", second, 1), _event("solution", second, 9)]
    assert _counted([second], both) == []


def test_items_that_changed_or_left_do_not_count() -> None:
    """The judgment was of another text, or of one that is no more."""
    attempts = [
        _attempt(1, RIGHT, 1, item_hash="sha256:other"),
        _attempt(2, RIGHT, 2, item_id="made-999"),
        _attempt(3, RIGHT, 3),
    ]
    assert _counted(attempts, []) == [("made-003", True)]


def test_without_gold_nothing_is_scored() -> None:
    """A release for learners has none."""
    assert judged([_attempt(1, RIGHT, 1)], bank_of(*ITEMS, golds=[])) == []


def test_a_corrected_gold_scores_everybody_anew() -> None:
    """Scores are computed, never stored."""
    turned = its_gold(ITEMS[0], gold={"order": WRONG, "axis": "accuracy", "near_tie": False})
    attempt = _attempt(1, WRONG, 1)
    assert not judged([attempt], BANK)[0].score.right
    assert judged([attempt], bank_of(*ITEMS, golds=[turned]))[0].score.right


@pytest.mark.parametrize(
    ("marks", "share"),
    [
        # Two criteria of equal weight; the text gives evidence of "wrong" only.
        (None, 0.5),
        ({"wrong": True, "long": True}, 1.0),
        ({"wrong": False, "long": False}, 0.0),
        ({"long": True}, 1.0),  # what the learner did not mark stays as the check read it
    ],
)
def test_the_learners_own_marks_come_before_the_evidence_check(
    marks: dict[str, JsonValue] | None, share: float
) -> None:
    """The last ones given count; without any, the check's reading stands."""
    text = "I think that {response_b} is wrong in its first line."
    values = {"order": RIGHT, "axis": "accuracy", "near_tie": False, "justification": text}
    attempt = _attempt(1, RIGHT, 1, values=values)
    earlier = _event("marks", attempt, 2, marks={"wrong": False, "long": True})
    events = [] if marks is None else [earlier, _event("marks", attempt, 3, marks=marks)]
    (found,) = judged([attempt], BANK, events)
    written = found.score.field("justification")
    assert written is not None
    assert written.score == share


def _judged(*orders: JsonValue) -> list[Judged]:
    attempts = [_attempt(number, order, number) for number, order in enumerate(orders, 1)]
    return judged(attempts, BANK)


def test_pairwise_agreement_counts_pairs_and_sets_ties_apart() -> None:
    """Gold is a > b > c for every item; pairs that one side ties are counted, but not compared."""
    records = _judged(
        [A, B, C],  # 3 the same
        [A, C, B],  # 2 the same, 1 opposite
        [[*A, *B], C],  # 2 the same, 1 tied
        [C, B, A],  # 3 opposite
    )
    found = agreement("pairwise agreement", records)
    # 7 the same of 11 decided pairs (12 pairs less the tied one)
    assert found.estimate.value == pytest.approx(7 / 11)
    assert found.estimate.n == 4
    assert found.estimate.low <= found.estimate.value <= found.estimate.high
    assert found.note.startswith("11 pairs compared on 4 items; 1 more")
    assert found.metric == "pairwise agreement"


def test_without_ties_the_note_says_no_more_than_how_many() -> None:
    """A clean figure has a short note."""
    found = agreement("pairwise agreement", _judged(RIGHT, RIGHT))
    assert found.estimate.value == 1
    assert found.note == "6 pairs compared on 2 items"


def test_the_interval_is_the_same_every_time() -> None:
    """A learner who opens the page twice reads the same numbers."""
    records = _judged([A, B, C], [A, C, B], [B, A, C], [C, B, A], [A, B, C])
    first, second = (agreement("pairwise agreement", records).estimate for _ in range(2))
    assert first == second
    assert first.low < first.value < first.high


@pytest.mark.parametrize("orders", [[], [[[*A, *B, *C]]]])
def test_no_decided_pair_is_said_with_its_reason(orders: list[JsonValue]) -> None:
    """Nothing judged, or everything tied: undefined, not zero."""
    found = agreement("pairwise agreement", _judged(*orders))
    assert is_undefined(found.estimate.value)
    assert reason(found.estimate.value)


def test_the_share_right_comes_with_its_interval() -> None:
    """Two of four; Wilson's interval of 2 in 4 is 0.15 to 0.85."""
    found = share_right(_judged(RIGHT, WRONG, RIGHT, WRONG))
    assert found.value == 0.5
    assert (round(found.low, 2), round(found.high, 2)) == (0.15, 0.85)


def test_confusions_count_gold_against_own() -> None:
    """How often which two values of a field met."""
    records = _judged(RIGHT, RIGHT)
    assert confusions("axis", records) == {("accuracy", "accuracy"): 2}
    assert confusions("differentiator", records) == {}


def test_an_unknown_metric_is_a_programmers_mistake() -> None:
    """The skills are checked against the list by a test."""
    assert "pairwise agreement" in METRICS
    with pytest.raises(KeyError):
        agreement("accuracy", [])
