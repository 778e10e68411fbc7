"""The gold of a run in full: rationale, hints, tempting judgments, criteria and model justifications."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import JsonValue

from grader.generators.tools import page
from grader.generators.tools.beside import decoy_notes, inherited, mended, plain_notes
from grader.generators.tools.notes import Case, Note, Quote, main_notes, misread_besides, spoken
from grader.generators.tools.speech import capital, choose
from grader.generators.tools.verdicts import ERRORS
from grader.generators.tools.wordings import wordings
from grader.generators.tools.world import Chance

_SLOT = re.compile(r"\{([a-z_]+)\}")


LONGEST = 85
"""Words of a model justification, above which its end is said in short."""


class Explained:
    """Everything that gold says of one run, in wordings drawn once."""

    def __init__(self, case: Case, chance: Chance) -> None:
        self.case, self.chance = case, chance
        self.mains = main_notes(case)
        self.beside = [*inherited(case, self.mains), *mended(case, self.mains)]
        self.decoys = decoy_notes(case)
        self.overall = case.judged.overall
        self.reason_key = self._reason_key()
        self.topic = self._topic()
        self.reason = (
            self._filled(self._draw("reasons", self.reason_key)) if self.reason_key else ""
        )
        self.doubt = self._doubt()

    # --- the pieces -------------------------------------------------------------------------------

    def concepts(self) -> list[str]:
        """Return the concepts of the findings, then of what is beside them, six at most."""
        found = [str(self._key(note, "concept")) for note in self.mains]
        if self.reason_key == "left_out":
            found.append("lost-condition")
        if self.overall == "flawed" and any(note.error == "order" for note in self.mains):
            found.append("right-by-luck")
        found += [str(wordings()["decoys"][note.how]["concept"]) for note in self._near()]
        return list(dict.fromkeys(found))[:4]

    def baits(self) -> list[str]:
        """Return the baits, the main one first."""
        found = [str(self._key(note, "bait")) for note in self.mains]
        if self.reason_key == "left_out":
            found.append("MISS")
        words = [wordings()["decoys"][note.how] for note in self._near()]
        found += [str(one["bait"]) for one in words if "bait" in one]
        return list(dict.fromkeys(found))[:3] or ["OVER"]

    def _near(self) -> list[Note]:
        """Return what is no error, each once: first what goes with an error, then what only looks odd."""
        near = [*self.beside, *self.decoys]
        if self.doubt is not None and self.doubt not in near:
            near.append(self.doubt)
        return near

    def rationale(self) -> str:
        """Return why the gold is right, a line for each call that is spoken of."""
        lines = []
        for main in sorted([*self.mains, *self.beside, *self.decoys], key=lambda note: note.call):
            if main.error == "none":
                lines.append(self._fill(self._draw("decoys", main.how, "says"), main))
                continue
            said = [self._fill(self._choose(self._key(main, "says")), main)]
            besides = misread_besides(self.case, main)
            if besides is not None:
                said.append(self._besides(besides))
            lines.append(" ".join(said))
        if self.doubt is not None and self.doubt not in self.decoys:
            lines.append(self._fill(self._draw("decoys", self.doubt.how, "says"), self.doubt))
        lines.append(self._whole())
        return "\n".join(lines[:1] + _no_twice(lines[1:]))

    def _besides(self, finding: Any) -> str:
        words = page.piece(finding.sentence, spoken(finding.shown), last=True)
        shown = self.case.run.steps[finding.call].call
        right = (
            f" ({page.quoted(finding.right, self.case.content)})"
            if finding.right is not None
            else ""
        )
        if finding.how == "taken":
            return (
                f'"{words}" then takes its result for something else than it is: misread besides '
                "(clause 5.2), but the tool comes first (clause 6.1)."
            )
        return (
            f'The result of `{shown.tool}` shows it{right}, and "{words}" says otherwise: misread besides, '
            "but the argument comes first (clause 6.1)."
        )

    def _whole(self) -> str:
        if self.overall != "failed":
            return self._choose(wordings()["outcomes"][self.overall]["says"])
        if self.reason_key == "left_out":
            tail = " No call has an error." if not self.mains else ""
            return f"{capital(self.reason)}: failed (clause 7.3).{tail}"
        return f"{capital(self.reason)}: failed (clause 7.3)."

    def hints(self) -> list[str]:
        """Return two or three hints, from where to look to what to compare."""
        found = [
            self._fill(self._choose(self._key(note, "first")), note) for note in self.mains[:2]
        ]
        if self.reason_key == "left_out":
            found.append(self._choose(wordings()["left_out"]["first"]))
            found.append(self._choose(wordings()["left_out"]["second"]))
        if self.mains:
            note = self.mains[-1] if len(self.mains) < 3 else self.mains[0]
            found.append(self._fill(self._choose(self._key(note, "second")), note))
        for note in self._near():
            if len(found) >= 3:
                break
            found.append(self._fill(self._draw("decoys", note.how, "hint"), note))
        if len(found) < 2 or (not self.mains and len(found) < 3):
            general = [
                one
                for how in ("slip", "value", "early", "repeat", "extra", "invent", "left_out")
                for one in wordings()[how]["first"]
                if one not in found
            ]
            found.insert(0, self._choose(general))
        return list(dict.fromkeys(found))[:3]

    def evidence(self) -> list[JsonValue]:
        """Return the decisive words on the page."""
        quotes: list[Quote] = []
        for note in self.mains:
            quotes += note.quotes
        if not quotes:
            for note in [*self.decoys, *([self.doubt] if self.doubt else [])][:2]:
                quotes += note.quotes
        found: list[JsonValue] = []
        for quote in dict.fromkeys(quotes):
            entry: dict[str, JsonValue] = {"part": quote.part, "quote": quote.words}
            if _times(self.case.content[quote.part], quote.words) > 1:
                entry["nth"] = 1
            found.append(entry)
        return found[:5]

    def tempting(self, calls: Mapping[str, Mapping[str, str]]) -> list[JsonValue]:
        """Return wrong judgments that a reasonable person would give, and why they are wrong."""
        found: list[JsonValue] = [*self._tempting_overall()]
        for note in self.mains[:1]:
            found.append(
                {
                    "value": {
                        "calls": _changed(calls, note.call, _near(str(self._key(note, "near"))))
                    },
                    "why_wrong": self._fill(self._choose(self._key(note, "why_near")), note),
                }
            )
        for note in self._near()[: 1 if self.mains else 2]:
            words = wordings()["decoys"][note.how]
            change = {k: str(words[k]) for k in ("error", "necessity", "correctness") if k in words}
            found.append(
                {
                    "value": {"calls": _changed(calls, note.call, change)},
                    "why_wrong": self._fill(self._choose(words["why_wrong"]), note),
                }
            )
        return found

    def _tempting_overall(self) -> list[JsonValue]:
        pairs = {
            "clean": [("flawed", "flawed_for_clean")],
            "flawed": [("clean", "clean_for_flawed"), ("failed", "failed_for_flawed")],
            "failed": [("clean", "clean_for_failed"), ("flawed", "flawed_for_failed")],
        }[self.overall]
        if self.overall != "clean":
            pairs = [pairs[int(self.chance.integers(2))]]
        found: list[JsonValue] = []
        for value, key in pairs:
            text = self._choose(wordings()["why_overall"][key])
            first = f"{{call_{self.mains[0].call + 1}}}" if self.mains else ""
            text = text.replace("{call}", first).replace("{reason}", self.reason)
            found.append({"value": {"overall": value}, "why_wrong": text})
        return found

    def critical(self) -> list[JsonValue]:
        """Return the miss that must not happen: a failed run that is called clean."""
        if self.overall != "failed" or self.reason_key == "left_out":
            return []
        says = self._choose(wordings()["critical"][self.reason_key])
        return [{"when": {"overall": "clean"}, "says": says}]

    # --- the justification ------------------------------------------------------------------------

    def justification(self) -> dict[str, JsonValue]:
        """Return criteria, exemplar, middle, weak and negated justifications."""
        outcome = wordings()["outcomes"][self.overall]
        notes: list[tuple[str, Mapping[str, Any], Note | None]] = [
            (f"call-{note.call + 1}", self._words(note), note) for note in self.mains[:2]
        ]
        if self.reason_key == "left_out":
            notes.append(("left-out", wordings()["left_out"], self.doubt))
        if not notes:
            assert self.doubt is not None
            notes = [("doubt", wordings()["decoys"][self.doubt.how], self.doubt)]
        criteria: list[JsonValue] = []
        for key, words, note in notes:
            phrases = [self._fill(str(one), note).lower() for one in words["evidence"]]
            criteria.append(
                {
                    "id": key,
                    "weight": 2,
                    "must": True,
                    "says": self._fill(str(words["criterion"]), note),
                    "evidence": [one for one in dict.fromkeys(phrases) if len(one) > 1],
                }
            )
        criteria.append(
            {
                "id": "outcome",
                "weight": 2 if len(notes) == 1 else 1,
                "must": len(notes) == 1,
                "says": self._fill(str(outcome["criterion"]), None),
                "evidence": [*outcome["evidence"]],
            }
        )
        told = [self._fill(str(words["exemplar"]), note) for _, words, note in notes]
        told.append(self._fill(self._choose(outcome["exemplar"]), None))
        if sum(len(one.split()) for one in told) > LONGEST:
            told[-1] = str(outcome["brief"])
        negated = [self._fill(str(words["negated"]), note) for _, words, note in notes]
        return {
            "criteria": criteria,
            "exemplar": " ".join(told),
            "middle": {
                "text": self._fill(str(notes[0][1]["middle"]), notes[0][2]),
                "meets": [notes[0][0]],
            },
            "weak": self._choose(wordings()["weak"]),
            "negated": " ".join([*negated, str(outcome["negated"])]),
        }

    # --- words ------------------------------------------------------------------------------------

    def _reason_key(self) -> str:
        if self.overall != "failed":
            return ""
        findings = self.case.judged.findings
        hows = {finding.how for finding in findings}
        outcome = {finding.how for finding in findings if finding.error == "outcome"}
        for how in ("extra", "unagreed"):
            if how in hows:
                return how
        if "part" in outcome:
            return "part"
        if "state" in outcome:
            wrong = any(
                f.error != "order" and f.how not in ("repeat", "late")
                for f in findings
                if f.error in ERRORS and not self._mended(f.call)
            )
            return "broken" if "early" in hows and not wrong else "state"
        if "answer" in outcome or "taken" in outcome:
            wrong = any(f.error == "misread_result" and f.in_answer for f in findings)
            wrong = wrong or any(f.error == "misread_result" for f in findings)
            return "answer" if wrong else "other"
        return "invent" if "invent" in outcome else "left_out"

    def _mended(self, place: int) -> bool:
        return any(
            note.how == "mended" and note.slots["other_number"] == str(place + 1)
            for note in self.beside
        )

    def _topic(self) -> str:
        if self.reason_key != "left_out":
            return ""
        fact = next(f.fact for f in self.case.judged.findings if f.how == "left_out")
        return self.case.setting.words.topics[fact]

    def _doubt(self) -> Note | None:
        """Return what looked most doubtful in a run without an error."""
        if self.mains:
            return None
        if self.decoys:
            return self.decoys[0]
        plain = plain_notes(self.case)
        changing = [n for n in plain if self.case.setting.words.tools[n.slots["tool"]].changes]
        among = changing or plain
        return among[int(self.chance.integers(len(among)))] if among else None

    def _words(self, note: Note) -> Mapping[str, Any]:
        words = wordings()[note.how]
        return {**wordings()[words["base"]], **words} if "base" in words else words

    def _key(self, note: Note, key: str) -> Any:
        return self._words(note)[key]

    def _choose(self, several: Sequence[str]) -> str:
        return choose(self.chance, [*several])

    def _draw(self, *path: str) -> str:
        found: Any = wordings()
        for key in path:
            found = found[key]
        return self._choose(found)

    def _fill(self, text: str, note: Note | None) -> str:
        slots = dict(note.slots) if note is not None else {}
        invented = next((s for s in self.case.run.answer if s.invents), None)
        slots |= {
            "topic": self.topic or (invented.invents[0] if invented else ""),
            "reason": self.reason,
            "reason_cap": capital(self.reason),
        }
        return _SLOT.sub(lambda match: slots[match.group(1)], text)

    def _filled(self, text: str) -> str:
        return text.replace("{topic}", self.topic)


def _near(error: str) -> dict[str, str]:
    """Return the answers that go with a wrong name for the error."""
    if error == "redundant":
        return {"selection": "right", "necessity": "wrong", "error": error}
    if error == "order":
        return {"necessity": "early", "error": error}
    return {"error": error}


def _changed(
    calls: Mapping[str, Mapping[str, str]], place: int, change: Mapping[str, str]
) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for number, (name, answers) in enumerate(calls.items()):
        found[name] = {**answers, **change} if number == place else {**answers}
    return found


def _times(part: str, words: str) -> int:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return len(re.findall(pattern, page.plain(part)))


def _no_twice(lines: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(lines))
