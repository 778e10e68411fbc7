"""Criteria: weighted statements about a written answer, each checkable by itself.

The check looks for evidence, not for quality: a phrase of the criterion, in a real sentence that names
the response it is about, and not denied there. It is a first reading that the learner then corrects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Setting

from grader.fields.free_text import REFERENCE, references

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_CLAUSE = re.compile(r"[,;:]|\bbut\b|\bwhile\b|\bwhereas\b|\bbecause\b|\balthough\b")
_DENIAL = re.compile(
    r"\b(?:not(?! (?:only|just|merely|simply)\b)|no|never|none|nobody|nothing|neither|nor|"
    r"without|hardly|cannot|denies|deny|false that|untrue|wrong to say)\b|n['’]t\b",
    re.IGNORECASE,
)
# Words that hold English sentences together; a bare list of key words has next to none of them.
_GLUE = frozenset(
    "a an the and or but so if then that this these those it its is are was were be been has have had do "
    "does did will would can could should may might must of to in on at by for from with as than into "
    "out over under not no only also because while although which who what when where there here their "
    "they he she you your we our i my".split()
)
_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


class Criterion(BaseModel):
    """One statement that a good answer makes.

    Attributes:
        id: Its key among the item's criteria.
        weight: Its share, relative to the others'.
        must: Whether an answer cannot be good without it.
        says: The statement, responses by reference.
        evidence: Phrases or stems, any of which shows that it was said.
        unless: Phrases that take it back wherever they stand: the wrong figure, a word that takes sides.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Setting(pattern=r"^[a-z][a-z0-9-]*$")
    weight: float = Setting(default=1.0, gt=0)
    must: bool = False
    says: str
    evidence: tuple[str, ...] = Setting(min_length=1)
    unless: tuple[str, ...] = ()


class Mark(BaseModel):
    """Whether one criterion is met."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    met: bool


def read_marks(text: str, criteria: Sequence[Criterion]) -> list[Mark]:
    """Return, for every criterion, whether its evidence stands in a text (responses by reference)."""
    return [Mark(id=criterion.id, met=evidence_met(text, criterion)) for criterion in criteria]


def evidence_met(text: str, criterion: Criterion) -> bool:
    """Return whether one sentence of the text gives the criterion's evidence.

    The sentence must be a sentence, name a response that the criterion names (or follow directly on one
    that does), and not deny the phrase in the clause before it. What takes the criterion back counts in
    any sentence or list, unless it is denied there.
    """
    about = references(criterion.says)
    sentences = _sentences(text)
    if any(_any_stated(one.lowered, criterion.unless) for one in sentences):
        return False
    return any(
        one.is_prose
        and (not about or about & one.subject)
        and _any_stated(one.lowered, criterion.evidence)
        for one in sentences
    )


class _Sentence(NamedTuple):
    """One sentence as the check reads it: in small letters, and about which responses."""

    lowered: str
    subject: frozenset[str]
    is_prose: bool


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[_Sentence, ...]:
    """Return the sentences of a text; one that names no response is about what the last one named."""
    found: list[_Sentence] = []
    subject: frozenset[str] = frozenset()
    for sentence in _SENTENCE.split(text):
        subject = frozenset(references(sentence)) or subject
        lowered = " ".join(sentence.lower().split())
        found.append(_Sentence(lowered, subject, _is_prose(sentence)))
    return tuple(found)


def share_met(marks: Iterable[Mark], criteria: Sequence[Criterion]) -> float:
    """Return the weighted share of criteria met, 0..1; 0 where there are none."""
    met = {mark.id for mark in marks if mark.met}
    total = sum(criterion.weight for criterion in criteria)
    return sum(c.weight for c in criteria if c.id in met) / total if total else 0.0


def passes(marks: Iterable[Mark], criteria: Sequence[Criterion]) -> bool:
    """Return whether every must-have is met and at least half of the weight."""
    marks = list(marks)
    met = {mark.id for mark in marks if mark.met}
    return all(c.id in met for c in criteria if c.must) and share_met(marks, criteria) >= 0.5


def stuffed(criteria: Sequence[Criterion]) -> str:
    """Return the worst keyword list there can be: every phrase of every criterion, every response."""
    named = sorted({ref for criterion in criteria for ref in references(criterion.says)})
    phrases = [phrase for criterion in criteria for phrase in criterion.evidence]
    return ", ".join([*(f"{{{name}}}" for name in named), *phrases])


def _is_prose(sentence: str) -> bool:
    words = [word.lower() for word in _TOKEN.findall(REFERENCE.sub(" ", sentence))]
    if len(words) < 4:
        return False
    # A list of key words strings phrases together by commas; prose has glue between them.
    commas = sentence.count(",")
    glue = sum(word in _GLUE or word.endswith(("n't", "n’t")) for word in words)
    return glue / len(words) >= 0.15 and commas <= len(words) / 4


def _any_stated(lowered: str, phrases: Iterable[str]) -> bool:
    return any(_stated(lowered, phrase.lower()) for phrase in phrases)


def _stated(sentence: str, phrase: str) -> bool:
    # By find and not by a pattern: a bank has thousands of phrases, and compiling each is what took long.
    at = sentence.find(phrase)
    while at >= 0:
        begins = at == 0 or not _of_a_word(sentence[at - 1])
        if begins and not _DENIAL.search(_CLAUSE.split(sentence[:at])[-1]):
            return True
        at = sentence.find(phrase, at + 1)
    return False


def _of_a_word(character: str) -> bool:
    return character.isalnum() or character == "_"
