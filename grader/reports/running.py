"""Agreement with gold as it grew, by whatever metric a skill declares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from grader.agreement import Agreement, Judged, agreement
from grader.fields.ranking import as_order
from grader.metrics import Estimate, Undefined, is_undefined, pair_counts
from grader.reports.estimates import Ratio, ratio_interval

BAND_FROM = 10
"""From this many items on the running value has an interval: fewer give too narrow a one."""

PLACES = 40
"""At most so many running intervals are computed; a chart shows no more."""

_SLOW_PLACES = 8


def _pairs(record: Judged) -> Ratio | None:
    for found in record.score.fields:
        own, gold = as_order(found.own), as_order(found.gold)
        if own is not None and gold is not None:
            count = pair_counts(own, gold)
            return Ratio(count.same, count.same + count.opposite)
    return None


SHARES: dict[str, Callable[[Judged], Ratio | None]] = {"pairwise agreement": _pairs}
"""The metrics that are a ratio of sums over items, by what one item adds (None: nothing).

For these the running value is cheap; other metrics of `grader.agreement` are asked at few places.
"""


def comparable(metric: str, records: Sequence[Judged]) -> list[Judged]:
    """Return the records that the metric can use: those in which what it compares was asked."""
    share = SHARES.get(metric)
    return [record for record in records if share is None or share(record) is not None]


def so_far(metric: str, records: Sequence[Judged]) -> Agreement:
    """Return the agreement over all records; where all or none agree, with Wilson's interval."""
    found = agreement(metric, records)
    ratios = _ratios(metric, records)
    if ratios and not is_undefined(found.estimate.value) and is_undefined(found.estimate.low):
        instead = ratio_interval(ratios)
        if not is_undefined(instead.low):
            note = f"{found.note}; as {_all_or_nothing(instead)} agree, the interval counts items"
            return Agreement(found.metric, instead, note)
    return found


def running(metric: str, records: Sequence[Judged], last: Estimate) -> list[Estimate]:
    """Return the agreement over the first n records, for growing n, in the order handed in.

    Every n has its value where that is cheap; up to `PLACES` of them, the last included, have an
    interval.

    Args:
        metric: The skill's metric.
        records: The judged items.
        last: The agreement over all of them, which `so_far` has found already.
    """
    if metric not in SHARES:
        places = _places(1, len(records), _SLOW_PLACES)[:-1]
        return [*(agreement(metric, records[:n]).estimate for n in places), last]
    ratios = _ratios(metric, records)
    with_interval = set(_places(BAND_FROM, len(ratios), PLACES))
    sums = accumulate(ratios, lambda a, b: Ratio(a.part + b.part, a.whole + b.whole))
    points = []
    for n, total in enumerate(sums, 1):
        if n in with_interval:
            points.append(ratio_interval(ratios[:n]))
            continue
        nothing = Undefined("not computed here")
        value = total.part / total.whole if total.whole else Undefined("nothing to compare")
        points.append(Estimate(value, nothing, nothing, n))
    return [*points[:-1], last] if points else []


def lower_bound(metric: str, records: Sequence[Judged]) -> float:
    """Return the one-sided 90 % lower bound: the lower end of the two-sided 80 % interval.

    For a metric that is no ratio it is the lower end of the 95 % interval, which is stricter.
    """
    ratios = _ratios(metric, records)
    if metric in SHARES:
        return ratio_interval(ratios, 0.80).low
    return agreement(metric, records).estimate.low


def session_starts(records: Sequence[Judged]) -> list[int]:
    """Return the counts of items at which a session began: 1 for the first."""
    before = [None, *(record.attempt.session for record in records)]
    return [
        place
        for place, (last, record) in enumerate(zip(before, records, strict=False), 1)
        if record.attempt.session != last
    ]


def _ratios(metric: str, records: Sequence[Judged]) -> list[Ratio]:
    share = SHARES.get(metric)
    found = [share(record) for record in records] if share else []
    return [ratio for ratio in found if ratio is not None]


def _places(first: int, last: int, most: int) -> list[int]:
    """Return at most ``most`` whole numbers from ``first`` to ``last``, evenly spread, both in."""
    if last < first:
        return []
    steps = min(most, last - first + 1) - 1
    if not steps:
        return [last]
    return [first + round(step * (last - first) / steps) for step in range(steps + 1)]


def _all_or_nothing(estimate: Estimate) -> str:
    return "all" if estimate.value else "none"
