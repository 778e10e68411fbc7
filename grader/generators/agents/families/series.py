"""The dates of a series that fall into holidays are cancelled, no others, and the group is told which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from grader.generators.agents.calls import Call
from grader.generators.agents.dates import long, short, weekday
from grader.generators.agents.family import Case, Draw, Event, Family, count, listed
from grader.generators.agents.judge import UndecidableError
from grader.generators.agents.run import Run
from grader.generators.agents.spec import Goal, Spec, one_of
from grader.generators.agents.world import Facts
from grader.generators.agents.worlds.office import MEMBERS, Office


class Series(Family):
    """See the dates, see the holidays, cancel, tell, check."""

    name = "series"
    events: ClassVar[Mapping[str, Event]] = {
        "following": Event("not_met", True, ("ignored-output", "side-effect", "limit-broken"), "MISS",
                           joins=("busy",)),
        "half": Event("not_met", True, ("partial-recovery", "false-report", "side-effect"), "PART",
                      least=3),
        "mended": Event("met", False, ("full-recovery", "ignored-output"), "OVER", least=2,
                        joins=("undone",)),
        "wrong-date": Event("not_met", True, ("ignored-output", "side-effect"), "FAST",
                            joins=("busy",)),
        "missed": Event("not_met", True, ("left-undone", "false-report", "carried-state"), "MISS",
                        least=2, joins=("busy",)),
        "undone": Event("partly", True, ("left-undone", "false-report"), "TRUST", joins=("busy",)),
        "busy": Event("met", False, ("unlucky-sound-step", "full-recovery"), "OVER",
                      faultless=True),
        "just-out": Event("met", False, ("no-hindsight", "wasted-or-check"), "FAST", least=2,
                          faultless=True),
    }  # fmt: skip

    def case(self, draw: Draw) -> Case:
        """Return a series and a calendar of holidays."""
        setting: Mapping[str, Any] = draw.setting
        event = next((e for e in draw.events if e not in ("undone", "busy")), "")
        first = date(2026, draw.pick((3, 4, 5)), draw.number(1, 28))
        first += timedelta(days=int(setting["day"]) - first.weekday())
        number = 9 + draw.difficulty // 2
        days = [first + timedelta(weeks=week) for week in range(number)]
        start = draw.number(2, number - 5)
        length = 2 + draw.number(0, 1) + (draw.difficulty > 3)
        if event == "missed":
            length = max(length, 3)
        off = days[start : start + length]
        opens = off[0] - timedelta(days=draw.number(1, 4))
        ends = off[-1] + timedelta(days=draw.number(0, 3))
        after_end = days[start + length]
        if event in ("wrong-date", "just-out"):
            ends = after_end - timedelta(days=1)
        far = (ends + timedelta(days=70), ends + timedelta(days=84))
        names = setting["holidays"]
        lines = (
            f"{names[0]:<18}{short(first - timedelta(days=44))} to {short(first - timedelta(days=30))}",
            f"{names[1]:<18}{short(opens)} to {short(ends)} (last day off: {long(ends)})",
            f"{names[2]:<18}{short(far[0])} to {short(far[1])}",
        )
        name, group = setting["name"], setting["group"]
        world = Office(
            series={one.isoformat(): "on" for one in days},
            holidays=lines,
            lists={group: tuple(draw.several(MEMBERS, draw.number(8, 19)))},
        )
        if draw.has("busy"):
            world.hiccups[f"date:{draw.pick(off[:-1]).isoformat()}"] = draw.pick(_BUSY)
        keys = {f"date:{one.isoformat()}" for one in off}
        told = f"told:{group}"
        goals = {key: Goal(key, one_of("cancelled"), name="dates") for key in sorted(keys)}
        said = f"No {setting['title']} on {listed([short(one) for one in off])}."
        goals[told] = Goal(told, one_of(said), "other", "group", statement=True)

        def needs(call: Call, seen: frozenset[str]) -> frozenset[str]:
            return frozenset({"holidays"}) if call.tool == "cancel_date" else frozenset()

        spec = Spec(goals, strict=True, lasting=("told:",), needs=needs)
        if event == "half" and len(days) - days.index(off[-1]) < 4:
            raise UndecidableError("too few dates after the holidays")
        others = [one for one in days if one > off[-1]]
        slots = {
            "name": name, "title": setting["title"], "group": group, "holidays": names[1],
            "number": count(len(off)), "first_off": long(off[0]), "last_off": long(off[-1]),
            "dates": listed([short(one) for one in off]), "after": long(after_end),
            "after_short": short(after_end), "ends": long(ends), "others": count(len(others)),
            "last": long(days[-1]), "last_short": short(days[-1]), "weekday": weekday(first),
            "missing": long(off[1]), "what": setting["what"],
        }  # fmt: skip
        slots["final"] = slots.pop("last")
        script = _Script(draw, event, slots, days, off)
        return Case(
            world, spec, slots, draw.words.say("goal.plain", slots),
            draw.words.say("policy.plain", slots), setting["domain"], script.run,
            _state(days, off, group),
        )  # fmt: skip


_BUSY = (
    "Error: the calendar is being synchronised. Nothing was cancelled. Try again.",
    "Temporary error, nothing changed. Please repeat.",
    "The calendar did not answer in time; the date still stands.",
)


class _Script:
    """What the agent does."""

    def __init__(
        self, draw: Draw, event: str, slots: Mapping[str, str], days: list[date], off: list[date]
    ) -> None:
        self.draw, self.event, self.slots, self.days, self.off = draw, event, slots, days, off

    def run(self, run: Run) -> None:
        """See dates and holidays, cancel, tell, check, report."""
        draw, slots = self.draw, self.slots
        run.act("dates", "list_dates", slots["name"], note="dates")
        run.pause(0.3)
        run.act("holidays", "show_holidays", 2026, note="holidays")
        run.pause(0.3)
        if not draw.has("undone"):
            self._tell(run)
        wide = self.event in ("following", "half", "mended")
        for index, one in enumerate(self.off):
            if self.event == "missed" and index == 1:
                continue
            if wide and index == len(self.off) - 1:
                run.act(
                    "cancel_last",
                    "cancel_date",
                    slots["name"],
                    one.isoformat(),
                    kind="mistake",
                    event=self.event,
                    stands=self.event != "mended",
                )
                break
            self._cancel(run, one, "cancel" if index else "cancel_first")
        if self.event == "wrong-date":
            extra = self.days[self.days.index(self.off[-1]) + 1]
            run.act(
                "cancel",
                "cancel_date",
                slots["name"],
                extra.isoformat(),
                scope="one",
                kind="mistake",
                event="wrong-date",
                stands=True,
                slots={"date": long(extra)},
            )
        late = self.event in ("mended", "half") and draw.chance(0.5)
        if self.event in ("mended", "half") and not late:
            self._mend(run, "mend_now")
        run.act("check", "list_dates", slots["name"], note="check")
        if late:
            self._mend(run, "mend_late")
        run.pause(0.3)
        self._report(run)

    def _cancel(self, run: Run, one: date, why: str) -> None:
        args = (self.slots["name"], one.isoformat())
        slots = {"date": long(one)}
        result = run.act(why, "cancel_date", *args, scope="one", slots=slots)
        if result.failed:
            run.noted["trouble"] = len(run.steps)
            run.act(
                "retry",
                "cancel_date",
                *args,
                scope="one",
                kind="recovery",
                event="busy",
                note="mend",
            )

    def _mend(self, run: Run, why: str) -> None:
        place = self.days.index(self.off[-1])
        last = self.days[-2] if self.event == "half" else self.days[-1]
        run.act(
            why,
            "restore_dates",
            self.slots["name"],
            self.days[place + 1].isoformat(),
            last.isoformat(),
            kind="recovery",
            event=self.event,
            note="mend",
        )

    def _tell(self, run: Run) -> None:
        text = f"No {self.slots['title']} on {self.slots['dates']}."
        run.act("tell", "send_message", self.slots["group"], text, note="tell")

    def _report(self, run: Run) -> None:
        draw = self.draw
        run.tell("cancelled", [f"date:{one.isoformat()}" for one in self.off])
        run.tell("rest", ["*"])
        run.tell("told", [f"told:{self.slots['group']}"])
        if self.event in ("mended", "half"):
            run.tell("slipped")
        run.checked(self.slots["name"])
        false = draw.has("undone") or self.event in ("following", "half", "wrong-date", "missed")
        event = "missed" if self.event == "missed" else "undone" if draw.has("undone") else "after"
        run.close(kind="mistake" if false else "sound", event=event, stands=false)


def _state(days: list[date], off: list[date], group: str) -> Any:
    def state(facts: Facts) -> str:
        rows = ["| Date | At the end |", "|---|---|"]
        rows += [f"| {long(one)} | {facts[f'date:{one.isoformat()}']} |" for one in days]
        said = facts.get(f"told:{group}")
        there = f"Message to *{group}*: {said}" if said else f"*{group}* has had no message."
        return "\n".join([*rows, "", there])

    return state
