"""The widget without a browser: messages in, replies out, and no gold before its time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from pydantic import JsonValue

from grader.bank import Bank
from grader.items import Gold
from grader.markup import visible_text
from grader.practice import Exercise, Sitting
from grader.store import Store, StoreError, open_store
from grader.widgets.exercise import ExerciseWidget
from tests.support import an_item, bank_of

ITEMS = ("made-001", "made-002", "made-003")
TEXT = "I say that the second one is wrong, as everybody can see."


class Recorded(ExerciseWidget):
    """Keeps what it would send to the page."""

    def __init__(self, sitting: Sitting) -> None:
        self.sent: list[dict[str, Any]] = []
        super().__init__(sitting)

    def send(self, content: Any, buffers: object = None) -> None:
        json.dumps(content)  # the page gets JSON, nothing else
        self.sent.append(content)

    def ask(self, message: Any) -> dict[str, Any]:
        """Send a message as the page does and return the one reply."""
        before = len(self.sent)
        self._handle_custom_msg(message, [])
        assert len(self.sent) == before + 1
        return self.sent[-1]


Open = Callable[..., Recorded]


@pytest.fixture
def bank() -> Bank:
    return bank_of(*(an_item(n, responses=3 if n == 1 else 2) for n in range(1, 6)))


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("sqlite://") as opened:
        yield opened


@pytest.fixture
def opened(bank: Bank, store: Store) -> Open:
    """Return a maker of widgets at three items of one store."""

    def make(**changes: Any) -> Recorded:
        fields = {"key": "response-ranking/test", "title": "Test", "items": ITEMS} | changes
        return Recorded(Sitting(Exercise(**fields), bank, store, "ann"))

    return make


def _judgment(bank: Bank, item: str, **changes: Any) -> dict[str, Any]:
    values = {**bank.gold(item).gold, "justification": TEXT}
    message = {"type": "hand_in", "item": item, "values": values, "confidence": 70, "seconds": 3.5}
    return message | {"attempt": str(uuid4()), "n": "1-x"} | changes


def _secrets(gold: Gold) -> set[str]:
    """Return a telling word of every text of a gold: each begins with zq."""
    return set(re.findall(r"zq\w+", gold.model_dump_json()))


def _leaks(sent: object, bank: Bank, items: tuple[str, ...]) -> set[str]:
    said = json.dumps(sent)
    return {word for item in items for word in _secrets(bank.gold(item)) if word in said}


# Messages and replies


def test_every_reply_carries_the_number_of_its_message(opened: Open) -> None:
    """So that the page knows what was answered."""
    widget = opened()
    for number, kind in enumerate(["ready", "guideline", "nonsense"]):
        assert widget.ask({"type": kind, "n": f"{number}-abc"})["n"] == f"{number}-abc"


def test_ready_is_answered_with_the_item_to_begin_with(opened: Open) -> None:
    """Everything the page shows, with the letters of this learner."""
    view = opened().ask({"type": "ready", "n": 1})["view"]
    assert view["item"] == "made-001"
    assert view["position"] == 1
    assert [step["status"] for step in view["items"]] == ["open"] * 3
    shown = [part["label"] for part in view["parts"]]
    assert shown == ["User's prompt", "Response A", "Response B", "Response C"]
    assert [field["name"] for field in view["fields"]][:2] == ["order", "axis"]
    names = [part["name"] for part in view["parts"][1:]]
    assert view["fields"][0]["parts"] == names
    assert view["letters"] == dict(zip(names, "ABC", strict=True))
    assert view["answered"] is False
    assert view["feedback"] is None
    assert view["summary"] is None


def test_a_judgment_handed_in_is_saved_and_answered_with_feedback(
    opened: Open, bank: Bank, store: Store
) -> None:
    """The reply says when it was saved and shows why."""
    widget = opened()
    message = _judgment(bank, "made-001")
    reply = widget.ask(message)
    assert reply["type"] == "handed_in"
    assert reply["attempt"] == message["attempt"]
    assert re.fullmatch(r"\d\d:\d\d:\d\d", reply["saved"])
    assert reply["problems"] == []
    feedback = reply["view"]["feedback"]
    assert feedback["verdict"] == "agrees"
    assert "zqrationale001" in feedback["why"]
    marked = "".join(part["html"] for part in reply["view"]["parts"])
    assert '<mark title="decisive evidence">wordb1</mark>' in marked
    (attempt,) = store.attempts("ann")
    assert (attempt.id, attempt.seconds) == (message["attempt"], 3.5)


def test_what_keeps_a_judgment_from_being_handed_in_is_said_with_letters(
    opened: Open, bank: Bank, store: Store
) -> None:
    """Field by field; nothing is saved, nothing shown."""
    widget = opened()
    reply = widget.ask(
        _judgment(bank, "made-001", values={"order": [["response_a"]]}, confidence=None)
    )
    assert reply["saved"] is None
    assert reply["view"] is None
    said = {problem["field"]: problem["message"] for problem in reply["problems"]}
    assert list(said) == ["order", "axis", "near_tie", "justification", "confidence"]
    assert re.fullmatch(
        r"Give Response [ABC] and Response [ABC] a place too; a tie is allowed.", said["order"]
    )
    assert store.attempts("ann") == []


def test_a_draft_is_acknowledged_with_the_look_of_its_text(opened: Open) -> None:
    """And pairs with the order they imply, or what is missing."""
    widget = opened(pairwise=True)
    a, b, c = widget.ask({"type": "ready"})["view"]["letters"]
    draft: dict[str, Any] = {
        "type": "draft", "item": "made-001", "values": {"justification": TEXT}, "confidence": None,
        "seconds": 1, "extra": {"pairs": {f"{a}|{b}": a, f"{b}|{c}": b}},
    }  # fmt: skip
    reply = widget.ask(draft)
    assert re.fullmatch(r"\d\d:\d\d:\d\d", reply["saved"])
    assert {result["check"] for result in reply["form"]["justification"]} >= {"words", "cites"}
    assert reply["pairs"] == {"order": None, "says": "", "cycle": [], "missing": 1}
    draft["extra"]["pairs"][f"{a}|{c}"] = a
    assert widget.ask(draft)["pairs"]["order"] == [[a], [b], [c]]
    draft["extra"]["pairs"][f"{a}|{c}"] = c
    assert widget.ask(draft)["pairs"]["says"].startswith("You put A over B, B over C, and C over A")
    view = widget.ask({"type": "ready"})["view"]
    assert view["values"] == {"justification": TEXT}
    assert view["extra"] == draft["extra"]


def test_going_and_skipping_change_the_item_on_screen(opened: Open) -> None:
    """The place is kept for the next time."""
    widget = opened()
    assert widget.ask({"type": "go", "item": "made-003"})["view"]["item"] == "made-003"
    assert widget.ask({"type": "skip", "item": "made-003"})["view"]["item"] == "made-001"
    widget.ask({"type": "go", "item": "made-002"})
    assert opened().ask({"type": "ready"})["view"]["item"] == "made-002"


def test_marks_mistakes_contests_and_similar_items_are_answered_with_the_view(
    opened: Open, bank: Bank
) -> None:
    """Each changes what is shown."""
    widget = opened()
    widget.ask(_judgment(bank, "made-001"))
    view = widget.ask({"type": "marks", "item": "made-001", "marks": {"long": True}})["view"]
    assert [row["met"] for row in view["feedback"]["criteria"]] == [False, True]
    view = widget.ask({"type": "contest", "item": "made-001", "reason": "By clause 1.1."})["view"]
    assert view["contested"] is True
    reply = widget.ask({"type": "contest", "item": "made-001", "reason": " "})
    assert reply["type"] == "error"
    assert "Quote the words" in reply["message"]
    view = widget.ask({"type": "similar", "item": "made-001"})["view"]
    assert view["item"] == "made-004"
    assert len(view["items"]) == 4
    view = widget.ask({"type": "mistake", "item": "made-001"})["view"]
    assert [step["status"] for step in view["items"]] == ["open"] * 4
    widget.ask({"type": "similar", "item": "made-001"})
    reply = widget.ask({"type": "similar", "item": "made-001"})
    assert reply["message"].startswith("You have judged every practice item with this bait.")


def test_a_learners_own_braces_are_shown_as_they_were_written(opened: Open, bank: Bank) -> None:
    """A formula in a justification is no reference."""
    widget = opened()
    text = r"It says that \frac{a}{b} is {wrong}, which it is not."
    message = _judgment(bank, "made-001")
    message["values"]["justification"] = text
    assert widget.ask(message)["view"]["values"]["justification"] == text


def test_the_summary_comes_with_the_last_item(opened: Open, bank: Bank) -> None:
    """How many were right, how sure one was, and how little that says."""
    widget = opened()
    for item in ITEMS:
        wrong = {**bank.gold(item).gold, "order": [["response_b"], ["response_a"]]}
        values = {**wrong, "justification": TEXT} if item == "made-003" else None
        message = _judgment(bank, item, **({"values": values} if values else {}))
        summary = widget.ask(message)["view"]["summary"]
    assert summary["line"] == "2 of 3 items right. You were 70 % sure on average."
    assert summary["left_out"] == ""
    assert "3 items are too few to say how good a judgment is" in summary["small"]
    assert summary["missed"] == ["A wrong step that the answer rests on"]


# No gold before its time


def test_no_synced_trait_ever_holds_more_than_a_key_and_a_kind(opened: Open, bank: Bank) -> None:
    """What a saved notebook keeps: no answer, no gold, not even after everything was handed in."""
    widget = opened()
    for item in ITEMS:
        widget.ask(_judgment(bank, item))
    state = widget.get_state()
    assert _leaks({k: str(v) for k, v in state.items()}, bank, ITEMS) == set()
    ours = {
        name
        for name in state
        if name.startswith("_") and not name.startswith(("_model", "_view", "_dom"))
    }
    assert ours <= {"_esm", "_css", "_anywidget_id", "_kind", "_key"}
    assert state["_key"] == "ann/response-ranking/test"
    assert "wordb1" not in str(state)


@pytest.mark.parametrize("mode", ["practice", "check"])
@pytest.mark.parametrize("pairwise", [False, True])
def test_nothing_sent_before_hand_in_holds_any_gold(
    opened: Open, bank: Bank, mode: str, pairwise: bool
) -> None:
    """Whatever the page asks for; hints only once they were asked for."""
    widget = opened(mode=mode, pairwise=pairwise)
    item = "made-001"
    broken = {"order": [["response_a"]], "justification": "zq"}
    for message in (
        {"type": "ready"},
        {"type": "guideline"},
        {"type": "draft", "item": item, "values": broken, "extra": {"pairs": {"x": 1}}},
        {"type": "skip", "item": item},
        {"type": "go", "item": item},
        {"type": "marks", "item": item, "marks": {"wrong": True}},
        {"type": "contest", "item": item, "reason": "Because."},
        {"type": "mistake", "item": item},
        {"type": "hand_in", "item": item, "values": broken, "confidence": 70},
        {"type": "go", "item": "no-such-item"},
    ):
        widget.ask(message)
    assert _leaks(widget.sent, bank, ITEMS) == set()
    assert "decisive evidence" not in str(widget.sent)
    widget.ask({"type": "hint", "item": item})
    wanted = {"zqhint001one"} if mode == "practice" else set()
    assert _leaks(widget.sent, bank, ITEMS) == wanted


def test_the_feedback_of_one_item_holds_no_gold_of_another(opened: Open, bank: Bank) -> None:
    """In practice each item shows its own, and only what its learner may read."""
    widget = opened()
    widget.ask(_judgment(bank, "made-001"))
    assert _leaks(widget.sent, bank, ("made-002", "made-003")) == set()
    shown = _leaks(widget.sent, bank, ("made-001",))
    assert shown == {"zqrationale001", "zqwhy001", "zqsays001", "zqlong001", "zqexemplar001"}


def test_a_check_holds_every_gold_back_until_its_last_item(opened: Open, bank: Bank) -> None:
    """Then it shows each with its item."""
    widget = opened(mode="check", hints=True)
    for item in ITEMS[:2]:
        reply = widget.ask(_judgment(bank, item))
        assert reply["saved"]
        assert reply["view"]["feedback"] is None
        assert all(step["verdict"] is None for step in reply["view"]["items"])
        widget.ask({"type": "hint", "item": ITEMS[2]})
        widget.ask({"type": "marks", "item": item, "marks": {"wrong": True}})
        assert "Feedback follows when every item" in str(widget.check(item))
    assert _leaks(widget.sent, bank, ITEMS) == set()
    reply = widget.ask(_judgment(bank, ITEMS[2]))
    assert "zqrationale003" in reply["view"]["feedback"]["why"]
    assert [step["verdict"] for step in reply["view"]["items"]] == ["agrees"] * 3
    assert _leaks(reply, bank, ITEMS[:2]) == set()


# Malformed messages

BAD: list[Any] = [
    {},
    {"type": None},
    {"type": ["ready"]},
    {"type": "no-such-type"},
    {"type": "x" * 1_000_000},
    {"type": "_received"},
    "ready",
    ["ready"],
    None,
    5,
    {"type": "go"},
    {"type": "go", "item": None},
    {"type": "go", "item": ["made-001"]},
    {"type": "go", "item": {"a": 1}},
    {"type": "go", "item": "made-004"},
    {"type": "hand_in", "item": "no-such-item", "values": {}},
    {"type": "draft", "item": 7},
    {"type": "contest", "item": "made-001"},
    {"type": "contest", "item": "made-001", "reason": {}},
    {"type": "draft", "item": "made-001", "values": {}, "confidence": 10**30},
]


@pytest.mark.parametrize("message", BAD, ids=lambda message: str(message)[:50])
def test_what_is_no_message_is_answered_with_an_error(opened: Open, message: Any) -> None:
    """It never raises, and it says something a learner can act on; the next message is answered."""
    widget = opened()
    reply = widget.ask(message)
    assert reply["type"] == "error"
    assert reply["message"]
    assert len(reply["message"]) < 500
    assert "Traceback" not in reply["message"]
    assert widget.ask({"type": "ready"})["type"] == "view"


@pytest.mark.parametrize(
    "changes",
    [
        {"values": None},
        {"values": [1, 2]},
        {"values": {"order": {"a": [1]}, "axis": [], "near_tie": "yes", "justification": 5}},
        {"values": {"justification": "word " * 200_000}},
        {"values": {"order": [["response_a"] * 5000]}},
        {"values": {"no_such_field": 1}},
        {"confidence": "70"},
        {"confidence": True},
        {"confidence": 10**30},
        {"confidence": 7.5},
    ],
    ids=str,
)
def test_values_that_make_no_sense_are_problems_in_words(
    opened: Open, bank: Bank, store: Store, changes: dict[str, JsonValue]
) -> None:
    """Nothing is saved."""
    widget = opened()
    message = _judgment(bank, "made-001")
    if "values" in changes and isinstance(changes["values"], dict):
        changes = {"values": message["values"] | changes["values"]}
    reply = widget.ask(message | {key: changes[key] for key in changes})
    assert reply["type"] == "handed_in"
    assert reply["saved"] is None
    assert reply["problems"]
    assert store.attempts("ann") == []


@pytest.mark.parametrize("seconds", [None, -5, "3", True, 1e300, [1]])
@pytest.mark.parametrize("attempt", [None, "not-a-uuid", 5, "x" * 5000])
def test_a_judgment_is_not_lost_for_what_goes_with_it(
    opened: Open, bank: Bank, store: Store, seconds: JsonValue, attempt: JsonValue
) -> None:
    """A time or an id that makes no sense is left out; the judgment is saved."""
    reply = opened().ask(_judgment(bank, "made-001", seconds=seconds, attempt=attempt))
    assert reply["saved"]
    (kept,) = store.attempts("ann")
    assert kept.seconds == 0


class _Full(Store):
    def add_attempt(self, attempt: object) -> Any:
        raise StoreError(
            what="Not saved: the disk is full.", do="Delete files, then hand it in again."
        )


def test_a_judgment_that_was_not_saved_is_not_called_saved(
    opened: Open, bank: Bank, store: Store
) -> None:
    """The page hears why and what to do, and no gold."""
    widget = opened()
    store.__class__ = _Full
    reply = widget.ask(_judgment(bank, "made-001"))
    assert reply["type"] == "error"
    assert reply["message"] == "Not saved: the disk is full. Delete files, then hand it in again."
    view = widget.ask({"type": "ready", "outbox": [_judgment(bank, "made-002")]})
    assert view["delivered"] == []
    assert view["view"]["items"][1]["status"] == "open"
    assert _leaks(widget.sent, bank, ITEMS) == set()


# Late deliveries


def test_what_waited_in_the_browser_is_delivered_once(
    opened: Open, bank: Bank, store: Store
) -> None:
    """However often it comes, also to a kernel started anew."""
    late = [_judgment(bank, "made-001"), _judgment(bank, "made-003")]
    ids = [message["attempt"] for message in late]
    for widget in (opened(), opened()):
        for _ in range(2):
            reply = widget.ask({"type": "ready", "outbox": late})
            assert reply["delivered"] == ids
            assert reply["view"]["item"] == "made-003"
            assert reply["view"]["feedback"]
    assert sorted(attempt.id for attempt in store.attempts("ann")) == sorted(ids)


def test_a_late_judgment_that_was_called_a_mistake_stays_one(
    opened: Open, bank: Bank, store: Store
) -> None:
    """The page may forget it."""
    widget = opened()
    message = _judgment(bank, "made-001")
    widget.ask(message)
    widget.ask({"type": "mistake", "item": "made-001"})
    reply = widget.ask({"type": "ready", "outbox": [message]})
    assert reply["delivered"] == [message["attempt"]]
    assert reply["view"]["items"][0]["status"] == "open"
    assert store.attempts("ann") == []


def test_what_cannot_be_delivered_does_not_keep_the_exercise_from_opening(
    opened: Open, bank: Bank
) -> None:
    """Whatever waits there: the rest is delivered, and the page is shown."""
    good = _judgment(bank, "made-002")
    taken = _judgment(bank, "made-001")
    opened().ask(taken)
    clash = _judgment(bank, "made-003", attempt=taken["attempt"])  # the id of another judgment
    odd: list[Any] = [None, 5, {}, {"item": "gone"}, {"item": ["x"]}, clash, good]
    widget = opened()
    reply = widget.ask({"type": "ready", "outbox": odd})
    assert reply["type"] == "view"
    assert reply["delivered"] == [good["attempt"]]
    for outbox in (None, "x", {"a": 1}, 5):
        assert widget.ask({"type": "ready", "outbox": outbox})["type"] == "view"


# From code


def test_from_code_a_check_says_when_there_is_nothing_to_check(opened: Open, bank: Bank) -> None:
    """So that a lesson can be read and run without clicking."""
    widget = opened()
    assert repr(widget) == "<exercise response-ranking/test: 0 of 3 items answered>"
    assert widget.check() == "Not attempted: judge the item first, then check it."
    assert widget.solution() == widget.check()
    assert widget.hint().startswith("zqhint001one")
    values = {**bank.gold("made-001").gold, "justification": TEXT}
    assert widget.hand_in(values, confidence=70).saved
    assert str(widget.check()).startswith("✓ agrees")
    assert repr(widget) == "<exercise response-ranking/test: 1 of 3 items answered>"
    assert widget.items == ITEMS
    assert opened(hints=False).hint() == "There are no hints here."


def test_what_is_shown_of_an_item_is_what_its_spans_mean(opened: Open, bank: Bank) -> None:
    """The page's visible text is the text that quotes are found in."""
    view = opened().ask({"type": "ready"})["view"]
    texts = bank.given(bank.item("made-001")).texts
    for part in view["parts"]:
        assert visible_text(part["html"]) == texts[part["name"]]
