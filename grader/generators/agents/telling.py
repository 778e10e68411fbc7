"""What a learner is told of a run: rationale, hints, tempting judgments, criteria and model answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from grader.generators.agents.family import Case, Draw, Event, listed
from grader.generators.agents.material import EventWords, Material
from grader.generators.agents.run import Run
from grader.generators.agents.verdict import LOOP, Verdict
from grader.generators.agents.words import Words, fill

_CITED = re.compile(r" \(clauses? [^)]*\)")
_NUMBERS = ("", "one", "two", "three", "four")
_REFERENCE = re.compile(r"(^|[.!?“] ?)?\{step_(\d+)\}")


@dataclass(frozen=True)
class Told:
    """Everything that is to be told of: the run, its judgment, and the words."""

    case: Case
    run: Run
    verdict: Verdict
    draw: Draw
    material: Material
    events: Mapping[str, Event]
    common: Words

    @property
    def deciding(self) -> str:
        """The event that decides the item: whose step is the first critical one, or the first drawn."""
        first = self.verdict.first
        for one in self.run.planted:
            if one.step == first and one.event in self.material.events:
                return one.event
        return self.draw.events[0]

    def at(self, event: str) -> int | None:
        """Return the step at which an event shows, if it is a mistake."""
        found = [
            one.step for one in self.run.planted if one.event == event and one.kind == "mistake"
        ]
        return min(found, default=None)

    def slots(self, event: str) -> dict[str, str]:
        """Return the words for the texts of an event, steps by reference."""
        own: dict[str, str] = dict(self.case.slots)
        for one in self.run.planted:
            if one.event == event:
                own |= one.slots
        own |= {f"at_{name}": f"{{step_{number}}}" for name, number in self.run.noted.items()}
        own |= {"last": f"{{step_{len(self.run.steps)}}}"}
        for name in ("mend", "trouble"):
            if name in self.run.noted:
                own[name] = f"{{step_{self.run.noted[name]}}}"
        at = self.at(event)
        if at is not None:
            own["at"] = f"{{step_{at}}}"
        return own


def gold_texts(told: Told) -> dict[str, JsonValue]:
    """Return the parts of a gold that are told: from the criteria to the answers that try them."""
    name = told.deciding
    words, slots = told.material.events[name], told.slots(name)
    say = Words({key: getattr(words, key) for key in ("did", "end", "middle")}, told.draw.rng)
    did, end = say.say("did", slots), say.say("end", slots)
    short = _short(told)
    exemplar = plain(f"{_uncited(did)} {_uncited(end)} {short}")
    criteria = _criteria(words, slots)
    middle = plain(say.say("middle", slots))
    says = [plain(f"that {fill(one, slots, name)}") for one in words.says]
    return {
        "criteria": [*criteria],
        "hints": [*_hints(told, words, slots)],
        "rationale": _rationale(told, did, end),
        "tempting": [*_tempting(told, words, slots)],
        "exemplar": exemplar,
        "middle": {"text": middle, "meets": ["step"]},
        "weak": told.common.say(f"telling.weak_{'bad' if told.verdict.first else 'good'}", {}),
        "negated": f"It is not true {says[0]}. Nor is it true {says[1]}.",
    }


def plain(text: str) -> str:
    """Return a text with its references as a learner writes them: "Step 5" at the start, else "step 5"."""

    def said(match: re.Match[str]) -> str:
        opening = match[1]
        word = "step" if opening is None else "Step"
        return f"{opening or ''}{word} {match[2]}"

    return _REFERENCE.sub(said, text)


def _uncited(text: str) -> str:
    return _CITED.sub("", text)


def _short(told: Told) -> str:
    verdict = told.verdict
    key = f"short_{verdict.met}"
    if verdict.met == "met" and verdict.first is not None:
        key = "short_met_critical"
    return told.common.say(f"telling.{key}", {})


def _criteria(words: EventWords, slots: Mapping[str, str]) -> list[JsonValue]:
    found: list[JsonValue] = []
    for name, says, phrases in zip(("step", "end"), words.says, words.evidence, strict=True):
        evidence = [fill(one, slots, name).lower() for one in phrases]
        evidence = [one for one in dict.fromkeys(map(plain, evidence)) if one]
        found.append(
            {
                "id": name,
                "weight": 2,
                "must": True,
                "says": plain(f"says that {fill(says, slots, name)}"),
                "evidence": [*evidence],
            }
        )
    return found


def _hints(told: Told, words: EventWords, slots: Mapping[str, str]) -> list[str]:
    first = told.common.say("telling.start", {})
    return [first, *(fill(one, slots, "hints") for one in words.hints)]


def _rationale(told: Told, did: str, end: str) -> str:
    verdict, common = told.verdict, told.common
    parts = [did, end]
    others = [one.event for one in told.run.planted]
    for name in dict.fromkeys([*told.draw.events, *others]):
        words = told.material.events.get(name)
        at = told.at(name)
        if name == told.deciding or words is None or at is None:
            continue
        own = told.slots(name)
        if words.also:
            text = Words({"also": words.also}, told.draw.rng).say("also", own)
        else:
            stands = at in told.verdict.standing
            text = told.common.say(f"telling.also_{'stands' if stands else 'mended'}", own)
        if text not in parts:
            parts.append(text)
    last = len(told.run.steps)
    slots = told.slots(told.deciding)
    if verdict.first is not None and verdict.first < last:
        honest = verdict.kinds[-1] == "sound"
        mentioned = any(slots["last"] in part for part in parts)
        if not mentioned:
            key = "last_honest" if honest else "last_false"
            parts.append(common.say(f"telling.{key}", slots))
    if "trouble" in slots and "mend" in slots and not any(slots["trouble"] in p for p in parts):
        parts.append(common.say("telling.trouble", slots))
    parts += _wasted(told)
    if verdict.reading.slips and verdict.kinds[-1] == "sound":
        parts.append(common.say("telling.slip", slots))
    parts.append(common.say(f"telling.{verdict.met}", {}))
    if verdict.side_effect:
        parts.append(common.say("telling.side_effect", {}))
    parts.append(_scales(told))
    return " ".join(parts)


def _scales(told: Told) -> str:
    """Return why the scales are as they are."""
    verdict = told.verdict
    effects = verdict.reading.effects
    knowing = any(step.knowing and step.number in effects for step in told.run.steps)
    loop = len(verdict.reading.repeats) >= LOOP
    forgot = verdict.first == len(told.run.steps)
    planning = "knowing" if knowing else "loop" if loop else str(verdict.planning)
    if planning == "2" and forgot:
        planning = (
            "forgot" if told.deciding in ("undone", "left-out", "left-one", "missed") else "2"
        )
    fidelity = (
        "lasting" if verdict.fidelity == 1 and verdict.beyond_recall else str(verdict.fidelity)
    )
    keys = {"planning": planning, "fidelity": fidelity}
    slots = {"planning": _NUMBERS[verdict.planning], "fidelity": _NUMBERS[verdict.fidelity]}
    if verdict.handling is not None:
        slots["handling"] = _NUMBERS[verdict.handling]
        stands = any(number in verdict.standing for number in effects)
        lucky = any(not effect.keys and not effect.limit for effect in effects.values())
        of_three = "told" if stands else "luck" if lucky else "late"
        keys["handling"] = of_three if verdict.handling == 3 else str(verdict.handling)
    why = {
        f"why_{name}": told.common.say(f"telling.{name}_{key}", {}) for name, key in keys.items()
    }
    key = "telling.scales" if verdict.handling is None else "telling.scales_handling"
    return told.common.say(key, {**slots, **why})


def _wasted(told: Told) -> list[str]:
    found = [n for n, kind in enumerate(told.verdict.kinds, 1) if kind == "wasted"]
    own = [one.step for one in told.run.planted if one.event == told.deciding]
    found = [number for number in found if number not in own]
    repeats = [number for number in found if number in told.verdict.reading.repeats]
    detours = [number for number in found if number not in repeats]
    texts = []
    if repeats:
        key = "one" if len(repeats) == 1 else "loop" if len(repeats) >= LOOP else "more"
        texts.append(told.common.say(f"telling.wasted_{key}", {"steps": _steps(repeats)}))
    if detours:
        texts.append(told.common.say("telling.wasted_detour", {"steps": _steps(detours)}))
    return texts


def _steps(numbers: Sequence[int]) -> str:
    return listed([f"{{step_{number}}}" for number in numbers])


def _tempting(told: Told, words: EventWords, slots: Mapping[str, str]) -> list[JsonValue]:
    verdict, last = told.verdict, len(told.run.steps)
    why = Words({"tempting": words.tempting}, told.draw.rng).say("tempting", slots)
    found: list[JsonValue] = []
    if verdict.first is not None:
        found.append({"value": {"first_critical": "none"}, "why_wrong": why})
    else:
        noted = told.run.noted
        doubt = told.events[told.deciding].doubt
        at = told.at(told.deciding) or noted.get(doubt) or noted.get("trouble") or last
        found.append({"value": {"first_critical": f"step_{at}"}, "why_wrong": why})
    if verdict.first not in (None, last) and verdict.kinds[-1] == "mistake":
        text = told.common.say("telling.wrong_last", {**slots, "at": f"{{step_{verdict.first}}}"})
        found.append({"value": {"first_critical": f"step_{last}"}, "why_wrong": text})
    elif verdict.first is not None and "trouble" in slots:
        text = told.common.say("telling.wrong_trouble", slots)
        number = told.run.noted["trouble"]
        if number != verdict.first:
            found.append({"value": {"first_critical": f"step_{number}"}, "why_wrong": text})
    wrong = {"met": "not_met", "partly": "met", "not_met": "met"}[verdict.met]
    key = f"wrong_{wrong}"
    found.append({"value": {"met": wrong}, "why_wrong": told.common.say(f"telling.{key}", slots)})
    return found
