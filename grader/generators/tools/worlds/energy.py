"""A landlord's energy meters: what a flat used in two stretches of time, and the price of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from grader.generators.tools.mem import Fact, Mem, Said
from grader.generators.tools.pools import codes, number, one, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Lookalike, Need, Start, Story, ask, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find, named

_PLACES = (
    "Attic flat",
    "Bakery",
    "Basement",
    "Garage",
    "Garden flat",
    "Laundry room",
    "Shop",
    "Studio",
    "Stairwell",
    "Workshop",
)


def _find_meter(state: State, args: dict[str, Any]) -> Any:
    return cuts(state["meters"], "meter_id", "place", "kind")


def _usage(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "meters", "meter_id", args["meter_id"], "meter")
    first, last = (dt.date.fromisoformat(args[key]) for key in ("from", "to"))
    days = (last - first).days + 1
    ordinal = first.toordinal()
    total = sum(row["base"] + state["moods"][(ordinal + n) % 41] for n in range(max(days, 0)))
    head = {"meter_id": row["meter_id"], "from": args["from"], "to": args["to"], "days": days}
    return {**head, "kwh": round(total / 10, 1), "peak_kw": row["peak"]}


def _forecast(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "meters", "meter_id", args["meter_id"], "meter")
    kwh = round(row["base"] * args["days"] * 0.12 + 3.3, 1)
    return {
        "meter_id": row["meter_id"],
        "kind": "estimate",
        "first_day": state["today"],
        "days": args["days"],
        "kwh": kwh,
    }


def _tariff(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "meters", "meter_id", args["meter_id"], "meter")
    return {
        "meter_id": row["meter_id"],
        "cents_per_kwh": row["cents"],
        "standing_charge_cents_per_day": row["standing"],
        "fixed_until": row["until"],
    }


def _alarm(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "meters", "meter_id", args["meter_id"], "meter")
    row["alarm_kwh"] = args["kwh_per_day"]
    return {**cut(row, "meter_id", "alarm_kwh"), "status": "set"}


def _mine(mem: Mem) -> Any:
    return named(mem.r("meters"), mem.ask("place"), "place")[0]


_METERS = Rows(
    all=at("meters"), pick=_mine, key="place", columns={"meter": "meter_id", "place": "place"}
)


def _days_off(key: str, by: tuple[int, ...]) -> Any:
    return lambda m: [shifted(m.ask(key), n) for n in by]


STORY = Story(
    needs=(
        Need(key="meters", tool="list_meters", args={}, facts=_METERS.facts(), rows=(_METERS,)),
        Need(
            key="late",
            tool="get_usage",
            args={
                "meter_id": fact(
                    "meter",
                    wrong=lambda m: [r["meter_id"] for r in _METERS.all(m) if r != _mine(m)],
                ),
                "from": ask(
                    "late_from", wrong=_days_off("late_from", (1, -1, 7)), echo={"late_from": ""}
                ),
                "to": ask("late_to", wrong=_days_off("late_to", (1, -1, 7)), echo={"late_to": ""}),
            },
            facts=reads("late", late="kwh", late_from="from", late_to="to"),
            slips=(takes("field", 4, late=at("late", "peak_kw")),),
            lookalike=Lookalike(
                tool="get_forecast",
                args=lambda m: {"meter_id": m.fact("meter"), "days": 7},
                quote="estimated from the weather; not what was measured",
                takes={
                    "late": lambda _, result: result["kwh"],
                    "late_from": lambda mem, _: mem.ask("late_from"),
                    "late_to": lambda mem, _: mem.ask("late_to"),
                },
            ),
        ),
        Need(
            key="early",
            tool="get_usage",
            args={
                "meter_id": fact("meter"),
                "from": ask(
                    "early_from", wrong=_days_off("early_from", (1, -1)), echo={"early_from": ""}
                ),
                "to": ask("early_to", wrong=_days_off("early_to", (-1, 1)), echo={"early_to": ""}),
            },
            facts=reads("early", early="kwh", early_from="from", early_to="to")
            | {
                "apart": Fact(
                    lambda m: round(m.fact("late") - m.fact("early"), 1), of=("late", "early")
                ),
                "more": Fact(lambda m: m.fact("late") > m.fact("early"), of=("late", "early")),
                "by": Fact(
                    lambda m: abs(round(m.fact("late") - m.fact("early"), 1)), of=("late", "early")
                ),
            },
            slips=(
                takes("sum", 4, by=lambda m: round(m.told("by") + 1, 1)),
                takes("sum", 3, more=lambda m: not m.told("more")),
            ),
        ),
        Need(
            key="tariff",
            tool="get_tariff",
            args={"meter_id": fact("meter")},
            facts=reads("tariff", cents="cents_per_kwh", until="fixed_until"),
            slips=(takes("field", 4, cents=at("tariff", "standing_charge_cents_per_day")),),
            left_out=True,
        ),
    ),
    asked=("late", "early", "by", "cents"),
    extras=(
        Extra("early", "set_alarm", lambda m: {"meter_id": m.fact("meter"), "kwh_per_day": 12}),
    ),
    ghosts={"get_price": "tariff", "compare_usage": "early"},
)


def _start(chance: Chance) -> Start:
    now = today(chance, range(7))
    day = dt.date.fromisoformat(now)
    monday = shifted(now, -day.weekday())
    places = sorted(some(chance, _PLACES, 5))
    ids = codes(chance, "m-##@", 5)
    meters = [
        {
            "meter_id": ids[n],
            "place": place,
            "kind": "electricity",
            "base": number(chance, 40, 180),
            "peak": round(number(chance, 11, 49) / 10, 1),
            "cents": round(number(chance, 240, 390) / 10, 1),
            "standing": round(number(chance, 180, 235) / 5, 1),
            "until": f"{now[:4]}-12-31",
        }
        for n, place in enumerate(places)
    ]
    mine = one(chance, places)
    if chance.random() < 0.5:
        late, early = (-7, -1), (-14, -8)
        words = ("last week", "the week before")
    else:
        late, early = (-7, -1), (-35, -29)
        words = ("last week", "four weeks before that")
    asks = {
        "place": Said(mine, f"the {mine.lower()}"),
        "late_from": Said(shifted(monday, late[0]), words[0]),
        "late_to": Said(shifted(monday, late[1]), words[0]),
        "early_from": Said(shifted(monday, early[0]), words[1]),
        "early_to": Said(shifted(monday, early[1]), words[1]),
    }
    state: State = {
        "lenient": bool(chance.random() < 0.5),
        "meters": meters,
        "today": now,
        "moods": [number(chance, 0, 70) for _ in range(41)],
    }
    given = {"today": now, "place": f"the {mine.lower()}"}
    return Start(state, asks, given, STORY)


SETTING = Setting(
    "energy",
    {
        "list_meters": _find_meter,
        "get_usage": _usage,
        "get_forecast": _forecast,
        "get_tariff": _tariff,
        "set_alarm": _alarm,
    },
    _start,
)
