"""docs/for-coaches.md followed to the letter: its files are written and its commands run, in order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.bank import load_bank
from grader.integrations.nbgrader import open_course
from grader.integrations.nbgrader.source import task_id
from grader.qualifier import RESPONSES_FILE, Form
from grader.settings import CONTENT_VARIABLE, content_root
from tests.course.conftest import SKILL, lines, response

PAGE = content_root() / "docs" / "for-coaches.md"
_BLOCK = re.compile(r"^```(\w*) ?([\w./-]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path) -> str:
    assert command.startswith("qualprep "), command
    words = [sys.executable, "-m", "grader.cli", *command.split()[1:]]
    environment = {k: v for k, v in os.environ.items() if k != CONTENT_VARIABLE}
    environment["PYTHONPATH"] = str(content_root())
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def learners_work(folder: Path) -> None:
    """Do what the page says that learners do: Ann and Bob answer and send their folder, Cleo does not."""
    course = open_course(folder / "autumn")
    form = course.form("generic-1")
    bank = load_bank(SKILL)
    for learner, kind in {"ann": "perfect", "bob": "wrong"}.items():
        place = folder / "handed-in" / learner
        shutil.copytree(folder / "autumn" / "release" / form.name, place)
        answers = [response(bank, form, item, kind) for item in form.items]
        (place / RESPONSES_FILE).write_text(lines(*answers))


def coach_marks(folder: Path, form: Form) -> None:
    """Give a mark as formgrader does; `tests/browser` does it in formgrader itself."""
    written = next(item for item in form.items if "justification" in item.ask)
    with open_course(folder / "autumn").gradebook() as book:
        mark = book.find_grade(task_id(written.id), form.name, form.name, "ann")
        mark.manual_score = 0.5
        mark.needs_manual_grade = False
        book.db.commit()


def test_the_page_leads_to_a_graded_mock(tmp_path: Path) -> None:
    """Every file block is written, every command block run; the reports are there in the end."""
    said: dict[str, str] = {}
    for kind, name, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "csv":
            (tmp_path / name).write_text(text)
        if kind != "sh":
            if "qualprep course open" in text:
                coach_marks(tmp_path, open_course(tmp_path / "autumn").form("generic-1"))
            continue
        for command in text.strip().splitlines():
            if "course collect" in command:
                learners_work(tmp_path)
            said[command] = run(command, tmp_path)
    assert len(said) == 9
    collected = next(text for command, text in said.items() if "collect" in command)
    assert "Collected from 2 learners." in collected
    assert "cleo: has handed in nothing" in collected
    assert "bob" in next(text for command, text in said.items() if "course grade" in command)
    reports = tmp_path / "autumn" / "reports" / "generic-1"
    assert sorted(path.name for path in reports.iterdir()) == [
        "ann.html", "bob.html", "grades.csv", "items.csv",
    ]  # fmt: skip
    page = (reports / "ann.html").read_text()
    assert "Passed by the rule of this mock." in page
    assert "0.5 of 1 points" in page
    assert "agrees with gold" in page
    assert "no leaks" in said["qualprep course leaks generic-1 --course autumn"]


@pytest.mark.parametrize("command", re.findall(r"`(qualprep [a-z ]+)`", PAGE.read_text()))
def test_commands_in_the_text_are_there(command: str, tmp_path: Path) -> None:
    """What the page mentions in passing has a help of its own."""
    assert "Example: qualprep" in run(f"{command.strip()} --help", tmp_path)
