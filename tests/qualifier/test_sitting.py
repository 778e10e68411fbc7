"""A mock as a learner takes it: begin, judge, be interrupted, hand in for good, review."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader.bank import Bank
from grader.errors import QualprepError
from grader.qualifier import (
    DRAFTS_FILE,
    RESPONSES_FILE,
    Form,
    MockSitting,
    assemble,
    grade_answers,
    own_mock,
    read_answers,
)
from grader.store import Store, open_store
from tests.qualifier.conftest import ASK, a_blueprint, a_section
from tests.support import SKILL, an_item, bank_of


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


Open = Callable[..., MockSitting]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bank() -> Bank:
    items = [an_item(number, responses=2 + number % 2) for number in range(1, 7)]
    return bank_of(*items, set_name="reserve")


@pytest.fixture
def form(bank: Bank) -> Form:
    blueprint = a_blueprint(
        a_section("judge", 3), a_section("explain", 1, ask=(*ASK, "justification"))
    )
    return assemble(blueprint, {SKILL: bank}, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "answers.sqlite") as opened:
        yield opened


@pytest.fixture
def sitting(form: Form, bank: Bank, tmp_path: Path, clock: Clock) -> Open:
    def open_(**changes: Any) -> MockSitting:
        options = {"form": form, "learner": "ann", "store": None, **changes}
        form_, learner, store_ = options["form"], options["learner"], options["store"]
        return MockSitting(form_, {SKILL: bank}, tmp_path, learner, store=store_, clock=clock)

    return open_


def values_of(mock: MockSitting, item: str) -> dict[str, Any]:
    """Return a perfect judgment, as the page sends it."""
    values = dict(mock.bank_of(item).gold(item).gold)
    if "justification" in mock.ask_of(item):
        letter = mock.names(item).letter("response_b")
        values["justification"] = f"Response {letter} is wrong where it matters most here."
    return values


def judge(mock: MockSitting, *items: str, confidence: int | None = 80) -> None:
    for item in items:
        mock.save_draft(item, values_of(mock, item), confidence, 12.0)


def no_going_back(form: Form) -> Form:
    go_back = form.blueprint.go_back.model_copy(update={"value": False})
    return form.model_copy(
        update={"blueprint": form.blueprint.model_copy(update={"go_back": go_back})}
    )


def test_a_mock_begins_when_the_learner_says_so(sitting: Open, tmp_path: Path) -> None:
    """Nothing is written and nothing can be judged before; a second Begin changes nothing."""
    mock = sitting()
    assert mock.state == "before"
    assert not (tmp_path / RESPONSES_FILE).exists()
    with pytest.raises(QualprepError, match="not begun"):
        judge(mock, mock.items[0])
    mock.begin()
    mock.begin()
    assert mock.state == "open"
    assert (tmp_path / RESPONSES_FILE).read_text().count("start") == 1


def test_drafts_are_on_the_disk_and_count_only_once_handed_in(
    sitting: Open, bank: Bank, form: Form, tmp_path: Path
) -> None:
    """What is not handed in yet may change; what is ready when the mock is handed in counts."""
    mock = sitting()
    mock.begin()
    first, second, third, _ = mock.items
    judge(mock, first, second)
    mock.save_draft(third, {"axis": "tone"}, None, 3.0)
    assert [mock.status(item) for item in mock.items] == ["ready", "ready", "begun", "open"]
    assert read_answers(tmp_path / RESPONSES_FILE, form, {SKILL: bank}).by_item == {}
    again = sitting()  # as after a kernel restart
    assert [again.status(item) for item in again.items] == ["ready", "ready", "begun", "open"]
    assert again.start() == third
    assert again.draft(third).values == {"axis": "tone"}
    assert [one.says for one in again.unready()] == [
        "still open: Order, best first, A near-tie, How sure are you",
        "not begun",
    ]
    again.finish()
    found = read_answers(tmp_path / RESPONSES_FILE, form, {SKILL: bank})
    assert set(found.by_item) == {first, second}
    assert found.failures == ()
    assert grade_answers(form, found, {SKILL: bank}).right.value == 0.5
    assert again.state == "over"


def test_written_text_is_kept_by_reference_and_shown_by_letter(
    sitting: Open, bank: Bank, form: Form, tmp_path: Path
) -> None:
    """Another learner's letters differ, so a file never holds a letter."""
    mock = sitting()
    mock.begin()
    item = next(item for item in mock.items if "justification" in mock.ask_of(item))
    judge(mock, item)
    assert "{response_b}" in (tmp_path / DRAFTS_FILE).read_text()
    shown = str(sitting().draft(item).values["justification"])
    assert shown.startswith(f"Response {mock.names(item).letter('response_b')} is wrong")


def test_nothing_changes_once_it_is_over(sitting: Open, tmp_path: Path) -> None:
    """Neither drafts nor answers nor a second hand-in; reviewing leaves the file as it is."""
    mock = sitting()
    mock.begin()
    judge(mock, mock.items[0])
    mock.finish()
    before = (tmp_path / RESPONSES_FILE).read_bytes()
    with pytest.raises(QualprepError, match="is over"):
        judge(mock, mock.items[1])
    with pytest.raises(QualprepError, match="is over"):
        mock.hand_in(mock.items[1], values_of(mock, mock.items[1]), confidence=80)
    mock.finish()
    mock.visit(mock.items[1])
    sitting().begin()
    assert (tmp_path / RESPONSES_FILE).read_bytes() == before


def test_without_going_back_each_answer_is_handed_in_by_itself(
    sitting: Open, form: Form, bank: Bank, tmp_path: Path
) -> None:
    """The first one counts; an incomplete one is refused in words; delivered twice it is one."""
    mock = sitting(form=no_going_back(form))
    mock.begin()
    item = mock.items[0]
    problems = mock.hand_in(item, {}, confidence=None).problems
    assert [problem.field for problem in problems] == ["order", "axis", "near_tie", "confidence"]
    saved = mock.hand_in(item, values_of(mock, item), confidence=80, attempt_id="1")
    assert saved.saved
    other = {**values_of(mock, item), "axis": "tone"}
    assert mock.hand_in(item, other, confidence=20, attempt_id="2").saved == saved.saved
    found = read_answers(tmp_path / RESPONSES_FILE, form, {SKILL: bank})
    assert found.by_item[item].values["axis"] == "accuracy"
    assert found.failures == ()
    assert mock.status(item) == "answered"


def test_the_time_runs_on_through_an_interruption(sitting: Open, clock: Clock) -> None:
    """Ten minutes are ten minutes, whatever was closed meanwhile."""
    mock = sitting()
    mock.begin()
    assert mock.seconds_left == 600
    clock.pass_(minutes=4)
    assert sitting().seconds_left == 360


def test_when_the_time_is_up_what_is_ready_is_handed_in(
    sitting: Open, clock: Clock, form: Form, bank: Bank, tmp_path: Path
) -> None:
    """Also when nobody looks until the next day; the mock then ended when its time was up."""
    mock = sitting()
    mock.begin()
    judge(mock, mock.items[0])
    mock.save_draft(mock.items[1], {"axis": "tone"}, None, 3.0)
    clock.pass_(days=1)
    late = sitting()
    assert late.state == "over"
    assert late.ended_by_time
    assert late.minutes == 10
    found = read_answers(tmp_path / RESPONSES_FILE, form, {SKILL: bank})
    assert set(found.by_item) == {mock.items[0]}
    assert found.failures == ()


def test_what_was_typed_in_the_last_moment_is_kept(sitting: Open, clock: Clock) -> None:
    """A draft that arrives seconds after the end is taken; a minute later it is not."""
    mock = sitting()
    mock.begin()
    clock.pass_(minutes=10, seconds=2)
    judge(mock, mock.items[0])
    clock.pass_(minutes=1)
    with pytest.raises(QualprepError, match=r"The time is up\. What was ready is handed in"):
        judge(mock, mock.items[1])
    assert mock.status(mock.items[0]) == "answered"
    assert mock.status(mock.items[1]) == "open"


def test_answers_handed_in_after_the_time_do_not_count(
    sitting: Open, clock: Clock, form: Form, bank: Bank, tmp_path: Path
) -> None:
    """A file that says so itself: named in words, and the others count."""
    mock = sitting()
    mock.begin()
    judge(mock, *mock.items[:2])
    mock.finish()
    path = tmp_path / RESPONSES_FILE
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    lines[1]["at"] = (clock.now + timedelta(minutes=13, seconds=30)).isoformat()
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = read_answers(path, form, {SKILL: bank})
    assert set(found.by_item) == {mock.items[1]}
    assert found.failures == (
        f"responses.jsonl, line 2: answers {mock.items[0]} 4 minutes after the 10 minutes were up",
    )


def test_an_answer_after_the_end_does_not_count(
    sitting: Open, form: Form, bank: Bank, tmp_path: Path
) -> None:
    """What was handed in for good is not added to by an editor."""
    mock = sitting()
    mock.begin()
    judge(mock, *mock.items[:2])
    mock.finish()
    path = tmp_path / RESPONSES_FILE
    start, one, two, end = path.read_text().splitlines()
    path.write_text("\n".join([start, one, end, two]) + "\n")
    found = read_answers(path, form, {SKILL: bank})
    assert set(found.by_item) == {mock.items[0]}
    assert found.failures[0].endswith(
        f"answers {mock.items[1]} after the mock was handed in for good"
    )


def test_orders_are_the_learners_own_and_stay(sitting: Open, form: Form) -> None:
    """Sections stay in place, items and responses are shuffled by name, also on another machine."""
    mock = sitting()
    mock.begin()
    elsewhere = sitting(learner="somebody-else")
    assert elsewhere.items == mock.items
    orders = [mock.names(item).order for item in mock.items]
    assert [elsewhere.names(item).order for item in elsewhere.items] == orders
    assert [form.item(item).section for item in mock.items] == ["judge"] * 3 + ["explain"]


def test_different_learners_meet_different_orders(sitting: Open) -> None:
    """Neighbours in a room see other letters and other items first."""
    met = {
        (tuple(m.items), tuple(m.names(i).order for i in sorted(m.items)))
        for m in (sitting(learner=f"learner-{number}") for number in range(8))
    }
    assert len(met) > 4


def test_a_coachs_mock_tells_nothing_after_hand_in(sitting: Open) -> None:
    """Whatever gold the learner's machine may have: the coach says what is told when."""
    mock = sitting()
    mock.begin()
    judge(mock, *mock.items)
    mock.finish()
    assert mock.outcome() is None
    assert [mock.feedback(item) for item in mock.items] == [None] * 4
    assert [mock.verdict(item) for item in mock.items] == [None] * 4
    with pytest.raises(QualprepError, match="coach's"):
        mock.contest(mock.items[0], "Because.")


def test_self_study_reviews_what_was_handed_in_and_nothing_else(
    sitting: Open, store: Store
) -> None:
    """Only once it is over; with result, gold, reasons, and the learner's own letters."""
    mock = sitting(store=store)
    mock.begin()
    judge(mock, *mock.items[:3])
    assert mock.outcome() is None
    assert mock.feedback(mock.items[0]) is None
    mock.finish()
    outcome = mock.outcome()
    assert outcome is not None
    assert [r.right for r in outcome.results].count(True) == 3
    assert not outcome.passed  # three of four, and 0.8 of four are four
    feedback = mock.feedback(mock.items[0])
    assert feedback is not None
    assert feedback.verdict == "agrees"
    assert f"Response {mock.names(mock.items[0]).letter('response_b')} is wrong" in feedback.why
    assert mock.feedback(mock.items[3]) is None
    assert [mock.verdict(item) for item in mock.items] == ["agrees"] * 3 + [None]


def test_self_study_counts_in_the_learners_store_once(sitting: Open, store: Store) -> None:
    """As attempts of mode mock, however often the notebook is opened again."""
    mock = sitting(store=store)
    mock.begin()
    judge(mock, *mock.items[:2])
    mock.finish()
    sitting(store=store)
    kept = store.attempts("ann", skill=SKILL)
    assert {(a.item_id, a.mode, a.form, a.hints) for a in kept} == {
        (item, "mock", "toy-1", 0) for item in mock.items[:2]
    }


def test_marks_and_contests_change_no_score(sitting: Open, store: Store) -> None:
    """They are kept with the attempt they speak of."""
    mock = sitting(store=store)
    mock.begin()
    judge(mock, *mock.items)
    with pytest.raises(QualprepError, match="Hand in the mock first"):
        mock.contest(mock.items[3], "Clause 2.1 says otherwise.")
    mock.finish()
    item = mock.items[3]
    before = mock.outcome()
    mock.mark(item, {"wrong": True, "long": True})
    mock.contest(item, f"Response {mock.names(item).letter('response_b')} is right.")
    with pytest.raises(QualprepError, match="A reason is needed"):
        mock.contest(item, " ")
    assert mock.outcome() == before
    assert mock.contested(item)
    feedback = mock.feedback(item)
    assert feedback is not None
    assert [(row.met, row.by) for row in feedback.criteria] == [(True, "you"), (True, "you")]
    [event] = store.events("ann", kind="contest")
    assert event.data == {"reason": "{response_b} is right."}


def test_an_unwritable_folder_is_said_in_words(
    sitting: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is called saved, and the learner hears what to do."""
    mock = sitting()
    mock.begin()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.qualifier.papers.save_drafts", full)
    with pytest.raises(QualprepError, match=r"No space left on device.*Make room") as caught:
        judge(mock, mock.items[0])
    assert str(tmp_path) in str(caught.value)


def test_an_unknown_item_is_named(sitting: Open) -> None:
    """An old page may ask for anything."""
    with pytest.raises(QualprepError, match="rank-999"):
        sitting().bank_of("rank-999")


@pytest.fixture
def drawn(bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setattr("grader.qualifier.self_study.load_bank", lambda slug, root: bank)
    monkeypatch.setattr("grader.qualifier.self_study.banks_of", lambda form, root: {SKILL: bank})
    blueprint = a_blueprint(a_section("judge", 3))
    return lambda **options: own_mock(blueprint, tmp_path, tmp_path / "mocks", **options)


def test_a_learners_own_forms_are_drawn_one_after_the_other(drawn: Callable[..., Any]) -> None:
    """The newest is opened again; the next has other items, and says that one attempt was allowed."""
    first = drawn()
    assert first.notice == ""
    assert drawn().form == first.form
    second = drawn(another=True)
    assert second.form.name == "toy-2"
    assert not {i.id for i in first.form.items} & {i.id for i in second.form.items}
    assert second.notice == (
        "This mock's rule allows one attempt; this is attempt 2, for practice."
    )
    assert drawn().form == second.form


def test_items_come_again_only_when_there_are_no_others(drawn: Callable[..., Any]) -> None:
    """Then the learner is told how many were seen before."""
    drawn()
    drawn(another=True)
    third = drawn(another=True)
    assert "3 of its 3 items were in your earlier forms" in third.notice
