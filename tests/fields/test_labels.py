"""`Labels`: sets in a taxonomy, their distances worked out by hand."""

from __future__ import annotations

import pytest
from pydantic import JsonValue, ValidationError

from grader.fields import Given, Label, Labels

NOTHING = Given()
FIELD = Labels(
    name="kinds",
    label="Kinds",
    labels=(
        Label(key="animal", label="Animal"),
        Label(key="dog", label="Dog", parent="animal"),
        Label(key="cat", label="Cat", parent="animal"),
        Label(key="siamese", label="Siamese", parent="cat"),
        Label(key="plant", label="Plant"),
        Label(key="none", label="None of these"),
    ),
    alone=("none",),
    inner=True,
    most=3,
)


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        (["dog"], ["dog"], 0),
        # {animal, dog} and {animal, cat}: 1 of 3 in common.
        (["dog"], ["cat"], 2 / 3),
        # {animal, cat} and {animal, cat, siamese}: 2 of 3.
        (["cat"], ["siamese"], 1 / 3),
        # {animal} and {animal, cat, siamese}: 1 of 3.
        (["animal"], ["siamese"], 2 / 3),
        (["plant"], ["dog"], 1),
        # {animal, dog, plant} and {animal, dog}: 2 of 3.
        (["dog", "plant"], ["dog"], 1 / 3),
        (["plant", "dog"], ["dog", "plant"], 0),
    ],
)
def test_the_right_branch_at_the_wrong_depth_is_partly_right(
    a: JsonValue, b: JsonValue, distance: float
) -> None:
    """Jaccard over the labels with all their ancestors."""
    assert FIELD.distance(a, b) == pytest.approx(distance)
    assert FIELD.distance(b, a) == pytest.approx(distance)


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        (["dog", "plant"], []),
        ("dog", ["Choose labels from the list."]),
        (["horse"], ["Choose labels from the list."]),
        (["dog", "dog"], ["Choose each label only once."]),
        ([], ["Choose at least 1."]),
        (["dog", "siamese", "plant", "none"], None),
        (["none", "dog"], ["None of these stands alone: take out the others, or it."]),
        (
            ["siamese", "animal"],
            ["Siamese says it already: take out what is above it."],
        ),
    ],
)
def test_what_cannot_be_one_judgment_is_said(value: JsonValue, problems: list[str] | None) -> None:
    """By the labels, never by their keys."""
    found = FIELD.problems(value, NOTHING)
    if problems is None:
        assert "Choose at most 3." in found
    else:
        assert found == problems


def test_an_inner_label_is_chosen_only_where_that_is_allowed() -> None:
    """By default the taxonomy is gone down to its ends."""
    leaves = FIELD.model_copy(update={"inner": False})
    assert tuple(label.key for label in leaves.choosable()) == ("dog", "siamese", "plant", "none")
    assert leaves.problems(["cat"], NOTHING) == ["Choose labels from the list."]


def test_a_label_reads_with_those_above_it() -> None:
    """In the order of the taxonomy, whatever the order chosen."""
    assert FIELD.in_words(["plant", "siamese"]) == "Animal › Cat › Siamese, Plant"
    assert FIELD.tidy(["plant", "siamese"]) == ["siamese", "plant"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"labels": [{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]}, "have the key 'a'"),
        (
            {"labels": [{"key": "a", "label": "A", "parent": "b"}, {"key": "b", "label": "B"}]},
            "a comes before its parent",
        ),
        ({"alone": ("horse",)}, "cannot be chosen"),
        ({"least": 4}, "most is less than least"),
    ],
)
def test_a_taxonomy_that_cannot_be_is_refused(changes: dict[str, JsonValue], message: str) -> None:
    """Two of a key, a child before its parent, a label that nobody can choose."""
    with pytest.raises(ValidationError, match=message):
        Labels.model_validate(FIELD.model_dump() | {"alone": ()} | changes)
