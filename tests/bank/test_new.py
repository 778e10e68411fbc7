"""Beginning an item: the outline is in the right place, and nothing half done passes lint."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.bank import begin_item, lint, load_bank, next_id, pin
from grader.bank.new import gold_outline
from grader.errors import UnknownNameError
from grader.skills import skill
from tests.support import SKILL, write_bank


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_bank(tmp_path)


def test_an_outline_stands_behind_the_others_and_lint_names_what_is_open(root: Path) -> None:
    """By file and line, in both trees; what was there stays as it was."""
    before = (root / f"exercises/{SKILL}/practice.yaml").read_text()
    begun = begin_item(SKILL, "practice", root, bait="STYLE", difficulty=4)
    assert begun.id == "toy-003"
    text = begun.item_file.read_text()
    assert text.startswith(before.rstrip("\n"))
    assert "  bait: STYLE" in text
    assert "  difficulty: 4" in text
    open_ = [p for p in lint(SKILL, root) if p.message == "is still to be written"]
    for path in (begun.item_file, begun.gold_file):
        lines = path.read_text().split("\n")
        expected = [number for number, line in enumerate(lines, 1) if "WRITE:" in line]
        name = path.relative_to(root).as_posix()
        assert [p.line for p in open_ if p.file == name] == expected
        assert expected


def test_an_outline_that_is_written_out_is_an_item(root: Path) -> None:
    """Everything that lint asks of gold has its place in the outline."""
    begun = begin_item(SKILL, "practice", root)
    item = begun.item_file.read_text()
    head, made = item.split("- id: toy-003")
    for label, words in {
        "Changed rule, for this item only (leave this part out if the item needs none)": "",
        "Shown to the model (leave this part out if the item needs none)": "",
    }.items():
        assert f"WRITE: {label}" in made, made
        key = {"Changed": "rule", "Shown": "context"}[label.split()[0]]
        made = made.replace(f"    {key}: |-\n      WRITE: {label}\n", words)
    made = made.replace("WRITE: such as everyday help, coding, law, travel", "cooking")
    made = made.replace("WRITE: User's prompt", "How long do peas take?")
    first, _, second = made.partition("WRITE: Response")
    made = first + "Three minutes." + second.replace("WRITE: Response", "Thirty minutes.")
    begun.item_file.write_text(f"{head}- id: toy-003{made}")
    gold = begun.gold_file.read_text()
    head, made = gold.split("- id: toy-003")
    lines = made.split("\n")
    values = {"order": "[[response_a], [response_b]]", "axis": "accuracy", "near_tie": "false"}
    written = []
    for line in lines:
        name = line.strip().split(":")[0]
        if name in values:
            written.append(f"    {name}: {values[name]}")
        elif name == "differentiator":
            continue
        else:
            written.append(line)
    made = "\n".join(written)
    for old, new in {
        '"WRITE: a gentle hint, then a nearer one"': "Count the minutes.",
        "WRITE: two to six sentences: the decisive words in quotation marks, the clause": (
            'Peas are small: "Thirty minutes" makes soup of them'
        ),
        "(clause 1.1), and what would change the judgment.": "(clause 1.1).",
        "part: rule": "part: response_b",
        '"WRITE: the decisive words"': "Thirty minutes",
        '"WRITE: a wrong judgment that tempts"': "[[response_b], [response_a]]",
        "WRITE: why it tempts, and why it is wrong": "It sounds thorough, and is not.",
        "WRITE: one statement that can be checked by itself": "{response_b} boils them to soup",
        "WRITE: words by which it is known to be said": "thirty minutes",
        "and others": "soup",
        "WRITE: an answer that meets every criterion": "{response_b} says thirty minutes, which is soup.",
        "WRITE: an answer that meets some, and not every must-have": "{response_a} is short, to the point.",
        "WRITE: an answer of good length that says nothing": "{response_b} is a little less good, I feel.",
        "WRITE: an answer that denies what the criteria ask for": "{response_b} makes no soup of them.",
    }.items():
        assert old in made, made
        made = made.replace(old, new)
    begun.gold_file.write_text(f"{head}- id: toy-003{made}")
    pin(SKILL, root)
    assert lint(SKILL, root) == []
    assert load_bank(SKILL, root).item("toy-003").difficulty == 3


def test_a_long_file_is_not_made_longer(root: Path) -> None:
    """The next item then begins a file of its own, in the folder of its set."""
    path = root / f"exercises/{SKILL}/practice.yaml"
    path.write_text(path.read_text() + "# a comment\n" * 260)
    begun = begin_item(SKILL, "practice", root)
    assert begun.item_file == root / f"exercises/{SKILL}/practice/003.yaml"
    assert begun.gold_file == root / f"solutions/{SKILL}/practice/003.yaml"


def test_unknown_names_are_errors_that_name_the_nearest(root: Path) -> None:
    """Before anything is written."""
    with pytest.raises(UnknownNameError, match="practice"):
        begin_item(SKILL, "practise", root)
    with pytest.raises(UnknownNameError, match="STYLE"):
        begin_item(SKILL, "practice", root, bait="STYL")
    assert next_id(load_bank(SKILL, root)) == "toy-003"


@pytest.mark.parametrize(
    ("slug", "form"),
    [
        ("output-editing", "accept: [repairs in full, the best first]"),
        ("bounding-boxes", "{x: 10, y: 20, width: 30, height: 40,"),
        ("tool-use", "`call_1: {selection: ..., correctness: ...,"),
    ],
)
def test_an_outline_says_how_marks_and_repairs_are_written(slug: str, form: str) -> None:
    """What cannot be guessed from a name: a list of places, a key of repairs, an answer for each part."""
    outline = " ".join(gold_outline(skill(slug), "new-001", "practice").replace("# ", "").split())
    assert form in outline
