"""What the gold of an item of output editing says besides its fixes: why, hints, wrong answers, criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from pydantic import JsonValue

from grader.generators.planted import editing_words as words
from grader.generators.planted.editing import Decoy
from grader.generators.planted.editing_plan import Fix, Plan
from grader.generators.planted.passages import quote_at
from grader.generators.planted.telling import capital, cue_words, listed, pick
from grader.rubric import Criterion, passes, read_marks

_CLEAN_CUES = (
    "nothing had to",
    "nothing has to",
    "nothing to change",
    "nothing needs",
    "no change is",
    "left it as",
    "left the answer",
    "left everything",
    "agrees with the",
)


def notes(plan: Plan, chance: np.random.Generator) -> dict[str, JsonValue]:
    """Return everything of a gold but its values, in the order of a hand-written one.

    Raises:
        ValueError: The written answers do not fare as they must against the criteria.
    """
    criteria = _criteria(plan)
    written = _written(plan, chance, criteria)
    return {
        "criteria": [one.model_dump(mode="json", exclude={"unless"}) for one in criteria],
        "hints": [*_hints(plan, chance)],
        "rationale": "\n".join(_rationale(plan, chance)),
        "evidence": _evidence(plan),
        "tempting": _tempting(plan, chance),
        **written,
    }


def _leading(plan: Plan) -> list[Fix]:
    """Return the fixes of the most serious class."""
    return [fix for fix in plan.musts if fix.told.cls == plan.first]


def _head(plan: Plan) -> Fix:
    """Return the fix that the note is about: of the most serious class, the plainest that builds on none."""
    return min(
        _leading(plan), key=lambda fix: (fix.told.kind in ("slip", "follow-on"), fix.near, fix.span)
    )


def _doubt(plan: Plan) -> Decoy:
    return plan.decoys[0][1]


def _criteria(plan: Plan) -> list[Criterion]:
    if plan.first == "none":
        doubt = _doubt(plan)
        return [
            Criterion(
                id="clean",
                weight=2,
                must=True,
                says="every statement agrees with the source, so nothing had to be changed",
                evidence=_CLEAN_CUES,
            ),
            Criterion(
                id="doubt",
                weight=1.5,
                says="the doubtful place is looked at and stays",
                evidence=_joined(
                    [cue_words(plan.filled(c) for c in d.cues) for _, d in plan.decoys]
                ),
            ),
            Criterion(
                id="source",
                weight=1,
                says="the source or the request bears it out",
                evidence=(
                    "bears it out",
                    "borne out",
                    "the same",
                    *_first_words(plan.filled(doubt.source)),
                ),
            ),
        ]
    leading = _leading(plan)
    head = _head(plan).told
    found = [
        Criterion(
            id="place",
            weight=2,
            must=True,
            says=f"{words.NAMES[head.kind]} has to be changed: '{head.shown}'",
            evidence=_joined([fix.cues for fix in leading]),
        ),
        Criterion(
            id="harm",
            weight=1.5,
            says=f"because of it, {head.mistake}",
            evidence=_joined([fix.harm for fix in leading]),
        ),
        Criterion(
            id="class",
            weight=1,
            says=f"it is a matter of {plan.first}",
            evidence=words.CLASS_CUES[plan.first],
        ),
    ]
    others = [fix for fix in plan.musts if fix.told.cls != plan.first]
    if others:
        cues = tuple(
            cue for cue in _joined([fix.cues for fix in others]) if cue not in found[0].evidence
        )
        if cues:
            says = "a less serious change is named, too"
            found.append(Criterion(id="other", weight=0.5, says=says, evidence=cues))
    return found


def _joined(cues: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cue for some in cues for cue in some))


def _first_words(text: str, most: int = 3) -> tuple[str, ...]:
    return (" ".join(text.lower().split()[:most]).strip(".,;:"),)


def _written(
    plan: Plan, chance: np.random.Generator, criteria: Sequence[Criterion]
) -> dict[str, JsonValue]:
    """Return an answer that passes, one in the middle, a weak and a negated one, each tried."""
    exemplar, middle, negated = (
        _clean_texts(plan, chance) if plan.first == "none" else _faulty_texts(plan, chance)
    )
    weak = pick(words.WEAK, chance)
    if not passes(read_marks(exemplar, criteria), criteria):
        raise ValueError(f"{plan.case.name}: this exemplar does not pass: {exemplar}")
    for text in (middle, weak, negated):
        if passes(read_marks(text, criteria), criteria):
            raise ValueError(f"{plan.case.name}: this note passes and must not: {text}")
    meets = [mark.id for mark in read_marks(middle, criteria) if mark.met]
    if not meets:
        raise ValueError(f"{plan.case.name}: this note meets nothing: {middle}")
    told: JsonValue = {"text": middle, "meets": [*meets]}
    return {"exemplar": exemplar, "middle": told, "weak": weak, "negated": negated}


def _faulty_texts(plan: Plan, chance: np.random.Generator) -> tuple[str, str, str]:
    head = _head(plan).told
    cls = head.cls
    place = words.noted(head, chance)
    ends = (
        f"Because of this, {head.mistake}, so it is a matter of {cls}.",
        f"As a result, {head.mistake}. That makes it a matter of {cls}.",
        f"{capital(head.mistake)}; this is why it is {cls}.",
    )
    mended = words.done(head, chance)
    more = (
        "The rest follows what was given, and I left it alone."
        if len(plan.musts) == 1
        else "I made the other changes that were needed, and nothing beyond them."
    )
    exemplar = f"{place} {pick(ends, chance)} {mended} {more}"
    middles = (
        f"{place} I have changed that, and I went over the rest as well before I handed it back.",
        f"{place} I looked at this before all else. After my change both texts say the same thing again.",
    )
    middle = pick(middles, chance)
    if passes(
        read_marks(middle, _criteria(plan)), _criteria(plan)
    ):  # the source says what harm it does
        middle = (
            f"I changed what had to be changed, since otherwise {head.mistake}. "
            f"That is a matter of {cls}, and everything else follows what was given."
        )
    negated = (
        f"It is not true that anything has to be done about '{head.shown}'. It is never a matter of {cls}, "
        "and nobody would do or feel anything wrong because of it."
    )
    return exemplar, middle, negated


def _clean_texts(plan: Plan, chance: np.random.Generator) -> tuple[str, str, str]:
    doubt = _doubt(plan)
    shown, source = _shown(plan, plan.decoys[0][0]), plan.filled(doubt.source)
    begins = (
        "Nothing had to be changed.",
        "I left the answer as it is.",
        "No change is needed here.",
    )
    place = (
        f'The place that looked most doubtful is "{shown}", but the {doubt.part} has "{source}", which '
        "bears it out.",
        f'I stopped at "{shown}". The {doubt.part} has "{source}", and that is the same.',
    )
    exemplar = (
        f"{pick(begins, chance)} {pick(place, chance)} "
        "I compared every other statement, and each of them has its match."
    )
    middle = (
        f'I stopped at "{shown}" and compared it with "{source}". To be on the safe side I put the usual '
        "words there, and I tidied up a few more lines that sounded odd to me."
    )
    negated = (
        f"It is not true that the text agrees with the source. Not even '{shown}' can stay, and there is "
        "hardly a line that would not have to go."
    )
    return exemplar, middle, negated


def _shown(plan: Plan, site: str) -> str:
    return plan.answer.at(site).strip(" .,;:!?")


def _hints(plan: Plan, chance: np.random.Generator) -> list[str]:
    kinds = [fix.told.kind for fix in plan.musts]
    if not kinds:
        # The first hint is the same as of an item with errors, so that it gives nothing away.
        there = sorted({one.kind for several in plan.case.faults.values() for one in several})
        seen = listed([f'"{_shown(plan, site)}"' for site, _ in plan.decoys[:2]])
        counsel = "Which words of the source or the request bear this out?"
        return [
            words.look(pick(there, chance), chance),
            f"Look at {seen} once more. {counsel}",
            "Clauses 1.3, 1.4 and 4.1 are the ones you need.",
        ]
    looked = [kind for kind in kinds if kind not in ("slip", "follow-on")]
    said = "says" if len({words.CLAUSES[k][1] for k in looked}) == 1 else "say"
    third = capital(words.cited(looked)) + f" {said} how to mend what you find."
    if plan.strict:
        third = f"{third} And read the changed rule above the request again."
    return [
        words.look(pick(looked, chance), chance),
        words.places(kinds, chance),
        third,
    ]


def _rationale(plan: Plan, chance: np.random.Generator) -> list[str]:
    said = []
    for fix in plan.musts:
        if fix.told.kind == "slip":
            said.append(
                f'"{fix.told.shown}" is misspelled, and the changed rule calls for the change: clarity '
                "(clauses 1.2 and 6.5)."
            )
        else:
            said.append(words.why(fix.told, chance))
    for site, decoy in plan.decoys[: 3 if len(said) < 3 else 2]:
        said.append(f'"{_shown(plan, site)}" stays: {plan.filled(decoy.why)}.')
    if plan.slip is not None and not plan.strict:
        fix = next(fix for fix in plan.fixes if not fix.must)
        said.append(
            f'"{fix.told.shown}" is a slip of spelling and may be mended or left (clause 1.2).'
        )
    classes = list(dict.fromkeys(fix.told.cls for fix in plan.musts))
    if not classes:
        said.append(
            "Every other statement agrees with the source, so nothing is changed (clause 1.4)."
        )
    elif len(classes) == 1:
        said.append(f"All that has to be changed is of one class, {classes[0]} (clause 5.2).")
    else:
        said.append(f"{capital(plan.first)} is the most serious of these classes (clause 5.2).")
    return said


def _evidence(plan: Plan) -> list[JsonValue]:
    found: list[JsonValue] = []
    for fix in plan.musts:
        found.append({"part": "output", **fix.quote})
        if fix.part and fix.told.kind != "follow-on":
            found.append({"part": fix.part, **_in_part(plan, fix.part, fix.told.source)})
    if not plan.musts:
        for site, decoy in plan.decoys[:2]:
            found.append({"part": "output", **_at(plan, site)})
            found.append(
                {"part": decoy.part, **_in_part(plan, decoy.part, plan.filled(decoy.source))}
            )
    return list({str(one): one for one in found}.values())


def _in_part(plan: Plan, part: str, quote: str) -> Mapping[str, str | int]:
    text = plan.source if part == "source" else plan.request
    at = text.find(quote)
    if at < 0:
        # Bold and italics lie inside the quote: what a learner sees has them not.
        return {"quote": quote}
    return quote_at(text, at, at + len(quote))


def _at(plan: Plan, site: str) -> Mapping[str, str | int]:
    return quote_at(plan.answer.text, *plan.answer.spans[site])


def _made(fixes: Sequence[Fix]) -> list[JsonValue]:
    """Return the changes that make some fixes."""
    return [{**fix.quote, "text": fix.accept[0], "priority": fix.told.cls} for fix in fixes]


def _tempting(plan: Plan, chance: np.random.Generator) -> list[JsonValue]:
    found: list[JsonValue] = []
    musts = plan.musts
    if plan.decoys:
        site, decoy = plan.decoys[int(chance.integers(len(plan.decoys)))]
        changed: JsonValue = {
            **_at(plan, site),
            "text": plan.passage.sound(site).strip(),
            "priority": "clarity",
        }
        lead = "The errors are mended here, and something right is changed with them."
        alone = "The new words are as good, and so were the old ones."
        says = f'{lead if musts else alone} "{_shown(plan, site)}" stays: {plan.filled(decoy.why)}.'
        at = [(fix.span, change) for fix, change in zip(musts, _made(musts), strict=True)]
        at.append((plan.answer.spans[site], changed))
        ordered = [change for _, change in sorted(at, key=lambda one: one[0])]
        found.append({"value": {"edits": {"changes": ordered}}, "why_wrong": says})
    if not musts:
        says = (
            "There need not be an error. With every statement compared and found right, the text goes back "
            "as it is (clause 1.4)."
        )
        found.append({"value": {"first": "clarity"}, "why_wrong": says})
        return found
    missed = max(musts, key=lambda fix: (fix.near, fix.span))
    left = [fix for fix in musts if fix is not missed]
    where = "Everything else is put right, but" if left else "The text goes back unchanged, but"
    told = missed.told
    found.append(
        {
            "value": {"edits": {"changes": _made(left)}},
            "why_wrong": f'{where} "{told.shown}" is still there, and {told.mistake} '
            f"({words.clauses(told.kind) if told.kind != 'slip' else 'clause 6.5'}).",
        }
    )
    found.append(_mixed(plan))
    return found


def _mixed(plan: Plan) -> JsonValue:
    """Return the class that one takes for the most serious, and why it is not."""
    classes = list(dict.fromkeys(fix.told.cls for fix in plan.musts if fix.told.cls != plan.first))
    if classes:
        head = _head(plan).told
        says = (
            f'It may be what one noticed first. But "{head.shown}" is a matter of {plan.first}, and in the '
            f"order of the classes {plan.first} stands before {classes[0]} (clause 5.2)."
        )
        return {"value": {"first": classes[0]}, "why_wrong": says}
    other, says = words.CLASS_MIXED[plan.first]
    return {"value": {"first": other}, "why_wrong": says}
