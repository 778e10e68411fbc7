"""A form of two made-up items, one with a justification, and a valid line for each."""

from __future__ import annotations

from typing import Any

import pytest

from grader.bank import Bank
from grader.practice.exercise import shuffled_parts
from grader.qualifier import Blueprint, Form, assemble
from tests.support import SKILL, an_item, bank_of

OURS: dict[str, Any] = {"our assumption": True}
ASK = ("order", "axis", "near_tie")


def a_section(
    name: str, count: int, *, ask: tuple[str, ...] = ASK, **changes: Any
) -> dict[str, Any]:
    return {
        "name": name,
        "skill": SKILL,
        "count": {"value": count, **OURS},
        "difficulty": {"value": (1, 5), **OURS},
        "ask": {"value": ask, **OURS},
        **changes,
    }


def a_blueprint(*sections: dict[str, Any], right: float = 0.8, critical: int = 0) -> Blueprint:
    return Blueprint.model_validate(
        {
            "name": "toy",
            "title": "A toy",
            "note": "Made for tests, and connected with nobody.",
            "time_limit_minutes": {"value": 10, **OURS},
            "timer": {"value": "hidden", **OURS},
            "attempts": {"value": 1, **OURS},
            "go_back": {"value": True, **OURS},
            "open_book": {"value": True, **OURS},
            "feedback": {"value": "after-close", **OURS},
            "pass_rule": {
                "right_at_least": {"value": right, **OURS},
                "critical_at_most": {"value": critical, **OURS},
            },
            "sections": sections,
        }
    )


@pytest.fixture
def bank() -> Bank:
    return bank_of(an_item(1), an_item(2, responses=3), set_name="reserve")


@pytest.fixture
def form(bank: Bank) -> Form:
    blueprint = a_blueprint(
        a_section("judge", 1), a_section("explain", 1, ask=(*ASK, "justification"))
    )
    return assemble(blueprint, {SKILL: bank}, 1)


def a_line(bank: Bank, form: Form, number: int = 0, /, **changes: Any) -> dict[str, Any]:
    item = form.items[number]
    values = dict(bank.gold(item.id).gold)
    if "justification" in item.ask:
        values["justification"] = "{response_b} is wrong where it matters most here."
    return {
        "form": form.name,
        "item": item.id,
        "item_hash": item.hash,
        "values": values,
        "confidence": 80,
        "seconds": 3.5,
        "shown_order": list(shuffled_parts(bank, item.id)),
        "attempt": f"attempt-{number}",
        "at": "2026-11-23T12:00:00+00:00",
        **changes,
    }
