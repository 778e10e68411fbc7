"""What a request needs: the looks and the changes, where each argument comes from, what each result tells."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from grader.generators.tools.mem import Fact, Get, Mem, Said
from grader.generators.tools.reading import Rows, Slip
from grader.generators.tools.world import Chance, State


@dataclass(frozen=True)
class Source:
    """Where the value of an argument comes from.

    Attributes:
        get: The right value.
        ask: The key of the user's words that give it, if they do.
        fact: The fact of a result that gives it, if one does.
        given: The given fact that gives it, if one does.
        base: The fact from which it is counted on, where the user's words say only how far.
        wrong: Values that fit the schema and are not meant, the nearest to the truth first.
        unit: Whether the first of them is the amount in another unit.
        loses: Whether the user's condition is lost when this optional argument is left out.
        free: Other wordings that are as good, for a text that needs no source word by word.
        echo: The facts under which the result shows what was passed, each with the fact that is
            believed instead by somebody who thinks it was passed rightly; "" for the right value itself.
        mends: Whether doing it again with the right value leaves nothing of the wrong one behind.
        honest: Whether a wrong value may also go with a reading that says what the result says.
    """

    get: Get
    ask: str = ""
    fact: str = ""
    given: str = ""
    base: str = ""
    wrong: Callable[[Mem], Sequence[Any]] = lambda _: ()
    unit: bool = False
    loses: bool = False
    free: Callable[[Mem], Sequence[Any]] = lambda _: ()
    echo: Mapping[str, str] = field(default_factory=dict)
    honest: bool = True
    mends: bool = True

    def belief(self, mem: Mem) -> dict[str, Any]:
        """Return what somebody believes of the result who thinks that the right value was passed."""
        right = self.get(mem)
        return {name: mem.fact(other) if other else right for name, other in self.echo.items()}


def ask(key: str, **more: Any) -> Source:
    """Return the source that is the request itself."""
    return Source(get=lambda mem: mem.ask(key), ask=key, **more)


def fact(name: str, **more: Any) -> Source:
    """Return the source that is a fact of an earlier result."""
    return Source(get=lambda mem: mem.fact(name), fact=name, **more)


def given(key: str, **more: Any) -> Source:
    """Return the source that is a given fact."""
    return Source(get=lambda mem: mem.given[key], given=key, **more)


def const(value: Any, **more: Any) -> Source:
    """Return a value that the case itself demands."""
    return Source(get=lambda _: value, **more)


@dataclass(frozen=True)
class Lookalike:
    """Another tool of the list that could be taken for the right one, and which its description excludes.

    Attributes:
        tool: The tool.
        args: Arguments that are right by its schema and by the request.
        takes: The facts that somebody would read off its result who took it for the right tool.
        quote: The words of its description that exclude the case.
    """

    tool: str
    args: Callable[[Mem], Mapping[str, Any]]
    quote: str
    takes: Mapping[str, Callable[[Mem, Any], Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """One look or change that the request needs.

    Attributes:
        key: Its name in the story.
        tool: The right tool.
        args: The sources of the arguments to be passed; the others are rightly left out.
        facts: What its result tells.
        after: Needs that must be met before this change though no argument depends on them.
        because: What demands so: ("ask", its key), ("given", its key) or ("tools", words of the page).
        only_if: When it is wanted at all, by what is believed then.
        consent: When the user's consent is due first and nobody has given it.
        turns: Whether it could be done before its check without changing what the check returns.
        optional: Whether a careful assistant may do without (a look after a change).
        left_out: Whether the request asks for it apart from the rest, so that it could be left undone.
        page: Whether it only fetches the rest of a list, so that one could stop before it.
        replaces: Whether doing it again with other values puts a wrong one right.
        slips: The wrong readings that its result invites.
        rows: The lists that it gives, one row of which is meant.
        lookalike: The tool that could be taken for the right one.
    """

    key: str
    tool: str
    args: Mapping[str, Source]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    because: tuple[str, str] = ("", "")
    only_if: Callable[[Mem], bool] | None = None
    consent: Callable[[Mem], bool] | None = None
    turns: bool = True
    optional: bool = False
    left_out: bool = False
    page: bool = False
    replaces: bool = False
    slips: tuple[Slip, ...] = ()
    rows: tuple[Rows, ...] = ()
    lookalike: Lookalike | None = None


@dataclass(frozen=True)
class Extra:
    """A change that nobody asked for: after which need it would come, and as what call."""

    after: str
    tool: str
    args: Callable[[Mem], Mapping[str, Any]]


@dataclass(frozen=True)
class Story:
    """A kind of request in a world.

    Attributes:
        needs: In a sound order.
        asked: The facts that an answer must tell, where they are known.
        extras: Changes that nobody asks for.
        ghosts: Tools that the list does not have, by the need that they would serve.
        loose: Needs that may stand in any order among each other.
    """

    needs: tuple[Need, ...]
    asked: tuple[str, ...]
    extras: tuple[Extra, ...] = ()
    ghosts: Mapping[str, str] = field(default_factory=dict)
    loose: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(init=False)
    home: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        facts: dict[str, Fact] = {}
        home: dict[str, str] = {}
        for need in self.needs:
            for name, one in need.facts.items():
                if name in facts:
                    raise ValueError(f"two needs tell {name!r}")
                facts[name] = one if one.of else dataclasses.replace(one, of=(need.key,))
                home[name] = need.key
        object.__setattr__(self, "facts", facts)
        object.__setattr__(self, "home", home)

    def need(self, key: str) -> Need:
        """Return a need by its key."""
        return next(need for need in self.needs if need.key == key)


class Start(NamedTuple):
    """One case of a setting: its tables, what the user wants, and what the assistant was given.

    ``given`` has ``today`` where dates matter. What is worked out for the prose alone, such as a town,
    stands in it too.
    """

    state: State
    asks: Mapping[str, Said]
    given: Mapping[str, Any]
    story: Story


StartMaker: TypeAlias = Callable[[Chance], Start]
