"""A run and everything that belongs to it: drawn, run, replayed, judged."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import numpy as np

from grader.generators.agents.calls import parse
from grader.generators.agents.family import Case, Draw
from grader.generators.agents.judge import UndecidableError
from grader.generators.agents.material import common, material
from grader.generators.agents.plan import Plan, plan
from grader.generators.agents.run import Run, replay
from grader.generators.agents.verdict import Verdict, judge
from grader.generators.agents.words import Words
from grader.generators.agents.world import World

SHORTEST, LONGEST = 8, 18
"""Steps of a run."""

_ATTEMPTS = 60


@dataclass(frozen=True)
class Made:
    """One run with its judgment.

    Attributes:
        fresh: The world as it was before the run.
        verdict: Of the replay of the calls in ``fresh``.
    """

    plan: Plan
    draw: Draw
    case: Case
    run: Run
    fresh: World
    verdict: Verdict


def make_run(
    seed: int, difficulty: int, *, family: str | None = None, event: str | None = None
) -> Made:
    """Return the run of a seed.

    Raises:
        ValueError: The difficulty is not 1 to 5, or no run comes together that can be decided.
    """
    if difficulty not in range(1, 6):
        raise ValueError(f"difficulty must be 1 to 5 (got {difficulty})")
    why = ""
    for attempt in range(_ATTEMPTS):
        rng = np.random.default_rng([seed, difficulty, 37, attempt])
        try:
            return _attempt(rng, difficulty, family, event)
        except UndecidableError as error:
            why = str(error)
    raise ValueError(f"no run came together in {_ATTEMPTS} attempts (seed {seed}): {why}")


def _attempt(
    rng: np.random.Generator, difficulty: int, family: str | None, event: str | None
) -> Made:
    drawn = plan(rng, difficulty, family, event)
    texts = material(drawn.family.name)
    words = Words({**common(), **texts.lists()}, rng)
    setting = texts.settings[int(rng.integers(len(texts.settings)))]
    draw = Draw(rng, difficulty, drawn.events, setting, words)
    case = drawn.family.case(draw)
    fresh = copy.deepcopy(case.world)
    run = Run(case.world, words, case.slots, idle=drawn.idle, slip=drawn.slip)
    case.script(run)
    if not SHORTEST <= len(run.steps) <= LONGEST:
        raise UndecidableError(f"{len(run.steps)} steps are too few or too many")
    # The calls are read back from how they are written, and made once more in a fresh world.
    calls = [parse(step.call.text()) for step in run.steps if step.call is not None]
    again = replay(fresh, run.steps, calls)
    verdict = judge(again, case.spec)
    return Made(drawn, draw, case, run, fresh, verdict)
