"""Agreement on whole answers: sets of labels, marked spans, repairs, written answers."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from grader.agreement.judged import Judged
from grader.agreement.pooled import Agreement, Pair, entries, over_items
from grader.fields import Edit, Labels, Spans
from grader.metrics import (
    Undefined,
    cluster_bootstrap_interval,
    krippendorff_alpha,
    masi_distance,
    span_scores,
)
from grader.metrics.spans import Span


def label_alpha(records: Sequence[Judged]) -> Agreement:
    """Return Krippendorff's alpha over sets of labels with MASI's distance (Passonneau 2006)."""
    clusters: list[list[Pair]] = []
    for record in records:
        found = record.score.field(record.field.name)
        if isinstance(record.field, Labels) and found is not None:
            clusters.append([(found.gold, found.own)])
    return over_items("alpha on label sets", clusters, _alpha, "answer")


def _alpha(pairs: Sequence[Pair]) -> float:
    sets = [(_labels(gold), _labels(own)) for gold, own in pairs]
    return krippendorff_alpha(
        [[gold for gold, _ in sets], [own for _, own in sets]], distance=masi_distance
    )


def _labels(value: JsonValue) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset()


def span_f1(records: Sequence[Judged]) -> Agreement:
    """Return the F1 of spans with their labels, counted together; overlap counts half (MUC-5)."""
    clusters: list[list[tuple[list[Span], list[Span]]]] = []
    marked = wanted = 0
    for record in records:
        field, found = record.field, record.score.field(record.field.name)
        if isinstance(field, Spans) and found is not None:
            own, gold = _spans(field, found.own), _spans(field, found.gold)
            marked, wanted = marked + len(own), wanted + len(gold)
            clusters.append([(own, gold)])
    estimate = cluster_bootstrap_interval(clusters, _f1)
    note = f"{marked} spans marked, {wanted} in gold, on {len(clusters)} items; overlap counts half"
    return Agreement("span F1", estimate._replace(method="bootstrap over items"), note)


def _f1(items: Sequence[tuple[list[Span], list[Span]]]) -> float:
    return span_scores([own for own, _ in items], [gold for _, gold in items], "partial").f


def _spans(field: Spans, value: JsonValue) -> list[Span]:
    """Return marks with part and label as one label, each once: parts have places of their own."""
    label = field.attributes[0].name if field.attributes else ""
    found = {
        (int(str(e["start"])), int(str(e["end"])), f"{e['part']}: {e.get(label, '')}")
        for e in entries(value)
        if not field.is_free(e)
    }
    return sorted(found)


def errors_repaired(records: Sequence[Judged]) -> Agreement:
    """Return the share of the errors of gold that were repaired; needless changes go into the note."""
    clusters: list[list[bool]] = []
    harmful = 0
    for record in records:
        field, found = record.field, record.score.field(record.field.name)
        if isinstance(field, Edit) and found is not None:
            clusters.append(field.repaired(found.own, found.gold))
            harmful += field.needless(found.own, found.gold)
    estimate = cluster_bootstrap_interval(clusters, _share)
    errors = sum(map(len, clusters))
    note = f"{errors} errors on {len(clusters)} items, {harmful} changes that mend nothing"
    return Agreement("errors repaired", estimate._replace(method="bootstrap over items"), note)


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else Undefined("gold has no error to repair")


def criteria_met(records: Sequence[Judged]) -> Agreement:
    """Return the mean weighted share of the criteria that the written answers meet."""
    clusters = [
        [found.score]
        for record in records
        if (found := record.score.field(record.field.name)) is not None
        and not record.field.comparable
    ]
    estimate = cluster_bootstrap_interval(clusters, _mean)
    note = f"{len(clusters)} written answers; marked by evidence or by whoever read them"
    return Agreement("criteria met", estimate._replace(method="bootstrap over items"), note)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else Undefined("no answer was marked")
