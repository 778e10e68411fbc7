"""Quotes that stand on the page, notes before what may distress, tiers that somebody's reading backs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.audit.entries import Entry
from grader.audit.measure import Measure, at_most, listed
from grader.bank import Bank
from grader.bank.lint import gold_problems

ALWAYS_NOTED = ("safety-policy", "bias-fairness", "content-moderation")
"""Skills whose every item carries a content note."""

_ILL = r"ill(?:ness)?|sick|fever|hospital|disease|seizure|surgery|operation|allerg\w+|diagnos\w+"
_CHILD = r"child(?:ren)?|baby|babies|toddler|infant|newborn|son|daughter|kid"
_SENSITIVE = re.compile(
    r"\b(?:died|dying|deaths?|deceased|funeral\w*|bereave\w*|grief|grieving|suicid\w*|self-harm\w*|"
    r"overdos\w*|murder\w*|kill(?:ed|s|ing)|stab(?:bed|bing)|gunshot|shootings?|rap(?:ed?|ist)|assault\w*|"
    r"abus(?:e|ed|es|er|ive|ing)|violen(?:ce|t|tly)|tortur\w*|terroris\w*|genocid\w*|massacre\w*|bomb\w*|"
    r"miscarr\w*|stillb\w*|cancer\w*|tumou?rs?|leuka?emia|hospice|palliative|terminal(?:ly)? ill\w*|"
    r"seriously ill|heart attack|anorexi\w*|bulimi\w*|eating disorder|amputat\w*|racis[tm]\w*|"
    r"slurs?|harass\w*|kidnap\w*|refugees?|"
    rf"(?:{_CHILD})\W+(?:[\w'’]+\W+){{0,4}}?(?:{_ILL})|(?:{_ILL})\W+(?:[\w'’]+\W+){{0,3}}?(?:{_CHILD}))\b",
    re.IGNORECASE,
)


def care(bank: Bank, found: Sequence[Entry]) -> list[Measure]:
    """Return the measures of quotes, tiers and content notes."""
    return [*_by_lint(bank, found), notes(found)]


def _by_lint(bank: Bank, found: Sequence[Entry]) -> list[Measure]:
    """Return how many golds quote what is not on the page, and how many tiers nothing backs, by lint.

    Besides what lint asks, a settled gold needs a reading: without one, nobody can have differed.
    """
    quotes, tiers = [], []
    for entry in found:
        # Its criteria take lint most of its time, and have no part in this.
        gold = entry.gold.model_copy(update={"criteria": ()})
        for path, message in gold_problems(bank, entry.item, gold, entry.set_name):
            if path[0] == "tier":
                tiers.append(f"{entry.id} {message}")
            elif path[0] == "evidence" or (
                path[0] == "rationale" and message.startswith("quotes ")
            ):
                quotes.append(f"{entry.id} {message}")
        if entry.gold.tier == "settled" and not entry.gold.review:
            tiers.append(f"{entry.id} is settled, but notes no reading under `review:`")
    return [
        at_most("quotes that are not in their item", len(quotes), 0, "; ".join(quotes)),
        at_most("tiers that nothing backs", len(tiers), 0, "; ".join(tiers)),
    ]


def notes(found: Sequence[Entry]) -> Measure:
    """Return how many items without a content note may need one.

    In the skills of `ALWAYS_NOTED` that is every item without a note, and it is short. In others a list
    of words finds candidates for a person to look at: it knows no sense of a word ("a dead battery") and
    finds no distress that it has no word for.
    """
    without = [entry for entry in found if not entry.item.content_note.strip()]
    strict = [entry.id for entry in without if entry.skill.slug in ALWAYS_NOTED]
    if strict:
        return at_most("sensitive items without a content note", len(strict), 0, listed(strict))
    said = {entry.id: sensitive_words(entry) for entry in without}
    named = [f"{item} ({listed(words)})" for item, words in said.items() if words]
    if not named:
        return at_most("sensitive items without a content note", 0, 0)
    bar = "each looked at"
    return Measure(
        "sensitive words without a content note", len(named), bar, "look at", listed(named)
    )


def sensitive_words(entry: Entry) -> list[str]:
    """Return the words of the list that an item shows, each once, in order."""
    text = "\n".join(entry.given.texts.values())
    return list(
        dict.fromkeys(" ".join(m.group().lower().split()) for m in _SENSITIVE.finditer(text))
    )
