"""The store's verbs: what a learner did goes in, records come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import uuid4

from sqlalchemy import URL, Connection, Select, select

from grader.store import rescue, rows
from grader.store.address import parse
from grader.store.backup import copy_to
from grader.store.errors import AttemptConflict, explained
from grader.store.health import examine
from grader.store.ledger import Ledger
from grader.store.records import (
    Attempt,
    Draft,
    Erased,
    Event,
    EventKind,
    Health,
    Mode,
    Place,
    Record,
    Saved,
    Session,
)
from grader.store.tables import attempts, events, learners, places

A = TypeVar("A", Attempt, Event)
R = TypeVar("R", bound=Record)
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


def open_store(
    url_or_path: str | Path, *, clock: Clock = _now, busy_seconds: float = 10.0
) -> Store:
    """Open the store at a path (a SQLite file, made if need be) or a database URL.

    A damaged SQLite file is put aside and rebuilt; `Store.notices` then says so.

    Args:
        url_or_path: Where it is; ``sqlite://`` is a store in memory, without a journal.
        clock: Returns the present moment, aware.
        busy_seconds: How long to wait for other programs before giving up.

    Raises:
        StoreError: It cannot be opened; the error says why and what to do.
    """
    return Store(parse(url_or_path), clock=clock, busy_seconds=busy_seconds)


class Store:
    """An open store. What is handed in is on the disk when the call returns.

    Attributes:
        where: The address as one may show it.
        notices: What was mended at opening or since, in plain words; show them to the learner.
    """

    def __init__(self, url: URL, *, clock: Clock, busy_seconds: float) -> None:
        self._clock = clock
        self._ledger = Ledger(url, clock, busy_seconds)
        self.where = self._ledger.where
        self.notices = self._ledger.notices

    def add_attempt(self, attempt: Attempt) -> Saved:
        """Keep a judgment handed in; handing the same one in again changes nothing.

        Raises:
            AttemptConflict: This id is taken by an attempt with another content.
        """
        return self._add(Attempt, [attempt])[0]

    def add_attempts(self, attempts: Sequence[Attempt]) -> list[Saved]:
        """Keep many attempts, all or none, as an import does."""
        return self._add(Attempt, attempts)

    def attempts(
        self,
        learner: str,
        *,
        skill: str | None = None,
        item_id: str | None = None,
        exercise: str | None = None,
        mode: Mode | None = None,
        include_mistakes: bool = False,
    ) -> list[Attempt]:
        """Return a learner's attempts in the order handed in.

        Those the learner called handed in by mistake are left out unless asked for.
        """
        found = _narrowed(
            Attempt, learner, skill=skill, item_id=item_id, exercise=exercise, mode=mode
        )
        if not include_mistakes:
            mistaken = select(events.c.attempt).where(
                events.c.attempt == attempts.c.id,
                events.c.learner == attempts.c.learner,
                events.c.kind == "mistake",
            )
            found = found.where(~mistaken.exists())
        return self._records(Attempt, found.order_by(attempts.c.at, attempts.c.seq))

    def add_event(self, event: Event) -> Saved:
        """Keep an event; adding the same one again changes nothing.

        Raises:
            AttemptConflict: This id is taken by an event with another content.
        """
        return self._add(Event, [event])[0]

    def events(
        self,
        learner: str,
        *,
        kind: EventKind | None = None,
        skill: str | None = None,
        item_id: str | None = None,
        attempt: str | None = None,
    ) -> list[Event]:
        """Return a learner's events in the order they happened."""
        found = _narrowed(Event, learner, kind=kind, skill=skill, item_id=item_id, attempt=attempt)
        return self._records(Event, found.order_by(events.c.at, events.c.seq))

    def save_draft(self, draft: Draft) -> None:
        """Keep a judgment that is not handed in yet, in place of an earlier one."""
        self._ledger.write(lambda connection: rows.keep_latest(connection, draft))

    def drafts(self, learner: str, exercise: str) -> list[Draft]:
        """Return the latest draft of each item of an exercise, oldest first."""
        found = _narrowed(Draft, learner, exercise=exercise)
        return self._records(Draft, found.order_by("at"))

    def save_place(
        self, learner: str, exercise: str, item_id: str, *, notebook: str | None = None
    ) -> Place:
        """Remember where a learner is; without ``notebook``, the one known stays."""
        known = self.place(learner, exercise)
        if notebook is None and known is not None:
            notebook = known.notebook
        place = Place(
            learner=learner, exercise=exercise, item_id=item_id, notebook=notebook, at=self._clock()
        )
        self._ledger.write(lambda connection: rows.keep_latest(connection, place))
        return place

    def place(self, learner: str, exercise: str) -> Place | None:
        """Return where the learner was in an exercise."""
        found = self._records(Place, _narrowed(Place, learner, exercise=exercise))
        return found[0] if found else None

    def last_place(self, learner: str) -> Place | None:
        """Return where the learner was last, in whatever exercise: "Continue where I stopped"."""
        latest = (
            _narrowed(Place, learner).order_by(places.c.at.desc(), places.c.seq.desc()).limit(1)
        )
        found = self._records(Place, latest)
        return found[0] if found else None

    def start_session(self, learner: str) -> Session:
        """Begin a sitting."""
        session = Session(id=str(uuid4()), learner=learner, started=self._clock())
        self._ledger.write(lambda connection: self._ledger.append(connection, [session]))
        return session

    def sessions(self, learner: str) -> list[Session]:
        """Return a learner's sittings in their order."""
        return self._records(Session, _narrowed(Session, learner).order_by("started"))

    def learners(self) -> list[str]:
        """Return everybody of whom the store holds anything, by name."""
        return [row["name"] for row in self._ledger.read(select(learners).order_by("name"))]

    def erase(self, learner: str) -> Erased:
        """Delete everything about a learner, for good, at that person's request.

        Backups made earlier, and damaged files put aside, are out of reach; the answer names the
        latter.
        """

        def work(connection: Connection) -> int:
            count = rows.remove(connection, learner)
            self._ledger.forget(connection, learner)
            return count

        count = self._ledger.write(work)
        path = self._ledger.path
        if path is None:
            return Erased(count, ())
        with explained(self.where):
            rescue.overwrite_deleted(self._ledger.engine)
            return Erased(count, rescue.set_aside_before(path))

    def check(self) -> Health:
        """Return the state of the store, for `qualprep doctor`."""
        return examine(self._ledger)

    def backup(self, path: str | Path) -> Path:
        """Write a copy of everything, as of now, to a new SQLite file; others may go on writing.

        The copy of any store, PostgreSQL too, is opened by giving its path to `open_store`.

        Raises:
            StoreError: There is such a file already, or it cannot be written.
        """
        return copy_to(self._ledger.engine, Path(path).expanduser().absolute())

    def close(self) -> None:
        """Close the connections. Nothing waits to be written."""
        self._ledger.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _add(self, kind: type[A], entries: Sequence[A]) -> list[Saved]:
        def work(connection: Connection) -> list[Saved]:
            first = rows.by_id(connection, kind, [entry.id for entry in entries])
            new: list[A] = []
            saved = []
            for entry in entries:
                already = entry.id in first
                if not already:
                    first[entry.id] = entry
                    new.append(entry)
                elif not entry.says_the_same_as(first[entry.id]):
                    raise AttemptConflict(where=self.where, kind=kind.__name__.lower(), id=entry.id)
                saved.append(Saved(first[entry.id].at, already))
            self._ledger.append(connection, new)
            return saved

        return self._ledger.write(work)

    def _records(self, kind: type[R], statement: Select[Any]) -> list[R]:
        with explained(self.where):
            return [rows.record(kind, row) for row in self._ledger.read(statement)]


def _narrowed(kind: type[Record], learner: str, /, **wanted: str | None) -> Select[Any]:
    """Return the statement for a learner's records; a filter that is ``None`` narrows nothing."""
    table = rows.TABLES[kind]
    filters = [table.c[name] == value for name, value in wanted.items() if value is not None]
    return rows.selected(kind).where(table.c.learner == learner, *filters)
