"""`Task`: what is asked of whom, what keeps a judgment from being handed in, what an item must show."""

from __future__ import annotations

import pytest
from pydantic import JsonValue, ValidationError

from grader.errors import UnknownNameError
from grader.fields import (
    Choice,
    Condition,
    FreeText,
    Given,
    Option,
    Ranking,
    Spans,
    flag,
)
from grader.fields.base import empty
from grader.task import FieldProblem, Part, Task

GIVEN = Given(texts={"prompt": "Why?", "response_a": "Because.", "response_b": "So."})
KINDS = (Option(key="small", label="Small"), Option(key="large", label="Large"))

TASK = Task(
    instruction="Judge.",
    parts=(
        Part(name="context", label="Context", required=False),
        Part(name="prompt", label="Prompt"),
        Part(name="response", label="Response", repeated=(2, 3), shuffled=True),
    ),
    fields=(
        Ranking(name="order", label="Order"),
        flag("tie", "A near-tie?"),
        Choice(
            name="kind",
            label="Which kind?",
            options=KINDS,
            when=Condition(field="tie", any_of=(True,)),
        ),
        flag("sure_kind", "Sure of it?", when=Condition(field="kind", any_of=("large",))),
        FreeText(name="note", label="Note", required=False),
    ),
)
ORDER: JsonValue = [["response_a"], ["response_b"]]


def _asked(values: dict[str, JsonValue], only: tuple[str, ...] | None = None) -> list[str]:
    return [field.name for field in TASK.asked(values, only)]


def test_a_conditional_field_is_asked_only_when_its_condition_holds() -> None:
    """The near-tie question opens another, and that one yet another."""
    assert _asked({}) == ["order", "tie", "note"]
    assert _asked({"tie": False}) == ["order", "tie", "note"]
    assert _asked({"tie": True}) == ["order", "tie", "kind", "note"]
    assert _asked({"tie": True, "kind": "large"}) == ["order", "tie", "kind", "sure_kind", "note"]
    assert _asked({"tie": 1}) == ["order", "tie", "note"]


def test_what_hangs_on_a_question_not_asked_is_not_asked() -> None:
    """An answer left from before does not keep the question behind it open."""
    left = {"tie": False, "kind": "large", "sure_kind": True}
    assert _asked(left) == ["order", "tie", "note"]
    assert TASK.tidy(left) == {"tie": False}


def test_an_exercise_may_ask_a_few_of_the_fields() -> None:
    """Only those named, in the task's order; a condition may rest on one that is not among them."""
    assert _asked({}, ("note", "order")) == ["order", "note"]
    assert _asked({"tie": True}, ("kind",)) == ["kind"]
    assert _asked({}, ("kind",)) == []


def test_what_is_open_wrong_or_unknown_is_said_field_by_field() -> None:
    """In the order of the fields, and the unknown last."""
    values: dict[str, JsonValue] = {"order": [["response_a"]], "tie": True, "speed": 3}
    assert TASK.problems(values, GIVEN) == [
        FieldProblem("order", "Give {response_b} a place too; a tie is allowed."),
        FieldProblem("kind", "This is still open."),
        FieldProblem("speed", "There is no question called 'speed'."),
    ]


@pytest.mark.parametrize("nothing", [None, "", "  \n", [], {}])
def test_what_is_empty_is_open_and_may_be_if_not_required(nothing: JsonValue) -> None:
    """White space is no answer; an optional field may stay open."""
    values: dict[str, JsonValue] = {"order": nothing, "tie": False, "note": nothing}
    assert TASK.problems(values, GIVEN) == [FieldProblem("order", "This is still open.")]
    assert TASK.tidy(values) == {"tie": False}
    assert empty(nothing)


@pytest.mark.parametrize("something", [False, 0, 0.0, "x", [[]]])
def test_no_and_zero_are_answers(something: JsonValue) -> None:
    """False is an answer."""
    assert not empty(something)


def test_what_is_no_longer_asked_keeps_nobody_from_handing_in() -> None:
    """A wrong value under a condition that no longer holds is left out, not complained of."""
    values: dict[str, JsonValue] = {"order": ORDER, "tie": False, "kind": "huge"}
    assert TASK.problems(values, GIVEN) == []
    assert TASK.tidy(values) == {"order": ORDER, "tie": False}


def test_a_field_is_found_by_its_name() -> None:
    """A wrong name is answered with the nearest."""
    assert TASK.field("kind").label == "Which kind?"
    assert list(TASK.by_name()) == ["order", "tie", "kind", "sure_kind", "note"]
    with pytest.raises(UnknownNameError, match="Did you mean order"):
        TASK.field("oder")


def test_two_fields_cannot_share_a_name() -> None:
    """One value cannot answer two questions."""
    with pytest.raises(ValidationError, match="two fields have the same name"):
        Task(instruction="", parts=(), fields=(flag("a", "A?"), flag("a", "Again?")))


@pytest.mark.parametrize("other", ["b", "later", "a"])
def test_a_condition_rests_on_a_field_before_it(other: str) -> None:
    """The page opens questions downwards."""
    depends = flag("a", "A?", when=Condition(field=other, any_of=(True,)))
    with pytest.raises(ValidationError, match="which is not before it"):
        Task(instruction="", parts=(), fields=(depends, flag("later", "Later?")))


def test_a_part_is_known_by_its_keys() -> None:
    """A repeated part has a key for each of its letters."""
    part = TASK.part_of("response_c")
    assert part is not None
    assert part.name == "response"
    assert part.content_keys() == ("response_a", "response_b", "response_c")
    assert TASK.part_of("response") is None
    assert TASK.part_of("response_d") is None


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ({"prompt": "p", "response_a": "a", "response_b": "b"}, []),
        ({"context": "c", "prompt": "p", "response_a": "a", "response_b": "b"}, []),
        ({"response_a": "a", "response_b": "b"}, ["the part 'prompt' is missing"]),
        (
            {"prompt": "p", "response_a": "a"},
            ["1 parts response_*, but 2 to 3 are asked for"],
        ),
        (
            {"prompt": "p", "response_a": "a", "response_c": "c"},
            ["the parts response_a, response_b, ... must have no gap"],
        ),
        (
            {"prompt": "p", "response_a": "a", "response_b": "b", "reply": "x"},
            ["there is no part called 'reply'"],
        ),
        (
            {f"response_{letter}": letter for letter in "abcd"} | {"prompt": "p"},
            ["there is no part called 'response_d'"],
        ),
        (
            {"prompt": None, "response_a": 1.1, "response_b": " "},
            [
                "the part 'prompt' is empty",
                "the part 'response_a' is no text: put it in quotation marks",
                "the part 'response_b' is empty",
            ],
        ),
    ],
)
def test_an_item_shows_every_part_as_text(
    content: dict[str, JsonValue], problems: list[str]
) -> None:
    """Missing, unknown, too many, empty, or a number that YAML has already rounded."""
    assert TASK.content_problems(content) == problems


SPANS = Spans(name="spans", label="Spans", parts=("response",), attributes=(flag("k", "K?"),))
IMAGE = {
    "file": "images/a.png",
    "width": 10,
    "height": 20,
    "sha256": "0" * 64,
    "description": "A grey square.",
}


def test_nothing_to_mark_is_an_answer_of_the_task() -> None:
    """An empty list is kept where a field says so; None is not."""
    task = Task(instruction="", parts=TASK.parts, fields=(SPANS,))
    assert task.problems({"spans": []}, GIVEN) == []
    assert task.tidy({"spans": []}) == {"spans": []}
    assert task.problems({"spans": None}, GIVEN) == [FieldProblem("spans", "This is still open.")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, None),
        ({"file": "../a.png"}, "file: "),
        ({"file": "images/a.svg"}, "file: "),
        ({"width": "10"}, "width: "),
        ({"sha256": "abc"}, "sha256: "),
        ({"colour": "grey"}, "colour: "),
    ],
)
def test_an_image_is_noted_with_file_size_and_hash(
    change: dict[str, JsonValue], message: str | None
) -> None:
    """And with a line for those who cannot see it."""
    task = Task(instruction="", parts=(Part(name="photo", label="Photo", text="image"),), fields=())
    found = task.content_problems({"photo": IMAGE | change})
    assert found == [] if message is None else message in found[0]
    assert task.content_problems({"photo": "images/a.png"})
