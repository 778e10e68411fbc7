"""What a skill declares. The 24 declarations beside this file hold data only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Setting

from grader.errors import UnknownNameError
from grader.task import Task


class Concept(BaseModel):
    """One idea that a learner can miss; a missed one comes back with another item."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str = Setting(pattern=r"^[a-z][a-z0-9-]*$")
    title: str


class Figure(BaseModel):
    """A published human figure.

    Attributes:
        value: As published, with its spread.
        says: What was measured, in one line.
        source: Author or project and year.
        as_of: When this was last looked up, as YYYY-MM-DD.
        status: "verified" in the source itself, "secondary" when seen only in a summary.
        low: The figure as a share 0..1, for a chart; low and high where it is a range.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str
    says: str
    source: str
    as_of: str
    status: Literal["verified", "secondary"]
    low: float | None = None
    high: float | None = None


class Target(BaseModel):
    """When somebody counts as qualified: on held-out items, without help.

    Attributes:
        metric: The name of a metric in `grader.agreement`.
        value: The estimate that must be reached.
        floor: What the one-sided 90 % lower bound must reach.
        items: On how many held-out items at least.
        note: Where the cut comes from; every cut is a convention.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    metric: str
    value: float
    floor: float
    items: int = 100
    note: str


Confidence: TypeAlias = Literal["high", "medium", "low", "unknown"]


class Gate(BaseModel):
    """A place where the skill is tested, as far as is known.

    Attributes:
        platform: The platform.
        says: What is known, in one line.
        source: Where that was read.
        as_of: When, as YYYY-MM-DD or as far as known.
        confidence: How sure it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    platform: str
    says: str
    source: str
    as_of: str
    confidence: Confidence

    def but(self, more: str, confidence: Confidence | None = None) -> Gate:
        """Return the fact with what it leaves open for one skill, and how sure it is for that skill."""
        changes = {"says": f"{self.says}; {more}", "confidence": confidence or self.confidence}
        return self.model_copy(update=changes)


class Skill(BaseModel):
    """One of the abilities taught: a task, a guideline, a place in the curriculum, a target.

    Attributes:
        main_field: The verdict; an item is right when it is within ``tolerance`` of a gold and no
            critical miss occurred.
        minutes: How long its lesson takes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str = Setting(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    track: Literal["evaluation", "annotation"]
    number: int = Setting(ge=1, le=99)
    summary: str
    task: Task
    main_field: str
    tolerance: float = Setting(default=0.0, ge=0, le=1)
    target: Target
    figures: tuple[Figure, ...] = Setting(min_length=1)
    concepts: tuple[Concept, ...]
    gates: tuple[Gate, ...]
    prerequisites: tuple[str, ...] = ()
    minutes: int = 75

    @model_validator(mode="after")
    def _consistent(self) -> Skill:
        self.task.field(self.main_field)
        return self

    @property
    def lesson(self) -> str:
        """The lesson notebook's path below ``curriculum/``."""
        return f"{self.track}/{self.number:02d}-{self.slug}.ipynb"

    def main_in(self, names: Iterable[str]) -> str:
        """Return the main field of a judgment that answers these fields: of its pass, if it has one."""
        known = {field.name for field in self.task.fields}
        one = self.task.pass_of(known.intersection(names)) if self.task.passes else None
        return one.main if one else self.main_field

    def concept(self, slug: str) -> Concept:
        """Return the concept of this slug.

        Raises:
            UnknownNameError: The skill declares no such concept.
        """
        for concept in self.concepts:
            if concept.slug == slug:
                return concept
        raise UnknownNameError("concept", slug, [concept.slug for concept in self.concepts])
