"""What the locked cells of a mock call: `mock` shows it, `grade_item` is an item's score.

Both run in a learner's kernel, where there is no gold: `grade_item` then says who grades, and raises
never. Only where nbgrader grades it reads gold, and there a missing gold must be an error, not a zero.
"""

from __future__ import annotations

import os
from pathlib import Path

from grader.errors import QualprepError

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


class Mock:
    """What a mock is, in words."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines

    def __repr__(self) -> str:
        return "\n".join(self.lines)


def mock(form: str) -> Mock:
    """Return what the mock beside this notebook asks: items, time, rule. It reads no gold.

    Args:
        form: The form's name.
    """
    from grader.qualifier import FORM_FILE, RESPONSES_FILE, read_form

    try:
        here = read_form(Path(FORM_FILE))
    except QualprepError as error:
        return Mock((str(error),))
    blueprint, items = here.blueprint, len(here.items)
    rule = blueprint.pass_rule
    book = "The guideline is at hand." if blueprint.open_book.value else "Without the guideline."
    return Mock(
        (
            f"{blueprint.title} ({form}): {items} items, {blueprint.time_limit_minutes.value} minutes.",
            f"Passed with {rule.needed(items)} of {items} items right and at most "
            f"{rule.critical_at_most.value} critical misses. {book}",
            f"The first answer handed in counts. Answers are kept in {RESPONSES_FILE} beside this "
            "notebook: hand in both.",
        )
    )
