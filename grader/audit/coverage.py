"""Whether a bank is large and varied enough: sizes, labels, domains, difficulty, baits, concepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from grader.audit.entries import Entry, authored, of_set
from grader.audit.measure import Measure, at_least, at_most, listed
from grader.bank import Bank
from grader.fields import Field
from grader.items import BAITS

SIZES = {"practice": 24, "check-a": 8, "check-b": 8, "reserve": 16}
"""How many items a set has at least, in the first edition."""

DOMAINS = 8
ITEMS_A_CONCEPT = 3


def coverage(bank: Bank, found: Sequence[Entry]) -> list[Measure]:
    """Return the measures of size and variety of a skill's bank."""
    return [
        _gold(bank),
        *sizes(found),
        *label_coverage(found, bank),
        domains(found),
        difficulties(found),
        baits(found),
        concepts(found, bank),
    ]


def _gold(bank: Bank) -> Measure:
    without = [i.id for items in bank.sets.values() for i in items if i.id not in bank.golds]
    return at_most("items without gold", len(without), 0, listed(without))


def sizes(found: Sequence[Entry]) -> list[Measure]:
    """Return how many items each set has, 0 and up, against `SIZES`.

    Written by hand or, where a generator proves the gold, chosen by hand among what it made.
    """
    kept = [
        *authored(found),
        *(e for e in found if e.item.source.kind == "generated" and proved(e)),
    ]
    by_set = Counter(entry.set_name for entry in kept)
    return [at_least(f"size of {name}", by_set[name], bar) for name, bar in SIZES.items()]


def proved(entry: Entry) -> bool:
    """Return whether an item's gold is proved by how the item was made."""
    return entry.gold.tier == "proved"


def count_labels(field: Field, found: Sequence[Entry]) -> Counter[str]:
    """Return how often each class of a field is the best gold; entries not asked are left out.

    An item counts once for each class it has, however many marks have it.
    """
    golds = (entry.gold.gold for entry in found)
    values = [gold[field.name] for gold in golds if field.name in gold]
    return Counter(label for value in values for label in set(field.labels_in(value)))


def label_coverage(found: Sequence[Entry], bank: Bank) -> list[Measure]:
    """Return, for each field with labels, how many of them no best gold has: 0 up to all."""
    measures = []
    for field in bank.skill.task.fields:
        if not field.classes():
            continue
        counts = count_labels(field, found)
        missing = [label for label in field.classes() if not counts[label]]
        seen = listed(f"{label} {counts[label]}" for label in field.classes())
        detail = f"missing: {listed(missing)}; " if missing else ""
        measures.append(
            at_most(f"labels of {field.name} never gold", len(missing), 0, detail + seen)
        )
    return measures


def domains(found: Sequence[Entry]) -> Measure:
    """Return how many domains there are, whatever their case."""
    counts = Counter(entry.item.domain.casefold() for entry in found)
    detail = listed(f"{name} {count}" for name, count in counts.most_common())
    return at_least("domains", len(counts), DOMAINS, detail)


def difficulties(found: Sequence[Entry]) -> Measure:
    """Return how many of the five difficulties occur, 0 to 5."""
    counts = Counter(entry.item.difficulty for entry in found)
    detail = listed(f"{level}: {counts[level]}" for level in range(1, 6))
    return at_least("difficulties of 1-5", len(counts), 5, detail)


def baits(found: Sequence[Entry]) -> Measure:
    """Return how many baits are unknown, or are in a check or the reserve but never practised.

    A mistake that is tested can be met in practice first, as the main or the second bait there.
    """
    practised = {
        code
        for entry in of_set(found, "practice")
        for code in (entry.item.bait, *entry.item.also_baits)
    }
    counts = Counter(entry.item.bait for entry in found)
    wrong = [
        f"{entry.item.bait} ({entry.id})"
        for entry in found
        if entry.item.bait not in BAITS or entry.item.bait not in practised
    ]
    seen = listed(f"{code} {count}" for code, count in counts.most_common())
    detail = f"{listed(wrong)}; " if wrong else ""
    return at_most("baits unknown or never practised", len(wrong), 0, detail + seen)


def concepts(found: Sequence[Entry], bank: Bank) -> Measure:
    """Return in how many practice items the rarest declared concept is; 0 where none is declared."""
    practice = of_set(found, "practice")
    counts = Counter(slug for entry in practice for slug in set(entry.item.concepts))
    declared = {concept.slug: counts[concept.slug] for concept in bank.skill.concepts}
    few = {slug: count for slug, count in declared.items() if count < ITEMS_A_CONCEPT}
    detail = listed(f"{slug} {count}" for slug, count in few.items())
    least = min(declared.values(), default=0)
    return at_least("practice items of the rarest concept", least, ITEMS_A_CONCEPT, detail)
