"""`FreeText`: a written answer. Its form is checked while typing; its content only through criteria.

In every text here a response stands by reference, ``{response_a}``: letters are mapped back before
anything is checked, because each learner sees other letters (see `grader.names`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic import Field as Setting

from grader.fields.base import Field, Given, Values
from grader.fields.choice import Choice
from grader.fields.ranking import as_order, place_of

REFERENCE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”«»]")
# A single mark is also an apostrophe: it opens before a word and closes behind one.
_QUOTED_ONCE = re.compile(r"(?<!\w)['‘]((?:[^'‘’]|['’](?=\w))*)['’](?!\w)")


class FormResult(NamedTuple):
    """One form check of a text: whether it holds, and in a few words what it looks for."""

    check: str
    holds: bool
    says: str


class WordBand(BaseModel):
    """The text is neither too short to give evidence nor so long that it buries it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    check: Literal["words"] = "words"
    low: int
    high: int


class CitesPart(BaseModel):
    """The text quotes a part: words in quotation marks, or four in a row, that stand in it.

    Attributes:
        group: The part, or the stem of a repeated one, any of which may be quoted.
        says: What the check looks for, in a few words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    check: Literal["cites"] = "cites"
    group: str = "response"
    says: str = "quotes a response"


class MentionsTop(BaseModel):
    """The text mentions the parts that its own ranking puts first and second."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    check: Literal["mentions"] = "mentions"
    ranking: str


class NamesOption(BaseModel):
    """The text names the option chosen in another field, by one of the option's words."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    check: Literal["names"] = "names"
    field: str


class AgreesWithRanking(BaseModel):
    """The text does not say the opposite of its own ranking."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    check: Literal["agrees"] = "agrees"
    ranking: str


FormCheck = Annotated[
    WordBand | CitesPart | MentionsTop | NamesOption | AgreesWithRanking,
    Setting(discriminator="check"),
]


class FreeText(Field):
    """A written answer, such as a justification.

    Two texts are not compared with each other: the marks on the item's criteria are. `distance` is
    therefore only 0 for the same words and 1 otherwise, and scoring never asks for it.
    """

    comparable: ClassVar[bool] = False

    kind: Literal["free_text"] = "free_text"
    checks: tuple[FormCheck, ...] = ()
    max_characters: int = 4000
    least_words: int = 5

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem when the text is missing, a mere fragment, or too long to keep."""
        if not isinstance(value, str):
            return ["Write your answer as text."]
        if count_words(value) < self.least_words:
            return ["Write at least one whole sentence."]
        if len(value) > self.max_characters:
            over = len(value) - self.max_characters
            return [f"Shorten this by {over} characters: at most {self.max_characters} are kept."]
        return []

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return 0 for the same words in the same order, else 1."""
        return float(str(a).split() != str(b).split())

    def on_paper(self) -> str:
        """Return that it is written freely."""
        return "a few words"

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return a string with its longest length."""
        return {"type": "string", "minLength": 1, "maxLength": self.max_characters}

    def in_words(self, value: JsonValue) -> str:
        """Return the text itself."""
        return str(value)

    def rewrite(self, value: JsonValue, change: Callable[[str], str]) -> JsonValue:
        """Return the text changed."""
        return change(value) if isinstance(value, str) else value

    def form(
        self, text: str, given: Given, values: Values, others: dict[str, Field]
    ) -> list[FormResult]:
        """Return every form check for a text as it stands.

        Args:
            text: What was written so far, responses by reference.
            given: The item's parts.
            values: The other fields' values as they stand; missing ones make no check fail.
            others: The task's fields by name.
        """
        return [_run(check, text, given, values, others) for check in self.checks]


def count_words(text: str) -> int:
    """Return how many words a text has; a reference counts as two, like "Response A"."""
    return len(_WORD.findall(REFERENCE.sub(" Response X ", text)))


def references(text: str) -> set[str]:
    """Return the parts that a text mentions."""
    return set(REFERENCE.findall(text))


def _run(
    check: FormCheck, text: str, given: Given, values: Values, others: dict[str, Field]
) -> FormResult:
    if isinstance(check, WordBand):
        words = count_words(text)
        says = f"{words} words (aim for {check.low} to {check.high})"
        return FormResult(check.check, check.low <= words <= check.high, says)
    if isinstance(check, CitesPart):
        return FormResult(check.check, _cites(text, given, check.group), check.says)
    if isinstance(check, MentionsTop):
        order = as_order(values.get(check.ranking))
        if order is None:
            wanted: set[str] = set()
            holds = len(references(text)) >= 2
        else:
            ranks = place_of(order)
            second = sorted(ranks.values())[1] if len(ranks) > 1 else 0
            wanted = {name for name, rank in ranks.items() if rank <= second}
            holds = wanted <= references(text)
        listed = " and ".join(f"{{{name}}}" for name in sorted(wanted)) or "the top two"
        return FormResult(check.check, holds, f"mentions {listed}")
    if isinstance(check, NamesOption):
        return _names_option(check, text, values, others)
    order = as_order(values.get(check.ranking))
    clash = contradiction(text, place_of(order)) if order else None
    says = f"agrees with your order (it says {clash})" if clash else "agrees with your order"
    return FormResult(check.check, clash is None, says)


def _names_option(
    check: NamesOption, text: str, values: Values, others: dict[str, Field]
) -> FormResult:
    field = others.get(check.field)
    chosen = field.option(values.get(check.field)) if isinstance(field, Choice) else None
    if chosen is None:
        return FormResult(check.check, False, "names the axis")
    lowered = text.lower()
    holds = any(word in lowered for word in (chosen.label.lower(), *chosen.words))
    return FormResult(check.check, holds, f"names the axis ({chosen.label.lower()})")


def _cites(text: str, given: Given, group: str) -> bool:
    names = (group,) if group in given.texts else given.like(group)
    pages = [" ".join(_words(given.texts[name])) for name in names]
    quoted = [" ".join(_words(q)) for q in (*_QUOTED.findall(text), *_QUOTED_ONCE.findall(text))]
    # What stands on both sides of a reference is not in a row.
    stretches = [_words(stretch) for stretch in REFERENCE.sub("\0", text).split("\0")]
    runs = [" ".join(s[i : i + 4]) for s in stretches for i in range(len(s) - 3)]
    said = [words for words in quoted if len(words) > 1] + runs
    return any(f" {words} " in f" {page} " for words in said for page in pages)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


_BETTER = (
    r"(?:is |was |seems |feels |looks )?(?:clearly |much |slightly |a bit |a little |far )?"
    r"(?:better than|stronger than|preferable to|superior to|ahead of|above|beats|over|wins over|"
    r"outranks|ranks above|ranks over|more (?:accurate|helpful|complete|useful) than)"
)
_WORSE = (
    r"(?:is |was |seems |feels |looks )?(?:clearly |much |slightly |a bit |a little |far )?"
    r"(?:worse than|weaker than|inferior to|behind|below|loses to|ranks below|"
    r"less (?:accurate|helpful|complete|useful) than)"
)
_NAME = r"\{([a-z][a-z0-9_]*)\}"
_OVER = re.compile(rf"{_NAME} {_BETTER} {_NAME}", re.IGNORECASE)
_UNDER = re.compile(rf"{_NAME} {_WORSE} {_NAME}", re.IGNORECASE)
_FIRST = re.compile(
    rf"{_NAME} (?:is|was) (?:clearly |by far |overall )?the best(?![\w\-])", re.IGNORECASE
)
_PREFER = re.compile(rf"\bprefer {_NAME} (?:to|over) {_NAME}", re.IGNORECASE)


def contradiction(text: str, ranks: dict[str, int]) -> str | None:
    """Return a statement in the text that the ranking denies, by reference, or None.

    Only plain statements are read ("X is better than Y", "X is the best"); a text that puts its
    comparison in other words passes.
    """
    folded = " ".join(text.split())
    over = [match.groups() for match in _OVER.finditer(folded)]
    over += [match.groups() for match in _PREFER.finditer(folded)]
    over += [(lower, higher) for higher, lower in (m.groups() for m in _UNDER.finditer(folded))]
    for higher, lower in over:
        if higher in ranks and lower in ranks and ranks[higher] > ranks[lower]:
            return f"{{{higher}}} over {{{lower}}}"
    for match in _FIRST.finditer(folded):
        if ranks.get(match.group(1), 0) > 0:
            return f"{{{match.group(1)}}} is the best"
    return None
