"""Changes between an original and an edited text: word by word, the same for the same two texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

# A figure is one word, with its point, comma or colon: 3.20 becomes 3.40, and not 20 becomes 40.
_TOKEN = re.compile(r"\s+|(?:\d+(?:[.,:]\d+)+|\w+)(?:['’]\w+)*|[^\w\s]")


class Change(NamedTuple):
    """A replacement: code points of the original from ``start`` up to ``end`` become ``text``.

    An insertion has ``start == end``, a deletion no text.
    """

    start: int
    end: int
    text: str


def changes_between(original: str, edited: str) -> list[Change]:
    """Return the changes that turn one text into another: whole words, in order, not touching.

    Two changes with nothing but white space between them are one: "must obey" became "may join".
    """
    return joined(original, word_changes(original, edited))


def joined(original: str, words: Sequence[Change]) -> list[Change]:
    """Return changes, given in order, with those made one that only white space lies between."""
    found: list[Change] = []
    for change in words:
        between = original[found[-1].end : change.start] if found else ""
        if found and not between.strip():
            last = found.pop()
            change = Change(last.start, change.end, last.text + between + change.text)
        found.append(change)
    return found


def word_changes(original: str, edited: str) -> list[Change]:
    """Return the changes of single words that turn one text into another, in order."""
    before, after = _TOKEN.findall(original), _TOKEN.findall(edited)
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    found: list[Change] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        found.append(Change(starts[i], starts[j], "".join(after[k:m])))
    return found


def apart(original: str, change: Change) -> list[Change]:
    """Return the changes of single words that one change is made of."""
    at = change.start
    words = word_changes(original[at : change.end], change.text)
    return [Change(at + word.start, at + word.end, word.text) for word in words]


def apply(original: str, changes: Sequence[Change]) -> str:
    """Return the edited text.

    Args:
        original: The text before.
        changes: In order, not overlapping.
    """
    pieces, at = [], 0
    for change in changes:
        pieces += [original[at : change.start], change.text]
        at = change.end
    return "".join([*pieces, original[at:]])


def touches(change: Change, start: int, end: int) -> bool:
    """Return whether a change alters words of a stretch; an insertion at its edge does."""
    if change.start == change.end:
        return start <= change.start <= end
    return change.start < end and start < change.end


def beside(original: str, change: Change, start: int, end: int) -> bool:
    """Return whether a change touches a stretch, or inserts across the white space next to it."""
    if change.start == change.end:
        end += len(original[end:]) - len(original[end:].lstrip())
        start = len(original[:start].rstrip())
    return touches(change, start, end)


def text_at(original: str, near: Sequence[Change], start: int, end: int) -> tuple[str, int, int]:
    """Return what stands at a stretch after the changes near it, and the stretch of the original.

    The stretch grows by the changes that reach over its edges.
    """
    low = min([start, *(change.start for change in near)])
    high = max([end, *(change.end for change in near)])
    inside = [Change(c.start - low, c.end - low, c.text) for c in near]
    return apply(original[low:high], inside), low, high
