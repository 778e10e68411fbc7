"""`Spans`: distances worked out by hand, what an author's quotes mean, and the example of hallucination."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue, ValidationError

from grader.bank.resolve import resolve_gold
from grader.fields import AuthoredError, Choice, Given, Option, Spans
from grader.items import Gold, Item, given
from grader.markup import render_markdown, visible_text
from grader.names import Names
from grader.scoring import score
from grader.strict_yaml import loads
from tests.composite import CLAIMS, EVERYTHING

#       0123456789012345678901234567890123456789
TEXT = "The cat sat down. The dog ran off, fast."
GIVEN = Given(texts={"output": TEXT})


def mark(start: int, end: int, status: str, **more: Any) -> dict[str, JsonValue]:
    return {"part": "output", "start": start, "end": end, "status": status, **more}


def wrong(start: int, end: int, severity: str = "major", **more: Any) -> dict[str, JsonValue]:
    return mark(start, end, "contradicted", severity=severity, **more)


def unclear(start: int, end: int) -> dict[str, JsonValue]:
    return mark(start, end, "unverifiable", severity="minor")


@pytest.mark.parametrize(
    ("own", "gold", "distance"),
    [
        ([], [], 0),
        # Supported claims are free on either side, alone or together.
        ([mark(0, 17, "supported")], [], 0),
        ([], [mark(0, 17, "supported"), mark(18, 40, "supported")], 0),
        # One unit and nothing that meets it: 1 - 0/1.
        ([], [wrong(0, 17)], 1),
        # A shorter span inside the other means the same: both units agree.
        ([wrong(4, 11)], [wrong(0, 17)], 0),
        # Half of the shorter one is enough: 3 of 6 code points; 2 of 6 are not, so 1 - 0/2.
        ([wrong(0, 6)], [wrong(3, 17)], 0),
        ([wrong(0, 6)], [wrong(4, 17)], 1),
        # Another label: neither unit agrees.
        ([unclear(0, 17)], [wrong(0, 17)], 1),
        # The same severity does not help another label.
        ([unclear(0, 17)], [wrong(0, 17, "minor")], 1),
        # Called supported: the one unit there is does not agree.
        ([mark(0, 17, "supported")], [wrong(0, 17)], 1),
        # Severity is all other attributes together, so half: both units 1/2.
        ([wrong(0, 17, "minor")], [wrong(0, 17, "major")], 1 / 2),
        # A correction is not compared.
        ([wrong(0, 17, correction="It ran.")], [wrong(0, 17)], 0),
        # Split or merged with the same label: 3 units, all agree.
        ([wrong(0, 7), wrong(8, 17)], [wrong(0, 17)], 0),
        # One found of two: units 1 + 1 + 0, so 1 - 2/3.
        ([wrong(0, 17)], [wrong(0, 17), unclear(18, 40)], 1 / 3),
        # One span over both is two units, of which one agrees, as one of gold's two: 1 - (1 + 1)/4.
        ([wrong(0, 40)], [wrong(0, 17), unclear(18, 40)], 1 / 2),
        # The same with the second half supported: two units (1 + 0) and gold's first (1): 1 - 2/3.
        ([wrong(0, 40)], [wrong(0, 17), mark(18, 40, "supported")], 1 / 3),
    ],
)
def test_units_are_compared_by_the_labels_of_what_they_meet(
    own: JsonValue, gold: JsonValue, distance: float
) -> None:
    """Splitting and merging cost nothing where the labels agree; what is free costs nothing alone."""
    assert CLAIMS.distance(own, gold) == pytest.approx(distance)
    assert CLAIMS.distance(gold, own) == pytest.approx(distance)


def test_bounds_count_where_they_are_declared_strict() -> None:
    """7 of 7 and 17 code points are shared: F1 is 14/24, for both units."""
    strict = CLAIMS.model_copy(update={"strict_bounds": True})
    assert strict.distance([wrong(4, 11)], [wrong(0, 17)]) == pytest.approx(1 - 14 / 24)
    assert strict.distance([wrong(0, 17)], [wrong(0, 17)]) == 0


def test_spans_inside_spans_each_mean_one() -> None:
    """Where spans may overlap, a unit is compared with the best of what it meets."""
    nested = CLAIMS.model_copy(update={"overlapping": True})
    both: JsonValue = [wrong(0, 17), unclear(4, 11)]
    assert nested.problems(both, GIVEN) == []
    assert nested.distance(both, both) == 0
    # The inner one is missing: the outer ones agree, the inner one meets another label: 1 - 2/3.
    assert nested.distance([wrong(0, 17)], both) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("none", "Mark stretches of the text, at most 400, or say that there are none."),
        ([7], "Mark stretches of the text, at most 400, or say that there are none."),
        ([wrong(30, 41)], "Mark 1: mark at least one word of the text."),
        ([wrong(7, 7)], "Mark 1: mark at least one word of the text."),
        ([wrong(3, 4)], "Mark 1: mark at least one word of the text."),
        (
            [wrong(0, 7) | {"part": "source"}],
            "Mark 1: mark words of a text that may be marked.",
        ),
        ([mark(0, 7, "contradicted")], "Mark 1, “The cat”: say the severity."),
        (
            [mark(0, 7, "false")],
            "Mark 1, “The cat”: choose one of: Supported, Contradicted, Unverifiable.",
        ),
        (
            [mark(0, 7, "supported", colour="red")],
            "Mark 1, “The cat”: take out what is no question here.",
        ),
        (
            [unclear(18, 40), wrong(0, 7), wrong(4, 11)],
            "Two marks share words: “cat sat”. Shorten one.",
        ),
        ([wrong(True, 7)], "Mark 1: mark it in the text once more."),
    ],
)
def test_what_is_wrong_is_said_by_number_and_quote(value: JsonValue, problem: str) -> None:
    """A learner finds the mark that is meant."""
    assert CLAIMS.problems(value, GIVEN) == [problem]


def test_nothing_marked_is_an_answer_and_no_answer_is_not() -> None:
    """The page has a button for it."""
    assert CLAIMS.blank(None)
    assert not CLAIMS.blank([])
    assert CLAIMS.problems([], GIVEN) == []
    assert CLAIMS.in_words([]) == "nothing marked"


def test_what_no_condition_asks_is_neither_wrong_nor_kept() -> None:
    """A severity left from before, when the status was another, does nobody harm."""
    value: JsonValue = [wrong(18, 40), mark(0, 7, "supported", severity="gigantic", correction="")]
    assert CLAIMS.problems(value, GIVEN) == []
    assert CLAIMS.tidy(value) == [mark(0, 7, "supported"), wrong(18, 40)]


def test_words_count_the_labels() -> None:
    """In small letters, as they stand in a sentence."""
    value: JsonValue = [wrong(0, 7, correction="A dog."), wrong(8, 16), unclear(18, 25)]
    assert CLAIMS.in_words(value) == "3 marked: 2 × contradicted, 1 × unverifiable"


def test_what_needs_no_mark_is_counted_apart() -> None:
    """Gold lists every supported claim; a learner who marks errors alone must not think it wants them."""
    free: list[JsonValue] = [mark(0, 7, "supported"), mark(8, 16, "supported")]
    assert CLAIMS.in_words([*free, wrong(18, 25)]) == (
        "1 marked: 1 × contradicted (2 supported, which need no mark)"
    )
    assert CLAIMS.in_words(free[:1]) == "nothing marked (1 supported, which needs no mark)"


def test_differences_list_gold_in_order_and_then_what_meets_nothing() -> None:
    """With words for where a mark begins and ends, and places for the page."""
    own: JsonValue = [wrong(0, 11), unclear(18, 33)]
    gold: JsonValue = [wrong(4, 16), mark(35, 39, "contradicted", severity="minor")]
    rows = CLAIMS.differences(own, gold, GIVEN)
    assert [(row.label, row.verdict, row.own, row.gold, row.detail) for row in rows] == [
        (
            "“cat sat down”",
            "agrees",
            "contradicted, major",
            "contradicted, major",
            "begins 1 word early and ends 1 word early",
        ),
        ("“fast”", "differs", "", "contradicted, minor", "not marked"),
        ("“The dog ran off”", "differs", "unverifiable, minor", "", "gold marks nothing here"),
    ]
    assert rows[0].own_at == {"part": "output", "start": 0, "end": 11}
    assert rows[0].gold_at == {"part": "output", "start": 4, "end": 16}
    assert rows[1].own_at is None
    assert rows[2].gold_at is None


def test_a_foreseen_part_of_a_judgment_is_given_by_who_marks_it() -> None:
    """Whatever else was marked; and foreseeing nothing means that nothing was found."""
    own: JsonValue = [wrong(0, 17), unclear(18, 33)]
    assert CLAIMS.gives(own, [mark(0, 17, "contradicted")])
    assert not CLAIMS.gives(own, [mark(0, 17, "contradicted", severity="minor")])
    assert not CLAIMS.gives(own, [mark(0, 17, "unverifiable")])
    assert not CLAIMS.gives(own, [])
    assert CLAIMS.gives([mark(0, 17, "supported")], [])
    assert CLAIMS.pattern_problems([mark(0, 17, "contradicted")], GIVEN) == []


def test_quotes_become_places_in_the_visible_text() -> None:
    """Emphasis is not visible, and code points are counted, not bytes."""
    shown = Given(texts={"output": visible_text(render_markdown("🥚 *Eggs* boil. Eggs cool."))})
    authored: JsonValue = [{"quote": "Eggs", "nth": 2, "status": "supported"}]
    assert CLAIMS.resolve(authored, shown) == [mark(13, 17, "supported")]


def test_every_quote_that_is_not_there_is_reported_at_once() -> None:
    """A line each, so that an author mends them in one go."""
    authored: JsonValue = [
        {"quote": "The cow", "status": "supported"},
        {"quote": "The cat", "status": "supported"},
        {"quote": "The", "status": "supported"},
        {"quote": "cat", "part": "source", "status": "supported"},
    ]
    with pytest.raises(AuthoredError) as raised:
        CLAIMS.resolve(authored, GIVEN)
    absent, ambiguous, elsewhere = raised.value.messages
    assert "'The cow' does not occur" in absent
    assert "'The' occurs 2 times" in ambiguous
    assert "'cat' needs its part" in elsewhere


def test_a_quote_names_its_part_where_several_may_be_marked() -> None:
    """One of a repeated part, by its own name."""
    field = CLAIMS.model_copy(update={"parts": ("document", "response")})
    texts = {"document": "One egg.", "response_a": "Two eggs.", "response_b": "Two hens."}
    shown = Given(texts=texts)
    found = field.resolve([{"part": "response_b", "quote": "hens", "status": "supported"}], shown)
    assert found == [{"part": "response_b", "start": 4, "end": 8, "status": "supported"}]
    with pytest.raises(
        AuthoredError, match="needs its part, one of: document, response_a, response_b"
    ):
        field.resolve([{"quote": "Two", "status": "supported"}], shown)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"attributes": ()}, "at least 1"),
        ({"free": ("false",)}, "is no label"),
        ({"attributes": (CLAIMS.attributes[2],)}, "must be a choice"),
        (
            {
                "attributes": (
                    Choice(
                        name="start",
                        label="Start",
                        options=(Option(key="a", label="A"), Option(key="b", label="B")),
                    ),
                )
            },
            "cannot be called 'start'",
        ),
    ],
)
def test_a_declaration_that_cannot_work_is_refused(changes: dict[str, Any], message: str) -> None:
    """At once, and not at the first learner."""
    with pytest.raises(ValidationError, match=message):
        Spans.model_validate(CLAIMS.model_dump() | {"free": ()} | changes)


# The example of the skill

ITEM, GOLD = (
    loads(half).data
    for half in (Path(__file__).parents[1] / "data" / "hallucination.item.yaml")
    .read_text(encoding="utf-8")
    .split("\n---\n")
)
assert isinstance(ITEM, list)
assert isinstance(GOLD, list)
ONE = Item.model_validate(ITEM[0])
SHOWN = given(ONE, {n: visible_text(render_markdown(str(t))) for n, t in ONE.content.items()}, {})
AUTHORED = Gold.model_validate(GOLD[0])
HALLUCINATION = EVERYTHING.model_copy(
    update={
        "task": EVERYTHING.task.model_copy(update={"fields": (CLAIMS,)}),
        "tolerance": 0.0,
    }
)


def _of_example() -> tuple[Gold, list[dict[str, Any]]]:
    gold, wrong_quotes = resolve_gold(AUTHORED, (CLAIMS,), SHOWN)
    assert wrong_quotes == []
    claims: Any = gold.gold["claims"]
    return gold, claims


def _judge(claims: Any) -> Any:
    gold, _ = _of_example()
    assert CLAIMS.problems(claims, SHOWN) == []
    return score(HALLUCINATION, gold, {"claims": claims})


def test_the_example_resolves_and_its_own_gold_is_right() -> None:
    """All nine claims, each where its quote stands."""
    _, claims = _of_example()
    assert len(claims) == 9
    quotes = [SHOWN.texts["output"][c["start"] : c["end"]] for c in claims]
    assert quotes[1] == "a two-year survey of 14 sites"
    assert _judge(claims).value == 1
    assert _judge(claims).right


def test_who_splits_or_merges_claims_of_one_status_loses_nothing() -> None:
    """And who leaves out supported claims loses nothing either."""
    _, claims = _of_example()
    first = claims[5]  # the 18 % loss, with its cause and its speaker
    split = [
        {**first, "end": first["start"] + 44},
        {**first, "start": first["start"] + 45},
    ]
    kept = [c for c in claims if c["status"] != "supported"]
    assert _judge([*claims[:5], *split, *claims[6:]]).right
    assert _judge(kept).right
    supported = [c for c in claims if c["status"] == "supported"]
    merged = {**supported[1], "end": supported[2]["end"]}
    assert _judge([*kept, merged]).value == 1


def test_a_wrong_status_loses_that_unit_and_is_known_as_the_tempting_one() -> None:
    """Of the five faulty claims the carbon sentence is called supported: 8 of 9 units agree."""
    _, claims = _of_example()
    changed = [
        {k: c[k] for k in ("part", "start", "end")} | {"status": "supported"} if n == 6 else c
        for n, c in enumerate(claims)
    ]
    found = _judge(changed)
    assert not found.right
    # Own units: four; gold's: five, of which one meets another status.
    assert found.value == pytest.approx(8 / 9)
    assert found.fell_for is not None
    assert found.fell_for.why_wrong == "It is true in the world, which is not the question."


def test_on_paper_a_mark_links_to_a_part_by_its_number() -> None:
    """A reader writes what stands above the record."""
    label = Choice(name="kind", label="Kind", options=tuple(Option(key=k, label=k) for k in "ab"))
    link = Choice(
        name="link", label="Record", group="record", options=(Option(key="nil", label="None"),)
    )
    field = Spans(name="names", label="Names", parts=("output",), attributes=(label, link))
    letters = {"record": Names(("record_1", "record_2"), "Record", numbered=True)}
    assert field.from_paper([{"quote": "cat", "kind": "a", "link": 2}], letters) == [
        {"quote": "cat", "kind": "a", "link": "record_2"}
    ]
