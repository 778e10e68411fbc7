"""Reading settings, with every mistake in them told at once and by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

import numpy as np
from pydantic import ValidationError

from grader.errors import QualprepError, UnknownNameError
from grader.generators.facts.draw import SlotError, draw
from grader.generators.facts.kinds import KINDS, RULES, STAKES
from grader.generators.facts.phrases import Phrase, PhraseError, parse
from grader.generators.facts.setting import Fault, Setting, Stake, Statement, is_added
from grader.generators.facts.values import ExpressionError, Value, work_out
from grader.strict_yaml import loads

FOLDER = "settings"
_SPLITS = re.compile(
    r"[,;:]|\b(?:but|while|whereas|because|although|not|no|never|nobody|nothing|without|cannot|neither|hardly)\b"
)
LEAST_DOUBTFUL = 3
SKILLS = ("hallucination", "citation-grounding", "summarization")


@lru_cache(maxsize=1)
def settings() -> tuple[Setting, ...]:
    """Return every setting, in the order of their names.

    Raises:
        QualprepError: One of them cannot be used; every problem is named.
    """
    folder = files(__package__).joinpath(FOLDER)
    found, problems = [], list[str]()
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            document = loads(file.read_text(encoding="utf-8"), name=file.name)
            problems += map(str, document.problems)
            try:
                setting = Setting.model_validate(document.data)
            except ValidationError as error:
                problems += [
                    f"{file.name}: {'.'.join(map(str, one['loc']))}: {one['msg']}"
                    for one in error.errors()
                ]
                continue
            problems += [f"{file.name}: {message}" for message in problems_of(setting)]
            found.append(setting)
    if problems:
        raise QualprepError(
            what="Settings of generated items cannot be used.",
            where="grader/generators/facts/settings",
            do="Mend:\n" + "\n".join(problems),
        )
    return tuple(found)


def in_turn(seed: int, name: str | None = None) -> Setting:
    """Return the setting of a seed: a run of seeds shows them all before one comes again.

    Args:
        seed: Any whole number from 0 on.
        name: The id of the setting wanted, if it is not to be the seed's.

    Raises:
        UnknownNameError: There is no such setting.
    """
    every = settings()
    if name is None:
        return every[(seed * 5 + seed // len(every)) % len(every)]
    by_id = {one.id: one for one in every}
    if name not in by_id:
        raise UnknownNameError("setting", name, by_id)
    return by_id[name]


def problems_of(setting: Setting) -> list[str]:
    """Return everything that is wrong with a setting; [] when it can be used."""
    try:
        values = draw(setting.slots, np.random.default_rng(1))
    except SlotError as error:
        return [str(error)]
    found = [*_text_problems(setting, values)]
    if found:  # what cannot be rendered cannot be compared
        return found
    ids = [one.id for part in setting.parts for one in part.statements]
    found += [f"the statement {name!r} is there twice" for name in set(ids) if ids.count(name) > 1]
    keys = [
        key for _, one in setting.statements.values() for key in one.phrase(one.source[0]).claims
    ]
    found += [
        f"the claim {key!r} is there twice" for key in sorted(set(keys)) if keys.count(key) > 1
    ]
    for _, one in setting.statements.values():
        found += [f"{one.id}: {message}" for message in _statement_problems(one, values)]
    if sum(bool(p.statement.doubtful) for p in setting.statements.values()) < LEAST_DOUBTFUL:
        found.append(f"fewer than {LEAST_DOUBTFUL} statements have a wording that looks faulty")
    found += _rest_problems(setting)
    return found


def _text_problems(setting: Setting, values: Mapping[str, Value]) -> Iterator[str]:
    for default, text in setting.texts():
        try:
            parse(text, default).said(values)
        except PhraseError as error:
            yield str(error)


def _stake_problems(stake: Stake) -> Iterator[str]:
    if bool(stake.major) == bool(stake.minor):
        yield "a claim is either major or minor"
    if stake.major and (stake.major not in STAKES or not stake.would):
        yield f"major is one of {', '.join(STAKES)}, and needs what a reader would do"


def _statement_problems(one: Statement, values: Mapping[str, Value]) -> Iterator[str]:
    keys = [set(one.phrase(text).claims) for text in one.source]
    for text, there in zip(one.source, keys, strict=True):
        if there != keys[0]:
            yield f"{text!r} has other claims than the first wording"
    if not one.said:
        return
    if len(one.source) < 2 or len(one.said) < 2:
        yield "it needs two wordings in the source and in the output"
    if not (one.about and one.point and one.words):
        yield "it needs about, point and words"
    yield from _about_problems(one.about)
    for text in (*one.said, *(doubt.text for doubt in one.doubtful), *one.unnamed):
        phrase = one.phrase(text)
        if not phrase.claims or not set(phrase.claims) <= keys[0]:
            yield f"{text!r} claims something that its source does not"
        yield from _sentence_problems(phrase)
    for text in one.partly:
        yield from _sentence_problems(one.phrase(text))
    for key in sorted(keys[0]):
        yield from _stake_problems(one.stake(key))
    for doubt in one.doubtful:
        if doubt.rule not in RULES:
            yield f"{doubt.rule!r} is no rule; there are {', '.join(sorted(RULES))}"
        if (doubt.claim or one.id) not in one.phrase(doubt.text).claims:
            yield f"{doubt.text!r} does not hold the claim that looks faulty"
    for fault in one.faults:
        yield from _fault_problems(one, fault, values)


def _about_problems(about: str) -> Iterator[str]:
    """Yield why a justification that speaks of this could not be told from one that does not."""
    if max(len(word) for word in about.split()[-2:]) < 4:
        yield f"about {about!r}: its last two words have to say what it is about"
    if _SPLITS.search(about):
        yield f"about {about!r}: no comma, while, because, but or denial in it"


def _sentence_problems(phrase: Phrase) -> Iterator[str]:
    if phrase.source[-1] not in ".!?":
        yield f"{phrase.source!r} ends without a full stop"
    if ".]" in phrase.source:
        yield f"{phrase.source!r}: a claim leaves out the full stop"


def _fault_problems(one: Statement, fault: Fault, values: Mapping[str, Value]) -> Iterator[str]:
    name = f"the fault {fault.kind!r}"
    if fault.kind not in KINDS or is_added(fault.kind):
        yield f"{name} is none that a statement can have"
        return
    if not set(fault.only) <= set(SKILLS):
        yield f"{name}: only names a skill that there is not"
    claim = one.fault_claim(fault)
    if bool(fault.slot and fault.wrong) == bool(fault.text):
        yield f"{name} has either a slot with wrong values or a text"
        return
    phrases = one.wordings(fault)
    if not phrases:
        yield f"{name}: no wording has the slot {fault.slot!r} in the claim {claim!r}"
    for phrase in phrases:
        if claim not in phrase.claims:
            yield f"{name}: {phrase.source!r} has no claim {claim!r}"
        yield from _sentence_problems(phrase)
    for formula in fault.wrong:
        try:
            if work_out(formula, values) == values[fault.slot]:
                yield f"{name}: {formula!r} gives what is right"
        except (ExpressionError, KeyError) as error:
            yield f"{name}: {error}"


def _rest_problems(setting: Setting) -> Iterator[str]:
    parts = {part.id for part in setting.parts}
    for more in setting.added:
        if not is_added(more.kind) or more.part not in parts:
            yield f"added {more.text!r}: its kind or its part does not exist"
        if parse(more.text, "added").claims != ("added",):
            yield f"added {more.text!r}: it needs one claim"
        yield from (f"added {more.text!r}: {message}" for message in _stake_problems(more))
        yield from _about_problems(more.about)
    for echo in setting.echoes:
        if echo.of not in setting.statements or echo.part not in parts:
            yield f"echo {echo.text!r}: its statement or its part does not exist"
        elif setting.statements[echo.of].part.id == echo.part:
            yield f"echo {echo.text!r}: it stands in the same part as what it repeats"
    for joint in setting.joints:
        owners = [setting.owners.get(key) for key in parse(joint.text).claims]
        if len(owners) != 2 or None in owners:
            yield f"joint {joint.text!r}: it needs two claims that are in the source"
        elif len({setting.statements[str(one)].part.id for one in owners}) != 2:
            yield f"joint {joint.text!r}: its claims stand in the same part"
    for mouthful in setting.mouthfuls:
        if mouthful.part not in parts:
            yield f"mouthful {mouthful.text!r}: there is no part {mouthful.part!r}"
    for brief in setting.briefs:
        unknown = {*brief.key, *brief.details} - set(setting.statements)
        if unknown or set(brief.key) & set(brief.details):
            yield f"brief {brief.text!r}: {sorted(unknown)} are unknown, or a point is both"
        for name in (*brief.key, *brief.details):
            if name not in unknown:
                one = setting.statements[name].statement
                stakes = [one.stake(key) for key in one.phrase(one.source[0]).claims]
                if not one.said:
                    yield f"brief {brief.text!r}: {name} cannot be said"
                if any(bool(stake.major) != (name in brief.key) for stake in stakes):
                    yield f"brief {brief.text!r}: {name} has to be major if key, else minor"
