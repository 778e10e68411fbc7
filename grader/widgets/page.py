"""From a sitting to what the page shows: plain JSON, with all Markdown already turned into safe HTML.

Nothing about a gold is in it before the feedback of that very item may be given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue

from grader.bank import Bank
from grader.fields import Field, PairVerdict, PerPart
from grader.fields.ranking import Ranking
from grader.markup import highlight, render_inline, render_markdown, word_count
from grader.names import Names
from grader.practice import SYMBOLS, Feedback, Judging
from grader.practice.feedback import CriterionRow, Row, WhyWrong
from grader.practice.judging import by_letter

CONFIDENCE_LEVELS = (20, 40, 60, 80, 90, 99)
"""The steps offered, in per cent; Shift and a digit choose one."""


def item_view(sitting: Judging, item_id: str) -> dict[str, JsonValue]:
    """Return everything the page needs to show one item of an exercise."""
    bank = sitting.bank_of(item_id)
    item, names = bank.item(item_id), sitting.names(item_id)
    attempt, draft = sitting.attempt(item_id), sitting.draft(item_id)
    feedback = sitting.feedback(item_id)
    values: Mapping[str, JsonValue] = {}
    if attempt is not None:
        values = by_letter(bank, names, attempt.values)
    elif draft is not None:
        values = draft.values
    confidence = attempt.confidence if attempt else (draft.confidence if draft else None)
    return {
        "item": item_id,
        "title": sitting.title,
        "mode": sitting.mode,
        "skill": bank.skill.title,
        "position": sitting.items.index(item_id) + 1,
        "items": [_step(sitting, other) for other in sitting.items],
        "instruction": bank.skill.task.instruction,
        "language": item.language,
        "note": item.content_note,
        "parts": _parts(bank, item_id, names, feedback),
        "fields": [_field(sitting, item_id, field) for field in _all_asked(sitting, item_id)],
        "letters": {part: names.letter(part) for part in names.order},
        "names": {part: names.name(part) for part in item.content},
        "values": dict(values),
        "extra": dict(draft.extra) if draft and not attempt else {},
        "confidence": confidence,
        "levels": list(CONFIDENCE_LEVELS),
        "seconds": attempt.seconds if attempt else (draft.seconds if draft else 0.0),
        "hints": [render_inline(hint) for hint in sitting.hints(item_id)],
        "hints_left": sitting.hints_left(item_id),
        "answered": attempt is not None,
        "saved": clock(attempt.at) if attempt else None,
        "feedback": _feedback(feedback) if feedback else None,
        "contested": sitting.contested(item_id),
        "next": sitting.next_open(item_id),
        "complete": sitting.complete,
        "summary": summary(sitting) if sitting.complete else None,
    }


def guideline_html(bank: Bank) -> str:
    """Return the skill's guideline as HTML."""
    return render_markdown(bank.guideline.source)


def clock(moment: datetime) -> str:
    """Return the local time of day, as "Saved 10:42:07" shows it."""
    return moment.astimezone().strftime("%H:%M:%S")


def pair_verdicts(extra: Mapping[str, JsonValue]) -> list[PairVerdict]:
    """Return the comparisons that the page keeps in a draft; what is not one is left out."""
    pairs = extra.get("pairs")
    found = []
    for key, better in pairs.items() if isinstance(pairs, dict) else ():
        a, _, b = key.partition("|")
        if better in (a, b, None):
            found.append(PairVerdict(a, b, better if isinstance(better, str) else None))
    return found


def summary(sitting: Judging) -> dict[str, JsonValue]:
    """Return what is said when every item of the exercise is answered."""
    records = sitting.records()
    right = sum(record.score.right for record in records)
    stated = [r.attempt.confidence for r in records if r.attempt.confidence is not None]
    sure = f" You were {sum(stated) / len(stated):.0f} % sure on average." if stated else ""
    missed: dict[str, int] = {}
    for record in records:
        if not record.score.right:
            for concept in record.item.concepts:
                title = sitting.bank_of(record.item.id).skill.concept(concept).title
                missed[title] = missed.get(title, 0) + 1
    often = sorted(missed, key=lambda title: -missed[title])[:3]
    count, left_out = len(records), len(sitting.items) - len(records)
    whose = "its" if left_out == 1 else "their"
    few = "1 item is" if count == 1 else f"{count} items are"
    return {
        "line": f"{right} of {count} items right.{sure}" if count else "No item counts.",
        "left_out": f"{left_out} left out of the figures, because {whose} gold had been seen before."
        if left_out
        else "",
        "small": f"{few} too few to say how good a judgment is, but enough to say where to look."
        if 0 < count < 40
        else "",
        "missed": list(often),
    }


def _step(sitting: Judging, item_id: str) -> dict[str, JsonValue]:
    status, verdict = sitting.status(item_id), sitting.verdict(item_id)
    return {"id": item_id, "status": status, "verdict": verdict}


def _all_asked(sitting: Judging, item_id: str) -> list[Field]:
    """Return every field that may be asked, conditional ones too: the page shows and hides them."""
    only = sitting.ask_of(item_id)
    fields = sitting.bank_of(item_id).skill.task.fields
    return [field for field in fields if only is None or field.name in only]


def _field(sitting: Judging, item_id: str, field: Field) -> dict[str, JsonValue]:
    bank, names = sitting.bank_of(item_id), sitting.names(item_id)
    given = bank.given(bank.item(item_id))
    described = _as_shown(field.view(given), names)
    order = list(names.order)
    if isinstance(field, Ranking):
        described["parts"] = list[JsonValue](order)
        described["pairwise"] = sitting.pairwise and len(order) > 2
    if isinstance(field, PerPart) and set(field_parts := field.parts_of(given)) <= set(order):
        described["parts"] = [name for name in order if name in field_parts]
    return described


def _as_shown(described: Mapping[str, JsonValue], names: Names) -> dict[str, JsonValue]:
    """Return a field's description as this learner sees it, and that of every field inside.

    References have become names, and options that are shuffled parts stand as the parts do.
    """
    shown: dict[str, JsonValue] = {}
    for key, value in described.items():
        if key in ("label", "help") and isinstance(value, str):
            shown[key] = names.show(value)
        elif isinstance(value, list):
            shown[key] = [_as_shown(v, names) if isinstance(v, dict) else v for v in value]
        else:
            shown[key] = value
    options = shown.get("options")
    if isinstance(options, list):
        shown["options"] = _in_order(options, shown.get("between"), names)
    return shown


def _in_order(options: list[JsonValue], between: JsonValue, names: Names) -> list[JsonValue]:
    """Return options that are shuffled parts in the order shown, and turn a scale between two round."""
    places = {part: place for place, part in enumerate(names.order)}
    if isinstance(between, str):
        pair = [part for part in names.order if part.startswith(f"{between}_")]
        return options if pair == sorted(pair) else options[::-1]
    return sorted(
        options,
        key=lambda one: places.get(str(one["key"]), len(places)) if isinstance(one, dict) else 0,
    )


def _parts(bank: Bank, item_id: str, names: Names, feedback: Feedback | None) -> list[JsonValue]:
    rendered = bank.rendered(bank.item(item_id))
    fixed = [name for name in rendered if name not in names.order]
    shown: list[JsonValue] = []
    for name in [*fixed, *names.order]:
        html = rendered[name]
        part = bank.skill.task.part_of(name)
        shuffled = name in names.order
        marks = feedback.marks.get(name) if feedback else None
        shown.append(
            {
                "name": name,
                "group": part.name if part and shuffled else None,
                "label": part.label if part and not part.repeated else names.name(name),
                "look": part.look if part else "text",
                "words": word_count(html),
                "html": highlight(html, marks, "decisive evidence") if marks else html,
            }
        )
    return shown


def _feedback(feedback: Feedback) -> dict[str, JsonValue]:
    return {
        "right": feedback.right,
        "verdict": feedback.verdict,
        "symbol": SYMBOLS[feedback.verdict],
        "headline": feedback.headline,
        "facts": list(feedback.facts),
        "critical": [render_inline(text) for text in feedback.critical],
        "rows": [_row(row) for row in feedback.rows],
        "why": render_markdown(feedback.why),
        "tempting": [_tempting(one) for one in feedback.tempting],
        "clauses": [
            {"number": c.number, "title": c.title, "html": render_markdown(c.text)}
            for c in feedback.clauses
        ],
        "criteria": [_criterion(row) for row in feedback.criteria],
        "exemplar": render_markdown(feedback.exemplar) if feedback.criteria else "",
        "tier": feedback.tier,
        "next_step": feedback.next_step,
    }


def _row(row: Row) -> dict[str, JsonValue]:
    return {
        "field": row.field,
        "label": row.label,
        "verdict": row.verdict,
        "symbol": SYMBOLS[row.verdict],
        "own": row.own,
        "gold": row.gold,
        "accepted": list(row.accepted),
        "detail": row.detail,
        "differences": [
            {**one._asdict(), "symbol": SYMBOLS[one.verdict]} for one in row.differences
        ],
    }


def _criterion(row: CriterionRow) -> dict[str, JsonValue]:
    says = render_inline(row.says)
    return {"id": row.id, "says": says, "must": row.must, "met": row.met, "by": row.by}


def _tempting(one: WhyWrong) -> dict[str, JsonValue]:
    return {"judgment": one.judgment, "html": render_markdown(one.why), "given": one.given}
