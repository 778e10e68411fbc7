"""Putting a machine's mistakes into a page: where each stands, what it made of what, how it is mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from grader.generators.ocr.assembly import Fault
from grader.generators.ocr.confusions import Reading, readings, with_f_for_s
from grader.generators.ocr.sheet import BY_HAND, HIDDEN, Line, Sheet, Word
from grader.generators.ocr.slots import Chance

ILLEGIBLE = "[illegible]"

Sees = Callable[[str, str, Line], bool]
"""Whether two texts look so different in a line's type that a reader sees which of them is printed."""


KINDS: dict[str, tuple[float, float, float, float, float]] = {
    "shape": (7, 5, 2.5, 1, 0.5),
    "real": (0.7, 2.5, 4, 5, 5),
    "letter": (3, 3, 2, 1, 0.3),
    "digit": (0.8, 2, 3, 4, 5),
    "split": (2, 1.5, 1, 0.4, 0.2),
    "merge": (2, 2, 1.5, 1, 0.6),
    "sign": (0.4, 1.2, 2, 3, 4),
    "capital": (0.4, 0.8, 1, 1.4, 1.6),
    "accent": (1, 1, 1, 1.5, 1.5),
    "hyphen": (0.6, 2, 3, 3, 3),
    "stray": (1, 1, 1, 1, 1),
    "word": (0, 0.3, 1, 1.5, 2),
    "line": (0, 0.2, 0.3, 0.4, 0.4),
    "long-s": (6, 6, 6, 7, 7),
}
"""How often each kind is planted, at each difficulty."""

_HARD = (
    (0, 6, 3, 1, 0.2, 0),
    (0, 4, 4, 2, 1, 0.2),
    (0, 2, 3, 3, 3, 1),
    (0, 0.5, 1, 3, 4, 3),
    (0, 0.1, 0.5, 2, 5, 5),
)
_MOST = {
    "shape": 4,
    "real": 4,
    "digit": 4,
    "long-s": 4,
    "split": 2,
    "merge": 2,
    "sign": 3,
    "letter": 3,
}
_SHORT = frozenset("a of to in on at by the is for as it we he all no my".split())
_DROPPED = frozenset(
    "not no very all only still always never old new two three small first again also well quite "
    "both own same last little more most much".split()
)
_GHOSTS = ("eht bns", "gninrom", "yad", "won", "retfa", "emas", "ruoh", "ot")


class Board:
    """The words of a sheet in one row, with what is taken already."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.starts: list[int] = []
        at = 0
        for line in sheet.lines:
            self.starts.append(at)
            at += len(line.words)
        self.taken = {
            self.starts[number] + column
            for number, line in enumerate(sheet.lines)
            for column, word in enumerate(line.words)
            if word.mark is not None
        }

    def stretch(self, fault: Fault) -> range:
        """Return the words a fault stands on, with one on either side."""
        start = self.starts[fault.line]
        more = 1 if fault.kind in ("hyphen", "join") else 0
        return range(start + fault.first - 1, start + fault.last + 1 + more)

    def free(self, fault: Fault) -> bool:
        """Return whether nothing else stands there or right beside it."""
        return not self.taken & set(self.stretch(fault))

    def take(self, fault: Fault) -> None:
        """Note that a fault stands there."""
        self.taken |= set(self.stretch(fault)[1:-1])


def stand_apart(sheet: Sheet, faults: Sequence[Fault]) -> bool:
    """Return whether no fault stands right beside another, or beside something that stays."""
    board = Board(sheet)
    own = [set(board.stretch(one)[1:-1]) for one in faults]
    stays = board.taken - set().union(*own)
    return all(
        not set(board.stretch(one)) & (stays | set().union(*(o for o in own if o is not mine)))
        for one, mine in zip(faults, own, strict=True)
    )


def plant(
    sheet: Sheet,
    chance: Chance,
    difficulty: int,
    count: int,
    traces: Sequence[str],
    sees: Sees,
    *,
    long_s: bool = False,
    join: bool = False,
) -> list[Fault]:
    """Return faults in the order of the page: those that marks call for, and others up to ``count``.

    Args:
        sheet: The page.
        chance: Decides.
        difficulty: 1 to 5: which kinds, and how well the wrong readings read.
        count: How many in all; fewer where there is no room.
        traces: What the page has that is no text and may be read as some.
        sees: What a reader can tell apart.
        long_s: Whether the page is set with long s.
        join: Whether a changed rule joins words broken at the end of a line.
    """
    board = Board(sheet)
    found = [*_called_for(sheet, chance), *(_joined(sheet) if join else ())]
    for one in found:
        board.take(one)
    pool: dict[str, list[Fault]] = {}
    for one in _possible(sheet, chance, traces, long_s=long_s, join=join):
        pool.setdefault(one.kind, []).append(one)
    while len(found) < count and pool:
        kinds = sorted(pool)
        kind = chance.weighted(kinds, [KINDS[one][difficulty - 1] + 1e-6 for one in kinds])
        weights = [_HARD[difficulty - 1][one.hard] + 1e-6 for one in pool[kind]]
        pick = chance.weighted(pool[kind], weights)
        pool[kind].remove(pick)
        quoted = '"' in pick.wrong  # what is quoted in a rationale can hold no quotation mark
        if not quoted and board.free(pick) and _visible(pick, sheet, sees, long_s=long_s):
            board.take(pick)
            found.append(pick)
        same = sum(one.kind == kind for one in found)
        if not pool[kind] or same >= _MOST.get(kind, 1):
            del pool[kind]
    return sorted(found, key=lambda one: (one.line, one.first))


def _visible(fault: Fault, sheet: Sheet, sees: Sees, *, long_s: bool) -> bool:
    if fault.kind in ("stray", "line", "word"):
        return True
    right = with_long_s(fault.right) if long_s else fault.right
    wrong = fault.wrong
    if long_s:
        wrong = fault.wrong if fault.kind == "long-s" else with_long_s(fault.wrong)
    return sees(right, wrong, sheet.lines[fault.line])


def with_long_s(text: str) -> str:
    """Return a text as it is set with long s: every s but at the end of a word and before f."""
    return re.sub(r"s(?=[a-eg-zſ])", "ſ", text)


def _called_for(sheet: Sheet, chance: Chance) -> Iterator[Fault]:
    """Yield the faults at stains and at what a pen changed."""
    for number, line in enumerate(sheet.lines):
        for column, word in enumerate(line.words):
            if word.mark is None:
                continue
            mark = sheet.marks[word.mark]
            if mark.kind in HIDDEN:
                yield _stained(word, number, column, mark.kind, mark.shown, chance)
            elif mark.kind in BY_HAND:
                yield from _by_hand(line, number, column, mark.kind)


def _stained(word: Word, line: int, column: int, kind: str, invented: str, chance: Chance) -> Fault:
    start, end = word.hidden or (0, 0)
    before, core, after = word.text[:start], word.text[start:end], word.text[end:]
    if kind in ("lone", "said"):
        invented = chance.pick([digit for digit in "0123456789" if digit != core])
    right = word.text if kind == "said" else ILLEGIBLE
    return Fault(line, column, column + 1, before + invented + after, right, kind, 4)


def _by_hand(line: Line, number: int, column: int, kind: str) -> Iterator[Fault]:
    words = line.words
    word = words[column]
    if kind == "struck" and word.struck:
        new = column + 1
        yield Fault(number, column, column + 2, word.text, words[new].text, kind, 3)
    elif kind == "out" and column + 1 == len(words):
        before = words[column - 1].text
        yield Fault(number, column - 1, column + 1, f"{before} {word.text}", before, kind, 3)
    elif kind == "out":
        after = words[column + 1].text
        yield Fault(number, column, column + 2, f"{word.text} {after}", after, kind, 3)
    elif kind == "ins":
        before = words[column - 1].text
        yield Fault(number, column - 1, column + 1, before, f"{before} {word.text}", kind, 4)


def _joined(sheet: Sheet) -> Iterator[Fault]:
    for number, (line, after) in enumerate(zip(sheet.lines, sheet.lines[1:], strict=False)):
        if line.words and after.words and _is_half(line.words[-1]):
            half, rest = line.words[-1].text, after.words[0].text
            last = len(line.words)
            yield Fault(number, last - 1, last, half, half[:-1] + rest, "join", 3)


def _is_half(word: Word) -> bool:
    return word.text.endswith("-") and word.text[:-1].isalpha()


def _continues(sheet: Sheet, number: int) -> bool:
    """Return whether a line begins with the second half of a word."""
    before = sheet.lines[number - 1].words if number else ()
    return bool(before) and _is_half(before[-1])


def _possible(
    sheet: Sheet, chance: Chance, traces: Sequence[str], *, long_s: bool, join: bool
) -> Iterator[Fault]:
    for number, line in enumerate(sheet.lines):
        for column, word in enumerate(line.words):
            if word.mark is not None:
                continue
            yield from _of_word(sheet, number, column, long_s=long_s, join=join)
            yield from _beside(line, number, column)
        if _may_be_passed_over(sheet, number):
            yield Fault(
                number, 0, len(line.words), "", " ".join(w.text for w in line.words), "line", 4
            )
    yield from _strays(sheet, chance, traces)


def _of_word(
    sheet: Sheet, number: int, column: int, *, long_s: bool, join: bool
) -> Iterator[Fault]:
    words = sheet.lines[number].words
    word = words[column]
    place = (number, column, column + 1)
    if _is_half(word) and column == len(words) - 1:
        if not join:
            yield Fault(*place, word.text[:-1], word.text, "hyphen", 4)
        return
    if column == 0 and _continues(sheet, number):
        return
    for one in _read(word.text, long_s=long_s):
        yield Fault(*place, one.text, word.text, one.kind, one.hard)


def _read(text: str, *, long_s: bool) -> Iterator[Reading]:
    for one in readings(text):
        if not (long_s and one.kind == "letter" and "5" in one.text):  # a long s is no 5
            yield one
    if long_s:
        yield from with_f_for_s(text)


def _beside(line: Line, number: int, column: int) -> Iterator[Fault]:
    words = line.words
    if column + 1 >= len(words) or line.style == "row":
        return
    one, two = words[column], words[column + 1]
    if two.mark is not None:
        return
    if one.text.lower() in _SHORT and two.text[:1].isalpha() and two.text.islower():
        both = f"{one.text} {two.text}"
        hard = 2 if len(two.text) > 3 else 3
        yield Fault(number, column, column + 2, one.text + two.text, both, "merge", hard)
    if column > 0 and words[column - 1].mark is None and one.text in _DROPPED:
        before, after = words[column - 1].text, two.text
        yield Fault(
            number,
            column - 1,
            column + 2,
            f"{before} {after}",
            f"{before} {one.text} {after}",
            "word",
            5,
        )


def _may_be_passed_over(sheet: Sheet, number: int) -> bool:
    """Return whether a line stands between two others of its kind, and begins and ends no broken word."""
    if not 0 < number < len(sheet.lines) - 1 or len(sheet.lines) < 9:
        return False
    before, line, after = sheet.lines[number - 1 : number + 2]
    same = line.style in ("text", "row") and before.style == line.style == after.style
    ends = (*before.words[-1:], *after.words[:1])
    if any(len(word.text) < 2 or '"' in word.text or word.mark is not None for word in ends):
        return False
    head = line.style == "row" and (number < 2 or sheet.lines[number - 2].style != "row")
    return same and not head and not _is_half(line.words[-1]) and not _is_half(before.words[-1])


def _strays(sheet: Sheet, chance: Chance, traces: Sequence[str]) -> Iterator[Fault]:
    """Yield what is no text, read as some: only where a line has words and ends a paragraph or begins."""
    for trace in traces:
        for number, line in enumerate(sheet.lines):
            if line.style != "text" or len(line.words) < 2 or _continues(sheet, number):
                continue
            first, last = line.words[0].text, line.words[-1].text
            end = len(line.words)
            if trace in ("rule", "hole") and line.words[0].mark is None:
                sign = (
                    chance.pick(("|", "l", "I"))
                    if trace == "rule"
                    else chance.pick(("O", "0", "o"))
                )
                yield Fault(number, 0, 1, f"{sign} {first}", first, "stray", 2, trace)
            elif trace == "ghost" and line.words[-1].mark is None and _is_short(sheet, number):
                word = chance.pick(_GHOSTS)
                yield Fault(number, end - 1, end, f"{last} {word}", last, "stray", 3, trace)
            elif trace == "speck":
                for column in range(len(line.words) - 1):
                    one, two = line.words[column], line.words[column + 1]
                    if (
                        one.mark is None
                        and two.mark is None
                        and one.text.isalpha()
                        and two.text.islower()
                    ):
                        sign = chance.pick((".", "'", ","))
                        yield Fault(
                            number, column, column + 1, one.text + sign, one.text, "stray", 3, trace
                        )


def _is_short(sheet: Sheet, number: int) -> bool:
    widest = max(sum(len(w.text) + 1 for w in line.words) for line in sheet.lines)
    return sum(len(w.text) + 1 for w in sheet.lines[number].words) < widest - 16
