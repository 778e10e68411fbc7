"""The drafts of a mock: judgments in the making, in a file beside the notebook; never graded."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue

DRAFTS_FILE = "drafts.json"


class Draft(BaseModel):
    """A judgment in the making; it may change until hand-in.

    Attributes:
        extra: Whatever else the page needs to look as it did.
        at: When it was last changed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    values: dict[str, JsonValue] = {}
    confidence: int | None = None
    seconds: float = 0.0
    extra: dict[str, JsonValue] = {}
    at: AwareDatetime | None = None


class Drafts(BaseModel):
    """All drafts of one form, by item, and the item that was last on screen."""

    model_config = ConfigDict(extra="forbid")

    form: str
    place: str | None = None
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
            # Escaped to ASCII: half of a surrogate pair, which a browser can send, is no valid UTF-8.
            json.dump(drafts.model_dump(), file, default=str)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
