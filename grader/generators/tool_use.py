"""Items of the skill `tool-use`: a run of calls in a small world that really executed them.

Each setting is a world of tables with typed tools (`grader.generators.tools`). A simulated assistant works
off a request there, soundly or with planted faults, and every result on the page is the one its call
returned. The judgment is then made again from the page alone: schema check, replay, and what the request
needs at each point; an item is made only where that agrees with what was planted.

What such an item trains: to hold each call against its schema, each argument against its source, each
change against what had to come first, and each sentence against the results; to count an error once, where
it is born; and to leave a good call alone that looks odd (a fair repeat, a default that fits, a look after
a change, a mended call, an error carried on).

What it does not train: long free-form plans, tools whose descriptions are vague, and cases on which careful
people differ. Such are never made: a guess that could be called early as well as wrong, a check left out
altogether, an action taken where only a look was asked (wrong tool or unasked), a wrong value that is
passed again from the request, two faults in one call, or an answer that is right by luck after a faulty
look. Inventions always say what the user need not do because of them, so that they matter.
"""

from __future__ import annotations

import numpy as np
from pydantic import JsonValue

from grader.generators import Made
from grader.generators.proved import Head, proved
from grader.generators.tools.compose import NUMBER, Composed, compose
from grader.generators.tools.explain import Explained
from grader.generators.tools.notes import Case
from grader.generators.tools.page import parts


def make_item(
    seed: int, difficulty: int, *, slug: str | None = None, item_id: str | None = None
) -> Made:
    """Return the item of a seed with its proved gold.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 (one fault that leaps to the eye) to 5 (near to the truth, among calls that look
            faulty and are not); about one run in six has no fault at any difficulty.
        slug: The setting, one of `worlds.SLUGS`; the seed decides when left out.
        item_id: The item's id; one made from the seed when left out.

    Raises:
        NothingFitsError: No run comes together that both ways judge alike.
    """
    made = compose(seed, difficulty, slug)
    return written(made, seed, difficulty, item_id or f"tool-g{difficulty}-{seed:06d}")


def written(made: Composed, seed: int, difficulty: int, name: str) -> Made:
    """Return the item and the gold of a run."""
    words = made.setting.words
    content = parts(words, made.run)
    case = Case(made.setting, made.start, made.run, made.judged, content)
    told = Explained(case, np.random.default_rng([seed, difficulty, NUMBER, 1]))
    head = Head(name, seed, difficulty, words.domain, told.concepts(), told.baits())
    calls = {
        f"call_{number}": verdict.as_values()
        for number, verdict in enumerate(made.judged.verdicts, 1)
    }
    gold: dict[str, JsonValue] = {
        "gold": {
            "calls": {key: {**answers} for key, answers in calls.items()},
            "overall": made.judged.overall,
        },
        "hints": [*told.hints()],
        "rationale": told.rationale(),
        "evidence": told.evidence(),
        "tempting": told.tempting(calls),
        **told.justification(),
    }
    critical = told.critical()
    if critical:
        gold["critical"] = critical
    return proved(head, content, gold)
