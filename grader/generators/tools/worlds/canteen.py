"""A caterer: the cheapest dish of a diet is ordered for a day, if there is still time."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Fact, Said
from grader.generators.tools.pools import codes, coming, number, one, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Need, Start, Story, ask, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find, where

_DISHES = (
    "Barley bowl",
    "Leek tart",
    "Lentil stew",
    "Noodle salad",
    "Pea risotto",
    "Pumpkin curry",
    "Roast roots",
    "Spinach pie",
    "Stuffed peppers",
    "Tomato bake",
    "Bean chilli",
    "Mushroom pilaf",
)


def _menu(state: State, args: dict[str, Any]) -> Any:
    rows = [
        r
        for r in where(state, "dishes", date=args["date"])
        if args["diet"] == "any" or args["diet"] in r["diets"]
    ]
    head = {"date": args["date"], "diet": args["diet"], "sorted_by": "name"}
    return {**head, "dishes": cuts(rows, "dish_id", "name", "price", "price_for_staff")}


def _deadline(state: State, args: dict[str, Any]) -> Any:
    return {
        "date": args["date"],
        "orders_open": state["open"],
        "order_until": state["until"],
        "change_until": state["change"],
    }


def _order(state: State, args: dict[str, Any]) -> Any:
    dish = find(state, "dishes", "dish_id", args["dish_id"], "dish")
    order = {
        **cut(dish, "dish_id", "name"),
        "date": args["date"],
        "portions": args["portions"],
        "deliver_at": args["deliver_at"],
    }
    order["total"] = round(dish["price"] * args["portions"], 2)
    state["orders"].append({**order, "cutlery": args["cutlery"]})
    return {
        **order,
        "status": "ordered",
        "order_number": f"{state['prefix']}{len(state['orders']):02d}",
    }


def _orders(state: State, args: dict[str, Any]) -> Any:
    return cuts(
        where(state, "orders", date=args["date"]), "name", "portions", "deliver_at", "total"
    )


def _dessert(state: State, args: dict[str, Any]) -> Any:
    state["desserts"].append(dict(args))
    return {
        "date": args["date"],
        "dessert": "fruit salad",
        "portions": args["portions"],
        "total": round(2.4 * args["portions"], 2),
    }


_MENU = Rows(
    all=at("menu", "dishes"),
    pick=lambda m: min(m.r("menu")["dishes"], key=lambda row: row["price"]),
    key="name",
    columns={"dish": "dish_id", "name": "name", "price": "price"},
)

STORY = Story(
    needs=(
        Need(
            key="menu",
            tool="get_menu",
            args={"date": ask("day"), "diet": ask("diet", loses=True, echo={"diet": ""})},
            facts=_MENU.facts() | reads("menu", "diet"),
            slips=(
                _MENU.beside(3),
                takes("field", 4, price=lambda m: _MENU.pick(m)["price_for_staff"]),
            ),
            rows=(_MENU,),
        ),
        Need(
            key="deadline",
            tool="get_deadline",
            args={"date": ask("day")},
            facts=reads("deadline", open="orders_open", last="change_until"),
            slips=(takes("field", 4, last=at("deadline", "order_until")),),
        ),
        Need(
            key="order",
            tool="order_dish",
            args={
                "dish_id": fact(
                    "dish",
                    wrong=lambda m: [r["dish_id"] for r in _MENU.all(m) if r != _MENU.pick(m)],
                    echo={"ordered": "name", "total": "planned"},
                    honest=False,
                ),
                "date": ask(
                    "day",
                    wrong=lambda m: (shifted(m.ask("day"), 1), shifted(m.ask("day"), -1)),
                    echo={"day": ""},
                ),
                "portions": ask(
                    "portions",
                    wrong=lambda m: (m.ask("portions") + 1, m.ask("portions") - 3),
                    echo={"portions": "", "total": "planned"},
                    honest=False,
                ),
                "deliver_at": ask(
                    "time",
                    wrong=lambda m: (f"{int(m.ask('time')[:2]) + 1:02d}{m.ask('time')[2:]}",),
                    echo={"time": ""},
                ),
            },
            facts=reads(
                "order",
                "portions",
                "total",
                "status",
                ordered="name",
                day="date",
                time="deliver_at",
                number="order_number",
            )
            | {
                "planned": Fact(
                    lambda m: round(m.fact("price") * m.ask("portions"), 2), of=("menu",)
                )
            },
            after=("deadline",),
            because=("given", "rule"),
            only_if=lambda m: m.fact("open"),
        ),
        Need(
            key="orders",
            tool="list_orders",
            args={"date": ask("day")},
            optional=True,
            only_if=lambda m: m.has("order"),
        ),
    ),
    asked=("status", "total", "last"),
    extras=(
        Extra(
            "order",
            "order_dessert",
            lambda m: {"date": m.ask("day"), "portions": m.ask("portions")},
        ),
    ),
    ghosts={"search_dishes": "menu", "place_order": "order"},
)


def _start(chance: Chance) -> Start:
    now = today(chance)
    day = coming(chance, now, (2, 3, 4))
    diet, words = one(
        chance,
        (("vegan", "vegan"), ("gluten_free", "free of gluten"), ("nut_free", "free of nuts")),
    )
    ids = codes(chance, "D##@", 18)
    dishes: list[dict[str, Any]] = []
    for offset in (-1, 0, 1):
        names = sorted(some(chance, _DISHES, 6))
        prices = some(chance, range(54, 119), 6)
        suits = [int(n) for n in chance.permutation(6)[:3]]
        # The cheapest of all does not suit, so that the condition matters.
        cheapest = prices.index(min(prices))
        suits = [n for n in range(6) if n != cheapest][:3] if cheapest in suits else suits
        for n in range(6):
            price = round(prices[n] / 10 + 0.3, 2)
            dishes.append(
                {
                    "dish_id": ids[len(dishes)],
                    "date": shifted(day.value, offset),
                    "name": names[n],
                    "price": price,
                    "price_for_staff": round(price - 1.5, 2),
                    "diets": [diet] if n in suits else [],
                }
            )
    portions = number(chance, 14, 60)
    time = f"{number(chance, 11, 13):02d}:{one(chance, (0, 15, 30, 45)):02d}"
    rule = "Nothing is ordered before it has been checked that orders for the day are still open."
    asks = {
        "day": day,
        "diet": Said(diet, words),
        "portions": Said(portions, one(chance, (f"{portions} portions", f"{portions} people"))),
        "time": Said(time, f"at {time}"),
    }
    state: State = {
        "lenient": bool(chance.random() < 0.5),
        "dishes": dishes,
        "orders": [],
        "desserts": [],
        "open": bool(chance.random() < 0.75),
        "until": f"{shifted(day.value, -1)} 09:00",
        "change": f"{shifted(day.value, -1)} {number(chance, 11, 16)}:00",
        "prefix": f"C{number(chance, 100, 999)}-",
    }
    return Start(state, asks, {"today": now, "rule": rule}, STORY)


SETTING = Setting(
    "canteen",
    {
        "get_menu": _menu,
        "get_deadline": _deadline,
        "order_dish": _order,
        "list_orders": _orders,
        "order_dessert": _dessert,
    },
    _start,
)
