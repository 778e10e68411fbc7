"""The tables change only by a migration."""

import hashlib
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from grader.store import open_store
from grader.store.migrations import MIGRATIONS, migrate, version
from grader.store.tables import metadata

# One entry per migration: what the tables were after it.
FINGERPRINTS = ("a82515d8448e74d0",)


def fingerprint() -> str:
    dialect = sqlite.dialect()
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    made += [
        str(CreateIndex(index).compile(dialect=dialect))
        for table in metadata.sorted_tables
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    return hashlib.sha256("\n".join(made).encode()).hexdigest()[:16]


def test_the_tables_changed_only_with_a_migration() -> None:
    """Whoever edits tables.py adds a migration, and here the fingerprint of what it leads to."""
    assert len(FINGERPRINTS) == len(MIGRATIONS)
    assert fingerprint() == FINGERPRINTS[-1]


def test_migrations_are_numbered_in_order() -> None:
    """The number in the name is the version it leads to."""
    names = [migration.__name__ for migration in MIGRATIONS]
    assert [name[:5] for name in names] == [f"m{n:03}_" for n in range(1, len(names) + 1)]


def test_migrating_twice_changes_nothing(path: Path) -> None:
    """A store that is up to date stays as it is."""
    with open_store(path) as store, store._ledger.engine.begin() as connection:
        assert version(connection) == len(MIGRATIONS)
        migrate(connection, "here")
        assert version(connection) == len(MIGRATIONS)
