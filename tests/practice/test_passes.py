"""Separate passes: the same items on one question at a time, each pass with answers of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import JsonValue, ValidationError

from grader.agreement import agreement, judged
from grader.bank import Bank
from grader.errors import QualprepError, UnknownNameError
from grader.fields import Scale
from grader.store import Store
from grader.task import Part, Pass, Task
from tests.practice.conftest import Sit
from tests.support import an_item, bank_of, its_gold

ANCHORS = {-1: "{response_a} is better", 0: "About equal", 1: "{response_b} is better"}
TASK = Task(
    instruction="Judge one thing at a time.",
    parts=(
        Part(name="prompt", label="Prompt"),
        Part(name="response", label="Response", repeated=(2, 2), shuffled=True),
    ),
    fields=tuple(
        Scale(name=name, label=name.capitalize(), anchors=ANCHORS, between="response")
        for name in ("helpful", "honest")
    ),
    passes=tuple(
        Pass(name=name, title=name.capitalize(), fields=(name,), main=name)
        for name in ("helpful", "honest")
    ),
)
GOLD: dict[str, JsonValue] = {"helpful": -1, "honest": 1}
TEMPTING: list[JsonValue] = [
    {"value": {"helpful": 1}, "why_wrong": "{response_b} is longer, no more."},
    {"value": {"honest": 0}, "why_wrong": "Both sound sure, but one has a reason."},
]
HONEST: dict[str, JsonValue] = {
    "rationale": "The first one keeps to what can be known of the day (clause 1.1).",
    "hints": ["Which of the two admits a limit?"],
}


@pytest.fixture
def bank() -> Bank:
    items = [an_item(number) for number in range(1, 4)]
    texts = {"gold": GOLD, "tempting": TEMPTING, "passes": {"honest": HONEST}, "critical": []}
    golds = [its_gold(item, **texts) for item in items]
    made = bank_of(*items, golds=golds)
    fields = {"task": TASK, "main_field": "helpful"}
    return replace(made, skill=made.skill.model_copy(update=fields))


def test_each_pass_asks_its_own_question_and_keeps_its_own_answers(
    sit: Sit, bank: Bank, store: Store
) -> None:
    """Both attempts on an item count, each right or wrong by its pass's verdict."""
    for name, value in (("helpful", -1), ("honest", -1)):
        sitting = sit(key=f"s/{name}", one_pass=name)
        assert [field.name for field in sitting.asked({})] == [name]
        for item_id in sitting.items:
            assert sitting.hand_in(item_id, {name: value}, confidence=80).saved is not None
            feedback = sitting.feedback(item_id)
            assert feedback is not None
            assert feedback.right is (name == "helpful")
            assert [row.field for row in feedback.rows] == [name]
    attempts = store.attempts("ann")
    assert [attempt.pass_ for attempt in attempts] == ["helpful"] * 3 + ["honest"] * 3
    records = judged(attempts, bank)
    assert [record.score.right for record in records] == [True] * 3 + [False] * 3
    assert [record.field.name for record in records] == ["helpful"] * 3 + ["honest"] * 3
    found = agreement("pairwise agreement", records)
    assert (found.estimate.value, found.estimate.n) == (0.5, 6)


def test_a_pass_tells_nothing_of_the_others(sit: Sit, bank: Bank) -> None:
    """Its own why, hints and evidence, and only what tempts on its own fields."""
    item = bank.items("practice")[0]
    gold = bank.gold(item.id)
    for name in ("helpful", "honest"):
        sitting = sit(key=f"s/{name}", one_pass=name)
        own, letters = gold.passes.get(name, gold), sitting.names(item.id)
        assert sitting.hint(item.id) == [letters.show(own.hints[0])]
        sitting.hand_in(item.id, {name: 0}, confidence=80)
        feedback = sitting.feedback(item.id)
        assert feedback is not None
        assert feedback.why == letters.show(own.rationale)
        assert [bool(feedback.marks), len(feedback.tempting)] == [bool(own.evidence), 1]
        assert ("longer" in feedback.tempting[0].why) == (name == "helpful")


def test_passes_are_never_asked_together(sit: Sit) -> None:
    """Neither all of them nor two of them, and an unknown one is named."""
    with pytest.raises(QualprepError, match="separate passes"):
        sit()
    with pytest.raises(UnknownNameError, match="honest"):
        sit(one_pass="onest")
    with pytest.raises(ValueError, match="never asked together"):
        TASK.pass_of(["helpful", "honest"])


def test_every_field_belongs_to_one_pass() -> None:
    """A field in no pass would never be asked."""
    with pytest.raises(ValidationError, match="exactly one pass"):
        Task(**{**TASK.model_dump(), "passes": TASK.passes[:1]})
    odd = Pass(name="odd", title="Odd", fields=("helpful", "honest"), main="other")
    with pytest.raises(ValidationError, match="main field"):
        Task(**{**TASK.model_dump(), "passes": (odd,)})
