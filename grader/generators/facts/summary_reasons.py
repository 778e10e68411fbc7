"""What is told of a summary: gold, reasons, hints and tempting judgments."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pydantic import JsonValue

from grader.generators.facts.choose import Planted
from grader.generators.facts.document import Page, plain, quotable
from grader.generators.facts.draw import shuffled
from grader.generators.facts.setting import Setting, Statement
from grader.generators.facts.summary import SKILL, Summary, Told
from grader.generators.facts.texts import Teller, called, listed, text_at, words_of
from grader.generators.facts.values import Values, words

SCALES = ("faithfulness", "coverage", "conciseness", "coherence")


class Verdicts:
    """All that a learner is told of one summary."""

    def __init__(
        self,
        setting: Setting,
        values: Values,
        page: Page,
        summary: Summary,
        chance: np.random.Generator,
    ) -> None:
        self.setting, self.values, self.page = setting, values, page
        self.summary, self.chance = summary, chance
        self.words = words_of(SKILL)
        self.teller = Teller(self.words, chance, doc=setting.doc)
        self.bad = [told for told in summary.told if told.planted]
        self.doubtful = [told for told in summary.told if told.line.doubt]
        self.statuses = {one.id: summary.status(one) for one in summary.points}

    def concepts(self) -> list[str]:
        """Return what the item exercises."""
        found = [text_at(self.words, "kinds", one.kind, "concept") for one in self._planted()]
        for wanted, concept in (
            (self._buried(), "buried-key-point"),
            ("partly" in self.statuses.values(), "half-covered"),
            (bool(self.summary.spare), "padding"),
            (any(told.joiner for told in self.summary.told), "broken-reference"),
            (any(self._rule(told) == "worked-out" for told in self.doubtful), "worked-out"),
            (bool(self.bad), "no-halo"),
        ):
            if wanted:
                found.append(concept)
        return [*dict.fromkeys([*found, "brief-decides", "fair-compression"])][:6]

    def baits(self) -> list[str]:
        """Return the mistakes it provokes, the main one first."""
        found = [text_at(self.words, "kinds", one.kind, "bait") for one in self._planted()]
        if "missing" in self.statuses.values():
            found.append("MISS")
        if self.summary.spare or self.summary.over:
            found.append("LONG")
        if any(told.joiner for told in self.summary.told):
            found.append("HALO")
        return [*dict.fromkeys([*found, "OVEREDIT"])]

    def gold(self) -> dict[str, JsonValue]:
        """Return everything of the gold but its name, hash and tier."""
        sentences = {f"sentence_{n}": judged(told) for n, told in enumerate(self.summary.told, 1)}
        points: dict[str, JsonValue] = {
            f"point_{n}": {"status": self.statuses[one.id]}
            for n, one in enumerate(self.summary.points, 1)
        }
        critical = [*self._critical()]
        return {
            "gold": {
                "sentences": {**sentences},
                "points": points,
                **{name: getattr(self.summary, name) for name in SCALES},
            },
            **({"critical": critical} if critical else {}),
            "hints": [*self._hints()],
            "rationale": "\n".join(self._rationale()),
            "evidence": [*self._evidence()],
            "tempting": self._tempting(),
        }

    def _buried(self) -> bool:
        """Return whether a key point is missing that stands in the last part of the document."""
        last = {one.id for one in self.setting.parts[-1].statements}
        return any(self.statuses[one] == "missing" for one in last & self.statuses.keys())

    def _planted(self) -> list[Planted]:
        return [told.planted for told in self.bad if told.planted]

    def _rule(self, told: Told) -> str:
        return told.line.doubt.rule if told.line.doubt else ""

    def _name(self, told: Told) -> str:
        return f"sentence_{self.summary.told.index(told) + 1}"

    def _point(self, one: Statement) -> str:
        return f"point_{self.summary.points.index(one) + 1}"

    def _critical(self) -> Iterator[JsonValue]:
        for told in self.bad:
            if told.planted and told.planted.stake.major == "safety":
                yield {
                    "when": {"sentences": {self._name(told): {"support": "supported"}}},
                    "says": "Something that concerns health or safety was passed on wrongly: the reader "
                    f"would {told.planted.stake.would} (clause 3.1).",
                }

    def _rationale(self) -> list[str]:
        told = [self._fault(one) for one in self._planted()]
        told += [self._sound(one) for one in self.doubtful[: 1 if told else 2]]
        scales = [*self._scales()]
        if not scales:
            return [*told, self.teller.tell("all_fine")]
        if len(scales) < 4:
            scales.append(self.teller.tell("scale", "fine"))
        return [*told, *scales]

    def _fault(self, one: Planted) -> str:
        why = one.why or self.teller.tell("kinds", one.kind, "why")
        said = self.teller.tell(
            "frames",
            one.status,
            claim=quotable(one.claim),
            quote=quotable(one.quote),
            why=why,
            clause=text_at(self.words, "kinds", one.kind, "clause"),
        )
        if one.stake.major:
            return f"{said} {self.teller.tell('major', would=one.stake.would)}"
        return f"{said} {self.teller.tell('minor', minor=one.stake.minor)}"

    def _sound(self, told: Told) -> str:
        assert told.line.doubt is not None
        return self.teller.tell(
            "sound",
            claim=quotable(told.line.doubted),
            holds=told.line.doubt.holds.rstrip("."),
            clause=text_at(self.words, "rules", told.line.doubt.rule),
        )

    def _scales(self) -> Iterator[str]:
        """Yield why each scale that is not at its best is where it is."""
        it = self.summary
        if it.faithfulness < 5:
            count = counted(it.majors, it.minors)
            yield self.teller.tell("scale", "faithfulness", value=str(it.faithfulness), count=count)
        if it.coverage < 5:
            wrong = any(told.planted and told.role == "key" for told in it.told)
            yield self.teller.tell(
                "scale",
                "coverage_wrong" if wrong else "coverage",
                value=str(it.coverage),
                lost=self._lost(),
            )
        if it.over:
            yield self.teller.tell(
                "scale",
                "over",
                value=str(it.conciseness),
                count=words(len(it.told)),
                limit=words(len(it.told) - 1),
            )
        elif it.conciseness < 5:
            yield self.teller.tell(
                "scale", "conciseness", value=str(it.conciseness), spare=self._spare()
            )
        if it.coherence < 5:
            joiners = listed([f'"{told.joiner}"' for told in it.told if told.joiner])
            yield self.teller.tell("scale", "coherence", value=str(it.coherence), joiners=joiners)

    def _lost(self) -> str:
        told = []
        for status, verb in (("missing", "missing"), ("partly", "there in part only")):
            names = [
                plain(one.about, self.values)
                for one in self.summary.points
                if self.statuses[one.id] == status
            ]
            if names:
                number = f"{words(len(names))} {'is' if len(names) == 1 else 'are'}"
                told.append(f"{number} {verb} ({listed(names)})")
        return listed(told)

    def _spare(self) -> str:
        return listed(
            [
                f"the sentence on {self._about(told)}"
                + (", said once already" if told.role == "again" else "")
                for told in self.summary.spare
            ]
        )

    def _about(self, told: Told) -> str:
        if told.planted:
            return told.planted.about
        assert told.line.statement is not None
        return plain(told.line.statement.about, self.values)

    def _evidence(self) -> Iterator[JsonValue]:
        for told in self.bad[:3]:
            assert told.planted is not None
            yield {"part": self._name(told), "quote": quotable(told.planted.claim), "nth": 1}
            if told.planted.quote:
                yield {"part": "document", "quote": quotable(told.planted.quote), "nth": 1}
        for one in self.summary.points:
            if self.statuses[one.id] == "missing":
                key = one.phrase(one.source[0]).claims[0]
                yield {"part": "document", "quote": quotable(self.page.quotes[key]), "nth": 1}
        for told in self.doubtful[:1]:
            assert told.line.statement is not None
            assert told.line.doubt is not None
            key = told.line.doubt.claim or told.line.statement.id
            yield {"part": "document", "quote": quotable(self.page.quotes[key]), "nth": 1}

    def _tempting(self) -> list[JsonValue]:
        found = [*self._on_sentences(), *self._on_points(), *self._on_scales()]
        return found[:4] if len(found) > 4 else found or [self._on_sound()]

    def _on_sentences(self) -> Iterator[JsonValue]:
        for told in shuffled(self.chance, self.bad)[:1]:
            assert told.planted is not None
            why = self.teller.tell("kinds", told.planted.kind, "tempting")
            yield _value(self._name(told), {"support": "supported"}, why)
        for told in shuffled(self.chance, self.doubtful)[:1]:
            assert told.line.doubt is not None
            silent = told.line.doubt.rule in ("worked-out", "calendar", "spelled-out")
            why = self.teller.tell(
                "doubted",
                looks=told.line.doubt.looks,
                holds=told.line.doubt.holds.rstrip("."),
                clause=text_at(self.words, "rules", told.line.doubt.rule),
            )
            value: JsonValue = {"support": "unverifiable" if silent else "contradicted"}
            yield _value(self._name(told), value, why)

    def _on_points(self) -> Iterator[JsonValue]:
        """Yield a wrong judgment of a point, the most likely one first."""
        for one in self.summary.points:
            status = self.statuses[one.id]
            here = [told for told in self.summary.told if told.line.statement is one]
            if status == "partly":
                kind = "wrong_point" if any(told.planted for told in here) else "vague_point"
                yield _point(self._point(one), "covered", self.teller.tell(kind))
                return
        for one in self.summary.points:
            status = self.statuses[one.id]
            here = [told for told in self.summary.told if told.line.statement is one]
            if status == "missing":
                yield _point(self._point(one), "detail", self.teller.tell("missing_point"))
                return
            if status == "detail":
                kind, wrong = ("detail", "covered") if here else ("detail_missing", "missing")
                yield _point(self._point(one), wrong, self.teller.tell(kind))
                return

    def _on_scales(self) -> Iterator[JsonValue]:
        it = self.summary
        again = any(told.role == "again" for told in it.told)
        if it.coherence < 5:
            yield {"value": {"coherence": 5}, "why_wrong": self.teller.tell("joiner")}
        if it.over:
            yield {"value": {"conciseness": 5}, "why_wrong": self.teller.tell("over")}
        elif it.spare:
            why = self.teller.tell("again" if again else "padding")
            yield {"value": {"conciseness": 5}, "why_wrong": why}
        if it.faithfulness < 4 and it.coherence == 5:
            yield {"value": {"coherence": 3}, "why_wrong": self.teller.tell("halo")}

    def _on_sound(self) -> JsonValue:
        told = shuffled(self.chance, self.summary.told)[0]
        assert told.line.statement is not None
        key = next(iter(told.line.said.claims))
        why = self.teller.tell("plain_sound", quote=quotable(self.page.quotes[key]))
        return _value(self._name(told), {"support": "contradicted"}, why)

    def _hints(self) -> Iterator[JsonValue]:
        looked = [*self.bad[:2], *self.doubtful[:1]]
        abouts = [self._about(told) for told in looked]
        unsaid = [one for one in self.summary.points if self.statuses[one.id] != "covered"]
        others = [plain(one.about, self.values) for one in shuffled(self.chance, unsaid)]
        plain_ones = [self._about(t) for t in self.summary.told if t not in looked]
        for some in (others[:2], shuffled(self.chance, plain_ones)[:2]):
            abouts += [one for one in some if one not in abouts]
        clauses = {text_at(self.words, "kinds", one.kind, "clause") for one in self._planted()}
        clauses |= {"4.1", "5.3"} | ({"5.4"} if self.summary.conciseness < 5 else set())
        ordered = sorted(clauses, key=lambda number: [int(n) for n in number.split(".")])
        yield self.teller.tell("hints", "first")
        yield self.teller.tell("hints", "second", abouts=listed(shuffled(self.chance, abouts[:5])))
        yield self.teller.tell("hints", "third", clauses=called(ordered))


def judged(told: Told) -> JsonValue:
    """Return what is right of a sentence."""
    if told.planted is None:
        return {"support": "supported"}
    severity = "major" if told.planted.stake.major else "minor"
    return {"support": told.planted.status, "severity": severity}


def counted(majors: int, minors: int) -> str:
    """Return "one major sentence that is not supported" and so on."""
    told = [f"{words(n)} {name}" for n, name in ((majors, "major"), (minors, "minor")) if n]
    plural = "s that are" if majors + minors > 1 else " that is"
    return f"{listed(told)} sentence{plural} not supported"


def _value(name: str, value: JsonValue, why: str) -> JsonValue:
    return {"value": {"sentences": {name: value}}, "why_wrong": why}


def _point(name: str, status: str, why: str) -> JsonValue:
    return {"value": {"points": {name: {"status": status}}}, "why_wrong": why}
