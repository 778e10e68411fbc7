"""Making a release: our source notebook and the form's file, put through nbgrader itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.bank import Bank, load_bank
from grader.errors import QualprepError
from grader.integrations.nbgrader.config import nbgrader_api, succeeded
from grader.integrations.nbgrader.course import Course
from grader.integrations.nbgrader.source import source_notebook
from grader.qualifier import (
    DRAFTS_FILE,
    FORM_FILE,
    RESPONSES_FILE,
    Blueprint,
    Form,
    assemble,
    banks_of,
    check_gold,
    read_form,
    repeated,
)
from grader.settings import content_root

_ANSWERS = (RESPONSES_FILE, DRAFTS_FILE)


def release(course: Course, blueprint: Blueprint, seed: int, *, again: bool = False) -> Form:
    """Draw a form, once, and make its release; a form that is there already is only built anew.

    Args:
        course: Where.
        blueprint: What the form must contain.
        seed: Which of its forms.
        again: Whether items of closed forms, whose gold learners have seen, may be drawn.

    Raises:
        QualprepError: Too few items are left, gold is missing, or nbgrader failed.
    """
    root = content_root()
    path = course.folder / "source" / f"{blueprint.name}-{seed}" / FORM_FILE
    if path.exists():
        form = read_form(path)
        if form.blueprint != blueprint:
            raise QualprepError(
                what="This form was made by an earlier state of its blueprint, and stays as it is.",
                where=form.name,
                do=f"Release another one: --seed {seed + 1}.",
            )
    else:
        banks = {s.skill: load_bank(s.skill, root) for s in blueprint.sections}
        form = assemble(blueprint, banks, seed, exposed=() if again else exposed(course))
    banks = banks_of(form, root)
    check_gold(form, banks)
    build_release(course, form, banks)
    course.note_release(form.name)
    return form


def exposed(course: Course) -> set[str]:
    """Return the items of closed forms: learners have seen their gold."""
    closed = [name for name, known in course.record.forms.items() if known.closed is not None]
    return repeated([course.form(name) for name in closed])


def build_release(course: Course, form: Form, banks: Mapping[str, Bank]) -> Path:
    """Write the source of a form and have nbgrader make the release; return the release's folder.

    Raises:
        QualprepError: Somebody's answers lie in the source, or nbgrader failed.
    """
    source = course.folder / "source" / form.name
    source.mkdir(parents=True, exist_ok=True)
    answers = [p for p in source.rglob("*") if p.name.strip(".").startswith(_ANSWERS)]
    if answers:  # they would reach every learner, and replace what a learner hands in
        raise QualprepError(
            what="Somebody's answers lie among what learners would get.",
            where=str(answers[0]),
            do="Move that file away. To try a mock yourself, copy its folder out of the course first.",
        )
    for name, text in {
        f"{form.name}.ipynb": source_notebook(form, banks),
        FORM_FILE: form.json_text(),
    }.items():
        (source / name).write_text(text, encoding="utf-8", newline="\n")
    with nbgrader_api(course) as api:
        result = api.generate_assignment(form.name, force=True)
    succeeded(result, "nbgrader could not make the release", form.name)
    return course.folder / "release" / form.name
