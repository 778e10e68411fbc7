"""`Labels`: a set of labels out of a taxonomy, flat or with levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, model_validator
from pydantic import Field as Setting

from grader.fields.base import Field, Given, Letters, UnreadableError


class Label(BaseModel):
    """One label of a taxonomy.

    Attributes:
        key: What is stored.
        label: What the learner reads.
        help: One line shown with it.
        parent: The label it belongs under, in a taxonomy with levels.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Setting(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    label: str
    help: str = ""
    parent: str | None = None


class Labels(Field):
    """Some labels of a taxonomy; their order means nothing.

    The distance is Jaccard's on the labels with all those above them, so that the right branch at the
    wrong depth is partly right.

    Attributes:
        labels: The taxonomy, parents before their children.
        least: How many at least.
        most: How many at most; None for any number.
        alone: Labels that exclude all others, such as "none".
        inner: Whether a label that has others under it may be chosen.
    """

    kind: Literal["labels"] = "labels"
    labels: tuple[Label, ...] = Setting(min_length=2)
    least: int = Setting(default=1, ge=1)
    most: int | None = Setting(default=None, ge=1)
    alone: tuple[str, ...] = ()
    inner: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Labels:
        seen: set[str] = set()
        for label in self.labels:
            if label.key in seen:
                raise ValueError(f"{self.name}: two labels have the key {label.key!r}")
            if label.parent is not None and label.parent not in seen:
                raise ValueError(f"{self.name}: {label.key} comes before its parent")
            seen.add(label.key)
        if set(self.alone) - {label.key for label in self.choosable()}:
            raise ValueError(f"{self.name}: alone names a label that cannot be chosen")
        if self.most is not None and self.most < self.least:
            raise ValueError(f"{self.name}: most is less than least")
        return self

    def choosable(self) -> tuple[Label, ...]:
        """Return the labels that may be chosen."""
        parents = {label.parent for label in self.labels}
        return tuple(label for label in self.labels if self.inner or label.key not in parents)

    def above(self, key: str) -> tuple[str, ...]:
        """Return the labels above one, the nearest first."""
        parents = {label.key: label.parent for label in self.labels}
        found = []
        parent = parents.get(key)
        while parent is not None:
            found.append(parent)
            parent = parents[parent]
        return tuple(found)

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return what is wrong with a choice of labels."""
        chosen = _keys(value)
        known = {label.key: label.label for label in self.choosable()}
        if chosen is None or any(key not in known for key in chosen):
            return ["Choose labels from the list."]
        found = []
        if len(set(chosen)) < len(chosen):
            found.append("Choose each label only once.")
        if len(chosen) < self.least:
            found.append(f"Choose at least {self.least}.")
        if self.most is not None and len(chosen) > self.most:
            found.append(f"Choose at most {self.most}.")
        for key in chosen:
            if key in self.alone and len(chosen) > 1:
                found.append(f"{known[key]} stands alone: take out the others, or it.")
            if any(other in self.above(key) for other in chosen):
                found.append(f"{known[key]} says it already: take out what is above it.")
        return found

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return 1 minus what both have over what either has, labels above included."""
        ours, theirs = self._closed(a), self._closed(b)
        either = ours | theirs
        return 1 - len(ours & theirs) / len(either) if either else 0.0

    def _closed(self, value: JsonValue) -> frozenset[str]:
        chosen = _keys(value)
        if chosen is None:
            raise TypeError(f"{self.name}: expected a list of labels, got {value!r}")
        return frozenset(chosen).union(*(self.above(key) for key in chosen))

    def tidy(self, value: JsonValue) -> JsonValue:
        """Return the labels in the order of the taxonomy: the order of choosing means nothing."""
        chosen = set(_keys(value) or ())
        return [label.key for label in self.labels if label.key in chosen]

    def classes(self) -> tuple[str, ...]:
        """Return the labels that may be chosen."""
        return tuple(label.key for label in self.choosable())

    def labels_in(self, value: JsonValue) -> tuple[str, ...]:
        """Return the labels chosen."""
        return tuple(_keys(value) or ())

    def guesses(self, given: Given) -> list[JsonValue]:
        """Return each label alone: somebody who guesses chooses one."""
        return [[label.key] for label in self.choosable()]

    def on_paper(self) -> str:
        """Return that a list of labels is written."""
        chosen = ", ".join(f"`{label.key}`" for label in self.choosable())
        return f"a list such as `[{self.choosable()[0].key}]`, out of {chosen}"

    def from_paper(self, said: JsonValue, letters: Mapping[str, Letters]) -> JsonValue:
        """Return the labels that were written by key or by name, as a list or with commas."""
        words = said if isinstance(said, list) else str(said).split(",")
        known = {label.label.casefold(): label.key for label in self.choosable()}
        known |= {label.key: label.key for label in self.choosable()}
        found: list[JsonValue] = []
        for word in words:
            key = known.get(str(word).strip().casefold())
            if key is None:
                listed = ", ".join(label.key for label in self.choosable())
                raise UnreadableError(f"write labels out of {listed} (got {word!r})")
            found.append(key)
        return found

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return a list of keys."""
        schema: dict[str, JsonValue] = {
            "type": "array",
            "minItems": self.least,
            "uniqueItems": True,
            "items": {"enum": [label.key for label in self.choosable()]},
        }
        return schema if self.most is None else {**schema, "maxItems": self.most}

    def in_words(self, value: JsonValue) -> str:
        """Return the labels in the order of the taxonomy, each with what it belongs under."""
        chosen = set(_keys(value) or ())
        names = {label.key: label.label for label in self.labels}
        paths = [
            " › ".join(names[key] for key in (*reversed(self.above(label.key)), label.key))
            for label in self.labels
            if label.key in chosen
        ]
        return ", ".join(paths) or "nothing"

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the taxonomy in the declared order; it is never shuffled."""
        choosable = {label.key for label in self.choosable()}
        labels: list[JsonValue] = [
            {**label.model_dump(), "choosable": label.key in choosable} for label in self.labels
        ]
        return {
            **super().view(given),
            "labels": labels,
            "least": self.least,
            "most": self.most,
            "alone": list(self.alone),
        }


def _keys(value: JsonValue) -> list[str] | None:
    if not isinstance(value, list):
        return None
    keys = [key for key in value if isinstance(key, str)]
    return keys if len(keys) == len(value) else None
