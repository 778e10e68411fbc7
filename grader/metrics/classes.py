"""Labels against gold, class by class: which are found, which are claimed too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from grader.metrics._inputs import paired
from grader.metrics._labels import Label, label_order
from grader.metrics.precision import PrecisionRecall, precision_recall
from grader.metrics.result import Undefined, is_undefined


def class_scores(
    judged: Sequence[Label], gold: Sequence[Label], labels: Sequence[Label] | None = None
) -> dict[Label, PrecisionRecall]:
    """Return each label's precision, recall and F1.

    Formula: precision is (items that both gave the label) / (items that the judge gave it), recall
    the same over the items that the gold gives it, F1 as in `precision_recall`. From 0 to 1, always
    right.

    Args:
        judged: The judge's labels.
        gold: The gold's labels for the same items, in the same order.
        labels: The labels to report, unused ones included; otherwise those used, sorted.

    Returns:
        One entry for each label. Precision is `Undefined` for a label that the judge never gave,
        recall for one that the gold never gives, F1 for one that neither gave.

    Raises:
        ValueError: As for `confusion_matrix`.

    References:
        Sokolova & Lapalme, "A Systematic Analysis of Performance Measures for Classification
        Tasks", 2009.

    Example:
        >>> found = class_scores(["spam", "spam", "ok", "ok"], ["spam", "ok", "ok", "ok"])
        >>> found["spam"].precision, found["spam"].recall, found["ok"].f
        (0.5, 1.0, 0.8)
    """
    paired(judged, gold)
    order = label_order({*judged, *gold}, labels)
    by_judge, by_gold = Counter(judged), Counter(gold)
    both = Counter(x for x, y in zip(judged, gold, strict=True) if x == y)
    return {
        label: precision_recall(
            both[label], by_judge[label], by_gold[label], what="items with this label"
        )
        for label in order
    }


def macro_f1(judged: Sequence[Label], gold: Sequence[Label]) -> float:
    """Return the mean of the labels' F1, every label counting the same however rare it is.

    Formula: the mean of 2 * (items both gave the label) / (items the judge gave it + items the gold
    gives it), over the labels that either gave. From 0, never the same label, to 1, always the
    same. A rare label weighs as much as a common one, so with few items a single one moves it far.

    Returns:
        The mean, or `Undefined` when there are no items.

    Raises:
        ValueError: As for `confusion_matrix`.

    References:
        Sokolova & Lapalme, 2009 (`class_scores`); the mean of F1, not F1 of means: Opitz & Burst,
        "Macro F1 and Macro F1", 2019.

    Example:
        >>> macro_f1(["spam", "ok", "spam", "ok"], ["spam", "ok", "spam", "ok"])
        1.0
        >>> round(macro_f1(["spam", "spam", "ok", "ok"], ["spam", "ok", "ok", "ok"]), 3)
        0.733
    """
    scores = [found.f for found in class_scores(judged, gold).values()]
    return sum(scores) / len(scores) if scores else Undefined("no items")


def balanced_accuracy(judged: Sequence[Label], gold: Sequence[Label]) -> float:
    """Return the mean of the labels' recall: accuracy as if every label were equally common.

    Formula: the mean of (items both gave the label) / (items the gold gives it), over the labels
    that the gold gives. From 0, never right, to 1, always right; a judge who always says the same
    gets 1 / (number of labels), however common that label is.

    Returns:
        The mean, or `Undefined` when there are no items.

    Raises:
        ValueError: As for `confusion_matrix`.

    References:
        Brodersen et al., "The Balanced Accuracy and Its Posterior Distribution", 2010.

    Example:
        >>> balanced_accuracy(["ok", "ok", "ok", "ok"], ["spam", "ok", "ok", "ok"])
        0.5
    """
    recalls = [found.recall for found in class_scores(judged, gold).values()]
    defined = [recall for recall in recalls if not is_undefined(recall)]
    return sum(defined) / len(defined) if defined else Undefined("no items")
