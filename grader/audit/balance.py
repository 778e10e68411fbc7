"""Whether the two checks are alike enough for their results to be pooled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from grader.audit.coverage import count_labels
from grader.audit.entries import Entry, of_set
from grader.audit.measure import Measure, at_most, listed, not_applicable, within

DIFFICULTY = 0.25
LABELS = 1


def balance(found: Sequence[Entry]) -> list[Measure]:
    """Return how far check-a is from check-b in difficulty, in the labels of each field, and in baits."""
    a, b = of_set(found, "check-a"), of_set(found, "check-b")
    if not a or not b:
        return [not_applicable("check-a less check-b", "one of the checks is empty")]
    measures = [_difficulty(a, b)]
    for field in a[0].skill.task.fields:
        if field.classes():
            counts = count_labels(field, a), count_labels(field, b)
            measures.append(_most_apart(f"{field.name}: a label, check-a v. check-b", *counts))
    baits = (Counter(entry.item.bait for entry in check) for check in (a, b))
    return [*measures, _most_apart("a bait, check-a v. check-b", *baits)]


def _difficulty(a: Sequence[Entry], b: Sequence[Entry]) -> Measure:
    """Return the difference of the mean difficulties, -4 to 4; above 0 check-a is harder."""
    means = [fmean(entry.item.difficulty for entry in check) for check in (a, b)]
    detail = f"means {means[0]:.2f} and {means[1]:.2f}"
    return within("mean difficulty, check-a less check-b", means[0] - means[1], DIFFICULTY, detail)


def _most_apart(name: str, a: Counter[str], b: Counter[str]) -> Measure:
    """Return by how many items the label that differs most differs, 0 and up."""
    apart = {label: abs(a[label] - b[label]) for label in a | b}
    detail = listed(
        f"{label} {a[label]} v. {b[label]}" for label, off in apart.items() if off > LABELS
    )
    return at_most(name, max(apart.values(), default=0), LABELS, detail)
