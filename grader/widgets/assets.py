"""The page's script and style, joined from small files: no bundler, no framework, nothing from a network."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

BEFORE = ("dom.js", "link.js", "text.js", "diff.js")
AFTER = (
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
"""In the order they are joined; the fields' renderers, all of the folder `fields`, stand between."""

STYLES = ("exercise.css", "fields.css", "feedback.css", "mock.css")


@cache
def script() -> str:
    """Return the one ECMAScript module that anywidget loads."""
    folder = files("grader.widgets") / "static" / "fields"
    renderers = sorted(
        f"fields/{file.name}" for file in folder.iterdir() if file.name.endswith(".js")
    )
    return "\n".join(_read(name) for name in (*BEFORE, *renderers, *AFTER))


@cache
def style() -> str:
    """Return the one style sheet."""
    return "\n".join(_read(name) for name in STYLES)


def _read(name: str) -> str:
    return (files("grader.widgets") / "static" / name).read_text(encoding="utf-8")
