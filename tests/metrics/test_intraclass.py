from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

from grader.metrics import intraclass_correlation, is_undefined, reason

# Shrout & Fleiss (1979), table 2: four judges, six targets.
SHROUT_FLEISS = [
    [9, 6, 8, 7, 10, 6],
    [2, 1, 4, 1, 5, 2],
    [5, 3, 6, 2, 6, 4],
    [8, 2, 8, 6, 9, 7],
]
FORMS = ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"]


@pytest.mark.parametrize(
    ("form", "icc"), list(zip(FORMS, [0.17, 0.29, 0.71, 0.44, 0.62, 0.91], strict=True))
)
def test_shrout_and_fleiss_own_example(form: str, icc: float) -> None:
    """Their table 4: the six coefficients of their data."""
    assert intraclass_correlation(SHROUT_FLEISS, form) == pytest.approx(icc, abs=0.005)


@pytest.mark.parametrize(
    ("form", "icc"),
    list(zip(FORMS, [17 / 23, 10 / 13, 1, 17 / 20, 20 / 23, 1], strict=True)),
)
def test_a_judge_who_is_always_one_higher_worked_by_hand(form: str, icc: float) -> None:
    """1 2 3 4 and 2 3 4 5: consistent, and not in agreement.

    Item means 1.5 to 4.5: I = 2 * 5 / 3 = 10/3. Judge means 2.5 and 3.5: J = 4 * 1/2 = 2. E = 0.
    W = 2/4 = 1/2. ICC(1,1) = (20 - 3) / (20 + 3), ICC(1,k) = (20 - 3) / 20,
    ICC(2,1) = (10/3) / (10/3 + 2 * 2/4), ICC(2,k) = (10/3) / (10/3 + 2/4), ICC(3) = 1.
    """
    assert intraclass_correlation([[1, 2, 3, 4], [2, 3, 4, 5]], form) == pytest.approx(icc)


@pytest.mark.parametrize("form", FORMS)
def test_one_judge_one_item_or_one_value_is_undefined(form: str) -> None:
    """There is no variation to share out."""
    assert reason(intraclass_correlation([], form)) == "no items"
    assert reason(intraclass_correlation([[], []], form)) == "no items"
    assert reason(intraclass_correlation([[1, 2]], form)) == "fewer than two judges"
    assert reason(intraclass_correlation([[1], [2]], form)) == "fewer than two items"
    same = intraclass_correlation([[0.1] * 3] * 2, form)
    assert "without variation" in (reason(same) or "")


def test_where_items_do_not_differ_a_mean_has_no_reliability() -> None:
    """Items 1 3, 3 1 and 2 2: I = 0, so there is nothing to divide by.

    J = 0 and E = 4/2 = 2: the formula of ICC(2,k) would give -2 / (0 - 2/3) = 3.
    """
    ratings = [[1, 3, 2], [3, 1, 2]]
    for form in ("ICC(1,k)", "ICC(2,k)", "ICC(3,k)"):
        assert "differ too little" in (reason(intraclass_correlation(ratings, form)) or "")
    # E = 2, and for ICC(2,1): -2 / (2 - 2 * 2/3) = -3
    assert intraclass_correlation(ratings, "ICC(3,1)") == pytest.approx(-1)
    assert intraclass_correlation(ratings, "ICC(2,1)") == pytest.approx(-3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: intraclass_correlation([[1, 2], [1]]), r"got 1 to 2 values"),
        (lambda: intraclass_correlation([[1, None], [1, 2]]), r"got None at position 1"),
        (lambda: intraclass_correlation([[1, 2], [1, 2]], "ICC(4,1)"), r"got 'ICC\(4,1\)'"),
    ],
)
def test_bad_input_is_refused_with_what_was_got(call: Callable[[], object], message: str) -> None:
    """Nothing is guessed from input that cannot be what was meant."""
    with pytest.raises(ValueError, match=message):
        call()


@settings(max_examples=15)
@given(
    st.integers(2, 4).flatmap(
        lambda k: st.lists(st.tuples(*[st.integers(1, 9)] * k), min_size=3, max_size=8)
    )
)
def test_single_forms_equal_those_from_statsmodels_analysis_of_variance(
    items: list[tuple[int, ...]],
) -> None:
    """The mean squares come from a linear model of items and judges."""
    n, k = len(items), len(items[0])
    frame = pd.DataFrame(
        [(f"i{i}", f"j{j}", x) for i, row in enumerate(items) for j, x in enumerate(row)],
        columns=["item", "judge", "rating"],
    )
    ratings = [list(judge) for judge in zip(*items, strict=True)]
    assume(frame["rating"].nunique() > 1)
    table = anova_lm(ols("rating ~ item + judge", frame).fit())
    item, judge, residual = table["mean_sq"]
    within = table["sum_sq"][1:].sum() / (n * (k - 1))
    theirs = {
        "ICC(1,1)": (item - within, item + (k - 1) * within),
        "ICC(2,1)": (
            item - residual,
            item + (k - 1) * residual + k * (judge - residual) / n,
        ),
        "ICC(3,1)": (item - residual, item + (k - 1) * residual),
    }
    for form, (above, below) in theirs.items():
        ours = intraclass_correlation(ratings, form)
        if is_undefined(ours):
            assert below == pytest.approx(0, abs=1e-9)
        else:
            assert ours == pytest.approx(above / below, abs=1e-6)
