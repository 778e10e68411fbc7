"""Gold written by quote, image files, numbered parts: read, linted by line, pinned."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import JsonValue

from grader.bank import Bank, lint, load_bank
from grader.errors import BankError
from grader.scoring import score
from tests.composite import (
    GOLD,
    SLUG,
    everything,
    know_everything,
    write_everything,
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    know_everything(monkeypatch)
    return write_everything(tmp_path / "content")


@pytest.fixture
def bank(root: Path) -> Bank:
    return everything(root)


def test_a_bank_of_every_field_is_clean_and_its_gold_is_right(root: Path, bank: Bank) -> None:
    """Whoever gives the gold has all of it."""
    assert lint(SLUG, root) == []
    item, gold = bank.item("all-001"), bank.gold("all-001")
    fields = bank.skill.task.by_name()
    values = {name: fields[name].as_judgment(value) for name, value in gold.gold.items()}
    assert bank.skill.task.problems(values, bank.given(item)) == []
    found = score(bank.skill, gold, values)
    assert found.right
    assert found.value == 1
    assert found.fell_for is None


def test_everything_above_the_bank_sees_places(bank: Bank) -> None:
    """In gold, in what tempts and in what must not happen."""
    gold = bank.gold("all-001")
    place = {"part": "output", "start": 39, "end": 57}
    assert bank.given(bank.item("all-001")).texts["output"][39:57] == "because of the sun"
    claims, when = gold.gold["claims"], gold.critical[0].when["claims"]
    tempting = gold.tempting[0].value["claims"]
    for value, more in (
        (claims, {"status": "contradicted", "severity": "major"}),
        (when, {"status": "supported"}),
        (tempting, {"status": "unverifiable"}),
    ):
        assert isinstance(value, list)
        assert any(isinstance(e, dict) and (place | more).items() <= e.items() for e in value)


def test_a_foreseen_judgment_and_a_critical_one_are_recognised(bank: Bank) -> None:
    """From a part of what was marked."""
    gold = bank.gold("all-001")
    place: dict[str, JsonValue] = {"part": "output", "start": 39, "end": 57}
    tempted: list[JsonValue] = [{**place, "status": "unverifiable", "severity": "minor"}]
    found = score(bank.skill, gold, {"claims": tempted})
    assert found.fell_for is gold.tempting[0]
    missed = score(bank.skill, gold, {"claims": [{**place, "status": "supported"}]})
    assert missed.critical == ("A cause that nobody knows was called supported.",)
    each: JsonValue = {
        "response_a": {"tag": "tone", "usable": True},
        "response_b": {"usable": True},
    }
    assert score(bank.skill, gold, {"each": each}).critical


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("The sun shone all year", "The moon shone", "'The moon shone' does not occur", "claims:"),
        ("quote: teh,", "quote: o,", "occurs 3 times", "edit:"),
        ("accept: [the]", "accept: []", "the fix of 'teh' accepts no repair", "edit:"),
        ("severity: minor}", "severity: tiny}", "choose one of", "claims:"),
        ("x: 10, y: 10, width: 40", "x: 10, y: 10, width: 400", "inside the image", "boxes:"),
        (
            'tail: {part: output, quote: "because of',
            'tail: {part: output, quote: "of',
            "mark “of",
            "links:",
        ),
        ("turn_2: {quality: 1}", "turn_2: {quality: 7}", "{turn_2}, quality: choose", "turns:"),
        ("topics: [sea]", "topics: [sea, none]", "stands alone", "topics: [sea, none]"),
    ],
)
def test_lint_names_the_line_of_what_is_wrong_in_a_value(
    root: Path, old: str, new: str, message: str, line: str
) -> None:
    """One slip, one message, at its place."""
    assert old in GOLD
    path = root / "solutions" / SLUG / "practice.yaml"
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    found = [problem for problem in lint(SLUG, root) if message in problem.message]
    assert found, lint(SLUG, root)
    assert line in text.splitlines()[found[0].line - 1]


def test_one_answer_for_one_part_is_enough_to_tempt(root: Path) -> None:
    """What is wrong is said of one part; the others may be judged in any way."""
    path = root / "solutions" / SLUG / "practice.yaml"
    text = path.read_text(encoding="utf-8")
    whole = "{turns: {turn_1: {quality: 3}, turn_2: {quality: 3}}}"
    assert whole in text
    path.write_text(text.replace(whole, "{turns: {turn_2: {quality: 3}}}"), encoding="utf-8")
    assert lint(SLUG, root) == []
    path.write_text(text.replace(whole, "{turns: {turn_3: {quality: 3}}}"), encoding="utf-8")
    assert "'turn_3' is none of" in lint(SLUG, root)[0].message


def test_a_bank_with_a_quote_that_is_not_there_does_not_load(root: Path) -> None:
    """All of them are said at once."""
    path = root / "solutions" / SLUG / "practice.yaml"
    text = path.read_text(encoding="utf-8").replace("quote: teh", "quote: tehh")
    path.write_text(text.replace('quote: "The meadow', 'quote: "A meadow'), encoding="utf-8")
    with pytest.raises(BankError) as raised:
        load_bank(SLUG, root)
    assert "tehh" in str(raised.value)
    assert "A meadow" in str(raised.value)


def test_an_image_is_part_of_the_page_and_has_no_visible_text(bank: Bank) -> None:
    """Its size is what the field is given; other words could be marked in it."""
    item = bank.item("all-001")
    html = bank.rendered(item)["photo"]
    assert html.startswith('<img class="qp-image" alt="A street seen from above, in grey."')
    assert 'width="200" height="100" src="data:image/png;base64,' in html
    given = bank.given(item)
    assert given.texts["photo"] == ""
    assert given.images == {"photo": (200, 100)}
    assert given.like("turn") == ("turn_1", "turn_2")
