"""A bank that an audit has nothing against, made up of invented words: tests spoil one thing in it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from pydantic import JsonValue

from grader.audit.entries import Entry
from grader.bank import Bank, Guideline
from grader.fields import Choice, Given
from grader.items import Gold, Item
from grader.skills import skill
from tests.support import GUIDELINE, SKILL, bank_of

SIZES = {"practice": 24, "check-a": 8, "check-b": 8, "reserve": 16}
FIELDS = skill(SKILL).task.by_name()
BAITS = ("LONG", "STYLE", "RULE", "LEAD")
WORDS = 130


class Made(NamedTuple):
    """An item and its gold as they would stand in YAML."""

    item: dict[str, JsonValue]
    gold: dict[str, JsonValue]


def prose(seed: str, words: int = WORDS) -> str:
    """Return words that nobody else uses: as many as asked, none a hedge, none formatted."""
    rng = random.Random(seed)
    made = ("".join(rng.choices("bdgklmnprtvz", k=7)) for _ in range(words))
    return " ".join(made) + "."


def option(field: str, at: int) -> JsonValue:
    """Return an option of a field of response-ranking, all in turn."""
    choice = FIELDS[field]
    assert isinstance(choice, Choice)
    return choice.options[at % len(choice.options)].key


def made(set_name: str, at: int) -> Made:
    """Return item ``at`` of a set: gold goes through all orders in turn, and each fourteenth is a tie."""
    name = f"{set_name}-{at:02}"
    count = (2, 3, 2, 4)[at % 4]
    parts = [f"response_{letter}" for letter in "abcd"[:count]]
    orders = list(permutations(parts))
    order = [
        [part] for part in orders[(at // 2 if count == 2 else 1 + 5 * (at // 4)) % len(orders)]
    ]
    if at % 14 == 1:
        order = [order[0] + order[1], *order[2:]]
    first, last = order[0][0], order[-1][-1]
    concepts = [concept.slug for concept in skill(SKILL).concepts]
    near_tie = at % 2 == 0
    values: dict[str, JsonValue] = {
        "order": order,
        "axis": option("axis", at),
        "near_tie": near_tie,
    }
    if near_tie:
        values["differentiator"] = option("differentiator", at // 2)
    item: dict[str, JsonValue] = {
        "id": name,
        "difficulty": 1 + at % 5,
        "domain": f"domain {at % 8}",
        "concepts": [concepts[(2 * at + more) % len(concepts)] for more in (0, 1)],
        "bait": BAITS[at % 4],
        "source": {"kind": "authored", "licence": "CC-BY-4.0"},
        "content": {
            "prompt": prose(f"{name} prompt", 40),
            **{part: prose(f"{name} {part}") for part in parts},
        },
    }
    gold: dict[str, JsonValue] = {
        "id": name,
        "tier": "model-agreed",
        "gold": values,
        "hints": ["Look at the second line of each."],
        "rationale": f"The one error is in {{{last}}}, and it decides. This is clause 1.1.",
        "tempting": [
            {
                "value": {
                    "order": [[last], [first], *([p] for p in parts if p not in (last, first))]
                },
                "why_wrong": f"It looks neat, but {{{last}}} is wrong.",
            }
        ],
        "review": [{"kind": "model", "blind": True, "agreed": True}],
    }
    return Made(item, gold)


Spoil = Callable[[Made], Made]


def as_it_is(one: Made) -> Made:
    """Spoil nothing."""
    return one


def all_made(spoil: Spoil = as_it_is) -> dict[str, list[Made]]:
    """Return every item by set, each spoilt."""
    return {name: [spoil(made(name, at)) for at in range(size)] for name, size in SIZES.items()}


def a_bank(spoil: Spoil = as_it_is) -> Bank:
    """Return the bank, each item spoilt."""
    sets: dict[str, tuple[Item, ...]] = {}
    golds: dict[str, Gold] = {}
    for name, ones in all_made(spoil).items():
        items = [Item.model_validate(one.item) for one in ones]
        sets[name] = tuple(items)
        for item, one in zip(items, ones, strict=True):
            golds[item.id] = Gold.model_validate({**one.gold, "item_hash": item.hash})
    guideline: Guideline = bank_of().guideline
    return Bank(skill(SKILL), sets, golds, guideline)


def write(root: Path, spoil: Spoil = as_it_is) -> Path:
    """Write the bank as files (JSON is YAML) and return the content folder."""
    files = {
        f"curriculum/guidelines/{SKILL}.md": GUIDELINE,
        f"curriculum/{skill(SKILL).lesson}": "{}",
    }
    for name, ones in all_made(spoil).items():
        files[f"exercises/{SKILL}/{name}.yaml"] = json.dumps([one.item for one in ones], indent=1)
        files[f"solutions/{SKILL}/{name}.yaml"] = json.dumps([one.gold for one in ones], indent=1)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def with_content(one: Made, change: Callable[[str, str], str]) -> Made:
    """Return the item with every part's text changed, given its name and text."""
    content = one.item["content"]
    assert isinstance(content, dict)
    changed = {part: change(part, str(text)) for part, text in content.items()}
    return Made({**one.item, "content": changed}, one.gold)


def best_of(one: Made) -> str:
    """Return a response that the gold puts first."""
    values = one.gold["gold"]
    assert isinstance(values, dict)
    order = values["order"]
    assert isinstance(order, list)
    assert isinstance(order[0], list)
    return str(order[0][0])


def an_entry(order: JsonValue, *others: JsonValue, texts: Mapping[str, str] | None = None) -> Entry:
    """Return one item of as many responses as the order names, with accepted alternatives."""
    assert isinstance(order, list)
    parts = sorted(name for place in order for name in place)
    content = {
        "prompt": "Which?",
        **{str(part): f"Text of {part}." for part in parts},
        **(texts or {}),
    }
    one = made("practice", 0)
    item = Item.model_validate({**one.item, "content": content})
    gold = Gold.model_validate(
        {
            **one.gold,
            "gold": {"order": order, "axis": "tone", "near_tie": False},
            "also_accept": [{"order": other} for other in others],
            "tempting": [{"value": {"axis": "safety"}, "why_wrong": "There is no harm in it."}],
        }
    )
    return Entry(skill(SKILL), "practice", item, gold, Given(texts=content))
