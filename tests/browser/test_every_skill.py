"""An item of every skill in a real JupyterLab: what is asked can be answered, and the feedback read.

Choices and scales are answered by mouse; marks, changes and words wait in a draft, as they do after a
reload (how they are made is tried field by field in `test_fields`). The look is measured before and after.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, expect
from pydantic import JsonValue

from grader.bank import Bank, load_bank
from grader.fields import Choice, Field, FreeText, PerPart, Scale
from grader.skills import SKILLS, Skill
from grader.store import Draft
from tests.browser.conftest import LEARNER, Lab, enter, exercise
from tests.browser.looks import overflowing, poor_contrast

pytestmark = pytest.mark.browser


def _passes(declared: Skill) -> list[str | None]:
    return [one.name for one in declared.task.passes] or [None]


CASES = [(declared, one) for declared in SKILLS for one in _passes(declared)]


def _clicked(field: Field) -> bool:
    if isinstance(field, PerPart):
        return all(map(_clicked, field.fields))
    return isinstance(field, Choice | Scale)


def _right(bank: Bank, item_id: str, asked: list[Field]) -> dict[str, JsonValue]:
    """Return gold as a learner would answer it, a written answer that passes among it."""
    gold = bank.gold(item_id)
    values = {
        field.name: field.as_judgment(gold.gold[field.name])
        for field in asked
        if field.name in gold.gold
    }
    written = [field for field in asked if isinstance(field, FreeText)]
    return values | {field.name: gold.exemplar for field in written if gold.exemplar}


def _click(row: Locator, field: Field, value: JsonValue) -> None:
    if isinstance(field, PerPart) and isinstance(value, dict):
        for part, answers in value.items():
            judged = row.locator(f".qp-part-judged[data-part='{part}']")
            for name, answer in answers.items() if isinstance(answers, dict) else ():
                _press(judged.locator(f".qp-inner[data-question='{name}']"), answer)
    else:
        _press(row, value)


def _press(where: Locator, value: JsonValue) -> None:
    where.locator(f"[role=radio][data-key='{json.dumps(value)}']").click()


@pytest.mark.parametrize(
    ("declared", "one_pass"), CASES, ids=[f"{s.slug}{f'-{p}' if p else ''}" for s, p in CASES]
)
def test_an_item_is_answered_and_its_feedback_read(
    lab: Lab, declared: Skill, one_pass: str | None
) -> None:
    """Gold, answered on the page, is right there too; nothing sticks out, everything can be read."""
    bank = load_bank(declared.slug)
    item = bank.items("practice")[0]
    names = declared.task.one_pass(one_pass).fields if one_pass else None
    asked = [field for field in declared.task.fields if names is None or field.name in names]
    values = _right(bank, item.id, asked)
    drafted = {field.name: values[field.name] for field in asked if field.name in values}
    drafted = {n: v for n, v in drafted.items() if not _clicked(declared.task.field(n))}
    with lab.store() as store:
        store.save_draft(
            Draft(
                learner=LEARNER,
                exercise=f"{declared.slug}/every-skill" + (f":{one_pass}" if one_pass else ""),
                item_id=item.id,
                values=drafted,
                at=datetime.now(UTC),
            )
        )
    dark = SKILLS.index(declared) % 2 == 1
    page = lab.open(
        f"from grader.notebook import Lesson\nfrom grader.skills import skill\n"
        f"Lesson(skill({declared.slug!r})).practice('every-skill', {item.id!r}, one_pass={one_pass!r})",
        width=1280 if one_pass is None else 760,
        dark=dark,
    )
    shown = exercise(page)
    for field in asked:
        if _clicked(field) and field.name in values:
            _click(shown.locator(f".qp-row[data-field='{field.name}']"), field, values[field.name])
    found = poor_contrast(page) + overflowing(page)
    enter(shown)
    page.keyboard.press("Shift+Digit4")
    page.keyboard.press("Control+Enter")
    feedback = shown.locator(".qp-feedback")
    expect(feedback).to_be_visible()
    expect(shown.locator(".qp-step.qp-agrees")).to_have_count(1)
    assert found + poor_contrast(page) + overflowing(page) == []
