"""A strict reader for the YAML that people write: items, gold, blueprints.

Stock YAML turns ``no`` into false, ``1:30`` into 90 and ``2024-01-02`` into a date, and lets a key
appear twice. Here only ``true``, ``false``, ``null``, integers and decimals are anything but text, a
repeated key is a problem, and every value knows its line. All problems of a file are reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml
from pydantic import JsonValue

# Those that guess no types: what a scalar is, is decided below.
try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, same result
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

Path_: TypeAlias = tuple[str | int, ...]

# A longer row of digits is an identifier, and Python refuses the longest.
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]+([eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong at one place of a file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Document:
    """What a file said: its data, the line of every value, and what was wrong with it."""

    file: str
    data: JsonValue = None
    lines: dict[Path_, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line of the value at ``path``, or of the nearest value around it."""
        key = tuple(path)
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def problem(self, path: Sequence[str | int], message: str) -> Problem:
        """Return a problem at ``path``; the caller decides where to collect it."""
        return Problem(self.file, self.line(path), message)


def load(path: Path, *, name: str | None = None) -> Document:
    """Read one file.

    Args:
        path: The file.
        name: What to call it in problems; its path when left out.

    Returns:
        The document. A file that cannot be read or parsed has ``data`` None and says why in
        ``problems``; nothing is raised for what an author wrote.
    """
    label = name or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Document(label, problems=[Problem(label, 1, f"cannot be read: {error}")])
    return loads(text, name=label)


def loads(text: str, *, name: str = "text") -> Document:
    """Read YAML from a string; see `load`."""
    document = Document(name)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        said = " ".join(part for part in (error.context, error.problem) if part)
        document.problems.append(Problem(name, line, f"this is not valid YAML: {said}"))
        return document
    except yaml.YAMLError as error:
        document.problems.append(Problem(name, 1, f"this is not valid YAML: {error}"))
        return document
    if node is not None:
        document.data = _build(node, (), document, frozenset())
    return document


def _build(node: yaml.Node, path: Path_, document: Document, above: frozenset[int]) -> JsonValue:
    line = node.start_mark.line + 1
    document.lines[path] = line
    if id(node) in above:
        document.problems.append(Problem(document.file, line, "an alias refers to itself"))
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    above = above | {id(node)}
    if isinstance(node, yaml.SequenceNode):
        return [
            _build(child, (*path, index), document, above) for index, child in enumerate(node.value)
        ]
    mapping: dict[str, JsonValue] = {}
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            message = "a key must be a plain word"
            document.problems.append(Problem(document.file, key_line, message))
            continue
        key = str(key_node.value)
        if key in mapping:
            message = f"the key {key!r} appears twice"
            document.problems.append(Problem(document.file, key_line, message))
            continue
        mapping[key] = _build(value_node, (*path, key), document, above)
        document.lines[(*path, key)] = key_line
    return mapping


def _scalar(node: yaml.ScalarNode) -> JsonValue:
    text = str(node.value)
    if node.style in ("'", '"', "|", ">"):  # quoted or a block: always text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
