"""The tables. Whoever changes one adds a migration to `migrations`; a test insists on it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment that is aware and in UTC everywhere; SQLite by itself returns naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return ``value`` in UTC, as SQLite sorts what it stores as text."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone (got {value!r})")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()


def _seq() -> Column[int]:
    """Return the key that says in which order rows arrived."""
    return Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def _learner() -> Column[str]:
    """Return a reference to a learner; erasing the learner erases the row."""
    return Column("learner", ForeignKey("learners.name", ondelete="CASCADE"), nullable=False)


schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
)

# One row: how far into the journal, in bytes, this database has come; -1 before they first met.
journal_mark = Table(
    "journal_mark",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
)

learners = Table("learners", metadata, Column("name", String, primary_key=True))

sessions = Table(
    "sessions",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    _learner(),
    Column("started", UtcDateTime, nullable=False),
    Index("ix_sessions_learner", "learner", "started"),
)

# `session` and `attempt` are no foreign keys: what could be rescued from a damaged file is worth
# keeping even where the row it points to is lost.
attempts = Table(
    "attempts",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    _learner(),
    Column("session", String, nullable=False),
    Column("skill", String, nullable=False),
    Column("item_id", String, nullable=False),
    Column("item_hash", String, nullable=False),
    Column("values", JSON, nullable=False),
    Column("confidence", Integer),
    Column("seconds", Double, nullable=False),
    Column("hints", Integer, nullable=False),
    Column("mode", String, nullable=False),
    Column("pass", String),
    Column("shown_order", JSON, nullable=False),
    Column("exercise", String, nullable=False),
    Column("form", String),
    Column("guideline", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_attempts_learner", "learner", "at"),
    Index("ix_attempts_skill", "learner", "skill", "at"),
    Index("ix_attempts_item", "learner", "item_id"),
    Index("ix_attempts_exercise", "learner", "exercise", "at"),
)

events = Table(
    "events",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    _learner(),
    Column("session", String, nullable=False),
    Column("item_id", String, nullable=False),
    Column("skill", String, nullable=False),
    Column("attempt", String),
    Column("kind", String, nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_events_learner", "learner", "at"),
    Index("ix_events_attempt", "attempt", "kind"),
)

drafts = Table(
    "drafts",
    metadata,
    _seq(),
    _learner(),
    Column("exercise", String, nullable=False),
    Column("item_id", String, nullable=False),
    Column("values", JSON, nullable=False),
    Column("confidence", Integer),
    Column("extra", JSON, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("learner", "exercise", "item_id"),
)

places = Table(
    "places",
    metadata,
    _seq(),
    _learner(),
    Column("exercise", String, nullable=False),
    Column("item_id", String, nullable=False),
    Column("notebook", String),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("learner", "exercise"),
)
