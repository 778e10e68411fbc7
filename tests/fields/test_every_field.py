"""What every field type promises, tried on all of them from one list."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from hypothesis import given as given_examples
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from grader.fields import FIELD_TYPES, AnyField
from tests.strategies import FIELDS, json_values

every_field = pytest.mark.parametrize("kind", FIELDS)
COMPOSITE = ("boxes", "edit", "per_part", "relations", "spans")
"""Fields of many units: a pattern for one of these is a part of a value."""
FEW = settings(max_examples=25)


def test_every_declared_field_type_has_a_strategy() -> None:
    """No field type escapes the tests below."""
    kinds = {field_type.model_fields["kind"].default for field_type in FIELD_TYPES}
    assert kinds <= set(FIELDS)


@every_field
@FEW
@given_examples(data=st.data())
def test_a_value_is_at_no_distance_from_itself(kind: str, data: st.DataObject) -> None:
    """distance(a, a) is 0."""
    case = data.draw(FIELDS[kind])
    assert case.field.distance(case.value, case.value) == 0


@every_field
@FEW
@given_examples(data=st.data())
def test_a_distance_is_symmetric_and_lies_between_0_and_1(kind: str, data: st.DataObject) -> None:
    """Neither of two judges is the measure, and a score of 1 minus it never leaves 0..1."""
    case = data.draw(FIELDS[kind])
    there = case.field.distance(case.value, case.other)
    assert there == case.field.distance(case.other, case.value)
    assert 0 <= there <= 1


@pytest.mark.parametrize("kind", [kind for kind in FIELDS if kind != "spans"])
@FEW
@given_examples(data=st.data())
def test_only_what_reads_the_same_is_at_no_distance(kind: str, data: st.DataObject) -> None:
    """A distance of 0 means the same judgment: two that read differently are apart.

    Spans are the exception: splitting one costs nothing, and free labels may be left out.
    """
    case = data.draw(FIELDS[kind])
    field = case.field
    if field.distance(case.value, case.other) == 0:
        ours, theirs = (
            [sorted(re.findall(r"\S+", place)) for place in field.in_words(value).split(" > ")]
            for value in (case.value, case.other)
        )
        assert ours == theirs


@every_field
@FEW
@given_examples(data=st.data())
def test_a_valid_value_has_no_problem_and_passes_its_schema(kind: str, data: st.DataObject) -> None:
    """What a field asks for it takes, and so does the JSON Schema it gives away."""
    case = data.draw(FIELDS[kind])
    schema = case.field.json_schema(case.given)
    jsonschema.Draft202012Validator.check_schema(schema)
    for value in (case.value, case.other):
        assert case.field.problems(value, case.given) == []
        jsonschema.validate(value, schema, cls=jsonschema.Draft202012Validator)


@every_field
@settings(max_examples=60)
@given_examples(data=st.data())
def test_any_json_gives_problems_in_words_and_never_an_error(
    kind: str, data: st.DataObject
) -> None:
    """Whatever the page sends, the learner is told what to do, in sentences without ids or code."""
    case = data.draw(FIELDS[kind])
    value = data.draw(json_values())
    for problem in case.field.problems(value, case.given):
        shown = re.sub(r"\{\w+\}", "Response A", problem)
        assert re.fullmatch(r"[A-Z].*[.]", shown), problem
        outside_references = re.sub(r"\{\w+\}", "", problem)
        assert not re.search(r"\w_\w|None|True|False|\[|\]|['\"]|<", outside_references), problem


@every_field
@settings(max_examples=60)
@given_examples(data=st.data())
def test_what_its_schema_refuses_is_a_problem(kind: str, data: st.DataObject) -> None:
    """The schema is never stricter than the field: another program may rely on either."""
    case = data.draw(FIELDS[kind])
    value = data.draw(json_values())
    validator = jsonschema.Draft202012Validator(case.field.json_schema(case.given))
    if not validator.is_valid(value):
        assert case.field.problems(value, case.given)


@every_field
@FEW
@given_examples(data=st.data())
def test_a_value_survives_json(kind: str, data: st.DataObject) -> None:
    """Values are plain JSON: written and read again they are the same judgment."""
    case = data.draw(FIELDS[kind])
    again = json.loads(json.dumps(case.value))
    assert again == case.value
    assert type(again) is type(case.value)
    assert case.field.distance(again, case.value) == 0


@every_field
@FEW
@given_examples(data=st.data())
def test_a_declaration_survives_json(kind: str, data: st.DataObject) -> None:
    """A field can be written down and read again by its kind."""
    field = data.draw(FIELDS[kind]).field
    assert TypeAdapter(AnyField).validate_json(field.model_dump_json()) == field


@every_field
@FEW
@given_examples(data=st.data())
def test_what_the_page_is_told_is_plain_json(kind: str, data: st.DataObject) -> None:
    """The view of a field goes to the browser as it is, and names its kind there."""
    case = data.draw(FIELDS[kind])
    view = case.field.view(case.given)
    assert json.loads(json.dumps(view)) == view
    assert view["kind"] == case.field.model_dump()["kind"]
    assert view["name"] == case.field.name


@every_field
@FEW
@given_examples(data=st.data())
def test_a_valid_value_reads_as_words(kind: str, data: st.DataObject) -> None:
    """A learner reads a value without Python's brackets; parts stand by reference."""
    case = data.draw(FIELDS[kind])
    words = case.field.in_words(case.value)
    assert words
    assert not re.search(r"[\[\]]|None|True|False", words)


@pytest.mark.parametrize("kind", [k for k in FIELDS if k not in ("ranking", *COMPOSITE)])
@FEW
@given_examples(data=st.data())
def test_a_pattern_is_a_value_by_default(kind: str, data: st.DataObject) -> None:
    """A value matches itself as a pattern, and another only when there is no distance."""
    case = data.draw(FIELDS[kind])
    assert case.field.pattern_problems(case.value, case.given) == []
    assert case.field.matches(case.value, case.value)
    apart = case.field.distance(case.value, case.other) > 0
    assert case.field.matches(case.value, case.other) is not apart


@every_field
@FEW
@given_examples(data=st.data())
def test_any_json_as_a_pattern_gives_problems_and_never_an_error(
    kind: str, data: st.DataObject
) -> None:
    """An author's wrong pattern is a line of lint."""
    case = data.draw(FIELDS[kind])
    pattern = data.draw(json_values())
    assert isinstance(case.field.pattern_problems(pattern, case.given), list)


@every_field
@FEW
@given_examples(data=st.data())
def test_gold_scores_full_with_itself_and_what_is_given_is_found_again(
    kind: str, data: st.DataObject
) -> None:
    """A score is 1 for gold's own judgment, else within 0..1; a judgment gives itself."""
    case = data.draw(FIELDS[kind])
    own = case.field.as_judgment(case.value)
    assert case.field.problems(own, case.given) == []
    assert case.field.score(own, case.value) == 1
    assert 0 <= case.field.score(case.other, case.value) <= 1
    if case.value not in ([], {"changes": []}):
        assert case.field.gives(own, case.value)


@every_field
@FEW
@given_examples(data=st.data())
def test_tidying_changes_no_judgment_and_only_once(kind: str, data: st.DataObject) -> None:
    """What is stored is the judgment handed in; tidied again it stays."""
    case = data.draw(FIELDS[kind])
    tidy = case.field.tidy(case.value)
    assert case.field.problems(tidy, case.given) == []
    assert case.field.distance(tidy, case.value) == 0
    assert case.field.tidy(tidy) == tidy


@pytest.mark.parametrize("kind", COMPOSITE)
@FEW
@given_examples(data=st.data())
def test_differences_are_in_words_and_agree_with_the_distance(
    kind: str, data: st.DataObject
) -> None:
    """All agree where there is no distance, some differ where nothing is shared; places are in the item."""
    case = data.draw(FIELDS[kind])
    told = case.field.differences(case.other, case.value, case.given)
    for one in told:
        assert one.label
        assert one.own or one.gold
        words = re.sub(r"\{\w+\}|“[^”]*”", "", f"{one.label} {one.own} {one.gold} {one.detail}")
        assert not re.search(r"[\[\]{}]|None|True|False|\w_\w", words), words
        for place in (one.own_at, one.gold_at):
            assert place is None or place["part"] in case.given.texts
    same = case.field.differences(case.field.as_judgment(case.value), case.value, case.given)
    assert {one.verdict for one in same} <= {"agrees"}
    if case.field.distance(case.other, case.value) == 1 and told:
        assert any(one.verdict == "differs" for one in told)


@every_field
@FEW
@given_examples(data=st.data())
def test_a_blank_is_no_value(kind: str, data: st.DataObject) -> None:
    """None is no answer; a valid value is one, even an empty list where that is an answer."""
    case = data.draw(FIELDS[kind])
    assert case.field.blank(None)
    assert not case.field.blank(case.value)
    assert isinstance(case.field.labels_in(case.value), tuple)


@every_field
@FEW
@given_examples(data=st.data())
def test_a_value_is_spelled_out_beside_its_item(kind: str, data: st.DataObject) -> None:
    """Marks come with the words they mark; no offsets, no code."""
    case = data.draw(FIELDS[kind])
    told = case.field.spelled(case.value, case.given)
    assert told
    outside = re.sub(r"“[^”]*”|\{\w+\}", "", told)
    assert not re.search(r"[\[\]{}]|None|True|False|\w_\w", outside), told
