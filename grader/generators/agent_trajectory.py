"""Items of the skill `agent-trajectory`: a scripted agent really run, and gold from replay and end state.

What such an item trains: to follow a state through a long run, to read outputs to their end, to tell the
root from the symptom and a repair from a report, to leave alone what only looks doubtful. What it does
not train: the wandering of real models over many windows, and judgments of taste. Planning, fidelity and
error handling follow from the clauses that count (5.1 to 5.5); a run on which a count leaves room, such as
one with two mishaps that were dealt with in different ways, is never made.
"""

from __future__ import annotations

from pydantic import JsonValue

from grader.generators import Made
from grader.generators.agents.making import Made as MadeRun
from grader.generators.agents.making import make_run
from grader.generators.agents.material import common, material
from grader.generators.agents.pages import content, quoted
from grader.generators.agents.telling import Told, gold_texts
from grader.generators.agents.verdict import LOOP
from grader.generators.agents.words import Words
from grader.generators.proved import Head, proved


def make_item(
    seed: int,
    difficulty: int,
    *,
    family: str | None = None,
    event: str | None = None,
    item_id: str | None = None,
) -> Made:
    """Return the item of a seed with its proved gold; it has no files.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 (one plain fault in a short run) to 5 (long lists, near names, several mishaps of
            which one decides, steps that only look wrong).
        family: One of `FAMILIES`; the seed decides when left out.
        event: One of the family's events; the seed decides when left out.
        item_id: The item's id; one made from the seed when left out.

    Raises:
        ValueError: The difficulty is not 1 to 5.
    """
    made = make_run(seed, difficulty, family=family, event=event)
    name = item_id or f"traj-g{difficulty}-{seed:06d}"
    events = made.plan.family.events
    told = Told(
        made.case, made.run, made.verdict, made.draw, material(made.plan.family.name), events,
        Words(common(), made.draw.rng),
    )  # fmt: skip
    concepts = [c for key in (told.deciding, *made.plan.events) for c in events[key].concepts]
    if "wasted" in made.verdict.kinds:
        concepts.insert(2, "wasted-or-check")
    if len(made.verdict.reading.repeats) >= LOOP:
        concepts.insert(1, "loop")
    baits = list(dict.fromkeys(events[key].bait for key in (told.deciding, *made.plan.events)))
    named = list(dict.fromkeys(concepts))[:5]
    head = Head(name, seed, difficulty, made.case.domain, named, baits)
    gold: dict[str, JsonValue] = {"gold": judgment(made)}
    texts = gold_texts(told)
    missed = critical(told)
    if missed:
        gold["critical"] = missed
    gold |= texts
    gold["evidence"] = [*quoted(made, told.deciding)]
    return proved(head, content(made), gold)


def judgment(made: MadeRun) -> dict[str, JsonValue]:
    """Return the value of every field that is compared."""
    verdict = made.verdict
    found: dict[str, JsonValue] = {
        "steps": {f"step_{n}": {"kind": kind} for n, kind in enumerate(verdict.kinds, 1)},
        "first_critical": "none" if verdict.first is None else f"step_{verdict.first}",
        "met": verdict.met,
        "side_effect": verdict.side_effect,
        "planning": verdict.planning,
        "fidelity": verdict.fidelity,
        "errors_met": verdict.errors_met,
    }
    if verdict.handling is not None:
        found["handling"] = verdict.handling
    return {**found, "efficiency": verdict.efficiency}


def critical(told: Told) -> list[JsonValue]:
    """Return the judgment that must not happen: a goal called met that the state denies."""
    if told.verdict.met == "met":
        return []
    words = told.material.events[told.deciding]
    end = words.says[1].format_map(told.slots(told.deciding))
    says = told.common.say("telling.critical_met", {"end": end})
    return [{"when": {"met": "met"}, "says": says}]
