"""The schema files for editors: every bank passes, slips do not, and the committed files are these."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from grader.bank.load import SETS, _files
from grader.bank.schema import FOLDER, schemas
from grader.settings import content_root
from grader.skills import SKILLS
from grader.strict_yaml import load

ROOT = content_root()
MADE = {name: json.loads(text) for name, text in schemas().items()}


def entries(tree: str, slug: str) -> list[Any]:
    files = [path for name in SETS for path in _files(ROOT, tree, slug, name)]
    return [entry for path in files for entry in load(path).data]


@pytest.mark.parametrize("name", MADE)
def test_the_committed_files_are_what_the_declarations_say(name: str) -> None:
    """`qualprep build` writes them, and CI checks them with the lessons."""
    assert json.loads((ROOT / FOLDER / name).read_text(encoding="utf-8")) == MADE[name]


@pytest.mark.parametrize("slug", [skill.slug for skill in SKILLS])
def test_every_bank_passes(slug: str) -> None:
    """Items and gold as they are written."""
    for tree, kind in (("exercises", "items"), ("solutions", "gold")):
        validator = jsonschema.Draft202012Validator(MADE[f"{slug}.{kind}.json"])
        found = [error.message for error in validator.iter_errors(entries(tree, slug))]
        assert found == []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("items", {"bait": "LONGER"}),
        ("items", {"concepts": ["no-such-concept"]}),
        ("items", {"difficulty": 6}),
        ("items", {"content": {"prompt": "Only a prompt."}}),
        ("gold", {"gold": {"axis": "taste"}}),
        ("gold", {"tier": "certain"}),
        ("gold", {"gold": {"axes": "tone"}}),
    ],
)
def test_a_slip_is_marked(kind: str, change: dict[str, Any]) -> None:
    """While one types, not only by lint."""
    tree = "exercises" if kind == "items" else "solutions"
    entry = entries(tree, "response-ranking")[0]
    validator = jsonschema.Draft202012Validator(MADE[f"response-ranking.{kind}.json"])
    assert validator.is_valid([entry])
    assert not validator.is_valid([{**entry, **change}])


def test_an_editor_finds_the_schema_of_every_bank() -> None:
    """The settings for the commonest editor name them all."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    expected = {
        f"docs/schemas/{skill.slug}.{kind}.json": f"{tree}/{skill.slug}/**/*.yaml"
        for skill in SKILLS
        for kind, tree in (("items", "exercises"), ("gold", "solutions"))
    }
    assert settings["yaml.schemas"] == expected
