"""From a finding to its slots: which words show it, and where the right value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.generators.tools import page
from grader.generators.tools.goal import solved
from grader.generators.tools.play import Run
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import capital, day_of
from grader.generators.tools.story import Need, Source, Start
from grader.generators.tools.verdicts import Finding, Judged
from grader.generators.tools.world import as_text


class Quote(NamedTuple):
    """Words on the page."""

    part: str
    words: str


@dataclass(frozen=True)
class Note:
    """One thing to be explained.

    Attributes:
        how: The key of its words.
        call: The call's place, from 0.
        error: The error's name, "none" for what only looks like one.
        slots: What the words speak of.
        quotes: The words on the page that show it.
    """

    how: str
    call: int
    error: str
    slots: Mapping[str, str]
    quotes: tuple[Quote, ...]


class Case(NamedTuple):
    """A run with everything that is known of it."""

    setting: Setting
    start: Start
    run: Run
    judged: Judged
    content: Mapping[str, str]


def main_notes(case: Case) -> list[Note]:
    """Return a note for each call that has an error, by the finding that names it."""
    found = []
    for place, verdict in enumerate(case.judged.verdicts):
        if verdict.error != "none":
            finding = next(
                f for f in case.judged.findings if f.call == place and f.error == verdict.error
            )
            found.append(note(case, finding))
    return found


def misread_besides(case: Case, main: Note) -> Finding | None:
    """Return the misreading of a call whose error is named otherwise."""
    for finding in case.judged.findings:
        same = finding.call == main.call and finding.error != main.error
        if same and finding.error == "misread_result":
            return finding
    return None


def note(case: Case, finding: Finding) -> Note:
    """Return the note of a finding."""
    step = case.run.steps[finding.call]
    need = case.start.story.need(finding.need) if finding.need else None
    slots = {
        "call": f"{{call_{finding.call + 1}}}",
        "number": str(finding.call + 1),
        "tool": step.call.tool,
        "arg": finding.arg,
        "shown": page.quoted(finding.shown, case.content),
        "shown_plain": page.bare(finding.shown),
        "right": page.quoted(finding.right, case.content),
        "right_plain": page.bare(finding.right),
        "wants": page.plain(str(finding.right)),
        "wants_short": _short(page.plain(str(finding.right))),
        "snippet": page.snippet(step.call, finding.arg),
        "sentence": "",
    }
    part = f"call_{finding.call + 1}"
    quotes: list[Quote] = []
    how = finding.how
    if finding.sentence:
        slots["sentence"] = page.piece(finding.sentence, spoken(finding.shown))
        slots["sentence_short"] = page.shortened(slots["sentence"])
        quotes.append(Quote(_where_said(case, finding), slots["sentence"]))
    if how == "mistyped":
        how = _mistyped(case, finding, slots)
        shown = f'"{finding.arg}": {as_text(finding.shown)}'
        if how == "named":
            shown = f'"{finding.arg}": {as_text(step.call.args[finding.arg])}'
        quotes.append(Quote(part, shown))
    elif how in ("value", "added"):
        quotes.append(Quote(part, f'"{finding.arg}": {as_text(finding.shown)}'))
    elif how in ("slip", "part"):
        values = [] if how == "part" else [finding.right]
        slots["snippet"] = page.result_snippet(step.call, values)
        if how == "part":
            slots["part_quote"] = _part_words(step.call.result)
            slots["snippet"] = slots["part_quote"]
            quotes.append(Quote(part, slots["part_quote"]))
        else:
            quotes.append(Quote(part, slots["snippet"]))
    elif how == "invent":
        slots["snippet"] = page.result_snippet(step.call)
    else:
        quotes.append(Quote(part, page.call_line(step.call)))
    if how in ("value", "condition") and need is not None:
        _with_source(case, finding, need, slots)
    if how == "condition":
        arg = case.setting.words.tools[step.call.tool].args[finding.arg]
        slots["default"] = page.plain(arg.default_in_words())
    if how in ("repeat", "late"):
        how = "repeat"
        with_other(slots, finding.shown)
    if how == "lookalike" and need is not None and need.lookalike is not None:
        slots["quote"] = need.lookalike.quote
        quotes.append(Quote("tools", need.lookalike.quote))
    if how in ("early", "unagreed") and need is not None:
        _with_demand(case, finding, need, slots, quotes)
    if how == "slip" and need is not None:
        how = _slip_kind(case, finding)
    return Note(how, finding.call, finding.error, slots, tuple(quotes))


def _short(wants: str) -> str:
    """Return what a schema wants without the list of its values."""
    return "a value of its own list" if wants.startswith("one of") else wants


def spoken(value: Any) -> list[str]:
    """Return the ways in which a value may stand in a sentence."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [f"{value:,.2f}", f"{value / 100:,.2f}", page.bare(value), as_text(value)]
    text = str(value)
    ways = [text, text.replace("_", " ")]
    if len(text) >= 10 and text[4:5] == "-" and text[7:8] == "-":
        ways.insert(0, day_of(text))
    return ways


def with_other(slots: dict[str, str], place: int) -> None:
    """Name the other call that a note speaks of."""
    slots["other"] = f"{{call_{place + 1}}}"
    slots["other_number"] = str(place + 1)


def _mistyped(case: Case, finding: Finding, slots: dict[str, str]) -> str:
    call = case.run.steps[finding.call].call
    tool = case.setting.words.tools[call.tool]
    if finding.right == "is no argument":
        meant = [
            name
            for name, arg in tool.args.items()
            if finding.arg in arg.aliases and name not in call.args
        ]
        slots |= {"shown": finding.arg, "shown_plain": finding.arg, "arg": meant[0]}
        slots["snippet"] = page.snippet(call, finding.arg)
        return "named"
    return "mistyped" if call.failed else "let_pass"


def _with_source(case: Case, finding: Finding, need: Need, slots: dict[str, str]) -> None:
    full, plain = source_words(case, finding.call, need.args[finding.arg], finding.right)
    slots["source"] = capital(full)
    slots["source_low"], slots["source_low_plain"] = full, plain


def source_words(case: Case, before: int, source: Source, right: Any) -> tuple[str, str]:
    """Return where the right value of an argument comes from, with and without references to calls."""
    said = page.plain(case.start.asks[source.ask].words) if source.ask else ""
    if said and said in page.plain(case.run.request):
        words = f'the user says "{said}"'
        if source.base:
            words += f" (counted from {_goal_fact(case, source.base)})"
        return words, words
    if source.fact:
        tool = case.start.story.need(case.start.story.home[source.fact]).tool
        places = [
            n
            for n, step in enumerate(case.run.steps[:before])
            if step.call.tool == tool and not step.call.failed
        ]
        if places:
            number = max(places) + 1
            full = f"by the result of {{call_{number}}} it is {page.quoted(right, case.content)}"
            return full, f"by the result of call {number} it is {page.bare(right)}"
    if source.given:
        return (f"the given facts have {page.bare(right)}",) * 2
    return (f"the request needs {page.bare(right)}",) * 2


def _goal_fact(case: Case, name: str) -> str:
    return page.bare(solved(case.setting, case.start)[0].fact(name))


def _with_demand(
    case: Case, finding: Finding, need: Need, slots: dict[str, str], quotes: list[Quote]
) -> None:
    kind, key = need.because
    if kind == "ask":
        words, part, lead = case.start.asks[key].words, "prompt", "the user says"
    elif kind == "given":
        words, part, lead = str(case.start.given[key]), "context", "the given facts say"
    else:
        words, part, lead = key, "tools", "the description says"
    words = page.plain(words).rstrip(".")
    slots["demand"] = f'{lead[:1].upper()}{lead[1:]} "{words}"'
    slots["demand_plain"] = f'{lead} "{words}"'
    quotes.append(Quote(part, words))
    if need.after:
        tools = [case.start.story.need(key).tool for key in need.after]
        place = next(
            n
            for n in range(finding.call + 1, len(case.run.steps))
            if case.run.steps[n].call.tool in tools
        )
        with_other(slots, place)


def _slip_kind(case: Case, finding: Finding) -> str:
    for need in case.start.story.needs:
        for slip in need.slips:
            if need.key == finding.need and slip.kind in ("status", "sum", "empty"):
                try:
                    wrong = slip.believes(solved(case.setting, case.start)[0])
                except (LookupError, ValueError, TypeError):
                    continue
                if wrong and finding.fact in wrong:
                    return slip.kind
    return "slip"


def _where_said(case: Case, finding: Finding) -> str:
    if finding.in_answer:
        return "answer"
    for number, step in enumerate(case.run.steps, 1):
        if any(sentence.text == finding.sentence for sentence in step.said):
            return f"call_{number}"
    return "answer"


def _part_words(result: Any) -> str:
    if "pages" in result:
        return f'"page": {result["page"]}, "pages": {result["pages"]}'
    return '"more": true'
