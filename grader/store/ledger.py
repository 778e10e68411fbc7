"""Writing: one database and, beside a SQLite file, its journal, changed together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from sqlalchemy import URL, Connection, Executable, RowMapping, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from grader.store import notices, rescue, rows
from grader.store.address import WRITES, engine_for, file_of, place_of
from grader.store.errors import explained
from grader.store.journal import Journal, unwritten
from grader.store.migrations import migrate
from grader.store.records import Entry
from grader.store.tables import journal_mark

T = TypeVar("T")


class Ledger:
    """A store's files and connections.

    Everything that writes holds the lock file, so the journal and the database of a SQLite store
    see the same order of records whoever writes. The database notes how many bytes of the journal
    it has taken in; where the two differ (a process was killed, a file was replaced), the next
    writer or opener makes up the difference.

    Attributes:
        where: The address as one may show it.
        path: The SQLite file, if there is one.
        journal: Its journal, if there is one.
        notices: What was mended, in words for the learner.
    """

    def __init__(self, url: URL, clock: Callable[[], datetime], busy_seconds: float) -> None:
        self.where = place_of(url)
        self.path = file_of(url)
        self.journal: Journal | None = None
        self.notices: list[str] = []
        self._clock = clock
        self._busy_seconds = busy_seconds
        self._lock: FileLock | None = None
        self._identity: tuple[int, int] | None = None
        self.engine = engine_for(url, busy_seconds)
        with explained(self.where):
            if self.path:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.journal = Journal(self.path.with_suffix(".jsonl"))
                lock = self.path.with_suffix(".lock")
                self._lock = FileLock(lock, timeout=busy_seconds, poll_interval=0.005)
            try:
                with self.locked():
                    self._open()
            except BaseException:
                self.engine.dispose()
                raise

    def locked(self) -> FileLock | nullcontext[None]:
        """Return the lock that every writer of a file store holds; a server needs none."""
        return self._lock or nullcontext()

    def read(self, statement: Executable) -> Sequence[RowMapping]:
        """Return the rows of a statement that only reads."""
        with explained(self.where), self.engine.connect() as connection:
            return connection.execute(statement).mappings().all()

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one transaction; return only when what it wrote is on the disk."""
        with explained(self.where), self.locked():
            if self.path and self._identity != _identity(self.path):
                self._open()  # the file was replaced: restored, rebuilt by another process, deleted
            with self._transaction() as connection:
                self._catch_up(connection)
            try:
                with self._transaction() as connection:
                    return work(connection)
            except IntegrityError:
                # On a server somebody else may store the same id, or the same new learner, between
                # our look and our insert. The second look sees it.
                with self._transaction() as connection:
                    return work(connection)

    def append(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """Write entries that are not stored yet, inside the transaction of `write`."""
        if entries:
            rows.add(connection, entries)
            if self.journal:
                self.journal.append(entries)
                self._mark(connection, self.journal)

    def forget(self, connection: Connection, learner: str) -> None:
        """Take a learner out of the journal, inside the transaction of `write`."""
        if self.journal:
            self.journal.forget(learner)
            self._mark(connection, self.journal)

    def _open(self) -> None:
        """Replace the file if it is damaged, then bring tables and content up to date."""
        self.engine.dispose()
        aside = None
        if self.path and rescue.is_damaged(self.path, self._busy_seconds):
            aside = rescue.put_aside(self.path, self._clock())
        try:
            with self._transaction() as connection:
                migrate(connection, self.where)
        except DBAPIError:
            if self.path:
                raise
            # Two processes may create the tables of an empty server at once; one of them is late.
            with self._transaction() as connection:
                migrate(connection, self.where)
        with self._transaction() as connection:
            if aside and self.path:
                self._rebuild(connection, self.path, aside)
            self._catch_up(connection)
        self._identity = _identity(self.path) if self.path else None

    def _rebuild(self, connection: Connection, path: Path, aside: Path) -> None:
        restored = self._take_in(connection, self.journal, 0) if self.journal else []
        salvaged = rescue.salvage(aside)
        entries = rows.missing(connection, (r for r in salvaged if isinstance(r, Entry)))
        others = [record for record in salvaged if not isinstance(record, Entry)]
        self.append(connection, entries)
        rows.add(connection, others)
        self.notices.append(notices.rebuilt(path, aside, restored, [*entries, *others]))

    def _catch_up(self, connection: Connection) -> None:
        """Give the database what only the journal has, and the other way round."""
        journal = self.journal
        mark = connection.execute(select(journal_mark.c.size)).scalar_one()
        if journal is None or journal.size() == mark:
            return
        if journal.ends_a_line_at(mark):
            restored = self._take_in(connection, journal, mark)
        else:
            restored = self._take_in(connection, journal, 0)
            stored = [e for kind in rows.ENTRIES for e in rows.all_of(connection, kind)]
            if lacking := unwritten(stored, journal.read()):
                journal.append(lacking)
                self._mark(connection, journal)
                self.notices.append(notices.rewritten(lacking, journal.path))
        if restored:
            self.notices.append(notices.caught_up(restored, journal.path))

    def _take_in(self, connection: Connection, journal: Journal, start: int) -> list[Entry]:
        """Store what the journal holds from ``start`` on; return what was new."""
        journal.finish_last_line()
        reading = journal.read(start)
        new = rows.missing(connection, reading.entries)
        rows.add(connection, new)
        self._mark(connection, journal)
        if reading.unreadable:
            self.notices.append(notices.unreadable(reading.unreadable, journal.path))
        return new

    def _mark(self, connection: Connection, journal: Journal) -> None:
        connection.execute(update(journal_mark).values(size=journal.size()))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        before = self.journal.size() if self.journal else 0
        try:
            with (
                self.engine.connect().execution_options(**{WRITES: True}) as connection,
                connection.begin(),
            ):
                yield connection
        except BaseException:
            if self.journal:
                self.journal.cut(before)
            raise


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
