"""The report on one learner's progress in one skill, from beginning to end."""

from __future__ import annotations

from pathlib import Path

from grader import settings
from grader.bank import Bank, load_bank
from grader.reports import confidence, findings, origin, standing
from grader.reports.counted import Counted, count
from grader.reports.page import Progress, Section
from grader.reports.wording import counted
from grader.store import Store, open_store


def progress(learner: str, bank: Bank, store: Store) -> Progress:
    """Return the report on a learner's progress: on the page with charts, as text without."""
    judged = count(learner, bank, store)
    title = f"{bank.skill.title}: progress so far"
    if not judged.all:
        return Progress(title, _beginning(bank, judged))
    groups = standing.standing(bank, judged)
    sections = [
        standing.agreement_so_far(bank, groups),
        standing.against_target(bank, groups.held_out),
        standing.over_time(bank, groups),
        *findings.confusions_of(bank, judged.all),
        confidence.confidence(judged.all),
        findings.time_taken(judged.all),
        findings.baits(judged.all),
        findings.concepts(bank, judged.all),
        origin.left_out(judged),
        origin.gold(judged.all),
    ]
    return Progress(title, tuple(sections))


def progress_text(
    learner: str, skill_slug: str, *, store: Store | None = None, root: Path | None = None
) -> str:
    """Return the report as plain text, for the command line.

    Args:
        learner: Whose judgments.
        skill_slug: Of which skill.
        store: Where they are; the learner's own when left out.
        root: Where the content is; the one that ships with the product when left out.

    Raises:
        UnknownNameError: There is no such skill.
        StoreError: The learner's own store cannot be opened.
    """
    bank = load_bank(skill_slug, root)
    if store is not None:
        return repr(progress(learner, bank, store))
    with open_store(settings.database()) as opened:
        return repr(progress(learner, bank, opened))


def _beginning(bank: Bank, judged: Counted) -> tuple[Section, ...]:
    """Return what is said while no judgment counts: what to do, what became of those there are."""
    lesson = bank.skill.lesson
    if not judged.handed_in:
        says = (
            "Nothing is judged yet, and that is where everybody starts.",
            f"Open the lesson {lesson} and judge its first item; a few minutes are enough. From "
            "then on this page shows how your judgments compare with gold, and how sure that is.",
        )
        return (Section("A fresh start", says),)
    says = (
        f"{counted(judged.handed_in, 'judgment')} handed in, and none of them counts yet. All are "
        "kept.",
        f"Go on in the lesson {lesson}: the first judgment of the next item counts.",
    )
    return Section("Nothing to count yet", says), origin.left_out(judged)
