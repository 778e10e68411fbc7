"""Transcripts against a reference: character and word error rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from grader.metrics._inputs import paired
from grader.metrics.result import Undefined


class ErrorRate(NamedTuple):
    """The errors of some texts, by kind, and how many there are for each unit of the reference."""

    rate: float
    """(substitutions + deletions + insertions) / n_reference."""
    substitutions: int
    """Units of the reference that the text has another unit for."""
    deletions: int
    """Units of the reference that the text lacks."""
    insertions: int
    """Units of the text that the reference lacks."""
    n_reference: int
    """How many characters or words the references hold."""


def character_error_rate(texts: Sequence[str], references: Sequence[str]) -> ErrorRate:
    """Return how many characters have to be changed to turn texts into their references.

    Formula: (substitutions + deletions + insertions) / (characters of the references), the fewest
    that will do, all texts counted together. From 0, the same, upwards: above 1 if much was added.
    Characters are code points as they come, blanks included; normalise both sides alike before (one
    form of Unicode, of quotes, of blanks), or the rate measures that.

    Args:
        texts: What was written.
        references: What should have been, in the same order.

    Returns:
        The rate with its errors by kind. Among equally few errors those with the most substitutions
        are taken. The rate is `Undefined` when the references hold no characters.

    Raises:
        ValueError: The two differ in length, or one of them is a single text.

    References:
        Levenshtein, "Binary Codes Capable of Correcting Deletions, Insertions, and Reversals",
        1966; as a rate: Carrasco, "An Open-source OCR Evaluation Tool", 2014.

    Example:
        >>> character_error_rate(["tne cat"], ["the cats"])
        ErrorRate(rate=0.25, substitutions=1, deletions=1, insertions=0, n_reference=8)
    """
    return _error_rate(texts, references, list, "characters")


def word_error_rate(texts: Sequence[str], references: Sequence[str]) -> ErrorRate:
    """Return how many words have to be changed to turn texts into their references.

    Formula: as for `character_error_rate`, of words: what stands between blanks, punctuation
    included. From 0, the same, upwards.

    Args:
        texts: What was written.
        references: What should have been, in the same order.

    Returns:
        The rate with its errors by kind, as for `character_error_rate`; the rate is `Undefined`
        when the references hold no words.

    Raises:
        ValueError: The two differ in length, or one of them is a single text.

    References:
        Hunt, "Figures of Merit for Assessing Connected-Word Recognisers", 1990.

    Example:
        >>> word_error_rate(["the the cat sat"], ["the cat sat down"])
        ErrorRate(rate=0.5, substitutions=0, deletions=1, insertions=1, n_reference=4)
    """
    return _error_rate(texts, references, str.split, "words")


def _error_rate(
    texts: Sequence[str],
    references: Sequence[str],
    units: Callable[[str], list[str]],
    what: str,
) -> ErrorRate:
    for given in (texts, references):
        if isinstance(given, str):
            raise ValueError(f"a list of texts was expected (got the text {given!r}); pass [text]")
    paired(texts, references)
    substitutions = deletions = insertions = n_reference = 0
    for text, reference in zip(texts, references, strict=True):
        written, wanted = units(text), units(reference)
        errors = _fewest_errors(written, wanted)
        n_reference += len(wanted)
        substitutions += errors.substitutions
        deletions += errors.deletions
        insertions += errors.insertions
    all_errors = substitutions + deletions + insertions
    rate = all_errors / n_reference if n_reference else Undefined(f"no {what} in the references")
    return ErrorRate(rate, substitutions, deletions, insertions, n_reference)


class _Errors(NamedTuple):
    substitutions: int
    deletions: int
    insertions: int


def _fewest_errors(written: Sequence[str], wanted: Sequence[str]) -> _Errors:
    """Return the errors of the best alignment, found row by row.

    A cost holds two counts: errors in the thousands, so to say, and the deletions and insertions
    among them in the ones. So the least cost is that of the fewest errors and, among those, of the
    fewest deletions and insertions, and both can be read off it without walking back.
    """
    n, m = len(written), len(wanted)
    error = n + m + 1  # more than there can be deletions and insertions
    place: dict[str, int] = {}
    rows = [place.setdefault(unit, len(place)) for unit in written]
    columns = np.array([place.setdefault(unit, len(place)) for unit in wanted], dtype=np.int64)
    deleted = (error + 1) * np.arange(m + 1)
    costs = deleted.copy()
    for unit in rows:
        replaced = costs[:-1] + error * (columns != unit)
        costs = costs + error + 1  # inserted
        costs[1:] = np.minimum(costs[1:], replaced)
        # Deleting any number of units in a row: the best start for each end, in one sweep.
        costs = np.minimum.accumulate(costs - deleted) + deleted
    errors, uneven = divmod(int(costs[-1]), error)
    deletions = (uneven + m - n) // 2
    return _Errors(errors - uneven, deletions, uneven - deletions)
