"""A learner's report: the result in words, with how long it took and how sure it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.integrations.nbgrader.report import report_page
from tests.course.conftest import SKILL, Taken


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (17.4, "It took 17 of 20 minutes."),
        (None, "When it was begun is not on record, so its 20 minutes could not be checked."),
    ],
)
def test_the_report_says_how_long_it_took(taken: Taken, minutes: float | None, said: str) -> None:
    """Or that nobody knows: a file without its beginning cannot be held against the clock."""
    outcome = replace(taken.graded.outcomes["ann"], minutes=minutes)
    learner = taken.course.learners()["ann"]
    page = report_page(taken.course, learner, outcome, {SKILL: taken.bank}, {}, ())
    assert said in page
    assert "4 of 4 items right, 3 are needed; 0 with a critical miss, at most 0 allowed." in page
    assert "95 % interval of" in page
