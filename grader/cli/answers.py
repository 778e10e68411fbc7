"""``qualprep backup`` and ``qualprep restore``: a learner's answers in one file, and back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from grader.errors import QualprepError
from grader.settings import DATABASE_VARIABLE, database

if TYPE_CHECKING:
    from grader.store import Health


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy all answers to a file for safe keeping.

    FILE must be a new one. Lessons may stay open meanwhile.

    Example: qualprep backup ~/qualprep-answers.sqlite
    """
    from grader.store import open_store

    address = database()
    if isinstance(address, Path) and not address.exists():
        raise QualprepError(
            what="There are no answers to back up yet.",
            where=str(address),
            do="Hand in a first judgment, or set QUALPREP_WORKSPACE to the folder that has them.",
        )
    with open_store(address) as store:
        for notice in store.notices:
            click.echo(notice, err=True)
        path = store.backup(file)
        health = store.check()
    click.echo(f"{_counted(health)} copied to {path}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Bring answers back from a backup.

    FILE is what `qualprep backup` wrote.

    The answers there are now are put aside under another name, never deleted. Whatever was
    handed in here after the backup is still in the journal beside them, and is added again.

    Example: qualprep restore ~/qualprep-answers.sqlite
    """
    from filelock import FileLock, Timeout

    address = database()
    if not isinstance(address, Path):
        raise QualprepError(
            what="The answers are kept on a database server.",
            where=DATABASE_VARIABLE,
            do="Use the server's own way to restore, or unset that variable.",
        )
    verified(file)
    address.parent.mkdir(parents=True, exist_ok=True)
    unfinished = address.with_name(f"{address.name}.unfinished")
    try:
        with FileLock(address.with_suffix(".lock"), timeout=5):
            shutil.copyfile(file, unfinished)
            aside = _put_aside(address, datetime.now(UTC))
            unfinished.replace(address)
    except Timeout as error:
        raise QualprepError(
            what="Another program is using your answers.",
            where=str(address),
            do="Close the lessons that are open, then restore again. Nothing was changed.",
        ) from error
    except OSError as error:
        raise QualprepError(
            what=f"The answers could not be restored: {error.strerror}.",
            where=str(error.filename or address),
            do="Make room, or see that you may write there, then restore again.",
        ) from error
    from grader.store import open_store

    with open_store(address) as store:
        for notice in store.notices:
            click.echo(notice)
        health = store.check()
    click.echo(f"Restored; there are {_counted(health)} now.")
    if aside is not None:
        click.echo(f"What was there before is kept as {aside}.")


def verified(file: Path) -> Health:
    """Return the state of a backup, without writing to it.

    Raises:
        QualprepError: There is no such file, it is damaged, or it holds something else.
    """
    from grader.store import open_store
    from grader.store.rescue import is_damaged

    if not file.is_file():
        raise QualprepError(
            what="There is no such backup.", where=str(file), do="Check the file's name."
        )
    with TemporaryDirectory() as folder:
        copy = Path(folder, "copy.sqlite")
        shutil.copyfile(file, copy)
        if is_damaged(copy):
            raise QualprepError(
                what="This backup is damaged, or no backup at all.",
                where=str(file),
                do="Nothing was changed. Try an older backup.",
            )
        with closing(sqlite3.connect(copy)) as connection:
            query = (
                "SELECT count(*) FROM sqlite_master WHERE name IN ('attempts', 'schema_version')"
            )
            (tables,) = connection.execute(query).fetchone()
        if tables != 2:
            raise QualprepError(
                what="This file holds no answers.",
                where=str(file),
                do="Nothing was changed. Name a file that `qualprep backup` wrote.",
            )
        with open_store(copy) as store:
            return store.check()


def _put_aside(address: Path, now: datetime) -> Path | None:
    """Rename the present database and its side files; the journal stays, to be compared with."""
    aside = address.with_name(f"{address.stem}.before-{now:%Y%m%dT%H%M%S%fZ}{address.suffix}")
    for end in ("-wal", "-shm", ""):
        if Path(f"{address}{end}").exists():
            Path(f"{address}{end}").rename(f"{aside}{end}")
    return aside if aside.exists() else None


def _counted(health: Health) -> str:
    people = f" of {health.learners} people" if health.learners > 1 else ""
    return f"{health.attempts} answer{'s' if health.attempts != 1 else ''}{people}"
