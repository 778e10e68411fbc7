"""What the page needs of anything that is judged on it: an exercise, a check, a mock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol, TypeAlias

from pydantic import JsonValue

from grader.agreement import Judged
from grader.bank import Bank
from grader.fields import Field, FormResult, PairVerdict, Values
from grader.fields.free_text import FreeText
from grader.fields.ranking import FromPairs
from grader.names import Names
from grader.practice.feedback import Feedback
from grader.scoring import Verdict
from grader.store.records import Attempt
from grader.task import FieldProblem

Status: TypeAlias = Literal["open", "skipped", "begun", "ready", "answered"]
"""Of an item: ``begun`` and ``ready`` are drafts of a mock, incomplete and complete."""

CONFIDENCE = (5, 99)
"""The least and the greatest confidence, in per cent: nobody is never right, or always."""


class HandedIn(NamedTuple):
    """What became of a judgment: saved (when), or what keeps it from being handed in."""

    saved: datetime | None
    problems: tuple[FieldProblem, ...]


class Checked(NamedTuple):
    """A judgment as it stands: when its draft was saved, and how the written answer looks in form."""

    saved: datetime
    form: dict[str, list[FormResult]]


class Kept(Protocol):
    """A judgment in the making, as the page needs it."""

    @property
    def values(self) -> Mapping[str, JsonValue]:
        """The values so far, with written text in this learner's letters."""

    @property
    def extra(self) -> Mapping[str, JsonValue]:
        """Whatever else the page needs to look as it did."""

    @property
    def confidence(self) -> int | None:
        """How sure, in per cent."""

    @property
    def seconds(self) -> float:
        """How long the item was visible and in focus."""


class Judging(Protocol):
    """One learner at some items. `Sitting` and the mock's sitting are such."""

    learner: str
    items: list[str]

    @property
    def key(self) -> str:
        """The permanent name under which answers are kept."""

    @property
    def title(self) -> str:
        """What stands above it."""

    @property
    def mode(self) -> Literal["practice", "check", "mock"]:
        """When the learner is told what."""

    @property
    def pairwise(self) -> bool:
        """Whether a ranking is given pair by pair."""

    @property
    def complete(self) -> bool:
        """Whether every item is handed in."""

    def bank_of(self, item_id: str) -> Bank:
        """Return the bank that an item is in."""

    def ask_of(self, item_id: str) -> Sequence[str] | None:
        """Return the names of the fields asked of an item; None for all of its task's."""

    def start(self) -> str:
        """Return the item to begin with."""

    def reload(self) -> None:
        """Read everything anew: another notebook may have written."""

    def visit(self, item_id: str) -> None:
        """Remember that the learner is at this item."""

    def status(self, item_id: str) -> Status:
        """Return how far an item is."""

    def names(self, item_id: str) -> Names:
        """Return the letters under which this learner sees an item's shuffled parts."""

    def attempt(self, item_id: str) -> Attempt | None:
        """Return what was handed in for an item."""

    def draft(self, item_id: str) -> Kept | None:
        """Return the judgment in the making."""

    def next_open(self, after: str | None) -> str | None:
        """Return the next item that is not handed in."""

    def save_draft(
        self,
        item_id: str,
        values: Values,
        confidence: int | None,
        seconds: float,
        extra: dict[str, JsonValue] | None = None,
    ) -> Checked:
        """Keep a judgment in the making."""

    def hand_in(
        self,
        item_id: str,
        values: Values,
        *,
        confidence: int | None,
        seconds: float = 0.0,
        attempt_id: str | None = None,
    ) -> HandedIn:
        """Hand in a judgment."""

    def hints(self, item_id: str) -> list[str]:
        """Return the hints shown so far."""

    def hints_left(self, item_id: str) -> int:
        """Return how many hints there are still."""

    def feedback(self, item_id: str) -> Feedback | None:
        """Return the feedback on an item, or None while there is none to give."""

    def verdict(self, item_id: str) -> Verdict | None:
        """Return the verdict alone, where feedback may be given."""

    def records(self) -> list[Judged]:
        """Return the judged items that count."""

    def mark(self, item_id: str, marks: dict[str, bool]) -> None:
        """Keep the learner's own marks on the criteria of what they wrote."""

    def contest(self, item_id: str, reason: str) -> None:
        """Say that the gold is wrong, and why."""

    def contested(self, item_id: str) -> bool:
        """Return whether this learner has contested the gold of this item."""


def by_reference(bank: Bank, names: Names, values: Values) -> dict[str, JsonValue]:
    """Return values with the letters of written text as references: what is stored and scored."""
    return _rewritten(bank, values, names.back)


def by_letter(bank: Bank, names: Names, values: Values) -> dict[str, JsonValue]:
    """Return what `by_reference` kept, with this learner's letters again."""
    return _rewritten(bank, values, names.own)


def _rewritten(bank: Bank, values: Values, change: Callable[[str], str]) -> dict[str, JsonValue]:
    fields = bank.skill.task.by_name()
    return {
        name: fields[name].rewrite(value, change) if name in fields else value
        for name, value in values.items()
    }


def problems_of(
    bank: Bank, item_id: str, values: Values, confidence: int | None, ask: Sequence[str] | None
) -> tuple[FieldProblem, ...]:
    """Return what keeps a judgment from being handed in; () when nothing does."""
    problems = bank.skill.task.problems(values, bank.given(bank.item(item_id)), ask)
    if confidence is None:
        problems.append(FieldProblem("confidence", "Say how sure you are."))
    elif not CONFIDENCE[0] <= confidence <= CONFIDENCE[1]:
        low, high = CONFIDENCE
        problems.append(FieldProblem("confidence", f"Choose between {low} and {high} %."))
    return tuple(problems)


def form_of(
    bank: Bank, item_id: str, names: Names, values: Values, ask: Sequence[str] | None
) -> dict[str, list[FormResult]]:
    """Return how each written answer looks in form, in this learner's letters."""
    task, given = bank.skill.task, bank.given(bank.item(item_id))
    form = {}
    asked: list[Field] = task.asked(values, ask)
    for field in asked:
        if isinstance(field, FreeText):
            text = str(values.get(field.name) or "")
            results = field.form(text, given, values, task.by_name()) if text.strip() else []
            form[field.name] = [r._replace(says=names.show(r.says)) for r in results]
    return form


def cycle_in_words(names: Names, found: FromPairs, verdicts: Sequence[PairVerdict]) -> str:
    """Return a contradiction in words: "you put A over B, B over C, and C over A"."""
    ring = [*found.cycle, found.cycle[0]]
    sides = {frozenset((v.a, v.b)): v.better for v in verdicts}
    steps = []
    for upper, lower in pairwise(ring):
        level = sides.get(frozenset((upper, lower))) is None
        between = "level with" if level else "over"
        steps.append(f"{names.letter(upper)} {between} {names.letter(lower)}")
    return (
        f"You put {', '.join(steps[:-1])}, and {steps[-1]}. These do not fit together: "
        "look at what decided each of these pairs."
    )
