"""What a world is: a state that can be read as facts, and tools that return what a page shows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from grader.errors import UnknownNameError
from grader.generators.agents.calls import Call

Facts: TypeAlias = Mapping[str, str]
"""The state of a world, by key: ``file:Invoices/a.pdf`` is where that file is now."""


@dataclass(frozen=True)
class Result:
    """What a tool returned, and what it says to somebody who reads it.

    Attributes:
        output: What stands on the page.
        kind: Whether the tool only looks or changes something.
        seen: What the output shows, by key.
        about: What a look is about, by which one tells a detour from a look that bears on the task.
        aim: What the call was for; a failure leaves it open until another call reaches it.
        failed: Nothing was done, and the output says so.
        lasting: The output says that trying again will not help.
        left: What the output says was not done, or not as asked, by key.
        live: The same look may show something new by itself.
    """

    output: str
    kind: Literal["look", "change"]
    seen: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    aim: str = ""
    failed: bool = False
    lasting: bool = False
    left: frozenset[str] = frozenset()
    live: bool = False

    @property
    def trouble(self) -> bool:
        """Whether a careful agent has something to deal with."""
        return self.failed or bool(self.left)


def look(output: str, seen: Iterable[str], about: Iterable[str], aim: str = "") -> Result:
    """Return what a look shows."""
    return Result(output, "look", frozenset(seen), frozenset(about), aim)


def done(output: str, aim: str, *, left: Iterable[str] = (), seen: Iterable[str] = ()) -> Result:
    """Return what a change says of itself."""
    return Result(output, "change", frozenset(seen), aim=aim, left=frozenset(left))


def refused(output: str, aim: str, *, lasting: bool = False, kind: str = "change") -> Result:
    """Return what a call says that did nothing."""
    which: Literal["look", "change"] = "look" if kind == "look" else "change"
    return Result(output, which, aim=aim, failed=True, lasting=lasting)


class World(ABC):
    """A state and its tools; every public method named in ``tools`` is one.

    Attributes:
        tools: What an agent may call.
        hiccups: What goes wrong once, by the aim of the call, with what the output says.
    """

    tools: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.hiccups: dict[str, str] = {}

    @abstractmethod
    def facts(self) -> dict[str, str]:
        """Return the state by key; what is not there has no key."""

    def run(self, call: Call) -> Result:
        """Return what a call gives, having done what it does.

        Raises:
            UnknownNameError: There is no such tool.
        """
        if call.tool not in self.tools:
            raise UnknownNameError("tool", call.tool, self.tools)
        result = getattr(self, call.tool)(*call.args, **dict(call.named))
        if not isinstance(result, Result):
            raise TypeError(f"{call.tool} returned no result")
        return result

    def hiccup(self, aim: str, kind: str = "change") -> Result | None:
        """Return the failure that is due for an aim, once."""
        said = self.hiccups.pop(aim, None)
        return None if said is None else refused(said, aim, kind=kind)
