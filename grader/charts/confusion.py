"""Which answers get taken for each other: gold against own, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grader.charts.canvas import (
    FONT,
    LINE,
    OWN,
    SMALL,
    SOFT,
    TEXT,
    Margins,
    finish,
    new_axes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 6.25
_ROW = 0.36
_LETTER = 0.077
"""About how wide a letter of the small size is, in inches."""


def confusion(
    counts: Mapping[tuple[str, str], int], labels: Sequence[str], *, axes: Axes | None = None
) -> Axes:
    """Draw how often each gold answer met each own answer, a number in every cell.

    The numbers say everything; the shade repeats them, and a frame marks the cells in which both
    agree.

    Args:
        counts: By gold answer and own answer; what is not there counts 0.
        labels: All answers, in the order of the task.
        axes: Where to draw; a new one when left out.

    Raises:
        ValueError: An answer is not among the labels.
    """
    from matplotlib.patches import Rectangle

    unknown = sorted({name for pair in counts for name in pair}.difference(labels))
    if unknown:
        raise ValueError(f"labels must name every answer (got {labels!r} without {unknown[0]!r})")
    size = len(labels)
    left = 0.45 + _LETTER * max(map(len, labels))
    cell = (_WIDTH - left - 0.15) / size
    slanted = max(map(len, labels)) * _LETTER > cell - 0.06
    top = 0.42 + (_LETTER * 0.7 * max(map(len, labels)) if slanted else 0.18)
    if axes is None:
        axes = new_axes(_WIDTH, _ROW * size + top + 0.1, Margins(left, 0.15, 0.1, top))
    most = max(counts.values(), default=0) or 1
    for row, gold in enumerate(labels):
        for column, own in enumerate(labels):
            count, same = counts.get((gold, own), 0), gold == own
            shade = 0.12 + 0.38 * count / most if count else 0.0
            axes.add_patch(
                Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=OWN, alpha=shade, linewidth=0)
            )
            if same:
                axes.add_patch(
                    Rectangle(
                        (column - 0.46, row - 0.44), 0.92, 0.88, fill=False, edgecolor=TEXT, lw=1.2
                    )
                )
            axes.text(
                column,
                row,
                str(count),
                ha="center",
                va="center",
                fontsize=FONT if count else SMALL,
                fontweight="bold" if count else "normal",
                color=TEXT if count else SOFT,
            )
    axes.set_xlim(-0.5, size - 0.5)
    axes.set_ylim(size - 0.5, -0.5)
    axes.set_xticks([place - 0.5 for place in range(1, size)], minor=True)
    axes.set_yticks([place - 0.5 for place in range(1, size)], minor=True)
    axes.grid(which="minor", color=LINE, alpha=0.35, linewidth=0.8)
    axes.tick_params(which="both", length=0)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xticks(range(size), labels)
    if slanted:
        for label in axes.get_xticklabels():
            label.set(rotation=40, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(size), labels)
    axes.set_xlabel("Your answer", labelpad=6)
    axes.set_ylabel("Gold", labelpad=6)
    total, agreed = sum(counts.values()), sum(counts.get((name, name), 0) for name in labels)
    alt = f"Gold answers against own answers: {agreed} of {total} are the same."
    finish(axes, alt)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes
