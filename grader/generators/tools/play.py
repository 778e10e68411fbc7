"""An assistant that does its work in a world, soundly or with planted faults, and says what it does."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.generators.tools import phrases
from grader.generators.tools.mem import Mem, Said, UnknownError
from grader.generators.tools.plan import Plant, UnplayableError
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import Sentence, capital, choose, fill, fill_request, speak
from grader.generators.tools.story import Need, Start
from grader.generators.tools.world import BUSY, Call, Chance, State, execute


@dataclass
class Step:
    """A call with the words above it and below it."""

    call: Call
    lead: str = ""
    said: list[Sentence] = field(default_factory=list)


@dataclass
class Run:
    """What came of it, as far as a page shows it, and at which call each plant ended up."""

    tools: str
    context: str
    request: str
    asks: Mapping[str, Said]
    steps: list[Step] = field(default_factory=list)
    answer: list[Sentence] = field(default_factory=list)
    layout: str = "\n"
    marks: dict[int, int] = field(default_factory=dict)


class _Player:
    def __init__(
        self, setting: Setting, start: Start, plants: Sequence[Plant], chance: Chance, talk: float
    ) -> None:
        self.setting, self.start, self.story = setting, start, start.story
        self.plants, self.chance, self.talk = plants, chance, talk
        self.words = setting.words
        self.state: State = copy.deepcopy(start.state)
        self.mem = Mem(start.asks, start.given, start.story.facts)
        self.steps: list[Step] = []
        self.marks: dict[int, int] = {}
        self.next_lead = ""

    def order(self) -> list[Need]:
        needs = list(self.story.needs)
        loose = [n for n, need in enumerate(needs) if need.key in self.story.loose]
        shuffled = [loose[int(i)] for i in self.chance.permutation(len(loose))]
        moved = {place: needs[source] for place, source in zip(loose, shuffled, strict=True)}
        needs = [moved.get(n, need) for n, need in enumerate(needs)]
        dropped = {p.need for p in self.plants if p.how in ("left_out", "part")}
        wanted = {p.need for p in self.plants if p.how == "verify"}
        needs = [n for n in needs if n.key not in dropped and (not n.optional or n.key in wanted)]
        for plant in self.plants:
            if plant.how == "early" and self.story.need(plant.need).after:
                late = self.story.need(plant.need)
                rest = [need for need in needs if need.key != late.key]
                place = min(n for n, need in enumerate(rest) if need.key in late.after)
                needs = [*rest[:place], late, *rest[place:]]
        return needs

    def at(self, need: str, *hows: str) -> list[tuple[int, Plant]]:
        return [(n, p) for n, p in enumerate(self.plants) if p.need == need and p.how in hows]

    def call(self, tool: str, args: Mapping[str, Any]) -> Call:
        made = execute(self.words.tools, self.setting.handlers, self.state, tool, args)
        self.steps.append(Step(made, self.next_lead))
        self.next_lead = ""
        return made

    def say(self, text: str) -> None:
        if text:
            self.steps[-1].said.append(Sentence(capital(text)))

    def lead_to(self, need: Need, *, certain: bool = False) -> None:
        wordings = self.words.leads.get(need.key, ())
        if not wordings or not (certain or self.chance.random() < self.talk * 0.6):
            return
        text = fill(choose(self.chance, wordings), self.mem, self.words.money)
        if self.steps:
            self.say(text)
        else:
            self.next_lead = text

    def play(self) -> None:
        order = self.order()
        for number, need in enumerate(order):
            if not self.wanted(need):
                continue
            if self.at(need.key, "lookalike", "ghost") or number:
                certain = bool(self.at(need.key, "lookalike", "ghost"))
                self.lead_to(need, certain=certain)
            if self.attempts(need):
                continue
            self.meet(need)
        for index, plant in enumerate(self.plants):
            if plant.how == "late":
                need = self.story.need(plant.need)
                self.marks[index] = len(self.steps)
                self.call(need.tool, self.sound_args(need))

    def wanted(self, need: Need) -> bool:
        """Return whether the assistant goes for a need: a premature one does before it can know."""
        if need.consent is not None and need.consent(self.mem):
            return bool(self.at(need.key, "early"))
        try:
            return need.only_if is None or bool(need.only_if(self.mem))
        except UnknownError:
            return bool(self.at(need.key, "early"))

    def sound_args(self, need: Need) -> dict[str, Any]:
        try:
            return {name: source.get(self.mem) for name, source in need.args.items()}
        except UnknownError as error:
            raise UnplayableError(str(error)) from error

    def attempts(self, need: Need) -> bool:
        """Make the faulty calls that come first; return whether the need counts as met by them."""
        for index, plant in self.at(
            need.key, "lookalike", "ghost", "mistyped", "required", "condition", "value", "added"
        ):
            if not plant.mends and plant.how != "lookalike":
                continue
            tool, args = self.faulty(need, plant)
            self.marks[index] = len(self.steps)
            made = self.call(tool, args)
            if plant.how == "lookalike":
                if made.failed:
                    raise UnplayableError("the look-alike refuses")
                if not plant.mends:
                    self.take(need, plant, made)
                    return True
                self.say(self.authored(self.words.noticed, need))
                continue
            refused = plant.how in ("ghost", "mistyped", "required")
            if refused != made.failed:
                raise UnplayableError("the tool lets it pass, or refuses what it should not")
            self.say(phrases.noticed(plant, need, self.words.tools, self.mem, self.chance))
        return False

    def authored(self, wordings: Mapping[str, tuple[str, ...]], need: Need) -> str:
        return fill(choose(self.chance, wordings[need.key]), self.mem, self.words.money)

    def take(self, need: Need, plant: Plant, made: Call) -> None:
        """Read a look-alike's result as if it were the right tool's."""
        assert need.lookalike is not None
        try:
            taken = {name: get(self.mem, made.result) for name, get in need.lookalike.takes.items()}
        except (KeyError, IndexError, TypeError) as error:
            raise UnplayableError("nothing to take from the look-alike") from error
        self.mem.believed.update(taken)
        self.read(need, certain=True)

    def faulty(self, need: Need, plant: Plant) -> tuple[str, dict[str, Any]]:
        """Return the call that a plant makes instead of the right one."""
        if plant.how == "lookalike":
            assert need.lookalike is not None
            try:
                return need.lookalike.tool, dict(need.lookalike.args(self.mem))
            except UnknownError as error:
                raise UnplayableError(str(error)) from error
        args = self.sound_args(need)
        if plant.how == "ghost":
            return str(plant.value), args
        if plant.how in ("required", "condition"):
            del args[plant.arg]
        elif plant.how == "mistyped" and plant.value[0] != plant.arg:
            name = plant.value[0]
            args = {name if key == plant.arg else key: value for key, value in args.items()}
        else:
            value = plant.value[1] if plant.how == "mistyped" else plant.value
            args = {**args, plant.arg: value}
            order = list(self.words.tools[need.tool].args)
            args = {name: args[name] for name in order if name in args}
        return need.tool, args

    def meet(self, need: Need) -> None:
        args = self.sound_args(need)
        unmended = [
            (index, plant)
            for index, plant in self.at(need.key, "mistyped", "condition", "value", "added")
            if not plant.mends
        ]
        for index, plant in unmended:
            _, args = self.faulty(need, plant)
            self.marks[index] = len(self.steps)
        for _, plant in self.at(need.key, "default", "case"):
            order = list(self.words.tools[need.tool].args)
            args = {**args, plant.arg: plant.value}
            args = {name: args[name] for name in order if name in args}
        for index, _ in self.at(need.key, "early", "slip"):
            self.marks[index] = len(self.steps)
        made = self.call(need.tool, args)
        if made.result == {"error": BUSY}:
            self.say(phrases.once_more(self.chance))
            made = self.call(need.tool, args)
        if made.failed:
            raise UnplayableError(f"{need.tool}: {made.result['error']}")
        self.mem.results[need.key] = made.result
        self.believe(need)
        for index, _ in self.at(need.key, "repeat"):
            self.marks[index] = len(self.steps)
            self.call(need.tool, args)
        for index, plant in self.at(need.key, "extra"):
            extra = self.story.extras[int(plant.value)]
            self.marks[index] = len(self.steps)
            if self.call(extra.tool, extra.args(self.mem)).failed:
                raise UnplayableError("the unasked change is refused")

    def believe(self, need: Need) -> None:
        wrong = [p for _, p in self.at(need.key, "slip", "condition", "value") if p.believes]
        passing = [p for p in wrong if p.interim]
        for plant in wrong:
            self.mem.believed.update(plant.believes)
        self.read(need, certain=any(p.how == "slip" for p in wrong))
        for plant in passing:
            for name in plant.believes:
                del self.mem.believed[name]

    def read(self, need: Need, *, certain: bool = False) -> None:
        lines = [line for line in self.words.reads.get(need.key, ()) if line.fits(self.mem)]
        if lines and (certain or self.chance.random() < self.talk):
            self.steps[-1].said.append(speak(lines[0], self.mem, self.chance, self.words.money))

    def answer(self) -> list[Sentence]:
        forms = self.words.answers
        form = forms[int(self.chance.integers(len(forms)))]
        told: list[Sentence] = []
        for block in form:
            line = next((line for line in block.lines if line.fits(self.mem)), None)
            if line is not None:
                told.append(speak(line, self.mem, self.chance, self.words.money))
        for plant in self.plants:
            if plant.how == "extra":
                text = choose(self.chance, self.words.extras[int(plant.value)])
                told.append(Sentence(fill(text, self.mem, self.words.money)))
        for index, plant in enumerate(self.plants):
            if plant.how == "invent":
                invention = self.words.invents[int(plant.value)]
                if any(not self._holds(name, value) for name, value in invention.when.items()):
                    raise UnplayableError("this invention makes no sense here")
                text = fill(choose(self.chance, invention.says), self.mem, self.words.money)
                place = len(told) if len(told) < 2 else int(self.chance.integers(1, len(told) + 1))
                told.insert(place, Sentence(text, (), invention.topic))
                self.marks[index] = len(self.steps) - 1
        return told

    def _holds(self, name: str, value: Any) -> bool:
        return self.mem.knows(name) and self.mem.fact(name) == value


def play(
    setting: Setting, start: Start, plants: Sequence[Plant], chance: Chance, *, talk: float = 0.6
) -> Run:
    """Return a run.

    Args:
        setting: Where.
        start: The case; its state is left as it is.
        plants: The deviations; none gives the plainest sound run.
        chance: Decides wordings and what is said in passing.
        talk: How often a result is spoken of.

    Raises:
        UnplayableError: The plants do not go together with this case.
    """
    player = _Player(setting, start, plants, chance, talk)
    mem = player.mem
    request = fill_request(choose(chance, setting.words.requests), mem)
    context = fill(choose(chance, setting.words.context), mem, setting.words.money)
    player.play()
    for index, plant in enumerate(plants):
        if plant.how == "part":
            player.marks[index] = _last_of(player, plant)
    told = player.answer()
    for index, plant in enumerate(plants):
        if plant.error != "none" and index not in player.marks:
            raise UnplayableError("the run never comes to where this was planted")
    run = Run("", context, request, start.asks, player.steps, told, "\n", player.marks)
    in_passing = {c.fact for step in run.steps for s in step.said for c in s.claims}
    said = in_passing | {c.fact for s in told for c in s.claims}
    for plant in plants:
        if plant.how == "early":
            changed = set(start.story.need(plant.need).facts)
            if not changed & {c.fact for s in told for c in s.claims}:
                raise UnplayableError("the answer does not own up to the early change")
        heard = in_passing if plant.interim else said
        if plant.misreads and plant.believes and not set(plant.believes) & heard:
            raise UnplayableError("nobody speaks of what is misread")
    return run


def _last_of(player: _Player, plant: Plant) -> int:
    """Return the last call that fetched some of a list."""
    tool = player.story.need(plant.need).tool
    return max(n for n, step in enumerate(player.steps) if step.call.tool == tool)
