"""What a learner hands in: lines of ``responses.jsonl`` beside the notebook, which is only ever added to.

Each line is an answer, or says when the mock was begun or finished.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue
from pydantic import Field as Setting

RESPONSES_FILE = "responses.jsonl"

Short = Annotated[str, Setting(min_length=1, max_length=200, strict=True)]


class Response(BaseModel):
    """One judgment handed in. Its values name responses by reference, never by a letter.

    Attributes:
        confidence: How sure, in per cent.
        seconds: How long the item was visible and in focus.
        shown_order: The shuffled parts in the order shown.
        attempt: An id of its own: a line delivered twice is one answer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    form: Short
    item: Short
    item_hash: Short
    values: dict[str, JsonValue]
    confidence: Annotated[int, Setting(strict=True, ge=5, le=99)]
    seconds: Annotated[float, Setting(ge=0, le=1e7)]
    shown_order: tuple[Short, ...] = Setting(max_length=26)
    attempt: Short
    at: AwareDatetime


class Step(BaseModel):
    """When a mock was begun, or finished for good.

    Attributes:
        seed: At the start: by what the orders shown were shuffled, so that they stay the same on another
            machine.
        why: At the end: whether the learner handed it in, or the time was up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: Short
    event: Literal["start", "finish"]
    at: AwareDatetime
    seed: Short | None = None
    why: Literal["handed in", "time"] | None = None


def hand_in(path: Path, line: Response | Step) -> None:
    """Append a line; it is on the disk when this returns.

    A line that a killed writer left unfinished is ended first, so that it cannot swallow this one.

    Raises:
        OSError: It could not be written: nothing may be reported as saved.
    """
    # Escaped to ASCII: half of a surrogate pair, which a browser can send, is no valid UTF-8.
    text = json.dumps(line.model_dump(), default=datetime.isoformat) + "\n"
    created = not path.exists()
    with path.open("a+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            text = text if file.read(1) == b"\n" else "\n" + text
        rest = memoryview(text.encode())
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    if created:
        from grader.store.journal import sync_folder

        sync_folder(path.parent)
