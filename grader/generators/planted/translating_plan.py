"""What an item of translation quality is made of: the faults chosen, and the translation that came of them.

Scores and verdict follow from the marks by the clauses of section 6, here as in the guideline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from grader.generators.planted.choosing import FAULTLESS, between, chosen, dial, some
from grader.generators.planted.figures import Value, fill
from grader.generators.planted.passages import Composed, Passage, core, quote_at, read
from grader.generators.planted.slots import draw
from grader.generators.planted.telling import SIGNS
from grader.generators.planted.translating import (
    LANGUAGE_NAMES,
    RANKS,
    Decoy,
    Effect,
    Own,
    Parallel,
    Rendering,
    parallels,
)
from grader.skills.translation_qa import MOST_ERRORS

WEIGHTS: Mapping[str, int] = {"minor": 1, "major": 5, "critical": 25}
CONTENT = frozenset(
    {"untranslated", "omission", "addition", "terminology", "locale", "mistranslation"}
)
"""The categories that adequacy counts (clause 6.1); fluency counts the others (clause 6.2)."""
_ATTEMPTS = 200
_WHOLE = 8
"""Up to so many words, the mark lies over all that stands at a site."""


_FEW = 2
"""So few words, and a mark shows too little of what it is about."""


class Option(NamedTuple):
    """A fault at its site, as it may be chosen."""

    site: str
    fault: Effect
    text: str

    @property
    def near(self) -> int:
        """How near to the truth it is."""
        return self.fault.near

    @property
    def group(self) -> str:
        """Its severity."""
        return self.fault.severity

    @property
    def kind(self) -> str:
        """Its category."""
        return self.fault.category

    @property
    def sites(self) -> frozenset[str]:
        """The site that it takes."""
        return frozenset({self.site})


class Mark(NamedTuple):
    """An error as gold marks it.

    Attributes:
        part: Where the mark lies: an omission in the source, all else in the translation.
        quote: The words marked, as gold names them.
        shown: What stands in the translation there, "" for nothing.
        source: The words of the source that it stands for.
        effect: What a reader would do or believe, as a clause.
    """

    part: str
    quote: Mapping[str, str | int]
    start: int
    category: str
    severity: str
    concept: str
    near: int
    shown: str
    source: str
    effect: str
    harm: tuple[str, ...]


class Plan(NamedTuple):
    """What was chosen for an item, and the texts that came of it."""

    setting: Parallel
    code: str
    values: Mapping[str, Value]
    source: Composed
    passage: Passage
    translation: Composed
    marks: tuple[Mark, ...]
    decoys: tuple[tuple[str, Decoy], ...]

    def filled(self, text: str) -> str:
        """Return an authored text with the item's values, as English writes them."""
        return fill(text, self.values)

    @property
    def language(self) -> str:
        """The language translated into."""
        return LANGUAGE_NAMES[self.code]


def planned(
    seed: int, difficulty: int, setting: str | None = None, code: str | None = None
) -> Plan:
    """Return what a seed asks for.

    Args:
        seed: Any whole number from 0 on.
        difficulty: 1 to 5.
        setting: The setting by name; the seed decides when left out.
        code: The language's code; the seed decides when left out.

    Raises:
        ValueError: The difficulty is not 1 to 5, or there is no such setting or language.
    """
    want = dial(difficulty)
    every = parallels()
    names = [one.name for one in every]
    if setting is not None and setting not in names:
        raise ValueError(f"there is no setting {setting!r}; there are {', '.join(names)}")
    taken = every[seed % len(every) if setting is None else names.index(setting)]
    codes = tuple(taken.languages)
    if code is not None and code not in codes:
        raise ValueError(f"there is no language {code!r}; there are {', '.join(codes)}")
    into = codes[(seed + seed // len(every)) % len(codes)] if code is None else code
    chance = np.random.default_rng([seed, difficulty, 31])
    values = draw(taken.slots, chance)
    rendering = next(one for name, one in taken.languages.items() if name == into)
    source = read(taken.source, values, chance).composed()
    passage = read(rendering.text, values, chance, into)
    options = _options(taken, rendering)
    faultless = bool(chance.random() < FAULTLESS)
    for _ in range(_ATTEMPTS):
        picked = (
            []
            if faultless
            else chosen(options, RANKS, want, chance, most=MOST_ERRORS, size=lambda _: 1)
        )
        if not faultless and len(picked) < want.faults[0]:
            continue
        used = {one.site for one in picked}
        free = [site for site in taken.decoys if site not in used]
        kept = set(some(free, max(between(want.decoys, chance), 0 if picked else 1), chance))
        decoys = tuple((site, one) for site, one in taken.decoys.items() if site in kept)
        said = {site: fill(rendering.decoys[site], values, into) for site, _ in decoys}
        said |= {one.site: fill(one.text, values, into) for one in picked}
        translation = passage.composed(said)
        plan = Plan(taken, into, values, source, passage, translation, (), decoys)
        marks = sorted(
            (_mark(plan, one) for one in picked),
            key=lambda mark: (mark.part != "source", mark.start),
        )
        return plan._replace(marks=tuple(marks))
    raise ValueError(f"too few faults of {taken.name} suit (seed {seed}, {difficulty})")


def _options(setting: Parallel, rendering: Rendering) -> list[Option]:
    shared = [
        Option(site, one, text)
        for site, several in setting.faults.items()
        for one, text in zip(several, rendering.faults[site], strict=True)
    ]
    own = [
        Option(site, one, one.text) for site, several in rendering.own.items() for one in several
    ]
    return [*shared, *own]


def _mark(plan: Plan, option: Option) -> Mark:
    fault, site = option.fault, option.site
    source = fault.source if isinstance(fault, Own) else plan.source.at(site)
    source = plan.filled(source).replace("**", "").strip(SIGNS)
    text, span = plan.translation.text, plan.translation.spans[site]
    shown = marked_words(plan, option)
    if fault.category == "omission":
        lost = core(plan.source.at(site), "")
        start = plan.source.spans[site].start + plan.source.text[
            slice(*plan.source.spans[site])
        ].index(lost)
        part, quote = "source", quote_at(plan.source.text, start, start + len(lost))
        shown = ""
    else:
        start = span.start + text[slice(*span)].index(shown)
        part, quote = "translation", quote_at(text, start, start + len(shown))
    return Mark(
        part,
        quote,
        start,
        fault.category,
        fault.severity,
        fault.concept,
        fault.near,
        shown.replace("**", ""),
        source,
        plan.filled(fault.effect),
        tuple(plan.filled(stem) for stem in fault.harm),
    )


def marked_words(plan: Plan, option: Option) -> str:
    """Return the words of a faulty site that the mark lies over: those to be repaired, or all if few."""
    said = plan.translation.at(option.site)
    if isinstance(option.fault, Own) and option.fault.mark:
        return fill(option.fault.mark, plan.values, plan.code)
    if option.fault.category != "addition" and len(said.split()) <= _WHOLE:
        return said.strip(SIGNS)
    return _widened(said, core(said, plan.passage.sound(option.site)))


def _widened(said: str, wrong: str) -> str:
    """Return the wrong words of a site with two words around them where they are but one or two."""
    if len(wrong.split()) > _FEW or wrong not in said:
        return wrong
    start = said.index(wrong)
    before, after = said[:start].split(" ")[-3:], said[start + len(wrong) :].split(" ")[:3]
    return (" ".join(before) + wrong + " ".join(after)).replace("**", "").strip(SIGNS)


def points(marks: Sequence[Mark]) -> int:
    """Return the penalty (clause 6.4)."""
    return sum(WEIGHTS[mark.severity] for mark in marks)


def verdict(marks: Sequence[Mark]) -> str:
    """Return what follows from the penalty (clause 6.4)."""
    total = points(marks)
    return "deliver" if total <= 4 else "repair" if total <= 24 else "again"


def adequacy(marks: Sequence[Mark]) -> int:
    """Return the adequacy, from the marks on content (clause 6.1)."""
    found = [mark.severity for mark in marks if mark.category in CONTENT]
    if "critical" in found:
        return 1
    majors = found.count("major")
    return 2 if majors > 1 else 3 if majors else 4 if found else 5


def fluency(marks: Sequence[Mark]) -> int:
    """Return the fluency, from the marks on the language (clause 6.2); no mark here makes it 1."""
    found = [mark.severity for mark in marks if mark.category not in CONTENT]
    majors = found.count("major")
    if majors > 1:
        return 2
    if majors or len(found) > 2:
        return 3
    return 4 if found else 5


def worst(marks: Sequence[Mark], category: str) -> int:
    """Return 0 without a mark of a category, 1 with minor ones only, 2 with a worse one (clause 6.3)."""
    found = {mark.severity for mark in marks if mark.category == category}
    return 0 if not found else 1 if found == {"minor"} else 2
