"""A measure of a bank: what was found, what was asked for, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Verdict: TypeAlias = Literal["ok", "short", "look at", "not applicable"]
"""Only "short" fails an audit. "look at" asks for a person's eye and decides nothing."""

_ROUNDING = 1e-9


class Measure(NamedTuple):
    """One row of an audit.

    Attributes:
        name: What is measured, and over what.
        figure: What was found; None where the measure does not apply.
        bar: What is asked for, in words.
        verdict: Whether the figure reaches the bar.
        detail: The items behind the figure, or the reason why the measure does not apply.
    """

    name: str
    figure: float | None
    bar: str
    verdict: Verdict
    detail: str = ""


def at_least(name: str, figure: float, bar: float, detail: str = "") -> Measure:
    """Return a measure that is short below its bar."""
    verdict: Verdict = "ok" if figure >= bar - _ROUNDING else "short"
    return Measure(name, figure, f"at least {number(bar)}", verdict, detail)


def at_most(name: str, figure: float, bar: float, detail: str = "") -> Measure:
    """Return a measure that is short above its bar."""
    verdict: Verdict = "ok" if figure <= bar + _ROUNDING else "short"
    return Measure(name, figure, f"at most {number(bar)}", verdict, detail)


def within(name: str, figure: float, bar: float, detail: str = "") -> Measure:
    """Return a measure that is short when it is further from 0 than its bar, on either side."""
    verdict: Verdict = "ok" if abs(figure) <= bar + _ROUNDING else "short"
    return Measure(name, figure, f"within {number(bar)} of 0", verdict, detail)


def not_applicable(name: str, reason: str) -> Measure:
    """Return a measure that cannot be taken here, with the reason."""
    return Measure(name, None, "", "not applicable", reason)


def number(value: float) -> str:
    """Return a number with at most two decimals: 24, 0.25, 2.45."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def listed(names: Iterable[str]) -> str:
    """Return names with commas between them."""
    return ", ".join(names)
