"""An output of a model: which statements it has, in which order and layout, and the faults in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.generators.facts.choose import (
    Line,
    Option,
    choose_options,
    faulty_line,
    filled_doubt,
    options,
    sound_line,
    with_doubts,
)
from grader.generators.facts.document import Page, plain
from grader.generators.facts.draw import pick, shuffled
from grader.generators.facts.setting import Setting
from grader.generators.facts.values import Values

FAULTS: dict[int, tuple[int, ...]] = {
    1: (1, 1, 2),
    2: (1, 2, 2),
    3: (1, 2, 3),
    4: (2, 3, 4),
    5: (1, 2, 3, 4),
}
"""How many faults there are in an output that has some, by difficulty."""
DOUBTS: dict[int, tuple[int, ...]] = {1: (0, 1), 2: (1,), 3: (1, 2), 4: (2, 3), 5: (3, 4)}
LEAST_DOUBTS = 2
"""Without a fault, at least so much must look like one."""


@dataclass(frozen=True)
class Output:
    """What the model wrote.

    Attributes:
        text: Markdown.
        lines: Its sentences, in order, without those that claim nothing.
    """

    text: str
    lines: tuple[Line, ...]

    @property
    def faulty(self) -> tuple[Line, ...]:
        """The sentences with a fault."""
        return tuple(line for line in self.lines if line.planted)

    @property
    def doubtful(self) -> tuple[Line, ...]:
        """The sound sentences that look faulty."""
        return tuple(line for line in self.lines if line.doubt)


def verdict_wanted(chance: np.random.Generator) -> str:
    """Return which verdict an item is to have; each occurs, none is known by its frequency."""
    return pick(chance, ("faithful",) * 3 + ("repairs",) * 5 + ("unusable",) * 12)


def write_output(
    setting: Setting,
    values: Values,
    page: Page,
    difficulty: int,
    wanted: str,
    chance: np.random.Generator,
) -> Output:
    """Return an output with the verdict wanted: "faithful", "repairs" or "unusable"."""
    planted = _planted(setting, difficulty, wanted, chance)
    there = {id(one.statement): one for one in planted if one.statement}
    sayable = [p for p in setting.statements.values() if p.statement.said]
    leave = max(0, len(sayable) - len(planted) - (8 + difficulty // 2 + int(chance.integers(3))))
    spare = [
        p for p in sayable if id(p.statement) not in there and (planted or not p.statement.doubtful)
    ]
    dropped = {id(p.statement) for p in shuffled(chance, spare)[:leave]}
    kept = [p for p in sayable if id(p.statement) not in dropped]
    number = pick(chance, DOUBTS[difficulty])
    if not planted:
        number = max(number, LEAST_DOUBTS)
    sound = [p.statement for p in kept if id(p.statement) not in there]
    doubts = with_doubts(sound, number, chance)
    groups: list[list[Line]] = []
    for part in setting.parts:
        lines = []
        for p in kept:
            if p.part is not part:
                continue
            one = p.statement
            if id(one) in there:
                lines.append(faulty_line(there[id(one)], page, values, difficulty, chance))
            else:
                line = sound_line(part.id, one, values, chance, doubts.get(one.id))
                lines.append(filled_doubt(line, values))
        if difficulty >= 4:
            lines = shuffled(chance, lines)
        for option in planted:
            if option.statement is None and option.part == part.id:
                line = faulty_line(option, page, values, difficulty, chance)
                lines.insert(int(chance.integers(len(lines) + 1)), line)
        groups.append(lines)
    order = list(range(len(groups)))
    if difficulty >= 3:
        order = shuffled(chance, order)
    laid = [(setting.parts[n].heading, groups[n]) for n in order if groups[n]]
    text = _laid_out(setting, values, laid, difficulty, chance)
    return Output(text, tuple(line for _, lines in laid for line in lines))


def _planted(
    setting: Setting, difficulty: int, wanted: str, chance: np.random.Generator
) -> list[Option]:
    if wanted == "faithful":
        return []
    every = options(setting, "hallucination")
    number = pick(chance, FAULTS[difficulty])
    minor = [one for one in every if one.minor]
    if wanted == "repairs":
        return choose_options(minor, number, difficulty, chance)
    grave = [one for one in every if not one.minor]
    first = choose_options(grave, 1, difficulty, chance)
    rest = [
        one
        for one in every
        if one not in first and (one.statement is None or one.statement is not first[0].statement)
    ]
    return first + choose_options(rest, number - 1, difficulty, chance)


def _laid_out(
    setting: Setting,
    values: Values,
    groups: Sequence[tuple[str, list[Line]]],
    difficulty: int,
    chance: np.random.Generator,
) -> str:
    layouts = ("headed", "list", "prose") if difficulty < 4 else ("headed", "prose", "prose")
    layout = pick(chance, layouts)
    blocks = [plain(pick(chance, setting.openings), values)]
    for heading, lines in groups:
        title = f"**{plain(heading, values)}**"
        texts = [line.said.text for line in lines]
        if layout == "list":
            blocks.append("\n".join([f"{title}\n", *(f"- {text}" for text in texts)]))
        elif layout == "headed":
            blocks.append("\n".join([f"{title}\n", *texts]))
        else:
            blocks.append("\n".join(texts))
    blocks.append(plain(pick(chance, setting.closings), values))
    return "\n\n".join(blocks)
