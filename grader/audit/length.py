"""How long responses are, and whether the length gives the best one away."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, median

from grader.audit.entries import Entry, authored
from grader.audit.measure import Measure, at_least, at_most, listed, not_applicable, within
from grader.audit.words import count_shown
from grader.fields import Ranking, as_order

SHORTEST, LONGEST, MEDIAN = 60, 350, 120
DIFFERENCE = 0.25


def response_lengths(found: Sequence[Entry]) -> list[Measure]:
    """Return how many responses are outside 60-350 words, and the median number of words.

    For evaluation skills, over authored items. The first practice item is the warm-up and may be a toy.
    """
    warm_up = next((e.id for e in found if e.set_name == "practice"), None)
    kept = [e for e in authored(found) if e.skill.track == "evaluation" and e.id != warm_up]
    words = {(e.id, name): count_shown(e.given.texts[name]) for e in kept for name in e.responses}
    if not words:
        return [not_applicable("words of a response", "no responses, or no evaluation skill")]
    outside = [
        f"{item} {name} {count}"
        for (item, name), count in words.items()
        if not SHORTEST <= count <= LONGEST
    ]
    spread = f"{len(words)} responses, {min(words.values())} to {max(words.values())} words"
    return [
        at_most(f"responses outside {SHORTEST}-{LONGEST} words", len(outside), 0, listed(outside)),
        at_least("median words of a response", median(words.values()), MEDIAN, spread),
    ]


def length_difference(found: Sequence[Entry]) -> Measure:
    """Return the standardised mean difference of words between best and other responses.

    d = mean(words of a best - words of another) / s, over every such pair within an item, pooled; the best
    are those that the best gold puts first. s is the pooled standard deviation of words within items,
    sqrt(sum (words - mean of the item)^2 / sum (responses - 1)), over the same items: long prompts with long
    responses must not hide the difference. About -1.4 to 1.4 where all items have two responses; 0 gives
    nothing away, above 0 the best is longer. Not applicable where no item has a best and another response.
    """
    name = "best less other responses, words in standard deviations"
    apart: list[tuple[str, float]] = []
    squares = freedom = 0.0
    for entry in authored(found):
        order = as_order(entry.best) if isinstance(entry.main, Ranking) else None
        if order is None or len(order) < 2:
            continue
        words = {part: count_shown(entry.given.texts[part]) for part in entry.responses}
        others = [part for place in order[1:] for part in place]
        apart += [(entry.id, words[x] - words[y]) for x in order[0] for y in others]
        squares += sum((count - fmean(words.values())) ** 2 for count in words.values())
        freedom += len(words) - 1
    if not apart:
        return not_applicable(name, "no item has a best and another response")
    mean = fmean(difference for _, difference in apart)
    spread = sqrt(squares / freedom)
    figure = mean / spread if spread else 0.0
    return within(name, figure, DIFFERENCE, _drivers(apart, mean))


def _drivers(apart: Sequence[tuple[str, float]], mean: float) -> str:
    """Name the items that pull the mean furthest to its side."""
    totals: dict[str, float] = {}
    for item, difference in apart:
        totals[item] = totals.get(item, 0.0) + difference
    side = 1 if mean >= 0 else -1
    furthest = sorted(totals, key=lambda item: side * totals[item], reverse=True)[:8]
    named = listed(f"{item} {totals[item]:+.0f}" for item in furthest)
    return f"{len(apart)} pairs, mean {mean:+.1f} words; most: {named}"
