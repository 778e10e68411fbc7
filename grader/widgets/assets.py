"""The page's script and style, joined from small files: no bundler, no framework, nothing from a network."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

SCRIPTS = (
    "dom.js",
    "link.js",
    "text.js",
    "diff.js",
    "fields/choice.js",
    "fields/scale.js",
    "fields/ranking.js",
    "fields/pairs.js",
    "fields/free_text.js",
    "fields/labels.js",
    "fields/entries.js",
    "fields/spans.js",
    "fields/relations.js",
    "fields/edit.js",
    "fields/boxes.js",
    "fields/per_part.js",
    "feedback.js",
    "exercise.js",
    "layout.js",
    "panels.js",
    "keys.js",
    "mock.js",
    "start.js",
    "progress.js",
    "main.js",
)
"""In the order they are joined; a new renderer is one file and one line here."""

STYLES = ("exercise.css", "fields.css", "feedback.css", "mock.css")


@cache
def script() -> str:
    """Return the one ECMAScript module that anywidget loads."""
    return "\n".join(_read(name) for name in SCRIPTS)


@cache
def style() -> str:
    """Return the one style sheet."""
    return "\n".join(_read(name) for name in STYLES)


def _read(name: str) -> str:
    return (files("grader.widgets") / "static" / name).read_text(encoding="utf-8")
