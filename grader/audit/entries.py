"""What is audited: every item of a bank with its set, its gold and the text a learner sees.

Rendering is most of an audit's time, so that it is done once, here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property

from pydantic import JsonValue

from grader.bank import SETS, Bank
from grader.fields import Field, Given, Ranking
from grader.items import Gold, Item
from grader.scoring import score
from grader.skills import Skill


@dataclass(frozen=True, eq=False)
class Entry:
    """One item, with what the measures need of it. Equal to itself only, so that it can be a key."""

    skill: Skill
    set_name: str
    item: Item
    gold: Gold
    given: Given

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def main(self) -> Field:
        """The field that decides whether a judgment is right."""
        return self.skill.task.field(self.skill.main_field)

    @property
    def best(self) -> JsonValue:
        """The main field's value in the best gold."""
        return self.gold.gold.get(self.skill.main_field)

    @cached_property
    def responses(self) -> tuple[str, ...]:
        """The parts that are compared with each other, in the order of the file; often none."""
        group = self.main.group if isinstance(self.main, Ranking) else "response"
        return self.given.like(group)

    @cached_property
    def _scored(self) -> dict[str, bool]:
        return {}

    def merit(self, value: JsonValue) -> float:
        """Return what a value of the main field earns: right or not, 1 or 0.

        Of a field of many units it is the best score against any accepted gold, 0..1: whole values are
        so seldom right that hits alone would hide a bank that gives half of each away.
        """
        if not self.main.composite:
            return float(self.right(value))
        golds = (gold.get(self.main.name) for gold in self.gold.judgments())
        return max(self.main.score(value, gold) for gold in golds if not self.main.blank(gold))

    def right(self, value: JsonValue) -> bool:
        """Return whether this value of the main field is right, by the score a learner gets."""
        key = json.dumps(value)
        if key not in self._scored:
            found = score(self.skill, self.gold, {self.skill.main_field: value})
            self._scored[key] = found.right
        return self._scored[key]


@dataclass(frozen=True)
class RenderedBank(Bank):
    """A bank that has rendered its items once and for all."""

    shown: Mapping[str, Given] = attribute(repr=False, default_factory=dict)

    def given(self, item: Item) -> Given:
        """Return what the item gives its fields."""
        return self.shown[item.id]


def rendered(bank: Bank) -> RenderedBank:
    """Return the same bank with every item rendered."""
    shown = {item.id: bank.given(item) for items in bank.sets.values() for item in items}
    return RenderedBank(
        bank.skill,
        bank.sets,
        bank.golds,
        bank.guideline,
        bank.places,
        bank.folder,
        shown=shown,
    )


def entries(bank: Bank) -> tuple[Entry, ...]:
    """Return the items that have gold, set by set; a missing gold is a measure of its own."""
    return tuple(
        Entry(bank.skill, name, item, bank.golds[item.id], bank.given(item))
        for name in SETS
        for item in bank.sets[name]
        if item.id in bank.golds
    )


def of_set(found: Iterable[Entry], name: str) -> tuple[Entry, ...]:
    """Return the entries of one set."""
    return tuple(entry for entry in found if entry.set_name == name)


def authored(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that were written by hand: a generator's are balanced by construction."""
    return tuple(entry for entry in found if entry.item.source.kind == "authored")
