"""The charts of a learner's progress. Nothing else in the package uses matplotlib.

Every chart takes plain data and, if it is to be drawn into one that is there, an Axes; it returns
the Axes. None touches pyplot, so nothing global remembers a figure. `alt_text` gives the sentence
that stands for a chart where it cannot be seen, `to_svg` the chart itself for a page.
"""

from grader.charts.agreement import agreement_over_time
from grader.charts.canvas import PALETTE, alt_text, to_svg
from grader.charts.confidence import reliability_diagram
from grader.charts.confusion import confusion
from grader.charts.pace import Timed, pace

__all__ = [
    "PALETTE",
    "Timed",
    "agreement_over_time",
    "alt_text",
    "confusion",
    "pace",
    "reliability_diagram",
    "to_svg",
]
