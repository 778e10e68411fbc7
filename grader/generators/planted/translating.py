"""The material of translation quality: settings with a source, good translations, and what can go wrong.

A setting is one file of ``translations/``. Its sites stand in the source and in each translation; what a
fault does to a reader, and so its category and severity, is said once for all languages, its words for each.
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

_FOLDER = Path(__file__).parent / "translations"

RANKS = ("critical", "major", "minor")
LANGUAGE_NAMES: Mapping[str, str] = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
}
_PLAIN = frozenset(
    {
        "numbers-and-names",
        "negation-and-scope",
        "untranslated-or-kept",
        "severity-by-reader",
        "critical-or-major",
    }
)
"""What the guideline promises for difficulty 1: to be seen by numbers, names, negation, words left over."""

Code = Literal["de", "fr", "es", "it"]
Severity = Literal["critical", "major", "minor"]
Category = Literal[
    "untranslated",
    "omission",
    "addition",
    "terminology",
    "locale",
    "mistranslation",
    "design",
    "grammar",
    "spelling",
    "style",
]


class Effect(BaseModel):
    """What a fault is and does, whatever the language.

    Attributes:
        category: By the order of clause 3.1.
        severity: By what a reader will believe or do.
        near: How near to the truth, 1 to 3.
        concept: What finds it.
        effect: What a reader would do or believe because of it, as a clause.
        harm: Stems of the effect, by which a note is known to name it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    category: Category
    severity: Severity
    near: int = Setting(ge=1, le=3)
    concept: str
    effect: str
    harm: tuple[str, ...] = Setting(min_length=1)

    @model_validator(mode="after")
    def _plain_if_easy(self) -> Effect:
        if self.near == 1 and self.concept not in _PLAIN:
            raise ValueError(f"{self.concept} cannot be decided without reading the language well")
        return self


class Own(Effect):
    """A fault of one language.

    Attributes:
        text: What stands at the site.
        mark: The words of it that are wrong; all of them when left out.
        source: The words of the source that it stands for.
    """

    text: str
    mark: str = ""
    source: str


class Decoy(BaseModel):
    """A sound place that looks faulty, and the mark that tempts there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    why: str
    category: Category
    severity: Severity
    concept: str


class Rendering(BaseModel):
    """A translation: its text with sites, and their words when faulty or when unusual and sound."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    faults: Mapping[str, tuple[str, ...]]
    own: Mapping[str, tuple[Own, ...]]
    decoys: Mapping[str, str]


class Parallel(BaseModel):
    """A setting: a source with its translations."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    domain: str
    content_note: str = ""
    kind: str
    readers: Mapping[Code, str]
    address: Mapping[Code, str]
    extra: str = ""
    glossary: tuple[Mapping[str, str], ...] = ()
    slots: Slots
    source: str
    faults: Mapping[str, tuple[Effect, ...]]
    decoys: Mapping[str, Decoy] = Setting(min_length=3)
    languages: Mapping[Code, Rendering]

    @model_validator(mode="after")
    def _parallel(self) -> Parallel:
        shared = {*self.faults, *self.decoys}
        _same(shared - set(sites_of(self.source)), "the source has no site")
        for code, one in self.languages.items():
            there = set(sites_of(one.text))
            _same(shared - there, f"the translation {code} has no site")
            _same(set(one.own) - there, f"the translation {code} has no site")
            _same(set(one.decoys) ^ set(self.decoys), f"{code} differs in decoys")
            _same(set(one.faults) ^ set(self.faults), f"{code} differs in faults")
            for site, texts in one.faults.items():
                if len(texts) != len(self.faults[site]):
                    raise ValueError(f"{code} has other faults at {site}")
        for row in self.glossary:
            _same({"en", *self.languages} ^ set(row), f"the glossary row {row['en']!r} differs in")
        return self


def _same(names: set[str], says: str) -> None:
    if names:
        raise ValueError(f"{says}: {', '.join(sorted(names))}")


@cache
def parallels() -> tuple[Parallel, ...]:
    """Return every setting, by name.

    Raises:
        ValueError: One of them cannot be used; it is named.
    """
    found = []
    for path in sorted(_FOLDER.glob("*.yaml")):
        try:
            found.append(Parallel.model_validate({"name": path.stem, **material(path)}))
        except ValidationError as error:
            raise ValueError(f"{path.name}: {error}") from error
    return tuple(found)
