"""The rows of a file go into a sheet; their total goes into a cell and into an overview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from grader.generators.agents.calls import Call
from grader.generators.agents.family import Case, Draw, Event, Family, count
from grader.generators.agents.judge import UndecidableError
from grader.generators.agents.run import Claim, Run
from grader.generators.agents.spec import Goal, Spec, one_of
from grader.generators.agents.world import Facts
from grader.generators.agents.worlds.books import Row, Workbook, money

_MONTHS = ("January", "February", "March", "April", "May", "June")


class ImportRows(Family):
    """Look at the file, import it, total it, carry the total over, tell it."""

    name = "import-rows"
    events: ClassVar[Mapping[str, Event]] = {
        "skipped": Event("not_met", True, ("ignored-output", "false-report", "unlucky-sound-step"), "MISS",
                         joins=("undone",)),
        "twice": Event("not_met", True, ("unchecked-assumption", "unlucky-sound-step", "carried-state"),
                       "HALO", least=3),
        "wrong-line": Event("partly", True, ("ignored-output", "side-effect"), "MISS"),
        "digits": Event("partly", True, ("ignored-output", "false-report"), "FAST", least=3,
                        joins=("entered",)),
        "mended": Event("met", False, ("full-recovery", "ignored-output"), "OVER", least=2),
        "undone": Event("partly", True, ("left-undone", "false-report"), "TRUST",
                        joins=("entered",)),
        "entered": Event("met", False, ("full-recovery", "unlucky-sound-step"), "OVER",
                         faultless=True),
        "lost": Event("met", False, ("unlucky-sound-step", "full-recovery"), "OVER", least=2,
                      faultless=True),
    }  # fmt: skip

    def case(self, draw: Draw) -> Case:
        """Return a file and a workbook."""
        setting: Mapping[str, Any] = draw.setting
        event = next((e for e in draw.events if e not in ("undone", "entered")), "")
        month = draw.number(2, 4)
        number = draw.number(8, 12)
        items = draw.several(setting["items"], number)
        days = sorted(draw.number(2, 28) for _ in items)
        bad = draw.number(5, number - 1) if draw.has("skipped", "entered") else -1
        rows = []
        for index, (day, what) in enumerate(zip(days, items, strict=True)):
            cents = draw.number(1100, 36000) // 10 * 10
            if index == bad:
                cents = draw.number(1020, 2980) * 100
            written = f"{cents / 100:.2f}"
            if index == bad:
                written = f"{cents // 100000}.{cents // 100 % 1000:03d},00"
            rows.append(Row(f"{day:02d}.{month + 1:02d}.", what, cents, written))
        total = sum(row.cents for row in rows)
        name = _MONTHS[month]
        overview = {
            f"B{2 + n}": (
                _MONTHS[n],
                str(draw.number(60000, 240000) // 10 * 10) if n < month else "",
            )
            for n in range(6)
        }
        cell, before = f"B{2 + month}", f"B{1 + month}"
        sheet, file = name, setting["file"].format(month=name.lower())
        wrong = _swapped(total)
        if event in ("digits", "mended") and wrong == total:
            raise UndecidableError("two equal figures cannot be mixed up")
        unclear = {"twice": "taken", "lost": "lost"}.get(event, "")
        world = Workbook(file, tuple(rows), sheet, overview, unclear)
        goals = {
            f"row:{row.what}": Goal(f"row:{row.what}", one_of(str(row.cents)), name="rows")
            for row in rows
        }
        for key in (f"cell:{sheet}!F2", f"cell:Overview!{cell}"):
            goals[key] = Goal(key, one_of(str(total)), "other", key)
        every = frozenset(key for key in goals if key.startswith("row:"))

        def needs(call: Call, seen: frozenset[str]) -> frozenset[str]:
            if call.tool == "import_csv" and "unclear" in seen:
                return frozenset({"rows"})
            return frozenset()

        def uses(call: Call) -> frozenset[str]:
            return every if call.tool == "write_cell" else frozenset()

        spec = Spec(
            goals, needs=needs, uses=uses,
            rests=lambda key: f"row:{rows[0].what}" if key.startswith("cell:") else "",
            serves=lambda call: frozenset({f"cell:Overview!{cell}"} if "Overview" in call.args else ()),
        )  # fmt: skip
        row = rows[bad]
        slots = {
            "file": file, "sheet": sheet, "number": count(number), "digits": str(number), "cell": cell,
            "before_cell": before, "before": overview[before][0], "things": setting["things"],
            "book": setting["book"], "total": money(total), "wrong": money(wrong),
            "skipped": row.what, "written": row.written, "amount": money(row.cents),
            "good": str(number - 1), "doubled": money(2 * total), "short": money(total - row.cents),
            "old": money(int(overview[before][1])),
        }  # fmt: skip
        script = _Script(draw, event, slots, row, total, wrong, [*every])
        return Case(
            world, spec, slots, draw.words.say("goal.plain", slots),
            draw.words.say("policy.plain", slots), setting["domain"], script.run,
            _state(sheet, number, cell, before, overview[before][0]),
        )  # fmt: skip


def _swapped(cents: int) -> int:
    """Return an amount with two of its figures changed round."""
    figures = list(str(cents))
    figures[-4], figures[-3] = figures[-3], figures[-4]
    return int("".join(figures))


class _Script:
    """What the agent does."""

    def __init__(
        self, draw: Draw, event: str, slots: Mapping[str, str], row: Row, total: int, wrong: int,
        every: list[str],
    ) -> None:  # fmt: skip
        self.draw, self.event, self.slots, self.row = draw, event, slots, row
        self.total, self.wrong, self.every = total, wrong, sorted(every)

    def run(self, run: Run) -> None:
        """Look, import, total, overview, check, report."""
        draw, slots, sheet = self.draw, self.slots, self.slots["sheet"]
        run.act("preview", "preview_csv", slots["file"], rows=5, note="preview")
        run.act("sheet", "read_range", sheet, "A1:F4")
        run.pause(0.4)
        run.act("import", "import_csv", slots["file"], sheet=sheet, first_row=2, note="import")
        if self.event == "twice":
            run.noted["unclear"] = len(run.steps)
            run.act(
                "again_blind",
                "import_csv",
                slots["file"],
                sheet=sheet,
                first_row=2,
                kind="mistake",
                event="twice",
                stands=True,
            )
        elif self.event == "lost":
            run.noted["trouble"] = len(run.steps)
            run.act("rows", "read_range", sheet, "A1:F14", note="rows")
            run.act(
                "again_sure",
                "import_csv",
                slots["file"],
                sheet=sheet,
                first_row=2,
                kind="recovery",
                event="lost",
                note="mend",
            )
        elif draw.has("entered"):
            run.noted["trouble"] = len(run.steps)
            run.act(
                "append",
                "append_row",
                sheet,
                self.row.day,
                self.row.what,
                self.row.cents / 100,
                kind="recovery",
                event="entered",
                note="mend",
            )
        skipped, last = self.event == "skipped", len(self.every) + 1
        bad = skipped
        run.act(
            "sum",
            "write_cell",
            sheet,
            "F2",
            f"=SUM(E2:E{last})",
            kind="mistake" if bad else "sound",
            event="skipped" if skipped else "after",
            stands=bad,
        )
        read = run.act("read_sum", "read_cell", sheet, "F2", note="total")
        figure = round(float(read.output.replace(",", "")) * 100)
        run.slots["shown"] = read.output
        run.pause(0.3)
        run.act("overview", "read_range", "Overview", "A1:B7", note="overview")
        if not draw.has("undone"):
            self._carry(run, figure, bad)
        if self.event == "twice" or draw.chance(0.4):
            run.act("last_look", "read_range", sheet, "A1:F30", note="last_look")
        self._report(run, figure)

    def _carry(self, run: Run, figure: int, bad: bool) -> None:
        slots, event = self.slots, self.event
        cell = slots["before_cell"] if event == "wrong-line" else slots["cell"]
        value = self.wrong if event in ("digits", "mended") else figure
        wrong = bad or event in ("wrong-line", "digits", "mended")
        run.act(
            "carry",
            "write_cell",
            "Overview",
            cell,
            value / 100,
            kind="mistake" if wrong else "sound",
            event="after" if bad else event,
            stands=wrong and event != "mended",
            note="carry",
        )
        if event == "mended":
            if self.draw.chance(0.5):
                run.act("check_cell", "read_cell", "Overview", cell)
            run.act(
                "mend",
                "write_cell",
                "Overview",
                cell,
                figure / 100,
                kind="recovery",
                event="mended",
                note="mend",
            )
        elif event not in ("digits", "wrong-line"):
            run.act("check_cell", "read_cell", "Overview", cell, note="check")

    def _report(self, run: Run, figure: int) -> None:
        slots, draw = self.slots, self.draw
        cell = f"cell:Overview!{slots['cell']}"
        total = f"cell:{slots['sheet']}!F2"
        run.tell("entered", self.every)
        run.tell("total", [Claim(total)])
        run.tell("carried", [cell])
        if draw.has("entered"):
            run.tell("by_hand")
        if self.event == "mended":
            run.tell("slipped")
        false = draw.has("undone") or self.event in ("skipped", "twice", "wrong-line", "digits")
        run.close(
            kind="mistake" if false else "sound",
            event="undone" if draw.has("undone") else "after",
            stands=false,
        )


def _state(sheet: str, number: int, cell: str, before: str, month: str) -> Any:
    def state(facts: Facts) -> str:
        rows = [key for key in facts if key.startswith("row:")]
        entered = sum(2 if facts[key] == "twice" else 1 for key in rows)
        lines = [
            f"*{sheet}*: {entered} rows with an amount (the file has {number}); "
            f"F2: {money(int(facts[f'cell:{sheet}!F2']))}"
        ]
        for one, name in ((before, month), (cell, sheet)):
            value = facts.get(f"cell:Overview!{one}")
            lines.append(f"*Overview*, {one} ({name}): {money(int(value)) if value else 'empty'}")
        return "\n\n".join(lines)

    return state
