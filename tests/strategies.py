"""Values to try: one strategy per field type, and any JSON there is.

A new field type is tested by everything in ``tests/fields/test_every_field.py`` once it has its line in
`FIELDS`.
"""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import JsonValue

from grader.fields import Choice, Field, FreeText, Given, Near, Option, Ranking, Scale, flag

LETTERS = "abcd"


class Case(NamedTuple):
    """A field, what an item gives it, and two values that are valid for it."""

    field: Field
    given: Given
    value: JsonValue
    other: JsonValue


def json_values() -> SearchStrategy[JsonValue]:
    """Return any JSON value, as a page may send it."""
    scalars = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=20)
        | st.sampled_from(["response_a", "response_b", "a", "true", "accuracy", "", " "])
    )
    return st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
        ),
        max_leaves=8,
    )


def given_responses(count: int) -> Given:
    """Return an item of a prompt and a number of responses."""
    texts = {"prompt": "How long does it take to boil one egg?"}
    texts |= {f"response_{letter}": f"Text of {letter}." for letter in LETTERS[:count]}
    return Given(texts=texts)


@st.composite
def orders(draw: st.DrawFn, names: tuple[str, ...]) -> JsonValue:
    """Draw an order of all the names, ties allowed."""
    shuffled = draw(st.permutations(names))
    order: list[list[str]] = []
    for name in shuffled:
        if order and draw(st.booleans()):
            order[-1].append(name)
        else:
            order.append([name])
    return order  # type: ignore[return-value]


@st.composite
def _choice(draw: st.DrawFn) -> Case:
    keys = draw(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=2, unique=True))
    options = tuple(Option(key=key, label=key.title()) for key in keys)
    near = (Near(a=keys[0], b=keys[1], distance=draw(st.sampled_from([0.2, 0.5, 0.9]))),)
    field = Choice(
        name="axis", label="Axis", options=options, near=near if draw(st.booleans()) else ()
    )
    value = st.sampled_from(keys)
    return Case(field, given_responses(2), draw(value), draw(value))


@st.composite
def _flag(draw: st.DrawFn) -> Case:
    return Case(
        flag("near_tie", "A near-tie?"),
        given_responses(2),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def _scale(draw: st.DrawFn) -> Case:
    low = draw(st.integers(-3, 3))
    points = range(low, low + draw(st.integers(2, 9)))
    field = Scale(name="overall", label="Overall", anchors={point: f"p{point}" for point in points})
    value = st.sampled_from(list(points))
    return Case(field, given_responses(2), draw(value), draw(value))


@st.composite
def _ranking(draw: st.DrawFn) -> Case:
    given = given_responses(draw(st.integers(2, 4)))
    value = orders(given.like("response"))
    return Case(Ranking(name="order", label="Order"), given, draw(value), draw(value))


@st.composite
def _free_text(draw: st.DrawFn) -> Case:
    text = st.lists(
        st.sampled_from(["the", "egg", "{response_a}", "boils", "long", "“so”"]), min_size=5
    ).map(" ".join)
    return Case(
        FreeText(name="why", label="Why", least_words=3), given_responses(2), draw(text), draw(text)
    )


FIELDS: dict[str, SearchStrategy[Case]] = {
    "choice": _choice(),
    "flag": _flag(),
    "free_text": _free_text(),
    "ranking": _ranking(),
    "scale": _scale(),
}
"""One line per field type (a flag is a choice, with truth values for keys)."""
