"""Items of the skill `translation-qa`: a good translation in which errors were planted.

What such an item trains: to compare with a finger on figures and small words, to mark an omission in the
source, to tell categories and severities apart by the clauses, to leave a free rendering alone, and to read
scores and verdict off the marks. What it does not train: longer texts, errors that nobody has thought of,
whole passages that are clumsy, and cases on which careful people would differ. Those are not made: each
severity follows from what a reader would do or believe, a number or a "not" is major wherever somebody could
rely on it (clause 4.6), and critical is kept for health, serious sums and unseen duties (clause 4.2).
"""

from __future__ import annotations

import numpy as np
from pydantic import JsonValue

from grader.generators import Made
from grader.generators.planted.translating_notes import marked, notes
from grader.generators.planted.translating_plan import (
    Plan,
    adequacy,
    fluency,
    planned,
    verdict,
    worst,
)
from grader.generators.proved import Head, proved

_BAITS = {
    "untranslated": "FAST",
    "omission": "MISS",
    "addition": "STYLE",
    "terminology": "RULE",
    "locale": "OVER",
    "mistranslation": "MISS",
    "design": "RULE",
    "grammar": "HALO",
    "spelling": "HALO",
    "style": "HALO",
}


def make_item(
    seed: int,
    difficulty: int,
    *,
    setting: str | None = None,
    language: str | None = None,
    item_id: str | None = None,
) -> Made:
    """Return the item of a seed with its proved gold.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 (one or two errors that numbers, names, negation or words left over show) to 5 (up to
            five, next to the truth, among free renderings that are right). One in seven items has no error.
        setting: The setting by name; the seed decides when left out.
        language: The code of the language translated into; the seed decides when left out.
        item_id: The item's id; one made from the seed when left out.

    Raises:
        ValueError: The difficulty is not 1 to 5, or there is no such setting or language.
    """
    plan = planned(seed, difficulty, setting, language)
    return _written(plan, seed, difficulty, item_id or f"tq-g{difficulty}-{seed:06d}")


def _written(plan: Plan, seed: int, difficulty: int, name: str) -> Made:
    chance = np.random.default_rng([seed, difficulty, 37])
    concepts = list(dict.fromkeys(mark.concept for mark in plan.marks))
    concepts += [decoy.concept for _, decoy in plan.decoys if decoy.concept not in concepts]
    if "critical" in {mark.severity for mark in plan.marks}:
        concepts.append("critical-or-major")
    baits = list(dict.fromkeys(_BAITS[mark.category] for mark in plan.marks))
    if plan.decoys:
        baits.insert(min(1, len(baits)), "OVEREDIT")
    setting = plan.setting
    head = Head(
        name,
        seed,
        difficulty,
        setting.domain,
        list(dict.fromkeys(concepts)),
        baits,
        setting.content_note,
    )
    content: dict[str, JsonValue] = {"brief": _brief(plan)}
    if plan.setting.glossary:
        content["glossary"] = _glossary(plan)
    content["source"] = plan.source.text
    content["translation"] = plan.translation.text
    levels = ("kept", "slip", "broken")[worst(plan.marks, "terminology")]
    gold: dict[str, JsonValue] = {
        "gold": {
            "errors": marked(plan.marks),
            "adequacy": adequacy(plan.marks),
            "fluency": fluency(plan.marks),
            "terms": levels,
            "locale": ("fits", "slip", "misleads")[worst(plan.marks, "locale")],
            "verdict": verdict(plan.marks),
        },
        **notes(plan, chance),
    }
    return proved(head, content, gold)


def _brief(plan: Plan) -> str:
    setting = plan.setting
    readers = {str(code): text for code, text in setting.readers.items()}[plan.code]
    address = {str(code): text for code, text in setting.address.items()}[plan.code]
    lines = [f"English to {plan.language}, {readers}.", setting.kind]
    if address != "none":
        lines.append(f"Form of address: {address}.")
    if setting.extra:
        lines.append(setting.extra)
    return "\n".join(lines)


def _glossary(plan: Plan) -> str:
    rows = [f"| {row['en']} | {row[plan.code]} |" for row in plan.setting.glossary]
    return "\n".join([f"| English | {plan.language} |", "|---|---|", *rows])
