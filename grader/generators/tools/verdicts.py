"""What a judgment of a run consists of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

ERRORS = (
    "wrong_tool",
    "mistyped_argument",
    "missing_argument",
    "wrong_argument",
    "order",
    "redundant",
    "misread_result",
    "invented_result",
)
"""Every error by its name in the skill, the first in the life of a call first."""


class ReplayError(Exception):
    """The page shows another result than the world gives."""


class Finding(NamedTuple):
    """One thing that a call, or the run, has against it.

    Attributes:
        error: Its name; "outcome" for what only the whole run shows.
        how: Its kind, for the words about it.
        call: The call's place, from 0.
        need: The need it belongs to, if any.
        arg: The argument at fault.
        shown: What was passed or said.
        right: What would have been right.
        sentence: The sentence at fault, where it is one.
        in_answer: Whether that sentence stands in the answer.
        fact: The fact at fault.
    """

    error: str
    how: str
    call: int
    need: str = ""
    arg: str = ""
    shown: Any = None
    right: Any = None
    sentence: str = ""
    in_answer: bool = False
    fact: str = ""


@dataclass
class Verdict:
    """The answers for one call."""

    selection: Literal["right", "wrong"] = "right"
    correctness: Literal["right", "wrong"] = "right"
    necessity: Literal["right", "early", "wrong"] = "right"
    interpretation: Literal["right", "wrong"] = "right"
    error: str = "none"

    def as_values(self) -> dict[str, str]:
        """Return the answers by field name."""
        return dict(vars(self))


@dataclass
class Judged:
    """The judgment of a run.

    Attributes:
        verdicts: One for each call.
        overall: clean, flawed or failed.
        needs: The need that each call was made for, "" for none.
        findings: What is against it; of each call's, the one that names its error first.
        decoys: What looks like an error and is none: how, the call's place, the argument if there is one.
    """

    verdicts: list[Verdict]
    overall: str
    needs: list[str]
    findings: list[Finding] = field(default_factory=list)
    decoys: list[tuple[str, int, str]] = field(default_factory=list)
