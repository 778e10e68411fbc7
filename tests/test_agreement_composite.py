"""Agreement on whole answers, worked out by hand: label sets, spans, repairs, written answers."""

from __future__ import annotations

from typing import Any, cast

import pytest
from pydantic import JsonValue

from grader.agreement import Judged, agreement
from grader.fields import Choice, Edit, Field, FreeText, Given, Label, Labels, Option, Spans
from grader.scoring import FieldScore, Score

TEXT = Given(texts={"output": "the old mill stands near Bremen since 1860"})
KIND = Choice(
    name="kind",
    label="Kind",
    options=(Option(key="place", label="Place"), Option(key="date", label="Date")),
)
SPANS = Spans(name="names", label="Names", parts=("output",), attributes=(KIND,))
LABELS = Labels(name="topics", label="Topics", labels=tuple(Label(key=k, label=k) for k in "abc"))
EDIT = Edit(name="edits", label="Edits", part="output")


def judged(field: Field, *pairs: tuple[JsonValue, JsonValue], score: float = 1.0) -> list[Judged]:
    """Return judged items of which only the main field matters: own value, gold."""
    nothing = cast(Any, None)
    return [
        Judged(
            nothing,
            nothing,
            nothing,
            Score(
                True,
                score,
                (FieldScore(field.name, "agrees", score, own, gold, ()),),
                (),
                0,
                None,
                field.name,
            ),
            field,
        )
        for own, gold in pairs
    ]


def span(start: int, end: int, kind: str) -> dict[str, JsonValue]:
    return {"part": "output", "start": start, "end": end, "kind": kind}


def test_alpha_on_label_sets_forgives_part_of_a_set() -> None:
    """Two items agree, one has one label of two: MASI 0.67 of all the pairs' mean."""
    records = judged(LABELS, (["a"], ["a"]), (["b"], ["b"]), (["a"], ["a", "b"]))
    found = agreement("alpha on label sets", records)
    # Observed: mean of 0, 0, 1 - 1/2 x 2/3 = 2/3. Expected: over all pairs of the six values.
    values = [{"a"}, {"a"}, {"b"}, {"b"}, {"a"}, {"a", "b"}]

    def masi(x: set[str], y: set[str]) -> float:
        shared = len(x & y) / len(x | y)
        return 1 - shared * (1 if x == y else 2 / 3 if x <= y or y <= x else 1 / 3 if x & y else 0)

    pairs = [masi(x, y) for i, x in enumerate(values) for y in values[i + 1 :]]
    expected = sum(pairs) / len(pairs)
    assert found.estimate.value == pytest.approx(1 - (2 / 3 / 3) / expected)
    assert found.note == "3 answers compared on 3 items"


def test_span_f1_counts_an_overlap_half_and_a_wrong_label_not_at_all() -> None:
    """Of four in gold one is met whole, one in part, one has the other label, one is missed."""
    gold: JsonValue = [span(4, 12, "place"), span(25, 31, "place"), span(38, 42, "date")]
    own: JsonValue = [span(4, 12, "place"), span(20, 31, "place"), span(38, 42, "place")]
    found = agreement("span F1", judged(SPANS, (own, gold), ([], [span(4, 12, "place")])))
    # 1.5 met of 3 marked and 4 wanted: 2 x 1.5 / 7.
    assert found.estimate.value == pytest.approx(3 / 7)
    assert found.note == "3 spans marked, 4 in gold, on 2 items; overlap counts half"
    assert agreement("span F1", judged(SPANS, (gold, gold))).estimate.value == 1.0


def test_errors_repaired_counts_musts_and_names_what_mends_nothing() -> None:
    """One of two errors is repaired, and one change is needless."""
    authored: JsonValue = {
        "fixes": [
            {"quote": "near", "accept": ["beside"]},
            {"quote": "1860", "accept": ["1880"]},
            {"quote": "old", "must": False, "accept": ["ancient"]},
        ],
        "keep": [{"quote": "mill"}],
    }
    gold = EDIT.resolve(authored, TEXT)
    own: JsonValue = {
        "changes": [
            {"start": 13, "end": 19, "text": "is"},
            {"start": 20, "end": 24, "text": "beside"},
        ]
    }
    found = agreement("errors repaired", judged(EDIT, (own, gold)))
    assert found.estimate.value == 0.5
    assert found.note == "2 errors on 1 items, 1 changes that mend nothing"


def test_criteria_met_is_the_mean_share() -> None:
    field = FreeText(name="answer", label="Answer")
    records = [
        *judged(field, ("One.", None), score=0.5),
        *judged(field, ("Two.", None), score=1.0),
    ]
    found = agreement("criteria met", records)
    assert (found.estimate.value, found.estimate.n) == (0.75, 2)


@pytest.mark.parametrize(
    "metric", ["alpha on label sets", "span F1", "errors repaired", "criteria met"]
)
def test_without_items_it_is_undefined_with_a_reason(metric: str) -> None:
    value = agreement(metric, []).estimate.value
    assert value != value
    assert getattr(value, "reason", "")
