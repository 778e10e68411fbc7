"""Our steps in nbgrader's own: answers read as data instead of a kernel, item scores held back.

nbgrader is imported here at once, so this module is imported only by `config.configure`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import determine_grade, is_grade, is_task

from grader.integrations.nbgrader.said import shown_to_coach
from grader.qualifier import (
    FORM_FILE,
    RESPONSES_FILE,
    banks_of,
    check_gold,
    grade_answers,
    read_answers,
    read_form,
)
from grader.settings import content_root


class AnswersAsData(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes each grade cell's result from the learner's file. No code of anybody's is run."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Give every grade cell its points, and the coach what was written, to be read.

        Raises:
            QualprepError: The form or the gold is missing: nbgrader then fails this submission.
        """
        folder = Path(resources["metadata"]["path"] or ".")
        form = read_form(folder / FORM_FILE)
        banks = banks_of(form, content_root())
        check_gold(form, banks)
        answers = read_answers(folder / RESPONSES_FILE, form, banks)
        results = {r.item.id: r for r in grade_answers(form, answers, banks).results}
        for number, cell in enumerate((c for c in nb.cells if c.cell_type == "code"), 1):
            cell.outputs = []
            result = results.get(_grade_id(cell)) if is_grade(cell) else None
            if result is not None:
                page = {"text/html": shown_to_coach(result, banks), "text/plain": "What was said"}
                points = {"text/plain": repr(result.points)}
                cell.execution_count = number
                cell.outputs = [
                    _output("display_data", page),
                    _output("execute_result", points, execution_count=number),
                ]
        return nb, resources


class SaveMarks(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes the points of all cells into the gradebook at once; nbgrader commits after each."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Save every grade cell's points; what waits for a coach, or was marked by one, says so."""
        at = resources["nbgrader"]
        with Gradebook(at["db_url"]) as book:
            submission = book.find_submission_notebook(
                at["notebook"], at["assignment"], at["student"]
            )
            grades = {grade.name: grade for grade in submission.grades}
            for cell in filter(is_grade, nb.cells):
                grade = grades.get(_grade_id(cell))
                if grade is None:  # no cell of ours: it earns nothing
                    continue
                grade.auto_score, _ = determine_grade(cell, self.log)
                waits = grade.auto_score is None or grade.manual_score is not None
                grade.needs_manual_grade = waits
            book.db.commit()
        return nb, resources


class HoldBack(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes the scores of single items out of feedback until the form is closed."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Leave the total, and what the coach marked and wrote by hand."""
        if _open(Path(resources["metadata"]["path"] or "."), resources["nbgrader"]["assignment"]):
            for cell in nb.cells:
                if is_grade(cell) and not is_task(cell):
                    cell.metadata.pop("nbgrader")
                    cell.outputs = [o for o in cell.outputs if o.output_type == "display_data"]
        return nb, resources


def _output(kind: str, data: dict[str, str], **more: int) -> Any:
    output = {"output_type": kind, "data": data, "metadata": {}, **more}
    return from_dict(output)  # type: ignore[no-untyped-call]


def _open(submission: Path, form: str) -> bool:
    """Return whether a form is still open, by the record of the course that a submission lies in."""
    from grader.integrations.nbgrader.course import open_course

    course = open_course(submission.resolve().parents[2])
    return (
        course.released(form).closed is None
        or course.form(form).blueprint.feedback.value != "after-close"
    )


def _grade_id(cell: Any) -> str:
    return str(cell.metadata["nbgrader"].get("grade_id", ""))
