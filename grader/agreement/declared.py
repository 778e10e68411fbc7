"""A learner's agreement with gold, by the metric the skill declares, with n and an interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import JsonValue

from grader.agreement.composite import criteria_met, errors_repaired, label_alpha, span_f1
from grader.agreement.judged import Judged
from grader.agreement.pooled import Agreement, Pair, entries, over_items
from grader.fields import Boxes, Choice, Field, PerPart, Scale, Spans
from grader.fields.ranking import Order, as_order
from grader.metrics import (
    PairCounts,
    Undefined,
    bootstrap_interval,
    cluster_bootstrap_interval,
    cohen_kappa,
    pair_counts,
)


def agreement(metric: str, records: Sequence[Judged]) -> Agreement:
    """Return the agreement with gold over some judged items, by a skill's metric.

    Raises:
        KeyError: The metric is not one of `METRICS`; skills are checked against it by a test.
    """
    return METRICS[metric](records)


def _pairwise(records: Sequence[Judged]) -> Agreement:
    items: list[tuple[Order, Order]] = []
    for record in records:
        found = record.score.field(record.field.name)
        if found is None:
            continue
        own, gold = _as_order(record.field, found.own), _as_order(record.field, found.gold)
        if own is not None and gold is not None:
            items.append((own, gold))
    counts = [pair_counts(own, gold) for own, gold in items]
    decided = sum(count.same + count.opposite for count in counts)
    tied = sum(count.tie_in_first + count.tie_in_second for count in counts)

    estimate = bootstrap_interval(counts, _share_of_pairs)
    note = f"{decided} pairs compared on {len(items)} items"
    if tied:
        note += f"; {tied} more were tied by you or by the gold alone and are counted apart"
    return Agreement("pairwise agreement", estimate, note)


def _as_order(field: Field, value: JsonValue) -> Order | None:
    """Return what a value says of an order: a ranking, or a scale between two parts."""
    if isinstance(field, Scale) and field.between is not None and isinstance(value, int):
        first, second = [f"{field.between}_a"], [f"{field.between}_b"]
        if value == 0:
            return [first + second]
        return [first, second] if value < 0 else [second, first]
    return as_order(value)


def _share_of_pairs(counts: Sequence[PairCounts]) -> float:
    same = sum(count.same for count in counts)
    both = same + sum(count.opposite for count in counts)
    return same / both if both else Undefined("no pair was put in order by both")


UNMARKED = "not marked"
"""The label of a unit that one judge did not mark, where the field has no free label."""


def _kappa(records: Sequence[Judged]) -> Agreement:
    """Return Cohen's kappa over every choice of the main field, those of each part pooled."""
    clusters = [_answers(record, Choice) for record in records]
    return over_items("Cohen's kappa", clusters, _plain_kappa, "answer")


def _weighted_kappa(records: Sequence[Judged]) -> Agreement:
    """Return quadratic-weighted kappa over every scale of the main field, those of each part pooled."""
    clusters = [_answers(record, Scale) for record in records]
    return over_items("quadratic-weighted kappa", clusters, _quadratic, "rating")


def _claim_kappa(records: Sequence[Judged]) -> Agreement:
    """Return Cohen's kappa over units of text that either judge marked, gold's first."""
    clusters = [_claims(record) for record in records]
    return over_items("claim kappa", clusters, _plain_kappa, "unit")


def _answers(record: Judged, kind: type[Field]) -> list[Pair]:
    found = record.score.field(record.field.name)
    if found is None:
        return []
    if isinstance(record.field, PerPart):
        units = record.field.units(found.own, found.gold)
        return [(gold, own) for field, own, gold in units if isinstance(field, kind)]
    return [(found.gold, found.own)] if isinstance(record.field, kind) else []


def _claims(record: Judged) -> list[Pair]:
    """Return each unit's labels: gold's spans with what meets them, then what only the learner marked.

    What one judge left unmarked has the free label, as "supported", where the field has one.
    """
    field, found = record.field, record.score.field(record.field.name)
    if not isinstance(field, Spans) or found is None:
        return []
    label, unmarked = field.attributes[0].name, field.free[0] if field.free else UNMARKED
    own, gold = entries(found.own), entries(found.gold)
    pairs: list[Pair] = []
    for entry in gold:
        met = [one[label] for one in field.met_by(entry, own)]
        said = met[0] if met else unmarked
        # Of several marks on one claim the one that agrees counts: splitting costs nothing.
        pairs.append((entry[label], entry[label] if entry[label] in met else said))
    pairs += [(unmarked, one[label]) for one in own if not field.met_by(one, gold)]
    return pairs


def _mean_iou(records: Sequence[Judged]) -> Agreement:
    """Return the mean overlap of matched boxes; how many were found and right goes into the note."""
    clusters: list[list[float]] = []
    drawn = wanted = matched = 0
    for record in records:
        field, found = record.field, record.score.field(record.field.name)
        if not isinstance(field, Boxes) or found is None:
            continue
        pairs = field.matched(found.own, found.gold)
        clusters.append([shared for _, _, shared in pairs])
        drawn, wanted = drawn + len(entries(found.own)), wanted + len(entries(found.gold))
        matched += len(pairs)
    estimate = cluster_bootstrap_interval(clusters, _mean)._replace(method="bootstrap over items")
    recall = f"{matched} of {wanted} boxes of gold found" if wanted else "gold has no boxes"
    note = f"{recall}, {drawn - matched} of {drawn} drawn are not in gold (overlap of 0.5 or more)"
    return Agreement("mean IoU of matched boxes", estimate, note)


def _plain_kappa(pairs: Sequence[Pair]) -> float:
    return cohen_kappa([str(a) for a, _ in pairs], [str(b) for _, b in pairs])


def _quadratic(pairs: Sequence[Pair]) -> float:
    numbers = [(a, b) for a, b in pairs if isinstance(a, int) and isinstance(b, int)]
    return cohen_kappa([a for a, _ in numbers], [b for _, b in numbers], "quadratic")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else Undefined("no box was matched")


METRICS: dict[str, Callable[[Sequence[Judged]], Agreement]] = {
    "pairwise agreement": _pairwise,
    "Cohen's kappa": _kappa,
    "quadratic-weighted kappa": _weighted_kappa,
    "claim kappa": _claim_kappa,
    "mean IoU of matched boxes": _mean_iou,
    "alpha on label sets": label_alpha,
    "span F1": span_f1,
    "errors repaired": errors_repaired,
    "criteria met": criteria_met,
}
"""Every metric a skill may declare as its target, by name."""

SHARES = frozenset({"pairwise agreement", "errors repaired", "criteria met"})
"""Those that are a share, said in per cent; the others are said as numbers."""
