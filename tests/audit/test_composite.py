"""Naive strategies on marks in a text: held against the best constant answer, for want of a chance level."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pydantic import JsonValue

from grader.audit.constants import constants, sentences
from grader.audit.coverage import count_labels
from grader.audit.entries import Entry, entries, rendered
from grader.audit.measure import Measure
from grader.audit.naive import by_set, by_skill
from grader.audit.outcomes import outcome
from grader.bank import Bank
from grader.bank.resolve import resolve_gold
from grader.fields import Choice, Option, Spans
from grader.items import Gold, Item
from grader.skills import skill
from grader.task import Part, Task
from tests.audit.made import prose
from tests.support import SKILL, bank_of

STATUS = Choice(
    name="status",
    label="Status",
    options=tuple(Option(key=k, label=k.title()) for k in ("supported", "wrong", "unknown")),
)
FIELD = Spans(
    name="claims", label="Claims", parts=("output",), attributes=(STATUS,), free=("supported",)
)
TASK = Task(
    instruction="Mark it.",
    parts=(Part(name="document", label="Source"), Part(name="output", label="Output")),
    fields=(FIELD,),
)
DECLARED = skill(SKILL).model_copy(update={"task": TASK, "main_field": "claims"})


def bank(places: Sequence[int], lines: int = 4) -> Bank:
    """Return a bank with one error an item, in the sentence of this number."""
    items, golds = [], []
    for number, place in enumerate(places):
        texts = [prose(f"{number} {line}", 9) for line in range(lines)]
        item = Item.model_validate(
            {
                "id": f"made-{number:03}",
                "difficulty": 2,
                "domain": "toys",
                "concepts": ["decisive-error"],
                "bait": "LONG",
                "source": {"kind": "authored", "licence": "CC-BY-4.0"},
                "content": {"document": prose(f"{number} source", 40), "output": " ".join(texts)},
            }
        )
        mark: JsonValue = {"quote": texts[place].rstrip("."), "status": "wrong"}
        golds.append(
            Gold.model_validate(
                {
                    "id": item.id,
                    "item_hash": item.hash,
                    "tier": "settled",
                    "settled": "A toy.",
                    "gold": {"claims": [mark]},
                    "rationale": "It is wrong where it says so, and clause 2.1 decides it here.",
                    "tempting": [{"value": {"claims": [mark]}, "why_wrong": "It is not so."}],
                }
            )
        )
        items.append(item)
    made = bank_of(*items, golds=golds)
    plain = Bank(DECLARED, made.sets, {}, made.guideline)
    resolved = {
        gold.id: resolve_gold(gold, [FIELD], plain.given(plain.item(gold.id))).gold
        for gold in golds
    }
    return Bank(DECLARED, made.sets, resolved, made.guideline)


def of(places: Sequence[int]) -> tuple[Entry, ...]:
    return entries(rendered(bank(places)))


def short(measures: Sequence[Measure]) -> set[str]:
    return {one.name for one in measures if one.verdict == "short"}


def test_errors_in_every_place_give_nothing_away() -> None:
    """Whoever always marks the first sentence does no better than who marks all of them."""
    outcomes = [outcome(entry) for entry in of([n % 4 for n in range(16)])]
    assert short([*by_set(outcomes), *by_skill(outcomes)]) == set()


def test_errors_that_always_open_the_text_are_found() -> None:
    """By set and over the skill; the strategies are scored as a learner is."""
    outcomes = [outcome(entry) for entry in of([0] * 16)]
    found = short([*by_set(outcomes), *by_skill(outcomes)])
    assert {"always first, practice", "always first, all authored"} <= found
    assert "always last, all authored" not in found


def test_the_constant_answers_are_everything_and_nothing() -> None:
    """Marking every sentence alike, and marking none; each item's merit is a learner's score."""
    first, *_ = found = of([0, 1, 2, 3])
    everything, nothing = constants(found)
    assert len(sentences(FIELD, first)) == 4
    assert nothing[first.id] == []
    assert first.merit(nothing[first.id]) == 0
    # Four marks and one of gold: the right mark and gold's agree, the other three do not.
    assert first.merit(everything[first.id]) == pytest.approx(2 / 5)


def test_labels_of_marks_are_counted_once_an_item() -> None:
    """However many marks of an item have it."""
    assert FIELD.classes() == ("supported", "wrong", "unknown")
    assert count_labels(FIELD, of([0, 1])) == {"wrong": 2}
