"""Stated confidence against the share that was right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.charts.canvas import (
    LINE,
    OWN,
    SMALL,
    SOFT,
    TARGET,
    TEXT,
    Margins,
    as_percent,
    finish,
    new_axes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from grader.metrics import ReliabilityBin

_SIZE = (6.25, 3.6)
_MARGINS = Margins(left=0.8, right=1.75, bottom=0.5, top=0.42)


def reliability_diagram(bins: Sequence[ReliabilityBin], *, axes: Axes | None = None) -> Axes:
    """Draw the share right over the stated confidence, with n and Wilson's interval per range.

    On the diagonal one is right as often as one says. Empty ranges are left out.

    Args:
        bins: From `grader.metrics.reliability`.
        axes: Where to draw; a new one when left out.
    """
    axes = axes or new_axes(*_SIZE, _MARGINS)
    filled = [each for each in bins if each.n]
    axes.grid(color=LINE, alpha=0.25, linewidth=0.8)
    axes.plot([0, 1], [0, 1], color=TARGET, linewidth=1.5, linestyle="--")
    stated = [each.mean_confidence for each in filled]
    shares = [each.share_right for each in filled]
    axes.errorbar(
        stated,
        [share.value for share in shares],
        # An end and its value can differ by a rounding error, and a bar has no negative length.
        yerr=(
            [max(0.0, share.value - share.low) for share in shares],
            [max(0.0, share.high - share.value) for share in shares],
        ),
        fmt="o",
        color=OWN,
        markersize=6,
        linewidth=1.8,
        capsize=4,
    )
    for each in filled:
        axes.text(
            (each.low + each.high) / 2,
            1.035,
            str(each.n),
            transform=axes.get_xaxis_transform(),
            ha="center",
            fontsize=SMALL,
            color=TEXT,
        )
    if filled:
        axes.text(1.03, 1.035, "items (n)", transform=axes.transAxes, fontsize=SMALL, color=TEXT)
    for height, said, colour in (
        (0.97, "right as often\nas you said", TARGET),
        (0.74, "above the dashed\nline: more often\nright than said", SOFT),
        (0.36, "below it: surer\nthan right", SOFT),
    ):
        axes.text(
            1.03,
            height,
            said,
            transform=axes.transAxes,
            fontsize=SMALL,
            color=TEXT if colour == SOFT else colour,
            va="top",
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(ticks)
        axis.set_major_formatter(as_percent)
    axes.set_xlabel("How sure you said you were")
    axes.set_ylabel("Share right")
    n = sum(each.n for each in filled)
    said = "; ".join(
        f"said {as_percent(each.mean_confidence)}, "
        f"{as_percent(each.share_right.value)} of {each.n} right"
        for each in filled
    )
    return finish(axes, f"Stated confidence against the share right, {n} items: {said or 'none'}.")
