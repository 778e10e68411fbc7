"""What fills a slot: numbers, days, times and people, how they are worked out, and how they are written."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

YEAR = 2026
"""The year in which every setting takes place."""


@dataclass(frozen=True)
class Clock:
    """A time of day, in minutes after midnight."""

    minutes: int

    def __str__(self) -> str:
        return f"{self.minutes // 60}:{self.minutes % 60:02d}"


@dataclass(frozen=True)
class Person:
    """An invented person."""

    first: str
    family: str
    woman: bool


Value: TypeAlias = int | float | str | date | Clock | Person
Values: TypeAlias = Mapping[str, Value]

_UNITS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class ExpressionError(ValueError):
    """A formula that cannot be worked out."""


_OPERATORS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


def work_out(formula: str, values: Values) -> Value:
    """Return what a formula of slots gives: "adult * 2", "opens + 7" (days), "close - 30" (minutes).

    One slot alone, or a text in quotes, stands for itself. The difference of two days counts days, that
    of two times minutes. ``round(x, n)`` rounds halves up.

    Raises:
        ExpressionError: It is no formula, or names no slot.
    """
    try:
        return _tidy(_value(ast.parse(formula, mode="eval").body, values))
    except (SyntaxError, TypeError, ZeroDivisionError) as error:
        raise ExpressionError(f"{formula!r} cannot be worked out: {error}") from None


def _value(node: ast.expr, values: Values) -> Value:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str):
        return node.value
    if isinstance(node, ast.Name):
        if node.id not in values:
            raise ExpressionError(f"there is no slot {node.id!r}")
        return values[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_number(_value(node.operand, values))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _combined(_value(node.left, values), node.op, _value(node.right, values))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round":
        figure, digits = (_number(_value(one, values)) for one in (node.args * 2)[:2])
        return half_up(figure, int(digits) if len(node.args) > 1 else 0)
    raise ExpressionError(f"{ast.unparse(node)!r} is not allowed in a formula")


def _combined(left: Value, sign: ast.operator, right: Value) -> Value:
    add = isinstance(sign, ast.Add)
    if isinstance(left, date | Clock) and not isinstance(sign, ast.Add | ast.Sub):
        raise ExpressionError(f"{left!r} can only be added to or taken from")
    if isinstance(left, date):
        if isinstance(right, date):
            return (left - right).days
        return left + timedelta(days=int(_number(right)) * (1 if add else -1))
    if isinstance(left, Clock):
        if isinstance(right, Clock):
            return left.minutes - right.minutes
        return Clock(left.minutes + int(_number(right)) * (1 if add else -1))
    result: float = _OPERATORS[type(sign)](_number(left), _number(right))
    return result


def _number(value: Value) -> float:
    if isinstance(value, int | float):
        return value
    raise ExpressionError(f"{value!r} is no number")


def half_up(figure: float, digits: int) -> float:
    """Return a figure rounded as people round, halves away from zero."""
    scale: float = 10.0**digits
    return int(abs(figure) * scale + 0.5 + 1e-9) / scale * (1 if figure >= 0 else -1)


def _tidy(value: Value) -> Value:
    if isinstance(value, float):
        value = round(value, 6)
        return int(value) if value == int(value) else value
    return value


def words(number: int) -> str:
    """Return a whole number from 0 to 99 in words.

    Raises:
        ValueError: It lies outside.
    """
    if not 0 <= number <= 99:
        raise ValueError(f"{number} is not written in words")
    if number < 20:
        return _UNITS[number]
    tens, units = divmod(number, 10)
    return _TENS[tens] + (f"-{_UNITS[units]}" if units else "")


def ordinal(number: int) -> str:
    """Return "third" for 3, from 1 to 99."""
    *before, last = words(number).split("-")
    ending = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return "-".join([*before, ending])


def _whole(value: Value) -> int:
    if isinstance(value, int):
        return value
    raise ValueError(f"{value!r} is no whole number")


def _plain(value: Value) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0")
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]}"
    if isinstance(value, Person):
        return f"{value.first} {value.family}"
    return str(value)


def _spoken(value: Value) -> str:
    """Return a time on the quarter of an hour as it is said: "half past nine in the morning"."""
    if not isinstance(value, Clock):
        raise ValueError(f"{value!r} is no time")
    hour, minute = divmod(value.minutes, 60)
    if value.minutes == 720:
        return "noon"
    late = minute == 45
    name = words((hour + late - 1) % 12 + 1)
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    before = {0: "", 15: "a quarter past ", 30: "half past ", 45: "a quarter to "}
    if minute not in before:
        raise ValueError(f"{value} is not on the quarter")
    return f"{before[minute]}{name} {part}"


def _day(value: Value) -> date:
    if isinstance(value, date):
        return value
    raise ValueError(f"{value!r} is no day")


def _person(value: Value) -> Person:
    if isinstance(value, Person):
        return value
    raise ValueError(f"{value!r} is no person")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


FORMATS: Mapping[str, Callable[[Value], str]] = {
    "": _plain,
    "Cap": lambda value: _capital(_plain(value)),
    "bare": str,
    "money": lambda v: f"{v:,.2f}" if isinstance(v, float) else _plain(v),
    "word": lambda value: words(_whole(value)),
    "Word": lambda value: _capital(words(_whole(value))),
    "ord": lambda value: ordinal(_whole(value)),
    "wd": lambda value: f"{_DAYS[_day(value).weekday()]} {_plain(value)}",
    "weekday": lambda value: _DAYS[_day(value).weekday()],
    "month": lambda value: _MONTHS[_day(value).month - 1],
    "full": lambda value: f"{_plain(value)} {_day(value).year}",
    "spoken": _spoken,
    "title": lambda value: f"{'Ms' if _person(value).woman else 'Mr'} {_person(value).family}",
    "last": lambda value: _person(value).family,
    "first": lambda value: _person(value).first,
    "she": lambda value: "she" if _person(value).woman else "he",
    "She": lambda value: "She" if _person(value).woman else "He",
    "her": lambda value: "her" if _person(value).woman else "his",
    "herself": lambda value: "her" if _person(value).woman else "him",
}
"""How a slot may be written, by the word behind its colon."""


def written(value: Value, how: str) -> str:
    """Return a value as it is written.

    Raises:
        ValueError: The format does not fit the value.
    """
    return FORMATS[how](value)
