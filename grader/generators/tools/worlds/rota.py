"""A clinic's rota: an open shift goes to whoever may take it and has the fewest hours."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Said
from grader.generators.tools.pools import codes, coming, number, one, people, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Lookalike, Need, Start, Story, ask, fact
from grader.generators.tools.world import Chance, RefusedError, State
from grader.generators.tools.worlds.tables import cut, cuts, find, where

_WARDS = ("surgery", "maternity", "children", "emergency")
_SKILLS = ("nurse", "midwife", "assistant")
_TIMES = {"early": "06:00-14:00", "late": "14:00-22:00", "night": "22:00-06:00"}


def _shifts(state: State, args: dict[str, Any]) -> Any:
    rows = where(state, "shifts", ward=args["ward"], date=args["date"])
    if args["open_only"]:
        rows = [row for row in rows if row["staff"] is None]
    return {
        "ward": args["ward"],
        "date": args["date"],
        "shifts": cuts(rows, "shift_id", "kind", "staff"),
    }


def _staff(state: State, args: dict[str, Any]) -> Any:
    rows = [row for row in state["staff"] if args["skill"] in (None, row["skill"])]
    rows = [row for row in rows if args["date"] not in row["away"]]
    head = {"date": args["date"], "skill": args["skill"]}
    return {**head, "free": cuts(rows, "staff_id", "name", "hours_this_week", "hours_last_week")}


def _phone_list(state: State, args: dict[str, Any]) -> Any:
    return [{"name": row["name"], "extension": row["extension"]} for row in state["staff"]]


def _rest(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "staff", "staff_id", args["staff_id"], "staff member")
    shift = find(state, "shifts", "shift_id", args["shift_id"], "shift")
    return {
        "staff_id": row["staff_id"],
        "shift_id": shift["shift_id"],
        "hours_of_rest_before": row["rest"],
    }


def _assign(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "staff", "staff_id", args["staff_id"], "staff member")
    shift = find(state, "shifts", "shift_id", args["shift_id"], "shift")
    if shift["staff"] is not None:
        raise RefusedError(f"shift {shift['shift_id']} is taken")
    shift["staff"] = row["name"]
    shift["overtime"] = args["overtime"]
    return {**cut(shift, "shift_id", "kind", "date"), "name": row["name"], "status": "assigned"}


def _get_shift(state: State, args: dict[str, Any]) -> Any:
    return cut(
        find(state, "shifts", "shift_id", args["shift_id"], "shift"),
        "shift_id",
        "kind",
        "date",
        "staff",
    )


def _swap_request(state: State, args: dict[str, Any]) -> Any:
    state["circulars"].append(args["ward"])
    return {"circular": "sent", "ward": args["ward"]}


_OPEN = Rows(
    all=at("shifts", "shifts"),
    pick=lambda m: next(row for row in m.r("shifts")["shifts"] if row["staff"] is None),
    key="kind",
    columns={"shift": "shift_id", "kind": "kind"},
)
_FREE = Rows(
    all=at("staff", "free"),
    pick=lambda m: min(m.r("staff")["free"], key=lambda row: row["hours_this_week"]),
    key="name",
    columns={"staff": "staff_id", "name": "name", "hours": "hours_this_week"},
)

STORY = Story(
    needs=(
        Need(
            key="shifts",
            tool="list_shifts",
            args={
                "ward": ask(
                    "ward",
                    wrong=lambda m: [w for w in _WARDS if w != m.ask("ward")][:2],
                    echo={"ward": ""},
                ),
                "date": ask("day"),
            },
            facts=_OPEN.facts() | reads("shifts", "ward"),
            rows=(_OPEN,),
        ),
        Need(
            key="staff",
            tool="list_free_staff",
            args={
                "date": ask(
                    "day",
                    wrong=lambda m: (shifted(m.ask("day"), 1), shifted(m.ask("day"), -1)),
                    echo={"day": ""},
                ),
                "skill": ask("skill", loses=True, echo={"skill": ""}),
            },
            facts=_FREE.facts() | reads("staff", "skill", day="date"),
            slips=(
                _FREE.beside(4),
                takes("field", 5, hours=lambda m: _FREE.pick(m)["hours_last_week"]),
            ),
            rows=(_FREE,),
            lookalike=Lookalike(
                tool="get_phone_list",
                args=lambda _: {},
                quote="Says nothing about who is free",
            ),
        ),
        Need(
            key="rest",
            tool="get_rest",
            args={"staff_id": fact("staff"), "shift_id": fact("shift")},
            facts=reads("rest", rest="hours_of_rest_before"),
        ),
        Need(
            key="assign",
            tool="assign_shift",
            args={
                "shift_id": fact("shift"),
                "staff_id": fact(
                    "staff",
                    wrong=lambda m: [r["staff_id"] for r in _FREE.all(m) if r != _FREE.pick(m)],
                    echo={"given_to": "name"},
                    honest=False,
                ),
            },
            facts=reads("assign", status="status", given_to="name"),
            after=("rest",),
            because=("given", "rule"),
            only_if=lambda m: m.fact("rest") >= 11,
        ),
        Need(
            key="again",
            tool="get_shift",
            args={"shift_id": fact("shift")},
            optional=True,
            only_if=lambda m: m.has("assign"),
        ),
    ),
    asked=("given_to", "hours", "status", "kind"),
    extras=(Extra("assign", "send_circular", lambda m: {"ward": m.ask("ward")}),),
    ghosts={"check_rules": "rest", "find_replacement": "staff"},
)


def _start(chance: Chance) -> Start:
    now = today(chance)
    day = coming(chance, now, (2, 3, 4, 5, 6))
    ward, skill = one(chance, _WARDS), one(chance, _SKILLS)
    kind = one(chance, list(_TIMES))
    names = people(chance, 9)
    ids, shift_ids = codes(chance, "p-###", 9), codes(chance, "sh-####", 6)
    hours = some(chance, range(12, 39), 9)
    staff = []
    for n in range(9):
        others = [other for other in _SKILLS if other != skill]
        own = skill if n < 4 else one(chance, others)
        away = [day.value] if n == 3 else ([shifted(day.value, 1)] if n == 0 else [])
        staff.append(
            {
                "staff_id": ids[n],
                "name": names[n],
                "skill": own,
                "hours_this_week": hours[n],
                "hours_last_week": number(chance, 12, 38),
                "away": away,
                "rest": number(chance, 11, 36),
                "extension": number(chance, 200, 899),
            }
        )
    # Somebody of another skill has fewer hours, and so has one who is away.
    staff[0]["hours_this_week"] = min(hours[:3])
    staff[1]["hours_this_week"], staff[2]["hours_this_week"] = sorted(hours[:3])[1:]
    staff[3]["hours_this_week"] = min(hours[:3]) - 2
    staff[4]["hours_this_week"] = min(hours[:3]) - 4
    if chance.random() < 0.3:
        staff[0]["rest"] = number(chance, 7, 10)
    order = [int(n) for n in chance.permutation(9)]
    staff = [staff[n] for n in order]
    taken = [one(chance, names[4:]) for _ in range(6)]
    shifts = []
    for n, (where_, name) in enumerate(
        [(w, k) for w in (ward, one(chance, [x for x in _WARDS if x != ward])) for k in _TIMES]
    ):
        free = where_ == ward and name == kind
        shifts.append(
            {
                "shift_id": shift_ids[n],
                "ward": where_,
                "date": day.value,
                "kind": name,
                "staff": None if free else taken[n],
                "overtime": False,
            }
        )
    state: State = {"lenient": False, "staff": staff, "shifts": shifts, "circulars": []}
    rule = "Nobody is put on a shift before it has been checked that they have at least 11 hours of rest."
    label = {"nurse": "a nurse", "midwife": "a midwife", "assistant": "an assistant"}[skill]
    wards = {
        "surgery": "in surgery",
        "maternity": "in maternity",
        "children": "on the children's ward",
        "emergency": "in emergency",
    }
    asks = {"ward": Said(ward, wards[ward]), "day": day, "skill": Said(skill, label)}
    return Start(state, asks, {"today": now, "rule": rule, "ward": wards[ward]}, STORY)


SETTING = Setting(
    "rota",
    {
        "list_shifts": _shifts,
        "list_free_staff": _staff,
        "get_phone_list": _phone_list,
        "get_rest": _rest,
        "assign_shift": _assign,
        "get_shift": _get_shift,
        "send_circular": _swap_request,
    },
    _start,
)
