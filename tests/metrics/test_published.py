"""Figures that others published about their own labels, from those labels by our formulas."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from grader.metrics import (
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    pearson_correlation,
    percent_agreement,
)


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


def test_xsum_factuality_fleiss_kappa(requires_published_data: Path) -> None:
    """XSum hallucinations: is the summary factual, three workers; ten summaries lack one of them."""
    path = requires_published_data / "hallucination" / "xsum-hallucination"
    votes: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    for row in rows(path / "factuality_annotations_xsum_summaries.csv"):
        if row["is_factual"] != "NULL":
            votes[row["bbcid"], row["system"]].append(row["is_factual"])
    complete = [given for given in votes.values() if len(given) == 3]
    assert (len(complete), len(votes)) == (1848, 1858)
    assert fleiss_kappa(list(zip(*complete, strict=True))) == pytest.approx(0.774, abs=0.0005)
    with_gaps = [[*given, None][:3] for given in votes.values()]
    assert fleiss_kappa(list(zip(*with_gaps, strict=True))) == pytest.approx(0.773, abs=0.0005)


def test_vader_ratings_correlate_with_their_mean(requires_published_data: Path) -> None:
    """VADER: how well one rater of a tweet's sentiment, -4 to 4, goes with all of its raters."""
    path = requires_published_data / "sentiment" / "vader-icwsm2014" / "tweets_anonDataRatings.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    by_tweet = [json.loads(line.split("\t")[3]) for line in lines]
    assert len(by_tweet) == 4200
    single = [rating for ratings in by_tweet for rating in ratings]
    mean = [sum(ratings) / len(ratings) for ratings in by_tweet for _ in ratings]
    assert pearson_correlation(single, mean) == pytest.approx(0.888, abs=0.0005)


def test_summeval_op_mean_ordinal_alpha(requires_published_data: Path) -> None:
    """SummEval-OP: three annotators, seven aspects of 416 summaries, 1 to 5."""
    path = requires_published_data / "summarization" / "summeval-op" / "summeval-op-detailed.jsonl"
    products = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    alphas = []
    for aspect in ("fl", "co", "re", "fa", "ac", "sc", "sp"):
        ratings = [summary for product in products for summary in product[aspect]]
        assert len(ratings) == 416
        alphas.append(krippendorff_alpha(list(zip(*ratings, strict=True)), "ordinal"))
    assert sum(alphas) / len(alphas) == pytest.approx(0.389, abs=0.0005)


def mqm_penalty(category: str, severity: str) -> float:
    """The weights of Freitag et al. (2021)."""
    if category.startswith("Non-translation"):
        return 25
    if severity == "Minor":
        return 0.1 if category == "Fluency/Punctuation" else 1
    return 5 if severity == "Major" else 0


@pytest.mark.parametrize(
    ("pair", "segments", "alpha"), [("ende", 140, 0.616), ("zhen", 700, 0.395)]
)
def test_wmt23_mqm_alpha_of_segment_scores(
    requires_published_data: Path, pair: str, segments: int, alpha: float
) -> None:
    """WMT23: three raters mark errors in each translated segment; its score is their weights' sum."""
    folder = requires_published_data / "translation-qa" / f"wmt23-mqm-3raters-{pair}"
    path = folder / f"sxs_mqm_generalMT2023_{pair}.slim.tsv"
    scores: dict[tuple[str, str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            by_rater = scores[row["system"], row["doc"], row["docSegId"]]
            by_rater[row["rater"]] += mqm_penalty(row["category"], row["severity"])
    assert len(scores) == segments
    # Eight raters, three to a segment: which of them gave a score does not matter to alpha.
    by_judge = list(zip(*(by_rater.values() for by_rater in scores.values()), strict=True))
    assert krippendorff_alpha(by_judge, "interval") == pytest.approx(alpha, abs=0.0005)
