"""How items of output editing are put into words: rationale, hints, tempting answers, notes.

Every text is of one item: it quotes the answer and the source, and cites the clauses that decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from grader.generators.planted.telling import capital, listed, pick

CLAUSES: Mapping[str, tuple[str, str]] = {
    "wrong-figure": ("2.2", "3.2"),
    "wrong-name": ("2.2", "3.2"),
    "hedge-restored": ("2.2", "3.2"),
    "follow-on": ("2.2", "3.9"),
    "unfounded-claim": ("2.2", "3.3"),
    "condition-restored": ("2.8", "3.4"),
    "missing-step": ("2.3", "3.5"),
    "danger-first": ("2.7", "3.8"),
    "secret-given-away": ("2.1", "3.8"),
    "two-readings": ("2.4", "3.6"),
    "said-twice": ("2.4", "3.7"),
    "blame-and-pressure": ("2.5", "3.10"),
    "register-asked-for": ("1.6", "3.10"),
}
"""The clause by which each kind is a fault, and the one by which it is mended."""

NAMES: Mapping[str, str] = {
    "wrong-figure": "a figure or fact",
    "wrong-name": "a name or a thing",
    "hedge-restored": "a word that is too sure",
    "follow-on": "a figure that builds on another",
    "unfounded-claim": "a claim without cover",
    "condition-restored": "a lost condition",
    "missing-step": "a lost step",
    "danger-first": "something dangerous",
    "secret-given-away": "something that is nobody's business",
    "two-readings": "a word that leaves open what is meant",
    "said-twice": "a line that is there twice",
    "blame-and-pressure": "a remark that hurts",
    "register-asked-for": "a phrase in the wrong tone",
    "slip": "a slip of spelling",
}

_LOOK: Mapping[str, tuple[str, ...]] = {
    "wrong-figure": (
        "Put a finger on each figure and each fact of the answer, then on the same in the source.",
        "Go through times, dates, sums and amounts one by one, in both texts.",
    ),
    "wrong-name": (
        "Who does what, and where? Compare each name and thing with the source.",
        "Take the names one at a time: does the source say the same of each?",
    ),
    "hedge-restored": (
        "Look for may, should and usually in the source. How sure is the answer at the same places?",
        "How certain is each thing in the source, and how certain in the answer?",
    ),
    "unfounded-claim": (
        "For each sentence of the answer, find the sentence of the source that it rests on.",
        "Is there anything in the answer that you cannot point to in source or request?",
    ),
    "condition-restored": (
        "Underline each if, only and by in the source. Where are they in the answer?",
        "For each permission in the answer, look for its limit in the source.",
    ),
    "missing-step": (
        "Number the steps of the source, and tick them off in the answer.",
        "Do what the answer says in your mind, one act at a time. Is anything left out?",
    ),
    "danger-first": (
        "Ask first of each sentence: could somebody be hurt who does this today?",
        "Read the warnings of the source, then the same places of the answer.",
    ),
    "secret-given-away": (
        "Who will read this answer? Is everything in it meant for them?",
        "Look at what the source keeps among few people.",
    ),
    "two-readings": (
        "Ask of each he, she, it and of each code: who or what is meant?",
        "Read the answer as somebody who has not seen the source. Where would you have to ask?",
    ),
    "said-twice": (
        "Read the answer once for its own sake: does every sentence say something new?",
        "What does each sentence add to those before it?",
    ),
    "blame-and-pressure": (
        "Underline what the reader needs in order to act. What is left over?",
        "Read the answer as the person whom it is meant for. How would you feel?",
    ),
    "register-asked-for": (
        "How was the answer to sound? Look at the request, then at each sentence.",
        "Is every sentence in the tone that the request asks for?",
    ),
}
_WHY: Mapping[str, tuple[str, ...]] = {
    "replaced": (
        'The source has "{source}", the answer "{shown}": because of it, {mistake}, so it is {cls} ({cl}).',
        '"{shown}" does not agree with "{source}" in the source, and {mistake}: {cls} ({cl}).',
        'Where the source says "{source}", the answer says "{shown}", and {mistake}; that is {cls} ({cl}).',
    ),
    "hedged": (
        'The source says no more than "{source}"; with "{shown}" the answer is too sure, and {mistake}: '
        "{cls} ({cl}).",
        '"{shown}" is surer than "{source}" in the source, so that {mistake}: {cls} ({cl}).',
    ),
    "follows": (
        '"{shown}" builds on that error and is put right, too, by a change of its own ({cl}).',
    ),
    "struck": (
        'Nothing in the source stands behind "{shown}", and {mistake}: {cls}, and it is struck ({cl}).',
        '"{shown}" has no match in the source; {mistake}, so it is {cls} and goes ({cl}).',
    ),
    "missing": (
        'The source has "{source}"; at "{shown}" the answer leaves some of it out, and {mistake}. Words '
        "are put in and none taken out, so it is {cls} ({cl}).",
        'At "{shown}" the answer has less than the source, which says "{source}". So {mistake}: {cls}, since '
        "the repair only puts words in ({cl}).",
    ),
    "danger": (
        'The source has "{source}"; with "{shown}" in the answer, {mistake}: {cls} ({cl}).',
        '"{shown}" goes against "{source}", and {mistake}, so it is {cls} ({cl}).',
    ),
    "secret": (
        'The source says "{source}", and yet the answer has "{shown}": {mistake}. That is {cls}, and it is '
        "struck ({cl}).",
    ),
    "unclear": (
        'With "{shown}" in the answer, {mistake}; the source names it: "{source}". That is {cls} ({cl}).',
        'The source has "{source}"; the answer only has "{shown}", and {mistake}: {cls} ({cl}).',
    ),
    "twice": (
        '"{shown}" stands in the answer a second time, and {mistake}: {cls}, and the later one is struck '
        "({cl}).",
    ),
    "tone": (
        'Because of "{shown}", {mistake}: {cls}, and it is struck ({cl}).',
        '"{shown}" is not needed by anybody, and {mistake}; that is {cls}, and it goes ({cl}).',
    ),
}
_FAMILY: Mapping[str, str] = {
    "wrong-figure": "replaced",
    "wrong-name": "replaced",
    "hedge-restored": "hedged",
    "follow-on": "follows",
    "unfounded-claim": "struck",
    "condition-restored": "missing",
    "missing-step": "missing",
    "danger-first": "danger",
    "secret-given-away": "secret",
    "two-readings": "unclear",
    "said-twice": "twice",
    "blame-and-pressure": "tone",
    "register-asked-for": "tone",
}
_DONE: Mapping[str, tuple[str, ...]] = {
    "replaced": ("I put the source's words in.", "I put that right."),
    "hedged": ("I put the source's word back.", "I made it as sure as the source, no surer."),
    "struck": ("I struck it.", "I took it out."),
    "missing": ("I put these words back in.", "I put it back where it belongs."),
    "danger": ("I mended that first.", "I put that right before anything else."),
    "secret": ("I struck it.", "I took it out."),
    "unclear": ("I named what is meant.", "I wrote what is meant."),
    "twice": ("I struck the later one.", "I took the second one out."),
    "tone": ("I struck it.", "I took these words out."),
}
_NOTED: Mapping[str, tuple[str, ...]] = {
    "missing": (
        'At "{shown}" the answer leaves out something that the source has: "{source}".',
        'The source has "{source}", and at "{shown}" the answer says less than that.',
    ),
    "struck": (
        'The answer says "{shown}", and the source has only "{source}".',
        'For "{shown}" I found nothing in the source but "{source}".',
    ),
    "tone": (
        'The answer says "{shown}", where the source has only "{source}".',
        'I looked for a reason for "{shown}", and the source has only "{source}".',
    ),
    "unclear": ('The answer has only "{shown}", where the source says "{source}".',),
    "twice": ('The answer says "{shown}" a second time; the source has "{source}" just once.',),
}
_NOTED_ELSE = (
    'The answer says "{shown}", but the source has "{source}".',
    'Where the source has "{source}", the answer says "{shown}".',
)


class Told(NamedTuple):
    """What the texts need to know of one place.

    Attributes:
        kind: What was done there.
        cls: The class of its repair.
        shown: The words of the answer that are quoted.
        source: The words of the source that are quoted.
        mistake: What a reader would do or feel, as a clause.
    """

    kind: str
    cls: str
    shown: str
    source: str
    mistake: str


def clauses(kind: str) -> str:
    """Return how the clauses of a kind are cited."""
    first, second = CLAUSES[kind]
    return f"clauses {first} and {second}"


def why(one: Told, chance: np.random.Generator) -> str:
    """Return the sentence of a rationale for one place."""
    text = pick(_WHY[_FAMILY[one.kind]], chance)
    said = text.format(**one._asdict(), cl=clauses(one.kind))
    return capital(said)


def look(kind: str, chance: np.random.Generator) -> str:
    """Return the hint that says where to look."""
    return pick(_LOOK[kind], chance)


def noted(one: Told, chance: np.random.Generator) -> str:
    """Return the sentence of a note that quotes both texts."""
    text = pick(_NOTED.get(_FAMILY[one.kind], _NOTED_ELSE), chance)
    return text.format(**one._asdict())


def done(one: Told, chance: np.random.Generator) -> str:
    """Return the sentence of a note that says what was changed."""
    return pick(_DONE[_FAMILY[one.kind]], chance)


def cited(kinds: Sequence[str]) -> str:
    """Return the clauses on mending some kinds, as a hint names them."""
    numbers = sorted({CLAUSES[kind][1] for kind in kinds}, key=lambda one: int(one[2:]))
    return f"clause{'s' if len(numbers) > 1 else ''} {listed(numbers)}"


def places(kinds: Sequence[str], chance: np.random.Generator) -> str:
    """Return the hint that says how many places there are, and of what kind."""
    named = [NAMES[kind] for kind in kinds]
    counts = ["", "One place", "Two places", "Three places", "Four places", "Five places"]
    verb = "has" if len(kinds) == 1 else "have"
    seen: list[str] = []
    for name in dict.fromkeys(named):
        more = named.count(name)
        seen.append(name if more == 1 else f"{more} times {name}")
    endings = (
        f"{verb} to be changed: {listed(seen)}.",
        f"{verb} to be mended. Look for {listed(seen)}.",
    )
    return f"{counts[len(kinds)]} {pick(endings, chance)}"


WEAK = (
    "The answer was fine on the whole, but I went over a few passages that did not sound quite right to me "
    "and made them read better than they did before.",
    "I compared everything with what was given and changed some small things here and there, so that the "
    "whole now reads more smoothly and nobody will be confused.",
    "Most of this could go out as it is. Some wording was not to my taste, and I have replaced it by what I "
    "would have written in such a case.",
    "I improved the style in several spots and tightened the text, because shorter sentences are easier to "
    "read, and I also looked at the rest of it.",
)

CLASS_CUES: Mapping[str, tuple[str, ...]] = {
    "safety": ("safety", "unsafe"),
    "accuracy": ("accuracy", "inaccurate"),
    "completeness": ("completeness", "incomplete"),
    "clarity": ("clarity", "unclear"),
    "tone": ("tone",),
}
CLASS_MIXED: Mapping[str, tuple[str, str]] = {
    "safety": (
        "accuracy",
        "What is said is wrong, and so one thinks of accuracy. But a body could be hurt or a secret get out, "
        "and then it is safety (clause 2.7).",
    ),
    "accuracy": (
        "completeness",
        "One may feel that something is lacking. But the repair replaces or strikes words, and by that it is "
        "accuracy (clause 2.8).",
    ),
    "completeness": (
        "accuracy",
        "Without these words the answer is not true. But the repair only puts words in, and by that it is "
        "completeness (clause 2.8).",
    ),
    "clarity": (
        "tone",
        "It may read coldly. But the trouble is that a reader cannot follow or does not know what to do, "
        "and that is clarity (clause 2.9).",
    ),
    "tone": (
        "clarity",
        "One stumbles over these words. But the reader knows what to do and is hurt or pressed, and that is "
        "tone (clause 2.9).",
    ),
}
BAITS: Mapping[str, str] = {
    "wrong-figure": "MISS",
    "wrong-name": "MISS",
    "hedge-restored": "STYLE",
    "follow-on": "STEP",
    "unfounded-claim": "STYLE",
    "condition-restored": "MISS",
    "missing-step": "MISS",
    "danger-first": "FAST",
    "secret-given-away": "STYLE",
    "two-readings": "FAST",
    "said-twice": "MISS",
    "blame-and-pressure": "HALO",
    "register-asked-for": "RULE",
}
