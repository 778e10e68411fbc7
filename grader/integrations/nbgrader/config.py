"""nbgrader set up for a course: our preprocessors in its own steps, and calls that say what failed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import QualprepError
from grader.integrations.nbgrader.book import contained

if TYPE_CHECKING:
    from grader.integrations.nbgrader.course import Course


def configure(config: Any, *, course: str) -> None:
    """Make nbgrader grade answers as data, and keep item scores back until a form is closed.

    Args:
        config: nbgrader's configuration; `nbgrader_config.py` hands over its own.
        course: The course's id.
    """
    from nbgrader.converters import Autograde, GenerateFeedback
    from nbgrader.preprocessors import Execute, GetGrades, SaveAutoGrades

    from grader.integrations.nbgrader.preprocessors import AnswersAsData, HoldBack, SaveMarks

    config.CourseDirectory.course_id = course
    ours = {Execute: AnswersAsData, SaveAutoGrades: SaveMarks}
    steps = Autograde.autograde_preprocessors.default_args[0]
    config.Autograde.autograde_preprocessors = [ours.get(step, step) for step in steps]
    pages: list[object] = []
    for step in GenerateFeedback.preprocessors.default_args[0]:
        pages += [step, HoldBack] if step is GetGrades else [step]
    config.GenerateFeedback.preprocessors = pages


def trust_release(config: Any) -> None:
    """Leave out what nbgrader does to mend and tidy a learner's notebook, and its checks of one.

    They take more than half of the time of grading. Only `grade` may do this: it stages the release anew
    for everybody. What the formgrader's own button grades is a learner's notebook, and is checked.
    """
    from nbgrader.preprocessors import AssignLatePenalties

    from grader.integrations.nbgrader.preprocessors import AnswersAsData, SaveMarks

    config.Autograde.sanitize_preprocessors = []
    config.Autograde.autograde_preprocessors = [AnswersAsData, SaveMarks, AssignLatePenalties]


@contextmanager
def nbgrader_api(
    course: Course,
    *,
    released_only: bool = False,
    exchange: Path | None = None,
    **directories: str,
) -> Iterator[Any]:
    """Give nbgrader's API for a course; what it does to the environment stays inside.

    Args:
        course: The course.
        released_only: Whether every notebook met is a released one, so that none has to be checked.
        exchange: The folder shared with learners, where one is used.
        directories: Other folders for a step, such as ``submitted_directory``, below the course's.
    """
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config import Config

    config = Config()
    configure(config, course=course.record.course)
    if released_only:
        trust_release(config)
    config.CourseDirectory.root = str(course.folder)
    # It looks for an exchange even where none is used.
    config.Exchange.root = str(exchange or course.folder)
    config.ExchangeReleaseAssignment.force = True
    for name, folder in directories.items():
        config.CourseDirectory[name] = folder
    with contained():
        api = NbGraderAPI(config=config)
        api.log_level = "ERROR"
        for handler in list(api.log.handlers):
            api.log.removeHandler(handler)
        api.log.propagate = False
        yield api


def succeeded(result: dict[str, Any], what: str, where: str) -> None:
    """Raise unless an nbgrader call succeeded.

    Raises:
        QualprepError: It failed; with nbgrader's own last word.
    """
    if not result["success"]:
        raise QualprepError(what=f"{what}: {last_word(result)}", where=where)


def last_word(result: dict[str, Any]) -> str:
    """Return why an nbgrader call failed: the cause in its log, else the error it ended with."""
    text = f"{result.get('log', '')}\n{result.get('error', '')}"
    # The log holds the traceback of the cause; what is raised in the end only points to it.
    said = re.findall(r"^(?:\w+\.)*(?:\w*Error|\w*Exception|\w+): (.+)$", text, re.MULTILINE)
    own = [str(line) for line in said if "see the" not in line]
    return (own or ["nbgrader gives no reason"])[0][:300]
