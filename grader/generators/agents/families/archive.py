"""Files of one month or one client go from one folder to another; all else stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from grader.generators.agents.family import Case, Draw, Event, Family, count, listed
from grader.generators.agents.judge import UndecidableError
from grader.generators.agents.run import Run
from grader.generators.agents.spec import Goal, Spec, one_of
from grader.generators.agents.world import Facts
from grader.generators.agents.worlds.files import PAGE, Files


class Archive(Family):
    """Move what belongs to a group, make a folder for what comes next, leave everything else."""

    name = "archive"
    events: ClassVar[Mapping[str, Event]] = {
        "wrong-one": Event(
            "not_met", True, ("ignored-output", "side-effect", "false-report"), "TRUST",
            joins=("undone", "busy"),
        ),
        "missed-page": Event(
            "not_met", True, ("unchecked-assumption", "left-undone", "false-report"), "TRUST",
            least=2, joins=("busy",),
        ),
        "clash": Event(
            "not_met", True, ("beyond-recall", "limit-broken", "ignored-output"), "MISS",
            least=3, joins=("busy", "undone"),
        ),
        "undone": Event("partly", True, ("left-undone", "false-report"), "TRUST", joins=("busy",)),
        "mended": Event(
            "met", False, ("full-recovery", "ignored-output"), "OVER", least=2, joins=("undone",)
        ),
        "busy": Event("met", False, ("unlucky-sound-step", "full-recovery"), "OVER", faultless=True),
        "taken": Event("met", False, ("wasted-or-check", "unlucky-sound-step"), "OVER", least=2,
                       faultless=True, doubt="second"),
    }  # fmt: skip

    def case(self, draw: Draw) -> Case:
        """Return a folder to be sorted."""
        setting: Mapping[str, Any] = draw.setting
        world = Files()
        source, target = setting["source"], setting["target"]
        paged = draw.has("missed-page") or draw.chance(0.15 * draw.difficulty)
        wanted, near, others = _names(draw, setting, paged)
        for name in [*wanted, *near, *others]:
            world.add(f"{source}/{name}", f"{draw.number(18, 960)} kB")
        old = [
            setting["pattern"].format(key=draw.pick(setting["archived"]), who=who)
            for who in draw.several(setting["who"], min(len(setting["who"]), 2 + draw.difficulty))
        ]
        clashing = draw.pick(wanted) if draw.has("clash", "taken") else ""
        for name in [*old, *([clashing] if clashing else [])]:
            world.add(f"{target}/{name}", f"{draw.number(18, 960)} kB")
        new = draw.pick(setting["new"])
        stem, _, ending = clashing.rpartition(".")
        second = f"{stem}-2.{ending}"
        goals = {}
        for name in wanted:
            where = second if name == clashing else name
            key = f"file:{source}/{name}"
            goals[key] = Goal(key, one_of(f"{target}/{where}"), name="files")
        folder = f"folder:{source}/{new}"
        goals[folder] = Goal(folder, one_of("there"), "other", "folder")
        if draw.has("busy"):
            busy = draw.pick([name for name in wanted if name != clashing])
            world.hiccups[f"file:{source}/{busy}"] = draw.pick(_BUSY).format(name=busy)
        slots = {
            "source": source, "target": target, "new": new, "things": setting["things"],
            "one": setting["one"], "group": setting["group"], "count": count(len(wanted)),
            "count_all": "all" if draw.has("missed-page") else f"all {count(len(wanted))}",
            "wrong": draw.pick(near), "clashing": clashing, "second": second,
            "which": setting["near_says"],
        }  # fmt: skip
        kind = "all" if draw.has("missed-page") else "counted"
        spec = Spec(
            goals,
            strict=True,
            lasting=(f"file:{target}/",),
            relevant=frozenset({source, target}),
            serves=lambda call: frozenset({"files"} if call.tool == "move" else ()),
        )
        pages = -(-len(world.inside(source)) // PAGE)
        script = _Script(draw, wanted, slots, pages, clashing)
        return Case(
            world, spec, slots,
            draw.words.say(f"goal.{kind}", slots),
            draw.words.say("policy.clash" if clashing else "policy.plain", slots),
            setting["domain"], script.run, _state(world, source, target, wanted, near, new),
        )  # fmt: skip


_BUSY = (
    "Error: {name} is open in another program. Try again in a moment.",
    "Temporary error: the storage did not answer in time. Nothing was changed.",
    "Locked: {name} is just being scanned for viruses. Please repeat.",
)


class _Script:
    """What the agent does."""

    def __init__(
        self, draw: Draw, wanted: list[str], slots: Mapping[str, str], pages: int, clashing: str
    ) -> None:
        self.draw, self.wanted, self.slots = draw, wanted, slots
        self.pages, self.clashing = pages, clashing
        self.source, self.target = slots["source"], slots["target"]

    def run(self, run: Run) -> None:
        """Look, move, make the folder, check, report."""
        draw, source, target = self.draw, self.source, self.target
        run.act("look_source", "list_files", source, note="list")
        there = self.wanted
        if self.pages > 1 and not draw.has("missed-page"):
            run.act("next_page", "list_files", source, page=2, note="page")
        elif self.pages > 1:
            first = {line.split("  ")[0] for line in run.last.output.splitlines()}
            there = [name for name in self.wanted if name in first]
            if not 2 <= len(there) < len(self.wanted):
                raise UndecidableError("the second page must hold some, but not most")
        run.pause()
        run.act("look_target", "list_files", target, note="target")
        run.pause()
        slip_at = draw.number(1, len(there) - 1) if draw.has("wrong-one", "mended") else -1
        late = draw.has("mended") and draw.chance(0.5)
        for index, name in enumerate(there):
            if index == slip_at:
                self._slip(run, name)
                if draw.has("wrong-one"):
                    continue
                if late:
                    run.act("check_on_the_way", "list_files", target)
                else:
                    self._mend(run, "mend_now")
            self._move(run, name, first=index == 0)
        if not draw.has("undone"):
            run.act("make_folder", "make_folder", f"{source}/{self.slots['new']}")
        run.act("check_target", "list_files", target, note="check")
        if draw.has("mended") and late:
            self._mend(run, "mend_late")
            run.act("check_again", "list_files", target, note="check")
        run.pause(0.3)
        self._report(run, there)

    def _slip(self, run: Run, name: str) -> None:
        """Move the wrong file: in place of one that was asked for, or besides them."""
        stands = self.draw.has("wrong-one")
        run.act(
            "move",
            "move",
            f"{self.source}/{self.slots['wrong']}",
            self.target,
            kind="mistake",
            event="wrong-one" if stands else "mended",
            stands=stands,
            slots={"missing": name, "file": self.slots["wrong"]},
        )

    def _move(self, run: Run, name: str, *, first: bool) -> None:
        source, target = self.source, self.target
        slots = {"file": name}
        why = "move_first" if first else "move"
        if name == self.clashing and self.draw.has("taken"):
            run.act(
                "move_second",
                "move",
                f"{source}/{name}",
                target,
                name=self.slots["second"],
                slots=slots,
                note="second",
            )
            return
        if name == self.clashing:
            run.act(
                why,
                "move",
                f"{source}/{name}",
                target,
                kind="mistake",
                event="clash",
                stands=True,
                slots=slots,
            )
            return
        result = run.act(why, "move", f"{source}/{name}", target, slots=slots)
        if result.failed:
            run.noted["trouble"] = len(run.steps)
            run.act(
                "retry",
                "move",
                f"{source}/{name}",
                target,
                kind="recovery",
                event="busy",
                slots=slots,
                note="mend",
            )

    def _mend(self, run: Run, why: str) -> None:
        wrong = self.slots["wrong"]
        run.act(
            why,
            "move",
            f"{self.target}/{wrong}",
            self.source,
            kind="recovery",
            event="mended",
            note="mend",
        )

    def _report(self, run: Run, there: list[str]) -> None:
        keys = [f"file:{self.source}/{name}" for name in self.wanted]
        folder = f"folder:{self.source}/{self.slots['new']}"
        run.tell("moved", keys)
        if self.draw.has("taken"):
            run.tell("second", [])
        run.tell("rest", ["*"])
        run.tell("folder", [folder])
        if self.draw.has("mended"):
            run.tell("slipped", [])
        run.checked(self.target)
        false = self.draw.has("wrong-one", "missed-page", "clash", "undone")
        event = next((e for e in ("missed-page", "undone") if self.draw.has(e)), "after")
        run.close(
            kind="mistake" if false else "sound",
            event=event,
            stands=false,
            slots={"page_two": listed([n for n in self.wanted if n not in there][:2])},
        )


def _names(
    draw: Draw, setting: Mapping[str, Any], paged: bool
) -> tuple[list[str], list[str], list[str]]:
    """Return the names wanted, those that look like them, and others."""
    who = draw.several(setting["who"], len(setting["who"]))
    wanted_count = 3 + draw.number(0, 1) + draw.difficulty // 2
    spread = draw.several(setting["wanted"], len(setting["wanted"]))
    wanted = sorted(
        setting["pattern"].format(key=spread[i % len(spread)], who=who[i])
        for i in range(wanted_count)
    )
    near_count = 1 + draw.difficulty // 2
    near_keys = draw.several(setting["near"], len(setting["near"]))
    near = [
        setting["pattern"].format(key=near_keys[i % len(near_keys)], who=who[-1 - i])
        for i in range(near_count)
    ]
    total = draw.number(PAGE + 4, PAGE + 9) if paged else draw.number(8, PAGE - 1)
    rest = max(2, total - wanted_count - near_count)
    more_keys = setting["other"]
    others: list[str] = []
    while len(others) < rest - 1:
        name = setting["pattern"].format(key=draw.pick(more_keys), who=draw.pick(who))
        if name not in others:
            others.append(name)
    return wanted, near, [*others, draw.pick(setting["odd"])]


def _state(
    world: Files, source: str, target: str, wanted: list[str], near: list[str], new: str
) -> Any:
    told = [*wanted, *near]
    before = {file.key: file.path for file in world.files}

    def state(facts: Facts) -> str:
        shown = [
            f"file:{folder}/{name}" for folder in (source, target) for name in sorted(told)
            if f"file:{folder}/{name}" in before
        ]  # fmt: skip
        rows = ["| File | Before | Now |", "|---|---|---|"]
        for key in shown:
            was, now = before[key], facts.get(key, "")
            rows.append(
                f"| {was.rpartition('/')[2]} | `{_place(was)}` | {_now(now, was.rpartition('/')[2])} |"
            )
        folder = "there" if f"folder:{source}/{new}" in facts else "not there"
        return "\n".join(
            [*rows, "", f"Folder `{source}/{new}`: {folder}. No other file was moved."]
        )

    return state


def _place(path: str) -> str:
    return path.rpartition("/")[0]


def _now(path: str, was: str) -> str:
    folder, _, name = path.rpartition("/")
    if folder == "(overwritten)":
        return "replaced, cannot be restored"
    return f"`{folder}`" if name == was else f"`{folder}`, as {name}"
