"""Mock qualifiers: from a blueprint to a form, and from a learner's file to an outcome."""

from grader.qualifier.assembly import assemble, repeated
from grader.qualifier.blueprint import Blueprint, blueprints, find_blueprint, read_blueprint
from grader.qualifier.drafts import DRAFTS_FILE, Draft, Drafts, read_drafts, save_drafts
from grader.qualifier.form import (
    FORM_FILE,
    ITEM_POINTS,
    Form,
    FormItem,
    banks_of,
    read_form,
    written_field,
)
from grader.qualifier.outcome import ItemResult, Outcome, check_gold, grade_answers
from grader.qualifier.reading import Answers, RefusedError, read_answers, read_bytes
from grader.qualifier.response import RESPONSES_FILE, Response, Step, hand_in
from grader.qualifier.review import as_attempt, feedback_on
from grader.qualifier.self_study import OwnMock, own_mock, write_notebook
from grader.qualifier.sitting import MockSitting

__all__ = [
    "DRAFTS_FILE",
    "FORM_FILE",
    "ITEM_POINTS",
    "RESPONSES_FILE",
    "Answers",
    "Blueprint",
    "Draft",
    "Drafts",
    "Form",
    "FormItem",
    "ItemResult",
    "MockSitting",
    "Outcome",
    "OwnMock",
    "RefusedError",
    "Response",
    "Step",
    "as_attempt",
    "assemble",
    "banks_of",
    "blueprints",
    "check_gold",
    "feedback_on",
    "find_blueprint",
    "grade_answers",
    "hand_in",
    "own_mock",
    "read_answers",
    "read_blueprint",
    "read_bytes",
    "read_drafts",
    "read_form",
    "repeated",
    "save_drafts",
    "write_notebook",
    "written_field",
]
