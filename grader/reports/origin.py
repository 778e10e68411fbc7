"""What the figures rest on: which judgments were left out, and how the gold was reviewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from grader.agreement import Judged
from grader.items import TIERS
from grader.reports.counted import LEFT_OUT, Counted
from grader.reports.page import Section
from grader.reports.wording import counted


def left_out(judged: Counted) -> Section:
    """Say how many judgments count in no figure, and why."""
    total = sum(judged.left_out.values())
    says = [
        f"{counted(judged.handed_in, 'judgment')} handed in, {judged.handed_in - total:,} counted, "
        f"{total:,} left out."
    ]
    says += [
        f"{counted(judged.left_out[key], 'judgment')} {words}."
        for key, words in LEFT_OUT.items()
        if judged.left_out[key]
    ]
    for check in judged.open_checks:
        title = check.name.replace("-", " ")
        says.append(
            f"The {title} has {check.answered} of {check.items} items answered. It counts once all "
            "are: until then nothing here may tell what its gold is."
        )
    if judged.doubted:
        says.append(
            f"You contested the gold of {counted(judged.doubted, 'item')}. A person looks at your "
            "reasons; until then the judgment counts as it stands."
        )
    return Section("Left out", tuple(says))


def tiers_in_words(records: Sequence[Judged]) -> str:
    """Return how the gold of some items was reviewed: "12 items: proved by construction"."""
    tiers = Counter[str](record.gold.tier for record in records)
    found = [f"{counted(tiers[t], 'item')}: {words}" for t, words in TIERS.items() if tiers[t]]
    return "; ".join(found)


def gold(records: Sequence[Judged]) -> Section:
    """Say how the gold of the judged items was reviewed, and what is not known at all."""
    says = [f"How the gold of the judged items was reviewed: {tiers_in_words(records)}."]
    says.append(
        "Gold can be wrong, so even careful work may differ from it on a few items. You can "
        "contest the gold of any item."
    )
    says.append(
        "There are no results from real gates yet. Nothing here says how likely it is to pass a "
        "platform's own test."
    )
    return Section("What the gold rests on", tuple(says))
