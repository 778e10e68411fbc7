"""Items of the skill `summarization`: a brief, a document whose statements are known, and a summary of them.

A setting (see `grader.generators.facts`) names for each of its briefs the statements that it needs and some
that it surely does not. A summary is put together from sentences that the document bears out, from faults at
known places, from details and repetitions that could go, and from words that join what does not belong
together. What each sentence, point and scale deserves then follows by counting, as the guideline counts.

What such an item trains: to refuse a sentence for one wrong point, to tell key points from details by the
brief, and to keep the four scales apart. What it does not train: padding by single clauses, pronouns that
point wrong, names that nobody explains, views told as facts, demands of form other than length, and cases
on which careful people differ. To keep clear of those, a fault on a key point is one that clause 3.1 names or
on which somebody would act (not a figure that is only believed, not a part told of the whole), one on a
detail is always a side detail, what is added beside the document is always minor, and no summary has both
two major faults and a minor one.
"""

from __future__ import annotations

import numpy as np
from pydantic import JsonValue

from grader.generators import Made
from grader.generators.facts.document import document, plain
from grader.generators.facts.draw import draw
from grader.generators.facts.load import in_turn
from grader.generators.facts.summary import write_summary
from grader.generators.facts.summary_reasons import Verdicts
from grader.generators.proved import Head, proved

NUMBER = 47
"""Keeps its luck apart from that of other generators with the same seed."""


def make_item(
    seed: int, difficulty: int, *, item_id: str | None = None, setting: str | None = None
) -> Made:
    """Return the item of a seed with its proved gold.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 to 5: how many faults there are and how near to the truth, how much is missing or
            could go, and whether the summary keeps the order of the document.
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
    summary = write_summary(chosen, values, page, difficulty, chance)
    name = item_id or f"summ-g{difficulty}-{seed:06d}"
    verdicts = Verdicts(chosen, values, page, summary, chance)
    content: dict[str, JsonValue] = {"brief": summary.brief, "document": page.text}
    content |= {f"sentence_{n}": told.text for n, told in enumerate(summary.told, 1)}
    content |= {f"point_{n}": plain(one.point, values) for n, one in enumerate(summary.points, 1)}
    head = Head(name, seed, difficulty, chosen.domain, verdicts.concepts(), verdicts.baits())
    return proved(head, content, verdicts.gold())
