"""A learner's report as one page to read or to print. Gold stands in it only after the form is closed."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from grader.bank import Bank
from grader.integrations.nbgrader.course import Course, Learner
from grader.integrations.nbgrader.grading import Failure, outcome_of
from grader.integrations.nbgrader.marks import CellMark, marks_of, write_grades, write_items
from grader.integrations.nbgrader.said import clean, in_words
from grader.integrations.nbgrader.source import task_id
from grader.items import TIERS
from grader.markup import render_markdown
from grader.practice.feedback import Feedback
from grader.qualifier import Form, ItemResult, Outcome, banks_of, feedback_on
from grader.settings import content_root

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
section { border-top: 1px solid #bbb; break-inside: avoid-page; }
.note { color: #444 } .result { font-weight: bold }
blockquote { margin: 0; padding-left: .8rem; border-left: 3px solid #bbb; white-space: pre-wrap; }
@media print { body { margin: 0; max-width: none } }
"""


def write_reports(
    course: Course, form: Form, progress: Callable[[str], None] = lambda learner: None
) -> list[Failure]:
    """Write each learner's page and the two exports into ``reports``; return what was wrong.

    Raises:
        QualprepError: The gold is missing.
    """
    banks = banks_of(form, content_root())
    folder = course.folder / "reports" / form.name
    folder.mkdir(parents=True, exist_ok=True)
    learners, outcomes = course.learners(), {}
    failures: list[Failure] = []
    for learner in course.submitted(form.name):
        marks = marks_of(course, form.name, learner)
        if learner not in learners or not marks:
            failures.append(Failure(learner, "is not graded yet: no report"))
            continue
        progress(learner)
        outcomes[learner], said = outcome_of(course, form, learner)
        page = report_page(course, learners[learner], outcomes[learner], banks, marks, said)
        (folder / f"{learner}.html").write_text(page, encoding="utf-8", newline="\n")
    write_items(course, form, outcomes, learners, banks, folder / "items.csv")
    write_grades(course, form.name, folder / "grades.csv")
    return failures


def report_path(course: Course, form: str, learner: str) -> Path:
    """Return where a learner's page is."""
    return course.folder / "reports" / form / f"{learner}.html"


def shows_gold(course: Course, form: Form) -> bool:
    """Return whether learners may see the gold of what they handed in."""
    closed = course.released(form.name).closed is not None
    return closed and form.blueprint.feedback.value == "after-close"


def report_page(
    course: Course,
    learner: Learner,
    outcome: Outcome,
    banks: Mapping[str, Bank],
    marks: Mapping[str, CellMark],
    failures: tuple[str, ...],
) -> str:
    """Return a learner's report as HTML."""
    form = outcome.form
    told = shows_gold(course, form)
    who = html.escape(f"{learner.first_name} {learner.last_name}")
    parts = [
        f"<h1>{html.escape(form.blueprint.title)}: {who}</h1>",
        f'<p class="note">Form {form.name}. {html.escape(form.blueprint.note)}</p>',
        *_result(outcome),
        *(_sections(outcome) if told else ()),  # a section of one item would tell of that item
        *_gold_note(outcome, banks),
    ]
    if failures:
        lines = "".join(f"<li>{html.escape(clean(line))}</li>" for line in failures)
        parts.append(f"<h2>What could not be counted</h2><ul>{lines}</ul>")
    if not told:
        parts.append('<p class="note">Which items are right is shown once the form is closed.</p>')
    for number, result in enumerate(outcome.results, 1):
        parts += _item(
            number,
            result,
            banks,
            marks,
            feedback_on(outcome, result, banks, learner.id) if told else None,
        )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{who}, {form.name}'
        f"</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def _result(outcome: Outcome) -> list[str]:
    rule, right, n = outcome.form.blueprint.pass_rule, outcome.right, len(outcome.results)
    count = sum(result.right for result in outcome.results)
    verdict = "Passed" if outcome.passed else "Not passed"
    open_ = f"{len(outcome.unanswered)} without a valid answer" if outcome.unanswered else ""
    limit = outcome.form.blueprint.time_limit_minutes.value
    took = (
        f"It took {outcome.minutes:.0f} of {limit} minutes."
        if outcome.minutes is not None
        else f"When it was begun is not on record, so its {limit} minutes could not be checked."
    )
    critical = rule.critical_at_most.value
    counts = [
        f"{count} of {n} items right, {rule.needed(n)} are needed;",
        f"{outcome.critical} with a critical miss, at most {critical} allowed.",
        f"{open_}." if open_ else "",
        took,
    ]
    return [
        f'<p class="result">{verdict} by the rule of this mock.</p>',
        f"<p>{' '.join(said for said in counts if said)}</p>",
        f'<p class="note">On {n} items, the share right is {_percent(right.value)}, with a '
        f"{_percent(right.level)} interval of {_percent(right.low)} to {_percent(right.high)}: "
        "another form could well end otherwise. "
        "Written answers are marked apart and do not count here.</p>",
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _sections(outcome: Outcome) -> list[str]:
    total = Counter(result.item.section for result in outcome.results)
    if len(total) < 2:
        return []
    right = Counter(result.item.section for result in outcome.results if result.right)
    lines = "".join(f"<li>{html.escape(s)}: {right[s]} of {n} right</li>" for s, n in total.items())
    return [f"<ul>{lines}</ul>"]


def _gold_note(outcome: Outcome, banks: Mapping[str, Bank]) -> list[str]:
    tiers = Counter(banks[r.item.skill].gold(r.item.id).tier for r in outcome.results)
    said = "; ".join(f"{n}: {TIERS[tier]}" for tier, n in tiers.items())
    return [
        f'<p class="note">How the gold of these items was reviewed: {html.escape(said)}. '
        "No outcomes of real qualifiers are known, so this mock predicts none.</p>"
    ]


def _item(
    number: int,
    result: ItemResult,
    banks: Mapping[str, Bank],
    marks: Mapping[str, CellMark],
    feedback: Feedback | None,
) -> list[str]:
    parts = [f"<section><h2>Item {number} ({result.item.id})</h2>"]
    if result.response is None:
        return [*parts, "<p>No valid answer.</p></section>"]
    for label, text in in_words(result, banks):
        parts.append(f"<p>{html.escape(label)}</p><blockquote>{html.escape(text)}</blockquote>")
    parts.append(f"<p>{result.response.confidence} % sure.</p>")
    written = marks.get(task_id(result.item.id))
    if written is not None:
        said = (
            f"{written.points:g} of {written.most:g} points" if written.marked else "not marked yet"
        )
        comment = (
            f"<blockquote>{html.escape(written.comment)}</blockquote>" if written.comment else ""
        )
        parts.append(f"<p>Your coach on what you wrote: {said}.</p>{comment}")
    if feedback is not None:
        parts += _told(feedback)
    return [*parts, "</section>"]


def _told(feedback: Feedback) -> list[str]:
    parts = [f'<p class="result">{html.escape(feedback.headline)}</p><ul>']
    for row in feedback.rows:
        also = f" (also accepted: {', '.join(row.accepted)})" if row.accepted else ""
        said = f"{row.label} {row.verdict}: you {row.own}, gold {row.gold}{also}"
        parts.append(f"<li>{html.escape(clean(said))}</li>")
    parts.append("</ul>")
    parts += [f"<p>{html.escape(says)}</p>" for says in feedback.critical]
    parts.append(f"<p><b>Why</b></p>{render_markdown(feedback.why)}")
    for tempting in feedback.tempting:
        said = f"Why {tempting.judgment} is tempting"
        parts.append(f"<p><b>{html.escape(said)}</b></p>{render_markdown(tempting.why)}")
    if feedback.exemplar:
        parts.append(f"<p><b>A good justification</b></p>{render_markdown(feedback.exemplar)}")
    return parts
