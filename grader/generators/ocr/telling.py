"""What is told of a page or a talk: the rationale, the hints, and the wrong judgments that tempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from grader.generators.ocr.assembly import Fault
from grader.generators.ocr.confusions import CLAUSES
from grader.generators.ocr.phrases import phrases
from grader.generators.ocr.quoting import Quoted
from grader.generators.ocr.rates import Count, band
from grader.generators.ocr.sheet import KEPT, Mark
from grader.generators.ocr.slots import Chance, in_words
from grader.skills.ocr_correction import BANDS


@dataclass(frozen=True)
class Story:
    """All that an explanation draws on.

    Attributes:
        faults: In the order of the text, each with its quote.
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
    told = phrases()
    lines = []
    if not story.faults:
        lines.append(chance.pick(told.nothing_heard if story.talk else told.nothing))
    for kind in dict.fromkeys(fault.kind for fault, _ in story.faults):
        some = [_both(*one) for one in story.faults if one[0].kind == kind]
        listing = "; ".join(some) if kind == "label" else listed(some)
        lines.append(chance.pick(told.says[kind]).replace("{list}", listing))
    for kind in dict.fromkeys(mark.kind for mark, _ in story.kept):
        words = [f'"{_shown(*one)}"' for one in story.kept if one[0].kind == kind]
        if kind == "own":  # said twice, by one and by the other
            words = words[-1:]
        said = chance.pick(told.stays[kind])[len(words) > 1].replace("{list}", listed(words))
        lines.append(f"{said} (clause {KEPT[kind]}).")
    lines.append(_worked_out(story))
    return "\n".join(lines)


def _worked_out(story: Story) -> str:
    counted = story.counted
    if not story.faults:
        return "So both rates are 0 (clauses 1.6 and 5.2)."
    clauses = "without labels, clauses 5.3 to 5.5" if story.talk else "clauses 5.4 and 5.5"
    verb = "is" if counted.characters == 1 else "are"
    return (
        f"{counted.characters} {_many('character', counted.characters)} of {counted.n_characters} {verb} "
        f"wrong, {percent(counted.cer)}; {counted.words} {_many('word', counted.words)} of "
        f"{counted.n_words}, {percent(counted.wer)} ({clauses})."
    )


def percent(rate: float) -> str:
    """Return a rate as it is told, "2.3 %"."""
    return f"{100 * rate:.1f} %"


def listed(words: Sequence[str]) -> str:
    """Return words as a list: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def hints(story: Story, chance: Chance, *, stains: bool) -> list[str]:
    """Return hints from where to look to which clauses decide."""
    told = phrases()
    first = told.in_a_talk if story.talk else told.where
    if stains:
        first = told.at_stains
    elif story.rule:
        first = told.by_rule
    second = chance.pick(told.proved if story.talk else told.whose)
    if story.faults:
        second = _counted(story, chance)
    clauses = {CLAUSES[fault.kind] for fault, _ in story.faults}
    clauses |= {KEPT[mark.kind] for mark, _ in story.kept} | (set() if story.faults else {"1.6"})
    order = sorted(clauses, key=lambda one: [int(n) for n in one.split(".")])
    one = len(order) == 1
    named = f"lause{'' if one else 's'} {listed(order)}"
    third = chance.pick(told.decide).format(clauses=named, s="s" if one else "")
    return [chance.pick(first), second, third]


def _counted(story: Story, chance: Chance) -> str:
    groups: dict[str, list[str]] = {}
    for fault, _ in story.faults:
        place, group = phrases().groups[fault.kind]
        groups.setdefault(group, []).append(place)
    total = in_words(len(story.faults)).capitalize()
    parts = [f"{in_words(len(some))} {some[0]}" for some in groups.values()]
    if len(parts) == 1:
        return f"{total} places differ, all of them {parts[0].split(' ', 1)[1]}."
    lead = chance.pick(("differ", "are to be corrected", "are the machine's"))
    return f"{total} places {lead}: {listed(parts)}."


def _both(fault: Fault, quoted: Quoted) -> str:
    """Return a wrong reading and the right one, without the signs that both share."""
    if fault.kind == "line":
        return f'"{quoted.quote}"'
    if fault.kind in ("blot", "part", "lone"):
        return f'"{_bare(fault.wrong)}"'
    if fault.kind == "turn":
        return f'"{quoted.quote}", where {_speaker(fault)}\'s label is put in ({fault.about})'
    if fault.kind == "label":
        return f'"{quoted.quote}" begins {_speaker(fault)}\'s turn ({fault.about})'
    wrong, right = fault.wrong, fault.right
    if fault.kind in ("hyphen", "join"):
        wrong, right = quoted.quote, quoted.right
    while min(len(wrong), len(right)) > 1 and wrong[-1] == right[-1] and wrong[-1] in ".,;:!?)":
        wrong, right = wrong[:-1], right[:-1]
    about = {"ear": f" ({fault.about})", "fig": f', answered "{fault.about}"'}.get(fault.kind, "")
    return f"\"{wrong}\" for '{right}'{about}"


def _speaker(fault: Fault) -> str:
    return fault.right.rstrip(":")


def _bare(words: str) -> str:
    return words.strip(".,;:!?()")


def _many(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _shown(mark: Mark, quoted: Quoted) -> str:
    """Return what stands there, with a neighbour where it is too short to be found by itself."""
    return mark.shown if len(mark.shown) > 4 or mark.kind == "own" else _bare(quoted.quote)


def tempting(story: Story, chance: Chance, *, most: int = 4) -> list[JsonValue]:
    """Return wrong judgments that a reasonable person would give, and why each is wrong."""
    found: list[JsonValue] = []
    if story.faults:
        hardest = max(fault.hard for fault, _ in story.faults)
        left = chance.pick([one for one in story.faults if one[0].hard == hardest])
        found.append(_left(story, chance, *left))
        invented = [one for one in story.faults if one[0].kind in phrases().guessed]
        invented = [one for one in invented if one is not left]
        if invented:
            found.append(_left(story, chance, *chance.pick(invented)))
    kept = [(mark, quoted) for mark, quoted in story.kept if _improved(mark, quoted)]
    if kept and not story.faults and len(kept) > 1:
        changes: list[JsonValue] = [_change(quoted, _better(mark, quoted)) for mark, quoted in kept]
        found.append(
            _wrong(changes, chance.pick(phrases().all_mended["talk" if story.talk else "page"]))
        )
    own = [one for one in kept if one[0].kind == "own"]
    if own:  # nobody would mend what one says and leave what the other answers
        mended: list[JsonValue] = [_change(quoted, _better(mark, quoted)) for mark, quoted in own]
        why = f'"{own[-1][0].shown}": {chance.pick(phrases().mended["own"])}'
        found.append(_wrong(mended, why))
    for mark, quoted in chance.some([one for one in kept if one not in own], 1 if own else 2):
        why = f'"{_shown(mark, quoted)}": {chance.pick(phrases().mended[mark.kind])}'
        found.append(_wrong([_change(quoted, _better(mark, quoted))], why))
    found.append(_other_rate(story, chance))
    return found[:most]


def _wrong(changes: list[JsonValue], why: str) -> JsonValue:
    return {"value": {"correction": {"changes": changes}}, "why_wrong": why}


def _change(quoted: Quoted, text: str) -> JsonValue:
    return quoted.entry(text=text)


def _left(story: Story, chance: Chance, fault: Fault, quoted: Quoted) -> JsonValue:
    """Return the judgment of somebody who found all but one."""
    told = phrases()
    changes: list[JsonValue] = [_change(q, q.right) for one, q in story.faults if one is not fault]
    if fault.kind in told.guessed:
        said = chance.pick(told.guessed[fault.kind])
        return _wrong(changes, _opened(said.format(wrong=f'"{_bare(fault.wrong)}"')))
    wrong, right = quoted.quote, quoted.right.replace("\n", " ")
    if fault.kind not in ("sign", "hyphen", "label", "turn", "stray"):
        wrong, right = _bare(wrong), _bare(right)
    said = chance.pick(told.left.get(fault.kind, told.left["any"]))
    said = said.format(wrong=f'"{wrong}"', right=f"'{right}'", clause=CLAUSES[fault.kind])
    lead = chance.pick(told.so_far) if len(story.faults) > 1 else ""
    return _wrong(changes, lead + said)


def _opened(text: str) -> str:
    return text[0].upper() + text[1:]


def _improved(mark: Mark, quoted: Quoted) -> bool:
    return bool(mark.plain.strip()) and mark.shown in quoted.quote and mark.plain != mark.shown


def _better(mark: Mark, quoted: Quoted) -> str:
    return quoted.quote.replace(mark.shown, mark.plain, 1)


def _other_rate(story: Story, chance: Chance) -> JsonValue:
    """Return a band that a miscount leads to, and what was miscounted."""
    why = phrases().rates
    counted = story.counted
    if not story.faults:
        said = chance.pick(why["no_error_talk" if story.talk else "no_error_page"])
        return {"value": {"cer": BANDS[1].key}, "why_wrong": said}
    cer, wer = band(counted.cer), band(counted.wer)
    if cer != wer:
        return {"value": {"wer": cer}, "why_wrong": chance.pick(why["as_characters"])}
    mixed = band(counted.characters / counted.n_words)
    if mixed != cer:
        return {"value": {"cer": mixed}, "why_wrong": chance.pick(why["mixed"])}
    at = [one.key for one in BANDS].index(cer)
    return {"value": {"cer": BANDS[max(0, at - 1)].key}, "why_wrong": chance.pick(why["too_few"])}
