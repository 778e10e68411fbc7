"""What every widget for judging does: it answers the page's messages from a sitting.

The only synced traits are a key and a kind. Everything else goes by messages, so that no saved
notebook ever holds an answer or a gold, and a view can be made anew at any time from the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, TypeAlias
from uuid import UUID

import anywidget
import traitlets
from pydantic import JsonValue

from grader.bank import Bank
from grader.errors import QualprepError
from grader.fields import FormResult, order_from_pairs
from grader.practice import Checked, HandedIn, Judging
from grader.practice.judging import cycle_in_words
from grader.widgets import page
from grader.widgets.assets import script, style

Message: TypeAlias = Mapping[str, JsonValue]
Reply: TypeAlias = dict[str, JsonValue]


class JudgingWidget(anywidget.AnyWidget):
    """Shows one item at a time and answers what the page says of it."""

    _esm = script()
    _css = style()
    _kind = traitlets.Unicode("exercise").tag(sync=True)
    _key = traitlets.Unicode("").tag(sync=True)

    HANDLERS: ClassVar[Mapping[str, str]] = {
        "ready": "_ready",
        "go": "_go",
        "draft": "_draft",
        "hand_in": "_hand_in",
        "guideline": "_guideline",
        "contest": "_contest",
        "marks": "_marks",
    }
    """The messages known, each with the method that answers it."""

    def __init__(self, sitting: Judging) -> None:
        super().__init__(_key=f"{sitting.learner}/{sitting.key}")
        self._judging = sitting
        self._item = sitting.start()
        self.on_msg(self._received)

    def _received(self, _widget: object, message: Message, _buffers: object) -> None:
        """Answer one message; whatever goes wrong is said on the page, never only in a log."""
        n = message.get("n") if isinstance(message, Mapping) else None
        try:
            if not isinstance(message, Mapping):
                raise QualprepError(
                    what="The page sent something that is no message.", do="Run the cell again."
                )
            name = self.HANDLERS.get(str(message.get("type")))
            if name is None:
                raise QualprepError(
                    what="The page sent a message that is not known here.",
                    do="Save the notebook and reload the page.",
                )
            reply = getattr(self, name)(message)
        except QualprepError as error:
            reply = {"type": "error", "message": str(error)}
        except Exception as error:  # the page must hear of it: a silent failure would look saved
            reply = {
                "type": "error",
                "message": f"Something went wrong here ({type(error).__name__}: {error}). Your judgment "
                "is still on this page. Run the cell again; if it stays, tell your coach.",
            }
        self.send({**reply, "n": n})

    def _ready(self, message: Message) -> Reply:
        self._judging.reload()
        late = message.get("outbox")
        delivered: list[JsonValue] = []
        for waiting in late if isinstance(late, list) else ():
            if not isinstance(waiting, dict) or waiting.get("item") not in self._judging.items:
                continue
            self._item = str(waiting["item"])
            try:
                saved = self._kept(waiting)
            except (QualprepError, ValueError):
                continue  # it stays in the browser, which says so; the exercise must open all the same
            if saved is not None:
                delivered.append(str(waiting.get("attempt")))
        return {"type": "view", "view": self._view(), "delivered": delivered}

    def _kept(self, waiting: Message) -> datetime | None:
        """Save what the page kept while nobody answered; return when, or None if it is not whole."""
        if waiting.get("draft") is not True:
            return self._deliver(waiting).saved
        attempt = self._judging.attempt(self._item)
        if attempt is not None:  # handed in since: the draft is of no use any more
            return attempt.at
        return self._save_draft(self._item, waiting).saved

    def _go(self, message: Message) -> Reply:
        self._judging.visit(self._shown(message))
        return {"type": "view", "view": self._view()}

    def _draft(self, message: Message) -> Reply:
        item, extra = self._named(message), _mapping(message.get("extra"))
        checked = self._save_draft(item, message)
        reply: Reply = {
            "type": "drafted",
            "item": item,
            "saved": page.clock(checked.saved),
            "status": self._judging.status(item),
            "form": {
                name: [_form(result) for result in form] for name, form in checked.form.items()
            },
        }
        if "pairs" in extra:
            reply["pairs"] = self._pairs(item, extra)
        return reply

    def _save_draft(self, item: str, message: Message) -> Checked:
        return self._judging.save_draft(
            item,
            _mapping(message.get("values")),
            _whole(message.get("confidence")),
            _number(message.get("seconds")),
            dict(_mapping(message.get("extra"))),
        )

    def _pairs(self, item: str, extra: Mapping[str, JsonValue]) -> Reply:
        verdicts = page.pair_verdicts(extra)
        names = self._judging.names(item)
        found = order_from_pairs(names.order, verdicts)
        said = cycle_in_words(names, found, verdicts) if found.cycle else ""
        order: JsonValue = (
            [list[JsonValue](place) for place in found.order] if found.order else None
        )
        return {
            "order": order,
            "says": said,
            "cycle": list(found.cycle),
            "missing": len(found.missing),
        }

    def _hand_in(self, message: Message) -> Reply:
        item = self._shown(message)
        done = self._deliver(message)
        problems: list[JsonValue] = [
            {"field": p.field, "message": self._judging.names(item).show(p.message)}
            for p in done.problems
        ]
        return {
            "type": "handed_in",
            "item": item,
            "attempt": message.get("attempt"),
            "saved": page.clock(done.saved) if done.saved else None,
            "problems": problems,
            "view": self._view() if done.saved else None,
        }

    def _deliver(self, message: Message) -> HandedIn:
        item = self._named(message)
        return self._judging.hand_in(
            item,
            _mapping(message.get("values")),
            confidence=_whole(message.get("confidence")),
            seconds=_number(message.get("seconds")),
            attempt_id=_uuid(message.get("attempt")),
        )

    def _guideline(self, _message: Message) -> Reply:
        return {
            "type": "guideline",
            "html": page.guideline_html(self._bank),
            "version": self._bank.guideline.version,
        }

    def _contest(self, message: Message) -> Reply:
        self._judging.contest(self._shown(message), str(message.get("reason") or ""))
        return {"type": "view", "view": self._view()}

    def _marks(self, message: Message) -> Reply:
        marks = {name: bool(met) for name, met in _mapping(message.get("marks")).items()}
        self._judging.mark(self._shown(message), marks)
        return {"type": "view", "view": self._view()}

    def _view(self) -> Reply:
        return page.item_view(self._judging, self._item)

    def _shown(self, message: Message) -> str:
        """Return the item a message is about; it is the one on screen, in whichever view sent it."""
        self._item = self._named(message)
        return self._item

    def _named(self, message: Message) -> str:
        item = message.get("item")
        if not isinstance(item, str) or item not in self._judging.items:
            raise QualprepError(
                what=f"The page asked for the item {item!r}, which is not part of this exercise.",
                do="Run the cell again.",
            )
        return item

    @property
    def _bank(self) -> Bank:
        return self._judging.bank_of(self._item)


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _whole(value: JsonValue) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _uuid(value: JsonValue) -> str | None:
    try:
        return str(UUID(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def _number(value: JsonValue) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if 0 <= value < 1e7 else 0.0


def _form(result: FormResult) -> Reply:
    return {"check": result.check, "holds": result.holds, "says": result.says}
