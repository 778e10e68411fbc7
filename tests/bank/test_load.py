"""Reading a bank: its sets, its mirrored gold, and every problem of its files at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.bank import load_bank, read_bank
from grader.errors import BankError, QualprepError, UnknownNameError
from tests.support import GOLD, ITEMS, SKILL, write_bank


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_bank(tmp_path)


def _path(root: Path, tree: str, name: str = "practice.yaml") -> Path:
    path = root / tree / SKILL / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_a_bank_has_its_items_by_set_with_their_gold(root: Path) -> None:
    """In the order of the file; sets without a file are empty."""
    bank = load_bank(SKILL, root)
    assert [item.id for item in bank.items("practice")] == ["toy-001", "toy-002"]
    assert [len(bank.items(name)) for name in bank.sets] == [2, 0, 0, 0]
    assert bank.set_of("toy-002") == "practice"
    assert bank.gold("toy-001").gold["axis"] == "accuracy"
    assert bank.guideline.version == "9.9"
    assert bank.item("toy-002").content_note == "A missed train."


def test_gold_accepts_whole_judgments(root: Path) -> None:
    """Each alternative overrides the fields that it names."""
    best, other = load_bank(SKILL, root).gold("toy-001").judgments()
    assert best["order"] == [["response_a", "response_c"], ["response_b"]]
    assert other == best | {
        "order": [["response_a"], ["response_c"], ["response_b"]],
        "near_tie": True,
        "differentiator": "structure",
    }


def test_a_set_may_be_several_files(root: Path) -> None:
    """A file of the set's name first, then those in the folder of its name, by name."""
    for tree, text in (("exercises", ITEMS), ("solutions", GOLD)):
        for number in (2, 1):
            more = text.replace("toy-001", f"more-{number}1").replace("toy-002", f"more-{number}2")
            _path(root, tree, f"practice/part-{number}.yaml").write_text(more, encoding="utf-8")
    bank = load_bank(SKILL, root)
    assert [item.id for item in bank.items("practice")] == [
        "toy-001", "toy-002", "more-11", "more-12", "more-21", "more-22",
    ]  # fmt: skip
    assert bank.gold("more-22").tier == "settled"


def test_an_id_given_twice_is_reported_with_both_places(root: Path) -> None:
    """Across sets too: an id is for the whole product."""
    _path(root, "exercises", "check-a.yaml").write_text(ITEMS, encoding="utf-8")
    with pytest.raises(BankError) as error:
        load_bank(SKILL, root)
    assert error.value.problems == (
        f"exercises/{SKILL}/check-a.yaml:1: item 'toy-001' is also in exercises/{SKILL}/practice.yaml:1",
        f"exercises/{SKILL}/check-a.yaml:19: item 'toy-002' is also in exercises/{SKILL}/practice.yaml:19",
    )


def test_every_problem_of_every_file_comes_at_once(root: Path) -> None:
    """Each with its file and line, in items and gold alike."""
    items = ITEMS.replace("difficulty: 1", "difficulty: 9").replace("bait: STYLE", "bites: STYLE")
    gold = GOLD.replace("  tier: settled\n", "  tier: certain\n", 1)
    _path(root, "exercises").write_text(items, encoding="utf-8")
    _path(root, "solutions").write_text(gold, encoding="utf-8")
    _path(root, "exercises", "check-a.yaml").write_text("- id: [\n", encoding="utf-8")
    _path(root, "exercises", "check-b.yaml").write_text("id: x\n", encoding="utf-8")
    _path(root, "exercises", "reserve.yaml").write_bytes(b"\xff")
    with pytest.raises(BankError) as error:
        load_bank(SKILL, root)
    found = [problem.split(": ", 1)[0].rpartition("/")[2] for problem in error.value.problems]
    assert sorted(found) == [
        "check-a.yaml:2",
        "check-b.yaml:1",
        "practice.yaml:19",  # the key that is missing, at its entry
        "practice.yaml:2",
        "practice.yaml:23",
        "practice.yaml:3",
        "reserve.yaml:1",
    ]
    assert "toy-001: difficulty: Input should be less than or equal to 5" in str(error.value)
    assert str(error.value).startswith("7 problems in the item bank:")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_a_set_without_entries_is_empty(root: Path, text: str) -> None:
    """An author may begin with an empty file."""
    _path(root, "exercises", "check-a.yaml").write_text(text, encoding="utf-8")
    assert load_bank(SKILL, root).items("check-a") == ()


@pytest.mark.parametrize("entry", ["- 5\n", "- just words\n", "- [a, b]\n", "-\n"])
def test_an_entry_that_is_no_mapping_is_a_problem(root: Path, entry: str) -> None:
    """It has no id to name, so its line must do."""
    _path(root, "exercises", "check-a.yaml").write_text(entry, encoding="utf-8")
    _bank, problems = read_bank(SKILL, root)
    assert [(problem.file, problem.line) for problem in problems] == [
        (f"exercises/{SKILL}/check-a.yaml", 1)
    ]


def test_a_bank_is_read_again_when_a_file_has_changed(root: Path) -> None:
    """And only then: items, gold and guideline."""
    first = load_bank(SKILL, root)
    assert load_bank(SKILL, root) is first
    _path(root, "exercises").write_text(ITEMS.replace("cooking", "kitchens"), encoding="utf-8")
    assert load_bank(SKILL, root).item("toy-001").domain == "kitchens"
    _path(root, "solutions").write_text(GOLD.replace("axis: accuracy", "axis: safety"), "utf-8")
    assert load_bank(SKILL, root).gold("toy-001").gold["axis"] == "safety"
    guideline = root / "curriculum" / "guidelines" / f"{SKILL}.md"
    guideline.write_text(guideline.read_text("utf-8").replace("9.9", "10.0"), encoding="utf-8")
    assert load_bank(SKILL, root).guideline.version == "10.0"


def test_a_release_without_gold_still_shows_everything(root: Path) -> None:
    """Only asking for a gold says that the coach has it."""
    _path(root, "solutions").unlink()
    bank = load_bank(SKILL, root)
    assert bank.given(bank.item("toy-001")).like("response")
    with pytest.raises(QualprepError, match="kept by your coach"):
        bank.gold("toy-001")


def test_unknown_names_are_answered_with_the_nearest(root: Path) -> None:
    """Skill, set and item."""
    bank = load_bank(SKILL, root)
    with pytest.raises(UnknownNameError, match="Did you mean toy-00"):
        bank.item("toy-01")
    with pytest.raises(UnknownNameError, match="There are: check-a, check-b, practice, reserve"):
        bank.items("zzz")
    with pytest.raises(UnknownNameError, match="Did you mean response-ranking"):
        load_bank("response-rank", root)
    with pytest.raises(UnknownNameError):
        bank.set_of("nothing")


def test_fields_get_the_visible_text_of_each_part(root: Path) -> None:
    """Without the marks of Markdown, in the order of the file."""
    bank = load_bank(SKILL, root)
    given = bank.given(bank.item("toy-001"))
    assert list(given.texts) == ["prompt", "response_a", "response_b", "response_c"]
    assert given.texts["response_b"].startswith("Eggs\nEggs are lovely;")
    assert given.like("response") == ("response_a", "response_b", "response_c")
