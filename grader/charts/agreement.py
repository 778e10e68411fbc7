"""Agreement over time: the running value with its interval, the target, and what people reach."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grader.charts.canvas import (
    LINE,
    OWN,
    PEOPLE,
    SMALL,
    TARGET,
    TEXT,
    Margins,
    as_number,
    as_percent,
    finish,
    new_axes,
    whole_figure,
)
from grader.metrics import Estimate, is_undefined

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from grader.skills import Figure

_SIZE = (6.25, 3.5)
_MARGINS = Margins(left=0.8, right=2.65, bottom=0.5, top=0.52)
_LABEL_WIDTH = 34
_LINE_HEIGHT = 1.35


def agreement_over_time(
    points: Sequence[Estimate],
    target: float | None = None,
    floor: float | None = None,
    figures: Sequence[Figure] = (),
    *,
    sessions: Sequence[int] = (),
    as_share: bool = True,
    axes: Axes | None = None,
) -> Axes:
    """Draw how agreement with gold went as items were judged.

    The scale is always the whole one, 0 to 1 or 100 %: a chart that zooms in makes noise look like
    change.

    Args:
        points: The agreement over the first n items, for growing n. Where an interval is undefined,
            the band goes straight on from the one before to the next.
        target: The agreement aimed at; None where the target does not apply.
        floor: What the lower bound must reach; None as above.
        figures: Published human figures; those without ``low`` have no place on the scale and are
            left out.
        sessions: The counts of items at which a new session began.
        as_share: Whether the figures are shares, said in per cent.
        axes: Where to draw; a new one when left out.
    """
    from matplotlib.ticker import MaxNLocator

    axes = axes or new_axes(*_SIZE, _MARGINS)
    said_as = as_percent if as_share else as_number
    shown = [point for point in points if not is_undefined(point.value)]
    band = [point for point in shown if not is_undefined(point.low)]
    axes.grid(axis="y", color=LINE, alpha=0.25, linewidth=0.8)
    counts = [point.n for point in band]
    axes.fill_between(
        counts,
        [point.low for point in band],
        [point.high for point in band],
        color=OWN,
        alpha=0.22,
        linewidth=0,
        label="95 % interval",
    )
    axes.plot(
        [point.n for point in shown],
        [point.value for point in shown],
        color=OWN,
        linewidth=2,
        marker="o" if len(shown) <= 20 else None,
        markersize=4,
        label="agreement so far",
    )
    if target is not None:
        said = f"target {said_as(target)}"
        axes.axhline(target, color=TARGET, linewidth=1.5, linestyle="--", label=said)
    if floor is not None:
        said = f"floor {said_as(floor)}"
        axes.axhline(floor, color=TARGET, linewidth=1.5, linestyle=":", label=said)
    if sessions:
        axes.vlines(sessions, 0, 0.035, color=TEXT, linewidth=1.2, label="new session")
    last = max((point.n for point in shown), default=1)
    axes.set_xlim(0, max(last, 2))
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1])
    axes.yaxis.set_major_formatter(said_as)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.set_xlabel("Items judged")
    axes.set_ylabel("Agreement with gold")
    _people(axes, [figure for figure in figures if figure.low is not None])
    # Between the left edge and the labels of the figures there is room for three entries in a row.
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 1.0),
        ncols=3,
        fontsize=SMALL,
        frameon=False,
        labelcolor=TEXT,
        borderaxespad=0.2,
        columnspacing=1.2,
        handlelength=1.8,
    )
    return finish(axes, _alt(shown, target, floor, said_as))


def _people(axes: Axes, figures: Sequence[Figure]) -> None:
    """Mark published figures to the right of the plot, each in a column, with labels apart."""
    across = axes.get_yaxis_transform()  # x as a share of the plot, y in data
    ordered = sorted(figures, key=_middle)
    labels = [
        "\n".join([figure.value, *textwrap.wrap(figure.source, _LABEL_WIDTH)]) for figure in ordered
    ]
    line = _LINE_HEIGHT * SMALL / 72 / _plot_height(axes)
    heights = [line * (label.count("\n") + 1) for label in labels]
    places = _apart([_middle(figure) for figure in ordered], heights, gap=line / 3)
    for index, (figure, label, place) in enumerate(zip(ordered, labels, places, strict=True)):
        x, low, high = 1.025 + 0.022 * index, *_range(figure)
        # A single figure gets a bar too, of the height of a mark, so that all are read alike.
        half = max((high - low) / 2, 0.006)
        axes.plot(
            [x, x],
            [_middle(figure) - half, _middle(figure) + half],
            transform=across,
            color=PEOPLE,
            linewidth=4,
            solid_capstyle="butt",
            clip_on=False,
        )
        edge = 1.025 + 0.022 * len(ordered)
        axes.plot(
            [x + 0.008, edge, edge + 0.03],
            [_middle(figure), _middle(figure), place],
            transform=across,
            color=PEOPLE,
            linewidth=0.8,
            clip_on=False,
        )
        axes.text(
            edge + 0.045,
            place,
            label,
            transform=across,
            fontsize=SMALL,
            color=TEXT,
            va="center",
            linespacing=1.2,
        )


def _middle(figure: Figure) -> float:
    return sum(_range(figure)) / 2


def _range(figure: Figure) -> tuple[float, float]:
    low = figure.low if figure.low is not None else 0.0
    return low, low if figure.high is None else figure.high


def _plot_height(axes: Axes) -> float:
    """Return the height of the plot in inches: one unit of its y axis, which goes from 0 to 1."""
    return float(axes.get_position().height * whole_figure(axes).get_size_inches()[1])


def _apart(wanted: Sequence[float], heights: Sequence[float], *, gap: float) -> list[float]:
    """Return places as near as may be to those wanted, rising, at which no label meets another.

    Labels that would meet are put as one block around the mean of where its members would stand.
    """
    blocks: list[list[int]] = []

    def bottom(block: Sequence[int]) -> float:
        whole = sum(heights[i] for i in block) + gap * (len(block) - 1)
        middles, reached = [], 0.0
        for i in block:
            middles.append(wanted[i] - (reached + heights[i] / 2))
            reached += heights[i] + gap
        return max(0.0, min(sum(middles) / len(block), 1.0 - whole))

    def top(block: Sequence[int]) -> float:
        return bottom(block) + sum(heights[i] for i in block) + gap * (len(block) - 1)

    for index in range(len(wanted)):
        blocks.append([index])
        while len(blocks) > 1 and top(blocks[-2]) + gap > bottom(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    places = []
    for block in blocks:
        at = bottom(block)
        for index in block:
            places.append(at + heights[index] / 2)
            at += heights[index] + gap
    return places


def _alt(
    points: Sequence[Estimate],
    target: float | None,
    floor: float | None,
    said_as: Callable[[float], str],
) -> str:
    if not points:
        return "Agreement with gold over time: nothing to show yet."
    last = points[-1]
    said = f"Agreement with gold over {last.n} items: it ends at {said_as(last.value)}"
    if not is_undefined(last.low):
        said += f", with a 95 % interval from {said_as(last.low)} to {said_as(last.high)}"
    if target is not None:
        said += f"; the target is {said_as(target)}"
    if floor is not None:
        said += f" and the floor {said_as(floor)}"
    return said + "."
