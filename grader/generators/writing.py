"""Writing generated items as a bank's files, so that `qualprep lint` and people read them like any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import JsonValue

from grader.bank.lint import LONGEST_FILE
from grader.generators import Made

ITEMS_A_FILE = 4
"""The most items in a file; fewer where they would pass the greatest length of one."""
SHORT = 40
"""Characters; a list of shorter texts stands on one line."""


class _Inline(dict[str, JsonValue]):
    """A mapping that stands on one line."""


class _Row(list[JsonValue]):
    """A list that stands on one line."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _inline(dumper: yaml.SafeDumper, mapping: _Inline) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", dict(mapping).items(), flow_style=True)


def _row(dumper: yaml.SafeDumper, row: _Row) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", list(row), flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Row, _row)
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
    """Return a value with the mappings and lists that read best on one line marked so."""
    if isinstance(value, list):
        if value and all(isinstance(one, str) and len(one) <= SHORT for one in value):
            return _Row(value)
        return [_shortened(one) for one in value]
    if not isinstance(value, dict):
        return value
    flat = not any(isinstance(one, dict | list) for one in value.values())
    if flat and {"x", "kind", "quote", "support", "status", "exists", "selection"} & value.keys():
        return _Inline(value)
    return {key: _shortened(one) for key, one in value.items()}


def _in_files(made: Sequence[Made]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the entries of each file: so many that neither it nor its mirror grows too long."""
    items: list[str] = []
    golds: list[str] = []
    for one in made:
        item, gold = as_yaml([one.item]), as_yaml([one.gold])
        longest = max(_lines([*items, item]), _lines([*golds, gold]))
        if items and (len(items) == ITEMS_A_FILE or longest > LONGEST_FILE):
            yield items, golds
            items, golds = [], []
        items.append(item)
        golds.append(gold)
    if items:
        yield items, golds


def _lines(entries: Sequence[str]) -> int:
    return sum(entry.count("\n") + 1 for entry in entries)


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
    for items, golds in _in_files(made):
        name = f"{set_name}/{start + 1:03d}-{start + len(items):03d}.yaml"
        start += len(items)
        texts = {
            exercises / name: "\n".join(items),
            solutions / name: "\n".join(golds),
        }
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
    for one in made:
        for name, data in one.files.items():
            path = exercises / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written.append(path)
    return written
