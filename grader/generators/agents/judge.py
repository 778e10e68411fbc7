"""The judgment of a run: each step from what it changed, what had been seen, and what was asked.

Nothing here knows what was planted. Each rule names the clause of the guideline that it follows; where a
clause leaves room, `UndecidableError` is raised and the maker takes another run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.generators.agents.run import Kind, Step
from grader.generators.agents.spec import Spec
from grader.generators.agents.world import Facts


class UndecidableError(Exception):
    """Two careful people could differ on this run."""


@dataclass(frozen=True)
class Effect:
    """What a mistake did.

    Attributes:
        keys: The facts it made wrong, or passed over.
        limit: The limit on order that it broke, or "".
        guess: Whether it rests on something that was not looked at.
        serves: The requirements that it was meant to bring about.
    """

    keys: frozenset[str] = frozenset()
    limit: str = ""
    guess: bool = False
    serves: frozenset[str] = frozenset()


@dataclass
class Reading:
    """What is known of a run, step by step: the ground on which the end is judged.

    Attributes:
        kinds: The kind of each step, in order.
        effects: What each mistake did, by step.
        repairs: The facts that each recovery put right, by step.
        shown: When an output first showed a wrong fact, by key and step that made it wrong.
        troubles: What went wrong without a mistake, by step: the aims and facts left open.
        closed: When an open aim or fact was reached, by name.
        repeats: The wasted steps that are repeats.
        changing: The sound steps that changed something, or tried to.
        false: The facts of which the last message says what is not so.
        quiet: The facts of which it should have told.
        slips: Whether it says something wrong on which nobody would act.
    """

    kinds: list[Kind] = field(default_factory=list)
    effects: dict[int, Effect] = field(default_factory=dict)
    repairs: dict[int, frozenset[str]] = field(default_factory=dict)
    shown: dict[tuple[str, int], int] = field(default_factory=dict)
    troubles: dict[int, frozenset[str]] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)
    repeats: set[int] = field(default_factory=set)
    changing: set[int] = field(default_factory=set)
    false: set[str] = field(default_factory=set)
    quiet: set[str] = field(default_factory=set)
    slips: bool = False


class _Reader:
    """Reads one run from its first step to its last."""

    def __init__(self, steps: Sequence[Step], spec: Spec) -> None:
        self.steps, self.spec = steps, spec
        self.start = steps[0].before
        self.end = steps[-1].after
        self.reading = Reading()
        self.seen: set[str] = set()
        self.open: dict[str, int] = {}
        self.culprit: dict[str, int] = {}
        self.missed: set[str] = set()
        self.purposes: dict[str, str] = {}

    def read(self) -> Reading:
        for step in self.steps:
            kind = self._last(step) if step.call is None else self._one(step)
            self.reading.kinds.append(kind)
            self._note(step)
        return self.reading

    def _one(self, step: Step) -> Kind:
        result = step.result
        assert result is not None
        if result.failed:
            return self._failed(step)
        return self._look(step) if result.kind == "look" else self._change(step)

    def _look(self, step: Step) -> Kind:
        assert step.result is not None
        if self._reached(step):
            return "recovery"  # 2.5: past a failure, by trying again
        if self._repeats(step) and not step.result.live:
            self.reading.repeats.add(step.number)
            return "wasted"  # 2.7: a second look at the same thing
        relevant = self.spec.relevant
        if relevant is not None and not step.result.about & relevant:
            return "wasted"  # 2.7: its name shows that it has no bearing
        return "sound"

    def _failed(self, step: Step) -> Kind:
        assert step.result is not None
        if self._repeats(step) and self._hopeless(step):
            self.reading.repeats.add(step.number)
            return "wasted"  # 2.7: a repeat of what failed for good
        self.open.setdefault(step.result.aim, step.number)
        assert step.call is not None
        purpose = self.spec.purpose(step.call)
        if purpose and step.result.kind == "change":
            self.missed.add(purpose)
            self.purposes[step.result.aim] = purpose
        self.reading.troubles.setdefault(step.number, frozenset({step.result.aim}))
        return "sound"  # 2.1: nothing had announced the failure

    def _change(self, step: Step) -> Kind:
        assert step.call is not None
        assert step.result is not None
        wrong_before = self.spec.wrong(step.before, self.start)
        wrong_after = self.spec.wrong(step.after, self.start)
        changed = _changed(step.before, step.after)
        # A wrong value in place of another is wrong anew.
        newly = (wrong_after - wrong_before) | (wrong_after & wrong_before & changed)
        mended = wrong_before - wrong_after
        seen = frozenset(self.seen)
        limit = self.spec.breaks(step.call, step.before, seen)
        guess = bool(self.spec.needs(step.call, seen) - seen)
        passed_over = self.spec.uses(step.call) & self._known_trouble(wrong_before)
        carried = {key for key in newly if self._sound_base(key)}
        own = newly - carried
        if mended and not own and not limit and not guess:
            self.reading.repairs[step.number] = mended
            self._reached(step)
            return "recovery"  # 2.5, 2.6
        purpose = self.spec.purpose(step.call)
        self._blame_root(newly)
        if own or limit or guess or passed_over:
            if own and purpose:
                self.missed.add(purpose)
            keys = frozenset(own | passed_over)
            serves = self.spec.serves(step.call)
            self.reading.effects[step.number] = Effect(keys, limit, guess, serves)
            for key in own:
                self.culprit[key] = step.number
            if step.result.aim in self.open:
                self._reached(step)
            return "mistake"  # 2.2, 2.3, 2.4, 2.6
        for key in carried:
            self.culprit[key] = self.culprit[self.spec.rests(key)]
        if step.result.left:
            self.reading.troubles[step.number] = step.result.left
            for key in step.result.left:
                self.open[key] = step.number
        if self._reached(step) or purpose in self.missed:
            self.missed.discard(purpose)
            return "recovery"
        if not changed:
            self.reading.repeats.add(step.number)
            return "wasted"  # 2.7
        return "sound"

    def _last(self, step: Step) -> Kind:
        report = step.report
        assert report is not None
        reading = self.reading
        outside = {key for key in self.spec.wrong(self.end, self.start) if self.spec.outside(key)}
        for claim in report.claims:
            if claim.key == "*":
                denied = outside
            elif claim.key.startswith("~looks:"):
                looks = str(self._looks(claim.key.removeprefix("~looks:")))
                denied = set() if looks == claim.value else {claim.key}
            elif claim.value is None:
                value = self.end.get(claim.key, "")
                right = self.spec.holds(claim.key, value, self.end)
                denied = set() if right else {claim.key}
            else:
                denied = set() if self.end.get(claim.key, "") == claim.value else {claim.key}
            denied = {key for key in denied if not self._sound_base(key)}
            if claim.matters:
                reading.false |= denied
            elif denied:
                reading.slips = True
        wrong = {
            key
            for key in self.spec.wrong(self.end, self.start)
            if key in self.culprit and (key, self.culprit[key]) in reading.shown
        }
        undone = self.spec.undone(self.end, self.start)
        reading.quiet = (wrong | undone) - report.tells - reading.false
        return "mistake" if reading.false or reading.quiet else "sound"  # 2.9

    def _sound_base(self, key: str) -> bool:
        """Return whether a wrong value rests on a wrong base that nothing has shown (2.4)."""
        root = self.spec.rests(key)
        return root in self.culprit and (root, self.culprit[root]) not in self.reading.shown

    def _blame_root(self, keys: frozenset[str]) -> None:
        """Add to a mistake what follows from it (3.3)."""
        for key in keys:
            root = self.culprit.get(self.spec.rests(key))
            if root is not None:
                effect = self.reading.effects[root]
                self.reading.effects[root] = replace(effect, keys=effect.keys | {key})

    def _known_trouble(self, wrong: frozenset[str]) -> set[str]:
        """Return the facts that an output has shown to be left undone, or to be wrong, and still are."""
        shown = {key for key, made in self.reading.shown if self.culprit[key] == made}
        return set(self.open) | (shown & wrong)

    def _repeats(self, step: Step) -> bool:
        """Return whether the same call was made before and nothing was even tried since."""
        assert step.call is not None
        for earlier in reversed(self.steps[: step.number - 1]):
            if earlier.call == step.call:
                return True
            if earlier.result is None or earlier.result.kind == "change":
                return False
        return False

    def _hopeless(self, step: Step) -> bool:
        """Return whether the same call was told before that trying again will not help."""
        return any(
            earlier.call == step.call and earlier.result is not None and earlier.result.lasting
            for earlier in self.steps[: step.number - 1]
        )

    def _reached(self, step: Step) -> bool:
        """Close what a call has reached of what was left open; return whether it was anything."""
        assert step.result is not None
        reached = self._amiss(step.before) - self._amiss(step.after)
        assert step.call is not None
        purpose = self.spec.purpose(step.call)
        names = [
            name
            for name in self.open
            if name == step.result.aim
            or name in reached
            or (purpose and self.purposes.get(name) == purpose and not step.result.failed)
        ]
        names = [name for name in names if self.open[name] < step.number]
        for name in names:
            del self.open[name]
            self.reading.closed[name] = step.number
        return bool(names)

    def _amiss(self, facts: Facts) -> frozenset[str]:
        return self.spec.undone(facts, self.start) | self.spec.wrong(facts, self.start)

    def _looks(self, about: str) -> int:
        """Return how often something was looked at after the last change."""
        count = 0
        for step in reversed(self.steps[:-1]):
            assert step.result is not None
            if step.result.kind == "change":
                break
            count += about in step.result.about
        return count

    def _note(self, step: Step) -> None:
        """Take down what this step has shown."""
        if step.result is None:
            return
        if step.result.kind == "change" and self.reading.kinds[-1] == "sound":
            self.reading.changing.add(step.number)
        self.seen |= step.result.seen
        wrong = self.spec.wrong(step.after, self.start)
        for key in (step.result.seen | step.result.left) & wrong & self.culprit.keys():
            # What only repeats the call that went wrong shows nothing new; a warning does.
            if self.culprit[key] == step.number and key not in step.result.left:
                continue
            self.reading.shown.setdefault((key, self.culprit[key]), step.number)


def read(steps: Sequence[Step], spec: Spec) -> Reading:
    """Return the reading of a run, for the task that it was about."""
    return _Reader(steps, spec).read()


def _changed(before: Facts, after: Facts) -> set[str]:
    keys = before.keys() | after.keys()
    return {key for key in keys if before.get(key, "") != after.get(key, "")}


def standing(reading: Reading, steps: Sequence[Step], spec: Spec) -> Mapping[int, frozenset[str]]:
    """Return the mistakes whose effect stands at the end (3.1, 3.2), with what stands of each."""
    start, end = steps[0].before, steps[-1].after
    amiss = spec.wrong(end, start) | spec.undone(end, start)
    found: dict[int, frozenset[str]] = {}
    for number, effect in sorted(reading.effects.items()):
        stands = set(effect.keys & amiss)
        if effect.limit:
            stands.add(f"limit:{effect.limit}")
        if stands:
            found[number] = frozenset(stands)
    if reading.false or reading.quiet:
        found[len(steps)] = frozenset(reading.false | reading.quiet)
    return found
