"""``docs/add-a-field.md``, followed step by step in a copy of the repository, with an eleventh field.

Each step is a fixture that does what the guide says, on top of the steps before, and tests that look at
what came of it. What is written lies in ``tests/data/guides/number/``: a number with a unit.
"""

from __future__ import annotations

import json
import os
import re

import pytest

from grader.bootstrap import REQUIRE_BROWSER_VARIABLE, find_chromium
from grader.fields import FIELD_TYPES
from tests.guides.clone import EXAMPLES, Clone, Guide

GUIDE = Guide("add-a-field.md")
EXAMPLE = EXAMPLES / "number"


def example(name: str) -> str:
    return (EXAMPLE / name).read_text(encoding="utf-8")


def test_every_step_of_the_guide_is_followed_here() -> None:
    """A step that is added to the guide needs one here."""
    names = "\n".join(globals())
    assert {int(n) for n in re.findall(r"^test_step_(\d+)", names, re.MULTILINE)} == set(
        GUIDE.steps
    )


# Step 1: the value, in Python


@pytest.fixture(scope="module")
def valued(clone: Clone) -> Clone:
    """Write the module; import the class, and name it in the union and among the names given out."""
    clone.write("grader/fields/number.py", example("number.py"))
    line = "from grader.fields.per_part import PerPart\n"
    clone.replace(
        "grader/fields/__init__.py", line, f"from grader.fields.number import Number\n{line}"
    )
    clone.replace("grader/fields/__init__.py", "| PerPart |", "| Number | PerPart |")
    clone.replace("grader/fields/__init__.py", '    "Option",\n', '    "Number",\n    "Option",\n')
    return clone


def test_step_1_the_field_is_one_more_and_is_read_by_its_kind(valued: Clone) -> None:
    """Ten are there already; the eleventh is written down and read again."""
    said = valued.python(
        "from pydantic import TypeAdapter\nfrom grader.fields import FIELD_TYPES, AnyField\n"
        "told = {'kind': 'number', 'name': 'n', 'label': 'N', 'unit': 'm', 'high': 9, 'tolerance': 1}\n"
        "read = TypeAdapter(AnyField).validate_python(told)\n"
        "said = [len(FIELD_TYPES), type(read).__name__, read.in_words(2.0)]"
    )
    assert len(FIELD_TYPES) == 10
    assert said == [11, "Number", "2 m"]


def test_step_1_gives_every_method_that_the_guide_demands(valued: Clone) -> None:
    """The guide's table and the abstract methods are the same list."""
    demanded = re.findall(r"^\| `(\w+)\(", GUIDE.steps[1], re.MULTILINE)
    abstract = valued.python(
        "from grader.fields import Field\nsaid = sorted(Field.__abstractmethods__)"
    )
    assert sorted(demanded) == abstract
    assert [name for name in demanded if f"def {name}(" not in example("number.py")] == []


def test_step_1_is_clean(valued: Clone) -> None:
    """The example is written as the rest of the code is."""
    valued.run("-m", "ruff", "check", "--no-cache", "grader/fields")
    valued.run("-m", "ruff", "format", "--no-cache", "--check", "grader/fields/number.py")


# Step 2: the renderer


@pytest.fixture(scope="module")
def drawn(valued: Clone) -> Clone:
    """Write the script into the folder of the renderers."""
    valued.write("grader/widgets/static/fields/number.js", example("number.js"))
    return valued


def test_step_2_the_page_has_a_renderer_for_every_kind(drawn: Clone) -> None:
    """By the script that the page loads, behind the place where renderers are kept."""
    script, kinds = drawn.python(
        "from grader.fields import FIELD_TYPES\nfrom grader.widgets.assets import script\n"
        "said = [script(), [t.model_fields['kind'].default for t in FIELD_TYPES]]"
    )
    assert "number" in kinds
    assert [kind for kind in kinds if f"RENDERERS.{kind} =" not in script] == []
    assert script.index("const RENDERERS") < script.index("RENDERERS.number =")


# Step 3: what else a field answers; here in a skill of its own


@pytest.fixture(scope="module")
def asked(drawn: Clone) -> Clone:
    """Begin a skill, ask the new field in it, and write an item with gold."""
    module = "grader/skills/pauses.py"
    drawn.qualprep('new skill pauses --title "Pauses" --track annotation --number 26')
    outline = drawn.text(module)
    asks = re.compile(r" {8}fields=\(\n.*?\n {8}\),\n", re.DOTALL)
    outline, count = asks.subn(lambda _: example("skill_fields.py.txt"), outline)
    assert count == 1
    drawn.write(module, outline.replace("import Choice, Option", "import Number"))
    skills = "grader/skills/__init__.py"
    drawn.replace(
        skills, "\n\nSKILLS:", "\nfrom grader.skills.pauses import SKILL as PAUSES\n\nSKILLS:"
    )
    drawn.replace(
        skills,
        "    BOUNDING_BOXES,\n)\n\n__all__",
        "    BOUNDING_BOXES,\n    PAUSES,\n)\n\n__all__",
    )
    drawn.write("exercises/pauses/practice.yaml", example("item.yaml"))
    drawn.write("solutions/pauses/practice.yaml", example("gold.yaml"))
    drawn.qualprep("pin pauses")
    return drawn


def test_step_3_lint_and_the_editors_schema_know_its_values(asked: Clone) -> None:
    """A value out of bounds is a line of lint, and is marked while one types."""
    asked.qualprep("lint pauses")
    asked.qualprep("build")
    schema = json.loads(asked.text("docs/schemas/pauses.gold.json"))
    value = schema["items"]["properties"]["gold"]["properties"]["verdict"]
    assert (value["type"], value["maximum"]) == ("number", 60)
    gold = asked.text("solutions/pauses/practice.yaml")
    asked.replace("solutions/pauses/practice.yaml", "verdict: 12", "verdict: 99")
    said = asked.qualprep("lint pauses", fails=True)
    assert "Write a number of seconds from 0 to 60." in said
    asked.write("solutions/pauses/practice.yaml", gold)


def test_step_3_a_blind_reader_is_asked_and_understood(asked: Clone) -> None:
    """On paper, with the unit or without; another unit is refused in words."""
    asked.qualprep("blind export pauses blind")
    assert "Write a number of seconds from 0 to 60." in asked.text("blind/README.md")
    asked.replace("blind/answers.yaml", "  verdict:\n", "  verdict: 14,5 s\n")
    asked.replace("blind/answers.yaml", "  confidence:\n", "  confidence: 70\n")
    asked.replace("blind/answers.yaml", "  reason:\n", "  reason: By the clock.\n")
    said = asked.qualprep("blind score pauses blind/answers.yaml")
    assert "reader 14.5 seconds | gold 12 seconds" in said
    asked.replace("blind/answers.yaml", "14,5 s", "2 minutes")
    assert "write a number of seconds" in asked.qualprep("blind score pauses blind/answers.yaml")


def test_step_3_the_audit_says_what_does_not_apply(asked: Clone) -> None:
    """A number has no classes and no chance level: said, not left out."""
    found = json.loads(asked.qualprep("audit pauses --json", fails=True))
    rows = {row["name"]: row for row in found["skills"]["pauses"]}
    assert rows["naive strategies"]["verdict"] == "not applicable"
    assert "labels of verdict never gold" not in rows


JUDGED = """
from pathlib import Path
from grader.bank import load_bank
from grader.practice import Exercise, Sitting
from grader.store import open_store

store = open_store(Path("answers.sqlite"))
said = []
for number, value in enumerate((12.0, 13, 15, 99)):
    exercise = Exercise(key=f"pauses/{number}", title="Test", items=("pauses-001",))
    sitting = Sitting(exercise, load_bank("pauses"), store, "follower")
    done = sitting.hand_in("pauses-001", {"verdict": value}, confidence=80)
    told = sitting.feedback("pauses-001")
    said.append([[problem.message for problem in done.problems], told and told.verdict, str(told)])
"""


def test_step_3_a_task_with_it_is_judged_and_answered(asked: Clone) -> None:
    """Right, close, the tempting one, and what is no value."""
    right, close, tempting, none = asked.python(JUDGED)
    assert right[:2] == [[], "agrees"]
    assert "12 seconds" in right[2]
    assert close[:2] == [[], "close"]
    assert "13 seconds" in close[2]
    assert tempting[:2] == [[], "differs"]
    assert "You read off the second time" in tempting[2]
    assert none[:2] == [["Write a number of seconds from 0 to 60."], None]


# Step 4: tests


@pytest.fixture(scope="module")
def tested(asked: Clone) -> Clone:
    """Add the strategy and its line, the field's own tests, an item for the browser and its tests."""
    strategies = "tests/strategies.py"
    asked.replace(strategies, "    Near,\n", "    Near,\n    Number,\n")
    table = "\n\nFIELDS: dict"
    asked.replace(strategies, table, f"\n\n{example('strategy.py.txt')}{table}")
    asked.replace(strategies, '    "per_part": _p', '    "number": _number(),\n    "per_part": _p')
    asked.write("tests/fields/test_number.py", example("field_tests.py"))
    made = "tests/browser/made.py"
    asked.replace(made, "    Near,\n", "    Near,\n    Number,\n")
    last = "    ratings = PerPart("
    asked.replace(made, last, example("browser_item.py.txt") + last)
    asked.replace(made, '    "per_part": {"r', '    "number": {"pause": 15},\n    "per_part": {"r')
    asked.write("tests/browser/test_number.py", example("browser_tests.py"))
    return asked


def test_step_4_every_promise_is_kept_by_the_eleventh_field_too(tested: Clone) -> None:
    """By the strategy's one line; and by the tests of its own."""
    asked = ("tests/fields/test_every_field.py", "tests/fields/test_number.py")
    own = example("field_tests.py").count("def test_")
    promised = (EXAMPLES.parents[1] / asked[0].removeprefix("tests/")).read_text("utf-8")
    of_every_field = promised.count("@every_field")
    passed = tested.pytest(*asked, "tests/widgets/test_assets.py", "-k", "number or declared")
    assert len(passed) >= own + of_every_field + 2


def test_step_4_a_field_without_a_strategy_or_a_renderer_is_noticed(tested: Clone) -> None:
    """Leaving either out fails a test by name."""
    left_out = {
        "tests/strategies.py": '    "number": _number(),\n',
        "grader/widgets/static/fields/number.js": example("number.js"),
    }
    before = {name: tested.text(name) for name in left_out}
    for name, text in left_out.items():
        tested.replace(name, text, "")
    tests = ("tests/fields/test_every_field.py", "tests/widgets/test_assets.py", "-k", "declared")
    said = tested.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, fails=True)
    assert "2 failed" in said
    for name, text in before.items():
        tested.write(name, text)


@pytest.mark.browser
def test_step_4_the_eleventh_field_is_answered_in_the_browser(tested: Clone) -> None:
    """By mouse, by keyboard alone and through a reload, and its feedback is read there."""
    if find_chromium() is None and not os.environ.get(REQUIRE_BROWSER_VARIABLE):
        pytest.skip("no Chromium was found, so the page could not be tested")
    assert len(tested.pytest("tests/browser/test_number.py")) == 3
