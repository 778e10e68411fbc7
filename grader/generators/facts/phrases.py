"""Text with slots ``{price}`` and bracketed claims ``[A ticket costs {price}]``, and its rendering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from grader.generators.facts.values import FORMATS, Values, written

_TOKEN = re.compile(
    r"\[(?:(?P<key>[a-z][a-z0-9-]*)\|)?|(?P<close>\])|\{(?P<slot>\w+)(?::(?P<how>\w+))?\}"
)


class PhraseError(ValueError):
    """A phrase whose brackets or slots are not in order."""


class Slot(NamedTuple):
    """A place in a text that a value fills, and how that is written."""

    name: str
    how: str


class _Mark(NamedTuple):
    key: str
    opens: bool


@dataclass(frozen=True)
class Said:
    """A rendered phrase: its text, and where in it each claim stands."""

    text: str
    claims: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def claim(self, key: str) -> str:
        """Return the words of a claim."""
        start, end = self.claims[key]
        return self.text[start:end]


@dataclass(frozen=True)
class Phrase:
    """A text as authored, taken apart once.

    Attributes:
        source: As authored.
        pieces: Its literal texts, slots and the edges of claims, in order.
    """

    source: str
    pieces: tuple[str | Slot | _Mark, ...]

    @property
    def slots(self) -> frozenset[str]:
        """The names of its slots."""
        return frozenset(one.name for one in self.pieces if isinstance(one, Slot))

    @property
    def claims(self) -> tuple[str, ...]:
        """The keys of its claims, in order."""
        return tuple(one.key for one in self.pieces if isinstance(one, _Mark) and one.opens)

    def slots_in(self, key: str) -> tuple[Slot, ...]:
        """Return the slots inside a claim, in order."""
        found, inside = list[Slot](), False
        for piece in self.pieces:
            if isinstance(piece, _Mark) and piece.key == key:
                inside = piece.opens
            elif inside and isinstance(piece, Slot):
                found.append(piece)
        return tuple(found)

    def slots_of(self, key: str) -> frozenset[str]:
        """Return the names of the slots inside a claim."""
        return frozenset(one.name for one in self.slots_in(key))

    def said(self, values: Values, own: Mapping[str, Values] | None = None) -> Said:
        """Return the phrase with values; ``own`` gives other values inside a claim, by its key.

        Raises:
            PhraseError: A slot has no value, or one that cannot be written so.
        """
        text, claims, start, inside = "", dict[str, tuple[int, int]](), 0, ""
        for piece in self.pieces:
            if isinstance(piece, str):
                text += piece
            elif isinstance(piece, _Mark):
                if piece.opens:
                    start, inside = len(text), piece.key
                else:
                    claims[piece.key], inside = (start, len(text)), ""
            else:
                here = {**values, **(own or {}).get(inside, {})}
                try:
                    text += written(here[piece.name], piece.how)
                except (KeyError, ValueError) as error:
                    raise PhraseError(f"{self.source!r}: {error}") from None
        return Said(text, claims)


@lru_cache(maxsize=8192)
def parse(text: str, default: str = "") -> Phrase:
    """Take a text apart; a claim without a key gets the default one.

    Raises:
        PhraseError: Brackets do not match, a claim stands in another, or a format is unknown.
    """
    source = " ".join(text.split())
    pieces: list[str | Slot | _Mark] = []
    at, inside = 0, ""
    for match in _TOKEN.finditer(source):
        if match.start() > at:
            pieces.append(source[at : match.start()])
        at = match.end()
        if match["slot"]:
            how = match["how"] or ""
            if how not in FORMATS:
                raise PhraseError(f"{source!r}: there is no format {how!r}")
            pieces.append(Slot(match["slot"], how))
        elif match["close"]:
            if not inside:
                raise PhraseError(f"{source!r}: a bracket closes that never opened")
            pieces.append(_Mark(inside, opens=False))
            inside = ""
        else:
            key = match["key"] or default
            if inside or not key:
                raise PhraseError(f"{source!r}: a claim has no key, or stands in another")
            pieces.append(_Mark(key, opens=True))
            inside = key
    if at < len(source):
        pieces.append(source[at:])
    if inside:
        raise PhraseError(f"{source!r}: the claim {inside!r} has no end")
    keys = [one.key for one in pieces if isinstance(one, _Mark) and one.opens]
    if len(set(keys)) < len(keys):
        raise PhraseError(f"{source!r}: a claim occurs twice")
    return Phrase(source, tuple(pieces))
