"""Everything that may be said of a mock once it is over: as attempts, and as feedback on each item.

Nothing here changes a score: it is computed from what was handed in, each time anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import NAMESPACE_URL, UUID, uuid5

from grader.bank import Bank
from grader.items import BAITS
from grader.names import names_for
from grader.practice.feedback import Feedback, History, build_feedback
from grader.qualifier.form import Form
from grader.qualifier.outcome import ItemResult, Outcome
from grader.qualifier.response import Response
from grader.rubric import Mark
from grader.scoring import score
from grader.store.records import Attempt


def as_attempt(form: Form, response: Response, bank: Bank, learner: str) -> Attempt:
    """Return what was handed in as an attempt: the same response, always the same one."""
    return Attempt(
        id=_id(form, response, learner),
        learner=learner,
        session=form.name,
        skill=bank.skill.slug,
        item_id=response.item,
        item_hash=response.item_hash,
        values=dict(response.values),
        confidence=response.confidence,
        seconds=response.seconds,
        hints=0,
        mode="mock",
        shown_order=response.shown_order,
        exercise=f"mock/{form.name}",
        form=form.name,
        guideline=bank.guideline.version,
        at=response.at,
    )


def feedback_on(
    outcome: Outcome,
    result: ItemResult,
    banks: Mapping[str, Bank],
    learner: str,
    own_marks: list[Mark] | None = None,
    read_marks: list[Mark] | None = None,
) -> Feedback | None:
    """Return the feedback on an item that was handed in; None for one that was not.

    Args:
        outcome: The mock it belongs to.
        result: The item.
        banks: The banks of the form's skills, with gold.
        learner: Who handed it in.
        own_marks: The learner's own marks on the criteria of what they wrote, if they gave any.
        read_marks: Those of the evidence check; in a coach's mock nobody but the coach marks.
    """
    if result.response is None or result.score is None:
        return None
    bank, response = banks[result.item.skill], result.response
    item, gold = bank.item(result.item.id), bank.gold(result.item.id)
    marks = own_marks or read_marks
    found = result.score if marks is None else score(bank.skill, gold, response.values, marks)
    same = [r for r in outcome.results if r.score and _bait(r, banks) == BAITS[item.bait]]
    return build_feedback(
        bank,
        item,
        gold,
        as_attempt(outcome.form, response, bank, learner),
        found,
        marks,
        "you" if own_marks else "check",
        names_for(bank.skill.task, response.shown_order),
        History(sum(r.right for r in same), len(same)),
    )


def _id(form: Form, response: Response, learner: str) -> str:
    try:
        return str(UUID(response.attempt))
    except ValueError:  # the file may hold anything
        return str(uuid5(NAMESPACE_URL, f"{learner}/{form.name}/{response.attempt}"))


def _bait(result: ItemResult, banks: Mapping[str, Bank]) -> str:
    return BAITS[banks[result.item.skill].item(result.item.id).bait]
