"""Items of the skill `ocr-correction`: a page or a talk, a machine's text, and gold proved by the planting.

What a page trains: to compare letter by letter and digit by digit, to leave the writer's own slips alone, to
say [illegible] where nothing decides. What a talk trains: to change only what notes or answers prove. What
they do not train: real handwriting, whose letters careful readers read differently, columns out of order,
and the ear. Cases on which two careful people could differ are never made: wrong readings that the
typeface hardly shows, rates near the border of a band, and stained words that only sense would decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

from pydantic import JsonValue

from grader.errors import UnknownNameError
from grader.generators import Made
from grader.generators.ocr.confusions import CONCEPTS
from grader.generators.ocr.material import places
from grader.generators.ocr.pages import Draft, Page, make_page
from grader.generators.ocr.phrases import phrases
from grader.generators.ocr.rates import band
from grader.generators.ocr.sheet import HIDDEN, KEPT
from grader.generators.ocr.slots import Chance
from grader.generators.ocr.talks import Talk, make_talk, scenes
from grader.generators.ocr.telling import Story, hints, rationale, tempting
from grader.generators.proved import Head, picture, proved

KEPT_CONCEPTS = {
    "slip": "author-slip-kept",
    "sum": "author-slip-kept",
    "old": "old-spelling-kept",
    "odd": "old-spelling-kept",
    "cap": "capitals",
    "gap": "split-and-merged",
    "stop": "signs-and-stops",
    "speech": "speech-as-spoken",
    "own": "speech-as-spoken",
    "sounds": "mishearing",
}
"""The concept that each kind of sound text that looks wrong exercises."""

FAULTLESS = 0.14
"""The share of items in which the machine made no error, at every difficulty."""

TALKS = 0.3
"""The share of items that are transcripts."""


class Written(NamedTuple):
    """What a page and a talk have in common once they are made."""

    seed: int
    difficulty: int
    domain: str
    note: str
    content: dict[str, JsonValue]
    concepts: list[str]
    baits: list[str]
    story: Story


def make_item(
    seed: int,
    difficulty: int,
    *,
    place: str | None = None,
    scene: str | None = None,
    faultless: bool | None = None,
    item_id: str | None = None,
) -> Made:
    """Return the item of a seed with its proved gold and, for a page, its picture.

    Args:
        seed: Any whole number from 0 on; the same seed always gives the same item.
        difficulty: 1 (few errors that are no words, hardly anything that only looks wrong) to 5 (many that
            read well, among slips that stay).
        place: The name of a page's setting; the seed decides when neither this nor a scene is given.
        scene: The name of a talk's scene.
        faultless: Whether the machine made no error; the seed decides when left out.
        item_id: The item's id; one made from the seed when left out.

    Raises:
        ValueError: The difficulty is none, or nothing comes together.
        UnknownNameError: There is no setting of this name.
    """
    if not 1 <= difficulty <= 5:
        raise ValueError(f"difficulty must be 1 to 5 (got {difficulty})")
    name = item_id or f"ocr-g{difficulty}-{seed:06d}"
    chance = Chance(seed, difficulty, 20)
    drawn, talks = lot(chance)
    empty = drawn if faultless is None else faultless
    if scene is not None or (place is None and talks):
        talk = make_talk(seed, difficulty, _named("scene", scene, scenes()), empty=empty)
        return _talk_item(talk, seed, difficulty, name, chance)
    page = make_page(seed, difficulty, _named("setting", place, places()), empty=empty)
    return _page_item(page, seed, difficulty, name, chance)


def lot(chance: Chance) -> tuple[bool, bool]:
    """Return whether an item's machine made no error, and whether it is a transcript."""
    return chance.hit(FAULTLESS), chance.hit(TALKS)


class _HasName(Protocol):
    @property
    def name(self) -> str: ...


Named = TypeVar("Named", bound=_HasName)


def _named(what: str, name: str | None, options: Sequence[Named]) -> Named | None:
    if name is None:
        return None
    known = {one.name: one for one in options}
    if name not in known:
        raise UnknownNameError(what, name, known)
    return known[name]


def _talk_item(talk: Talk, seed: int, difficulty: int, name: str, chance: Chance) -> Made:
    story = talk.story
    characters, words = story.shown
    brief = (
        f"{chance.pick(talk.scene.briefs)}\nMade alike as in clause 5.2, and without labels, the machine's "
        f"text has {characters} characters and {words} words."
    )
    content: dict[str, JsonValue] = {
        "brief": brief,
        "notes": talk.notes.strip(),
        "machine": talk.machine,
    }
    concepts = [CONCEPTS[fault.kind] for fault, _ in story.faults]
    concepts += [KEPT_CONCEPTS[mark.kind] for mark, _ in story.kept]
    baits = ["KNOW", "OVEREDIT"] if story.faults else ["OVEREDIT", "KNOW"]
    written = Written(
        seed, difficulty, talk.scene.domain, talk.scene.note, content, concepts, baits, story
    )
    return made(written, name, chance, {})


def _page_item(page: Page, seed: int, difficulty: int, name: str, chance: Chance) -> Made:
    file, draft, png = f"images/{name}.png", page.draft, page.worn.png
    content: dict[str, JsonValue] = {}
    if draft.rule:
        content["rule"] = chance.pick(phrases().rules[draft.rule])
    content["brief"] = _brief(draft, chance)
    content["page"] = picture(file, png, draft.place.describes)
    content["machine"] = draft.machine
    story = draft.story
    concepts = [CONCEPTS[fault.kind] for fault, _ in story.faults]
    concepts += [KEPT_CONCEPTS[mark.kind] for mark, _ in story.kept]
    written = Written(
        seed,
        difficulty,
        draft.place.domain,
        draft.place.note,
        content,
        concepts,
        _baits(draft),
        story,
    )
    stains = any(mark.kind in HIDDEN for mark in draft.sheet.marks)
    return made(written, name, chance, {file: png}, stains=stains)


def made(
    written: Written, name: str, chance: Chance, files: dict[str, bytes], *, stains: bool = False
) -> Made:
    """Return an item with its gold, from what a page or a talk came to."""
    story = written.story
    ranked = sorted(dict.fromkeys(written.concepts), key=written.concepts.count, reverse=True)
    head = Head(
        name,
        written.seed,
        written.difficulty,
        written.domain,
        [*(ranked[:5] or ["author-slip-kept"]), "error-rates"],
        written.baits,
        written.note,
    )
    fixes: list[JsonValue] = [
        quoted.entry(accept=[*_accepted(quoted.right)]) for _, quoted in story.faults
    ]
    keep: list[JsonValue] = [quoted.entry() for _, quoted in story.kept]
    correction: dict[str, JsonValue] = {"fixes": fixes}
    if keep:
        correction["keep"] = keep
    gold: dict[str, JsonValue] = {
        "gold": {
            "correction": correction,
            "cer": band(story.counted.cer),
            "wer": band(story.counted.wer),
        },
        "hints": [*hints(story, chance, stains=stains)],
        "rationale": rationale(story, chance),
        "evidence": [*_evidence(story, chance)],
        "tempting": tempting(story, chance),
    }
    return proved(head, written.content, gold, files)


def _accepted(right: str) -> list[str]:
    """Return a repair with curly and with straight marks, which are all one (clause 2.5)."""
    straight = right.replace("’", "'").replace("‘", "'")
    curly = right.replace("'", "’")
    return list(dict.fromkeys([right, straight, curly]))


def _evidence(story: Story, chance: Chance, most: int = 3) -> list[JsonValue]:
    quotes = [quoted for _, quoted in story.faults] + [quoted for _, quoted in story.kept]
    return [one.entry(part="machine") for one in chance.some(quotes, most)]


def _baits(draft: Draft) -> list[str]:
    kinds = [fault.kind for fault in draft.faults]
    found = []
    if draft.rule:
        found.append("RULE")
    if any(mark.kind in HIDDEN for mark in draft.sheet.marks):
        found.append("KNOW")
    if not kinds or sum(mark.kind in KEPT for mark in draft.sheet.marks) > 2:
        found.append("OVEREDIT")
    if {"word", "line", "ins"} & set(kinds):
        found.append("MISS")
    found.append("FAST")
    if draft.story.kept:
        found.append("OVEREDIT")
    return list(dict.fromkeys(found))


def _brief(draft: Draft, chance: Chance) -> str:
    lines = [chance.pick(draft.place.briefs)]
    if any(line.style == "row" for line in draft.sheet.lines):
        lines.append("Columns are kept apart by blanks; how many does not matter.")
    if any(mark.kind in HIDDEN for mark in draft.sheet.marks):
        lines.append("Each stain hides the letters under it altogether.")
    characters, words = draft.story.shown
    lines.append(
        f"Made alike as in clause 5.2, the machine's text has {characters} characters and {words} words."
    )
    return "\n".join(lines)
