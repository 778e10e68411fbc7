"""One run of a scripted agent: its steps as they happened, and what its last message claims."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from grader.generators.agents.calls import Arg, Call
from grader.generators.agents.words import Words
from grader.generators.agents.world import Facts, Result, World

Kind: TypeAlias = Literal["sound", "mistake", "recovery", "wasted"]


@dataclass(frozen=True)
class Claim:
    """One thing that a message says.

    Attributes:
        key: The fact it is about; ``*`` says that nothing outside the task was changed, and
            ``~looks:x`` how often the agent looked at x.
        value: What the fact is said to be; None says that it is as the task wants it.
        matters: Whether anybody would act on it.
    """

    key: str
    value: str | None = None
    matters: bool = True


@dataclass(frozen=True)
class Report:
    """The last message: its sentences with what each claims, and which trouble they tell of, by key."""

    sentences: tuple[tuple[str, tuple[Claim, ...]], ...]
    tells: frozenset[str]

    @property
    def text(self) -> str:
        """The sentences, one a line."""
        return "\n".join(sentence for sentence, _ in self.sentences)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Everything that is claimed."""
        return tuple(claim for _, claims in self.sentences for claim in claims)


@dataclass(frozen=True)
class Step:
    """One thought, one action and its output; the last step has a report instead of an action.

    Attributes:
        number: From 1.
        thought: May be empty.
        knowing: Whether the thought names the rule that the action then breaks.
        before: The state before the action.
        after: The state after it.
    """

    number: int
    thought: str
    knowing: bool
    call: Call | None
    result: Result | None
    report: Report | None
    before: Facts
    after: Facts


@dataclass(frozen=True)
class Planted:
    """What the script meant by a step: its kind, the event it belongs to, and words for telling it."""

    step: int
    kind: Kind
    event: str
    stands: bool
    slots: Mapping[str, str]


@dataclass
class Run:
    """An agent at work: each `act` is a step, `tell` adds to the last message, `close` sends it.

    Attributes:
        idle: How many steps it still takes for nothing, where the script lets it pause.
        slip: Whether its last message says wrongly how often it looked.
    """

    world: World
    words: Words
    slots: dict[str, str]
    idle: int = 0
    slip: bool = False
    steps: list[Step] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    noted: dict[str, int] = field(default_factory=dict)
    _sentences: list[tuple[str, tuple[Claim, ...]]] = field(default_factory=list)
    _tells: set[str] = field(default_factory=set)

    def act(
        self,
        why: str,
        tool: str,
        *args: Arg,
        kind: Kind = "sound",
        event: str = "",
        stands: bool = False,
        note: str = "",
        slots: Mapping[str, str] | None = None,
        **named: Arg,
    ) -> Result:
        """Call a tool as a step and return what came of it; see `take`.

        Args:
            why: The thought before it, by its key among the words; "" for none.
            tool: What is called.
            *args: What it is given.
            kind: See `take`.
            event: See `take`.
            stands: See `take`.
            note: See `take`.
            slots: See `take`.
            **named: What it is given by name.
        """
        call = Call(tool, args, tuple(named.items()))
        return self.take(call, why, kind=kind, event=event, stands=stands, note=note, slots=slots)

    def take(
        self,
        call: Call,
        why: str,
        *,
        kind: Kind = "sound",
        event: str = "",
        stands: bool = False,
        knowing: bool = False,
        note: str = "",
        slots: Mapping[str, str] | None = None,
    ) -> Result:
        """Take a step and return what came of it.

        Args:
            call: What is done.
            why: The thought before it, by its key among the words; "" for none.
            kind: What the script means the step to be; the judgment does not rest on it.
            event: The event that this step belongs to, if it is not a sound one.
            stands: Whether the script means a mistake's effect to stand at the end.
            knowing: Whether the thought names the rule that is then broken.
            note: A name by which the telling finds this step.
            slots: Words for the thought, beside the run's own.
        """
        said = {**self.slots, **(slots or {})}
        thought = self.words.say(f"thoughts.{why}", said) if why else ""
        before = self.world.facts()
        result = self.world.run(call)
        number = len(self.steps) + 1
        self.steps.append(
            Step(number, thought, knowing, call, result, None, before, self.world.facts())
        )
        self._mark(number, kind, event, stands, note, said)
        return result

    def pause(self, share: float = 0.5) -> None:
        """Perhaps look at the same thing once more, where nothing was tried since the last look."""
        step = self.steps[-1] if self.steps else None
        if self.idle < 1 or step is None or step.call is None or step.result is None:
            return
        if step.result.kind != "look" or step.result.failed or step.result.live:
            return
        if not self.words.chance(share):
            return
        times = self.idle if self.idle > 2 else 1  # who begins to go round in circles goes on
        self.idle -= times
        for _ in range(times):
            self.take(step.call, "again", kind="wasted", event="again")

    def checked(self, about: str) -> None:
        """Perhaps claim a second look at what was looked at once after the last change."""
        looked = self.steps[-1].result
        if self.slip and looked is not None and looked.kind == "look" and about in looked.about:
            self.tell("slip", [Claim(f"~looks:{about}", "2", matters=False)])
            self.slip = False

    def tell(
        self,
        key: str,
        claims: Iterable[Claim | str] = (),
        *,
        tells: Iterable[str] = (),
        slots: Mapping[str, str] | None = None,
    ) -> None:
        """Add a sentence to the last message, with what it claims and what trouble it tells of."""
        text = self.words.say(f"report.{key}", {**self.slots, **(slots or {})})
        said = tuple(Claim(one) if isinstance(one, str) else one for one in claims)
        self._sentences.append((text[:1].upper() + text[1:], said))
        self._tells |= set(tells)

    def close(
        self,
        *,
        kind: Kind = "sound",
        event: str = "",
        stands: bool = False,
        slots: Mapping[str, str] | None = None,
    ) -> None:
        """Send the last message."""
        report = Report(tuple(self._sentences), frozenset(self._tells))
        facts = self.world.facts()
        number = len(self.steps) + 1
        self.steps.append(Step(number, "", False, None, None, report, facts, facts))
        self._mark(number, kind, event, stands, "last", {**self.slots, **(slots or {})})

    @property
    def last(self) -> Result:
        """What came of the step before."""
        result = self.steps[-1].result
        if result is None:
            raise ValueError("there is no step with a result yet")
        return result

    def _mark(
        self,
        number: int,
        kind: Kind,
        event: str,
        stands: bool,
        note: str,
        slots: Mapping[str, str],
    ) -> None:
        if kind != "sound":
            self.planted.append(Planted(number, kind, event, stands, dict(slots)))
        if note:
            self.noted[note] = number


def replay(world: World, steps: Sequence[Step], calls: Sequence[Call]) -> list[Step]:
    """Return the steps that calls give in a world, from its present state on; the world is not touched.

    Args:
        world: As it was before the run.
        steps: The run, of which thoughts and the report are taken.
        calls: The calls in order, for example as read from the page.

    Raises:
        ValueError: There is not one call for each step before the report.
    """
    if len(calls) != len(steps) - 1:
        raise ValueError(f"{len(steps)} steps with a report need {len(steps) - 1} calls")
    world = copy.deepcopy(world)
    again: list[Step] = []
    for step, call in zip(steps, calls, strict=False):
        before = world.facts()
        result = world.run(call)
        again.append(
            Step(step.number, step.thought, step.knowing, call, result, None, before, world.facts())
        )
    facts = world.facts()
    end = steps[-1]
    again.append(Step(end.number, "", False, None, None, end.report, facts, facts))
    return again
