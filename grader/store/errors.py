"""What can go wrong with the store, in the words a learner reads.

StoreError          the store cannot do what was asked (base of all below)
├── StoreFull       the disk took no more
├── StoreReadOnly   the folder or file may not be written
├── StoreBusy       another program kept it locked for too long
├── StoreDamaged    the database's content makes no sense
├── SchemaTooNew    a newer version of this program wrote it
└── AttemptConflict the same id came again with another content
"""

# ruff: noqa: N818 (the names say what happened; "Error" at their end would say it less plainly)

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import Timeout
from sqlalchemy.exc import DBAPIError

from grader.errors import QualprepError

STILL_THERE = "Your judgment is still on the page."


class StoreError(QualprepError):
    """The store could not do what was asked; nothing that was handed in before is touched."""


class StoreFull(StoreError):
    """The disk is full, or a quota is used up: nothing of this answer was kept."""

    def __init__(self, *, where: str) -> None:
        super().__init__(
            what="Not saved: the disk is full, or your space on it is used up.",
            where=where,
            do=f"{STILL_THERE} Delete files you no longer need, then hand it in again.",
        )


class StoreReadOnly(StoreError):
    """The file or its folder may not be written by this user."""

    def __init__(self, *, where: str) -> None:
        super().__init__(
            what="Not saved: this place may be read but not written.",
            where=where,
            do=f"{STILL_THERE} Ask whoever set up this computer to let you write to that folder, "
            "or set QUALPREP_WORKSPACE to a folder of your own; then hand it in again.",
        )


class StoreBusy(StoreError):
    """Another program held the lock for longer than this one was willing to wait."""

    def __init__(self, *, where: str) -> None:
        super().__init__(
            what="Not saved: another program is using your answers.",
            where=where,
            do=f"{STILL_THERE} Wait a moment and hand it in again. If that does not help, close "
            "other notebooks and programs that have this file open.",
        )


class StoreDamaged(StoreError):
    """The database holds something unreadable; the next opening rebuilds it."""

    def __init__(self, *, where: str) -> None:
        super().__init__(
            what="The file with your answers is damaged.",
            where=where,
            do=f"{STILL_THERE} Delete nothing. Close every notebook of this course and open this "
            "one again: it is then rebuilt. If this message comes back, run `qualprep doctor` "
            "and show what it prints to your coach.",
        )


class SchemaTooNew(StoreError):
    """A newer version of this program wrote the store; this one must not guess at it.

    Attributes:
        found: The version that was found.
        known: The newest version this program knows.
    """

    def __init__(self, *, where: str, found: int, known: int) -> None:
        self.found = found
        self.known = known
        super().__init__(
            what=f"Your answers were written by a newer version of qualprep (layout {found}; this "
            f"version knows {known}).",
            where=where,
            do=f"Nothing was changed. {STILL_THERE} Update qualprep, restart the notebook and hand "
            "it in again.",
        )


class AttemptConflict(StoreError):
    """The same id was handed in before with another content; the first one stays.

    Attributes:
        id: The id of the attempt or event.
    """

    def __init__(self, *, where: str, kind: str, id: str) -> None:
        self.id = id
        super().__init__(
            what=f"This {kind} (id {id}) was saved before, with other content. The first counts.",
            where=where,
            do=f"{STILL_THERE} Run the cell again to see what was saved.",
        )


_BY_ERRNO: dict[int | None, type[StoreFull | StoreReadOnly]] = {
    errno.ENOSPC: StoreFull,
    errno.EDQUOT: StoreFull,
    errno.EFBIG: StoreFull,
    errno.EACCES: StoreReadOnly,
    errno.EPERM: StoreReadOnly,
    errno.EROFS: StoreReadOnly,
}
_BY_SQLITE_CODE: dict[int, type[StoreFull | StoreReadOnly | StoreBusy | StoreDamaged]] = {
    sqlite3.SQLITE_FULL: StoreFull,
    # SQLite reports a file-size limit, and a full disk met while growing its shared memory, as
    # input/output errors: the write did not fit.
    sqlite3.SQLITE_IOERR_WRITE: StoreFull,
    sqlite3.SQLITE_IOERR_SHMSIZE: StoreFull,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_PERM: StoreReadOnly,
    sqlite3.SQLITE_CANTOPEN: StoreReadOnly,
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
}
_BY_SQLSTATE: dict[str | None, type[StoreFull | StoreReadOnly | StoreBusy | StoreDamaged]] = {
    "53100": StoreFull,
    "25006": StoreReadOnly,
    "42501": StoreReadOnly,
    "55P03": StoreBusy,
    "40001": StoreBusy,
    "40P01": StoreBusy,
    "XX001": StoreDamaged,
    "XX002": StoreDamaged,
}


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn what the disk or the database raises into a `StoreError` that names ``where``."""
    try:
        yield
    except (OSError, DBAPIError, sqlite3.Error, ValueError) as error:
        raise explain(error, where) from error


def explain(error: Exception, where: str) -> StoreError:
    """Return the store's error for a lower one."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if isinstance(cause, Timeout):
        return StoreBusy(where=where)
    if isinstance(cause, ValueError):  # a stored value that is no JSON, no moment, no record
        return StoreDamaged(where=where)
    known: type[StoreFull | StoreReadOnly | StoreBusy | StoreDamaged] | None = None
    if isinstance(cause, OSError):
        known = _BY_ERRNO.get(cause.errno)
    elif isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        known = _BY_SQLITE_CODE.get(code) or _BY_SQLITE_CODE.get(code & 0xFF)
    else:
        known = _BY_SQLSTATE.get(getattr(cause, "sqlstate", None))
    if known is not None:
        return known(where=where)
    # The first line only: what follows may quote a row, and a row is personal.
    said = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
    return StoreError(
        what=f"Your answers could not be read or written: {said}.",
        where=where,
        do=f"{STILL_THERE} Try once more; if it fails again, run `qualprep doctor` and show what "
        "it prints to your coach.",
    )
