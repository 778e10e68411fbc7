"""What became of a mock: every item's score, and whether it is passed. Computed anew, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from grader.bank import Bank
from grader.errors import QualprepError
from grader.metrics import Estimate, wilson_interval
from grader.qualifier.form import ITEM_POINTS, Form, FormItem
from grader.qualifier.reading import Answers
from grader.qualifier.response import Response
from grader.scoring import Score, score


class ItemResult(NamedTuple):
    """One item of a form. ``response`` and ``score`` are None where nothing valid was handed in."""

    item: FormItem
    response: Response | None
    score: Score | None

    @property
    def right(self) -> bool:
        """Whether the item is right; an unanswered one is not."""
        return self.score is not None and self.score.right

    @property
    def points(self) -> float:
        """The points of its judgment, a plain number from 0 to `ITEM_POINTS`."""
        value = self.score.value if self.score is not None else 0.0
        return round(float(min(max(value, 0.0), 1.0)) * ITEM_POINTS, 4)


@dataclass(frozen=True)
class Outcome:
    """A learner's mock against the pass rule of its form.

    Attributes:
        minutes: How long it took, or None where its beginning is not on record.
    """

    form: Form
    results: tuple[ItemResult, ...]
    minutes: float | None = None

    @property
    def right(self) -> Estimate:
        """The share of all items that are right, with a Wilson interval."""
        return wilson_interval(sum(result.right for result in self.results), len(self.results))

    @property
    def critical(self) -> int:
        """How many items have a critical miss."""
        return sum(bool(r.score and r.score.critical) for r in self.results)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The items without a valid answer."""
        return tuple(result.item.id for result in self.results if result.response is None)

    @property
    def passed(self) -> bool:
        """Whether enough items are right and few enough have a critical miss."""
        rule = self.form.blueprint.pass_rule
        enough = sum(r.right for r in self.results) >= rule.needed(len(self.results))
        return enough and self.critical <= rule.critical_at_most.value


def grade_answers(form: Form, answers: Answers, banks: Mapping[str, Bank]) -> Outcome:
    """Return the outcome of what was handed in.

    Raises:
        QualprepError: The gold of an item is missing, or was written for another text.
    """
    results = tuple(_result(item, answers.by_item.get(item.id), banks) for item in form.items)
    return Outcome(form, results, answers.minutes)


def check_gold(form: Form, banks: Mapping[str, Bank]) -> None:
    """Raise unless every item of the form has gold for the text it shows.

    Raises:
        QualprepError: It is missing or stale.
    """
    for item in form.items:
        if banks[item.skill].gold(item.id).item_hash != item.hash:
            raise QualprepError(
                what="The gold of this item was written for another text.",
                where=f"{form.name}, {item.id}",
                do="Read both once more, then run `qualprep pin`.",
            )


def _result(item: FormItem, response: Response | None, banks: Mapping[str, Bank]) -> ItemResult:
    bank = banks[item.skill]
    gold = bank.gold(item.id)  # an operator's mistake must not look like a learner's
    if response is None:
        return ItemResult(item, None, None)
    return ItemResult(item, response, score(bank.skill, gold, response.values))
