"""What is told of a page: the rationale, the hints, and the wrong judgments that tempt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from grader.generators.ocr.confusions import CLAUSES
from grader.generators.ocr.planting import Fault
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


_GROUPS: Mapping[str, tuple[str, str]] = {
    "shape": ("in the shapes of letters", "shape"),
    "accent": ("in the shapes of letters", "shape"),
    "long-s": ("in the shapes of letters", "shape"),
    "real": ("in words that read well", "real"),
    "letter": ("in letters that stand for figures, or figures for letters", "letter"),
    "digit": ("in figures", "digit"),
    "split": ("in blanks", "blank"),
    "merge": ("in blanks", "blank"),
    "sign": ("in small signs", "sign"),
    "capital": ("in capitals", "capital"),
    "hyphen": ("at the end of a line", "hyphen"),
    "join": ("at the ends of lines", "join"),
    "stray": ("where the page has no text", "stray"),
    "word": ("where a word was passed over", "word"),
    "line": ("where a whole line was passed over", "line"),
    "blot": ("at the stains", "stain"),
    "part": ("at the stains", "stain"),
    "lone": ("at the stains", "stain"),
    "said": ("at the stains", "stain"),
    "struck": ("where a pen was at work", "pen"),
    "out": ("where a pen was at work", "pen"),
    "ins": ("where a pen was at work", "pen"),
    "ear": ("in words that were misheard", "ear"),
    "term": ("in names and terms", "term"),
    "fig": ("in a figure", "fig"),
    "label": ("in who speaks", "label"),
    "turn": ("in who speaks", "label"),
}
_SAYS: Mapping[str, tuple[str, ...]] = {
    "shape": (
        "The machine mixed up letters that look alike: {list} (clause 2.1).",
        "Shapes were confused in {list} (clause 2.1).",
        "Letters that resemble each other made {list} (clause 2.1).",
    ),
    "real": (
        "Some wrong readings are words, so only the shapes on the page show them: {list} (clause 2.1).",
        "Nothing but the page gives away {list}, for these are words (clause 2.1).",
        "A spelling check would have let these pass: {list} (clause 2.1).",
    ),
    "accent": (
        "A letter lost its mark in {list}; the page has it (clauses 1.1 and 2.1).",
        "The sign over a letter is on the page and is missing in {list} (clauses 1.1 and 2.1).",
    ),
    "letter": (
        "A letter stands for a digit, or a digit for a letter, in {list} (clauses 2.1 and 2.2).",
        "Letter and digit changed places in {list} (clauses 2.1 and 2.2).",
    ),
    "digit": (
        "Compared digit by digit, these figures differ: {list} (clause 2.2).",
        "No sense warns you of a wrong digit, as in {list} (clause 2.2).",
        "One digit is another on the page: {list} (clause 2.2).",
    ),
    "split": (
        "A blank too many stands in {list} (clause 2.3).",
        "The page writes in one what the machine tore apart: {list} (clause 2.3).",
    ),
    "merge": (
        "A blank is missing in {list} (clause 2.3).",
        "Two words grew together in {list} (clause 2.3).",
    ),
    "sign": (
        "Signs count like letters, and the page decides about each: {list} (clause 2.4).",
        "A small sign is wrong or lost in {list} (clause 2.4).",
    ),
    "capital": (
        "Capitals are copied as on the page: {list} (clause 2.6).",
        "The page and the machine differ in a capital: {list} (clause 2.6).",
    ),
    "hyphen": (
        "The hyphen at the end of the line was lost in {list}; it goes back in, and the halves stay apart "
        "(clause 2.7).",
        "At the end of a line the page has a hyphen that the machine dropped: {list} (clause 2.7).",
    ),
    "join": (
        "The changed rule joins what is broken at the end of a line: {list} (clause 6.4).",
        "By the rule for this item these words are made whole: {list} (clause 6.4).",
    ),
    "long-s": (
        "A long s was read as f in {list}; the changed rule writes it as s (clauses 6.4 and 2.1).",
        "The machine took the long s for an f in {list} (clauses 6.4 and 2.1).",
    ),
    "stray": (
        "No text stands on the page where the machine has more: {list} (clause 2.9).",
        "What is no writing was read as such, so it is struck: {list} (clause 2.9).",
    ),
    "word": (
        "The machine passed over a word of the page: {list} (clause 2.10).",
        "A word is missing, and nothing in the sentence tells you: {list} (clause 2.10).",
    ),
    "line": (
        "Between the words {list} a whole line of the page is missing (clause 2.10).",
        "One line was passed over altogether, where the machine has {list} (clause 2.10).",
    ),
    "blot": (
        "Nothing shows under the stain, so {list} was made up (clause 3.1).",
        "No letter can be made out where the machine has {list} (clause 3.1).",
    ),
    "part": (
        "The letters that show in {list} fit more than one word: [illegible] (clause 3.2).",
        "One letter is hidden in {list}, and another word is as possible: [illegible] (clause 3.2).",
    ),
    "lone": (
        "A digit of {list} is hidden and the page states the figure nowhere else: [illegible] (clause 3.3).",
        "Figures are never guessed: {list} has a digit under a stain and is not stated again (clause 3.3).",
    ),
    "said": (
        "The figure under the stain stands on the page once more, in words, so it is restored: {list} "
        "(clause 3.3).",
        "The page gives the hidden figure again in words: {list} (clause 3.3).",
    ),
    "struck": (
        "What is struck through goes, what is written above it goes in: {list} (clause 2.8).",
        "A pen put another word for the struck one: {list} (clause 2.8).",
    ),
    "out": (
        "A word with a line through it is left out: {list} (clause 2.8).",
        "The page strikes what the machine kept: {list} (clause 2.8).",
    ),
    "ins": (
        "What is written above the line belongs where the caret points: {list} (clause 2.8).",
        "The machine missed what was written in: {list} (clause 2.8).",
    ),
    "ear": (
        "These sound alike, and the machine's word makes no sense where it stands: {list} (clause 4.1).",
        "What was said is proved by what is talked about: {list} (clause 4.1).",
        "Mishearings that nobody can have said: {list} (clause 4.1).",
    ),
    "term": (
        "Names and terms are spelled as in the notes: {list} (clause 4.2).",
        "The notes list what was misheard in {list} (clause 4.2).",
    ),
    "fig": (
        "The notes have another figure, and the talk goes on from that one: {list} (clause 4.3).",
        "A figure that the notes give and somebody reads back was misheard: {list} (clause 4.3).",
    ),
    "label": (
        "The wrong person speaks: {list} (clause 4.4).",
        "A label is wrong, and the line proves it: {list} (clause 4.4).",
    ),
    "turn": (
        "One turn holds the words of two at {list} (clause 4.5).",
        "Two people share a turn at {list} (clause 4.5).",
    ),
}
_STAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "slip": (
        ("{list} stands on the page as a slip of its author and stays", "{list} stand on the page as slips of its author and stay"),
        ("The page itself has {list}: whoever wrote it erred, and that stays",) * 2,
    ),
    "sum": (
        ("The rows do not add up to {list}, but the page has this sum: the author's own slip stays",) * 2,
        ("The sum {list} is wrong on the page as well, so it is not yours to mend",) * 2,
    ),
    "old": (
        ("{list} is spelled so on the page and stays", "{list} are spelled so on the page and stay"),
        ("The old spelling of {list} is the page's own",) * 2,
    ),
    "odd": (
        ("{list} stands so on the page, however odd it looks", "{list} stand so on the page, however odd they look"),
        ("Odd as it is, {list} is what the page has", "Odd as they are, {list} are what the page has"),
    ),
    "cap": (
        ("The page writes {list} with just these capitals",) * 2,
        ("{list} is copied with the capitals of the page", "{list} are copied with the capitals of the page"),
    ),
    "gap": (
        ("{list} is written so on the page, blank and all", "{list} are written so on the page, blanks and all"),
        ("The page itself divides {list} in this way",) * 2,
    ),
    "stop": (
        ("{list} has no other sign on the page either", "{list} have no other signs on the page either"),
        ("The signs of {list} are those of the page",) * 2,
    ),
    "speech": (
        ("Speech stays as it was spoken: {list}",) * 2,
        ("Nobody edits how people talk, so this stays: {list}", "Nobody edits how people talk, so these stay: {list}"),
    ),
    "own": (
        ("The notes say otherwise, but the speakers agree on {list}: the error is theirs and stays",) * 2,
        ("Against the notes, {list} is what was said, for it is taken up",) * 2,
    ),
    "sounds": (
        ("The word {list} makes sense where it stands, whatever else it sounds like", "The words {list} make sense where they stand, whatever else they sound like"),
        ("Nothing calls for a change of {list}, which makes sense here", "Nothing calls for a change of {list}, which make sense here"),
    ),
}  # fmt: skip
"""What is said of sound text that looks wrong: of one place, and of several."""


def rationale(story: Story, chance: Chance) -> str:
    """Return why the gold is right: every error by its kind, what stays, and the rates worked out."""
    lines = []
    kinds = list(dict.fromkeys(fault.kind for fault, _ in story.faults))
    for kind in kinds:
        some = [_both(fault, quoted) for fault, quoted in story.faults if fault.kind == kind]
        told = "; ".join(some) if kind == "label" else listed(some)
        lines.append(chance.pick(_SAYS[kind]).replace("{list}", told))
    for kind in dict.fromkeys(mark.kind for mark, _ in story.kept):
        words = [f'"{_shown(*one)}"' for one in story.kept if one[0].kind == kind]
        if kind == "own":  # said twice, by one and by the other
            words = words[-1:]
        said = chance.pick(_STAYS[kind])[len(words) > 1].replace("{list}", listed(words))
        lines.append(f"{said} (clause {KEPT[kind]}).")
    counted = story.counted
    if not story.faults:
        lines.insert(0, chance.pick(_NOTHING_HEARD if story.talk else _NOTHING))
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


_NOTHING = (
    "Letter by letter, the machine has what the page has, so nothing is corrected (clause 1.6).",
    "Every sign of the machine's text stands on the page: nothing is to be corrected (clause 1.6).",
    "Compared from end to end, page and machine agree; the text is handed back as it is (clause 1.6).",
)


_NOTHING_HEARD = (
    "No word of the machine's goes against the notes or against sense where it stands: nothing is corrected "
    "(clauses 1.2 and 1.6).",
    "Neither the notes nor an answer prove any word or label wrong, so the text is handed back as it is "
    "(clauses 1.2 and 1.6).",
)


def percent(rate: float) -> str:
    """Return a rate as it is told, "2.3 %"."""
    return f"{100 * rate:.1f} %"


def listed(words: Sequence[str]) -> str:
    """Return words as a list: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def hints(story: Story, chance: Chance, *, stains: bool) -> list[str]:
    """Return hints from where to look to which clauses decide."""
    first = list(_IN_A_TALK if story.talk else _WHERE)
    if stains:
        first = list(_AT_STAINS)
    elif story.rule:
        first = list(_BY_RULE)
    second = chance.pick(_PROVED if story.talk else _WHOSE)
    if story.faults:
        second = _counted(story, chance)
    clauses = [CLAUSES[fault.kind] for fault, _ in story.faults]
    clauses += [KEPT[mark.kind] for mark, _ in story.kept]
    told = sorted(set(clauses or ["1.5", "1.6"]), key=lambda one: [int(n) for n in one.split(".")])
    if not story.faults:
        told = list(dict.fromkeys([*told, "1.6"]))
    third = chance.pick(_DECIDE)
    many = "s" if len(told) > 1 else ""
    return [
        chance.pick(first),
        second,
        third.format(clauses=f"lause{many} {listed(told)}", s="" if many else "s"),
    ]


_WHERE = (
    "Read the text once from the last line to the first, beside the page.",
    "Lay a ruler under one line of the page at a time and compare, from the bottom up.",
    "Ask of each word whether you have seen it on the page, or only expected it.",
    "Leave the sense aside: compare the shapes of one word after the other with the page.",
    "Take the figures and the names by themselves first, then the words, last the small signs.",
)
_AT_STAINS = (
    "Go to the stains first. Cover the machine's text and ask what the page alone tells you.",
    "Begin where the page is stained, and read there what you see, not what the machine has.",
)
_BY_RULE = (
    "Read the changed rule first; then take the page line by line, from the bottom up.",
    "There is a changed rule. Ask at which places of the page it makes a difference.",
)
_WHOSE = (
    "Make a list of what looks wrong to you, and find each on the page: whose slip is it?",
    "There are two authors of errors, the writer and the machine. Say of each odd place whose it is.",
    "Before you change a word, put your finger on it on the page.",
)
_IN_A_TALK = (
    "Read the notes first and mark every name, term and figure in them.",
    "Put the notes beside the talk, and see how each figure and each question is answered.",
    "Read the turns aloud, one after the other: who can have said this, and what did it sound like?",
    "Go through the labels by themselves: who asks, who answers, who is spoken to?",
)
_PROVED = (
    "For each word that seems wrong, look for the words that prove it: in the notes, or in the answer.",
    "Ask of every odd place: could somebody have said just this?",
    "Say of each place where notes and talk part ways who takes it up.",
)
_DECIDE = (
    "C{clauses} decide{s} here.",
    "Look at c{clauses} once more.",
    "C{clauses} cover{s} all there is to decide.",
)


def _counted(story: Story, chance: Chance) -> str:
    groups: dict[str, list[str]] = {}
    for fault, _ in story.faults:
        place, group = _GROUPS[fault.kind]
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


_LEFT: Mapping[str, tuple[str, ...]] = {
    "digit": ("The figure {wrong} reads well, and the page has {right}: figures are compared digit by digit (clause 2.2).",),
    "letter": ("{wrong} was left, where the page has {right}; letters and digits that look alike are compared by shape (clauses 2.1 and 2.2).",),
    "real": ("{wrong} is a word, but not the one on the page, which has {right} (clause 2.1).",
             "{wrong} may even make sense; the shapes on the page are those of {right} (clause 2.1)."),
    "sign": ("In {wrong} a sign is wrong or lost; the page has {right}, and signs count like letters (clause 2.4).",),
    "capital": ("{wrong} was left; the page has {right}, and capitals are copied (clause 2.6).",),
    "word": ("In {wrong} nothing seems amiss, but the page has one word more: {right} (clause 2.10).",),
    "line": ("Every line that is there is right now; one line of the page is not there at all (clause 2.10).",),
    "stray": ("In {wrong} something stands that is no writing on the page (clause 2.9).",),
    "hyphen": ("In {wrong} the hyphen that the page has at the end of the line is still missing (clause 2.7).",),
    "ear": ("{wrong} was left; it makes no sense there, and {right} sounds nearly the same (clause 4.1).",),
    "term": ("The notes list what {wrong} should be, {right}; names and terms are spelled as there (clause 4.2).",),
    "fig": ("The figure in {wrong} was left, though the answer reads back another one, {right} (clause 4.3).",),
    "label": ("Every word is right now, but at {wrong} the wrong person speaks: {right} (clause 4.4).",),
    "turn": ("The words are right now, but two people still share one turn at {wrong} (clause 4.5).",),
    "join": ("The rule joins every word that is broken at the end of a line, {right} as well (clause 6.4).",),
}  # fmt: skip
_LEFT_ANY = (
    "{wrong} was left as it is; the page has {right} (clause {clause}).",
    "One place is missing: {wrong}, where the page has {right} (clause {clause}).",
)
_SO_FAR = ("", "The rest is right. ", "All but one are there. ")
_MENDED: Mapping[str, tuple[str, ...]] = {
    "slip": (
        "It is a slip, but it stands on the page; you restore and do not improve (clause 1.3).",
        "The writer erred here, not the machine: the page has it so (clause 1.3).",
    ),
    "sum": ("The sum is indeed wrong. But it is wrong on the page, and whoever reads the page must see that (clause 1.3).",),
    "old": (
        "Today we would write it so. The page has the old form, and it stays (clause 1.4).",
        "That is the spelling of today; the page has its own (clause 1.4).",
    ),
    "odd": ("The other form is commoner, but this one stands on the page (clause 1.4).",
            "It looks like an error and is none: the page has it so (clauses 1.4 and 1.5)."),
    "cap": ("No rule asks for these capitals. The page has them, and capitals are copied (clause 2.6).",
            "Your style would write it so; the page does not (clause 2.6)."),
    "gap": ("We write it otherwise. The page has it just like this, so the machine made no error (clause 2.3).",),
    "speech": ("Speech stays as it was spoken (clause 4.6).",
               "That is how this person talks, and no grammar changes it (clause 4.6)."),
    "own": ("The notes do say so. But the other speaker takes up what was said, so the error is no mishearing (clause 4.7).",),
    "sounds": ("The two sound alike, but the machine's word makes sense here, so nothing calls for a change (clause 4.1).",),
    "stop": ("Your style asks for that sign. The page lacks it, and so must the text (clauses 1.5 and 2.4).",),
}  # fmt: skip


def tempting(story: Story, chance: Chance, *, most: int = 4) -> list[JsonValue]:
    """Return wrong judgments that a reasonable person would give, and why each is wrong."""
    found: list[JsonValue] = []
    if story.faults:
        found.append(_one_left(story, chance))
        invented = [one for one in story.faults if one[0].kind in ("lone", "part", "blot")]
        if invented:
            found.append(_guessed(*chance.pick(invented)))
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
    said = chance.pick(_LEFT.get(fault.kind, _LEFT_ANY))
    if fault.kind in ("sign", "hyphen"):
        wrong, right = f'"{quoted.quote}"', f"'{quoted.right}'"
    said = said.format(wrong=wrong, right=right, clause=CLAUSES[fault.kind])
    lead = chance.pick(_SO_FAR) if len(story.faults) > 1 else ""
    return {"value": {"correction": {"changes": changes}}, "why_wrong": lead + said}


def _guessed(fault: Fault, quoted: Quoted) -> JsonValue:
    mark = "part" if fault.kind == "part" else fault.kind
    why = {
        "blot": f'"{_bare(fault.wrong)}" would fit, and so would other words: nothing shows under the stain (clause 3.1).',
        "part": f'"{_bare(fault.wrong)}" is one of the words that fit the letters in sight, and not the only one (clause 3.2).',
        "lone": f'"{_bare(fault.wrong)}" may be right, but figures are never guessed (clause 3.3).',
    }[mark]
    return {"value": {"correction": {"changes": []}}, "why_wrong": why}


def _improved(mark: Mark, quoted: Quoted) -> bool:
    return bool(mark.plain.strip()) and mark.shown in quoted.quote and mark.plain != mark.shown


def _better(mark: Mark, quoted: Quoted) -> str:
    return quoted.quote.replace(mark.shown, mark.plain, 1)


def _mended(mark: Mark, quoted: Quoted, chance: Chance) -> JsonValue:
    change = _change(quoted, _better(mark, quoted))
    why = f'"{_shown(mark, quoted)}": ' + chance.pick(_MENDED[mark.kind])
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
