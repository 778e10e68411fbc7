"""A report as it is shown: sections of sentences, tables and charts, as a page or as plain text."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

if TYPE_CHECKING:
    from grader.charts.canvas import Axes

_WIDTH = 92


class Chart(NamedTuple):
    """A chart: what draws it, and the sentence by which it is read."""

    draw: Callable[[], Axes]
    how_to_read: str


class Table(NamedTuple):
    """A table of words. The first column names its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A part of a report: sentences, then charts (on a page only), a table, closing sentences."""

    title: str
    says: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    table: Table | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Progress:
    """What a learner is told of their progress in one skill. A notebook shows it as a page."""

    title: str
    sections: tuple[Section, ...]

    def __repr__(self) -> str:
        blocks = [f"{self.title}\n{'=' * len(self.title)}"]
        for section in self.sections:
            lines = [section.title, "-" * len(section.title)]
            lines += [textwrap.fill(said, _WIDTH) for said in section.says]
            if section.table is not None:
                lines += _text_table(section.table)
            lines += [textwrap.fill(said, _WIDTH) for said in section.after]
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks)

    def _repr_html_(self) -> str:
        # Anew each time: the same report may stand twice on one page.
        token = f"qp{uuid4().hex[:10]}"
        body = "".join(
            _section_html(section, f"{token}-{index}")
            for index, section in enumerate(self.sections)
        )
        return (
            f"<style>{_style()}</style>"
            f'<div class="qp"><div class="qp-progress"><h3>{html.escape(self.title)}</h3>'
            f"{body}</div></div>"
        )


def _section_html(section: Section, prefix: str) -> str:
    parts = [f"<section><h4>{html.escape(section.title)}</h4>", _paragraphs(section.says)]
    for index, chart in enumerate(section.charts):
        parts.append(_chart_html(chart, f"{prefix}-{index}"))
    if section.table is not None:
        parts.append(_html_table(section.table))
    return "".join([*parts, _paragraphs(section.after), "</section>"])


def _chart_html(chart: Chart, prefix: str) -> str:
    from grader.charts import to_svg

    svg = to_svg(chart.draw(), prefix=prefix)
    return f"<figure>{svg}<figcaption>{html.escape(chart.how_to_read)}</figcaption></figure>"


def _paragraphs(sentences: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(said)}</p>" for said in sentences)


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(first)}</th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for first, *cells in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _text_table(table: Table) -> list[str]:
    """Return a table as lines; one too wide for a terminal gives a paragraph for each row."""
    rows = (table.columns, *table.rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) > _WIDTH:
        return [
            textwrap.fill("; ".join(filter(None, row)), _WIDTH, subsequent_indent="  ")
            for row in table.rows
        ]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


@cache
def _style() -> str:
    """Return the exercises' style sheet and the report's own; a cell's output has none."""
    package = files("grader")
    # Read as a file: this layer lies below the widgets and may not import them.
    exercises = package / "widgets" / "static" / "exercise.css"
    own = package / "reports" / "progress.css"
    return exercises.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")
