"""A question about a financial year is answered from a ledger, and the figure goes into a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from grader.generators.agents.dates import short
from grader.generators.agents.family import Case, Draw, Event, Family
from grader.generators.agents.run import Run
from grader.generators.agents.spec import Goal, Spec, one_of
from grader.generators.agents.world import Facts
from grader.generators.agents.worlds.books import Entry, Ledger, money


class LedgerYear(Family):
    """Find the account, make a view of the year, add it up, write it down, answer."""

    name = "ledger"
    events: ClassVar[Mapping[str, Event]] = {
        "wrong-year": Event("not_met", True, ("root-not-symptom", "carried-state", "ignored-output"),
                            "LEAD", least=2),
        "wrong-account": Event("not_met", True, ("root-not-symptom", "ignored-output",
                                                 "carried-state"), "MISS"),
        "debit": Event("not_met", True, ("ignored-output", "limit-broken", "false-report"), "FAST",
                       joins=("busy",)),
        "mended": Event("met", False, ("full-recovery", "carried-state"), "OVER", least=2),
        "wrong-line": Event("partly", True, ("ignored-output", "side-effect"), "MISS",
                            joins=("busy",)),
        "undone": Event("partly", True, ("left-undone", "false-report"), "TRUST", joins=("busy",)),
        "busy": Event("met", False, ("unlucky-sound-step", "full-recovery"), "OVER",
                      faultless=True),
        "odd-year": Event("met", False, ("no-hindsight", "wasted-or-check"), "KNOW",
                          least=2, faultless=True, doubt="view"),
    }  # fmt: skip

    def case(self, draw: Draw) -> Case:
        """Return a ledger with a question."""
        setting: Mapping[str, Any] = draw.setting
        event = next((e for e in draw.events if e != "busy"), "")
        begins = draw.pick(
            (date(2025, 7, 1), date(2025, 4, 1), date(2025, 10, 1), date(2025, 9, 1))
        )
        ends = date(2026, begins.month, 1) - timedelta(days=1)
        accounts = {int(n): name for n, name in setting["accounts"]}
        numbers = list(accounts)
        account, near = numbers[1], numbers[int(setting["near"])]
        entries: list[Entry] = []
        serial = draw.number(300, 900)
        for which in (account, near):
            for index in range(draw.number(12, 17)):
                day = begins + timedelta(days=draw.number(-170, 355))
                item = setting["items"][index % len(setting["items"])]
                firm = draw.pick(setting["firms"])
                cents = draw.number(1900, 60000)
                serial += draw.number(3, 17)
                entries.append(Entry(serial, which, day, f"{item}, {firm}", cents))
        # The largest entry of the calendar year lies before the financial year.
        early = begins - timedelta(days=draw.number(20, 70))
        within = date(2025, 12, draw.number(1, 20))
        later = date(2026, begins.month - 1, 3) - timedelta(days=draw.number(5, 20))
        top, firm = setting["top"], draw.pick(setting["firms"])
        entries.append(
            Entry(serial + 5, account, early, f"{top[0]}, {firm}", draw.number(150000, 190000))
        )
        entries.append(
            Entry(
                serial + 9,
                account,
                later,
                f"{top[1]}, {setting['firms'][0]}",
                draw.number(110000, 140000),
            )
        )
        entries.append(
            Entry(
                serial + 14,
                account,
                within,
                f"{setting['back']}, {firm}",
                -draw.number(8000, 30000),
            )
        )
        entries.append(
            Entry(serial + 17, near, within, f"{setting['back']}, {firm}", -draw.number(3000, 9000))
        )
        entries.append(
            Entry(serial + 21, near, within, f"{top[2]}, {firm}", draw.number(90000, 120000))
        )
        first, last = begins.isoformat(), ends.isoformat()
        some = [e for e in entries if e.account == account and first <= e.day.isoformat() <= last]
        total = sum(one.cents for one in some)
        gross = sum(one.cents for one in some if one.cents > 0)
        lines = [accounts[n] for n in numbers]
        budget = {
            f"C{2 + n}": (
                line,
                f"{draw.number(30, 190) * 100:,}",
                "" if n == 1 else str(draw.number(200000, 900000)),
            )
            for n, line in enumerate(lines)
        }
        cell, other = "C3", "C4"
        world = Ledger(accounts, tuple(entries), budget)
        if draw.has("busy"):
            world.hiccups["sum:year"] = draw.pick(_BUSY)
        right = f"{account} {first} {last}"
        goals = {
            "view:year": Goal("view:year", one_of("", right), "base"),
            f"cell:{cell}": Goal(f"cell:{cell}", one_of(str(total)), "other", "cell"),
            "answer": Goal(
                "answer",
                lambda v, f: f.get("view:year") == right and event != "debit",
                "main",
                "answer",
            ),
        }
        # The side of the sum that is entered is the one that is told.
        entered = frozenset({"cell", "answer"} if event == "debit" else {"cell"})
        spec = Spec(
            goals,
            serves=lambda call: entered if call.tool == "write_cell" else frozenset(),
            rests=lambda key: "view:year" if key in (f"cell:{cell}", "answer") else "",
        )
        slots = {
            "what": setting["what"], "who": setting["who"], "line": lines[1], "account": str(account),
            "near": str(near), "near_name": accounts[near], "digits": setting["digits"],
            "begins": short(begins), "ends": short(ends), "total": money(total), "gross": money(gross),
            "back": setting["back"], "cell": cell, "other": other, "other_line": lines[2],
            "top": top[0], "early": f"{short(early)} {early.year}", "first": first, "last_day": last,
            "old": money(int(budget[other][2])), "second": top[1],
        }  # fmt: skip
        script = _Script(draw, event, slots, account, near, first, last)
        return Case(
            world, spec, slots, draw.words.say("goal.plain", slots),
            draw.words.say("policy.plain", slots), setting["domain"], script.run,
            _state(total, budget, cell, other),
        )  # fmt: skip


_BUSY = (
    "The ledger is being backed up. Please repeat in a moment.",
    "Error: the query took too long. Try again.",
    "Temporarily not available. Please try again.",
)


class _Script:
    """What the agent does."""

    def __init__(
        self, draw: Draw, event: str, slots: Mapping[str, str], account: int, near: int, first: str,
        last: str,
    ) -> None:  # fmt: skip
        self.draw, self.event, self.slots = draw, event, slots
        self.account, self.near, self.first, self.last = account, near, first, last

    def run(self, run: Run) -> None:
        """Account, view, sum, largest entry, sheet, answer."""
        event = self.event
        run.act("accounts", "list_accounts", self.slots["digits"], note="accounts")
        run.pause(0.3)
        wrong = event in ("wrong-year", "wrong-account", "mended")
        days = (
            ("2025-01-01", "2025-12-31")
            if event in ("wrong-year", "mended")
            else (self.first, self.last)
        )
        account = self.near if event == "wrong-account" else self.account
        run.act(
            "view_calendar" if event in ("wrong-year", "mended") else "view",
            "create_view",
            "year",
            account,
            *days,
            kind="mistake" if wrong else "sound",
            event=event,
            stands=wrong and event != "mended",
            note="view",
        )
        self._sum(run)
        if event == "mended":
            run.act("top", "top_entries", "year", 3)
            run.act("open", "open_entry", "year", 1, note="entry")
            run.act(
                "mend",
                "change_view",
                "year",
                self.first,
                self.last,
                kind="recovery",
                event="mended",
                note="mend",
            )
            run.act("sum_again", "sum_view", "year", note="sum")
        balance = run.last.output.rpartition("Balance:")[2].strip()
        debit = run.last.output.partition("Debit:")[2].split()[0]
        figure = debit if event == "debit" else balance
        run.slots["figure"] = figure
        run.act("credits", "list_credits", "year", note="credits")
        if event != "mended":
            run.act("top", "top_entries", "year", 3, note="top")
        run.pause(0.4)
        run.act("sheet", "read_range", "Budget", "A1:C6", note="sheet")
        if event != "undone":
            self._write(run, round(float(figure.replace(",", "")) * 100))
        run.act("open_last", "open_entry", "year", 1, note="last_entry")
        run.slots["largest"] = run.last.output.split("\n")[2]
        self._report(run)

    def _sum(self, run: Run) -> None:
        result = run.act("sum", "sum_view", "year", note="sum")
        if result.failed:
            run.noted["trouble"] = len(run.steps)
            run.act("retry", "sum_view", "year", kind="recovery", event="busy", note="sum")
            run.noted["mend"] = len(run.steps)

    def _write(self, run: Run, cents: int) -> None:
        line = self.event == "wrong-line"
        cell = self.slots["other"] if line else self.slots["cell"]
        wrong = line or self.event == "debit"
        run.act(
            "write",
            "write_cell",
            "Budget",
            cell,
            cents / 100,
            kind="mistake" if wrong else "sound",
            event=self.event,
            stands=wrong,
            note="write",
        )
        if not line and self.draw.chance(0.5):
            run.act("check", "read_cell", "Budget", cell)

    def _report(self, run: Run) -> None:
        event = self.event
        run.tell("answer", ["answer"])
        run.tell("largest")
        run.tell("written", [f"cell:{self.slots['cell']}"])
        if event == "mended":
            run.tell("slipped")
        false = event not in ("", "mended", "odd-year", "busy")
        run.close(
            kind="mistake" if false else "sound",
            event="undone" if event == "undone" else "after",
            stands=false,
        )


def _state(total: int, budget: Mapping[str, tuple[str, str, str]], cell: str, other: str) -> Any:
    names = {one: budget[one][0] for one in (cell, other)}

    def state(facts: Facts) -> str:
        lines = [f"View year: {facts['view:year'].replace(' ', ', ')}"]
        for one, name in names.items():
            value = facts.get(f"cell:{one}")
            lines.append(f"*Budget*, {one} ({name}): {money(int(value)) if value else 'empty'}")
        return "\n\n".join(lines)

    return state
