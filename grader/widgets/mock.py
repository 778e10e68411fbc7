"""A mock on the page: the same item view as an exercise, with a beginning, a time and an end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

import traitlets
from pydantic import JsonValue

from grader.errors import QualprepError
from grader.fields import Field
from grader.items import TIERS
from grader.qualifier.outcome import Outcome
from grader.qualifier.sitting import MockSitting
from grader.widgets import page
from grader.widgets.judging import JudgingWidget, Message, Reply


class MockWidget(JudgingWidget):
    """One learner's mock in a notebook cell."""

    _kind = traitlets.Unicode("mock").tag(sync=True)

    HANDLERS: ClassVar[Mapping[str, str]] = {
        **JudgingWidget.HANDLERS,
        "begin": "_begin",
        "unready": "_unready",
        "finish": "_finish",
        "another": "_next_form",
    }

    def __init__(
        self,
        sitting: MockSitting,
        *,
        notice: str = "",
        another: Callable[[], tuple[MockSitting, str]] | None = None,
    ) -> None:
        """Make the widget.

        Args:
            sitting: The mock.
            notice: What must be known before taking it.
            another: Draws the next form, with its notice; None where a coach hands out forms.
        """
        super().__init__(sitting)
        self._sitting = sitting
        self._notice = notice
        self._another = another

    def __repr__(self) -> str:
        sitting = self._sitting
        done = sum(sitting.status(item) in ("answered", "ready") for item in sitting.items)
        said = {
            "before": "not begun",
            "open": f"{done} ready",
            "over": "over",
        }
        minutes = sitting.form.blueprint.time_limit_minutes.value
        items = f"{len(sitting.items)} items, {minutes} minutes"
        return f"<mock {sitting.form.name}: {items}, {said[sitting.state]}>"

    def _begin(self, _message: Message) -> Reply:
        self._sitting.begin()
        self._item = self._sitting.start()
        return {"type": "view", "view": self._view()}

    def _unready(self, _message: Message) -> Reply:
        """Answer what would not be handed in now."""
        sitting = self._sitting
        sitting.reload()
        unready: list[JsonValue] = [
            {
                "item": one.item,
                "position": sitting.items.index(one.item) + 1,
                "says": one.says,
                "untouched": sitting.status(one.item) == "open",
            }
            for one in sitting.unready()
        ]
        reply: Reply = {"type": "unready", "unready": unready, "items": len(sitting.items)}
        return reply if sitting.state == "open" else {"type": "view", "view": self._view()}

    def _go(self, message: Message) -> Reply:
        self._sitting.reload()  # the time may be up by now
        return super()._go(message)

    def _finish(self, _message: Message) -> Reply:
        self._sitting.finish()
        self._item = self._sitting.items[0]  # review begins at the beginning
        return {"type": "view", "view": self._view()}

    def _next_form(self, _message: Message) -> Reply:
        """Go on to another form, once this one is over."""
        if self._another is None or self._sitting.state != "over":
            raise QualprepError(
                what="There is no other form to take now.", do="Hand in this one first."
            )
        self._sitting, self._notice = self._another()
        self._judging = self._sitting
        self._item = self._sitting.start()
        return {"type": "view", "view": self._view()}

    def _guideline(self, message: Message) -> Reply:
        if not self._sitting.form.blueprint.open_book.value and self._sitting.state == "open":
            raise QualprepError(
                what="This mock is taken without the guideline.", do="Go on from memory."
            )
        return super()._guideline(message)

    def _view(self) -> Reply:
        sitting = self._sitting
        if sitting.state == "before":
            return {"exam": self._exam()}
        view = page.item_view(sitting, self._item)
        return {**view, **self._locked(view), "exam": self._exam()}

    def _locked(self, view: Mapping[str, JsonValue]) -> Reply:
        """Return what differs from an exercise: once it is over every item is as it was left."""
        if self._sitting.state != "over":
            return {"summary": None}
        return {"answered": True, "summary": None, "next": None}

    def _exam(self) -> Reply:
        sitting, blueprint = self._sitting, self._sitting.form.blueprint
        is_open = sitting.state == "open"
        shown = is_open and blueprint.timer.value == "shown"
        return {
            "state": sitting.state,
            "title": blueprint.title,
            "form": sitting.form.name,
            "note": blueprint.note,
            "notice": self._notice,
            "rules": list[JsonValue](rules(sitting)),
            "open_book": blueprint.open_book.value,
            "go_back": blueprint.go_back.value,
            "seconds_left": round(sitting.seconds_left, 1) if is_open else None,
            "timer": "shown" if shown else "hidden",
            "reviewed": sitting.reviewed,
            "another": sitting.state == "over" and self._another is not None,
            "ended": self._ended() if sitting.state == "over" else None,
        }

    def _ended(self) -> Reply:
        """Return what is said of a mock that is over."""
        sitting = self._sitting
        handed_in = sum(sitting.status(item) == "answered" for item in sitting.items)
        outcome = sitting.outcome()
        return {
            "line": f"{handed_in} of {len(sitting.items)} items are handed in"
            + ("; the time was up." if sitting.ended_by_time else "."),
            "minutes": _took(sitting),
            "result": result(outcome, sitting) if outcome else None,
        }


def rules(sitting: MockSitting) -> list[str]:
    """Return the rules of a mock, a sentence or two each, as a learner reads them before beginning."""
    blueprint, items = sitting.form.blueprint, len(sitting.items)
    rule, minutes = blueprint.pass_rule, blueprint.time_limit_minutes.value
    shown = "The time left is shown." if blueprint.timer.value == "shown" else "No clock is shown."
    critical = rule.critical_at_most.value
    misses = "no critical miss" if not critical else f"at most {critical} critical misses"
    written = sum(
        any(not field.comparable for field in _fields(sitting, item)) for item in sitting.items
    )
    return [
        f"{items} items, {minutes} minutes. {shown} It runs on when you close the window.",
        f"Passed with {rule.needed(items)} of {items} items right and {misses}.",
        f"{written} of the items ask for a written justification."
        if written
        else "Nothing has to be written.",
        "The guideline is at hand (key G)."
        if blueprint.open_book.value
        else "The guideline is not at hand.",
        "You may go back and change answers until you hand in the whole mock. "
        "What is ready when the time is up is handed in for you."
        if blueprint.go_back.value
        else "Each answer is handed in by itself and cannot be changed afterwards.",
        "No feedback until it is over. The form can be taken once.",
    ]


def result(outcome: Outcome, sitting: MockSitting) -> Reply:
    """Return the result of a mock in words, with how sure it is and how its gold was reviewed."""
    form, right, n = outcome.form, outcome.right, len(outcome.results)
    rule = form.blueprint.pass_rule
    count = sum(one.right for one in outcome.results)
    sections: dict[str, list[bool]] = {}
    tiers: dict[str, int] = {}
    for one in outcome.results:
        sections.setdefault(one.item.section, []).append(one.right)
        tier = TIERS[sitting.bank_of(one.item.id).gold(one.item.id).tier]
        tiers[tier] = tiers.get(tier, 0) + 1
    by_section = (
        [f"{name.replace('-', ' ')}: {sum(r)} of {len(r)}" for name, r in sections.items()]
        if len(sections) > 1
        else []
    )
    return {
        "passed": outcome.passed,
        "headline": "passed by the rule of this mock"
        if outcome.passed
        else "not passed by the rule of this mock",
        "counts": f"{count} of {n} items right, {rule.needed(n)} are needed. "
        f"{outcome.critical or 'None'} with a critical miss, "
        f"{rule.critical_at_most.value or 'none'} allowed.",
        "sections": list[JsonValue](by_section),
        "sure": f"On {n} items the share right is {_percent(right.value)}, with a "
        f"{_percent(right.level)} interval of {_percent(right.low)} to {_percent(right.high)}: "
        "another form could well end otherwise.",
        "gold": "How the gold was reviewed: "
        + "; ".join(f"{number} of {n} items: {said}" for said, number in tiers.items())
        + ". No outcomes of real qualifiers are known, so this predicts none.",
    }


def _took(sitting: MockSitting) -> str:
    limit = sitting.form.blueprint.time_limit_minutes.value
    if sitting.minutes is None:
        return ""
    minutes = "less than one" if sitting.minutes < 1 else f"{sitting.minutes:.0f}"
    return f"It took {minutes} of {limit} minutes."


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _fields(sitting: MockSitting, item: str) -> list[Field]:
    asked = sitting.ask_of(item)
    return [f for f in sitting.bank_of(item).skill.task.fields if f.name in asked]
