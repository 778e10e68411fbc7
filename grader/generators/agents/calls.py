"""A call of a tool, as an agent writes it and as it is read back from the page."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TypeAlias

Arg: TypeAlias = str | int | float | bool


@dataclass(frozen=True)
class Call:
    """A tool's name with what it is given."""

    tool: str
    args: tuple[Arg, ...] = ()
    named: tuple[tuple[str, Arg], ...] = ()

    def text(self) -> str:
        """Return the call as code: ``move("a.pdf", "Archive")``."""
        said = [_said(one) for one in self.args]
        said += [f"{name}={_said(one)}" for name, one in self.named]
        return f"{self.tool}({', '.join(said)})"

    def value(self, name: str, default: Arg = "") -> Arg:
        """Return what a named argument was given."""
        return dict(self.named).get(name, default)


def parse(text: str) -> Call:
    """Return the call that a text writes.

    Raises:
        ValueError: It is no single call with plain values.
    """
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"this is no call: {text!r}") from error
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise ValueError(f"this is no call: {text!r}")
    args = tuple(_value(one) for one in node.args)
    named = tuple((one.arg or "", _value(one.value)) for one in node.keywords)
    return Call(node.func.id, args, named)


def _value(node: ast.expr) -> Arg:
    value = ast.literal_eval(node)
    if not isinstance(value, str | int | float | bool):
        raise ValueError(f"a call takes plain values only, not {value!r}")
    return value


def _said(value: Arg) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    return repr(value)
