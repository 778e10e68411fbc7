from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.metrics import jaccard_distance, krippendorff_alpha, masi_distance


@pytest.mark.parametrize(
    ("a", "b", "jaccard", "masi"),
    [
        ("xy", "xy", 0, 0),
        # one holds the other: 1 of 2 in common, then two thirds of it
        ("xy", "x", 1 / 2, 1 - 1 / 2 * 2 / 3),
        # overlap: 1 of 3 in common, then a third of it
        ("xy", "yz", 2 / 3, 1 - 1 / 3 * 1 / 3),
        ("x", "y", 1, 1),
        ("x", "", 1, 1),
        ("", "", 0, 0),
    ],
)
def test_distances_worked_by_hand(a: str, b: str, jaccard: float, masi: float) -> None:
    """What is in common over all there is; MASI takes off a third or two."""
    assert jaccard_distance(set(a), set(b)) == pytest.approx(jaccard)
    assert masi_distance(set(a), set(b)) == pytest.approx(masi)


def test_passonneaus_example() -> None:
    """Her table of MASI on {a, b, c, d}: the size of what is shared and how the sets lie."""
    whole = set("abcd")
    assert 1 - masi_distance(whole, set("abc")) == pytest.approx(3 / 4 * 2 / 3)
    assert 1 - masi_distance(set("abc"), set("bcd")) == pytest.approx(2 / 4 * 1 / 3)


def test_alpha_with_masi_worked_by_hand() -> None:
    """Items: {x} {x}; {x} {x,y}; {y} {y}.

    MASI: x-xy and y-xy 2/3, x-y 1. Within items one pair of 2/3, both ways round: 4/3. Ratings {x}
    three times, {x,y} once, {y} twice; all pairs, both ways round:
    2 * (3*1*2/3 + 3*2*1 + 1*2*2/3) = 56/3. 1 - 5 * (4/3) / (56/3) = 9/14.
    """
    x, y, both = frozenset("x"), frozenset("y"), frozenset("xy")
    ratings = [[x, x, y], [x, both, y]]
    assert krippendorff_alpha(ratings, distance=masi_distance) == pytest.approx(9 / 14)


@pytest.mark.parametrize("distance", [jaccard_distance, masi_distance])
def test_lists_are_as_good_as_sets_but_not_texts(
    distance: Callable[[object, object], float],
) -> None:
    """A text is a collection of letters, which nobody means."""
    assert distance(["x", "y"], ("y", "x")) == 0
    with pytest.raises(ValueError, match=r"got the text 'xy'"):
        distance("xy", {"xy"})
    with pytest.raises(ValueError, match=r"each label once \(got \['x', 'x'\]\)"):
        distance(["x", "x"], ["x"])
