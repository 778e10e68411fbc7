"""A second way to the truth of a made item: from its text alone, without knowing what was planted.

The source is read by the wordings of its setting, backwards: which values stand in it? From these values
every sentence that it bears out is written down. Whatever else the output says is at fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product

from pydantic import JsonValue

from grader.generators.facts.lists import WOMEN
from grader.generators.facts.phrases import Phrase, Said, Slot, parse
from grader.generators.facts.setting import Setting, Statement
from grader.generators.facts.values import (
    YEAR,
    Clock,
    ExpressionError,
    Person,
    Value,
    ordinal,
    words,
    work_out,
)

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_NUMBERS = {words(number): number for number in range(100)}


def read_value(text: str) -> Value:
    """Return the value behind what a text says."""
    if text.lower() in _NUMBERS:
        return _NUMBERS[text.lower()]
    if re.fullmatch(r"\d[\d,]*", text):
        return int(text.replace(",", ""))
    if re.fullmatch(r"\d[\d,]*\.\d+", text):
        return float(text.replace(",", ""))
    if re.fullmatch(r"\d+:\d\d", text):
        hours, minutes = map(int, text.split(":"))
        return Clock(hours * 60 + minutes)
    day = re.fullmatch(r"(?:\w+day )?(\d+) (\w+)", text)
    if day and day[2] in _MONTHS:
        return date(YEAR, _MONTHS.index(day[2]) + 1, int(day[1]))
    name = text.split()
    if len(name) == 2 and all(part[0].isupper() for part in name):
        return Person(name[0], name[1], name[0] in WOMEN)
    return text


def read_phrase(setting: Setting, phrase: Phrase, text: str) -> dict[str, Value] | None:
    """Return the values with which a phrase gives a text, or None where it cannot."""
    pattern, names = "", []
    for piece in phrase.pieces:
        if isinstance(piece, str):
            pattern += re.escape(piece)
        elif isinstance(piece, Slot):
            texts = [re.escape(x) for x in _texts(setting, piece.name)]
            pattern += f"((?i:{'|'.join(texts)}))" if texts else "(.+?)"
            names.append(piece)
    match = re.fullmatch(pattern, text)
    if match is None:
        return None
    found: dict[str, Value] = {}
    for slot, said in zip(names, match.groups(), strict=True):
        if slot.how in ("", "word", "Word", "wd", "money", "bare", "Cap"):
            known = [x for x in _texts(setting, slot.name) if x.lower() == said.lower()]
            found[slot.name] = known[0] if known else read_value(said)
        elif slot.how == "ord":
            found[slot.name] = next(n for n in range(100) if n and ordinal(n) == said)
    return found


def _texts(setting: Setting, name: str) -> list[str]:
    """Return the texts that a slot can have, where it is picked from a list of texts."""
    for names, how in setting.slots.items():
        if name in names.split() and isinstance(how, list):
            index = names.split().index(name)
            picked = [one[index] if isinstance(one, list) else one for one in how]
            return [one for one in picked if isinstance(one, str)]
    return []


def read_source(setting: Setting, text: str) -> dict[str, Value]:
    """Return every value that a source shows, and what follows from them."""
    found: dict[str, Value] = {}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for _, one in setting.statements.values():
        # What repeats a statement in a longer line would be read with words of its own in a slot.
        read = [
            values
            for line in sorted(lines, key=len)
            for wording in one.source
            if (values := read_phrase(setting, one.phrase(wording), line)) is not None
        ]
        assert len(read) >= 1, one.id
        for name, value in read[0].items():
            found.setdefault(name, value)
    pairs = {name: how for names, how in setting.slots.items() for name in names.split()}
    for name, how in pairs.items():
        if name not in found and isinstance(how, str) and how.startswith("="):
            try:
                found[name] = work_out(how[1:].strip(), found)
            except ExpressionError:
                continue  # of what is not shown in this source
    return found


def borne_out(setting: Setting, found: Mapping[str, Value]) -> set[str]:
    """Return every sentence that the source bears out, in all the wordings there are."""
    return {
        said.text
        for _, one in setting.statements.values()
        for wording in _wordings(one)
        for said in written_out(setting, one.phrase(wording), found)
    }


def _wordings(one: Statement) -> Iterable[str]:
    return (*one.said, *(doubt.text for doubt in one.doubtful))


def written_out(setting: Setting, phrase: Phrase, found: Mapping[str, Value]) -> Iterator[Said]:
    """Yield a phrase with the values that a source shows; every one where it leaves some open."""
    missing = [name for name in sorted(phrase.slots) if name not in found]
    free = sorted({name for one in missing for name in _free(setting, one, found)})
    domains = [_domain(setting.slots.get(name)) for name in free]
    for chosen in product(*domains):
        values: dict[str, Value] = {**found, **dict(zip(free, chosen, strict=True))}
        fits = True
        for name, how in setting.slots.items():
            if isinstance(how, str) and how.startswith("="):
                try:
                    result = work_out(how[1:].strip(), values)
                except ExpressionError:
                    continue  # of what is not shown in this source
                fits &= name not in found or found[name] == result
                values[name] = result
        if fits:
            yield phrase.said(values)


def _domain(how: JsonValue) -> list[Value]:
    if isinstance(how, list):
        return [one for one in how if isinstance(one, int | float | str)]
    if isinstance(how, dict) and "whole" in how:
        low, high, *step = (int(str(one)) for one in how["whole"])
        return [*range(low, high + 1, *step)]
    return []


def _free(setting: Setting, name: str, found: Mapping[str, Value]) -> set[str]:
    """Return the slots that a slot rests on and that the source does not show."""
    if name in found:
        return set()
    how = setting.slots.get(name)
    if isinstance(how, str) and how.startswith("="):
        rests = set(re.findall(r"[a-z_]\w*", how)) & set(setting.slots)
        return {one for rest in rests for one in _free(setting, rest, found)}
    return {name}


def sentences(setting: Setting, output: str) -> list[str]:
    """Return what an output says, without headings and without lines that claim nothing."""
    lines = [line.removeprefix("- ").strip() for line in output.splitlines()]
    empty = [parse(text) for text in (*setting.openings, *setting.closings)]
    return [
        line
        for line in lines
        if line
        and not line.startswith("**")
        and not any(read_phrase(setting, phrase, line) is not None for phrase in empty)
    ]
