"""Agreement with gold: so far, against the target, and over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from grader.agreement import SHARES, Agreement, Judged, share_right
from grader.bank import Bank
from grader.metrics import Estimate, is_undefined, reason
from grader.reports.counted import Counted, held_out_items
from grader.reports.origin import tiers_in_words
from grader.reports.page import Chart, Section, Table
from grader.reports.running import (
    BAND_FROM,
    comparable,
    lower_bound,
    running,
    session_starts,
    so_far,
)
from grader.reports.wording import Voice, counted, interval, percent
from grader.skills import Target

NOT_KNOWN_BELOW = 40
"""With fewer held-out items nothing is said about the target."""

LEAST_FOR_CLAIM = 100
"""With fewer held-out items no badge is given, whatever a skill's target says."""


@dataclass(frozen=True)
class Group:
    """Judged items of one kind that count, and the agreement over them; None without any."""

    name: str
    records: tuple[Judged, ...]
    found: Agreement | None


class Standing(NamedTuple):
    """Both kinds of judged items: only those held out are held against the target."""

    held_out: Group
    practice: Group


def voice(bank: Bank) -> Voice:
    """Return how the figures of a skill's metric are said."""
    return Voice(bank.skill.target.metric in SHARES)


def standing(bank: Bank, judged: Counted) -> Standing:
    """Return the agreement with gold, held-out and practice items apart."""
    metric = bank.skill.target.metric

    def group(name: str, records: tuple[Judged, ...]) -> Group:
        return Group(name, records, so_far(metric, records) if records else None)

    return Standing(group("Held-out", judged.held_out), group("Practice", judged.practice))


def agreement_so_far(bank: Bank, groups: Standing) -> Section:
    """Say how far judgments agree with gold."""
    rows, notes = [], []
    for group in groups:
        if group.found is None:
            continue
        rows.append(_row(voice(bank), group.name, group.found, share_right(group.records)))
        notes.append(f"{group.name}: {group.found.note}.")
        why = reason(group.found.estimate.value)
        if why is not None:
            notes.append(f"{group.name}: the agreement is not defined, because {why}.")
        elif group.found.estimate.n < BAND_FROM:
            notes.append(
                f"{group.name}: with fewer than {BAND_FROM} items the interval is too narrow "
                "rather than too wide."
            )
    if groups.held_out.found is None:
        notes.insert(0, "Held-out: none yet. They are the items of the checks.")
    columns = ("Items", "n", bank.skill.target.metric.capitalize(), "95 % interval", "Items right")
    return Section(
        "Agreement with gold so far",
        (
            "What counts is the first judgment of each item, handed in before its feedback was "
            "seen. Mistakes you marked are left out.",
            "Held-out items are judged in a check, without feedback or hints: only they are held "
            "against the target. Practice items show where to go next.",
        ),
        table=Table(columns, tuple(rows)),
        after=tuple(notes),
    )


def against_target(bank: Bank, group: Group) -> Section:
    """Hold the held-out items against the target, as far as their number allows."""
    target = bank.skill.target
    needed = max(LEAST_FOR_CLAIM, target.items)
    figures = tuple(
        (
            figure.value,
            figure.says + (" (seen in a summary only)" if figure.status == "secondary" else ""),
            figure.source,
        )
        for figure in bank.skill.figures
    )
    says = [
        f"The target: {target.metric} of {voice(bank).one(target.value)} on at least {needed} held-out "
        f"items, with a lower bound (one-sided, 90 %) of {voice(bank).one(target.floor)} or more. "
        f"{target.note}",
        _against(voice(bank), target, group, needed),
    ]
    room = held_out_items(bank)
    if room < needed:
        says.append(
            f"At present this skill has {room} held-out items in all, so no claim is possible yet, "
            "however well they are judged."
        )
    says.append(
        "All checks are counted together. Two short checks are never compared with each other: "
        "the difference would be mostly chance."
    )
    return Section(
        "Against the target",
        tuple(says),
        table=Table(("Published", "What was measured", "Source"), figures),
        after=(
            "Most of these compare people with people, not with gold. On yes-or-no questions two "
            "people who are each right on 85 % of items agree with each other on about 74 or 75 % "
            "of them. Read the figures as landmarks.",
        ),
    )


def over_time(bank: Bank, groups: Standing) -> Section:
    """Show how agreement went as items were judged."""
    metric = bank.skill.target.metric
    says, charts = [], []
    for group in groups:
        if group.found is None:
            continue
        records = comparable(metric, group.records)
        if len(records) < BAND_FROM:
            more = counted(BAND_FROM - len(records), "more item")
            says.append(f"{group.name}: {len(records)} so far; {more} for a first chart.")
            continue
        points = running(metric, records, group.found.estimate)
        points = [point for point in points if not is_undefined(point.value)]
        if not points:
            says.append(f"{group.name}: {voice(bank).whole(group.found.estimate)}.")
            continue
        says.append(f"{group.name}: {_milestones(voice(bank), points)}.")
        charts.append(_chart(bank, points, records, against_target=group is groups.held_out))
    return Section("Agreement over time", tuple(says), tuple(charts))


def _row(voice: Voice, name: str, found: Agreement, right: Estimate) -> tuple[str, ...]:
    estimate = found.estimate
    undefined = is_undefined(estimate.value)
    count = round(right.value * right.n)
    return (
        name,
        f"{estimate.n:,}",
        "not defined" if undefined else voice.one(estimate.value),
        "" if undefined else voice.within(estimate),
        f"{count:,} of {right.n:,}: {percent(right.value)} ({interval(right)})",
    )


def _against(voice: Voice, target: Target, group: Group, needed: int) -> str:
    n = group.found.estimate.n if group.found else 0
    more = f"{counted(needed - n, 'more held-out item')} needed before anything can be claimed"
    if group.found is None or n < NOT_KNOWN_BELOW:
        return f"Not known yet: {counted(n, 'held-out item')} so far. {more}."
    found = group.found.estimate
    if is_undefined(found.value):
        return f"Not known: the agreement is {voice.whole(found)}."
    said = f"On {n:,} held-out items the agreement is {voice.whole(found, 1)}."
    if n < needed:
        return f"{said} That is a first reading, not a claim: {more}."
    bound = lower_bound(target.metric, group.records)
    if is_undefined(bound):
        return f"{said} There is no lower bound: {reason(bound)}."
    bounds = f"the lower bound is {voice.one(bound, 1)} (n {n:,})"
    if found.value < target.value:
        return f"{said} That is below the target; {bounds}."
    if bound < target.floor:
        return (
            f"{said} That reaches the target, but {bounds}, below the floor. So it is not settled: "
            "more held-out items will tell."
        )
    return (
        f"{said} That reaches the target, and {bounds}, which reaches the floor. Gold of these "
        f"items: {tiers_in_words(group.records)}."
    )


def _milestones(voice: Voice, points: Sequence[Estimate]) -> str:
    known = [point for point in points if not is_undefined(point.low)] or list(points[-1:])
    places = sorted({round(step * (len(known) - 1) / 3) for step in range(4)})
    return "; ".join(
        f"after {known[place].n:,}, {voice.one(known[place].value)} ({voice.within(known[place])})"
        for place in places
    )


def _chart(
    bank: Bank, points: list[Estimate], records: Sequence[Judged], *, against_target: bool
) -> Chart:
    from grader.charts import agreement_over_time

    target, sessions = bank.skill.target, session_starts(records)
    what = "held-out items" if against_target else "practice items"
    lines = (
        " A line above the target counts only once there are "
        f"{max(LEAST_FOR_CLAIM, target.items)} items."
        if against_target
        else " The target is not drawn: it refers to held-out items."
    )
    return Chart(
        lambda: agreement_over_time(
            points,
            target.value if against_target else None,
            target.floor if against_target else None,
            bank.skill.figures,
            sessions=sessions,
            as_share=voice(bank).as_share,
        ),
        f"How to read it: the line is the agreement over all {what} up to that point, and the band "
        f"is its 95 % interval, from {BAND_FROM} items on. The first part jumps by chance; look at "
        f"the right-hand end.{lines} The marks on the right are what people reached in published "
        "studies.",
    )
