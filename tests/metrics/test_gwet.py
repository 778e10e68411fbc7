from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.metrics import cohen_kappa, gwet_ac1, gwet_ac2, percent_agreement, reason

_ = None
# Gwet (2014), table 2.10, which is Krippendorff's (2011): four raters, twelve units, with gaps.
FOUR_RATERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


def judges(table: list[list[int]]) -> tuple[list[int], list[int]]:
    """Two judges' labels with the confusion matrix ``table``."""
    cells = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return [i for i, _ in cells], [j for _, j in cells]


@pytest.mark.parametrize(
    ("weights", "coefficient"),
    [
        ("identity", 0.77544),
        ("ordinal", 0.89894),
        ("linear", 0.85874),
        ("quadratic", 0.91400),
    ],
)
def test_gwets_four_raters(weights: str, coefficient: float) -> None:
    """The coefficients of Gwet's own program (irrCAC) for his own example, gaps and all."""
    assert gwet_ac2(FOUR_RATERS, weights) == pytest.approx(coefficient, abs=0.000005)
    assert gwet_ac2(FOUR_RATERS, weights, labels=[1, 2, 3, 4, 5]) == pytest.approx(
        coefficient, abs=0.000005
    )


@pytest.mark.parametrize(
    ("table", "ac1"),
    [
        # Pregnancy by two abstractors (ectopic, abnormal, normal) and four diagnoses by two
        # psychiatrists, from Gwet's handbook; the coefficients are those of his program.
        ([[13, 0, 0], [0, 20, 7], [0, 4, 56]], 0.84933),
        ([[40, 4, 4, 17], [6, 25, 2, 13], [4, 1, 21, 12], [15, 5, 9, 45]], 0.45616),
    ],
)
def test_gwets_tables_of_two_raters(table: list[list[int]], ac1: float) -> None:
    """Two raters are two of any number."""
    assert gwet_ac1(judges(table)) == pytest.approx(ac1, abs=0.000005)


@pytest.mark.parametrize(
    ("table", "kappa", "ac1"),
    [
        # Share of yes .50, .90 and .925; expected 2p(1 - p) = .50, .18 and .13875.
        ([[45, 5], [5, 45]], 0.80, 0.40 / 0.50),
        ([[85, 5], [5, 5]], 0.08 / 0.18, 0.72 / 0.82),
        ([[90, 5], [5, 0]], -0.005 / 0.095, 0.805 / 0.905),
    ],
)
def test_the_kappa_paradox(table: list[list[int]], kappa: float, ac1: float) -> None:
    """90 of 100 alike each time: kappa falls with the rare label and below 0, AC1 does not."""
    a, b = judges(table)
    assert percent_agreement(a, b) == 0.9
    assert cohen_kappa(a, b) == pytest.approx(kappa)
    assert gwet_ac1([a, b]) == pytest.approx(ac1, abs=1e-9)


def test_linear_ac2_worked_by_hand() -> None:
    """Items 11, 22, 34, 44 on the scale 1 to 4.

    One item in four is a third of the scale apart: 1/12. Shares 2/8, 2/8, 1/8, 3/8: sum of p(1 - p)
    is 1 - 18/64 = 46/64. Weights add up to 4 + 2 * (3 * 2/3 + 2 * 1/3) = 28/3, so expected is
    (28/3) * (46/64) / 12 = 161/288. 1 - (1/12) / (127/288) = 103/127.
    """
    ratings = [[1, 2, 3, 4], [1, 2, 4, 4]]
    assert gwet_ac2(ratings, "linear") == pytest.approx(103 / 127)


def test_labels_that_nobody_used_make_chance_agreement_rarer() -> None:
    """Half of the items alike on a and b.

    Shares 1/2 and 1/2: with two labels chance agreement is .5, AC1 0; with three it is
    (1/4 + 1/4) / 2 = .25 and AC1 (.50 - .25) / .75 = 1/3.
    """
    a, b = ["a", "a", "b", "b"], ["a", "b", "b", "a"]
    assert gwet_ac1([a, b]) == pytest.approx(0)
    assert gwet_ac1([a, b], labels=["a", "b", "c"]) == pytest.approx(1 / 3)


def test_labels_given_lie_one_step_apart() -> None:
    """Words in an order have the coefficient of their places, by any weights."""
    words = ["bad", "fair", "good"]
    a, b = [0, 1, 2, 2, 0], [0, 2, 2, 1, 1]
    for weights in ("ordinal", "linear", "quadratic"):
        in_words = gwet_ac2([[words[i] for i in x] for x in (a, b)], weights, labels=words)
        assert in_words == gwet_ac2([a, b], weights)


def test_unanimity_is_complete_agreement_if_there_was_a_choice() -> None:
    """Where kappa is undefined, AC1 is not: it knows that another label could have been given."""
    assert gwet_ac1([["ok", "ok"], ["ok", "ok"]], labels=["ok", "bad"]) == 1.0
    assert "only one label" in (reason(gwet_ac1([["ok", "ok"], ["ok", "ok"]])) or "")


def test_without_two_ratings_of_an_item_it_is_undefined() -> None:
    """Nothing can be said about agreement."""
    for ratings in ([], [["a", "b"]], [["a", None], [None, "b"]], [[], []]):
        assert reason(gwet_ac1(ratings)) == "no item has two ratings"
        assert reason(gwet_ac2(ratings, "linear", labels=["a", "b"])) == "no item has two ratings"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gwet_ac1([["a", "b"], ["a"]]), r"got 1 to 2 values"),
        (lambda: gwet_ac1([["a"], ["b"]], labels=["a"]), r"without 'b'"),
        (lambda: gwet_ac1([[1.0], [float("nan")]]), r"got nan"),
        (lambda: gwet_ac2([["a"], ["b"]], "linear"), r"pass labels="),
        (lambda: gwet_ac2([["a"], ["b"]], "ordinal"), r"pass labels="),
        (lambda: gwet_ac2([[1], [2]], "cubic"), r"got 'cubic'"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()
