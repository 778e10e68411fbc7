"""The charts, by what their Axes hold: lines, labels, limits, texts. No pictures are compared."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure as Drawing

from grader.charts import (
    PALETTE,
    Timed,
    agreement_over_time,
    alt_text,
    confusion,
    pace,
    reliability_diagram,
    to_svg,
)
from grader.charts.canvas import whole_figure
from grader.charts.pace import duration
from grader.metrics import Estimate, Undefined, reliability, wilson_interval
from grader.skills import SKILLS, Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FIGURES = SKILLS[0].figures
NAMES = ["Safety", "Accuracy", "Instructions", "Helpfulness", "Completeness", "Tone"]


def points(n: int = 30, right: int = 3) -> list[Estimate]:
    """Return a running share: ``right`` of every four, with an interval at every fifth item."""
    found = []
    nothing = Undefined("not computed here")
    for count in range(1, n + 1):
        estimate = wilson_interval(min(count, count * right // 4), count)
        found.append(estimate if count % 5 == 0 else estimate._replace(low=nothing, high=nothing))
    return found


def every_chart() -> list[Axes]:
    stated = [0.55] * 9 + [0.79] * 12 + [0.8] * 20 + [0.95] * 5 + [1.0]
    counts = {("Safety", "Safety"): 12, ("Tone", "Safety"): 100}
    timed = [Timed(10.0 + place, place % 3 > 0) for place in range(60)]
    return [
        agreement_over_time(points(), 0.75, 0.7, FIGURES, sessions=[1, 9, 20]),
        agreement_over_time(points(400), figures=FIGURES, sessions=[1]),
        confusion(counts, NAMES),
        confusion({("Yes", "No"): 3}, ["Yes", "No"]),
        reliability_diagram(reliability(stated, [True] * len(stated))),
        pace(timed),
        pace([Timed(1.0, True), Timed(7000.0, False)]),
    ]


def texts(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def line(axes: Axes, label: str) -> tuple[list[float], list[float]]:
    (found,) = [each for each in axes.lines if each.get_label() == label]
    return [float(x) for x in found.get_xdata()], [float(y) for y in found.get_ydata()]


def test_agreement_over_time_draws_every_value_and_the_band() -> None:
    """The line holds each running value at its count; the band only where there is an interval."""
    given = points(30)
    axes = agreement_over_time(given, 0.75, 0.7)
    xs, ys = line(axes, "agreement so far")
    assert xs == list(range(1, 31))
    assert ys == [min(n, n * 3 // 4) / n for n in range(1, 31)]
    (band,) = [each for each in axes.collections if each.get_label() == "95 % interval"]
    corners = {(float(x), float(y)) for x, y in band.get_paths()[0].vertices}
    for n in (5, 10, 30):
        interval = wilson_interval(n * 3 // 4, n)
        assert {(n, interval.low), (n, interval.high)} <= corners
    assert {x for x, _ in corners} == {5, 10, 15, 20, 25, 30}


def test_agreement_over_time_marks_target_floor_and_sessions() -> None:
    """They are told apart by line style as well as by colour, and named in the legend."""
    axes = agreement_over_time(points(), 0.75, 0.7, sessions=[1, 12])
    assert line(axes, "target 75 %")[1] == [0.75, 0.75]
    assert line(axes, "floor 70 %")[1] == [0.7, 0.7]
    styles = {each.get_label(): each.get_linestyle() for each in axes.lines}
    assert len({styles[k] for k in ("agreement so far", "target 75 %", "floor 70 %")}) == 3
    (marks,) = [each for each in axes.collections if each.get_label() == "new session"]
    assert [segment[0][0] for segment in marks.get_segments()] == [1, 12]
    legend = axes.get_legend()
    assert legend is not None
    assert {text.get_text() for text in legend.get_texts()} == {
        "95 % interval",
        "agreement so far",
        "target 75 %",
        "floor 70 %",
        "new session",
    }


def test_agreement_over_time_shows_the_whole_scale() -> None:
    """From 0 to 100 %, however little the values differ."""
    axes = agreement_over_time(points(8, right=4))
    assert axes.get_ylim() == (0, 1)
    assert axes.get_xlim() == (0, 8)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Items judged", "Agreement with gold")


def test_published_figures_are_marked_where_they_are_with_their_source() -> None:
    """Each has its range beside the plot and a label; one with no place on the scale has none."""
    without = Figure(
        value="high", says="x", source="Y, 2020", as_of="2026-11-23", status="verified"
    )
    axes = agreement_over_time(points(), figures=[*FIGURES, without])
    said = [" ".join(text.split()) for text in texts(axes)]
    ordered = sorted(FIGURES, key=lambda f: ((f.low or 0) + (f.high or 0)) / 2)
    assert said == [f"{figure.value} {figure.source}" for figure in ordered]
    drawn = [
        [float(y) for y in each.get_ydata()] for each in axes.lines if each.get_linewidth() == 4
    ]
    assert [0.75, 0.79] in [pytest.approx(pair) for pair in drawn]
    for figure, low_high in zip(ordered, drawn, strict=True):
        assert low_high[0] <= (figure.low or 0) + 1e-9
        assert low_high[1] >= (figure.high or 0) - 1e-9


def test_labels_of_figures_stand_at_their_values_where_there_is_room() -> None:
    """A label alone is level with its mark; two that would meet are moved apart by the same way."""
    low = FIGURES[0].model_copy(update={"low": 0.2, "high": 0.2})
    high = FIGURES[1].model_copy(update={"low": 0.8, "high": 0.8})
    alone = agreement_over_time(points(), figures=[high, low]).texts
    assert [text.get_position()[1] for text in alone] == pytest.approx([0.2, 0.8])
    same = [figure.model_copy(update={"low": 0.5, "high": 0.5}) for figure in FIGURES[2:]]
    first, second = (t.get_position()[1] for t in agreement_over_time(points(), figures=same).texts)
    assert (first + second) / 2 == pytest.approx(0.5)
    assert second - first > 0.1


def test_undefined_values_are_not_drawn() -> None:
    """A running value that is not defined yet has no point."""
    nothing = Undefined("nothing to compare")
    axes = agreement_over_time([Estimate(nothing, nothing, nothing, 1), *points(5)[1:]])
    assert line(axes, "agreement so far")[0] == [2, 3, 4, 5]
    assert "nothing to show" in alt_text(agreement_over_time([]))


def test_confusion_writes_every_count() -> None:
    """Gold by row, own answer by column, and a 0 where nothing was counted."""
    axes = confusion({("A", "B"): 3, ("B", "B"): 7}, ["A", "B"])
    cells = {tuple(text.get_position()): text.get_text() for text in axes.texts}
    assert cells == {(0, 0): "0", (1, 0): "3", (0, 1): "0", (1, 1): "7"}
    assert [label.get_text() for label in axes.get_xticklabels()] == ["A", "B"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "B"]
    assert (axes.get_ylabel(), axes.get_xlabel()) == ("Gold", "Your answer")
    assert alt_text(axes) == "Gold answers against own answers: 7 of 10 are the same."


def test_confusion_reads_without_colour() -> None:
    """Cells in which both agree have a frame; there are as many as answers."""
    axes = confusion({("Tone", "Safety"): 4}, NAMES)
    assert sum(not patch.get_fill() for patch in axes.patches) == len(NAMES)


def test_confusion_refuses_an_answer_it_has_no_place_for() -> None:
    """A count that would vanish is an error."""
    with pytest.raises(ValueError, match="without 'Other'"):
        confusion({("Other", "Tone"): 1}, NAMES)


def test_reliability_draws_the_filled_ranges_with_wilson_intervals() -> None:
    """Empty ranges are left out; every other one has its mean, share, interval and n."""
    bins = reliability([0.8] * 20 + [0.55] * 4, [True] * 12 + [False] * 8 + [True] * 4)
    axes = reliability_diagram(bins)
    (container,) = axes.containers
    dots, _caps, (bars,) = container
    assert [tuple(map(float, dot)) for dot in dots.get_xydata()] == [
        (pytest.approx(0.55), 1.0),
        (pytest.approx(0.8), 0.6),
    ]
    interval = wilson_interval(12, 20)
    ends = [float(y) for _, y in bars.get_segments()[1]]
    assert ends == pytest.approx([interval.low, interval.high])
    assert {"20", "4"} <= set(texts(axes))
    assert "0" not in texts(axes)
    diagonal = axes.lines[0]
    assert [list(diagonal.get_xdata()), list(diagonal.get_ydata())] == [[0, 1], [0, 1]]
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 1), (0, 1))


def test_pace_draws_both_medians_with_n() -> None:
    """Right ones and others have a row each; what has no time is left out."""
    axes = pace([Timed(30, True), Timed(50, True), Timed(90, False), Timed(0, False)])
    assert texts(axes) == ["median 40 s", "median 1 min 30 s"]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "right\nn 2",
        "not right\nn 1",
    ]
    assert [[float(x) for x in each.get_xdata()] for each in axes.lines] == [[40, 40], [90, 90]]
    assert axes.get_xscale() == "log"
    assert len({str(each.get_paths()[0].vertices.shape) for each in axes.collections}) == 2


def test_pace_is_the_same_each_time() -> None:
    """Marks are spread without chance, so the same data give the same picture."""
    first, second = (pace([Timed(30.0 + i, True) for i in range(9)]) for _ in range(2))
    assert (first.collections[0].get_offsets() == second.collections[0].get_offsets()).all()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "under 1 s"),
        (45, "45 s"),
        (59.7, "1 min"),
        (74, "1 min 14 s"),
        (754, "12 min"),
        (3900, "1 h 5 min"),
    ],
)
def test_a_duration_is_said_in_words(seconds: float, said: str) -> None:
    """Seconds matter below ten minutes only."""
    assert duration(seconds) == said


def test_a_chart_can_be_drawn_into_axes_that_are_there() -> None:
    """The Axes given is the one returned."""
    for draw in (
        lambda axes: agreement_over_time(points(), axes=axes),
        lambda axes: confusion({}, NAMES, axes=axes),
        lambda axes: reliability_diagram([], axes=axes),
        lambda axes: pace([], axes=axes),
    ):
        axes = Drawing().add_subplot()
        assert draw(axes) is axes


def test_no_label_meets_another_or_leaves_the_picture() -> None:
    """All texts of a chart are within it, apart from each other, and of 9 points or more."""
    for axes in every_chart():
        drawing = whole_figure(axes)
        canvas = FigureCanvasAgg(drawing)
        canvas.draw()
        found = [*axes.texts, axes.xaxis.label, axes.yaxis.label]
        found += [*axes.get_xticklabels(), *axes.get_yticklabels()]
        legend = axes.get_legend()
        found += legend.get_texts() if legend else []
        shown = [text for text in found if text.get_text() and text.get_visible()]
        assert all(text.get_fontsize() >= 9 for text in shown)
        straight = [text for text in shown if not text.get_rotation() or text.get_rotation() == 90]
        boxes = [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in straight]
        for (one, first), (two, second) in combinations(boxes, 2):
            assert not first.overlaps(second), (alt_text(axes), one, two)
        width, height = canvas.get_width_height()
        for text, box in boxes:
            assert box.x0 >= 0, text
            assert box.y0 >= 0, text
            assert box.x1 <= width, text
            assert box.y1 <= height, text


def test_charts_are_see_through_and_have_a_sentence() -> None:
    """Nothing is painted behind a chart, and each can be told to who cannot see it."""
    for axes in every_chart():
        assert axes.get_facecolor()[3] == 0
        assert whole_figure(axes).get_facecolor()[3] == 0
        assert re.fullmatch(r"[A-Z].+\.", alt_text(axes))


def test_colours_hold_on_light_and_dark() -> None:
    """Each colour has a contrast of 3 or more on white and on JupyterLab's dark ground."""

    def luminance(colour: str) -> float:
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)
        ]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for colour in PALETTE.values():
        shade = luminance(colour.neutral) + 0.05
        assert (1.05) / shade >= 3
        assert shade / (luminance("#111111") + 0.05) >= 3
    assert len({colour.neutral for colour in PALETTE.values()}) == len(PALETTE)


def test_svg_has_ids_of_its_own_and_nothing_from_outside() -> None:
    """Ids carry the prefix, links go inside, colours are the page's, and no date is told."""
    axes = agreement_over_time(points(), 0.75, 0.7, FIGURES)
    svg = to_svg(axes, prefix="one")
    assert svg.startswith('<svg role="img" aria-label="Agreement with gold over 30 items')
    assert svg.endswith("</svg>")
    assert all(each.startswith("one-") for each in re.findall(r'\bid="([^"]+)"', svg))
    inside = set(re.findall(r'\bid="([^"]+)"', svg))
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', svg)) <= inside
    for outside in ("http", "xmlns", "<metadata", "matplotlib", "<image", "<?xml"):
        assert outside not in svg
    assert "var(--qp-chart-own, #0077b8)" in svg
    assert "Stiennon et al., 2020" in svg  # as text, not as outlines
    assert svg == to_svg(agreement_over_time(points(), 0.75, 0.7, FIGURES), prefix="one")
