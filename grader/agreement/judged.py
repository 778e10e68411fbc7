"""Which judgments count, with their scores.

What counts is the first judgment of an item, handed in before its feedback was seen. An attempt marked
as handed in by mistake stays on record and is left out here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.bank import Bank
from grader.fields import Field
from grader.items import Gold, Item
from grader.metrics import Estimate, wilson_interval
from grader.rubric import Mark, read_marks
from grader.scoring import Score, score

if TYPE_CHECKING:
    from grader.store.records import Attempt, Event


@dataclass(frozen=True)
class Judged:
    """One attempt with its item, its gold, its score, and the skill's main field."""

    attempt: Attempt
    item: Item
    gold: Gold
    score: Score
    field: Field


def judged(attempts: Iterable[Attempt], bank: Bank, events: Iterable[Event] = ()) -> list[Judged]:
    """Return the attempts that count, with their scores, in the order handed in.

    Attempts on items that have left the bank, or whose item has changed since, do not count.

    Args:
        attempts: One learner's, in the order handed in.
        bank: The skill's bank, with gold.
        events: The same learner's events: mistakes, solutions looked at, marks.
    """
    events = list(events)
    mistaken = {event.attempt for event in events if event.kind == "mistake"}
    solved = {event.item_id: event.at for event in reversed(events) if event.kind == "solution"}
    marks = latest_marks(events)
    seen: set[tuple[str, str | None]] = set()
    counted = []
    known = {item.id for items in bank.sets.values() for item in items}
    for attempt in attempts:
        this = (attempt.item_id, attempt.pass_)
        if this in seen or attempt.item_id not in known:
            continue
        # Whether or not it counts: after this one the gold has been seen, of this pass.
        seen.add(this)
        item, gold = bank.item(attempt.item_id), bank.golds.get(attempt.item_id)
        looked = solved.get(attempt.item_id)
        if attempt.id in mistaken or (looked is not None and looked <= attempt.at):
            continue
        if gold is None or attempt.item_hash != item.hash:
            continue
        found = score(bank.skill, gold, attempt.values, marks_for(attempt, bank, gold, marks))
        counted.append(Judged(attempt, item, gold, found, bank.skill.task.field(found.main)))
    return counted


def latest_marks(events: Iterable[Event]) -> dict[str, list[Mark]]:
    """Return the learner's own marks on criteria, the last ones given, by attempt."""
    found: dict[str, list[Mark]] = {}
    for event in events:
        if event.kind == "marks" and event.attempt is not None:
            marks = event.data.get("marks")
            if isinstance(marks, dict):
                found[event.attempt] = [Mark(id=key, met=bool(met)) for key, met in marks.items()]
    return found


def marks_for(
    attempt: Attempt, bank: Bank, gold: Gold, own: Mapping[str, list[Mark]]
) -> list[Mark] | None:
    """Return the marks on an attempt's written answer: the learner's own, else the evidence check's.

    One for each criterion there is now; None when nothing was written.
    """
    for field in bank.skill.task.fields:
        text = attempt.values.get(field.name)
        if not field.comparable and isinstance(text, str) and text.strip():
            said = {mark.id: mark.met for mark in own.get(attempt.id, ())}
            return [
                Mark(id=mark.id, met=said.get(mark.id, mark.met))
                for mark in read_marks(text, gold.criteria)
            ]
    return None


def share_right(records: Sequence[Judged]) -> Estimate:
    """Return the share of items that are right, with a Wilson interval."""
    return wilson_interval(sum(record.score.right for record in records), len(records))


def confusions(field: str, records: Sequence[Judged]) -> Counter[tuple[str, str]]:
    """Return how often the gold value and the own value of a field met, by their labels in words."""
    counts: Counter[tuple[str, str]] = Counter()
    for record in records:
        found = record.score.field(field)
        if found is not None:
            counts[str(found.gold), str(found.own)] += 1
    return counts
