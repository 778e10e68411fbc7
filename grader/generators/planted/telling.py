"""Small words for the texts of gold: one of several wordings, lists, and what a note is known by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

SIGNS = ' .,;:!?–"'
"""What is left out at the ends of what is quoted."""
_CUE = 3
"""Words of a cue; of longer ones, a bare list could pass for prose."""


def pick(texts: Sequence[str], chance: np.random.Generator) -> str:
    """Return one of some wordings."""
    return texts[int(chance.integers(len(texts)))]


def capital(text: str) -> str:
    """Return a text with a capital first."""
    return text[:1].upper() + text[1:]


def listed(things: Sequence[str]) -> str:
    """Return "one, two and three"."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"


def short(text: str, most: int = 16) -> str:
    """Return the first words of a long stretch: enough to be found by."""
    return " ".join(text.split()[:most]).strip(SIGNS)


def cue_words(cues: Iterable[str]) -> tuple[str, ...]:
    """Return cues as a note's words are compared with them; short words only in quotation marks."""
    found: list[str] = []
    for cue in cues:
        low = " ".join(cue.lower().split()[:_CUE])
        if len(low) <= 3 and low.isalpha():
            found += [f'"{low}', f"'{low}", f"“{low}"]
        else:
            found.append(low)
    return tuple(dict.fromkeys(found))
