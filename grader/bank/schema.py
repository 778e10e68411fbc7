"""JSON Schema files for editors: what may stand in a skill's items, in its gold, and in a blueprint.

An editor that knows them completes names and marks slips while one types; lint stays the judge.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import JsonValue

from grader.fields import Field, Given
from grader.items import BAITS, Gold, Item
from grader.pictures import Picture
from grader.skills import SKILLS, Skill

FOLDER = Path("docs/schemas")
EDITOR = Path(".vscode/settings.json")


def schemas() -> dict[str, str]:
    """Return every schema file by name: the same skills, the same bytes."""
    found = {}
    for declared in SKILLS:
        for kind, schema in (("items", items(declared)), ("gold", gold(declared))):
            found[f"{declared.slug}.{kind}.json"] = _text(schema)
    return found


def named_for_editors(settings: str) -> str:
    """Return an editor's settings with every schema file beside the files that it is for.

    Args:
        settings: `.vscode/settings.json` as it is; what else it says stays.

    Raises:
        ValueError: It is no JSON object.
    """
    said = json.loads(settings)
    if not isinstance(said, dict):
        raise ValueError(f"expected an object, got {settings[:40]!r}")
    beside = {
        f"{FOLDER.as_posix()}/{declared.slug}.{kind}.json": f"{tree}/{declared.slug}/**/*.yaml"
        for declared in SKILLS
        for kind, tree in (("items", "exercises"), ("gold", "solutions"))
    }
    return json.dumps({**said, "yaml.schemas": beside}, ensure_ascii=False, indent=2) + "\n"


def items(skill: Skill) -> dict[str, JsonValue]:
    """Return the schema of a file of items."""
    entry = _model(Item.model_json_schema())
    properties = _mapping(entry["properties"])
    properties["concepts"] = _several([concept.slug for concept in skill.concepts])
    properties["bait"] = _named(BAITS)
    properties["also_baits"] = {"type": "array", "maxItems": 2, "items": _named(BAITS)}
    content: dict[str, JsonValue] = {}
    required: list[JsonValue] = []
    for part in skill.task.parts:
        keys = part.content_keys()
        for key in keys:
            text: dict[str, JsonValue] = {"type": "string", "description": part.label}
            content[key] = _model(Picture.model_json_schema()) if part.text == "image" else text
        if part.required:
            required += list(keys[: part.repeated[0]] if part.repeated else keys)
    properties["content"] = {
        "type": "object",
        "properties": content,
        "required": required,
        "additionalProperties": False,
    }
    return _file(f"Items of {skill.title}", entry)


def gold(skill: Skill) -> dict[str, JsonValue]:
    """Return the schema of a file of gold; values that are written by quote are left open."""
    entry = _model(Gold.model_json_schema())
    properties = _mapping(entry["properties"])
    values = {field.name: _value(field) for field in skill.task.fields}
    some: dict[str, JsonValue] = {
        "type": "object",
        "properties": dict[str, JsonValue](values),
        "additionalProperties": False,
    }
    properties["gold"] = some
    properties["also_accept"] = {"type": "array", "items": some}
    definitions = _mapping(entry.get("$defs", {}))
    _mapping(_mapping(definitions["Tempting"])["properties"])["value"] = some
    return _file(f"Gold of {skill.title}", entry)


def _value(field: Field) -> dict[str, JsonValue]:
    described: dict[str, JsonValue] = {"description": f"{field.label} {field.help}".strip()}
    if not field.of_the_item:
        return {**field.json_schema(Given()), **described}
    return described


def _named(names: dict[str, str]) -> dict[str, JsonValue]:
    options: list[JsonValue] = [
        {"const": name, "description": says} for name, says in names.items()
    ]
    return {"anyOf": options}


def _several(names: list[str]) -> dict[str, JsonValue]:
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": [*names]}}


def _model(schema: dict[str, JsonValue]) -> dict[str, JsonValue]:
    plain: dict[str, JsonValue] = json.loads(json.dumps(schema))
    return plain


def _mapping(value: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(value, dict):
        raise TypeError(f"expected a mapping in a schema, got {value!r}")
    return value


def _file(title: str, entry: dict[str, JsonValue]) -> dict[str, JsonValue]:
    definitions = entry.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "array",
        "items": entry,
        "$defs": definitions,
    }


def _text(schema: dict[str, JsonValue]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
