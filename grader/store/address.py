"""Where a store is: a path or a URL, and the engine that talks to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import cast

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from grader.store.errors import StoreError

WRITES = "qualprep_writes"
"""Execution option of a connection that is going to write."""


def parse(url_or_path: str | Path) -> URL:
    """Return the URL of a store; a bare path is a SQLite file.

    Raises:
        StoreError: It looks like a URL and is none.
    """
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        path = Path(url_or_path).expanduser().absolute()
        return URL.create("sqlite", database=str(path))
    try:
        return make_url(url_or_path)
    except ArgumentError as error:
        raise StoreError(
            what="The address of the database cannot be understood.",
            where="QUALPREP_DATABASE",
            do="Write a file's path, or postgresql://user:password@host/name.",
        ) from error


def file_of(url: URL) -> Path | None:
    """Return the file of a SQLite store; a server, and a database in memory, has none."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(url.database).absolute()


def place_of(url: URL) -> str:
    """Return the address as one may show it: without the password."""
    path = file_of(url)
    return str(path) if path else url.render_as_string(hide_password=True)


def engine_for(url: URL, busy_seconds: float) -> Engine:
    """Return the engine for a store.

    Raises:
        StoreError: The driver for this kind of database is not installed.
    """
    sqlite = url.get_backend_name() == "sqlite"
    try:
        # Parameters are hidden in errors: they are somebody's answers.
        if not sqlite:
            return create_engine(url, hide_parameters=True)
        in_memory = {} if file_of(url) else {"poolclass": StaticPool}
        connect = {"timeout": busy_seconds, "check_same_thread": False}
        engine = create_engine(url, hide_parameters=True, connect_args=connect, **in_memory)
    except (ImportError, ArgumentError) as error:
        raise StoreError(
            what=f"There is no driver for this kind of database: {error}.",
            where=place_of(url),
            do="For PostgreSQL: python -m pip install 'qualprep[postgres]'.",
        ) from error
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Set what SQLite keeps per connection. The only SQLite dialect outside `rescue` is here."""
    sqlite = cast(sqlite3.Connection, connection)
    sqlite.isolation_level = (
        None  # transactions begin where `_begin` says, not where Python guesses
    )
    sqlite.execute("PRAGMA journal_mode = WAL")
    sqlite.execute("PRAGMA synchronous = FULL")  # an acknowledged answer survives a power cut
    sqlite.execute("PRAGMA foreign_keys = ON")
    sqlite.execute("PRAGMA secure_delete = ON")  # erased means overwritten


def _begin(connection: Connection) -> None:
    # A transaction that reads first and takes the write lock later can fail at that moment in a way
    # that waiting does not cure; so who is going to write takes the lock at once.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
