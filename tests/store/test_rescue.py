"""A damaged database is put aside, rebuilt and spoken about."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.store import Attempt, Draft, Event, open_store

MakeAttempt = Callable[..., Attempt]
PAGE = 4096


def overwrite_header(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(b"\x00" * 100)


def truncate_to_half(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2 + 1)


def truncate_to_a_stub(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(50)


def middle_of_the_attempts(path: Path) -> int:
    """Return the offset of a page that holds attempts."""
    with sqlite3.connect(path) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'attempts'"
        ).fetchone()
    connection.close()
    pages = path.stat().st_size // PAGE
    return int(root + (pages - root) // 2) * PAGE


def write_noise(path: Path, offset: int) -> None:
    with path.open("rb+") as file:
        file.seek(offset)
        file.write(random.Random(7).randbytes(PAGE))


def spoil_a_page(path: Path) -> None:
    write_noise(path, middle_of_the_attempts(path))


DAMAGES = [overwrite_header, truncate_to_half, truncate_to_a_stub, spoil_a_page]


@pytest.fixture
def filled(path: Path, attempt: MakeAttempt, event: Callable[..., Event]) -> list[Attempt]:
    """Return the attempts of a store that also has an event, a draft and a place."""
    made = [attempt(values={"text": "word " * 200, "n": n}) for n in range(150)]
    with open_store(path) as store:
        store.save_place("ann", "e", "rank-0001")
        store.save_draft(Draft(learner="ann", exercise="e", item_id="i", values={}, at=made[0].at))
        store.add_event(event())
        store.add_attempts(made)
    return made


@pytest.mark.parametrize("damage", DAMAGES)
def test_everything_handed_in_comes_back(
    path: Path, filled: list[Attempt], damage: Callable[[Path], None]
) -> None:
    """From the journal; the learner is told, and the damaged file is kept as it was."""
    damage(path)
    found = path.read_bytes()
    with open_store(path) as store:
        assert store.attempts("ann") == filled
        assert len(store.events("ann")) == 1
        assert store.check().problems == ()
        (notice,) = store.notices
        (aside,) = path.parent.glob("answers.damaged-*.sqlite")
        assert "150 answers and 1 note about an answer from the safety copy" in notice
        assert aside.name in notice
        assert "nothing was deleted" in notice
        assert aside.read_bytes() == found
    with open_store(path) as store:
        assert store.notices == []
        assert store.attempts("ann") == filled


@pytest.mark.parametrize(
    ("damage", "share"), [(overwrite_header, 0.0), (truncate_to_half, 0.0), (spoil_a_page, 0.5)]
)
def test_without_a_journal_what_is_readable_is_saved(
    path: Path, filled: list[Attempt], damage: Callable[[Path], None], share: float
) -> None:
    """The journal may be gone too; then the damaged file gives what it still has."""
    path.with_suffix(".jsonl").unlink()
    damage(path)
    with open_store(path) as store:
        back = store.attempts("ann")
        assert len(back) >= share * len(filled)
        assert all(a in filled for a in back)
        assert len(store.notices) == 1
    lines = path.with_suffix(".jsonl").read_text() if back else ""
    assert all(a.id in lines for a in back)


def test_what_the_journal_never_had_is_read_from_the_damaged_file(
    path: Path, filled: list[Attempt]
) -> None:
    """Drafts and places are not in the journal; a bad page elsewhere does not cost them."""
    spoil_a_page(path)
    with open_store(path) as store:
        assert len(store.drafts("ann", "e")) == 1
        assert store.last_place("ann") is not None
        assert "1 draft and 1 place where you stopped more from the damaged" in store.notices[0]


def test_the_latest_answers_are_read_from_the_side_file(
    path: Path, filled: list[Attempt], attempt: MakeAttempt, tmp_path: Path
) -> None:
    """SQLite keeps recent commits beside the database; they are rescued with it."""
    page = middle_of_the_attempts(path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with open_store(path) as store:
        store.add_attempt(last := attempt())
        for name in (path.name, f"{path.name}-wal"):  # as after a power cut, the journal lost
            shutil.copy(path.with_name(name), elsewhere)
    write_noise(elsewhere / path.name, page)
    with open_store(elsewhere / path.name) as store:
        assert store.attempts("ann")[-1] == last
        assert "damaged" in store.notices[0]


def test_an_empty_file_is_a_new_one(path: Path, filled: list[Attempt]) -> None:
    """A database cut to nothing is filled from the journal."""
    path.write_bytes(b"")
    with open_store(path) as store:
        assert store.attempts("ann") == filled
        assert not list(path.parent.glob("*damaged*"))
        assert "150 answers" in store.notices[0]


def test_another_notebook_goes_on_after_the_rebuild(
    path: Path, filled: list[Attempt], attempt: MakeAttempt
) -> None:
    """Its connection leads to the file put aside; its next answer goes to the new one."""
    with open_store(path) as first:
        assert len(first.attempts("ann")) == 150
        overwrite_header(path)
        with open_store(path) as second:
            first.add_attempt(made := attempt())
            assert second.attempts("ann") == first.attempts("ann") == [*filled, made]
            assert second.check().problems == ()


def test_the_check_sees_damage(path: Path, filled: list[Attempt]) -> None:
    """`qualprep doctor` reports a damaged file instead of failing on it."""
    with open_store(path) as store:
        store.close()
        truncate_to_half(path)
        health = store.check()
    assert health.attempts == 0
    assert "damaged" in health.problems[0]
