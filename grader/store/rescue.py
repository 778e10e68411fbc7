"""First aid for a SQLite file: is it sound, put it aside, read what can still be read."""

from __future__ import annotations

import glob
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, Table, func, select
from sqlalchemy.exc import DBAPIError

from grader.store.address import engine_for, parse
from grader.store.records import Record
from grader.store.rows import TABLES, record

# SQLite keeps recent changes, and who reads them, in two files beside the database.
_SIDE_FILES = ("", "-wal", "-shm")
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# The end of a table may be lost, or be noise that promises rows without end: after how many missing
# rows in a row to stop looking.
_GIVE_UP_AFTER = 5000


def is_damaged(path: Path, busy_seconds: float = 0.0) -> bool:
    """Return whether SQLite finds the file unsound. A missing or empty one is merely new.

    It is opened for reading only: closing it otherwise folds the side file into a damaged one.
    """
    if not path.exists() or path.stat().st_size == 0:
        return False
    try:
        look = f"{path.as_uri()}?mode=ro"
        with closing(sqlite3.connect(look, timeout=busy_seconds, uri=True)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF in _DAMAGE or code == sqlite3.SQLITE_IOERR_SHORT_READ:
            return True
        raise
    return bool(verdict != "ok")


def put_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged file, and what belongs to it, and return its new path."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    for end in _SIDE_FILES:
        source = Path(f"{path}{end}")
        if source.exists():
            source.rename(f"{aside}{end}")
    return aside


def set_aside_before(path: Path) -> tuple[str, ...]:
    """Return the damaged files of this store that were put aside and are still there."""
    pattern = f"{glob.escape(path.stem)}.damaged-*{glob.escape(path.suffix)}"
    return tuple(str(found) for found in sorted(path.parent.glob(pattern)))


def salvage(aside: Path) -> list[Record]:
    """Return every record of a damaged file that can still be read.

    Works on a copy: opening a file lets SQLite write to it, and the original stays as it was found.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder, "copy.sqlite")
        engine = engine_for(parse(copy), 0.0)
        try:
            for end in _SIDE_FILES[:2]:
                if Path(f"{aside}{end}").exists():
                    shutil.copyfile(f"{aside}{end}", f"{copy}{end}")
            with engine.connect() as connection:
                return [found for kind in TABLES for found in _records(connection, kind)]
        except (DBAPIError, sqlite3.Error, OSError):
            return []  # not even its list of tables is left, or there is no room for a copy
        finally:
            engine.dispose()


def _records(connection: Connection, kind: type[Record]) -> Iterator[Record]:
    """Yield the records of one table, asking for each alone: a bad page costs only its own rows."""
    table = TABLES[kind]
    last = _last(connection, table)
    misses = seq = 0
    while misses < _GIVE_UP_AFTER and (last is None or seq < last):
        seq += 1
        found = _record(connection, kind, table, seq)
        misses = misses + 1 if found is None else 0
        if found is not None:
            yield found


def _last(connection: Connection, table: Table) -> int | None:
    try:
        return connection.scalar(select(func.max(table.c.seq))) or 0
    except DBAPIError:
        return None


def _record(connection: Connection, kind: type[Record], table: Table, seq: int) -> Record | None:
    columns = (column for column in table.c if column.name != "seq")
    try:
        row = (
            connection.execute(select(*columns).where(table.c.seq == seq)).mappings().one_or_none()
        )
        return None if row is None else record(kind, row)
    except (DBAPIError, ValueError):
        return None


def overwrite_deleted(engine: Engine) -> None:
    """Empty SQLite's side file, which still holds what was just deleted."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
