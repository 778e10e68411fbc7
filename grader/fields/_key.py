"""The key of an edit: what must, may and must not be changed in a text, and which repairs count."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from pydantic import Field as Setting

from grader.fields._diff import Change, apart, beside, joined, text_at, touches
from grader.fields._entries import Entry, entries_of

_MORE_WORDS = 8
"""How many words a repair in words of one's own may have beyond the longest that is written down."""


class Fix(BaseModel):
    """One place of a text that must or may be changed.

    A repair counts when it is one of those written down. Where something has to be said that can be said
    in many ways, it also counts when it holds a phrase of each group, none that is ruled out, and not
    many words more than it takes.

    Attributes:
        accept: Repairs in full, the best first; "" takes the words out.
        holds: For a repair in words of one's own: groups of phrases, one of each must stand there.
        unless: Phrases that may not stand in such a repair.
        longest: How many words it may have; some more than the longest written down when left out.
        must: Whether the text is wrong without a repair; else it earns something and costs nothing.
    """

    model_config = ConfigDict(
        frozen=True, extra="allow"
    )  # the attributes of a change stand beside these

    start: int = Setting(ge=0)
    end: int
    accept: tuple[str, ...] = Setting(min_length=1)
    holds: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    longest: int | None = Setting(default=None, ge=1)
    must: bool = True

    @property
    def tags(self) -> Entry:
        """What is said of the change, by attribute."""
        return self.model_extra or {}

    def mends(self, now: str, before: str = "", after: str = "") -> bool:
        """Return whether a repair stands between two texts; more or less white space is the same."""
        if _folded(now) in (_folded(before + repair + after) for repair in self.accept):
            return True
        whole = now.startswith(before) and now.endswith(after)
        return whole and self.takes_words(now[len(before) : len(now) - len(after)])

    def takes_words(self, there: str) -> bool:
        """Return whether what stands in the place is a repair in words of one's own."""
        if not self.holds:
            return False
        longest = self.longest or max(len(one.split()) for one in self.accept) + _MORE_WORDS
        return (
            all(any(_says(there, phrase) for phrase in group) for group in self.holds)
            and not any(_says(there, phrase) for phrase in self.unless)
            and len(there.split()) <= longest
        )


class Key:
    """What must, may and must not be changed in a text."""

    def __init__(self, original: str, fixes: Sequence[Fix], keep: Sequence[Entry]) -> None:
        self.original = original
        self.fixes = tuple(fixes)
        self.keep = tuple(keep)

    def harmful(self, changes: Sequence[Change]) -> list[Change]:
        """Return what mends nothing, or alters something that is to be kept.

        However a page groups changes: what mends is left out, other words side by side are one, but what
        is tried in the place of a fix stands apart from what is changed beside it.
        """
        tried: list[Change] = []
        beyond: list[Change] = []
        for word in self.harmful_words(changes):
            (tried if self.in_fix(word) else beyond).append(word)
        return sorted(joined(self.original, tried) + joined(self.original, beyond))

    def harmful_words(self, changes: Sequence[Change]) -> list[Change]:
        """Return the changes of single words that mend nothing, or alter something that is to be kept."""
        mending = {word for fix in self.fixes for word in self.repair(fix, changes) or ()}
        return [
            word
            for word in words_of(changes, self.original)
            if self._is_kept(word) or word not in mending
        ]

    def in_fix(self, change: Change) -> bool:
        """Return whether a change touches a fix, and nothing that is to be kept."""
        near = any(touches(change, fix.start, fix.end) for fix in self.fixes)
        return near and not self._is_kept(change)

    def repair(self, fix: Fix, changes: Sequence[Change]) -> list[Change] | None:
        """Return the changes of words that make a repair of a fix; None where they make none.

        What is inserted at its edges, or across the white space beside it, may belong to it or to its
        neighbour: any reading that makes a repair counts.
        """
        original, words = self.original, words_of(changes, self.original)
        for used in _readings(fix, words, original):
            now, low, high = text_at(original, used, fix.start, fix.end)
            before, after = original[low : fix.start], original[fix.end : high]
            if fix.mends(now, before, after) and not _glued(original, now, low, high):
                return used
        return None

    def _is_kept(self, change: Change) -> bool:
        return any(touches(change, int(str(e["start"])), int(str(e["end"]))) for e in self.keep)


def key_of(value: JsonValue) -> Key | None:
    """Return the key of a gold value; None for changes alone."""
    key = value.get("key") if isinstance(value, dict) else None
    if not isinstance(key, dict):
        return None
    fixes, keep = entries_of(key.get("fixes")) or [], entries_of(key.get("keep")) or []
    return Key(str(key.get("original", "")), [Fix.model_validate(one) for one in fixes], keep)


def fix_problems(entry: Entry, words: str, tags: Collection[str]) -> list[str]:
    """Return what is wrong with a fix as an author wrote it, its place being known.

    Args:
        entry: The fix with ``start`` and ``end``.
        words: What stands there before.
        tags: The names of what may be said of a change.
    """
    if not entry.get("accept"):
        return [f"the fix of {words!r} accepts no repair"]
    try:
        fix = Fix.model_validate(entry)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return [f"the fix of {words!r}: {'.'.join(map(str, first['loc']))}: {first['msg']}"]
    unknown = ", ".join(sorted(set(fix.tags) - set(tags)))
    if unknown:
        return [f"the fix of {words!r} has no {unknown}"]
    if fix.mends(words):
        return [f"the fix of {words!r} accepts what is there already"]
    if fix.holds and not fix.takes_words(fix.accept[0]):
        best = fix.accept[0]
        return [f"the fix of {words!r} accepts {best!r}, which has not what a repair must hold"]
    return []


def words_of(changes: Sequence[Change], original: str) -> list[Change]:
    """Return the changes of single words; more or less white space is none."""
    return [
        word
        for change in changes
        for word in apart(original, change)
        if word.text.strip()
        or not word.text
        or original[word.start : word.end].strip()
        or word.start == word.end
    ]


def _readings(fix: Fix, words: Sequence[Change], original: str) -> Iterator[list[Change]]:
    start, end = fix.start, fix.end
    yield [word for word in words if touches(word, start, end)]
    yield [word for word in words if beside(original, word, start, end)]
    yield [word for word in words if word.start < end and start < word.end]


def _glued(original: str, now: str, low: int, high: int) -> bool:
    """Return whether two words have grown together where everything between them was taken out."""
    around = original[max(0, low - 1) : low] + original[high : high + 1]
    return low < high and not now and len(around) == 2 and around.isalnum()


def _says(text: str, phrase: str) -> bool:
    """Return whether a phrase stands in a text, as whole words; capitals do not matter."""
    pattern = rf"(?<!\w){re.escape(_folded(phrase))}(?!\w)"
    return re.search(pattern, _folded(text), re.IGNORECASE) is not None


def _folded(text: str) -> str:
    return " ".join(text.split())
