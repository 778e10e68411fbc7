"""A hotel desk: a guest wants to stay longer, if the price allows it."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Fact, Mem, Said
from grader.generators.tools.pools import codes, number, one, people, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Lookalike, Need, Source, Start, Story, ask, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find, named

_KINDS = ("single", "double", "double", "twin", "suite")


def _find_stay(state: State, args: dict[str, Any]) -> Any:
    return cuts(
        named(state["stays"], args["name"]), "stay_id", "name", "room", "departure", "guests"
    )


def _check(state: State, args: dict[str, Any]) -> Any:
    stay = find(state, "stays", "stay_id", args["stay_id"], "stay")
    head = {"stay_id": stay["stay_id"], "room": stay["room"], "nights": args["nights"]}
    total = stay["rate_cents"] * args["nights"]
    return {
        **head,
        "free": stay["free"] >= args["nights"],
        "rate_cents": stay["rate_cents"],
        "total_cents": total,
    }


def _list_rates(state: State, args: dict[str, Any]) -> Any:
    return {
        "season": state["season"],
        "per_night_cents": {"single": 8900, "double": 11900, "suite": 18900},
    }


def _extend(state: State, args: dict[str, Any]) -> Any:
    stay = find(state, "stays", "stay_id", args["stay_id"], "stay")
    stay["departure"] = args["departure"]
    stay["breakfast"] = args["breakfast"]
    return {**cut(stay, "stay_id", "name", "room", "departure", "breakfast"), "status": "extended"}


def _get_stay(state: State, args: dict[str, Any]) -> Any:
    stay = find(state, "stays", "stay_id", args["stay_id"], "stay")
    return cut(stay, "stay_id", "name", "room", "departure", "breakfast")


def _parking(state: State, args: dict[str, Any]) -> Any:
    return {
        "garage_free_places": state["garage"],
        "garage_cents_per_day": 1600,
        "yard_cents_per_day": state["yard"],
    }


def _taxi(state: State, args: dict[str, Any]) -> Any:
    state["taxis"].append({"stay_id": args["stay_id"], "date": args["date"]})
    return {"stay_id": args["stay_id"], "taxi": args["date"], "time": "09:00"}


def _mine(mem: Mem) -> Any:
    return next(row for row in mem.r("stays") if row["room"] == mem.ask("room"))


_STAYS = Rows(
    all=at("stays"),
    pick=_mine,
    key="room",
    columns={"stay": "stay_id", "room": "room", "old": "departure"},
)


def _new(mem: Mem) -> str:
    return shifted(mem.fact("old"), mem.ask("nights"))


STORY = Story(
    needs=(
        Need(
            key="stays",
            tool="find_stay",
            args={"name": ask("name")},
            facts=_STAYS.facts(),
            slips=(_STAYS.swapped("old", 4),),
            rows=(_STAYS,),
        ),
        Need(
            key="check",
            tool="check_extension",
            args={
                "stay_id": fact("stay"),
                "nights": ask(
                    "nights",
                    wrong=lambda m: (m.ask("nights") + 1, m.ask("nights") + 2),
                    echo={"nights": ""},
                ),
            },
            facts=reads("check", "free", "nights", rate="rate_cents", total="total_cents"),
            lookalike=Lookalike(
                tool="list_rates",
                args=lambda _: {},
                quote="The rates of guests who are here already may differ",
                takes={
                    "rate": lambda _, result: result["per_night_cents"]["double"],
                    "free": lambda *_: True,
                    "nights": lambda mem, _: mem.ask("nights"),
                    "total": lambda mem, result: (
                        result["per_night_cents"]["double"] * mem.ask("nights")
                    ),
                },
            ),
            slips=(takes("field", 4, total=at("check", "rate_cents")),),
        ),
        Need(
            key="extend",
            tool="extend_stay",
            args={
                "stay_id": fact("stay"),
                "departure": Source(
                    get=_new,
                    ask="nights",
                    base="old",
                    wrong=lambda m: (shifted(_new(m), -1), shifted(_new(m), 1)),
                    echo={"leaves": ""},
                ),
                "breakfast": ask("breakfast", loses=True, echo={"breakfast": ""}),
            },
            facts=reads("extend", "breakfast", "status", leaves="departure")
            | {"until": Fact(lambda m: _new(m), of=("stays",))},
            after=("check",),
            because=("ask", "limit"),
            only_if=lambda m: m.fact("free") and m.fact("rate") <= m.ask("limit"),
            replaces=True,
        ),
        Need(
            key="again",
            tool="get_stay",
            args={"stay_id": fact("stay")},
            optional=True,
            only_if=lambda m: m.has("extend"),
        ),
        Need(
            key="parking",
            tool="get_parking",
            args={},
            facts=reads("parking", yard="yard_cents_per_day"),
            slips=(takes("field", 4, yard=at("parking", "garage_cents_per_day")),),
            left_out=True,
        ),
    ),
    asked=("rate", "status", "leaves", "yard"),
    extras=(Extra("extend", "order_taxi", lambda m: {"stay_id": m.fact("stay"), "date": _new(m)}),),
    ghosts={"get_prices": "check", "update_departure": "extend"},
)


def _start(chance: Chance) -> Start:
    now = today(chance, range(6))
    guest, second, third, fourth = people(chance, 4)
    rooms = [str(n) for n in some(chance, range(101, 360), 4)]
    ids = codes(chance, "st-####", 4)
    surname = guest.split()[1]
    names = [guest, f"{second.split()[0]} {surname}", third, fourth]
    nights = number(chance, 2, 4)
    stays: list[dict[str, Any]] = [
        {
            "stay_id": ids[n],
            "name": names[n],
            "room": rooms[n],
            "departure": shifted(now, number(chance, 1, 3)),
            "guests": number(chance, 1, 2),
            "rate_cents": number(chance, 84, 139) * 100,
            "free": nights + 2,
            "breakfast": False,
        }
        for n in range(4)
    ]
    mine = stays[0]
    fits = chance.random() < 0.7
    euros = mine["rate_cents"] // 100
    limit = euros + number(chance, 1, 9) if fits else euros - number(chance, 2, 9)
    if limit % 10 and fits:
        limit += 10 - limit % 10
    order = [int(n) for n in chance.permutation(4)]
    stays = [stays[n] for n in order]
    word = ("two", "three", "four")[nights - 2]
    asks = {
        "name": Said(surname, surname),
        "room": Said(mine["room"], f"room {mine['room']}"),
        "nights": Said(nights, f"{word} more nights"),
        "limit": Said(
            limit * 100,
            one(
                chance,
                (
                    f"only if it's no more than €{limit} a night",
                    f"provided that a night costs €{limit} at most",
                    f"but only if you can do it for €{limit} or less a night",
                ),
            ),
        ),
        "breakfast": Said(
            True, one(chance, ("with breakfast from now on", "with breakfast this time"))
        ),
    }
    state: State = {
        "lenient": bool(chance.random() < 0.4),
        "stays": stays,
        "season": "main",
        "garage": number(chance, 0, 9),
        "yard": number(chance, 4, 11) * 100,
        "taxis": [],
    }
    return Start(state, asks, {"today": now}, STORY)


SETTING = Setting(
    "hotel",
    {
        "find_stay": _find_stay,
        "check_extension": _check,
        "list_rates": _list_rates,
        "extend_stay": _extend,
        "get_stay": _get_stay,
        "get_parking": _parking,
        "order_taxi": _taxi,
    },
    _start,
)
