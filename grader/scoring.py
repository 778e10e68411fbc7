"""A judgment against gold: a score per field and item, and whether the item is right.

Scores are computed when they are needed, never stored: a corrected gold re-scores everybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from pydantic import JsonValue

from grader.fields import Field, Values
from grader.items import Gold, Tempting
from grader.rubric import Mark, passes, share_met
from grader.skills import Skill

Verdict: TypeAlias = Literal["agrees", "close", "differs"]

HALF_WAY = 0.34
"""From this share of criteria on, a written answer that does not pass is "close"."""

_EXACT = 1e-9


class FieldScore(NamedTuple):
    """One field of a judgment against the gold judgment it was compared with.

    Attributes:
        score: 1 minus the distance; for written answers the weighted share of criteria met.
        accepted: The other values that earn full credit for this field.
    """

    field: str
    verdict: Verdict
    score: float
    own: JsonValue
    gold: JsonValue
    accepted: tuple[JsonValue, ...]


class Score(NamedTuple):
    """A judgment against gold.

    Attributes:
        right: The main field is within the skill's tolerance and there was no critical miss.
        value: The weighted mean of the field scores, 0..1.
        fields: In the task's order; fields that were not asked, or have no gold, are left out.
        critical: What must not happen and did, in the gold's words.
        matched: Which gold judgment was compared: 0 for the best, n for the nth accepted one.
        fell_for: The tempting wrong judgment that was given, if it was one of those foreseen.
        main: The name of the main field.
    """

    right: bool
    value: float
    fields: tuple[FieldScore, ...]
    critical: tuple[str, ...]
    matched: int
    fell_for: Tempting | None
    main: str = ""

    def field(self, name: str) -> FieldScore | None:
        """Return one field's score, or None if it was not compared."""
        return next((field for field in self.fields if field.field == name), None)


def score(skill: Skill, gold: Gold, values: Values, marks: Sequence[Mark] | None = None) -> Score:
    """Return how a valid judgment compares with gold.

    Gold may accept several judgments. The one that scores best as a whole is used for every field, so
    that a judgment cannot collect its fields from different ones.

    Args:
        skill: Whose task was answered.
        gold: The item's gold.
        values: Valid values; a field left out is left out of the score.
        marks: The marks on the criteria of a written answer, when there are any.
    """
    judgments = gold.judgments()
    compared = [_fields(skill, gold, judgment, values, marks) for judgment in judgments]
    main = skill.main_in(values)

    def merit(index: int) -> tuple[bool, float]:
        own = next((f for f in compared[index] if f.field == main), None)
        within = own is not None and own.score >= 1 - skill.tolerance - _EXACT
        return within, _mean(skill, compared[index])

    matched = max(range(len(judgments)), key=merit)  # the first of equals: the best gold
    within, value = merit(matched)
    critical = tuple(
        miss.says
        for miss in gold.critical
        if all(
            not skill.task.field(name).blank(values.get(name))
            and skill.task.field(name).matches(values[name], pattern)
            for name, pattern in miss.when.items()
        )
    )
    fell_for = next(
        (one for one in gold.tempting if _given(skill, one.value, compared[matched])), None
    )
    return Score(
        within and not critical, value, tuple(compared[matched]), critical, matched, fell_for, main
    )


def _fields(
    skill: Skill,
    gold: Gold,
    judgment: Mapping[str, JsonValue],
    values: Values,
    marks: Sequence[Mark] | None,
) -> list[FieldScore]:
    found = []
    for field in skill.task.asked(values):
        own = values.get(field.name)
        if field.blank(own):
            continue
        if not field.comparable:
            if gold.criteria and marks is not None:
                found.append(_by_criteria(field, own, gold, marks))
            continue
        if field.name not in judgment or not _asked(field, judgment):
            continue
        reached = field.score(own, judgment[field.name])
        verdict: Verdict = "agrees" if reached >= 1 - _EXACT else "differs"
        if verdict == "differs" and field.close(own, judgment[field.name]):
            verdict = "close"
        accepted = _accepted(field, gold, judgment[field.name])
        found.append(FieldScore(field.name, verdict, reached, own, judgment[field.name], accepted))
    return found


def _asked(field: Field, judgment: Mapping[str, JsonValue]) -> bool:
    return field.when is None or field.when.holds(judgment)


def _by_criteria(field: Field, own: JsonValue, gold: Gold, marks: Sequence[Mark]) -> FieldScore:
    share = share_met(marks, gold.criteria)
    verdict: Verdict = "differs"
    if passes(marks, gold.criteria):
        verdict = "agrees"
    elif share >= HALF_WAY:
        verdict = "close"
    return FieldScore(field.name, verdict, share, own, gold.exemplar or None, ())


def _accepted(field: Field, gold: Gold, best: JsonValue) -> tuple[JsonValue, ...]:
    others: list[JsonValue] = []
    for judgment in gold.judgments():
        value = judgment.get(field.name)
        if field.blank(value) or field.distance(value, best) <= _EXACT:
            continue
        if all(field.distance(value, other) > _EXACT for other in others):
            others.append(value)
    return tuple(others)


def _mean(skill: Skill, fields: Sequence[FieldScore]) -> float:
    weights = [skill.task.field(field.field).weight for field in fields]
    total = sum(weights)
    scores = (field.score * weight for field, weight in zip(fields, weights, strict=True))
    return sum(scores) / total if total else 0.0


def _given(skill: Skill, tempting: Mapping[str, JsonValue], fields: Sequence[FieldScore]) -> bool:
    """Return whether a tempting judgment was the one given, as far as its fields were asked.

    At least one of its values must be given and differ from gold: what is right tempts nobody.
    """
    asked = [field for field in fields if field.field in tempting]
    same = all(
        skill.task.field(field.field).fell_for(field.own, tempting[field.field], field.gold)
        for field in asked
    )
    return same and any(field.verdict != "agrees" for field in asked)
