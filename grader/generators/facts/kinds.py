"""The kinds of faults that can be planted, the reasons why sound text looks faulty, and what is at stake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

Status: TypeAlias = Literal["contradicted", "unverifiable"]


class Kind(NamedTuple):
    """What a kind of fault is: whether the source has other words for it, and how plain it is (1 to 3)."""

    status: Status
    depth: int


KINDS: Mapping[str, Kind] = {
    "number": Kind("contradicted", 1),
    "unit": Kind("contradicted", 3),
    "total": Kind("contradicted", 3),
    "date": Kind("contradicted", 1),
    "order": Kind("contradicted", 2),
    "tense": Kind("contradicted", 3),
    "name": Kind("contradicted", 1),
    "place": Kind("contradicted", 1),
    "merged": Kind("contradicted", 3),
    "hedge": Kind("contradicted", 3),
    "view": Kind("contradicted", 3),
    "condition": Kind("contradicted", 3),
    "scope": Kind("contradicted", 3),
    "negation": Kind("contradicted", 2),
    "direction": Kind("contradicted", 2),
    "cause": Kind("contradicted", 3),
    "speaker": Kind("contradicted", 2),
    "quote": Kind("contradicted", 2),
    "link": Kind("unverifiable", 3),
    "invention": Kind("unverifiable", 2),
    "background": Kind("unverifiable", 1),
    "praise": Kind("unverifiable", 2),
}
"""Every kind of fault by name. The last four stand for words that a setting adds to an output."""

ADDED = frozenset({"link", "invention", "background", "praise"})
"""The kinds that no statement of a source is behind."""

RULES = frozenset(
    {
        "worked-out",
        "rounded",
        "reworded",
        "hedged",
        "calendar",
        "negated",
        "narrower",
        "spelled-out",
    }
)
"""Why sound words that look faulty hold."""

STAKES: Mapping[str, str] = {
    "safety": "health or safety",
    "money": "money",
    "time": "a time that somebody must keep to",
    "rights": "rights and duties",
    "blame": "blame and cause",
    "decision": "what has been decided or has happened",
    "direction": "the direction of a result",
    "figure": "the figure that the main point rests on",
}
"""What always makes an error major, by name, in words."""
