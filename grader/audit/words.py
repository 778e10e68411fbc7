"""Counting in plain text: words, shingles, sentences, syllables. All of it approximate for English."""

from __future__ import annotations

import re
from functools import lru_cache
from statistics import fmean

from grader.fields.free_text import REFERENCE

_SHOWN = re.compile(r"\S*\w\S*")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTE = re.compile(r"[\"“][^\"“”]+[\"”]")
_SPOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,:]*\d|\d")
_SENTENCE_END = re.compile(r"[.!?]+(?=[\s)\"”’]|$)|\n+")
_VOWELS = re.compile(r"[aeiouyàâäéèêëïîôöùûü]+")
_SILENT = re.compile(r"(?:(?<![^aeiouy]l)e|(?<![sxz])(?<![cs]h)(?<![cg])es|(?<![td])ed)$")


def count_shown(text: str) -> int:
    """Return how many words a reader sees: runs of non-space that hold a letter or a digit."""
    return len(_SHOWN.findall(text))


def tokens(text: str) -> list[str]:
    """Return the words in lower case, without punctuation and markup."""
    return [token.lower() for token in _TOKEN.findall(text)]


def shingles(text: str, size: int = 3) -> set[tuple[str, ...]]:
    """Return every run of three words; of a shorter text, the one run that it is."""
    words = tokens(text)
    if len(words) < size:
        return {tuple(words)} if words else set()
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Return about how many syllables an English word has.

    Groups of vowels, less a silent ending (-e but not -le, -es, -ed), at least 1. A number counts 1.
    Right for some nine words in ten; the misses ("every", "being") go both ways.
    """
    lowered = word.lower().replace("’", "'").split("'")[0]
    spoken = _SILENT.sub("", lowered) if len(lowered) > 3 else lowered
    return max(1, len(_VOWELS.findall(spoken)))


def grade(text: str) -> float | None:
    """Return the Flesch-Kincaid grade of a text, about: 9 is read with ease after nine years of school.

    0.39 words / sentences + 11.8 syllables / words - 15.59 (Kincaid et al. 1975). Words in quotation
    marks are the item's, not ours, and are left out; ``{response_a}`` is read as "Response A"; a line
    break ends a sentence. It can be negative, and has no upper end. None for fewer than five words,
    where it says nothing.
    """
    own = REFERENCE.sub(" Response A ", _QUOTE.sub(" ", text))
    sentences = [words for part in _SENTENCE_END.split(own) if (words := _SPOKEN.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < 5:
        return None
    per_word = fmean(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59
