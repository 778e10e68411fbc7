"""An acknowledged answer is there again, whatever was killed, torn, deleted or replaced."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy import event as sqlalchemy_event

from grader.store import Attempt, Event, Store, StoreBusy, open_store
from grader.store.journal import Journal

MakeAttempt = Callable[..., Attempt]


def ids(store: Store) -> list[str]:
    return [a.id for a in store.attempts("ann")]


@pytest.fixture
def journal(path: Path) -> Path:
    return path.with_suffix(".jsonl")


@pytest.mark.parametrize("acknowledged", [1, 25, 60])
def test_a_killed_process_loses_nothing_it_acknowledged(
    path: Path,
    attempt: MakeAttempt,
    start_worker: Callable[..., "subprocess.Popen[str]"],
    acknowledged: int,
) -> None:
    """SIGKILL in the middle of writing: all that was acknowledged is there, in order."""
    batch = [attempt() for _ in range(3000)]
    worker = start_worker(path, batch)
    assert worker.stdout is not None
    printed = [worker.stdout.readline().strip() for _ in range(acknowledged)]
    worker.kill()
    printed += worker.stdout.read().split()  # `communicate` would skip lines already buffered
    with open_store(path) as store:
        found = ids(store)
        assert found[: len(printed)] == printed
        assert len(found) <= len(printed) + 1, "at most the one it was writing"
        assert not store.add_attempt(batch[-1]).already
        assert store.check().problems == ()


def test_the_journal_is_on_the_disk_before_the_database_commits(
    path: Path, journal: Path, attempt: MakeAttempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of the two is what makes a rebuild complete."""
    steps: list[str] = []
    made = attempt()
    really_sync = os.fsync

    def sync(handle: int) -> None:
        really_sync(handle)
        if made.id in journal.read_text():
            steps.append("journal")

    def commit(_: Any) -> None:
        steps.append("commit")

    with open_store(path) as store:
        store.add_attempt(attempt())
        monkeypatch.setattr(os, "fsync", sync)
        sqlalchemy_event.listen(Engine, "commit", commit)
        try:
            store.add_attempt(made)
        finally:
            sqlalchemy_event.remove(Engine, "commit", commit)
    assert steps[-2:] == ["journal", "commit"]
    assert steps.count("journal") == 1


def test_the_database_waits_for_the_disk(path: Path) -> None:
    """SQLite is told to sync every commit, and to keep references whole."""
    with open_store(path) as store, store._ledger.engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_a_writer_holds_the_database_from_its_first_look(path: Path) -> None:
    """What it looked at cannot change before it writes, not even by a program without our lock."""

    def work(_: Connection) -> None:
        other.execute("BEGIN IMMEDIATE")

    with open_store(path) as store, closing(sqlite3.connect(path, timeout=0)) as other:
        with pytest.raises(StoreBusy):
            store._ledger.write(work)
        assert not other.in_transaction


def test_what_only_the_journal_has_is_restored(
    path: Path, journal: Path, attempt: MakeAttempt, event: Callable[..., Event]
) -> None:
    """Killed between the journal and the commit: the next opening finishes the work and says so."""
    with open_store(path) as store:
        store.add_attempt(first := attempt())
    Journal(journal).append([second := attempt(), noted := event()])
    with open_store(path) as store:
        assert store.attempts("ann") == [first, second]
        assert store.events("ann") == [noted]
        (notice,) = store.notices
        assert "put there now: 1 answer and 1 note about an answer." in notice
    with open_store(path) as store:
        assert store.notices == []


def test_an_open_store_finishes_another_s_work(
    path: Path, journal: Path, attempt: MakeAttempt
) -> None:
    """Nobody has to reopen: the next writer takes in what a killed one left."""
    with open_store(path) as store:
        store.add_attempt(first := attempt())
        Journal(journal).append([second := attempt()])
        assert store.add_attempt(second).already
        store.add_attempt(third := attempt())
        assert ids(store) == [first.id, second.id, third.id]
        assert len(store.notices) == 1
        assert store.check().problems == ()


def test_a_line_torn_anywhere_is_tolerated(path: Path, journal: Path, attempt: MakeAttempt) -> None:
    """Killed at any byte of a line: what was there stays, what comes next is not glued to it."""
    with open_store(path) as store:
        store.add_attempt(first := attempt())
    whole = journal.read_bytes()
    copies = [file for file in path.parent.iterdir() if file != journal]
    for cut in range(1, len(whole), 37):
        folder = path.parent / f"cut-{cut}"
        folder.mkdir()
        for file in copies:
            shutil.copy(file, folder)
        torn = json.dumps({"v": 1, "kind": "attempt", "record": {"id": "x"}}).encode() + whole
        (folder / journal.name).write_bytes(whole + torn[:cut])
        with open_store(folder / path.name) as store:
            assert len(store.notices) == 1
            assert "Unreadable lines" in store.notices[0]
            store.add_attempt(second := attempt())
        (folder / path.name).unlink()
        with open_store(folder / path.name) as store:
            assert ids(store) == [first.id, second.id]


def test_a_line_that_lacks_only_its_end_counts(
    path: Path, journal: Path, attempt: MakeAttempt
) -> None:
    """All of the record reached the disk, so it is not thrown away."""
    with open_store(path) as store:
        store.add_attempts([first := attempt(), second := attempt()])
    path.unlink()
    journal.write_bytes(journal.read_bytes()[:-1])
    with open_store(path) as store:
        store.add_attempt(third := attempt())
        assert ids(store) == [first.id, second.id, third.id]
    assert journal.read_bytes().count(b"\n") == 3


def test_a_deleted_database_comes_back(path: Path, attempt: MakeAttempt) -> None:
    """Also while a notebook has it open."""
    with open_store(path) as store:
        store.add_attempt(first := attempt())
        for file in path.parent.glob("*.sqlite*"):
            file.unlink()
        store.add_attempt(second := attempt())
        assert ids(store) == [first.id, second.id]
    path.unlink()
    with open_store(path) as store:
        assert ids(store) == [first.id, second.id]


def test_a_deleted_journal_comes_back(path: Path, journal: Path, attempt: MakeAttempt) -> None:
    """The database gives it all it has."""
    with open_store(path) as store:
        store.add_attempts([attempt(), attempt()])
        store.start_session("ann")
    whole = sorted(journal.read_text().splitlines())
    journal.unlink()
    with open_store(path) as store:
        assert sorted(journal.read_text().splitlines()) == whole
        (notice,) = store.notices
        assert "Copied to it again: 2 answers and 1 sitting." in notice


def test_an_old_backup_put_in_place_loses_nothing_newer(
    path: Path, attempt: MakeAttempt, tmp_path: Path
) -> None:
    """What was handed in since the backup is still in the journal."""
    with open_store(path) as store:
        store.add_attempt(old := attempt())
        backup = store.backup(tmp_path / "monday.sqlite")
        store.add_attempt(new := attempt())
    shutil.copy(backup, path)
    with open_store(path) as store:
        assert ids(store) == [old.id, new.id]
        assert store.check().problems == ()


def test_the_check_sees_what_the_next_opening_will_mend(
    path: Path, journal: Path, attempt: MakeAttempt
) -> None:
    """`qualprep doctor` says it in words and changes nothing."""
    with open_store(path) as store:
        store.add_attempt(attempt())
        journal.write_text("not a line\n")
        Journal(journal).append([attempt()])
        before = journal.read_bytes()
        waiting, lacking, unreadable = store.check().problems
        assert "1 answer of the journal (answers.jsonl) are not in the database" in waiting
        assert "1 answer are not in the journal" in lacking
        assert "Unreadable lines" in unreadable
        assert journal.read_bytes() == before
