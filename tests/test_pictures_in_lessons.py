"""Pictures in a lesson: gold's boxes drawn on a worked item, and figures beside the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader import settings
from grader.errors import QualprepError
from grader.notebook import Lesson
from grader.pictures import figure_html, with_boxes
from grader.skills import skill
from grader.store import open_store

FIGURES = settings.content_root() / "curriculum" / "figures"


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    store = open_store(tmp_path / "answers.sqlite")
    return Lesson(skill("bounding-boxes"), store=store, learner="reader")


def test_gold_is_drawn_on_a_worked_item_only(lesson: Lesson) -> None:
    """Each gold box once, with its number; before an answer the picture is bare."""
    boxes = lesson.bank.gold("box-013").gold["boxes"]
    assert isinstance(boxes, list)
    bare, worked = (
        shown._repr_html_() for shown in (lesson.item("box-013"), lesson.worked("box-013"))
    )
    assert "<rect" not in bare
    assert "data:image/png;base64," in bare
    assert re.findall(r"</?text[^>]*>(\d+)?", worked)[::2] == [
        str(n + 1) for n in range(len(boxes))
    ]
    for box in boxes:
        assert isinstance(box, dict)
        assert f'x="{box["x"]}" y="{box["y"]}" width="{box["width"]}"' in worked


def test_a_figure_holds_its_file_and_is_described(lesson: Lesson) -> None:
    """It needs no other file beside the notebook, and is read aloud by its description."""
    shown = lesson.figure("sides", "Six close-ups & <what> they show")
    assert "data:image/png;base64," in shown._repr_html_()
    assert 'alt="Six close-ups &amp; &lt;what&gt; they show"' in shown._repr_html_()
    assert repr(shown).startswith("Six close-ups")
    with pytest.raises(QualprepError, match="figure"):
        lesson.figure("no-such", "Nothing to see here")


@pytest.mark.parametrize("path", sorted(FIGURES.rglob("*.png")), ids=lambda path: path.name)
def test_figures_are_small(path: Path) -> None:
    """Under 200 kB each, as a PNG of which the size is known."""
    assert path.stat().st_size < 200_000
    assert re.search(r'width="\d+" height="\d+"', figure_html(path, "a figure of a lesson"))


def test_boxes_are_drawn_in_pixels_of_the_image() -> None:
    """So that they stay where they are when the page scales the picture."""
    html = with_boxes("<img>", 640, 420, [{"x": 3, "y": 4, "width": 50, "height": 60}])
    assert 'viewBox="0 0 640 420"' in html
    assert html.count('<rect x="3" y="4" width="50" height="60"') == 2
