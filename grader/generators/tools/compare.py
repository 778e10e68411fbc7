"""The second way to the same judgment: what each plant should be judged as, wherever it ended up."""

from __future__ import annotations

from collections.abc import Sequence

from grader.generators.tools.plan import Plant
from grader.generators.tools.play import Run
from grader.generators.tools.verdicts import Judged, Verdict

_RANK = ("clean", "flawed", "failed")


def expected(plants: Sequence[Plant], run: Run) -> tuple[list[Verdict], str] | None:
    """Return what a run with these plants should be judged as; None when two meet in one call."""
    verdicts = [Verdict() for _ in run.steps]
    taken: set[int] = set()
    overall = "clean"
    for number, plant in enumerate(plants):
        overall = max(overall, plant.ends, key=_RANK.index)
        if plant.error == "none":
            continue
        place = run.marks[number]
        if place in taken:
            return None
        taken.add(place)
        verdict = verdicts[place]
        verdict.error = plant.error
        if plant.error == "wrong_tool":
            verdict.selection = "wrong"
        elif plant.error.endswith("_argument"):
            verdict.correctness = "wrong"
        elif plant.error == "order":
            verdict.necessity = "early"
        elif plant.error == "redundant":
            verdict.necessity = "wrong"
        if plant.misreads or plant.error in ("misread_result", "invented_result"):
            verdict.interpretation = "wrong"
    return verdicts, overall


def lucky(plants: Sequence[Plant], run: Run, judged: Judged) -> bool:
    """Return whether the calls are judged alike and only the end is better than it should be.

    Such a run is right by luck, or only seems so; people would differ, and no item is made of it.
    """
    wanted = expected(plants, run)
    return (
        wanted is not None
        and wanted[0] == judged.verdicts
        and (wanted[1], judged.overall) == ("failed", "flawed")
    )


def agree(plants: Sequence[Plant], run: Run, judged: Judged) -> bool:
    """Return whether both ways give the same judgment."""
    wanted = expected(plants, run)
    return wanted is not None and wanted == (judged.verdicts, judged.overall)
