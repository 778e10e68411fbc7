"""What the store knows of one learner at one exercise, read once and kept in step with what is added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from pydantic import JsonValue

from grader.bank import Bank
from grader.practice.exercise import Exercise
from grader.store import Attempt, Draft, Event, EventKind, Store


class Memory:
    """Attempts, drafts and events of one learner at one exercise.

    Attributes:
        attempts: What counts as handed in here, by item: not what was marked as a mistake, nor what is no
            judgment of its item any more because the item has changed.
        drafts: The judgments in the making, by item.
        events: Everything this learner did about the skill's items, in any exercise.
    """

    def __init__(
        self,
        exercise: Exercise,
        bank: Bank,
        store: Store,
        learner: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._exercise = exercise
        self._bank = bank
        self._store = store
        self._learner = learner
        self._clock = clock
        self._session: str | None = None
        self.attempts: dict[str, Attempt] = {}
        self.drafts: dict[str, Draft] = {}
        self.events: list[Event] = []
        self.reload()

    def reload(self) -> None:
        """Read everything anew: another notebook may have written there."""
        self.events = self._store.events(self._learner, skill=self._bank.skill.slug)
        self.attempts = {}
        for attempt in self._store.attempts(self._learner, exercise=self._exercise.key):
            if self._fits(attempt):
                self.attempts.setdefault(attempt.item_id, attempt)
        found = self._store.drafts(self._learner, self._exercise.key)
        self.drafts = {draft.item_id: draft for draft in found}

    def here(self, kind: EventKind, item_id: str) -> int:
        """Return how often something was done about an item in this exercise."""
        return sum(
            event.kind == kind
            and event.item_id == item_id
            and event.data.get("exercise") == self._exercise.key
            for event in self.events
        )

    def added(self) -> list[str]:
        """Return the items that the learner added to this exercise and the bank still has."""
        return [
            event.item_id
            for event in self.events
            if event.kind == "added"
            and event.data.get("added_to") == self._exercise.key
            and self._in_bank(event.item_id)
        ]

    def everything(self, item_id: str | None = None) -> list[Attempt]:
        """Return all that was handed in for the skill, in any exercise, mistakes too."""
        return self._store.attempts(
            self._learner, skill=self._bank.skill.slug, item_id=item_id, include_mistakes=True
        )

    def note(
        self,
        kind: EventKind,
        item_id: str,
        data: dict[str, JsonValue],
        attempt: str | None = None,
    ) -> None:
        """Write down something the learner did about an item."""
        event = Event(
            id=str(uuid4()),
            learner=self._learner,
            session=self.session(),
            item_id=item_id,
            skill=self._bank.skill.slug,
            attempt=attempt,
            kind=kind,
            data=data,
            at=self._clock(),
        )
        self._store.add_event(event)
        self.events.append(event)

    def session(self) -> str:
        """Return the id of this session; the first use begins it."""
        if self._session is None:
            self._session = self._store.start_session(self._learner).id
        return self._session

    def _in_bank(self, item_id: str) -> bool:
        return any(item.id == item_id for items in self._bank.sets.values() for item in items)

    def _fits(self, attempt: Attempt) -> bool:
        if not self._in_bank(attempt.item_id):
            return False
        item = self._bank.item(attempt.item_id)
        if attempt.item_hash == item.hash:
            return True
        given = self._bank.given(item)
        return not self._bank.skill.task.problems(attempt.values, given, self._exercise.ask)
