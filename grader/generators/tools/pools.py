"""Wide lists to draw from: invented people, towns, and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from grader.generators.tools.mem import Said
from grader.generators.tools.speech import shifted
from grader.generators.tools.world import Chance

T = TypeVar("T")

FIRST = (
    "Ada Amara Anders Anouk Aylin Beata Bilal Brice Carmen Cedric Chidi Clara Dario Deepa Dunja Edda "
    "Elif Emeka Esther Farid Fatou Gideon Greta Hana Hedda Hugo Ilse Imran Ines Ivo Jana Jonas Kaori "
    "Kemal Lale Leif Lena Linus Maeve Malik Marta Mira Nadia Nils Noor Odile Olek Oona Pavel Petra "
    "Priya Quentin Rana Rasmus Rosa Ruben Sanna Selim Simone Tariq Tess Tomas Ulla Vera Viktor Wanda "
    "Yara Yusuf Zoe Zora"
).split()
LAST = (
    "Abara Achterberg Adeyemi Almeida Ambros Bakker Baranski Bekele Brandt Castellan Cetin Dahl Demir "
    "Dubois Eklund Ericsen Farkas Fonseca Gallo Gruber Haddad Halvorsen Hartwig Iversen Iyer Jansen "
    "Kaplan Keller Kowal Lindqvist Lorca Maguire Marchetti Mensah Moreau Nakata Novotny Nwosu Oduya "
    "Okafor Olsson Osei Pereira Petrov Quist Rahimi Ransom Rossi Sandoval Sato Silber Sorel Tanaka "
    "Thorne Uzun Varga Vester Wallin Weiss Winther Yilmaz Zeller"
).split()
TOWNS = (
    "Alderbrook Bexmoor Birkhaven Calderby Dunmere Eastholt Fennick Gransby Harrowdale Inverlyn Kestrel "
    "Langford Marlow-on-Sea Netherby Oakhampton Pellworth Ravensby Saltmere Thornley Upwell Westerby "
    "Wyncombe Ystrad Zennorby"
).split()
STREETS = (
    "Mill Lane|Harbour Road|Station Street|Orchard Way|Chapel Hill|Bridge Street|Elm Close|Quay Street|"
    "Meadow Road|Castle Terrace|Foundry Street|Linden Avenue"
).split("|")


def one(chance: Chance, several: Sequence[T]) -> T:
    """Return one of several."""
    return several[int(chance.integers(len(several)))]


def some(chance: Chance, several: Sequence[T], count: int) -> list[T]:
    """Return that many different ones, in a random order."""
    return [several[int(i)] for i in chance.permutation(len(several))[:count]]


def person(chance: Chance) -> str:
    """Return a full name."""
    return f"{one(chance, FIRST)} {one(chance, LAST)}"


def people(chance: Chance, count: int) -> list[str]:
    """Return full names, no first or last name twice."""
    firsts, lasts = some(chance, FIRST, count), some(chance, LAST, count)
    return [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]


def number(chance: Chance, low: int, high: int, step: int = 1) -> int:
    """Return a whole number of a range, both ends included."""
    return low + step * int(chance.integers((high - low) // step + 1))


def code(chance: Chance, form: str) -> str:
    """Return a code: ``#`` becomes a digit, ``@`` a capital; the rest stays."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    out: list[str] = []
    for mark in form:
        if mark == "#":
            out.append(str(number(chance, 1 if not out else 0, 9)))
        else:
            out.append(letters[int(chance.integers(len(letters)))] if mark == "@" else mark)
    return "".join(out)


def codes(chance: Chance, form: str, count: int) -> list[str]:
    """Return different codes of a form."""
    found: list[str] = []
    while len(found) < count:
        new = code(chance, form)
        if new not in found:
            found.append(new)
    return found


def today(chance: Chance, weekdays: Sequence[int] = (0, 1, 2)) -> str:
    """Return a day in 2026 or 2027 that falls on one of some weekdays, Monday being 0."""
    day = dt.date(2026, 2, 1) + dt.timedelta(days=int(chance.integers(600)))
    while day.weekday() not in weekdays:
        day += dt.timedelta(days=1)
    return day.isoformat()


def weekday(day: str) -> str:
    """Return a day, or the Monday after it where it falls on a weekend."""
    found = dt.date.fromisoformat(day)
    return shifted(day, (7 - found.weekday()) % 7 if found.weekday() > 4 else 0)


def coming(chance: Chance, now: str, weekdays: Sequence[int]) -> Said:
    """Return one of some weekdays later in the week of ``now``, and the user's words for it."""
    start = dt.date.fromisoformat(now)
    later = [n for n in weekdays if n > start.weekday() + 1]
    weekday = one(chance, later)
    name = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[weekday]
    words = one(chance, (f"on {name}", f"this {name}", f"this coming {name}"))
    return Said(shifted(now, weekday - start.weekday()), words)
