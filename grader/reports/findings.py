"""What the judgments show beyond one number: confusions, time, baits, concepts to come back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from grader.agreement import Judged, confusions
from grader.bank import Bank
from grader.fields import Choice
from grader.items import BAITS
from grader.metrics import Estimate, is_undefined, wilson_interval
from grader.reports.estimates import median_interval
from grader.reports.page import Chart, Section, Table
from grader.reports.wording import counted, interval, listed, percent, share

LEAST_CONFUSED = 10
"""With fewer comparisons nothing is said of which answers get confused."""

LEAST_TIMED = 6
"""With fewer times on one side a median has no 95 % interval."""

LEAST_BAITED = 5
"""With fewer items nothing is said of a bait."""

_MOST_CONCEPTS = 8


def confusions_of(bank: Bank, records: Sequence[Judged]) -> list[Section]:
    """Show, for every question with three or more answers, which get taken for each other."""
    return [
        _confusion(field, records)
        for field in bank.skill.task.fields
        if isinstance(field, Choice) and len(field.options) > 2 and field.when is None
    ]


def _confusion(field: Choice, records: Sequence[Judged]) -> Section:
    names = {str(option.key): option.label for option in field.options}
    counts: Counter[tuple[str, str]] = Counter()
    for (gold, own), n in confusions(field.name, records).items():
        counts[names.get(gold, gold), names.get(own, own)] += n
    labels = list(dict.fromkeys([*names.values(), *(name for pair in counts for name in pair)]))
    total = sum(counts.values())
    title = f"Which answers get confused: {field.label}"
    if total < LEAST_CONFUSED:
        said = f"{counted(total, 'answer')} compared with gold: too few to say. "
        return Section(title, (f"{said}{LEAST_CONFUSED - total} more would give a first picture.",))
    same = wilson_interval(sum(n for (gold, own), n in counts.items() if gold == own), total)
    says = (f"The same answer as gold: {share(same)}.", most_confused(counts))
    return Section(title, says, (_confusion_chart(counts, labels),))


def most_confused(counts: Mapping[tuple[str, str], int]) -> str:
    """Return the most frequent confusion in words, if one stands out."""
    apart = Counter({pair: n for pair, n in counts.items() if pair[0] != pair[1]})
    if not apart:
        return "No answer differs from gold so far."
    ((gold, own), most), *others = apart.most_common(2)
    if most < 3 or (others and others[0][1] == most):
        return "No single confusion stands out so far."
    of_gold = sum(n for (name, _), n in counts.items() if name == gold)
    return (
        f'Most often, "{own}" was chosen where gold says "{gold}": {most} of {of_gold} items with '
        f"that gold, {share(wilson_interval(most, of_gold))}. It was picked as the most "
        "frequent of several, so part of it may be chance."
    )


def _confusion_chart(counts: Mapping[tuple[str, str], int], labels: Sequence[str]) -> Chart:
    from grader.charts import confusion

    return Chart(
        lambda: confusion(counts, labels),
        "How to read it: each row is a gold answer, each column your answer, each number a count "
        "of items. In the framed cells both are the same; a large number elsewhere is a confusion.",
    )


def time_taken(records: Sequence[Judged]) -> Section:
    """Say how long judgments took, right ones and others apart."""
    right = [r.attempt.seconds for r in records if r.score.right and r.attempt.seconds > 0]
    other = [r.attempt.seconds for r in records if not r.score.right and r.attempt.seconds > 0]
    title = "Time"
    if not right and not other:
        return Section(title, ("No times were recorded.",))
    from grader.charts import Timed, pace

    points = [Timed(s, right=True) for s in right] + [Timed(s, right=False) for s in other]
    says = [_time_in_words("right", right), _time_in_words("not right", other)]
    says.append(_compared(median_interval(right), median_interval(other)))
    untimed = len(records) - len(points)
    if untimed:
        says.append(f"{counted(untimed, 'judgment')} had no time recorded.")
    if len(points) < LEAST_TIMED:
        return Section(title, tuple(says))
    chart = Chart(
        lambda: pace(points),
        "How to read it: each mark is one item, each upright bar a median: half of the items took "
        "less. Harder items take longer, so this does not show that pace makes a judgment right or "
        "wrong.",
    )
    return Section(title, tuple(says), (chart,))


def _time_in_words(name: str, seconds: Sequence[float]) -> str:
    from grader.charts.pace import duration

    n = len(seconds)
    if not n:
        return f"Items that were {name}: none timed."
    found = median_interval(seconds)
    said = f"Items that were {name}: median {duration(median(seconds))}"
    if is_undefined(found.low):
        return f"{said} (no interval: fewer than six items, n {n:,})."
    low, high = duration(found.low), duration(found.high)
    return f"{said} (95 % interval {low} to {high}, n {n:,})."


def _compared(right: Estimate, other: Estimate) -> str:
    missing = [max(0, LEAST_TIMED - each.n) for each in (right, other)]
    if any(missing):
        kinds = zip(missing, ("right", "not right"), strict=True)
        wanted = [f"{more} more that are {name}" for more, name in kinds if more]
        return f"Too few to compare: it takes {listed(wanted)}."
    if other.low > right.high:
        return "Items that were not right took longer: the two intervals do not meet."
    if other.high < right.low:
        return "Items that were not right took less time: the two intervals do not meet."
    return "The two intervals meet, so no difference in time is shown so far."


def baits(records: Sequence[Judged]) -> Section:
    """Show how many items were right for every bait, those that need most first."""
    judged, right = Counter[str](), Counter[str]()
    for record in records:
        judged[record.item.bait] += 1
        right[record.item.bait] += record.score.right
    found = {code: wilson_interval(right[code], judged[code]) for code in judged}
    enough = [code for code in found if judged[code] >= LEAST_BAITED]
    few = [code for code in found if judged[code] < LEAST_BAITED]
    # By the upper end: first what is surely low, then what may be.
    enough.sort(key=lambda code: (found[code].high, found[code].value, _bait(code)))
    few.sort(key=lambda code: (-judged[code], _bait(code)))
    rows = [
        (
            _bait(code),
            f"{right[code]} of {judged[code]}",
            percent(found[code].value),
            interval(found[code]),
        )
        for code in enough
    ]
    rows += [
        (_bait(code), f"{right[code]} of {judged[code]}", "too few to say", "") for code in few
    ]
    says = ["Each item is made to provoke one mistake. What needs most practice stands first."]
    if enough:
        says.append(_standing_apart(right, judged, enough))
    else:
        says.append(f"Nothing can be said of any bait yet: it takes {LEAST_BAITED} items of it.")
    return Section(
        "Baits",
        tuple(says),
        table=Table(("The bait", "Right", "Share", "95 % interval"), tuple(rows)),
    )


def _standing_apart(
    right: Mapping[str, int], judged: Mapping[str, int], codes: Sequence[str]
) -> str:
    """Name the baits whose interval lies below that of all other items.

    Both are widened for the number of baits looked at (Bonferroni); that they must not meet makes
    this stricter than a test of the difference.
    """
    level = 1 - 0.05 / len(codes)
    said = []
    for code in codes:
        others = sum(judged.values()) - judged[code]
        right_others = sum(right.values()) - right[code]
        if not others:
            continue
        upper = wilson_interval(right[code], judged[code], level).high
        if upper < wilson_interval(right_others, others, level).low:
            rest = share(wilson_interval(right_others, others))
            counts = f"{right[code]} of {judged[code]}"
            said.append(f'"{_bait(code)}" with {counts}, against {rest} on all other items')
    if not said:
        return "No bait stands apart so far: the differences may be chance."
    return f"Right less often than elsewhere, beyond chance: {'; '.join(said)}."


def _bait(code: str) -> str:
    return BAITS.get(code, code)


def concepts(bank: Bank, records: Sequence[Judged]) -> Section:
    """Name the ideas to come back to: missed, and not right on another item since."""
    titles = {concept.slug: concept.title for concept in bank.skill.concepts}
    judged, missed, still = Counter[str](), Counter[str](), dict[str, bool]()
    for record in records:
        for slug in record.item.concepts:
            judged[slug] += 1
            missed[slug] += not record.score.right
            still[slug] = not record.score.right
    wanted = sorted((slug for slug in still if still[slug]), key=lambda s: (-missed[s], s))
    title = "To come back to"
    if not wanted:
        return Section(title, ("No idea is open: each was right the last time an item held it.",))
    rows = tuple(
        (titles.get(slug, slug.replace("-", " ")), f"{missed[slug]} of {judged[slug]} items")
        for slug in wanted[:_MOST_CONCEPTS]
    )
    says = (
        "Ideas in items that were not right, and not yet right on a later item. An item holds "
        "several, so not every one need be the cause.",
    )
    more = len(wanted) - len(rows)
    after = (f"And {more} more.",) if more > 0 else ()
    return Section(title, says, table=Table(("The idea", "Not right"), rows), after=after)
