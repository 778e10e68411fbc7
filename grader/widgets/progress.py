"""The learner's progress as a panel that is always up to date: made anew whenever it comes into view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import anywidget
import traitlets
from pydantic import JsonValue

from grader.errors import QualprepError
from grader.widgets.assets import script, style

if TYPE_CHECKING:
    from grader.reports import Progress


class ProgressWidget(anywidget.AnyWidget):
    """Shows a report; asks for it again when the panel comes back into view.

    The report itself travels as a message and is never saved with the notebook.
    """

    _esm = script()
    _css = style()
    _kind = traitlets.Unicode("progress").tag(sync=True)

    def __init__(self, report: Callable[[], Progress]) -> None:
        super().__init__()
        self._report = report
        self.on_msg(self._received)

    def __repr__(self) -> str:
        return repr(self._report())

    def _received(
        self, _widget: object, message: Mapping[str, JsonValue], _buffers: object
    ) -> None:
        try:
            reply = {"type": "report", "html": self._report()._repr_html_()}
        except QualprepError as error:
            reply = {"type": "error", "message": str(error)}
        self.send({**reply, "n": message.get("n")})
