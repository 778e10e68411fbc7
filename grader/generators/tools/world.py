"""A small world: tables that its tools really read and change."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from grader.generators.tools.schema import Tool, forgiven, refusal

State: TypeAlias = dict[str, Any]
"""Tables by name. ``busy`` (tool: times) and ``lenient`` are the environment's own moods."""

Handler: TypeAlias = Callable[[State, dict[str, Any]], Any]
"""What a tool does with arguments that fit its schema, defaults filled in; it may raise `RefusedError`."""

Chance: TypeAlias = np.random.Generator


class RefusedError(Exception):  # a message of the world, no failure of the program
    """What a tool answers when the world has no such thing."""


class Call(NamedTuple):
    """One call with what came back."""

    tool: str
    args: Mapping[str, Any]
    result: Any

    @property
    def failed(self) -> bool:
        """Whether an error came back."""
        return isinstance(self.result, dict) and "error" in self.result


BUSY = "service busy, please try again"


def execute(
    tools: Mapping[str, Tool],
    handlers: Mapping[str, Handler],
    state: State,
    name: str,
    args: Mapping[str, Any],
) -> Call:
    """Run one call on the state, which it may change, and return it with its result."""

    def back(result: Any) -> Call:
        return Call(name, dict(args), copy.deepcopy(result))

    if name not in tools:
        return back({"error": f"unknown tool {name}"})
    tool = tools[name]
    taken = forgiven(tool, args) if state.get("lenient") else dict(args)
    flaws = tool.flaws(taken)
    if flaws:
        return back({"error": refusal(flaws[0])})
    busy = state.setdefault("busy", {})
    if busy.get(name, 0) > 0:
        busy[name] -= 1
        return back({"error": BUSY})
    try:
        return back(handlers[name](state, tool.filled(taken)))
    except RefusedError as said:
        return back({"error": str(said)})


def replay(
    tools: Mapping[str, Tool],
    handlers: Mapping[str, Handler],
    state: State,
    calls: list[tuple[str, Mapping[str, Any]]],
) -> tuple[list[Call], State]:
    """Return what calls give in a fresh copy of a state, and the state that they leave behind."""
    fresh = copy.deepcopy(state)
    return [execute(tools, handlers, fresh, name, args) for name, args in calls], fresh


_TWO_DECIMALS = ("price", "fee", "total", "amount", "deposit", "rate", "cost", "refund", "balance")


def as_text(value: Any, key: str = "") -> str:
    """Return a value as JSON on one line, money with two decimals."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {as_text(v, k)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_text(one, key) for one in value) + "]"
    if isinstance(value, float) and any(word in key for word in _TWO_DECIMALS):
        return f"{value:.2f}"
    return json.dumps(value, ensure_ascii=False)


def as_lines(value: Any, width: int = 92) -> str:
    """Return a value as JSON in lines that a page can hold, one row of a table a line."""
    whole = as_text(value)
    if len(whole) <= width:
        return whole
    if isinstance(value, list):
        return "[" + ",\n ".join(as_text(one) for one in value) + "]"
    if not isinstance(value, dict):
        return whole
    lines, line = [], "{"
    pieces = list(value.items())
    for number, (key, inner) in enumerate(pieces):
        end = "}" if number == len(pieces) - 1 else ","
        piece = f"{json.dumps(key)}: {as_text(inner, key)}"
        if isinstance(inner, list) and len(piece) > width - 4 and isinstance(inner[0], dict):
            rows = ",\n  ".join(as_text(one) for one in inner)
            lead = line if line == "{" else f"{line} "
            lines.append(f"{lead}{json.dumps(key)}: [\n  {rows}]{end}")
            line = ""
            continue
        if line not in ("{", "") and len(line) + len(piece) + 2 > width:
            lines.append(line)
            line = ""
        lead = line if line == "{" else f"{line} "
        line = f"{lead}{piece}{end}"
    if line:
        lines.append(line)
    return "\n".join(lines)
