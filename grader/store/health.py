"""The state of a store, for `qualprep doctor`."""

from __future__ import annotations

import shutil

from sqlalchemy import Connection, Table, func, select

from grader.store import notices, rescue, rows
from grader.store.errors import StoreDamaged, explained
from grader.store.journal import Journal, unwritten
from grader.store.ledger import Ledger
from grader.store.migrations import version
from grader.store.records import Health
from grader.store.tables import attempts, events, learners


def examine(ledger: Ledger) -> Health:
    """Look at the whole database and the whole journal, and change nothing."""
    path, journal = ledger.path, ledger.journal
    with explained(ledger.where), ledger.locked():
        health = Health(
            where=ledger.where,
            journal=str(journal.path) if journal else None,
            free_bytes=shutil.disk_usage(path.parent).free if path else None,
        )
        if path and rescue.is_damaged(path):
            return health._replace(problems=(str(StoreDamaged(where=ledger.where)),))
        with ledger.engine.connect() as connection:
            return health._replace(
                schema=version(connection),
                learners=_count(connection, learners),
                attempts=_count(connection, attempts),
                events=_count(connection, events),
                problems=tuple(_differences(connection, journal)) if journal else (),
            )


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _differences(connection: Connection, journal: Journal) -> list[str]:
    reading = journal.read()
    stored = [entry for kind in rows.ENTRIES for entry in rows.all_of(connection, kind)]
    problems = []
    if waiting := rows.missing(connection, reading.entries):
        problems.append(
            f"{notices.counted(waiting)} of the journal ({journal.path.name}) are not in the "
            "database yet; they will be at the next opening."
        )
    if lacking := unwritten(stored, reading):
        problems.append(
            f"{notices.counted(lacking)} are not in the journal ({journal.path.name}); they will "
            "be at the next opening."
        )
    if reading.unreadable:
        problems.append(notices.unreadable(reading.unreadable, journal.path))
    return problems
