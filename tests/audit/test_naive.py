"""Chance by hand, players that play as told, and bars."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from grader.audit import PLAYERS, Measure
from grader.audit.entries import Entry
from grader.audit.naive import by_set, by_skill, by_track, slack
from grader.audit.outcomes import Outcome, Played, best_responses, chance, outcome
from grader.audit.players import commonest, orders_by
from grader.fields import Choice, Condition, FreeText, Given, PerPart, Scale, flag
from grader.items import Gold, Item
from grader.skills import Skill, skill
from grader.task import Part, Task
from tests.audit.made import an_entry, made
from tests.support import SKILL

A, B, C, D = (f"response_{letter}" for letter in "abcd")


@pytest.mark.parametrize(
    ("order", "others", "expected"),
    [
        ([[A], [B]], [], 1 / 2),
        ([[A, B]], [], 0),  # a guess ties nothing
        ([[A, B]], [[[A], [B]]], 1 / 2),
        ([[A, B]], [[[A], [B]], [[B], [A]]], 1),
        ([[A], [B], [C]], [], 1 / 6),
        ([[A], [B], [C]], [[[A], [C], [B]]], 2 / 6),
        ([[A], [B, C]], [], 0),
        ([[A], [B, C]], [[[A], [B], [C]]], 1 / 6),
        ([[A], [B], [C], [D]], [], 1 / 24),
        ([[D], [C], [B], [A]], [[[C], [D], [B], [A]], [[D, C], [B], [A]]], 2 / 24),
    ],
)
def test_chance_is_the_share_of_strict_orders_that_are_right(
    order: JsonValue, others: list[JsonValue], expected: float
) -> None:
    """Ties in the gold take chances away, accepted alternatives add some."""
    assert chance(an_entry(order, *others)) == pytest.approx(expected)


def test_a_player_that_sees_no_difference_does_as_well_as_a_guess() -> None:
    """Of equal responses it gives every order, and its hit is their mean."""
    assert len(orders_by([A, B, C], lambda name: 0.0)) == 6
    assert orders_by([A, B, C], lambda name: {A: 1.0, B: 1.0, C: 2.0}[name]) == [
        [[C], [A], [B]],
        [[C], [B], [A]],
    ]
    found = outcome(an_entry([[C], [B], [A]]))
    assert found.hits["most hedged"] == pytest.approx(1 / 6)
    assert found.tops["most hedged"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("player", "text"),
    [
        ("longest", "Text of this one, which goes on for a good deal more words."),
        ("most formatted", "# Text of\n\n- **this**"),
        ("most formatted", "| a | b |\n|---|---|"),
        ("most hedged", "It may possibly depend."),
        ("most like the prompt", "The gearbox rattles, yes."),
    ],
)
def test_a_player_puts_first_what_it_looks_for(player: str, text: str) -> None:
    """And the player that does the opposite puts it last."""
    texts = {"prompt": "Why does my gearbox rattle?", B: text}
    others = [[[B], [C], [A]]]
    assert outcome(an_entry([[B], [A], [C]], *others, texts=texts)).hits[player] == 1
    opposite = next(one.opposite for one in PLAYERS if one.name == player)
    found = outcome(an_entry([[A], [C], [B]], [[C], [A], [B]], texts=texts))
    assert (found.hits[opposite], found.hits[player]) == (1, 0)


def test_every_opposite_is_a_player_whose_opposite_it_is() -> None:
    """So that nothing far below chance goes unseen."""
    opposites = {player.name: player.opposite for player in PLAYERS if player.opposite}
    assert {opposites[other]: other for other in opposites.values()} == opposites


def test_the_best_are_all_that_may_stand_first() -> None:
    """Tied ones, and those of accepted alternatives."""
    assert best_responses(an_entry([[A], [B], [C]])) == {A}
    assert best_responses(an_entry([[A, B], [C]], [[C], [A], [B]])) == {A, B, C}
    assert outcome(an_entry([[A, B], [C]])).top_chance == pytest.approx(2 / 3)


def test_chance_corrected_hits() -> None:
    """0 at chance, 1 when all are hit, below 0 for fewer; undefined when a guess cannot fail."""
    assert Played(4, 4, 8, ()).corrected == 0
    assert Played(8, 4, 8, ()).corrected == 1
    assert Played(3, 4, 8, ()).corrected == -0.25
    assert Played(8, 8, 8, ()).corrected is None


def test_the_slack_grows_with_the_set() -> None:
    """1 on 8, 2 on 16 to 24, then with the square root: 4 on 96."""
    assert [slack(n) for n in (1, 8, 15, 16, 24, 96)] == [1, 1, 1, 2, 2, 4]
    assert slack(36) == pytest.approx(2.449, abs=0.001)


def scale_skill(main: str = "overall") -> Skill:
    """A skill with a scale of five and a choice of three."""
    scale = Scale(name="overall", label="Overall", anchors={p: f"p{p}" for p in range(1, 6)})
    options = [{"key": k, "label": f"The {k}"} for k in ("refund", "invoice", "delivery")]
    choice = Choice.model_validate({"name": "intent", "label": "Intent", "options": options})
    task = Task(
        instruction="Read it.", parts=(Part(name="text", label="Text"),), fields=(scale, choice)
    )
    return skill(SKILL).model_copy(update={"task": task, "main_field": main, "slug": main})


def scaled(point: int, at: int, intent: str = "refund", main: str = "overall") -> Entry:
    one = made("check-a", at)
    item = Item.model_validate({**one.item, "content": {"text": f"My {intent} is late."}})
    tempting = [{"value": {"overall": 9}, "why_wrong": "No such point is there."}]
    values = {"overall": point, "intent": intent}
    gold = Gold.model_validate({**one.gold, "gold": values, "tempting": tempting})
    return Entry(scale_skill(main), "check-a", item, gold, Given({"text": f"My {intent} is late."}))


def played(entries: list[Entry]) -> dict[str, Measure]:
    found: list[Outcome] = [outcome(entry) for entry in entries]
    return {measure.name: measure for measure in [*by_set(found), *by_skill(found)]}


def test_a_constant_answer_to_a_scale_is_measured_against_one_in_k() -> None:
    """Eight items on five points: chance is 1.6 hits."""
    found = played([scaled(point, at) for at, point in enumerate([3, 3, 3, 3, 1, 2, 4, 5])])
    row = found["the commonest label, check-a"]
    assert row.figure == pytest.approx(4 - 1.6)
    assert (row.verdict, found["the middle, check-a"].verdict) == ("short", "short")
    assert found["the middle, all authored"].figure == pytest.approx((4 - 1.6) / (8 - 1.6))
    assert "does not play a scale" in found["longest"].detail


def test_a_middle_that_is_never_right_gives_something_away_too() -> None:
    """Nobody plays "anything but the middle", so the middle's bar has two sides; the first's has one."""
    found = played([scaled(point, at) for at, point in enumerate([1, 2, 4, 5, 2, 4, 2, 5])])
    assert found["the middle, check-a"].verdict == "short"
    assert found["always first, check-a"].figure == pytest.approx(1 - 1.6)
    assert found["always first, check-a"].verdict == "ok"


def test_the_middle_of_an_even_scale_is_both() -> None:
    """Half a hit each."""
    even = Scale(name="overall", label="Overall", anchors={p: f"p{p}" for p in range(1, 5)})
    middle = next(player for player in PLAYERS if player.name == "the middle")
    assert middle.answers(even, scaled(2, 0)) == [2, 3]
    assert middle.answers(scale_skill().task.field("overall"), scaled(2, 0)) == [3]


def test_an_option_named_in_the_text_is_played() -> None:
    """Labels that stand in the item give a classification away."""
    intents = [
        "refund",
        "invoice",
        "delivery",
        "refund",
        "invoice",
        "delivery",
        "refund",
        "invoice",
    ]
    found = played([scaled(1, at, intent, "intent") for at, intent in enumerate(intents)])
    assert found["most like the prompt, check-a"].figure == pytest.approx(8 - 8 / 3)
    assert found["most like the prompt, check-a"].verdict == "short"
    assert found["least like the prompt, all authored"].verdict == "ok"


def test_the_commonest_of_equals_is_each_of_them() -> None:
    """Two labels twice each: the player gives both."""
    entries = [scaled(point, at) for at, point in enumerate([1, 1, 4, 4, 2])]
    assert sorted(commonest(entries).answers(entries[0].main, entries[0]), key=str) == [1, 4]


def test_a_track_is_measured_over_its_skills() -> None:
    """Not with one; each skill has a commonest label of its own."""
    ones = [outcome(scaled(1, at)) for at in range(8)]
    assert by_track(ones)[0].verdict == "not applicable"
    others = [outcome(scaled(1, at, "invoice", "intent")) for at in range(8)]
    found = {measure.name: measure for measure in by_track(ones + others)}
    row = found["the commonest label, the track"]
    assert (row.figure, row.bar) == (1, "within 0.08 of 0")


RATED = PerPart(
    name="ratings",
    label="Ratings",
    group="response",
    fields=(
        Scale(name="quality", label="Quality", anchors={p: f"p{p}" for p in range(1, 6)}),
        flag("safe", "Safe?", when=Condition(field="quality", any_of=(4, 5))),
        FreeText(name="note", label="Note", required=False),
    ),
)


@pytest.mark.parametrize(
    ("player", "expected"),
    [
        ("longest", {A: {"quality": 1}, B: {"quality": 5, "safe": True}, C: {"quality": 2}}),
        ("shortest", {A: {"quality": 5, "safe": True}, B: {"quality": 1}, C: {"quality": 4, "safe": True}}),
        ("always first", {part: {"quality": 1} for part in (A, B, C)}),
        ("always last", {part: {"quality": 5, "safe": False} for part in (A, B, C)}),
        ("the middle", {part: {"quality": 3} for part in (A, B, C)}),
        ("most formatted", None),  # nothing is formatted, so there is nothing to go by
    ],
)  # fmt: skip
def test_ratings_of_parts_are_played(player: str, expected: JsonValue) -> None:
    """The longer, the better, from end to end of the scale; what is not asked then is not answered."""
    texts = {A: "One two.", B: "One two three four five six seven eight nine ten.", C: "A b c d."}
    entry = an_entry([[A], [B], [C]], texts=texts)
    answers = next(one for one in PLAYERS if one.name == player).answers(RATED, entry)
    assert list(answers) == ([] if expected is None else [expected])


def test_choices_of_parts_alone_leave_nothing_to_rate_by_length() -> None:
    """Without a scale, only the players by place take part."""
    field = PerPart(
        name="checks", label="Checks", group="response", fields=(flag("ok", "In order?"),)
    )
    entry = an_entry([[A], [B], [C]])
    playing = {one.name for one in PLAYERS if one.answers(field, entry)}
    assert playing == {"always first", "always last"}
