"""From Markdown to what a learner sees, and back to the words in it.

There is one renderer. Quotes, spans and highlights all refer to its *visible text*: the text nodes of the
rendered page in order, counted in Unicode code points. The browser walks the same nodes, so both sides
mean the same characters.
"""

from grader.markup.render import render_inline, render_markdown, render_plain
from grader.markup.visible import (
    QuoteError,
    Span,
    find_quote,
    highlight,
    visible_text,
    word_count,
)


def forget() -> None:
    """Forget what was rendered and read before: for measuring how long it takes."""
    for remembered in (render_markdown, render_inline, render_plain, visible_text):
        remembered.cache_clear()


__all__ = [
    "QuoteError",
    "Span",
    "find_quote",
    "highlight",
    "render_inline",
    "render_markdown",
    "render_plain",
    "visible_text",
    "word_count",
]
