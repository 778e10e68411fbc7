"""`Task`: what is shown and what is asked. There is no learner in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, JsonValue, model_validator
from pydantic import Field as Setting

from grader.errors import UnknownNameError
from grader.fields import AnyField, Field, Given, Values
from grader.fields.base import empty
from grader.pictures import picture_problems


class Part(BaseModel):
    """A named piece of content shown.

    Attributes:
        name: Its key in an item's content; of a repeated part, the stem: ``response`` stands for
            ``response_a``, ``response_b``, ...
        label: What the learner sees above it.
        required: Whether every item has it.
        repeated: The least and the greatest number of a repeated part.
        shuffled: Whether its order on screen differs from learner to learner.
        numbered: Whether a repeated part counts by numbers, ``turn_1``, ``turn_2``, instead of letters.
        text: How it is written: Markdown, plain text shown letter by letter, or an image file.
        look: How the page shows it: as text, as a message of a conversation, as a step that folds, or as
            a transcript with a speaker before each line.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Setting(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    required: bool = True
    repeated: tuple[int, int] | None = None
    shuffled: bool = False
    numbered: bool = False
    text: Literal["markdown", "plain", "image"] = "markdown"
    look: Literal["text", "user", "assistant", "step", "transcript"] = "text"

    def content_keys(self) -> tuple[str, ...]:
        """Return the content keys this part may have."""
        if self.repeated is None:
            return (self.name,)
        most = self.repeated[1]
        signs = map(str, range(1, most + 1)) if self.numbered else ascii_lowercase[:most]
        return tuple(f"{self.name}_{sign}" for sign in signs)


class FieldProblem(NamedTuple):
    """Why a judgment cannot be handed in yet: the field, and what to do, in a learner's words."""

    field: str
    message: str


class Pass(BaseModel):
    """One of several separate sittings over the same items, each on one question.

    Attributes:
        name: Its key, kept with each attempt.
        title: What the learner reads above it.
        fields: The fields asked in it; no field is asked in two passes.
        main: The verdict of this pass, by which an item is right in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Setting(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    fields: tuple[str, ...] = Setting(min_length=1)
    main: str


class Task(BaseModel):
    """The parts shown and the fields answered.

    Attributes:
        instruction: What to do, in one or two sentences.
        parts: What is shown.
        fields: What is answered, in this order.
        passes: Where the fields are never asked on one screen, in which sittings they are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    instruction: str
    parts: tuple[Part, ...]
    fields: tuple[AnyField, ...]
    passes: tuple[Pass, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Task:
        names = [field.name for field in self.fields]
        if len(set(names)) != len(names):
            raise ValueError(f"two fields have the same name: {names}")
        for index, field in enumerate(self.fields):
            if field.when is not None and field.when.field not in names[:index]:
                raise ValueError(
                    f"{field.name} depends on {field.when.field!r}, which is not before it"
                )
        if self.passes and sorted(n for one in self.passes for n in one.fields) != sorted(names):
            raise ValueError("every field belongs to exactly one pass")
        for one in self.passes:
            if one.main not in one.fields:
                raise ValueError(f"the pass {one.name} does not ask its main field {one.main!r}")
        return self

    def one_pass(self, name: str) -> Pass:
        """Return the pass of this name.

        Raises:
            UnknownNameError: There is none.
        """
        for one in self.passes:
            if one.name == name:
                return one
        raise UnknownNameError("pass", name, [one.name for one in self.passes])

    def pass_of(self, names: Iterable[str]) -> Pass | None:
        """Return the pass in which these fields are asked; None without passes.

        Raises:
            ValueError: They are of several passes, which are never asked together.
        """
        names = set(names)
        found = [one for one in self.passes if names & set(one.fields)]
        if len(found) > 1:
            raise ValueError(
                f"{', '.join(one.name for one in found)} are separate passes, never asked together"
            )
        return found[0] if found else None

    def field(self, name: str) -> Field:
        """Return the field of this name.

        Raises:
            UnknownNameError: There is none.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise UnknownNameError("field", name, [field.name for field in self.fields])

    def by_name(self) -> dict[str, Field]:
        """Return all fields by name."""
        return {field.name: field for field in self.fields}

    def part_of(self, key: str) -> Part | None:
        """Return the part that a content key belongs to, or None."""
        return next((part for part in self.parts if key in part.content_keys()), None)

    def asked(self, values: Values, only: Sequence[str] | None = None) -> list[Field]:
        """Return the fields to be answered, given what is answered so far.

        Args:
            values: The values so far.
            only: Where an exercise asks a few of the fields, their names.
        """
        fields: list[Field] = []
        closed: set[str] = set()
        for field in self.fields:
            when = field.when
            if when is not None and (when.field in closed or not when.holds(values)):
                closed.add(field.name)  # and with it whatever hangs on its answer
            elif only is None or field.name in only:
                fields.append(field)
        return fields

    def problems(
        self, values: Values, given: Given, only: Sequence[str] | None = None
    ) -> list[FieldProblem]:
        """Return why a judgment cannot be handed in yet, in the order of the fields; [] when it can."""
        found = []
        for field in self.asked(values, only):
            if field.blank(values.get(field.name)):
                if field.required:
                    found.append(FieldProblem(field.name, "This is still open."))
                continue
            messages = field.problems(values[field.name], given)
            messages = messages or field.problems_among(values[field.name], values, given)
            found += [FieldProblem(field.name, message) for message in messages]
        known = {field.name for field in self.fields}
        found += [
            FieldProblem(name, f"There is no question called {name!r}.")
            for name in values
            if name not in known
        ]
        return found

    def tidy(self, values: Values, only: Sequence[str] | None = None) -> dict[str, JsonValue]:
        """Return the values of the fields that are asked, without empty ones.

        What was answered under a condition that no longer holds is left out.
        """
        return {
            field.name: field.tidy(values[field.name])
            for field in self.asked(values, only)
            if not field.blank(values.get(field.name))
        }

    def content_problems(self, content: Mapping[str, JsonValue]) -> list[str]:
        """Return what is wrong with an item's content: parts that are missing, unknown, too many, no text."""
        found = []
        for key, text in content.items():
            part = self.part_of(key)
            if part is None:
                found.append(f"there is no part called {key!r}")
            elif part.text == "image":
                found += [f"the image {key!r}: {said}" for said in picture_problems(text)]
            elif empty(text):
                found.append(f"the part {key!r} is empty")
            elif not isinstance(text, str):
                found.append(f"the part {key!r} is no text: put it in quotation marks")
        for part in self.parts:
            present = [key for key in part.content_keys() if key in content]
            if part.repeated is None:
                if part.required and not present:
                    found.append(f"the part {part.name!r} is missing")
                continue
            low, high = part.repeated
            if present != list(part.content_keys()[: len(present)]):
                first, second = part.content_keys()[:2]
                found.append(f"the parts {first}, {second}, ... must have no gap")
            if not low <= len(present) <= high:
                found.append(
                    f"{len(present)} parts {part.name}_*, but {low} to {high} are asked for"
                )
        return found
