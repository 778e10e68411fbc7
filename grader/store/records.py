"""What the store takes and gives: frozen records, checked when they are made."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
)


def _canonical_uuid(text: str) -> str:
    return str(UUID(text))


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


# PostgreSQL keeps no NUL character in text, and an index entry has a greatest size.
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Id = Annotated[str, AfterValidator(_canonical_uuid)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Values = dict[str, JsonValue]
Mode = Literal["practice", "check", "mock"]
EventKind = Literal["mistake", "contest", "marks", "hint", "solution", "skip", "settled", "added"]


class Record(BaseModel):
    """A fact about one learner. JSON knows no NaN, so no number here may be one."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )

    learner: Name


class Entry(Record):
    """A record that is never changed: the database has it, and so has the journal."""

    id: Id

    def says_the_same_as(self, other: Entry) -> bool:
        """Return whether ``other`` is this entry delivered once more.

        A page that got no answer sends its judgment again after the kernel was restarted. The id
        and everything the learner did are then equal; the time of arrival and the session are not.
        """
        return type(self) is type(other) and self._delivered() == other._delivered()

    def _delivered(self) -> str:
        # As text: to Python 1, 1.0 and True are equal, in a judgment they are not.
        return json.dumps(self.model_dump(exclude={"at", "session"}), sort_keys=True)


class Attempt(Entry):
    """A judgment handed in."""

    session: Name
    skill: Name
    item_id: Name
    item_hash: Name
    values: Values
    """One value per field of the task."""
    confidence: Annotated[int, Field(ge=5, le=99)] | None
    """The chance, in per cent, that the learner gave of being right."""
    seconds: Annotated[float, Field(ge=0)]
    """Time during which the item was visible and had the focus."""
    hints: Annotated[int, Field(ge=0)]
    mode: Mode
    pass_: Name | None = Field(default=None, alias="pass")
    """Which of a skill's separate passes this is (helpful, honest, harmless), if it has any."""
    shown_order: tuple[str, ...]
    """The names of the parts in the order shown."""
    exercise: Name
    """Which exercise, such as ``response-ranking/practice:1``."""
    form: Name | None = None
    guideline: Name
    """The version of the guideline the learner judged by."""
    at: Moment


class Event(Entry):
    """Something a learner did about an item or an attempt, other than handing it in."""

    session: Name
    item_id: Name
    skill: Name
    attempt: Id | None = None
    kind: EventKind
    data: Values = Field(default_factory=dict)
    at: Moment


class Session(Entry):
    """One sitting of one learner."""

    started: Moment


class Draft(Record):
    """A judgment not yet handed in. It may be half done, so nothing in it has to be in range."""

    exercise: Name
    item_id: Name
    values: Values
    confidence: int | None = None
    extra: Values = Field(default_factory=dict)
    """Whatever else the page needs to look as it did."""
    seconds: Annotated[float, Field(ge=0)] = 0.0
    at: Moment


class Place(Record):
    """Where a learner stopped in an exercise."""

    exercise: Name
    item_id: Name
    notebook: Name | None = None
    at: Moment


class Saved(NamedTuple):
    """The acknowledgement: it is on disk."""

    at: datetime
    """When it was handed in; of a repeated delivery, the first time."""
    already: bool
    """Whether it was there before."""


class Erased(NamedTuple):
    """What `Store.erase` removed, and what it cannot reach."""

    records: int
    look_at: tuple[str, ...]
    """Damaged files set aside earlier, which may still hold this learner's data."""


class Health(NamedTuple):
    """What `Store.check` found."""

    where: str
    journal: str | None
    """Where the journal is; a PostgreSQL store has none."""
    free_bytes: int | None
    """Room left on the disk, where the store is a file."""
    schema: int = 0
    """The version of the tables; this and the counts are 0 in a store too damaged to read."""
    learners: int = 0
    attempts: int = 0
    events: int = 0
    problems: tuple[str, ...] = ()
    """In plain words; empty when all is well."""
