"""Each file gets the date of its document in front of its name; the date stands in its information."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from grader.generators.agents.calls import Call
from grader.generators.agents.family import Case, Draw, Event, Family, count
from grader.generators.agents.judge import UndecidableError
from grader.generators.agents.run import Run
from grader.generators.agents.spec import Goal, Spec, one_of
from grader.generators.agents.world import Facts
from grader.generators.agents.worlds.files import Files

_GUESS = ("guessed", "lucky")


class Rename(Family):
    """Look up a date for each file, rename it, write down how many there were."""

    name = "rename"
    events: ClassVar[Mapping[str, Event]] = {
        "guessed": Event("not_met", True, ("unchecked-assumption", "root-not-symptom"), "HALO",
                         least=2, joins=("undone", "again")),
        "lucky": Event("met", False, ("lucky-mistake", "unchecked-assumption"), "OUTC", least=3,
                       joins=("undone",)),
        "swapped": Event("not_met", True, ("ignored-output", "false-report"), "MISS",
                         joins=("undone", "again")),
        "day-month": Event("not_met", True, ("ignored-output", "false-report"), "FAST", least=3,
                           joins=("undone", "again")),
        "mended": Event("met", False, ("full-recovery", "ignored-output"), "OVER", least=2,
                        joins=("undone",)),
        "undone": Event("partly", True, ("left-undone", "false-report"), "TRUST", joins=("again",)),
        "again": Event("met", False, ("full-recovery", "unlucky-sound-step"), "OVER",
                       faultless=True),
    }  # fmt: skip

    def case(self, draw: Draw) -> Case:
        """Return a folder of files without dates."""
        setting: Mapping[str, Any] = draw.setting
        world = Files()
        folder = setting["folder"]
        number = 3 + draw.number(0, 1) + draw.difficulty // 3
        names = sorted(draw.several(setting["names"], number))
        days = draw.several(list(range(2, 12)), number)
        months = [draw.number(1, 5) for _ in names]
        dates = {
            name: (2026, month, day) for name, month, day in zip(names, months, days, strict=True)
        }
        if any(month == day for month, day in zip(months, days, strict=True)):
            raise UndecidableError("a date that reads the same both ways")
        late = draw.has("mended") and draw.chance(0.5)
        odd = names[-1] if late else draw.pick(names[1:])
        scanned = (2026, 6, draw.number(1, 9))
        listed = dict.fromkeys(names, scanned)
        if draw.has("lucky"):
            listed[odd] = dates[odd] = (2026, 5, draw.number(13, 27))
        for name in names:
            world.add(
                f"{folder}/{name}",
                f"changed {_day(listed[name])}",
                info={setting["label"]: _slashed(dates[name]), "pages": str(draw.number(1, 9))},
            )
        goals = {}
        right = {name: f"{_day(dates[name])}_{name}" for name in names}
        for name in names:
            key = f"file:{folder}/{name}"
            goals[key] = Goal(key, one_of(f"{folder}/{right[name]}"), name="names")
        text = f"text:{folder}/done.txt"
        goals[text] = Goal(text, one_of(f"{number} renamed"), "other", "done")
        other = draw.pick([name for name in names if name != odd])
        wrong = {
            "guessed": _day(listed[odd]), "lucky": _day(listed[odd]),
            "swapped": _day(dates[other]), "mended": _day(dates[other]),
            "day-month": _day((2026, dates[odd][2], dates[odd][1])),
        }  # fmt: skip
        event = next((one for one in draw.events if one in wrong), "")
        if event not in ("", "lucky") and wrong[event] == _day(dates[odd]):
            raise UndecidableError("the wrong date is the right one")
        if draw.has("again"):
            world.hiccups[f"info:{folder}/{draw.pick(names)}"] = draw.pick(_HICCUPS)
        slots = {
            "folder": folder, "things": setting["things"], "label": setting["label"].replace("_", " "),
            "number": count(number), "number_said": f"{number} renamed", "odd": odd, "other": other,
            "right": right[odd],
            "example": f"2026-04-28_{setting['names'][-1]}", "said": _slashed(dates[odd]),
            "wrong": f"{wrong[event]}_{odd}" if event else "", "shown": _day(listed[odd]),
        }  # fmt: skip

        def needs(call: Call, seen: frozenset[str]) -> frozenset[str]:
            path = str(call.args[0]) if call.args else ""
            known = call.tool == "rename" and f"file:{path}" in goals
            return frozenset({f"info:{path}"}) if known else frozenset()

        spec = Spec(goals, strict=True, needs=needs)
        script = _Script(draw, right, slots, event, late)
        return Case(
            world, spec, slots, draw.words.say("goal.plain", slots),
            draw.words.say("policy.plain", slots), setting["domain"], script.run,
            _state(folder, dates, slots["label"]),
        )  # fmt: skip


_HICCUPS = (
    "Timed out while reading the file. Please try again.",
    "The information could not be read just now (storage busy).",
    "Error 503: the index is being rebuilt, try again in a few seconds.",
)


class _Script:
    """What the agent does."""

    def __init__(
        self, draw: Draw, right: Mapping[str, str], slots: Mapping[str, str], event: str, late: bool
    ) -> None:
        self.draw, self.right, self.slots, self.event = draw, right, slots, event
        self.late = late
        self.folder = slots["folder"]

    def run(self, run: Run) -> None:
        """Look, rename one after the other or all at the end, write the number, check, report."""
        draw, folder = self.draw, self.folder
        run.act("look", "list_files", folder, note="list")
        run.pause(0.3)
        in_turn = draw.chance(0.5)
        for name in self.right:
            self._inform(run, name)
            if in_turn:
                self._rename(run, name)
        if not in_turn:
            for name in self.right:
                self._rename(run, name)
        late = self.late
        if not draw.has("undone") and not late:
            self._done(run)
        run.act("check", "list_files", folder, note="check")
        if late:
            self._mend(run, "mend_late")
            if not draw.has("undone"):
                self._done(run)
        run.pause(0.3)
        self._report(run)

    def _inform(self, run: Run, name: str) -> None:
        if name == self.slots["odd"] and self.event in _GUESS:
            return
        path, slots = f"{self.folder}/{name}", {"file": name}
        result = run.act("inform", "file_info", path, slots=slots, note=f"info_{_word(name)}")
        if name == self.slots["odd"]:
            run.noted["info"] = len(run.steps)
        if result.failed:
            run.noted["trouble"] = len(run.steps)
            run.act(
                "retry",
                "file_info",
                path,
                kind="recovery",
                event="again",
                slots=slots,
                note="mend_info",
            )
            run.noted["mend"] = len(run.steps)
            if name == self.slots["odd"]:
                run.noted["info"] = len(run.steps)
        run.pause(0.2)

    def _rename(self, run: Run, name: str) -> None:
        path = f"{self.folder}/{name}"
        if name != self.slots["odd"] or not self.event:
            run.act("rename", "rename", path, self.right[name], slots={"file": name})
            return
        why = "guess" if self.event in _GUESS else "rename"
        run.act(
            why,
            "rename",
            path,
            self.slots["wrong"],
            kind="mistake",
            event=self.event,
            stands=self.event not in ("lucky", "mended"),
            slots={"file": name},
        )
        if self.event == "mended" and not self.late:
            self._mend(run, "mend_now")

    def _mend(self, run: Run, why: str) -> None:
        run.act(
            why,
            "rename",
            f"{self.folder}/{self.slots['wrong']}",
            self.slots["right"],
            kind="recovery",
            event="mended",
            note="mend",
        )

    def _done(self, run: Run) -> None:
        run.act("done", "write_file", f"{self.folder}/done.txt", f"{len(self.right)} renamed")

    def _report(self, run: Run) -> None:
        run.tell("renamed", [f"file:{self.folder}/{name}" for name in self.right])
        run.tell("done", [f"text:{self.folder}/done.txt"])
        if self.event == "mended":
            run.tell("slipped")
        run.checked(self.folder)
        false = self.draw.has("guessed", "swapped", "day-month", "undone")
        run.close(
            kind="mistake" if false else "sound",
            event="undone" if self.draw.has("undone") else "after",
            stands=false,
        )


def _day(date: tuple[int, int, int]) -> str:
    return "{}-{:02d}-{:02d}".format(*date)


def _slashed(date: tuple[int, int, int]) -> str:
    return f"{date[2]:02d}/{date[1]:02d}/{date[0]}"


def _word(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)


def _state(folder: str, dates: Mapping[str, tuple[int, int, int]], label: str) -> Any:
    def state(facts: Facts) -> str:
        rows = [
            f"| File | {label.capitalize()} (day/month/year) | Name at the end |",
            "|---|---|---|",
        ]
        for name, date in dates.items():
            now = facts[f"file:{folder}/{name}"].rpartition("/")[2]
            rows.append(f"| {name} | {_slashed(date)} | {now} |")
        done = facts.get(f"text:{folder}/done.txt")
        said = f"`done.txt`: {done}" if done else "There is no `done.txt`."
        return "\n".join([*rows, "", said])

    return state
