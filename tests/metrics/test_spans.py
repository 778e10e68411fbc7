from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate import Evaluator

from grader.metrics import krippendorff_alpha, reason, span_distance, span_scores
from grader.metrics.precision import PrecisionRecall
from grader.metrics.spans import Span

JUDGED = [(0, 5, "person"), (10, 14, "place"), (20, 25, "person")]
GOLD = [(0, 5, "person"), (9, 14, "place"), (20, 25, "place"), (30, 32, "person")]


@pytest.mark.parametrize(
    ("match", "ignore_labels", "correct", "n_judged", "n_gold"),
    [
        # 0-5 alike; 10-14 has another start, 20-25 another label; 30-32 is missed
        ("strict", False, 1, 3, 4),
        ("strict", True, 2, 3, 4),
        # 9-14 and 10-14 overlap: one half more
        ("partial", False, 1.5, 3, 4),
        ("partial", True, 2.5, 3, 4),
        # characters 5 + 4 + 5 and 5 + 5 + 5 + 2; in common 5 + 4, and 5 whose label differs
        ("character", False, 9, 14, 17),
        ("character", True, 14, 14, 17),
    ],
)
def test_scores_worked_by_hand(
    match: str, ignore_labels: bool, correct: float, n_judged: int, n_gold: int
) -> None:
    """Each way to match has its own count of what is correct."""
    found = span_scores([JUDGED], [GOLD], match, ignore_labels=ignore_labels)
    assert found[3:] == (correct, n_judged, n_gold)
    assert found.precision == pytest.approx(correct / n_judged)
    assert found.recall == pytest.approx(correct / n_gold)
    assert found.f == pytest.approx(2 * correct / (n_judged + n_gold))


def test_items_are_counted_together_and_never_matched_across() -> None:
    """The same place in another text is another place."""
    span = (0, 5, "person")
    found = span_scores([[span], []], [[], [span]], "partial")
    assert found[3:] == (0, 1, 1)
    assert span_scores([[span], [span]], [[span], []]).f == pytest.approx(2 / 3)


def test_each_span_is_paired_once_and_as_well_as_can_be() -> None:
    """Splitting a span earns one half, not two; and a close fit is not lost to an earlier overlap.

    0-4 and 4-8 both overlap 0-8: one half. 0-6 overlaps 0-4 and 5-9, 5-9 is in both: 1 + 1/2.
    """
    assert span_scores([[(0, 4, "x"), (4, 8, "x")]], [[(0, 8, "x")]], "partial").correct == 0.5
    judged, gold = [(0, 6, "x"), (5, 9, "x")], [(5, 9, "x"), (0, 4, "x")]
    assert span_scores([judged], [gold], "partial").correct == 1.5


@given(st.data())
def test_no_other_pairing_earns_more(data: st.DataObject) -> None:
    """Of all ways to pair the spans off, overlapping as they may be."""
    span = st.tuples(st.integers(0, 9), st.integers(1, 6)).map(lambda x: (x[0], sum(x), "x"))
    a, b = [data.draw(st.lists(span, max_size=4, unique=True)) for _ in range(2)]
    few, many = sorted([a, b], key=len)

    def credit(x: Span, y: Span) -> float:
        return 1.0 if x == y else 0.5 * (x[0] < y[1] and y[0] < x[1])

    best = max(sum(map(credit, few, order)) for order in permutations(many, len(few)))
    assert span_scores([a], [b], "partial").correct == best


def test_touching_spans_do_not_overlap() -> None:
    """The end is one past the last character."""
    assert span_scores([[(0, 4, "x")]], [[(4, 8, "x")]], "partial").correct == 0


def test_with_labels_ignored_two_on_one_place_need_two_partners() -> None:
    """A place with two labels is marked twice."""
    judged, gold = [(0, 4, "x"), (0, 4, "y")], [(0, 4, "z")]
    for match in ("strict", "partial"):
        assert span_scores([judged], [gold], match, ignore_labels=True)[3:] == (1, 2, 1)
    assert span_scores([judged], [gold], "character", ignore_labels=True)[3:] == (4, 4, 4)


def test_without_spans_scores_are_undefined() -> None:
    """A text that nobody marked says nothing about how well it was marked."""
    for match in ("strict", "partial", "character"):
        assert reason(span_scores([[]], [[]], match).f) == "no spans by either"
        assert reason(span_scores([[]], [JUDGED], match).precision) == "no spans by the judge"
        assert span_scores([[]], [JUDGED], match).recall == 0.0


def test_span_distance_worked_by_hand() -> None:
    """9 characters alike of 14 + 17 - 9 = 22 marked by either; with labels ignored 14 of 17."""
    assert span_distance(JUDGED, GOLD) == pytest.approx(13 / 22)
    assert span_distance(JUDGED, GOLD, ignore_labels=True) == pytest.approx(3 / 17)
    assert span_distance([], []) == 0.0
    assert span_distance([], GOLD) == 1.0


def test_alpha_of_spans_takes_the_span_distance() -> None:
    """Items: 0-4 and 0-3; none and none.

    Distances: 1/4 within the first, 0 within the second. Of all pairs, both ways round:
    2 * (1/4 + 4 * 1) = 17/2. 1 - 3 * (2 * 1/4) / (17/2) = 14/17.
    """
    ratings = [[((0, 4, "claim"),), ()], [((0, 3, "claim"),), ()]]
    assert krippendorff_alpha(ratings, distance=span_distance) == pytest.approx(14 / 17)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: span_scores([[]], []), r"got 1 and 0 values"),
        (lambda: span_scores([[(3, 3, "x")]], [[]]), r"got 3 to 3"),
        (lambda: span_scores([[]], [[(-1, 3, "x")]]), r"got -1 to 3"),
        (lambda: span_scores([[(0, 3.5, "x")]], [[]]), r"got 0 to 3.5"),
        (lambda: span_scores([[(0, 3, "x")] * 2], [[]]), r"got \(0, 3, 'x'\) twice"),
        (lambda: span_scores([[]], [[]], "loose"), r"got 'loose'"),
        (lambda: span_distance([(3, 1, "x")], []), r"got 3 to 1"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()


# Each span stays in a stretch of its own of 10 characters: where spans overlap several others, the
# package pairs them off in the order given, and its count is not the largest.
WITHIN = st.tuples(st.integers(0, 5), st.integers(1, 4), st.sampled_from(["person", "place"]))
TEXT = st.lists(st.one_of(st.none(), WITHIN), min_size=3, max_size=3).map(
    lambda stretches: [
        (10 * i + span[0], 10 * i + span[0] + span[1], span[2])
        for i, span in enumerate(stretches)
        if span
    ]
)


def by_nervaluate(judged: list[list[Span]], gold: list[list[Span]]) -> dict[str, object]:
    """Its scores; it takes the last character for the end."""

    def entities(texts: list[list[Span]]) -> list[list[dict[str, object]]]:
        return [[{"start": s, "end": e - 1, "label": x} for s, e, x in text] for text in texts]

    scores = Evaluator(
        entities(gold), entities(judged), tags=["person", "place"], loader="dict"
    ).evaluate()
    return dict(scores["overall"])


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_scores_equal_nervaluate(texts: list[tuple[list[Span], list[Span]]]) -> None:
    """Its strict, exact (labels ignored) and partial (labels ignored) counts are ours."""
    judged, gold = [list(column) for column in zip(*texts, strict=True)]
    theirs = by_nervaluate(judged, gold)
    ours: dict[str, PrecisionRecall] = {
        "strict": span_scores(judged, gold),
        "exact": span_scores(judged, gold, ignore_labels=True),
        "partial": span_scores(judged, gold, "partial", ignore_labels=True),
    }
    for name, found in ours.items():
        their = theirs[name]
        assert found.n_judged == their.actual
        assert found.n_gold == their.possible
        assert found.correct == their.correct + their.partial / 2
        if found.n_judged and found.n_gold:
            assert found[:3] == pytest.approx((their.precision, their.recall, their.f1))
