"""A course through nbgrader's exchange: a folder that coach and learners share, as on one server.

Learners fetch and submit with nbgrader's own assignment list, or with `nbgrader fetch_assignment` and
`nbgrader submit`; their answers travel beside the notebook.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from grader.errors import QualprepError
from grader.integrations.nbgrader.config import last_word, nbgrader_api, succeeded
from grader.integrations.nbgrader.course import Course
from grader.integrations.nbgrader.grading import Collected, Failure, collect
from grader.qualifier import Form

_STAGE = ".collecting"
_OWNER = re.compile(r"is owned by (\S+); cheating attempt")


def release_to(exchange: Path, course: Course, form: Form) -> Path:
    """Put a release into the exchange, over an earlier one; return where learners fetch it from.

    Args:
        exchange: The folder. nbgrader opens it to everybody on the machine, so it must hold nothing else.
        course: The course.
        form: A form that is released.

    Raises:
        QualprepError: The folder holds other things, or nbgrader could not write there.
    """
    exchange = _usable(exchange)
    try:
        exchange.mkdir(parents=True, exist_ok=True)  # nbgrader then sets who may do what there
        others = sorted(p.name for p in exchange.iterdir() if not (p / "outbound").is_dir())
    except OSError as error:
        raise QualprepError(
            what=f"This cannot be an exchange: {error.strerror}.",
            where=str(exchange),
            do="Name a folder for it in which you may write.",
        ) from error
    if others:
        raise QualprepError(
            what=f"This folder holds other things, such as {others[0]!r}, and an exchange is open to "
            "everybody on the machine.",
            where=str(exchange),
            do="Name a new folder for the exchange.",
        )
    with nbgrader_api(course, exchange=exchange) as api:
        result = api.release_assignment(form.name)
    succeeded(result, "nbgrader could not put the release into the exchange", str(exchange))
    return exchange / course.record.course / "outbound" / form.name


def collect_from(
    exchange: Path,
    course: Course,
    form: Form,
    progress: Callable[[str], None] = lambda learner: None,
) -> Collected:
    """Collect everybody's newest submission of a form out of the exchange, one learner after the other.

    nbgrader brings it into a folder aside; from there it is taken as from any folder, so that nothing
    collected before is lost, and whatever is wrong with one learner's stops nobody else's.

    Args:
        exchange: The folder.
        course: The course.
        form: The form.
        progress: Called with each learner before theirs is fetched.

    Raises:
        QualprepError: There is no such exchange, or this course is not in it.
    """
    exchange = _usable(exchange)
    inbound = exchange / course.record.course / "inbound"
    if not inbound.is_dir():
        raise QualprepError(
            what="Nothing was released into this exchange by this course.",
            where=str(exchange),
            do="Name the folder that you gave to `qualprep course release ... --exchange`.",
        )
    stage = course.folder / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    try:
        failed = _fetch_all(exchange, course, form, inbound, progress)
        return collect(course, form, stage, told=failed, times=True)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _fetch_all(
    exchange: Path, course: Course, form: Form, inbound: Path, progress: Callable[[str], None]
) -> list[Failure]:
    """Have nbgrader copy each learner's newest submission aside; return whose it could not, and why."""
    known = course.learners()
    handed_in = {path.name.split(f"+{form.name}+")[0] for path in inbound.glob(f"*+{form.name}+*")}
    failures = [Failure(name, "is not on the roster") for name in sorted(handed_in - known.keys())]
    with nbgrader_api(course, exchange=exchange, submitted_directory=_STAGE) as api:
        api.log_level = "WARN"  # whose account a submission came from is one
        for learner in sorted(known):
            progress(learner)
            if learner not in handed_in:
                continue
            if _links(inbound, learner, form):  # nbgrader would copy whatever they lead to
                said = "was not collected: it holds a link to another file or folder"
                failures.append(Failure(learner, said))
                continue
            api.coursedir.student_id = learner
            result = api.collect(form.name)
            if not result["success"]:
                failures.append(Failure(learner, f"was not collected: {last_word(result)}"))
                shutil.rmtree(course.folder / _STAGE / learner, ignore_errors=True)
                continue
            owner = _OWNER.search(result.get("log", ""))
            if owner and owner[1] in known:  # where accounts are called as the roster has it
                said = f"was handed in from the account of {owner[1]}: ask both"
                failures.append(Failure(learner, said))
    return failures


def _links(inbound: Path, learner: str, form: Form) -> bool:
    places = inbound.glob(f"{learner}+{form.name}+*")
    return any(p.is_symlink() for place in places for p in (place, *place.rglob("*")))


def _usable(exchange: Path) -> Path:
    """Return the folder's full path: nbgrader changes the current folder while it works.

    Raises:
        QualprepError: There is no exchange on this system.
    """
    if sys.platform == "win32":
        raise QualprepError(
            what="nbgrader has no exchange on Windows.",
            do="Hand out the release as a folder, and collect with --from.",
        )
    return exchange.expanduser().resolve()
