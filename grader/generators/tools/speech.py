"""Sentences that know what they claim: authored lines with typed slots, and how values are said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic import Field as Setting

from grader.generators.tools.mem import Mem, UnknownError
from grader.generators.tools.world import Chance

_SLOT = re.compile(r"\{([a-z_0-9]+(?:\.[a-z_0-9]+)?)(?:\|([^{}]+))?\}")
_NUMBERS = (
    "no one two three four five six seven eight nine ten eleven twelve".split()  # "no seats"
)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_LANGUAGES = {"en": "English", "fr": "French", "es": "Spanish", "it": "Italian", "pl": "Polish"}
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Claim(NamedTuple):
    """One thing that a sentence says of the results."""

    fact: str
    value: Any


class Sentence(NamedTuple):
    """A sentence of the assistant, with what it claims.

    ``invents`` has the words of what no result can bear out, where it is such a sentence.
    """

    text: str
    claims: tuple[Claim, ...] = ()
    invents: tuple[str, ...] = ()


class Line(BaseModel):
    """One thing to say, in several wordings.

    Attributes:
        says: The wordings.
        when: Facts that must be believed for it; the sentence claims them.
        unless: Facts with which it is not said, since they are known.
        never: Facts by the value with which it is not said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: tuple[str, ...] = Setting(min_length=1)
    when: Mapping[str, JsonValue] = {}
    never: Mapping[str, JsonValue] = {}
    unless: tuple[str, ...] = ()

    def fits(self, mem: Mem) -> bool:
        """Return whether everything that it speaks of is known, and as it should be."""
        if any(mem.knows(name) for name in self.unless):
            return False
        if any(mem.knows(name) and mem.fact(name) == value for name, value in self.never.items()):
            return False
        try:
            if any(mem.fact(name) != value for name, value in self.when.items()):
                return False
            return all(mem.knows(name) for name in self.slots())
        except UnknownError:
            return False

    def slots(self) -> list[str]:
        """Return the facts that some wording speaks of."""
        found = {name for text in self.says for name in slots(text) if "." not in name}
        return sorted(found)


def slots(text: str) -> list[str]:
    """Return the names of a text's slots, in order, each once."""
    return list(dict.fromkeys(match.group(1) for match in _SLOT.finditer(text)))


def unknown_formats(text: str) -> list[str]:
    """Return the formats of a text's slots that do not exist."""
    forms = [match.group(2) for match in _SLOT.finditer(text) if match.group(2)]
    return [form for form in forms if form.split(":")[0] not in FORMATS]


def choose(chance: Chance, wordings: tuple[str, ...] | list[str]) -> str:
    """Return one of several wordings."""
    return wordings[int(chance.integers(len(wordings)))]


def speak(line: Line, mem: Mem, chance: Chance, money: str) -> Sentence:
    """Return a line in one of its wordings, filled with what is believed."""
    text = choose(chance, line.says)
    claims = {name: Claim(name, value) for name, value in line.when.items()}
    claims |= {name: Claim(name, mem.fact(name)) for name in slots(text) if "." not in name}
    return Sentence(fill(text, mem, money), tuple(claims.values()))


def fill(text: str, mem: Mem, money: str = "€") -> str:
    """Return a text with its slots filled.

    ``{fact}`` is what is believed, ``{ask.key}`` the user's value, ``{given.key}`` what was given; a
    format follows a bar: see `FORMATS`.

    Raises:
        UnknownError: A fact is not known.
        KeyError: There is no such request, given fact or format.
    """

    def one(match: re.Match[str]) -> str:
        name, form = match.group(1), match.group(2) or ""
        if name.startswith("ask."):
            value = mem.asks[name[4:]].value
        elif name.startswith("given."):
            value = mem.given[name[6:]]
        else:
            value = mem.fact(name)
        return said(value, form, money)

    return capital(_SLOT.sub(one, text))


def fill_request(text: str, mem: Mem) -> str:
    """Return a request with the user's own words in its slots."""

    def one(match: re.Match[str]) -> str:
        name, form = match.group(1), match.group(2) or ""
        words = str(mem.given[name[6:]]) if name.startswith("given.") else mem.asks[name].words
        return said(words, form, "")

    return _SLOT.sub(one, text)


def capital(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]


def said(value: Any, form: str, money: str) -> str:
    """Return a value in words by a format, such as ``count:seat:seats``."""
    name, *rest = form.split(":")
    if not name:
        return text_of(value)
    return FORMATS[name](value, rest, money)


def text_of(value: Any) -> str:
    """Return a value as plain text; a number without needless decimals."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def day_of(value: str) -> str:
    """Return "14 March" of "2026-03-14"."""
    day = dt.date.fromisoformat(value[:10])
    return f"{day.day} {_MONTHS[day.month - 1]}"


def weekday_of(value: str) -> str:
    """Return "Saturday" of "2026-03-14"."""
    return _DAYS[dt.date.fromisoformat(value[:10]).weekday()]


def shifted(value: str, days: int) -> str:
    """Return an ISO date some days on."""
    return (dt.date.fromisoformat(value) + dt.timedelta(days=days)).isoformat()


def listed(values: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Return "a, b and c"."""
    words = [text_of(one) for one in values]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" {last} {words[-1]}"


def _count(value: Any, rest: list[str], _: str) -> str:
    one, many = rest
    number = _NUMBERS[value] if isinstance(value, int) and value <= 12 else text_of(value)
    return f"{number} {one if value == 1 else many}"


def _be(value: Any, rest: list[str], money: str) -> str:
    """Return "was one seat" or "were two seats", with the verb before its number."""
    singular, plural, *nouns = rest
    return f"{singular if value == 1 else plural} {_count(value, nouns, money)}"


def _duration(value: Any, _: list[str], __: str) -> str:
    hours, minutes = divmod(int(value), 60)
    if not hours:
        return f"{minutes} minutes"
    whole = "an hour" if hours == 1 else f"{_NUMBERS[hours]} hours"
    return whole if not minutes else f"{whole} and {minutes} minutes"


FORMATS: Mapping[str, Callable[[Any, list[str], str], str]] = {
    "day": lambda v, _, __: f"{weekday_of(v)}, {day_of(v)}",
    "date": lambda v, _, __: day_of(v),
    "year": lambda v, _, __: f"{day_of(v)} {v[:4]}",
    "long": lambda v, _, __: f"{weekday_of(v)}, {day_of(v)} {v[:4]}",
    "weekday": lambda v, _, __: weekday_of(v),
    "money": lambda v, _, m: f"{m}{v:,.2f}",
    "cents": lambda v, _, m: f"{m}{v / 100:,.2f}",
    "count": _count,
    "be": _be,
    "duration": _duration,
    "list": lambda v, _, __: listed(v),
    "or": lambda v, _, __: listed(v, "or"),
    "cap": lambda v, _, __: capital(str(v)),
    "low": lambda v, _, __: str(v)[:1].lower() + str(v)[1:],
    "words": lambda v, _, __: str(v).replace("_", " "),
    "if": lambda v, rest, _: rest[0] if v else rest[1],
    "map": lambda v, rest, _: dict(pair.split("=") for pair in ":".join(rest).split(","))[str(v)],
    "moment": lambda v, _, __: f"{weekday_of(v)}, {day_of(v)}, {v[11:]}",
    "until": lambda v, _, __: f"until {day_of(v)}" if v else "for good",
    "language": lambda v, _, __: _LANGUAGES[v],
    "n": lambda v, _, __: _NUMBERS[v] if isinstance(v, int) and 0 < v <= 12 else text_of(v),
}
"""How a value may be said, by name."""
