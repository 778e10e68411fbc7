"""Corrections to a text: how many of the right ones were made, and how many others.

An edit is ``(start, end, replacement)``: what was replaced, from its first character to one past the
last, in the text before editing, and what by. Where start and end are the same, text was inserted;
an empty replacement is a deletion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from numbers import Integral
from typing import TypeAlias

from grader.metrics._inputs import paired
from grader.metrics.precision import PrecisionRecall, precision_recall

Edit: TypeAlias = tuple[int, int, str]


def edit_scores(
    judged: Sequence[Sequence[Edit]],
    gold: Sequence[Sequence[Edit]],
    *,
    beta: float = 0.5,
    ignore_replacement: bool = False,
) -> PrecisionRecall:
    """Return precision, recall and F0.5 of the edits of many items, counted together.

    Formula: as in `precision_recall` with beta 0.5, which weighs precision twice as much as recall:
    a needless change is worse than one left out. Correct are edits of the same place by the same
    text. From 0 to 1, exactly the gold's edits.

    Args:
        judged: For each item, the edits that the judge made; an empty list for none.
        gold: For each item, the gold's edits, cut in the same way: a change of two words is one
            edit in both, or two in both.
        beta: How many times as important recall is as precision.
        ignore_replacement: Whether finding the place is enough, whatever was written there.

    Returns:
        The scores; ``f`` is F0.5 unless ``beta`` says otherwise. Precision is `Undefined` when the
        judge made no edits, recall when the gold has none, F when both have none.

    Raises:
        ValueError: The two differ in length; an edit that changes nothing or lies outside a text;
            the same edit twice in one item; ``beta`` is not above 0.

    References:
        Bryant, Felice & Briscoe, "Automatic Annotation and Evaluation of Error Types for
        Grammatical Error Correction", 2017; F0.5: Ng et al., "The CoNLL-2014 Shared Task on
        Grammatical Error Correction", 2014.

    Example:
        >>> judged = [[(4, 7, "has")], [(0, 3, "")]]
        >>> gold = [[(4, 7, "has"), (12, 12, ",")], []]
        >>> found = edit_scores(judged, gold)
        >>> found.precision, found.recall, found.f
        (0.5, 0.5, 0.5)
    """
    paired(judged, gold)
    correct = n_judged = n_gold = 0
    for first, second in zip(judged, gold, strict=True):
        a, b = _edits(first), _edits(second)
        n_judged, n_gold = n_judged + len(a), n_gold + len(b)
        if ignore_replacement:
            a, b = [(start, end, "") for start, end, _ in a], [(s, e, "") for s, e, _ in b]
        correct += (Counter(a) & Counter(b)).total()
    return precision_recall(correct, n_judged, n_gold, beta=beta, what="edits")


def _edits(edits: Sequence[Edit]) -> list[Edit]:
    checked: list[Edit] = []
    for start, end, replacement in edits:
        if not (isinstance(start, Integral) and isinstance(end, Integral) and 0 <= start <= end):
            raise ValueError(
                f"an edit must have a start of 0 or more and an end that is not below it "
                f"(got {start!r} to {end!r})"
            )
        if start == end and not replacement:
            raise ValueError(
                f"an edit must change something (got an empty text inserted at {start})"
            )
        checked.append((int(start), int(end), replacement))
    repeated = [edit for edit, count in Counter(checked).items() if count > 1]
    if repeated:
        raise ValueError(f"an item must hold each edit once (got {repeated[0]!r} twice)")
    return checked
