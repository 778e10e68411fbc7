"""The guides for those who extend qualprep name files and commands that are there."""

import re
from pathlib import Path

import click
import pytest

from grader.cli import main
from grader.skills import SKILLS

ROOT = Path(__file__).parents[1]
GUIDES = [ROOT / "docs" / "add-a-skill.md", ROOT / "docs" / "add-a-field.md"]
EXAMPLES = ("tone", "<kind>")
"""Marks of paths that the guide itself tells the reader to write."""


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_path_named_is_there(guide: Path) -> None:
    named = re.findall(
        r"`((?:grader|docs|tests|curriculum|\.vscode)/[^`]*)`", guide.read_text("utf-8")
    )
    assert named
    missing = [p for p in named if not any(e in p for e in EXAMPLES) and not (ROOT / p).exists()]
    assert missing == []


def test_every_command_named_is_there() -> None:
    lines = re.findall(r"^    qualprep (.*)$", GUIDES[0].read_text("utf-8"), re.M)
    assert len(lines) >= 6
    for line in lines:
        command: click.Command = main
        context = click.Context(main)
        for word in line.split():
            if not isinstance(command, click.Group):
                break
            found = command.get_command(context, word)
            assert found is not None, f"qualprep {line}"
            command = found


def test_the_example_number_is_free() -> None:
    assert 25 not in {skill.number for skill in SKILLS}
