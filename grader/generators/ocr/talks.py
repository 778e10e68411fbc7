"""Transcripts: scenes whose every mishearing and wrong label is proved by words that one can point to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic import Field as Setting

from grader.generators.ocr.assembly import Fault, Token, glued, text_of, tokens
from grader.generators.ocr.material import common, read, unusable
from grader.generators.ocr.planting import Board
from grader.generators.ocr.quoting import Quoter
from grader.generators.ocr.rates import Count, clear, count, made_alike, size
from grader.generators.ocr.sheet import HEARD, KEPT, Line, Mark, Sheet, Word, marks_in, words_of
from grader.generators.ocr.slots import Chance, Filler
from grader.generators.ocr.telling import Story

_FAULTS = ((3, 4), (4, 6), (5, 7), (6, 8), (7, 10))
_KEPT = ((0, 1), (1, 2), (2, 3), (3, 4), (3, 5))
_KINDS: dict[str, tuple[float, float, float, float, float]] = {
    "ear": (6, 5, 4, 3, 3),
    "term": (3, 3, 3, 3, 3),
    "fig": (0.4, 1.5, 3, 4, 4),
    "label": (0.5, 1.5, 3, 4, 4),
    "turn": (0, 1, 3, 4, 4),
}
_HARD = {"ear": 2, "term": 3, "label": 4, "turn": 4, "fig": 5}
_MOST = {"ear": 6, "term": 4, "fig": 1, "label": 2, "turn": 1}
_ATTEMPTS = 60


class Turn(BaseModel):
    """What one person says.

    Attributes:
        by: Who, by the key of the scene's cast.
        say: In one or several ways.
        swap: What proves the speaker, where the label may be wrong.
        glue: What proves that a second person speaks, where the turn may be run into the one before.
        to: Whose label it gets when it is wrong; anybody else's when left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    say: str | tuple[str, ...]
    swap: str = ""
    glue: str = ""
    to: str = ""


class Scene(BaseModel):
    """A talk with what is known of its recording."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    domain: str
    briefs: tuple[str, ...] = Setting(min_length=2)
    note: str = ""
    cast: dict[str, str] = Setting(min_length=2)
    slots: dict[str, tuple[str, ...]] = {}
    notes: str
    turns: tuple[Turn, ...] = Setting(min_length=10)


@dataclass(frozen=True)
class Talk:
    """A transcript item before it is written down."""

    scene: Scene
    sheet: Sheet
    notes: str
    faults: tuple[Fault, ...]
    machine: str
    corrected: str
    counted: Count
    story: Story


@cache
def scenes() -> tuple[Scene, ...]:
    """Return all scenes.

    Raises:
        QualprepError: One cannot be used; it is named with what is wrong.
    """
    raw = read("talks.yaml")
    found: list[Scene] = []
    for entry in raw if isinstance(raw, list) else []:
        title = f"talks.yaml, {entry.get('name')}" if isinstance(entry, dict) else "talks.yaml"
        try:
            scene = Scene.model_validate(entry)
        except ValidationError as error:
            raise unusable(title, str(error)) from error
        _check(scene, title)
        found.append(scene)
    return tuple(found)


def _check(scene: Scene, title: str) -> None:
    filler = Filler(Chance(1), {**common(), **scene.slots})
    notes = filler.fill(scene.notes)
    for before, turn in zip((None, *scene.turns), scene.turns, strict=False):
        if turn.by not in scene.cast or (before and before.by == turn.by):
            raise unusable(
                title, f"{turn.by} is not in the cast, or speaks twice in a row: {turn.say!r}"
            )
        if turn.glue and len(scene.cast) != 2:
            raise unusable(title, "only of two people is it plain who the second one in a turn is")
        for say in (turn.say,) if isinstance(turn.say, str) else turn.say:
            text = filler.fill(say)
            if text.count("<") != len(marks_in(text)):
                raise unusable(title, f"a mark is not closed in {say!r}")
            for mark in marks_in(text):
                if mark.kind not in {*KEPT, *HEARD}:
                    raise unusable(title, f"{mark.kind!r} is no kind of mark, in {say!r}")
                if mark.kind == "term" and not _listed(mark.plain, notes):
                    raise unusable(title, f"the notes do not list {mark.plain!r}")
                if mark.kind in ("ear", "fig", "sounds", "own") and not mark.about:
                    raise unusable(title, f"nothing proves {mark.shown!r}")


def _listed(term: str, notes: str) -> bool:
    return re.search(rf"\b{re.escape(term)}\b", notes.replace("*", ""), re.IGNORECASE) is not None


def make_talk(seed: int, difficulty: int, scene: Scene | None, *, empty: bool) -> Talk:
    """Return the transcript of a seed.

    Raises:
        ValueError: None comes together whose rates are clear of the borders of the bands.
    """
    drawn = Chance(seed, difficulty, 31).pick(scenes())
    here = scene or drawn
    for attempt in range(_ATTEMPTS):
        talk = _tried(here, Chance(seed, difficulty, attempt, 32), difficulty, empty=empty)
        if talk is not None:
            return talk
    raise ValueError(f"no talk of {here.name} came together in {_ATTEMPTS} attempts (seed {seed})")


def _tried(scene: Scene, chance: Chance, difficulty: int, *, empty: bool) -> Talk | None:
    filler = Filler(chance, {**common(), **scene.slots})
    notes = filler.fill(scene.notes)
    cast = {key: filler.fill(name) for key, name in scene.cast.items()}
    says = [
        filler.fill(t.say if isinstance(t.say, str) else chance.pick(t.say)) for t in scene.turns
    ]
    wished = chance.between(*_KEPT[difficulty - 1])
    sheet = _sheet(scene, cast, says, chance, max(wished, 2) if empty else wished)
    many = 0 if empty else chance.between(*_FAULTS[difficulty - 1])
    faults = _planted(scene, cast, sheet, chance, difficulty, many, filler)
    if len(faults) < (0 if empty else 3):
        return None
    rows = glued(tokens(sheet, faults))
    machine, corrected = text_of(rows), text_of(tokens(sheet, faults, right=True))
    counted = count(machine, corrected, labels=True)
    shown = size(made_alike(machine, labels=True))
    if not clear(counted.characters, counted.n_characters, shown[0]):
        return None
    if not clear(counted.words, counted.n_words, shown[1]):
        return None
    return Talk(
        scene, sheet, notes, tuple(faults), machine, corrected, counted,
        _story(sheet, faults, rows, counted, shown),
    )  # fmt: skip


def _story(
    sheet: Sheet,
    faults: list[Fault],
    rows: list[list[Token]],
    counted: Count,
    shown: tuple[int, int],
) -> Story:
    quoter = Quoter(rows)
    kept = [
        (mark._replace(plain=mark.about) if mark.kind == "sounds" else mark, quoter.of_mark(at))
        for at, mark in enumerate(sheet.marks)
        if mark.kind in KEPT
    ]
    return Story(
        tuple((one, quoter.of_fault(one)) for one in faults), tuple(kept), counted, shown, talk=True
    )


def _sheet(
    scene: Scene, cast: dict[str, str], says: list[str], chance: Chance, wished: int
) -> Sheet:
    """Return the turns as lines, with all that may be misheard marked and some of what only looks wrong."""
    marks = [mark for say in says for mark in marks_in(say)]
    groups: dict[str, list[int]] = {}
    for number, mark in enumerate(marks):
        if mark.kind in KEPT:
            groups.setdefault(mark.about if mark.kind == "own" else f"#{number}", []).append(number)
    kept = {number for group in chance.some(list(groups), wished) for number in groups[group]}
    on = [number for number, mark in enumerate(marks) if mark.kind in HEARD or number in kept]
    places = {number: at for at, number in enumerate(on)}
    lines, first = [], 0
    for turn, say in zip(scene.turns, says, strict=True):
        words = words_of(say, places, first)
        first += len(marks_in(say))
        lines.append(Line((Word(f"{cast[turn.by]}:"), *words)))
    return Sheet(lines, [marks[number] for number in on])


def _planted(
    scene: Scene,
    cast: dict[str, str],
    sheet: Sheet,
    chance: Chance,
    difficulty: int,
    many: int,
    filler: Filler,
) -> list[Fault]:
    kept = {at for at, mark in enumerate(sheet.marks) if mark.kind in KEPT}
    board = Board(sheet)
    board.taken = {
        board.starts[number] + column
        for number, line in enumerate(sheet.lines)
        for column, word in enumerate(line.words)
        if word.mark in kept
    }
    pool = [*_misheard(sheet), *_misplaced(scene, cast, sheet, chance, filler)]
    found: list[Fault] = []
    while pool and len(found) < many:
        kinds = sorted({one.kind for one in pool})
        kind = chance.weighted(kinds, [_KINDS[one][difficulty - 1] + 1e-6 for one in kinds])
        pick = chance.pick([one for one in pool if one.kind == kind])
        pool.remove(pick)
        if (
            sum(one.kind == kind for one in found) < _MOST[kind]
            and board.free(pick)
            and _alone(pick, found)
        ):
            board.take(pick)
            found.append(pick)
    return sorted(found, key=lambda one: (one.line, one.first))


def _alone(pick: Fault, found: list[Fault]) -> bool:
    """Return whether what proves a label is not itself spoilt: no other label is wrong nearby."""
    if pick.kind not in ("label", "turn"):
        return True
    return all(abs(one.line - pick.line) > 2 for one in found if one.kind in ("label", "turn"))


def _misheard(sheet: Sheet) -> list[Fault]:
    found = []
    for number, line in enumerate(sheet.lines):
        for at in dict.fromkeys(word.mark for word in line.words):
            mark = sheet.marks[at] if at is not None else None
            if at is None or mark is None or mark.kind not in HEARD:
                continue
            columns = [column for column, word in enumerate(line.words) if word.mark == at]
            right = " ".join(line.words[column].text for column in columns)
            wrong = right.replace(mark.plain, mark.shown, 1)
            about = _read_back(sheet, number, mark) if mark.kind == "fig" else mark.about
            if about or mark.kind == "term":
                found.append(
                    Fault(
                        number,
                        columns[0],
                        columns[-1] + 1,
                        wrong,
                        right,
                        mark.kind,
                        _HARD[mark.kind],
                        about=about,
                    )
                )
    return found


def _read_back(sheet: Sheet, number: int, mark: Mark) -> str:
    """Return the words in which the next speaker takes up a figure, as they stand there; "" if none."""
    after = " ".join(word.text for word in sheet.lines[number + 1].words)
    at = after.lower().find(mark.about.lower())
    return after[at : at + len(mark.about)] if at >= 0 else ""


def _misplaced(
    scene: Scene, cast: dict[str, str], sheet: Sheet, chance: Chance, filler: Filler
) -> list[Fault]:
    """Return wrong labels, and turns run into the one before them."""
    found = []
    for number, turn in enumerate(scene.turns):
        right = f"{cast[turn.by]}:"
        if turn.swap:
            others = [turn.to] if turn.to else [key for key in cast if key != turn.by]
            wrong = f"{cast[chance.pick(others)]}:"
            about = filler.fill(turn.swap)
            found.append(Fault(number, 0, 1, wrong, right, "label", _HARD["label"], about=about))
        if turn.glue and number > 0:
            found.append(Fault(number, 0, 1, "", right, "turn", _HARD["turn"], about=turn.glue))
    return found
