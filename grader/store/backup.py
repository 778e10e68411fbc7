"""A copy of a store in one SQLite file, made while others go on writing."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, insert, select

from grader.store.address import WRITES, engine_for, parse
from grader.store.errors import StoreError, explained
from grader.store.journal import sync_folder
from grader.store.migrations import migrate
from grader.store.tables import journal_mark, metadata, schema_version

# The copy has a version of its own, and has not met any journal yet: put in the place of the
# original, it is compared with the journal there line by line.
_ITS_OWN = (schema_version, journal_mark)
_ROWS_AT_ONCE = 1000


def copy_to(source: Engine, path: Path) -> Path:
    """Copy all rows as of one moment to a new file; the name appears only when it is complete.

    Raises:
        StoreError: There is such a file already, or it cannot be written.
    """
    if path.exists():
        raise StoreError(
            what="There is a file of that name already, and a backup never overwrites one.",
            where=str(path),
            do="Choose another name.",
        )
    unfinished = path.with_name(f"{path.name}.unfinished")
    with explained(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        try:
            _copy(source, unfinished)
            unfinished.rename(path)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(path.parent)
    return path


def _copy(source: Engine, path: Path) -> None:
    target = engine_for(parse(path), 0.0)
    try:
        with (
            source.connect() as reading,
            target.connect().execution_options(**{WRITES: True}) as writing,
            writing.begin(),
        ):
            if source.dialect.name != "sqlite":
                # One view of all tables. A transaction of SQLite has that by nature.
                reading.execution_options(isolation_level="REPEATABLE READ")
            migrate(writing, str(path))
            for table in metadata.sorted_tables:
                if table not in _ITS_OWN:
                    _copy_table(reading, writing, table)
    finally:
        target.dispose()  # the last connection to close folds SQLite's side file into the copy
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _copy_table(reading: Connection, writing: Connection, table: Table) -> None:
    streamed = reading.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
    for some in streamed.mappings().partitions():
        writing.execute(insert(table), [dict(row) for row in some])
