"""What a family of tasks is: a world, a task, a script that an agent follows, and what may happen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeVar

import numpy as np

from grader.generators.agents.run import Run
from grader.generators.agents.spec import Spec
from grader.generators.agents.words import Words
from grader.generators.agents.world import Facts, World

_T = TypeVar("_T")


@dataclass(frozen=True)
class Event:
    """What may happen in a run: a fault, a fault put right, or an obstacle that is cleared.

    Attributes:
        least: The difficulty from which it is used.
        most: The difficulty up to which it is used.
        met: What the script means the goal to be in the end.
        critical: Whether the script means a step of it to be critical.
        faultless: Whether no step of it is a mistake.
        concepts: What a learner needs for it.
        bait: What draws to the wrong judgment.
        joins: Other events of the family that may happen in the same run, after this one decided.
        doubt: In a run without a mistake, the name of the step that looks doubtful; the last if empty.
    """

    met: Literal["met", "partly", "not_met"]
    critical: bool
    concepts: tuple[str, ...]
    bait: str
    least: int = 1
    most: int = 5
    faultless: bool = False
    joins: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True)
class Case:
    """One task, ready to be run.

    Attributes:
        world: As it is before the run.
        spec: What is asked, for the judge.
        slots: Words for every text of the run.
        goal: The task as the agent is given it.
        policy: The rules for it, or "".
        domain: What the item is about.
        script: What the agent does.
        state: What is shown of the state after the run.
        needs_state: Whether the outputs alone do not show the end.
    """

    world: World
    spec: Spec
    slots: dict[str, str]
    goal: str
    policy: str
    domain: str
    script: Callable[[Run], None]
    state: Callable[[Facts], str]
    needs_state: bool = True


@dataclass
class Draw:
    """What a family decides by: a seeded chance, the difficulty, and what is to happen."""

    rng: np.random.Generator
    difficulty: int
    events: tuple[str, ...]
    setting: Mapping[str, Any]
    words: Words

    def has(self, *names: str) -> bool:
        """Return whether one of these events is to happen."""
        return any(name in self.events for name in names)

    def pick(self, some: Sequence[_T]) -> _T:
        """Return one of some things."""
        return some[int(self.rng.integers(len(some)))]

    def several(self, some: Sequence[_T], count: int) -> list[_T]:
        """Return so many different ones of some things, in random order."""
        if count > len(some):
            raise ValueError(f"{count} of {len(some)} things are too many")
        return [some[int(i)] for i in self.rng.permutation(len(some))[:count]]

    def number(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return int(self.rng.integers(low, high + 1))

    def chance(self, share: float) -> bool:
        """Return yes in such a share of cases."""
        return bool(self.rng.random() < share)


class Family(ABC):
    """One kind of task; its words stand in the YAML file of its name."""

    name: ClassVar[str]
    events: ClassVar[Mapping[str, Event]]

    @abstractmethod
    def case(self, draw: Draw) -> Case:
        """Return a task of this family in which the drawn events will happen."""


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def count(number: int) -> str:
    """Return a number as it is written in a sentence."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
