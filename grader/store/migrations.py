"""How a store comes from one version of the tables to the next.

A migration is a function that takes a connection inside a transaction. It is never edited once
released; a change of the tables is a new function at the end of `MIGRATIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, inspect, select

from grader.store.errors import SchemaTooNew
from grader.store.tables import journal_mark, metadata, schema_version


def m001_initial(connection: Connection) -> None:
    """Create the tables.

    While this is the only migration, it may speak of the tables as they are now. The commit that
    adds a second one copies today's definitions in here, so that this keeps building the same.
    """
    metadata.create_all(connection)
    connection.execute(insert(journal_mark), {"size": -1})


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (m001_initial,)


def version(connection: Connection) -> int:
    """Return the version of the tables found; 0 where there are none."""
    if not inspect(connection).has_table(schema_version.name):
        return 0
    return connection.scalar(select(func.max(schema_version.c.version))) or 0


def migrate(connection: Connection, where: str) -> None:
    """Bring the tables to the newest version.

    Raises:
        SchemaTooNew: A newer version of the program made them. Nothing is changed then: writing
            rows that lack what the newer version relies on would harm them.
    """
    found = version(connection)
    if found > len(MIGRATIONS):
        raise SchemaTooNew(where=where, found=found, known=len(MIGRATIONS))
    for number, migration in enumerate(MIGRATIONS[found:], start=found + 1):
        migration(connection)
        connection.execute(insert(schema_version), {"version": number, "at": datetime.now(UTC)})
