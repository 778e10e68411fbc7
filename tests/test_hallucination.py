"""The skill `hallucination`: what its tolerance forgives."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from grader.bank import SETS, load_bank
from grader.fields import Spans
from grader.skills.hallucination import MOST_ERRORS, SKILL

CLAIMS = SKILL.task.field("claims")
Mark = dict[str, JsonValue]


def _mark(at: int, status: str = "contradicted", severity: str = "major", **more: str) -> Mark:
    mark: Mark = {"part": "output", "start": 10 * at, "end": 10 * at + 8, "status": status, **more}
    return mark if status == "supported" else {**mark, "severity": severity}


def _right(own: list[Mark], gold: list[Mark]) -> bool:
    return CLAIMS.score(list(own), list(gold)) >= 1 - SKILL.tolerance


@pytest.mark.parametrize("errors", range(1, MOST_ERRORS + 1))
def test_one_wrong_unit_makes_an_item_wrong_however_many_errors_it_has(errors: int) -> None:
    """A miss, a false alarm, a wrong status, and minor for fabrication: none is forgiven."""
    gold = [_mark(at) for at in range(errors)]
    rest = gold[1:]
    assert _right(gold, gold)
    assert not _right(rest, gold)
    assert not _right([_mark(0, "supported"), *rest], gold)
    assert not _right([*gold, _mark(errors)], gold)
    assert not _right([_mark(0, "unverifiable"), *rest], gold)
    invented = [_mark(0, "unverifiable", "fabrication"), *rest]
    assert not _right([_mark(0, "unverifiable", "minor"), *rest], invented)


@pytest.mark.parametrize("errors", range(1, MOST_ERRORS + 1))
def test_a_step_of_severity_and_the_length_of_a_mark_are_forgiven(errors: int) -> None:
    """Even when every severity is a step off and every mark shorter than gold's."""
    gold = [_mark(at) for at in range(errors)]
    own = [{**_mark(at, severity="minor"), "end": 10 * at + 3} for at in range(errors)]
    assert _right(own, gold)


def test_an_error_of_the_wrong_kind_costs_no_more_than_a_missed_one() -> None:
    """Somebody who found the place has seen more than somebody who did not."""
    for errors in range(1, MOST_ERRORS + 1):
        gold = [_mark(at) for at in range(errors)]
        confused = CLAIMS.distance([_mark(0, "unverifiable"), *gold[1:]], list(gold))
        assert confused < CLAIMS.distance(list(gold[1:]), list(gold))


def test_marking_what_is_supported_is_free_and_finding_nothing_can_be_right() -> None:
    """A faithful output is answered by no mark, or by supported ones only."""
    assert _right([], [_mark(0, "supported"), _mark(1, "supported")])
    assert _right([_mark(0, "supported")], [])
    assert not _right([_mark(0)], [_mark(0, "supported")])


def test_a_gold_has_no_more_errors_than_the_tolerance_was_made_for() -> None:
    """With more of them, a missed one would be forgiven."""
    assert isinstance(CLAIMS, Spans)
    bank = load_bank(SKILL.slug)
    for item in (item for name in SETS for item in bank.items(name)):
        for judgment in bank.gold(item.id).judgments():
            labels = CLAIMS.labels_in(judgment["claims"])
            assert sum(label not in CLAIMS.free for label in labels) <= MOST_ERRORS, item.id
