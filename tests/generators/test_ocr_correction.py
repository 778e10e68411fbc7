"""Items of pages and talks: what the machine got wrong is where gold says, and nothing else is."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

import jiwer
import numpy as np
import pytest
from PIL import Image, ImageFilter

from grader.bank import load_bank
from grader.bank.guideline import read_guideline
from grader.errors import QualprepError, UnknownNameError
from grader.fields import Given
from grader.fields._diff import Change, apply
from grader.generators import Made
from grader.generators.ocr import material, typefaces
from grader.generators.ocr.confusions import CLAUSES, CONCEPTS
from grader.generators.ocr.pages import Draft, closely_read, make_draft, make_page
from grader.generators.ocr.rates import band, clear, made_alike, size
from grader.generators.ocr.sheet import KEPT
from grader.generators.ocr.slots import Chance, in_words
from grader.generators.ocr.talks import Talk, make_talk, scenes
from grader.generators.ocr.typefaces import font, stamp, tells_apart
from grader.generators.ocr.wear import AT_FAULTS, contrast
from grader.generators.ocr_correction import KEPT_CONCEPTS, lot, make_item
from grader.items import Gold, Item
from grader.settings import content_root
from grader.skills.ocr_correction import BANDS, MOST_FIXES, SKILL

FIELD = SKILL.task.field("correction")
GUIDELINE = content_root() / "curriculum" / "guidelines" / "ocr-correction.md"
PLACES = [one.name for one in material.places()]
SCENES = [one.name for one in scenes()]


@cache
def _drafts() -> tuple[Draft, ...]:
    return tuple(make_draft(seed, 1 + seed % 5, None, empty=False) for seed in range(9000, 9150))


@cache
def _talks() -> tuple[Talk, ...]:
    return tuple(make_talk(seed, 1 + seed % 5, None, empty=False) for seed in range(9000, 9100))


def _replayed(made: Made) -> tuple[str, str]:
    """Return the machine's text and the corrected one, by the skill's own reading of gold."""
    content: Any = made.item["content"]
    machine = content["machine"]
    gold: Any = made.gold["gold"]
    given = Given(
        texts={"machine": machine, **{k: "" for k in content if k != "machine"}}, images={}
    )
    value: Any = FIELD.resolve(gold["correction"], given)
    changes = [Change(one["start"], one["end"], one["text"]) for one in value["changes"]]
    return machine, apply(machine, sorted(changes))


def _spoken(text: str) -> str:
    return re.sub(r"(^|\s)[A-Z][a-z]+: ", r"\1", text)


def _share(text: str, right: str, *, words: bool) -> float:
    """Return an error rate as another library counts it, on texts made alike by hand."""
    wanted, written = (
        " ".join(re.sub("[‘’]", "'", re.sub("[–—]", "-", one)).split()) for one in (right, text)
    )
    return float(jiwer.wer(wanted, written) if words else jiwer.cer(wanted, written))


@pytest.mark.parametrize("name", PLACES)
def test_gold_of_a_page_is_its_text(name: str) -> None:
    """Replayed from the item alone it gives what is printed, and the bands that another count gives."""
    number = PLACES.index(name)
    draft = make_draft(40 + number, 1 + number % 5, _place(name), empty=False)
    made = make_item(40 + number, 1 + number % 5, place=name, faultless=False)
    machine, right = _replayed(made)
    assert machine == draft.machine
    assert right.split() == draft.corrected.split()
    printed = " ".join(w.text for line in draft.sheet.lines for w in line.words if not w.struck)
    hidden = [one for one in draft.faults if one.kind in ("blot", "part", "lone")]
    if not hidden and draft.rule != "join":
        assert " ".join(right.split()) == printed
    assert right.count("[illegible]") == len(hidden)
    gold: Any = made.gold["gold"]
    assert gold["cer"] == band(_share(machine, right, words=False))
    assert gold["wer"] == band(_share(machine, right, words=True))


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("difficulty", [2, 5])
def test_gold_of_a_talk_is_what_was_said(name: str, difficulty: int) -> None:
    """Replayed it gives the scene's own turns; the bands leave labels out; each proof can be pointed to."""
    seed = 70 + SCENES.index(name)
    scene = next(one for one in scenes() if one.name == name)
    talk = make_talk(seed, difficulty, scene, empty=False)
    made = make_item(seed, difficulty, scene=name, faultless=False)
    machine, right = _replayed(made)
    assert right.split() == [
        piece for line in talk.sheet.lines for word in line.words for piece in word.text.split()
    ]
    gold: Any = made.gold["gold"]
    assert gold["cer"] == band(_share(_spoken(machine), _spoken(right), words=False))
    assert gold["wer"] == band(_share(_spoken(machine), _spoken(right), words=True))
    _provable(talk, machine)


def _provable(talk: Talk, machine: str) -> None:
    notes = talk.notes.replace("*", "").lower()
    for fault in talk.faults:
        if fault.kind == "term":
            assert fault.right.strip(".,?!").lower() in notes
        if fault.kind == "fig":
            after = " ".join(word.text for word in talk.sheet.lines[fault.line + 1].words)
            assert fault.about in after
            assert fault.about in machine
        if fault.kind == "turn":
            assert machine.count("\n") < len(talk.sheet.lines) - 1
    labels = [fault.line for fault in talk.faults if fault.kind in ("label", "turn")]
    assert all(b - a > 2 for a, b in pairwise(labels))


def _place(name: str) -> material.Place:
    return next(one for one in material.places() if one.name == name)


@pytest.mark.parametrize("seed", range(6))
def test_a_faultless_item_has_no_fault(seed: int) -> None:
    """Only what looks wrong and stands there, and both rates below one in a hundred."""
    where: dict[str, Any] = {"place": PLACES[seed]} if seed % 2 else {"scene": SCENES[seed]}
    made = make_item(seed, 1 + seed % 5, faultless=True, **where)
    gold: Any = made.gold["gold"]
    assert gold["correction"]["fixes"] == []
    assert gold["correction"]["keep"]
    assert (gold["cer"], gold["wer"]) == (BANDS[0].key, BANDS[0].key)
    assert "1.6" in str(made.gold["rationale"])


@pytest.mark.parametrize("seed", range(8))
def test_an_item_is_whole(seed: int) -> None:
    """It reads as an item and a gold, with hints in stages and several temptations."""
    made = make_item(8100 + seed, 1 + seed % 5)
    item, gold = Item.model_validate(made.item), Gold.model_validate(made.gold)
    assert SKILL.task.content_problems(item.content) == []
    assert len(gold.hints) == 3
    assert len(gold.tempting) >= 2
    characters, words = size(
        made_alike(str(item.content["machine"]), labels="notes" in item.content)
    )
    assert f"{characters} characters and {words} words" in str(item.content["brief"])
    correction: Any = gold.gold["correction"]
    assert len(correction["fixes"]) <= MOST_FIXES


@pytest.mark.parametrize("number", range(5))
def test_what_must_be_compared_can_be_seen_in_the_picture(number: int) -> None:
    """In the stored file what is printed fits better than what the machine read, by far."""
    page = make_page(610 + number, 5, _place(PLACES[number * 4]), empty=False)
    style = page.draft.style
    image = Image.open(io.BytesIO(page.worn.png)).convert("L")
    turned = image.rotate(-page.worn.angle, Image.Resampling.BICUBIC, fillcolor=230)
    wide, high = page.printed.image.size
    left, top = (turned.width - wide) // 2, (turned.height - high) // 2
    flat = turned.crop((left, top, left + wide, top + high))
    grey = np.asarray(flat, np.float32)
    checked = 0
    for fault in page.draft.faults:
        if fault.kind not in ("shape", "real", "digit", "letter") or style.long_s:
            continue
        line = page.draft.sheet.lines[fault.line]
        face, (x, y, right, bottom) = (
            style.face_of(line),
            page.printed.areas[fault.line, fault.first],
        )
        part = grey[y - 3 : bottom + 3, x - 6 : right + 12]
        fits = [_fit(part, stamp(text, face, style.size)) for text in (fault.right, fault.wrong)]
        assert fits[0] > fits[1] + 0.003, (fault, fits)
        assert fits[0] > 0.6, (fault, fits)
        checked += 1
    assert checked
    pixels = np.repeat(grey[..., None], 3, axis=2)
    areas = closely_read(page.draft, page.printed)
    assert all(contrast(pixels, area) > AT_FAULTS * 0.8 for area in areas)


def _fit(part: np.ndarray[Any, Any], ink: np.ndarray[Any, Any]) -> float:
    """Return how well some ink fits a part of a page, wherever it fits best."""
    soft = Image.fromarray((ink * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))
    inked = np.asarray(soft, np.float32)
    rows = np.flatnonzero(inked.max(axis=1) > 40)
    columns = np.flatnonzero(inked.max(axis=0) > 40)
    piece = inked[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    canvas = np.zeros(part.shape, np.float32)
    best = 0.0
    for y in range(max(1, part.shape[0] - piece.shape[0])):
        for x in range(16):
            canvas[:] = 0
            wide = min(piece.shape[1], part.shape[1] - x)
            high = min(piece.shape[0], part.shape[0] - y)
            canvas[y : y + high, x : x + wide] = piece[:high, :wide]
            best = max(best, float(np.corrcoef(-part.ravel(), canvas.ravel())[0, 1]))
    return best


def test_readings_that_the_type_does_not_show_are_none() -> None:
    """A bar for an l in a type without serifs; but a b for an h is seen in every type."""
    assert not tells_apart("Ill", "lll", "DejaVuSans", 21)
    assert not tells_apart("ſail", "fail", "STIXGeneral", 28)
    for look in material.places():
        for face, many in typefaces.look(look.look).faces:
            assert tells_apart("hat", "bat", face, many)
            assert tells_apart("38", "88", face, many)


def test_every_kind_of_fault_occurs_and_has_its_clause_and_concept() -> None:
    """Of those that a machine makes on a page and in a talk, and of those that only look like one."""
    faults = Counter(one.kind for draft in _drafts() for one in draft.faults)
    faults.update(one.kind for talk in _talks() for one in talk.faults)
    assert set(faults) == set(CLAUSES) == set(CONCEPTS)
    kept = {
        mark.kind for some in (_drafts(), _talks()) for one in some for mark, _ in one.story.kept
    }
    assert kept >= set(KEPT) - {"stop"}
    assert set(KEPT_CONCEPTS) == set(KEPT)
    clauses = set(read_guideline(GUIDELINE).clauses)
    assert clauses >= {*CLAUSES.values(), *KEPT.values()}
    known = {one.slug for one in SKILL.concepts}
    assert known >= {*CONCEPTS.values(), *KEPT_CONCEPTS.values()}


def test_faults_stand_anywhere_and_none_touches_what_stays() -> None:
    """Spread over the page from top to bottom, a word apart from each other and from sound oddities."""
    where = []
    for draft in _drafts():
        lines = len(draft.sheet.lines)
        where += [(one.line + 0.5) / lines for one in draft.faults]
        taken: list[tuple[int, int]] = [
            (number, at)
            for number, line in enumerate(draft.sheet.lines)
            for at, word in enumerate(line.words)
            if word.mark is not None and draft.sheet.marks[word.mark].kind in KEPT
        ]
        for fault in draft.faults:
            spots = {(fault.line, at) for at in range(fault.first - 1, fault.last + 1)}
            assert not spots & set(taken), fault
    quarters = np.histogram(where, bins=4, range=(0, 1))[0] / len(where)
    assert (quarters > 0.15).all(), quarters
    assert (quarters < 0.36).all(), quarters


def test_the_dial_moves_number_and_kind() -> None:
    """Harder pages have more faults, more of them words, and more that looks wrong and stays."""
    many, words, kept = [], [], []
    for difficulty in range(1, 6):
        some = [draft for n, draft in enumerate(_drafts()) if 1 + (9000 + n) % 5 == difficulty]
        faults = [one for draft in some for one in draft.faults]
        many.append(len(faults) / len(some))
        words.append(sum(one.hard >= 4 for one in faults) / len(faults))
        kept.append(sum(len(draft.story.kept) for draft in some) / len(some))
    assert many == sorted(many)
    assert words == sorted(words)
    assert kept[4] > kept[0] + 1
    assert many[4] > many[0] + 3
    assert words[4] > words[0] + 0.4


def test_some_items_at_every_difficulty_are_faultless() -> None:
    """So that there is not always something to be found."""
    for difficulty in range(1, 6):
        lots = [lot(Chance(seed, difficulty, 20)) for seed in range(800)]
        assert 0.1 < np.mean([empty for empty, _ in lots]) < 0.2
        assert 0.2 < np.mean([talk for _, talk in lots]) < 0.4


def test_all_bands_occur() -> None:
    """No band is the answer that fits most."""
    stories = [*(one.story for one in _drafts()), *(one.story for one in _talks())]
    found = Counter(band(one.counted.cer) for one in stories)
    wer = Counter(band(one.counted.wer) for one in stories)
    assert set(found) == {one.key for one in BANDS}
    for counted in (found, wer):
        assert max(counted.values()) < 0.62 * sum(counted.values())


def test_a_hidden_figure_is_decided_by_the_page_alone() -> None:
    """One that is restored stands there again in words; one that is illegible stands nowhere else."""
    seen = set()
    for seed in range(40):
        draft = make_draft(seed, 5, _place(("family-letter", "ship-log")[seed % 2]), empty=False)
        for fault in draft.faults:
            if fault.kind == "said":
                seen.add(fault.kind)
                assert in_words(int(re.sub(r"\D", "", fault.right))) in draft.corrected
                assert fault.right != fault.wrong
            if fault.kind == "lone":
                seen.add(fault.kind)
                figure = draft.sheet.lines[fault.line].words[fault.first].text
                assert figure not in draft.corrected
                assert fault.right == "[illegible]"
    assert seen == {"said", "lone"}


def test_rates_are_those_of_the_bank() -> None:
    """The counts that people wrote into briefs and gold are what this counts."""
    bank = load_bank("ocr-correction")
    for item in bank.items("practice"):
        machine = str(item.content["machine"])
        talk = "notes" in item.content
        found = re.search(r"(\d+) characters and (\d+) words", str(item.content["brief"]))
        assert found is not None, item.id
        assert size(made_alike(machine, labels=talk)) == (int(found[1]), int(found[2])), item.id


def test_rates_near_a_border_are_not_clear() -> None:
    """Nor those that lie in two bands by the two ways of dividing."""
    assert clear(15, 1000, 1000)
    assert not clear(10, 1000, 1000)
    assert not clear(10, 990, 1015)
    assert [band(rate) for rate in (0, 0.01, 0.02, 0.05, 0.1)] == [one.key for one in BANDS]


def test_what_is_not_known_is_named() -> None:
    """A setting, a scene, a difficulty."""
    with pytest.raises(UnknownNameError, match="ship-log"):
        make_item(1, 1, place="ship-lag")
    with pytest.raises(UnknownNameError, match="shop-call"):
        make_item(1, 1, scene="shop-cell")
    with pytest.raises(ValueError, match="difficulty"):
        make_item(1, 6)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("He was {nobody} here.", "no list"),
        ("He was <here~there:nokind>.", "no kind"),
        ("He was <here~there:slip.", "not closed"),
        ("The <two words~one:blot> went.", "hides one word"),
        ("He took <four~five:struck>, then left.", "behind what a pen changed"),
    ],
)
def test_material_that_cannot_be_used_is_named(sentence: str, said: str) -> None:
    """With its file, its setting and the sentence."""
    entry: Any = {
        "name": "bad-place",
        "domain": "law",
        "look": "print",
        "width": 40,
        "briefs": ["One.", "Two."],
        "describes": "A page.",
        "body": [{"say": ["All is well."]}, {"say": [sentence]}],
    }
    with pytest.raises(QualprepError, match="bad-place") as caught:
        material.place_of(entry, "bad.yaml")
    assert said in str(caught.value)


def test_fonts_come_with_the_packages() -> None:
    """And a missing one is named."""
    assert font("STIXGeneral", 20).getlength("a") > 4
    with pytest.raises(QualprepError, match="NoSuchFace"):
        font("NoSuchFace", 20)
