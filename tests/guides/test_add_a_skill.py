"""``docs/add-a-skill.md``, followed step by step in a copy of the repository.

Each step is a fixture that does what the guide says, on top of the steps before, and tests that look at
what came of it. What an author writes is taken from ``tests/data/guides/tone-labels/``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from grader.strict_yaml import loads
from tests.guides.clone import EXAMPLES, Clone, Guide

GUIDE = Guide("add-a-skill.md")
EXAMPLE = EXAMPLES / "tone-labels"
SLUG, MODULE, LESSON = "tone-labels", "grader/skills/tone_labels.py", "annotation/25-tone-labels"
SETS = {"practice": 4, "check-a": 1, "check-b": 1, "reserve": 1}


def example(name: str) -> str:
    return (EXAMPLE / name).read_text(encoding="utf-8")


def entries(text: str) -> dict[str, dict[str, Any]]:
    """Return the entries of a file of items or gold, by id."""
    data = loads(text).data
    assert isinstance(data, list)
    return {str(one["id"]): one for one in data if isinstance(one, dict)}


def test_every_step_of_the_guide_is_followed_here() -> None:
    """A step that is added to the guide needs one here."""
    names = "\n".join(globals())
    assert {int(n) for n in re.findall(r"^test_step_(\d+)", names, re.MULTILINE)} == set(
        GUIDE.steps
    )


# Step 1: begin it


@pytest.fixture(scope="module")
def begun(clone: Clone) -> Clone:
    """Run the guide's command, and add the lines that it prints where it says."""
    said = clone.qualprep(GUIDE.command(1, "new skill"))
    file = re.search(r"add two lines to (\S+):", said)
    line = re.search(r"^  (from \S+ import SKILL as \w+)$", said, re.MULTILINE)
    name = re.search(r"^  and (\w+), in SKILLS", said, re.MULTILINE)
    assert file, said
    assert line, said
    assert name, said
    clone.replace(file[1], "\n\nSKILLS:", f"\n{line[1]}\n\nSKILLS:")
    last = "    BOUNDING_BOXES,\n"
    clone.replace(file[1], f"{last})\n\n__all__", f"{last}    {name[1]},\n)\n\n__all__")
    return clone


def test_step_1_begins_three_files_and_the_skill_is_known(begun: Clone) -> None:
    """The guide's table names them; the outline can be imported at once."""
    named = re.findall(r"^\| `([^`]+)` \|", GUIDE.steps[1], re.MULTILINE)
    assert len(named) == 3
    assert [name for name in named if not begun.path(name).is_file()] == []
    slug, metric_known = begun.python(
        "from grader.skills import SKILLS\nfrom grader.agreement import METRICS\n"
        "said = [SKILLS[-1].slug, SKILLS[-1].target.metric in METRICS]"
    )
    assert slug == SLUG
    assert metric_known


# Step 2: declare it


@pytest.fixture(scope="module")
def declared(begun: Clone) -> Clone:
    """Write the declaration over its outline."""
    assert "WRITE:" in begun.text(MODULE)
    begun.write(MODULE, example("tone_labels.py"))
    return begun


def test_step_2_leaves_nothing_to_write_and_declares_what_the_outline_asks(declared: Clone) -> None:
    """All that the outline asked for is declared, the main field is asked, the metric is known."""
    assert "WRITE:" not in declared.text(MODULE)
    said = declared.python(
        "from grader.skills import skill\nfrom grader.agreement import METRICS\n"
        f"one = skill({SLUG!r})\n"
        "said = [one.number, one.lesson, one.target.metric in METRICS,"
        " [f.name for f in one.task.fields], one.main_field]"
    )
    assert said == [25, f"{LESSON}.ipynb", True, ["tone"], "tone"]


# Step 3: write the guideline and the first items


@pytest.fixture(scope="module")
def outlined(declared: Clone) -> tuple[Clone, Mapping[str, str]]:
    """Write the guideline, and begin the items, some in each set; return the outlines, by file."""
    declared.write(f"curriculum/guidelines/{SLUG}.md", example("guideline.md"))
    command = GUIDE.command(3, "new item")
    for name, count in SETS.items():
        for _ in range(count):
            said = declared.qualprep(f"{command} --set {name}")
            assert f"exercises/{SLUG}/{name}.yaml" in said
    files = [f"{tree}/{SLUG}/{name}.yaml" for tree in ("exercises", "solutions") for name in SETS]
    return declared, {name: declared.text(name) for name in files}


@pytest.fixture(scope="module")
def written(outlined: tuple[Clone, Mapping[str, str]]) -> Clone:
    """Fill the outlines, and pin: the gold has no hash but the one that `pin` writes."""
    clone, outlines = outlined
    for name in outlines:
        tree, _, file = name.split("/")
        clone.write(name, example(f"{tree}/{file}"))
    clone.qualprep(GUIDE.command(3, "pin"))
    return clone


def test_step_3_lint_names_what_is_still_to_be_written(declared: Clone, tmp_path: Any) -> None:
    """By file and line, before anything else is said of it."""
    fresh = Clone(tmp_path / "fresh")
    for name in (MODULE, "grader/skills/__init__.py", f"curriculum/guidelines/{SLUG}.md"):
        fresh.write(name, declared.text(name))
    fresh.qualprep(GUIDE.command(3, "new item"))
    said = fresh.qualprep(GUIDE.command(3, "lint"), fails=True)
    assert re.search(rf"exercises/{SLUG}/practice\.yaml:\d+: is still to be written", said), said
    assert re.search(rf"solutions/{SLUG}/practice\.yaml:\d+: is still to be written", said), said


def test_step_3_fills_every_place_of_the_outlines(
    outlined: tuple[Clone, Mapping[str, str]], written: Clone
) -> None:
    """What was begun is there and complete: the same ids, keys, parts and fields."""
    for name, outline in outlined[1].items():
        begun, complete = entries(outline), entries(written.text(name))
        assert list(begun) == list(complete)
        for item, keys in begun.items():
            assert set(keys) <= set(complete[item]), item
            inner = "content" if name.startswith("exercises") else "gold"
            assert set(keys[inner]) == set(complete[item][inner]), item


def test_step_3_pins_every_gold_and_only_readings_are_missing(written: Clone) -> None:
    """As the guide says: until somebody has read an item blind, lint misses that reading and no more."""
    for name in SETS:
        golds = entries(written.text(f"solutions/{SLUG}/{name}.yaml"))
        assert all(str(gold["item_hash"]).startswith("sha256:") for gold in golds.values())
    said = written.qualprep(GUIDE.command(3, "lint"), fails=True)
    problems = re.findall(r"^\S+\.yaml:\d+: .*$", said, re.MULTILINE)
    assert len(problems) == sum(SETS.values()), said
    assert all("needs a blind reading" in problem for problem in problems), said


# Step 4: have it read, and fill the bank


@pytest.fixture(scope="module")
def read(written: Clone) -> Clone:
    """Export, answer as a second reader would who agrees, and record the reading (in the copy only)."""
    folder = str(written.folder / "blind-read")
    export, score = (GUIDE.command(4, f"blind {name}") for name in ("export", "score"))
    written.qualprep(export.replace("FOLDER", folder))
    form = written.path("blind-read/answers.yaml")
    tones = {
        item: gold["gold"]["tone"]
        for name in SETS
        for item, gold in entries(written.text(f"solutions/{SLUG}/{name}.yaml")).items()
    }
    text = form.read_text(encoding="utf-8")
    for item, tone in tones.items():
        empty = rf"(- id: {item}\n  item_hash: \S+\n  tone:)\n  confidence:\n  reason:"
        filled = rf"\1 {tone.title()}\n  confidence: 80\n  reason: The words say so."
        text, count = re.subn(empty, filled, text)
        assert count == 1, text
    form.write_text(text, encoding="utf-8")
    said = written.qualprep(score.replace("FOLDER", folder))
    assert f"{len(tones)} readings recorded" in said
    return written


def test_step_4_the_reader_gets_items_and_guideline_and_no_gold(read: Clone) -> None:
    """The form asks for the field, in the words of the declaration."""
    folder = read.path("blind-read")
    text = "".join(path.read_text("utf-8") for path in folder.iterdir())
    assert "one of `warm`, `neutral`, `curt`, `hostile`" in text
    assert "The date has passed" in text
    for gold in entries(read.text(f"solutions/{SLUG}/practice.yaml")).values():
        assert gold["rationale"].splitlines()[0] not in text


def test_step_4_lint_is_clean_once_the_items_were_read(read: Clone) -> None:
    """The readings stand in the gold."""
    read.qualprep(GUIDE.command(3, "lint"))


def test_step_4_the_audit_says_what_is_short(read: Clone) -> None:
    """Honestly: seven items are far from a bank, and every line says ok, short, or why not."""
    told = read.qualprep(GUIDE.command(4, "audit"), fails=True)
    assert "short of the bar" in told
    found = json.loads(read.qualprep(GUIDE.command(4, "audit") + " --json", fails=True))
    rows = {row["name"]: row for row in found["skills"][SLUG]}
    for name, count in SETS.items():
        assert (rows[f"size of {name}"]["figure"], rows[f"size of {name}"]["verdict"]) == (
            count,
            "short",
        )
    assert rows["practice items of the rarest concept"]["verdict"] == "short"
    assert rows["items without gold"]["verdict"] == "ok"
    assert {row["verdict"] for row in rows.values()} <= {
        "ok",
        "short",
        "look at",
        "not applicable",
    }


# Step 5: write the lesson and build


@pytest.fixture(scope="module")
def built(read: Clone) -> Clone:
    """Write the lesson over its outline, name the skill where skills are listed, and build."""
    read.write(f"curriculum/src/{LESSON}.md", example("lesson.md"))
    row = "| | | | 25 | **Tone labels** | **ready** |"
    last = "| 24 | **Bounding boxes** | **ready** |"
    read.replace("curriculum/src/00-start-here.md", last, f"{last}\n{row}")
    for command in GUIDE.commands(5):
        read.qualprep(command)
    return read


def test_step_5_the_notebook_the_schemas_and_their_list_are_built(built: Clone) -> None:
    """A second build finds nothing to do, and an editor finds the schemas."""
    notebook = json.loads(built.text(f"curriculum/{LESSON}.ipynb"))
    assert "# Tone labels" in "".join(notebook["cells"][0]["source"])
    assert "25 | **Tone labels**" in built.text("curriculum/00-start-here.ipynb")
    settings = json.loads(built.text(".vscode/settings.json"))
    assert f"docs/schemas/{SLUG}.gold.json" in settings["yaml.schemas"]
    assert "differs" not in built.qualprep("qualprep build --check")


def test_step_5_the_skill_is_listed(built: Clone) -> None:
    """By its title, its track, that it has a lesson, and the items of each set."""
    [line] = [line for line in built.qualprep("qualprep skills").splitlines() if SLUG in line]
    assert line.split() == [SLUG, "Tone", "labels", "annotation", "yes", *map(str, SETS.values())]


def test_step_5_the_suites_over_all_skills_take_the_new_one_up(built: Clone) -> None:
    """Declaration, bank and schemas, and all that is asked of a lesson."""
    suites = ("tests/test_skills.py", "tests/bank/test_schema.py")
    lessons = "tests/curriculum/test_lessons.py"
    chosen = f"test_skills or test_schema or built_notebooks or {SLUG}"
    passed = built.pytest(*suites, lessons, "-k", chosen)
    of_the_new_one = [test for test in passed if SLUG in test]
    assert len(of_the_new_one) >= 15, passed
    assert f"{lessons}::test_a_lesson_runs_untouched[25-{SLUG}.ipynb]" in of_the_new_one
    assert f"{lessons}::test_built_notebooks_are_their_sources" in passed


JUDGED = f"""
from pathlib import Path
from grader.bank import load_bank
from grader.practice import Exercise, Sitting
from grader.store import open_store

items = ("tone-labels-003", "tone-labels-004")
exercise = Exercise(key="{SLUG}/test", title="Test", items=items)
sitting = Sitting(exercise, load_bank("{SLUG}"), open_store(Path("answers.sqlite")), "follower")
said = []
for item, tone in zip(items, ("neutral", "hostile")):
    done = sitting.hand_in(item, {{"tone": tone}}, confidence=80)
    assert done.problems == ()
    told = sitting.feedback(item)
    said.append([told.right, str(told), [one.why for one in told.tempting if one.given]])
"""


def test_step_5_an_item_is_judged_and_answered(built: Clone) -> None:
    """Practised without a page: a right judgment and a wrong one, each with its own feedback."""
    (right, told, _), (wrong, _, why) = built.python(JUDGED)
    assert right
    assert "are formulas" in told
    assert not wrong
    assert any("cold alone is curt" in reason for reason in why)
