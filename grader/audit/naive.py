"""What naive strategies reach on the main field, against chance: by set, by skill and by track.

A main field without a chance level (its answers have no end) is held against the mean score of the best
constant answer instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from grader.audit.constants import constants
from grader.audit.measure import Measure, at_most, not_applicable, within
from grader.audit.outcomes import Outcome, Played, hits, played, played_for_top
from grader.audit.players import COMMONEST, PLAYERS, Player, commonest
from grader.bank import SETS

OVER_SKILL = 0.15
OVER_TRACK = 0.08


def slack(n: int) -> float:
    """Return how many hits a player may be off on a set of n items.

    1 on fewer than 16, 2 on 16 to 24; above that 2 * sqrt(n / 24), since the hits of a strategy that
    gives nothing away scatter with the square root of n.
    """
    if n < 16:
        return 1.0
    return 2.0 if n <= 24 else 2 * sqrt(n / 24)


def by_set(found: Sequence[Outcome]) -> list[Measure]:
    """Return, for each set and player, its hits less those of a guess, against `slack`."""
    return [
        _judge(player, f"{player.name}, {name}", one.hits - one.chance, slack(one.n), str(one))
        for name in SETS
        for player, one in _played([one for one in found if one.entry.set_name == name])
    ]


def by_skill(found: Sequence[Outcome]) -> list[Measure]:
    """Return each player's chance-corrected hits on all authored items of a skill.

    For a ranking also how often it has a best response on top, whatever comes below: a whole order of
    four is so seldom hit that the hits alone would hide a bank whose best is always the first.
    """
    found = _authored(found)
    if not found:
        return []
    if all(one.chance is None for one in found) and not constants([e.entry for e in found]):
        return [not_applicable("naive strategies", "the main field has no chance level")]
    whole = list(_played(found))
    measures = [_corrected(p, f"{p.name}, all authored", one, OVER_SKILL) for p, one in whole]
    kind = getattr(found[0].entry.main, "kind", "main field")
    playing = {player.name for player, _ in whole}
    names = [player.name for player in PLAYERS if player.name not in playing]
    names += [COMMONEST] if COMMONEST not in playing else []
    measures += [not_applicable(name, f"does not play a {kind}") for name in names]
    for player in PLAYERS:
        on_top = played_for_top(player.name, found)
        if on_top is not None:
            name = f"{player.name} on top, all authored"
            measures.append(_corrected(player, name, on_top, OVER_SKILL))
    return measures


def by_track(found: Sequence[Outcome]) -> list[Measure]:
    """Return each player's chance-corrected hits on all authored items of a track's skills."""
    found = _authored(found)
    if len({one.entry.skill.slug for one in found}) < 2:
        return [not_applicable("naive strategies", "fewer than two skills of the track have items")]
    return [_corrected(p, f"{p.name}, the track", one, OVER_TRACK) for p, one in _played(found)]


def _authored(found: Sequence[Outcome]) -> list[Outcome]:
    return [one for one in found if one.entry.item.source.kind == "authored"]


def _played(found: Sequence[Outcome]) -> Iterator[tuple[Player, Played]]:
    """Yield what every player that can play reached; the commonest label is that of these items."""
    constant = commonest([one.entry for one in found])
    found = _against_constant(found)
    extended = [one._replace(hits={**one.hits, **hits((constant,), one.entry)}) for one in found]
    for player in (*PLAYERS, constant):
        reached = played(player.name, extended)
        if reached is not None:
            yield player, reached


def _against_constant(found: Sequence[Outcome]) -> list[Outcome]:
    """Put the best constant answer's merit in the place of chance, where there is no chance level."""
    by_skill: dict[str, list[Outcome]] = {}
    for one in found:
        by_skill.setdefault(one.entry.skill.slug, []).append(one)
    made: dict[str, float] = {}
    for outcomes in by_skill.values():
        without = [one.entry for one in outcomes if one.chance is None]
        tried = [
            {entry.id: entry.merit(answers[entry.id]) for entry in without}
            for answers in constants(without)
        ]
        if tried:
            best: dict[str, float] = max(tried, key=_total)
            made |= best
    return [one._replace(chance=made.get(one.entry.id, one.chance)) for one in found]


def _total(merits: dict[str, float]) -> float:
    return sum(merits.values())


def _corrected(player: Player, name: str, reached: Played, bar: float) -> Measure:
    if reached.corrected is None:
        return not_applicable(name, "every guess is right")
    return _judge(player, name, reached.corrected, bar, str(reached))


def _judge(player: Player, name: str, figure: float, bar: float, detail: str) -> Measure:
    """Below chance counts only where no other player does the opposite."""
    return (at_most if player.opposite else within)(name, figure, bar, detail)
