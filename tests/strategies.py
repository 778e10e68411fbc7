"""Values to try: one strategy per field type, and any JSON there is.

A new field type is tested by everything in ``tests/fields/test_every_field.py`` once it has its line in
`FIELDS`.
"""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import JsonValue

from grader.fields import (
    Boxes,
    Choice,
    Condition,
    Edit,
    Field,
    FreeText,
    Given,
    ImageSize,
    Label,
    Labels,
    Near,
    Option,
    PerPart,
    Ranking,
    Relations,
    Scale,
    Spans,
    flag,
)
from grader.fields._diff import changes_between

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
    return order


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


STATUS = Choice(
    name="status",
    label="Status?",
    options=tuple(Option(key=key, label=key.title()) for key in ("supported", "wrong", "unknown")),
)
SEVERITY = Choice(
    name="severity",
    label="Severity",
    options=tuple(Option(key=key, label=key.title()) for key in ("minor", "major")),
    near=(Near(a="minor", b="major", distance=0.5),),
    when=Condition(field="status", any_of=("wrong", "unknown")),
)
NOTE = FreeText(
    name="note", label="Correction", required=False, least_words=1,
    when=Condition(field="status", any_of=("wrong",)),
)  # fmt: skip
PAGE = Given(
    texts={
        "output": "Der 🐟 Aal zog 31 % weiter; café geschlossen. Zwei Taucher sahen ihn.",
        "photo": "",
    },
    images={"photo": ImageSize(640, 420)},
)


@st.composite
def _attributes(draw: st.DrawFn) -> dict[str, JsonValue]:
    status = draw(st.sampled_from(["supported", "wrong", "unknown"]))
    found: dict[str, JsonValue] = {"status": status}
    if status != "supported":
        found["severity"] = draw(st.sampled_from(["minor", "major"]))
    if status == "wrong" and draw(st.booleans()):
        found["note"] = "It was 13 %."
    return found


@st.composite
def marks(draw: st.DrawFn) -> JsonValue:
    """Draw marks in the output that do not overlap, each with some letter in it."""
    text = PAGE.texts["output"]
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    found: list[JsonValue] = []
    for start, end in zip(edges[::2], edges[1::2], strict=False):
        if text[start:end].strip():
            found.append({"part": "output", "start": start, "end": end, **draw(_attributes())})
    return found


@st.composite
def _spans(draw: st.DrawFn) -> Case:
    field = Spans(
        name="claims", label="Claims", parts=("output",), attributes=(STATUS, SEVERITY, NOTE),
        free=("supported",) if draw(st.booleans()) else (), strict_bounds=draw(st.booleans()),
    )  # fmt: skip
    return Case(field, PAGE, draw(marks()), draw(marks()))


@st.composite
def _drawn_boxes(draw: st.DrawFn) -> JsonValue:
    found: list[JsonValue] = []
    for _ in range(draw(st.integers(0, 4))):
        x, y = draw(st.integers(0, 600)), draw(st.integers(0, 400))
        width, height = draw(st.integers(4, 640 - x)), draw(st.integers(4, 420 - y))
        box: dict[str, JsonValue] = {"x": x, "y": y, "width": width, "height": height}
        box["class"] = draw(st.sampled_from(["car", "van"]))
        box["occluded"] = draw(st.booleans())
        found.append(box)
    return found


@st.composite
def _boxes(draw: st.DrawFn) -> Case:
    kinds = Choice(
        name="class", label="Class", options=tuple(Option(key=k, label=k) for k in ("car", "van"))
    )
    field = Boxes(
        name="boxes", label="Boxes", part="photo", attributes=(kinds, flag("occluded", "Occluded?"))
    )
    value = draw(_drawn_boxes())
    near: JsonValue = [
        {**box, "x": max(0, int(str(box["x"])) - 2)} for box in value if isinstance(box, dict)
    ]
    return Case(field, PAGE, value, draw(st.sampled_from([near, draw(_drawn_boxes())])))


TAXONOMY = (
    Label(key="sport", label="Sport"),
    Label(key="ball", label="Ball games", parent="sport"),
    Label(key="football", label="Football", parent="ball"),
    Label(key="rowing", label="Rowing", parent="sport"),
    Label(key="food", label="Food"),
    Label(key="none", label="No topic"),
)


@st.composite
def _labels(draw: st.DrawFn) -> Case:
    field = Labels(name="topics", label="Topics", labels=TAXONOMY, alone=("none",))
    free = st.lists(st.sampled_from(["football", "rowing", "food"]), min_size=1, unique=True)
    value = free | st.just(["none"])
    return Case(field, given_responses(2), draw(value), draw(value))


@st.composite
def _relations(draw: st.DrawFn) -> Case:
    kinds = Choice(
        name="kind", label="Kind", options=tuple(Option(key=k, label=k) for k in ("saw", "ate"))
    )
    field = Relations(name="links", label="Links", spans="claims", attributes=(kinds,))
    words = [(0, 3), (6, 9), (14, 18), (46, 50), (51, 58)]

    @st.composite
    def links(draw: st.DrawFn) -> JsonValue:
        found: list[JsonValue] = []
        for _ in range(draw(st.integers(0, 3))):
            both = draw(st.permutations(words))[:2]
            places: list[JsonValue] = [
                {"part": "output", "start": start, "end": end} for start, end in both
            ]
            kind = draw(st.sampled_from(["saw", "ate"]))
            found.append({"head": places[0], "tail": places[1], "kind": kind})
        return found

    return Case(field, PAGE, draw(links()), draw(links()))


@st.composite
def _edit(draw: st.DrawFn) -> Case:
    tag = Choice(
        name="tag", label="Tag", options=tuple(Option(key=k, label=k) for k in ("tone", "fact"))
    )
    field = Edit(name="edit", label="Edit", part="output", attributes=(tag,))
    original = PAGE.texts["output"]

    @st.composite
    def edits(draw: st.DrawFn) -> JsonValue:
        words = original.split(" ")
        for index in draw(st.sets(st.integers(0, len(words) - 1), max_size=4)):
            words[index] = draw(st.sampled_from(["", "nie", "immer noch", "33 %", "🦞"]))
        changes: list[JsonValue] = [
            {**change._asdict(), "tag": draw(st.sampled_from(["tone", "fact"]))}
            for change in changes_between(original, " ".join(words))
        ]
        return {"changes": changes}

    return Case(field, PAGE, draw(edits()), draw(edits()))


@st.composite
def _per_part(draw: st.DrawFn) -> Case:
    overall = Scale(name="overall", label="Overall", anchors={n: f"level {n}" for n in range(1, 6)})
    given = given_responses(draw(st.integers(2, 4)))
    field = PerPart(
        name="ratings", label="Ratings", group="response", fields=(overall, STATUS, SEVERITY)
    )

    @st.composite
    def ratings(draw: st.DrawFn) -> JsonValue:
        found: dict[str, JsonValue] = {}
        for name in given.like("response"):
            status = draw(st.sampled_from(["supported", "wrong"]))
            answers: dict[str, JsonValue] = {
                "overall": draw(st.integers(1, 5)),
                "status": status,
            }
            if status == "wrong":
                answers["severity"] = draw(st.sampled_from(["minor", "major"]))
            found[name] = answers
        return found

    return Case(field, given, draw(ratings()), draw(ratings()))


@st.composite
def _choice_of_parts(draw: st.DrawFn) -> Case:
    given = given_responses(draw(st.integers(2, 4)))
    none = Option(key="neither", label="Neither")
    field = Choice(name="worse", label="Which?", group="response", options=(none,), beside=0.4)
    keys = [option.key for option in field.offered(given)]
    return Case(field, given, draw(st.sampled_from(keys)), draw(st.sampled_from(keys)))


FIELDS: dict[str, SearchStrategy[Case]] = {
    "boxes": _boxes(),
    "choice": _choice(),
    "choice_of_parts": _choice_of_parts(),
    "edit": _edit(),
    "flag": _flag(),
    "free_text": _free_text(),
    "labels": _labels(),
    "per_part": _per_part(),
    "ranking": _ranking(),
    "relations": _relations(),
    "scale": _scale(),
    "spans": _spans(),
}
"""One line per field type (a flag is a choice, with truth values for keys)."""
