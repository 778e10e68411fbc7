"""Justifications of an output's verdict: criteria, and a strong, a middling, a weak and a denying one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from pydantic import JsonValue

from grader.generators.facts.choose import Line, Planted
from grader.generators.facts.document import Page, plain, quotable
from grader.generators.facts.draw import pick
from grader.generators.facts.output import Output
from grader.generators.facts.setting import Setting
from grader.generators.facts.texts import Teller, texts_at, words_of
from grader.generators.facts.values import Values
from grader.rubric import Criterion, evidence_met

SKILL = "hallucination"
MOST_WORDS = 76
"""A little below what the skill asks, since screens count words in their own way."""


class Answers:
    """What a justification of one output has to say, and examples of it."""

    def __init__(
        self,
        setting: Setting,
        values: Values,
        page: Page,
        output: Output,
        deciding: Sequence[Planted],
        verdict: str,
        chance: np.random.Generator,
    ) -> None:
        self.setting, self.values, self.page = setting, values, page
        self.output, self.chance = output, chance
        self.deciding, self.verdict = deciding, verdict
        self.words = words_of(SKILL)
        self.teller = Teller(self.words, chance, doc=setting.doc)
        self.first: Planted | Line = (
            pick(chance, deciding) if deciding else pick(chance, output.doubtful)
        )

    @property
    def about(self) -> str:
        """What the claim that the example takes is about."""
        if isinstance(self.first, Planted):
            return self.first.about
        assert self.first.statement is not None
        return plain(self.first.statement.about, self.values)

    def criteria(self) -> list[JsonValue]:
        """Return what a good justification says."""
        faithful = not self.deciding
        about = "doubtful" if faithful else "decisive" if len(self.deciding) > 1 else "decisive_one"
        return [
            self._criterion("claim", 2, True, self._tell_criterion(about), self._claim_words()),
            self._criterion(
                "source",
                1,
                False,
                self._tell_criterion("shown" if faithful else "against"),
                self._phrases("shown" if faithful else "against"),
            ),
            self._criterion(
                "verdict",
                1,
                faithful,
                self._tell_criterion("verdict", self.verdict),
                self._phrases(self.verdict),
            ),
        ]

    def _criterion(
        self, name: str, weight: int, must: bool, says: str, evidence: Sequence[str]
    ) -> JsonValue:
        return {"id": name, "weight": weight, "must": must, "says": says, "evidence": [*evidence]}

    def _tell_criterion(self, *path: str) -> str:
        return self.teller.tell("criteria", *path, about=self.about)

    def _phrases(self, name: str) -> list[str]:
        return [one.format(doc=self.setting.doc) for one in texts_at(self.words, "evidence", name)]

    def _claim_words(self) -> list[str]:
        found: list[str] = []
        if self.deciding:
            for one in self.deciding:
                found += [*evidence_words(one.stake.words, one.about), *one.values]
        else:
            for line in self.output.doubtful:
                assert line.statement is not None
                stake = line.statement.stake(line.doubt.claim if line.doubt else "")
                words = stake.words or line.statement.words
                filled = [plain(word, self.values) for word in words]
                found += evidence_words(filled, plain(line.statement.about, self.values))
        return [*dict.fromkeys(word.lower() for word in found if len(word) > 1)][:24]

    def exemplar(self) -> str:
        """Return a justification that meets every criterion."""
        one = self.first
        if isinstance(one, Line):
            assert one.doubt is not None
            assert one.statement is not None
            key = one.doubt.claim or one.statement.id
            given = {
                "about": self.about,
                "claim": quotable(one.doubted),
                "holds": one.doubt.holds.rstrip("."),
                "quote": quotable(self.page.quotes[key]),
            }
            return self._within_limit(given)
        so = self.teller.tell("so", one.severity, would=one.stake.would)
        against = self.teller.tell(
            "against", one.status, quote=quotable(one.quote or self._near(one))
        )
        given = {
            "about": self.about,
            "claim": quotable(one.claim),
            "against": against,
            "so": so,
        }
        return self._within_limit(given)

    def _within_limit(self, given: Mapping[str, str]) -> str:
        text = self.teller.tell("exemplar", self.verdict, **given)
        if len(text.split()) <= MOST_WORDS:
            return text
        return self.teller.tell("exemplar_short", self.verdict, **given)

    def _near(self, one: Planted) -> str:
        """Return words of the source from the part in whose company an addition stands."""
        part = next(line.part for line in self.output.lines if line.planted is one)
        section = next(other for other in self.setting.parts if other.id == part)
        return self.page.whole[section.statements[0].id]

    def middle(self) -> JsonValue:
        """Return a justification that misses the claim that decides."""
        claim = Criterion.model_validate(self.criteria()[0])
        others = [Criterion.model_validate(one) for one in self.criteria()[1:]]
        sound = [
            words
            for line in self.output.lines
            for words in line.sound()
            if len(words.split()) >= 3 and not evidence_met(f"It is right that {words}.", claim)
        ]
        sound = [w for w in sound if not evidence_met(f"It is right that {w}.", others[0])]
        if sound or self.verdict == "faithful":
            quoted = quotable(pick(self.chance, sound)) if sound else ""
            text = self.teller.tell("middle", self.verdict, sound=quoted)
        else:
            text = self.teller.tell("middle_plain", self.verdict)
        meets: list[JsonValue] = [one.id for one in others if evidence_met(text, one)]
        return {"text": text, "meets": meets}

    def weak(self) -> str:
        """Return a justification that says nothing of this item."""
        claim = Criterion.model_validate(self.criteria()[0])
        told = [self.teller.tell("weak") for _ in texts_at(self.words, "weak")]
        return next((text for text in told if not evidence_met(text, claim)), told[0])

    def negated(self) -> str:
        """Return a justification that denies what it should say."""
        return self.teller.tell("negated", self.verdict, about=self.about)


def evidence_words(words: Sequence[str], about: str) -> list[str]:
    """Return the short words by which a justification that speaks of something is known."""
    return [*words, " ".join(about.split()[-2:])]
