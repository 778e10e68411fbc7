"""What is known at a point of a run, and how single things are read off results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias


class Said(NamedTuple):
    """Something of the request: its value, and the words that the user has for it."""

    value: Any
    words: str


class UnknownError(LookupError):  # says what it is
    """A fact that nothing on the page tells."""


class Mem:
    """What is known at a point of a run: request, given facts, results, and what the assistant believes."""

    def __init__(
        self, asks: Mapping[str, Said], given: Mapping[str, Any], facts: Mapping[str, Fact]
    ) -> None:
        self.asks = asks
        self.given = given
        self.results: dict[str, Any] = {}
        self.believed: dict[str, Any] = {}
        self._facts = facts

    def ask(self, key: str) -> Any:
        """Return what the user wants."""
        return self.asks[key].value

    def has(self, need: str) -> bool:
        """Return whether a need has a result."""
        return need in self.results

    def r(self, need: str) -> Any:
        """Return the result that answers a need.

        Raises:
            UnknownError: It has none yet.
        """
        if need not in self.results:
            raise UnknownError(need)
        return self.results[need]

    def fact(self, name: str) -> Any:
        """Return a fact as the assistant believes it, or as the results have it.

        Raises:
            UnknownError: The results do not tell it.
        """
        return self.believed[name] if name in self.believed else self.told(name)

    def told(self, name: str) -> Any:
        """Return a fact as the results have it, built on what is believed of the facts before it.

        Raises:
            UnknownError: The results do not tell it.
        """
        try:
            return self._facts[name].get(self)
        except (KeyError, IndexError, ValueError, TypeError, StopIteration) as error:
            raise UnknownError(name) from error

    def knows(self, name: str) -> bool:
        """Return whether a fact can be said."""
        try:
            return self.fact(name) is not None
        except UnknownError:
            return False


Get: TypeAlias = Callable[[Mem], Any]


@dataclass(frozen=True)
class Fact:
    """One thing that results tell.

    Attributes:
        get: How it is read off or worked out.
        of: The needs whose results tell it; that of its own need when empty.
        whole: Whether the results are the whole that the fact speaks of; None where that is no question.
    """

    get: Get
    of: tuple[str, ...] = ()
    whole: Callable[[Mem], bool] | None = None
