"""The Start panel of a lesson: says where the learner is and opens the exercises below."""

from __future__ import annotations

import anywidget
import traitlets

from grader.widgets.assets import script, style


class StartWidget(anywidget.AnyWidget):
    """A panel with prepared HTML; when first shown it runs the cells below it, once."""

    _esm = script()
    _css = style()
    _kind = traitlets.Unicode("start").tag(sync=True)
    _html = traitlets.Unicode("").tag(sync=True)
    _run = traitlets.Bool(True).tag(sync=True)

    def __init__(self, html: str, *, run: bool = True) -> None:
        super().__init__(_html=html, _run=run)

    def __repr__(self) -> str:
        return "<start panel>"
