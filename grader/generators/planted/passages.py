"""Authored text with sites: ``The doors open at [doors|{doors:time}]. ((See you there! // Do come!))``.

A site is a stretch whose words can be exchanged: for a fault, for another sound form, or for nothing. What
stands between double brackets are paraphrases, of which one is taken; they hold the same sites.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from grader.generators.planted.figures import Value, fill

_WAYS = re.compile(r"\(\((.*?)\)\)", re.DOTALL)
_SITE = re.compile(r"\[([a-z][a-z0-9_]*)\|([^\[\]]*)\]")
_BOLD = "**"
_SIGNS = " .,;:!?–"


class Span(NamedTuple):
    """Where the words of a site stand in a text: code points from ``start`` up to ``end``."""

    start: int
    end: int


class Composed(NamedTuple):
    """A text, and where each of its sites came to stand."""

    text: str
    spans: Mapping[str, Span]

    def at(self, site: str) -> str:
        """Return the words of a site, without white space around them."""
        start, end = self.spans[site]
        return self.text[start:end].strip()


class Passage(NamedTuple):
    """A text whose paraphrases are chosen and whose slots are filled, with its sites' sound words."""

    pieces: tuple[tuple[str | None, str], ...]
    """Each with its site, or None for what is no site."""

    def sound(self, site: str) -> str:
        """Return what a site says when nothing is planted."""
        return next(words for name, words in self.pieces if name == site)

    def composed(self, planted: Mapping[str, str] | None = None) -> Composed:
        """Return the text with other words at some sites.

        Raises:
            ValueError: There is no such site.
        """
        planted = planted or {}
        unknown = planted.keys() - {name for name, _ in self.pieces}
        if unknown:
            raise ValueError(f"there is no site {', '.join(sorted(unknown))}")
        spans: dict[str, Span] = {}
        text, gone = "", False
        for name, words in self.pieces:
            words = words if name is None else planted.get(name, words)
            if gone and words:
                # No space before a sign, none twice, none at the start of a line.
                if words[0] in ".,;:\n":
                    text = text.rstrip(" ")
                    spans = {site: _within(span, len(text)) for site, span in spans.items()}
                elif words[0] == " " and (not text or text[-1] in " \n"):
                    words = words[1:]
                gone = False
            if name is not None:
                spans[name] = Span(len(text), len(text) + len(words))
                gone = gone or not words
            text += words
        text = text.rstrip()
        return Composed(text, {site: _within(span, len(text)) for site, span in spans.items()})


def _within(span: Span, length: int) -> Span:
    return Span(min(span.start, length), min(span.end, length))


def sites_of(template: str) -> tuple[str, ...]:
    """Return the sites of an authored text in order.

    Raises:
        ValueError: Two paraphrases of one place hold different sites, or a site stands twice.
    """
    for ways in _WAYS.findall(template):
        each = {tuple(sorted(m[1] for m in _SITE.finditer(way))) for way in ways.split(" // ")}
        if len(each) > 1:
            raise ValueError(f"paraphrases with different sites: {ways!r}")
    first = _WAYS.sub(lambda match: match[1].split(" // ")[0], template)
    found = tuple(match[1] for match in _SITE.finditer(first))
    twice = {name for name in found if found.count(name) > 1}
    if twice:
        raise ValueError(f"the site {', '.join(sorted(twice))} stands more than once")
    left = _SITE.sub("", first)
    if "[" in left or "]" in left or "((" in left:
        raise ValueError(f"a bracket is left over near {left[left.find('[') :][:40]!r}")
    return found


def read(
    template: str,
    values: Mapping[str, Value],
    chance: np.random.Generator,
    language: str = "en",
) -> Passage:
    """Return an authored text with one paraphrase of each place, and with its slots filled."""

    def taken(match: re.Match[str]) -> str:
        ways = match[1].split(" // ")
        return ways[int(chance.integers(len(ways)))].strip("\n")

    chosen = _WAYS.sub(taken, template).strip("\n")
    pieces: list[tuple[str | None, str]] = []
    at = 0
    for match in _SITE.finditer(chosen):
        pieces.append((None, fill(chosen[at : match.start()], values, language)))
        pieces.append((match[1], fill(match[2], values, language)))
        at = match.end()
    pieces.append((None, fill(chosen[at:], values, language)))
    return Passage(tuple(pieces))


def quote_at(text: str, start: int, end: int) -> dict[str, str | int]:
    """Return ``{quote, nth}`` for a stretch, as gold names it; ``nth`` only where it is needed.

    White space around the stretch is left out, and bold is not seen by who selects.

    Raises:
        ValueError: There are no words in it.
    """
    words = text[start:end].replace(_BOLD, "").split()
    if not words:
        raise ValueError("a stretch without words cannot be quoted")
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    before = text[:start].replace(_BOLD, "")
    seen = text.replace(_BOLD, "")
    found = [match.start() for match in pattern.finditer(seen)]
    lead = len(text[start:end]) - len(text[start:end].lstrip())
    quote: dict[str, str | int] = {"quote": " ".join(words)}
    if len(found) > 1:
        quote["nth"] = found.index(len(before) + lead) + 1
    return quote


def anchored(text: str, span: Span) -> Span:
    """Return a stretch that has words: an empty one grows to the word beside it, and by the signs behind.

    That is the word before it, but at the start of a line the word behind it.
    """
    start, end = span
    if text[start:end].strip():
        return span
    before = text[:start].rstrip(" ")
    if before and not before.endswith("\n"):
        start, end = len(before) - len(before.split()[-1]), len(before)
        while end < len(text) and not text[end].isspace():
            end += 1
        return Span(start, end)
    rest = text[end:].lstrip(" ")
    start = end = len(text) - len(rest)
    return Span(start, end + len(rest.split()[0]))


def core(words: str, other: str) -> str:
    """Return the words of one form that the other has not, from the first to the last of them.

    Signs at its ends are left out. It is the whole form where the other has all of its words.
    """
    ours, theirs = words.split(), other.split()
    most = min(len(ours), len(theirs))
    head = 0
    while head < most and _bare(ours[head]) == _bare(theirs[head]):
        head += 1
    tail = 0
    while tail < most - head and _bare(ours[-1 - tail]) == _bare(theirs[-1 - tail]):
        tail += 1
    kept = ours[head : len(ours) - tail]
    return " ".join(kept or ours).strip(_SIGNS)


def _bare(word: str) -> str:
    return word.strip(_SIGNS) or word
