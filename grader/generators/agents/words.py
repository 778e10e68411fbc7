"""Authored words with slots: many wordings for one thing, none twice in a row."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence

import numpy as np


class Words:
    """Wordings by key; `say` fills one in, and takes another the next time.

    Args:
        texts: Several wordings for every key.
        rng: What decides which comes first.
    """

    def __init__(self, texts: Mapping[str, Sequence[str]], rng: np.random.Generator) -> None:
        self._texts = texts
        self._rng = rng
        self._left: dict[str, list[str]] = {}

    def say(self, key: str, slots: Mapping[str, str]) -> str:
        """Return a wording with its slots filled.

        Raises:
            KeyError: There is no such key, or a slot that nothing fills; the message says which.
        """
        if key not in self._texts:
            raise KeyError(f"no words for {key!r}")
        left = self._left.get(key)
        if not left:
            left = [str(one) for one in self._rng.permutation(list(self._texts[key]))]
            self._left[key] = left
        return fill(left.pop(), slots, key)

    def chance(self, share: float) -> bool:
        """Return yes in such a share of cases."""
        return bool(self._rng.random() < share)

    def has(self, key: str) -> bool:
        """Return whether there are words for a key."""
        return key in self._texts


def fill(text: str, slots: Mapping[str, str], where: str) -> str:
    """Return a text with its slots filled.

    Raises:
        KeyError: Nothing fills a slot.
    """
    missing = slots_of(text) - slots.keys()
    if missing:
        raise KeyError(f"{where}: nothing fills {', '.join(sorted(missing))}")
    return text.format_map(slots)


def slots_of(text: str) -> set[str]:
    """Return the names of a text's slots.

    Raises:
        ValueError: The braces do not match, or a slot is more than a name.
    """
    found = set()
    for _, name, layout, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or layout or conversion:
            raise ValueError(f"a slot is a plain name: {text!r}")
        found.add(name)
    return found
