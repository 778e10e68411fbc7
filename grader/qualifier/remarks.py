"""What a learner adds to a mock in review, kept in their own store: marks and contests. No score follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from uuid import uuid4

from pydantic import JsonValue

from grader.errors import QualprepError
from grader.rubric import Mark
from grader.store import Attempt, Event, Store


class Remarks:
    """One learner's remarks on what they handed in. Without a store there are none."""

    def __init__(self, store: Store | None, learner: str, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._learner = learner
        self._clock = clock

    def keep(self, attempt: Attempt) -> None:
        """Put what was handed in into the store, where it counts; once, however often this is called."""
        if self._store is not None:
            self._store.add_attempt(attempt)

    def contested(self, item_id: str) -> bool:
        """Return whether this learner has contested the gold of an item."""
        return any(event.kind == "contest" for event in self._events(item_id))

    def marks(self, item_id: str) -> dict[str, list[Mark]]:
        """Return the learner's own marks on the criteria of an item, by attempt."""
        from grader.agreement import latest_marks

        return latest_marks(self._events(item_id))

    def note(
        self, kind: Literal["marks", "contest"], attempt: Attempt, data: dict[str, JsonValue]
    ) -> None:
        """Write down a remark.

        Raises:
            QualprepError: There is no store to keep it in: the mock is a coach's.
        """
        if self._store is None:
            raise QualprepError(
                what="This mock is a coach's.", do="Tell your coach what you found."
            )
        event = Event(
            id=str(uuid4()),
            learner=self._learner,
            session=attempt.session,
            item_id=attempt.item_id,
            skill=attempt.skill,
            attempt=attempt.id,
            kind=kind,
            data=data,
            at=self._clock(),
        )
        self._store.add_event(event)

    def _events(self, item_id: str) -> list[Event]:
        if self._store is None:
            return []
        return self._store.events(self._learner, item_id=item_id)
