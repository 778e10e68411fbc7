"""A content folder of its own for a test: two items of response-ranking, and their gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from grader.bank import SETS, Bank, Clause, Guideline, pin
from grader.fields import PerPart
from grader.items import Gold, Item
from grader.skills import skill
from grader.task import Task

SKILL = "response-ranking"

GUIDELINE = """\
---
skill: response-ranking
title: Ranking responses
version: "9.9"
date: 2026-11-23
---

# Ranking responses: the guideline

## 1. Before you rank

### 1.1 Judge for the person who wrote the prompt

Ask what this person needs.
"""

ITEMS = """\
- id: toy-001
  difficulty: 1
  domain: cooking
  concepts: [decisive-error]
  bait: LONG
  source: {kind: authored, licence: CC-BY-4.0}
  content:
    prompt: |-
      How long do I boil an egg for the Kestrel test?
    response_a: |-
      Eight minutes, counted from the boil.
    response_b: |-
      # Eggs

      Eggs are lovely; eighty minutes is about right, or longer if you feel like it.
    response_c: |-
      Eight to nine minutes.

- id: toy-002
  difficulty: 4
  domain: travel
  concepts: [missed-part]
  bait: STYLE
  source: {kind: authored, licence: CC-BY-4.0}
  content_note: "A missed train."
  content:
    prompt: |-
      When does the train to Tarnsea leave, and from where?
    response_a: |-
      At 18:20.
    response_b: |-
      At 18:20, from platform 2.
"""

GOLD = """\
# Gold of the toy bank; this comment must stay.
- id: toy-001
  tier: settled
  gold:
    order: [[response_a, response_c], [response_b]]
    axis: accuracy
    near_tie: false
  also_accept:
    - order: [[response_a], [response_c], [response_b]]
      near_tie: true
      differentiator: structure
  settled: Readers differed on the tie; clause 1.1 leaves both open.
  hints:
    - Look at the numbers.
  rationale: >-
    {response_b} says "eighty minutes", which no careful cook would do; clause 1.1 decides it.
  tempting:
    - value: {order: [[response_b], [response_a, response_c]]}
      why_wrong: It is the longest, but its number is wrong by far.
  review: []

- id: toy-002
  tier: settled
  gold:
    order: [[response_b], [response_a]]
    axis: completeness
    near_tie: false
  settled: Nobody differed, but this is a toy.
  hints: [Count what was asked.]
  rationale: >-
    Only {response_b} says "from platform 2", and clause 1.1 asks what the person needs.
  tempting:
    - value: {order: [[response_a], [response_b]]}
      why_wrong: It is shorter, but a part of the question stays open.
  review:
    # One a line.
    - {kind: human, blind: true, agreed: true}
"""


def write_bank(root: Path, *, pinned: bool = True) -> Path:
    """Write the content folder of the toy bank and return it."""
    for path, text in {
        f"curriculum/guidelines/{SKILL}.md": GUIDELINE,
        f"exercises/{SKILL}/practice.yaml": ITEMS,
        f"solutions/{SKILL}/practice.yaml": GOLD,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    if pinned:
        pin(SKILL, root)
    return root


# Banks without files: items made one by one, for tests that need many of them or odd ones.

CLAUSES = {"1.1": "Judge for the person who asked", "2.1": "A decisive error decides"}


def an_item(number: int, *, responses: int = 2, bait: str = "LONG", **changes: object) -> Item:
    """Return an item of response-ranking with texts of its own."""
    content = {"prompt": f"Question number {number}, what is it?"}
    for letter in "abcd"[:responses]:
        content[f"response_{letter}"] = f"Text {letter} of {number} says word{letter}{number} here."
    fields: dict[str, object] = {
        "id": f"made-{number:03}",
        "difficulty": 2,
        "domain": "toys",
        "concepts": ["decisive-error"],
        "bait": bait,
        "source": {"kind": "authored", "licence": "CC-BY-4.0"},
        "content": content,
    }
    return Item.model_validate(fields | changes)


def its_gold(item: Item, **changes: object) -> Gold:
    """Return gold for an item: the order of the file, by accuracy. Its texts hold words of their own."""
    number = item.id.removeprefix("made-")
    order: list[JsonValue] = [[name] for name in item.content if name.startswith("response_")]
    fields: dict[str, object] = {
        "id": item.id,
        "item_hash": item.hash,
        "tier": "settled",
        "settled": f"zqsettled{number}",
        "gold": {"order": order, "axis": "accuracy", "near_tie": False},
        "hints": [f"zqhint{number}one: look at {{response_b}}.", f"zqhint{number}two: count."],
        "rationale": f"zqrationale{number}: {{response_b}} is wrong where it matters, by clause 2.1.",
        "evidence": [{"part": "response_b", "quote": f"wordb{int(number)}"}],
        "tempting": [
            {
                "value": {"order": [["response_b"], *[p for p in order if p != ["response_b"]]]},
                "why_wrong": f"zqwhy{number}: {{response_b}} is longer, no more.",
            }
        ],
        "criteria": [
            {
                "id": "wrong",
                "must": True,
                "says": f"zqsays{number}: {{response_b}} is wrong where it matters.",
                "evidence": ["wrong"],
            },
            {"id": "long", "says": f"zqlong{number}: it is long.", "evidence": ["long"]},
        ],
        "critical": [
            {
                "when": {"order": {"first": "response_b"}, "axis": "tone"},
                "says": f"zqcritical{number}: {{response_b}} put first for its tone.",
            }
        ],
        "exemplar": f"zqexemplar{number}: {{response_b}} is wrong and too long for what it says.",
        "weak": f"zqweak{number}",
        "negated": f"zqnegated{number}",
        "middle": {"text": f"zqmiddle{number}", "meets": []},
    }
    return Gold.model_validate(fields | changes)


def bank_of(*items: Item, golds: Sequence[Gold] | None = None, set_name: str = "practice") -> Bank:
    """Return a bank of these items in one set, with gold for each unless other golds are given."""
    clauses = {n: Clause(n, title, f"What clause {n} says.") for n, title in CLAUSES.items()}
    source = "\n\n".join(f"### {n} {title}" for n, title in CLAUSES.items())
    guideline = Guideline(SKILL, "The guideline", "9.9", clauses, {"1": "One"}, source)
    made = [its_gold(item) for item in items] if golds is None else golds
    sets = {name: items if name == set_name else () for name in SETS}
    return Bank(skill(SKILL), sets, {gold.id: gold for gold in made}, guideline)


def laid_over(
    task: Task, best: Mapping[str, JsonValue], wrong: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """The judgment of somebody who is right but for a foreseen mistake, in the first pass that it is about.

    A mistake in one part of many is laid over that part alone.
    """
    fields = task.by_name()
    values = {name: fields[name].as_judgment(value) for name, value in best.items()}
    if task.passes:
        here = next(one for one in task.passes if {*wrong} & {*one.fields})
        values = {name: value for name, value in values.items() if name in here.fields}
        wrong = {name: value for name, value in wrong.items() if name in here.fields}
    for name, value in wrong.items():
        before = values.get(name)
        if (
            isinstance(fields[name], PerPart)
            and isinstance(value, dict)
            and isinstance(before, dict)
        ):
            parts: dict[str, Any] = {**before}
            for part, answers in value.items():
                parts[part] = {
                    **parts.get(part, {}),
                    **(answers if isinstance(answers, dict) else {}),
                }
            values[name] = parts
        else:
            values[name] = value
    return task.tidy(values)
