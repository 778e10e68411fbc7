"""The mock's widget: what the page is told before, during and after, and what it may ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader.bank import Bank
from grader.qualifier import Form, MockSitting, assemble
from grader.store import Store, open_store
from grader.widgets.mock import MockWidget
from tests.qualifier.conftest import ASK, a_blueprint, a_section
from tests.support import SKILL, an_item, bank_of

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


class Taken:
    """A widget with its clock, and what it has sent to the page."""

    def __init__(self, form: Form, bank: Bank, folder: Path, store: Store | None, another: bool):
        self.time = NOW
        self.form, self.bank, self.folder, self.store = form, bank, folder, store
        more = (lambda: (self.sitting("2"), "Another one.")) if another else None
        self.widget = MockWidget(self.sitting("1"), another=more)
        self.sent: list[dict[str, Any]] = []
        self.widget.send = lambda message, buffers=None: self.sent.append(message)

    def sitting(self, number: str) -> MockSitting:
        folder = self.folder / number
        folder.mkdir(exist_ok=True)
        banks = {SKILL: self.bank}
        return MockSitting(
            self.form, banks, folder, "ann", store=self.store, clock=lambda: self.time
        )

    def ask(self, kind: str, **body: Any) -> dict[str, Any]:
        self.widget._received(None, {"type": kind, "n": "1", **body}, None)
        json.dumps(self.sent[-1])  # what goes to the page is plain JSON
        return self.sent[-1]

    def judge(self, item: str) -> None:
        values = dict(self.bank.gold(item).gold)
        if item == self.form.items[-1].id:
            values["justification"] = "Response B is wrong where it matters most here."
        self.ask("draft", item=item, values=values, confidence=80, seconds=5)


@pytest.fixture
def bank() -> Bank:
    return bank_of(*(an_item(number) for number in range(1, 4)), set_name="reserve")


@pytest.fixture
def form(bank: Bank) -> Form:
    blueprint = a_blueprint(
        a_section("judge", 2), a_section("explain", 1, ask=(*ASK, "justification"))
    )
    return assemble(blueprint, {SKILL: bank}, 1)


@pytest.fixture
def coached(form: Form, bank: Bank, tmp_path: Path) -> Taken:
    return Taken(form, bank, tmp_path, None, another=False)


@pytest.fixture
def alone(form: Form, bank: Bank, tmp_path: Path) -> Iterator[Taken]:
    with open_store(tmp_path / "answers.sqlite") as store:
        yield Taken(form, bank, tmp_path, store, another=True)


def gold_words(taken: Taken) -> list[str]:
    """Return words that stand in no text but that of a gold."""
    kinds = ("rationale", "why", "hint", "exemplar", "says", "settled")
    return [f"zq{kind}{number:03}" for kind in kinds for number in range(1, 4)]


def test_before_it_begins_only_the_rules_are_told(coached: Taken) -> None:
    """No item, no time running; the rule, the time and the written answers in words."""
    view = coached.ask("ready", outbox=[])["view"]
    assert set(view) == {"exam"}
    assert view["exam"]["state"] == "before"
    said = " ".join(view["exam"]["rules"])
    assert "3 items, 10 minutes. No clock is shown." in said
    assert "Passed with 3 of 3 items right and no critical miss." in said
    assert "1 of the items ask for a written justification." in said


def test_begin_shows_the_first_item_without_a_verdict(coached: Taken) -> None:
    """Time left goes along, hidden where the mock hides it."""
    view = coached.ask("begin")["view"]
    assert view["position"] == 1
    assert view["feedback"] is None
    assert view["exam"]["seconds_left"] == 600
    assert view["exam"]["timer"] == "hidden"
    assert view["hints_left"] == 0


def test_what_is_not_ready_is_listed_before_handing_in(coached: Taken) -> None:
    """By position on the page, told apart from what is not begun."""
    coached.ask("begin")
    sitting = coached.widget._sitting
    coached.judge(sitting.items[0])
    coached.ask("draft", item=sitting.items[1], values={}, confidence=60, seconds=1)
    reply = coached.ask("unready")
    assert [(one["position"], one["untouched"]) for one in reply["unready"]] == [
        (2, False),
        (3, True),
    ]
    assert reply["unready"][0]["says"].startswith("still open: Order")


def test_over_with_a_coach_nothing_of_gold_is_told(coached: Taken) -> None:
    """No verdict, no result; every item is locked."""
    coached.ask("begin")
    for item in list(coached.widget._sitting.items):
        coached.judge(item)
    view = coached.ask("finish")["view"]
    assert view["exam"]["ended"]["line"] == "3 of 3 items are handed in."
    assert view["exam"]["ended"]["result"] is None
    assert view["answered"] is True
    assert view["feedback"] is None
    said = json.dumps(coached.sent)
    assert not [word for word in gold_words(coached) if word in said]
    assert coached.ask("another")["type"] == "error"


def test_gold_is_told_in_self_study_once_it_is_over_and_not_before(alone: Taken) -> None:
    """The result in words with its interval, then item by item."""
    alone.ask("begin")
    items = list(alone.widget._sitting.items)
    for item in items[:2]:
        alone.judge(item)
    said = json.dumps(alone.sent)
    assert not [word for word in gold_words(alone) if word in said]
    alone.time += timedelta(minutes=3)
    view = alone.ask("finish")["view"]
    result = view["exam"]["ended"]["result"]
    assert result["passed"] is False
    assert result["counts"].startswith("2 of 3 items right, 3 are needed. None with a critical")
    assert view["exam"]["ended"]["minutes"] == "It took 3 of 10 minutes."
    assert "95 % interval of" in result["sure"]
    assert view["feedback"]["verdict"] == "agrees"
    assert view["item"] == items[0]
    unanswered = alone.ask("go", item=items[2])["view"]
    assert unanswered["feedback"] is None
    assert unanswered["answered"] is True


def test_another_form_can_be_taken_only_when_this_one_is_over(alone: Taken) -> None:
    """It begins with its rules and with what sets it apart."""
    alone.ask("begin")
    assert "Hand in this one first" in alone.ask("another")["message"]
    alone.ask("finish")
    view = alone.ask("another")["view"]
    assert view["exam"]["state"] == "before"
    assert view["exam"]["notice"] == "Another one."


def test_the_page_hears_that_the_time_is_up(alone: Taken) -> None:
    """Whatever it asks next: it gets the end."""
    alone.ask("begin")
    alone.judge(alone.widget._sitting.items[0])
    alone.time += timedelta(minutes=11)
    view = alone.ask("go", item=alone.widget._sitting.items[0])["view"]
    assert view["exam"]["ended"]["line"] == "1 of 3 items are handed in; the time was up."


def test_a_closed_book_stays_closed_until_the_end(form: Form, bank: Bank, tmp_path: Path) -> None:
    """The guideline is refused in words while the mock is open."""
    closed = form.blueprint.open_book.model_copy(update={"value": False})
    blueprint = form.blueprint.model_copy(update={"open_book": closed})
    taken = Taken(form.model_copy(update={"blueprint": blueprint}), bank, tmp_path, None, False)
    taken.ask("begin")
    assert "without the guideline" in taken.ask("guideline")["message"]
    taken.ask("finish")
    assert taken.ask("guideline")["type"] == "guideline"


def test_drafts_kept_in_the_browser_are_saved_when_the_cell_runs_again(coached: Taken) -> None:
    """What was typed while the kernel was gone is a draft, not an answer."""
    coached.ask("begin")
    item = coached.widget._sitting.items[0]
    values = dict(coached.bank.gold(item).gold)
    waiting = {
        "item": item,
        "attempt": f"draft:{item}",
        "draft": True,
        "values": values,
        "confidence": 60,
        "seconds": 9,
    }
    reply = coached.ask("ready", outbox=[waiting, {"item": "rank-999"}, 5])
    assert reply["delivered"] == [f"draft:{item}"]
    assert reply["view"]["confidence"] == 60
    assert coached.widget._sitting.status(item) == "ready"
