"""What holds for every metric, on whatever values: one list of metrics, one test a property."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any, NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import metrics
from grader.metrics import (
    Undefined,
    balanced_accuracy,
    bootstrap_interval,
    box_iou,
    box_scores,
    brier_score,
    character_error_rate,
    class_scores,
    cluster_bootstrap_interval,
    cohen_kappa,
    confusion_matrix,
    edit_scores,
    exact_and_adjacent,
    expected_calibration_error,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    intraclass_correlation,
    is_undefined,
    jaccard_distance,
    kappa_interval,
    kendall_tau_b,
    krippendorff_alpha,
    macro_f1,
    masi_distance,
    match_boxes,
    mean_absolute_error,
    mean_signed_error,
    ndcg,
    pair_counts,
    pairwise_agreement,
    pearson_correlation,
    percent_agreement,
    precision_recall,
    ranking_distance,
    reason,
    sd_ratio,
    span_distance,
    span_scores,
    standardised_mean_difference,
    wilson_interval,
    word_error_rate,
)

Pair: TypeAlias = tuple[Any, Any]
Names: TypeAlias = Mapping[str, str]

LABELS = ["safe", "borderline", "clear", "egregious"]
SCALE = [1, 2, 3, 4, 5]

# Values, and what becomes of them when labels are renamed.
LABEL = st.sampled_from(LABELS)
POINT = st.sampled_from(SCALE)
SET = st.frozensets(LABEL)
PLACE = st.integers(0, 8)
SPANS = st.sets(
    st.tuples(PLACE, st.integers(1, 4), LABEL).map(lambda x: (x[0], x[0] + x[1], x[2])), max_size=3
).map(sorted)
EDITS = st.sets(st.tuples(PLACE, st.just(9), LABEL), max_size=3).map(sorted)
BOX = st.tuples(PLACE, PLACE, st.integers(1, 9), st.integers(1, 9), LABEL).map(
    lambda x: (x[0], x[1], x[0] + x[2], x[1] + x[3], x[4])
)
BOXES = st.lists(BOX, max_size=3)
TEXT = st.text("ab ", max_size=8)


def ranking(places: Sequence[int]) -> list[list[str]]:
    by_place = [[n for n, p in zip(LABELS, places, strict=False) if p == i] for i in (1, 2, 3)]
    return [names for names in by_place if names]


RANKING = st.tuples(*[st.integers(1, 3)] * 3).map(ranking)


def rename_label(label: str, names: Names) -> str:
    return names[label]


def rename_set(labels: frozenset[str], names: Names) -> frozenset[str]:
    return frozenset(names[label] for label in labels)


def rename_mark(mark: tuple[Any, ...], names: Names) -> tuple[Any, ...]:
    return (*mark[:-1], names[mark[-1]])


def rename_marks(marks: list[tuple[Any, ...]], names: Names) -> list[tuple[Any, ...]]:
    return [rename_mark(mark, names) for mark in marks]


def rename_ranking(places: list[list[str]], names: Names) -> list[list[str]]:
    return [[names[name] for name in tied] for tied in places]


def unchanged(value: float) -> float:
    return value


def negated(value: float) -> float:
    return -value


class Metric(NamedTuple):
    """A metric of two judges over items, and what should hold for it."""

    name: str
    """The public name, and after a comma what of it is meant."""
    compute: Callable[..., float]
    """From the first judge's values and the second's; of one item's two values if ``of_one``."""
    first: st.SearchStrategy[Any]
    second: st.SearchStrategy[Any]
    low: float = 0.0
    high: float = 1.0
    with_itself: float | None = 1.0
    """What a judge gets with themselves; None where the two sides are different things."""
    swapped: Callable[[float], float] | None = unchanged
    """What becomes of the value when the judges change places; None where it is another matter."""
    rename: Callable[[Any, Names], Any] | None = None
    """How to rename the labels in a value; None where values hold none, or they have an order."""
    of_one: bool = False


def nominal(name: str, compute: Callable[..., float], **more: Any) -> Metric:
    return Metric(name, compute, LABEL, LABEL, rename=rename_label, **more)


def ordinal(name: str, compute: Callable[..., float], **more: Any) -> Metric:
    return Metric(name, compute, POINT, POINT, **more)


def sets(name: str, compute: Callable[..., float], **more: Any) -> Metric:
    return Metric(name, compute, SET, SET, rename=rename_set, **more)


def spans(name: str, compute: Callable[..., float], **more: Any) -> Metric:
    return Metric(name, compute, SPANS, SPANS, rename=rename_marks, **more)


def edits(name: str, compute: Callable[..., float], **more: Any) -> Metric:
    return Metric(name, compute, EDITS, EDITS, rename=rename_marks, **more)


def boxes(name: str, compute: Callable[..., float], **more: Any) -> Metric:
    return Metric(name, compute, BOXES, BOXES, rename=rename_marks, **more)


def ranked(name: str, compute: Callable[..., float], **more: Any) -> Metric:
    return Metric(name, compute, RANKING, RANKING, rename=rename_ranking, **more)


def stated(name: str, compute: Callable[..., float]) -> Metric:
    confidence, outcome = st.floats(0, 1), st.booleans()
    return Metric(name, compute, confidence, outcome, with_itself=None, swapped=None)


def worst_f1(a: Sequence[str], b: Sequence[str]) -> float:
    return min((found.f for found in class_scores(a, b).values()), default=Undefined("no items"))


def same_labels(pairs: Sequence[Pair]) -> float:
    return percent_agreement([a for a, _ in pairs], [b for _, b in pairs])


def grades_of(places: Sequence[Sequence[str]]) -> dict[str, float]:
    return {name: 3 - index for index, tied in enumerate(places) for name in tied}


METRICS = [
    nominal("percent_agreement", percent_agreement),
    nominal("cohen_kappa", cohen_kappa, low=-1),
    nominal("fleiss_kappa", lambda a, b: fleiss_kappa([a, b]), low=-1),
    nominal("gwet_ac1", lambda a, b: gwet_ac1([a, b]), low=-1),
    nominal("krippendorff_alpha, nominal", lambda a, b: krippendorff_alpha([a, b]), low=-1),
    nominal("class_scores, worst F1", worst_f1),
    nominal("macro_f1", macro_f1),
    nominal("balanced_accuracy", balanced_accuracy, swapped=None),
    nominal(
        "wilson_interval, value",
        lambda a, b: wilson_interval(sum(x == y for x, y in zip(a, b, strict=True)), len(a)).value,
    ),
    nominal(
        "kappa_interval, value",
        lambda a, b: kappa_interval(confusion_matrix(a, b), resamples=1).value,
        low=-1,
    ),
    nominal(
        "bootstrap_interval, value",
        lambda a, b: (
            bootstrap_interval(list(zip(a, b, strict=True)), same_labels, resamples=1).value
        ),
    ),
    nominal(
        "cluster_bootstrap_interval, value",
        lambda a, b: (
            cluster_bootstrap_interval(
                [[pair] for pair in zip(a, b, strict=True)], same_labels, resamples=1
            ).value
        ),
    ),
    ordinal("cohen_kappa, linear", lambda a, b: cohen_kappa(a, b, "linear"), low=-1),
    ordinal("cohen_kappa, quadratic", lambda a, b: cohen_kappa(a, b, "quadratic"), low=-1),
    *(
        ordinal(
            f"gwet_ac2, {weights}",
            lambda a, b, weights=weights: gwet_ac2([a, b], weights, labels=SCALE),
            low=-2,
        )
        for weights in ("identity", "ordinal", "linear", "quadratic")
    ),
    ordinal(
        "krippendorff_alpha, ordinal", lambda a, b: krippendorff_alpha([a, b], "ordinal"), low=-1
    ),
    ordinal(
        "krippendorff_alpha, interval", lambda a, b: krippendorff_alpha([a, b], "interval"), low=-1
    ),
    *(
        ordinal(
            f"intraclass_correlation, {form}",
            lambda a, b, form=form: intraclass_correlation([a, b], form),
            low=-1 if form in ("ICC(1,1)", "ICC(3,1)") else -inf,
        )
        for form in ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
    ),
    ordinal("pearson_correlation", pearson_correlation, low=-1),
    ordinal("mean_absolute_error", mean_absolute_error, high=4, with_itself=0),
    ordinal("exact_and_adjacent, exact", lambda a, b: exact_and_adjacent(a, b).exact),
    ordinal("exact_and_adjacent, adjacent", lambda a, b: exact_and_adjacent(a, b).adjacent),
    ordinal("mean_signed_error", mean_signed_error, low=-4, high=4, with_itself=0, swapped=negated),
    ordinal(
        "standardised_mean_difference",
        standardised_mean_difference,
        low=-inf,
        high=inf,
        with_itself=0,
        swapped=negated,
    ),
    ordinal("sd_ratio", sd_ratio, high=inf, swapped=None),
    sets("jaccard_distance", jaccard_distance, with_itself=0, of_one=True),
    sets("masi_distance", masi_distance, with_itself=0, of_one=True),
    *(
        sets(
            f"krippendorff_alpha, {distance.__name__}",
            lambda a, b, distance=distance: krippendorff_alpha([a, b], distance=distance),
            low=-1,
        )
        for distance in (jaccard_distance, masi_distance)
    ),
    Metric(
        "precision_recall, F1",
        lambda a, b: (
            precision_recall(sum(x and y for x, y in zip(a, b, strict=True)), sum(a), sum(b)).f
        ),
        st.booleans(),
        st.booleans(),
    ),
    *(
        spans(
            f"span_scores, {match}{' without labels' * ignore}",
            lambda a, b, match=match, ignore=ignore: (
                span_scores(a, b, match, ignore_labels=ignore).f
            ),
        )
        for match in ("strict", "partial", "character")
        for ignore in (False, True)
    ),
    spans("span_scores, precision", lambda a, b: span_scores(a, b).precision, swapped=None),
    spans("span_distance", span_distance, with_itself=0, of_one=True),
    spans(
        "krippendorff_alpha, span_distance",
        lambda a, b: krippendorff_alpha([a, b], distance=span_distance),
        low=-1,
    ),
    edits("edit_scores, F0.5", lambda a, b: edit_scores(a, b).f, swapped=None),
    edits("edit_scores, F1", lambda a, b: edit_scores(a, b, beta=1).f),
    edits(
        "edit_scores, places",
        lambda a, b: edit_scores(a, b, ignore_replacement=True).recall,
        swapped=None,
    ),
    Metric("box_iou", box_iou, BOX, BOX, rename=rename_mark, of_one=True),
    boxes(
        "match_boxes, pairs",
        lambda a, b: float(len(match_boxes(a, b))),
        high=3,
        with_itself=None,
        of_one=True,
    ),
    boxes("box_scores, F1", lambda a, b: box_scores(a, b).f),
    boxes("box_scores, recall", lambda a, b: box_scores(a, b, 0.75).recall, swapped=None),
    boxes("box_scores, mean IoU", lambda a, b: box_scores(a, b).mean_iou, low=0.5),
    *(
        Metric(
            f"{metric.__name__}, rate",
            lambda a, b, metric=metric: metric(a, b).rate,
            TEXT,
            TEXT,
            high=inf,
            with_itself=0,
            swapped=None,
        )
        for metric in (character_error_rate, word_error_rate)
    ),
    ranked("pairwise_agreement, with ties", lambda a, b: pairwise_agreement(a, b).with_ties),
    ranked("pairwise_agreement, without", lambda a, b: pairwise_agreement(a, b).without_ties),
    ranked(
        "pair_counts, opposite",
        lambda a, b: float(pair_counts(a, b).opposite),
        high=3,
        with_itself=0,
        of_one=True,
    ),
    ranked("kendall_tau_b", kendall_tau_b, low=-1, of_one=True),
    ranked("ranking_distance", ranking_distance, with_itself=0, of_one=True),
    ranked("ndcg", lambda a, b: ndcg(a, grades_of(b)), swapped=None, of_one=True),
    ranked(
        "ndcg, exponential at 2",
        lambda a, b: ndcg(a, grades_of(b), gain="exponential", k=2),
        swapped=None,
        of_one=True,
    ),
    ranked(
        "krippendorff_alpha, ranking_distance",
        lambda a, b: krippendorff_alpha([a, b], distance=ranking_distance),
        low=-1,
    ),
    stated("brier_score", brier_score),
    stated("expected_calibration_error", expected_calibration_error),
]

# Public functions whose result is no number, or no comparison of two judges.
OTHERS = {
    "confusion_matrix",
    "is_undefined",
    "more_items_for_half_width",
    "reason",
    "reliability",
}

some = settings(deadline=None, max_examples=20)


def each(holds_for: Callable[[Metric], bool]) -> pytest.MarkDecorator:
    chosen = [metric for metric in METRICS if holds_for(metric)]
    return pytest.mark.parametrize("metric", chosen, ids=lambda metric: metric.name)


def items(metric: Metric) -> st.SearchStrategy[list[Pair]]:
    pair = st.tuples(metric.first, metric.second)
    return st.lists(pair, min_size=1, max_size=1 if metric.of_one else 12)


def of(metric: Metric, pairs: Sequence[Pair]) -> float:
    if metric.of_one:
        return metric.compute(*pairs[0])
    return metric.compute([a for a, _ in pairs], [b for _, b in pairs])


def same(expected: float) -> object:
    return pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_every_public_metric_is_in_the_list() -> None:
    """A new metric is not done before its properties are tested."""
    functions = {name for name in metrics.__all__ if inspect.isfunction(getattr(metrics, name))}
    listed = {metric.name.partition(",")[0] for metric in METRICS}
    assert listed | OTHERS == functions
    assert not listed & OTHERS
    assert len({metric.name for metric in METRICS}) == len(METRICS)


@each(lambda metric: True)
@some
@given(data=st.data())
def test_a_value_is_a_plain_float_in_range_or_undefined_with_a_reason(
    metric: Metric, data: st.DataObject
) -> None:
    """No nan without a reason, no numpy scalar, nothing outside the range in the docstring."""
    value = of(metric, data.draw(items(metric)))
    if is_undefined(value):
        assert type(value) is Undefined
        assert value.reason
    else:
        assert type(value) is float
        assert metric.low - 1e-9 <= value <= metric.high + 1e-9


@each(lambda metric: not metric.of_one)
def test_without_items_a_metric_is_undefined(metric: Metric) -> None:
    """Nothing is not zero."""
    assert type(of(metric, [])) is Undefined
    assert (reason(of(metric, [])) or "").startswith("no ")


@each(lambda metric: not metric.of_one)
@some
@given(data=st.data())
def test_the_order_of_items_does_not_matter(metric: Metric, data: st.DataObject) -> None:
    """The same judgments in another order have the same value."""
    pairs = data.draw(items(metric))
    shuffled = data.draw(st.permutations(pairs))
    assert of(metric, shuffled) == same(of(metric, pairs))


@each(lambda metric: metric.swapped is not None)
@some
@given(data=st.data())
def test_the_two_judges_can_change_places(metric: Metric, data: st.DataObject) -> None:
    """Agreement belongs to the two of them, not to one; a signed difference turns round."""
    assert metric.swapped is not None
    pairs = data.draw(items(metric))
    assert of(metric, [(b, a) for a, b in pairs]) == same(metric.swapped(of(metric, pairs)))


@each(lambda metric: metric.with_itself is not None)
@some
@given(data=st.data())
def test_a_judge_agrees_with_themselves(metric: Metric, data: st.DataObject) -> None:
    """Completely and exactly, unless there is nothing to agree on."""
    value = of(metric, [(a, a) for a, _ in data.draw(items(metric))])
    assert is_undefined(value) or value == metric.with_itself


@each(lambda metric: metric.rename is not None)
@some
@given(data=st.data())
def test_the_names_of_labels_do_not_matter(metric: Metric, data: st.DataObject) -> None:
    """Labels without an order are told apart and nothing else."""
    assert metric.rename is not None
    pairs = data.draw(items(metric))
    names = dict(zip(LABELS, data.draw(st.permutations([*"wxyz"])), strict=True))
    renamed = [(metric.rename(a, names), metric.rename(b, names)) for a, b in pairs]
    assert of(metric, renamed) == same(of(metric, pairs))


@some
@given(RANKING, RANKING)
def test_tau_is_undefined_exactly_where_a_ranking_ties_everything(
    a: list[list[str]], b: list[list[str]]
) -> None:
    """The distance is always there."""
    assert is_undefined(kendall_tau_b(a, b)) == (len(a) == 1 or len(b) == 1)
    assert not is_undefined(ranking_distance(a, b))
