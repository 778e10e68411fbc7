"""How sure a learner was, against how often that was right."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from grader.agreement import Judged
from grader.metrics import (
    Estimate,
    ReliabilityBin,
    expected_calibration_error,
    more_items_for_half_width,
    reliability,
    wilson_interval,
)
from grader.reports.estimates import Ratio, chance_calibration_error, mid_p, ratio_interval
from grader.reports.page import Chart, Section
from grader.reports.wording import counted, interval, number, percent, share

LEAST = 10
"""With fewer judgments nothing is said, neither of all nor of one range of confidence."""

_CLOSE = 0.05


def confidence(records: Sequence[Judged]) -> Section:
    """Say how stated confidence and being right go together."""
    known = [
        (record.attempt.confidence, record.score.right)
        for record in records
        if record.attempt.confidence is not None
    ]
    n, without = len(known), len(records) - len(known)
    title = "Confidence"
    if n < LEAST:
        said = f"{counted(n, 'judgment')} with a stated confidence: too few to say. "
        return Section(title, (f"{said}{LEAST - n} more would give a first picture.",))
    stated, outcomes = [percents / 100 for percents, _ in known], [right for _, right in known]
    bins = reliability(stated, outcomes)
    brier = ratio_interval(
        [Ratio((c - right) ** 2, 1.0) for c, right in zip(stated, outcomes, strict=True)]
    )
    error = expected_calibration_error(stated, outcomes)
    band = chance_calibration_error([percents for percents, _ in known])
    beyond = (
        "That is more than chance explains."
        if error > band.high
        else "So chance alone can explain it."
    )
    says = [
        gap_in_words(stated, outcomes),
        f"Brier score: {number(brier)}. It is the mean squared gap between what you said and what "
        "came true: 0 is best, and always saying 50 % gives 0.25.",
        f"Expected calibration error: {error:.2f} (n {n:,}), the mean gap over ten ranges of "
        "confidence. With confidence that fits perfectly it would lie between "
        f"{band.low:.2f} and {band.high:.2f} by chance, 95 times in 100. {beyond}",
    ]
    if without:
        says.append(f"{counted(without, 'judgment')} had no stated confidence.")
    return Section(title, tuple(says), (_chart(bins),))


def gap_in_words(stated: Sequence[float], outcomes: Sequence[bool]) -> str:
    """Return the one sentence on whether confidence fits, claiming only what an interval supports.

    The mean confidence must lie outside the 95 % interval of the share right, and be that far off
    by chance in at most 5 of 100 cases (`mid_p`); for a single range, in 5 of 100 divided by how
    many ranges are looked at (Bonferroni), because one of several stands out more easily.
    """
    bins = [each for each in reliability(stated, outcomes) if each.n >= LEAST]
    clear = [
        each for each in bins if _differs(each.mean_confidence, each.share_right, 0.05 / len(bins))
    ]
    if clear:
        worst = max(clear, key=lambda each: abs(_gap(each)) * sqrt(each.n))
        right = round(worst.share_right.value * worst.n)
        return (
            f"When you said {_said(worst, stated)}, {right} of {worst.n} were right "
            f"({percent(worst.share_right.value)}, 95 % interval {interval(worst.share_right)}): "
            f"{_direction(-_gap(worst))}."
        )
    n, mean = len(stated), sum(stated) / len(stated)
    overall = wilson_interval(sum(outcomes), n)
    both = f"On average you said {percent(mean)}, and the share right was {share(overall)}"
    gap = mean - overall.value
    if _differs(mean, overall, 0.05):
        return f"{both}: {_direction(gap)}."
    if abs(gap) < _CLOSE:
        return f"{both}: close together, as far as {counted(n, 'item')} can tell."
    half = min(abs(gap), 0.5)
    more = max(1, more_items_for_half_width(overall.value, half) - n)
    return (
        f"{both}: too few to say whether the two differ. About {counted(more, 'more item')} would "
        "tell, if the gap stays."
    )


def _gap(each: ReliabilityBin) -> float:
    return each.share_right.value - each.mean_confidence


def _differs(stated: float, right: Estimate, chance: float) -> bool:
    outside = not right.low <= stated <= right.high
    return outside and mid_p(round(right.value * right.n), right.n, stated) <= chance


def _direction(surplus: float) -> str:
    return "surer than right" if surplus > 0 else "more often right than you said"


def _said(each: ReliabilityBin, stated: Sequence[float]) -> str:
    inside = {c for c in stated if each.low <= c < each.high or c == each.high == 1}
    if len(inside) == 1:
        return percent(each.mean_confidence)
    low, high = percent(min(inside)), percent(max(inside))
    return f"{low.removesuffix(' %')} to {high} (on average {percent(each.mean_confidence)})"


def _chart(bins: Sequence[ReliabilityBin]) -> Chart:
    from grader.charts import reliability_diagram

    return Chart(
        lambda: reliability_diagram(bins),
        "How to read it: each dot is a range of confidence, its bar the 95 % interval of the share "
        "right. A bar that crosses the dashed line gives no reason to change how sure you say you "
        "are.",
    )
