"""A learner at one exercise, without any page: what is shown, what is handed in, what is said back.

Everything the learner does goes to the store before anything is answered, so a sitting can be thrown
away at any moment and made anew from the store.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Literal
from uuid import uuid4

from pydantic import JsonValue

from grader.agreement import Judged, judged, latest_marks, marks_for
from grader.bank import Bank, cited
from grader.errors import QualprepError
from grader.fields import Field, Values
from grader.items import Gold, Item
from grader.names import Names, names_for
from grader.practice.exercise import Exercise, asked_in, item_order, part_orders, shuffled_parts
from grader.practice.feedback import Feedback, History, build_feedback, verdict_of
from grader.practice.judging import (
    Checked,
    HandedIn,
    Status,
    by_letter,
    by_reference,
    form_of,
    problems_of,
)
from grader.practice.memory import Memory
from grader.scoring import Verdict, score
from grader.store import Attempt, Draft, Store, StoreError


class Sitting:
    """One learner at one exercise.

    Args:
        exercise: What is asked.
        bank: The skill's bank, with gold where feedback is to be given.
        store: Where everything goes.
        learner: Whose answers these are.
        notebook: The lesson's path, kept with the place for "continue where I stopped".
        clock: The time; tests pass their own.
    """

    def __init__(
        self,
        exercise: Exercise,
        bank: Bank,
        store: Store,
        learner: str,
        *,
        notebook: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.exercise = exercise
        self.bank = bank
        self.store = store
        self.learner = learner
        self._notebook = notebook
        self._clock = clock
        for item_id in exercise.items:
            bank.item(item_id)  # an unknown item is an error here, not at the learner's third click
        ask = asked_in(exercise, bank.skill.task)
        self.exercise = exercise = exercise.model_copy(update={"ask": ask})
        self._orders = part_orders(exercise, bank, learner)
        self.items = list(item_order(exercise, learner))
        self._memory = Memory(exercise, bank, store, learner, clock)
        self._extend()

    # What is known

    def reload(self) -> None:
        """Read everything anew from the store: another notebook may have written there."""
        self._memory.reload()
        self._extend()

    def _extend(self) -> None:
        for item_id in self._memory.added():
            if item_id not in self.items:
                self._add(item_id)

    def _add(self, item_id: str) -> None:
        self.items.append(item_id)
        one = Exercise(key=f"{self.exercise.key}+{item_id}", title="", items=(item_id,))
        self._orders.update(part_orders(one, self.bank, self.learner))

    def status(self, item_id: str) -> Status:
        """Return whether an item is answered, skipped, or open."""
        if item_id in self._memory.attempts:
            return "answered"
        return "skipped" if self._memory.here("skip", item_id) else "open"

    def names(self, item_id: str) -> Names:
        """Return the letters under which this learner sees an item's responses."""
        attempt = self._memory.attempts.get(item_id)
        order = attempt.shown_order if attempt else self._orders[item_id]
        if set(order) != set(shuffled_parts(self.bank, item_id)):
            order = self._orders[item_id]  # the item has lost or gained a part since
        return names_for(self.bank.skill.task, order)

    def attempt(self, item_id: str) -> Attempt | None:
        """Return what was handed in for an item here, unless that was a mistake."""
        return self._memory.attempts.get(item_id)

    def draft(self, item_id: str) -> Draft | None:
        """Return the judgment in the making, with written text in this learner's letters."""
        draft = self._memory.drafts.get(item_id)
        if draft is None:
            return None
        values = by_letter(self.bank, self.names(item_id), draft.values)
        return draft.model_copy(update={"values": values})

    def asked(self, values: Values) -> list[Field]:
        """Return the fields asked here, given what is answered so far."""
        return self.bank.skill.task.asked(values, self.exercise.ask)

    def start(self) -> str:
        """Return the item to begin with: where the learner stopped, else the first open one."""
        place = self.store.place(self.learner, self.exercise.key)
        if place and place.item_id in self.items and self.status(place.item_id) != "answered":
            return place.item_id
        return self.next_open(None) or self.items[0]

    def next_open(self, after: str | None) -> str | None:
        """Return the next item without an answer, first those behind ``after``, then the others."""
        start = self.items.index(after) + 1 if after in self.items else 0
        ordered = self.items[start:] + self.items[:start]
        return next((item_id for item_id in ordered if self.status(item_id) != "answered"), None)

    @property
    def key(self) -> str:
        """The permanent name under which answers are kept."""
        return self.exercise.key

    @property
    def title(self) -> str:
        """What stands above it."""
        return self.exercise.title

    @property
    def mode(self) -> Literal["practice", "check"]:
        """Whether feedback is given after each item or after the last."""
        return self.exercise.mode

    @property
    def pairwise(self) -> bool:
        """Whether a ranking is given pair by pair."""
        return self.exercise.pairwise

    def bank_of(self, item_id: str) -> Bank:
        """Return the skill's bank, whatever the item."""
        return self.bank

    def ask_of(self, item_id: str) -> tuple[str, ...] | None:
        """Return the names of the fields asked, whatever the item; None for all."""
        return self.exercise.ask

    @property
    def complete(self) -> bool:
        """Whether every item is answered."""
        return all(self.status(item_id) == "answered" for item_id in self.items)

    @property
    def told(self) -> bool:
        """Whether feedback is given now: at once in practice, in a check only after its last item.

        A practice item that was added to a check afterwards takes nothing back.
        """
        if self.exercise.mode == "practice":
            return True
        return all(self.status(item_id) == "answered" for item_id in self.exercise.items)

    # What the learner does

    def visit(self, item_id: str) -> None:
        """Remember that the learner is at this item."""
        self._known(item_id)
        self.store.save_place(self.learner, self.exercise.key, item_id, notebook=self._notebook)

    def save_draft(
        self,
        item_id: str,
        values: Values,
        confidence: int | None,
        seconds: float,
        extra: dict[str, JsonValue] | None = None,
    ) -> Checked:
        """Keep a judgment in the making, whatever state it is in; return how its text looks in form."""
        self._known(item_id)
        now = self._clock()
        own = by_reference(self.bank, self.names(item_id), values)
        draft = Draft(
            learner=self.learner,
            exercise=self.exercise.key,
            item_id=item_id,
            values=own,
            confidence=confidence,
            extra=extra or {},
            seconds=max(0.0, seconds),
            at=now,
        )
        self.store.save_draft(draft)
        self._memory.drafts[item_id] = draft
        form = form_of(self.bank, item_id, self.names(item_id), own, self.exercise.ask)
        return Checked(now, form)

    def hand_in(
        self,
        item_id: str,
        values: Values,
        *,
        confidence: int | None,
        seconds: float = 0.0,
        attempt_id: str | None = None,
    ) -> HandedIn:
        """Hand in a judgment: check it, write it down, and only then report it saved.

        Args:
            item_id: Which item.
            values: The values by field; written text in this learner's letters.
            confidence: How sure, in per cent.
            seconds: How long the item was visible and in focus.
            attempt_id: The page's own id for this attempt: delivered twice, it is stored once.

        Raises:
            StoreError: It could not be written; the message says why and what to do.
        """
        self._known(item_id)
        self.reload()  # another notebook may have handed it in, or this page a moment ago
        if item_id in self._memory.attempts:
            return HandedIn(self._memory.attempts[item_id].at, ())
        for kept in self._memory.everything(item_id):
            if kept.id == attempt_id:  # delivered once more after it was called a mistake
                return HandedIn(kept.at, ())
        item = self.bank.item(item_id)
        own = by_reference(self.bank, self.names(item_id), values)
        problems = problems_of(self.bank, item_id, own, confidence, self.exercise.ask)
        if problems:
            return HandedIn(None, problems)
        attempt = Attempt(
            id=attempt_id or str(uuid4()),
            learner=self.learner,
            session=self._memory.session(),
            skill=self.bank.skill.slug,
            item_id=item_id,
            item_hash=item.hash,
            values=self.bank.skill.task.tidy(own, self.exercise.ask),
            confidence=confidence,
            seconds=max(0.0, seconds),
            hints=self.hints_shown(item_id),
            mode=self.exercise.mode if item_id in self.exercise.items else "practice",
            pass_=self.exercise.one_pass,
            shown_order=self._orders[item_id],
            exercise=self.exercise.key,
            guideline=self.bank.guideline.version,
            at=self._clock(),
        )
        saved = self.store.add_attempt(attempt)
        self._memory.attempts[item_id] = attempt
        with suppress(StoreError):  # the judgment is saved; where the learner was is a convenience
            self.visit(item_id)
        return HandedIn(saved.at, ())

    def skip(self, item_id: str) -> None:
        """Leave an item for later."""
        self._known(item_id)
        if self.status(item_id) == "open":
            self._memory.note("skip", item_id, {"exercise": self.exercise.key})

    def hint(self, item_id: str) -> list[str]:
        """Show one more hint; return all shown so far, with this learner's letters.

        Hints go from gentle to near; the last names the clauses that decide.
        """
        self._known(item_id)
        if self.hints_left(item_id) > 0:
            self._memory.note("hint", item_id, {"exercise": self.exercise.key})
        return self.hints(item_id)

    def hints(self, item_id: str) -> list[str]:
        """Return the hints shown so far."""
        shown = self._hints(item_id)[: self.hints_shown(item_id)] if self._hinted else []
        names = self.names(item_id)
        return [names.show(hint) for hint in shown]

    def hints_shown(self, item_id: str) -> int:
        """Return how many hints were shown for this item in this exercise."""
        return self._memory.here("hint", item_id)

    def hints_left(self, item_id: str) -> int:
        """Return how many hints there are still."""
        if not self._hinted or item_id in self._memory.attempts:
            return 0
        return len(self._hints(item_id)) - self.hints_shown(item_id)

    def mistake(self, item_id: str) -> None:
        """Mark what was handed in as handed in by mistake: it is kept, and left out of all figures."""
        attempt = self._memory.attempts.pop(item_id, None)
        if attempt is not None:
            self._memory.note("mistake", item_id, {"exercise": self.exercise.key}, attempt.id)

    def contest(self, item_id: str, reason: str) -> None:
        """Say that the gold is wrong, and why. It is kept for the coach and the authors.

        Raises:
            QualprepError: No reason is given.
        """
        if not reason.strip():
            raise QualprepError(
                what="A reason is needed to contest a gold.",
                do="Quote the words on the page, or the clause, that speak against it.",
            )
        attempt = self._memory.attempts.get(item_id)
        text = self.names(item_id).back(reason.strip())
        self._memory.note("contest", item_id, {"reason": text}, attempt.id if attempt else None)

    def contested(self, item_id: str) -> bool:
        """Return whether this learner has contested the gold of this item."""
        return any(e.kind == "contest" and e.item_id == item_id for e in self._memory.events)

    def mark(self, item_id: str, marks: dict[str, bool]) -> None:
        """Keep the learner's own marks on the criteria of what they wrote."""
        attempt = self._memory.attempts.get(item_id)
        if attempt is not None:
            kept: dict[str, JsonValue] = dict(marks)
            self._memory.note("marks", item_id, {"marks": kept}, attempt.id)

    def add_similar(self, item_id: str) -> str | None:
        """Add a practice item with the same bait to this exercise; return it, or None if none is left.

        Items that this learner has judged before, anywhere, or whose gold was shown, are not offered;
        where no item has the same bait, one that shares a concept is.
        """
        item = self.bank.item(item_id)
        seen = {attempt.item_id for attempt in self._memory.everything()} | set(self.items)
        seen |= {event.item_id for event in self._memory.events if event.kind == "solution"}
        fresh = [
            other
            for other in self.bank.items("practice")
            if other.id not in seen and other.variant_of is None
        ]
        same = [other for other in fresh if other.bait == item.bait]
        near = [other for other in fresh if set(other.concepts) & set(item.concepts)]
        found = next(iter(same or near), None)
        if found is None:
            return None
        self._memory.note("added", found.id, {"added_to": self.exercise.key, "after": item_id})
        self._add(found.id)
        return found.id

    # What is said back

    def feedback(self, item_id: str) -> Feedback | None:
        """Return the feedback on an item, or None while there is none to give."""
        attempt = self._memory.attempts.get(item_id)
        if attempt is None or not self.told:
            return None
        item, gold = self.bank.item(item_id), self._gold(item_id)
        own_marks = latest_marks(self._memory.events)
        marks = marks_for(attempt, self.bank, gold, own_marks)
        return build_feedback(
            self.bank,
            item,
            gold,
            attempt,
            score(self.bank.skill, gold, attempt.values, marks),
            marks,
            "you" if attempt.id in own_marks else "check",
            self.names(item_id),
            self._history(item),
        )

    def verdict(self, item_id: str) -> Verdict | None:
        """Return the verdict alone, where feedback may be given: for the row of all items."""
        attempt = self._memory.attempts.get(item_id)
        if attempt is None or not self.told:
            return None
        gold = self.bank.gold(item_id)
        marks = marks_for(attempt, self.bank, gold, latest_marks(self._memory.events))
        return verdict_of(score(self.bank.skill, gold, attempt.values, marks))

    def records(self) -> list[Judged]:
        """Return this exercise's judged items that count, in the order handed in."""
        here = {attempt.id for attempt in self._memory.attempts.values()}
        counted = judged(self._memory.everything(), self.bank, self._memory.events)
        return [record for record in counted if record.attempt.id in here]

    # Inner workings

    def _known(self, item_id: str) -> None:
        if item_id not in self.items:
            raise QualprepError(
                what=f"The item {item_id!r} is not part of this exercise.",
                where=self.exercise.key,
                do=f"Its items are: {', '.join(self.items)}.",
            )

    @property
    def _hinted(self) -> bool:
        return self.exercise.hints and self.exercise.mode == "practice"

    def _hints(self, item_id: str) -> list[str]:
        if item_id not in self.bank.golds:
            return []
        gold = self._gold(item_id)
        numbers = list(dict.fromkeys(self._clauses_of(item_id)))
        titles = [f"{n} ({self.bank.guideline.clauses[n].title})" for n in numbers]
        said = f"The guideline decides this one by clause {' and '.join(titles[:2])}."
        return [*gold.hints, *([said] if titles else [])]

    def _clauses_of(self, item_id: str) -> list[str]:
        known = self.bank.guideline.clauses
        return [number for number in cited(self._gold(item_id).rationale) if number in known]

    def _gold(self, item_id: str) -> Gold:
        """Return an item's gold as it may be told here: a pass says nothing of the others."""
        task, one_pass = self.bank.skill.task, self.exercise.one_pass
        asked = task.one_pass(one_pass).fields if one_pass is not None else ()
        return self.bank.gold(item_id).told_in(one_pass, asked)

    def _history(self, item: Item) -> History:
        records = judged(self._memory.everything(), self.bank, self._memory.events)
        first: dict[str, Judged] = {}
        for record in records:
            if record.item.bait == item.bait:
                first.setdefault(record.item.origin, record)
        return History(sum(record.score.right for record in first.values()), len(first))
