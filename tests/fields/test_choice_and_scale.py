"""`Choice`, `flag` and `Scale`: their distances worked out by hand, and what they refuse."""

from __future__ import annotations

import pytest
from pydantic import JsonValue, ValidationError

from grader.fields import Choice, Condition, Given, Near, Option, Scale, flag
from grader.fields.base import UnreadableError
from grader.names import Names

NOTHING = Given()
AXIS = Choice(
    name="axis",
    label="What decided it?",
    options=(
        Option(key="safety", label="Safety"),
        Option(key="accuracy", label="Accuracy"),
        Option(key="tone", label="Tone"),
    ),
    near=(Near(a="safety", b="accuracy", distance=0.3),),
)
OVERALL = Scale(name="overall", label="Overall", anchors={1: "bad", 2: "", 3: "", 4: "", 5: "good"})


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("safety", "safety", 0.0),
        ("safety", "accuracy", 0.3),
        ("accuracy", "safety", 0.3),
        ("safety", "tone", 1.0),
    ],
)
def test_options_declared_near_are_nearer_than_others(a: str, b: str, distance: float) -> None:
    """Near options are as far apart as declared, both ways round; others are 1 apart."""
    assert AXIS.distance(a, b) == distance


def test_a_wrong_option_is_answered_with_the_labels() -> None:
    """A learner reads labels, never keys."""
    assert AXIS.problems("style", NOTHING) == ["Choose one of: Safety, Accuracy, Tone."]


@pytest.mark.parametrize("value", [1, 0, "true", "yes", None, [True]])
def test_a_flag_is_true_or_false_and_no_number(value: JsonValue) -> None:
    """In Python 1 equals True; a judgment of 1 is nevertheless none."""
    tie = flag("near_tie", "A near-tie?")
    assert tie.problems(value, NOTHING) == ["Choose one of: Yes, No."]
    assert tie.problems(True, NOTHING) == tie.problems(False, NOTHING) == []
    assert tie.in_words(True) == "Yes"
    assert tie.distance(True, 1) == 1


TURNS = Given(texts={"user_1": "", "turn_1": "", "user_2": "", "turn_2": "", "turn_3": ""})
FIRST_BAD = Choice(
    name="first_bad",
    label="First bad turn",
    group="turn",
    options=(Option(key="none", label="No bad turn"),),
    beside=0.5,
)


def test_a_choice_among_parts_offers_those_of_the_item() -> None:
    """In the item's order, by reference, with the declared options behind them."""
    assert [o.label for o in FIRST_BAD.offered(TURNS)] == [
        "{turn_1}", "{turn_2}", "{turn_3}", "No bad turn",
    ]  # fmt: skip
    assert FIRST_BAD.problems("turn_3", TURNS) == FIRST_BAD.problems("none", TURNS) == []
    assert FIRST_BAD.problems("turn_4", TURNS) == [
        "Choose one of: {turn_1}, {turn_2}, {turn_3}, No bad turn."
    ]
    assert FIRST_BAD.in_words("turn_2") == "{turn_2}"
    assert FIRST_BAD.in_words("none") == "No bad turn"
    assert FIRST_BAD.json_schema(TURNS) == {"enum": ["turn_1", "turn_2", "turn_3", "none"]}


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [("turn_1", "turn_1", 0.0), ("turn_2", "turn_1", 0.5), ("turn_1", "turn_3", 1.0),
     ("turn_1", "none", 1.0), ("none", "none", 0.0)],
)  # fmt: skip
def test_neighbouring_parts_are_nearer_than_others(a: str, b: str, distance: float) -> None:
    """Beside the right turn is half right; "none" is beside nothing."""
    assert FIRST_BAD.distance(a, b) == distance


def test_a_choice_needs_two_options_or_a_group() -> None:
    """One option is no question, and without a group nothing lies beside anything."""
    one = (Option(key="none", label="None"),)
    with pytest.raises(ValidationError, match="two options, or a group"):
        Choice(name="bad", label="Bad", options=one)
    with pytest.raises(ValidationError, match="two options, or a group"):
        Choice(name="bad", label="Bad", options=AXIS.options, beside=0.5)


def test_a_scale_between_two_names_them_and_reaches_as_far_on_both_sides() -> None:
    """Its numbers mean nothing to a learner; its anchors name the response preferred."""
    anchors = {-1: "{response_a} is better", 0: "Equal", 1: "{response_b} is better"}
    field = Scale(name="helpful", label="Helpful", anchors=anchors, between="response")
    assert field.in_words(-1) == "{response_a} is better"
    assert field.view(NOTHING)["between"] == "response"
    assert field.distance(-1, 1) == 1.0
    assert field.distance(0, 1) == 0.25
    assert field.on_paper().startswith("a whole number: -1 (Response A is better), 0 (Equal)")
    for order, meant in ((("response_a", "response_b"), -1), (("response_b", "response_a"), 1)):
        assert field.from_paper(-1, {"response": Names(order)}) == meant
    with pytest.raises(ValidationError, match="as far on both sides"):
        Scale(name="helpful", label="Helpful", anchors={0: "Equal", 1: "More"}, between="response")


def test_two_options_cannot_share_a_key() -> None:
    """A taxonomy with the same key twice is an author's mistake."""
    same = (Option(key="a", label="One"), Option(key="a", label="Two"))
    with pytest.raises(ValidationError, match="two options have the same key"):
        Choice(name="axis", label="Axis", options=same)


@pytest.mark.parametrize(("a", "b"), [("safety", "speed"), ("safety", "safety")])
def test_near_options_must_be_two_of_the_options(a: str, b: str) -> None:
    """A typo in ``near`` would silently change scores."""
    with pytest.raises(ValidationError, match="does not name two options"):
        Choice(name="axis", label="Axis", options=AXIS.options, near=(Near(a=a, b=b),))


def test_the_page_is_not_told_the_words_that_name_an_option() -> None:
    """The stems by which a justification is checked stay in Python."""
    options = (Option(key="a", label="A", words=("secret",)), Option(key="b", label="B"))
    assert "secret" not in str(Choice(name="x", label="X", options=options).view(NOTHING))


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    # ((a - b) / 4) squared: 0/4, 1/4, 2/4, 4/4.
    [(3, 3, 0.0), (3, 4, 1 / 16), (1, 3, 1 / 4), (1, 5, 1.0)],
)
def test_a_scale_counts_the_squared_difference(a: int, b: int, distance: float) -> None:
    """Far apart counts more than in proportion, as in quadratic-weighted kappa."""
    assert OVERALL.distance(a, b) == distance


@pytest.mark.parametrize("value", [0, 6, 3.0, "3", True, None, 10**40])
def test_only_whole_numbers_on_the_scale_are_taken(value: JsonValue) -> None:
    """A truth value, a decimal or a text is no point of a scale."""
    assert OVERALL.problems(value, NOTHING) == ["Choose a whole number from 1 to 5."]


def test_a_point_reads_with_its_anchor() -> None:
    """Where a point has an anchor, it is said."""
    assert OVERALL.in_words(5) == "5 (good)"
    assert OVERALL.in_words(3) == "3"


def test_anchors_must_have_no_gap() -> None:
    """A scale 1, 2, 4 is a typing mistake."""
    with pytest.raises(ValidationError, match="consecutive"):
        Scale(name="x", label="X", anchors={1: "", 2: "", 4: ""})


def test_two_texts_are_no_points_of_a_scale() -> None:
    """A programmer who compares what was never checked hears of it."""
    with pytest.raises(TypeError, match="two points of the scale"):
        OVERALL.distance("3", 3)


def test_a_condition_holds_for_the_very_value() -> None:
    """Asked when another field has one of some values; 1 is not true."""
    condition = Condition(field="near_tie", any_of=(True,))
    assert condition.holds({"near_tie": True})
    assert not condition.holds({"near_tie": False})
    assert not condition.holds({})
    assert not condition.holds({"near_tie": 1})
    assert not condition.holds({"near_tie": [True]})


def test_a_part_is_written_on_paper_by_its_sign_or_its_name() -> None:
    """As the reader knows it from the page."""
    letters = {"turn": Names(("turn_1", "turn_2", "turn_3"), "Turn", numbered=True)}
    for said in (2, "2", "turn 2", "Turn 2", "turn_2"):
        assert FIRST_BAD.from_paper(said, letters) == "turn_2"
    assert FIRST_BAD.from_paper("no bad turn", letters) == "none"
    with pytest.raises(UnreadableError, match="one of 1, 2, 3, none"):
        FIRST_BAD.from_paper("4", letters)
    assert FIRST_BAD.guesses(TURNS) == ["turn_1", "turn_2", "turn_3", "none"]
    assert FIRST_BAD.labels_in("turn_3") == ("a turn",)
