"""All measures of a skill, or of every skill and track."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.audit.balance import balance
from grader.audit.care import care
from grader.audit.coverage import coverage
from grader.audit.duplicates import Near, all_near, duplicates
from grader.audit.entries import entries, rendered
from grader.audit.length import length_difference, response_lengths
from grader.audit.measure import Measure
from grader.audit.naive import by_set, by_skill, by_track
from grader.audit.outcomes import Outcome, outcome
from grader.audit.readability import readability
from grader.bank import Bank, load_bank, taught
from grader.skills import SKILLS, skill


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    Attributes:
        items: How many items were audited.
        skills: The measures of each skill, by its slug.
        tracks: The measures of each track; none when a single skill was audited.
    """

    items: int
    skills: Mapping[str, Sequence[Measure]]
    tracks: Mapping[str, Sequence[Measure]]

    def short(self) -> list[Measure]:
        """Return the measures that miss their bar."""
        groups = [*self.skills.values(), *self.tracks.values()]
        return [measure for group in groups for measure in group if measure.verdict == "short"]


def audit(root: Path, slug: str | None = None) -> Audit:
    """Return the audit of one skill, or of all that are taught and of their tracks.

    The near-duplicates of one skill are looked for in the others, too.

    Raises:
        BankError: Something in the files is wrong.
        UnknownNameError: There is no such skill.
    """
    wanted = None if slug is None else skill(slug).slug
    there = [s.slug for s in SKILLS if s.slug == wanted or (root / "exercises" / s.slug).is_dir()]
    if wanted is None:
        there = [declared.slug for declared in taught(root)]
    return audit_banks([load_bank(name, root) for name in there], wanted)


def audit_banks(banks: Sequence[Bank], slug: str | None = None) -> Audit:
    """Return the audit of banks, or of one among them."""
    pairs = all_near(banks)
    chosen = [bank for bank in banks if slug in (None, bank.skill.slug)]
    skills: dict[str, Sequence[Measure]] = {}
    played: dict[str, list[Outcome]] = {}
    for bank in chosen:
        measures, outcomes = _audit_one(bank, pairs)
        skills[bank.skill.slug] = measures
        played.setdefault(bank.skill.track, []).extend(outcomes)
    tracks = {} if slug else {track: by_track(outcomes) for track, outcomes in played.items()}
    items = sum(len(found) for bank in chosen for found in bank.sets.values())
    return Audit(items, skills, tracks)


def _audit_one(bank: Bank, pairs: Sequence[Near]) -> tuple[list[Measure], list[Outcome]]:
    shown = rendered(bank)
    found = entries(shown)
    outcomes = [outcome(entry) for entry in found]
    measures = [
        *coverage(shown, found),
        *by_set(outcomes),
        *by_skill(outcomes),
        length_difference(found),
        *response_lengths(found),
        *duplicates(bank.skill.slug, pairs),
        *balance(found),
        *readability(bank.skill, found),
        *care(shown, found),
    ]
    return measures, outcomes
