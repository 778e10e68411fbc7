"""When the disk, the folder or another program says no: which error, in which words."""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy import event as sqlalchemy_event

from grader.store import (
    Attempt,
    SchemaTooNew,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    open_store,
)
from grader.store.errors import explain

MakeAttempt = Callable[..., Attempt]
StartWorker = Callable[..., "subprocess.Popen[str]"]
NOBODY = 65534


@pytest.mark.parametrize("first_to_fill", ["database", "journal"])
def test_a_full_disk_keeps_what_was_acknowledged(
    path: Path, attempt: MakeAttempt, start_worker: StartWorker, first_to_fill: str
) -> None:
    """The answer that did not fit is refused whole, and fits again once there is room."""
    earlier = [attempt() for _ in range(400 if first_to_fill == "journal" else 1)]
    with open_store(path) as store:
        store.add_attempts(earlier)
    room = path.with_suffix(".jsonl").stat().st_size + 3000
    batch = [attempt() for _ in range(200)]
    limit = room if first_to_fill == "journal" else 300_000
    worker = start_worker(path, batch, "--largest-file", str(limit))
    printed, errors = worker.communicate(timeout=60)
    error = json.loads(errors)
    assert (worker.returncode, error["kind"]) == (1, "StoreFull")
    assert "the disk is full" in error["text"]
    assert "still on the page" in error["text"]
    acknowledged = printed.split()
    assert 0 < len(acknowledged) < 200
    with open_store(path) as store:
        assert store.notices == []
        assert [a.id for a in store.attempts("ann")] == [a.id for a in earlier] + acknowledged
        assert not any(s.already for s in store.add_attempts(batch[len(acknowledged) :]))
        assert store.check().problems == ()


def test_a_full_database_takes_the_journal_s_line_back(path: Path, attempt: MakeAttempt) -> None:
    """What SQLite itself calls full is the same to the learner."""

    def no_room(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite makes it the present size

    with open_store(path) as store:
        store.add_attempt(made := attempt())
    lines = path.with_suffix(".jsonl").read_bytes()
    sqlalchemy_event.listen(Engine, "connect", no_room)
    try:
        with (
            open_store(path) as store,
            pytest.raises(StoreFull, match="hand it in again") as caught,
        ):
            store.add_attempt(attempt(values={"text": "word " * 50_000}))
    finally:
        sqlalchemy_event.remove(Engine, "connect", no_room)
    assert caught.value.where == str(path)
    assert path.with_suffix(".jsonl").read_bytes() == lines
    with open_store(path) as store:
        assert store.attempts("ann") == [made]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that other users may enter; pytest's own are private."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("case", ["new", "folder", "file"])
def test_a_place_that_may_not_be_written_says_so(
    open_folder: Path, attempt: MakeAttempt, start_worker: StartWorker, case: str
) -> None:
    """A read-only folder, with and without a store, and a read-only file in a writable folder."""
    path = open_folder / "answers.sqlite"
    made = attempt()
    if case != "new":
        with open_store(path) as store:
            store.add_attempt(made)
    for file in open_folder.iterdir():
        file.chmod(0o444 if case == "folder" or file == path else 0o666)
    open_folder.chmod(0o777 if case == "file" else 0o555)
    # Root may write anywhere, so as root the worker becomes somebody else.
    become = ["--user", str(NOBODY)] if os.getuid() == 0 else []
    worker = start_worker(path, [attempt()], *become)
    printed, errors = worker.communicate(timeout=60)
    error = json.loads(errors)
    assert (printed, error["kind"]) == ("", "StoreReadOnly")
    assert "still on the page" in error["text"]
    assert str(path) in error["text"]
    if case != "new":
        for file in open_folder.iterdir():
            file.chmod(0o666)
        open_folder.chmod(0o755)
        with open_store(path) as store:
            assert store.attempts("ann") == [made]
            assert store.notices == []


def test_a_locked_database_is_busy(path: Path, attempt: MakeAttempt) -> None:
    """A database browser holds it: nothing of the answer is kept, and later it goes through."""
    with open_store(path, busy_seconds=0.1) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreBusy, match=r"another program.*still on the page"):
                store.add_attempt(made := attempt())
            other.execute("ROLLBACK")
        assert not path.with_suffix(".jsonl").exists()
        assert not store.add_attempt(made).already


def test_a_held_lock_file_is_busy(path: Path, attempt: MakeAttempt) -> None:
    """Another notebook is writing for longer than one waits."""
    with open_store(path) as other, other._ledger.locked(), pytest.raises(StoreBusy):
        open_store(path, busy_seconds=0.1)


def test_a_newer_store_is_left_alone(path: Path, attempt: MakeAttempt) -> None:
    """An older program must not write what a newer one would misread."""
    with open_store(path) as store:
        store.add_attempt(attempt())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO schema_version VALUES (2, '2027-01-01 00:00:00.000000')")
    before = path.read_bytes()
    with pytest.raises(SchemaTooNew, match="Update qualprep") as caught:
        open_store(path)
    assert (caught.value.found, caught.value.known) == (2, 1)
    assert path.read_bytes() == before


def test_a_newer_journal_is_left_alone(path: Path) -> None:
    """The journal of a newer program is not taken for noise."""
    path.with_suffix(".jsonl").write_text('{"v":2,"kind":"attempt","record":{}}\n')
    with pytest.raises(SchemaTooNew, match="Nothing was changed"):
        open_store(path)


def test_an_open_store_that_is_damaged_says_how_to_mend_it(
    path: Path, attempt: MakeAttempt
) -> None:
    """Damage met while working is an error; the next opening mends it."""
    with open_store(path) as store:
        store.add_attempts([made := attempt(), attempt()])
        store.close()
        with path.open("rb+") as file:
            file.write(b"\x00" * 100)
        with pytest.raises(StoreDamaged, match="rebuilt"):
            store.attempts("ann")
        with pytest.raises(StoreDamaged, match="still on the page"):
            store.add_attempt(attempt())
    with open_store(path) as store:
        assert made in store.attempts("ann")


def test_a_value_that_makes_no_sense_is_damage(path: Path, attempt: MakeAttempt) -> None:
    """SQLite does not know that a column holds JSON, so its own check cannot see this."""
    with open_store(path) as store:
        store.add_attempt(attempt())
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("""UPDATE attempts SET "values" = '{"rank'""")
        with pytest.raises(StoreDamaged):
            store.attempts("ann")


@pytest.mark.parametrize(
    ("sqlstate", "kind"),
    [
        ("53100", StoreFull),
        ("25006", StoreReadOnly),
        ("55P03", StoreBusy),
        ("XX001", StoreDamaged),
        ("08006", StoreError),
    ],
)
def test_a_server_s_errors_are_said_alike(sqlstate: str, kind: type[StoreError]) -> None:
    """PostgreSQL says by a five-letter code what SQLite says by a number."""
    error = Exception("first line\nDETAIL: somebody's answer")
    error.sqlstate = sqlstate
    said = explain(error, "postgresql://host/db")
    assert type(said) is kind
    assert "postgresql://host/db" in str(said)
    assert "somebody's answer" not in str(said)


def test_a_server_that_is_not_there_says_so_without_the_password() -> None:
    """The address is shown, the secret in it is not."""
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="qualprep doctor") as caught:
        open_store("postgresql://ann:secret@127.0.0.1:1/answers")
    assert "ann:***@127.0.0.1" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["nonsense://x", "://", "postgresql+nodriver://host/db"])
def test_an_address_that_means_nothing_says_so(address: str) -> None:
    """A wrong setting is an error with a way out."""
    with pytest.raises(StoreError, match=r"QUALPREP_DATABASE|pip install"):
        open_store(address)


def test_a_folder_that_is_a_file_says_so(tmp_path: Path) -> None:
    """What no table foresees still names the place and a next step."""
    (tmp_path / "notes").write_text("")
    with pytest.raises(StoreError, match=r"notes.*Try once more"):
        open_store(tmp_path / "notes" / "answers.sqlite")


def test_an_error_shows_nobody_s_answer(path: Path, attempt: MakeAttempt) -> None:
    """The database's own message would quote the row."""
    with open_store(path) as store:
        store.close()
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DROP TABLE learners")
        with pytest.raises(StoreError) as caught:
            store.add_attempt(attempt(learner="ann-private", values={"text": "a secret thought"}))
    shown = f"{caught.value} {caught.value.__cause__}"
    assert "no such table" in shown
    assert "secret" not in shown
    assert "ann-private" not in shown
