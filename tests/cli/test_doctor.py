"""The doctor: each line says what it found, and what to do where something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.store import open_store
from tests.support import write_bank


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_bank(tmp_path / "content")
    (root / "curriculum" / "00-start-here.ipynb").write_text("{}")
    monkeypatch.setenv("QUALPREP_CONTENT", str(root))
    monkeypatch.setenv("QUALPREP_WORKSPACE", str(tmp_path / "home"))
    monkeypatch.delenv("QUALPREP_DATABASE", raising=False)
    return root


def findings() -> tuple[int, dict[str, dict[str, str]]]:
    """The exit code, and what was found by what it is about."""
    result = CliRunner().invoke(main, ["doctor", "--json"])
    return result.exit_code, {entry["about"]: entry for entry in json.loads(result.output)}


def test_a_sound_installation_has_nothing_that_blocks(root: Path) -> None:
    """This one is sound, or the tests would not run."""
    code, found = findings()
    assert code == 0
    assert found["Exercises on the page"]["state"] == "ok"
    assert found["Your answers"]["says"] == "none yet"
    assert "1 lessons and 2 items" in found["Lessons and items"]["says"]


def test_as_text_each_finding_has_its_line(root: Path) -> None:
    """The state comes first, and what to do follows below."""
    output = CliRunner().invoke(main, ["doctor"]).output
    assert "Python:" in output
    assert output.startswith("ok ")


def test_a_missing_package_blocks_and_says_how_to_mend_it(root: Path) -> None:
    """Pinned lines for other platforms do not count; another version only needs attention."""
    pinned = root / "requirements.txt"
    pinned.write_text(
        "nothing-of-this-name==1.0 \\\n    --hash=sha256:0\nclick==8.2 ; os_name == 'x'\n"
    )
    code, found = findings()
    assert code == 1
    assert found["Packages"]["says"] == "missing: nothing-of-this-name"
    assert "make learn" in found["Packages"]["do"]
    pinned.write_text("click==0.1\n")
    code, found = findings()
    assert (code, found["Packages"]["state"]) == (0, "needs attention")


def test_missing_content_blocks(root: Path) -> None:
    """Half a clone is said to be one."""
    (root / "curriculum" / "00-start-here.ipynb").unlink()
    code, found = findings()
    assert (code, found["Lessons and items"]["state"]) == (1, "blocks")


def test_a_folder_that_cannot_be_written_blocks(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in its place is one way of not being writable."""
    (tmp_path / "home").write_text("a file")
    code, found = findings()
    assert (code, found["Your folder"]["state"]) == (1, "blocks")
    assert "QUALPREP_WORKSPACE" in found["Your folder"]["do"]


def test_answers_are_counted_and_damage_is_told(root: Path, tmp_path: Path) -> None:
    """A damaged file is rebuilt at opening; the doctor passes on what was mended."""
    path = tmp_path / "home" / "answers" / "answers.sqlite"
    with open_store(path) as store:
        store.start_session("ada")
    assert findings()[1]["Your answers"]["state"] == "ok"
    path.write_bytes(b"this is no database " * 500)
    found = findings()[1]["Your answers"]
    assert found["state"] == "needs attention"
    assert "rebuilt" in found["says"]
