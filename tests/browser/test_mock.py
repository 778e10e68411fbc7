"""A whole mock in a real JupyterLab: begun, interrupted, resumed, handed in, graded, read."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from grader.bank import load_bank
from grader.integrations.nbgrader import create_course
from grader.integrations.nbgrader.grading import collect, grade
from grader.integrations.nbgrader.release import release
from grader.qualifier import RESPONSES_FILE, find_blueprint
from grader.settings import content_root
from tests.browser.conftest import LEARNER, Lab, enter, exercise
from tests.browser.looks import overflowing, poor_contrast
from tests.course.conftest import BLUEPRINT

pytestmark = pytest.mark.browser

BANK = load_bank("response-ranking")
WRITTEN = "Response A quotes the sum and Response B is wrong about it, so A comes first here."


def opened(lab: Lab, blueprint: str, **looks: object) -> tuple[Page, Locator]:
    """Open a mock of one's own and begin it."""
    path = lab.folder / f"{re.search(r'name: (.+)', blueprint)[1]}.yaml"
    path.write_text(blueprint)
    page = lab.open(f"from grader.notebook import mock\nmock({str(path)!r})", **looks)
    shown = page.locator(".qp[data-qp-key]")
    shown.get_by_role("button", name="Begin").click()
    shown.locator(".qp-judge").wait_for()
    return page, shown


def named(name: str, **values: str) -> str:
    """Return the small blueprint under another name, with some values changed."""
    text = BLUEPRINT.replace("name: small\n", f"name: {name}\n")
    for key, value in values.items():
        text = re.sub(rf"({key}: {{value: )[^,]+", rf"\g<1>{value}", text)
    return text


def judge(page: Page, shown: Locator) -> None:
    """Judge the item on screen by keyboard, completely."""
    enter(shown)
    for part in shown.locator(".qp-response").all():
        page.keyboard.press((part.get_attribute("aria-label") or "")[-1].lower())
    for key in ["2", "2"]:
        page.keyboard.press(key)
    if shown.get_by_role("textbox").count():
        page.keyboard.press("t")
        page.keyboard.type(WRITTEN)
        page.keyboard.press("Escape")
    page.keyboard.press("Shift+Digit4")
    expect(shown.locator(".qp-saved")).to_contain_text("Draft saved")


def test_a_mock_of_ones_own_from_rules_to_review(lab: Lab) -> None:
    """By keyboard, through a kernel restart; then the result, every item's feedback, another form."""
    page, shown = opened(lab, named("own"))
    header = shown.locator("header")
    expect(header).to_contain_text(re.compile(r"item 1 of 4.*(19:5\d|20:00) left"))
    judge(page, shown)
    # At once, and not only when another item is opened.
    expect(shown.get_by_role("button", name="Item 1, ready")).to_be_visible()
    page.keyboard.press("Enter")
    expect(header).to_contain_text("item 2 of 4")
    expect(shown.get_by_role("button", name="Item 1, ready")).to_be_visible()
    assert shown.get_by_role("button", name="Hint").count() == 0
    judge(page, shown)
    lab.restart_kernel(page)
    page.keyboard.press("u")  # something changes while nobody listens: it is kept in the browser
    expect(shown.locator(".qp-banner")).to_contain_text("is not answering", timeout=15_000)
    lab.command(page, "notebook:run-all-cells")
    shown = exercise(page)
    expect(shown.locator("header")).to_contain_text("item 2 of 4")
    expect(shown.locator(".qp-notices")).to_contain_text("What was kept in this browser is now")
    expect(shown.get_by_role("radio", name="80 %")).not_to_be_checked()  # what U took back
    expect(shown.get_by_role("button", name="Item 2, not complete")).to_be_visible()
    enter(shown)
    page.keyboard.press("Shift+Digit5")
    page.keyboard.press("]")
    expect(shown.locator("header")).to_contain_text("item 3 of 4")
    judge(page, shown)
    page.keyboard.press("]")
    shown.get_by_role("button", name="Hand in the mock").click()
    question = shown.get_by_role("group", name="Hand in the mock")
    expect(question).to_contain_text("Not begun: item 4")
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    shown.get_by_role("button", name="Hand in the mock").click()
    shown.get_by_role("button", name="Hand in 3 of 4 items, for good").click()
    result = shown.get_by_role("region", name="Result")
    expect(result).to_contain_text(re.compile(r"\d of 4 items right, 3 are needed"))
    expect(result).to_contain_text(
        "3 of 4 items are handed in. It took less than one of 20 minutes."
    )
    expect(result).to_be_in_viewport()
    expect(shown.locator("header")).to_contain_text("item 1 of 4")
    expect(shown.locator(".qp-feedback")).to_contain_text("you were 80 % sure")
    expect(shown.get_by_role("button", name="Practise this bait")).to_have_count(0)
    shown.get_by_role("button", name="Item 4, not handed in").click()
    expect(shown.locator(".qp-after")).to_contain_text("not handed in, so nothing is told of it")
    expect(shown.locator(".qp-feedback")).to_have_count(0)
    with lab.store() as store:
        kept = store.attempts(LEARNER, exercise="mock/own-1")
    assert [(attempt.mode, attempt.form) for attempt in kept] == [("mock", "own-1")] * 3
    shown.get_by_role("button", name="Take another form").click()
    expect(shown.locator(".qp-rules")).to_contain_text("allows one attempt; this is attempt 2")


def test_a_coachs_mock_is_taken_collected_and_graded(lab: Lab, tmp_path: Path) -> None:
    """The release alone; nothing is told after hand-in, nothing saved in the notebook; it is graded."""
    roster = tmp_path / "names.csv"
    roster.write_text("id,first_name,last_name\nann,Ann,Of the First\n")
    course = create_course(tmp_path / "autumn", roster)
    path = tmp_path / "small.yaml"
    path.write_text(BLUEPRINT)
    form = release(course, find_blueprint(str(path), content_root()), 1)
    shutil.copytree(course.folder / "release" / form.name, lab.folder / form.name)
    page = lab.visit(f"{form.name}/{form.name}.ipynb")
    expect(page.get_by_text("Graded by your coach.").first).to_be_visible()
    shown = page.locator(".qp[data-qp-key]")
    shown.get_by_role("button", name="Begin").click()
    shown.locator(".qp-judge").wait_for()
    for number in range(1, 5):
        expect(shown.locator("header")).to_contain_text(f"item {number} of 4")
        judge(page, shown)
        if number < 4:
            page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(shown.get_by_role("button", name="Hand in all 4 items, for good")).to_be_focused()
    page.keyboard.press("Enter")
    expect(shown.get_by_role("region", name="Result")).to_contain_text("Handed in")
    expect(shown).to_contain_text("Your coach shows you more when the form is closed")
    expect(shown.locator(".qp-feedback")).to_have_count(0)
    lab.command(page, "docmanager:save")
    saved = (lab.folder / form.name / f"{form.name}.ipynb").read_text()
    assert WRITTEN[:30] not in saved
    assert "rank-" not in json.dumps(json.loads(saved)["metadata"])
    handed_in = tmp_path / "handed-in" / "ann"
    shutil.copytree(lab.folder / form.name, handed_in)
    assert collect(course, form, handed_in.parent).failures == []
    graded = grade(course, form)
    assert graded.failures == []
    assert graded.outcomes["ann"].unanswered == ()
    assert all(result.response for result in graded.outcomes["ann"].results)


def test_a_mock_over_three_skills(lab: Lab) -> None:
    """One form asks each item what its skill asks, and the review tells of each by its own guideline."""
    page = lab.open("from grader.notebook import mock\nmock('all-round')")
    shown = page.locator(".qp[data-qp-key]")
    expect(shown).to_contain_text("12 items")
    shown.get_by_role("button", name="Begin").click()
    shown.locator(".qp-judge").wait_for()
    expect(shown.locator(".qp-judge")).to_contain_text("near-tie")
    judge(page, shown)
    for number, asked in ((5, "Claims that the source does not support"), (9, "Boxes")):
        shown.get_by_role("button", name=re.compile(f"^Item {number},")).click()
        expect(shown.locator(".qp-judge")).to_contain_text(asked)
        shown.locator(".qp-nothing").click()
        for verdict in shown.get_by_role("radio", name="Faithful").all():
            verdict.click()
        shown.get_by_role("radio", name="80 %").click()
        expect(shown.locator(".qp-saved")).to_contain_text("Draft saved")
    shown.get_by_role("button", name="Hand in the mock").click()
    shown.get_by_role("button", name="Hand in 3 of 12 items, for good").click()
    expect(shown.get_by_role("region", name="Result")).to_contain_text("of 12 items right")
    for number, says in ((1, "What decided"), (5, "Claims"), (9, "Boxes")):
        shown.get_by_role("button", name=re.compile(f"^Item {number},")).click()
        expect(shown.locator("header")).to_contain_text(f"item {number} of 12")
        expect(shown.locator(".qp-feedback")).to_contain_text(says)
    with lab.store() as store:
        kept = store.attempts(LEARNER, exercise="mock/all-round-1")
    assert [one.skill for one in kept] == ["response-ranking", "hallucination", "bounding-boxes"]


def test_without_going_back_an_item_stays_as_handed_in(lab: Lab) -> None:
    """Enter hands in one item; it is locked, and the next is shown without a word of right or wrong."""
    page, shown = opened(lab, named("final", go_back="false"))
    judge(page, shown)
    page.keyboard.press("Enter")
    expect(shown.get_by_role("button", name="Item 1, handed in")).to_be_visible()
    expect(shown.get_by_role("radio", name="80 %")).to_be_disabled()
    expect(shown.locator(".qp-feedback")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(shown.locator("header")).to_contain_text("item 2 of 4")
    page.keyboard.press("Enter")
    expect(shown.locator(".qp-miss").first).to_contain_text("This is still open.")
    [path] = lab.folder.glob(f"mocks/final-1/{RESPONSES_FILE}")
    assert path.read_text().count('"item"') == 1


def test_the_clock_ends_the_mock_on_the_page(lab: Lab) -> None:
    """When the time is up the page says so by itself, and what was ready is handed in."""
    page, shown = opened(lab, named("late"))
    judge(page, shown)
    path = lab.folder / "mocks" / "late-1" / RESPONSES_FILE
    start = json.loads(path.read_text())
    begun = start["at"]
    # As if it had been begun 19 minutes and 55 seconds earlier.
    start["at"] = _earlier(begun, 19 * 60 + 55)
    path.write_text(json.dumps(start) + "\n")
    lab.command(page, "notebook:run-all-cells")
    shown = page.locator(".qp[data-qp-key]")
    expect(shown.locator(".qp-clock.qp-late")).to_be_visible()
    result = shown.get_by_role("region", name="Result")
    expect(result).to_contain_text("the time was up", timeout=20_000)
    expect(result).to_contain_text("1 of 4 items are handed in")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 700])
def test_rules_items_and_result_are_readable(lab: Lab, width: int, dark: bool) -> None:
    """Contrast 4.5 and nothing outside, before, during and after."""
    name = f"look{width}{'d' if dark else 'l'}"
    path = lab.folder / f"{name}.yaml"
    path.write_text(named(name))
    page = lab.open(
        f"from grader.notebook import mock\nmock({str(path)!r})", width=width, dark=dark
    )
    shown = page.locator(".qp[data-qp-key]")
    begin = shown.get_by_role("button", name="Begin")
    begin.wait_for()
    found = poor_contrast(page) + overflowing(page)
    begin.click()
    shown.locator(".qp-judge").wait_for()
    judge(page, shown)
    shown.get_by_role("button", name="Hand in the mock").click()
    shown.get_by_role("button", name="for good").wait_for()
    found += poor_contrast(page) + overflowing(page)
    shown.get_by_role("button", name="for good").click()
    shown.get_by_role("region", name="Result").wait_for()
    found += poor_contrast(page) + overflowing(page)
    assert found == []


def _earlier(moment: str, seconds: int) -> str:
    from datetime import datetime, timedelta

    return (datetime.fromisoformat(moment) - timedelta(seconds=seconds)).isoformat()
