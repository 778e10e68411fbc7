"""A person's request to erase their data reaches every file the store keeps."""

from collections.abc import Callable
from pathlib import Path

from grader.store import Attempt, open_store
from grader.store.journal import Journal

MakeAttempt = Callable[..., Attempt]


def holding(folder: Path, trace: bytes) -> list[str]:
    return [file.name for file in sorted(folder.iterdir()) if trace in file.read_bytes()]


def test_no_trace_is_left_in_any_file(path: Path, attempt: MakeAttempt) -> None:
    """Not in the database's free pages, its side file or the journal; others keep all."""
    with open_store(path) as store:
        mine = [attempt(learner="ann-erased", values={"t": "my thought"}) for _ in range(50)]
        theirs = [attempt(learner="ben", values={"t": "other"}) for _ in range(50)]
        store.add_attempts([a for pair in zip(mine, theirs, strict=True) for a in pair])
        assert holding(path.parent, b"ann-erased")
        assert store.erase("ann-erased") == (50, ())
        assert holding(path.parent, b"ann-erased") == []
        assert holding(path.parent, b"my thought") == []
        assert store.attempts("ben") == theirs
    with open_store(path) as store:
        assert store.learners() == ["ben"]
        assert store.notices == []


def test_another_notebook_goes_on_in_the_new_journal(path: Path, attempt: MakeAttempt) -> None:
    """Erasing replaces the journal's file; who has the store open must not write to the old one."""
    with open_store(path) as store, open_store(path) as other:
        store.add_attempts([attempt(learner="ann"), attempt(learner="ben")])
        other.add_attempt(attempt(learner="ben"))
        store.erase("ann")
        other.add_attempt(last := attempt(learner="ben"))
        assert last.id in path.with_suffix(".jsonl").read_text()
        assert store.check().problems == ()
        assert len(store.attempts("ben")) == 3


def test_a_torn_line_about_the_person_goes_too(path: Path, attempt: MakeAttempt) -> None:
    """A line that cannot be read is kept only where it names somebody else."""
    journal = path.with_suffix(".jsonl")
    with open_store(path) as store:
        store.add_attempt(attempt(learner="bén"))
        with journal.open("a") as file:
            file.write('{"v":1,"kind":"attempt","record":{"learner":"\\u00e1nn","id":"12\n')
            file.write('{"v":1,"kind":"attempt","record":{"learner":"b\\u00e9n","id":"34\n')
        store.erase("ánn")
    assert [line[-4:] for line in journal.read_text().splitlines()][1:] == ['"34'.rjust(4, ":")]


def test_a_half_done_erasure_is_undone(path: Path, attempt: MakeAttempt) -> None:
    """Killed after the journal, before the database: nothing is lost, and one asks again."""
    with open_store(path) as store:
        store.add_attempt(made := attempt())
    Journal(path.with_suffix(".jsonl")).forget("ann")
    with open_store(path) as store:
        assert store.attempts("ann") == [made]
        assert store.check().problems == ()
        assert store.erase("ann").records == 1


def test_files_out_of_reach_are_named(path: Path, attempt: MakeAttempt) -> None:
    """A damaged file put aside may hold the person's data; whoever erases is told."""
    with open_store(path) as store:
        store.add_attempt(attempt())
    with path.open("rb+") as file:
        file.write(b"\x00" * 100)
    with open_store(path) as store:
        (aside,) = path.parent.glob("*damaged*")
        assert store.erase("ann") == (1, (str(aside),))
