"""`Ranking`: Kemeny's distance by hand, and an order from pairs or the cycle that stands in its way."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import pytest
from hypothesis import given as given_examples
from hypothesis import strategies as st
from pydantic import JsonValue

from grader.fields import Order, PairVerdict, Ranking, as_order, order_from_pairs
from grader.fields.ranking import place_of
from tests.strategies import given_responses

ORDER = Ranking(name="order", label="Order, best first")


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        # Two names, one pair: the same 0, a tie against an order 1/2, the other way round 1.
        ([["a"], ["b"]], [["a"], ["b"]], 0.0),
        ([["a", "b"]], [["b", "a"]], 0.0),
        ([["a"], ["b"]], [["a", "b"]], 0.5),
        ([["a"], ["b"]], [["b"], ["a"]], 1.0),
        # Three names, three pairs: neighbours swapped 1/3; reversed 3/3; a tie broken 1/2 of 3.
        ([["a"], ["b"], ["c"]], [["b"], ["a"], ["c"]], 1 / 3),
        ([["a"], ["b"], ["c"]], [["c"], ["b"], ["a"]], 1.0),
        ([["a", "b"], ["c"]], [["a"], ["b"], ["c"]], 1 / 6),
        # a=b>c against c>a=b: ab agrees, ac and bc are opposite: 2/3.
        ([["a", "b"], ["c"]], [["c"], ["a", "b"]], 2 / 3),
        # All tied against an order: three half steps of three: 1.5/3.
        ([["a", "b", "c"]], [["a"], ["b"], ["c"]], 0.5),
        # Four names, six pairs: reversed 6/6; the first to the end turns three pairs: 3/6.
        ([["a"], ["b"], ["c"], ["d"]], [["d"], ["c"], ["b"], ["a"]], 1.0),
        ([["a"], ["b"], ["c"], ["d"]], [["b"], ["c"], ["d"], ["a"]], 0.5),
        # a=b>c=d against a>b>c>d: ab and cd half each: 1/6.
        ([["a", "b"], ["c", "d"]], [["a"], ["b"], ["c"], ["d"]], 1 / 6),
        # a=b>c=d against a>c>b>d: ab 1/2, cd 1/2, bc opposite 1: 2/6.
        ([["a", "b"], ["c", "d"]], [["a"], ["c"], ["b"], ["d"]], 1 / 3),
    ],
)
def test_the_distance_is_the_share_of_pairs_put_differently(
    a: JsonValue, b: JsonValue, distance: float
) -> None:
    """A pair turned round counts 1, a tie against an order 1/2 (Kemeny 1959)."""
    assert ORDER.distance(a, b) == pytest.approx(distance)
    assert ORDER.distance(b, a) == pytest.approx(distance)


def test_orders_of_different_parts_cannot_be_compared() -> None:
    """A distance over whatever is common would hide that a response is missing."""
    with pytest.raises(ValueError, match="different parts"):
        ORDER.distance([["a"], ["b"]], [["a"], ["c"]])
    with pytest.raises(TypeError, match="expected an order"):
        ORDER.distance("a", [["a"]])


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        ([["response_a"], ["response_b"], ["response_c"]], []),
        ([["response_b", "response_c", "response_a"]], []),
        ([["response_a"], ["response_b"]], ["Give {response_c} a place too; a tie is allowed."]),
        (
            [["response_b"]],
            ["Give {response_a} and {response_c} a place too; a tie is allowed."],
        ),
        (
            [["response_a"], ["response_b", "response_a"], ["response_c"]],
            ["Each response takes exactly one place."],
        ),
        (
            [["response_a"], ["response_b"], ["response_c"], ["response_d"]],
            ["Each response takes exactly one place."],
        ),
        ([], ["Put every response in the order, best first."]),
        ([[]], ["Put every response in the order, best first."]),
        (["response_a"], ["Put every response in the order, best first."]),
        ([[1], [2], [3]], ["Put every response in the order, best first."]),
        ({"first": "response_a"}, ["Put every response in the order, best first."]),
    ],
)
def test_every_response_takes_one_place(value: JsonValue, problems: list[str]) -> None:
    """What is missing is named, and what stands twice is said."""
    assert ORDER.problems(value, given_responses(3)) == problems


def test_an_order_reads_from_best_to_worst() -> None:
    """The learner reads > and =, by reference."""
    words = ORDER.in_words([["response_b"], ["response_a", "response_c"]])
    assert words == "{response_b} > {response_a} = {response_c}"


def test_a_pattern_names_who_shares_the_first_place() -> None:
    """A critical miss is described by who must not come first; sharing the place counts."""
    pattern: JsonValue = {"first": "response_b"}
    given = given_responses(3)
    assert ORDER.pattern_problems(pattern, given) == []
    assert ORDER.matches([["response_b"], ["response_a", "response_c"]], pattern)
    assert ORDER.matches([["response_a", "response_b"], ["response_c"]], pattern)
    assert not ORDER.matches([["response_a"], ["response_b"], ["response_c"]], pattern)
    assert ORDER.pattern_problems({"first": "response_d"}, given)
    assert ORDER.pattern_problems({"last": "response_a"}, given)
    assert ORDER.pattern_problems([["response_a"]], given)


def _every_complete_set(names: tuple[str, ...]) -> list[list[PairVerdict]]:
    pairs = list(combinations(names, 2))
    return [
        [PairVerdict(a, b, better) for (a, b), better in zip(pairs, chosen, strict=True)]
        for chosen in product(*[(a, b, None) for a, b in pairs])
    ]


def _consistent(order: Order, verdicts: list[PairVerdict]) -> bool:
    places = place_of(order)
    for a, b, better in verdicts:
        if better is None and places[a] != places[b]:
            return False
        if better is not None and places[better] >= places[b if better == a else a]:
            return False
    return True


def _at_least(verdicts: list[PairVerdict], upper: str, lower: str) -> tuple[bool, bool]:
    """Whether ``upper`` was put over or level with ``lower``, and whether it was put over it."""
    verdict = next(v for v in verdicts if {v.a, v.b} == {upper, lower})
    return verdict.better in (upper, None), verdict.better == upper


@pytest.mark.parametrize(("names", "sets"), [(("a", "b", "c"), 3**3), (("a", "b", "c", "d"), 3**6)])
def test_every_complete_set_of_verdicts_is_an_order_or_holds_a_cycle(
    names: tuple[str, ...], sets: int
) -> None:
    """All 27 and all 729: the order fits every verdict, or the cycle is in them, with one strict step."""
    every = _every_complete_set(names)
    orders = 0
    for verdicts in every:
        found = order_from_pairs(names, verdicts)
        assert found.missing == ()
        if found.order is not None:
            orders += 1
            assert found.cycle == ()
            assert sorted(name for place in found.order for name in place) == sorted(names)
            assert _consistent(found.order, verdicts)
            continue
        ring = [*found.cycle, found.cycle[0]]
        steps = [_at_least(verdicts, upper, lower) for upper, lower in pairwise(ring)]
        assert len(set(found.cycle)) == 3
        assert all(at_least for at_least, _ in steps)
        assert any(strictly for _, strictly in steps)
    assert len(every) == sets
    # The orders with ties (Fubini numbers): 13 of three names, 75 of four; no more, no fewer.
    assert orders == {3: 13, 4: 75}[len(names)]


@given_examples(st.data())
def test_the_pairs_of_an_order_give_the_order_back(data: st.DataObject) -> None:
    """However the pairs are turned and in whatever sequence they come."""
    names = ["a", "b", "c", "d", "e"][: data.draw(st.integers(2, 5))]
    places = {name: data.draw(st.integers(0, 3)) for name in names}
    verdicts = []
    for a, b in data.draw(st.permutations(list(combinations(names, 2)))):
        x, y = (b, a) if data.draw(st.booleans()) else (a, b)
        better = None if places[x] == places[y] else min(x, y, key=places.__getitem__)
        verdicts.append(PairVerdict(x, y, better))
    found = order_from_pairs(names, verdicts)
    assert found.order is not None
    assert _consistent(found.order, verdicts)


def test_missing_pairs_are_listed_and_no_order_is_made_of_the_rest() -> None:
    """Two of three pairs may imply the third; a learner still judges it."""
    verdicts = [PairVerdict("b", "a", "b"), PairVerdict("a", "c", "a")]
    found = order_from_pairs(["a", "b", "c"], verdicts)
    assert found.order is None
    assert found.cycle == ()
    assert found.missing == (("b", "c"),)
    assert order_from_pairs(["a", "b", "c"], []).missing == (("a", "b"), ("a", "c"), ("b", "c"))


def test_a_pair_judged_anew_counts_as_judged_last() -> None:
    """The learner may change a verdict, also from the other side."""
    verdicts = [PairVerdict("a", "b", "a"), PairVerdict("b", "a", "b")]
    assert order_from_pairs(["a", "b"], verdicts).order == [["b"], ["a"]]


@pytest.mark.parametrize(
    "value", [None, "a", [], [[]], [["a"], []], [["a"], [1]], [["a"], "b"], {"a": 1}, 7]
)
def test_what_has_not_the_shape_of_an_order_is_none(value: JsonValue) -> None:
    """`as_order` says nothing of the names, only of the shape."""
    assert as_order(value) is None


def test_close_means_near_or_only_tied() -> None:
    """One reversed pair of three is close, two are not; a tie reverses nothing, so it is close."""
    field = Ranking(name="order", label="Order")
    a, b, c, d = "response_a", "response_b", "response_c", "response_d"
    assert field.close([[a], [b], [c]], [[b], [a], [c]])  # 1 of 3 pairs
    assert not field.close([[a], [b], [c]], [[c], [a], [b]])  # 2 of 3 pairs
    assert not field.close([[a], [b], [c], [d]], [[b], [c], [d], [a]])  # 3 of 6 pairs
    assert field.close([[a], [b]], [[a, b]])
    assert not field.close([[a], [b]], [[b], [a]])
