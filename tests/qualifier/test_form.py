"""Forms: seeded, stratified, without gold, and fixed once they are made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from grader.bank import Bank, load_bank
from grader.errors import QualprepError
from grader.qualifier import assemble, banks_of, find_blueprint, read_form, written_field
from grader.settings import content_root
from tests.qualifier.conftest import a_blueprint, a_section
from tests.support import SKILL, an_item, bank_of, its_gold


def many(**changes: object) -> Bank:
    """Return 24 items: difficulty 1 to 3, three baits, and an axis that goes with neither."""
    items = [
        an_item(n, difficulty=1 + n % 3, bait=("LONG", "HALO", "SYC")[n // 3 % 3])
        for n in range(24)
    ]
    golds = [
        its_gold(
            item,
            gold={
                "order": [["response_a"], ["response_b"]],
                "axis": "accuracy" if n < 12 else "tone",
                "near_tie": False,
            },
        )
        for n, item in enumerate(items)
    ]
    return bank_of(*items, golds=golds, set_name="reserve")


def test_a_form_is_spread_over_difficulty_bait_and_gold() -> None:
    """Twelve of 24: four of each difficulty, four of each bait, six of each axis, give or take one."""
    bank = many()
    form = assemble(a_blueprint(a_section("one", 12)), {SKILL: bank}, 5)
    drawn = [bank.item(item.id) for item in form.items]
    for counts in (Counter(i.difficulty for i in drawn), Counter(i.bait for i in drawn)):
        assert all(3 <= count <= 5 for count in counts.values()), counts
    axes = Counter(str(bank.gold(i.id).gold["axis"]) for i in drawn)
    assert all(5 <= count <= 7 for count in axes.values()), axes


def test_the_same_seed_gives_the_same_form_and_another_another() -> None:
    """Bytes are compared: the file is what learners get."""
    bank, blueprint = many(), a_blueprint(a_section("one", 12))
    made = [assemble(blueprint, {SKILL: bank}, seed).json_text() for seed in (1, 1, 2)]
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_sections_share_no_item_and_exposed_items_stay_out() -> None:
    """So does one of two variants; a form that cannot be filled says how many are left."""
    bank = many()
    blueprint = a_blueprint(a_section("one", 8), a_section("two", 8))
    form = assemble(blueprint, {SKILL: bank}, 1)
    assert len({item.id for item in form.items}) == 16
    exposed = {item.id for item in form.items}
    with pytest.raises(QualprepError, match="only 0 are left"):
        assemble(blueprint, {SKILL: bank}, 2, exposed=exposed)
    twins = bank_of(an_item(1), an_item(2, variant_of="made-001"), set_name="reserve")
    with pytest.raises(QualprepError, match="only 1 are left"):
        assemble(a_blueprint(a_section("one", 2)), {SKILL: twins}, 1)


def test_contested_stale_and_missing_gold() -> None:
    """Contested and unread items are for practice only; the other two are the coach's errors."""
    item = an_item(1)
    blueprint = a_blueprint(a_section("one", 1))
    for gold, said in (
        ([its_gold(item, tier="contested")], "only 0 are left"),
        ([its_gold(item, tier="unread")], "only 0 are left"),
        ([its_gold(item, item_hash="sha256:0")], "earlier text"),
        ([], "gold of this item is not here"),
    ):
        bank = bank_of(item, golds=gold, set_name="reserve")
        with pytest.raises(QualprepError, match=said):
            assemble(blueprint, {SKILL: bank}, 1)


def test_a_form_holds_no_gold_and_comes_back_from_its_file(tmp_path: Path) -> None:
    """Nor anything that tells what it was balanced by."""
    bank = many()
    form = assemble(a_blueprint(a_section("one", 4)), {SKILL: bank}, 1)
    text = form.json_text()
    assert not any(word in text for word in ("zq", "accuracy", "LONG", "tier"))
    (tmp_path / "form.json").write_text(text)
    assert read_form(tmp_path / "form.json") == form
    (tmp_path / "form.json").write_text(text[:-20])
    with pytest.raises(QualprepError, match="it is damaged"):
        read_form(tmp_path / "form.json")
    with pytest.raises(QualprepError, match="No such file"):
        read_form(tmp_path / "none.json")


def test_the_generic_form_can_be_drawn_and_fits_its_bank() -> None:
    """From what is in reserve now; an item that changed since is an error with its id."""
    root = content_root()
    form = assemble(find_blueprint("generic", root), {SKILL: load_bank(SKILL, root)}, 1)
    banks = banks_of(form, root)
    written = [item.id for item in form.items if written_field(item, banks) is not None]
    assert len(written) == 4
    changed = form.items[0].model_copy(update={"hash": "sha256:0"})
    with pytest.raises(QualprepError, match=f"has changed since.*{changed.id}"):
        banks_of(form.model_copy(update={"items": (changed, *form.items[1:])}), root)
