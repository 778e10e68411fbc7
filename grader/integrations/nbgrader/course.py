"""`Course`: a coach's nbgrader folder, its learners, and what is known of its forms."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from grader.errors import QualprepError, UnknownNameError
from grader.integrations.nbgrader.book import open_gradebook
from grader.qualifier import FORM_FILE, Form, read_form

RECORD = "course.json"
LEARNER_ID = re.compile(r"[A-Za-z0-9_@][\w.@+-]{0,119}")

_CONFIG = """\
# Written by `qualprep course create`. With it nbgrader's own commands and formgrader grade as we do.
from grader.integrations.nbgrader.config import configure

configure(get_config(), course={course!r})
"""


@dataclass(frozen=True)
class Learner:
    """One line of a roster."""

    id: str
    first_name: str
    last_name: str
    email: str = ""


class Released(BaseModel):
    """What is known of a form in a course: from when on it is released, and since when closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    released: AwareDatetime
    closed: AwareDatetime | None = None


class Record(BaseModel):
    """The file ``course.json``."""

    model_config = ConfigDict(extra="forbid")

    course: str
    forms: dict[str, Released] = {}


@dataclass(frozen=True)
class Course:
    """A coach's folder."""

    folder: Path
    record: Record

    def form(self, name: str) -> Form:
        """Return a released form.

        Raises:
            UnknownNameError: None of this name was released here.
        """
        self.released(name)
        return read_form(self.folder / "source" / name / FORM_FILE)

    def released(self, name: str) -> Released:
        """Return since when a form is released and closed.

        Raises:
            UnknownNameError: None of this name was released here.
        """
        if name not in self.record.forms:
            raise UnknownNameError("form", name, self.record.forms, where=str(self.folder))
        return self.record.forms[name]

    def note_release(self, name: str) -> None:
        """Note that a form is released."""
        self.record.forms.setdefault(name, Released(released=datetime.now(UTC)))
        self._save()

    def close(self, name: str) -> None:
        """Note that a form is closed: learners then see its gold, so its items count as exposed."""
        known = self.released(name)
        if known.closed is None:
            closed = known.model_copy(update={"closed": datetime.now(UTC)})
            self.record.forms[name] = closed
            self._save()

    def submitted(self, form: str) -> list[str]:
        """Return who handed in anything for a form, by folder."""
        folders = (self.folder / "submitted").glob(f"*/{form}")
        return sorted(path.parent.name for path in folders if path.is_dir())

    def learners(self) -> dict[str, Learner]:
        """Return the roster as the gradebook has it, by id."""
        with self.gradebook() as book:
            return {
                s.id: Learner(s.id, s.first_name or "", s.last_name or "", s.email or "")
                for s in book.students
            }

    def gradebook(self) -> AbstractContextManager[Any]:
        """Give nbgrader's gradebook of the course, in a ``with``."""
        return open_gradebook(self.folder / "gradebook.db", self.record.course)

    def _save(self) -> None:
        path = self.folder / RECORD
        unfinished = path.with_name(f".{RECORD}.unfinished")
        unfinished.write_text(self.record.model_dump_json(indent=1) + "\n", encoding="utf-8")
        unfinished.replace(path)


def create_course(folder: Path, roster: Path) -> Course:
    """Make a course, or bring the roster of one up to date.

    Args:
        folder: The course's folder: new, empty, or a course already.
        roster: A CSV file with the columns id, first_name, last_name, and email if known.

    Raises:
        QualprepError: The folder holds something else, or the roster has problems: all of them.
    """
    learners = read_roster(roster)
    if not (folder / RECORD).exists():
        if folder.exists() and any(folder.iterdir()):
            raise QualprepError(
                what="This folder is not empty, and no course.",
                where=str(folder),
                do="Name a new folder: qualprep course create FOLDER.",
            )
        for step in ("source", "release", "submitted", "autograded", "feedback", "reports"):
            (folder / step).mkdir(parents=True)
        name = re.sub(r"[^\w-]+", "-", folder.resolve().name).strip("-") or "course"
        (folder / "nbgrader_config.py").write_text(_CONFIG.format(course=name), encoding="utf-8")
        Course(folder.resolve(), Record(course=name))._save()
    course = open_course(folder)
    with course.gradebook() as book:
        for learner in learners:
            book.update_or_create_student(
                learner.id,
                first_name=learner.first_name,
                last_name=learner.last_name,
                email=learner.email or None,
            )
    return course


def open_course(folder: Path) -> Course:
    """Return the course of a folder.

    Raises:
        QualprepError: It is none.
    """
    try:
        record = Record.model_validate_json((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise QualprepError(
            what="This folder is no course.",
            where=str(folder),
            do="Make one with `qualprep course create FOLDER --roster NAMES.csv`, or name it by --course.",
        ) from error
    return Course(folder.resolve(), record)


def read_roster(path: Path) -> list[Learner]:
    """Return the learners of a CSV file.

    Raises:
        QualprepError: It cannot be read, or lines are wrong: all of them by number.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # spreadsheets put a mark in front
    except (OSError, UnicodeDecodeError) as error:
        raise QualprepError(
            what=f"The roster cannot be read: {error}.",
            where=str(path),
            do="Save it as CSV in UTF-8, with the columns id, first_name, last_name, email.",
        ) from error
    reader = csv.DictReader(text.splitlines(), delimiter=";" if _semicolons(text) else ",")
    rows = [
        {
            k: (v or "").strip()
            for k, v in row.items()
            if isinstance(k, str) and not isinstance(v, list)
        }
        for row in reader
    ]
    problems = _roster_problems(rows, reader.fieldnames or ())
    if problems:
        raise QualprepError(
            what="The roster has problems:\n" + "\n".join(f"  {said}" for said in problems),
            where=str(path),
            do="\nMend these lines.",
        )
    return [
        Learner(row["id"], row["first_name"], row["last_name"], row.get("email", ""))
        for row in rows
    ]


def _semicolons(text: str) -> bool:
    first = text.split("\n", 1)[0]
    return first.count(";") > first.count(",")


def _roster_problems(rows: list[dict[str, str]], columns: Sequence[str]) -> list[str]:
    wanted = ("id", "first_name", "last_name")
    missing = [name for name in wanted if name not in columns]
    if missing:
        return [f"line 1: the column {name} is missing" for name in missing]
    found = [] if rows else ["nobody is on it"]
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, 2):
        learner = row["id"]
        if not LEARNER_ID.fullmatch(learner):
            found.append(
                f"line {line}: the id {learner!r} may hold letters, digits and _ . @ + - only"
            )
        elif learner in seen:
            found.append(f"line {line}: {learner} is also in line {seen[learner]}")
        if not row["first_name"] or not row["last_name"]:
            found.append(f"line {line}: first and last name are needed, nbgrader shows both")
        seen.setdefault(learner, line)
    return found
