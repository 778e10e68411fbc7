"""Which cases an answer has, in which order its sentences stand, and what is shown of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.generators.facts.cases import make, sound
from grader.generators.facts.choose import weighted
from grader.generators.facts.cited import DECOYS, MOST, SKILL, Cite, Desk, Sentence
from grader.generators.facts.draw import pick, shuffled
from grader.generators.facts.texts import texts_at, words_of

DEPTHS = {
    "wrong-source": 1,
    "absent": 1,
    "opposite": 1,
    "unsourced": 1,
    "mouthful": 2,
    "half": 2,
    "details": 2,
    "tail": 2,
    "uncited": 2,
    "echo": 2,
    "weaker": 3,
    "quote": 3,
    "joint": 3,
    "alone": 3,
    "loose": 3,
}
"""How plain each case is to see, 1 to 3."""
WEIGHTS = {1: (6, 3, 1), 2: (4, 4, 2), 3: (2, 3, 3), 4: (1, 3, 4), 5: (1, 2, 5)}
FAULTS: dict[int, tuple[int, ...]] = {
    1: (1, 2),
    2: (1, 2, 2),
    3: (2, 3),
    4: (2, 3, 4),
    5: (2, 3, 4, 5),
}
CITATIONS: dict[int, tuple[int, ...]] = {1: (5, 6), 2: (5, 6), 3: (6, 7), 4: (7, 8), 5: (7, 8)}
DOUBTS = {1: 0, 2: 1, 3: 1, 4: 2, 5: 2}


@dataclass(frozen=True)
class Answer:
    """What the model answered.

    Attributes:
        text: Markdown.
        sentences: In order, without those that claim nothing.
    """

    text: str
    sentences: tuple[Sentence, ...]

    @property
    def cites(self) -> list[tuple[Sentence, Cite]]:
        """Every citation with its sentence, in order; the first is `citation_1`."""
        return [(one, cite) for one in self.sentences for cite in one.cites]


def write_answer(desk: Desk, difficulty: int, chance: np.random.Generator) -> Answer:
    """Return an answer whose every mark is known; about one in seven has no fault at all."""
    wanted = pick(chance, CITATIONS[difficulty])
    sentences = _cases(desk, difficulty, wanted, chance)
    doubts = max(DOUBTS[difficulty], 0 if sentences else 1)
    while _count(sentences) < wanted:
        found = (sound(desk, doubtful=True) if doubts > 0 else None) or sound(desk)
        if found is None:
            break
        doubts -= 1
        sentences.append(found)
    ordered = _ordered(desk, sentences, difficulty, chance)
    words = words_of(SKILL)
    blocks = [pick(chance, texts_at(words, "openings"))]
    blocks += ["\n".join(one.text for one in group) for group in ordered]
    blocks.append(pick(chance, texts_at(words, "closings")))
    return Answer("\n\n".join(blocks), tuple(one for group in ordered for one in group))


def _count(sentences: Sequence[Sentence]) -> int:
    return sum(len(one.cites) for one in sentences)


def _cases(desk: Desk, difficulty: int, wanted: int, chance: np.random.Generator) -> list[Sentence]:
    faultless = chance.random() < 0.15
    number = 0 if faultless else pick(chance, FAULTS[difficulty])
    sentences: list[Sentence] = []
    left = list(DEPTHS)
    while len(sentences) < number and left:
        case = weighted(chance, left, lambda one: WEIGHTS[difficulty][DEPTHS[one] - 1])
        left.remove(case)
        room = min(wanted, MOST) - _count(sentences)
        if case in ("echo", "joint") and room < 2:
            continue
        found = make(desk, case)
        if found is not None:
            sentences.append(found)
    decoys = 2 if faultless else int(difficulty > 1) * int(chance.integers(2))
    for case in shuffled(chance, DECOYS)[:decoys]:
        if wanted - _count(sentences) >= 2 and (found := make(desk, case)):
            sentences.append(found)
    return sentences


def _ordered(
    desk: Desk, sentences: Sequence[Sentence], difficulty: int, chance: np.random.Generator
) -> list[list[Sentence]]:
    """Return the sentences in paragraphs: source by source when easy, mixed when hard."""
    mixed = shuffled(chance, sentences)
    if difficulty <= 3:
        order = {part.id: n for n, part in enumerate(shuffled(chance, desk.setting.parts))}
        mixed.sort(key=lambda one: min(order[part] for part in one.parts))
        groups: dict[int, list[Sentence]] = {}
        for one in mixed:
            groups.setdefault(min(order[part] for part in one.parts), []).append(one)
        return list(groups.values())
    size = 2 + int(chance.integers(2))
    return [mixed[start : start + size] for start in range(0, len(mixed), size)]
