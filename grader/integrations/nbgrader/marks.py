"""What the gradebook holds of a submission: points, the coach's marks and comments; and its export."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from grader.bank import Bank
from grader.integrations.nbgrader.course import Course, Learner
from grader.integrations.nbgrader.source import task_id
from grader.qualifier import Form, Outcome

GRADE_COLUMNS = (
    "assignment duedate timestamp student_id last_name first_name email raw_score "
    "late_submission_penalty score max_score"
).split()
"""The columns of `nbgrader export`, in its order."""

ITEM_COLUMNS = (
    "form learner last_name first_name item skill section difficulty bait answered right critical "
    "points max_points written_points written_max written_marked confidence seconds at"
).split()


class CellMark(NamedTuple):
    """One cell in the gradebook. ``marked`` is False while it waits for the coach."""

    points: float
    most: float
    marked: bool
    comment: str


def marks_of(course: Course, form: str, learner: str) -> dict[str, CellMark]:
    """Return the marks of a graded submission by cell; {} where there is none."""
    from nbgrader.api import MissingEntry

    with course.gradebook() as book:
        try:
            submission = book.find_submission_notebook(form, form, learner)
        except MissingEntry:
            return {}
        comments = {comment.name: comment.comment or "" for comment in submission.comments}
        return {
            grade.name: CellMark(
                float(grade.score),
                float(grade.max_score),
                not grade.needs_manual_grade,
                comments.get(grade.name, ""),
            )
            for grade in submission.grades
        }


def write_grades(course: Course, form: str, path: Path) -> None:
    """Write what ``nbgrader export`` writes for a form; commas in names do no harm here."""
    from nbgrader.api import MissingEntry

    rows = []
    with course.gradebook() as book:
        assignment = book.find_assignment(form)
        for student in book.students:
            row = {
                "assignment": assignment.name,
                "duedate": assignment.duedate,
                "student_id": student.id,
                "last_name": student.last_name,
                "first_name": student.first_name,
                "email": student.email,
                "max_score": assignment.max_score,
            }
            try:
                submission = book.find_submission(form, student.id)
            except MissingEntry:
                row |= {
                    "timestamp": "",
                    "raw_score": 0.0,
                    "late_submission_penalty": 0.0,
                    "score": 0.0,
                }
            else:
                penalty = submission.late_submission_penalty
                row |= {
                    "timestamp": submission.timestamp,
                    "raw_score": submission.score,
                    "late_submission_penalty": penalty,
                    "score": max(0.0, submission.score - penalty),
                }
            rows.append(row)
    _write(path, GRADE_COLUMNS, rows)


def write_items(
    course: Course,
    form: Form,
    outcomes: Mapping[str, Outcome],
    learners: Mapping[str, Learner],
    banks: Mapping[str, Bank],
    path: Path,
) -> None:
    """Write one line for each item of each learner."""
    rows = []
    for learner, outcome in outcomes.items():
        marks = marks_of(course, form.name, learner)
        for result in outcome.results:
            item = banks[result.item.skill].item(result.item.id)
            own, written = marks.get(item.id), marks.get(task_id(item.id))
            response, score = result.response, result.score
            rows.append(
                {
                    "form": form.name,
                    "learner": learner,
                    "last_name": learners[learner].last_name,
                    "first_name": learners[learner].first_name,
                    "item": item.id,
                    "skill": result.item.skill,
                    "section": result.item.section,
                    "difficulty": item.difficulty,
                    "bait": item.bait,
                    "answered": int(response is not None),
                    "right": int(result.right),
                    "critical": int(bool(score and score.critical)),
                    "points": own.points if own else result.points,
                    "max_points": own.most if own else None,
                    "written_points": written.points if written and written.marked else None,
                    "written_max": written.most if written else None,
                    "written_marked": int(written.marked) if written else None,
                    "confidence": response.confidence if response else None,
                    "seconds": response.seconds if response else None,
                    "at": response.at.isoformat() if response else None,
                }
            )
    _write(path, ITEM_COLUMNS, rows)


def _write(path: Path, columns: list[str], rows: Iterable[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
