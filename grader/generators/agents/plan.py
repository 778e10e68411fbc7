"""What is to happen in a run: which family, which events, how much is wasted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grader.errors import UnknownNameError
from grader.generators.agents.families import FAMILIES
from grader.generators.agents.family import Family

FAULTLESS = 0.17
"""The share of runs without a mistake, at every difficulty."""

_CIRCLES = 0.08
"""The share of runs that go round in circles."""

_IDLE = {1: (0, 0, 0, 1), 2: (0, 0, 1, 1), 3: (0, 0, 1, 2), 4: (0, 1, 1, 2), 5: (0, 1, 2, 2)}
_SLIP = {1: 0.0, 2: 0.1, 3: 0.15, 4: 0.2, 5: 0.2}
_JOIN = {1: 0.0, 2: 0.2, 3: 0.35, 4: 0.6, 5: 0.75}


@dataclass(frozen=True)
class Plan:
    """What is drawn before a run is made."""

    family: Family
    events: tuple[str, ...]
    idle: int
    slip: bool


def plan(rng: np.random.Generator, difficulty: int, family: str | None, event: str | None) -> Plan:
    """Return what is to happen at a difficulty; family and event may be given.

    Raises:
        UnknownNameError: There is no such family or event.
    """
    if family is not None and family not in FAMILIES:
        raise UnknownNameError("family", family, FAMILIES)
    names = list(FAMILIES)
    drawn = names[int(rng.integers(len(names)))]
    chosen = FAMILIES[family or drawn]
    if event is not None and event not in chosen.events:
        raise UnknownNameError("event", event, chosen.events)
    clean = bool(rng.random() < FAULTLESS)
    able = {name: one for name, one in chosen.events.items() if one.least <= difficulty <= one.most}
    some = [name for name, one in able.items() if one.faultless == clean] or list(able)
    # What has just become possible is drawn more often than what was easier, and so are mistakes of
    # which nothing remains, lest every mistake be taken for critical.
    weights = np.array([(1 + 0.5 * able[n].least) * (1 if able[n].critical else 2) for n in some])
    first = event or some[int(rng.choice(len(some), p=weights / weights.sum()))]
    events = [first]
    joins = [name for name in chosen.events[first].joins if event or name in able]
    if joins and rng.random() < _JOIN[difficulty]:
        events.append(joins[int(rng.integers(len(joins)))])
    idle = _IDLE[difficulty][int(rng.integers(4))]
    if difficulty > 1 and rng.random() < _CIRCLES:
        idle = int(rng.integers(3, 7))
    harmless = not chosen.events[first].critical and len(events) == 1
    slip = bool(rng.random() < _SLIP[difficulty] * (2 if harmless else 1))
    return Plan(chosen, tuple(events), idle, slip)
