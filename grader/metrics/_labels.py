"""The labels that judges chose from: in what order they come, and how far apart they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from grader.metrics._inputs import is_number

Label: TypeAlias = str | float  # for a type checker, an int is a float too


def label_order(used: set[Label], labels: Sequence[Label] | None) -> list[Label]:
    """Return the labels in the order given, or else sorted: numbers by value, texts alphabetically.

    Raises:
        ValueError: ``labels`` repeats a label or lacks one that was used; texts and numbers are
            mixed without ``labels``; a label is missing (None or nan).
    """
    texts = sorted(label for label in used if isinstance(label, str))
    others = [label for label in used if not isinstance(label, str)]
    for label in others:
        if not is_number(label):
            raise ValueError(
                f"labels must be texts or finite numbers (got {label!r}); "
                f"leave out items that were not answered"
            )
    if labels is not None:
        return _given_order(labels, used)
    if texts and others:
        raise ValueError(
            f"labels must be all texts or all numbers unless labels= gives their order "
            f"(got {texts[0]!r} and {others[0]!r})"
        )
    return [*texts, *sorted(others)]


def positions(order: Sequence[Label], labels: Sequence[Label] | None) -> Sequence[float]:
    """Return where the labels lie on their scale: one step apart if given, else by their values.

    Args:
        order: From `label_order`.
        labels: The labels as the caller gave them, None if they were left out.

    Raises:
        ValueError: Texts without ``labels``, because alphabetical order is rarely the order meant.
    """
    if labels is not None:
        return range(len(order))
    numbers = [label for label in order if not isinstance(label, str)]
    if len(numbers) < len(order):
        raise ValueError(
            f"weights need an order: pass labels= from one end of the scale to the other "
            f"(got the texts {order!r})"
        )
    return numbers


def _given_order(labels: Sequence[Label], used: set[Label]) -> list[Label]:
    order = list(labels)
    repeated = [label for label, count in Counter(order).items() if count > 1]
    if repeated:
        raise ValueError(f"labels must name each label once (got {repeated[0]!r} more than once)")
    unknown = sorted(repr(label) for label in used.difference(order))
    if unknown:
        raise ValueError(f"labels must name every label used (got {order!r} without {unknown[0]})")
    return order
