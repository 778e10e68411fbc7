"""Labelled stretches of text: how many were found, and how well their boundaries fit.

A span is ``(start, end, label)``: the first character, one past the last, and a label. Characters
are code points, counted from 0, as Python counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from numbers import Integral
from typing import Literal, TypeAlias, get_args

import numpy as np

from grader.metrics._inputs import paired
from grader.metrics._matching import best_pairs
from grader.metrics.precision import PrecisionRecall, precision_recall

Span: TypeAlias = tuple[int, int, str]
SpanMatch: TypeAlias = Literal["strict", "partial", "character"]


def span_scores(
    judged: Sequence[Sequence[Span]],
    gold: Sequence[Sequence[Span]],
    match: SpanMatch = "strict",
    *,
    ignore_labels: bool = False,
) -> PrecisionRecall:
    """Return precision, recall and F1 of the spans of many items, counted together.

    Formula: as in `precision_recall`, where correct is the number of spans with the same start and
    end in both (strict); the same plus one half for each two spans that overlap, each span paired
    off at most once and so that the sum is largest (partial); or the number of characters within
    spans of both, and n_judged and n_gold count characters too (character). From 0 to 1, complete
    agreement. F1 is the same whichever of the two is called gold, so it also serves as agreement
    between two judges: kappa of characters would count all the text that nobody marks.

    Args:
        judged: For each item, the spans that the judge marked; an empty list for none.
        gold: For each item, the gold's spans.
        match: ``strict``, ``partial`` or ``character``.
        ignore_labels: Whether spans with different labels may match.

    Returns:
        The scores. Precision is `Undefined` when the judge marked no spans, recall when the gold
        has none, F1 when both have none.

    Raises:
        ValueError: The two differ in length; a span that is empty or begins below 0; the same span
            twice in one item; an unknown ``match``.

    References:
        Chinchor & Sundheim, "MUC-5 Evaluation Metrics", 1993; F1 as agreement: Hripcsak &
        Rothschild, "Agreement, the F-Measure, and Reliability in Information Retrieval", 2005.

    Example:
        >>> judged = [[(0, 5, "person"), (10, 14, "place")], []]
        >>> gold = [[(0, 5, "person"), (9, 14, "place")], [(3, 7, "person")]]
        >>> span_scores(judged, gold).f, span_scores(judged, gold, "partial").f
        (0.4, 0.6)
    """
    if match not in get_args(SpanMatch):
        raise ValueError(f"match must be 'strict', 'partial' or 'character' (got {match!r})")
    paired(judged, gold)
    correct, n_judged, n_gold = 0.0, 0, 0
    for first, second in zip(judged, gold, strict=True):
        a, b = _spans(first, ignore_labels), _spans(second, ignore_labels)
        if match == "character":
            in_a, in_b = _characters(a), _characters(b)
            n_judged, n_gold = n_judged + len(in_a), n_gold + len(in_b)
            correct += len(in_a & in_b)
        else:
            n_judged, n_gold = n_judged + len(a), n_gold + len(b)
            correct += _alike(a, b).total() if match == "strict" else _overlapping(a, b)
    return precision_recall(correct, n_judged, n_gold, what="spans")


def span_distance(a: Sequence[Span], b: Sequence[Span], *, ignore_labels: bool = False) -> float:
    """Return how far two judges' spans in one text are apart, by characters.

    Formula: 1 - (characters marked by both) / (characters marked by either), a character counting
    once for each label it has. From 0, the same characters with the same labels, to 1, nothing in
    common. Never undefined: two texts without spans are marked alike, so their distance is 0. It
    can serve as the distance of `krippendorff_alpha`.

    Raises:
        ValueError: As for `span_scores`.

    References:
        Jaccard, "The Distribution of the Flora in the Alpine Zone", 1912.

    Example:
        >>> span_distance([(0, 4, "claim")], [(0, 3, "claim")])
        0.25
    """
    first = _characters(_spans(a, ignore_labels))
    second = _characters(_spans(b, ignore_labels))
    either = len(first | second)
    return 1.0 - len(first & second) / either if either else 0.0


def _spans(spans: Sequence[Span], ignore_labels: bool) -> list[Span]:
    checked: list[Span] = []
    for start, end, label in spans:
        if not (isinstance(start, Integral) and isinstance(end, Integral) and 0 <= start < end):
            raise ValueError(
                f"a span must have a start of 0 or more and an end above it "
                f"(got {start!r} to {end!r})"
            )
        checked.append((int(start), int(end), label))
    repeated = [span for span, count in Counter(checked).items() if count > 1]
    if repeated:
        raise ValueError(f"an item must hold each span once (got {repeated[0]!r} twice)")
    return [(start, end, "") for start, end, _ in checked] if ignore_labels else checked


def _characters(spans: Sequence[Span]) -> set[tuple[int, str]]:
    return {(place, label) for start, end, label in spans for place in range(start, end)}


def _alike(a: Sequence[Span], b: Sequence[Span]) -> Counter[Span]:
    return Counter(a) & Counter(b)


def _overlapping(a: Sequence[Span], b: Sequence[Span]) -> float:
    # Two spans that are alike are paired at once: parting them could gain two halves, no more.
    alike = _alike(a, b)
    rest_a, rest_b = [*(Counter(a) - alike).elements()], [*(Counter(b) - alike).elements()]
    if not (rest_a and rest_b):
        return alike.total()
    overlaps = np.array([[float(_overlap(x, y)) for y in rest_b] for x in rest_a])
    return alike.total() + len(best_pairs(overlaps)) / 2


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a[2] == b[2]
