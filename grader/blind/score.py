"""Comparing a blind reader's answers with the gold, or with another reader's: every difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import JsonValue

from grader.bank import Bank, load_bank
from grader.blind.answers import Answer, read_answers
from grader.blind.forms import asked_fields, show
from grader.fields import Field
from grader.strict_yaml import Problem

if TYPE_CHECKING:
    from grader.metrics import Estimate


@dataclass(frozen=True)
class Difference:
    """One field on which the reader and the other side part, both in words, with the reader's letters.

    Attributes:
        other: What the gold says, or the reader who was compared with.
    """

    field: str
    label: str
    reader: str
    other: str


@dataclass(frozen=True)
class Compared:
    """One item: the reading beside the nearest judgment that earns full credit, or another reading.

    Attributes:
        agreed: Whether the main field is within the skill's tolerance of it.
        same: By field answered on both sides, whether the two are the same.
        letters: The reader's letters, by part name: what "B" was.
    """

    item_id: str
    agreed: bool
    same: Mapping[str, bool]
    differences: tuple[Difference, ...]
    confidence: int | None
    reason: str
    letters: Mapping[str, str]


@dataclass(frozen=True)
class BlindScore:
    """What a blind read says about a bank's gold.

    Attributes:
        overall: The share of items that agreed on the main field.
        fields: By field, the share with the same value, of the items where both sides have one.
        unanswered: Items whose entry was left empty; they count nowhere.
        problems: What is wrong in the answers, by line; what cannot be understood counts nowhere.
    """

    skill: str
    overall: Estimate
    fields: Mapping[str, Estimate]
    compared: tuple[Compared, ...]
    unanswered: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def differing(self) -> tuple[Compared, ...]:
        """The items that differ on some field, those that differ on the main field first."""
        found = [compared for compared in self.compared if compared.differences]
        return tuple(sorted(found, key=lambda compared: compared.agreed))


def score_blind(slug: str, answers_path: Path, *, root: Path) -> BlindScore:
    """Return how far a reader's answers agree with the gold.

    Raises:
        QualprepError: The file cannot be read.
        BankError: The bank cannot be read.
        UnknownNameError: There is no such skill.
    """
    bank = load_bank(slug, root)
    read = read_answers(answers_path, bank)
    problems = list(read.problems)
    compared: list[Compared] = []
    for answer in read.answers:
        gold = bank.golds.get(answer.item.id)
        if gold is None:
            message = f"{answer.item.id}: has no gold yet, so there is nothing to compare"
            problems.append(Problem(answers_path.name, answer.line, message))
            continue
        # An alternative may switch a question off; what it no longer asks is not compared.
        judgments = [bank.skill.task.tidy(judgment) for judgment in gold.judgments()]
        compared.append(_compare(answer, judgments, bank))
    return _summed(bank, compared, read.unanswered, problems)


def score_readers(slug: str, answers_path: Path, other_path: Path, *, root: Path) -> BlindScore:
    """Return how far two readers agree with each other, on the items that both judged.

    The gold decides nothing: this says whether the guideline does, not whether the gold is right. Only
    of two corrections of a text it says which repairs come to the same.

    Raises:
        QualprepError: A file cannot be read.
        BankError: The bank cannot be read.
        UnknownNameError: There is no such skill.
    """
    bank = load_bank(slug, root)
    read, other = read_answers(answers_path, bank), read_answers(other_path, bank)
    theirs = {answer.item.id: answer.values for answer in other.answers}
    compared = []
    for answer in read.answers:
        if answer.item.id in theirs:
            gold = bank.golds.get(answer.item.id)
            best = gold.gold if gold is not None else {}
            compared.append(_compare(answer, [theirs[answer.item.id]], bank, best))
    unanswered = tuple(dict.fromkeys((*read.unanswered, *other.unanswered)))
    return _summed(bank, compared, unanswered, [*read.problems, *other.problems])


def _summed(
    bank: Bank, compared: list[Compared], unanswered: tuple[str, ...], problems: list[Problem]
) -> BlindScore:
    from grader.metrics import wilson_interval

    fields = {}
    for field in asked_fields(bank.skill.task):
        both = [item.same[field.name] for item in compared if field.name in item.same]
        fields[field.name] = wilson_interval(sum(both), len(both))
    return BlindScore(
        skill=bank.skill.slug,
        overall=wilson_interval(sum(item.agreed for item in compared), len(compared)),
        fields=fields,
        compared=tuple(compared),
        unanswered=unanswered,
        problems=tuple(sorted(problems, key=lambda problem: (problem.file, problem.line))),
    )


def _compare(
    answer: Answer,
    judgments: Sequence[Mapping[str, JsonValue]],
    bank: Bank,
    key: Mapping[str, JsonValue] | None = None,
) -> Compared:
    """Compare answers with the nearest of some judgments.

    Args:
        answer: A reader's.
        judgments: The gold's, or another reader's.
        bank: Theirs.
        key: The gold that says what comes to the same, where the judgment is another reader's.
    """
    skill = bank.skill
    fields = [field for field in asked_fields(skill.task) if field.name in answer.values]
    main = skill.task.field(skill.main_field)

    def met(field: Field, judgment: Mapping[str, JsonValue]) -> float:
        mine, theirs = answer.values[field.name], judgment[field.name]
        if key is None:
            return field.score(mine, theirs)
        return field.agreement(mine, theirs, key.get(field.name))

    def apart(judgment: Mapping[str, JsonValue]) -> tuple[float, float]:
        """Return how far a judgment is from the reader's: on the main field, then on all."""
        shared = [field for field in fields if field.name in judgment]
        far = [field.weight * (1 - met(field, judgment)) for field in shared]
        return 1 - met(main, judgment), sum(far)

    nearest = min(judgments, key=apart)
    same: dict[str, bool] = {}
    differences: list[Difference] = []
    for field in fields:
        if field.name not in nearest:
            continue
        mine, theirs = answer.values[field.name], nearest[field.name]
        same[field.name] = met(field, nearest) >= 1 - 1e-9
        if not same[field.name]:
            said, right = (show(field.in_words(value), answer.names) for value in (mine, theirs))
            given = bank.given(answer.item)
            units = [
                one for one in field.differences(mine, theirs, given) if one.verdict != "agrees"
            ]
            if units:
                said = "; ".join(f"{u.label}: {u.own or 'nothing'}" for u in units)
                right = "; ".join(f"{u.gold or 'nothing'} ({u.detail})" for u in units)
                said, right = show(said, answer.names), show(right, answer.names)
            differences.append(Difference(field.name, field.label, said, right))
    return Compared(
        item_id=answer.item.id,
        agreed=apart(nearest)[0] <= skill.tolerance + 1e-9,
        same=same,
        differences=tuple(differences),
        confidence=answer.confidence,
        reason=answer.reason,
        letters={
            part: shown.letter(part) for shown in answer.names.values() for part in shown.order
        },
    )
