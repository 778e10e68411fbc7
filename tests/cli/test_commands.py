"""The command line: help, errors in plain words, and every command on a small bank of its own."""

from __future__ import annotations

import importlib
import inspect
import json
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from grader.cli import COMMANDS, main
from tests.support import SKILL, write_bank


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def all_commands() -> list[tuple[str, click.Command]]:
    """Every command by the words that call it, sub-commands too."""
    found: list[tuple[str, click.Command]] = []
    for name, lazy in COMMANDS.items():
        module, _, attribute = lazy.where.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {sub}", command.commands[sub]) for sub in command.commands]
    return found


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUALPREP_CONTENT", str(write_bank(tmp_path / "content")))
    monkeypatch.setenv("QUALPREP_WORKSPACE", str(tmp_path / "home"))
    monkeypatch.setenv("QUALPREP_LEARNER", "ada")
    monkeypatch.delenv("QUALPREP_DATABASE", raising=False)
    return tmp_path / "content"


@pytest.mark.parametrize(("name", "command"), all_commands())
def test_every_command_has_help_with_an_example(name: str, command: click.Command) -> None:
    """The example is a call that begins with the command's own words."""
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert f"Example: qualprep {name}" in " ".join(result.output.split())


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_list_of_commands_says_what_their_help_says(name: str) -> None:
    """The list is written by hand, so that listing imports nothing: it must not drift."""
    command = dict(all_commands())[name]
    first = inspect.cleandoc(command.help or "").split("\n\n")[0]
    says = COMMANDS[name].says
    assert first.startswith(says.rstrip(".")), (first, says)
    assert says in " ".join(run("--help").output.split())


def test_the_version_is_the_packages() -> None:
    """It names the command and the version."""
    from grader import __version__

    assert run("--version").output.strip() == f"qualprep, version {__version__}"


def test_our_errors_are_plain_words_and_exit_1(root: Path) -> None:
    """No traceback: what happened, and what was probably meant."""
    result = run("lint", "response-rankin")
    assert result.exit_code == 1
    assert "Did you mean response-ranking" in result.stderr
    assert "Traceback" not in result.output


def test_errors_of_sub_commands_are_plain_words_too(root: Path, tmp_path: Path) -> None:
    """A group in the group is no way round."""
    result = run("blind", "score", SKILL, str(tmp_path / "nothing.yaml"))
    assert result.exit_code == 1
    assert "answers cannot be read" in result.stderr


def test_skills_lists_banks_by_size(root: Path) -> None:
    """As a table for people, and as JSON for programs."""
    assert "Response ranking" in run("skills").output
    rows = {row["slug"]: row for row in json.loads(run("skills", "--json").output)}
    assert (rows[SKILL]["practice"], rows[SKILL]["reserve"]) == (2, 0)
    assert rows[SKILL]["track"] == "evaluation"


def test_show_names_responses_readably(root: Path) -> None:
    """An author reads Response B, not {response_b}, and sees gold, alternatives and temptations."""
    output = run("show", "toy-001").output
    assert "Response A = Response C > Response B" in output
    assert "or also" in output
    assert "by far" in output
    assert "{response" not in output
    assert "Look at the numbers." in output


def test_show_without_gold_shows_what_a_learner_sees(root: Path) -> None:
    """Nothing of the solutions is printed."""
    output = run("show", "toy-001", "--no-gold").output
    assert "Eight to nine minutes." in output
    assert "by far" not in output
    assert "Gold" not in output


def test_show_of_an_unknown_item_names_the_nearest(root: Path) -> None:
    """The ids of all skills are searched."""
    result = run("show", "toy-01")
    assert result.exit_code == 1
    assert "toy-001" in result.stderr


def test_lint_of_a_sound_bank_says_how_much_it_read(root: Path) -> None:
    """So nobody takes an empty folder for a clean one."""
    result = run("lint")
    assert (result.exit_code, result.output) == (0, "2 items read, nothing wrong.\n")


def test_lint_names_file_and_line_and_fails(root: Path) -> None:
    """For people a line each; for programs JSON; the exit code is 1 in both."""
    items = root / "exercises" / SKILL / "practice.yaml"
    items.write_text(items.read_text().replace("bait: STYLE", "bait: SHINY"))
    result = run("lint", SKILL)
    assert result.exit_code == 1
    assert "exercises/response-ranking/practice.yaml:23: toy-002: 'SHINY'" in result.output
    assert "2 items read, 1 problem." in result.output
    as_json = run("lint", "--json")
    assert as_json.exit_code == 1
    found = json.loads(as_json.output)
    assert (found["items"], found["problems"][0]["line"]) == (2, 23)


def test_lint_reports_a_missing_guideline_like_any_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other skills are still read."""
    root = write_bank(tmp_path / "content", pinned=False)
    monkeypatch.setenv("QUALPREP_CONTENT", str(root))
    (root / "curriculum" / "guidelines" / f"{SKILL}.md").unlink()
    result = run("lint")
    assert result.exit_code == 1
    assert "guideline cannot be read" in result.output


def test_pin_follows_a_changed_item(root: Path) -> None:
    """It says how many, and the second time that there was nothing to do."""
    items = root / "exercises" / SKILL / "practice.yaml"
    items.write_text(items.read_text().replace("At 18:20.", "At 18:21."))
    assert run("lint").exit_code == 1
    assert run("pin").output == "1 pinned.\n"
    assert run("pin", SKILL).output == "Every gold is pinned already.\n"
    assert run("lint").exit_code == 0


def test_a_blind_read_from_export_to_record(root: Path, tmp_path: Path) -> None:
    """The folder is written, the filled form is scored, and the readings stand in the gold."""
    folder = tmp_path / "blind"
    assert "README.md" in run("blind", "export", SKILL, str(folder)).output
    form = folder / "answers.yaml"
    filled = form.read_text()
    for old, new in {
        "order:": "order: A = B",
        "axis:": "axis: tone",
        "near_tie:": "near_tie: no",
        "confidence:": "confidence: 60",
        "reason:": "reason: hard to say",
    }.items():
        filled = filled.replace(old, new)
    first, second = filled.split("- id: toy-002")
    form.write_text(first.replace("A = B", "A = B = C") + "- id: toy-002" + second)
    result = run("blind", "score", SKILL, str(form), "--record", "human")
    assert result.exit_code == 0
    assert "toy-001 differs, 60 % sure" in result.output
    assert "Items that agree: 0% of 2" in result.output
    assert "2 readings recorded" in result.output
    assert "{kind: human, blind: true, agreed: false}" in (
        root / "solutions" / SKILL / "practice.yaml"
    ).read_text(encoding="utf-8")
    assert run("blind", "score", SKILL, str(form), "--record", "human").exit_code == 1


def test_a_blind_score_as_json_has_no_nan(root: Path, tmp_path: Path) -> None:
    """The share of no items is null, with n 0."""
    run("blind", "export", SKILL, str(tmp_path / "blind"))
    result = run("blind", "score", SKILL, str(tmp_path / "blind" / "answers.yaml"), "--json")
    found = json.loads(result.output)
    assert found["overall"] == {"value": None, "low": None, "high": None, "n": 0}
    assert sorted(found["unanswered"]) == ["toy-001", "toy-002"]


def test_build_and_check(root: Path) -> None:
    """Check fails until the lessons are built, and writes nothing itself."""
    source = root / "curriculum" / "src" / "00-start-here.md"
    source.parent.mkdir(parents=True)
    source.write_text("# Start here\n")
    assert run("build", "--check").exit_code == 1
    assert "1 lessons, 1 built." in run("build").output
    assert run("build", "--check").exit_code == 0


def test_learn_can_prepare_without_opening(root: Path, tmp_path: Path) -> None:
    """The folder is made and named."""
    result = run("learn", "--prepare-only")
    assert result.exit_code == 0
    assert str(tmp_path / "home") in result.output
    assert (tmp_path / "home" / "guidelines" / f"{SKILL}.html").exists()


def test_learn_without_any_lesson_says_so(root: Path) -> None:
    """JupyterLab is not started on an empty folder."""
    result = run("learn")
    assert result.exit_code == 1
    assert "no lesson to open" in result.stderr


def test_jupyterlab_starts_in_the_folder_with_settings_of_its_own(
    root: Path, tmp_path: Path
) -> None:
    """The lesson is in the address, so that a reload opens it again; spaces in names survive."""
    from grader.cli.learn import lab_command, lab_environment
    from grader.workspace import prepare

    prepare(root, tmp_path)
    lesson = tmp_path / "evaluation" / "01 (new edition).ipynb"
    command = lab_command(tmp_path, lesson, port=9999, browser=False)
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert "--LabApp.default_url=/lab/tree/evaluation/01%20%28new%20edition%29.ipynb" in command
    assert {"--ServerApp.port=9999", "--no-browser"} <= set(command)
    environment = lab_environment(tmp_path)
    assert environment["JUPYTERLAB_SETTINGS_DIR"].startswith(str(tmp_path))
    first = environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0]
    page = json.loads((Path(first) / "labconfig" / "page_config.json").read_text())
    assert page["disabledExtensions"]["@jupyter/nbgrader"], "a learner needs no nbgrader buttons"
    assert environment["JUPYTERLAB_WORKSPACES_DIR"].startswith(str(tmp_path))
