"""What the gold of an item of translation quality says besides its values: why, hints, criteria."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import JsonValue

from grader.generators.planted import translating_words as words
from grader.generators.planted.passages import quote_at
from grader.generators.planted.telling import SIGNS, capital, cue_words, listed, pick
from grader.generators.planted.translating import RANKS, Decoy
from grader.generators.planted.translating_plan import (
    CONTENT,
    Mark,
    Plan,
    adequacy,
    fluency,
    points,
    verdict,
)
from grader.rubric import Criterion, passes, read_marks

_CLEAN_CUES = (
    "no error",
    "no mark",
    "nothing to mark",
    "nothing is lost",
    "free of errors",
    "without an error",
)


def marked(marks: Sequence[Mark]) -> list[JsonValue]:
    """Return marks as gold writes them."""
    return [
        {"part": m.part, **m.quote, "severity": m.severity, "category": m.category} for m in marks
    ]


def notes(plan: Plan, chance: np.random.Generator) -> dict[str, JsonValue]:
    """Return everything of a gold but its values, in the order of a hand-written one.

    Raises:
        ValueError: The written answers do not fare as they must against the criteria.
    """
    criteria = _criteria(plan)
    found: dict[str, JsonValue] = {}
    critical: list[JsonValue] = [
        {
            "when": {"errors": {"missed": [{"part": mark.part, **mark.quote}]}},
            "says": f"{capital(mark.effect)}, and the error went unmarked (clause 4.2).",
        }
        for mark in plan.marks
        if mark.severity == "critical"
    ]
    if critical:
        found["critical"] = critical
    return {
        **found,
        "criteria": [one.model_dump(mode="json", exclude={"unless"}) for one in criteria],
        "hints": [*_hints(plan, chance)],
        "rationale": "\n".join(_rationale(plan, chance)),
        "evidence": _evidence(plan),
        "tempting": _tempting(plan, chance),
        **_written(plan, chance, criteria),
    }


def _leading(plan: Plan) -> list[Mark]:
    """Return the marks of the highest severity."""
    top = next(rank for rank in RANKS if any(mark.severity == rank for mark in plan.marks))
    return [mark for mark in plan.marks if mark.severity == top]


def _shown(plan: Plan, site: str) -> str:
    said = plan.translation.at(site).replace("**", "")
    return said if said.startswith("¡") else said.strip(SIGNS)


def _original(plan: Plan, site: str) -> str:
    return plan.source.at(site).replace("**", "").strip(SIGNS)


def _cues(mark: Mark) -> tuple[str, ...]:
    """Return what a justification says when it speaks of a mark: words of either text."""
    return cue_words([one for one in (mark.shown, mark.source) if one])


def _criteria(plan: Plan) -> list[Criterion]:
    name, stems = words.VERDICTS[verdict(plan.marks)]
    follows = Criterion(id="verdict", weight=1, says=f"the verdict is: {name}", evidence=stems)
    if not plan.marks:
        cues = [
            text for site, _ in plan.decoys for text in (_shown(plan, site), _original(plan, site))
        ]
        return [
            Criterion(
                id="clean",
                weight=2,
                must=True,
                says="there is no error to be marked",
                evidence=_CLEAN_CUES,
            ),
            Criterion(
                id="doubt",
                weight=1.5,
                says="a doubtful place is looked at and holds",
                evidence=cue_words(cues),
            ),
            follows,
        ]
    leading = _leading(plan)
    found = [
        Criterion(
            id="place",
            weight=2,
            must=True,
            says=f"the most serious error is named: '{leading[0].shown or leading[0].source}'",
            evidence=_joined([_cues(mark) for mark in leading]),
        ),
        Criterion(
            id="effect",
            weight=1.5,
            says=f"because of it, {leading[0].effect}",
            evidence=_joined([mark.harm for mark in leading]),
        ),
        follows,
    ]
    others = [mark for mark in plan.marks if mark not in leading]
    rest = tuple(cue for cue in _joined([_cues(m) for m in others]) if cue not in found[0].evidence)
    if rest:
        says = "a less serious error is named, too"
        found.append(Criterion(id="other", weight=0.5, says=says, evidence=rest))
    return found


def _joined(cues: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cue for some in cues for cue in some))


def _written(
    plan: Plan, chance: np.random.Generator, criteria: Sequence[Criterion]
) -> dict[str, JsonValue]:
    """Return an answer that passes, one in the middle, a weak and a negated one, each tried."""
    make = _faulty_texts if plan.marks else _clean_texts
    exemplar, middles, negated = make(plan, chance)
    weak = pick(words.WEAK, chance)
    middle = next((t for t in middles if not passes(read_marks(t, criteria), criteria)), middles[0])
    if not passes(read_marks(exemplar, criteria), criteria):
        met = [mark.id for mark in read_marks(exemplar, criteria) if mark.met]
        raise ValueError(f"{plan.setting.name}: this exemplar only meets {met}: {exemplar}")
    for text in (middle, weak, negated):
        if passes(read_marks(text, criteria), criteria):
            raise ValueError(f"{plan.setting.name}: this note passes and must not: {text}")
    meets = [mark.id for mark in read_marks(middle, criteria) if mark.met]
    if not meets:
        raise ValueError(f"{plan.setting.name}: this note meets nothing: {middle}")
    told: JsonValue = {"text": middle, "meets": [*meets]}
    return {"exemplar": exemplar, "middle": told, "weak": weak, "negated": negated}


def _faulty_texts(plan: Plan, chance: np.random.Generator) -> tuple[str, tuple[str, ...], str]:
    head = min(_leading(plan), key=lambda mark: (mark.near, mark.start))
    place = words.noted(head, chance)
    name = words.VERDICTS[verdict(plan.marks)][0]
    total = points(plan.marks)
    unit = "point" if total == 1 else "points"
    others = len(plan.marks) - 1
    sums = (
        f"That is {head.severity} and the only mark, so it is {total} {unit}: {name}."
        if not others
        else f"That is {head.severity}; with {_others(others)} it makes {total} points: {name}."
    )
    exemplar = f"{place} {capital(head.effect)}. {sums}"
    middles = (
        f"{place} I have marked these words, and I went over the other sentences with the same care as far "
        "as I could.",
        f"While I compared the two texts, I saw that {head.effect}. I would {name}, since this is what the "
        "points that I added come to.",
    )
    negated = (
        f"It is not true that anything is wrong with '{head.shown or head.source}'. Nobody would be misled "
        f"by it, and it is not right to {name}."
    )
    return exemplar, middles, negated


def _others(count: int) -> str:
    return "one more mark" if count == 1 else f"{('two', 'three', 'four')[count - 2]} more marks"


def _clean_texts(plan: Plan, chance: np.random.Generator) -> tuple[str, tuple[str, ...], str]:
    site = plan.decoys[0][0]
    shown, source = _shown(plan, site), _original(plan, site)
    begins = (
        "I found no error in this translation.",
        "There is no error to be marked.",
        "Read in both directions, this is free of errors.",
    )
    place = (
        f'The place that looked most doubtful is "{shown}" for "{source}", and a reader takes away the same.',
        f'I stopped at "{shown}", but it says what the source has in "{source}".',
    )
    exemplar = (
        f"{pick(begins, chance)} {pick(place, chance)} With 0 points I would deliver it as it is."
    )
    middles = (
        f'"{shown}" for "{source}" looks doubtful to me, so I marked it to be on the safe side, and with one '
        "or two points it can still go out, that is, deliver.",
        f'"{shown}" for "{source}" looks doubtful to me, so I marked it to be on the safe side, although the '
        "rest of the text reads very well.",
    )
    negated = (
        f"It is not true that there is no error. '{shown}' cannot stay, and nobody should ever deliver a "
        "text like that."
    )
    return exemplar, middles, negated


def _hints(plan: Plan, chance: np.random.Generator) -> list[str]:
    if not plan.marks:
        # The first hint is the same as of an item with errors, so that it gives nothing away.
        there = sorted(
            {one.category for several in plan.setting.faults.values() for one in several}
        )
        seen = listed([f'"{_shown(plan, site)}"' for site, _ in plan.decoys[:2]])
        return [
            words.look(pick(there, chance), chance),
            f"Look at {seen} once more. What would a reader believe or do because of this?",
            "Clauses 1.1, 1.2 and 5.6 are the ones you need.",
        ]
    subtle = max(plan.marks, key=lambda mark: (mark.near, mark.start))
    return [
        words.look(subtle.category, chance),
        words.places(plan.marks, chance),
        words.cited(plan.marks),
    ]


def _rationale(plan: Plan, chance: np.random.Generator) -> list[str]:
    said = [words.why(mark, chance) for mark in plan.marks]
    for site, decoy in plan.decoys[: 3 if len(said) < 3 else 1]:
        said.append(
            f'"{_shown(plan, site)}" for "{_original(plan, site)}" is right: {_why(plan, decoy)}.'
        )
    said.append(words.summed(plan.marks, points(plan.marks), verdict(plan.marks)))
    content = any(mark.category in CONTENT for mark in plan.marks)
    language = any(mark.category not in CONTENT for mark in plan.marks)
    if content != language:
        untouched = "Fluency" if content else "Adequacy"
        level = fluency(plan.marks) if content else adequacy(plan.marks)
        other = "content" if content else "language"
        number = "6.2" if content else "6.1"
        said.append(
            f"{untouched} stays at {level}, since only the {other} has errors (clause {number})."
        )
    return said


def _why(plan: Plan, decoy: Decoy) -> str:
    return plan.filled(decoy.why)


def _evidence(plan: Plan) -> list[JsonValue]:
    found: list[JsonValue] = []
    for mark in plan.marks:
        found.append({"part": mark.part, **mark.quote})
        if mark.part == "translation":
            found.append({"part": "source", **_in_source(plan, mark.source)})
    if not plan.marks:
        for site, _ in plan.decoys[:2]:
            found.append({"part": "source", **_in_source(plan, _original(plan, site))})
            found.append({"part": "translation", **_at(plan, site)})
    return list({str(one): one for one in found}.values())


def _in_source(plan: Plan, quote: str) -> dict[str, str | int]:
    text = plan.source.text.replace("**", "")
    at = text.index(quote)
    return quote_at(text, at, at + len(quote))


def _at(plan: Plan, site: str) -> dict[str, str | int]:
    return quote_at(plan.translation.text, *plan.translation.spans[site])


def _tempting(plan: Plan, chance: np.random.Generator) -> list[JsonValue]:
    found: list[JsonValue] = []
    if plan.decoys:
        site, decoy = plan.decoys[int(chance.integers(len(plan.decoys)))]
        wrong: JsonValue = {
            "part": "translation",
            **_at(plan, site),
            "severity": decoy.severity,
            "category": decoy.category,
        }
        lead = "The errors are marked here, and something right with them." if plan.marks else ""
        says = f'{lead} "{_shown(plan, site)}" is right: {_why(plan, decoy)}.'.strip()
        found.append({"value": {"errors": [*marked(plan.marks), wrong]}, "why_wrong": says})
    if plan.marks:
        head = max(plan.marks, key=lambda mark: (mark.near, -RANKS.index(mark.severity)))
        other, texts = words.WHAT_ELSE[head.severity]
        text = pick(texts, chance)
        changed = [m._replace(severity=other) if m is head else m for m in plan.marks]
        says = text.format(effect=head.effect, Effect=capital(head.effect))
        found.append({"value": {"errors": marked(changed)}, "why_wrong": says})
        found += _misplaced(plan, chance)
    else:
        says = (
            "There need not be an error. Whoever has compared every sentence and found nothing marks none, "
            "and 0 points mean: deliver (clauses 1.1 and 6.4)."
        )
        found.append({"value": {"verdict": "repair"}, "why_wrong": says})
    return found


def _misplaced(plan: Plan, chance: np.random.Generator) -> list[JsonValue]:
    """Return the whole that one would give by its looks, where the marks say otherwise."""
    if adequacy(plan.marks) < 4 and fluency(plan.marks) > 3:
        fluent = (
            "The text reads well, and one is tempted to let that count. But adequacy is read off the marks "
            "on content alone (clause 6.1).",
            "Good language lifts fluency. The errors of content bring adequacy down to "
            f"{adequacy(plan.marks)} all the same (clause 6.1).",
        )
        return [{"value": {"adequacy": 4}, "why_wrong": pick(fluent, chance)}]
    if fluency(plan.marks) < 5 and adequacy(plan.marks) == 5:
        slips = (
            "The slips are of the language alone. They leave adequacy where it is, since the content arrives "
            "(clause 6.1).",
            "Nothing of the content is lost or changed, so adequacy stays at 5; what is wrong counts for "
            "fluency (clauses 6.1 and 6.2).",
        )
        return [{"value": {"adequacy": 4}, "why_wrong": pick(slips, chance)}]
    return []
