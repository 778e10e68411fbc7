"""What is told of pages and talks, in several wordings each: the sentences of ``material/phrases.yaml``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError

from grader.generators.ocr.material import read, unusable

Said = tuple[str, ...]


class Phrases(BaseModel):
    """All sentences.

    Attributes:
        where: First hints of a page; ``at_stains``, ``by_rule`` and ``in_a_talk`` take their place.
        whose: Second hints where nothing is to be corrected; ``proved`` those of a talk.
        decide: Last hints, which name the clauses.
        nothing: Why nothing is corrected on a page; ``nothing_heard`` in a talk.
        so_far: Openings of what is said to somebody who missed one place only.
        groups: For each kind of fault, where it stands and what it is counted with.
        says: For each kind of fault, why it is one.
        stays: For each kind of sound text that looks wrong, why it stays: of one place, and of several.
        left: What is said to somebody who left a fault.
        mended: What is said to somebody who changed sound text.
        guessed: What is said to somebody who kept what the machine made up under a stain.
        all_mended: What is said to somebody who mended a faultless page or talk.
        rates: Why another band is wrong.
        rules: The changed rules.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    where: Said
    at_stains: Said
    by_rule: Said
    in_a_talk: Said
    whose: Said
    proved: Said
    decide: Said
    nothing: Said
    nothing_heard: Said
    so_far: Said
    groups: dict[str, tuple[str, str]]
    says: dict[str, Said]
    stays: dict[str, tuple[tuple[str, str], ...]]
    left: dict[str, Said]
    mended: dict[str, Said]
    guessed: dict[str, Said]
    all_mended: dict[str, Said]
    rates: dict[str, Said]
    rules: dict[str, Said]


@cache
def phrases() -> Phrases:
    """Return all sentences.

    Raises:
        QualprepError: They cannot be used.
    """
    try:
        return Phrases.model_validate(read("phrases.yaml"))
    except ValidationError as error:
        raise unusable("phrases.yaml", str(error)) from error
