"""What the locked cells of a mock call: `mock` shows it, `grade_item` is an item's score.

Both run in a learner's kernel, where there is no gold: `grade_item` then says who grades, and raises
never. Only where nbgrader grades it reads gold, and there a missing gold must be an error, not a zero.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import QualprepError

if TYPE_CHECKING:
    from grader.widgets.mock import MockWidget

GRADING_VARIABLE, GRADING = "NBGRADER_EXECUTION", "autograde"
"""What nbgrader sets in the environment of the kernel that grades."""


class Later:
    """Stands for a score in a learner's notebook."""

    def __repr__(self) -> str:
        return "Graded by your coach."


def grade_item(form: str, item: str) -> float | Later:
    """Return an item's points where nbgrader grades; elsewhere, who will grade it.

    Args:
        form: The form's name.
        item: The item's id.

    Raises:
        QualprepError: While grading: the gold is missing, or the form is not the one named.
    """
    if os.environ.get(GRADING_VARIABLE) != GRADING:
        return Later()
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

    here = read_form(Path(FORM_FILE))
    if here.name != form:
        raise QualprepError(
            what=f"The form beside this notebook is {here.name!r}, not {form!r}.",
            where=FORM_FILE,
            do="Collect this submission anew.",
        )
    here.item(item)
    banks = banks_of(here, content_root())
    check_gold(here, banks)
    outcome = grade_answers(here, read_answers(Path(RESPONSES_FILE), here, banks), banks)
    return next(result.points for result in outcome.results if result.item.id == item)


class Unavailable:
    """Stands for a mock that cannot be opened, and says why."""

    def __init__(self, says: str) -> None:
        self._says = says

    def __repr__(self) -> str:
        return self._says


def mock(form: str) -> MockWidget | Unavailable:
    """Open the mock beside this notebook: its rules, then its items. It reads no gold.

    It never raises: "Run all" must reach every cell, and what is wrong is shown in its place.

    Args:
        form: The form's name.
    """
    from grader.qualifier import FORM_FILE, MockSitting, banks_of, read_form
    from grader.settings import content_root, learner

    try:
        here = read_form(Path(FORM_FILE))
        if here.name != form:
            raise QualprepError(
                what=f"The form beside this notebook is {here.name!r}, not {form!r}.",
                where=FORM_FILE,
                do="Fetch the mock again, or ask your coach for it.",
            )
        sitting = MockSitting(here, banks_of(here, content_root()), Path(), learner())
    except QualprepError as error:
        return Unavailable(str(error))
    from grader.widgets.mock import MockWidget

    return MockWidget(sitting)
