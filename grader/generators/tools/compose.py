"""Which case, and what is planted in it: the dial from 1 to 5, and faultless runs at every difficulty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from grader.generators.tools import plants as places
from grader.generators.tools.compare import agree
from grader.generators.tools.goal import solved
from grader.generators.tools.oracle import judge
from grader.generators.tools.plan import Plant, UnplayableError
from grader.generators.tools.play import Run, play
from grader.generators.tools.setting import Setting
from grader.generators.tools.story import Start
from grader.generators.tools.verdicts import ERRORS, Judged, ReplayError
from grader.generators.tools.world import Chance
from grader.generators.tools.worlds import SLUGS, setting

NUMBER = 7007
"""This generator's own stream of chance."""
FEWEST, MOST = 3, 6
"""Calls in an item."""

_FAULTLESS = 0.15
_LEFT_OUT = 0.06
_SECOND = {1: 0.0, 2: 0.2, 3: 0.35, 4: 0.5, 5: 0.6}
_HARD = {1: (1, 2), 2: (1, 3), 3: (2, 4), 4: (3, 5), 5: (3, 5)}
_FLAWED = 0.45
"""How often a run with errors ends well, at every difficulty, so that neither tells the other."""
_DECOYS = {1: (0, 1), 2: (0, 1), 3: (0, 1), 4: (1, 2), 5: (1, 2)}
_TALK = {1: 0.85, 2: 0.75, 3: 0.65, 4: 0.6, 5: 0.55}
_ATTEMPTS = 600
_SCARCE = {"busy": 0.4}
"""How often a decoy of a kind is taken that is to be had everywhere."""


_WEIGHTS = {"order": 4.0, "misread_result": 1.5, "wrong_argument": 0.8, "redundant": 0.8}
"""So that each error is met about as often, though some settings have no place for some."""


class Aim(NamedTuple):
    """What a run is to have: how many errors, how it ends, and whether a part is left undone."""

    errors: int
    ends: str


class Composed(NamedTuple):
    """A run that both ways judge alike."""

    setting: Setting
    start: Start
    plants: tuple[Plant, ...]
    run: Run
    judged: Judged


class NothingFitsError(ValueError):
    """No run comes together that both ways judge alike."""


def compose(seed: int, difficulty: int, slug: str | None = None) -> Composed:
    """Return the run of a seed.

    Raises:
        NothingFitsError: No run comes together.
    """
    chosen = setting(slug or _slug(seed))
    chance = np.random.default_rng([seed, difficulty, NUMBER])
    aim = _aim(chance, difficulty)
    for attempt in range(_ATTEMPTS):
        made = _try(chosen, chance, difficulty, aim)
        if made is not None:
            return made
        if attempt % 100 == 99 or (aim.ends == "left_out" and attempt % 10 == 9):
            aim = Aim(1, "failed" if chance.random() > _FLAWED else "flawed")
    raise NothingFitsError(f"{chosen.slug}: seed {seed}, difficulty {difficulty}, {aim}")


def _slug(seed: int) -> str:
    """Return the setting of a seed: as many seeds in a row as there are settings see each of them once."""
    block, place = divmod(seed, len(SLUGS))
    order = np.random.default_rng([block, NUMBER]).permutation(len(SLUGS))
    return SLUGS[int(order[place])]


def _aim(chance: Chance, difficulty: int) -> Aim:
    """Return what a run is to have."""
    draw = chance.random()
    if draw < _FAULTLESS:
        return Aim(0, "clean")
    if draw < _FAULTLESS + _LEFT_OUT and difficulty >= 3:
        return Aim(0, "left_out")
    wanted = 2 if chance.random() < _SECOND[difficulty] else 1
    return Aim(wanted, "flawed" if chance.random() < _FLAWED else "failed")


def _try(chosen: Setting, chance: Chance, difficulty: int, aim: Aim) -> Composed | None:
    start = chosen.start(chance)
    planted = _pick(chosen, start, chance, difficulty, aim)
    if planted is None:
        return None
    busy = {start.story.need(p.need).tool: 1 for p in planted if p.how == "busy"}
    if busy:
        start = start._replace(state={**start.state, "busy": busy})
    try:
        run = play(chosen, start, planted, chance, talk=_TALK[difficulty])
        if not FEWEST <= len(run.steps) <= MOST:
            return None
        judged = judge(chosen, start, run)
    except (UnplayableError, ReplayError):
        return None
    if not agree(planted, run, judged) or any(f.how == "stray" for f in judged.findings):
        return None
    run.layout = "\n" if chance.random() < 0.6 else " "
    return Composed(chosen, start, tuple(planted), run, judged)


def _pick(
    chosen: Setting, start: Start, chance: Chance, difficulty: int, aim: Aim
) -> list[Plant] | None:
    planted: list[Plant] | None = []
    if aim.ends == "left_out":
        undone = places.left_out(start, solved(chosen, start)[0])
        planted = [undone[int(chance.integers(len(undone)))]] if undone else None
    elif aim.errors:
        planted = _faults(places.faults(chosen, start), chance, difficulty, aim)
    if planted is None:
        return None
    few, many = _DECOYS[difficulty]
    wanted = int(chance.integers(few, many + 1)) + (not planted and difficulty > 1)
    return planted + _decoys(chosen, start, chance, planted, wanted)


def _faults(
    every: Sequence[Plant], chance: Chance, difficulty: int, aim: Aim
) -> list[Plant] | None:
    """Return the faults of a run: at most one of them makes it fail, and each is in a step of its own."""
    low, high = _HARD[difficulty]
    planted: list[Plant] = []
    weights = np.array([_WEIGHTS.get(error, 1.0) for error in ERRORS])
    drawn = chance.choice(len(ERRORS), aim.errors, replace=False, p=weights / weights.sum())
    for error in [ERRORS[int(n)] for n in drawn]:
        ends = aim.ends if not planted else "flawed"
        # What ends well leaps to the eye sooner, and what fails is more rarely plain.
        band = range(min(low, 2), high + 1) if ends == "flawed" else range(low, max(high, 3) + 1)
        fitting = [
            plant
            for plant in every
            if plant.error == error
            and plant.hard in band
            and plant.ends == ends
            and all(plant.need != other.need for other in planted)
        ]
        if not fitting:
            return None
        planted.append(_one_of_each(fitting, chance))
    return planted


def _one_of_each(fitting: Sequence[Plant], chance: Chance) -> Plant:
    """Return one plant: first what is done, then where, so that many places of a kind weigh no more."""
    for key in (_what, _where, _which):
        kinds = list(dict.fromkeys(key(plant) for plant in fitting))
        kind = kinds[int(chance.integers(len(kinds)))]
        fitting = [plant for plant in fitting if key(plant) == kind]
    return fitting[int(chance.integers(len(fitting)))]


def _what(plant: Plant) -> tuple[object, ...]:
    renamed = plant.how == "mistyped" and plant.value[0] != plant.arg
    return plant.how, plant.ends, plant.misreads, plant.mends, renamed


def _where(plant: Plant) -> tuple[object, ...]:
    return (plant.need,)


def _which(plant: Plant) -> tuple[object, ...]:
    return (plant.arg,)


def _decoys(
    chosen: Setting, start: Start, chance: Chance, planted: Sequence[Plant], wanted: int
) -> list[Plant]:
    repeated = any(plant.how in ("repeat", "late") for plant in planted)
    free = [
        plant
        for plant in places.decoys(chosen, start)
        if all(plant.need != other.need for other in planted)
        and not (repeated and plant.how == "busy")
    ]
    found: list[Plant] = []
    while free and len(found) < wanted:
        plant = _one_of_each(free, chance)
        free = [one for one in free if one.need != plant.need and one.how != plant.how]
        if chance.random() < _SCARCE.get(plant.how, 1.0):
            found.append(plant)
    return found
