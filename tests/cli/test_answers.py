"""Backup and restore: nothing handed in is lost, whatever file one names."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from grader.cli import main
from grader.store import Attempt, open_store

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUALPREP_WORKSPACE", str(tmp_path / "home"))
    monkeypatch.delenv("QUALPREP_DATABASE", raising=False)
    return tmp_path / "home" / "answers" / "answers.sqlite"


def hand_in(path: Path, item_id: str) -> None:
    attempt = Attempt(
        id=str(uuid4()),
        learner="ada",
        session="s",
        skill="response-ranking",
        item_id=item_id,
        item_hash="sha256:0",
        values={"near_tie": False},
        confidence=70,
        seconds=12.5,
        hints=0,
        mode="practice",
        shown_order=("response_b", "response_a"),
        exercise="response-ranking/practice:1",
        guideline="1.0",
        at=NOW,
    )
    with open_store(path) as store:
        store.add_attempt(attempt)


def items(path: Path) -> list[str]:
    with open_store(path) as store:
        return [attempt.item_id for attempt in store.attempts("ada")]


def test_a_backup_holds_every_answer_and_is_never_overwritten(
    answers: Path, tmp_path: Path
) -> None:
    """The first copy is complete; a second one needs another name."""
    hand_in(answers, "toy-001")
    result = run("backup", str(tmp_path / "copy.sqlite"))
    assert "1 answer copied" in result.output
    assert items(tmp_path / "copy.sqlite") == ["toy-001"]
    again = run("backup", str(tmp_path / "copy.sqlite"))
    assert again.exit_code == 1
    assert "never overwrites" in again.stderr


def test_without_answers_there_is_nothing_to_back_up(answers: Path, tmp_path: Path) -> None:
    """An empty backup would only look like safety."""
    result = run("backup", str(tmp_path / "copy.sqlite"))
    assert result.exit_code == 1
    assert not (tmp_path / "copy.sqlite").exists()
    assert not answers.exists()


def test_restore_on_a_new_computer(answers: Path, tmp_path: Path) -> None:
    """Where there was nothing, the backup's answers are there afterwards."""
    hand_in(tmp_path / "old" / "answers.sqlite", "toy-001")
    with open_store(tmp_path / "old" / "answers.sqlite") as store:
        store.backup(tmp_path / "copy.sqlite")
    before = (tmp_path / "copy.sqlite").read_bytes()
    result = run("restore", str(tmp_path / "copy.sqlite"))
    assert result.exit_code == 0, result.output
    assert "1 answer now" in result.output
    assert items(answers) == ["toy-001"]
    assert (tmp_path / "copy.sqlite").read_bytes() == before


def test_restore_loses_neither_the_present_file_nor_later_answers(
    answers: Path, tmp_path: Path
) -> None:
    """The present database is put aside; what came after the backup is added from the journal."""
    hand_in(answers, "toy-001")
    run("backup", str(tmp_path / "copy.sqlite"))
    hand_in(answers, "toy-002")
    result = run("restore", str(tmp_path / "copy.sqlite"))
    assert result.exit_code == 0, result.output
    assert sorted(items(answers)) == ["toy-001", "toy-002"]
    (aside,) = answers.parent.glob("answers.before-*.sqlite")
    assert str(aside) in result.output
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute("SELECT count(*) FROM attempts").fetchone() == (2,)


@pytest.mark.parametrize(
    ("name", "says"),
    [("missing", "no such backup"), ("text", "damaged"), ("other", "holds no answers")],
)
def test_restore_of_something_else_changes_nothing(
    answers: Path, tmp_path: Path, name: str, says: str
) -> None:
    """A missing file, a text, another program's database: each is refused with its reason."""
    hand_in(answers, "toy-001")
    (tmp_path / "text").write_text("no database at all, but long enough to look at " * 100)
    with closing(sqlite3.connect(tmp_path / "other")) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    result = run("restore", str(tmp_path / name))
    assert result.exit_code == 1
    assert says in result.stderr
    assert items(answers) == ["toy-001"]
    assert not list(answers.parent.glob("answers.before-*"))


def test_restore_does_not_touch_a_server(
    answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database server has its own way."""
    monkeypatch.setenv("QUALPREP_DATABASE", "postgresql://nowhere/answers")
    result = run("restore", str(tmp_path / "copy.sqlite"))
    assert result.exit_code == 1
    assert "server" in result.stderr
