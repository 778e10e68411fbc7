"""The exercise on the page: one widget for every skill and every field type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import JsonValue

from grader.errors import QualprepError
from grader.practice import Feedback, HandedIn, Sitting
from grader.widgets.judging import JudgingWidget, Message, Reply


class ExerciseWidget(JudgingWidget):
    """One exercise in a notebook cell.

    From code it answers `check`, `hint`, `solution` and `hand_in` for the item on screen, so that a
    lesson can be read and tested without clicking.
    """

    HANDLERS: ClassVar[Mapping[str, str]] = {
        **JudgingWidget.HANDLERS,
        "skip": "_skip",
        "hint": "_hint",
        "mistake": "_mistake",
        "similar": "_similar",
    }

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._sitting = sitting

    def __repr__(self) -> str:
        sitting = self._sitting
        done = sum(sitting.status(item) == "answered" for item in sitting.items)
        return f"<exercise {sitting.exercise.key}: {done} of {len(sitting.items)} items answered>"

    # From code

    @property
    def items(self) -> tuple[str, ...]:
        """The items, in the order shown."""
        return tuple(self._sitting.items)

    def hand_in(
        self, values: Mapping[str, JsonValue], *, confidence: int, item: str | None = None
    ) -> HandedIn:
        """Hand in a judgment from code, as the page does by a click; see `Sitting.hand_in`."""
        return self._sitting.hand_in(item or self._item, values, confidence=confidence)

    def check(self, item: str | None = None) -> Feedback | str:
        """Return the feedback on an item, or in words why there is none yet: "Not attempted"."""
        item = item or self._item
        feedback = self._sitting.feedback(item)
        if feedback is not None:
            return feedback
        if self._sitting.status(item) == "answered":
            return "Handed in. Feedback follows when every item of this check is answered."
        return "Not attempted: judge the item first, then check it."

    def hint(self, item: str | None = None) -> str:
        """Return one more hint for an item."""
        hints = self._sitting.hint(item or self._item)
        return hints[-1] if hints else "There are no hints here."

    def solution(self, item: str | None = None) -> Feedback | str:
        """Return what gold says; before an attempt only the way to get there."""
        return self.check(item)

    # From the page

    def _skip(self, message: Message) -> Reply:
        item = self._named(message)
        self._sitting.skip(item)
        self._item = self._sitting.next_open(item) or item
        self._sitting.visit(self._item)
        return {"type": "view", "view": self._view()}

    def _hint(self, message: Message) -> Reply:
        self._sitting.hint(self._shown(message))
        return {"type": "view", "view": self._view()}

    def _mistake(self, message: Message) -> Reply:
        self._sitting.mistake(self._shown(message))
        return {"type": "view", "view": self._view()}

    def _similar(self, message: Message) -> Reply:
        found = self._sitting.add_similar(self._named(message))
        if found is None:
            raise QualprepError(
                what="You have judged every practice item with this bait.",
                do="Take a check or another exercise; missed ideas come back there.",
            )
        self._item = found
        self._sitting.visit(found)
        return {"type": "view", "view": self._view()}
