"""What is told of an answer's citations: gold, reasons, hints, tempting judgments and model answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from pydantic import JsonValue

from grader.generators.facts.answer import Answer
from grader.generators.facts.cited import DECOYS, SKILL, UNCITED, Cite, Desk, Sentence
from grader.generators.facts.document import quotable
from grader.generators.facts.draw import shuffled
from grader.generators.facts.texts import Teller, called, listed, text_at, texts_at, words_of
from grader.rubric import Criterion, evidence_met

WORST = ("absent", "none", "distorted", "partial", "details", "uncited", "redundant")
"""What is worst of a citation, in order (clause 7.1)."""
MOST_WORDS = 76
FULL: Mapping[str, JsonValue] = {"exists": "there", "supports": 2}


class Reasons:
    """All that a learner is told of one answer."""

    def __init__(self, desk: Desk, answer: Answer, chance: np.random.Generator) -> None:
        self.desk, self.answer, self.chance = desk, answer, chance
        self.words = words_of(SKILL)
        self.teller = Teller(self.words, chance, count=str(len(desk.order)))
        self.names = {id(cite): f"citation_{n}" for n, (_, cite) in enumerate(answer.cites, 1)}
        self.bad = [one for one in answer.sentences if finding(one) is not None]
        self.decoys = [
            one for one in answer.sentences if one.case in DECOYS or (one.line and one.line.doubt)
        ]
        self.decoys = [one for one in self.decoys if one not in self.bad]
        self.worst = min((WORST.index(str(finding(one))) for one in self.bad), default=None)

    def worst_ones(self) -> list[Sentence]:
        """Return what a justification may take: the worst findings, or the closest calls."""
        if self.worst is None:
            return self.decoys
        return [one for one in self.bad if finding(one) == WORST[self.worst]]

    def concepts(self) -> list[str]:
        """Return what the item exercises."""
        found = [
            concept
            for one in (*self.bad, *self.decoys)
            for concept in texts_at(self.words, "cases", case_of(one), "concepts")
        ]
        if any(one.kind == "view" for one in self.bad):
            found.insert(0, "reported-view")
        return [*dict.fromkeys([*found, "one-mark-its-words"])][:5]

    def baits(self) -> list[str]:
        """Return the mistakes it provokes, the main one first."""
        found = [text_at(self.words, "cases", case_of(one), "bait") for one in self.worst_ones()]
        found += [text_at(self.words, "cases", case_of(one), "bait") for one in self.bad]
        if self.decoys:
            found.append("OVEREDIT")
        return [*dict.fromkeys(found)]

    def gold(self) -> dict[str, JsonValue]:
        """Return everything of the gold but its name, hash and tier."""
        citations: dict[str, JsonValue] = {
            self.names[id(cite)]: judgment(cite) for _, cite in self.answer.cites
        }
        critical = [*self._critical()]
        return {
            "gold": {"citations": citations, "uncited": [*self._uncited()]},
            **({"critical": critical} if critical else {}),
            "criteria": self._criteria(),
            "hints": self._hints(),
            "rationale": "\n".join(self._rationale()),
            "evidence": [*self._evidence()],
            "tempting": self._tempting(),
            "exemplar": self._exemplar(),
            "middle": self._middle(),
            "weak": self._weak(),
            "negated": self._negated(),
        }

    def _uncited(self) -> Iterator[JsonValue]:
        for one in self.answer.sentences:
            if one.case == "uncited":
                source = f"source_{one.bearer}"
                yield {"quote": one.lacks, "remedy": "cite", "source": source}
            elif one.lacks:
                yield {"quote": one.lacks, "remedy": "strike"}

    def _critical(self) -> Iterator[JsonValue]:
        for one in self.bad:
            if one.safety and one.case in ("opposite", "weaker", "half"):
                yield {
                    "when": {"citations": {self.names[id(one.cites[0])]: {**FULL}}},
                    "says": "A claim about health or safety was passed although its source says "
                    "something else (clauses 3.2 to 3.4).",
                }

    def _given(self, one: Sentence) -> dict[str, str]:
        cite = next((c for c in one.cites if c.redundant), one.cites[0] if one.cites else None)
        line = one.line
        doubt = line.doubt if line else None
        return {
            "words": quotable(one.words),
            "few": quotable(" ".join(one.words.split()[:6])),
            "lacks": quotable(one.lacks),
            "n": str(cite.number if cite else one.bearer),
            "mark": cite.mark if cite else "",
            "bearer": str(one.bearer),
            "quote": quotable(one.quote or self._nearest(one)),
            "about": one.about,
            "why": one.why or (self.teller.tell("whys", one.kind) if one.case == "weaker" else ""),
            "looks": doubt.looks if doubt else "",
            "holds": doubt.holds.rstrip(".") if doubt else "",
            "rule": text_at(self.words, "rules", doubt.rule) if doubt else "",
        }

    def _nearest(self, one: Sentence) -> str:
        return self.desk.near(self.desk.numbers[min(one.parts)])

    def _rationale(self) -> list[str]:
        told = [
            self.teller.tell("cases", case_of(one), "rationale", **self._given(one))
            for one in self.bad
        ]
        told += [
            self.teller.tell("cases", case_of(one), "rationale", **self._given(one))
            for one in self.decoys[: 1 if self.bad else 3]
        ]
        return told if self.bad else [*told, self.teller.tell("nothing_wrong")]

    def _evidence(self) -> Iterator[JsonValue]:
        for one in (*self.bad[:3], *self.decoys[:2]):
            yield {"part": "answer", "quote": quotable(one.words), "nth": 1}
            if one.quote and one.case != "mouthful":
                source = f"source_{self._holder(one)}"
                yield {"part": source, "quote": quotable(one.quote), "nth": 1}

    def _holder(self, one: Sentence) -> int:
        """Return the number of the source in which the deciding words stand."""
        if one.case in ("echo", "second"):
            echo = next(
                echo for echo in self.desk.echoes if echo.independent == (one.case == "second")
            )
            return self.desk.numbers[echo.part]
        if one.case in ("joint", "alone"):
            return one.cites[0].number
        return one.bearer or one.cites[0].number

    def _tempting(self) -> list[JsonValue]:
        found = [self._tempted(one) for one in shuffled(self.chance, self.bad)[:3]]
        found += [
            self._tempted(one) for one in shuffled(self.chance, self.decoys)[: 4 - len(found)]
        ]
        return found[:4]

    def _tempted(self, one: Sentence) -> JsonValue:
        case = case_of(one)
        value: dict[str, JsonValue]
        told: tuple[str, ...] = ("cases", case, "tempting")
        if case in UNCITED and any(other.lacks for other in self.bad if other is not one):
            value, told = {"uncited": [self._other_remedy(one)]}, ("remedy", case)
        elif case in UNCITED:
            value = {"uncited": []}
        else:
            usual: dict[str, JsonValue] = {**FULL}
            wrong: dict[str, dict[str, JsonValue]] = {
                "quote": {"exists": "there", "represents": "fair"},
                "absent": {"exists": "there"},
                "details": {"exists": "there"},
                "mouthful": {"exists": "there", "represents": "fair"},
                "echo": {**FULL, "redundant": False},
                "second": {**FULL, "redundant": True},
                "named": {"exists": "altered"},
                "doubt": {"exists": "there", "supports": 1},
            }
            cite = next((c for c in one.cites if c.redundant), one.cites[-1])
            value = {"citations": {self.names[id(cite)]: {**wrong.get(case, usual)}}}
        why = self.teller.tell(*told, **self._given(one))
        return {"value": value, "why_wrong": why}

    def _other_remedy(self, one: Sentence) -> JsonValue:
        if one.case == "uncited":
            return {"quote": one.lacks, "remedy": "strike"}
        return {"quote": one.lacks, "remedy": "cite", "source": "source_1"}

    def _hints(self) -> list[JsonValue]:
        looked = [*self.bad[:3], *self.decoys[:1]]
        plain = [one for one in self.answer.sentences if one not in (*self.bad, *self.decoys)]
        looked += shuffled(self.chance, plain)[: 1 + (len(looked) < 2)]
        abouts = [*dict.fromkeys(one.about for one in shuffled(self.chance, looked))]
        clauses = {
            clause
            for one in looked
            for clause in texts_at(self.words, "cases", case_of(one), "clauses")
        }
        ordered = sorted(clauses, key=lambda number: [int(n) for n in number.split(".")])
        return [
            self.teller.tell("hints", "first"),
            self.teller.tell("hints", "second", abouts=listed(abouts)),
            self.teller.tell("hints", "third", clauses=called(ordered)),
        ]

    def _criteria(self) -> list[JsonValue]:
        about = self._first().about
        kind = "fine" if self.worst is None else WORST[self.worst]
        known = [
            word.lower()
            for one in self.worst_ones()
            for word in (*one.known, " ".join(one.about.split()[-2:]))
        ]
        says = ("criteria", "holds" if kind == "fine" else kind)
        return [
            {
                "id": "worst",
                "weight": 2,
                "must": True,
                "says": self.teller.tell(
                    "criteria", "fine" if kind == "fine" else "worst", about=about
                ),
                "evidence": list[JsonValue](dict.fromkeys(known))[:24],
            },
            {
                "id": "finding",
                "weight": 2,
                "must": kind == "fine",
                "says": self.teller.tell(*says),
                "evidence": [*texts_at(self.words, "evidence", kind)],
            },
            {
                "id": "source",
                "weight": 1,
                "must": False,
                "says": self.teller.tell("criteria", "source"),
                "evidence": [*texts_at(self.words, "evidence", "source")],
            },
        ]

    def _first(self) -> Sentence:
        return self.worst_ones()[0]

    def _exemplar(self) -> str:
        one = self._first()
        given = self._given(one)
        finding_said = self.teller.tell("cases", case_of(one), "finding", **given)
        path = "exemplar" if self.worst is None else "exemplar_bad"
        given |= {"finding": finding_said}
        text = self.teller.tell(path, **given)
        if len(text.split()) <= MOST_WORDS:
            return text
        return self.teller.tell("exemplar_short", **given)

    def _middle(self) -> JsonValue:
        kind = "fine" if self.worst is None else WORST[self.worst]
        text = self.teller.tell("middle", kind)
        criteria = [Criterion.model_validate(one) for one in self._criteria()]
        return {"text": text, "meets": [c.id for c in criteria if evidence_met(text, c)]}

    def _weak(self) -> str:
        claim = Criterion.model_validate(self._criteria()[0])
        told = [self.teller.tell("weak") for _ in texts_at(self.words, "weak")]
        return next((text for text in told if not evidence_met(text, claim)), told[0])

    def _negated(self) -> str:
        about = self._first().about
        if self.worst is None:
            return self.teller.tell("negated", "fine", about=about)
        denied = self.teller.tell("denied", WORST[self.worst])
        return self.teller.tell("negated", "bad", about=about, denied=denied)


def judgment(cite: Cite) -> dict[str, JsonValue]:
    """Return what is right of a citation, as far as it is asked."""
    right = cite.verdict
    if right.exists == "absent":
        return {"exists": "absent"}
    found: dict[str, JsonValue] = {
        "exists": right.exists,
        "supports": right.supports,
        "represents": right.represents,
    }
    return {**found, "redundant": cite.redundant} if right.supports else found


def finding(one: Sentence) -> str | None:
    """Return what is worst of a sentence, one of `WORST`, or None."""
    found = set()
    for cite in one.cites:
        right = cite.verdict
        if right.exists == "absent":
            found.add("absent")
            continue
        found |= {
            name
            for name, holds in (
                ("none", right.supports == 0),
                ("distorted", right.represents == "distorted"),
                ("partial", right.supports == 1),
                ("details", right.exists == "altered"),
                ("redundant", cite.redundant),
            )
            if holds
        }
    if one.lacks:
        found.add("uncited")
    return min(found, key=WORST.index) if found else None


def case_of(one: Sentence) -> str:
    """Return the case of a sentence; "doubt" where sound words look faulty."""
    return "doubt" if one.case == "sound" and one.line and one.line.doubt else one.case
