"""From a finding to its slots: which words show it, what it goes against, where the right value comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.generators.tools import page
from grader.generators.tools.oracle import Finding, Judged, solved
from grader.generators.tools.play import Run
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import day_of
from grader.generators.tools.story import Need, Source, Start, Unknown
from grader.generators.tools.world import BUSY, as_text


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
        _with_other(slots, finding.shown)
    if how == "lookalike" and need is not None and need.lookalike is not None:
        slots["quote"] = need.lookalike.quote
        quotes.append(Quote("tools", need.lookalike.quote))
    if how in ("early", "unagreed") and need is not None:
        _with_demand(case, finding, need, slots, quotes)
    if how == "slip" and need is not None:
        how = _slip_kind(case, finding)
    return Note(how, finding.call, finding.error, slots, tuple(quotes))


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
            _with_other(slots, place - 1)
            quote = Quote(f"call_{place}", BUSY)
        else:
            quote = Quote(f"call_{place + 1}", page.call_line(step.call))
        found.append(Note(how, place, "none", slots, (quote,)))
    return found


def plain_notes(case: Case) -> list[Note]:
    """Return notes on arguments of sound calls that have their source in the request."""
    found = []
    for place, (step, verdict) in enumerate(zip(case.run.steps, case.judged.verdicts, strict=True)):
        if verdict.error != "none" or step.call.failed:
            continue
        for need in case.start.story.needs:
            if need.tool != step.call.tool:
                continue
            for name, source in need.args.items():
                said = case.start.asks[source.ask].words if source.ask else ""
                shown = step.call.args.get(name)
                if shown is None or not said or said not in case.run.request or shown == said:
                    continue
                if case.start.asks[source.ask].value != shown:
                    continue
                found.append(_plain(case, place, name, shown, said))
    return found


def _plain(case: Case, place: int, name: str, shown: Any, said: str) -> Note:
    call = case.run.steps[place].call
    slots = {
        "call": f"{{call_{place + 1}}}",
        "number": str(place + 1),
        "tool": call.tool,
        "arg": name,
        "shown": page.quoted(shown, case.content),
        "shown_plain": page.bare(shown),
        "snippet": page.snippet(call, name),
        "source_low": f'the user says "{page.plain(said)}"',
        "source_low_plain": f'the user says "{page.plain(said)}"',
    }
    quote = Quote(f"call_{place + 1}", f'"{name}": {as_text(shown)}')
    return Note("plain", place, "none", slots, (quote,))


def inherited(case: Case, mains: Sequence[Note]) -> list[Note]:
    """Return notes on calls that carry on what an error before them brought in."""
    births = [
        main.call for main in mains
        if main.error not in ("redundant", "order", "invented_result", "mistyped_argument")
    ]  # fmt: skip
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
                except Unknown:
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
            _with_other(slots, main.call)
            quote = Quote(f"call_{place + 1}", page.call_line(case.run.steps[place].call))
            found.append(Note("mended", place, "none", slots, (quote,)))
    return found


def _with_other(slots: dict[str, str], place: int) -> None:
    slots["other"] = f"{{call_{place + 1}}}"
    slots["other_number"] = str(place + 1)


def _mistyped(case: Case, finding: Finding, slots: dict[str, str]) -> str:
    call = case.run.steps[finding.call].call
    tool = case.setting.words.tools[call.tool]
    if finding.right == "is no argument":
        meant = [
            name for name, arg in tool.args.items()
            if finding.arg in arg.aliases and name not in call.args
        ]  # fmt: skip
        slots |= {"shown": finding.arg, "shown_plain": finding.arg, "arg": meant[0]}
        slots["snippet"] = page.snippet(call, finding.arg)
        return "named"
    return "mistyped" if call.failed else "let_pass"


def _with_source(case: Case, finding: Finding, need: Need, slots: dict[str, str]) -> None:
    source: Source = need.args[finding.arg]
    right, bare = slots["right"], slots["right_plain"]
    said = page.plain(case.start.asks[source.ask].words) if source.ask else ""
    if said and said in page.plain(case.run.request):
        full = plain = f'the user says "{said}"'
    elif source.fact:
        home = case.start.story.home[source.fact]
        tool = case.start.story.need(home).tool
        place = max(
            n for n, step in enumerate(case.run.steps[: finding.call])
            if step.call.tool == tool and not step.call.failed
        )  # fmt: skip
        full = f"by the result of {{call_{place + 1}}} it is {right}"
        plain = f"by the result of call {place + 1} it is {bare}"
    elif source.given:
        full = plain = f"the given facts have {bare}"
    else:
        full = plain = f"the request needs {bare}"
    slots["source"] = full[:1].upper() + full[1:]
    slots["source_low"], slots["source_low_plain"] = full, plain


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
            n for n in range(finding.call + 1, len(case.run.steps))
            if case.run.steps[n].call.tool in tools
        )  # fmt: skip
        _with_other(slots, place)


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
