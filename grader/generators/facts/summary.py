"""A summary for a brief: what it tells, tells wrongly, leaves out, could leave out, and how it is joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.generators.facts.choose import (
    Line,
    Option,
    Planted,
    choose_options,
    faulty_line,
    filled_doubt,
    options,
    sound_line,
)
from grader.generators.facts.document import Page, plain
from grader.generators.facts.draw import pick, shuffled
from grader.generators.facts.phrases import Said
from grader.generators.facts.setting import Brief, Doubt, Setting, Statement
from grader.generators.facts.values import Values

SKILL = "summarization"
LEAST, MOST = 3, 8
"""Sentences of a summary."""
POINTS = 7
FAULTS: dict[int, tuple[int, ...]] = {1: (1,), 2: (1, 1, 2), 3: (1, 2), 4: (1, 2, 2), 5: (2, 2, 3)}
MISSING: dict[int, tuple[int, ...]] = {
    1: (0, 1),
    2: (0, 1),
    3: (0, 1, 1),
    4: (0, 1, 2),
    5: (0, 1, 2),
}
PADDING: dict[int, tuple[int, ...]] = {
    1: (0, 0, 1),
    2: (0, 1),
    3: (0, 1),
    4: (0, 1, 2),
    5: (0, 1, 2),
}
ACTED_ON = frozenset({"safety", "money", "time", "rights"})
DECIDED = frozenset({"decision", "direction"})
JOINERS = ("Nevertheless", "In spite of this")
"""Words that set against each other what does not belong together."""
_SMALL = frozenset(
    "The A An In On For From Of By If When Adults Children Visitors There It With Without Between After "
    "At Up Parents Whether Whoever Before Above Per Most Some Unless Quiet Tenants Damage Groups "
    "Photographs Animals Treated Contracts Volumes Memory Buyers Days Notice Payment Grain Cards Women "
    "Repairs Compression Version Swimming Opening Theft".split()
)


@dataclass(frozen=True)
class Told:
    """One sentence of a summary.

    Attributes:
        line: What it was made from.
        text: As shown.
        role: "key", "detail", "added" or "again" (the same once more, in other words).
        part_only: Whether it mentions a key point without what one would act on.
        joiner: A word at its start that joins what does not belong together; "" where there is none.
    """

    line: Line
    text: str
    role: str
    part_only: bool = False
    joiner: str = ""

    @property
    def planted(self) -> Planted | None:
        """The fault in it."""
        return self.line.planted


@dataclass(frozen=True)
class Summary:
    """A summary with all that follows from how it was made.

    Attributes:
        brief: The brief as shown.
        told: Its sentences, in order.
        points: The statements listed as points, in the order shown.
        key: The ids of those that are key.
        over: Whether it is longer than the brief allows.
    """

    brief: str
    told: tuple[Told, ...]
    points: tuple[Statement, ...]
    key: frozenset[str]
    over: bool

    def status(self, one: Statement) -> str:
        """Return whether a listed point is covered, partly, missing, or a detail (clauses 4.1 to 4.4)."""
        if one.id not in self.key:
            return "detail"
        here = [t for t in self.told if t.line.statement is one]
        if not here:
            return "missing"
        whole = any(t.planted is None and not t.part_only for t in here)
        return "covered" if whole else "partly"

    @property
    def majors(self) -> int:
        """How many sentences are unsupported and major."""
        return sum(bool(t.planted and t.planted.stake.major) for t in self.told)

    @property
    def minors(self) -> int:
        """How many are unsupported and minor."""
        return sum(bool(t.planted and not t.planted.stake.major) for t in self.told)

    @property
    def faithfulness(self) -> int:
        """Clause 5.2."""
        if self.majors >= 3:
            return 1
        if self.majors == 2 or (self.majors and self.minors) or self.minors >= 4:
            return 2
        if self.majors or self.minors >= 2:
            return 3
        return 4 if self.minors else 5

    @property
    def lost(self) -> float:
        """How many key points are missing; in part is half."""
        statuses = [self.status(one) for one in self.points]
        return statuses.count("missing") + statuses.count("partly") / 2

    @property
    def coverage(self) -> int:
        """Clause 5.3."""
        lost = self.lost
        if lost >= min(3, len(self.key)):
            return 1
        return 5 if not lost else 4 if lost <= 0.5 else 3 if lost <= 1.5 else 2

    @property
    def spare(self) -> list[Told]:
        """The supported sentences that could go without loss."""
        return [t for t in self.told if not t.planted and t.role in ("detail", "again")]

    @property
    def conciseness(self) -> int:
        """Clauses 5.4 and 6.1: a sentence counts as two clauses."""
        clauses = 2 * len(self.spare)
        rated = 5 if not clauses else 3 if clauses <= 3 else 2 if clauses <= 5 else 1
        return min(rated, 2) if self.over else rated

    @property
    def coherence(self) -> int:
        """Clause 5.5: each place at which a reader stumbles."""
        return max(1, 5 - sum(bool(t.joiner) for t in self.told))


def write_summary(
    setting: Setting,
    values: Values,
    page: Page,
    difficulty: int,
    chance: np.random.Generator,
) -> Summary:
    """Return a summary for one of the setting's briefs; about one in six has no fault of any kind."""
    brief = pick(chance, setting.briefs)
    flawless = chance.random() < 0.16
    planted = (
        [] if flawless or chance.random() < 0.1 else _faults(setting, brief, difficulty, chance)
    )
    missing, vague = _left_out(setting, brief, planted, difficulty, chance, flawless)
    details = [one for one in brief.details if all(_id(o) != one for o in planted)]
    beside = sum(_id(o) not in brief.key for o in planted)
    room = MOST - len(brief.key) - beside
    spare = 0 if flawless else max(0, min(pick(chance, PADDING[difficulty]), len(details), room))
    padded = set(shuffled(chance, details)[:spare])
    told: list[Told] = []
    doubts = 1 + int(difficulty > 2)
    for part, one in setting.statements.values():
        option = next((o for o in planted if o.statement is one), None)
        role = "key" if one.id in brief.key else "detail"
        if option is not None:
            line = faulty_line(option, page, values, difficulty, chance)
            told.append(Told(line, line.said.text, role))
        elif one.id in vague:
            line = Line(part.id, Said(plain(pick(chance, one.partly), values)), one)
            told.append(Told(line, line.said.text, role, part_only=True))
        elif one.id in padded or (one.id in brief.key and one.id not in missing):
            whole = [doubt for doubt in one.doubtful if doubt.whole]
            doubt: Doubt | None = pick(chance, whole) if whole and doubts > 0 else None
            doubts -= doubt is not None
            line = filled_doubt(sound_line(part.id, one, values, chance, doubt), values)
            told.append(Told(line, line.said.text, role))
    for option in planted:
        if option.statement is None:
            line = faulty_line(option, page, values, difficulty, chance)
            told.insert(int(chance.integers(len(told) + 1)), Told(line, line.said.text, "added"))
    if difficulty >= 3:
        told = shuffled(chance, told)
    if not flawless and difficulty >= 3 and len(told) < MOST and chance.random() < 0.3:
        told += _again(told, values, chance)
    if not flawless and difficulty >= 2 and chance.random() < 0.4:
        told = _joined(told, 1 + int(difficulty > 3 and chance.random() < 0.4), chance)
    spares = sum(not t.planted and t.role in ("detail", "again") for t in told)
    # With more that could go, the length would not be what decides.
    over = not flawless and difficulty >= 3 and spares < 3 and chance.random() < 0.2
    limit = len(told) - 1 if over else len(told) + int(chance.integers(2))
    listed = _listed(setting, brief, planted, chance)
    text = f"{plain(brief.text, values)}\nAt most {_NUMBERS[limit]} sentences."
    return Summary(text, tuple(told), tuple(listed), frozenset(brief.key), over)


def _id(option: Option) -> str:
    return option.statement.id if option.statement else ""


def _faults(
    setting: Setting, brief: Brief, difficulty: int, chance: np.random.Generator
) -> list[Option]:
    """Return faults on key points, which are major, and on details or additions, which are minor."""
    able = [
        one
        for one in options(setting, SKILL)
        if (_id(one) in brief.key and _acted_on(one))
        or (_id(one) in brief.details and one.minor)
        or (one.statement is None and one.stake.minor)
    ]
    number = pick(chance, FAULTS[difficulty])
    chosen = choose_options(able, number, difficulty, chance)
    majors = [one for one in chosen if one.stake.major]
    # What two major ones and a minor one beside them come to, the guideline does not say.
    return majors if len(majors) == 2 else chosen


def _acted_on(option: Option) -> bool:
    """Return whether a fault on a key point is surely major: by clause 3.1, or by what one would do.

    A wrong figure that is only believed, and a part told of the whole, may be minor (clause 3.3).
    """
    stake, kind = option.stake.major, option.fault.kind
    return stake in ACTED_ON or (kind != "scope" and (stake in DECIDED or kind == "direction"))


def _left_out(
    setting: Setting,
    brief: Brief,
    planted: Sequence[Option],
    difficulty: int,
    chance: np.random.Generator,
    flawless: bool,
) -> tuple[set[str], set[str]]:
    if flawless:
        return set(), set()
    free = [one for one in brief.key if all(_id(o) != one for o in planted)]
    added = sum(o.statement is None or _id(o) in brief.details for o in planted)
    room = len(brief.key) + added - LEAST
    missing = set(shuffled(chance, free)[: max(0, min(pick(chance, MISSING[difficulty]), room))])
    able = [one for one in free if one not in missing and setting.statements[one].statement.partly]
    vague = set(able[:1]) if able and chance.random() < 0.35 else set()
    return missing, vague


def _again(told: Sequence[Told], values: Values, chance: np.random.Generator) -> list[Told]:
    """Return a key sentence once more, in another wording."""
    for one in shuffled(chance, told):
        statement = one.line.statement
        if one.role != "key" or one.planted or one.part_only or statement is None:
            continue
        others = [statement.phrase(text).said(values) for text in statement.said]
        others = [said for said in others if said.text != one.text]
        if others:
            line = Line(one.line.part, pick(chance, others), statement)
            return [Told(line, line.said.text, "again")]
    return []


def _joined(told: Sequence[Told], number: int, chance: np.random.Generator) -> list[Told]:
    """Return the sentences with some joined, against all sense, to one of another part."""
    found = list(told)
    able = [
        n
        for n in range(1, len(found))
        if found[n].line.part != found[n - 1].line.part
        and not found[n].planted
        and not found[n].line.doubt
        and not found[n - 1].planted
        and found[n].text.split()[0] in _SMALL
    ]
    for n, joiner in zip(shuffled(chance, able)[:number], shuffled(chance, JOINERS), strict=False):
        one = found[n]
        small = one.text[:1].lower() + one.text[1:]
        found[n] = replace(one, text=f"{joiner}, {small}", joiner=joiner)
    return found


def _listed(
    setting: Setting, brief: Brief, planted: Sequence[Option], chance: np.random.Generator
) -> list[Statement]:
    """Return the points shown: every key one, and details up to the most there may be."""
    details = shuffled(chance, brief.details)[: max(1, min(POINTS - len(brief.key), 3))]
    ids = {*brief.key, *details}
    return shuffled(chance, [one for _, one in setting.statements.values() if one.id in ids])


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
