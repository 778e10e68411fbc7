"""A judgment against gold: worked out by hand, for every way in which several golds may differ.

The weights of response-ranking: order 3, axis 1, near-tie 1, differentiator 1/2, justification 3/2.
"""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import JsonValue

from grader.items import Gold
from grader.rubric import Mark
from grader.scoring import score
from grader.skills import skill
from tests.support import an_item, its_gold

SKILL = skill("response-ranking")
A, B, C = ["response_a"], ["response_b"], ["response_c"]
ITEM = an_item(1, responses=3)
BEST: dict[str, JsonValue] = {"order": [A, B, C], "axis": "accuracy", "near_tie": False}


def _gold(**changes: object) -> Gold:
    return its_gold(ITEM, **({"criteria": [], "critical": [], "gold": BEST} | changes))


def _values(**changes: JsonValue) -> dict[str, JsonValue]:
    return {**BEST, **changes}


def test_the_gold_itself_scores_full() -> None:
    """Everything agrees, the item is right, nothing was fallen for."""
    found = score(SKILL, _gold(), BEST)
    assert found.right
    assert found.value == 1
    assert [field.verdict for field in found.fields] == ["agrees"] * 3
    assert (found.critical, found.matched, found.fell_for) == ((), 0, None)


def test_the_value_is_the_weighted_mean_of_the_fields() -> None:
    """b and c swapped is 1 of 3 pairs: order 2/3; axis wrong 0; near-tie right 1."""
    found = score(SKILL, _gold(), _values(order=[A, C, B], axis="tone"))
    assert not found.right
    # (2/3 * 3 + 0 * 1 + 1 * 1) / 5 = 3/5
    assert found.value == pytest.approx(3 / 5)
    assert [field.score for field in found.fields] == pytest.approx([2 / 3, 0, 1])


@pytest.mark.parametrize(
    ("values", "field", "verdict"),
    [
        ({"order": [A, B, C]}, "order", "agrees"),
        ({"order": [A, C, B]}, "order", "close"),  # 1/3, and an order is close up to 1/2
        ({"order": [[*A, *B, *C]]}, "order", "close"),  # all tied: exactly 1/2
        ({"order": [B, C, A]}, "order", "differs"),  # 2/3
        ({"axis": "safety"}, "axis", "close"),  # declared 0.5 from accuracy, close up to 0.7
        ({"axis": "tone"}, "axis", "differs"),
        ({"near_tie": True}, "near_tie", "differs"),
    ],
)
def test_a_field_agrees_is_close_or_differs(
    values: dict[str, JsonValue], field: str, verdict: str
) -> None:
    """Each field says itself up to what distance it is close; the limit itself is close."""
    found = score(SKILL, _gold(), _values(**values)).field(field)
    assert found is not None
    assert found.verdict == verdict


def test_the_best_whole_judgment_counts_and_fields_cannot_be_collected() -> None:
    """The order of one accepted judgment and the axis of another earn what the better one gives."""
    gold = _gold(also_accept=[{"order": [B, A, C], "axis": "tone"}])
    whole = score(SKILL, gold, _values(order=[B, A, C], axis="tone"))
    assert whole.right
    assert whole.value == 1
    assert whole.matched == 1
    mixed = score(SKILL, gold, _values(order=[B, A, C], axis="accuracy"))
    # Against the accepted one: order 3/3, axis 0, tie 1/1: 4/5. The order is within: it is matched.
    assert mixed.matched == 1
    assert mixed.right
    assert mixed.value == pytest.approx(4 / 5)
    other = score(SKILL, gold, _values(order=[A, B, C], axis="tone"))
    assert other.matched == 0
    assert other.value == pytest.approx(4 / 5)


def test_a_judgment_within_tolerance_is_compared_before_a_better_mean() -> None:
    """What decides whether an item is right comes before the fields around it."""
    gold = _gold(
        gold={"order": [A, B, C], "axis": "accuracy", "near_tie": False},
        also_accept=[{"order": [[*A, *B], C], "axis": "tone", "near_tie": True}],
    )
    # Against the best: order 5/6 * 3, axis 1, tie 1: 4.5/5. Against the accepted: 3, 0, 0: 3/5.
    found = score(SKILL, gold, _values(order=[[*A, *B], C]))
    assert found.matched == 1
    assert found.right
    assert found.value == pytest.approx(3 / 5)


def test_of_two_that_fit_equally_well_the_best_gold_is_shown() -> None:
    """The first of equals."""
    gold = _gold(also_accept=[{"axis": "tone"}])
    found = score(SKILL, gold, _values(axis="completeness"))
    assert found.matched == 0
    axis = found.field("axis")
    assert axis is not None
    assert axis.gold == "accuracy"
    assert axis.accepted == ("tone",)


@pytest.mark.parametrize(("tolerance", "right"), [(0.0, False), (0.33, False), (1 / 3, True)])
def test_an_item_is_right_within_the_skills_tolerance(tolerance: float, right: bool) -> None:
    """One of three pairs turned round is a distance of 1/3; a tolerance of just that is enough."""
    lenient = SKILL.model_copy(update={"tolerance": tolerance})
    found = score(lenient, _gold(), _values(order=[A, C, B]))
    assert found.right is right


CRITICAL: dict[str, Any] = {
    "when": {"order": {"first": "response_b"}, "axis": "tone"},
    "says": "It must not come first for its tone.",
}


@pytest.mark.parametrize(
    ("values", "happened"),
    [
        ({"order": [B, A, C], "axis": "tone"}, True),
        ({"order": [[*A, *B], C], "axis": "tone"}, True),
        ({"order": [B, A, C]}, False),  # all of its conditions must hold
        ({"axis": "tone"}, False),
        ({"order": [B, A, C], "axis": None}, False),
    ],
)
def test_a_critical_miss_happens_when_all_of_it_holds(
    values: dict[str, JsonValue], happened: bool
) -> None:
    """Sharing the first place counts; one condition alone does not."""
    found = score(SKILL, _gold(critical=[CRITICAL]), _values(**values))
    assert found.critical == ((CRITICAL["says"],) if happened else ())


def test_with_a_critical_miss_nothing_is_right() -> None:
    """Even a judgment that agrees with every field of an accepted one."""
    gold = _gold(also_accept=[{"order": [B, A, C], "axis": "tone"}], critical=[CRITICAL])
    found = score(SKILL, gold, _values(order=[B, A, C], axis="tone"))
    assert found.value == 1
    assert not found.right


TIED: dict[str, JsonValue] = {**BEST, "near_tie": True, "differentiator": "structure"}


@pytest.mark.parametrize(
    ("own", "gold", "compared"),
    [
        (TIED, TIED, ["order", "axis", "near_tie", "differentiator"]),
        # Only the learner was asked, or only gold has an answer: that is the near-tie field's miss.
        (TIED, BEST, ["order", "axis", "near_tie"]),
        (BEST, TIED, ["order", "axis", "near_tie"]),
        # An answer left under a condition that no longer holds is no answer, on either side.
        ({**TIED, "near_tie": False}, TIED, ["order", "axis", "near_tie"]),
        (TIED, {**TIED, "near_tie": False}, ["order", "axis", "near_tie"]),
    ],
)
def test_a_conditional_field_counts_only_where_both_were_asked(
    own: dict[str, JsonValue], gold: dict[str, JsonValue], compared: list[str]
) -> None:
    """Otherwise one slip would be counted twice."""
    found = score(SKILL, _gold(gold=gold), own)
    assert [field.field for field in found.fields] == compared


def test_an_alternative_may_close_a_condition_that_the_best_opens() -> None:
    """Its differentiator is then gold's no more."""
    gold = _gold(gold=TIED, also_accept=[{"near_tie": False}])
    found = score(SKILL, gold, BEST)
    assert found.matched == 1
    assert found.value == 1
    assert found.field("differentiator") is None


def test_a_field_left_out_is_left_out_of_the_score() -> None:
    """An exercise that asks order and axis scores order and axis: (3 + 0) / 4."""
    found = score(SKILL, _gold(), {"order": [A, B, C], "axis": "tone"})
    assert found.right
    assert found.value == pytest.approx(3 / 4)
    assert [field.field for field in found.fields] == ["order", "axis"]


def test_without_the_main_field_an_item_is_not_right() -> None:
    """And of nothing at all the score is 0."""
    assert not score(SKILL, _gold(), {"axis": "accuracy"}).right
    assert score(SKILL, _gold(), {}).value == 0


CRITERIA = [
    {"id": "must", "weight": 2, "must": True, "says": "It is wrong.", "evidence": ["wrong"]},
    {"id": "one", "weight": 1, "says": "It is long.", "evidence": ["long"]},
    {"id": "two", "weight": 1, "says": "It is rude.", "evidence": ["rude"]},
]


@pytest.mark.parametrize(
    ("met", "share", "verdict"),
    [
        (("must", "one", "two"), 1.0, "agrees"),
        (("must",), 0.5, "agrees"),
        (("one", "two"), 0.5, "close"),  # half of the weight, but not the must-have
        (("one",), 0.25, "differs"),
        ((), 0.0, "differs"),
    ],
)
def test_a_written_answer_scores_by_its_marks(
    met: tuple[str, ...], share: float, verdict: str
) -> None:
    """The share of weight met; passing needs the must-have too."""
    marks = [Mark(id=key, met=key in met) for key in ("must", "one", "two")]
    gold = _gold(criteria=CRITERIA)
    found = score(SKILL, gold, _values(justification="Some words of mine."), marks)
    written = found.field("justification")
    assert written is not None
    assert (written.score, written.verdict) == (share, verdict)
    # (3 + 1 + 1 + 1.5 * share) / 6.5
    assert found.value == pytest.approx((5 + 1.5 * share) / 6.5)
    assert found.right


@pytest.mark.parametrize(("criteria", "marks"), [([], []), (CRITERIA, None)])
def test_a_written_answer_without_criteria_or_marks_is_not_scored(
    criteria: list[dict[str, Any]], marks: list[Mark] | None
) -> None:
    """What nobody has read is neither right nor wrong."""
    found = score(SKILL, _gold(criteria=criteria), _values(justification="Words."), marks)
    assert found.field("justification") is None
    assert found.value == 1


TEMPTING = [
    {"value": {"order": [B, A, C]}, "why_wrong": "It is longer, no more."},
    {"value": {"order": [C, B, A], "axis": "tone"}, "why_wrong": "It is friendlier, no more."},
]


@pytest.mark.parametrize(
    ("values", "index"),
    [
        ({"order": [B, A, C]}, 0),
        ({"order": [B, A, C], "axis": "tone"}, 0),
        ({"order": [C, B, A], "axis": "tone"}, 1),
        ({"order": [C, B, A]}, None),  # the axis belongs to it
        ({"order": [C, A, B]}, None),
        ({}, None),
    ],
)
def test_a_foreseen_wrong_judgment_is_recognised(
    values: dict[str, JsonValue], index: int | None
) -> None:
    """All of its values must have been given."""
    gold = _gold(tempting=TEMPTING)
    found = score(SKILL, gold, _values(**values))
    assert found.fell_for is (None if index is None else gold.tempting[index])


def test_a_temptation_beside_the_main_field_is_named_too() -> None:
    """Right on the order, tempted on the axis: the judgment is right, and the temptation is told."""
    gold = _gold(tempting=[{"value": {"axis": "tone"}, "why_wrong": "The tone decides nothing."}])
    found = score(SKILL, gold, _values(axis="tone"))
    assert found.right
    assert found.fell_for == gold.tempting[0]
    assert score(SKILL, gold, _values()).fell_for is None


def test_a_temptation_is_recognised_by_the_fields_that_were_asked() -> None:
    """An exercise that asks the order alone still recognises a temptation foreseen with its axis."""
    wrong = {"order": [B, A, C], "axis": "tone"}
    gold = _gold(tempting=[{"value": wrong, "why_wrong": "The tone decides nothing."}])
    assert score(SKILL, gold, {"order": [B, A, C]}).fell_for == gold.tempting[0]
    assert score(SKILL, gold, {"order": [A, B, C]}).fell_for is None
