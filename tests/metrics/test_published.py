"""Figures that others published about their own labels, from those labels by our formulas."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from grader.metrics import cohen_kappa, krippendorff_alpha, percent_agreement


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("first", "second", "kappa"), [(1, 2, 0.852), (1, 3, 0.879), (2, 3, 0.862)]
)
def test_pandalm_kappa_of_pairs(
    requires_published_data: Path, first: int, second: int, kappa: float
) -> None:
    """PandaLM's README: .85, .88 and .86 between its three annotators."""
    path = requires_published_data / "response-ranking" / "pandalm-testset" / "testset-v1.json"
    items = json.loads(path.read_text(encoding="utf-8"))
    a = [item[f"annotator{first}"] for item in items]
    b = [item[f"annotator{second}"] for item in items]
    assert len(items) == 999
    assert cohen_kappa(a, b) == pytest.approx(kappa, abs=0.002)


def test_bbq_accuracy_majority_and_alpha(requires_published_data: Path) -> None:
    """BBQ's validation: five workers on each of the 300 items that have an example's id."""
    path = requires_published_data / "bias" / "bbq-mturk-validation" / "validations_finalval.csv"
    answers: dict[tuple[str, str], list[str]] = defaultdict(list)
    gold: dict[tuple[str, str], str] = {}
    for row in rows(path):
        for q in ("q1", "q2", "q3", "q4", "q5"):
            if row[f"{q}_ex_id"] != "NA":
                item = row[f"{q}_uid"], row[f"{q}_ex_id"]
                answers[item].append(row[f"Answer.{q}"].removeprefix("ans_"))
                gold[item] = row[f"{q}_label"]
    assert {len(given) for given in answers.values()} == {5}
    assert len(answers) == 300

    truth = [gold[item] for item in answers for _ in range(5)]
    given = [answer for item in answers for answer in answers[item]]
    assert percent_agreement(given, truth) == pytest.approx(0.957, abs=0.0005)

    right_by_majority = [answers[item].count(gold[item]) >= 3 for item in answers]
    assert sum(right_by_majority) / 300 == pytest.approx(0.997, abs=0.0005)

    # Which worker gave which answer does not matter to alpha, only which item it belongs to.
    by_judge = list(zip(*answers.values(), strict=True))
    assert krippendorff_alpha(by_judge) == pytest.approx(0.883, abs=0.002)


@pytest.mark.parametrize(
    ("model", "kappa"),
    [
        ("gpt4", 0.970),
        ("llama2orig", 0.929),
        ("mistralinstruct", 0.920),
        ("mistralguard", 0.892),
    ],
)
def test_xstest_kappa_of_two_annotators(
    requires_published_data: Path, model: str, kappa: float
) -> None:
    """XSTest: compliance or refusal, two annotators, four models."""
    path = requires_published_data / "safety" / "xstest-v2" / f"xstest_v2_completions_{model}.csv"
    labels = rows(path)
    a, b = [row["annotation_1"] for row in labels], [row["annotation_2"] for row in labels]
    assert cohen_kappa(a, b) == pytest.approx(kappa, abs=0.0005)


@pytest.mark.parametrize(
    ("aspect", "alpha"),
    [
        ("Informativeness", 0.2849),
        ("Relevance", 0.1151),
        ("Fluency", -0.0158),
        ("Coherence", 0.0650),
    ],
)
def test_newsroom_ordinal_alpha(requires_published_data: Path, aspect: str, alpha: float) -> None:
    """JUDGE-BENCH's Newsroom: three raters, four aspects of a summary, 1 to 5."""
    path = requires_published_data / "response-rating" / "judgebench-newsroom" / "newsroom.json"
    instances = json.loads(path.read_text(encoding="utf-8"))["instances"]
    scores = [item["annotations"][aspect]["individual_human_scores"] for item in instances]
    by_judge = list(zip(*scores, strict=True))
    assert krippendorff_alpha(by_judge, "ordinal") == pytest.approx(alpha, abs=0.0001)
