"""Where a fault, or something that only looks like one, could be put into a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.generators.tools.goal import solved
from grader.generators.tools.mem import Mem, UnknownError
from grader.generators.tools.plan import Plant
from grader.generators.tools.schema import Arg
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import day_of
from grader.generators.tools.story import Need, Source, Start
from grader.generators.tools.world import State


def faults(setting: Setting, start: Start) -> list[Plant]:
    """Return every fault that could be planted in a case, each with what it should be judged as."""
    mem, _ = solved(setting, start)
    found: list[Plant] = []
    for need in start.story.needs:
        if not mem.has(need.key):
            if (need.after and need.turns) or (need.consent is not None and need.consent(mem)):
                found.append(Plant("order", "early", need.key, hard=2, ends="failed"))
            continue
        if need.optional:
            continue
        faulty = [*_of_arguments(setting, start, need, mem), *_of_tool(setting, start, need)]
        # A change that rests on a faulty check: early, or an error carried on? People would differ.
        check = any(need.key in other.after for other in start.story.needs)
        found += [plant for plant in faulty if not check or plant.ends == "flawed"]
        found += _of_time(setting, start, need, mem)
        found += _of_reading(setting, start, need, mem)
    last = [need.key for need in start.story.needs if mem.has(need.key)][-1]
    for number in range(len(setting.words.invents)):
        found.append(Plant("invented_result", "invent", last, value=number, hard=3, ends="failed"))
    return found


def decoys(setting: Setting, start: Start) -> list[Plant]:
    """Return what could be put into a case that looks like a fault and is none."""
    mem, _ = solved(setting, start)
    found = []
    for need in start.story.needs:
        if not mem.has(need.key):
            continue
        if need.optional:
            found.append(Plant("none", "verify", need.key, ends="clean"))
            continue
        if not need.page:
            found.append(Plant("none", "busy", need.key, ends="clean"))
        for name, source in need.args.items():
            arg = setting.words.tools[need.tool].args[name]
            if setting.words.tools[need.tool].changes or source.echo or not source.ask:
                continue
            text = source.get(mem)
            named = arg.kind == "text" and not arg.form and text.replace(" ", "").isalpha()
            if named and text != text.lower():
                lower = text.lower()
                found.append(Plant("none", "case", need.key, arg=name, value=lower, ends="clean"))
        for name, arg in setting.words.tools[need.tool].args.items():
            if arg.optional and arg.default is not None and name not in need.args:
                found.append(
                    Plant("none", "default", need.key, arg=name, value=arg.default, ends="clean")
                )
    return found


def left_out(start: Start, mem: Mem) -> list[Plant]:
    """Return the parts of a request that an assistant could silently leave undone."""
    return [
        Plant("none", "left_out", need.key, hard=4, ends="failed")
        for need in start.story.needs
        if need.left_out and mem.has(need.key)
    ]


def _of_arguments(setting: Setting, start: Start, need: Need, mem: Mem) -> Iterator[Plant]:
    tool = setting.words.tools[need.tool]
    again = need.replaces or not tool.changes
    for name, arg in tool.args.items():
        source = need.args.get(name)
        if source is None:
            if arg.optional and arg.narrows:
                yield from _added(need, name, arg, again=again)
            continue
        right = source.get(mem)
        yield from _mistyped(need, name, arg, right, start.state)
        if not arg.optional:
            yield Plant("missing_argument", "required", need.key, arg=name, mends=True, hard=1)
        elif source.loses and right != arg.default:
            if again:
                yield Plant("missing_argument", "condition", need.key, arg=name, mends=True, hard=2)
            if source.echo:
                yield Plant(
                    "missing_argument",
                    "condition",
                    need.key,
                    arg=name,
                    hard=4,
                    ends="failed",
                    believes=source.belief(mem),
                    misreads=True,
                )
        yield from _wrong(start, need, name, source, mem, again=again)


def _mistyped(need: Need, name: str, arg: Arg, right: Any, state: State) -> Iterator[Plant]:
    def plant(key: str, value: Any, hard: int) -> Plant:
        return Plant(
            "mistyped_argument",
            "mistyped",
            need.key,
            arg=name,
            value=(key, value),
            mends=True,
            hard=hard,
        )

    if arg.kind == "date":
        year, month, day = right.split("-")
        yield plant(name, f"{day}/{month}/{year}", 1)
        yield plant(name, f"{day}.{month}.{year}", 1)
        yield plant(name, f"{day_of(right)} {year}", 1)
    elif arg.kind == "time":
        hour, minute = int(right[:2]), right[3:]
        yield plant(name, f"{(hour - 1) % 12 + 1}:{minute} {'am' if hour < 12 else 'pm'}", 1)
        yield plant(name, f"{hour}.{minute}", 2)
    elif arg.kind == "whole":
        if state.get("lenient"):
            yield Plant(
                "mistyped_argument",
                "mistyped",
                need.key,
                arg=name,
                value=(name, str(right)),
                hard=4,
            )
        else:
            yield plant(name, str(right), 2)
    elif arg.kind == "flag":
        yield plant(name, "yes" if right else "no", 2)
    for stray in arg.strays:
        yield plant(name, stray, 2)
    for alias in arg.aliases:
        yield plant(alias, right, 2)


def _wrong(
    start: Start, need: Need, name: str, source: Source, mem: Mem, *, again: bool
) -> Iterator[Plant]:
    try:
        values = [value for value in source.wrong(mem) if value is not None]
    except (UnknownError, KeyError, IndexError):
        return
    right = source.get(mem)
    for rank, value in enumerate(values[:3]):
        if value == right:
            continue
        near = 4 if rank == 0 else 3
        if again and source.mends:
            yield Plant(
                "wrong_argument",
                "value",
                need.key,
                arg=name,
                value=value,
                mends=True,
                hard=near - 2,
            )
        if _passed_later(start, need, source, mem):
            continue
        if source.echo:
            yield Plant(
                "wrong_argument",
                "value",
                need.key,
                arg=name,
                value=value,
                hard=near,
                ends="failed",
                believes=source.belief(mem),
                misreads=True,
            )
        if source.echo and source.honest:
            yield Plant(
                "wrong_argument",
                "value",
                need.key,
                arg=name,
                value=value,
                hard=near - 1,
                ends="failed",
            )


def _added(need: Need, name: str, arg: Arg, *, again: bool) -> Iterator[Plant]:
    values: tuple[Any, ...] = arg.values
    if arg.kind == "flag":
        values = (not arg.default,)
    for value in values:
        if value != arg.default:
            if again:
                yield Plant(
                    "wrong_argument", "added", need.key, arg=name, value=value, mends=True, hard=2
                )
            yield Plant(
                "wrong_argument", "added", need.key, arg=name, value=value, hard=4, ends="failed"
            )


def _passed_later(start: Start, need: Need, source: Source, mem: Mem) -> bool:
    """Return whether a later call passes on the same thing, so that the error could be counted twice."""
    keys = [one.key for one in start.story.needs]
    for other in start.story.needs[keys.index(need.key) + 1 :]:
        if not mem.has(other.key) or other.optional:
            continue
        for one in other.args.values():
            if (source.ask and one.ask == source.ask) or (source.fact and one.fact == source.fact):
                return True
    return False


def _of_tool(setting: Setting, start: Start, need: Need) -> Iterator[Plant]:
    if need.lookalike is not None:
        if setting.words.noticed.get(need.key):
            yield Plant("wrong_tool", "lookalike", need.key, mends=True, hard=2)
        if need.lookalike.takes:
            yield Plant("wrong_tool", "lookalike", need.key, hard=4, ends="failed", misreads=True)
    for name, served in start.story.ghosts.items():
        if served == need.key:
            yield Plant("wrong_tool", "ghost", need.key, value=name, mends=True, hard=2)


def _of_time(setting: Setting, start: Start, need: Need, mem: Mem) -> Iterator[Plant]:
    if need.after and need.turns and all(mem.has(key) for key in need.after):
        yield Plant("order", "early", need.key, hard=3)
    story = start.story
    changes = setting.words.tools[need.tool].changes
    keys = [one.key for one in story.needs if mem.has(one.key) and not one.optional]
    later = keys[keys.index(need.key) + 1 :]
    if not changes:
        yield Plant("redundant", "repeat", need.key, hard=1)
        if later and not any(setting.words.tools[story.need(k).tool].changes for k in later):
            yield Plant("redundant", "late", need.key, hard=3)
    for number, extra in enumerate(story.extras):
        if extra.after == need.key:
            yield Plant("redundant", "extra", need.key, value=number, hard=3, ends="failed")


def _of_reading(setting: Setting, start: Start, need: Need, mem: Mem) -> Iterator[Plant]:
    if need.page:
        yield Plant("misread_result", "part", need.key, hard=4, ends="failed")
    for slip in need.slips:
        try:
            wrong = slip.believes(mem)
        except (UnknownError, KeyError, IndexError, ValueError, StopIteration):
            wrong = None
        if not wrong:
            continue
        if not slip.passing or set(wrong) & set(start.story.asked):
            yield Plant(
                "misread_result",
                "slip",
                need.key,
                value=slip.kind,
                believes=wrong,
                hard=slip.hard,
                ends="failed",
                misreads=True,
            )
        if slip.passing and need.key in setting.words.reads:
            yield Plant(
                "misread_result",
                "slip",
                need.key,
                value=slip.kind,
                believes=wrong,
                interim=True,
                hard=slip.hard,
                misreads=True,
            )
