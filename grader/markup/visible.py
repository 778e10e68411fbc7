"""The words a learner can select on the page: finding quotes in them and marking them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"\S*\w\S*")
_SPACE = re.compile(r"\s+")


class Span(NamedTuple):
    """A stretch of visible text: code points from ``start`` up to, not including, ``end``."""

    start: int
    end: int


class QuoteError(ValueError):
    """A quote that is not in the text, or is there more than once without saying which."""


@lru_cache(maxsize=4096)
def visible_text(rendered: str) -> str:
    """Return the text nodes of rendered HTML, joined in order; offsets count its code points."""
    reader = _Reader()
    reader.feed(rendered)
    reader.close()
    return "".join(text for kind, text in reader.pieces if kind == "text")


def word_count(rendered: str) -> int:
    """Return how many words a reader sees: runs of non-space that hold a letter or a digit."""
    return len(_WORD.findall(visible_text(rendered)))


def find_quote(text: str, quote: str, nth: int | None = None) -> Span:
    """Return where ``quote`` stands in ``text``.

    Any run of white space in the quote matches any run in the text, so a quote may cross a line break.

    Args:
        text: Visible text.
        quote: The words quoted.
        nth: Which occurrence, counted from 1; needed when there are several.

    Raises:
        QuoteError: The quote is empty, absent, or ambiguous.
    """
    words = " ".join(quote.split())
    if not words:
        raise QuoteError("the quote is empty")
    spaced, origin = _evenly_spaced(text)
    found = []
    at = spaced.find(words)
    while at >= 0:
        end = at + len(words)
        found.append(Span(origin[at], origin[end - 1] + 1))
        at = spaced.find(words, end)
    if not found:
        raise QuoteError(f"the quote {quote!r} does not occur in the visible text")
    if nth is None:
        if len(found) > 1:
            raise QuoteError(
                f"the quote {quote!r} occurs {len(found)} times: quote more words, or say nth"
            )
        return found[0]
    if not 1 <= nth <= len(found):
        raise QuoteError(
            f"the quote {quote!r} occurs {len(found)} times, so nth: {nth} is none of them"
        )
    return found[nth - 1]


@lru_cache(maxsize=1024)
def _evenly_spaced(text: str) -> tuple[str, Sequence[int]]:
    """Return the text with every run of white space as one space, and where each character stood."""
    spaced = _SPACE.sub(" ", text)
    if len(spaced) == len(text):
        return spaced, range(len(text))
    origin: list[int] = []
    at = 0
    for run in _SPACE.finditer(text):
        origin.extend(range(at, run.start() + 1))
        at = run.end()
    origin.extend(range(at, len(text)))
    return spaced, origin


def highlight(rendered: str, spans: Sequence[Span], title: str = "") -> str:
    """Return the HTML with every span wrapped in ``<mark>``; its visible text stays the same.

    Spans may overlap and may cross tags; what lies in any of them is marked once.

    Raises:
        ValueError: A span does not lie in the visible text.
    """
    length = len(visible_text(rendered))
    for span in spans:
        if not 0 <= span.start < span.end <= length:
            raise ValueError(f"{span} does not lie in a text of {length} characters")
    reader = _Reader()
    reader.feed(rendered)
    reader.close()
    attribute = f' title="{html.escape(title)}"' if title else ""
    out: list[str] = []
    at = 0
    for kind, piece in reader.pieces:
        if kind != "text":
            out.append(piece)
            continue
        for marked, stretch in _cut(piece, at, spans):
            shown = html.escape(stretch, quote=False)
            # White space between blocks may lie inside a span; marking it would put <mark> between rows.
            if marked and stretch.strip():
                out.append(f"<mark{attribute}>{shown}</mark>")
            else:
                out.append(shown)
        at += len(piece)
    return "".join(out)


def _cut(piece: str, at: int, spans: Sequence[Span]) -> list[tuple[bool, str]]:
    """Cut one text node, which starts at offset ``at``, into stretches inside and outside the spans."""
    edges = {0, len(piece)}
    for span in spans:
        edges.update(edge - at for edge in span if 0 < edge - at < len(piece))
    ordered = sorted(edges)
    stretches = []
    for start, end in pairwise(ordered):
        inside = any(span.start <= at + start and at + end <= span.end for span in spans)
        stretches.append((inside, piece[start:end]))
    return stretches


class _Reader(HTMLParser):
    """Reads sanitised HTML into text nodes (unescaped) and everything else (as written)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(("tag", self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(("tag", self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(("tag", f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if data:
            self.pieces.append(("text", data))
