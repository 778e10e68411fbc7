"""`Number` in a real JupyterLab: by mouse, by keyboard alone, through a reload, its feedback read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Lab, enter
from tests.browser.looks import overflowing, poor_contrast
from tests.browser.test_fields import hand_in, kept, opened, press

pytestmark = pytest.mark.browser


def test_a_number_is_set_by_mouse(lab: Lab) -> None:
    """Two buttons; the bounds hold; close is told from right, and gold is shown."""
    page, shown = opened(lab, "number", "mouse")
    less, more = (shown.get_by_role("button", name=f"{way} seconds") for way in ("Less", "More"))
    less.click()
    expect(shown.get_by_role("textbox")).to_have_value("0")
    for _ in range(11):
        more.click()
    feedback = hand_in(page, shown)
    expect(feedback).to_contain_text("11 seconds")
    expect(feedback).to_contain_text("12 seconds")
    expect(more).to_be_disabled()
    assert kept(lab, "mouse").values == {"pause": 11}


def test_a_number_is_written_by_keyboard_alone(lab: Lab) -> None:
    """Q goes there, what is wrong is said in words, Escape leaves it; then it agrees with gold."""
    page, shown = opened(lab, "number", "keys")
    enter(shown)
    press(page, "q", *"13 m", "Escape", "Shift+Digit4", "Control+Enter")
    expect(shown.locator(".qp-problem").first).to_have_text(
        "Write a number of seconds from 0 to 60."
    )
    press(page, "Backspace", "Backspace", "ArrowDown", "Escape", "?")
    expect(shown.locator(".qp-keys")).to_contain_text("go to the number and write it")
    press(page, "Escape")
    feedback = hand_in(page, shown)
    expect(feedback.locator("h3")).to_contain_text("agrees with gold")
    assert kept(lab, "keys").values == {"pause": 12}


def test_a_number_is_there_again_after_a_reload_and_reads_well(lab: Lab) -> None:
    """Run again, the cell shows the draft; contrast and width hold in a narrow, dark window."""
    page, shown = opened(lab, "number", "again", width=700, dark=True)
    shown.get_by_role("textbox").fill("15")
    expect(shown.locator(".qp-saved")).to_contain_text("Draft saved")
    lab.command(page, "notebook:run-all-cells")
    expect(shown.locator(".qp-saved")).to_have_text("")
    expect(shown.get_by_role("textbox")).to_have_value("15")
    feedback = hand_in(page, shown)
    expect(feedback.locator("h3")).to_contain_text("differs")
    expect(feedback).to_contain_text("It looks right and is not.")
    assert poor_contrast(page) + overflowing(page) == []
