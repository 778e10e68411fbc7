"""The judgment of a run from what is on its page: schema check, replay, and what the request needs.

It is never told what was planted. Each call is run again in a fresh copy of the world; its tool and
arguments are held against the needs that are open when it is made; each claim of each sentence is held
against the results so far. Beliefs carry on, so that an error counts once, where it is born (clause 1.5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.generators.tools.goal import solved
from grader.generators.tools.mem import Mem, UnknownError
from grader.generators.tools.play import Run, Step
from grader.generators.tools.schema import Flaw
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import Claim, Sentence
from grader.generators.tools.story import Need, Start
from grader.generators.tools.verdicts import ERRORS, Finding, Judged, ReplayError, Verdict
from grader.generators.tools.world import BUSY, State, replay


def judge(setting: Setting, start: Start, run: Run) -> Judged:
    """Return the judgment of a run.

    Raises:
        ReplayError: A result shown is not the one that the world gives.
    """
    return _Judge(setting, start, run).judge()


class _Judge:
    def __init__(self, setting: Setting, start: Start, run: Run) -> None:
        self.setting, self.start, self.run, self.story = setting, start, run, start.story
        self.tools = setting.words.tools
        self.mem = Mem(start.asks, start.given, start.story.facts)
        self.verdicts = [Verdict() for _ in run.steps]
        self.needs = ["" for _ in run.steps]
        self.findings: list[Finding] = []
        self.decoys: list[tuple[str, int, str]] = []
        self.call_of: dict[str, int] = {}
        self.met: set[str] = set()
        self.taken: dict[str, int] = {}
        self.marked: set[str] = set()
        self.changed_at = -1
        self.outcome: list[Finding] = []

    def judge(self) -> Judged:
        calls = [(step.call.tool, step.call.args) for step in self.run.steps]
        again, state = replay(self.tools, self.setting.handlers, self.start.state, calls)
        for place, (shown, given) in enumerate(zip(self.run.steps, again, strict=True)):
            if shown.call.result != given.result:
                raise ReplayError(f"call {place + 1}: {shown.call.result} is not {given.result}")
        for place, step in enumerate(self.run.steps):
            self.judge_call(place, step)
            for sentence in step.said:
                self.judge_sentence(place, sentence, in_answer=False)
        last = len(self.run.steps) - 1
        for sentence in self.run.answer:
            self.judge_sentence(last, sentence, in_answer=True)
        overall = self.judge_whole(state)
        order = {name: place for place, name in enumerate(ERRORS)}
        found = sorted(self.findings, key=lambda one: (one.call, order[one.error]))
        for one in found:
            verdict = self.verdicts[one.call]
            if verdict.error == "none":
                verdict.error = one.error
            if one.error in ("misread_result", "invented_result"):
                verdict.interpretation = "wrong"
        return Judged(self.verdicts, overall, self.needs, found + self.outcome, self.decoys)

    # --- a call -----------------------------------------------------------------------------------

    def judge_call(self, place: int, step: Step) -> None:
        call, verdict = step.call, self.verdicts[place]
        if call.tool not in self.tools:
            verdict.selection = "wrong"
            meant = self.story.ghosts.get(call.tool, "")
            self.needs[place] = meant
            self.findings.append(Finding("wrong_tool", "ghost", place, meant, shown=call.tool))
            return
        tool = self.tools[call.tool]
        repeated = self.repeats(place)
        if repeated is not None:
            before = self.run.steps[repeated].call
            if before.result == {"error": BUSY}:
                self.decoys.append(("busy", place, ""))
            else:
                verdict.necessity = "wrong"
                how = "repeat" if repeated == place - 1 else "late"
                self.findings.append(Finding("redundant", how, place, shown=repeated))
                return
        flaws = tool.flaws(call.args)
        need, faults = self.meant(place, flaws)
        if need is None:
            self.judge_stray(place)
            return
        if need.lookalike is not None and call.tool != need.tool:
            verdict.selection = "wrong"
            self.needs[place] = need.key
            self.taken[need.key] = place
            self.findings.append(
                Finding("wrong_tool", "lookalike", place, need.key, shown=call.tool)
            )
            return
        self.needs[place] = need.key
        if faults:
            verdict.correctness = "wrong"
            self.findings.append(faults[0]._replace(call=place, need=need.key))
        if any(key not in self.met for key in self.due(need)):
            verdict.necessity = "early"
            self.findings.append(Finding("order", "early", place, need.key))
        elif need.consent is not None and need.consent(self.mem):
            verdict.necessity = "early"
            self.findings.append(Finding("order", "unagreed", place, need.key))
        if call.failed:
            return
        if tool.changes:
            self.changed_at = place
        self.mem.results[need.key] = call.result
        self.call_of[need.key] = place
        lasting = [one for one in faults if one.error != "mistyped_argument"]
        if not lasting:
            self.met.add(need.key)
            self.note(place, need, faults)

    def note(self, place: int, need: Need, faults: Sequence[Finding]) -> None:
        """Write down what looks like an error in a sound call."""
        if faults or self.verdicts[place].necessity != "right":
            return
        call = self.run.steps[place].call
        if need.optional:
            self.decoys.append(("verify", place, ""))
        for name, source in need.args.items():
            passed, right = call.args.get(name), source.get(self.mem)
            if (
                isinstance(passed, str)
                and passed != right
                and passed.casefold() == str(right).casefold()
            ):
                self.decoys.append(("case", place, name))
        for name, arg in self.tools[call.tool].args.items():
            if name not in need.args and name in call.args and call.args[name] == arg.default:
                self.decoys.append(("stated", place, name))

    def due(self, need: Need) -> list[str]:
        """Return the needs that must be met before this one and are wanted at all."""
        found = []
        for key in need.after:
            other = self.story.need(key)
            try:
                wanted = other.only_if is None or other.only_if(self.mem)
            except UnknownError:
                wanted = True
            if wanted:
                found.append(key)
        return found

    def repeats(self, place: int) -> int | None:
        """Return the latest same call with nothing changed since, if there is one."""
        call = self.run.steps[place].call
        for before in range(place - 1, self.changed_at - 1, -1):
            if before < 0:
                break
            other = self.run.steps[before].call
            if (other.tool, other.args) == (call.tool, call.args):
                return before
        return None

    def meant(self, place: int, flaws: Sequence[Flaw]) -> tuple[Need | None, list[Finding]]:
        """Return the open need that a call was made for, and what is wrong with its arguments."""
        call = self.run.steps[place].call
        best: tuple[int, Need, list[Finding]] | None = None
        for need in self.open():
            if need.tool == call.tool:
                faults = self.argument_faults(need, call.args, flaws)
                if faults is not None and (best is None or len(faults) < best[0]):
                    best = (len(faults), need, faults)
        if best is not None:
            return best[1], best[2]
        for need in self.open():
            alike = need.lookalike
            if alike is not None and alike.tool == call.tool and not flaws:
                try:
                    if dict(alike.args(self.mem)) == dict(call.args):
                        return need, []
                except UnknownError:
                    continue
        return None, []

    def open(self) -> list[Need]:
        """Return the needs that are not met and are wanted by what is believed now."""
        found = []
        for need in self.story.needs:
            if need.key in self.met or (need.key in self.taken and need.key in self.marked):
                continue
            try:
                if need.only_if is not None and not need.only_if(self.mem):
                    continue
            except UnknownError:
                pass
            found.append(need)
        return found

    def argument_faults(
        self, need: Need, args: Mapping[str, Any], flaws: Sequence[Flaw]
    ) -> list[Finding] | None:
        """Return what is wrong with arguments passed for a need, the first in the order of clause 3.7.

        None where a value that it depends on is not known yet.
        """
        tool = self.tools[need.tool]
        found = []
        for kind, error in (("mistyped", "mistyped_argument"), ("missing", "missing_argument")):
            how = "mistyped" if kind == "mistyped" else "required"
            found += [
                Finding(error, how, 0, arg=flaw.arg, shown=args.get(flaw.arg), right=flaw.wants)
                for flaw in flaws
                if flaw.kind == kind
            ]
        rejected = {flaw.arg for flaw in flaws}
        missing, wrong = [], []
        for name, arg in tool.args.items():
            source = need.args.get(name)
            if name in rejected:
                continue
            try:
                right = arg.default if source is None else source.get(self.mem)
            except UnknownError:
                return None
            if name not in args:
                if right != arg.default:
                    missing.append(
                        Finding("missing_argument", "condition", 0, arg=name, right=right)
                    )
                continue
            allowed = [right, *(source.free(self.mem) if source is not None else ())]
            if not any(_same(args[name], one) for one in allowed):
                how = "value" if source is not None else "added"
                wrong.append(
                    Finding("wrong_argument", how, 0, arg=name, shown=args[name], right=right)
                )
        return found + missing + wrong

    def judge_stray(self, place: int) -> None:
        """Judge a call that no open need asks for."""
        call, verdict = self.run.steps[place].call, self.verdicts[place]
        verdict.necessity = "wrong"
        how = "extra" if self.tools[call.tool].changes else "stray"
        if how == "extra" and not call.failed:
            self.changed_at = place
        self.findings.append(Finding("redundant", how, place, shown=call.tool))

    # --- a sentence -------------------------------------------------------------------------------

    def judge_sentence(self, place: int, sentence: Sentence, *, in_answer: bool) -> None:
        if sentence.invents:
            self.check_invented(sentence)
            self.findings.append(
                Finding(
                    "invented_result", "invent", place, sentence=sentence.text, in_answer=in_answer
                )
            )
        for claim in sentence.claims:
            self.adopt(sentence, claim)
            found = self.judge_claim(place, claim)
            if found is not None:
                self.findings.append(
                    found._replace(sentence=sentence.text, in_answer=in_answer, fact=claim.fact)
                )

    def adopt(self, sentence: Sentence, claim: Claim) -> None:
        """Believe all of the row that a sentence names by mistake, where it names one."""
        need = self.story.need(self.story.home[claim.fact])
        if need.key not in self.call_of:
            return
        for rows in need.rows:
            if claim.fact != rows.key:
                continue
            try:
                told = self.mem.told(claim.fact)
                said = {c.fact: c.value for c in sentence.claims if c.fact in rows.columns}
                row = rows.holding(self.mem, said)
            except UnknownError:
                continue
            if row is not None and claim.value not in (told, self.mem.believed.get(claim.fact)):
                self.mem.believed.update(
                    {name: value for name, value in row.items() if name not in said}
                )

    def check_invented(self, sentence: Sentence) -> None:
        """Make sure that nothing on the page speaks of what is invented."""
        page = [self.run.context, self.run.request]
        page += [tool.says for tool in self.tools.values()]
        page += [f"{step.call.result} {dict(step.call.args)}" for step in self.run.steps]
        whole = " ".join(page).casefold()
        for word in sentence.invents:
            if word.casefold() in whole:
                raise ReplayError(f"{self.setting.slug}: the page itself speaks of {word!r}")

    def judge_claim(self, place: int, claim: Claim) -> Finding | None:
        fact = self.story.facts[claim.fact]
        calls = [self.call_of[need] for need in fact.of if need in self.call_of]
        believed = self.mem.believed.get(claim.fact)
        if not calls:
            looked = [self.taken[need] for need in fact.of if need in self.taken]
            self.mem.believed[claim.fact] = claim.value
            if not looked:
                return Finding("invented_result", "unsaid", place, shown=claim.value)
            needs = [need for need in fact.of if need in self.taken]
            if set(needs) & self.marked:
                return None
            self.marked |= set(needs)
            return Finding("misread_result", "taken", looked[-1], needs[0], shown=claim.value)
        at = max(calls)
        if fact.whole is not None and not fact.whole(self.mem) and claim.fact not in self.marked:
            self.marked.add(claim.fact)
            need = next(need for need in fact.of if self.call_of.get(need) == at)
            return Finding("misread_result", "part", at, need, shown=claim.value)
        try:
            told = self.mem.told(claim.fact)
        except UnknownError:
            told = None
        if claim.value == told:
            self.mem.believed.pop(claim.fact, None)
            return None
        if believed is not None and claim.value == believed:
            return None
        self.mem.believed[claim.fact] = claim.value
        need = next(need for need in fact.of if self.call_of.get(need) == at)
        return Finding("misread_result", "slip", at, need, shown=claim.value, right=told)

    # --- the whole --------------------------------------------------------------------------------

    def judge_whole(self, state: State) -> str:
        """Return the outcome: against the state and the facts of a sound run in the same case."""
        goal, wanted = solved(self.setting, self.start)
        last = len(self.run.steps) - 1
        if _tables(state) != _tables(wanted):
            self.outcome.append(Finding("outcome", "state", last))
        claimed = {}
        for sentence in self.run.answer:
            for claim in sentence.claims:
                claimed[claim.fact] = claim.value
                if not goal.knows(claim.fact) or goal.fact(claim.fact) != claim.value:
                    self.outcome.append(
                        Finding(
                            "outcome",
                            "answer",
                            last,
                            shown=claim.value,
                            fact=claim.fact,
                            sentence=sentence.text,
                            in_answer=True,
                            right=goal.fact(claim.fact) if goal.knows(claim.fact) else None,
                        )
                    )
        for one in self.findings:
            if one.in_answer and one.how in ("part", "invent", "taken", "unsaid"):
                self.outcome.append(one._replace(error="outcome"))
        for name in self.story.asked:
            if goal.knows(name) and name not in claimed:
                self.outcome.append(Finding("outcome", "left_out", last, fact=name))
        if self.outcome:
            return "failed"
        return "flawed" if self.findings else "clean"


def _same(shown: Any, right: Any) -> bool:
    """Return whether two values are as good as each other: capitals, and numbers written as text."""
    if isinstance(shown, str) and isinstance(right, str):
        return shown.casefold() == right.casefold()
    if isinstance(shown, list) and isinstance(right, list):
        return sorted(map(str, shown)) == sorted(map(str, right))
    return bool(shown == right)


def _tables(state: State) -> dict[str, Any]:
    return {name: table for name, table in state.items() if name not in ("busy", "lenient")}
