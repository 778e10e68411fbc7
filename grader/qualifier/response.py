"""What a learner hands in: one line of ``responses.jsonl`` beside the notebook; drafts in another file."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue
from pydantic import Field as Setting

RESPONSES_FILE = "responses.jsonl"
DRAFTS_FILE = "drafts.json"

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


def hand_in(path: Path, response: Response) -> None:
    """Append a response; it is on the disk when this returns.

    A line that a killed writer left unfinished is ended first, so that it cannot swallow this one.

    Raises:
        OSError: It could not be written: nothing may be reported as saved.
    """
    # Escaped to ASCII: half of a surrogate pair, which a browser can send, is no valid UTF-8.
    line = json.dumps(response.model_dump(), default=datetime.isoformat) + "\n"
    created = not path.exists()
    with path.open("a+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            line = line if file.read(1) == b"\n" else "\n" + line
        rest = memoryview(line.encode())
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    if created:
        from grader.store.journal import sync_folder

        sync_folder(path.parent)


class Draft(BaseModel):
    """A judgment in the making; it may change until hand-in and is never graded."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    values: dict[str, JsonValue] = {}
    confidence: int | None = None
    seconds: float = 0.0


class Drafts(BaseModel):
    """All drafts of one form, by item."""

    model_config = ConfigDict(extra="forbid")

    form: str
    items: dict[str, Draft] = {}


def read_drafts(path: Path, form: str) -> Drafts:
    """Return the drafts of a form; none where the file is missing, damaged or another form's."""
    try:
        found = Drafts.model_validate_json(path.read_bytes())
    except (OSError, ValueError):
        return Drafts(form=form)
    return found if found.form == form else Drafts(form=form)


def save_drafts(path: Path, drafts: Drafts) -> None:
    """Write the drafts: whenever the power fails, the file is the old one or the new one."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="ascii") as file:
            json.dump(drafts.model_dump(), file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
