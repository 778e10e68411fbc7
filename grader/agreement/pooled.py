"""What every metric of agreement returns, and how it is worked out over items."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from pydantic import JsonValue

from grader.metrics import Estimate, cluster_bootstrap_interval


class Agreement(NamedTuple):
    """A named agreement: never a number without n and interval.

    Attributes:
        metric: The metric's name.
        estimate: Value and interval; ``n`` counts items.
        note: What else must be known to read it.
    """

    metric: str
    estimate: Estimate
    note: str


Pair: TypeAlias = tuple[JsonValue, JsonValue]
"""Gold's label of one unit, and the learner's."""


def over_items(
    name: str,
    clusters: Sequence[Sequence[Pair]],
    statistic: Callable[[list[Pair]], float],
    unit: str,
) -> Agreement:
    """Return a statistic of pairs pooled over items, with an interval from drawing whole items anew."""
    used = [cluster for cluster in clusters if cluster]
    count = sum(map(len, used))
    estimate = cluster_bootstrap_interval(used, statistic)
    note = f"{count} {unit}{'s' if count != 1 else ''} compared on {len(used)} items"
    return Agreement(name, estimate._replace(method="bootstrap over items"), note)


def entries(value: JsonValue) -> list[Mapping[str, JsonValue]]:
    """Return the entries of a list, without what is none."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
