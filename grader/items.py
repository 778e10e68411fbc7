"""What a bank holds: items, and what is right about them. What a person said of one: a judgment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic import Field as Setting

from grader.fields import Given, ImageSize
from grader.pictures import Picture
from grader.rubric import Criterion

BAITS = {
    "LONG": "longer looks better",
    "STYLE": "polish over truth",
    "HALO": "one good trait colours the rest",
    "SYC": "agreeing with the user",
    "KNOW": "knowledge instead of the source shown",
    "STEP": "right answer, wrong step",
    "RULE": "the nicer text breaks a hard constraint",
    "NEIGH": "the neighbouring class",
    "LEAD": "the opening misleads",
    "SCOPE": "beyond what was asked",
    "FAST": "looks trivial, is not",
    "OVEREDIT": "touches what was right",
    "EDGE": "the side of a box",
    "OVER": "only the surface looks like it",
    "ANCH": "a label given beforehand",
    "MISS": "something left out",
    "SPAN": "where a span ends",
    "PART": "partly, not yes or no",
    "OUTC": "a good end hides a bad step",
    "TRUST": "believing what the agent says",
    "CENT": "the safe middle",
    "POS": "the place on the page",
}
"""The mistakes an item may bait, by code, in words a learner reads."""

TIERS = {
    "proved": "proved by construction",
    "human-agreed": "two or more people judged it blind and agreed",
    "model-agreed": "independent blind readings by language models agreed; no person has confirmed it yet",
    "settled": "readers differed; settled by the guideline",
    "unread": "its author's judgment by the guideline; nobody else has read it yet",
    "contested": "careful people differ; for practice only",
}
"""How sure a gold is, and what learners are told of it."""


class Source(BaseModel):
    """Where an item comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["authored", "generated", "imported"]
    licence: str
    seed: int | None = None
    dataset: str | None = None


class Item(BaseModel):
    """One unit of content for a task. It says nothing about what is right.

    Attributes:
        id: Global and permanent.
        difficulty: 1 (the first careful read shows it) to 5 (several steps, two pulls).
        bait: The one mistake it is made to provoke, by its code.
        content: Its parts by name.
        content_note: One line shown before an item that may distress.
        variant_of: The item that shows the same under another rule, if there is one; the two never count
            as two independent pieces of evidence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Setting(pattern=r"^[a-z][a-z0-9-]*$")
    difficulty: int = Setting(ge=1, le=5)
    domain: str = Setting(min_length=2)
    concepts: tuple[str, ...] = Setting(min_length=1)
    bait: str
    also_baits: tuple[str, ...] = Setting(default=(), max_length=2)
    source: Source
    language: str = "en"
    content_note: str = ""
    variant_of: str | None = None
    content: Mapping[str, JsonValue]

    @property
    def origin(self) -> str:
        """What makes it one piece of evidence with its variants: the id of the first of them."""
        return self.variant_of or self.id

    @property
    def hash(self) -> str:
        """The content's hash, by which gold is pinned: it changes when what is shown changes."""
        shown = json.dumps(self.content, ensure_ascii=False, sort_keys=True)
        return "sha256:" + hashlib.sha256(shown.encode()).hexdigest()[:16]


class Tempting(BaseModel):
    """A wrong judgment that a reasonable person would give, and why it is wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Mapping[str, JsonValue]
    why_wrong: str = Setting(min_length=10)


class Critical(BaseModel):
    """A judgment that must not happen: with it an item is never right.

    ``when`` maps field names to patterns (see `Field.matches`); all must match.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    when: Mapping[str, JsonValue] = Setting(min_length=1)
    says: str


class Evidence(BaseModel):
    """Decisive words on the page, by quote."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: str
    quote: str
    nth: int | None = None


class Middle(BaseModel):
    """A written answer that scores in the middle, with the criteria it meets."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    meets: tuple[str, ...]


class Reading(BaseModel):
    """One reading of the item that took place. ``agreed``: whether it gave the gold's main judgment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["model", "human"]
    blind: bool
    agreed: bool
    note: str = ""


class OfPass(BaseModel):
    """What is told in one of a skill's separate passes, so that it says nothing of the others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rationale: str = Setting(min_length=40)
    hints: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Gold(BaseModel):
    """The reference judgment of one item, and why it is right.

    Attributes:
        item_hash: The hash of the item it was written for; None until pinned.
        gold: The best value of every field.
        also_accept: Other judgments that earn full credit; each overrides the fields it names.
        rationale: Why, by quoted evidence and clause.
        hints: From gentle to near, for practice.
        passes: By pass, what is told there instead of rationale, hints and evidence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    item_hash: str | None = None
    tier: Literal["proved", "human-agreed", "model-agreed", "settled", "unread", "contested"]
    gold: Mapping[str, JsonValue]
    also_accept: tuple[Mapping[str, JsonValue], ...] = ()
    critical: tuple[Critical, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    hints: tuple[str, ...] = ()
    rationale: str = Setting(min_length=40)
    evidence: tuple[Evidence, ...] = ()
    passes: Mapping[str, OfPass] = {}
    tempting: tuple[Tempting, ...] = Setting(min_length=1)
    exemplar: str = ""
    middle: Middle | None = None
    weak: str = ""
    negated: str = ""
    settled: str = ""
    review: tuple[Reading, ...] = ()

    def told_in(self, one_pass: str | None, asked: Collection[str]) -> Gold:
        """Return the gold with the texts of one pass, and without what tempts on other fields.

        Args:
            one_pass: The pass, or None for a task without passes: then nothing changes.
            asked: The fields that the pass asks.
        """
        if one_pass is None:
            return self
        tempting = tuple(one for one in self.tempting if any(name in one.value for name in asked))
        texts = dict(self.passes[one_pass]) if one_pass in self.passes else {}
        return self.model_copy(update={**texts, "tempting": tempting})

    def judgments(self) -> list[dict[str, JsonValue]]:
        """Return every judgment that earns full credit, the best first."""
        best = dict(self.gold)
        return [best, *({**best, **other} for other in self.also_accept)]


class Judgment(BaseModel):
    """One person's values for the fields of one item."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    values: Mapping[str, JsonValue]


def given(item: Item, texts: Mapping[str, str], images: Mapping[str, Picture]) -> Given:
    """Return what an item gives its fields: each part's visible text, in order, and its images' sizes."""
    sizes = {name: ImageSize(one.width, one.height) for name, one in images.items()}
    return Given(texts={name: texts[name] for name in item.content}, images=sizes)
