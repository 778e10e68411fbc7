"""What an assistant says between calls whatever the setting: of a refusal, of a slip that it sees itself."""

from __future__ import annotations

from collections.abc import Mapping

from grader.generators.tools.mem import Mem
from grader.generators.tools.plan import Plant
from grader.generators.tools.schema import Arg, Tool
from grader.generators.tools.speech import choose, said
from grader.generators.tools.story import Need
from grader.generators.tools.world import Chance

_ONCE_MORE = (
    "",
    "",
    "I'll try once more.",
    "The system was busy, so again.",
    "One more try.",
    "That didn't get through; I'll repeat it.",
)
_REFUSED: Mapping[str, tuple[str, ...]] = {
    "date": (
        "The date has to be written the other way round.",
        "I'll pass the date in the other form.",
        "It wants the year first. Again:",
        "Wrong form of the date, so once more.",
    ),
    "time": (
        "The time has to be written differently.",
        "I'll write the time the way it wants it.",
        "Once more, with the time in its own form.",
    ),
    "number": (
        "It wants a plain number there.",
        "That has to be a number. Again:",
        "I'll pass it as a figure.",
    ),
    "one_of": (
        "It has words of its own for that.",
        "That has to be one of its own values.",
        "I'll take the value from its list.",
    ),
    "text": (
        "It wants that in another form.",
        "I'll pass it the way it is asked for.",
        "Once more, in the form that it takes.",
    ),
    "name": (
        "That argument has another name here.",
        "I had the name of the argument wrong.",
        "It calls that something else. Again:",
    ),
    "required": (
        "Something is still missing there.",
        "I left one box empty.",
        "It needs one more detail.",
        "I'll add what is missing.",
    ),
    "ghost": (
        "I don't have such a tool.",
        "That one isn't there, so I'll take another.",
        "There is no such tool; I'll do it with what there is.",
    ),
    "condition": (
        "I left something out there. Once more, with what was asked.",
        "That was without the condition. Again:",
        "I forgot one of the conditions, so I'll ask again.",
    ),
}
_MENDED: Mapping[str, tuple[str, ...]] = {
    "date": (
        "That was for {wrong}; it has to be {right}.",
        "I passed {wrong} there. Again, for {right}:",
        "Wrong day: {right} was meant, not {wrong}.",
    ),
    "plain": (
        "That was {wrong}; it has to be {right}.",
        "I passed {wrong} there. Once more with {right}:",
        "It should be {right}, not {wrong}.",
    ),
    "other": (
        "I mixed something up there. Once more:",
        "That was the wrong one. Again:",
        "Not the one that was meant; I'll do it again.",
    ),
}


def once_more(chance: Chance) -> str:
    """Return what is said after "busy, please try again": often nothing."""
    return choose(chance, _ONCE_MORE)


def noticed(plant: Plant, need: Need, tools: Mapping[str, Tool], mem: Mem, chance: Chance) -> str:
    """Return what is said of a faulty call that is put right at once."""
    if plant.how in ("ghost", "required", "condition"):
        return choose(chance, _REFUSED[plant.how])
    arg = tools[need.tool].args[plant.arg]
    if plant.how == "mistyped":
        return choose(chance, _REFUSED["name" if plant.value[0] != plant.arg else _group(arg)])
    if plant.how == "added":
        return choose(chance, _MENDED["other"])
    right = need.args[plant.arg].get(mem)
    if arg.kind == "date":
        wrong, right = said(plant.value, "day", ""), said(right, "day", "")
        return choose(chance, _MENDED["date"]).format(wrong=wrong, right=right)
    if arg.kind in ("time", "whole", "number"):
        return choose(chance, _MENDED["plain"]).format(wrong=plant.value, right=right)
    return choose(chance, _MENDED["other"])


def _group(arg: Arg) -> str:
    if arg.kind in ("whole", "number"):
        return "number"
    return arg.kind if arg.kind in ("date", "time", "one_of") else "text"
