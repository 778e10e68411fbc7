"""``qualprep audit`` on a bank of its own: exit codes, the table, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.bank import pin
from grader.cli import main
from tests.audit.made import Made, as_it_is, write
from tests.support import SKILL


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["audit", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUALPREP_CONTENT", str(tmp_path))
    write(tmp_path, as_it_is)
    return tmp_path


def one_domain(one: Made) -> Made:
    return Made({**one.item, "domain": "travel", "content_note": ""}, one.gold)


def test_a_sound_bank_exits_0(root: Path) -> None:
    """With and without the skill's name; the table says what is asked for."""
    for arguments in ([], [SKILL]):
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        assert "56 items audited, nothing short." in result.output
        assert "at least 24" in result.output
    assert "not applicable: does not play a ranking" in result.output


def test_a_short_measure_exits_1_and_says_why(root: Path) -> None:
    """Again below the table, with the figures behind it."""
    write(root, one_domain)
    result = run(SKILL)
    assert result.exit_code == 1
    assert "- domains: 1 (at least 8)\n  travel 56" in result.output
    assert "56 items audited, 1 short of the bar." in result.output


def test_json_holds_every_measure(root: Path) -> None:
    """The exit code is the same; a figure that there is not is null."""
    write(root, one_domain)
    result = run("--json")
    assert result.exit_code == 1
    found = json.loads(result.output)
    assert (found["items"], found["short"]) == (56, 1)
    rows = {row["name"]: row for row in found["skills"][SKILL]}
    assert rows["domains"] == {
        "name": "domains",
        "figure": 1,
        "bar": "at least 8",
        "verdict": "short",
        "detail": "travel 56",
    }
    assert rows["the middle"]["figure"] is None
    assert found["tracks"]["evaluation"][0]["verdict"] == "not applicable"
    assert json.loads(run(SKILL, "--json").output)["tracks"] == {}


def test_what_wants_an_eye_fails_nothing(root: Path) -> None:
    """It is listed."""
    path = root / "exercises" / SKILL / "reserve.yaml"
    items = json.loads(path.read_text())
    items[3]["content"]["prompt"] += " My uncle died."
    path.write_text(json.dumps(items))
    pin(SKILL, root)
    result = run(SKILL)
    assert result.exit_code == 0
    assert "look at: response-ranking" in result.output
    assert "reserve-03 (died)" in result.output


def test_a_bank_that_cannot_be_read_names_file_and_line(root: Path) -> None:
    """An audit of half a bank would say too much; an unknown skill is answered with the nearest."""
    path = root / "exercises" / SKILL / "reserve.yaml"
    path.write_text(path.read_text().replace('"difficulty": 1', '"difficulty": 9', 1))
    result = run(SKILL)
    assert result.exit_code == 1
    assert "reserve.yaml:" in result.stderr
    assert "Did you mean response-ranking" in run("response-rankin").stderr
