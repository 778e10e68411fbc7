"""Records to rows and back. A column has the name its field has in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from grader.store.records import Attempt, Draft, Entry, Event, Place, Record, Session
from grader.store.tables import attempts, drafts, events, learners, places, sessions

R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=Entry)
T = TypeVar("T")

TABLES: dict[type[Record], Table] = {
    Session: sessions,
    Attempt: attempts,
    Event: events,
    Draft: drafts,
    Place: places,
}
ENTRIES: tuple[type[Entry], ...] = (Session, Attempt, Event)
_KEYS: dict[type[Record], tuple[str, ...]] = {
    Draft: ("learner", "exercise", "item_id"),
    Place: ("learner", "exercise"),
}
# Databases limit how many values one statement may carry.
_CHUNK = 500


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield ``values`` in pieces that one statement can carry."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def selected(kind: type[Record]) -> Select[Any]:
    """Return the statement that reads all records of a kind; the caller narrows and orders it."""
    return select(*(column for column in TABLES[kind].c if column.name != "seq"))


def record(kind: type[R], row: RowMapping) -> R:
    """Return a row as the record it was."""
    return kind.model_validate(dict(row))


def by_id(connection: Connection, kind: type[E], ids: Sequence[str]) -> dict[str, E]:
    """Return those entries of ``ids`` that are stored."""
    column = TABLES[kind].c.id
    return {
        row["id"]: record(kind, row)
        for some in chunks(ids)
        for row in connection.execute(selected(kind).where(column.in_(some))).mappings()
    }


def all_of(connection: Connection, kind: type[R]) -> list[R]:
    """Return every record of a kind, in the order in which they arrived."""
    found = connection.execute(selected(kind).order_by(TABLES[kind].c.seq)).mappings()
    return [record(kind, row) for row in found]


def missing(connection: Connection, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries whose ids are not stored, each once, in their order."""
    first = {(type(entry), entry.id): entry for entry in reversed(list(entries))}
    stored = {(kind, id) for kind in ENTRIES for id in _stored_ids(connection, kind, first)}
    return [entry for key, entry in reversed(first.items()) if key not in stored]


def _stored_ids(
    connection: Connection, kind: type[Record], wanted: Iterable[tuple[type[Entry], str]]
) -> Iterator[str]:
    ids = [id for kind_wanted, id in wanted if kind_wanted is kind]
    for some in chunks(ids):
        column = TABLES[kind].c.id
        yield from connection.scalars(select(column).where(column.in_(some)))


def add(connection: Connection, records: Sequence[Record]) -> None:
    """Insert records that are not stored yet, and learners not seen before."""
    _add_learners(connection, sorted({record.learner for record in records}))
    for kind, table in TABLES.items():
        rows = [record.model_dump() for record in records if type(record) is kind]
        for some in chunks(rows):
            connection.execute(insert(table), some)


def _add_learners(connection: Connection, names: Sequence[str]) -> None:
    for some in chunks(names):
        known = set(connection.scalars(select(learners.c.name).where(learners.c.name.in_(some))))
        if new := [{"name": name} for name in some if name not in known]:
            connection.execute(insert(learners), new)


def remove(connection: Connection, learner: str) -> int:
    """Delete everything about a learner; return how many records there were."""
    count = sum(
        connection.scalar(select(func.count()).select_from(table).where(table.c.learner == learner))
        or 0
        for table in TABLES.values()
    )
    # Every table refers to the learner, and its rows go along (ON DELETE CASCADE).
    connection.execute(delete(learners).where(learners.c.name == learner))
    return count


def keep_latest(connection: Connection, record: Draft | Place) -> None:
    """Store a draft or a place over an older one.

    Two tabs may send theirs in the wrong order; the later moment wins, not the later delivery.
    """
    table = TABLES[type(record)]
    same: ColumnElement[bool] = and_(
        *(table.c[key] == getattr(record, key) for key in _KEYS[type(record)])
    )
    at = connection.scalar(select(table.c.at).where(same))
    if at is None:
        add(connection, [record])
    elif at <= record.at:
        connection.execute(update(table).where(same).values(record.model_dump()))
