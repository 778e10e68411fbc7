"""The material of output editing: settings with a request, a source, an answer and what can go wrong in it.

A setting is one file of ``answers/``. Its slots agree with one another, its answer says at every site what
the source says, and each of its faults names the words that stand there instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic import Field as Setting

from grader.generators.planted.passages import sites_of
from grader.generators.planted.slots import Slots, material

_FOLDER = Path(__file__).parent / "answers"

RANKS = ("safety", "accuracy", "completeness", "clarity", "tone")

KINDS: Mapping[str, str] = {
    "wrong-figure": "accuracy",
    "wrong-name": "accuracy",
    "unfounded-claim": "accuracy",
    "hedge-restored": "accuracy",
    "condition-restored": "completeness",
    "missing-step": "completeness",
    "danger-first": "safety",
    "secret-given-away": "safety",
    "two-readings": "clarity",
    "said-twice": "clarity",
    "blame-and-pressure": "tone",
    "register-asked-for": "tone",
}
"""The class of each kind of fault; kinds are called by the concept that finds them."""

Kind = Literal[
    "wrong-figure",
    "wrong-name",
    "unfounded-claim",
    "hedge-restored",
    "condition-restored",
    "missing-step",
    "danger-first",
    "secret-given-away",
    "two-readings",
    "said-twice",
    "blame-and-pressure",
    "register-asked-for",
]


class Fault(BaseModel):
    """One way in which a site goes wrong.

    Attributes:
        kind: What was done.
        near: How near to the truth, 1 to 3.
        text: What stands at the site.
        also: Repairs that are as good as the site's own words.
        words: By what a repair in other words is known: groups of phrases, one of each must stand there.
        mistake: What a reader would do or feel because of it, as a clause.
        harm: Stems of the mistake, by which a note is known to name it.
        cues: Short phrases, by which a note is known to name the place.
        source: The words of the source to compare it with.
        part: Where these words stand.
        follows: Sites that go wrong with it, since they build on it, and what stands there.
        holds: Sites that must stay as they are for it to be a fault.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    near: int = Setting(ge=1, le=3)
    text: str
    also: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    mistake: str
    harm: tuple[str, ...] = Setting(min_length=1)
    cues: tuple[str, ...] = Setting(min_length=1)
    source: str
    part: Literal["source", "request"] = "source"
    follows: Mapping[str, str] = {}
    holds: tuple[str, ...] = ()


class Decoy(BaseModel):
    """Words at a site that look faulty and are sound.

    Attributes:
        text: What stands there instead of the plain words.
        why: Why it stays, with its clauses.
        cues: Short phrases, by which a note is known to speak of it.
        source: The words that bear it out.
        part: Where these words stand.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    why: str
    cues: tuple[str, ...] = Setting(min_length=1)
    source: str
    part: Literal["source", "request"] = "source"


class Case(BaseModel):
    """A setting: everything that items of one source and one answer are made of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    domain: str
    content_note: str = ""
    slots: Slots
    requests: tuple[str, ...] = Setting(min_length=2)
    source: str
    output: str
    faults: Mapping[str, tuple[Fault, ...]]
    decoys: Mapping[str, Decoy] = Setting(min_length=3)
    slips: Mapping[str, str] = {}

    @model_validator(mode="after")
    def _sites_are_there(self) -> Case:
        there = set(sites_of(self.output))
        named = {*self.faults, *self.decoys, *self.slips}
        named |= {site for one in self._all() for site in one.follows}
        if named - there:
            raise ValueError(f"no such site: {', '.join(sorted(named - there))}")
        if there - named:
            raise ValueError(f"nothing is said of: {', '.join(sorted(there - named))}")
        shared = self.slips.keys() & (self.faults.keys() | self.decoys.keys())
        if shared:
            raise ValueError(f"a slip has its site alone: {', '.join(sorted(shared))}")
        return self

    def _all(self) -> tuple[Fault, ...]:
        return tuple(one for some in self.faults.values() for one in some)


@cache
def cases() -> tuple[Case, ...]:
    """Return every setting, by name.

    Raises:
        ValueError: One of them cannot be used; it is named.
    """
    found = []
    for path in sorted(_FOLDER.glob("*.yaml")):
        try:
            found.append(Case.model_validate({"name": path.stem, **material(path)}))
        except ValidationError as error:
            raise ValueError(f"{path.name}: {error}") from error
    return tuple(found)
