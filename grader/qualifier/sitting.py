"""A learner at a mock, without any page: begin, judge, hand in for good, review.

Answers and drafts are files beside the notebook, so that they travel with it to a coach. A sitting can be
thrown away at any moment and made anew from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias
from uuid import uuid4

from pydantic import JsonValue

from grader.agreement import Judged, marks_for
from grader.bank import Bank
from grader.errors import QualprepError
from grader.fields import Values
from grader.names import Names, names_for
from grader.practice.feedback import Feedback, verdict_of
from grader.practice.judging import (
    Checked,
    HandedIn,
    Status,
    by_letter,
    by_reference,
    form_of,
    problems_of,
)
from grader.qualifier.drafts import Draft
from grader.qualifier.form import Form, FormItem
from grader.qualifier.order import items_shown, parts_shown
from grader.qualifier.outcome import Outcome, grade_answers
from grader.qualifier.papers import Papers
from grader.qualifier.remarks import Remarks
from grader.qualifier.response import Response, Step
from grader.qualifier.review import as_attempt, feedback_on
from grader.scoring import Verdict
from grader.store import Attempt, Store
from grader.task import FieldProblem

LAST_WORDS = timedelta(seconds=5)
"""How long after the end a draft is still taken: what was typed in the last moment is on its way."""

State: TypeAlias = Literal["before", "open", "over"]


class Unready(NamedTuple):
    """An item that cannot be handed in yet, and in words what is open."""

    item: str
    says: str


class MockSitting:
    """One learner at one form.

    Args:
        form: What is asked.
        banks: The banks of its skills; gold is looked at in review only.
        folder: Where answers and drafts are kept.
        learner: Whose answers these are; the orders shown are shuffled by this name.
        store: The learner's store, in self-study: what is handed in counts there too, and review is open
            as soon as the mock is over. None in a coach's mock, where the coach says what is told when.
        clock: The time; tests pass their own.
    """

    mode: Literal["mock"] = "mock"
    pairwise = False

    def __init__(
        self,
        form: Form,
        banks: Mapping[str, Bank],
        folder: Path,
        learner: str,
        *,
        store: Store | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.form = form
        self.learner = learner
        self._banks = banks
        self._self_study = store is not None
        self._now = clock
        self._papers = Papers(folder, form, banks)
        self._remarks = Remarks(store, learner, clock)
        self._asked = {item.id: item for item in form.items}
        self.reload()

    # What is known

    def reload(self) -> None:
        """Read the files anew; a mock whose time is up is over, and what was ready is handed in."""
        self._papers.read()
        started = self._papers.answers.started
        seed = started.seed if started and started.seed else self.learner
        self.items = items_shown(self.form, seed)
        self._orders = parts_shown(self.form, self._banks, seed)
        if self.state == "open" and self._now() > self.deadline:
            self._finish("time")
        if self.state == "over":
            self._keep_attempts()

    @property
    def key(self) -> str:
        """The permanent name under which answers are kept."""
        return f"mock/{self.form.name}"

    @property
    def title(self) -> str:
        """What stands above it."""
        return self.form.blueprint.title

    @property
    def state(self) -> State:
        """Whether it is not begun, open, or over."""
        if self._papers.answers.finished is not None:
            return "over"
        begun = self._papers.answers.started is not None or bool(self._papers.answers.by_item)
        return "open" if begun else "before"

    @property
    def deadline(self) -> datetime:
        """When the time is up. Counted from the beginning, whatever interrupts it."""
        started = self._papers.answers.started
        first = started.at if started else min(r.at for r in self._papers.answers.by_item.values())
        return first + timedelta(minutes=self.form.blueprint.time_limit_minutes.value)

    @property
    def seconds_left(self) -> float:
        """How much time is left, in seconds; 0 when it is up."""
        return max(0.0, (self.deadline - self._now()).total_seconds())

    @property
    def ended_by_time(self) -> bool:
        """Whether the time was up before the learner handed in."""
        return (
            self._papers.answers.finished is not None
            and self._papers.answers.finished.why == "time"
        )

    @property
    def go_back(self) -> bool:
        """Whether answers may be changed until all is handed in."""
        return self.form.blueprint.go_back.value

    @property
    def reviewed(self) -> bool:
        """Whether the learner may see gold: in self-study, once the mock is over."""
        return self.state == "over" and self._self_study

    @property
    def complete(self) -> bool:
        """Whether every item is handed in."""
        return all(item_id in self._papers.answers.by_item for item_id in self.items)

    def bank_of(self, item_id: str) -> Bank:
        """Return the bank that an item is in."""
        return self._banks[self._item(item_id).skill]

    def ask_of(self, item_id: str) -> tuple[str, ...]:
        """Return the names of the fields asked of an item."""
        return self._item(item_id).ask

    def start(self) -> str:
        """Return the item to begin with: where the learner was, else the first that is not ready."""
        place = self._papers.drafts.place
        if place in self.items:
            return place
        return self.next_open(None) or self.items[0]

    def status(self, item_id: str) -> Status:
        """Return how far an item is: handed in, ready, begun, or open."""
        if item_id in self._papers.answers.by_item:
            return "answered"
        draft = self._papers.drafts.items.get(item_id)
        if draft is None or (not draft.values and draft.confidence is None):
            return "open"
        return "begun" if self._problems(item_id, draft) else "ready"

    def names(self, item_id: str) -> Names:
        """Return the letters under which this learner sees an item's shuffled parts."""
        response = self._papers.answers.by_item.get(item_id)
        order = response.shown_order if response else self._orders[item_id]
        return names_for(self.bank_of(item_id).skill.task, order)

    def attempt(self, item_id: str) -> Attempt | None:
        """Return what was handed in for an item."""
        response = self._papers.answers.by_item.get(item_id)
        if response is None:
            return None
        return as_attempt(self.form, response, self.bank_of(item_id), self.learner)

    def draft(self, item_id: str) -> Draft | None:
        """Return the judgment in the making, with written text in this learner's letters."""
        draft = self._papers.drafts.items.get(item_id)
        if draft is None:
            return None
        values = by_letter(self.bank_of(item_id), self.names(item_id), draft.values)
        return draft.model_copy(update={"values": values})

    def next_open(self, after: str | None) -> str | None:
        """Return the next item that is neither handed in nor ready, first those behind ``after``."""
        start = self.items.index(after) + 1 if after in self.items else 0
        ordered = self.items[start:] + self.items[:start]
        done = ("answered", "ready")
        return next((item for item in ordered if self.status(item) not in done), None)

    def unready(self) -> list[Unready]:
        """Return the items that would not be handed in now, in the order shown."""
        found = []
        for item_id in self.items:
            status = self.status(item_id)
            if status == "open":
                found.append(Unready(item_id, "not begun"))
            elif status == "begun":
                open_ = [
                    p.field for p in self._problems(item_id, self._papers.drafts.items[item_id])
                ]
                found.append(Unready(item_id, f"still open: {self._labels(item_id, open_)}"))
        return found

    # What the learner does

    def begin(self) -> None:
        """Begin: from now on the time runs.

        Raises:
            QualprepError: It could not be written down.
        """
        self.reload()
        if self.state == "before":
            step = Step(form=self.form.name, event="start", at=self._now(), seed=self.learner)
            self._papers.add(step)

    def visit(self, item_id: str) -> None:
        """Remember that the learner is at this item."""
        self._item(item_id)
        if self.state == "open":
            self._papers.place(item_id)

    def save_draft(
        self,
        item_id: str,
        values: Values,
        confidence: int | None,
        seconds: float,
        extra: dict[str, JsonValue] | None = None,
    ) -> Checked:
        """Keep a judgment in the making, whatever state it is in; return how its text looks in form.

        Raises:
            QualprepError: The mock is not open (any more), or it could not be written.
        """
        bank, names, now = self.bank_of(item_id), self.names(item_id), self._now()
        self._still_open()
        own = by_reference(bank, names, values)
        draft = Draft(
            values=own,
            confidence=confidence,
            seconds=max(0.0, seconds),
            extra=extra or {},
            at=now,
        )
        self._papers.keep(item_id, draft)
        return Checked(now, form_of(bank, item_id, names, own, self.ask_of(item_id)))

    def hand_in(
        self,
        item_id: str,
        values: Values,
        *,
        confidence: int | None,
        seconds: float = 0.0,
        attempt_id: str | None = None,
    ) -> HandedIn:
        """Hand in one judgment for good, where the mock lets nobody go back; else keep it as a draft.

        Raises:
            QualprepError: The mock is not open (any more), or it could not be written.
        """
        self.reload()
        known = self._papers.answers.by_item.get(item_id)
        if known is not None:
            return HandedIn(known.at, ())
        self.save_draft(item_id, values, confidence, seconds)
        draft = self._papers.drafts.items[item_id]
        problems = self._problems(item_id, draft)
        if problems:
            return HandedIn(None, problems)
        if not self.go_back and draft.confidence is not None:
            self._papers.add(self._response(item_id, draft, draft.confidence, attempt_id))
        return HandedIn(draft.at, ())

    def finish(self) -> None:
        """Hand in everything that is ready, for good. Once it is over nothing changes any more.

        Raises:
            QualprepError: It could not be written; what was written counts, and the rest is still a draft.
        """
        self.reload()
        if self.state == "open":
            self._finish("handed in")
            self._keep_attempts()

    # What is said back, once it is over

    def outcome(self) -> Outcome | None:
        """Return the outcome, or None while it may not be told."""
        return (
            grade_answers(self.form, self._papers.answers, self._banks) if self.reviewed else None
        )

    @property
    def minutes(self) -> float | None:
        """How long the mock took, or None if that is not on record."""
        return self._papers.answers.minutes

    def feedback(self, item_id: str) -> Feedback | None:
        """Return the feedback on an item that was handed in, or None while there is none to give."""
        outcome, attempt = self.outcome(), self.attempt(item_id)
        if outcome is None or attempt is None:
            return None
        bank = self.bank_of(item_id)
        given = self._remarks.marks(item_id)
        read = marks_for(attempt, bank, bank.gold(item_id), given)
        own = read if attempt.id in given else None
        result = next(r for r in outcome.results if r.item.id == item_id)
        return feedback_on(outcome, result, self._banks, self.learner, own, read)

    def verdict(self, item_id: str) -> Verdict | None:
        """Return the verdict alone, where feedback may be given: for the row of all items."""
        outcome = self.outcome()
        for result in outcome.results if outcome else ():
            if result.item.id == item_id and result.score is not None:
                return verdict_of(result.score)
        return None

    def records(self) -> list[Judged]:
        """Return the judged items that count: a mock has its own result, so none are listed here."""
        return []

    def mark(self, item_id: str, marks: dict[str, bool]) -> None:
        """Keep the learner's own marks on the criteria of what they wrote; no score follows from them."""
        self._remarks.note("marks", self._over(item_id), {"marks": dict[str, JsonValue](marks)})

    def contest(self, item_id: str, reason: str) -> None:
        """Say that the gold is wrong, and why. It changes no score; it is kept for the authors.

        Raises:
            QualprepError: No reason is given.
        """
        if not reason.strip():
            raise QualprepError(
                what="A reason is needed to contest a gold.",
                do="Quote the words on the page, or the clause, that speak against it.",
            )
        said = self.names(item_id).back(reason.strip())
        self._remarks.note("contest", self._over(item_id), {"reason": said})

    def contested(self, item_id: str) -> bool:
        """Return whether this learner has contested the gold of this item."""
        return self._remarks.contested(item_id)

    def hints(self, item_id: str) -> list[str]:
        """Return no hints: a mock has none."""
        return []

    def hints_left(self, item_id: str) -> int:
        """Return 0: a mock has no hints."""
        return 0

    # Inner workings

    def _item(self, item_id: str) -> FormItem:
        if item_id not in self._asked:
            raise QualprepError(
                what=f"The item {item_id!r} is not part of this mock.",
                where=self.form.name,
                do="Run the cell again.",
            )
        return self._asked[item_id]

    def _problems(self, item_id: str, draft: Draft) -> tuple[FieldProblem, ...]:
        ask = self.ask_of(item_id)
        return problems_of(self.bank_of(item_id), item_id, draft.values, draft.confidence, ask)

    def _labels(self, item_id: str, fields: Sequence[str]) -> str:
        known = self.bank_of(item_id).skill.task.by_name()
        labels = [known[name].label if name in known else "How sure are you?" for name in fields]
        return ", ".join(dict.fromkeys(label.rstrip("?") for label in labels))

    def _still_open(self) -> None:
        if self.state == "before":
            raise QualprepError(what="The mock is not begun yet.", do="Press Begin.")
        if self.state == "open" and self._now() > self.deadline + LAST_WORDS:
            self._finish("time")
            self._keep_attempts()
        if self.state == "over":
            raise QualprepError(
                what="This mock is over, so nothing can be changed any more."
                if not self.ended_by_time
                else "The time is up. What was ready is handed in.",
                do="Run the cell again to see where you stand.",
            )

    def _over(self, item_id: str) -> Attempt:
        attempt = self.attempt(item_id)
        if self.state != "over" or attempt is None:
            raise QualprepError(
                what="Only what was handed in can be spoken of, once the mock is over.",
                do="Hand in the mock first.",
            )
        return attempt

    def _finish(self, why: Literal["handed in", "time"]) -> None:
        lines: list[Response | Step] = []
        for item_id in self.items:
            draft = self._papers.drafts.items.get(item_id)
            if draft and draft.confidence is not None and self.status(item_id) == "ready":
                lines.append(self._response(item_id, draft, draft.confidence))
        # A mock that was left open ended when its time was up, not when somebody looked again.
        ended = min(self._now(), self.deadline) if why == "time" else self._now()
        self._papers.add(*lines, Step(form=self.form.name, event="finish", at=ended, why=why))

    def _response(
        self, item_id: str, draft: Draft, confidence: int, attempt_id: str | None = None
    ) -> Response:
        return Response(
            form=self.form.name,
            item=item_id,
            item_hash=self._item(item_id).hash,
            values=self.bank_of(item_id).skill.task.tidy(draft.values, self.ask_of(item_id)),
            confidence=confidence,
            seconds=draft.seconds,
            shown_order=self._orders[item_id],
            attempt=attempt_id or str(uuid4()),
            at=min(draft.at or self._now(), self.deadline),
        )

    def _keep_attempts(self) -> None:
        for item_id in self.items:
            attempt = self.attempt(item_id)
            if attempt is not None and self._self_study:
                self._remarks.keep(attempt)
