"""What a task asks, as a judge needs it: what must hold at the end, and what each action rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from grader.generators.agents.calls import Call
from grader.generators.agents.world import Facts

Holds = Callable[[str, Facts], bool]
"""Whether a value ("" where there is none) is as it should be, given the whole state."""


@dataclass(frozen=True)
class Goal:
    """What one fact must be.

    Attributes:
        key: The fact.
        holds: Whether a value will do.
        rank: Whether it belongs to the main requirement, to another one, is a limit, or is only the base
            on which something is worked out.
        name: The requirement it belongs to; several facts may share one.
        statement: Whether it is something said to people.
    """

    key: str
    holds: Holds
    rank: Literal["main", "other", "limit", "base"] = "main"
    name: str = ""
    statement: bool = False

    @property
    def requirement(self) -> str:
        """What groups the facts of one requirement."""
        return self.name or self.rank


def one_of(*values: str) -> Holds:
    """Return a test for one of some values."""
    allowed = frozenset(values)
    return lambda value, _: value in allowed


def _nothing(call: Call) -> frozenset[str]:
    return frozenset()


def _needs_nothing(call: Call, seen: frozenset[str]) -> frozenset[str]:
    return frozenset()


def _on_nothing(key: str) -> str:
    return ""


def _no_purpose(call: Call) -> str:
    return ""


def _no_limit(call: Call, facts: Facts, seen: frozenset[str]) -> str:
    return ""


@dataclass(frozen=True)
class Spec:
    """A task as a judge reads it.

    Attributes:
        goals: By key. Every other fact is outside the task and stays as it is.
        free: Beginnings of keys that nobody minds: a basket, a draft, a view of one's own.
        strict: Whether the task forbids to change anything outside it.
        relevant: What a look may be about and bear on the task; None for everything.
        lasting: Beginnings of keys whose change cannot be called back.
        needs: What must have been seen before an action, given what has been, or else it is a guess.
        uses: What an action builds on, by key.
        rests: The fact that another one is made from; "" for none.
        serves: The requirements that fail with an action that goes wrong; none where that is plain.
        purpose: What an action is for, where one that went wrong may be made up for by another.
        breaks: The limit on the order of things that an action breaks, or "".
    """

    goals: Mapping[str, Goal]
    free: tuple[str, ...] = ()
    strict: bool = False
    relevant: frozenset[str] | None = None
    lasting: tuple[str, ...] = ()
    needs: Callable[[Call, frozenset[str]], frozenset[str]] = field(default=_needs_nothing)
    uses: Callable[[Call], frozenset[str]] = field(default=_nothing)
    rests: Callable[[str], str] = field(default=_on_nothing)
    serves: Callable[[Call], frozenset[str]] = field(default=_nothing)
    purpose: Callable[[Call], str] = field(default=_no_purpose)
    breaks: Callable[[Call, Facts, frozenset[str]], str] = field(default=_no_limit)

    def wrong(self, facts: Facts, start: Facts) -> frozenset[str]:
        """Return the facts that were made to be what they should not be."""
        found = set()
        for key in facts.keys() | start.keys() | self.goals.keys():
            now, was = facts.get(key, ""), start.get(key, "")
            if now != was and (not self.holds(key, now, facts) if key in self.goals else True):
                found.add(key)
        return frozenset(key for key in found if not key.startswith(self.free or ("\0",)))

    def undone(self, facts: Facts, start: Facts) -> frozenset[str]:
        """Return the facts that were asked for and are still as they were."""
        return frozenset(
            key
            for key in self.goals
            if facts.get(key, "") == start.get(key, "")
            and not self.holds(key, facts.get(key, ""), facts)
        )

    def holds(self, key: str, value: str, facts: Facts) -> bool:
        """Return whether a fact that the task asks for is as it should be."""
        return self.goals[key].holds(value, facts)

    def outside(self, key: str) -> bool:
        """Return whether the task says nothing of a fact, and it matters."""
        return key not in self.goals and not key.startswith(self.free or ("\0",))
