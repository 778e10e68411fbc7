"""Settings: what a source says, statement by statement, in several wordings, and how each can go wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, NamedTuple, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue
from pydantic import Field as Setting_

from grader.generators.facts.kinds import ADDED, KINDS
from grader.generators.facts.phrases import Phrase, parse


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Texts: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stake(_Part):
    """What hangs on a claim. Exactly one of the two is given.

    Attributes:
        major: One of `STAKES`, by which an error in it is always major.
        would: What a reader who relies on a wrong version would do or believe, behind "would".
        minor: Why a reader who learns the truth would shrug, as a clause.
        words: Short words by which a justification that speaks of it is known.
    """

    major: str = ""
    would: str = ""
    minor: str = ""
    words: tuple[str, ...] = ()


class Fault(_Part):
    """One way in which what is said of a statement can go wrong.

    Attributes:
        kind: One of `KINDS`.
        claim: The claim that it makes wrong; the only one when left out.
        slot: The slot that gets another value.
        wrong: Formulas for that value, from far off to near.
        text: Whole wordings with the fault in them, instead of a slot.
        fix: The correction; the source's own words when left out.
        why: What is wrong, as a clause; the kind's own words when left out.
        minor: Why this fault is minor although the claim is not.
        would: What a reader would do or believe, where this fault leads to something else.
        quote: The claim of the source that it goes against, where that is another one.
        only: The skills that may plant it; all when left out.
    """

    kind: str
    claim: str = ""
    slot: str = ""
    wrong: Texts = ()
    text: Texts = ()
    fix: str = ""
    why: str = ""
    minor: str = ""
    would: str = ""
    quote: str = ""
    only: tuple[str, ...] = ()


class Doubt(_Part):
    """A wording that is sound and does not look it.

    Attributes:
        text: The wording.
        looks: Why somebody would mark it, as a sentence.
        holds: Why it is borne out, as a sentence.
        rule: One of `RULES`.
        claim: The claim that looks faulty; the only one when left out.
        whole: Whether it tells all that one would act on.
    """

    text: str
    looks: str
    holds: str
    rule: str
    claim: str = ""
    whole: bool = True


class Statement(Stake):
    """One statement of a source.

    Attributes:
        about: What it is about: "the price of a day ticket".
        point: It as a point of the document, for judging summaries.
        source: How the source may say it.
        said: How an output may say it, each by itself and in one sentence.
        doubtful: How it may be said soundly and look faulty.
        partly: How a summary may mention it without what one would act on.
        unnamed: How a summary may say it so that a reader stumbles over a name nobody explained.
        touches: Other parts that come near it, so that they cannot stand for a source that is silent.
        claims: What hangs on each claim, where they differ.
    """

    id: str
    about: str = ""
    point: str = ""
    source: Texts
    said: Texts = ()
    doubtful: tuple[Doubt, ...] = ()
    partly: Texts = ()
    unnamed: Texts = ()
    touches: tuple[str, ...] = ()
    claims: Mapping[str, Stake] = {}
    faults: tuple[Fault, ...] = ()

    def phrase(self, text: str) -> Phrase:
        """Return one of its texts taken apart."""
        return parse(text, self.id)

    def stake(self, claim: str) -> Stake:
        """Return what hangs on one of its claims."""
        return self.claims.get(claim) or self

    def fault_claim(self, fault: Fault) -> str:
        """Return the key of the claim that a fault makes wrong."""
        return fault.claim or self.id

    def wordings(self, fault: Fault) -> list[Phrase]:
        """Return the wordings in which a fault can be planted: its own, or those with its slot."""
        if fault.text:
            return [self.phrase(text) for text in fault.text]
        claim = self.fault_claim(fault)
        return [p for p in map(self.phrase, self.said) if fault.slot in p.slots_of(claim)]


class Added(Stake):
    """Words that an output may add and no source bears out.

    Attributes:
        kind: One of `ADDED`.
        part: The part of the source in whose company it stands.
        text: The whole sentence, its claim in brackets.
        tail: The same as a clause behind a cited sentence: "and the pool is popular with families".
        about: What it is about.
    """

    kind: str
    part: str
    text: str
    about: str
    tail: str = ""
    why: str = ""
    only: tuple[str, ...] = ()


class Masthead(_Part):
    """A part as a source of its own: its title, who wrote it, and the year."""

    title: str
    by: str = ""
    year: str = ""


class Section(_Part):
    """One part of the source."""

    id: str
    heading: str
    source: Masthead
    statements: tuple[Statement, ...]


class Echo(_Part):
    """What one source repeats of another, shown only where sources stand side by side.

    Attributes:
        of: The statement repeated.
        part: Where it is repeated.
        text: The words there.
        independent: Whether it was found out anew instead of taken over.
    """

    of: str
    part: str
    text: str
    independent: bool = False


class Joint(_Part):
    """A sentence that takes two sources: one claim is in one part, the other in another."""

    text: str


class Mouthful(Stake):
    """A sentence that names a source as saying something on which it is silent."""

    part: str
    text: str


class Brief(_Part):
    """What a summary is for, and which statements it then needs.

    Attributes:
        text: For whom it is, and what it must tell; at least two things.
        reader: The reader, as in "a family".
        key: The statements it needs.
        details: Statements that are surely not needed.
    """

    text: str
    reader: str
    key: tuple[str, ...]
    details: tuple[str, ...]


class Place(NamedTuple):
    """A statement with its part."""

    part: Section
    statement: Statement


class Setting(_Part):
    """A source with all that may be said of it.

    Attributes:
        doc: What the source is called: "notice".
        slots: What varies, see `draw`.
        requests: What a model was asked to do with the whole source.
        openings: Lines before an output that claim nothing.
        closings: Lines behind it that claim nothing.
        questions: What was asked where the answer has to cite.
    """

    id: str
    domain: str
    doc: str
    slots: Mapping[str, JsonValue]
    title: Texts
    requests: Texts
    openings: Texts
    closings: Texts
    questions: Texts
    parts: tuple[Section, ...] = Setting_(min_length=2)
    added: tuple[Added, ...] = ()
    echoes: tuple[Echo, ...] = ()
    joints: tuple[Joint, ...] = ()
    mouthfuls: tuple[Mouthful, ...] = ()
    briefs: tuple[Brief, ...] = ()

    @cached_property
    def statements(self) -> Mapping[str, Place]:
        """All statements with their parts, by id, in order."""
        return {one.id: Place(part, one) for part in self.parts for one in part.statements}

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """The id of the statement that each claim belongs to, by the claim's key."""
        return {
            key: one.id
            for _, one in self.statements.values()
            for key in one.phrase(one.source[0]).claims
        }

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text with slots, with the key that a bare claim in it has."""
        for name in ("title", "requests", "openings", "closings", "questions"):
            yield from (("", text) for text in getattr(self, name))
        for part in self.parts:
            yield from (("", text) for text in (part.heading, *part.source.model_dump().values()))
            for one in part.statements:
                yield from _statement_texts(one)
        for more in self.added:
            yield "added", more.text
            yield from (
                ("", text) for text in (more.tail, more.about, more.why, *_stake_texts(more))
            )
        yield from (("", echo.text) for echo in self.echoes)
        yield from (("joint", joint.text) for joint in self.joints)
        for mouthful in self.mouthfuls:
            yield "", mouthful.text
        for brief in self.briefs:
            yield "", brief.text


def _stake_texts(stake: Stake) -> Sequence[str]:
    return (stake.would, stake.minor)


def _statement_texts(one: Statement) -> Iterator[tuple[str, str]]:
    for texts in (one.source, one.said, one.partly, one.unnamed):
        yield from ((one.id, text) for text in texts)
    plain = [one.about, one.point, *_stake_texts(one)]
    for doubt in one.doubtful:
        yield one.id, doubt.text
        plain += [doubt.looks, doubt.holds]
    for stake in one.claims.values():
        plain += _stake_texts(stake)
    for fault in one.faults:
        yield from ((one.id, text) for text in fault.text)
        plain += [fault.fix, fault.why, fault.minor, fault.would]
    yield from (("", text) for text in plain)


def is_added(kind: str) -> bool:
    """Return whether a kind of fault adds words instead of changing a statement."""
    return kind in ADDED


def status_of(kind: str) -> str:
    """Return "contradicted" or "unverifiable"."""
    return KINDS[kind].status
