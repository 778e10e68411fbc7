"""The making of one page item: set, planted, counted; done again until its rates are clear of all borders."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.generators.ocr.assembly import Fault, text_of, tokens
from grader.generators.ocr.drawing import Area, Printed, Style, choose_style, draw
from grader.generators.ocr.material import Place, places
from grader.generators.ocr.planting import plant, stand_apart
from grader.generators.ocr.quoting import Quoter
from grader.generators.ocr.rates import clear, count, made_alike, size
from grader.generators.ocr.setting import Wish, set_page
from grader.generators.ocr.sheet import BY_HAND, KEPT, Line, Mark, Sheet
from grader.generators.ocr.slots import Chance, in_words
from grader.generators.ocr.telling import Story
from grader.generators.ocr.typefaces import look, tells_apart
from grader.generators.ocr.wear import Worn, worn
from grader.skills.ocr_correction import MOST_FIXES

_FAULTS = ((3, 5), (4, 6), (5, 7), (6, 9), (7, 10))
_KEPT = ((0, 2), (1, 3), (2, 4), (3, 5), (4, 6))
_HIDDEN = ((0, 0), (0, 1), (1, 2), (1, 3), (2, 4))
_BY_HAND = ((0, 1), (1, 2), (2, 3), (2, 4), (3, 5))
_ATTEMPTS = 60


@dataclass(frozen=True)
class Draft:
    """A page item before it is drawn: its texts, and what is known of them."""

    place: Place
    sheet: Sheet
    faults: tuple[Fault, ...]
    style: Style
    rule: str
    machine: str
    corrected: str
    story: Story
    chance: Chance


@dataclass(frozen=True)
class Page:
    """A page item before it is written down."""

    draft: Draft
    printed: Printed
    worn: Worn


def make_page(seed: int, difficulty: int, place: Place | None, *, empty: bool) -> Page:
    """Return the page of a seed.

    Raises:
        ValueError: No page comes together whose rates are clear of the borders of the bands.
    """
    draft = make_draft(seed, difficulty, place, empty=empty)
    printed = draw(draft.sheet, draft.faults, draft.style, draft.chance)
    close = closely_read(draft, printed)
    return Page(
        draft, printed, worn(printed, draft.style.look.wear, difficulty, draft.chance, close)
    )


def make_draft(seed: int, difficulty: int, place: Place | None, *, empty: bool) -> Draft:
    """Return the page of a seed before it is drawn.

    Raises:
        ValueError: No page comes together whose rates are clear of the borders of the bands.
    """
    chance = Chance(seed, difficulty, 21)
    drawn = chance.pick(places())
    here = place or drawn
    joins = here.hyphens and chance.hit(0.25) and not empty
    for attempt in range(_ATTEMPTS):
        rule = "join" if joins and attempt < _ATTEMPTS // 2 else ""
        rule = "long-s" if here.long_s else rule
        draft = _tried(here, Chance(seed, difficulty, attempt, 22), difficulty, rule, empty=empty)
        if draft is not None:
            return draft
    raise ValueError(f"no page of {here.name} came together in {_ATTEMPTS} attempts (seed {seed})")


def _tried(
    place: Place, chance: Chance, difficulty: int, rule: str, *, empty: bool
) -> Draft | None:
    kept, hidden, hand = (
        chance.between(*one[difficulty - 1]) for one in (_KEPT, _HIDDEN, _BY_HAND)
    )
    wish = Wish(max(kept, 2 + difficulty // 2), 0, 0) if empty else Wish(kept, hidden, hand)
    sheet = set_page(place, chance, wish)
    by_hand = any(mark.kind in BY_HAND for mark in sheet.marks)
    style = choose_style(look(place.look), chance, long_s=place.long_s, by_hand=by_hand)
    faults = () if empty else _planted(sheet, chance, difficulty, style, rule)
    if not _usable(sheet, faults, rule, empty=empty):
        return None
    rows = tokens(sheet, faults)
    machine, corrected = text_of(rows), text_of(tokens(sheet, faults, right=True))
    counted, shown = count(machine, corrected), size(made_alike(machine))
    if not clear(counted.characters, counted.n_characters, shown[0]):
        return None
    if not clear(counted.words, counted.n_words, shown[1]):
        return None
    quoter = Quoter(rows)
    story = Story(
        tuple((one, quoter.of_fault(one)) for one in faults),
        tuple((mark, quoter.of_mark(at)) for at, mark in enumerate(sheet.marks) if mark.kind in KEPT),
        counted, shown, rule,
    )  # fmt: skip
    return Draft(place, sheet, tuple(faults), style, rule, machine, corrected, story, chance)


def closely_read(draft: Draft, printed: Printed) -> list[Area]:
    """Return the areas of the words at which the machine erred, and of those that only look wrong."""
    near = {(one.line, at) for one in draft.faults for at in range(one.first, one.last)}
    near |= {
        (number, at)
        for number, line in enumerate(draft.sheet.lines)
        for at, word in enumerate(line.words)
        if word.mark is not None and word.hidden is None
    }
    return [area for place, area in printed.areas.items() if place in near]


def _planted(sheet: Sheet, chance: Chance, difficulty: int, style: Style, rule: str) -> list[Fault]:
    def sees(right: str, wrong: str, line: Line) -> bool:
        return tells_apart(right, wrong, style.face_of(line), style.size)

    return plant(
        sheet, chance, difficulty, chance.between(*_FAULTS[difficulty - 1]), style.look.traces, sees,
        long_s=rule == "long-s", join=rule == "join",
    )  # fmt: skip


def _usable(
    sheet: Sheet, faults: tuple[Fault, ...] | list[Fault], rule: str, *, empty: bool
) -> bool:
    """Return whether a page has what its plan asks for, and not more than an item may have."""
    if len(faults) > MOST_FIXES or (not empty and len(faults) < 3):
        return False
    if not stand_apart(sheet, faults):
        return False
    if rule == "join" and not 2 <= sum(one.kind == "join" for one in faults) <= 5:
        return False
    if rule == "long-s" and not empty and not any(one.kind == "long-s" for one in faults):
        return False
    if any(not _decided(sheet, mark) for mark in sheet.marks if mark.kind in ("lone", "said")):
        return False
    return not empty or sum(mark.kind in KEPT for mark in sheet.marks) > 0


def _decided(sheet: Sheet, mark: Mark) -> bool:
    """Return whether a hidden figure stands elsewhere on the page just if it is said to (clause 3.3)."""
    words = [word for line in sheet.lines for word in line.words]
    whole = " ".join(word.text for word in words if word.hidden is None)
    again = re.search(rf"\b({mark.plain}|{in_words(int(mark.plain))})\b", whole) is not None
    return again == (mark.kind == "said")
