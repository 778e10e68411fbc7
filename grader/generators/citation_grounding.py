"""Items of the skill `citation-grounding`: sources side by side, and an answer whose every mark is known.

The parts of a setting (see `grader.generators.facts`) become sources of their own. An answer is put together
from sentences that one of them bears out, and from cases that are known: a mark to a source that is silent,
to none, to one that says less or the opposite, with a wrong year, beside another that only repeats, behind
words that take two sources, and words without any mark.

What such an item trains: to follow each mark to its own source, to ask the four questions apart, to see
what has no mark. What it does not train: titles that say more than their text, right words with a wrong
picture, marks in tables and lists, and descriptions of other works. To keep clear of cases on which careful
people differ, the parts of a setting do not touch on each other's points, a wrong figure is planted only
beside a second point that holds, and what turns a plan into a deed is left to other skills.
"""

from __future__ import annotations

import numpy as np
from pydantic import JsonValue

from grader.generators import Made
from grader.generators.facts.answer import write_answer
from grader.generators.facts.cite_reasons import Reasons
from grader.generators.facts.cited import Desk
from grader.generators.facts.document import plain
from grader.generators.facts.draw import draw, pick
from grader.generators.facts.load import in_turn
from grader.generators.proved import Head, proved

NUMBER = 43
"""Keeps its luck apart from that of other generators with the same seed."""


def make_item(
    seed: int, difficulty: int, *, item_id: str | None = None, setting: str | None = None
) -> Made:
    """Return the item of a seed with its proved gold.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 to 5: how many citations there are, how deep the faults lie, and whether the answer
            goes through its sources one after the other.
        item_id: The item's id; one made from the seed when left out.
        setting: The id of a setting; the seed decides when left out.

    Raises:
        KeyError: There is no such difficulty.
        UnknownNameError: There is no such setting.
    """
    chance = np.random.default_rng([seed, difficulty, NUMBER])
    chosen = in_turn(seed, setting)
    values = draw(chosen.slots, chance)
    desk = Desk(chosen, values, difficulty, chance)
    answer = write_answer(desk, difficulty, chance)
    name = item_id or f"cite-g{difficulty}-{seed:06d}"
    reasons = Reasons(desk, answer, chance)
    content: dict[str, JsonValue] = {
        "request": plain(pick(chance, chosen.questions), values),
        "answer": answer.text,
    }
    content |= {f"source_{n}": text for n, text in enumerate(desk.sources(), 1)}
    content |= {
        f"citation_{n}": f'"{one.words}" {cite.mark}'
        for n, (one, cite) in enumerate(answer.cites, 1)
    }
    head = Head(name, seed, difficulty, chosen.domain, reasons.concepts(), reasons.baits())
    return proved(head, content, reasons.gold())
