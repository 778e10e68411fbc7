"""Collecting what learners hand in, and grading it: one bad file never stops the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from grader.errors import QualprepError
from grader.integrations.nbgrader.config import last_word, nbgrader_api
from grader.integrations.nbgrader.course import LEARNER_ID, Course
from grader.qualifier import (
    DRAFTS_FILE,
    FORM_FILE,
    RESPONSES_FILE,
    Drafts,
    Form,
    Outcome,
    RefusedError,
    banks_of,
    check_gold,
    grade_answers,
    read_answers,
    read_bytes,
)
from grader.qualifier.reading import LARGEST_FILE
from grader.settings import content_root

TIME_FILE = "timestamp.txt"
_STAGE = ".grading"
_LARGEST_NOTEBOOK = 50_000_000


class Failure(NamedTuple):
    """What is wrong with something handed in, in words."""

    learner: str
    says: str

    def __str__(self) -> str:
        return f"{self.learner}: {self.says}"


@dataclass
class Collected:
    """Who is collected, and what was wrong."""

    learners: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


@dataclass
class Graded:
    """Who is graded, with what outcome, and what was wrong."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


def collect(
    course: Course,
    form: Form,
    folder: Path,
    *,
    told: Sequence[Failure] = (),
    times: bool = False,
) -> Collected:
    """Copy what was handed in from a folder with a folder for each learner into ``submitted``.

    What was collected before stays unless the new file continues it: answers are only ever added.

    Args:
        course: The course.
        form: The form.
        folder: The folder.
        told: What is known to be wrong already; it comes first.
        times: Whether the times of handing in that lie there are nbgrader's own, and count.

    Raises:
        QualprepError: There is no such folder.
    """
    if not folder.is_dir():
        raise QualprepError(
            what="There is no such folder.",
            where=str(folder),
            do="Name the folder that holds one folder for each learner.",
        )
    known = course.learners()
    found = Collected(failures=[*told])
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        learner = place.name
        if learner not in known:
            found.failures.append(Failure(learner, "is not on the roster"))
            continue
        inner = place / form.name
        source = inner if inner.is_dir() else place
        try:
            if place.is_symlink() or inner.is_symlink():
                raise RefusedError("is a link to another folder")
            _take(source, course.folder / "submitted" / learner / form.name, form, times=times)
            found.learners.append(learner)
        except RefusedError as refused:
            found.failures.append(Failure(learner, str(refused)))
        found.failures += _unfinished(learner, source, form)
    named = {path.name for path in folder.iterdir()} | {failure.learner for failure in told}
    missing = sorted(set(known) - named)
    found.failures += [Failure(learner, "has handed in nothing") for learner in missing]
    return found


def _take(place: Path, target: Path, form: Form, *, times: bool) -> None:
    data = _bytes(place / RESPONSES_FILE, LARGEST_FILE)
    before = target / RESPONSES_FILE
    if before.exists() and not data.startswith(before.read_bytes()):
        raise RefusedError(f"{RESPONSES_FILE} lacks answers collected before; those stay")
    notebook = place / f"{form.name}.ipynb"
    pages = _bytes(notebook, _LARGEST_NOTEBOOK) if notebook.exists() else None
    if target.exists() and before.exists() and before.read_bytes() == data:
        return
    target.mkdir(parents=True, exist_ok=True)
    before.write_bytes(data)
    if pages is not None:
        (target / notebook.name).write_bytes(pages)
    if not times or _time(place / TIME_FILE, target / TIME_FILE):
        (target / TIME_FILE).write_text(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC")


def _unfinished(learner: str, place: Path, form: Form) -> list[Failure]:
    """Say that judgments are lying there as drafts: they do not count until the learner hands them in."""
    try:
        drafts = Drafts.model_validate_json(read_bytes(place / DRAFTS_FILE, LARGEST_FILE))
    except (RefusedError, ValueError):
        return []
    answers = read_answers(place / RESPONSES_FILE, form, banks_of(form, content_root()))
    waiting = [name for name, draft in drafts.items.items() if draft.values]
    waiting = [name for name in waiting if name not in answers.by_item]
    if drafts.form != form.name or answers.finished is not None or not waiting:
        return []
    count = f"{len(waiting)} judgment{'s' if len(waiting) > 1 else ''}"
    said = f"has {count} begun and the mock not handed in: ask them to open it and hand it in"
    return [Failure(learner, said)]


def _bytes(path: Path, largest: int) -> bytes:
    try:
        return read_bytes(path, largest)
    except RefusedError as refused:
        raise RefusedError(f"{path.name} {refused}") from None


def grade(
    course: Course, form: Form, progress: Callable[[str], None] = lambda learner: None
) -> Graded:
    """Grade everything collected for a form, through nbgrader, and return what came of it.

    A submission is graded on a fresh copy of the released notebook, with the learner's answers beside
    it: nothing a learner put into the notebook is run, shown in formgrader or able to stop the grading.

    Args:
        course: The course.
        form: Which form.
        progress: Called with each learner before they are graded.

    Raises:
        QualprepError: The gold is missing, a coach's matter and never a learner's zero; or somebody
            else is grading this course right now.
    """
    banks = banks_of(form, content_root())
    check_gold(form, banks)
    known = course.learners()
    graded = Graded()
    stage = course.folder / _STAGE
    with (
        _alone(course),
        nbgrader_api(course, released_only=True, submitted_directory=_STAGE) as api,
    ):
        for learner in course.submitted(form.name):
            progress(learner)
            if learner not in known or not LEARNER_ID.fullmatch(learner):
                graded.failures.append(Failure(learner, "is not on the roster, so was not graded"))
                continue
            try:
                said = _staged(course, form, learner, stage)
                result = api.autograde(form.name, learner, force=True, create=False)
            except OSError as error:
                graded.failures.append(Failure(learner, f"was not graded: {error}"))
                continue
            finally:
                shutil.rmtree(stage, ignore_errors=True)
            _note(graded, course, form, learner, said, result)
    return graded


@contextmanager
def _alone(course: Course) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(course.folder / ".grading.lock", timeout=2):
            yield
    except Timeout as error:
        raise QualprepError(
            what="This course is being graded already.",
            where=str(course.folder),
            do="Wait until that is done, then grade again.",
        ) from error


def _note(
    graded: Graded,
    course: Course,
    form: Form,
    learner: str,
    said: list[str],
    result: dict[str, Any],
) -> None:
    graded.failures += [Failure(learner, line) for line in said]
    if not result["success"]:
        graded.failures.append(Failure(learner, f"was not graded: {last_word(result)}"))
        return
    outcome, failures = outcome_of(course, form, learner)
    graded.failures += [Failure(learner, line) for line in failures]
    graded.outcomes[learner] = outcome


def outcome_of(course: Course, form: Form, learner: str) -> tuple[Outcome, tuple[str, ...]]:
    """Return a learner's outcome, computed anew, and what of the file does not count."""
    banks = banks_of(form, content_root())
    path = course.folder / "submitted" / learner / form.name / RESPONSES_FILE
    answers = read_answers(path, form, banks)
    return grade_answers(form, answers, banks), answers.failures


def _staged(course: Course, form: Form, learner: str, stage: Path) -> list[str]:
    """Put the released notebook, the form and the learner's answers where nbgrader grades them."""
    submitted = course.folder / "submitted" / learner / form.name
    place = stage / learner / form.name
    shutil.rmtree(stage, ignore_errors=True)
    place.mkdir(parents=True)
    for name in (f"{form.name}.ipynb", FORM_FILE):
        shutil.copyfile(course.folder / "release" / form.name / name, place / name)
    said = [_notebook(submitted / f"{form.name}.ipynb")]
    with suppress(RefusedError):  # said once, when the answers are read
        (place / RESPONSES_FILE).write_bytes(read_bytes(submitted / RESPONSES_FILE, LARGEST_FILE))
    if (submitted / TIME_FILE).exists():
        said.append(_time(submitted / TIME_FILE, place / TIME_FILE))
    return [line for line in said if line]


def _notebook(path: Path) -> str:
    """Return what is wrong with a learner's notebook; the answers beside it count all the same."""
    import nbformat

    fresh = "; the answers were graded on a fresh one"
    try:
        text = read_bytes(path, _LARGEST_NOTEBOOK).decode("utf-8")
        nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    except RefusedError as refused:
        return f"{path.name} {str(refused).split(':')[0]}{fresh}"
    except Exception:  # nbformat raises many types, and a deep file a RecursionError
        return f"{path.name} is damaged{fresh}"
    return ""


def _time(source: Path, target: Path) -> str:
    from nbgrader.utils import parse_utc

    try:
        text = read_bytes(source, 100).decode("utf-8").strip()
        parse_utc(text)
    except (RefusedError, ValueError, OverflowError):
        return f"{source.name} holds no time; it was left out"
    target.write_text(text)
    return ""
