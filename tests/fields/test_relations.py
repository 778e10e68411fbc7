"""`Relations`: links between marked spans, their distances worked out by hand."""

from __future__ import annotations

import pytest
from pydantic import JsonValue, ValidationError

from grader.fields import Allowed, AuthoredError, Given, Relations
from tests.composite import KIND

#       0123456789012345678901234567890
TEXT = "Ann met Bob in Rome, and he ate."
GIVEN = Given(texts={"output": TEXT})
ANN, BOB, ROME, HE = (0, 3), (8, 11), (15, 19), (25, 27)
FIELD = Relations(
    name="links", label="Links", spans="names", attributes=(KIND,), undirected=("same",)
)


def at(place: tuple[int, int]) -> dict[str, JsonValue]:
    return {"part": "output", "start": place[0], "end": place[1]}


def link(head: tuple[int, int], tail: tuple[int, int], kind: str) -> dict[str, JsonValue]:
    return {"head": at(head), "tail": at(tail), "kind": kind}


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ([], [], 0),
        ([link(ANN, BOB, "causes")], [], 1),
        ([link(ANN, BOB, "causes")], [link(ANN, BOB, "causes")], 0),
        ([link(ANN, BOB, "causes")], [link(ANN, BOB, "same")], 1),
        # Who causes whom counts; what is the same as what does not.
        ([link(ANN, BOB, "causes")], [link(BOB, ANN, "causes")], 1),
        ([link(HE, BOB, "same")], [link(BOB, HE, "same")], 0),
        # Ends that overlap enough are the same: 3 of 3 code points of "Ann" in "Ann met".
        ([link((0, 7), BOB, "causes")], [link(ANN, BOB, "causes")], 0),
        # One in common of one and two: 1 - 2/3.
        (
            [link(ANN, BOB, "causes")],
            [link(ANN, BOB, "causes"), link(HE, BOB, "same")],
            1 / 3,
        ),
    ],
)
def test_two_links_are_the_same_when_both_ends_meet(
    a: JsonValue, b: JsonValue, distance: float
) -> None:
    """1 less F1 of the links in common."""
    assert FIELD.distance(a, b) == pytest.approx(distance)
    assert FIELD.distance(b, a) == pytest.approx(distance)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (
            [{"head": at(ANN), "kind": "same"}],
            "Link 1: choose its two ends among the marked words.",
        ),
        ([link(ANN, ANN, "same")], "Link 1: choose two different ends."),
        (
            [{**link(ANN, BOB, "causes"), "kind": None}],
            "Link 1: say the kind.",
        ),
    ],
)
def test_a_link_joins_two_places(value: JsonValue, problem: str) -> None:
    """In the text, and not the same ones."""
    assert FIELD.problems(value, GIVEN) == [problem]


def test_both_ends_are_marked_in_the_other_field() -> None:
    """And are of a kind that the link may join, if that is declared."""
    marks: JsonValue = [
        {**at(ANN), "type": "person"},
        {**at(BOB), "type": "person"},
        {**at(ROME), "type": "place"},
    ]
    values = {"names": marks}
    assert FIELD.problems_among([link(ANN, BOB, "same")], values, GIVEN) == []
    assert FIELD.problems_among([link(HE, BOB, "same")], values, GIVEN) == [
        "Link 1: mark “he” first."
    ]
    rule = Allowed(label="causes", heads=("person",), tails=("place",))
    strict = FIELD.model_copy(update={"allowed": (rule,)})
    assert strict.problems_among([link(ANN, ROME, "causes")], values, GIVEN) == []
    assert strict.problems_among([link(ROME, ANN, "causes")], values, GIVEN) == [
        "Link 1: this label does not link such marks; see the guideline."
    ]


@pytest.mark.parametrize("marks", [None, "x", [7], [{"part": "output", "start": 99}]])
def test_marks_that_are_none_join_nothing(marks: JsonValue) -> None:
    """What the browser sends for the other field may be anything."""
    assert FIELD.problems_among([link(ANN, BOB, "same")], {"names": marks}, GIVEN)


def test_a_link_with_another_label_stands_beside_golds() -> None:
    """One row, so that the learner sees what was to be said."""
    own: JsonValue = [link(ANN, BOB, "same"), link(HE, ROME, "same")]
    gold: JsonValue = [link(ANN, BOB, "causes"), link(HE, BOB, "same")]
    rows = [
        (row.label, row.verdict, row.own, row.gold) for row in FIELD.differences(own, gold, GIVEN)
    ]
    assert rows == [
        ("“Ann” and “Bob”", "differs", "the same as", "causes"),
        ("“he” and “Bob”", "differs", "", "the same as"),
        ("“he” and “Rome”", "differs", "the same as", ""),
    ]


def test_of_links_with_the_same_ends_each_stands_beside_its_own() -> None:
    """Whatever the order they were made in: at no distance, nothing differs."""
    own: JsonValue = [link(ANN, BOB, "same"), link(ANN, BOB, "causes")]
    gold: JsonValue = [link(ANN, BOB, "causes"), link(ANN, BOB, "same")]
    assert FIELD.distance(own, gold) == 0
    assert {row.verdict for row in FIELD.differences(own, gold, GIVEN)} == {"agrees"}


def test_a_foreseen_link_is_given_by_who_makes_it() -> None:
    """Foreseeing none means that none was made."""
    own: JsonValue = [link(ANN, BOB, "causes"), link(HE, BOB, "same")]
    assert FIELD.gives(own, [link(ANN, BOB, "causes")])
    assert not FIELD.gives(own, [link(ANN, BOB, "same")])
    assert not FIELD.gives(own, [])
    assert FIELD.gives([], [])


def test_authors_write_both_ends_as_quotes() -> None:
    """Short, or with the part and which occurrence."""
    authored: JsonValue = [
        {"head": "Ann", "tail": {"quote": "Bob", "part": "output"}, "kind": "causes"}
    ]
    assert FIELD.resolve(authored, GIVEN) == [link(ANN, BOB, "causes")]
    with pytest.raises(AuthoredError) as raised:
        FIELD.resolve([{"head": "Eve", "tail": "Adam", "kind": "same"}], GIVEN)
    head, tail = raised.value.messages
    assert "'Eve' does not occur" in head
    assert "'Adam' does not occur" in tail


def test_rules_name_labels_that_there_are() -> None:
    """A typo there would allow everything."""
    with pytest.raises(ValidationError, match="is no label"):
        Relations.model_validate(FIELD.model_dump() | {"undirected": ("follows",)})


def test_a_bare_quote_is_looked_for_where_the_ends_are_marked() -> None:
    """Records beside the document may hold the same words."""
    given = Given(texts={"output": TEXT, "record_1": "Ann, born in Rome"})
    authored: JsonValue = [{"head": "Ann", "tail": "Rome", "kind": "causes"}]
    with pytest.raises(AuthoredError, match="needs its part"):
        FIELD.resolve(authored, given)
    narrow = FIELD.model_copy(update={"parts": ("output",)})
    assert narrow.resolve(authored, given) == [link(ANN, ROME, "causes")]
