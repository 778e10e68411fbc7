"""What every store does, in a file, in memory and on a PostgreSQL server."""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy import event as sqlalchemy_event

from grader.store import Attempt, AttemptConflict, Draft, Event, Store, StoreError, open_store

MakeAttempt = Callable[..., Attempt]
MakeEvent = Callable[..., Event]

# A browser can send half of a surrogate pair, so values may hold one; names may not.
texts = st.text(st.characters(exclude_categories=[]))
names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=200
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


class TestAttempts:
    def test_comes_back_as_it_went_in(self, store: Store, attempt: MakeAttempt) -> None:
        """Every field of an attempt survives, the optional ones too."""
        plain = attempt()
        full = attempt(pass_="honest", form="mock-1/a", confidence=None, mode="mock")
        assert store.add_attempt(plain) == (plain.at, False)
        store.add_attempt(full)
        assert store.attempts("ann") == [plain, full]

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(values=st.dictionaries(texts, json_values, max_size=4), learner=names)
    def test_keeps_any_value_and_any_script(
        self, store: Store, attempt: MakeAttempt, values: dict[str, Any], learner: str
    ) -> None:
        """Whatever JSON can say comes back the same, in any script and with any type."""
        made = attempt(values=values, learner=learner)
        store.add_attempt(made)
        (back,) = [a for a in store.attempts(learner) if a.id == made.id]
        assert back.says_the_same_as(made)

    def test_the_order_is_that_of_handing_in(self, store: Store, attempt: MakeAttempt) -> None:
        """Time decides; of two at the same time, the one that came first."""
        first, second = attempt(), attempt()
        early = attempt(at=first.at - timedelta(seconds=1))
        store.add_attempts([first, second, early])
        assert store.attempts("ann") == [early, first, second]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("skill", "tool-use"),
            ("item_id", "tool-0007"),
            ("exercise", "tool-use/check:1"),
            ("mode", "check"),
        ],
    )
    def test_can_be_narrowed(
        self, store: Store, attempt: MakeAttempt, name: str, value: str
    ) -> None:
        """Each filter leaves the attempts that have the value, of that learner only."""
        wanted = attempt(**{name: value})
        store.add_attempts([attempt(), wanted, attempt(learner="ben", **{name: value})])
        assert store.attempts("ann", **{name: value}) == [wanted]

    def test_handing_in_twice_is_handing_in_once(self, store: Store, attempt: MakeAttempt) -> None:
        """A page that got no answer may send again, after a restart even in another session."""
        made = attempt()
        again = made.model_copy(update={"at": made.at + timedelta(hours=1), "session": "sitting-2"})
        assert store.add_attempt(made) == (made.at, False)
        assert store.add_attempt(made) == (made.at, True)
        assert store.add_attempt(again) == (made.at, True)
        assert store.attempts("ann") == [made]

    def test_the_first_judgment_counts(self, store: Store, attempt: MakeAttempt) -> None:
        """The same id with another content is refused, and the first stays."""
        made = attempt()
        store.add_attempt(made)
        with pytest.raises(AttemptConflict, match="still on the page") as caught:
            store.add_attempt(made.model_copy(update={"confidence": 99}))
        assert caught.value.id == made.id
        assert store.attempts("ann") == [made]

    def test_many_are_kept_all_or_none(self, store: Store, attempt: MakeAttempt) -> None:
        """An import that meets a conflict leaves nothing half done."""
        taken = attempt()
        store.add_attempt(taken)
        with pytest.raises(AttemptConflict):
            store.add_attempts([attempt(), taken.model_copy(update={"hints": 3})])
        assert store.attempts("ann") == [taken]

    def test_an_import_can_be_repeated(self, store: Store, attempt: MakeAttempt) -> None:
        """Also one with more rows than a statement can carry, and with a row twice."""
        some = [attempt(item_id=f"rank-{n:04}") for n in range(1200)]
        assert not any(saved.already for saved in store.add_attempts(some))
        again = store.add_attempts([*some, new := attempt(), new])
        assert [saved.already for saved in again] == [True] * 1200 + [False, True]
        assert store.attempts("ann") == [*some, new]

    def test_a_mistake_is_left_out_but_kept(
        self, store: Store, attempt: MakeAttempt, event: MakeEvent
    ) -> None:
        """Handed in by mistake: out of the statistics, never out of the store."""
        wrong, right = attempt(), attempt()
        store.add_attempts([wrong, right])
        store.add_event(event(kind="mistake", attempt=wrong.id))
        store.add_event(event(kind="contest", attempt=right.id, data={"reason": "clause 3"}))
        assert store.attempts("ann") == [right]
        assert store.attempts("ann", include_mistakes=True) == [wrong, right]

    def test_nobody_takes_back_another_s_attempt(
        self, store: Store, attempt: MakeAttempt, event: MakeEvent
    ) -> None:
        """A mistake counts only where the learner is the same."""
        made = attempt()
        store.add_attempt(made)
        store.add_event(event(kind="mistake", attempt=made.id, learner="ben"))
        assert store.attempts("ann") == [made]


class TestTheRest:
    def test_events_come_back(self, store: Store, event: MakeEvent, attempt: MakeAttempt) -> None:
        """Events are kept like attempts: in order, idempotent, first one counts."""
        made = attempt()
        marks = event(kind="marks", attempt=made.id, data={"covers-all": True})
        hint = event(at=marks.at - timedelta(seconds=5))
        assert store.add_event(marks) == (marks.at, False)
        assert store.add_event(marks) == (marks.at, True)
        store.add_event(hint)
        with pytest.raises(AttemptConflict, match="event"):
            store.add_event(marks.model_copy(update={"data": {}}))
        assert store.events("ann") == [hint, marks]
        assert store.events("ann", kind="marks") == [marks]
        assert store.events("ann", attempt=made.id) == [marks]
        assert store.events("ann", item_id="rank-0002") == []
        assert store.events("ben") == []

    def test_the_latest_draft_of_each_item_stays(self, store: Store, clock: Any) -> None:
        """The later moment wins, also where it is delivered first."""

        def draft(item_id: str, seconds: float, after: float) -> Draft:
            return Draft(
                learner="ann",
                exercise="e",
                item_id=item_id,
                values={"near_tie": None},
                extra={"open": ["hint"]},
                seconds=seconds,
                at=clock() + timedelta(seconds=after),
            )

        store.save_draft(draft("rank-0001", 5, 0))
        store.save_draft(draft("rank-0002", 1, 2))
        store.save_draft(latest := draft("rank-0001", 9, 3))
        store.save_draft(draft("rank-0001", 7, 1))
        assert store.drafts("ann", "e") == [draft("rank-0002", 1, 2), latest]
        assert store.drafts("ann", "another") == []

    def test_one_can_continue_where_one_stopped(self, store: Store, clock: Any) -> None:
        """The last place is the latest of all exercises; the notebook is remembered."""
        assert store.last_place("ann") is None
        store.save_place("ann", "a", "rank-0001", notebook="a.ipynb")
        clock.move(1)
        store.save_place("ann", "b", "tool-0001", notebook="b.ipynb")
        clock.move(1)
        there = store.save_place("ann", "a", "rank-0002")
        assert (there.item_id, there.notebook, there.at) == ("rank-0002", "a.ipynb", clock())
        assert store.last_place("ann") == store.place("ann", "a") == there
        assert store.last_place("ben") is None

    def test_sittings_are_kept(self, store: Store, clock: Any) -> None:
        """A session has an id of its own and the time it began."""
        first = store.start_session("ann")
        clock.move(60)
        second = store.start_session("ann")
        assert first.started == clock() - timedelta(seconds=60)
        assert store.sessions("ann") == [first, second]

    def test_learners_are_all_who_left_anything(self, store: Store, attempt: MakeAttempt) -> None:
        """Somebody with nothing but a place counts too."""
        store.save_place("zoe", "e", "rank-0001")
        store.add_attempts([attempt(learner="ben"), attempt(learner="ann")])
        assert store.learners() == ["ann", "ben", "zoe"]

    def test_erasing_leaves_the_others(
        self, store: Store, attempt: MakeAttempt, event: MakeEvent
    ) -> None:
        """Everything of the one person goes, nothing of anybody else."""
        for learner in ("ann", "ben"):
            store.start_session(learner)
            store.add_attempt(made := attempt(learner=learner))
            store.add_event(event(learner=learner, attempt=made.id))
            store.save_draft(
                Draft(learner=learner, exercise="e", item_id="i", values={}, at=made.at)
            )
            store.save_place(learner, "e", "i")
        assert store.erase("ann") == (5, ())
        assert store.learners() == ["ben"]
        assert not store.attempts("ann") + store.events("ann") + store.drafts("ann", "e")
        assert (store.sessions("ann"), store.last_place("ann")) == ([], None)
        assert len(store.attempts("ben")) == len(store.events("ben")) == 1
        assert store.place("ben", "e") is not None
        assert store.erase("nobody") == (0, ())
        assert store.check().problems == ()

    def test_a_backup_is_a_store(
        self, store: Store, attempt: MakeAttempt, event: MakeEvent, tmp_path: Path
    ) -> None:
        """What was there when it was made is in it, and it can be written to."""
        store.add_attempt(made := attempt(values={"text": "naïve 🦊"}))
        store.add_event(noted := event())
        place = store.save_place("ann", "e", "rank-0001")
        copy = store.backup(tmp_path / "backups" / "monday.sqlite")
        store.add_attempt(attempt())
        assert [file.name for file in copy.parent.iterdir()] == ["monday.sqlite"]
        with open_store(copy) as restored:
            assert restored.attempts("ann") == [made]
            assert restored.events("ann") == [noted]
            assert restored.last_place("ann") == place
            assert not restored.add_attempt(attempt()).already
            assert restored.check().problems == ()

    def test_a_backup_overwrites_nothing(self, store: Store, tmp_path: Path) -> None:
        """A file that is there is left alone."""
        taken = tmp_path / "monday.sqlite"
        taken.write_text("precious")
        with pytest.raises(StoreError, match="Choose another name"):
            store.backup(taken)
        assert taken.read_text() == "precious"

    def test_the_check_counts(self, store: Store, attempt: MakeAttempt, event: MakeEvent) -> None:
        """`qualprep doctor` is told what is there."""
        store.add_attempts([attempt(), attempt(learner="ben")])
        store.add_event(event())
        health = store.check()
        assert (health.schema, health.learners, health.attempts, health.events) == (1, 2, 2, 1)
        assert (health.where, health.problems) == (store.where, ())


@contextmanager
def _statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_: Any, __: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    sqlalchemy_event.listen(Engine, "before_cursor_execute", note)
    yield seen
    sqlalchemy_event.remove(Engine, "before_cursor_execute", note)


def test_nothing_changes_or_deletes_what_was_handed_in(
    store: Store, attempt: MakeAttempt, event: MakeEvent, tmp_path: Path
) -> None:
    """Of all the verbs, only a person's request to erase touches an attempt or event again."""
    made = attempt()
    with _statements() as seen:
        for _ in range(2):
            store.add_attempt(made)
            store.add_event(event(kind="mistake", attempt=made.id))
            store.save_draft(Draft(learner="ann", exercise="e", item_id="i", values={}, at=made.at))
            store.save_place("ann", "e", "i")
            store.start_session("ann")
        store.check()
        store.backup(tmp_path / "copy.sqlite")
    touched = {
        found[1].lower()
        for statement in seen
        if (found := re.match(r'\s*(?:UPDATE|DELETE FROM)\s+"?(\w+)', statement, re.IGNORECASE))
    }
    assert touched == {"drafts", "places"} | ({"journal_mark"} if store.check().journal else set())
    assert {name for name in dir(Store) if not name.startswith("_")} == {
        *("add_attempt", "add_attempts", "attempts", "add_event", "events"),
        *("save_draft", "drafts", "save_place", "place", "last_place"),
        *("start_session", "sessions", "learners", "erase", "check", "backup", "close"),
    }


@pytest.mark.parametrize("kind", ["path", "postgres"])
def test_two_processes_write_at_once(
    kind: str,
    attempt: MakeAttempt,
    start_worker: Callable[..., "subprocess.Popen[str]"],
    request: pytest.FixtureRequest,
) -> None:
    """Two notebooks hand in 200 attempts each, and a shared one, at once: all 401 are there."""
    address = request.getfixturevalue(kind)
    shared = attempt()
    batches = [[shared, *(attempt() for _ in range(200))] for _ in range(2)]
    workers = [start_worker(address, batch) for batch in batches]
    for worker, batch in zip(workers, batches, strict=True):
        printed, errors = worker.communicate(timeout=60)
        assert (printed.split(), errors) == ([a.id for a in batch], "")
    with open_store(address) as store:
        found = [a.id for a in store.attempts("ann")]
        assert len(found) == 401
        assert set(found) == {a.id for batch in batches for a in batch}
        assert store.notices == []
        assert store.check().problems == ()
