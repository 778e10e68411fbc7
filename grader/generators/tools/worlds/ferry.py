"""A ferry line: a booking is moved to another sailing if the car finds room."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Fact, Mem, Said
from grader.generators.tools.pools import code, codes, coming, number, one, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Lookalike, Need, Start, Story, ask, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find

_ROUTES = (
    ("Saltmere", "Hollin Island"),
    ("Birkhaven", "Torsey"),
    ("Port Ennis", "Great Skarra"),
    ("Calderby", "Lundholm"),
    ("Westerby", "St Orrin"),
)
_SHIPS = ("Petrel", "Guillemot", "Kittiwake", "Fulmar", "Razorbill", "Sandpiper", "Gannet")


def _get_booking(state: State, args: dict[str, Any]) -> Any:
    return find(state, "bookings", "booking_code", args["booking_code"], "booking")


def _list_sailings(state: State, args: dict[str, Any]) -> Any:
    rows = [
        row
        for row in state["sailings"]
        if row["date"] == args["date"] and row["departs"] >= args["after"]
    ]
    seen = cuts(rows, "sailing_id", "ship", "departs", "arrives", "free_seats")
    return {"date": args["date"], "after": args["after"], "sailings": seen}


def _get_timetable(state: State, args: dict[str, Any]) -> Any:
    rows = [row for row in state["sailings"] if row["date"] == state["plain_day"]]
    return {"from": args["from_port"], "season": "summer", "departures": [r["usual"] for r in rows]}


def _get_deck_space(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "sailings", "sailing_id", args["sailing_id"], "sailing")
    return {**cut(row, "sailing_id"), "car_length_m": args["car_length_m"], "places": row["places"]}


def _move_booking(state: State, args: dict[str, Any]) -> Any:
    booking = find(state, "bookings", "booking_code", args["booking_code"], "booking")
    row = find(state, "sailings", "sailing_id", args["sailing_id"], "sailing")
    booking |= cut(row, "sailing_id", "ship", "date", "departs")
    shown = cut(booking, "booking_code", "sailing_id", "ship", "date", "departs")
    return {**shown, "status": "moved"}


def _add_lounge(state: State, args: dict[str, Any]) -> Any:
    booking = find(state, "bookings", "booking_code", args["booking_code"], "booking")
    booking["lounge"] = True
    return {"booking_code": booking["booking_code"], "lounge": True, "price": 14.0}


_SAILINGS = Rows(
    all=at("sailings", "sailings"),
    pick=at("sailings", "sailings", 0),
    key="ship",
    columns={"sailing": "sailing_id", "ship": "ship", "departs": "departs", "arrives": "arrives"},
)


def _arrival(mem: Mem) -> Any:
    """Return when they arrive, which only matters once they are booked on it."""
    return mem.fact("arrives") if mem.has("move") else None


STORY = Story(
    needs=(
        Need(
            key="booking",
            tool="get_booking",
            args={"booking_code": ask("code")},
            facts=reads("booking", port="from", car="car_length_m", old_day="date", old="departs"),
            slips=(takes("field", 4, passing=True, old=at("booking", "check_in_until")),),
        ),
        Need(
            key="sailings",
            tool="list_sailings",
            args={
                "from_port": fact("port"),
                "date": ask(
                    "day",
                    wrong=lambda m: (shifted(m.ask("day"), 1), shifted(m.ask("day"), -1)),
                    echo={"day": ""},
                ),
                "after": ask("after"),
            },
            facts=_SAILINGS.facts() | reads("sailings", day="date", after="after"),
            slips=(_SAILINGS.beside(3), _SAILINGS.swapped("arrives")),
            rows=(_SAILINGS,),
            lookalike=Lookalike(
                tool="get_timetable",
                args=lambda m: {"from_port": m.r("booking")["from"]},
                quote="Says nothing about single days or free seats",
            ),
        ),
        Need(
            key="deck",
            tool="get_deck_space",
            args={
                "sailing_id": fact("sailing"),
                "car_length_m": fact("car", wrong=lambda m: (m.fact("car") - 1,)),
            },
            facts=reads("deck", "places"),
        ),
        Need(
            key="move",
            tool="move_booking",
            args={
                "booking_code": ask("code"),
                "sailing_id": fact(
                    "sailing",
                    wrong=lambda m: [row["sailing_id"] for row in _SAILINGS.all(m)[1:]],
                    echo={"moved_at": "departs", "moved_ship": "ship"},
                    honest=False,
                ),
            },
            facts=reads("move", status="status", moved_ship="ship", moved_at="departs")
            | {"arrival": Fact(_arrival, of=("sailings",))},
            after=("deck",),
            because=("ask", "room"),
            only_if=lambda m: m.fact("places") > 0,
            replaces=True,
        ),
    ),
    asked=("status", "moved_at", "arrival", "places"),
    extras=(Extra("move", "add_lounge", lambda m: {"booking_code": m.ask("code")}),),
    ghosts={"check_car_space": "deck"},
)


def _start(chance: Chance) -> Start:
    now = today(chance)
    port, island = one(chance, _ROUTES)
    day = coming(chance, now, (3, 4, 5, 6))
    booking = code(chance, one(chance, ("@@####", "@#@##", "####-@@")))
    sailings: list[dict[str, Any]] = []
    first, gap, takes_min = number(chance, 6, 8), number(chance, 2, 3), number(chance, 45, 110, 5)
    ids = codes(chance, "S-###", 15)
    for offset in (-1, 0, 1):
        ships = some(chance, _SHIPS, 5)
        for turn in range(5):
            minute = 60 * (first + gap * turn) + number(chance, 0, 55, 5)
            usual = 60 * (first + gap * turn) + 30
            sailings.append(
                {
                    "sailing_id": ids[len(sailings)],
                    "date": shifted(day.value, offset),
                    "ship": ships[turn],
                    "departs": _clock(minute),
                    "arrives": _clock(minute + takes_min + number(chance, 0, 15, 5)),
                    "usual": _clock(usual),
                    "free_seats": number(chance, 9, 180),
                    "places": number(chance, 1, 7),
                }
            )
    that_day = [row for row in sailings if row["date"] == day.value]
    hour = int(that_day[number(chance, 1, 2)]["departs"][:2])
    chosen = next(row for row in that_day if row["departs"] >= f"{hour:02d}:00")
    if chance.random() < 0.35:
        chosen["places"] = 0
    old = shifted(day.value, number(chance, 2, 4))
    length = number(chance, 4, 6)
    state: State = {
        "plain_day": day.value,
        "lenient": bool(chance.random() < 0.4),
        "sailings": sailings,
        "bookings": [
            {
                "booking_code": booking,
                "from": port,
                "to": island,
                "date": old,
                "check_in_until": "13:15",
                "departs": "13:45",
                "sailing_id": "S-98",
                "ship": "Curlew",
                "passengers": number(chance, 2, 5),
                "car_length_m": length,
            }
        ],
    }
    said = one(chance, (f"after {hour} o'clock", f"after {hour}:00"))
    asks = {
        "code": Said(booking, booking),
        "day": day,
        "after": Said(f"{hour:02d}:00", said),
        "room": Said(
            True,
            one(
                chance,
                (
                    "only if there's room for the car",
                    "but only if the car still fits on it",
                    "as long as there is a place for the car",
                ),
            ),
        ),
    }
    return Start(state, asks, {"today": now, "island": island, "port": port}, STORY)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


SETTING = Setting(
    "ferry",
    {
        "get_booking": _get_booking,
        "list_sailings": _list_sailings,
        "get_timetable": _get_timetable,
        "get_deck_space": _get_deck_space,
        "move_booking": _move_booking,
        "add_lounge": _add_lounge,
    },
    _start,
)
