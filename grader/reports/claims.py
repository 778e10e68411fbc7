"""A structured report of one output's claims, to hand on: as JSON for programs, as Markdown for people."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal, NamedTuple, TypeAlias

from pydantic import JsonValue

from grader.fields import Values
from grader.fields.spans import place
from grader.items import Item
from grader.skills.hallucination import SEVERITY, STATUS, VERDICT

Found: TypeAlias = Literal["quoted", "nearest", ""]
"""How a source sentence was found: the correction quotes it, or it shares most words; "" for none."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")

_QUOTED_WORDS = 4
"""So many words of a sentence in a row are a quotation of it."""

_SHARED_WORDS = 2
"""A sentence that shares fewer words is not near."""


class Claim(NamedTuple):
    """One marked claim.

    Attributes:
        quote: Its words in the output, white space folded.
        status: In words, as are severity and correction; "" where it was not asked or answered.
        sentence: The sentence of the source that speaks of it; "" where the source is silent.
        found: How the sentence was found. The judge does not choose it, so it may be another one.
    """

    number: int
    quote: str
    start: int
    end: int
    status: str
    severity: str
    correction: str
    sentence: str
    found: Found


@dataclass(frozen=True)
class ClaimReport:
    """What one judge says of one output.

    Attributes:
        item: The item's id.
        by: Who judged it; "" when that is not to be told.
        verdict: On the whole output, in words; "" when it was not answered.
        claims: The marked claims in the order of the output.
        counts: How many claims there are of each status, statuses nobody used included.
    """

    item: str
    by: str
    verdict: str
    justification: str
    claims: tuple[Claim, ...]
    counts: Mapping[str, int]

    def to_json(self) -> str:
        """Return the report as JSON; offsets are code points of the output's visible text."""
        data = {
            "item": self.item,
            "by": self.by,
            "verdict": self.verdict,
            "counts": dict(self.counts),
            "claims": [claim._asdict() for claim in self.claims],
            "justification": self.justification,
        }
        return json.dumps(data, ensure_ascii=False, indent=2)

    def to_markdown(self) -> str:
        """Return the report as a page with one table."""
        lines = [f"# Claims of {_plain(self.item)}", ""]
        if self.by:
            lines += [f"Judged by {_plain(self.by)}.", ""]
        if self.verdict:
            lines += [f"**Verdict:** {_plain(self.verdict)}", ""]
        if not self.claims:
            lines += ["No claim was marked.", ""]
        else:
            counted = ", ".join(f"{n} {status.lower()}" for status, n in self.counts.items())
            lines += [f"{len(self.claims)} marked: {counted}.", ""]
            lines += ["| | Claim | Status | Severity | Correction | In the source |"]
            lines += ["|---|---|---|---|---|---|"]
            lines += [_row(claim) for claim in self.claims]
            lines += [""]
        if any(claim.found == "nearest" for claim in self.claims):
            lines += ["\\* nearest by the words shared; not chosen by the judge", ""]
        if self.justification:
            lines += [f"**Justification:** {_plain(self.justification)}", ""]
        return "\n".join(lines)


def claim_report(
    item: Item, values: Values, texts: Mapping[str, str], *, by: str = ""
) -> ClaimReport:
    """Return the report of one judgment of a hallucination item.

    Args:
        item: The item judged.
        values: A valid judgment.
        texts: The visible text of each part (`Bank.given`).
        by: Who judged.
    """
    sentences = _sentences(texts["document"])
    marked = values.get("claims")
    entries = marked if isinstance(marked, list) else []
    ordered = sorted((entry for entry in entries if isinstance(entry, dict)), key=place)
    claims = tuple(_claim(n, entry, texts, sentences) for n, entry in enumerate(ordered, 1))
    counts = Counter(claim.status for claim in claims)
    verdict = values.get("verdict")
    return ClaimReport(
        item=item.id,
        by=by,
        verdict=VERDICT.in_words(verdict) if verdict else "",
        justification=_folded(values.get("justification")),
        claims=claims,
        counts={option.label: counts[option.label] for option in STATUS.options},
    )


def _claim(
    number: int, entry: Mapping[str, JsonValue], texts: Mapping[str, str], sentences: Sequence[str]
) -> Claim:
    here = place(entry)
    quote = _folded(texts[here.part][here.start : here.end])
    correction = _folded(entry.get("correction"))
    # Where the source is silent, no sentence of it speaks of the claim.
    heard = () if entry["status"] == "unverifiable" else sentences
    sentence, found = _speaks_of(quote, correction, heard)
    return Claim(
        number=number,
        quote=quote,
        start=here.start,
        end=here.end,
        status=STATUS.in_words(entry["status"]),
        severity=SEVERITY.in_words(entry["severity"]) if "severity" in entry else "",
        correction=correction,
        sentence=sentence,
        found=found,
    )


def _folded(text: JsonValue) -> str:
    """Return a text on one line; "" for none."""
    return " ".join(str(text or "").split())


def _sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text, white space folded."""
    return [folded for part in _SENTENCE.split(text) if (folded := _folded(part))]


def _speaks_of(quote: str, correction: str, sentences: Sequence[str]) -> tuple[str, Found]:
    """Return the sentence that a correction quotes or, failing that, the one nearest by its words.

    A shared word counts by its rarity in the source: log(sentences + 1) - log(sentences with it).
    """
    runs = _runs(correction)
    for sentence in sentences:
        if runs & _runs(sentence):
            return sentence, "quoted"
    words = [_telling(sentence) for sentence in sentences]
    often = Counter(word for each in words for word in each)
    wanted = _telling(f"{quote} {correction}")
    best, nearest = 0.0, ""
    for sentence, each in zip(sentences, words, strict=True):
        shared = wanted & each
        merit = sum(log(len(sentences) + 1) - log(often[word]) for word in sorted(shared))
        if len(shared) >= _SHARED_WORDS and merit > best:
            best, nearest = merit, sentence
    return (nearest, "nearest") if nearest else ("", "")


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[at : at + _QUOTED_WORDS]) for at in range(len(words) - _QUOTED_WORDS + 1)}


def _telling(text: str) -> set[str]:
    """Return the figures of a text and its words of four letters and more: "it" and "the" tell nothing."""
    return {word for word in _words(text) if len(word) > 3 or word.isdigit()}


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _row(claim: Claim) -> str:
    sentence = _plain(claim.sentence) + (" \\*" if claim.found == "nearest" else "")
    cells = (_plain(cell) for cell in (claim.quote, claim.status, claim.severity, claim.correction))
    return f"| {claim.number} | " + " | ".join((*cells, sentence)) + " |"


def _plain(text: JsonValue) -> str:
    """Return a text that Markdown shows letter by letter, on one line."""
    return _MARKUP.sub(r"\\\1", _folded(text))
