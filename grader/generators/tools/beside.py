"""Notes on calls without an error that look like one: fair repeats, mended calls, errors carried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.generators.tools import page
from grader.generators.tools.goal import solved
from grader.generators.tools.mem import Mem, UnknownError
from grader.generators.tools.notes import Case, Note, Quote, source_words, with_other
from grader.generators.tools.story import Source
from grader.generators.tools.world import BUSY, as_text


def decoy_notes(case: Case) -> list[Note]:
    """Return notes on what looks like an error and is none, what is planted before what just is so."""
    order = {"busy": 0, "verify": 1, "stated": 2, "case": 3}
    found = []
    for how, place, arg in sorted(case.judged.decoys, key=lambda one: (order[one[0]], one[1])):
        step = case.run.steps[place]
        slots = {
            "call": f"{{call_{place + 1}}}",
            "number": str(place + 1),
            "tool": step.call.tool,
            "arg": arg,
            "shown": page.quoted(step.call.args.get(arg), case.content),
            "shown_plain": page.bare(step.call.args.get(arg)),
            "snippet": page.snippet(step.call, arg),
        }
        if how == "busy":
            with_other(slots, place - 1)
            quote = Quote(f"call_{place}", BUSY)
        else:
            quote = Quote(f"call_{place + 1}", page.call_line(step.call))
        found.append(Note(how, place, "none", slots, (quote,)))
    return found


def plain_notes(case: Case) -> list[Note]:
    """Return notes on arguments of sound calls that have their source in the request or in a result."""
    found = []
    goal = solved(case.setting, case.start)[0]
    for place, (step, verdict) in enumerate(zip(case.run.steps, case.judged.verdicts, strict=True)):
        if verdict.error != "none" or step.call.failed or not case.judged.needs[place]:
            continue
        need = case.start.story.need(case.judged.needs[place])
        for name, source in need.args.items():
            if not (source.ask or source.fact) or not _is_right(source, goal, step.call.args, name):
                continue
            full, plain = source_words(case, place, source, step.call.args[name])
            if not full.startswith("the request needs"):
                found.append(_plain(case, place, name, full, plain))
    return found


def _is_right(source: Source, goal: Mem, args: Mapping[str, Any], name: str) -> bool:
    try:
        return bool(source.get(goal) == args.get(name))
    except UnknownError:
        return False


def _plain(case: Case, place: int, name: str, full: str, plain: str) -> Note:
    call = case.run.steps[place].call
    shown = call.args[name]
    slots = {
        "call": f"{{call_{place + 1}}}",
        "number": str(place + 1),
        "tool": call.tool,
        "arg": name,
        "shown": page.quoted(shown, case.content),
        "shown_plain": page.bare(shown),
        "snippet": page.snippet(call, name),
        "source_low": full,
        "source_low_plain": plain,
    }
    quote = Quote(f"call_{place + 1}", f'"{name}": {as_text(shown)}')
    return Note("plain", place, "none", slots, (quote,))


def inherited(case: Case, mains: Sequence[Note]) -> list[Note]:
    """Return notes on calls that carry on what an error before them brought in."""
    births = [
        main.call
        for main in mains
        if main.error not in ("redundant", "order", "invented_result", "mistyped_argument")
    ]
    if not births:
        return []
    goal = solved(case.setting, case.start)[0]
    found = []
    for place in range(min(births) + 1, len(case.run.steps)):
        call = case.run.steps[place].call
        if case.judged.verdicts[place].error != "none" or call.failed:
            continue
        wanted = []
        for need in case.start.story.needs:
            if need.tool == call.tool:
                try:
                    wanted.append({name: one.get(goal) for name, one in need.args.items()})
                except UnknownError:
                    wanted.append({})
        if wanted and not any(_within(args, call.args) for args in wanted):
            slots = {"call": f"{{call_{place + 1}}}", "number": str(place + 1)}
            quote = Quote(f"call_{place + 1}", page.call_line(call))
            found.append(Note("inherited", place, "none", slots, (quote,)))
    return found


def _within(wanted: Mapping[str, Any], passed: Mapping[str, Any]) -> bool:
    """Return whether a call passes what a sound run would, capitals and defaults apart."""
    return all(
        str(passed.get(name, value)).casefold() == str(value).casefold()
        for name, value in wanted.items()
    )


def mended(case: Case, mains: Sequence[Note]) -> list[Note]:
    """Return notes on calls that put the one before them right."""
    found = []
    judged = case.judged
    for main in mains:
        place = main.call + 1
        early = main.error in ("redundant", "order", "misread_result", "invented_result")
        if early or place >= len(case.run.steps) or judged.verdicts[place].error != "none":
            continue
        if judged.needs[place] and judged.needs[place] == judged.needs[main.call]:
            slots = {"call": f"{{call_{place + 1}}}", "number": str(place + 1)}
            with_other(slots, main.call)
            quote = Quote(f"call_{place + 1}", page.call_line(case.run.steps[place].call))
            found.append(Note("mended", place, "none", slots, (quote,)))
    return found
