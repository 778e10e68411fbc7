"""What every field type promises: a value, its problems, a distance, and a description for the page.

Score, agreement and confusions all follow from these. Nothing here knows of Jupyter or a database.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple, Protocol, TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic import Field as Setting

Values: TypeAlias = Mapping[str, JsonValue]
"""One person's values for all fields of one item, by field name."""


class ImageSize(NamedTuple):
    """The size of an image part in pixels."""

    width: int
    height: int


@dataclass(frozen=True)
class Given:
    """What an item gives a field to work on.

    Attributes:
        texts: The visible text of each part, by name, in the item's order; of an image it is empty.
        images: The size of each image part, by name.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, ImageSize] = field(default_factory=dict)

    def like(self, group: str) -> tuple[str, ...]:
        """Return the parts of a repeated group, in order: ``response`` -> ``response_a``, ..."""
        sign = re.compile(rf"{re.escape(group)}_([a-z]|[0-9]+)")
        return tuple(name for name in self.texts if sign.fullmatch(name))


def empty(value: JsonValue) -> bool:
    """Return whether nothing was answered: None, an empty text, an empty list."""
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


class AuthoredError(ValueError):
    """What an author wrote in gold that is no value: a quote that is absent, say. One line each."""

    def __init__(self, *messages: str) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


class UnreadableError(ValueError):
    """An answer on paper that does not say what it should; the message tells the reader what to write."""


class Letters(Protocol):
    """The letters by which a reader knows the parts of one group: `grader.names.Names`."""

    @property
    def order(self) -> tuple[str, ...]:
        """The parts in the order shown."""

    @property
    def label(self) -> str:
        """What a part is called before its letter."""

    def letter(self, part: str) -> str:
        """Return the letter of a part."""


class Difference(NamedTuple):
    """One unit of a composite value against gold: a span, a box, a field of one part.

    Attributes:
        label: What it is: the words quoted, "box 3", a part and its question.
        own: What was said, in words; empty where it was not marked.
        gold: What gold says; empty where gold has nothing there.
        detail: One sentence more, such as "begins 3 words early"; may be empty.
        own_at: Where the own unit lies, to be shown over gold: part, start and end, or part and box.
        gold_at: Where gold's lies.
    """

    label: str
    verdict: Literal["agrees", "close", "differs"]
    own: str
    gold: str
    detail: str = ""
    own_at: dict[str, JsonValue] | None = None
    gold_at: dict[str, JsonValue] | None = None


class Condition(BaseModel):
    """Asks a field only when another field has one of some values. Data, so the page can follow it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    any_of: tuple[JsonValue, ...]

    def holds(self, values: Values) -> bool:
        """Return whether the field should be asked, given the other values."""
        value = values.get(self.field)
        # In Python, 1 == True: a flag is no number.
        return any(type(value) is type(other) and value == other for other in self.any_of)


class Field(BaseModel, ABC):
    """One question that the annotator answers.

    Attributes:
        name: The key of its value in a judgment.
        label: The question, a few words.
        help: One line on how to answer it.
        required: Whether a judgment may be handed in without it.
        when: Asked only when this holds.
        weight: Its share of the item's score, relative to the other fields'.
        close_within: A distance up to this is reported as "close" rather than "differs".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    comparable: ClassVar[bool] = True
    """False where two values cannot be compared directly, but only through marks on criteria."""

    composite: ClassVar[bool] = False
    """True where a value has many units, each right or wrong, so that no guess has a chance level."""

    of_the_item: ClassVar[bool] = False
    """True where a value names words, places or parts of its item, so that each item has its own schema."""

    name: str = Setting(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    help: str = ""
    required: bool = True
    when: Condition | None = None
    weight: float = Setting(default=1.0, ge=0)
    close_within: float = Setting(default=0.34, ge=0, le=1)

    @abstractmethod
    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return what is wrong with a value, each in words that say what to do; [] when it is fine.

        Any JSON value may come in: what the browser sends is not trusted.
        """

    @abstractmethod
    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return how far two valid values are apart: symmetric, 0 for the same, at most 1."""

    def close(self, a: JsonValue, b: JsonValue) -> bool:
        """Return whether two valid values are near enough to be called close rather than different."""
        return self.distance(a, b) <= self.close_within + 1e-9

    def blank(self, value: JsonValue) -> bool:
        """Return whether nothing was answered. Where "nothing to mark" is an answer, ``[]`` is one."""
        return empty(value)

    def resolve(self, authored: JsonValue, given: Given) -> JsonValue:
        """Return what an author wrote in gold as a value: quotes become places in the text.

        Raises:
            AuthoredError: Something of it is not in the item: all of it, a line each.
        """
        return authored

    def resolve_pattern(self, pattern: JsonValue, given: Given) -> JsonValue:
        """Return what an author wrote as a pattern for `matches`, resolved as a value is.

        Raises:
            AuthoredError: Something of it is not in the item.
        """
        if isinstance(pattern, dict) and set(pattern) == {"missed"}:
            return {"missed": self.resolve(pattern["missed"], given)}
        return self.resolve(pattern, given)

    def as_judgment(self, gold: JsonValue) -> JsonValue:
        """Return a gold value as a learner could give it: without what only scoring needs."""
        return gold

    def rewrite(self, value: JsonValue, change: Callable[[str], str]) -> JsonValue:
        """Return a value with what the annotator wrote in their own words changed, wherever it is."""
        return value

    def tidy(self, value: JsonValue) -> JsonValue:
        """Return a valid value as it is stored: without what a condition no longer asks."""
        return value

    def problems_among(self, value: JsonValue, values: Values, given: Given) -> list[str]:
        """Return what is wrong with a value in the light of the others; [] when nothing is."""
        return []

    def score(self, own: JsonValue, gold: JsonValue) -> float:
        """Return how well a valid value does against gold: 0..1, by default 1 minus the distance."""
        return 1 - self.distance(own, gold)

    def agreement(self, a: JsonValue, b: JsonValue, gold: JsonValue) -> float:
        """Return how far two judges agree, 0..1.

        Gold decides nothing between them, but a field may ask it which of two ways come to the same.
        """
        return self.score(a, b)

    def gives(self, own: JsonValue, foreseen: JsonValue) -> bool:
        """Return whether a foreseen wrong value is what was given."""
        return self.distance(own, foreseen) == 0

    def fell_for(self, own: JsonValue, foreseen: JsonValue, gold: JsonValue) -> bool:
        """Return whether what is wrong with a foreseen value, by gold, is wrong with this one, too.

        By default the whole value must have been given: see `gives`.
        """
        return self.gives(own, foreseen)

    def differences(self, own: JsonValue, gold: JsonValue, given: Given) -> tuple[Difference, ...]:
        """Return a composite value unit by unit against gold; () for a value that is one unit."""
        return ()

    def classes(self) -> tuple[str, ...]:
        """Return the few classes that its values fall into, to be counted; () where there are none."""
        return ()

    def labels_in(self, value: JsonValue) -> tuple[str, ...]:
        """Return the classes of a value, for counting which ones a bank covers: out of `classes`."""
        return ()

    def guesses(self, given: Given) -> list[JsonValue]:
        """Return all that somebody may answer who guesses, in order; [] where there is no end to it."""
        return []

    def nothing(self) -> JsonValue:
        """Return the value that says there is nothing to mark; None where one has to answer."""
        return None

    def in_gold(self) -> str:
        """Return how an author writes the gold of this field: mostly as a reader writes a value."""
        return self.on_paper()

    @abstractmethod
    def on_paper(self) -> str:
        """Return how to answer without the page, as the end of a sentence "Write ..."."""

    def from_paper(self, said: JsonValue, letters: Mapping[str, Letters]) -> JsonValue:
        """Return the value that was written without the page: as it is, unless a field reads more kindly.

        Args:
            said: What the reader wrote, read as YAML.
            letters: The letters shown to that reader, by group.

        Raises:
            UnreadableError: It means no value. What only `problems` refuses may come through.
        """
        return said

    @abstractmethod
    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return the JSON Schema of a valid value for an item."""

    @abstractmethod
    def in_words(self, value: JsonValue) -> str:
        """Return a value as a learner reads it; parts are named by reference, ``{response_a}``."""

    def spelled(self, value: JsonValue, given: Given) -> str:
        """Return a value in words beside its item: of marks also the words that are marked."""
        return self.in_words(value)

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return what the page needs to ask this field; it holds nothing about any gold."""
        described: dict[str, JsonValue] = {
            "name": self.name,
            "kind": getattr(self, "kind", ""),
            "label": self.label,
            "help": self.help,
            "required": self.required,
        }
        if self.nothing() is not None:
            described["nothing"] = self.nothing()
        if self.when is not None:
            described["when"] = self.when.model_dump(mode="json")
        return described

    def pattern_problems(self, pattern: JsonValue, given: Given) -> list[str]:
        """Return what is wrong with a pattern for `matches`; by default a pattern is a value."""
        return self.problems(pattern, given)

    def matches(self, value: JsonValue, pattern: JsonValue) -> bool:
        """Return whether a value is of the kind that ``pattern`` describes (for critical misses)."""
        return self.distance(value, pattern) == 0
