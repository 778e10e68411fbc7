"""What goes into an output: sound wordings, wordings that only look faulty, and faults at known places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from grader.generators.facts.document import Page, plain, sentence
from grader.generators.facts.draw import pick, shuffled
from grader.generators.facts.kinds import KINDS
from grader.generators.facts.phrases import Phrase, Said, parse
from grader.generators.facts.setting import Added, Doubt, Fault, Setting, Stake, Statement
from grader.generators.facts.values import Values, work_out, written

_T = TypeVar("_T")

WEIGHTS = {1: (8, 3, 0), 2: (5, 4, 1), 3: (2, 3, 3), 4: (1, 2, 5), 5: (1, 2, 6)}
"""How likely faults of depth 1, 2 and 3 are, by difficulty."""


@dataclass(frozen=True)
class Planted:
    """A fault as it stands in an output.

    Attributes:
        kind: One of `KINDS`.
        claim: The words that are wrong, a clause at most.
        right: What should stand there, as a sentence; "" where words can only be struck out.
        quote: The words of the source that it goes against; "" where it has none.
        stake: What hangs on it.
        about: What it is about.
        why: What is wrong, as a clause; "" where the kind says it all.
        values: The wrong and the right value as written, where a slot was changed.
    """

    kind: str
    claim: str
    right: str
    quote: str
    stake: Stake
    about: str
    why: str = ""
    values: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """Return "contradicted" or "unverifiable"."""
        return KINDS[self.kind].status

    @property
    def severity(self) -> str:
        """Return "minor", "major" or "fabrication"."""
        if self.kind == "invention":
            return "fabrication"
        return "major" if self.stake.major else "minor"


@dataclass(frozen=True)
class Line:
    """One sentence of an output.

    Attributes:
        part: The id of the part that it belongs to.
        said: Its text and its claims.
        statement: What it is a wording of, if anything.
        doubt: What makes it look faulty although it is sound.
        planted: The fault in it.
    """

    part: str
    said: Said
    statement: Statement | None = None
    doubt: Doubt | None = None
    planted: Planted | None = None

    @property
    def doubted(self) -> str:
        """Return the words that look faulty."""
        assert self.doubt is not None
        assert self.statement is not None
        return self.said.claim(self.doubt.claim or self.statement.id)

    def sound(self) -> list[str]:
        """Return the words of each claim that is borne out."""
        words = [self.said.claim(key) for key in self.said.claims]
        return [one for one in words if self.planted is None or one != self.planted.claim]


@dataclass(frozen=True)
class Option:
    """A fault that could be planted."""

    part: str
    statement: Statement | None
    fault: Fault | Added

    @property
    def stake(self) -> Stake:
        """Return what would hang on it."""
        if isinstance(self.fault, Added):
            return self.fault
        assert self.statement is not None
        stake = self.statement.stake(self.statement.fault_claim(self.fault))
        words = stake.words or self.statement.words
        if self.fault.minor:
            return Stake(minor=self.fault.minor, words=words)
        would = self.fault.would or stake.would
        return Stake(major=stake.major, would=would, minor=stake.minor, words=words)

    @property
    def minor(self) -> bool:
        """Return whether it would be minor."""
        return self.fault.kind != "invention" and not self.stake.major


def options(setting: Setting, skill: str) -> list[Option]:
    """Return every fault of a setting that a skill may plant, in order."""
    found = [
        Option(part.id, one, fault)
        for part, one in setting.statements.values()
        for fault in one.faults
        if skill in fault.only or not fault.only
    ]
    found += [
        Option(more.part, None, more)
        for more in setting.added
        if skill in more.only or not more.only
    ]
    return found


def weighted(chance: np.random.Generator, among: Sequence[_T], weight: Callable[[_T], float]) -> _T:
    """Return one of several, by weight; any of them where no weight is above 0."""
    weights = np.array([weight(one) for one in among], float)
    if weights.sum() == 0:
        return pick(chance, among)
    return among[int(chance.choice(len(among), p=weights / weights.sum()))]


def choose_options(
    among: Iterable[Option], number: int, difficulty: int, chance: np.random.Generator
) -> list[Option]:
    """Return up to some faults to plant, no two in one statement; deep ones at high difficulty."""
    left = list(among)
    chosen: list[Option] = []
    kinds: list[str] = []
    while left and len(chosen) < number:
        # Kinds differ in how many faults of them a setting has; none shall be known by its frequency.
        one = weighted(
            chance,
            left,
            lambda o: (
                WEIGHTS[difficulty][KINDS[o.fault.kind].depth - 1]
                / (1 + 3 * kinds.count(o.fault.kind))
            ),
        )
        chosen.append(one)
        kinds.append(one.fault.kind)
        left = [
            o
            for o in left
            if o is not one and (o.statement is not one.statement or not o.statement)
        ]
    return chosen


def sound_line(
    part: str,
    one: Statement,
    values: Values,
    chance: np.random.Generator,
    doubt: Doubt | None = None,
) -> Line:
    """Return a sound sentence: a plain wording, or the one that looks faulty."""
    text = doubt.text if doubt else pick(chance, one.said)
    return Line(part, one.phrase(text).said(values), one, doubt)


def faulty_line(
    option: Option, page: Page, values: Values, difficulty: int, chance: np.random.Generator
) -> Line:
    """Return a sentence with a fault in it, near the truth at high difficulty."""
    fault, one = option.fault, option.statement
    if isinstance(fault, Added):
        said = parse(fault.text, "added").said(values)
        planted = Planted(
            fault.kind,
            said.claim("added"),
            "",
            "",
            filled(option.stake, values),
            plain(fault.about, values),
            plain(fault.why, values),
        )
        return Line(option.part, said, planted=planted)
    assert one is not None
    key = one.fault_claim(fault)
    phrase = pick(chance, one.wordings(fault))
    shown: tuple[str, ...] = ()
    if fault.slot:
        index = {1: 0, 2: 0, 4: -1, 5: -1}.get(difficulty)
        formula = fault.wrong[index] if index is not None else pick(chance, fault.wrong)
        wrong = {fault.slot: work_out(formula, values)}
        said = phrase.said(values, {key: wrong})
        right = phrase.said(values).claim(key)
        shown = _shown(phrase, fault.slot, key, wrong, values)
    else:
        said = phrase.said(values)
        right = plain(fault.fix, values) if fault.fix else page.quotes[fault.quote or key]
    planted = Planted(
        fault.kind,
        said.claim(key),
        sentence(right),
        page.quotes[fault.quote or key],
        filled(option.stake, values),
        plain(one.about, values),
        plain(fault.why, values),
        shown,
    )
    return Line(option.part, said, one, planted=planted)


def _shown(phrase: Phrase, slot: str, key: str, wrong: Values, values: Values) -> tuple[str, ...]:
    how = next(one.how for one in phrase.slots_in(key) if one.name == slot)
    return written(wrong[slot], how), written(values[slot], how)


def filled(stake: Stake, values: Values) -> Stake:
    """Return a stake with its slots filled."""
    texts = {name: plain(getattr(stake, name), values) for name in ("would", "minor")}
    return Stake(major=stake.major, words=tuple(plain(w, values) for w in stake.words), **texts)


def filled_doubt(line: Line, values: Values) -> Line:
    """Return a line whose doubt has its slots filled."""
    if line.doubt is None:
        return line
    texts = {name: plain(getattr(line.doubt, name), values) for name in ("looks", "holds")}
    return replace(line, doubt=line.doubt.model_copy(update=texts))


def with_doubts(
    statements: Sequence[Statement], number: int, chance: np.random.Generator
) -> dict[str, Doubt]:
    """Return up to some statements that get a wording which looks faulty, with that wording."""
    able = [one for one in statements if one.doubtful]
    return {one.id: pick(chance, one.doubtful) for one in shuffled(chance, able)[:number]}
