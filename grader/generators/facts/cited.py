"""An answer with citations: which source each mark points to, and how far that source bears the words out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from grader.generators.facts.choose import (
    Line,
    Option,
    faulty_line,
    filled_doubt,
    options,
    sound_line,
)
from grader.generators.facts.document import Page, plain, section_page
from grader.generators.facts.draw import pick, shuffled
from grader.generators.facts.setting import Echo, Section, Setting, Statement
from grader.generators.facts.values import Values

SKILL = "citation-grounding"
WEAKER = frozenset({"hedge", "view", "condition", "scope"})
OPPOSITE = frozenset({"negation", "direction"})
HALF = frozenset({"number", "date", "name", "unit", "scope"})
MOST = 8
"""Citations in an answer."""

Exists: TypeAlias = Literal["there", "altered", "absent"]


@dataclass(frozen=True)
class Verdict:
    """What is right of a citation, by the kind of case it is."""

    exists: Exists = "there"
    supports: int = 2
    represents: str = "fair"


VERDICTS: Mapping[str, Verdict] = {
    "sound": Verdict(),
    "wrong-source": Verdict(supports=0),
    "weaker": Verdict(supports=1, represents="distorted"),
    "half": Verdict(supports=1, represents="distorted"),
    "opposite": Verdict(supports=0, represents="distorted"),
    "quote": Verdict(represents="distorted"),
    "absent": Verdict(exists="absent"),
    "details": Verdict(exists="altered"),
    "named": Verdict(),
    "echo": Verdict(),
    "second": Verdict(),
    "joint": Verdict(supports=1),
    "alone": Verdict(supports=1),
    "tail": Verdict(supports=1),
    "mouthful": Verdict(supports=0, represents="distorted"),
}
"""Every kind of case in which there is a mark."""
UNCITED = ("uncited", "unsourced", "loose")
"""The cases without one: borne out by a source, by none, and words behind the last mark."""
DECOYS = ("named", "second")
"""The cases in which nothing is wrong."""


@dataclass(frozen=True)
class Cite:
    """One citation.

    Attributes:
        case: A key of `VERDICTS`.
        number: The number in its mark.
        mark: As it stands in the answer: "[2]", "[2, Lind 2024]".
        redundant: Whether another citation of the same words makes it so.
    """

    case: str
    number: int
    mark: str
    redundant: bool = False

    @property
    def verdict(self) -> Verdict:
        """What is right of it."""
        return VERDICTS[self.case]


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer.

    Attributes:
        case: What kind of case it is; "sound" for an ordinary one.
        text: As it stands there, marks and all.
        words: What its marks vouch for, or what lacks one.
        cites: Its marks.
        lacks: What has no mark and needs one: "" or the words.
        bearer: The number of the source that would bear the words out; 0 where none does.
        about: What it is about.
        known: Short words by which a justification that speaks of it is known.
        quote: The words of a source that decide.
        kind: The kind of the fault, where one was planted.
        why: What is wrong, as a clause, where the setting says so.
        safety: Whether an error in it concerns health or safety.
        line: The sentence it was made from.
    """

    case: str
    text: str
    words: str
    cites: tuple[Cite, ...]
    about: str
    known: tuple[str, ...]
    lacks: str = ""
    bearer: int = 0
    quote: str = ""
    kind: str = ""
    why: str = ""
    safety: bool = False
    line: Line | None = None
    parts: frozenset[str] = field(default_factory=frozenset)


class Desk:
    """The sources of an item, numbered, and what has been said of them so far."""

    def __init__(
        self, setting: Setting, values: Values, difficulty: int, chance: np.random.Generator
    ) -> None:
        self.setting, self.values = setting, values
        self.difficulty, self.chance = difficulty, chance
        self.order = shuffled(chance, setting.parts)
        self.numbers = {part.id: n for n, part in enumerate(self.order, 1)}
        self.echoes: list[Echo] = []
        self.used: set[str] = set()
        lines, quotes, whole = {}, dict[str, str](), dict[str, str]()
        for part in self.order:
            lines[part.id], of_part, wordings = section_page(part, values, chance)
            quotes |= of_part
            whole |= wordings
        self.lines: dict[str, list[str]] = lines
        self.page = Page("", quotes, whole)

    def sources(self) -> list[str]:
        """Return the text of each source, with what it repeats of others where that is cited."""
        return [self._source(part) for part in self.order]

    def _source(self, part: Section) -> str:
        head = f"**{plain(part.source.title, self.values)}**"
        by = ", ".join(plain(one, self.values) for one in (part.source.by, part.source.year) if one)
        lines = list(self.lines[part.id])
        for echo in self.echoes:
            if echo.part == part.id:
                at = 1 + len(echo.text) % len(lines)
                lines.insert(at, plain(echo.text, self.values))
        return "\n\n".join([head, f"*{by}*", "\n".join(lines)])

    def free(self) -> list[tuple[Section, Statement]]:
        """Return what has not been said yet and can be."""
        return [
            (part, one)
            for part, one in self.setting.statements.values()
            if one.said and one.id not in self.used
        ]

    def options(self, fits: Callable[[Option], bool]) -> list[Option]:
        """Return the faults left that fit."""
        return [
            one
            for one in options(self.setting, SKILL)
            if fits(one) and (one.statement is None or one.statement.id not in self.used)
        ]

    def near(self, number: int) -> str:
        """Return the first words of a source, as the nearest that a silent one has."""
        part = self.order[number - 1]
        return self.page.whole[part.statements[0].id]

    def said(self, part: Section, one: Statement, doubtful: bool = False) -> Line:
        """Return a sound wording, and note that it has been said."""
        self.used.add(one.id)
        doubt = pick(self.chance, one.doubtful) if doubtful and one.doubtful else None
        line = sound_line(part.id, one, self.values, self.chance, doubt)
        return filled_doubt(line, self.values)

    def faulty(self, option: Option) -> Line:
        """Return a wording with a fault, and note that it has been said."""
        if option.statement is not None:
            self.used.add(option.statement.id)
        return faulty_line(option, self.page, self.values, self.difficulty, self.chance)
