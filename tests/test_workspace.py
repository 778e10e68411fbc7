"""The learner's folder: lessons arrive, updates arrive, and nothing of the learner's is lost."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader import __version__
from grader.errors import QualprepError
from grader.store import open_store
from grader.workspace import LAB_SETTINGS, fingerprint, last_lesson, prepare
from tests.support import GUIDELINE

LESSON = "evaluation/01-response-ranking.ipynb"


def notebook(*sources: str) -> str:
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }
        for number, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    ship(tmp_path / "content", LESSON, notebook("first()", "second()"))
    ship(tmp_path / "content", "00-start-here.ipynb", notebook("welcome()"))
    ship(tmp_path / "content", "guidelines/response-ranking.md", GUIDELINE)
    ship(tmp_path / "content", "src/evaluation/01-response-ranking.md", "source")
    ship(tmp_path / "content", ".ipynb_checkpoints/00-start-here.ipynb", notebook("old()"))
    return tmp_path / "content"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUALPREP_WORKSPACE", str(tmp_path / "home"))
    monkeypatch.setenv("QUALPREP_LEARNER", "ada")
    monkeypatch.delenv("QUALPREP_DATABASE", raising=False)
    return tmp_path / "home"


def ship(root: Path, name: str, text: str) -> None:
    path = root / "curriculum" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def ran(text: str) -> str:
    """A notebook as JupyterLab saves it after running: outputs, counts, states, one cell more."""
    found = json.loads(text)
    for cell in found["cells"]:
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["hello"]}]
        cell["execution_count"] = 7
        cell["source"] = "".join(cell["source"])
    found["cells"].append({"cell_type": "code", "id": "new", "source": "", "outputs": []})
    found["metadata"] = {"widgets": {"state": {}}, "language_info": {"name": "python"}}
    return json.dumps(found, indent=1)


def test_the_folder_has_lessons_guidelines_and_a_note_of_what_is_where(
    root: Path, folder: Path
) -> None:
    """Lessons keep their folders, sources and checkpoints stay behind, headers are left out."""
    prepared = prepare(root)
    assert prepared.folder == folder
    assert sorted(prepared.added) == [
        "00-start-here.ipynb",
        LESSON,
        "guidelines/response-ranking.html",
    ]
    assert (folder / LESSON).read_text() == notebook("first()", "second()")
    assert not (folder / "src").exists()
    guideline = (folder / "guidelines" / "response-ranking.html").read_text()
    assert "<h1>Ranking responses" in guideline
    assert "Version 9.9." in guideline
    assert "answers" in (folder / "README.txt").read_text()
    assert (folder / "answers").is_dir()


def test_a_second_preparation_says_and_changes_nothing(root: Path, folder: Path) -> None:
    """Starting again the next day is quiet."""
    prepare(root)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert prepare(root).in_words() == []
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_copy_that_was_only_run_is_replaced_by_the_new_edition(root: Path, folder: Path) -> None:
    """Outputs, counts, widget states and an empty cell at the end are no change."""
    prepare(root)
    (folder / LESSON).write_text(ran((folder / LESSON).read_text()))
    ship(root, LESSON, notebook("first()", "better()"))
    prepared = prepare(root)
    assert prepared.updated == [LESSON]
    assert prepared.kept == []
    assert (folder / LESSON).read_text() == notebook("first()", "better()")


def test_a_changed_copy_is_kept_and_the_new_edition_put_beside_it(root: Path, folder: Path) -> None:
    """The learner's notes stay; a sentence says where the new edition is; later it is quiet."""
    prepare(root)
    mine = notebook("first()", "# my notes\nsecond()")
    (folder / LESSON).write_text(mine)
    ship(root, LESSON, notebook("first()", "better()"))
    prepared = prepare(root)
    beside = folder / f"evaluation/01-response-ranking (new edition {__version__}).ipynb"
    assert (folder / LESSON).read_text() == mine
    assert beside.read_text() == notebook("first()", "better()")
    (said,) = prepared.in_words()
    assert beside.name in said
    assert "your copy stays" in said
    assert prepare(root).in_words() == []


def test_two_new_editions_of_one_version_do_not_overwrite_each_other(
    root: Path, folder: Path
) -> None:
    """The learner may have begun to work in the first of them."""
    prepare(root)
    (folder / LESSON).write_text(notebook("mine()"))
    for number in (1, 2):
        ship(root, LESSON, notebook(f"edition({number})"))
        prepare(root)
    editions = sorted(path.name for path in (folder / "evaluation").glob("*new edition*"))
    assert len(editions) == 2
    assert f"(new edition {__version__}, 2)" in editions[0] + editions[1]


def test_a_changed_copy_without_a_new_edition_is_left_in_peace(root: Path, folder: Path) -> None:
    """Writing in a lesson is no reason for a message."""
    prepare(root)
    (folder / LESSON).write_text(notebook("mine()"))
    assert prepare(root).in_words() == []
    assert (folder / LESSON).read_text() == notebook("mine()")


def test_without_the_record_every_differing_copy_counts_as_changed(
    root: Path, folder: Path
) -> None:
    """When in doubt, the learner's copy stays."""
    prepare(root)
    (folder / LESSON).write_text(notebook("mine()"))
    (folder / ".qualprep" / "lessons.json").write_text("{ half a rec")
    assert [kept.name for kept in prepare(root).kept] == [LESSON]
    assert (folder / LESSON).read_text() == notebook("mine()")


def test_a_lesson_that_was_deleted_comes_back(root: Path, folder: Path) -> None:
    """The way to a fresh copy is to delete one's own."""
    prepare(root)
    (folder / LESSON).unlink()
    assert prepare(root).added == [LESSON]


def test_settings_of_jupyterlab_are_written_once(root: Path, folder: Path) -> None:
    """Exercises stay on the page and no news pops up; what the learner sets is left alone."""
    prepare(root)
    tracker = folder / LAB_SETTINGS / "@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    assert json.loads(tracker.read_text())["windowingMode"] == "none"
    tracker.write_text('{"windowingMode": "full"}')
    prepare(root)
    assert json.loads(tracker.read_text())["windowingMode"] == "full"


def test_our_settings_are_ones_that_jupyterlab_knows(root: Path, folder: Path) -> None:
    """A renamed setting would do nothing, silently."""
    import sys

    import jsonschema

    prepare(root)
    schemas = Path(sys.prefix, "share/jupyter/lab/schemas")
    written = list((folder / LAB_SETTINGS).rglob("*.jupyterlab-settings"))
    assert len(written) == 2
    for path in written:
        name = path.relative_to(folder / LAB_SETTINGS).with_suffix(".json")
        schema = json.loads((schemas / name).read_text())
        settings = json.loads(path.read_text())
        assert settings.keys() <= schema["properties"].keys()
        jsonschema.validate(settings, {"properties": schema["properties"]})


def test_a_file_where_the_folder_should_be_is_said(
    root: Path, tmp_path: Path, folder: Path
) -> None:
    """The message names the file and the way out."""
    folder.write_text("I am a file")
    with pytest.raises(QualprepError, match=r"file where a folder should be.*QUALPREP_WORKSPACE"):
        prepare(root)
    with pytest.raises(QualprepError, match="file where a folder should be"):
        prepare(root, folder / "below")


@pytest.mark.parametrize(
    ("code", "says"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "cannot be written"), (errno.EIO, "doctor")],
)
def test_a_disk_that_refuses_is_said_in_plain_words(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str
) -> None:
    """Full, read-only, broken: each has its sentence, and no half-written file stays."""

    def refuse(path: Path, *_: object, **__: object) -> int:
        raise OSError(code, os.strerror(code), str(path))

    prepare(root)
    ship(root, LESSON, notebook("better()"))
    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(QualprepError, match=says):
        prepare(root)
    monkeypatch.undo()
    assert (folder / LESSON).read_text() == notebook("first()", "second()")
    assert not list(folder.rglob("*.unfinished"))


def test_the_first_start_opens_the_start_page(root: Path, folder: Path) -> None:
    """Without it, the first lesson; without any, nothing."""
    prepare(root)
    assert last_lesson() == folder / "00-start-here.ipynb"
    (folder / "00-start-here.ipynb").unlink()
    assert last_lesson() == folder / LESSON
    (folder / LESSON).unlink()
    assert last_lesson() is None
    assert not (folder / "answers" / "answers.sqlite").exists()


def test_later_starts_open_the_lesson_where_the_learner_stopped(root: Path, folder: Path) -> None:
    """The store knows the notebook; a notebook that is gone is no obstacle."""
    prepare(root)
    now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    with open_store(folder / "answers" / "answers.sqlite", clock=lambda: now) as store:
        store.save_place("ada", "response-ranking/practice:1", "toy-001", notebook=LESSON)
    assert last_lesson() == folder / LESSON
    (folder / LESSON).unlink()
    assert last_lesson() == folder / "00-start-here.ipynb"


def test_answers_that_cannot_be_read_do_not_keep_the_lessons_shut(root: Path, folder: Path) -> None:
    """The lesson opens and says itself what is wrong with the answers."""
    prepare(root)
    (folder / "answers" / "answers.sqlite").mkdir()
    assert last_lesson() == folder / "00-start-here.ipynb"


def test_a_fingerprint_sees_a_changed_word_and_nothing_else() -> None:
    """Cells' text counts; how it is stored does not."""
    text = notebook("first()", "second()")
    assert fingerprint(ran(text)) == fingerprint(text)
    assert fingerprint(text.replace("second", "third")) != fingerprint(text)
    assert fingerprint("no notebook") != fingerprint("no  notebook")
