from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.metrics import is_undefined, krippendorff_alpha, ranking_distance, reason

_ = None
# Krippendorff (2011), part C: four observers, twelve units; the last unit has one rating only.
KRIPPENDORFF_2011 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_of_krippendorffs_own_example(level: str, alpha: float) -> None:
    """The three coefficients that his paper works out, gaps and all."""
    assert krippendorff_alpha(KRIPPENDORFF_2011, level) == pytest.approx(alpha, abs=0.0005)


def test_nominal_alpha_worked_by_hand() -> None:
    """Three items have two ratings: aa, ab, bb.

    Within items 2 ordered pairs differ, each over 2 - 1: 2. Of all 6 * 6 pairings of three a with
    three b, 36 - 9 - 9 = 18 differ. 1 - (6 - 1) * 2 / 18 = 4/9.
    """
    assert krippendorff_alpha([list("aabb"), ["a", "b", "b", None]]) == pytest.approx(4 / 9)


def test_interval_alpha_worked_by_hand() -> None:
    """One item is 1 apart, both ways round: 2.

    The eight ratings add up to 21, their squares to 67: 2 * (8 * 67 - 21²) = 190.
    1 - (8 - 1) * 2 / 190 = 88/95.
    """
    ratings = [[1, 2, 3, 4], [1, 2, 4, 4]]
    assert krippendorff_alpha(ratings, "interval") == pytest.approx(88 / 95)


def test_ordinal_alpha_depends_on_order_and_not_on_values() -> None:
    """Stretching the scale changes interval alpha only."""
    ratings = [[1, 2, 3, 4, 2], [1, 3, 3, 4, 1]]
    stretched = [[value**3 for value in judge] for judge in ratings]
    assert krippendorff_alpha(stretched, "ordinal") == krippendorff_alpha(ratings, "ordinal")
    assert krippendorff_alpha(stretched, "interval") != krippendorff_alpha(ratings, "interval")


@pytest.mark.parametrize(
    ("level", "distance"),
    [("nominal", lambda a, b: float(a != b)), ("interval", lambda a, b: (a - b) ** 2)],
)
def test_a_distance_of_ones_own_takes_the_place_of_a_level(
    level: str, distance: Callable[[int, int], float]
) -> None:
    """A level is nothing but a distance that has a name."""
    by_level = krippendorff_alpha(KRIPPENDORFF_2011, level)
    assert krippendorff_alpha(KRIPPENDORFF_2011, distance=distance) == pytest.approx(by_level)


def test_alpha_of_sets_with_the_jaccard_distance_worked_by_hand() -> None:
    """Values need not be numbers or labels.

    Items: {x} {x}; {x} {x,y}; {y} {y}. Jaccard: x-xy 1/2, y-xy 1/2, x-y 1. Within items one pair
    of 1/2, both ways round: 1. Ratings: {x} three times, {x,y} once, {y} twice; all pairs, both
    ways round: 2 * (3*1*1/2 + 3*2*1 + 1*2*1/2) = 17. 1 - 5 * 1 / 17 = 12/17.
    """
    x, y, both = {"x"}, {"y"}, {"x", "y"}
    ratings = [[x, x, y], [x, both, y]]
    alpha = krippendorff_alpha(ratings, distance=lambda a, b: 1 - len(a & b) / len(a | b))
    assert alpha == pytest.approx(12 / 17)
    frozen = [[frozenset(value) for value in judge] for judge in ratings]
    again = krippendorff_alpha(frozen, distance=lambda a, b: 1 - len(a & b) / len(a | b))
    assert again == pytest.approx(alpha)


def test_alpha_of_rankings_takes_the_ranking_distance() -> None:
    """Two opposite rankings, swapped by one judge: no better than dealt out at random."""
    ab, ba = [["a"], ["b"]], [["b"], ["a"]]
    assert krippendorff_alpha([[ab, ba], [ab, ba]], distance=ranking_distance) == 1.0
    # within items 2 + 2, all pairings 2 * (2 * 2) = 8: 1 - 3 * 4 / 8
    assert krippendorff_alpha([[ab, ba], [ba, ab]], distance=ranking_distance) == -0.5


def test_each_two_distinct_values_are_compared_once() -> None:
    """A slow distance is not asked twice."""
    asked = []

    def distance(a: str, b: str) -> float:
        asked.append((a, b))
        return 1.0

    krippendorff_alpha([list("abcabc"), list("abcbca")], distance=distance)
    assert sorted(map(sorted, asked)) == [list(two) for two in itertools.combinations("abc", 2)]


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_is_undefined_without_pairs_or_without_variation(level: str) -> None:
    """It takes two ratings of one item, and two different ratings."""
    for ratings in ([], [[1, 2, 3]], [[1, None], [None, 2]], [[], []]):
        assert reason(krippendorff_alpha(ratings, level)) == "no item has two ratings"
    constant = krippendorff_alpha([[0.1, 0.1, 0.1], [0.1, 0.1, None]], level)
    assert "without variation" in (reason(constant) or "")


def test_alpha_is_undefined_when_a_distance_sees_no_difference() -> None:
    """Values that are all at distance 0 are as good as the same."""
    alpha = krippendorff_alpha([list("ab"), list("ba")], distance=lambda a, b: 0.0)
    assert "without variation" in (reason(alpha) or "")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: krippendorff_alpha([[1, 2], [1]]), r"got 1 to 2 values"),
        (lambda: krippendorff_alpha([[1], [1]], "ratio"), r"got 'ratio'"),
        (lambda: krippendorff_alpha([["a"], ["b"]], "ordinal"), r"ordinal ratings.*got 'a'"),
        (lambda: krippendorff_alpha([[1.0], [math.nan]], "interval"), r"got nan"),
        (lambda: krippendorff_alpha([[1.0], [math.nan]]), r"must be None \(got nan\)"),
        (lambda: krippendorff_alpha([[{"a"}], [{"b"}]]), r"pass distance="),
        (
            lambda: krippendorff_alpha([[1], [2]], "interval", distance=lambda a, b: 1.0),
            r"either a level or a distance",
        ),
        (lambda: krippendorff_alpha([[1], [2]], distance=lambda a, b: a - b), r"got -1 between 1"),
        (lambda: krippendorff_alpha([[1], [2]], distance=lambda a, b: math.nan), r"got nan"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()


RATING = st.one_of(st.none(), st.integers(1, 5))
ITEMS = st.integers(2, 4).flatmap(
    lambda judges: st.lists(st.tuples(*[RATING] * judges), min_size=1, max_size=15)
)


@settings(deadline=None, max_examples=80)
@given(ITEMS, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_equals_the_krippendorff_package(
    items: list[tuple[int | None, ...]], level: str
) -> None:
    """Any number of judges, any gaps, three levels."""
    ratings = [list(judge) for judge in zip(*items, strict=True)]
    ours = krippendorff_alpha(ratings, level)
    assume(not is_undefined(ours))
    theirs = krippendorff.alpha(
        reliability_data=np.array(ratings, dtype=float), level_of_measurement=level
    )
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_numpy_values_give_plain_floats() -> None:
    """What a pandas column holds is welcome; what comes out is no numpy scalar."""
    ratings = [list(np.array([1, 2, 3])), list(np.array([1, 2, 2]))]
    for level in ("nominal", "ordinal", "interval"):
        assert type(krippendorff_alpha(ratings, level)) is float
    by_distance = krippendorff_alpha(ratings, distance=lambda a, b: np.abs(a - b))
    assert type(by_distance) is float
