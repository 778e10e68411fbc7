"""What all charts share: their colours, an Axes to draw on, their text, and SVG for a page."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Axes  # for whoever may not import matplotlib
    from matplotlib.figure import Figure

FONT = 10.0
"""Points, for what names an axis or a mark."""

SMALL = 9.0
"""Points, for everything else; nothing is smaller."""


class Margins(NamedTuple):
    """The room around the plot, in inches."""

    left: float
    right: float
    bottom: float
    top: float


class Colour(NamedTuple):
    """A colour that stands on black and on white, and the page's own one that takes its place."""

    neutral: str
    variable: str


# The hues are near Okabe and Ito's blue, vermilion and bluish green, which nobody confuses; each
# has a contrast of 3 or more on white and on JupyterLab's dark grey. The greys differ by a hair, as
# `to_svg` finds colours by their value.
PALETTE = {
    "text": Colour("#777777", "--qp-fg"),
    "soft": Colour("#787878", "--qp-soft"),
    "line": Colour("#797979", "--qp-chart-line"),
    "own": Colour("#0077b8", "--qp-chart-own"),
    "target": Colour("#d55e00", "--qp-chart-target"),
    "people": Colour("#00916a", "--qp-chart-people"),
}

TEXT, SOFT, LINE, OWN, TARGET, PEOPLE = (colour.neutral for colour in PALETTE.values())

_IDS = re.compile(r'(\bid="|url\(#|href="#)(?:matplotlib\.)?')
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_NAMESPACE = re.compile(r'\s+xmlns(?::\w+)?="[^"]*"')
_FAMILY = re.compile(r"(font: [^;\"']*?px)[^;\"]*")


def new_axes(width: float, height: float, margins: Margins) -> Axes:
    """Return an empty Axes on a figure of its own, see-through, of this size in inches."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="none")
    across, up = width - margins.left - margins.right, height - margins.bottom - margins.top
    place = (margins.left / width, margins.bottom / height, across / width, up / height)
    return figure.add_axes(place)


def whole_figure(axes: Axes) -> Figure:
    """Return the figure that an Axes belongs to.

    Raises:
        ValueError: It was taken off its figure.
    """
    figure = axes.get_figure(root=True)
    if figure is None:
        raise ValueError("the axes must belong to a figure (these were removed from theirs)")
    return figure


def finish(axes: Axes, alt: str) -> Axes:
    """Give the Axes the common look, and the sentence that stands for it."""
    axes.set_facecolor("none")
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for spine in axes.spines.values():
        spine.set_color(LINE)
    axes.tick_params(colors=SOFT, labelcolor=TEXT, labelsize=SMALL)
    for axis in (axes.xaxis, axes.yaxis):
        axis.label.set_color(TEXT)
        axis.label.set_fontsize(FONT)
    axes.set_label(alt)
    return axes


def alt_text(axes: Axes) -> str:
    """Return the sentence that says what a chart shows, for whoever cannot see it."""
    return str(axes.get_label())


def as_percent(share: float, _position: object = None) -> str:
    """Return a share as a tick reads it: "80 %"."""
    return f"{100 * share:.0f} %"


def as_number(figure: float, _position: object = None) -> str:
    """Return a figure between 0 and 1 as a tick reads it: "0.80"."""
    return f"{figure:.2f}"


def to_svg(axes: Axes, *, prefix: str) -> str:
    """Return a chart as SVG to be put into a page.

    Text stays text. Colours are the page's variables, so the chart follows a change between light
    and dark; outside such a page they are those of `PALETTE`. It refers to nothing outside itself
    and says neither when nor by what it was made.

    Args:
        axes: The chart.
        prefix: Put before every id: no two charts of a page may have the same.
    """
    import matplotlib

    buffer = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "qualprep"}):
        whole_figure(axes).savefig(buffer, format="svg", facecolor="none", metadata=nothing)
    svg = buffer.getvalue()
    svg = _METADATA.sub("", svg[svg.index("<svg") :])
    svg = _NAMESPACE.sub("", svg).replace("xlink:href", "href")
    svg = _IDS.sub(rf"\g<1>{prefix}-", svg)
    svg = _FAMILY.sub(r"\1 var(--jp-ui-font-family, system-ui, sans-serif)", svg)
    for colour in PALETTE.values():
        svg = svg.replace(colour.neutral, f"var({colour.variable}, {colour.neutral})")
    described = f'<svg role="img" aria-label="{html.escape(alt_text(axes))}"'
    return svg.replace("<svg", described, 1).strip()
