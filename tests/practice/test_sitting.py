"""A learner at one exercise: nothing handed in is lost, and nothing is said before it is on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import JsonValue

from grader.agreement import judged
from grader.bank import Bank
from grader.errors import QualprepError, UnknownNameError
from grader.fields import PairVerdict, order_from_pairs
from grader.items import Gold, Item
from grader.names import Names
from grader.practice import Sitting
from grader.practice.judging import cycle_in_words
from grader.store import Event, Store, StoreError, open_store
from grader.task import FieldProblem
from tests.practice.conftest import Sit
from tests.support import an_item, bank_of, its_gold

ONE, TWO, THREE = "made-001", "made-002", "made-003"
TEXT = "The second one is wrong in what it says of the matter."


def _order(sitting: Sitting, item: str, *, best: bool = True) -> JsonValue:
    order = sitting.bank.gold(item).gold["order"]
    assert isinstance(order, list)
    return order if best else order[::-1]


def _values(sitting: Sitting, item: str, *, best: bool = True, **changes: JsonValue) -> Any:
    order = _order(sitting, item, best=best)
    values: dict[str, JsonValue] = {"order": order, "axis": "accuracy", "near_tie": False}
    return values | {"justification": TEXT} | changes


def _hand_in(sitting: Sitting, item: str, *, best: bool = True, **changes: JsonValue) -> None:
    done = sitting.hand_in(item, _values(sitting, item, best=best, **changes), confidence=70)
    assert done.problems == ()
    assert done.saved is not None


# Handing in


def test_what_is_handed_in_is_checked_first(sit: Sit) -> None:
    """Every problem at once; nothing is kept, and there is no feedback."""
    sitting = sit()
    done = sitting.hand_in(
        ONE, {"order": [["response_a"]], "near_tie": False, "justification": "No."}, confidence=None
    )
    assert done.saved is None
    assert done.problems == (
        FieldProblem("order", "Give {response_b} and {response_c} a place too; a tie is allowed."),
        FieldProblem("axis", "This is still open."),
        FieldProblem("justification", "Write at least one whole sentence."),
        FieldProblem("confidence", "Say how sure you are."),
    )
    assert sitting.status(ONE) == "open"
    assert sitting.feedback(ONE) is None
    assert sitting.store.attempts("ann") == []


@pytest.mark.parametrize(("confidence", "taken"), [(4, False), (5, True), (99, True), (100, False)])
def test_nobody_is_never_right_or_always(sit: Sit, confidence: int, taken: bool) -> None:
    """Confidence lies between 5 and 99 per cent, both included."""
    sitting = sit()
    done = sitting.hand_in(ONE, _values(sitting, ONE), confidence=confidence)
    assert (done.saved is not None) is taken
    assert taken or done.problems == (FieldProblem("confidence", "Choose between 5 and 99 %."),)


def test_everything_about_an_attempt_is_kept(sit: Sit, store: Store) -> None:
    """Who, what, when, how sure, how long, how many hints, in what order shown, by what rules."""
    sitting = sit()
    sitting.hint(ONE)
    values = _values(sitting, ONE, differentiator="tone")
    attempt_id = str(uuid4())
    done = sitting.hand_in(ONE, values, confidence=70, seconds=12.5, attempt_id=attempt_id)
    (attempt,) = store.attempts("ann")
    assert attempt.id == attempt_id
    assert attempt.at == done.saved
    assert (attempt.confidence, attempt.seconds, attempt.hints) == (70, 12.5, 1)
    assert (attempt.mode, attempt.exercise) == ("practice", "response-ranking/test")
    assert attempt.shown_order == sitting.names(ONE).order
    assert attempt.guideline == "9.9"
    assert attempt.item_hash == sitting.bank.item(ONE).hash
    assert "differentiator" not in attempt.values  # it was not asked


@pytest.mark.parametrize("seconds", [-1.0, -0.0])
def test_time_is_never_negative(sit: Sit, seconds: float) -> None:
    """A clock that was set back is no reason to lose a judgment."""
    sitting = sit()
    sitting.hand_in(ONE, _values(sitting, ONE), confidence=70, seconds=seconds)
    assert sitting.store.attempts("ann")[0].seconds == 0


class _Full(Store):
    """A store that takes no more attempts."""

    def add_attempt(self, attempt: object) -> Any:
        raise StoreError(
            what="Not saved: the disk is full.", do="Delete files, then hand in again."
        )


def test_without_being_saved_nothing_is_answered_and_nothing_is_said(
    sit: Sit, store: Store
) -> None:
    """The error says what to do; the same judgment can be handed in later."""
    store.__class__ = _Full
    sitting = sit()
    with pytest.raises(StoreError, match="Delete files, then hand in again"):
        sitting.hand_in(ONE, _values(sitting, ONE), confidence=70)
    assert sitting.status(ONE) == "open"
    assert sitting.feedback(ONE) is None
    assert sitting.attempt(ONE) is None
    store.__class__ = Store
    assert sit().status(ONE) == "open"
    _hand_in(sitting, ONE)
    assert sitting.feedback(ONE) is not None


def test_the_first_judgment_counts_and_a_second_changes_nothing(sit: Sit, store: Store) -> None:
    """Handing in again returns when the first was saved."""
    sitting = sit()
    _hand_in(sitting, ONE, best=False)
    first = sitting.attempt(ONE)
    assert first is not None
    again = sitting.hand_in(ONE, _values(sitting, ONE), confidence=99)
    assert again.saved == first.at
    assert sitting.attempt(ONE) == first
    assert len(store.attempts("ann")) == 1


def test_the_same_judgment_delivered_twice_is_kept_once(sit: Sit, store: Store) -> None:
    """A page that heard nothing sends again, to a kernel started anew."""
    attempt_id = str(uuid4())
    for _ in range(2):
        sitting = sit()
        sitting.hand_in(ONE, _values(sitting, ONE), confidence=70, attempt_id=attempt_id)
    assert [attempt.id for attempt in store.attempts("ann")] == [attempt_id]


@pytest.mark.parametrize(
    "text", ["Half \ud83d an emoji is what it says here.", "There is no \x00 at all here."]
)
def test_odd_characters_lose_no_judgment(sit: Sit, path: Path, text: str) -> None:
    """A page may cut an emoji in two; on disk and back it is the same text."""
    with open_store(path) as store:
        sitting = sit(at=store)
        sitting.save_draft(ONE, {"justification": text}, None, 0)
        _hand_in(sitting, ONE, justification=text)
    with open_store(path) as store:
        attempt = sit(at=store).attempt(ONE)
        assert attempt is not None
        assert attempt.values["justification"] == text


# Letters


def test_letters_in_a_text_are_kept_by_reference(sit: Sit, store: Store) -> None:
    """What A is for this learner is another response for the next."""
    for learner in ("ann", "ben", "cem", "dee"):
        sitting = sit(learner=learner)
        names = sitting.names(ONE)
        _hand_in(sitting, ONE, justification="Response A is right, and B's number is not.")
        a, b, _ = names.order
        kept = store.attempts(learner)[0].values["justification"]
        assert kept == f"{{{a}}} is right, and {{{b}}}'s number is not."
    orders = {store.attempts(learner)[0].shown_order for learner in ("ann", "ben", "cem", "dee")}
    assert len(orders) > 1


def test_a_draft_comes_back_with_the_learners_letters_and_everything_else(sit: Sit) -> None:
    """Formulas and braces in a text are the learner's own."""
    sitting = sit()
    text = r"Response B says \frac{a}{b} {so}."
    values: dict[str, JsonValue] = {"justification": text, "axis": "tone"}
    checked = sitting.save_draft(ONE, values, 60, 8.5, {"pairs": {"a|b": "a"}})
    draft = sit().draft(ONE)
    assert draft is not None
    assert draft.values == values
    assert (draft.confidence, draft.seconds) == (60, 8.5)
    assert draft.extra == {"pairs": {"a|b": "a"}}
    assert draft.at == checked.saved


def test_a_draft_may_be_in_any_state_and_the_last_one_stays(sit: Sit) -> None:
    """Half done, empty or nonsense: it is kept as it is until it is handed in."""
    sitting = sit()
    drafts: list[dict[str, JsonValue]] = [
        {"order": "nonsense", "axis": ["x"], "near_tie": 5, "justification": 7},
        {"order": [["response_x"]], "justification": "Some words"},
        {},
        {"order": [["response_b"]]},
    ]
    for values in drafts:
        sitting.save_draft(ONE, values, None, -3)
        draft = sit().draft(ONE)
        assert draft is not None
        assert draft.values == values
        assert draft.seconds == 0
    assert sit().draft(TWO) is None


def test_the_form_of_a_text_is_told_while_it_is_written(sit: Sit) -> None:
    """With this learner's letters; of an empty text nothing is said."""
    sitting = sit()
    assert sitting.save_draft(ONE, {"justification": "  "}, None, 0).form == {"justification": []}
    values = {"order": _order(sitting, ONE), "axis": "accuracy", "justification": TEXT}
    form = {
        result.check: result
        for result in sitting.save_draft(ONE, values, None, 0).form["justification"]
    }
    assert {check: result.holds for check, result in form.items()} == {
        "words": False,
        "cites": False,
        "mentions": False,
        "names": True,
        "agrees": True,
    }
    letters = {sitting.names(ONE).letter(part) for part in ("response_a", "response_b")}
    assert {word.strip(".") for word in form["mentions"].says.split()} >= letters
    assert "{" not in form["mentions"].says


# Going about


def test_skipping_goes_on_and_comes_back(sit: Sit) -> None:
    """Behind the one left first, then from the beginning; what is answered is passed over."""
    sitting = sit()
    assert sitting.start() == ONE
    sitting.skip(ONE)
    assert sitting.status(ONE) == "skipped"
    assert sitting.next_open(ONE) == TWO
    _hand_in(sitting, TWO)
    assert sitting.next_open(ONE) == THREE
    assert sitting.next_open(THREE) == ONE
    _hand_in(sitting, THREE)
    assert not sitting.complete
    assert sitting.next_open(THREE) == ONE
    _hand_in(sitting, ONE)
    assert sitting.status(ONE) == "answered"
    assert sitting.next_open(ONE) is None
    assert sitting.complete
    assert sitting.start() == ONE


def test_a_new_sitting_goes_on_where_the_last_stopped(sit: Sit) -> None:
    """Answers, feedback, skips, hints, drafts and the place are all in the store."""
    first = sit()
    _hand_in(first, ONE)
    first.skip(TWO)
    first.hint(THREE)
    first.visit(THREE)
    said = str(first.feedback(ONE))
    again = sit()
    assert [again.status(item) for item in again.items] == ["answered", "skipped", "open"]
    assert again.start() == THREE
    assert again.hints(THREE) == first.hints(THREE)
    assert str(again.feedback(ONE)) == said
    assert again.names(ONE) == first.names(ONE)
    _hand_in(again, THREE)
    assert sit().start() == TWO  # the place is answered by now: the next open one


def test_exercises_and_learners_are_kept_apart(sit: Sit) -> None:
    """The same item elsewhere, or for somebody else, is open."""
    _hand_in(sit(), ONE)
    assert sit(key="response-ranking/other").status(ONE) == "open"
    assert sit(learner="ben").status(ONE) == "open"


@pytest.mark.parametrize("items", [("made-001", "made-999"), ("nothing",)])
def test_an_unknown_item_is_an_error_at_once(sit: Sit, items: tuple[str, ...]) -> None:
    """Not at the learner's third click."""
    with pytest.raises(UnknownNameError):
        sit(items)


def test_an_unknown_field_is_an_error_at_once(sit: Sit) -> None:
    """A typo there would ask nothing."""
    with pytest.raises(UnknownNameError, match="Did you mean order"):
        sit(ask=("ordr",))


def test_what_is_not_in_the_exercise_cannot_be_judged(sit: Sit, store: Store) -> None:
    """The error names its items, and nothing is written."""
    sitting = sit()
    for do in (
        lambda: sitting.visit("made-004"),
        lambda: sitting.skip("made-004"),
        lambda: sitting.hint("made-004"),
        lambda: sitting.save_draft("made-004", {}, None, 0),
        lambda: sitting.hand_in("made-004", _values(sitting, "made-004"), confidence=70),
    ):
        with pytest.raises(QualprepError, match="Its items are: made-001, made-002, made-003"):
            do()
    assert store.events("ann") == []
    assert store.attempts("ann") == []


def test_an_exercise_may_ask_a_few_fields(sit: Sit, store: Store) -> None:
    """Only those are required, and only those are kept."""
    sitting = sit(ask=("order", "axis"))
    done = sitting.hand_in(
        ONE, {"order": _order(sitting, ONE), "axis": "accuracy", "near_tie": True}, confidence=70
    )
    assert done.problems == ()
    assert sorted(store.attempts("ann")[0].values) == ["axis", "order"]
    feedback = sitting.feedback(ONE)
    assert feedback is not None
    assert feedback.right
    assert [row.field for row in feedback.rows] == ["order", "axis"]


# Hints


def test_hints_come_one_by_one_and_are_counted(sit: Sit, store: Store) -> None:
    """Two of the author's, then the clause; with letters; no more after handing in."""
    sitting = sit()
    letter = sitting.names(ONE).letter("response_b")
    assert sitting.hints(ONE) == []
    assert sitting.hints_left(ONE) == 3
    first = f"zqhint001one: look at Response {letter}."
    assert sitting.hint(ONE) == [first]
    assert sitting.hint(ONE) == [first, "zqhint001two: count."]
    assert sitting.hint(ONE)[-1] == (
        "The guideline decides this one by clause 2.1 (A decisive error decides)."
    )
    assert len(sitting.hint(ONE)) == 3
    assert sitting.hints_left(ONE) == 0
    assert sitting.hints(TWO) == []
    assert len(store.events("ann", kind="hint")) == 3
    _hand_in(sitting, TWO)
    assert sitting.hint(TWO) == []
    _hand_in(sitting, ONE)
    assert [attempt.hints for attempt in store.attempts("ann")] == [0, 3]


@pytest.mark.parametrize("changes", [{"hints": False}, {"mode": "check"}])
def test_where_no_hints_are_given_none_is(sit: Sit, changes: dict[str, Any]) -> None:
    """In a check never, whatever else its author wrote."""
    sitting = sit(**changes)
    assert sitting.hint(ONE) == []
    assert sitting.hints_left(ONE) == 0
    assert sitting.store.events("ann") == []


# Checks


def test_a_check_says_nothing_until_its_last_item(sit: Sit) -> None:
    """Then everything."""
    sitting = sit(mode="check")
    for item in (ONE, TWO):
        _hand_in(sitting, item)
        assert sitting.feedback(item) is None
        assert sitting.verdict(item) is None
    assert not sitting.told
    _hand_in(sitting, THREE, best=False)
    feedback = [sitting.feedback(item) for item in sitting.items]
    assert [bool(one and one.right) for one in feedback] == [True, True, False]
    assert [one and one.verdict for one in feedback] == [sitting.verdict(i) for i in sitting.items]
    assert [attempt.mode for attempt in sitting.store.attempts("ann")] == ["check"] * 3


def test_practising_a_bait_after_a_check_takes_no_feedback_back(sit: Sit, store: Store) -> None:
    """The added item is practice, not part of the check."""
    sitting = sit((ONE, THREE), mode="check")
    for item in sitting.items:
        _hand_in(sitting, item, best=False)
    added = sitting.add_similar(ONE)
    assert added == "made-002"
    assert sitting.feedback(ONE) is not None
    assert sit((ONE, THREE), mode="check").feedback(ONE) is not None
    _hand_in(sitting, added)
    assert sitting.feedback(added) is not None
    assert [attempt.mode for attempt in store.attempts("ann")] == ["check", "check", "practice"]


# After the feedback


def test_a_mistake_stays_on_record_and_counts_nowhere(sit: Sit, store: Store) -> None:
    """The item is open again, here and in a new sitting; its gold has been seen."""
    sitting = sit()
    _hand_in(sitting, ONE, best=False)
    sitting.mistake(ONE)
    assert sitting.status(ONE) == sit().status(ONE) == "open"
    assert store.attempts("ann") == []
    assert len(store.attempts("ann", include_mistakes=True)) == 1
    _hand_in(sitting, ONE)
    for one in (sitting, sit()):
        assert one.records() == []
        feedback = one.feedback(ONE)
        assert feedback is not None
        assert "0 of 0 right so far" in str(feedback)


def test_a_judgment_called_a_mistake_does_not_come_back_by_a_late_delivery(
    sit: Sit, store: Store
) -> None:
    """It is on disk, so the page may forget it; the item stays open."""
    sitting = sit()
    values, attempt_id = _values(sitting, ONE), str(uuid4())
    first = sitting.hand_in(ONE, values, confidence=70, attempt_id=attempt_id)
    sitting.mistake(ONE)
    late = sitting.hand_in(ONE, values, confidence=70, attempt_id=attempt_id)
    assert late.saved == first.saved
    assert sitting.status(ONE) == "open"
    assert len(store.attempts("ann", include_mistakes=True)) == 1


def test_a_mistake_where_nothing_was_handed_in_is_nothing(sit: Sit, store: Store) -> None:
    """No event without an attempt."""
    sit().mistake(ONE)
    assert store.events("ann") == []


def test_a_gold_is_contested_with_a_reason(sit: Sit, store: Store) -> None:
    """The reason is kept by reference, with the attempt; without one it is refused."""
    sitting = sit()
    _hand_in(sitting, ONE)
    with pytest.raises(QualprepError, match="Quote the words"):
        sitting.contest(ONE, "  \n")
    assert not sitting.contested(ONE)
    part = sitting.names(ONE).order[1]
    sitting.contest(ONE, " Response B is right by clause 1.1. ")
    assert sit().contested(ONE)
    assert not sitting.contested(TWO)
    (event,) = store.events("ann", kind="contest")
    assert event.data == {"reason": f"{{{part}}} is right by clause 1.1."}
    attempt = sitting.attempt(ONE)
    assert attempt is not None
    assert event.attempt == attempt.id


def test_own_marks_replace_the_checks_reading(sit: Sit) -> None:
    """What the learner did not mark stays; what is no criterion is nothing; the last marks count."""
    sitting = sit()
    b = sitting.names(ONE).name("response_b")
    _hand_in(sitting, ONE, justification=f"I say that {b} is wrong in what it tells us.")

    def rows() -> list[tuple[str, bool, str]]:
        feedback = sitting.feedback(ONE)
        assert feedback is not None
        return [(row.id, row.met, row.by) for row in feedback.criteria]

    assert rows() == [("wrong", True, "check"), ("long", False, "check")]
    sitting.mark(ONE, {"long": True, "nonsense": True})
    assert rows() == [("wrong", True, "you"), ("long", True, "you")]
    assert "2 of 2 points found" in str(sitting.feedback(ONE))
    sitting.mark(ONE, {"wrong": False, "long": False})
    assert rows() == [("wrong", False, "you"), ("long", False, "you")]
    sitting.mark(TWO, {"wrong": True})  # nothing handed in there
    assert len(sitting.store.events("ann", kind="marks")) == 2


def test_similar_items_have_the_same_bait_and_never_come_twice(sit: Sit) -> None:
    """Those of the same bait first, then of the same concept; None when all were judged."""
    sitting = sit((ONE,))
    _hand_in(sitting, ONE, best=False)
    added = []
    while (found := sitting.add_similar(ONE)) is not None:
        added.append(found)
        _hand_in(sitting, found)
    # 2 and 4 bait LONG; 3 and 5 share the concept; 6 shares nothing.
    assert added == ["made-002", "made-004", "made-003", "made-005"]
    again = sit((ONE,))
    assert again.items == [ONE, *added]
    assert again.names("made-004") == sitting.names("made-004")
    assert again.add_similar(ONE) is None


def test_what_was_judged_or_seen_elsewhere_is_not_offered(sit: Sit, store: Store) -> None:
    """Not an item of another exercise, not one called a mistake, not one whose gold was shown."""
    other = sit((TWO,), key="response-ranking/other")
    _hand_in(other, TWO)
    other.mistake(TWO)
    seen = Event(
        id=str(uuid4()), learner="ann", session="s", item_id="made-004",
        skill="response-ranking", kind="solution", at="2026-11-23T11:00:00Z",
    )  # fmt: skip
    store.add_event(seen)
    assert sit((ONE,)).add_similar(ONE) == "made-003"


def test_an_added_item_that_left_the_bank_is_no_hindrance(sit: Sit, bank: Bank) -> None:
    """The exercise opens without it."""
    sitting = sit((ONE,))
    added = sitting.add_similar(ONE)
    left = [item for item in bank.items("practice") if item.id != added]
    assert sit((ONE,), of=bank_of(*left)).items == [ONE]


# What changes under a sitting


def _changed(bank: Bank, changed: Item) -> Bank:
    items = [changed if item.id == changed.id else item for item in bank.items("practice")]
    return bank_of(*items)


def test_a_changed_word_keeps_a_judgment_shown_and_leaves_it_out_of_the_figures(
    sit: Sit, bank: Bank
) -> None:
    """It was of another text."""
    _hand_in(sit(), ONE)
    item = bank.item(ONE)
    changed = item.model_copy(update={"content": {**item.content, "prompt": "Another question?"}})
    sitting = sit(of=_changed(bank, changed))
    assert sitting.feedback(ONE) is not None
    assert sitting.records() == []


def test_an_item_that_lost_a_response_is_asked_anew(sit: Sit, bank: Bank) -> None:
    """The judgment of three is none of two: the page still opens."""
    _hand_in(sit(), ONE)
    sitting = sit(of=_changed(bank, an_item(1, responses=2)))
    assert sitting.status(ONE) == "open"
    assert sitting.feedback(ONE) is None
    assert len(sitting.names(ONE).order) == 2
    _hand_in(sitting, ONE)
    assert sitting.feedback(ONE) is not None


def test_a_corrected_gold_changes_the_feedback(sit: Sit, bank: Bank) -> None:
    """Scores are computed when they are looked at."""
    _hand_in(sit(), TWO)
    item = bank.item(TWO)
    turned: Gold = its_gold(
        item,
        gold={"order": [["response_b"], ["response_a"]], "axis": "accuracy", "near_tie": False},
    )
    feedback = sit((TWO,), of=bank_of(item, golds=[turned])).feedback(TWO)
    assert feedback is not None
    assert not feedback.right


def test_two_sittings_on_one_store_see_each_other(sit: Sit, store: Store) -> None:
    """Two notebooks are open: the first judgment handed in counts, in both."""
    one, two = sit(), sit()
    _hand_in(one, ONE)
    late = two.hand_in(ONE, _values(two, ONE, best=False), confidence=20)
    first = one.attempt(ONE)
    assert first is not None
    assert late.saved == first.at
    assert two.attempt(ONE) == first
    assert len(store.attempts("ann")) == 1
    one.skip(TWO)
    one.hint(THREE)
    two.reload()
    assert two.status(TWO) == "skipped"
    assert two.hints(THREE) == one.hints(THREE)
    assert len(two.hint(THREE)) == 2


def test_two_stores_on_one_file_see_each_other(sit: Sit, path: Path) -> None:
    """Two kernels."""
    with open_store(path) as first, open_store(path) as second:
        one, two = sit(at=first), sit(at=second)
        _hand_in(one, ONE)
        _hand_in(two, TWO)
        one.reload()
        assert [one.status(item) for item in one.items] == ["answered", "answered", "open"]


# What is counted


def test_an_item_judged_before_in_another_exercise_is_left_out(sit: Sit) -> None:
    """Its gold had been seen; the records here are of first judgments."""
    _hand_in(sit((ONE,), key="response-ranking/earlier"), ONE)
    sitting = sit()
    for item in sitting.items:
        _hand_in(sitting, item)
    assert [record.item.id for record in sitting.records()] == [TWO, THREE]


def test_a_baits_history_counts_first_judgments_in_all_exercises(sit: Sit, bank: Bank) -> None:
    """This one included."""
    _hand_in(sit(("made-002",), key="response-ranking/earlier"), "made-002", best=False)
    sitting = sit()
    _hand_in(sitting, ONE)
    feedback = sitting.feedback(ONE)
    assert feedback is not None
    assert "this bait (longer looks better): 1 of 2 right so far" in feedback.facts
    assert len(judged(sitting.store.attempts("ann"), bank)) == 2


# Pair by pair


def test_pairs_that_go_round_are_said_in_the_learners_letters() -> None:
    """Which was put over which, in one sentence."""
    names = Names(("response_c", "response_a", "response_b"))
    a, b, c = names.order
    verdicts = [PairVerdict(a, b, a), PairVerdict(b, c, b), PairVerdict(a, c, c)]
    found = order_from_pairs(names.order, verdicts)
    said = cycle_in_words(names, found, verdicts)
    assert said.startswith("You put A over B, B over C, and C over A.")
    level = [PairVerdict(a, b, a), PairVerdict(b, c, None), PairVerdict(a, c, None)]
    found = order_from_pairs(names.order, level)
    said = cycle_in_words(names, found, level)
    assert said.split(".")[0].count("level with") == 2
    assert order_from_pairs(names.order, verdicts[:1]).missing == ((a, c), (b, c))
