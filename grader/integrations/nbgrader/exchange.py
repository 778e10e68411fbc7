"""A course through nbgrader's exchange: a folder that coach and learners share, as on one server.

Learners fetch and submit with nbgrader's own assignment list, or with `nbgrader fetch_assignment` and
`nbgrader submit`; their answers travel beside the notebook.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from grader.errors import QualprepError
from grader.integrations.nbgrader.config import nbgrader_api, succeeded
from grader.integrations.nbgrader.course import Course
from grader.integrations.nbgrader.grading import Collected, Failure, collect
from grader.qualifier import Form

_STAGE = ".collecting"


def release_to(exchange: Path, course: Course, form: Form) -> Path:
    """Put a release into the exchange, over an earlier one; return where learners fetch it from.

    Raises:
        QualprepError: nbgrader could not write there.
    """
    exchange = _absolute(exchange)
    with nbgrader_api(course, exchange=exchange) as api:
        result = api.release_assignment(form.name)
    succeeded(result, "nbgrader could not put the release into the exchange", str(exchange))
    return exchange / course.record.course / "outbound" / form.name


def collect_from(exchange: Path, course: Course, form: Form) -> Collected:
    """Collect everybody's newest submission of a form out of the exchange.

    As from a folder: what was collected before stays unless the new file continues it.

    Raises:
        QualprepError: There is no such exchange, or nbgrader could not read it.
    """
    exchange = _absolute(exchange)
    inbound = exchange / course.record.course / "inbound"
    if not inbound.is_dir():
        raise QualprepError(
            what="Nothing was released into this exchange by this course.",
            where=str(exchange),
            do="Name the folder that you gave to `qualprep course release ... --exchange`.",
        )
    stage = course.folder / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    try:
        linked = _linked(inbound, form)
        with nbgrader_api(course, exchange=exchange, submitted_directory=_STAGE) as api:
            result = api.collect(form.name)
        succeeded(result, "nbgrader could not collect from the exchange", str(exchange))
        stage.mkdir(exist_ok=True)
        for learner in linked:
            shutil.rmtree(stage / learner, ignore_errors=True)
        found = collect(course, form, stage)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    refused = [
        Failure(name, "was not collected: it holds a link to another file") for name in linked
    ]
    others = [one for one in found.failures if one.learner not in linked]
    return Collected(found.learners, [*refused, *others])


def _linked(inbound: Path, form: Form) -> list[str]:
    """Return the learners whose submissions hold links: nbgrader would copy what they point to."""
    found = set()
    for place in inbound.glob(f"*+{form.name}+*"):
        if place.is_symlink() or any(path.is_symlink() for path in place.rglob("*")):
            found.add(place.name.split("+", 1)[0])
    return sorted(found)


def _absolute(exchange: Path) -> Path:
    """Return the folder's full path: nbgrader changes the current folder while it works."""
    return exchange.expanduser().resolve()
