"""What one exercise shows to whom: the same to the same learner, and every order in its turn."""

from __future__ import annotations

import random
from collections import Counter
from itertools import permutations

import pytest
from pydantic import ValidationError

from grader.practice import Exercise
from grader.practice.exercise import item_order, part_orders, shuffled_parts
from tests.support import an_item, bank_of


def _exercise(*items: str, **changes: object) -> Exercise:
    return Exercise.model_validate(
        {"key": "response-ranking/test", "title": "T", "items": items} | changes
    )


def test_items_keep_the_authors_order_unless_shuffled() -> None:
    """Shuffled, each learner has an order of their own, and always the same one."""
    items = tuple(f"made-{number:03}" for number in range(1, 9))
    assert item_order(_exercise(*items), "ann") == items
    shuffled = _exercise(*items, shuffled=True)
    ann = item_order(shuffled, "ann")
    assert sorted(ann) == sorted(items)
    assert ann != items
    assert item_order(shuffled, "ann") == ann
    assert len({item_order(shuffled, f"learner-{number}") for number in range(10)}) == 10
    other = shuffled.model_copy(update={"key": "response-ranking/other"})
    assert item_order(other, "ann") != ann


@pytest.mark.parametrize("responses", [2, 3, 4])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 7, 12, 24, 25])
def test_every_response_stands_first_equally_often(responses: int, count: int) -> None:
    """Up to one, after any number of items, for any learner."""
    items = [an_item(number, responses=responses) for number in range(1, count + 1)]
    bank = bank_of(*items)
    exercise = _exercise(*(item.id for item in items))
    for learner in ("ann", "ben", "cem"):
        orders = part_orders(exercise, bank, learner)
        for item in items:
            assert sorted(orders[item.id]) == [f"response_{x}" for x in "abcd"[:responses]]
        first = Counter(order[0] for order in orders.values())
        times = [first[f"response_{letter}"] for letter in "abcd"[:responses]]
        assert max(times) - min(times) <= 1


def test_every_order_comes_before_any_comes_again() -> None:
    """24 items with four responses show each of the 24 orders once."""
    items = [an_item(number, responses=4) for number in range(1, 25)]
    exercise = _exercise(*(item.id for item in items))
    orders = part_orders(exercise, bank_of(*items), "ann")
    assert set(orders.values()) == set(permutations(f"response_{letter}" for letter in "abcd"))


def test_items_of_different_sizes_are_balanced_each_for_themselves() -> None:
    """Pairs and triples mixed: among the pairs each response is first twice."""
    items = [an_item(number, responses=2 + number % 2) for number in range(1, 9)]
    exercise = _exercise(*(item.id for item in items))
    orders = part_orders(exercise, bank_of(*items), "ann")
    pairs = Counter(order[0] for order in orders.values() if len(order) == 2)
    assert pairs == {"response_a": 2, "response_b": 2}


def test_the_same_learner_sees_the_same_orders() -> None:
    """Others see others."""
    items = [an_item(number, responses=3) for number in range(1, 7)]
    bank, exercise = bank_of(*items), _exercise(*(item.id for item in items))
    ann = part_orders(exercise, bank, "ann")
    assert part_orders(exercise, bank, "ann") == ann
    assert any(part_orders(exercise, bank, f"l{number}") != ann for number in range(5))


def test_over_many_learners_no_response_of_an_item_is_favoured() -> None:
    """300 learners, three responses: each first about 100 times, give or take 40."""
    item = an_item(1, responses=3)
    bank, exercise = bank_of(item), _exercise(item.id)
    first = Counter(part_orders(exercise, bank, f"l{n}")[item.id][0] for n in range(300))
    assert all(60 <= times <= 140 for times in first.values())


def test_only_the_responses_are_shuffled() -> None:
    """The prompt stays where it is."""
    bank = bank_of(an_item(1, responses=3))
    assert shuffled_parts(bank, "made-001") == ("response_a", "response_b", "response_c")


def test_an_exercise_has_a_key_and_an_item() -> None:
    """Answers are kept under the key."""
    with pytest.raises(ValidationError):
        _exercise()
    with pytest.raises(ValidationError):
        _exercise("made-001", key="")


def test_a_task_that_shuffles_nothing_has_one_order() -> None:
    """Most annotation tasks show one text: there is nothing to balance, and nothing to fail on."""
    from grader.practice.exercise import _balanced

    assert _balanced(0, random.Random(1)) == [()]
    assert _balanced(1, random.Random(1)) == [(0,)]
