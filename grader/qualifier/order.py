"""In what order one learner meets a form: shuffled by their name, the same every time."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping

from grader.bank import Bank
from grader.practice.exercise import Exercise, part_orders
from grader.qualifier.form import Form


def items_shown(form: Form, seed: str) -> list[str]:
    """Return the items in order: sections stay where they are, items are shuffled inside them."""
    sections: dict[str, list[str]] = {}
    for item in form.items:
        sections.setdefault(item.section, []).append(item.id)
    for name, items in sections.items():
        digest = hashlib.sha256(f"{seed}\x1f{form.name}\x1f{name}".encode()).digest()
        random.Random(int.from_bytes(digest[:8], "big")).shuffle(items)
    return [item_id for items in sections.values() for item_id in items]


def parts_shown(form: Form, banks: Mapping[str, Bank], seed: str) -> dict[str, tuple[str, ...]]:
    """Return each item's shuffled parts in the order shown, counterbalanced within a skill."""
    found: dict[str, tuple[str, ...]] = {}
    for slug, bank in banks.items():
        items = tuple(item.id for item in form.items if item.skill == slug)
        exercise = Exercise(key=f"mock/{form.name}/{slug}", title=form.name, items=items)
        found |= part_orders(exercise, bank, seed)
    return found
