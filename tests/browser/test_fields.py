"""Every field type in a real JupyterLab: by mouse, by keyboard alone, kept as a draft, read in feedback."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from grader.settings import content_root
from grader.store import Attempt
from tests.browser import made
from tests.browser.conftest import LEARNER, Lab, enter, exercise
from tests.browser.looks import overflowing, poor_contrast

pytestmark = pytest.mark.browser

KINDS = ("labels", "spans", "relations", "edit", "boxes", "per_part")
TEXT = "The harbour 🐟 reopened in May, said Ines Varga.\n\nTwo divers found cafe\u0301 chairs."


def opened(lab: Lab, kind: str, name: str, **looks: Any) -> tuple[Page, Locator]:
    root = str(content_root())
    page = lab.open(
        f"import sys; sys.path.insert(0, {root!r})\nfrom tests.browser.made import exercise\n"
        f"exercise({kind!r}, {name!r})",
        **looks,
    )
    return page, exercise(page)


def kept(lab: Lab, name: str) -> Attempt:
    with lab.store() as store:
        [attempt] = store.attempts(LEARNER, exercise=f"response-ranking/made-{name}")
    return attempt


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def hand_in(page: Page, shown: Locator) -> Locator:
    enter(shown)
    press(page, "Shift+Digit4", "Control+Enter")
    feedback = shown.locator(".qp-feedback")
    feedback.wait_for()
    return feedback


def select(shown: Locator, part: str, words: str) -> None:
    """Select words in a part as a learner drags over them."""
    text = shown.locator(f".qp-part-{part} .qp-text")
    text.evaluate(
        """(root, words) => {
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          const nodes = [];
          let text = '';
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            nodes.push([node, text.length]);
            text += node.data;
          }
          const at = text.indexOf(words);
          if (at < 0) throw new Error('not there: ' + words);
          const place = (offset) => {
            const [node, from] = nodes.findLast(([, start]) => start <= offset);
            return [node, offset - from];
          };
          const range = document.createRange();
          range.setStart(...place(at));
          const [last, offset] = place(at + words.length - 1);
          range.setEnd(last, offset + 1);
          const selection = document.getSelection();
          selection.removeAllRanges(); selection.addRange(range);
          root.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        }""",
        words,
    )


def visible() -> str:
    bank = made.bank("spans")
    return bank.given(bank.item("made-spans")).texts["output"]


def span(words: str, **more: str) -> dict[str, Any]:
    start = visible().index(words)
    return {"part": "output", "start": start, "end": start + len(words), **more}


def drag(page: Page, shown: Locator, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag on the image, from and to pixels of the image."""
    overlay = shown.locator(".qp-overlay")
    overlay.scroll_into_view_if_needed()
    box = overlay.bounding_box()
    assert box is not None
    places = [
        (box["x"] + x * box["width"] / 320, box["y"] + y * box["height"] / 200)
        for x, y in (start, end)
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=4)
    page.mouse.up()


def near(box: dict[str, Any], x: int, y: int, width: int, height: int) -> bool:
    wanted = {"x": x, "y": y, "width": width, "height": height}
    return all(abs(box[side] - value) <= 1 for side, value in wanted.items())


def test_words_are_marked_by_mouse(lab: Lab) -> None:
    """Over bold words, an emoji and a combining accent; the places are those that Python counts."""
    page, shown = opened(lab, "spans", "spans-mouse")
    select(shown, "output", "reopened in May")
    shown.get_by_role("button", name="Contradicted").click()
    shown.get_by_role("radio", name="Major").click()
    shown.get_by_role("textbox", name="Correction").fill("It reopens in June.")
    select(shown, "output", "cafe\u0301 chair")  # a part of a word takes the whole word
    shown.get_by_role("button", name="Unverifiable").click()
    shown.get_by_role("radio", name="Minor").click()
    expect(shown.locator(".qp-entry")).to_have_count(2)
    feedback = hand_in(page, shown)
    expect(feedback.locator("h3")).to_contain_text("agrees with gold")
    expect(feedback.locator(".qp-units tbody tr")).to_have_count(2)
    assert kept(lab, "spans-mouse").values == {
        "claims": [
            span("reopened in May", status="contradicted", severity="major",
                 correction="It reopens in June."),
            span("cafe\u0301 chairs", status="unverifiable", severity="minor"),
        ]
    }  # fmt: skip


def test_words_are_marked_by_keyboard_alone(lab: Lab) -> None:
    """The caret goes by words, Shift takes more, digits give label and severity; N, P and Delete work."""
    page, shown = opened(lab, "spans", "spans-keys")
    enter(shown)
    press(page, *["ArrowRight"] * 4, "Shift+ArrowRight", "Shift+ArrowRight")
    expect(shown.locator(".qp-caret")).to_have_text("reopened in May")
    press(page, "2", "2")  # contradicted, major
    press(page, *["Escape"])
    enter(shown)
    press(page, *["ArrowRight"] * 2, "1")  # harbour: supported
    expect(shown.locator(".qp-entry")).to_have_count(2)
    press(page, "n")
    enter(shown)
    press(page, "p", "n", "Delete")
    expect(shown.locator(".qp-entry")).to_have_count(1)
    feedback = hand_in(page, shown)
    expect(feedback.locator(".qp-units")).to_contain_text("not marked")
    values = kept(lab, "spans-keys").values["claims"]
    assert values in (
        [span("reopened in May", status="contradicted", severity="major")],
        [span("harbour", status="supported")],
    )


def test_a_label_inside_a_mark_does_not_replace_it(lab: Lab) -> None:
    """The learner is told, and the mark stays as it was."""
    page, shown = opened(lab, "spans", "spans-inside")
    select(shown, "output", "harbour 🐟 reopened")
    shown.get_by_role("button", name="Supported").click()
    select(shown, "output", "reopened in")
    expect(shown.locator(".qp-mark-bar")).to_contain_text("already in mark 1")
    press(page, "2")
    expect(shown.locator(".qp-entry")).to_have_count(1)
    press(page, "u")
    expect(shown.locator(".qp-mark-bar")).to_be_visible()


def test_nothing_to_mark_is_an_answer_and_gold_is_laid_over_it(lab: Lab) -> None:
    """Without it the question is open; gold then shows what was missed, in the text and in words."""
    page, shown = opened(lab, "spans", "spans-none")
    enter(shown)
    press(page, "Shift+Digit4", "Enter")
    expect(shown.locator(".qp-miss")).to_contain_text("This is still open.")
    shown.get_by_role("button", name="Nothing to mark").click()
    feedback = hand_in(page, shown)
    expect(feedback.locator("h3")).to_contain_text("differs")
    expect(shown.locator(".qp-part-output .qp-gold")).not_to_have_count(0)
    row = feedback.locator(".qp-unit").first
    row.focus()
    expect(shown.locator(".qp-part-output .qp-lit").first).to_be_visible()
    assert kept(lab, "spans-none").values == {"claims": []}


def test_boxes_are_drawn_moved_and_resized_by_mouse(lab: Lab) -> None:
    """To the pixel of the image, whatever its size on the page; feedback says each side."""
    page, shown = opened(lab, "boxes", "boxes-mouse")
    drag(page, shown, (34, 50), (120, 110))
    shown.get_by_role("radio", name="Car").click()
    drag(page, shown, (150, 20), (230, 80))
    drag(page, shown, (190, 50), (240, 120))  # moves the second, which is selected
    shown.locator(".qp-entry.qp-on").get_by_role("radio", name="Van").click()
    shown.locator(".qp-entry.qp-on").get_by_role("radio", name="Yes").click()
    feedback = hand_in(page, shown)
    first, second = kept(lab, "boxes-mouse").values["boxes"]
    assert near(first, 34, 50, 86, 60), first
    assert near(second, 200, 90, 80, 60), second
    assert (first["class"], second["class"], second["occluded"]) == ("car", "van", True)
    expect(feedback.locator(".qp-units")).to_contain_text("pixels loose on the left")
    expect(shown.locator(".qp-overlay .qp-gold")).to_have_count(2)


def test_boxes_are_drawn_by_keyboard_alone(lab: Lab) -> None:
    """A cross-hair and two corners; arrows nudge, Alt resizes, a digit gives the class, + zooms."""
    page, shown = opened(lab, "boxes", "boxes-keys")
    enter(shown)
    press(page, "b", *["Shift+ArrowLeft"] * 12, *["Shift+ArrowUp"] * 5, "Enter")
    press(page, *["Shift+ArrowRight"] * 8, *["Shift+ArrowDown"] * 6, "Enter")
    press(page, "1")
    expect(shown.locator(".qp-entry")).to_contain_text("car")
    enter(shown)
    press(page, "ArrowRight", "ArrowLeft", "Alt+ArrowRight", "Alt+ArrowLeft", "+")
    expect(shown.locator(".qp-mark-bar")).to_contain_text("150 %")
    press(page, "o", "o", "-")
    hand_in(page, shown)
    assert kept(lab, "boxes-keys").values == {
        "boxes": [{"x": 40, "y": 50, "width": 80, "height": 60, "class": "car", "occluded": False}]
    }


def test_a_box_is_selected_deleted_and_undone(lab: Lab) -> None:
    """N goes to a box, Delete takes it out, U brings it back."""
    page, shown = opened(lab, "boxes", "boxes-undo")
    drag(page, shown, (10, 10), (60, 60))
    press(page, "2")
    expect(shown.locator(".qp-entry")).to_have_count(1)
    enter(shown)
    press(page, "Escape", "n", "Delete")
    expect(shown.locator(".qp-entry")).to_have_count(0)
    press(page, "u")
    expect(shown.locator(".qp-entry")).to_contain_text("van")


def test_labels_are_chosen_by_mouse_and_by_digits(lab: Lab) -> None:
    """A branch holds its labels; one that stands alone drops the others."""
    page, shown = opened(lab, "labels", "labels")
    shown.get_by_role("button", name="Football").click()
    shown.get_by_role("button", name="Rowing").click()
    expect(shown.locator(".qp-labels")).to_contain_text("Sport › Football; Sport › Rowing")
    shown.get_by_role("button", name="Nothing of these").click()
    expect(shown.locator(".qp-tree .qp-on")).to_have_count(1)
    enter(shown)
    press(page, "2")  # rowing: the second that can be chosen
    feedback = hand_in(page, shown)
    expect(feedback.locator("h3")).to_contain_text("agrees with gold")
    assert kept(lab, "labels").values == {"topics": ["rowing"]}


def test_every_part_is_rated_by_digits(lab: Lab) -> None:
    """Digits answer the marked question and go on to the next; the learner's order is kept."""
    page, shown = opened(lab, "per_part", "per-part")
    names = [part.get_attribute("aria-label") for part in shown.locator(".qp-response").all()]
    letters = [part.get_attribute("data-part") for part in shown.locator(".qp-response").all()]
    expect(shown.locator(".qp-part-judged h5")).to_have_text([str(name) for name in names])
    enter(shown)
    overall = {"response_a": "2", "response_b": "1"}
    for part in letters:
        press(page, overall[str(part)], "1")
    expect(shown.get_by_text("2 of 2 judged")).to_be_visible()
    feedback = hand_in(page, shown)
    expect(feedback.locator(".qp-units tbody tr")).to_have_count(4)
    assert kept(lab, "per-part").values == {
        "ratings": {
            "response_a": {"overall": 2, "safe": True},
            "response_b": {"overall": 1, "safe": True},
        }
    }


def test_a_text_is_edited_and_each_change_tagged(lab: Lab) -> None:
    """The changes are shown as one types; one can be taken back alone; digits tag them."""
    page, shown = opened(lab, "edit", "edit")
    draft = "Costs rose by 9 % last year. You may join. All is fine."
    shown.get_by_role("textbox", name="Edit").fill(draft)
    expect(shown.locator(".qp-diff ins")).to_have_text(["rose", "may join", "fine"])
    expect(shown.locator(".qp-entry")).to_have_count(3)
    shown.locator(".qp-entry").nth(2).get_by_role("button", name="Take back").click()
    expect(shown.get_by_role("textbox", name="Edit")).to_have_value(draft.replace("fine", "well"))
    shown.locator(".qp-entry").first.get_by_role("radio", name="Accuracy").click()
    enter(shown)
    press(page, "2")
    feedback = hand_in(page, shown)
    expect(feedback.locator("h3")).to_contain_text("agrees with gold")
    assert kept(lab, "edit").values == {
        "edit": {
            "changes": [
                {"start": 6, "end": 10, "text": "rose", "tag": "accuracy"},
                {"start": 33, "end": 42, "text": "may join", "tag": "tone"},
            ]
        }
    }


def test_two_marks_are_linked(lab: Lab) -> None:
    """Chosen among the marks, by mouse or by keys; the label makes the link."""
    page, shown = opened(lab, "relations", "relations")
    for words, kind in (("Ines Varga", "Person"), ("harbour", "Thing")):
        select(shown, "output", words)
        shown.locator(".qp-mark-bar").first.get_by_role("button", name=kind).click()
    links = shown.locator(".qp-relations")
    links.get_by_label("From …").select_option("1")
    links.get_by_label("to …").select_option("0")
    links.get_by_role("button", name="said of").click()
    expect(links.locator(".qp-entry")).to_contain_text("“Ines Varga” — said of → “harbour”")
    feedback = hand_in(page, shown)
    expect(feedback.locator("h3")).to_contain_text("agrees with gold")


def test_the_name_of_a_branch_stands_over_its_labels(lab: Lab) -> None:
    """At the left, where the eye begins, and not at the other end of the row."""
    _, shown = opened(lab, "labels", "labels-branch")
    name = shown.get_by_role("button", name="Sport").bounding_box()
    label = shown.get_by_role("button", name="Rowing").bounding_box()
    assert name is not None
    assert label is not None
    assert name["x"] <= label["x"]
    assert name["y"] + name["height"] <= label["y"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_there_again_after_a_reload(lab: Lab, kind: str) -> None:
    """Whatever was begun: run again, the cell shows it as it was."""
    page, shown = opened(lab, kind, f"again-{kind}")
    begin(page, shown, kind)
    expect(shown.locator(".qp-saved")).to_contain_text("Draft saved")
    before = shown.locator(".qp-judge").inner_text()
    lab.command(page, "notebook:run-all-cells")
    page.wait_for_timeout(1500)
    shown = exercise(page)
    expect(shown.locator(".qp-saved")).to_have_text("")
    assert _words(shown.locator(".qp-judge").inner_text()) == _words(before)


def begin(page: Page, shown: Locator, kind: str) -> None:
    """Answer something, as a learner would first."""
    if kind in ("spans", "relations"):
        select(shown, "output", "Ines Varga")
        shown.locator(".qp-mark-bar").first.locator("button.qp-option").nth(1).click()
        press(page, "Escape")
    elif kind == "boxes":
        drag(page, shown, (40, 50), (120, 110))
        press(page, "1")
    elif kind == "edit":
        shown.get_by_role("textbox", name="Edit").fill("Costs rose by 9 % last year.")
    elif kind == "labels":
        shown.get_by_role("button", name="Rowing").click()
    else:
        enter(shown)
        press(page, "2", "1", "3", "2")


def _words(text: str) -> list[str]:
    """Return what stands in the form, without what depends on which entry is unfolded."""
    kept_out = {"Del", "▸", "Major", "Minor", "Severity", "Correction"}
    return [word for word in text.split() if word not in kept_out][:12]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_readable(lab: Lab, kind: str, dark: bool) -> None:
    """Contrast 4.5 and nothing outside, before and after feedback, at 1280 and 700 pixels."""
    found: list[str] = []
    for width in (1280, 700):
        page, shown = opened(lab, kind, f"look-{kind}-{width}-{dark}", width=width, dark=dark)
        begin(page, shown, kind)
        found += poor_contrast(page) + overflowing(page)
        if kind == "relations":
            lab.close()
            continue
        if kind in ("spans", "edit"):
            enter(shown)
            press(page, "2", "2", "2", "2")
        if kind == "spans":
            shown.locator(".qp-entry .qp-link").first.click()
            shown.get_by_role("radio", name="Major").click()
        hand_in(page, shown)
        found += poor_contrast(page) + overflowing(page)
        lab.close()
    assert found == []
