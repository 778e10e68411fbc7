"""What lessons import: every cell of a lesson is one call of something here.

from grader.notebook import start
lesson = start("response-ranking")
lesson.practice("first-items", "rank-002", "rank-003")
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from pydantic import JsonValue

from grader import settings
from grader.bank import Bank, load_bank, taught
from grader.errors import QualprepError, UnknownNameError
from grader.fields import Boxes, Field, Given
from grader.markup import highlight, render_markdown
from grader.names import Names, names_for, shown_order
from grader.pictures import figure_html, with_boxes
from grader.practice import Exercise, Sitting
from grader.practice.exercise import shuffled_parts
from grader.practice.feedback import evidence_spans
from grader.skills import Skill, skill

if TYPE_CHECKING:
    from grader.store import Store
    from grader.widgets.exercise import ExerciseWidget
    from grader.widgets.mock import MockWidget
    from grader.widgets.progress import ProgressWidget

__all__ = ["Lesson", "Shown", "mock", "start", "welcome"]


class Shown:
    """Something to read in a cell: HTML for the page, plain words elsewhere."""

    def __init__(self, html_text: str, words: str) -> None:
        self._html = html_text
        self._words = words

    def _repr_html_(self) -> str:
        return self._html

    def __repr__(self) -> str:
        return self._words


def start(slug: str) -> Lesson:
    """Open a lesson: show where the learner is, and open its exercises.

    Args:
        slug: The skill.

    Raises:
        UnknownNameError: There is no such skill.
    """
    from IPython.display import display

    from grader.widgets.start import StartWidget

    lesson = Lesson(skill(slug))
    display(StartWidget(lesson.standing()))  # type: ignore[no-untyped-call]
    return lesson


def welcome() -> Shown:
    """Say whether everything is set up, and where to begin or go on."""
    with_items = taught(settings.content_root())
    store = _store()
    place = store.last_place(settings.learner())
    lines = [
        f"Setup complete: {len(with_items)} lesson{'s' if len(with_items) != 1 else ''} ready."
    ]
    if place and place.notebook:
        lines.append(f"You stopped in {_link(place.notebook)}; open it to go on there.")
    elif with_items:
        first = with_items[0]
        lines.append(f"Begin with {_link(first.lesson)} ({first.minutes} minutes).")
    lines.append(f"Your answers are kept in <code>{html.escape(str(store.where))}</code>.")
    lines += [html.escape(notice) for notice in store.notices]
    words = html.unescape(re.sub(r"<[^>]+>", "", "\n".join(lines)))
    return Shown(_panel("".join(f"<p>{line}</p>" for line in lines)), words)


def mock(name: str = "generic") -> MockWidget:
    """Open a mock qualifier of your own: rules, items against the clock, result, review.

    It needs no coach. The newest form is opened, where you stopped; once it is over, its review, and
    from there the next form. Answers are kept in the workspace, and count in your progress.

    Args:
        name: The blueprint, as `qualprep qualifier list` names it, or the path of one.

    Raises:
        UnknownNameError: There is no such blueprint.
        QualprepError: There are too few items for it, or the workspace cannot be written.
    """
    from grader.qualifier import MockSitting, find_blueprint, own_mock
    from grader.widgets.mock import MockWidget

    blueprint, root = find_blueprint(name, settings.content_root()), settings.content_root()

    def opened(another: bool) -> tuple[MockSitting, str]:
        own = own_mock(blueprint, root, settings.mocks_folder(), another=another)
        learner = settings.learner()
        return MockSitting(own.form, own.banks, own.folder, learner, store=_store()), own.notice

    sitting, notice = opened(another=False)
    return MockWidget(sitting, notice=notice, another=lambda: opened(another=True))


class Lesson:
    """A skill's lesson for one learner: its exercises, its guideline, the learner's progress."""

    def __init__(self, declared: Skill, *, store: Store | None = None, learner: str = "") -> None:
        self.skill = declared
        self.bank: Bank = load_bank(declared.slug)
        self._store = store or _store()
        self._learner = learner or settings.learner()

    def __repr__(self) -> str:
        return f"<lesson {self.skill.slug}>"

    def practice(
        self,
        name: str,
        *items: str,
        ask: Sequence[str] | None = None,
        one_pass: str | None = None,
        hints: bool = True,
        pairwise: bool = False,
        shuffled: bool = False,
        title: str | None = None,
    ) -> ExerciseWidget:
        """Open an exercise with feedback after each item.

        Args:
            name: Its name within the lesson; answers are kept under it.
            items: The items, in the order in which they are met.
            ask: The fields asked; all when left out.
            one_pass: Which of the skill's separate passes; answers of each are kept apart.
            hints: Whether hints may be asked for.
            pairwise: Whether a ranking is given pair by pair.
            shuffled: Whether the order of the items differs between learners.
            title: What stands above it; the name, in words, when left out.
        """
        return self._open(
            Exercise(
                key=f"{self.skill.slug}/{name}" + (f":{one_pass}" if one_pass else ""),
                title=title or name.replace("-", " ").capitalize(),
                items=items,
                ask=tuple(ask) if ask else None,
                one_pass=one_pass,
                hints=hints,
                pairwise=pairwise,
                shuffled=shuffled or one_pass is not None,
            )
        )

    def check(self, set_name: str, *, one_pass: str | None = None) -> ExerciseWidget:
        """Open a check: every item of a set without feedback, then everything."""
        items = tuple(item.id for item in self.bank.items(set_name))
        letter = set_name.removeprefix("check-").upper()
        return self._open(
            Exercise(
                key=f"{self.skill.slug}/{set_name}" + (f":{one_pass}" if one_pass else ""),
                title=f"Check {letter}",
                items=items,
                mode="check",
                one_pass=one_pass,
                hints=False,
                shuffled=True,
            )
        )

    def guideline(self) -> Shown:
        """Show the whole guideline."""
        guideline = self.bank.guideline
        return Shown(_panel(render_markdown(guideline.source)), guideline.source)

    def clauses(self, *numbers: str) -> Shown:
        """Show some clauses of the guideline.

        Raises:
            UnknownNameError: There is no such clause.
        """
        known = self.bank.guideline.clauses
        for number in numbers:
            if number not in known:
                raise UnknownNameError("clause", number, known, where=self.skill.slug)
        text = "\n\n".join(f"**{n} {known[n].title}**\n\n{known[n].text}" for n in numbers)
        return Shown(_panel(render_markdown(text)), text)

    def item(self, item_id: str) -> Shown:
        """Show an item for reading, without asking anything."""
        return self._shown(item_id, with_gold=False)

    def worked(self, item_id: str) -> Shown:
        """Show an item with its gold: evidence marked, the reasons, a justification that is enough.

        From then on its gold has been seen, so it no longer counts in any figure.
        """
        self._remember_seen(item_id)
        return self._shown(item_id, with_gold=True)

    def figure(self, name: str, description: str) -> Shown:
        """Show a figure of the lesson; the description is for those who cannot see it.

        Raises:
            QualprepError: The lesson has no such figure.
        """
        path = settings.content_root() / "curriculum" / "figures" / self.skill.slug / f"{name}.png"
        try:
            return Shown(_panel(figure_html(path, description)), description)
        except OSError as error:
            raise QualprepError(
                what="The figure cannot be read.", where=str(path), do="Restore the file."
            ) from error

    def progress(self) -> ProgressWidget:
        """Show the learner's agreement over time, confusions, confidence and pace, always up to date."""
        from grader.reports import progress
        from grader.widgets.progress import ProgressWidget

        return ProgressWidget(lambda: progress(self._learner, self.bank, self._store))

    def standing(self) -> str:
        """Return where the learner is in this lesson, as HTML for the Start panel."""
        answered = {
            attempt.item_id
            for attempt in self._store.attempts(self._learner, skill=self.skill.slug)
        }
        count = len(answered)
        lines = [f"<b>{html.escape(self.skill.title)}</b> · about {self.skill.minutes} minutes"]
        if count:
            said = f"{count} item{'s' if count != 1 else ''} judged so far."
            place = self._store.last_place(self._learner)
            here = place is not None and place.exercise.startswith(f"{self.skill.slug}/")
            go = (
                f' <button type="button" class="qp-go" data-go="{html.escape(place.exercise)}">'
                "Continue where I stopped</button>"
                if place is not None and here
                else ""
            )
            lines.append(f"{said} Each exercise opens where you stopped.{go}")
        else:
            lines.append("Nothing judged yet. Everything you hand in is saved as you go.")
        lines += [html.escape(notice) for notice in self._store.notices]
        return "".join(f"<p>{line}</p>" for line in lines)

    # Inner workings

    def _open(self, exercise: Exercise) -> ExerciseWidget:
        from grader.widgets.exercise import ExerciseWidget

        sitting = Sitting(
            exercise, self.bank, self._store, self._learner, notebook=self.skill.lesson
        )
        return ExerciseWidget(sitting)

    def _remember_seen(self, item_id: str) -> None:
        from datetime import UTC, datetime
        from uuid import uuid4

        from grader.store import Event

        known = self._store.events(self._learner, kind="solution", item_id=item_id)
        if known:
            return
        session = self._store.start_session(self._learner)
        self._store.add_event(
            Event(
                id=str(uuid4()),
                learner=self._learner,
                session=session.id,
                item_id=item_id,
                skill=self.skill.slug,
                kind="solution",
                at=datetime.now(UTC),
            )
        )

    def _shown(self, item_id: str, *, with_gold: bool) -> Shown:
        bank, item = self.bank, self.bank.item(item_id)
        order = shown_order(shuffled_parts(bank, item_id), f"{self._learner}/{item_id}")
        names = names_for(bank.skill.task, order)
        pages = bank.rendered(item)
        if with_gold:
            spans = evidence_spans(bank.gold(item_id), bank.given(item))
            pages = {n: highlight(p, spans[n]) if n in spans else p for n, p in pages.items()}
            pages = self._boxed(pages, item_id)
        fixed = "".join(
            f'<section class="qp-part qp-part-{name}"><small>{html.escape(_label(bank, name))}'
            f'</small><div class="qp-text">{page}</div></section>'
            for name, page in pages.items()
            if name not in order
        )
        responses = "".join(
            f'<section class="qp-response"><div class="qp-response-head"><small>'
            f"<b>{html.escape(names.name(name))}</b></small></div>"
            f'<div class="qp-text">{pages[name]}</div></section>'
            for name in order
        )
        columns = f'<div class="qp-columns qp-columns-{len(order)}">{responses}</div>'
        body = fixed + (columns if order else "")
        if with_gold:
            body += self._gold_html(item_id, names)
        return Shown(_panel(body), f"<item {item_id}>")

    def _boxed(self, pages: dict[str, str], item_id: str) -> dict[str, str]:
        """Return the pages with gold's boxes drawn on their images."""
        gold, given = self.bank.gold(item_id), self.bank.given(self.bank.item(item_id))
        for field in self.bank.skill.task.fields:
            if isinstance(field, Boxes) and field.part in given.images:
                size, told = given.images[field.part], gold.gold[field.name]
                boxes = [one.gold_at for one in field.differences(told, told, given) if one.gold_at]
                rects = [{k: v for k, v in box.items() if isinstance(v, int)} for box in boxes]
                pages[field.part] = with_boxes(pages[field.part], size.width, size.height, rects)
        return pages

    def _gold_html(self, item_id: str, names: Names) -> str:
        gold, task = self.bank.gold(item_id), self.bank.skill.task
        given = self.bank.given(self.bank.item(item_id))
        rows = "".join(
            f'<tr><th scope="row">{html.escape(field.label)}</th>'
            f"<td>{_gold_in_html(field, gold.gold[field.name], given, names)}</td></tr>"
            for field in task.asked(gold.gold)
            if field.name in gold.gold
        )
        written = (
            f'<div class="qp-why"><h4>The justification</h4><div class="qp-text">'
            f"{render_markdown(names.show(gold.exemplar))}</div></div>"
            if gold.exemplar
            else ""
        )
        return (
            f'<section class="qp-feedback"><h3>Gold</h3><table><tbody>{rows}</tbody></table>'
            f'<div class="qp-why"><h4>Why</h4><div class="qp-text">'
            f"{render_markdown(names.show(gold.rationale))}</div></div>{written}</section>"
        )


def _gold_in_html(field: Field, value: JsonValue, given: Given, names: Names) -> str:
    """Return a gold value: of many units each on a line of its own."""
    units = field.differences(field.as_judgment(value), value, given)
    if not units:
        return html.escape(names.show(field.in_words(value)))
    told = (
        f"<li>{html.escape(names.show(one.label))}: <b>{html.escape(names.show(one.gold))}</b>"
        + (f"<br><small>{html.escape(names.show(one.detail))}</small>" if one.detail else "")
        + "</li>"
        for one in units
    )
    return f"<ul>{''.join(told)}</ul>"


def _label(bank: Bank, name: str) -> str:
    part = bank.skill.task.part_of(name)
    return part.label if part else name


def _link(lesson: str) -> str:
    """Return a link to a lesson that JupyterLab opens in place."""
    return f'<a href="{html.escape(lesson)}">{html.escape(lesson)}</a>'


def _panel(body: str) -> str:
    """Return HTML that looks like the exercises do; an output cell has no style sheet of its own."""
    from grader.widgets.assets import style

    return f'<style>{style()}</style><div class="qp">{body}</div>'


@cache
def _opened(where: str) -> Store:
    from grader.store import open_store

    return open_store(where)


def _store() -> Store:
    return _opened(str(settings.database()))
