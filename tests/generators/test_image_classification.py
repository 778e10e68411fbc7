"""Items from scenes: every label is proved by what stands there, none is a matter of opinion."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from grader.bank import load_bank
from grader.bank.guideline import cited, read_guideline
from grader.errors import UnknownNameError
from grader.fields import Given, ImageSize
from grader.generators import maker
from grader.generators.image_classification import (
    OWN_LABEL,
    PICTURED,
    hard_to_see,
    labels_of,
    make_item,
)
from grader.generators.scene.defects import DEFECTS, TROUBLES, spoil
from grader.generators.scene.geometry import HEIGHT, WIDTH, Box
from grader.generators.scene.jobs import UnplacedError
from grader.generators.scene.label_reasons import NAMES
from grader.generators.scene.scenes import make_scene
from grader.generators.scene.styles import STYLES
from grader.items import BAITS, Gold, Item
from grader.settings import content_root
from grader.skills.image_classification import LABELS, SKILL

FIELD = SKILL.task.field("labels")
GIVEN = Given(texts={"brief": ""}, images={"image": ImageSize(640, 420)})
GUIDELINE = content_root() / "curriculum" / "guidelines" / "image-classification.md"
LEAVES = {label.key for label in LABELS} - {label.parent for label in LABELS}


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("difficulty", [1, 4])
def test_an_item_is_whole(name: str, difficulty: int) -> None:
    """It reads as an item and a gold, its file is the one named, and each clause cited exists."""
    made = make_item(30 + difficulty, difficulty, style=name)
    item, gold = Item.model_validate(made.item), Gold.model_validate(made.gold)
    assert SKILL.task.content_problems(item.content) == []
    [(path, data)] = made.files.items()
    image: Any = item.content["image"]
    assert (image["file"], image["sha256"]) == (path, hashlib.sha256(data).hexdigest())
    assert gold.item_hash == item.hash
    assert gold.tier == "proved"
    assert SKILL.task.problems(gold.gold, GIVEN) == []
    assert item.bait in BAITS
    assert {concept.slug for concept in SKILL.concepts} >= set(item.concepts)
    texts = [gold.rationale, *gold.hints, *(one.why_wrong for one in gold.tempting)]
    assert {number for text in texts for number in cited(text)} <= set(
        read_guideline(GUIDELINE).clauses
    )
    assert cited(gold.rationale)
    for one in gold.tempting:
        assert SKILL.task.problems({**gold.gold, "defect": "dark", **one.value}, GIVEN) == [] or (
            "labels" not in one.value
        )
        assert any(one.value[key] != gold.gold.get(key) for key in one.value)
    assert made == make_item(30 + difficulty, difficulty, style=name)


@pytest.mark.parametrize("seed", range(12))
def test_a_label_is_given_for_what_is_there_and_for_nothing_else(seed: int) -> None:
    """Real things by their class, six look-alikes by their own label, pictures as pictured, the rest not."""
    style = list(STYLES)[seed % len(STYLES)]
    kinds = list(STYLES[style].painters)[: 1 + seed % 2]
    scene = make_scene(300 + seed, 3, style, ("look-alike",), kinds)
    labels = set(labels_of(scene))
    assert labels <= LEAVES
    assert labels & set(STYLES[style].painters) == set(kinds)
    pictured = any(decoy.kind.startswith(PICTURED) for decoy in scene.decoys)
    assert ("depiction" in labels) == pictured
    for kind, own in OWN_LABEL.items():
        assert (own in labels) == any(decoy.kind == kind for decoy in scene.decoys)


def test_a_scene_without_objects_earns_none_unless_a_look_alike_is_listed() -> None:
    """Nothing real, and nothing that earns a label."""
    empty = make_scene(4, 3, "kitchen", (), ())
    assert empty.objects == ()
    assert labels_of(empty) == ("none",)
    with pytest.raises(UnknownNameError, match="spoon"):
        make_scene(4, 3, "kitchen", (), ("spon",))


def test_classes_that_are_left_out_stay_out() -> None:
    """Also as what hides another, and in heaps."""
    for seed in range(8):
        scene = make_scene(seed, 4, "street", ("occlusion", "group"), ("car",))
        assert scene.labels() == ("car",)


@pytest.mark.parametrize("seed", range(4))
def test_a_scene_for_its_classes_hides_what_stands_alone(seed: int) -> None:
    """Of a class with several things one that is hard to see changes no label; by chance it may be one."""
    classes = ("nut", "screw")
    scene = make_scene(seed, 4, "workshop", ("truncation",), classes, for_classes=True)
    assert scene.labels() == tuple(k for k in STYLES["workshop"].painters if k in classes)
    assert hard_to_see(scene, "screw")
    assert not hard_to_see(scene, "nut")


def test_a_scene_for_its_classes_leaves_out_what_finds_no_room() -> None:
    """Six vans do not fit into a street; all or nothing, it would be given up."""
    asked = (4207748, 5, "street", ("look-alike",), ("van",))
    with pytest.raises(ValueError, match="ask for fewer traps"):
        make_scene(*asked, attempts=1)
    scene = make_scene(*asked, for_classes=True, attempts=1)
    assert scene.labels() == ("van",)
    assert len(scene.objects) < 5


@pytest.mark.parametrize("name", [*DEFECTS, *TROUBLES])
def test_what_the_camera_did_lies_far_on_its_side(name: str) -> None:
    """Measured on the picture itself, by the words of the guideline."""
    scene = make_scene(2, 3, "kitchen", (), ("plate",))
    keep = [one.full for one in scene.objects]
    before = np.asarray(scene.image, np.float32)
    after = np.asarray(spoil(scene.image, name, keep, np.random.default_rng(1)), np.float32)
    flat_rows = int((after.std(axis=(1, 2)) == 0).sum())
    burnt = float((after.min(axis=2) > 245).mean() - (before.min(axis=2) > 245).mean())
    sharp = float(np.abs(np.diff(after.mean(axis=2), axis=1)).max())
    assert (flat_rows >= 30) == (name == "lost")
    assert (burnt > 0.06) == (name == "glare")
    assert burnt < 0.012 or name == "glare"
    assert (after.max() < 85) == (name == "dark")
    assert (sharp < 16) == (name in ("focus", "dark"))
    if name in ("lost", "glare", "spot"):
        for box in keep:
            part = (slice(box.y, box.bottom), slice(box.x, box.right))
            assert (after[part] == before[part]).all()


def test_no_room_is_said() -> None:
    """A band cannot be lost where everything must stay in sight."""
    scene = make_scene(2, 3, "kitchen", (), ("plate",))
    whole = [Box(0, 0, WIDTH, HEIGHT)]
    with pytest.raises(UnplacedError):
        spoil(scene.image, "lost", whole, np.random.default_rng(1))


def test_every_label_has_words_and_the_generator_is_found() -> None:
    """So that a rationale can speak of each."""
    assert set(NAMES) == LEAVES
    assert maker("image-classification") is make_item


def test_the_stored_picture_is_the_one_that_was_spoilt() -> None:
    """The file holds the defect."""
    made = make_item(5, 1, style="carpark", labels=("van",), photo="dark")
    [data] = made.files.values()
    assert np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).max() < 95
    assert made.gold["gold"]["defect"] == "dark"


@pytest.mark.parametrize("name", ["img-001", "img-003", "img-008", "img-012"])
def test_a_seed_makes_the_picture_and_the_gold_of_the_bank(name: str) -> None:
    """From seed and difficulty alone; other versions of Pillow may differ by a shade."""
    bank = load_bank("image-classification")
    item, gold = bank.item(name), bank.gold(name)
    assert item.source.seed is not None
    made = make_item(item.source.seed, item.difficulty)
    assert made.gold["gold"] == gold.gold
    image: Any = item.content["image"]
    folder = content_root() / "exercises" / bank.skill.slug
    stored = Image.open(folder / image["file"]).convert("RGB")
    [data] = made.files.values()
    again = Image.open(io.BytesIO(data)).convert("RGB")
    apart = np.abs(np.asarray(stored, np.int16) - np.asarray(again, np.int16))
    assert apart.mean() < 2


def test_every_picture_belongs_to_an_item() -> None:
    """Nothing lies about."""
    bank = load_bank("image-classification")
    pictures: list[Any] = [item.content["image"] for items in bank.sets.values() for item in items]
    folder = content_root() / "exercises" / bank.skill.slug
    lying = {f"images/{path.name}" for path in (folder / "images").iterdir()}
    assert {picture["file"] for picture in pictures} == lying


def test_what_could_not_be_told_out_of_focus_is_never_drawn_so() -> None:
    """A seed that would ask for it gets another defect; asked for by name, it is an error at once."""
    item = make_item(70001, 2, style="cells", labels=()).gold["gold"]
    assert isinstance(item, dict)
    assert item.get("defect") != "focus"
    with pytest.raises(ValueError, match="out of focus"):
        make_item(1, 2, style="cells", photo="focus")
