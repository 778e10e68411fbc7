"""Items of the skill `hallucination`: a source whose every statement is known, and an output of a model.

A setting (see `grader.generators.facts`) says what its source claims, in several wordings, and how each
claim can go wrong. The output is put together from wordings that the source bears out and from faults at
known places, so what needs a mark, its status, its severity and its correction are known and not guessed.

What such an item trains: to compare clause by clause with the source, to leave sound paraphrases and sums
alone, to tell contradicted from unverifiable and minor from major. What it does not train: long texts with
hidden structure, tables, sources that contradict themselves, errors that run through several sentences,
and cases on which careful people differ. To keep clear of those, no sentence has two faults; severity
follows from what the setting declares to hang on a claim, by the list of clause 4.2 or as a side detail;
what is added as background is general, and what is invented has a name, a figure or a date.
"""

from __future__ import annotations

import numpy as np
from pydantic import JsonValue

from grader.generators import Made
from grader.generators.facts.document import document, plain
from grader.generators.facts.draw import draw, pick
from grader.generators.facts.load import in_turn
from grader.generators.facts.marks import Marks
from grader.generators.facts.output import verdict_wanted, write_output
from grader.generators.proved import Head, proved

NUMBER = 41
"""Keeps its luck apart from that of other generators with the same seed."""


def make_item(
    seed: int, difficulty: int, *, item_id: str | None = None, setting: str | None = None
) -> Made:
    """Return the item of a seed with its proved gold.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 to 5: how deep the faults lie, how near to the truth, how much sound text looks
            faulty, and whether the output keeps the order of the source.
        item_id: The item's id; one made from the seed when left out.
        setting: The id of a setting; the seed decides when left out.

    Raises:
        KeyError: There is no such difficulty.
        UnknownNameError: There is no such setting.
    """
    chance = np.random.default_rng([seed, difficulty, NUMBER])
    chosen = in_turn(seed, setting)
    values = draw(chosen.slots, chance)
    page = document(chosen, values, chance)
    output = write_output(chosen, values, page, difficulty, verdict_wanted(chance), chance)
    name = item_id or f"hall-g{difficulty}-{seed:06d}"
    marks = Marks(chosen, values, page, output, chance)
    head = Head(name, seed, difficulty, chosen.domain, marks.concepts(), marks.baits())
    content: dict[str, JsonValue] = {
        "request": plain(pick(chance, chosen.requests), values),
        "document": page.text,
        "output": output.text,
    }
    return proved(head, content, marks.gold())
