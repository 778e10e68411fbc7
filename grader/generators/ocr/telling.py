"""What is told of a page: the rationale, the hints, and the wrong judgments that tempt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from grader.generators.ocr.assembly import Fault
from grader.generators.ocr.confusions import CLAUSES
from grader.generators.ocr.phrases import (
    AT_STAINS,
    BY_RULE,
    DECIDE,
    GROUPS,
    IN_A_TALK,
    LEFT,
    LEFT_ANY,
    MENDED,
    NOTHING,
    NOTHING_HEARD,
    PROVED,
    SAYS,
    SO_FAR,
    STAYS,
    WHERE,
    WHOSE,
)
from grader.generators.ocr.quoting import Quoted
from grader.generators.ocr.rates import Count, band
from grader.generators.ocr.sheet import KEPT, Mark
from grader.generators.ocr.slots import Chance, in_words
from grader.skills.ocr_correction import BANDS


@dataclass(frozen=True)
class Story:
    """All that an explanation draws on.

    Attributes:
        faults: In the order of the page, each with its quote.
        kept: The marks that stay, each with its quote.
        counted: The errors.
        shown: How many characters and words the brief gives.
        rule: Which rule is changed: "join", "long-s" or "".
        talk: Whether it is a transcript.
    """

    faults: tuple[tuple[Fault, Quoted], ...]
    kept: tuple[tuple[Mark, Quoted], ...]
    counted: Count
    shown: tuple[int, int]
    rule: str = ""
    talk: bool = False


def rationale(story: Story, chance: Chance) -> str:
    """Return why the gold is right: every error by its kind, what stays, and the rates worked out."""
    lines = []
    kinds = list(dict.fromkeys(fault.kind for fault, _ in story.faults))
    for kind in kinds:
        some = [_both(fault, quoted) for fault, quoted in story.faults if fault.kind == kind]
        told = "; ".join(some) if kind == "label" else listed(some)
        lines.append(chance.pick(SAYS[kind]).replace("{list}", told))
    for kind in dict.fromkeys(mark.kind for mark, _ in story.kept):
        words = [f'"{_shown(*one)}"' for one in story.kept if one[0].kind == kind]
        if kind == "own":  # said twice, by one and by the other
            words = words[-1:]
        said = chance.pick(STAYS[kind])[len(words) > 1].replace("{list}", listed(words))
        lines.append(f"{said} (clause {KEPT[kind]}).")
    counted = story.counted
    if not story.faults:
        lines.insert(0, chance.pick(NOTHING_HEARD if story.talk else NOTHING))
        lines.append("So both rates are 0 (clauses 1.6 and 5.2).")
    else:
        lines.append(
            f"{counted.characters} {_many('character', counted.characters)} of {counted.n_characters} "
            f"{'is' if counted.characters == 1 else 'are'} wrong, {percent(counted.cer)}; "
            f"{counted.words} {_many('word', counted.words)} of {counted.n_words}, "
            f"{percent(counted.wer)} "
            f"({'without labels, clauses 5.3 to 5.5' if story.talk else 'clauses 5.4 and 5.5'})."
        )
    return "\n".join(lines)


def percent(rate: float) -> str:
    """Return a rate as it is told, "2.3 %"."""
    return f"{100 * rate:.1f} %"


def listed(words: Sequence[str]) -> str:
    """Return words as a list: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def hints(story: Story, chance: Chance, *, stains: bool) -> list[str]:
    """Return hints from where to look to which clauses decide."""
    first = list(IN_A_TALK if story.talk else WHERE)
    if stains:
        first = list(AT_STAINS)
    elif story.rule:
        first = list(BY_RULE)
    second = chance.pick(PROVED if story.talk else WHOSE)
    if story.faults:
        second = _counted(story, chance)
    clauses = [CLAUSES[fault.kind] for fault, _ in story.faults]
    clauses += [KEPT[mark.kind] for mark, _ in story.kept]
    told = sorted(set(clauses or ["1.5", "1.6"]), key=lambda one: [int(n) for n in one.split(".")])
    if not story.faults:
        told = list(dict.fromkeys([*told, "1.6"]))
    third = chance.pick(DECIDE)
    many = "s" if len(told) > 1 else ""
    return [
        chance.pick(first),
        second,
        third.format(clauses=f"lause{many} {listed(told)}", s="" if many else "s"),
    ]


def _counted(story: Story, chance: Chance) -> str:
    groups: dict[str, list[str]] = {}
    for fault, _ in story.faults:
        place, group = GROUPS[fault.kind]
        groups.setdefault(group, []).append(place)
    total = len(story.faults)
    parts = [f"{in_words(len(some))} {some[0]}" for some in groups.values()]
    if len(parts) == 1:
        return f"{in_words(total).capitalize()} {_many('place', total)} {'differs' if total == 1 else 'differ'}: {parts[0].split(' ', 1)[1]}."
    lead = chance.pick(("differ", "are to be corrected", "are the machine's"))
    return f"{in_words(total).capitalize()} places {lead}: {listed(parts)}."


def _both(fault: Fault, quoted: Quoted) -> str:
    """Return a wrong reading and the right one, without the signs that both share."""
    if fault.kind == "line":
        return f'"{quoted.quote}"'
    if fault.kind in ("blot", "part", "lone"):
        return f'"{_bare(fault.wrong)}"'
    wrong, right = fault.wrong, fault.right
    if fault.kind == "turn":
        return (
            f'"{quoted.quote}", where {fault.right.rstrip(":")}\'s label is put in ({fault.about})'
        )
    if fault.kind == "label":
        return f'"{quoted.quote}" begins {fault.right.rstrip(":")}\'s turn ({fault.about})'
    if fault.kind in ("hyphen", "join"):
        wrong, right = quoted.quote, quoted.right
    while len(wrong) > 1 and len(right) > 1 and wrong[-1] == right[-1] and wrong[-1] in ".,;:!?)":
        wrong, right = wrong[:-1], right[:-1]
    about = {"ear": f" ({fault.about})", "fig": f', answered "{fault.about}"'}.get(fault.kind, "")
    return f"\"{wrong}\" for '{right}'{about}"


def _bare(words: str) -> str:
    return words.strip(".,;:!?()")


def _many(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _shown(mark: Mark, quoted: Quoted) -> str:
    """Return what stands there, with a neighbour where it is too short to be found by itself."""
    return mark.shown if len(mark.shown) > 4 else _bare(quoted.quote)


def tempting(story: Story, chance: Chance, *, most: int = 4) -> list[JsonValue]:
    """Return wrong judgments that a reasonable person would give, and why each is wrong."""
    found: list[JsonValue] = []
    if story.faults:
        found.append(_one_left(story, chance))
        invented = [one for one in story.faults if one[0].kind in ("lone", "part", "blot")]
        if invented:
            found.append(_guessed(story, *chance.pick(invented)))
    kept = [(mark, quoted) for mark, quoted in story.kept if _improved(mark, quoted)]
    if kept and not story.faults and len(kept) > 1:
        found.append(_all_mended(kept, talk=story.talk))
    found += [_mended(mark, quoted, chance) for mark, quoted in chance.some(kept, 2)]
    found.append(_other_rate(story, chance))
    return found[:most]


def _change(quoted: Quoted, text: str) -> JsonValue:
    return quoted.entry(text=text)


def _one_left(story: Story, chance: Chance) -> JsonValue:
    hardest = max(fault.hard for fault, _ in story.faults)
    fault, quoted = chance.pick([one for one in story.faults if one[0].hard == hardest])
    changes: list[JsonValue] = [_change(q, q.right) for one, q in story.faults if one is not fault]
    wrong, right = f'"{_bare(quoted.quote)}"', f"'{_bare(quoted.right)}'"
    said = chance.pick(LEFT.get(fault.kind, LEFT_ANY))
    if fault.kind in ("sign", "hyphen"):
        wrong, right = f'"{quoted.quote}"', f"'{quoted.right}'"
    said = said.format(wrong=wrong, right=right, clause=CLAUSES[fault.kind])
    lead = chance.pick(SO_FAR) if len(story.faults) > 1 else ""
    return {"value": {"correction": {"changes": changes}}, "why_wrong": lead + said}


def _guessed(story: Story, fault: Fault, quoted: Quoted) -> JsonValue:
    why = {
        "blot": f'"{_bare(fault.wrong)}" would fit, and so would other words: nothing shows under the stain (clause 3.1).',
        "part": f'"{_bare(fault.wrong)}" is one of the words that fit the letters in sight, and not the only one (clause 3.2).',
        "lone": f'"{_bare(fault.wrong)}" may be right, but figures are never guessed (clause 3.3).',
    }[fault.kind]
    changes: list[JsonValue] = [_change(q, q.right) for one, q in story.faults if one is not fault]
    return {"value": {"correction": {"changes": changes}}, "why_wrong": why}


def _improved(mark: Mark, quoted: Quoted) -> bool:
    return bool(mark.plain.strip()) and mark.shown in quoted.quote and mark.plain != mark.shown


def _better(mark: Mark, quoted: Quoted) -> str:
    return quoted.quote.replace(mark.shown, mark.plain, 1)


def _mended(mark: Mark, quoted: Quoted, chance: Chance) -> JsonValue:
    change = _change(quoted, _better(mark, quoted))
    why = f'"{_shown(mark, quoted)}": ' + chance.pick(MENDED[mark.kind])
    return {"value": {"correction": {"changes": [change]}}, "why_wrong": why}


def _all_mended(kept: Iterable[tuple[Mark, Quoted]], *, talk: bool) -> JsonValue:
    changes: list[JsonValue] = [_change(quoted, _better(mark, quoted)) for mark, quoted in kept]
    why = (
        "It reads better now. But nothing proves that anybody said it so, and nothing was to be corrected "
        "(clauses 1.2 and 1.6)."
        if talk
        else "It reads better now. But the page has each of these as the machine has it, so nothing was to be "
        "corrected (clauses 1.5 and 1.6)."
    )
    return {"value": {"correction": {"changes": changes}}, "why_wrong": why}


def _other_rate(story: Story, chance: Chance) -> JsonValue:
    counted = story.counted
    cer, wer = band(counted.cer), band(counted.wer)
    if not story.faults:
        return {
            "value": {"cer": BANDS[1].key},
            "why_wrong": f"What looks wrong is the {'speakers' if story.talk else 'writer'}'{'' if story.talk else 's'}; the machine made no error (clauses 1.6 and 5.1).",
        }
    if cer != wer:
        return {
            "value": {"wer": cer},
            "why_wrong": "That is the rate of the characters. A word with any wrong character counts as one wrong word, of far fewer words (clause 5.5).",
        }
    mixed = band(counted.characters / counted.n_words)
    if mixed != cer:
        return {
            "value": {"cer": mixed},
            "why_wrong": "That divides wrong characters by the number of words; characters are divided by characters (clause 5.4).",
        }
    at = [one.key for one in BANDS].index(cer)
    other = BANDS[at - 1 if at else 1].key
    return {
        "value": {"cer": other},
        "why_wrong": "Each wrong, missing and surplus character counts by itself, also several in one word (clause 5.4).",
    }
