"""How a guess and every naive player fare on one item, and on many.

Chance is exact: the mean over everything a guess may answer of the item's own hit, so that ties in gold
and accepted alternatives raise or lower it as they should.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from pydantic import JsonValue

from grader.audit.entries import Entry
from grader.audit.measure import listed, number
from grader.audit.players import PLAYERS, Player
from grader.fields import Ranking, as_order


class Outcome(NamedTuple):
    """How a guess and the players fare on one item; players that cannot play are left out.

    Attributes:
        chance: The chance that a guess is right, 0..1; None where there is no chance level.
        hits: How often each player is right, 0..1, by its name.
        top_chance: The chance that a guess at a ranking puts a best response on top; else None.
        tops: How often each player does.
    """

    entry: Entry
    chance: float | None
    hits: Mapping[str, float]
    top_chance: float | None
    tops: Mapping[str, float]


class Played(NamedTuple):
    """What a player reached on some items: its hits, a guess's hits, and the items it hit."""

    hits: float
    chance: float
    n: int
    hit: tuple[str, ...]

    @property
    def corrected(self) -> float | None:
        """(hits - chance) / (n - chance): 0 is chance, 1 is all; None where every guess is right."""
        room = self.n - self.chance
        return (self.hits - self.chance) / room if room > 1e-9 else None

    def __str__(self) -> str:
        hit = f"; hit {listed(self.hit)}" if self.hit else ""
        return f"{number(self.hits)} hits of {self.n}, chance {number(self.chance)}{hit}"


def chance(entry: Entry) -> float | None:
    """Return the chance that a guess at the main field is right, 0..1; None without a chance level."""
    guesses = entry.main.guesses(entry.given)
    return fmean(entry.right(guess) for guess in guesses) if guesses else None


def best_responses(entry: Entry) -> set[str]:
    """Return the responses that some accepted ranking puts first; none where nothing is ranked."""
    if not isinstance(entry.main, Ranking):
        return set()
    golds = (as_order(gold.get(entry.main.name)) for gold in entry.gold.judgments())
    return {name for order in golds if order for name in order[0]}


def hits(players: Iterable[Player], entry: Entry) -> dict[str, float]:
    """Return how often each of the players is right on an item, by name."""
    return _rights(entry, _answers(players, entry))


def outcome(entry: Entry) -> Outcome:
    """Return how a guess and every player of `PLAYERS` fare on an item."""
    answers = _answers(PLAYERS, entry)
    right = _rights(entry, answers)
    best = best_responses(entry)
    if not best:
        return Outcome(entry, chance(entry), right, None, {})
    tops = {}
    for name, given in answers.items():
        orders = [as_order(answer) for answer in given]
        tops[name] = fmean(bool(order and order[0][0] in best) for order in orders)
    return Outcome(entry, chance(entry), right, len(best) / len(entry.responses), tops)


def _answers(players: Iterable[Player], entry: Entry) -> dict[str, Sequence[JsonValue]]:
    answered = {player.name: player.answers(entry.main, entry) for player in players}
    return {name: answers for name, answers in answered.items() if answers}


def _rights(entry: Entry, answered: Mapping[str, Sequence[JsonValue]]) -> dict[str, float]:
    return {
        name: fmean(entry.merit(answer) for answer in answers) for name, answers in answered.items()
    }


def played(name: str, found: Sequence[Outcome]) -> Played | None:
    """Return what a player reached on the items that it can play; None when there are none."""
    rows = [(one.entry.id, one.hits.get(name), one.chance) for one in found]
    return _sum(rows)


def played_for_top(name: str, found: Sequence[Outcome]) -> Played | None:
    """Return how often a player had a best response on top; None where nothing is ranked."""
    return _sum([(one.entry.id, one.tops.get(name), one.top_chance) for one in found])


def _sum(rows: Iterable[tuple[str, float | None, float | None]]) -> Played | None:
    known = [
        (name, hit, guess) for name, hit, guess in rows if hit is not None and guess is not None
    ]
    if not known:
        return None
    return Played(
        hits=sum(hit for _, hit, _ in known),
        chance=sum(guess for _, _, guess in known),
        n=len(known),
        hit=tuple(name for name, hit, _ in known if hit > 0.5),
    )
