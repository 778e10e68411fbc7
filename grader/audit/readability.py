"""Whether what learners are told reads easily."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from grader.audit.entries import Entry
from grader.audit.measure import Measure, at_most, listed, not_applicable
from grader.audit.words import grade
from grader.fields import Choice, Scale
from grader.skills import Skill

GRADE = 9
HARDEST = 6


class Told(NamedTuple):
    """A text for learners, and where it stands."""

    where: str
    text: str


def readability(skill: Skill, found: Sequence[Entry]) -> list[Measure]:
    """Return the mean Flesch-Kincaid grade of each kind of text, about (see `grade`).

    Each text counts once, however long. Not applicable for a kind with no text of five words.
    """
    kinds = {
        "hints": [Told(e.id, hint) for e in found for hint in e.gold.hints],
        "rationales": [Told(e.id, e.gold.rationale) for e in found],
        "why a tempting one is wrong": [
            Told(e.id, tempting.why_wrong) for e in found for tempting in e.gold.tempting
        ],
        "texts of the task": list(_task_texts(skill)),
    }
    return [_mean_grade(f"reading grade: {kind}", told) for kind, told in kinds.items()]


def _mean_grade(name: str, told: Sequence[Told]) -> Measure:
    grades = [(found, one.where) for one in told if (found := grade(one.text)) is not None]
    if not grades:
        return not_applicable(name, "no text of five words or more")
    hardest = sorted(grades, reverse=True)[:HARDEST]
    detail = f"{len(grades)} texts; hardest: " + listed(f"{w} {g:.1f}" for g, w in hardest)
    return at_most(name, fmean(found for found, _ in grades), GRADE, detail)


def _task_texts(skill: Skill) -> Iterator[Told]:
    yield Told("instruction", skill.task.instruction)
    yield Told("summary", skill.summary)
    for concept in skill.concepts:
        yield Told(concept.slug, concept.title)
    for field in skill.task.fields:
        yield Told(field.name, field.label)
        yield Told(field.name, field.help)
        if isinstance(field, Choice):
            yield from (Told(f"{field.name}.{o.key}", o.help) for o in field.options)
        if isinstance(field, Scale):
            yield from (Told(f"{field.name}.{at}", says) for at, says in field.anchors.items())
