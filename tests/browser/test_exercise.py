"""The exercise in a real JupyterLab: by mouse, by keyboard, through every interruption."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from grader.bank import load_bank
from grader.store import Attempt
from tests.browser.conftest import LEARNER, Lab, enter, exercise
from tests.browser.looks import overflowing, poor_contrast

pytestmark = pytest.mark.browser

LESSON = """from grader.notebook import Lesson
from grader.skills import skill
lesson = Lesson(skill('response-ranking'))"""
BANK = load_bank("response-ranking")


def practice(name: str, *items: str, more: str = "") -> str:
    return f"lesson.practice({name!r}, {', '.join(map(repr, items))}{more})"


def gold_letters(shown: Locator, item: str) -> list[str]:
    """Return the letters, as shown here, of the item's gold order."""
    letters = {
        part.get_attribute("data-part"): part.get_attribute("aria-label")[-1]
        for part in shown.locator(".qp-response").all()
    }
    return [letters[name] for place in BANK.gold(item).gold["order"] for name in place]


def attempts(lab: Lab, key: str) -> list[Attempt]:
    with lab.store() as store:
        return store.attempts(LEARNER, exercise=f"response-ranking/{key}", include_mistakes=True)


def test_an_item_is_answered_by_mouse_and_its_feedback_read(lab: Lab) -> None:
    """Clicking through one item saves it, tells why, and leaves own judgment and evidence on screen."""
    page = lab.open(LESSON, practice("mouse", "rank-001", "rank-002"))
    shown = exercise(page)
    for letter in gold_letters(shown, "rank-001"):
        shown.locator(".qp-tray").get_by_role("button", name=f"Response {letter}").click()
    shown.get_by_role("radio", name="Instructions").click()
    shown.get_by_role("radiogroup", name="A near-tie?").get_by_role("radio", name="No").click()
    shown.get_by_role("textbox", name="Justification").fill(
        "The plain letter is best: the other one prints days_late although no code was allowed."
    )
    shown.get_by_role("radio", name="90 %").click()
    shown.get_by_role("button", name="Hand in").click()
    feedback = shown.get_by_role("region", name="Feedback")
    expect(feedback.locator("h3")).to_contain_text("✓ agrees")
    expect(feedback).to_contain_text("you were 90 % sure")
    expect(feedback).to_contain_text(
        "Why Response"
    )  # the tempting judgment, though this one was right
    expect(shown.locator("mark").first).to_be_visible()
    expect(shown.locator(".qp-saved")).to_have_text(re.compile(r"Saved \d\d:\d\d:\d\d"))
    expect(shown.get_by_role("radio", name="Instructions")).to_be_disabled()
    [attempt] = attempts(lab, "mouse")
    assert attempt.values["order"] == BANK.gold("rank-001").gold["order"]
    assert attempt.confidence == 90


def test_an_item_is_answered_by_keyboard_alone(lab: Lab) -> None:
    """Letters rank, digits choose, Shift and a digit say how sure, Enter hands in and goes on."""
    page = lab.open(
        LESSON, practice("keys", "rank-001", "rank-002", more=", ask=('order', 'axis')")
    )
    shown = exercise(page)
    letters = gold_letters(shown, "rank-001")
    enter(shown)
    for key in [*letters, "3", "Shift+Digit4", "Enter"]:
        page.keyboard.press(key.lower() if len(key) == 1 else key)
    expect(shown.locator(".qp-feedback h3")).to_contain_text("agrees with gold")
    page.keyboard.press("Enter")
    expect(shown.locator("header")).to_contain_text("item 2 of 2")
    page.keyboard.press("[")
    expect(shown.locator("header")).to_contain_text("item 1 of 2")
    [attempt] = attempts(lab, "keys")
    assert attempt.values == {"order": BANK.gold("rank-001").gold["order"], "axis": "instructions"}
    assert attempt.confidence == 80


def test_ties_undo_and_skipping_work_by_keyboard(lab: Lab) -> None:
    """= ties with the one before, U takes back, ] skips, and a skipped item can be come back to."""
    page = lab.open(LESSON, practice("undo", "rank-001", "rank-002", more=", ask=('order',)"))
    shown = exercise(page)
    enter(shown)
    for key in "a=b":
        page.keyboard.press(key)
    order = shown.get_by_role("group", name="Order, best first")
    expect(order).to_have_text(re.compile(r"1\s*Response A\s*=\s*1\s*Response B"))
    page.keyboard.press("u")
    expect(order.locator(".qp-ranked")).to_have_count(1)
    page.keyboard.press("]")
    expect(shown.locator("header")).to_contain_text("item 2 of 2")
    expect(shown.get_by_role("button", name="Item 1, skipped")).to_be_visible()
    page.keyboard.press("[")
    expect(order.locator(".qp-ranked")).to_have_count(1)  # the draft was kept


def test_undo_begins_at_what_is_shown(lab: Lab) -> None:
    """U in one item brings back nothing of the item before it."""
    page = lab.open(LESSON, practice("undo-items", "rank-001", "rank-002", more=", ask=('axis',)"))
    shown = exercise(page)
    enter(shown)
    for key in ["1", "]"]:
        page.keyboard.press(key)
    expect(shown.locator("header")).to_contain_text("item 2 of 2")
    for key in ["2", "u"]:
        page.keyboard.press(key)
    expect(shown.locator(".qp-option[aria-checked=true]")).to_have_count(0)


def test_what_is_missing_is_marked_and_brought_into_view(lab: Lab) -> None:
    """Handing in too early marks every open question, scrolls to the first, and saves nothing."""
    page = lab.open(LESSON, practice("missing", "rank-001"))
    shown = exercise(page)
    enter(shown)
    page.keyboard.press("Enter")
    expect(shown.locator(".qp-miss")).to_have_count(5)  # order, axis, near-tie, justification, sure
    expect(shown.locator(".qp-miss").first).to_be_in_viewport()
    expect(shown.locator(".qp-miss").first).to_contain_text("This is still open.")
    assert attempts(lab, "missing") == []


def test_a_conditional_question_follows_its_condition(lab: Lab) -> None:
    """What settled a near-tie is asked only for a near-tie."""
    page = lab.open(LESSON, practice("condition", "rank-001"))
    shown = exercise(page)
    settled = shown.get_by_role("radiogroup", name="What settled it?")
    expect(settled).to_be_hidden()
    near_tie = shown.get_by_role("radiogroup", name="A near-tie?")
    near_tie.get_by_role("radio", name="Yes").click()
    expect(settled).to_be_visible()
    near_tie.get_by_role("radio", name="No").click()
    expect(settled).to_be_hidden()


def test_a_restarted_kernel_loses_nothing(lab: Lab) -> None:
    """With the kernel gone the page says so, keeps the judgment, and hands it in on the next run."""
    page = lab.open(LESSON, practice("restart", "rank-001", "rank-002", more=", ask=('order',)"))
    shown = exercise(page)
    enter(shown)
    lab.restart_kernel(page)
    for key in ["b", "a", "Shift+Digit3", "Enter"]:
        page.keyboard.press(key)
    expect(shown.locator(".qp-banner")).to_contain_text("kernel is not answering", timeout=15_000)
    expect(shown.locator(".qp-saved")).not_to_contain_text("● Saved")
    assert attempts(lab, "restart") == []
    lab.command(page, "notebook:run-all-cells")
    fresh = exercise(page)
    expect(fresh.locator(".qp-feedback")).to_be_visible()
    expect(fresh.locator(".qp-notices")).to_contain_text("is now saved")
    [attempt] = attempts(lab, "restart")
    assert attempt.confidence == 60
    lab.command(page, "notebook:run-all-cells")
    exercise(page)
    assert len(attempts(lab, "restart")) == 1  # delivered once, however often the cell is run


def test_a_reloaded_page_shows_the_draft_and_what_was_handed_in(lab: Lab) -> None:
    """After a reload the answers are there: handed in ones locked, drafts as they were left."""
    page = lab.open(LESSON, practice("reload", "rank-001", "rank-002", more=", ask=('order',)"))
    shown = exercise(page)
    enter(shown)
    for key in ["a", "b", "Shift+Digit2", "Enter"]:
        page.keyboard.press(key)
    shown.locator(".qp-feedback").wait_for()
    page.keyboard.press("Enter")
    expect(shown.locator("header")).to_contain_text("item 2 of 2")
    page.keyboard.press("b")
    expect(shown.locator(".qp-saved")).to_contain_text("Draft saved")
    lab.command(page, "docmanager:save")
    lab.reload()
    page.wait_for_selector(".qp")
    lab.command(page, "notebook:run-all-cells")
    again = exercise(page)
    expect(again.locator("header")).to_contain_text("item 2 of 2")
    expect(again.locator(".qp-ranked")).to_have_count(1)
    again.get_by_role("button", name=re.compile("Item 1,")).click()
    expect(again.locator(".qp-feedback")).to_be_visible()


def test_a_saved_notebook_holds_no_answer_and_no_gold(lab: Lab) -> None:
    """Whatever was answered and told, the notebook file has neither after saving."""
    page = lab.open(LESSON, practice("leak", "rank-001", more=", ask=('order',)"))
    shown = exercise(page)
    enter(shown)
    for key in ["a", "b", "Shift+Digit2", "Enter"]:
        page.keyboard.press(key)
    shown.locator(".qp-feedback").wait_for()
    lab.command(page, "docmanager:save")
    name = page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path")
    saved = (lab.folder / name).read_text(encoding="utf-8")
    gold = BANK.gold("rank-001")
    for text in [gold.tempting[0].why_wrong[:30], gold.criteria[0].says[15:45], "agrees on"]:
        assert text not in saved


def test_reading_counts_before_the_first_click(lab: Lab) -> None:
    """An item in the middle of the window is being read, clicked or not; its time runs."""
    page = lab.open(LESSON, practice("reading", "rank-001"))
    shown = exercise(page)
    page.mouse.wheel(0, 200)
    expect(shown.locator(".qp-timer")).not_to_have_text("0:00")


def test_hints_come_in_stages_and_are_counted(lab: Lab) -> None:
    """Each press of H shows one more hint; the attempt says how many were used."""
    page = lab.open(LESSON, practice("hints", "rank-001", more=", ask=('order',)"))
    shown = exercise(page)
    enter(shown)
    for count in (1, 2, 3):
        page.keyboard.press("h")
        expect(shown.locator(".qp-hints li")).to_have_count(count)
    expect(shown.get_by_role("button", name=re.compile("^Hint"))).to_have_count(0)
    for key in ["a", "b", "Shift+Digit2", "Enter"]:
        page.keyboard.press(key)
    shown.locator(".qp-feedback").wait_for()
    [attempt] = attempts(lab, "hints")
    assert attempt.hints == 3


def test_pairs_that_do_not_fit_together_are_shown(lab: Lab) -> None:
    """A over B, B over C, C over A is said in words; mending one pair gives an order."""
    page = lab.open(LESSON, practice("pairs", "rank-016", more=", ask=('order',), pairwise=True"))
    shown = exercise(page)
    pairs = shown.locator(".qp-pairs li")
    pairs.nth(0).get_by_role("button", name="Response A better").click()
    pairs.nth(1).get_by_role("button", name="Response C better").click()
    pairs.nth(2).get_by_role("button", name="Response B better").click()
    result = shown.locator(".qp-pairs-result")
    expect(result).to_contain_text(re.compile(r"You put .* over .*, .* over .*, and .* over"))
    pairs.nth(1).get_by_role("button", name="Response A better").click()
    expect(result).to_have_text("Your order: A > B > C")
    shown.get_by_role("radio", name="60 %").click()
    shown.get_by_role("button", name="Hand in").click()
    shown.locator(".qp-feedback").wait_for()
    [attempt] = attempts(lab, "pairs")
    shown_order = attempt.shown_order
    assert attempt.values["order"] == [[name] for name in shown_order]


def test_a_check_tells_nothing_before_its_last_item(lab: Lab) -> None:
    """In a check no item is explained until all are handed in; then every one is."""
    page = lab.open(
        LESSON,
        "from grader.practice import Exercise\n"
        "lesson._open(Exercise(key='response-ranking/short-check', title='Check', mode='check', "
        "items=('rank-003', 'rank-006'), ask=('order',), hints=False))",
    )
    shown = exercise(page)
    enter(shown)
    for number in (1, 2):
        for key in ["a", "b", "Shift+Digit2", "Enter"]:
            page.keyboard.press(key)
        if number == 1:
            expect(shown.locator(".qp-after")).to_contain_text("Feedback follows")
            expect(shown.locator(".qp-feedback")).to_have_count(0)
            page.keyboard.press("Enter")
            expect(shown.locator("header")).to_contain_text("item 2 of 2")
    expect(shown.locator(".qp-feedback")).to_be_visible()
    expect(shown.locator(".qp-summary")).to_contain_text("of 2 items right")
    page.keyboard.press("[")
    expect(shown.locator(".qp-feedback")).to_be_visible()


def test_gold_can_be_contested_and_a_slip_be_marked_as_a_mistake(lab: Lab) -> None:
    """A contest needs a reason and is kept; a mistake reopens the item and stays on record."""
    page = lab.open(LESSON, practice("contest", "rank-002", more=", ask=('order',)"))
    shown = exercise(page)
    enter(shown)
    for key in ["a", "b", "Shift+Digit2", "Enter"]:
        page.keyboard.press(key)
    shown.get_by_role("button", name=re.compile("I think the gold is wrong")).click()
    shown.get_by_role("button", name="Send").click()
    expect(shown.locator(".qp-banner")).to_contain_text("A reason is needed")
    shown.get_by_role("button", name=re.compile("I think the gold is wrong")).click()
    shown.locator(".qp-question textarea").fill("B says 0.04 m only once.")
    shown.get_by_role("button", name="Send").click()
    expect(shown.get_by_role("button", name="You contested this gold")).to_be_disabled()
    shown.get_by_role("button", name=re.compile("Handed in by mistake")).click()
    shown.get_by_role("button", name="Mark it").click()
    expect(shown.get_by_role("button", name=re.compile("^Hand in"))).to_be_visible()
    assert len(attempts(lab, "contest")) == 1
    with lab.store() as store:
        kinds = {event.kind for event in store.events(LEARNER, item_id="rank-002")}
    assert {"contest", "mistake"} <= kinds


def test_the_guideline_is_one_key_away_and_keeps_the_focus(lab: Lab) -> None:
    """G opens the guideline, Escape closes it, and JupyterLab's own keys stay quiet meanwhile."""
    page = lab.open(LESSON, practice("guideline", "rank-001"))
    shown = exercise(page)
    enter(shown)
    page.keyboard.press("g")
    expect(shown.get_by_role("complementary")).to_contain_text("Harm comes first")
    shown.get_by_text("What decided it? What the answers mean").click()
    expect(shown.get_by_role("complementary")).to_contain_text(
        "Every part that was asked (3.3, 4.1)."
    )
    page.keyboard.press("Escape")
    expect(shown.get_by_role("complementary")).to_have_count(0)
    cells = page.locator(".jp-Cell").count()
    for key in ["x", "b", "a", "d", "d", "m", "y"]:  # cut, insert, delete, ... in JupyterLab
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells


def test_the_notebook_never_slides_out_of_sight(lab: Lab) -> None:
    """Whatever is clicked or pressed, only the notebook scrolls, none of JupyterLab's outer panels."""
    page = lab.open(
        LESSON, practice("slide", "rank-016", "rank-001", more=", pairwise=True"), height=500
    )
    shown = exercise(page)
    enter(shown)
    for pair in shown.locator(".qp-pairs li").all():
        pair.get_by_role("button").first.click()
    for key in ["Enter", "t", "Escape", "g", "Escape", "Shift+Digit2", "Enter", "]", "a", "b", "h"]:
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    slid = page.evaluate(
        """() => {
      const out = [];
      for (let at = document.querySelector(".qp[data-qp-key]"); at; at = at.parentElement)
        if (at.scrollTop && getComputedStyle(at).overflowY === "hidden") out.push(at.className);
      return out;
    }"""
    )
    assert slid == []
    expect(shown).to_be_in_viewport()


def test_start_opens_the_exercises_below(lab: Lab) -> None:
    """Running only the Start cell opens everything below it and leaves the page at the top."""
    page = lab.open(
        "from grader.notebook import start\nlesson = start('response-ranking')",
        *(practice(f"started-{number}", "rank-001") for number in range(4)),
        run=False,
    )
    lab.command(page, "notebook:run-cell")
    exercise(page)
    start = page.locator(".qp-start")
    expect(start).to_contain_text("Ready")
    page.wait_for_timeout(1000)  # JupyterLab scrolls to the cell it ran last, a little later
    expect(start).to_be_in_viewport()


def test_start_leads_back_to_where_one_stopped(lab: Lab) -> None:
    """After some work the Start panel has a button that goes to the exercise left last."""
    page = lab.open(LESSON, practice("left-here", "rank-001", more=", ask=('order',)"))
    shown = exercise(page)
    enter(shown)
    for key in ["a", "b", "Shift+Digit2", "Enter"]:
        page.keyboard.press(key)
    shown.locator(".qp-feedback").wait_for()
    lab.close()
    page = lab.open(
        "from grader.notebook import start\nlesson = start('response-ranking')",
        practice("before-it", "rank-016"),
        practice("left-here", "rank-001", more=", ask=('order',)"),
        run=False,
        height=600,
    )
    lab.command(page, "notebook:run-cell")
    page.locator(".qp-start").get_by_text("Ready").wait_for()
    page.get_by_role("button", name="Continue where I stopped").click()
    expect(page.locator("[data-qp-key$='/left-here'] header")).to_be_in_viewport()


SCALE = """
from grader.bank import Bank, load_bank
from grader.fields import Scale
from grader.items import Gold, Item
from grader.practice import Exercise, Sitting
from grader.task import Part, Task
from grader.widgets.exercise import ExerciseWidget
field = Scale(name="quality", label="Quality", anchors={1: "poor", 2: "fair", 3: "good", 4: "great"})
task = Task(instruction="Rate it.", parts=(Part(name="text", label="Text"),), fields=(field,))
made = lesson.skill.model_copy(update={"task": task, "main_field": "quality"})
item = Item(id="scale-1", difficulty=1, domain="test", concepts=("near-tie",), bait="CENT",
            source={"kind": "authored", "licence": "CC-BY-4.0"}, content={"text": "A fair text."})
gold = Gold(id="scale-1", tier="proved", gold={"quality": 2},
            rationale="It is fair, for it says so itself (clause 1.1).",
            tempting=({"value": {"quality": 4}, "why_wrong": "It is not great at all."},))
bank = Bank(made, {"practice": (item,)}, {"scale-1": gold}, load_bank("response-ranking").guideline)
sitting = Sitting(Exercise(key="response-ranking/scale", title="Scale", items=("scale-1",)), bank,
                  lesson._store, lesson._learner)
ExerciseWidget(sitting)
"""


def test_a_scale_shows_its_anchors_and_takes_digits_and_arrows(lab: Lab) -> None:
    """Each point shows its anchor; a digit chooses, an arrow moves on; one off is close."""
    page = lab.open(LESSON, SCALE)
    shown = exercise(page)
    expect(shown.get_by_role("radio", name="3 good")).to_be_visible()
    enter(shown)
    page.keyboard.press("4")
    expect(shown.get_by_role("radio", name="4 great")).to_be_checked()
    shown.get_by_role("radio", name="4 great").focus()
    page.keyboard.press("ArrowLeft")
    expect(shown.get_by_role("radio", name="3 good")).to_be_checked()
    for key in ["Shift+Digit3", "Enter"]:
        page.keyboard.press(key)
    expect(shown.locator(".qp-feedback")).to_contain_text("≈ close")
    expect(shown.locator(".qp-feedback")).to_contain_text("2 (fair)")
    [attempt] = attempts(lab, "scale")
    assert attempt.values == {"quality": 3}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 1024, 700])
def test_text_is_readable_and_nothing_overflows(lab: Lab, width: int, dark: bool) -> None:
    """Every text has contrast 4.5 or more and lies inside the exercise, in both themes, at any width."""
    key = f"look-{width}-{dark}"
    page = lab.open(LESSON, practice(key, "rank-016"), width=width, dark=dark)
    shown = exercise(page)
    letters = [
        part.get_attribute("aria-label")[-1].lower() for part in shown.locator(".qp-response").all()
    ]
    enter(shown)
    for key_press in [*letters, "2", "2", "t"]:
        page.keyboard.press(key_press)
    page.keyboard.type("Response A says that the sum is right, and B is wrong about it.")
    for key_press in ["Escape", "Shift+Digit6", "Enter"]:
        page.keyboard.press(key_press)
    shown.locator(".qp-feedback").wait_for()
    assert poor_contrast(page) == []
    assert overflowing(page) == []
