"""One course for all tests here: a small form of real items, and learners who hand in all sorts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from grader.bank import Bank, load_bank
from grader.integrations.nbgrader import Course, create_course, open_course
from grader.integrations.nbgrader.grading import Collected, Graded, collect, grade
from grader.integrations.nbgrader.release import release
from grader.practice.exercise import shuffled_parts
from grader.qualifier import (
    DRAFTS_FILE,
    FORM_FILE,
    RESPONSES_FILE,
    Form,
    FormItem,
    read_blueprint,
)
from grader.settings import CONTENT_VARIABLE, content_root
from tests.support import SKILL

SOURCED = '{value: %s, "our assumption": true}'

BLUEPRINT = f"""\
name: small
title: A small mock
note: Made for tests, and connected with no platform at all.
time_limit_minutes: {SOURCED % 20}
timer: {SOURCED % "shown"}
attempts: {SOURCED % 1}
go_back: {SOURCED % "true"}
open_book: {SOURCED % "true"}
feedback: {SOURCED % "after-close"}
pass_rule:
  right_at_least: {SOURCED % 0.75}
  critical_at_most: {SOURCED % 0}
sections:
  - name: judge
    skill: {SKILL}
    count: {SOURCED % 2}
    difficulty: {SOURCED % "[2, 5]"}
    ask: {SOURCED % "[order, axis, near_tie, differentiator]"}
  - name: explain
    skill: {SKILL}
    count: {SOURCED % 2}
    difficulty: {SOURCED % "[2, 5]"}
    ask: {SOURCED % "[order, axis, near_tie, differentiator, justification]"}
"""

SCRIPT = "<script>alert('zqscript')</script> Response A is wrong because of [this](javascript:x)."
PLAIN = ("ann", "bob", "cyd", "dan")
"""Perfect, wrong, partial, blank: what stock nbgrader must score as we do."""


def response(
    bank: Bank, form: Form, item: FormItem, kind: str, /, **changes: Any
) -> dict[str, Any]:
    """Return a line of a learner's file: a perfect, a wrong or a partly right judgment."""
    gold = bank.gold(item.id)
    values: dict[str, JsonValue] = dict(gold.gold)
    if kind == "wrong":
        values["order"] = list(reversed(gold.gold["order"]))
        if len(values["order"]) == 1:
            values["order"] = [[name] for name in shuffled_parts(bank, item.id)]
    if kind in ("wrong", "partial"):
        values["axis"] = "tone" if gold.gold["axis"] != "tone" else "safety"
    if "justification" in item.ask:
        values["justification"] = f"{{response_a}} says what it says here, wrote a {kind} learner."
    else:
        values.pop("justification", None)
    return {
        "form": form.name,
        "item": item.id,
        "item_hash": item.hash,
        "values": values,
        "confidence": 70,
        "seconds": 12.5,
        "shown_order": list(reversed(shuffled_parts(bank, item.id))),
        "attempt": f"{kind}-{item.id}",
        "at": "2026-11-23T12:00:00Z",
        **changes,
    }


def lines(*responses: dict[str, Any]) -> str:
    return "".join(json.dumps(one) + "\n" for one in responses)


@dataclass
class Taken:
    """A course in which everybody has handed in and is graded."""

    course: Course
    form: Form
    bank: Bank
    handed_in: Path
    collected: Collected
    graded: Graded


def hand_in(place: Path, release_: Path, answers: str | bytes | None) -> Path:
    """Put a learner's folder where the coach collects it."""
    shutil.copytree(release_, place)
    if answers is not None:
        data = answers if isinstance(answers, bytes) else answers.encode()
        (place / RESPONSES_FILE).write_bytes(data)
    return place


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    """Return the course after `grade`; nobody's bad file may have stopped it."""
    folder = tmp_path_factory.mktemp("course")
    patch = pytest.MonkeyPatch()
    patch.delenv(CONTENT_VARIABLE, raising=False)
    roster = folder / "names.csv"
    people = [*PLAIN, *HOSTILE, "nobody"]
    rows = [f"{who},{who.title()},Of the {number}th" for number, who in enumerate(people)]
    roster.write_text("id,first_name,last_name\n" + "\n".join(rows) + "\n")
    course = create_course(folder / "autumn", roster)
    blueprint = folder / "small.yaml"
    blueprint.write_text(BLUEPRINT)
    form = release(course, read_blueprint(blueprint), 1)
    bank = load_bank(SKILL, content_root())
    handed_in = folder / "handed-in"
    made = course.folder / "release" / form.name
    kinds = {"ann": "perfect", "bob": "wrong", "cyd": "partial"}
    for who, kind in kinds.items():
        hand_in(handed_in / who, made, lines(*(response(bank, form, i, kind) for i in form.items)))
    hand_in(handed_in / "dan", made, "")
    for who, make in HOSTILE.items():
        make(handed_in / who, made, bank, form)
    hand_in(handed_in / "stranger", made, "")
    collected = collect(course, form, handed_in)
    # As through nbgrader's exchange, which collects whatever there is.
    for who in ("gone", "huge", "link", "folder"):
        target = course.folder / "submitted" / who / form.name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(handed_in / who, target, symlinks=True)
    yield Taken(course, form, bank, handed_in, collected, grade(course, form))
    patch.undo()


def copied(taken: Taken, name: str, *learners: str) -> Course:
    """Return a copy of the course with only these learners' work, for a test that changes it."""
    folder = taken.course.folder.with_name(name)
    shutil.copytree(taken.course.folder, folder, symlinks=True)
    for step in ("submitted", "autograded"):
        for place in (folder / step).iterdir():
            if place.name not in learners:
                shutil.rmtree(place)
    return open_course(folder)


Make = Callable[[Path, Path, Bank, Form], None]


def _file(text: Callable[[Bank, Form], str | bytes]) -> Make:
    def make(place: Path, made: Path, bank: Bank, form: Form) -> None:
        hand_in(place, made, text(bank, form))

    return make


def _good(bank: Bank, form: Form) -> str:
    return lines(*(response(bank, form, item, "perfect") for item in form.items[1:]))


def _but_first(**changes: Any) -> Make:
    """Return a maker of files whose first answer is wrong in some way and whose others are perfect."""
    return _file(
        lambda bank, form: (
            lines(response(bank, form, form.items[0], "perfect", **changes)) + _good(bank, form)
        )
    )


def _patching(place: Path, made: Path, bank: Bank, form: Form) -> None:
    """Hand in wrong answers, and cells that patch the scorer and every score."""
    wrong = lines(*(response(bank, form, item, "wrong") for item in form.items))
    notebook = hand_in(place, made, wrong) / f"{form.name}.ipynb"
    data = json.loads(notebook.read_text())
    source = (
        "import grader.scoring, grader.qualifier.outcome as o\n"
        "o.ItemResult.points = property(lambda self: 1.0)\n"
        "import pathlib; pathlib.Path('was-run.txt').write_text('x')"
    )
    cell = {
        "cell_type": "code",
        "id": "zqpatch",
        "metadata": {},
        "source": source,
        "execution_count": None,
        "outputs": [],
    }
    data["cells"].insert(0, cell)
    notebook.write_text(json.dumps(data))


def _notebook(text: str | None) -> Make:
    def make(place: Path, made: Path, bank: Bank, form: Form) -> None:
        answers = lines(*(response(bank, form, item, "perfect") for item in form.items))
        notebook = hand_in(place, made, answers) / f"{form.name}.ipynb"
        if text is None:
            notebook.unlink()
        else:
            notebook.write_text(text)

    return make


def _linked(place: Path, made: Path, bank: Bank, form: Form) -> None:
    hand_in(place, made, None)
    (place / RESPONSES_FILE).symlink_to(place.parent / "ann" / RESPONSES_FILE)


def _folder(place: Path, made: Path, bank: Bank, form: Form) -> None:
    (hand_in(place, made, None) / RESPONSES_FILE).mkdir()


def _tampered(place: Path, made: Path, bank: Bank, form: Form) -> None:
    """Hand in wrong answers, a form that is passed by anybody, and a notebook that promises more points."""
    wrong = lines(*(response(bank, form, item, "wrong") for item in form.items))
    hand_in(place, made, wrong)
    data = json.loads((place / FORM_FILE).read_text())
    data["blueprint"]["pass_rule"]["right_at_least"]["value"] = 0.01
    data["items"] = data["items"][:1]
    (place / FORM_FILE).write_text(json.dumps(data))
    notebook = place / f"{form.name}.ipynb"
    notebook.write_text(notebook.read_text().replace('"points": 1.0', '"points": 0.0'))


def _unfinished(place: Path, made: Path, bank: Bank, form: Form) -> None:
    """Hand in perfect answers, and drafts that nobody can read."""
    perfect = lines(*(response(bank, form, item, "perfect") for item in form.items))
    hand_in(place, made, perfect)
    (place / DRAFTS_FILE).write_bytes(b'{"items": ' + b"[" * 100_000)


def _script(bank: Bank, form: Form) -> str:
    made = [response(bank, form, item, "perfect") for item in form.items]
    for one in made:
        if "justification" in one["values"]:
            one["values"]["justification"] = SCRIPT + "\ud800\x00\x1b[31m"
    return lines(*made)


DEEP = b'{"form": ' + b"[" * 40_000 + b"]" * 40_000 + b"}\n"

HOSTILE: dict[str, Make] = {
    "gone": lambda place, made, bank, form: (hand_in(place, made, None), None)[1],
    "huge": _file(lambda bank, form: b"x" * 5_000_000),
    "link": _linked,
    "folder": _folder,
    "deep": _file(lambda bank, form: DEEP + _good(bank, form).encode()),
    "utf": _file(lambda bank, form: b"\xff\xfe\n" + _good(bank, form).encode()),
    "torn": _file(lambda bank, form: _good(bank, form) + '{"form": "sma'),
    "foreign": _but_first(item="rank-999"),
    "other": _but_first(form="other-1"),
    "stale": _but_first(item_hash="sha256:0"),
    "range": _but_first(confidence=100),
    "value": _but_first(values={"order": [["response_z"]], "axis": "gold", "near_tie": False}),
    "nan": _file(lambda b, f: lines(response(b, f, f.items[0], "perfect", seconds=float("nan")))),
    "patch": _patching,
    "tampered": _tampered,
    "drafts": _unfinished,
    "broken": _notebook("{no notebook"),
    "empty": _notebook("{}"),
    "nested": _notebook("[" * 100_000),
    "bookless": _notebook(None),
    "script": _file(_script),
}
"""What must never stop the others, and never be credited."""
