"""What an item of output editing is made of: the faults chosen, and the answer that came of them.

Two faults never stand so close together that one change would have to carry two classes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from grader.generators.planted.choosing import FAULTLESS, Dial, between, chosen, dial, some
from grader.generators.planted.editing import KINDS, RANKS, Case, Decoy, Fault, cases
from grader.generators.planted.editing_words import Told
from grader.generators.planted.figures import Value, fill
from grader.generators.planted.passages import (
    Composed,
    Passage,
    Span,
    anchored,
    core,
    quote_at,
    read,
)
from grader.generators.planted.slots import draw
from grader.generators.planted.telling import SIGNS, cue_words, pick, short
from grader.skills.output_editing import MOST_FIXES

_ATTEMPTS = 200
_SLIPS_FROM = 3
"""The first difficulty at which a slip of spelling may stand in the answer."""
_WHOLE = 8
"""Up to so many words a site is quoted whole."""
_ADDED = ("unfounded-claim", "blame-and-pressure", "secret-given-away")
"""Kinds that put words to sound ones: only these words are quoted."""
_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()


class Option(NamedTuple):
    """A fault at its site, as it may be chosen."""

    site: str
    fault: Fault

    @property
    def near(self) -> int:
        """How near to the truth it is."""
        return self.fault.near

    @property
    def group(self) -> str:
        """Its class."""
        return KINDS[self.fault.kind]

    @property
    def kind(self) -> str:
        """What is done there."""
        return self.fault.kind

    @property
    def sites(self) -> frozenset[str]:
        """The sites that it changes or needs as they are."""
        return frozenset({self.site, *self.fault.follows, *self.fault.holds})


class Fix(NamedTuple):
    """A place of the answer that has to be changed, or a slip that may be."""

    site: str
    span: Span
    quote: Mapping[str, str | int]
    accept: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    told: Told
    part: str
    cues: tuple[str, ...]
    harm: tuple[str, ...]
    near: int
    must: bool = True


class Plan(NamedTuple):
    """What was chosen for an item, and the text that came of it."""

    case: Case
    values: Mapping[str, Value]
    request: str
    source: str
    passage: Passage
    answer: Composed
    fixes: tuple[Fix, ...]
    decoys: tuple[tuple[str, Decoy], ...]
    slip: str | None
    strict: bool

    def filled(self, text: str) -> str:
        """Return an authored text with the item's values."""
        return fill(text, self.values)

    @property
    def musts(self) -> tuple[Fix, ...]:
        """The places that have to be changed, in the order of the text."""
        return tuple(fix for fix in self.fixes if fix.must)

    @property
    def first(self) -> str:
        """The most serious class, or "none"."""
        classes = {fix.told.cls for fix in self.musts}
        return next((rank for rank in RANKS if rank in classes), "none")


def planned(seed: int, difficulty: int, case: str | None = None) -> Plan:
    """Return what a seed asks for.

    Args:
        seed: Any whole number from 0 on.
        difficulty: 1 to 5.
        case: The setting by name; the seed decides when left out.

    Raises:
        ValueError: The difficulty is not 1 to 5, there is no such setting, or its faults do not stand apart.
    """
    want = dial(difficulty)
    every = cases()
    names = [one.name for one in every]
    if case is not None and case not in names:
        raise ValueError(f"there is no setting {case!r}; there are {', '.join(names)}")
    setting = every[seed % len(every) if case is None else names.index(case)]
    chance = np.random.default_rng([seed, difficulty, 23])
    values = draw(setting.slots, chance)
    request = fill(pick(setting.requests, chance), values)
    source = fill(setting.source.strip("\n"), values)
    passage = read(setting.output, values, chance)
    faultless = bool(chance.random() < FAULTLESS)
    options = [Option(site, one) for site, several in setting.faults.items() for one in several]
    for _ in range(_ATTEMPTS):
        picked = (
            [] if faultless else chosen(options, RANKS, want, chance, most=MOST_FIXES, size=_places)
        )
        slip = _slip(setting, difficulty, picked, chance)
        decoys = _decoys(setting, want, picked, chance)
        count = sum(map(_places, picked))
        serious = any(one.group != "tone" for one in picked)
        strict = serious and slip is not None and count < MOST_FIXES and chance.random() < 0.3
        plan = Plan(
            setting, values, request, source, passage, Composed("", {}), (), decoys, slip, strict
        )
        plan = _planted(plan, picked)
        enough = faultless or count >= min(want.faults[0], MOST_FIXES)
        if _apart(plan) and enough:
            return plan
    raise ValueError(f"no faults of {setting.name} stand apart (seed {seed}, {difficulty})")


def _places(option: Option) -> int:
    return 1 + len(option.fault.follows)


def _slip(
    setting: Case, difficulty: int, picked: Sequence[Option], chance: np.random.Generator
) -> str | None:
    taken = frozenset().union(*(one.sites for one in picked))
    free = [site for site in setting.slips if site not in taken]
    if difficulty < _SLIPS_FROM or not free or chance.random() > 0.35:
        return None
    return some(free, 1, chance)[0]


def _decoys(
    setting: Case, want: Dial, picked: Sequence[Option], chance: np.random.Generator
) -> tuple[tuple[str, Decoy], ...]:
    """Return sound places that look faulty, at sites that no fault takes or needs."""
    taken = frozenset().union(*(one.sites for one in picked))
    free = [site for site in setting.decoys if site not in taken]
    count = max(between(want.decoys, chance), 0 if picked else 1)
    kept = set(some(free, count, chance))
    return tuple((site, one) for site, one in setting.decoys.items() if site in kept)


def _planted(plan: Plan, picked: Sequence[Option]) -> Plan:
    """Return a plan with its answer composed and its fixes found in it."""
    said = {site: plan.filled(one.text) for site, one in plan.decoys}
    for one in picked:
        said[one.site] = plan.filled(one.fault.text)
        said |= {site: plan.filled(text) for site, text in one.fault.follows.items()}
    if plan.slip is not None:
        said[plan.slip] = plan.case.slips[plan.slip]
    answer = plan.passage.composed(said)
    fixes = []
    for one in picked:
        fixes.append(_fix(plan, answer, one.site, one.fault, one.fault.kind))
        fixes += [_fix(plan, answer, site, one.fault, "follow-on") for site in one.fault.follows]
    if plan.slip is not None:
        fixes.append(_spelled(plan, answer, plan.slip))
    ordered = tuple(sorted(fixes, key=lambda fix: fix.span))
    return plan._replace(answer=answer, fixes=ordered)


def _fix(plan: Plan, answer: Composed, site: str, fault: Fault, kind: str) -> Fix:
    sound = plan.passage.sound(site)
    bare = answer.spans[site]
    span = anchored(answer.text, bare)
    repairs = [sound]
    if kind != "follow-on":
        repairs += [plan.filled(one) for one in fault.also]
    accept = _accepted(answer.text, bare, span, repairs)
    there = answer.text[span.start : span.end]
    said = answer.at(site)
    if KINDS[fault.kind] == "completeness":
        shown = _in_context(answer.text, span)
    elif len(said.split()) <= _WHOLE and fault.kind not in _ADDED:
        shown = said.strip(SIGNS)
    else:
        shown = core(said, sound)
    told = Told(
        kind=kind,
        cls=KINDS[fault.kind],
        shown=short(shown),
        source=plan.filled(fault.source).rstrip("."),
        mistake=plan.filled(fault.mistake),
    )
    cues = [plan.filled(one) for one in fault.cues] if kind != "follow-on" else [core(there, sound)]
    return Fix(
        site,
        span,
        quote_at(answer.text, *span),
        accept,
        () if kind == "follow-on" else _words(plan, fault, answer.text, bare, span),
        told,
        fault.part,
        cue_words(cues),
        cue_words([plan.filled(one) for one in fault.harm]),
        fault.near,
    )


def _words(
    plan: Plan, fault: Fault, text: str, bare: Span, span: Span
) -> tuple[tuple[str, ...], ...]:
    """Return what a repair in other words must hold: a fault's groups, and the words that anchor it."""
    if not fault.words:
        return ()
    beside = (text[span.start : bare.start], text[bare.end : span.end])
    anchors = [(words,) for one in beside if (words := one.strip().strip(SIGNS))]
    filled = [[way for one in group for way in _figures(plan.filled(one))] for group in fault.words]
    return (*anchors, *map(tuple, filled))


def _in_context(text: str, span: Span, least: int = 3, around: int = 4) -> str:
    """Return the words of a stretch, with some of its sentence where they are too few to be found by."""
    words = text[slice(*span)].split()
    if len(words) >= least:
        return " ".join(words)
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    before = re.split(r"(?<=[.!?:]) ", line)[-1].split()[-around:]
    after = text[span.end :].split("\n")[0].split()[: 0 if before else around]
    return " ".join([*before, *words, *after])


def _spelled(plan: Plan, answer: Composed, site: str) -> Fix:
    span = answer.spans[site]
    right = plan.passage.sound(site)
    wrong = answer.at(site)
    mistake = f"a reader would stumble over {wrong}"
    told = Told("slip", "clarity", wrong, right, mistake)
    quote = quote_at(answer.text, *span)
    return Fix(
        site, span, quote, (right,), (), told, "", (wrong,), ("stumble",), 3, must=plan.strict
    )


def _accepted(text: str, bare: Span, span: Span, repairs: Sequence[str]) -> tuple[str, ...]:
    """Return the repairs of a stretch: of an anchored one, with the words beside it."""
    if bare == span:
        return tuple(dict.fromkeys(way for one in repairs for way in _figures(one.strip())))
    before = text[span.start : max(span.start, bare.start)].rstrip()
    after = text[max(span.start, bare.end) : span.end] if before else text[slice(*span)]
    found = []
    for one in repairs:
        joint = "" if not before or one[:1] in " .,;:" else " "
        gap = " " if after[:1].isalnum() else ""
        put = before + joint + one + gap + after
        if one.rstrip().endswith((".", "!")) and after in (".", "!"):
            put = put[: -len(after)]
        found.append(put.strip())
    return tuple(dict.fromkeys(way for one in found for way in _figures(one)))


def _figures(text: str) -> list[str]:
    """Return a repair, and the same with small numbers in figures instead of words, or the other way."""
    ways = [text]
    for value, word in enumerate(_NUMBERS, 2):
        if re.search(rf"\b{word}\b", text, re.IGNORECASE):
            ways.append(re.sub(rf"\b{word}\b", str(value), text, flags=re.IGNORECASE))
        if text == str(value):
            ways.append(word)
    return ways


def _apart(plan: Plan) -> bool:
    """Return whether the changes of a plan stand apart, and what is quoted of them can be told apart."""
    ordered = sorted(fix.span for fix in plan.fixes)
    for one, other in pairwise(ordered):
        if one.end > other.start or not plan.answer.text[one.end : other.start].strip():
            return False
    for site, _ in plan.decoys:
        span = plan.answer.spans[site]
        if any(span.start <= fix.span.end and fix.span.start <= span.end for fix in plan.fixes):
            return False
    return all(fix.told.shown for fix in plan.fixes)
