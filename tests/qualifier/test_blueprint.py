"""Blueprints: every value has a source or is ours, and mistakes are named by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import UnknownNameError
from grader.qualifier import blueprints, find_blueprint, read_blueprint
from grader.qualifier.blueprint import BlueprintError
from grader.settings import content_root
from tests.qualifier.conftest import a_blueprint, a_section

GENERIC = content_root() / "exercises/qualifiers/generic.yaml"


@pytest.mark.parametrize("path", blueprints(content_root()).values(), ids=lambda path: path.stem)
def test_every_blueprint_of_ours_can_be_read(path: Path) -> None:
    """It asks for a written reason on a third of its items, as most real gates do."""
    blueprint = read_blueprint(path)
    written = sum(s.count.value for s in blueprint.sections if "justification" in s.ask.value)
    assert written * 3 >= blueprint.items
    assert "not connected with any platform" in blueprint.note


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('{value: shown, "our assumption": true}', "{value: shown}", "timer: write source, as_of"),
        ("{value: shown, ", "{value: shown, source: a friend, ", "timer: write either a source or"),
        ("value: 0.8", "value: 1.8", "pass_rule.right_at_least.value: Input should be less"),
        ('as_of: "2024-03"', "as_of: March", "time_limit_minutes.as_of: String should match"),
        ("skill: response-ranking", "skill: response-rankin", "Did you mean response-ranking"),
        (
            "[order, axis, near_tie, differentiator]",
            "[axis]",
            "ask must name the main field, 'order'",
        ),
        ("[order, axis, near_tie, differentiator]", "[order, axes]", "Did you mean axis?"),
        ("[2, 4]", "[4, 2]", "the difficulty runs from 4 down to 2"),
        ("name: judge-and-explain", "name: judge", "two sections have the same name"),
        ("name: generic\n", "name: other\n", "the name 'other' must be the file's, 'generic'"),
        ("value: 8,", "value: eight,", "sections.0.count.value: Input should be a valid integer"),
        ("name: generic\n", "name: generic\nkappa: 0.6\n", "kappa: Extra inputs are not permitted"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    """In the author's words, by file and line."""
    path = tmp_path / "generic.yaml"
    text = GENERIC.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BlueprintError) as caught:
        read_blueprint(path)
    assert any(said in problem for problem in caught.value.problems), caught.value.problems
    assert all(problem.startswith(f"{path}:") for problem in caught.value.problems)


def test_a_blueprint_is_found_by_name_or_file() -> None:
    """An unknown name gives the nearest."""
    root = content_root()
    assert find_blueprint("generic", root) == find_blueprint(str(GENERIC), root)
    with pytest.raises(UnknownNameError, match="Did you mean generic"):
        find_blueprint("generics", root)


@pytest.mark.parametrize(
    ("share", "items", "needed"),
    [(0.8, 12, 10), (0.8, 10, 8), (0.75, 4, 3), (1.0, 7, 7), (0.1, 3, 1)],
)
def test_how_many_must_be_right(share: float, items: int, needed: int) -> None:
    """0.8 of 12 is 9.6, so 10; of 10 it is 8, although 0.8 * 10 may be a hair above."""
    assert a_blueprint(a_section("one", 1), right=share).pass_rule.needed(items) == needed
