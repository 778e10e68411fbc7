"""How long judgments took, those that were right and those that were not."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple

from grader.charts.canvas import FONT, LINE, OWN, SMALL, TARGET, TEXT, Margins, finish, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE = (6.25, 2.3)
_MARGINS = Margins(left=1.0, right=0.25, bottom=0.5, top=0.15)
_TICKS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600, 7200)
_GOLDEN = 0.618034


class Timed(NamedTuple):
    """One judgment: how long it took, and whether it was right."""

    seconds: float
    right: bool


def pace(points: Sequence[Timed], *, axes: Axes | None = None) -> Axes:
    """Draw the time of every judgment, right ones and others apart, with both medians and n.

    Times are drawn by ratio: from one to two minutes is as far as from two to four.

    Args:
        points: The judgments; those without a time above 0 are left out.
        axes: Where to draw; a new one when left out.
    """
    from matplotlib.ticker import FixedLocator, NullLocator

    axes = axes or new_axes(*_SIZE, _MARGINS)
    timed = [point for point in points if point.seconds > 0]
    axes.set_xscale("log")
    axes.grid(axis="x", color=LINE, alpha=0.25, linewidth=0.8)
    every = [point.seconds for point in timed] or [30.0]
    low, high = min(every) / 1.6, max(every) * 1.6
    rows, said = [], []
    for place, (right, name) in enumerate(((True, "right"), (False, "not right"))):
        seconds = [point.seconds for point in timed if point.right is right]
        rows.append(f"{name}\nn {len(seconds)}")
        if not seconds:
            continue
        middle = median(seconds)
        # Spread by the golden ratio, not at random: the same data give the same picture.
        spread = [place + 0.36 * ((index * _GOLDEN) % 1 - 0.5) for index in range(len(seconds))]
        axes.scatter(
            seconds,
            spread,
            s=22,
            marker="o" if right else "X",
            color=OWN if right else TARGET,
            alpha=0.55,
            linewidth=0,
        )
        axes.plot([middle, middle], [place - 0.26, place + 0.26], color=TEXT, linewidth=2.5)
        axes.text(
            middle,
            place - 0.3,
            f"median {duration(middle)}",
            ha=_side(log(middle / low) / log(high / low)),
            va="bottom",
            fontsize=SMALL,
            color=TEXT,
        )
        said.append(f"{name}: median {duration(middle)}, {len(seconds)} items")
    axes.set_xlim(low, high)
    axes.set_ylim(1.45, -0.65)
    inside = [tick for tick in _TICKS if low <= tick <= high]
    axes.xaxis.set_major_locator(FixedLocator(_apart(inside, low, high)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(lambda value, _position: duration(value))
    axes.set_yticks([0, 1], rows, fontsize=FONT)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("Time on the item")
    return finish(axes, f"Time on each item. {'; '.join(said) or 'No times were recorded'}.")


def duration(seconds: float) -> str:
    """Return a time in words: "45 s", "1 min 14 s", "12 min", "1 h 5 min"."""
    whole = round(seconds)
    if whole < 1:
        return "under 1 s"
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes >= 60:
        return f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")
    return f"{minutes} min" + (f" {rest} s" if rest and minutes < 10 else "")


def _side(place: float) -> Literal["left", "center", "right"]:
    """Return how to align a label, so that one near an end stays within the picture."""
    if place < 0.15:
        return "left"
    return "right" if place > 0.85 else "center"


def _apart(ticks: Sequence[float], low: float, high: float) -> list[float]:
    """Return the ticks whose labels do not meet: an eighth of the axis apart or more."""
    kept: list[float] = []
    for tick in ticks:
        if not kept or log(tick / kept[-1]) >= log(high / low) / 8:
            kept.append(tick)
    return kept
