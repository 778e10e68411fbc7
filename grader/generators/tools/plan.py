"""What may be planted in a run: deviations from the plainest sound one, faulty or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

How = Literal[
    "lookalike",
    "ghost",
    "mistyped",
    "required",
    "condition",
    "value",
    "added",
    "early",
    "repeat",
    "late",
    "extra",
    "slip",
    "part",
    "invent",
    "left_out",
    "busy",
    "default",
    "verify",
    "case",
]


class UnplayableError(Exception):  # an answer, not a failure
    """The plants do not go together with this case."""


@dataclass(frozen=True)
class Plant:
    """One deviation from the plainest sound run.

    Attributes:
        error: The error that it should be judged as; "none" for sound ones and for what is left out.
        how: What is done.
        need: At which need.
        arg: At which argument.
        value: What is passed instead, under which name, or which one of several.
        mends: Whether the assistant sees it and does it right at once.
        believes: What it wrongly takes for a fact afterwards.
        interim: Whether it says so in passing only.
        hard: 1 (leaps to the eye) to 5.
        ends: What the whole run should be because of it, at best.
        misreads: Whether the faulty call's result is read wrongly besides.
    """

    error: str
    how: How
    need: str
    arg: str = ""
    value: Any = None
    mends: bool = False
    believes: Mapping[str, Any] = field(default_factory=dict)
    interim: bool = False
    hard: int = 3
    ends: str = "flawed"
    misreads: bool = False
