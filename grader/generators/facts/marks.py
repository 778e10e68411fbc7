"""What is told of an output's marks: gold, reasons, hints, tempting judgments and model answers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from pydantic import JsonValue

from grader.generators.facts.answers import Answers
from grader.generators.facts.choose import Line, Planted
from grader.generators.facts.document import Page, plain, quotable
from grader.generators.facts.draw import shuffled
from grader.generators.facts.kinds import STAKES
from grader.generators.facts.output import Output
from grader.generators.facts.setting import Setting
from grader.generators.facts.texts import Teller, at, called, listed, text_at, texts_at, words_of
from grader.generators.facts.values import Values
from grader.markup import find_quote, render_markdown, visible_text

SKILL = "hallucination"


class Marks:
    """The marks of one output, and all that a learner is told of them."""

    def __init__(
        self,
        setting: Setting,
        values: Values,
        page: Page,
        output: Output,
        chance: np.random.Generator,
    ) -> None:
        self.setting, self.values, self.page = setting, values, page
        self.output, self.chance = output, chance
        self.words = words_of(SKILL)
        self.teller = Teller(self.words, chance, doc=setting.doc)
        self.planted = [line.planted for line in output.faulty if line.planted]
        self._visible = visible_text(render_markdown(output.text))

    @property
    def verdict(self) -> str:
        """The verdict that follows from the marks (clause 5.2)."""
        severities = {one.severity for one in self.planted}
        if not severities:
            return "faithful"
        return "repairs" if severities == {"minor"} else "unusable"

    def deciding(self) -> list[Planted]:
        """Return the faults that decide the verdict."""
        grave = [one for one in self.planted if one.severity != "minor"]
        return grave or self.planted

    def concepts(self) -> list[str]:
        """Return what the item exercises."""
        found = [text_at(self.words, "kinds", one.kind, "concept") for one in self.planted]
        rules = [line.doubt.rule for line in self.output.doubtful if line.doubt]
        if {"worked-out", "rounded", "calendar"} & set(rules):
            found.append("allowed-inference")
        return [*dict.fromkeys([*found, "fair-paraphrase"])][:5]

    def baits(self) -> list[str]:
        """Return the mistakes it provokes, the main one first."""
        found = [text_at(self.words, "kinds", one.kind, "bait") for one in self.deciding()]
        if self.output.doubtful or not found:
            found.append("OVEREDIT")
        return [*dict.fromkeys(found)]

    def gold(self) -> dict[str, JsonValue]:
        """Return everything of the gold but its name, hash and tier."""
        answers = Answers(
            self.setting,
            self.values,
            self.page,
            self.output,
            self.deciding(),
            self.verdict,
            self.chance,
        )
        critical: list[JsonValue] = [
            {
                "when": {"claims": {"missed": [self._place(one.claim) | {"status": one.status}]}},
                "says": f"Something that concerns health or safety was passed on wrongly: a reader would "
                f"{one.stake.would} (clause 4.2).",
            }
            for one in self.planted
            if one.stake.major == "safety"
        ]
        return {
            "gold": {"claims": [*self._claims()], "verdict": self.verdict},
            **({"critical": critical} if critical else {}),
            "criteria": answers.criteria(),
            "hints": [*self._hints()],
            "rationale": "\n".join(self._rationale()),
            "evidence": [*self._evidence()],
            "tempting": [*self._tempting()],
            "exemplar": answers.exemplar(),
            "middle": answers.middle(),
            "weak": answers.weak(),
            "negated": answers.negated(),
        }

    def _place(self, words: str) -> dict[str, JsonValue]:
        """Return a quote of the output, with its count where the words occur more than once."""
        count = self._visible.count(words)
        if count == 1:
            return {"quote": words}
        found = find_quote(self._visible, words, 1)
        return {"quote": words, "nth": 1 + self._visible[: found.start].count(words)}

    def _claims(self) -> Iterable[JsonValue]:
        for line in self.output.lines:
            if line.planted:
                yield self._mark(line.planted)
            for words in line.sound():
                yield {**self._place(words), "status": "supported"}

    def _mark(self, one: Planted) -> JsonValue:
        found = {**self._place(one.claim), "status": one.status, "severity": one.severity}
        return {**found, "correction": one.right} if one.right else found

    def _why(self, one: Planted) -> str:
        return one.why or self.teller.tell("kinds", one.kind, "why")

    def _stake(self, one: Planted) -> str:
        if one.severity == "fabrication":
            return self.teller.tell("fabrication")
        if one.severity == "minor":
            return self.teller.tell("minor", minor=one.stake.minor)
        return self.teller.tell("major", would=one.stake.would, stake=STAKES[one.stake.major])

    def _rationale(self) -> list[str]:
        told = [
            self.teller.tell(
                "frames",
                one.status,
                claim=quotable(one.claim),
                quote=quotable(one.quote),
                why=self._why(one),
                clause=text_at(self.words, "kinds", one.kind, "clause"),
            )
            + " "
            + self._stake(one)
            for one in self.planted
        ]
        statuses = [one.status for one in self.planted]
        if statuses:
            which = statuses[0] if len(set(statuses)) == 1 else "both"
            if len(statuses) == 1:
                which += "_one"
            told.append(self.teller.tell("repair", which))
        told += [self._sound(line) for line in self.output.doubtful[: 3 if not told else 2]]
        return [*told, self.teller.tell("verdict", self.verdict)]

    def _sound(self, line: Line) -> str:
        assert line.doubt is not None
        return self.teller.tell(
            "sound",
            claim=quotable(line.doubted),
            holds=line.doubt.holds.rstrip("."),
            clause=text_at(self.words, "rules", line.doubt.rule),
        )

    def _evidence(self) -> Iterable[JsonValue]:
        for one in self.planted[:4]:
            yield {"part": "output", "quote": quotable(one.claim), "nth": 1}
            if one.quote:
                yield {"part": "document", "quote": quotable(one.quote), "nth": 1}
        for line in self.output.doubtful[:2]:
            assert line.doubt is not None
            assert line.statement is not None
            key = line.doubt.claim or line.statement.id
            yield {"part": "output", "quote": quotable(line.doubted), "nth": 1}
            yield {"part": "document", "quote": quotable(self.page.quotes[key]), "nth": 1}

    def _tempting(self) -> list[JsonValue]:
        found = [self._missed(one) for one in shuffled(self.chance, self.planted)[:2]]
        found += [
            self._overmarked(line) for line in shuffled(self.chance, self.output.doubtful)[:2]
        ]
        if self.planted:
            found.append(self._wrong_kind(shuffled(self.chance, self.planted)[0]))
        return found[:4]

    def _missed(self, one: Planted) -> JsonValue:
        wrong, right = one.values or ("", "")
        kind = ("kinds", one.kind, "tempting")
        usable = len(texts_at(self.words, *kind))
        why = self.teller.tell(*kind, wrong=wrong, right=right)
        while not one.values and '""' in why and usable > 1:
            why = self.teller.tell(*kind, wrong=wrong, right=right)
        value: JsonValue = {"claims": [{**self._place(one.claim), "status": "supported"}]}
        return {"value": value, "why_wrong": why}

    def _overmarked(self, line: Line) -> JsonValue:
        assert line.doubt is not None
        silent = line.doubt.rule in ("worked-out", "calendar", "spelled-out")
        mark: dict[str, JsonValue] = {
            **self._place(line.doubted),
            "status": "unverifiable" if silent else "contradicted",
            "severity": "minor" if silent else "major",
        }
        why = self.teller.tell(
            "doubted",
            looks=line.doubt.looks,
            holds=line.doubt.holds.rstrip("."),
            clause=text_at(self.words, "rules", line.doubt.rule),
        )
        return {"value": {"claims": [mark]}, "why_wrong": why}

    def _wrong_kind(self, one: Planted) -> JsonValue:
        other = "unverifiable" if one.status == "contradicted" else "contradicted"
        severity = "major" if one.severity == "fabrication" else one.severity
        mark: dict[str, JsonValue] = {
            **self._place(one.claim),
            "status": other,
            "severity": severity,
        }
        return {
            "value": {"claims": [mark]},
            "why_wrong": self.teller.tell("wrong_kind", one.status),
        }

    def _hints(self) -> list[str]:
        others = [
            line
            for line in self.output.lines
            if not line.planted and not line.doubt and line.statement
        ]
        abouts = [one.about for one in self.planted[:3]]
        abouts += [self._about(line) for line in self.output.doubtful[:2]]
        abouts += [
            self._about(line) for line in shuffled(self.chance, others)[: 1 + (len(abouts) < 2)]
        ]
        clauses = [text_at(self.words, "kinds", one.kind, "clause") for one in self.planted]
        rules = at(self.words, "rules")
        assert isinstance(rules, dict)
        clauses += [str(rules[line.doubt.rule]) for line in self.output.doubtful[:2] if line.doubt]
        clauses = sorted({*clauses, "2.2"}, key=lambda number: [int(n) for n in number.split(".")])
        return [
            self.teller.tell("hints", "first"),
            self.teller.tell("hints", "second", abouts=listed(shuffled(self.chance, abouts))),
            self.teller.tell("hints", "third", clauses=called(clauses)),
        ]

    def _about(self, line: Line) -> str:
        assert line.statement is not None
        return plain(line.statement.about, self.values)
