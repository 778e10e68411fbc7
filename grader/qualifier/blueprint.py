"""`Blueprint`: what a mock qualifier must contain and by what rule it is passed, as an author writes it.

Every value says where it comes from, or that it is our own assumption: no platform publishes all of
its rules, and a guess must not look like a fact.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic import Field as Setting

from grader.errors import QualprepError, UnknownNameError
from grader.skills import skill
from grader.strict_yaml import Document, load

Value = TypeVar("Value")

Count = Annotated[int, Setting(strict=True, ge=1, le=200)]
Misses = Annotated[int, Setting(strict=True, ge=0)]
Minutes = Annotated[int, Setting(strict=True, ge=1, le=24 * 60)]
Share = Annotated[float, Setting(gt=0, le=1)]
Level = Annotated[int, Setting(strict=True, ge=1, le=5)]
Flag = Annotated[bool, Setting(strict=True)]


class Sourced(BaseModel, Generic[Value]):
    """A value with where it was read, or marked as ours.

    Attributes:
        source: Where it was read.
        as_of: When, as YYYY, YYYY-MM or YYYY-MM-DD.
        confidence: How sure that source is.
        our_assumption: Written ``our assumption: true`` where there is no source.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    value: Value
    source: str | None = Setting(default=None, min_length=3)
    as_of: str | None = Setting(default=None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    confidence: Literal["high", "medium", "low"] | None = None
    our_assumption: bool = Setting(default=False, alias="our assumption")

    @model_validator(mode="after")
    def _said(self) -> Sourced[Value]:
        told = (self.source, self.as_of, self.confidence)
        if self.our_assumption and any(told):
            raise ValueError("write either a source or `our assumption: true`, not both")
        if not self.our_assumption and not all(told):
            raise ValueError("write source, as_of and confidence, or `our assumption: true`")
        return self


class PassRule(BaseModel):
    """When a mock is passed: by right items and critical misses, never by a chance-corrected figure.

    Attributes:
        right_at_least: The share of all items, answered or not, that must be right.
        critical_at_most: How many items may have a critical miss.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    right_at_least: Sourced[Share]
    critical_at_most: Sourced[Misses]

    def needed(self, items: int) -> int:
        """Return how many of so many items must be right."""
        return math.ceil(self.right_at_least.value * items - 1e-9)


class Section(BaseModel):
    """A part of a mock: so many items of one skill.

    Attributes:
        difficulty: The least and the greatest.
        ask: The fields asked, the skill's main field among them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Setting(pattern=r"^[a-z][a-z0-9-]*$")
    skill: str
    count: Sourced[Count]
    difficulty: Sourced[tuple[Level, Level]]
    ask: Sourced[tuple[str, ...]]

    @model_validator(mode="after")
    def _consistent(self) -> Section:
        try:
            declared = skill(self.skill)
            for name in self.ask.value:
                declared.task.field(name)
        except UnknownNameError as error:
            raise ValueError(str(error)) from error
        main = declared.main_in(self.ask.value)  # fields of several passes are an error here
        if main not in self.ask.value:
            raise ValueError(f"ask must name the main field, {main!r}")
        low, high = self.difficulty.value
        if low > high:
            raise ValueError(f"the difficulty runs from {low} down to {high}")
        return self


class Blueprint(BaseModel):
    """A mock qualifier before its items are drawn.

    Attributes:
        note: What a learner must know of where it comes from; shown above the mock.
        timer: Whether the time left is shown.
        attempts: How many forms a learner may take one after the other; each form is taken once.
        go_back: Whether an answer may be changed until the whole mock is handed in; otherwise each is
            handed in by itself and stays.
        open_book: Whether the guideline is at hand.
        feedback: ``after-close``: per item, once the coach has closed the form; ``total-only``: never
            more than the result.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Setting(pattern=r"^[a-z][a-z0-9-]{1,60}$")
    title: str = Setting(min_length=3)
    note: str = Setting(min_length=20)
    time_limit_minutes: Sourced[Minutes]
    timer: Sourced[Literal["shown", "hidden"]]
    attempts: Sourced[Count]
    go_back: Sourced[Flag]
    open_book: Sourced[Flag]
    feedback: Sourced[Literal["after-close", "total-only"]]
    pass_rule: PassRule
    sections: tuple[Section, ...] = Setting(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Blueprint:
        names = [section.name for section in self.sections]
        if len(set(names)) != len(names):
            raise ValueError(f"two sections have the same name: {names}")
        return self

    @property
    def items(self) -> int:
        """How many items a form has."""
        return sum(section.count.value for section in self.sections)


class BlueprintError(QualprepError):
    """What is wrong in a blueprint: every problem with its file and line, at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {line}" for line in self.problems)
        super().__init__(what=f"The blueprint has problems:\n{lines}", do="\nMend these lines.")


def blueprints(root: Path) -> dict[str, Path]:
    """Return the file of every blueprint under ``exercises/qualifiers/``, by its name."""
    return {path.stem: path for path in sorted((root / "exercises/qualifiers").glob("*.yaml"))}


def find_blueprint(name: str, root: Path) -> Blueprint:
    """Return a blueprint by its name, or by the path of a file.

    Raises:
        UnknownNameError: There is none of this name.
        BlueprintError: Something in it is wrong.
    """
    known = blueprints(root)
    if name in known:
        return read_blueprint(known[name])
    if Path(name).suffix in (".yaml", ".yml") and Path(name).is_file():
        return read_blueprint(Path(name))
    raise UnknownNameError("blueprint", name, known, where="exercises/qualifiers")


def read_blueprint(path: Path) -> Blueprint:
    """Return the blueprint of a file.

    Raises:
        BlueprintError: It cannot be read or says something wrong: every problem with its line.
    """
    document = load(path)
    if document.problems:
        raise BlueprintError([str(problem) for problem in document.problems])
    try:
        found = Blueprint.model_validate(document.data)
    except ValidationError as error:
        raise BlueprintError(list(_said(error, document))) from error
    if found.name != path.stem:
        said = f"the name {found.name!r} must be the file's, {path.stem!r}"
        raise BlueprintError([str(document.problem(("name",), said))])
    return found


def _said(error: ValidationError, document: Document) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        where = ".".join(str(step) for step in detail["loc"])
        message = detail["msg"].removeprefix("Value error, ")
        said = f"{where}: {message}" if where else message
        yield str(document.problem(detail["loc"], said))
