"""Items that show nearly the same: within a set, across sets and across skills."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil
from typing import NamedTuple

from grader.audit.measure import Measure, at_most, listed
from grader.audit.words import shingles
from grader.bank import Bank
from grader.items import Item

ALIKE = 0.8
"""Above this, two items are near-duplicates."""

RELATED = 0.5
"""Above this, practice would give away something of the reserve."""

LONG_PART = 30
"""Shingles from which on a part is compared by itself, too."""


class Shown(NamedTuple):
    """Something that an item shows: the whole of it or, with ``part``, one part."""

    skill: str
    set_name: str
    item: Item
    part: str
    runs: frozenset[tuple[str, ...]]

    def __str__(self) -> str:
        return f"{self.item.id} {self.part}".strip()


class Near(NamedTuple):
    """Two that are alike, and how much: 0 nothing in common, 1 the same runs of words."""

    one: Shown
    other: Shown
    similarity: float

    def __str__(self) -> str:
        return f"{self.one} ~ {self.other} {self.similarity:.2f}"


def shown(bank: Bank) -> list[Shown]:
    """Return every item of a bank as a whole, and the longer parts of practice and reserve.

    Runs of words do not cross from part to part. The parts are there since a prompt or a response that is
    used again hardly shows in the whole.
    """
    found = []
    for name, items in bank.sets.items():
        for item in items:
            runs = {
                part: shingles(text if isinstance(text, str) else json.dumps(text))
                for part, text in item.content.items()
            }
            whole = frozenset(chain.from_iterable(runs.values()))
            found.append(Shown(bank.skill.slug, name, item, "", whole))
            if name in ("practice", "reserve"):
                found += [
                    Shown(bank.skill.slug, name, item, part, frozenset(own))
                    for part, own in runs.items()
                    if len(own) >= LONG_PART
                ]
    return found


def near(found: Sequence[Shown], threshold: float) -> Iterator[Near]:
    """Yield every pair whose Jaccard similarity of word 3-shingles is above a threshold in (0, 1].

    |common| / |either|, 0..1; nothing is alike to an empty text. Two sets above the threshold share one
    of their rarest |set| - ceil(threshold * |set|) + 1 shingles, so that only pairs that meet there are
    compared: the time grows with the near-duplicates and not with the square of the items.
    """
    counts = Counter(chain.from_iterable(one.runs for one in found))
    rarity = {run: at for at, run in enumerate(sorted(counts, key=lambda run: counts[run]))}
    index: dict[int, list[int]] = {}
    for at, one in enumerate(found):
        size = len(one.runs)
        rarest = sorted(rarity[run] for run in one.runs if counts[run] > 1)
        # Runs that nothing else has come first and meet nothing.
        alone = size - len(rarest)
        prefix = rarest[: max(0, size - ceil(threshold * size) + 1 - alone)]
        for other in sorted({place for run in prefix for place in index.get(run, ())}):
            common = len(one.runs & found[other].runs)
            similarity = common / (size + len(found[other].runs) - common)
            if similarity > threshold:
                yield Near(found[other], one, similarity)
        for run in prefix:
            index.setdefault(run, []).append(at)


def all_near(banks: Sequence[Bank]) -> list[Near]:
    """Return every pair of items, and of long parts of two items, that is more than `RELATED`."""
    found = [one for bank in banks for one in shown(bank)]
    parts = [one for one in found if one.part]
    return [
        *near([one for one in found if not one.part], RELATED),
        *(pair for pair in near(parts, RELATED) if pair.one.item.id != pair.other.item.id),
    ]


def duplicates(slug: str, pairs: Sequence[Near]) -> list[Measure]:
    """Return how many pairs with an item of the skill are too much alike.

    An item that practice shows again under a changed rule (``variant_of``) is meant to be like the first;
    across sets it is not.
    """
    own = [pair for pair in pairs if slug in (pair.one.skill, pair.other.skill)]
    alike = [
        pair
        for pair in own
        if pair.similarity > ALIKE and not pair.one.part and not _shown_again(pair)
    ]
    leaking = [
        pair for pair in own if {pair.one.set_name, pair.other.set_name} == {"practice", "reserve"}
    ]
    return [
        at_most(f"pairs of items above {ALIKE} alike", len(alike), 0, listed(map(str, alike))),
        at_most(
            f"practice and reserve above {RELATED} alike",
            len(leaking),
            0,
            listed(map(str, leaking)),
        ),
    ]


def _shown_again(pair: Near) -> bool:
    one, other = pair.one, pair.other
    families = {each.item.variant_of or each.item.id for each in (one, other)}
    return one.set_name == other.set_name == "practice" and len(families) == 1
