"""A setting: its tools and handlers, a maker of cases, and its authored words, checked when loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic import Field as Setting_

from grader.errors import QualprepError
from grader.generators.tools.schema import Tool
from grader.generators.tools.speech import Line, slots, unknown_formats
from grader.generators.tools.story import StartMaker
from grader.generators.tools.world import Handler
from grader.strict_yaml import loads


class Invention(BaseModel):
    """Something that a smooth answer adds and that no result bears out.

    Attributes:
        says: The wordings; each says what the user need not do because of it.
        topic: The words for it, none of which may stand anywhere else on the page.
        needs: The facts that must be believed for it to make sense.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: tuple[str, ...] = Setting_(min_length=1)
    topic: tuple[str, ...] = Setting_(min_length=1)
    when: Mapping[str, Any] = {}


class Block(BaseModel):
    """One stretch of an answer: the first line that fits is said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: tuple[Line, ...] = Setting_(min_length=1)


class Words(BaseModel):
    """All that is written for a setting.

    Attributes:
        domain: As an item names it.
        money: The sign before an amount.
        head: What stands above the tools, if anything.
        tools: The tools in the order of the page.
        context: Wordings of what the assistant was given.
        requests: Wordings of the request, in several voices.
        leads: What the assistant announces before it meets a need.
        reads: What it says of a result: for each need, the first line that fits.
        answers: Several ways to build an answer, each a row of blocks.
        invents: Inventions.
        noticed: What is said when a look-alike's result is seen to be another thing, by need.
        extras: What the answer says of each unasked change, in the story's order.
        topics: What is asked for, in words, by the fact that answers it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    domain: str
    money: str = "€"
    head: str = ""
    tools: Mapping[str, Tool]
    context: tuple[str, ...] = Setting_(min_length=1)
    requests: tuple[str, ...] = Setting_(min_length=4)
    leads: Mapping[str, tuple[str, ...]] = {}
    reads: Mapping[str, tuple[Line, ...]] = {}
    answers: tuple[tuple[Block, ...], ...] = Setting_(min_length=2)
    invents: tuple[Invention, ...] = ()
    noticed: Mapping[str, tuple[str, ...]] = {}
    extras: tuple[tuple[str, ...], ...] = ()
    topics: Mapping[str, str] = {}


@dataclass(frozen=True)
class Setting:
    """One setting: its name, what its tools do, and how a case of it begins."""

    slug: str
    handlers: Mapping[str, Handler]
    start: StartMaker

    @cached_property
    def words(self) -> Words:
        """What is written for it.

        Raises:
            QualprepError: The file is not as it should be; says where.
        """
        return read_words(self.slug)


def read_words(slug: str) -> Words:
    """Return the words of a setting.

    Raises:
        QualprepError: The file is not as it should be; says where.
    """
    path = files("grader.generators.tools") / "worlds" / f"{slug}.yaml"
    return parse_words(path.read_text(encoding="utf-8"), f"{slug}.yaml")


def parse_words(text: str, name: str) -> Words:
    """Return words from the text of a file.

    Raises:
        QualprepError: They are not as they should be; says where.
    """
    document = loads(text, name=name)
    if document.problems:
        raise _unusable(name, "; ".join(map(str, document.problems)))
    try:
        return Words.model_validate(_as_lines(document.data))
    except ValidationError as error:
        where = "; ".join(
            f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:4]
        )
        raise _unusable(name, where) from error


def check(setting: Setting) -> None:
    """Make sure that a setting's words speak only of what its story knows.

    Raises:
        QualprepError: They speak of something else; says of what, and where.
    """
    words, start = setting.words, setting.start(np.random.default_rng(0))
    story = start.story
    keys = {need.key for need in story.needs}
    wrong = [
        f"tools: no handler for {name}" for name in words.tools.keys() - setting.handlers.keys()
    ]
    wrong += [
        f"tools: {need.tool} is not described"
        for need in story.needs
        if need.tool not in words.tools
    ]
    for where, given in (
        ("leads", words.leads),
        ("reads", words.reads),
        ("noticed", words.noticed),
    ):
        wrong += [f"{where}: the story has no need {key!r}" for key in given.keys() - keys]
    lines = [line for several in words.reads.values() for line in several]
    lines += [line for form in words.answers for block in form for line in block.lines]
    said = [text for line in lines for text in line.says]
    said += [
        text for several in (*words.leads.values(), *words.noticed.values()) for text in several
    ]
    said += [*words.context, *(text for one in words.extras for text in one)]
    said += [text for one in words.invents for text in one.says]
    named = {*start.story.facts}
    named |= {f"ask.{key}" for key in start.asks} | {f"given.{key}" for key in start.given}
    wrong += [
        f"no fact {slot!r}: {text[:50]}"
        for text in said
        for slot in slots(text)
        if slot not in named
    ]
    asked = {*start.asks} | {f"given.{key}" for key in start.given}
    wrong += [
        f"requests: no words for {slot!r}"
        for text in words.requests
        for slot in slots(text)
        if slot not in asked
    ]
    wrong += [
        f"formats: there is no {form!r}: {text[:50]}"
        for text in (*said, *words.requests)
        for form in unknown_formats(text)
    ]
    wrong += [f"quotation marks inside: {text[:50]}" for text in said if '"' in text]
    left = [
        fact for need in story.needs if need.left_out for fact in need.facts if fact in story.asked
    ]
    wrong += [f"topics: nothing for {fact!r}" for fact in left if fact not in words.topics]
    if len(words.extras) != len(story.extras):
        wrong.append("extras: as many as the story has")
    if wrong:
        raise _unusable(f"{setting.slug}.yaml", "; ".join(sorted(wrong)[:5]))


def _as_lines(data: Any) -> Any:
    """Return the data with short forms written out: a text, a list of texts, or lines with conditions."""
    if not isinstance(data, dict):
        return data
    found = dict(data)
    found["reads"] = {need: _lines(given) for need, given in (data.get("reads") or {}).items()}
    found["answers"] = [
        [{"lines": _lines(block)} for block in form] for form in data.get("answers") or []
    ]
    return found


def _lines(given: Any) -> list[Any]:
    if isinstance(given, str):
        return [{"says": [given]}]
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        return [{"says": given}]
    return [one if isinstance(one, dict) else {"says": [one]} for one in given]


def _unusable(name: str, message: str) -> QualprepError:
    return QualprepError(
        what="A setting's words cannot be used.",
        where=f"grader/generators/tools/worlds/{name}",
        do=f"Mend it: {message}",
    )
