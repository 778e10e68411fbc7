"""What a learner is told after handing in: about the judgment, never about the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pydantic import JsonValue

from grader.bank import Bank, Clause, cited
from grader.fields import Difference, Given, PerPart
from grader.fields.free_text import FreeText
from grader.items import BAITS, TIERS, Gold, Item
from grader.markup import Span, find_quote
from grader.names import Names
from grader.rubric import Mark
from grader.scoring import FieldScore, Score, Verdict
from grader.store.records import Attempt

SYMBOLS = {"agrees": "✓", "close": "≈", "differs": "✗"}
"""Shown beside the word and the colour, so that neither is the only signal."""

VERDICT_WORDS = {"agrees": "agrees", "close": "close", "differs": "differs"}


class Row(NamedTuple):
    """One field in the feedback, in words.

    Attributes:
        detail: What explains a row that needs it.
        differences: A value of many units, unit by unit.
    """

    field: str
    label: str
    verdict: str
    own: str
    gold: str
    accepted: tuple[str, ...]
    detail: str
    differences: tuple[Difference, ...] = ()


class CriterionRow(NamedTuple):
    """One criterion of a written answer: whether it is met, and who says so."""

    id: str
    says: str
    must: bool
    met: bool
    by: Literal["check", "you"]


class WhyWrong(NamedTuple):
    """A tempting wrong judgment, why it is wrong, and whether it was the one given."""

    judgment: str
    why: str
    given: bool


@dataclass(frozen=True)
class Feedback:
    """Everything said about one judgment. Texts are Markdown, with this learner's letters.

    Attributes:
        headline: The verdict in a few words.
        facts: What goes beside it: score, this bait so far, stated confidence.
        marks: Decisive evidence to highlight, by part.
        next_step: The one thing to do next.
    """

    right: bool
    verdict: Literal["agrees", "close", "differs"]
    headline: str
    facts: tuple[str, ...]
    rows: tuple[Row, ...]
    critical: tuple[str, ...]
    why: str
    tempting: tuple[WhyWrong, ...]
    clauses: tuple[Clause, ...]
    criteria: tuple[CriterionRow, ...]
    exemplar: str
    tier: str
    marks: dict[str, tuple[Span, ...]]
    next_step: str

    def __str__(self) -> str:
        lines = [f"{SYMBOLS[self.verdict]} {self.headline}", *self.facts, ""]
        for row in self.rows:
            also = f" (also accepted: {', '.join(row.accepted)})" if row.accepted else ""
            said = f"you: {row.own} | gold: {row.gold}{also}" if row.gold else row.detail
            lines.append(f"{SYMBOLS[row.verdict]} {row.label}: {row.verdict}. {said}")
            for one in row.differences:
                parts = [
                    f"you: {one.own or 'nothing'}",
                    f"gold: {one.gold or 'nothing'}",
                    one.detail,
                ]
                told = " | ".join(part for part in parts if part)
                lines.append(f"  {SYMBOLS[one.verdict]} {one.label}: {told}")
        lines += [*self.critical, "", "Why", self.why]
        for tempting in self.tempting:
            lines += ["", f"Why {tempting.judgment} is tempting", tempting.why]
        return "\n".join([*lines, "", self.next_step])


class History(NamedTuple):
    """How many items with the same bait were judged so far, and how many of them right."""

    right: int
    judged: int


def build_feedback(
    bank: Bank,
    item: Item,
    gold: Gold,
    attempt: Attempt,
    score: Score,
    marks: list[Mark] | None,
    marked_by: Literal["check", "you"],
    names: Names,
    history: History,
) -> Feedback:
    """Return the feedback on one attempt.

    Args:
        bank: The skill's bank.
        item: The item judged.
        gold: Its gold.
        attempt: The attempt.
        score: The attempt's score.
        marks: Marks on the criteria of what was written, if anything was.
        marked_by: Whether the evidence check made them or the learner.
        names: The letters this learner saw.
        history: The learner's record on this bait, this attempt included.
    """
    given = bank.given(item)
    rows = tuple(_row(bank, found, names, given, attempt, marks) for found in score.fields)
    verdict = verdict_of(score)
    criteria: tuple[CriterionRow, ...] = ()
    if marks is not None:
        met = {mark.id: mark.met for mark in marks}
        criteria = tuple(
            CriterionRow(c.id, names.show(c.says), c.must, met.get(c.id, False), marked_by)
            for c in gold.criteria
        )
    numbers = list(dict.fromkeys(cited(gold.rationale)))
    return Feedback(
        right=score.right,
        verdict=verdict,
        headline=_headline(bank, score, verdict),
        facts=_facts(item, attempt, score, history),
        rows=rows,
        critical=tuple(names.show(says) for says in score.critical),
        why=names.show(gold.rationale),
        tempting=tuple(
            WhyWrong(
                in_words,
                names.show(tempting.why_wrong),
                tempting is score.fell_for,
            )
            for tempting in gold.tempting
            if (in_words := _judgment_in_words(bank, tempting.value, attempt, names, given))
        ),
        clauses=tuple(bank.guideline.clauses[n] for n in numbers if n in bank.guideline.clauses),
        criteria=criteria,
        exemplar=names.show(gold.exemplar),
        tier=TIERS[gold.tier],
        marks=evidence_spans(gold, given),
        next_step=_next_step(item, gold, score, attempt),
    )


def verdict_of(score: Score) -> Verdict:
    """Return the verdict on the main field; with a critical miss it differs, whatever was said."""
    main = score.field(score.main)
    return main.verdict if main and not score.critical else "differs"


def evidence_spans(gold: Gold, given: Given) -> dict[str, tuple[Span, ...]]:
    """Return where the decisive evidence stands in the visible text of each part."""
    found: dict[str, list[Span]] = {}
    for evidence in gold.evidence:
        span = find_quote(given.texts[evidence.part], evidence.quote, evidence.nth)
        found.setdefault(evidence.part, []).append(span)
    return {part: tuple(spans) for part, spans in found.items()}


def _row(
    bank: Bank,
    found: FieldScore,
    names: Names,
    given: Given,
    attempt: Attempt,
    marks: list[Mark] | None,
) -> Row:
    task = bank.skill.task
    field = task.field(found.field)
    if isinstance(field, FreeText):
        met = sum(mark.met for mark in marks or ())
        total = len(marks or ())
        text = str(attempt.values.get(field.name, ""))
        unmet = [
            result.says
            for result in field.form(text, given, attempt.values, task.by_name())
            if not result.holds
        ]
        detail = f"{met} of {total} points found."
        if unmet:
            detail += f" Still open in form: {'; '.join(names.show(says) for says in unmet)}."
        return Row(field.name, field.label, found.verdict, "", "", (), detail)
    differences = field.differences(found.own, found.gold, given)
    told = tuple(_named(one, names) for one in differences)
    if isinstance(field, PerPart):  # the table says it all; in words it would be said twice
        same = sum(one.verdict == "agrees" for one in told)
        detail = f"{same} of {len(told)} answers as in gold."
        return Row(field.name, field.label, found.verdict, "", "", (), detail, told)
    return Row(
        field.name,
        field.label,
        found.verdict,
        names.show(field.in_words(found.own)),
        names.show(field.in_words(found.gold)),
        tuple(names.show(field.in_words(other)) for other in found.accepted),
        "",
        told,
    )


def _named(one: Difference, names: Names) -> Difference:
    label, own, gold, detail = map(names.show, (one.label, one.own, one.gold, one.detail))
    return one._replace(label=label, own=own, gold=gold, detail=detail)


def _headline(bank: Bank, score: Score, verdict: str) -> str:
    label = bank.skill.task.field(score.main).label
    subject = "the " + label.split(",")[0].lower()
    if score.critical:
        return f"differs on {subject}, with a critical miss"
    if verdict == "agrees":
        others = [f for f in score.fields if f.verdict == "differs"]
        if not others:
            return "agrees with gold"
        listed = ", ".join(bank.skill.task.field(f.field).label.rstrip("?").lower() for f in others)
        return f"agrees on {subject}, differs on: {listed}"
    return f"{'close on' if verdict == 'close' else 'differs on'} {subject}"


def _facts(item: Item, attempt: Attempt, score: Score, history: History) -> tuple[str, ...]:
    facts = [f"score {score.value:.2f}"]
    bait = BAITS[item.bait]
    facts.append(f"this bait ({bait}): {history.right} of {history.judged} right so far")
    if attempt.confidence is not None:
        facts.append(f"you were {attempt.confidence} % sure")
    return tuple(facts)


def _judgment_in_words(
    bank: Bank, value: Mapping[str, JsonValue], attempt: Attempt, names: Names, given: Given
) -> str:
    """Return a foreseen judgment as far as it was asked here: the verdict, and the rest by its question.

    Empty where none of it was asked: what was not a question tempted nobody.
    """
    task, main = bank.skill.task, bank.skill.main_in(attempt.values)
    said = {
        name: task.field(name).spelled(part, given)
        for name, part in value.items()
        if name in attempt.values
    }
    rest = "; ".join(
        f"{task.field(name).label.rstrip('?')}: {words}"
        for name, words in said.items()
        if name != main
    )
    verdict = said.get(main, "")
    both = f"{verdict} ({rest})" if verdict and rest else verdict or rest
    return names.show(both)


def _next_step(item: Item, gold: Gold, score: Score, attempt: Attempt) -> str:
    if score.critical:
        return (
            "Next: open the clause named in the critical miss, find the words on the page that fall "
            "under it, and look for such words first in the next item."
        )
    if not score.right:
        places = "the highlighted words" if gold.evidence else "each place that differs"
        return (
            f"Next: find {places} in the item and say in one sentence why "
            f"{'they decide' if gold.evidence else 'gold is as it is'}. "
            f"Then practise another item with this bait ({BAITS[item.bait]})."
        )
    if attempt.confidence is not None and attempt.confidence < 60:
        return "Next: the same care again. It was right, and surer than you gave it credit for."
    weak = [f for f in score.fields if f.verdict == "differs"]
    if weak:
        return "Next: compare your other answers with gold above, then go on."
    return "Next: go on."
