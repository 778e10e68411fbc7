"""Car-sharing: the nearest car with range enough is reserved, if the trip does not cost too much."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Fact, Mem, Said
from grader.generators.tools.pools import STREETS, codes, coming, number, one, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Lookalike, Need, Start, Story, ask, fact, given
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find

_MODELS = ("Ardo", "Belva", "Cirro", "Dunlin", "Elmo XL", "Fjord", "Gala", "Hopper")


def _find(state: State, args: dict[str, Any]) -> Any:
    rows = [row for row in state["cars"] if row["seats"] >= args["seats"]]
    rows = sorted(rows, key=lambda row: row["metres"])
    head = cut(args, "date", "start", "hours", "seats")
    return {
        **head,
        "sorted_by": "distance",
        "cars": cuts(rows, "car_id", "model", "street", "metres", "range_km", "max_range_km"),
    }


def _quote(state: State, args: dict[str, Any]) -> Any:
    car = find(state, "cars", "car_id", args["car_id"], "car")
    total = round(car["hourly"] * args["hours"] + 0.24 * args["km"], 2)
    return {
        **cut(car, "car_id", "model"),
        "hours": args["hours"],
        "km": args["km"],
        "total": total,
        "deposit": state["deposit"],
    }


def _tariffs(state: State, args: dict[str, Any]) -> Any:
    return {"tariff": "guests without membership", "per_hour_price": 9.9, "per_km_price": 0.45}


def _reserve(state: State, args: dict[str, Any]) -> Any:
    car = find(state, "cars", "car_id", args["car_id"], "car")
    booking = {**cut(car, "car_id", "model"), **cut(args, "date", "start", "hours")}
    state["bookings"].append({**booking, "member": args["member"], "cover": args["full_cover"]})
    return {**booking, "code": f"{state['code']}", "status": "reserved"}


def _rules(state: State, args: dict[str, Any]) -> Any:
    return {"topic": args["topic"], "text": state["rules"][args["topic"]]}


def _upgrade(state: State, args: dict[str, Any]) -> Any:
    state["plans"].append(args["member"])
    return {"member": args["member"], "plan": "plus", "fee": 7.0}


_CARS = Rows(
    all=at("cars", "cars"),
    pick=lambda m: next(row for row in m.r("cars")["cars"] if row["range_km"] >= m.ask("km")),
    key="model",
    columns={
        "car": "car_id",
        "model": "model",
        "street": "street",
        "metres": "metres",
        "range": "range_km",
    },
)


def _cheap(mem: Mem) -> bool:
    return bool(mem.fact("total") <= mem.ask("limit"))


def _stands(mem: Mem) -> Any:
    """Return where the car stands, which only matters once it is reserved."""
    return mem.fact("street") if mem.has("reserve") else None


STORY = Story(
    needs=(
        Need(
            key="cars",
            tool="find_cars",
            args={
                "date": ask("day"),
                "start": ask("start"),
                "hours": ask("hours"),
                "seats": ask("seats", loses=True),
            },
            facts=_CARS.facts(),
            slips=(
                _CARS.beside(4),
                _CARS.swapped("street"),
                _CARS.swapped("metres", 4, passing=True),
            ),
            rows=(_CARS,),
        ),
        Need(
            key="quote",
            tool="get_quote",
            args={
                "car_id": fact("car"),
                "hours": ask("hours"),
                "km": ask("km", wrong=lambda m: (m.ask("km") * 2, m.ask("km") - 20)),
            },
            facts=reads("quote", "total", "deposit"),
            slips=(takes("field", 4, passing=True, deposit=at("quote", "total")),),
            lookalike=Lookalike(
                tool="get_guest_tariff",
                args=lambda _: {},
                quote="what people without a membership pay",
            ),
        ),
        Need(
            key="reserve",
            tool="reserve_car",
            args={
                "car_id": fact(
                    "car",
                    wrong=lambda m: [r["car_id"] for r in _CARS.all(m) if r != _CARS.pick(m)],
                    echo={"booked": "model"},
                    honest=False,
                ),
                "date": ask(
                    "day",
                    wrong=lambda m: (shifted(m.ask("day"), 1), shifted(m.ask("day"), 7)),
                    echo={"day": ""},
                ),
                "start": ask(
                    "start",
                    wrong=lambda m: (f"{int(m.ask('start')[:2]) + 1:02d}{m.ask('start')[2:]}",),
                    echo={"start": ""},
                ),
                "hours": ask(
                    "hours",
                    wrong=lambda m: (m.ask("hours") + 1, m.ask("hours") - 1),
                    echo={"hours": ""},
                ),
                "member": given("member"),
            },
            facts=reads(
                "reserve", "start", "hours", "status", booked="model", day="date", code="code"
            )
            | {"stands": Fact(_stands, of=("cars",))},
            after=("quote",),
            because=("ask", "if"),
            only_if=_cheap,
        ),
        Need(
            key="rule",
            tool="get_rules",
            args={
                "topic": ask(
                    "topic",
                    wrong=lambda m: [
                        t for t in ("pets", "charging", "child_seats") if t != m.ask("topic")
                    ],
                    echo={"topic": ""},
                )
            },
            facts=reads("rule", "topic", rule="text"),
            left_out=True,
        ),
    ),
    asked=("total", "booked", "rule", "stands"),
    extras=(Extra("reserve", "upgrade_plan", lambda m: {"member": m.given["member"]}),),
    ghosts={"search_vehicles": "cars", "get_policy": "rule"},
)


def _start(chance: Chance) -> Start:
    now = today(chance)
    day = coming(chance, now, (2, 3, 4, 5, 6))
    models, streets = some(chance, _MODELS, 6), some(chance, STREETS, 6)
    ids = codes(chance, "c-###", 6)
    hours, km = number(chance, 3, 8), number(chance, 60, 160, 10)
    seats = number(chance, 5, 6)
    distances = sorted(some(chance, range(120, 1500, 10), 6))
    cars: list[dict[str, Any]] = []
    for n in range(6):
        # The nearest has too few seats, the second too little left in its battery.
        charged = number(chance, km // 10 + 3, 38) * 10
        left = km - number(chance, 1, 3) * 10 if n == 1 else charged
        cars.append(
            {
                "car_id": ids[n],
                "model": models[n],
                "street": streets[n],
                "metres": distances[n],
                "range_km": left,
                "max_range_km": 420,
                "seats": 4 if n == 0 else seats + n % 2,
                "hourly": round(number(chance, 28, 62) / 10, 1),
            }
        )
    mine = cars[2]
    total = mine["hourly"] * hours + 0.24 * km
    limit = (
        int(total) + number(chance, 2, 9)
        if chance.random() < 0.7
        else int(total) - number(chance, 3, 8)
    )
    member = codes(chance, "M-####", 1)[0]
    topic = one(chance, ("pets", "charging", "child_seats"))
    rules = {
        "pets": one(
            chance,
            ("Pets travel in a box, in the boot.", "Dogs may come along on a blanket of your own."),
        ),
        "charging": one(
            chance,
            (
                "Plug the car in if less than 30 per cent are left.",
                "Charging on the way costs nothing with the card in the car.",
            ),
        ),
        "child_seats": one(
            chance,
            (
                "There is a child seat in the boot of every car.",
                "Bring your own child seat; there is none in the cars.",
            ),
        ),
    }
    hour = number(chance, 7, 15)
    start = f"{hour:02d}:{one(chance, (0, 30)):02d}"
    asks = {
        "day": day,
        "start": Said(start, one(chance, (f"from {start}", f"starting at {start}"))),
        "hours": Said(hours, f"{'three four five six seven eight'.split()[hours - 3]} hours"),
        "km": Said(km, f"{km} km"),
        "seats": Said(seats, f"{'five six'.split()[seats - 5]} people"),
        "limit": Said(limit, f"€{limit}"),
        "if": Said(
            True,
            one(
                chance,
                (
                    f"if it's no more than €{limit}",
                    f"only if it comes to €{limit} or less",
                    f"provided that it costs €{limit} at most",
                ),
            ),
        ),
        "topic": Said(
            topic,
            {"pets": "taking the dog", "charging": "charging", "child_seats": "child seats"}[topic],
        ),
    }
    state: State = {
        "lenient": bool(chance.random() < 0.5),
        "cars": cars,
        "bookings": [],
        "plans": [],
        "rules": rules,
        "deposit": float(number(chance, 8, 20) * 10),
        "code": str(number(chance, 1000, 9999)),
    }
    return Start(state, asks, {"today": now, "member": member}, STORY)


SETTING = Setting(
    "cars",
    {
        "find_cars": _find,
        "get_quote": _quote,
        "get_guest_tariff": _tariffs,
        "reserve_car": _reserve,
        "get_rules": _rules,
        "upgrade_plan": _upgrade,
    },
    _start,
)
