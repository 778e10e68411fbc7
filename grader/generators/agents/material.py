"""The authored words of each family, read from YAML and checked when loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from pydantic import Field as Setting

from grader.errors import QualprepError
from grader.generators.agents.words import slots_of
from grader.strict_yaml import load

_Model = TypeVar("_Model", bound=BaseModel)
FOLDER = Path(__file__).parent / "material"


class EventWords(BaseModel):
    """How one event is told to a learner.

    Attributes:
        did: The decisive step, with what it goes against and the clause.
        end: What stands at the end, or how it was put right, with the clause.
        middle: The decisive step alone, as somebody writes who forgets the end.
        says: What a good justification says: of the step, and of the end.
        evidence: Phrases that show that each of the two was said.
        hints: From where to look to what to compare.
        tempting: Why the judgment that first comes to mind is wrong.
        also: What to say of this event where another one decides.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    did: tuple[str, ...] = Setting(min_length=2)
    end: tuple[str, ...] = Setting(min_length=2)
    middle: tuple[str, ...] = Setting(min_length=1)
    says: tuple[str, str]
    evidence: tuple[tuple[str, ...], tuple[str, ...]]
    hints: tuple[str, ...] = Setting(min_length=2, max_length=3)
    tempting: tuple[str, ...] = Setting(min_length=1)
    also: tuple[str, ...] = ()

    def texts(self) -> Iterator[str]:
        """Yield every text."""
        yield from (*self.did, *self.end, *self.middle, *self.says, *self.hints, *self.tempting)
        yield from (*self.evidence[0], *self.evidence[1], *self.also)


class Material(BaseModel):
    """All words of one family.

    Attributes:
        slots: The slots that its texts may use.
        goal: How the task is put; several wordings for each kind of task.
        policy: What the rules say.
        thoughts: What goes through the agent's mind, by occasion.
        report: The sentences of the last message, by what they say.
        events: How each event is told.
        settings: What the family reads for itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slots: tuple[str, ...]
    goal: Mapping[str, tuple[str, ...]]
    policy: Mapping[str, tuple[str, ...]] = Setting(default_factory=dict)
    thoughts: Mapping[str, tuple[str, ...]]
    report: Mapping[str, tuple[str, ...]]
    events: Mapping[str, EventWords]
    settings: tuple[Mapping[str, JsonValue], ...] = Setting(min_length=1)

    def lists(self) -> dict[str, tuple[str, ...]]:
        """Return every list of wordings by its full key."""
        found: dict[str, tuple[str, ...]] = {}
        for name in ("goal", "policy", "thoughts", "report"):
            group: Mapping[str, tuple[str, ...]] = getattr(self, name)
            found |= {f"{name}.{key}": texts for key, texts in group.items()}
        return found


class Common(BaseModel):
    """The words that all families share, by key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    thoughts: Mapping[str, tuple[str, ...]]
    report: Mapping[str, tuple[str, ...]]
    telling: Mapping[str, tuple[str, ...]]


@cache
def common() -> dict[str, tuple[str, ...]]:
    """Return the shared wordings by full key.

    Raises:
        QualprepError: The file cannot be used; it says what is wrong where.
    """
    found = _read("common", Common)
    return {
        **{f"thoughts.{key}": texts for key, texts in found.thoughts.items()},
        **{f"report.{key}": texts for key, texts in found.report.items()},
        **{f"telling.{key}": texts for key, texts in found.telling.items()},
    }


@cache
def material(name: str) -> Material:
    """Return a family's words.

    Raises:
        QualprepError: The file cannot be used; it says what is wrong where.
    """
    found = _read(name, Material)
    known = {*found.slots, "at", "last", "mend", "trouble"}
    texts = [(key, text) for key, some in found.lists().items() for text in some]
    texts += [(key, text) for key, event in found.events.items() for text in event.texts()]
    for key, text in texts:
        try:
            unknown = {slot for slot in slots_of(text) - known if not slot.startswith("at_")}
        except ValueError as error:
            raise _unusable(name, f"{key}: {error}") from error
        if unknown:
            raise _unusable(name, f"{key}: no such slot: {', '.join(sorted(unknown))}")
        if not text.strip() and not key.startswith("thoughts."):
            raise _unusable(name, f"{key}: an empty text")
    return found


def _read(name: str, model: type[_Model]) -> _Model:
    document = load(FOLDER / f"{name}.yaml", name=f"{name}.yaml")
    if document.problems:
        raise _unusable(name, "; ".join(map(str, document.problems)))
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise _unusable(name, str(error)) from error


def _unusable(name: str, why: str) -> QualprepError:
    return QualprepError(
        what="The words of a family of runs cannot be used.",
        where=f"{name}.yaml",
        do=f"Repair the file. ({why})",
    )
