"""Which judgments count towards which figure, and what is left out of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from grader.agreement import Judged, judged
from grader.bank import Bank
from grader.store import Attempt, Store

LEFT_OUT = {
    "mistake": "handed in by mistake",
    "again": "judged again after the first time",
    "seen": "judged after the solution was shown",
    "open": "in a check that is not finished yet",
    "contested": "where careful people differ, so no gold is certain",
    "twin": "the same content under another rule, judged before",
    "no-gold": "whose gold is kept by your coach",
    "changed": "whose item has changed or is gone since",
}
"""Why a judgment counts in no figure, in words that go on from "2 judgments"."""


class OpenCheck(NamedTuple):
    """A check that was begun: how many of its items are answered."""

    name: str
    answered: int
    items: int


@dataclass(frozen=True)
class Counted:
    """One learner's judgments of one skill.

    Attributes:
        handed_in: All that were ever handed in.
        held_out: Those that count, on items kept apart, without feedback or help meanwhile.
        practice: All others that count.
        left_out: How many count nowhere, by the keys of `LEFT_OUT`; with those that count they add
            up to ``handed_in``.
        open_checks: Checks begun and not finished; their results stay hidden until then.
        doubted: The items whose gold the learner has contested; they go on counting.
    """

    handed_in: int
    held_out: tuple[Judged, ...]
    practice: tuple[Judged, ...]
    left_out: Counter[str]
    open_checks: tuple[OpenCheck, ...]
    doubted: int

    @property
    def all(self) -> list[Judged]:
        """All that count, in the order handed in."""
        return sorted((*self.held_out, *self.practice), key=lambda record: record.attempt.at)


def count(learner: str, bank: Bank, store: Store) -> Counted:
    """Return what counts of everything a learner has handed in for a skill."""
    slug = bank.skill.slug
    # With the mistakes: whoever handed one in has then seen the gold of that item.
    attempts = store.attempts(learner, skill=slug, include_mistakes=True)
    events = store.events(learner, skill=slug)
    mistaken = {event.attempt for event in events if event.kind == "mistake"}
    open_checks = tuple(_open_checks([a for a in attempts if a.id not in mistaken], bank))
    unfinished = {f"{slug}/{check.name}" for check in open_checks}
    held_out: list[Judged] = []
    practice: list[Judged] = []
    records = judged(attempts, bank, events)
    left_out = _not_judged(attempts, records, bank, mistaken)
    judged_before: set[str] = set()
    for record in records:
        if record.attempt.mode == "check" and record.attempt.exercise in unfinished:
            left_out["open"] += 1
        elif record.gold.tier == "contested":
            left_out["contested"] += 1
        elif record.item.origin in judged_before:
            left_out["twin"] += 1
        else:
            judged_before.add(record.item.origin)
            (held_out if _is_held_out(record, bank) else practice).append(record)
    doubted = {event.item_id for event in events if event.kind == "contest"}
    return Counted(
        len(attempts), tuple(held_out), tuple(practice), left_out, open_checks, len(doubted)
    )


def held_out_items(bank: Bank) -> int:
    """Return how many items of a bank are kept apart for checks and mocks."""
    return sum(len(items) for name, items in bank.sets.items() if name != "practice")


def _is_held_out(record: Judged, bank: Bank) -> bool:
    attempt = record.attempt
    without_help = attempt.mode in ("check", "mock") and not attempt.hints
    return without_help and bank.set_of(record.item.id) != "practice"


def _open_checks(attempts: Sequence[Attempt], bank: Bank) -> Iterator[OpenCheck]:
    """Find the checks in which items are open: a check shows nothing before its last item."""
    answered: dict[str, set[str]] = {}
    for attempt in attempts:
        if attempt.mode == "check":
            name = attempt.exercise.removeprefix(f"{bank.skill.slug}/")
            answered.setdefault(name, set()).add(attempt.item_id)
    for name, done in answered.items():
        items = {item.id for item in bank.sets.get(name, ())}
        if items - done:
            yield OpenCheck(name, len(items & done), len(items))


def _not_judged(
    attempts: Sequence[Attempt], records: Sequence[Judged], bank: Bank, mistaken: Set[str | None]
) -> Counter[str]:
    """Count, by reason, the attempts that `judged` did not return."""
    kept = {record.attempt.id for record in records}
    items = {item.id: item for group in bank.sets.values() for item in group}
    met: set[str] = set()
    reasons: Counter[str] = Counter()
    for attempt in attempts:
        again = attempt.item_id in met
        met.add(attempt.item_id)
        item = items.get(attempt.item_id)
        if attempt.id in kept:
            continue
        if attempt.id in mistaken:
            reasons["mistake"] += 1
        elif item is None or (item.hash != attempt.item_hash and not again):
            reasons["changed"] += 1
        elif again:
            reasons["again"] += 1
        elif item.id not in bank.golds:
            reasons["no-gold"] += 1
        else:
            reasons["seen"] += 1
    return reasons
