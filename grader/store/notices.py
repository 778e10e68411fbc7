"""What the store tells a learner, unasked, about having mended itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from grader.store.records import Record

_WORDS = {
    "Attempt": ("answer", "answers"),
    "Event": ("note about an answer", "notes about answers"),
    "Session": ("sitting", "sittings"),
    "Draft": ("draft", "drafts"),
    "Place": ("place where you stopped", "places where you stopped"),
}
NOTHING_TO_DO = "You need not do anything."


def counted(records: Iterable[Record]) -> str:
    """Return such as ``3 answers and 1 sitting``, or ``nothing``."""
    counts = Counter(type(record).__name__ for record in records)
    parts = [
        f"{counts[kind]} {one if counts[kind] == 1 else many}"
        for kind, (one, many) in _WORDS.items()
        if counts[kind]
    ]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:]))) or "nothing"


def rebuilt(path: Path, aside: Path, journal: Iterable[Record], salvaged: Iterable[Record]) -> str:
    """Return what to say after a damaged database was replaced."""
    return (
        f"The file with your answers ({path.name}) was damaged and has been rebuilt: "
        f"{counted(journal)} from the safety copy beside it, and {counted(salvaged)} more from the "
        f"damaged file itself. That file is kept as {aside.name}; nothing was deleted. Look at "
        "your progress: if all is there, go on. If something is missing, keep both files and show "
        "this message to your coach."
    )


def caught_up(restored: Iterable[Record], journal: Path) -> str:
    """Return what to say after the database was given what only the journal had."""
    return (
        f"Found in the safety copy of your answers ({journal.name}) but not in the database, and "
        f"put there now: {counted(restored)}. The program was stopped while it was saving, or the "
        f"database was replaced. {NOTHING_TO_DO}"
    )


def rewritten(added: Iterable[Record], journal: Path) -> str:
    """Return what to say after the journal was given what only the database had."""
    return (
        f"The safety copy of your answers ({journal.name}) was missing or incomplete. Copied to it "
        f"again: {counted(added)}. {NOTHING_TO_DO}"
    )


def unreadable(lines: int, journal: Path) -> str:
    """Return what to say about lines that make no sense."""
    return (
        f"Unreadable lines in the safety copy of your answers ({journal.name}): {lines}. Most "
        "likely the program was stopped while it was writing one. If your last answer is missing "
        "from your progress, hand it in again."
    )
