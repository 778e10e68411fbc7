"""Writing generated items as a bank's files, so that `qualprep lint` and people read them like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import JsonValue

from grader.generators import Made

ITEMS_A_FILE = 4
LINES_A_FILE = 400
"""A file takes so many items at most, and fewer where they are long."""


class _Inline(dict[str, JsonValue]):
    """A mapping that stands on one line."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _inline(dumper: yaml.SafeDumper, mapping: _Inline) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", dict(mapping).items(), flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Inline, _inline)


def as_yaml(entries: Sequence[Mapping[str, JsonValue]]) -> str:
    """Return entries as a bank's file: each begins with ``- id:`` in column 0, one box a line."""
    written = [
        yaml.dump(
            [_shortened(dict(entry))],
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            width=10_000,
        )
        for entry in entries
    ]
    return "\n".join(written)


def _shortened(value: JsonValue) -> JsonValue:
    """Return a value with the mappings that read best on one line marked so."""
    if isinstance(value, list):
        return [_shortened(one) for one in value]
    if not isinstance(value, dict):
        return value
    flat = not any(isinstance(one, dict | list) for one in value.values())
    if flat and {"x", "kind"} & value.keys():
        return _Inline(value)
    return {key: _shortened(one) for key, one in value.items()}


def write_bank(
    made: Sequence[Made], slug: str, folder: Path, set_name: str = "practice"
) -> list[Path]:
    """Write items, gold and files below a folder, laid out as the product is; return the paths.

    Args:
        made: What generators returned.
        slug: The skill.
        folder: Gets ``exercises/<skill>/`` and ``solutions/<skill>/``.
        set_name: The set that the items are written as.
    """
    written: list[Path] = []
    exercises, solutions = (folder / tree / slug for tree in ("exercises", "solutions"))
    start = 0
    while start < len(made):
        some = made[start : start + _fitting(made[start : start + ITEMS_A_FILE])]
        name = f"{set_name}/{start + 1:03d}-{start + len(some):03d}.yaml"
        texts = {
            exercises / name: as_yaml([one.item for one in some]),
            solutions / name: as_yaml([one.gold for one in some]),
        }
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
        start += len(some)
    for one in made:
        for name, data in one.files.items():
            path = exercises / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written.append(path)
    return written


def _fitting(made: Sequence[Made]) -> int:
    """Return how many of some items go into one file; one always does."""
    for count in range(len(made), 1, -1):
        texts = (
            as_yaml([one.item for one in made[:count]]),
            as_yaml([one.gold for one in made[:count]]),
        )
        if all(text.count("\n") <= LINES_A_FILE for text in texts):
            return count
    return 1
