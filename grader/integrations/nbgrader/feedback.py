"""Feedback pages, made by nbgrader; they hold item scores only after the form is closed."""

from __future__ import annotations

from collections.abc import Callable

from grader.integrations.nbgrader.config import last_word, nbgrader_api
from grader.integrations.nbgrader.course import Course
from grader.integrations.nbgrader.grading import Failure
from grader.qualifier import Form


def make_feedback(
    course: Course, form: Form, progress: Callable[[str], None] = lambda learner: None
) -> list[Failure]:
    """Write the feedback page of everybody graded; return who got none, and why."""
    failures = []
    with nbgrader_api(course) as api:
        for learner in course.submitted(form.name):
            if not (course.folder / "autograded" / learner / form.name).is_dir():
                failures.append(Failure(learner, "is not graded yet: no feedback"))
                continue
            progress(learner)
            result = api.generate_feedback(form.name, learner, force=True)
            if not result["success"]:
                failures.append(Failure(learner, f"got no feedback: {last_word(result)}"))
    return failures
