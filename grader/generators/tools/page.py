"""The parts of an item as a learner sees them, and how their words are quoted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.generators.tools.play import Run, Step
from grader.generators.tools.schema import page as schema_page
from grader.generators.tools.setting import Words
from grader.generators.tools.speech import Sentence
from grader.generators.tools.world import Call, as_lines, as_text

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_PIECES = re.compile(r"(?<=[a-z0-9)*%][.!?])\s+|\n+")


def parts(words: Words, run: Run) -> dict[str, str]:
    """Return the content of an item, part by part."""
    content = {
        "tools": schema_page(words.tools, words.head),
        "context": run.context,
        "prompt": run.request.strip(),
    }
    for number, step in enumerate(run.steps, 1):
        content[f"call_{number}"] = call_part(step)
    content["answer"] = answer_part(run.answer, run.layout)
    return content


def call_part(step: Step) -> str:
    """Return a call with its result and the words around it."""
    blocks = [step.lead] if step.lead else []
    blocks += [
        f"```\n{call_line(step.call)}\n```",
        "Result:",
        f"```\n{as_lines(step.call.result)}\n```",
    ]
    if step.said:
        blocks.append(" ".join(sentence.text for sentence in step.said))
    return "\n\n".join(blocks)


def call_line(call: Call) -> str:
    """Return a call as it is written: the tool, and its arguments as JSON."""
    return f"{call.tool}({as_text(dict(call.args))})"


def answer_part(told: Sequence[Sentence], layout: str) -> str:
    """Return the answer; a list stands in a block of its own."""
    text = ""
    for sentence in told:
        said = sentence.text.strip()
        if text:
            before, here = text.rsplit("\n", 1)[-1].startswith("- "), said.startswith("- ")
            text += "\n" if before and here else "\n\n" if before or here else layout
        text += said
    return text


def plain(text: str) -> str:
    """Return words without the marks of Markdown, as they are seen."""
    return re.sub(r"\*\*?|`", "", text).strip()


def quoted(value: Any, content: Mapping[str, str]) -> str:
    """Return a value for a rationale: in quotation marks where it is a text that stands on the page."""
    if isinstance(value, str) and value and '"' not in value:
        if any(value in plain(part) for part in content.values()):
            return f'"{value}"'
        return value
    if isinstance(value, float):
        for written in (as_text(value), f"{value:.2f}"):
            whole = re.compile(rf"(?<![\d.]){re.escape(written)}(?!\d)")
            if any(whole.search(part) for part in content.values()):
                return written
        return bare(value)
    return as_text(value)


def bare(value: Any) -> str:
    """Return a value as a person would write it in running text."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.2f}".removesuffix(".00")
    if isinstance(value, list):
        return ", ".join(bare(one) for one in value)
    return as_text(value)


def piece(sentence: str, shown: Sequence[str], *, last: bool = False) -> str:
    """Return the part of what is said in which a value stands, without marks or bullets.

    Args:
        sentence: What is said.
        shown: The ways in which the value may stand there, the likeliest first.
        last: Whether to take the last such part where there are several.
    """
    pieces = [plain(one).removeprefix("- ") for one in _PIECES.split(sentence) if plain(one)]
    for value in shown:
        for one in reversed(pieces) if last else pieces:
            if value and value in one:
                return one.rstrip(".!?:")
    return pieces[0].rstrip(".!?:")


def shortened(text: str, most: int = 11) -> str:
    """Return the beginning of a quote, up to so many words."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]).rstrip(",;:") + " ..."


def snippet(call: Call, arg: str = "") -> str:
    """Return a stretch of the call as written, around an argument, of four words at least."""
    whole = call_line(call)
    entries = [f'"{name}": {as_text(value)}' for name, value in call.args.items()]
    names = list(call.args)
    first = names.index(arg) if arg in names else 0
    last = first
    while entries and count(", ".join(entries[first : last + 1])) < 4:
        if last + 1 < len(entries):
            last += 1
        elif first:
            first -= 1
        else:
            break
    found = ", ".join(entries[first : last + 1])
    if count(whole) < 4 and call.failed:
        return f'{whole} (result: "{call.result["error"]}")'
    if count(found) < 4 or (not arg and len(whole) <= 70):
        return whole
    return found if arg else f"{call.tool} with {found}"


def result_snippet(call: Call, values: Sequence[Any] = (), width: int = 46) -> str:
    """Return a stretch of a result in which a value stands, of four words at least if there are as many."""
    whole = " ".join(as_lines(call.result).split())
    start = 0
    for value in values:
        place = whole.find(as_text(value))
        if place >= 0:
            start = whole.rfind('"', 0, max(0, whole.rfind('": ', 0, place + 1)))
            break
    stretch = whole[max(start, 0) :]
    pieces = re.split(r"(?<=,) ", stretch)
    taken = pieces[0]
    for more in pieces[1:]:
        if count(taken) >= 4:
            break
        taken += f" {more}"
    return taken.strip(" ,[{}]")[: width * 2]


def count(text: str) -> int:
    """Return how many words a quote is read as."""
    return len(_WORD.findall(text))
