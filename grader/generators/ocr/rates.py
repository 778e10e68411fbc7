"""The two error rates as section 5 of the guideline defines them: made alike, counted, put in a band."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.metrics.error_rates import character_error_rate, word_error_rate
from grader.skills.ocr_correction import BANDS

_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_LABEL = re.compile(r"^[A-Z][\w’'. -]{0,24}: ", re.MULTILINE)
_FLOORS = (0.0, 0.01, 0.02, 0.05, 0.10)
"""Where each band of `BANDS` begins."""

BORDER = 0.0007
"""How near a rate may lie to a border of a band: less than this is too near (clause 5.6)."""


class Count(NamedTuple):
    """Errors of a machine's text against the corrected one, in characters and in words."""

    characters: int
    n_characters: int
    words: int
    n_words: int

    @property
    def cer(self) -> float:
        """Wrong characters for each right one."""
        return self.characters / self.n_characters

    @property
    def wer(self) -> float:
        """Wrong words for each right one."""
        return self.words / self.n_words


def made_alike(text: str, *, labels: bool = False) -> str:
    """Return a text as clause 5.2 has it: blanks, quotation marks and dashes made alike.

    Args:
        text: As it stands.
        labels: Whether it is a transcript, whose speakers' labels are taken out (clause 5.3).
    """
    if labels:
        text = _LABEL.sub("", text)
    return " ".join(text.translate(_SIGNS).split())


def size(text: str) -> tuple[int, int]:
    """Return how many characters and words a text that was made alike has."""
    return len(text), len(text.split())


def count(machine: str, corrected: str, *, labels: bool = False) -> Count:
    """Return the errors of a machine's text, counted after both were made alike."""
    ours, right = (made_alike(text, labels=labels) for text in (machine, corrected))
    characters = character_error_rate([ours], [right])
    words = word_error_rate([ours], [right])
    wrong = [one.substitutions + one.deletions + one.insertions for one in (characters, words)]
    return Count(wrong[0], characters.n_reference, wrong[1], words.n_reference)


def band(rate: float) -> str:
    """Return the key of the band that a rate lies in."""
    return str(BANDS[sum(rate >= floor for floor in _FLOORS) - 1].key)


def clear(errors: int, right: int, shown: int) -> bool:
    """Return whether a rate is far from every border, whichever text's length one divides by.

    Args:
        errors: How many.
        right: Units of the corrected text.
        shown: Units of the machine's text, which the brief gives.
    """
    rates = (errors / right, errors / shown)
    near = any(abs(rate - floor) < BORDER for rate in rates for floor in _FLOORS[1:])
    return not near and band(rates[0]) == band(rates[1])
