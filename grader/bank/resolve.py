"""From what an author writes in gold to values: quotes become places in what a learner can select."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from pydantic import JsonValue

from grader.fields import AuthoredError, Field, Given
from grader.items import Gold

Path: TypeAlias = tuple[str | int, ...]


class Resolved(NamedTuple):
    """A gold with values, and what could not be made one: the place inside the gold, and why."""

    gold: Gold
    problems: list[tuple[Path, str]]


def resolve_gold(gold: Gold, fields: Sequence[Field], given: Given) -> Resolved:
    """Return a gold with the authored values of some fields resolved, wherever a gold has values.

    What cannot be resolved stays as it was written, and is a problem.

    Args:
        gold: As written.
        fields: Those whose values may be written as quotes.
        given: What the item gives them.
    """
    problems: list[tuple[Path, str]] = []

    def judgment(values: Mapping[str, JsonValue], *path: str | int) -> dict[str, JsonValue]:
        return _each(values, fields, lambda f, v: f.resolve(v, given), path, problems)

    def pattern(values: Mapping[str, JsonValue], *path: str | int) -> dict[str, JsonValue]:
        return _each(values, fields, lambda f, v: f.resolve_pattern(v, given), path, problems)

    changes = {
        "gold": judgment(gold.gold, "gold"),
        "also_accept": tuple(
            judgment(values, "also_accept", n) for n, values in enumerate(gold.also_accept)
        ),
        "tempting": tuple(
            one.model_copy(update={"value": judgment(one.value, "tempting", n, "value")})
            for n, one in enumerate(gold.tempting)
        ),
        "critical": tuple(
            one.model_copy(update={"when": pattern(one.when, "critical", n, "when")})
            for n, one in enumerate(gold.critical)
        ),
    }
    return Resolved(gold.model_copy(update=changes), problems)


def _each(
    values: Mapping[str, JsonValue],
    fields: Sequence[Field],
    resolve: Callable[[Field, JsonValue], JsonValue],
    path: Path,
    problems: list[tuple[Path, str]],
) -> dict[str, JsonValue]:
    found = dict(values)
    for field in fields:
        if field.name in found:
            try:
                found[field.name] = resolve(field, found[field.name])
            except AuthoredError as error:
                where = (*path, field.name)
                problems += [(where, f"{field.name}: {said}") for said in error.messages]
    return found
