"""What one exercise is: which items, in what order, what is asked, and what the learner is told when."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from itertools import permutations
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Setting

from grader.bank import Bank
from grader.errors import QualprepError
from grader.task import Task


class Exercise(BaseModel):
    """A few items to be judged in one place.

    Attributes:
        key: Its permanent name, such as ``response-ranking/first-items``; answers are kept under it.
        title: What the learner reads above it.
        items: The items in the order given by the author.
        mode: ``practice`` gives feedback after each item; ``check`` after all of them, without hints.
        ask: The fields asked; all of the task's, or of the pass, when None.
        one_pass: Which of the skill's separate passes this is, if it has any.
        shuffled: Whether the order of the items differs from learner to learner.
        pairwise: Whether a ranking is given pair by pair.
        hints: Whether hints may be asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Setting(min_length=1, max_length=200)
    title: str
    items: tuple[str, ...] = Setting(min_length=1)
    mode: Literal["practice", "check"] = "practice"
    ask: tuple[str, ...] | None = None
    one_pass: str | None = None
    shuffled: bool = False
    pairwise: bool = False
    hints: bool = True


def asked_in(exercise: Exercise, task: Task) -> tuple[str, ...] | None:
    """Return the fields an exercise asks; None for all of the task's.

    Raises:
        QualprepError: It would ask fields of several passes together, or names a pass and other fields.
        UnknownNameError: There is no such pass or field.
    """
    for name in exercise.ask or ():
        task.field(name)
    if exercise.one_pass is not None:
        return exercise.ask or task.one_pass(exercise.one_pass).fields
    if task.passes:
        raise QualprepError(
            what="This skill is judged in separate passes, one question at a time.",
            where=exercise.key,
            do=f"Name one pass: {', '.join(one.name for one in task.passes)}.",
        )
    return exercise.ask


def item_order(exercise: Exercise, learner: str) -> tuple[str, ...]:
    """Return the items in the order this learner meets them: the same every time."""
    if not exercise.shuffled:
        return exercise.items
    order = list(exercise.items)
    _random(learner, exercise.key, "items").shuffle(order)
    return tuple(order)


def part_orders(exercise: Exercise, bank: Bank, learner: str) -> dict[str, tuple[str, ...]]:
    """Return, for every item, its shuffled parts in the order this learner sees them.

    Orders are counterbalanced within the exercise: items with the same number of parts go through all
    orders in a seeded sequence, so that no part of the content stands first more often than its share.
    """
    used: dict[int, int] = {}
    orders: dict[str, tuple[str, ...]] = {}
    for item_id in exercise.items:
        parts = shuffled_parts(bank, item_id)
        size = len(parts)
        sequence = _balanced(size, _random(learner, exercise.key, f"parts-{size}"))
        chosen = sequence[used.get(size, 0) % len(sequence)]
        used[size] = used.get(size, 0) + 1
        orders[item_id] = tuple(parts[index] for index in chosen)
    return orders


def shuffled_parts(bank: Bank, item_id: str) -> tuple[str, ...]:
    """Return an item's parts whose order on screen is shuffled, in the order of the file."""
    task = bank.skill.task
    parts: Sequence[str] = list(bank.item(item_id).content)
    shuffled = {key for part in task.parts if part.shuffled for key in part.content_keys()}
    return tuple(name for name in parts if name in shuffled)


def _balanced(size: int, random_: random.Random) -> list[tuple[int, ...]]:
    """Return all orders of so many parts, in rounds in which each part stands first once."""
    if size == 0:  # a task that shuffles nothing has one order
        return [()]
    by_first: list[list[tuple[int, ...]]] = [[] for _ in range(size)]
    for order in permutations(range(size)):
        by_first[order[0]].append(order)
    for orders in by_first:
        random_.shuffle(orders)
    sequence = []
    for together in zip(*by_first, strict=True):
        turn = list(together)
        random_.shuffle(turn)
        sequence += turn
    return sequence


def _random(*seed: str) -> random.Random:
    digest = hashlib.sha256("\x1f".join(seed).encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))
