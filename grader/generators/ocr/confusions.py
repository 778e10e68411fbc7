"""What a reading machine mistakes for what, one word at a time, and how hard each mistake is to see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Reading(NamedTuple):
    """A wrong reading of one word: its kind, and from 1 (no word at all) to 5 (reads well)."""

    text: str
    kind: str
    hard: int


CLAUSES = {
    "shape": "2.1",
    "real": "2.1",
    "accent": "2.1",
    "letter": "2.1",
    "digit": "2.2",
    "split": "2.3",
    "merge": "2.3",
    "sign": "2.4",
    "capital": "2.6",
    "hyphen": "2.7",
    "join": "6.4",
    "long-s": "6.4",
    "stray": "2.9",
    "word": "2.10",
    "line": "2.10",
    "blot": "3.1",
    "part": "3.2",
    "lone": "3.3",
    "said": "3.3",
    "struck": "2.8",
    "out": "2.8",
    "ins": "2.8",
    "ear": "4.1",
    "term": "4.2",
    "fig": "4.3",
    "label": "4.4",
    "turn": "4.5",
}
"""The clause that decides each kind of fault."""

CONCEPTS = {
    "shape": "look-alike-letters",
    "real": "real-word-error",
    "accent": "look-alike-letters",
    "letter": "letter-or-digit",
    "digit": "wrong-digit",
    "split": "split-and-merged",
    "merge": "split-and-merged",
    "sign": "signs-and-stops",
    "capital": "capitals",
    "hyphen": "line-end-hyphen",
    "join": "line-end-hyphen",
    "long-s": "look-alike-letters",
    "stray": "invented-by-machine",
    "word": "left-out-by-machine",
    "line": "left-out-by-machine",
    "blot": "illegible",
    "part": "illegible",
    "lone": "illegible",
    "said": "illegible",
    "struck": "left-out-by-machine",
    "out": "invented-by-machine",
    "ins": "left-out-by-machine",
    "ear": "mishearing",
    "term": "names-and-figures-known",
    "fig": "names-and-figures-known",
    "label": "swapped-speakers",
    "turn": "swapped-speakers",
}
"""The concept that each kind of fault exercises."""

_SHAPES = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("h", "b"), ("b", "h"), ("li", "h"), ("nn", "m"),
    ("ri", "n"), ("u", "ii"), ("in", "m"), ("ui", "m"), ("vv", "w"), ("w", "vv"), ("c", "e"), ("e", "c"),
    ("u", "n"), ("n", "u"), ("h", "li"), ("fi", "fl"), ("fl", "fi"), ("ll", "U"), ("tt", "ft"), ("y", "v"),
)  # fmt: skip
_CAPITALS = (("H", "Il"), ("W", "VV"), ("M", "IVI"), ("C", "G"), ("G", "C"), ("O", "Q"), ("Q", "O"),
             ("E", "F"), ("F", "E"), ("B", "R"), ("P", "F"), ("U", "LI"), ("D", "O"), ("R", "B"))  # fmt: skip
_LETTERS = (
    ("l", "1"),
    ("O", "0"),
    ("S", "5"),
    ("B", "8"),
    ("o", "0"),
    ("s", "5"),
    ("I", "1"),
    ("g", "9"),
)
_DIGIT_AS_LETTER = (("1", "l"), ("0", "O"), ("5", "S"), ("8", "B"), ("1", "I"))
_DIGITS = {
    "0": "68",
    "1": "74",
    "2": "73",
    "3": "82",
    "4": "19",
    "5": "63",
    "6": "58",
    "7": "12",
    "8": "36",
    "9": "80",
}
_ACCENTS = str.maketrans("éèêëàâäöôüûçñïøå", "eeeeaaaoouucnioa")
_SAME_SHAPE = "cosvwxzpk"

_PAIRS = """
modern modem|modem modern|stern stem|stem stern|burn bum|torn tom|yarn yam|darn dam|corner comer|and arid
clear dear|dear clear|clean dean|clay day|days clays|clock dock|dock clock|close dose|dose close|dip clip
clip dip|damp clamp|clamp damp|dam clam|dog clog|down clown|clump dump|dump clump|cloves doves|doves cloves
dues clues|hat bat|bat hat|had bad|bad had|hand band|band hand|hear bear|bear hear|heard beard|bone hone
born horn|horn born|but hut|hold bold|bold hold|hill bill|bill hill|head bead|hit bit|bit hit|back hack
bay hay|hay bay|beat heat|heat beat|hook book|book hook|bunch hunch|from form|form from|trial trail
casual causal|angle angel|quiet quite|quite quiet|cat eat|eat cat|car ear|ear car|cast east|east cast
fine line|line fine|lines fines|fire tire|fall tall|tall fall|fill till|till fill|fell tell|tell fell
fear tear|tear fear|fold told|told fold|file tile|five live|live five|light fight|four tour|tour four
mine mice|more mare|must most|most must|lime time|time lime|lip tip|lake take|take lake|lie tie|lent tent
tent lent|lower tower|tower lower|last fast|fast last|last lost|lost last|lead load|load lead|lace face
loss less|less loss|want went|went want|word ward|ward word|worn worm|well wall|wall well|wire wine
wine wire|punt pint|puts pits|rose nose|rice nice|nice rice|oven even|even oven|oats cats|over ever
ever over|out cut|cut out|sack suck|salt sail|sail salt|sand send|send sand|seal seat|seat seal
bread broad|broad bread|beard board|board beard|peas pens|pens peas|pail pall|post past|past post
port part|part port|pole pale|pale pole|these those|those these|than then|then than|gale gate|gate gale
goat goal|grass gross|now new|new now|not net|night right|right night|noon moon|moon noon|stone stove
stove stone|store stare|stair stain|stairs stains|steel steal|step stop|stop step|month mouth|mouth month
list fist|lock look|look lock|looked locked|leaves loaves|loaves leaves|house horse|horse house|cup cap
cap cup|pan pen|pen pan|for far|far for|our oar|bag beg|tea ten|ten tea|sun sum|run rum|ran ram
small smell|carry curry|boat beat|come came|came come|roof root|root roof|show snow|snow show
shore share|share shore|spare spore|cheek check|check cheek|ship slip|slip ship|shed sled|shot slot
fight flight|flight fight
"""
_WORD = re.compile(r"^([(]?)([A-Za-z]+)([.,;:)!?]*)$")


@cache
def real_pairs() -> dict[str, tuple[str, ...]]:
    """Return, for words, the other words that a machine reads in their place."""
    found: dict[str, list[str]] = {}
    for pair in _PAIRS.replace("\n", "|").split("|"):
        if pair:
            right, wrong = pair.split()
            found.setdefault(right, []).append(wrong)
    return {right: tuple(wrong) for right, wrong in found.items()}


def readings(word: str) -> Iterator[Reading]:
    """Yield wrong readings of a word by itself: letters, figures, signs, capitals, blanks."""
    if any(sign in word for sign in '“”"[]'):
        return
    if any(sign.isdigit() for sign in word):
        yield from _of_figures(word)
    elif found := _WORD.match(word):
        yield from _of_letters(*found.groups())
    plain = word.translate(_ACCENTS)
    if plain != word:
        yield Reading(plain, "accent", 3)
    for quote in ("’", "'"):
        if quote in word[1:-1]:
            yield Reading(word.replace(quote, ""), "sign", 3)
    if "-" in word[1:-1] and word.replace("-", "").isalpha():
        yield Reading(word.replace("-", " "), "sign", 4)


def _of_letters(before: str, core: str, after: str) -> Iterator[Reading]:
    def whole(wrong: str, kind: str, hard: int) -> Reading:
        return Reading(before + wrong + after, kind, hard)

    small = core.lower()
    for other in real_pairs().get(small, ()):
        wrong = other.capitalize() if core[0].isupper() and core[1:].islower() else other
        if core.islower() or core.istitle():
            yield whole(wrong, "real", 4 if len(core) > 3 else 5)
    if core.isupper() and len(core) > 3:
        for right, wrong in _CAPITALS:
            for at in _places(core, right):
                yield whole(core[:at] + wrong + core[at + len(right) :], "shape", 2)
        yield whole(core.capitalize(), "capital", 2)
        return
    if len(core) >= 5:
        for right, wrong in _SHAPES:
            for at in _places(core, right):
                hard = 1 if len(right) != len(wrong) else 2
                if right in ("c", "e", "n", "u", "y"):
                    hard = 3
                yield whole(core[:at] + wrong + core[at + len(right) :], "shape", hard)
        for right, wrong in _LETTERS:
            for at in _places(core, right):
                yield whole(core[:at] + wrong + core[at + 1 :], "letter", 1)
    if len(core) >= 6 and core.islower():
        for at in range(2, len(core) - 2):
            yield whole(f"{core[:at]} {core[at:]}", "split", 2)
    if len(core) > 3 and core[0].lower() in _SAME_SHAPE and (core.islower() or core.istitle()):
        yield whole(core[0].swapcase() + core[1:], "capital", 4)
    if after in (",", ".") and core.islower():
        yield Reading(before + core + ("." if after == "," else ","), "sign", 4)
    if after == ",":
        yield Reading(before + core, "sign", 5)
    if after in (";", ":"):
        yield Reading(before + core + (":" if after == ";" else ";"), "sign", 4)
    if after == "?":
        yield Reading(f"{before}{core}7", "sign", 2)


def _of_figures(word: str) -> Iterator[Reading]:
    digits = [at for at, sign in enumerate(word) if sign.isdigit() and sign.isascii()]
    if sum(sign.isalpha() for sign in word) > 3:
        return
    for at in digits:
        for wrong in _DIGITS[word[at]]:
            if not (at == digits[0] and wrong == "0"):
                yield Reading(
                    word[:at] + wrong + word[at + 1 :], "digit", 4 if len(digits) > 1 else 3
                )
        if len(digits) > 1:
            for right, wrong in _DIGIT_AS_LETTER:
                if word[at] == right:
                    yield Reading(word[:at] + wrong + word[at + 1 :], "letter", 2)
    for at in range(1, len(word) - 1):
        if word[at - 1].isdigit() and word[at + 1].isdigit():
            if word[at] == ".":
                yield Reading(word[:at] + word[at + 1 :], "sign", 4)
            if word[at] == ",":
                yield Reading(word[:at] + "." + word[at + 1 :], "sign", 4)
    if word[0] == "£" and len(word) > 1:
        yield Reading("E" + word[1:], "sign", 2)
    if "½" in word:
        yield Reading(word.replace("½", "¼"), "digit", 4)


def with_f_for_s(word: str) -> Iterator[Reading]:
    """Yield readings of a word set with long s, an f standing for one of them."""
    found = _WORD.match(word)
    if not found:
        return
    before, core, after = found.groups()
    for at in _places(core[:-1], "s"):
        wrong = core[:at] + "f" + core[at + 1 :]
        yield Reading(before + wrong + after, "long-s", 4 if wrong in LONG_S_WORDS else 2)


LONG_S_WORDS = frozenset(
    "fame fold fail found flow fix fit feed fell foil fight foul few fee fore fine fun lift left loft".split()
)
"""Words with f that a machine makes of words with long s."""


def _places(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)
