"""What holds for every metric, on whatever values: one list of metrics, one test a property."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.metrics import (
    Undefined,
    brier_score,
    cohen_kappa,
    exact_and_adjacent,
    expected_calibration_error,
    is_undefined,
    kendall_tau_b,
    krippendorff_alpha,
    mean_absolute_error,
    pairwise_agreement,
    percent_agreement,
    ranking_distance,
    reason,
)

Pair: TypeAlias = tuple[object, object]

LABEL = st.sampled_from(["safe", "borderline", "clear", "egregious"])
POINT = st.integers(1, 5)
NAMES = ("a", "b", "c")


def ranking(places: Sequence[int]) -> list[list[str]]:
    by_place = [[n for n, p in zip(NAMES, places, strict=True) if p == i] for i in range(1, 4)]
    return [names for names in by_place if names]


RANKING = st.tuples(*[st.integers(1, 3)] * 3).map(ranking)


class Metric(NamedTuple):
    """A metric of two judges over items, and what should hold for it."""

    name: str
    compute: Callable[..., float]
    """From the first judge's values and the second's."""
    first: st.SearchStrategy[object]
    second: st.SearchStrategy[object]
    low: float = 0.0
    high: float = 1.0
    with_itself: float | None = 1.0
    """What a judge gets with themselves; None where the two sides are different things."""
    nominal: bool = False


def nominal(name: str, compute: Callable[..., float], **more: float) -> Metric:
    return Metric(name, compute, LABEL, LABEL, nominal=True, **more)


def ordinal(name: str, compute: Callable[..., float], **more: float) -> Metric:
    return Metric(name, compute, POINT, POINT, **more)


def ranked(name: str, compute: Callable[..., float], **more: float) -> Metric:
    return Metric(name, compute, RANKING, RANKING, **more)


METRICS = [
    nominal("percent_agreement", percent_agreement),
    nominal("cohen_kappa", cohen_kappa, low=-1),
    nominal("nominal alpha", lambda a, b: krippendorff_alpha([a, b]), low=-1),
    ordinal("linear kappa", lambda a, b: cohen_kappa(a, b, "linear"), low=-1),
    ordinal("quadratic kappa", lambda a, b: cohen_kappa(a, b, "quadratic"), low=-1),
    ordinal("ordinal alpha", lambda a, b: krippendorff_alpha([a, b], "ordinal"), low=-1),
    ordinal("interval alpha", lambda a, b: krippendorff_alpha([a, b], "interval"), low=-1),
    ordinal("mean_absolute_error", mean_absolute_error, high=4, with_itself=0),
    ordinal("exact", lambda a, b: exact_and_adjacent(a, b).exact),
    ordinal("adjacent", lambda a, b: exact_and_adjacent(a, b).adjacent),
    ranked("with_ties", lambda a, b: pairwise_agreement(a, b).with_ties),
    ranked("without_ties", lambda a, b: pairwise_agreement(a, b).without_ties),
    ranked(
        "alpha of rankings",
        lambda a, b: krippendorff_alpha([a, b], distance=ranking_distance),
        low=-1,
    ),
    Metric("brier_score", brier_score, st.floats(0, 1), st.booleans(), with_itself=None),
    Metric(
        "expected_calibration_error",
        expected_calibration_error,
        st.floats(0, 1),
        st.booleans(),
        with_itself=None,
    ),
]

every_metric = pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
every_symmetric_metric = pytest.mark.parametrize(
    "metric", [m for m in METRICS if m.with_itself is not None], ids=lambda metric: metric.name
)
every_nominal_metric = pytest.mark.parametrize(
    "metric", [m for m in METRICS if m.nominal], ids=lambda metric: metric.name
)
some = settings(deadline=None, max_examples=40)


def items(metric: Metric) -> st.SearchStrategy[list[Pair]]:
    return st.lists(st.tuples(metric.first, metric.second), min_size=1, max_size=12)


def of(metric: Metric, pairs: Sequence[Pair]) -> float:
    return metric.compute([a for a, _ in pairs], [b for _, b in pairs])


def same(expected: float) -> object:
    return pytest.approx(expected, abs=1e-9, nan_ok=True)


@every_metric
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


@every_metric
def test_without_items_a_metric_is_undefined(metric: Metric) -> None:
    """Nothing is not zero."""
    assert type(of(metric, [])) is Undefined
    assert (reason(of(metric, [])) or "").startswith("no ")


@every_metric
@some
@given(data=st.data())
def test_the_order_of_items_does_not_matter(metric: Metric, data: st.DataObject) -> None:
    """The same judgments in another order have the same value."""
    pairs = data.draw(items(metric))
    shuffled = data.draw(st.permutations(pairs))
    assert of(metric, shuffled) == same(of(metric, pairs))


@every_symmetric_metric
@some
@given(data=st.data())
def test_the_two_judges_can_change_places(metric: Metric, data: st.DataObject) -> None:
    """Agreement belongs to the two of them, not to one."""
    pairs = data.draw(items(metric))
    assert of(metric, [(b, a) for a, b in pairs]) == same(of(metric, pairs))


@every_symmetric_metric
@some
@given(data=st.data())
def test_a_judge_agrees_with_themselves(metric: Metric, data: st.DataObject) -> None:
    """Completely and exactly, unless there is nothing to agree on."""
    values = data.draw(st.lists(metric.first, min_size=1, max_size=12))
    value = of(metric, [(x, x) for x in values])
    assert is_undefined(value) or value == metric.with_itself


@every_nominal_metric
@some
@given(data=st.data())
def test_the_names_of_labels_do_not_matter(metric: Metric, data: st.DataObject) -> None:
    """Nominal labels are told apart and nothing else."""
    pairs = data.draw(items(metric))
    labels = ["safe", "borderline", "clear", "egregious"]
    renamed = dict(zip(labels, data.draw(st.permutations([*"wxyz"])), strict=True))
    assert of(metric, [(renamed[a], renamed[b]) for a, b in pairs]) == same(of(metric, pairs))


@some
@given(RANKING, RANKING)
def test_the_metrics_of_two_rankings_are_symmetric_and_in_range(
    a: list[list[str]], b: list[list[str]]
) -> None:
    """The distance is always there; tau-b unless a ranking ties everything."""
    distance, tau = ranking_distance(a, b), kendall_tau_b(a, b)
    assert type(distance) is float
    assert 0 <= distance <= 1
    assert distance == ranking_distance(b, a)
    assert ranking_distance(a, a) == 0
    assert is_undefined(tau) == (len(a) == 1 or len(b) == 1)
    assert is_undefined(tau) or -1 <= tau <= 1
    assert tau == same(kendall_tau_b(b, a))
    assert len(a) == 1 or kendall_tau_b(a, a) == 1
