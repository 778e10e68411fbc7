"""`PerPart`: the same questions of every part, their distance worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import JsonValue, ValidationError

from grader.fields import Condition, FreeText, Given, Label, Labels, PerPart, Scale, flag
from grader.fields.base import UnreadableError
from grader.names import Names

TURNS = Given(texts={"turn_1": "One cat.", "turn_2": "Two cats.", "turn_note": "No turn."})
FIELD = PerPart(
    name="turns",
    label="Turns",
    group="turn",
    fields=(
        Scale(name="quality", label="Quality", anchors={1: "bad", 2: "", 3: "good"}, weight=3),
        flag("first", "First bad turn?", when=Condition(field="quality", any_of=(1,))),
        FreeText(name="note", label="Note", required=False, least_words=2),
    ),
)


def both(one: Any, two: Any) -> dict[str, JsonValue]:
    return {"turn_1": one, "turn_2": two}


@pytest.mark.parametrize(
    ("own", "gold", "distance"),
    [
        (both({"quality": 3}, {"quality": 3}), both({"quality": 3}, {"quality": 3}), 0),
        # (1 + 0) / 2, the first turn being 2 of 2 points apart, squared.
        (
            both({"quality": 1, "first": True}, {"quality": 3}),
            both({"quality": 3}, {"quality": 3}),
            1 / 2,
        ),
        # Turn 1: quality right (3), the flag wrong (1): 1/4. Turn 2: 1 of 2 points: 1/4. Mean 1/4.
        (
            both({"quality": 1, "first": True}, {"quality": 2}),
            both({"quality": 1, "first": False}, {"quality": 3}),
            1 / 4,
        ),
        # A note is not compared.
        (
            both({"quality": 2, "note": "So so."}, {"quality": 2}),
            both({"quality": 2, "note": "Quite good."}, {"quality": 2}),
            0,
        ),
    ],
)
def test_the_distance_is_the_mean_over_the_parts(
    own: JsonValue, gold: JsonValue, distance: float
) -> None:
    """Of each part the weighted mean of what both were asked."""
    assert FIELD.distance(own, gold) == pytest.approx(distance)
    assert FIELD.distance(gold, own) == pytest.approx(distance)
    assert FIELD.score(own, gold) == pytest.approx(1 - distance)


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        (both({"quality": 3}, {"quality": 2}), []),
        ("good", ["Answer for every turn."]),
        ({"turn_1": {"quality": 3}}, ["{turn_2}, quality: this is still open."]),
        (
            both({"quality": 9}, {"quality": 1}),
            [
                "{turn_1}, quality: choose a whole number from 1 to 3.",
                "{turn_2}, first bad turn: this is still open.",
            ],
        ),
        (both({"quality": 3}, 7), ["{turn_2}, quality: this is still open."]),
        (
            both({"quality": 3, "speed": 1}, {"quality": 3}),
            ["{turn_1}, answer only what is asked."],
        ),
        (
            {**both({"quality": 3}, {"quality": 3}), "turn_note": {}},
            ["There is no such turn; answer for those shown."],
        ),
        # What a condition no longer asks may be anything, and is not kept.
        (both({"quality": 3, "first": "?"}, {"quality": 3}), []),
    ],
)
def test_what_is_open_is_said_by_part_and_question(value: JsonValue, problems: list[str]) -> None:
    """Parts stand by reference; a part like the group is none of it."""
    assert FIELD.problems(value, TURNS) == problems


def test_what_is_kept_is_what_is_asked() -> None:
    """Part by part."""
    value: JsonValue = both(
        {"quality": 3, "first": True, "note": " "}, {"quality": 1, "first": True}
    )
    assert FIELD.tidy(value) == both({"quality": 3}, {"quality": 1, "first": True})


@pytest.mark.parametrize("value", [None, {}, {"turn_1": {}}, {"turn_1": {"quality": None}}])
def test_nothing_answered_of_any_part_is_no_answer(value: JsonValue) -> None:
    """The page may send the parts before anything is chosen."""
    assert FIELD.blank(value)


def test_answers_read_part_by_part() -> None:
    """By reference, so that a shuffled part has the learner's letter."""
    value: JsonValue = both({"quality": 3}, {"quality": 1, "first": True})
    assert (
        FIELD.in_words(value)
        == "{turn_1}: Quality 3 (good); {turn_2}: Quality 1 (bad), First bad turn Yes"
    )


def test_differences_name_part_and_question() -> None:
    """One row for each that both answer."""
    own: JsonValue = both({"quality": 1, "first": True}, {"quality": 2})
    gold: JsonValue = both({"quality": 1, "first": False}, {"quality": 3})
    rows = FIELD.differences(own, gold, TURNS)
    assert [(row.label, row.verdict, row.own, row.gold) for row in rows] == [
        ("{turn_1}: Quality", "agrees", "1 (bad)", "1 (bad)"),
        ("{turn_1}: First bad turn", "differs", "Yes", "No"),
        ("{turn_2}: Quality", "close", "2", "3 (good)"),
    ]


def test_a_foreseen_or_critical_judgment_names_a_few_answers() -> None:
    """All of them must be given."""
    own: JsonValue = both({"quality": 1, "first": True}, {"quality": 2})
    assert FIELD.gives(own, {"turn_1": {"quality": 1}})
    assert not FIELD.gives(own, {"turn_1": {"quality": 1}, "turn_2": {"quality": 3}})
    assert FIELD.matches(own, {"turn_1": {"first": True}})
    assert FIELD.pattern_problems({"turn_1": {"first": True}}, TURNS) == []
    assert FIELD.pattern_problems({}, TURNS)
    assert FIELD.pattern_problems({"turn_9": {"quality": 1}}, TURNS)


def test_labels_of_a_part_are_kept_in_the_order_of_their_taxonomy() -> None:
    """Each answer is stored as its question stores it."""
    kinds = Labels(
        name="kinds",
        label="Kinds",
        labels=(Label(key="sea", label="Sea"), Label(key="land", label="Land")),
    )
    field = PerPart(name="turns", label="Turns", group="turn", fields=(kinds,))
    value = both({"kinds": ["land", "sea"]}, {"kinds": ["sea"]})
    assert field.tidy(value) == both({"kinds": ["sea", "land"]}, {"kinds": ["sea"]})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ((FIELD.fields[1],), "first depends on a later question"),
        ((FIELD.fields[0], FIELD.fields[0]), "two questions are called"),
        ((FIELD.fields[2],), "none of its questions can be compared"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused(fields: tuple[Any, ...], message: str) -> None:
    """When the skill is declared."""
    with pytest.raises(ValidationError, match=message):
        PerPart(name="turns", label="Turns", group="turn", fields=fields)


@pytest.mark.parametrize("signs", [("1", "2"), (1, 2), ("A", "b")])
def test_a_reader_without_the_page_may_count_by_number_or_by_letter(signs: tuple[Any, Any]) -> None:
    """Numbered parts are meant in their order, whichever sign stands before the answers."""
    letters = {"turn": Names(("turn_1", "turn_2"), "Turn", numbered=True)}
    said: Any = {signs[0]: {"quality": 3}, signs[1]: {"quality": 1}}
    assert FIELD.from_paper(said, letters) == both({"quality": 3}, {"quality": 1})
    with pytest.raises(UnreadableError, match="each of 1, 2"):
        FIELD.from_paper({"C": {"quality": 3}}, letters)
