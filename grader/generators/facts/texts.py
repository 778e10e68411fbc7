"""The wordings in which hints, reasons and model answers are told, by skill."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from pydantic import JsonValue

from grader.errors import QualprepError
from grader.generators.facts.draw import pick
from grader.strict_yaml import loads

Words: TypeAlias = Mapping[str, JsonValue]


@lru_cache(maxsize=8)
def words_of(skill: str) -> Words:
    """Return the wordings of a skill.

    Raises:
        QualprepError: The file cannot be read.
    """
    name = f"{skill}.yaml"
    text = files(__package__).joinpath("words", name).read_text(encoding="utf-8")
    document = loads(text, name=name)
    if document.problems or not isinstance(document.data, dict):
        raise QualprepError(
            what="The wordings of a generator cannot be read.",
            where=name,
            do="Mend:\n" + "\n".join(map(str, document.problems)),
        )
    return document.data


def at(words: Words, *path: str) -> JsonValue:
    """Return what stands at a path of keys.

    Raises:
        KeyError: There is nothing.
    """
    found: JsonValue = dict(words)
    for key in path:
        if not isinstance(found, dict) or key not in found:
            raise KeyError(".".join(path))
        found = found[key]
    return found


def text_at(words: Words, *path: str) -> str:
    """Return the one text at a path."""
    found = at(words, *path)
    if not isinstance(found, str):
        raise TypeError(f"{'.'.join(path)} is no text")
    return found


def texts_at(words: Words, *path: str) -> tuple[str, ...]:
    """Return the texts at a path."""
    found = at(words, *path)
    listed = found if isinstance(found, list) else [found]
    return tuple(str(one) for one in listed)


class Teller:
    """Tells things in one of several wordings, none of them twice in a row where there are others."""

    def __init__(self, words: Words, chance: np.random.Generator, **fixed: str) -> None:
        self.words, self.chance, self.fixed = words, chance, fixed
        self._told: dict[tuple[str, ...], list[str]] = {}

    def tell(self, *path: str, **given: str) -> str:
        """Return one of the wordings at a path, filled."""
        told = self._told.setdefault(path, [])
        every = texts_at(self.words, *path)
        fresh = [one for one in every if one not in told]
        if not fresh:
            told.clear()
            fresh = list(every)
        chosen = pick(self.chance, fresh)
        told.append(chosen)
        return chosen.format(**{**self.fixed, **given})


def listed(parts: list[str], word: str = "and") -> str:
    """Return "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" {word} {parts[-1]}"


def called(clauses: list[str]) -> str:
    """Return "clause 2.2", or "clauses 2.2 and 3.1"."""
    return f"clause{'s' if len(clauses) > 1 else ''} {listed(clauses)}"
