"""Drawing the items of a form from `reserve`: seeded, and spread over difficulty, bait and gold.

This is the coach's side and the only place where gold touches a form: it decides which items are drawn,
never their order, and nothing of it is written down.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from grader.bank import Bank
from grader.errors import QualprepError
from grader.fields import Choice
from grader.fields.ranking import as_order
from grader.items import Gold, Item
from grader.qualifier.blueprint import Blueprint, Section
from grader.qualifier.form import Form, FormItem
from grader.skills import Skill

Strata = tuple[tuple[str, str], ...]


def assemble(
    blueprint: Blueprint,
    banks: Mapping[str, Bank],
    seed: int,
    *,
    exposed: Collection[str] = (),
) -> Form:
    """Return a form: the same blueprint, banks and seed give the same one.

    Args:
        blueprint: What it must contain.
        banks: The banks of its skills, with gold.
        seed: Another seed draws other items in another order.
        exposed: Items that learners have seen the gold of; they are left out.

    Raises:
        QualprepError: Too few items are left for a section, or gold is missing or stale.
    """
    taken: set[str] = set(exposed)
    items: list[FormItem] = []
    for section in blueprint.sections:
        bank = banks[section.skill]
        random_ = _random(blueprint.name, section.name, str(seed))
        drawn = _draw(section, bank, taken, random_)
        random_.shuffle(drawn)
        taken |= {item.id for item in drawn}
        items += [
            FormItem(
                id=item.id,
                skill=section.skill,
                hash=item.hash,
                section=section.name,
                ask=section.ask.value,
            )
            for item in drawn
        ]
    return Form(name=f"{blueprint.name}-{seed}", seed=seed, blueprint=blueprint, items=tuple(items))


def _draw(
    section: Section, bank: Bank, taken: Collection[str], random_: random.Random
) -> list[Item]:
    """Return the section's items: at each step the one whose strata lag furthest behind their share."""
    candidates = _candidates(section, bank, taken)
    count = section.count.value
    random_.shuffle(candidates)
    strata = {
        item.id: _strata(bank.skill, item, bank.gold(item.id), section) for item in candidates
    }
    share = Counter(stratum for found in strata.values() for stratum in found)
    had: Counter[tuple[str, str]] = Counter()
    drawn: list[Item] = []
    while len(drawn) < count and candidates:
        best = min(candidates, key=lambda item: sum(had[s] / share[s] for s in strata[item.id]))
        drawn.append(best)
        had.update(strata[best.id])
        twin = {best.id, best.variant_of}
        candidates = [c for c in candidates if c.id not in twin and c.variant_of != best.id]
    if len(drawn) < count:
        low, high = section.difficulty.value
        raise QualprepError(
            what=f"{count} items are asked for and only {len(drawn)} are left in reserve.",
            where=f"section {section.name}: {section.skill}, difficulty {low} to {high}",
            do="Write more items into reserve, or ask for fewer. Items of closed forms count as seen.",
        )
    return drawn


def _candidates(section: Section, bank: Bank, taken: Collection[str]) -> list[Item]:
    low, high = section.difficulty.value
    found = []
    for item in bank.items("reserve"):
        if item.id in taken or item.variant_of in taken or not low <= item.difficulty <= high:
            continue
        if bank.gold(item.id).item_hash != item.hash:
            raise QualprepError(
                what="The gold of this item was written for an earlier text.",
                where=f"{section.skill}, {item.id}",
                do="Read both once more, then run `qualprep pin`.",
            )
        if bank.gold(item.id).tier not in ("contested", "unread"):
            found.append(item)
    return found


def _strata(skill: Skill, item: Item, gold: Gold, section: Section) -> Strata:
    """Return what a form is balanced by: difficulty, bait, and the gold of what can be chosen."""
    found = [("difficulty", str(item.difficulty)), ("bait", item.bait)]
    for field in skill.task.fields:
        chosen = field.name == skill.main_field or isinstance(field, Choice)
        if chosen and field.name in section.ask.value and field.when is None:
            found.append((field.name, _label(gold, field.name)))
    return tuple(found)


def _label(gold: Gold, field: str) -> str:
    """Return a gold value as a label. Of an order, whose names are shuffled, only its shape counts."""
    order = as_order(gold.gold.get(field))
    if order is not None:
        return "-".join(str(len(place)) for place in order)
    return json.dumps(gold.gold.get(field), sort_keys=True)


def _random(*seed: str) -> random.Random:
    digest = hashlib.sha256("\x1f".join(seed).encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))


def repeated(forms: Sequence[Form]) -> set[str]:
    """Return the items that any of these forms has."""
    return {item.id for form in forms for item in form.items}
