"""What a tool accepts: typed arguments, what is wrong with a call by the schema alone, and its page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, model_validator

Kind = Literal["text", "date", "time", "whole", "number", "flag", "one_of", "dates"]

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Flaw(NamedTuple):
    """One thing that the schema itself rejects.

    Attributes:
        kind: Whether something has the wrong form, or is not there.
        arg: The argument, also one that the tool does not have.
        wants: What the schema wants, in the words of its page.
    """

    kind: Literal["mistyped", "missing"]
    arg: str
    wants: str


class Arg(BaseModel):
    """One argument of a tool.

    Attributes:
        kind: Its type.
        values: The list of values, for ``one_of``.
        low: The least number allowed.
        high: The greatest number allowed.
        form: Digits, letters and marks that a text must have, as a pattern; its words stand in ``shape``.
        optional: Whether it may be left out.
        default: What the tool takes when it is left out; None for "all" or "none".
        default_says: The default in words, where the value is not the best word for it.
        shape: The form in words, "eight digits".
        says: What follows the type on the page.
        strays: Values that somebody might write and that do not fit; not on the page.
        aliases: Names that somebody might write instead; not on the page.
        narrows: Whether passing it unasked would leave something out or change what is done; not on the page.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    values: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    form: str = ""
    optional: bool = False
    default: str | int | float | bool | None = None
    default_says: str = ""
    shape: str = ""
    says: str = ""
    strays: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    narrows: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Arg:
        if any(map(self.accepts, self.strays)):
            raise ValueError(f"{self.strays!r}: one of the strays fits")
        if bool(self.form) != bool(self.shape):
            raise ValueError("a form needs words, and words a form")
        if (self.kind == "one_of") != bool(self.values):
            raise ValueError("values belong to one_of, and one_of needs some")
        if self.default is not None and not self.optional:
            raise ValueError("only an optional argument has a default")
        if self.default is not None and not self.accepts(self.default):
            raise ValueError(f"its own default {self.default!r} does not fit")
        return self

    def accepts(self, value: Any) -> bool:
        """Return whether a value has this type, form and range."""
        if self.kind == "flag":
            return isinstance(value, bool)
        if self.kind in ("whole", "number"):
            right = int if self.kind == "whole" else (int, float)
            if isinstance(value, bool) or not isinstance(value, right):
                return False
            return (self.low is None or value >= self.low) and (
                self.high is None or value <= self.high
            )
        if self.kind == "dates":
            return isinstance(value, list) and bool(value) and all(map(_is_date, value))
        if not isinstance(value, str) or not value:
            return False
        if self.kind == "date":
            return _is_date(value)
        if self.kind == "time":
            return _TIME.fullmatch(value) is not None
        if self.kind == "one_of":
            return value in self.values
        return not self.form or re.fullmatch(self.form, value) is not None

    def typed(self) -> str:
        """Return the type in the words of the page."""
        said = {
            "text": "text",
            "date": "text, `YYYY-MM-DD`",
            "time": "text, `HH:MM`",
            "whole": "whole number",
            "number": "number",
            "flag": "true or false",
            "dates": "list of dates, `YYYY-MM-DD`",
            "one_of": "one of " + ", ".join(f"`{value}`" for value in self.values),
        }[self.kind]
        if self.low is not None and self.high is not None:
            said += f", {self.low} to {self.high}"
        elif self.low is not None:
            said += f", at least {self.low}"
        return f"{said}, {self.shape}" if self.shape else said

    def need(self) -> str:
        """Return the last column of the page: required, or optional with the default."""
        if not self.optional:
            return "required"
        return f"optional, default {self.default_in_words()}"

    def default_in_words(self) -> str:
        """Return what is taken when the argument is left out, as the page says it."""
        if self.default_says:
            return self.default_says
        if isinstance(self.default, bool):
            return "true" if self.default else "false"
        return "all" if self.default is None else f"`{self.default}`"


class Tool(BaseModel):
    """One tool as the assistant was given it.

    Attributes:
        says: What it is for, in the words of the page.
        args: Its arguments by name, in the order of the page.
        changes: Whether it changes anything.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    args: Mapping[str, Arg] = {}
    changes: bool = False

    def flaws(self, args: Mapping[str, Any]) -> list[Flaw]:
        """Return what the schema rejects, mistyped before missing, in the order of the page."""
        strange = [
            Flaw("mistyped", name, "is no argument") for name in args if name not in self.args
        ]
        mistyped = [
            Flaw("mistyped", name, arg.typed())
            for name, arg in self.args.items()
            if name in args and not arg.accepts(args[name])
        ]
        missing = [
            Flaw("missing", name, "required")
            for name, arg in self.args.items()
            if not arg.optional and name not in args
        ]
        return strange + mistyped + missing

    def filled(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """Return arguments with the defaults of those left out."""
        return {
            name: args.get(name, arg.default)
            for name, arg in self.args.items()
            if name in args or arg.optional
        }


def refusal(flaw: Flaw) -> str:
    """Return the message with which a tool refuses a call."""
    if flaw.wants == "is no argument":
        return f"{flaw.arg}: unknown argument"
    if flaw.kind == "missing":
        return f"{flaw.arg}: required"
    return f"{flaw.arg}: expected {flaw.wants.replace('`', '').removeprefix('text, ')}"


def forgiven(tool: Tool, args: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments as a lenient tool takes them: a number written as text becomes the number."""
    taken = dict(args)
    for name, arg in tool.args.items():
        value = taken.get(name)
        if arg.kind in ("whole", "number") and isinstance(value, str) and value.isdecimal():
            taken[name] = int(value)
    return taken


def page(tools: Mapping[str, Tool], head: str = "") -> str:
    """Return the page of schemas, one table a tool, as the assistant was given it."""
    blocks = [head] if head else []
    for name, tool in tools.items():
        blocks.append(f"**{name}**: {tool.says}")
        rows: Sequence[str] = [
            f"| `{arg}` | {', '.join(filter(None, (spec.typed(), spec.says)))} | {spec.need()} |"
            for arg, spec in tool.args.items()
        ] or ["| none | | |"]
        blocks.append("\n".join(["| Argument | Type | |", "|---|---|---|", *rows]))
    return "\n\n".join(blocks)


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or _DATE.fullmatch(value) is None:
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True
