"""A run as it stands on the page, and the words on it that decide."""

from __future__ import annotations

import re

from pydantic import JsonValue

from grader.generators.agents.making import Made
from grader.generators.agents.run import Report, Step

_MARKS = re.compile(r"[`*]")
"""What the page does not show as letters."""


def content(made: Made) -> dict[str, JsonValue]:
    """Return the parts of an item: the task, its rules, each step, and the state where it is needed."""
    case, run = made.case, made.run
    parts: dict[str, JsonValue] = {"goal": case.goal}
    if case.policy:
        parts["policy"] = case.policy
    for step in run.steps:
        parts[f"step_{step.number}"] = page(step)
    shown = case.needs_state or made.draw.rng.random() < 0.6
    state = case.state(run.steps[-1].after)
    if shown and state:
        parts["state"] = state
    return parts


def page(step: Step) -> str:
    """Return a step as Markdown: the thought, the call, the output; or the message to the user."""
    if step.report is not None:
        lines = [f"> {line}".rstrip() for line in step.report.text.split("\n")]
        return "Message to the user:\n\n" + "\n".join(lines)
    assert step.call is not None
    assert step.result is not None
    blocks = [step.thought, _fenced(step.call.text()), "Output:", _fenced(step.result.output)]
    return "\n\n".join(block for block in blocks if block)


def quoted(made: Made, event: str) -> list[JsonValue]:
    """Return the decisive words on the page: the calls of an event's steps, the end of the report."""
    found: list[JsonValue] = []
    numbers = [one.step for one in made.run.planted if one.event == event]
    if "trouble" in made.run.noted and not numbers:
        numbers = [made.run.noted["trouble"]]
    for number in dict.fromkeys(numbers[:2]):
        step = made.run.steps[number - 1]
        if step.call is not None:
            found.append({"part": f"step_{number}", "quote": step.call.text()})
        elif step.report is not None:
            said = _false_sentence(made, step.report)
            found.append({"part": f"step_{number}", "quote": _MARKS.sub("", said)})
    return found


def _false_sentence(made: Made, report: Report) -> str:
    """Return the first sentence that says what is not so, or the first of all."""
    false = made.verdict.reading.false
    for sentence, claims in report.sentences:
        keys = {claim.key for claim in claims}
        if keys & false or ("*" in keys and any(map(made.case.spec.outside, false))):
            return sentence
    return report.sentences[0][0]


def _fenced(text: str) -> str:
    return f"```\n{text}\n```"
