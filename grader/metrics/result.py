"""What a metric hands back: a number, an undefined number with its reason, or an estimate."""

from __future__ import annotations

import math
from typing import NamedTuple


class Undefined(float):
    """A nan that says what is missing.

    It is a float, so it travels through code that expects one and prints as ``nan`` in a number
    format; arithmetic turns it into a plain nan and loses the reason. JSON has no nan: write null
    and the reason.

    Args:
        reason: What is missing, in plain English, to be shown to a learner.

    Example:
        >>> kappa = Undefined("no items")
        >>> kappa
        Undefined('no items')
        >>> f"{kappa:.2f}", kappa.reason
        ('nan', 'no items')
    """

    __slots__ = ("reason",)

    reason: str
    """What is missing, in plain English."""

    def __new__(cls, reason: str) -> Undefined:
        """Make a nan with its reason.

        Raises:
            ValueError: The reason is empty.
        """
        if not reason.strip():
            raise ValueError("an undefined number needs a reason (got an empty text)")
        self = super().__new__(cls, math.nan)
        self.reason = reason
        return self

    def __repr__(self) -> str:
        return f"Undefined({self.reason!r})"

    def __reduce__(self) -> tuple[type[Undefined], tuple[str]]:
        # float's own way of copying and pickling would pass the nan as the reason.
        return type(self), (self.reason,)


class Estimate(NamedTuple):
    """A number with the interval it comes with and the count it rests on.

    Example:
        >>> Estimate(value=0.8, low=0.58, high=0.92, n=20, level=0.95, method="Wilson").n
        20
    """

    value: float
    """The point estimate; may be `Undefined`."""
    low: float
    """The lower end of the interval; may be `Undefined` although the value is not."""
    high: float
    """The upper end of the interval; may be `Undefined` although the value is not."""
    n: int
    """How many independent units (items, or clusters of them) it rests on."""
    level: float = 0.95
    """The confidence level of the interval, between 0 and 1."""
    method: str = ""
    """How the interval was found, in words to be shown: ``Wilson``, ``bootstrap over items``."""


def is_undefined(x: float) -> bool:
    """Return whether ``x`` is no number: an `Undefined`, or a nan whose reason was lost.

    Example:
        >>> is_undefined(Undefined("no items")), is_undefined(0.0)
        (True, False)
    """
    return math.isnan(x)


def reason(x: float) -> str | None:
    """Return why ``x`` is undefined, or None if it is a number.

    A plain nan has no reason to give; that is said too, so that nothing undefined is ever shown
    without a word.

    Example:
        >>> reason(Undefined("no items"))
        'no items'
        >>> reason(0.5) is None
        True
    """
    if isinstance(x, Undefined):
        return x.reason
    return "no reason was recorded" if math.isnan(x) else None
