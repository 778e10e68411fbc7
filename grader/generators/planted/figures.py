"""Values in authored text: ``{fee * 2:eur}`` worked out, and written as a language writes it.

Amounts in ``eur`` and ``gbp`` are whole, in ``eurc`` and ``gbpc`` in hundredths, ``dec`` is in tenths;
times are minutes after midnight, dates are days (`datetime.date.toordinal`).
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

Value: TypeAlias = int | str

LANGUAGES = ("en", "de", "fr", "es", "it")

_SLOT = re.compile(r"\{([^{}:]+)(?::([A-Za-z0-9]+))?(?:@([a-z]{2}))?\}")
_OPERATORS: Mapping[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_DAYS: Mapping[str, tuple[str, ...]] = {
    "en": tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    "de": tuple("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()),
    "fr": tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
    "es": tuple("lunes martes miércoles jueves viernes sábado domingo".split()),
    "it": tuple("lunedì martedì mercoledì giovedì venerdì sabato domenica".split()),
}
_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": tuple(
        "January February March April May June July August September October November December".split()
    ),
    "de": tuple(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    ),
    "fr": tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    ),
    "es": tuple(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
    ),
    "it": tuple(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
        "dicembre".split()
    ),
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": tuple("two three four five six seven eight nine ten eleven twelve".split()),
    "de": tuple("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()),
    "fr": tuple("deux trois quatre cinq six sept huit neuf dix onze douze".split()),
    "es": tuple("dos tres cuatro cinco seis siete ocho nueve diez once doce".split()),
    "it": tuple("due tre quattro cinque sei sette otto nove dieci undici dodici".split()),
}
"""From two on: one has a gender in most languages."""


def fill(template: str, values: Mapping[str, Value], language: str = "en") -> str:
    """Return a text with every ``{expression:format}`` replaced by what it comes to.

    ``{expression:format@en}`` is written as another language writes it.

    Raises:
        ValueError: An expression cannot be worked out, or a format is unknown.
    """

    def one(match: re.Match[str]) -> str:
        value = worked_out(match[1], values)
        return written(value, match[2] or "", match[3] or language)

    return _SLOT.sub(one, template)


def names_in(template: str) -> set[str]:
    """Return the names of the values that a text uses."""
    found: set[str] = set()
    for match in _SLOT.finditer(template):
        tree = ast.parse(match[1].strip(), mode="eval")
        found |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found


def worked_out(expression: str, values: Mapping[str, Value]) -> Value:
    """Return the value of a sum such as ``fee * (n + 1)``.

    Raises:
        ValueError: It is none, or uses a value that is not there.
    """
    try:
        return _value(ast.parse(expression.strip(), mode="eval").body, values)
    except (SyntaxError, KeyError, TypeError) as error:
        raise ValueError(f"{expression!r} cannot be worked out from {sorted(values)}") from error


def _value(node: ast.expr, values: Mapping[str, Value]) -> Value:
    match node:
        case ast.Constant(value=int(number)):
            return number
        case ast.Name(id=name):
            return values[name]
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
            a, b = _value(left, values), _value(right, values)
            if isinstance(a, str) or isinstance(b, str):
                raise TypeError("words cannot be reckoned with")
            return _OPERATORS[type(sign)](a, b)
    raise TypeError(f"{ast.dump(node)} is no part of a sum")


def written(value: Value, how: str, language: str) -> str:
    """Return a value as a language writes it.

    Args:
        value: A number, a time, a day, or words.
        how: The format, see the module; "" for the value itself.
        language: One of `LANGUAGES`.

    Raises:
        ValueError: The format is unknown, or not for such a value.
    """
    if isinstance(value, str) or not how:
        if how:
            raise ValueError(f"{value!r} is no number, so it cannot be written as {how!r}")
        return str(value)
    if how not in _FORMATS:
        raise ValueError(f"there is no format {how!r}; there are {', '.join(_FORMATS)}")
    return _FORMATS[how](value, language)


def _grouped(number: int, language: str) -> str:
    if language == "en":
        return f"{number:,}"
    if language == "es" and number < 10_000:
        return str(number)
    return f"{number:,}".replace(",", " " if language in ("fr", "es") else ".")


def _parted(number: int, digits: int, language: str) -> str:
    whole, rest = divmod(number, 10**digits)
    return f"{_grouped(whole, language)}{'.' if language == 'en' else ','}{rest:0{digits}d}"


def _money(sign: str, text: str, language: str) -> str:
    return f"{sign}{text}" if language == "en" else f"{text} {sign}"


def _time(minutes: int, language: str) -> str:
    hour, rest = divmod(minutes, 60)
    if language == "fr":
        return f"{hour} h {rest:02d}" if rest else f"{hour} h"
    return f"{hour}.{rest:02d}" if language in ("de", "it") else f"{hour}:{rest:02d}"


def _twelve(minutes: int, language: str) -> str:
    hour, rest = divmod(minutes, 60)
    if minutes == 12 * 60:
        return "12 noon"
    half = "am" if hour < 12 else "pm"
    return f"{(hour - 1) % 12 + 1}{f'.{rest:02d}' if rest else ''} {half}"


def _weekday(day: int, language: str) -> str:
    return _DAYS[language][date.fromordinal(day).weekday()]


def _month_day(day: int, language: str) -> str:
    on = date.fromordinal(day)
    month = _MONTHS[language][on.month - 1]
    joint = {"de": ". ", "es": " de "}.get(language, " ")
    first = {"fr": "1er", "it": "1º"}.get(language, "1")
    return f"{first if on.day == 1 else on.day}{joint}{month}"


def _italian(article: str, elided: str) -> Callable[[int, str], str]:
    """Return a writer of days with an article, which Italian shortens before 8 and 11."""

    def one(day: int, language: str) -> str:
        short = date.fromordinal(day).day in (8, 11)
        return f"{elided if short else article + ' '}{_month_day(day, language)}"

    return one


def _full_date(day: int, language: str) -> str:
    comma = ", " if language == "de" else " "
    return f"{_weekday(day, language)}{comma}{_month_day(day, language)}"


def _in_words(number: int, language: str) -> str:
    if not 2 <= number <= 12:
        raise ValueError(f"only 2 to 12 are written in words (got {number})")
    return _WORDS[language][number - 2]


_FORMATS: Mapping[str, Callable[[int, str], str]] = {
    "n": _grouped,
    "dec": lambda value, language: _parted(value, 1, language),
    "eur": lambda value, language: _money("€", _grouped(value, language), language),
    "eurc": lambda value, language: _money("€", _parted(value, 2, language), language),
    "gbp": lambda value, language: _money("£", _grouped(value, language), language),
    "gbpc": lambda value, language: _money("£", _parted(value, 2, language), language),
    "time": _time,
    "clock": _twelve,
    "day": _weekday,
    "dm": _month_day,
    "ildm": _italian("il", "l'"),
    "aldm": _italian("al", "all'"),
    "daldm": _italian("dal", "dall'"),
    "date": _full_date,
    "words": _in_words,
    "Words": lambda value, language: _in_words(value, language).capitalize(),
}
