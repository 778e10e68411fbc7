"""The exercise on the page: one widget for every skill and every field type.

The only synced traits are a key and a kind. Everything else goes by messages, so that no saved
notebook ever holds an answer or a gold, and a view can be made anew at any time from the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias
from uuid import UUID

import anywidget
import traitlets
from pydantic import JsonValue

from grader.errors import QualprepError
from grader.fields import FormResult
from grader.practice import Feedback, Sitting
from grader.practice.sitting import HandedIn
from grader.widgets import page
from grader.widgets.assets import script, style

Message: TypeAlias = Mapping[str, JsonValue]
Reply: TypeAlias = dict[str, JsonValue]


class ExerciseWidget(anywidget.AnyWidget):
    """One exercise in a notebook cell.

    From code it answers `check`, `hint`, `solution` and `hand_in` for the item on screen, so that a
    lesson can be read and tested without clicking.
    """

    _esm = script()
    _css = style()
    _kind = traitlets.Unicode("exercise").tag(sync=True)
    _key = traitlets.Unicode("").tag(sync=True)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(_key=f"{sitting.learner}/{sitting.exercise.key}")
        self._sitting = sitting
        self._item = sitting.start()
        self.on_msg(self._received)

    def __repr__(self) -> str:
        sitting = self._sitting
        done = sum(sitting.status(item) == "answered" for item in sitting.items)
        return f"<exercise {sitting.exercise.key}: {done} of {len(sitting.items)} items answered>"

    # From code

    @property
    def items(self) -> tuple[str, ...]:
        """The items, in the order shown."""
        return tuple(self._sitting.items)

    def hand_in(
        self, values: Mapping[str, JsonValue], *, confidence: int, item: str | None = None
    ) -> HandedIn:
        """Hand in a judgment from code, as the page does by a click; see `Sitting.hand_in`."""
        return self._sitting.hand_in(item or self._item, values, confidence=confidence)

    def check(self, item: str | None = None) -> Feedback | str:
        """Return the feedback on an item, or in words why there is none yet: "Not attempted"."""
        item = item or self._item
        feedback = self._sitting.feedback(item)
        if feedback is not None:
            return feedback
        if self._sitting.status(item) == "answered":
            return "Handed in. Feedback follows when every item of this check is answered."
        return "Not attempted: judge the item first, then check it."

    def hint(self, item: str | None = None) -> str:
        """Return one more hint for an item."""
        hints = self._sitting.hint(item or self._item)
        return hints[-1] if hints else "There are no hints here."

    def solution(self, item: str | None = None) -> Feedback | str:
        """Return what gold says; before an attempt only the way to get there."""
        return self.check(item)

    # From the page

    def _received(self, _widget: object, message: Message, _buffers: object) -> None:
        """Answer one message; whatever goes wrong is said on the page, never only in a log."""
        n = message.get("n") if isinstance(message, Mapping) else None
        try:
            if not isinstance(message, Mapping):
                raise QualprepError(
                    what="The page sent something that is no message.", do="Run the cell again."
                )
            handler = self._HANDLERS.get(str(message.get("type")))
            if handler is None:
                raise QualprepError(
                    what="The page sent a message that is not known here.",
                    do="Save the notebook and reload the page.",
                )
            reply = handler(self, message)
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
        self._sitting.reload()
        late = message.get("outbox")
        delivered: list[JsonValue] = []
        for waiting in late if isinstance(late, list) else ():
            if not isinstance(waiting, dict) or waiting.get("item") not in self._sitting.items:
                continue
            self._item = str(waiting["item"])
            try:
                saved = self._deliver(waiting).saved
            except (QualprepError, ValueError):
                continue  # it stays in the browser, which says so; the exercise must open all the same
            if saved is not None:
                delivered.append(str(waiting.get("attempt")))
        return {"type": "view", "view": self._view(), "delivered": delivered}

    def _go(self, message: Message) -> Reply:
        self._sitting.visit(self._shown(message))
        return {"type": "view", "view": self._view()}

    def _skip(self, message: Message) -> Reply:
        item = self._named(message)
        self._sitting.skip(item)
        self._item = self._sitting.next_open(item) or item
        self._sitting.visit(self._item)
        return {"type": "view", "view": self._view()}

    def _draft(self, message: Message) -> Reply:
        item, extra = self._named(message), _mapping(message.get("extra"))
        checked = self._sitting.save_draft(
            item,
            _mapping(message.get("values")),
            _whole(message.get("confidence")),
            _number(message.get("seconds")),
            dict(extra),
        )
        reply: Reply = {
            "type": "drafted",
            "item": item,
            "saved": page.clock(checked.saved),
            "form": {
                name: [_form(result) for result in form] for name, form in checked.form.items()
            },
        }
        if "pairs" in extra:
            reply["pairs"] = self._pairs(item, extra)
        return reply

    def _pairs(self, item: str, extra: Mapping[str, JsonValue]) -> Reply:
        verdicts = page.pair_verdicts(extra)
        found = self._sitting.from_pairs(item, verdicts)
        said = self._sitting.cycle_in_words(item, found, verdicts) if found.cycle else ""
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
            {"field": p.field, "message": self._sitting.names(item).show(p.message)}
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
        return self._sitting.hand_in(
            item,
            _mapping(message.get("values")),
            confidence=_whole(message.get("confidence")),
            seconds=_number(message.get("seconds")),
            attempt_id=_uuid(message.get("attempt")),
        )

    def _hint(self, message: Message) -> Reply:
        self._sitting.hint(self._shown(message))
        return {"type": "view", "view": self._view()}

    def _guideline(self, _message: Message) -> Reply:
        return {
            "type": "guideline",
            "html": page.guideline_html(self._sitting.bank),
            "version": self._sitting.bank.guideline.version,
        }

    def _mistake(self, message: Message) -> Reply:
        self._sitting.mistake(self._shown(message))
        return {"type": "view", "view": self._view()}

    def _contest(self, message: Message) -> Reply:
        self._sitting.contest(self._shown(message), str(message.get("reason") or ""))
        return {"type": "view", "view": self._view()}

    def _marks(self, message: Message) -> Reply:
        marks = {name: bool(met) for name, met in _mapping(message.get("marks")).items()}
        self._sitting.mark(self._shown(message), marks)
        return {"type": "view", "view": self._view()}

    def _similar(self, message: Message) -> Reply:
        found = self._sitting.add_similar(self._named(message))
        if found is None:
            raise QualprepError(
                what="You have judged every practice item with this bait.",
                do="Take a check or another exercise; missed ideas come back there.",
            )
        self._item = found
        self._sitting.visit(found)
        return {"type": "view", "view": self._view()}

    def _view(self) -> Reply:
        return page.item_view(self._sitting, self._item)

    def _shown(self, message: Message) -> str:
        """Return the item a message is about; it is the one on screen, in whichever view sent it."""
        self._item = self._named(message)
        return self._item

    def _named(self, message: Message) -> str:
        item = message.get("item")
        if not isinstance(item, str) or item not in self._sitting.items:
            raise QualprepError(
                what=f"The page asked for the item {item!r}, which is not part of this exercise.",
                do="Run the cell again.",
            )
        return item

    _HANDLERS: Mapping[str, Callable[[ExerciseWidget, Message], Reply]] = {
        "ready": _ready,
        "go": _go,
        "skip": _skip,
        "draft": _draft,
        "hand_in": _hand_in,
        "hint": _hint,
        "guideline": _guideline,
        "mistake": _mistake,
        "contest": _contest,
        "marks": _marks,
        "similar": _similar,
    }


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
