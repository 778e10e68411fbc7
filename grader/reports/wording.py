"""How numbers are said: each with its n and its interval, or with the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from grader.metrics import Estimate, is_undefined, reason


def counted(n: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: "1 item", "3 items"."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def percent(share: float, digits: int = 0) -> str:
    """Return a share in per cent. What is not 0 or 1 is never rounded to it."""
    near = min(share, 1 - share)
    if 0 < near < 0.005 and not digits:
        digits = 1
    if 0 < near < 0.0005:
        return "under 0.1 %" if share < 0.5 else "over 99.9 %"
    whole = floor(100 * share * 10**digits + 0.5) / 10**digits  # halves go up, as people expect
    return f"{whole:.{digits}f} %"


def interval(estimate: Estimate, digits: int = 0) -> str:
    """Return the interval of a share, "71 to 84 %", or why there is none."""
    if is_undefined(estimate.low) or is_undefined(estimate.high):
        return f"no interval: {reason(estimate.low) or reason(estimate.high)}"
    low, high = percent(estimate.low, digits), percent(estimate.high, digits)
    return f"{low.removesuffix(' %')} to {high}"


def share(estimate: Estimate, digits: int = 0) -> str:
    """Return a share with interval and n: "78 % (95 % interval 71 to 84 %, n 45)"."""
    why = reason(estimate.value)
    if why is not None:
        return f"not defined: {why} (n {estimate.n:,})"
    said = interval(estimate, digits)
    if not is_undefined(estimate.low):
        said = f"{percent(estimate.level)} interval {said}"
    return f"{percent(estimate.value, digits)} ({said}, n {estimate.n:,})"


def number(estimate: Estimate) -> str:
    """Return a number of two decimals with interval and n: "0.18 (95 % interval 0.12 to ...)"."""
    why = reason(estimate.value)
    if why is not None:
        return f"not defined: {why} (n {estimate.n:,})"
    why = reason(estimate.low)
    bounds = f"{estimate.low:.2f} to {estimate.high:.2f}"
    said = f"no interval: {why}" if why else f"{percent(estimate.level)} interval {bounds}"
    return f"{estimate.value:.2f} ({said}, n {estimate.n:,})"


@dataclass(frozen=True)
class Voice:
    """How the figures of one metric are said: as shares in per cent, or as numbers of two decimals."""

    as_share: bool

    def one(self, value: float, digits: int = 0) -> str:
        """Return one figure."""
        return percent(value, digits) if self.as_share else f"{value:.2f}"

    def within(self, estimate: Estimate, digits: int = 0) -> str:
        """Return the interval, or why there is none."""
        if self.as_share or is_undefined(estimate.low) or is_undefined(estimate.high):
            return interval(estimate, digits)
        return f"{estimate.low:.2f} to {estimate.high:.2f}"

    def whole(self, estimate: Estimate, digits: int = 0) -> str:
        """Return a figure with its interval and n."""
        return share(estimate, digits) if self.as_share else number(estimate)


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return names in a row: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
