"""Items of the skill `output-editing`: a sound answer in which errors were planted, each of a known class.

What such an item trains: to compare every statement with the source, to mend by the fewest words, to tell
the five classes apart, and to leave alone what is only unusual. What it does not train: longer answers,
errors that nobody has thought of, and cases on which two careful editors would differ. Those are not made:
what a site says is borne out by the source word by word; a fault of completeness only lacks words, one of
accuracy never does (clause 2.8); something is called dangerous only where the source says what it does to
people; and two faults never stand so close together that one change would have to carry two classes.
"""

from __future__ import annotations

import numpy as np
from pydantic import JsonValue

from grader.generators import Made
from grader.generators.planted import editing_words as words
from grader.generators.planted.editing_notes import notes
from grader.generators.planted.editing_plan import Plan, planned
from grader.generators.planted.passages import quote_at
from grader.generators.proved import Head, proved

_RULE = "For this item, slips of spelling must be mended, too. Their class is clarity."


def make_item(
    seed: int, difficulty: int, *, case: str | None = None, item_id: str | None = None
) -> Made:
    """Return the item of a seed with its proved gold.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 (one or two errors that strike the eye) to 5 (up to five, next to the truth, among
            sound places that look faulty). One in seven items has no error, at every difficulty.
        case: The setting by name; the seed decides when left out.
        item_id: The item's id; one made from the seed when left out.

    Raises:
        ValueError: The difficulty is not 1 to 5, or there is no such setting.
    """
    plan = planned(seed, difficulty, case)
    return _written(plan, seed, difficulty, item_id or f"edit-g{difficulty}-{seed:06d}")


def _written(plan: Plan, seed: int, difficulty: int, name: str) -> Made:
    chance = np.random.default_rng([seed, difficulty, 29])
    kinds = [fix.told.kind for fix in plan.musts if fix.told.kind != "slip"]
    concepts = list(dict.fromkeys(kinds))
    if plan.decoys or not kinds:
        concepts.append("clean-left-alone" if not kinds else "plain-is-not-wrong")
    if plan.slip is not None or (difficulty == 1 and kinds):
        concepts.append("smallest-change")
    baits = list(dict.fromkeys(words.BAITS[kind] for kind in kinds))
    if plan.decoys:
        baits.insert(0 if not kinds else 1, "OVEREDIT")
    content: dict[str, JsonValue] = {
        "request": plan.request.strip(),
        "source": plan.source,
        "output": plan.answer.text,
    }
    if plan.strict:
        content = {"rule": _RULE, **content}
    case = plan.case
    head = Head(
        name, seed, difficulty, case.domain, concepts, baits or ["OVEREDIT"], case.content_note
    )
    fixes: list[JsonValue] = [
        {
            **fix.quote,
            "accept": [*fix.accept],
            **({"holds": [[*group] for group in fix.words]} if fix.words else {}),
            "priority": fix.told.cls,
            **({} if fix.must else {"must": False}),
        }
        for fix in plan.fixes
    ]
    keep: list[JsonValue] = [
        dict(quote_at(plan.answer.text, *plan.answer.spans[site])) for site, _ in plan.decoys
    ]
    gold: dict[str, JsonValue] = {
        "gold": {"edits": {"fixes": fixes, "keep": keep}, "first": plan.first},
        **notes(plan, chance),
    }
    return proved(head, content, gold)
