"""Pinning gold to its item: it touches the hash lines and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.bank import lint, load_bank, pin
from tests.support import GOLD, ITEMS, SKILL, write_bank


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_bank(tmp_path, pinned=False)


def _items(root: Path) -> Path:
    return root / "exercises" / SKILL / "practice.yaml"


def _gold(root: Path) -> Path:
    return root / "solutions" / SKILL / "practice.yaml"


def _without_hashes(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if "  item_hash:" not in line)


def test_every_gold_gets_the_hash_of_its_item(root: Path) -> None:
    """It stands below the id, and the bank then reads it."""
    assert pin(SKILL, root) == 2
    bank = load_bank(SKILL, root)
    for item in bank.items("practice"):
        assert bank.gold(item.id).item_hash == item.hash
        written = _gold(root).read_text(encoding="utf-8")
        assert f"- id: {item.id}\n  item_hash: {item.hash}\n" in written


def test_pinning_again_changes_nothing(root: Path) -> None:
    """Not even the file's time."""
    pin(SKILL, root)
    before, when = _gold(root).read_bytes(), _gold(root).stat().st_mtime_ns
    assert pin(SKILL, root) == 0
    assert _gold(root).read_bytes() == before
    assert _gold(root).stat().st_mtime_ns == when


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n\n# The end.\n",
        lambda text: text.replace("Look at the numbers.", "Look\u2028at\x85the\x0cnumbers."),
    ],
    ids=["as it is", "Windows line ends", "no last line end", "a comment last", "odd characters"],
)
def test_nothing_but_the_hash_lines_is_touched(root: Path, written: Callable[[str], str]) -> None:
    """Comments, layout, line ends and unusual characters stay as they are."""
    before = written(GOLD)
    _gold(root).write_bytes(before.encode())
    assert pin(SKILL, root) == 2
    after = _gold(root).read_bytes().decode()
    kept = [line for line in after.split("\n") if not line.startswith("  item_hash:")]
    assert "\n".join(kept) == before


def test_a_hash_that_stands_elsewhere_is_renewed_where_it_stands(root: Path) -> None:
    """Never a second one: a key that appears twice would break the file."""
    text = GOLD.replace("  tier: settled\n", "  tier: settled\n  item_hash: sha256:old\n", 1)
    _gold(root).write_text(text, encoding="utf-8")
    assert pin(SKILL, root) == 2
    assert pin(SKILL, root) == 0
    assert _gold(root).read_text(encoding="utf-8").count("item_hash:") == 2
    assert load_bank(SKILL, root)


@pytest.mark.parametrize("written", ["- id: 'toy-001'", '- id: "toy-001"', "- id: toy-001  # egg"])
def test_an_id_may_be_quoted_or_have_a_comment(root: Path, written: str) -> None:
    """Whatever lint tells to pin can be pinned."""
    _gold(root).write_text(GOLD.replace("- id: toy-001", written), encoding="utf-8")
    assert pin(SKILL, root) == 2


def test_a_changed_item_is_stale_until_pinned_anew(root: Path) -> None:
    """Lint finds it; pinning touches that gold only."""
    pin(SKILL, root)
    changed = ITEMS.replace("At 18:20, from platform 2.", "At 18:25, from platform 2.")
    _items(root).write_text(changed, encoding="utf-8")
    stale = [problem for problem in lint(SKILL, root) if "has changed since" in problem.message]
    assert [problem.message.split(":")[0] for problem in stale] == ["toy-002"]
    assert pin(SKILL, root) == 1
    assert not [problem for problem in lint(SKILL, root) if "has changed" in problem.message]


def test_layout_and_notes_of_an_item_are_no_change(root: Path) -> None:
    """The hash is of what is shown, however it is written down."""
    pin(SKILL, root)
    changed = "# A comment.\n" + ITEMS.replace("difficulty: 1", "difficulty: 2")
    changed = changed.replace("|-\n      At 18:20.\n", '"At 18:20."\n')
    _items(root).write_text(changed, encoding="utf-8")
    assert pin(SKILL, root) == 0


def test_gold_without_an_item_is_left_alone(root: Path) -> None:
    """There is nothing to pin it to."""
    text = GOLD.replace("toy-002", "toy-009")
    _gold(root).write_text(text, encoding="utf-8")
    assert pin(SKILL, root) == 1
    assert "- id: toy-009\n  tier" in _gold(root).read_text(encoding="utf-8")
