"""An IT desk: somebody gets a licence for a while, if one is free."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Fact, Said
from grader.generators.tools.pools import FIRST, codes, number, one, people, some, today, weekday
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import day_of, shifted
from grader.generators.tools.story import Extra, Lookalike, Need, Start, Story, ask, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find, named

_PRODUCTS = ("DraftBoard", "CellLab", "PhotoBench", "TraceMap", "LedgerPro", "ScanDesk")
_TEAMS = ("Buying", "Legal", "Planning", "Press", "Sales", "Service", "Training")


def _find_user(state: State, args: dict[str, Any]) -> Any:
    return cuts(named(state["users"], args["name"]), "user_id", "name", "team")


def _licences(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "products", "product", args["product"])
    held = sum(1 for one_ in state["held"] if one_["product"] == row["product"])
    return {
        "product": row["product"],
        "bought": row["bought"],
        "in_use": held,
        "free": row["bought"] - held,
        "on_order": row["on_order"],
    }


def _shop(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "products", "product", args["product"])
    return {"product": row["product"], "price_per_year": row["price"], "delivery": "same day"}


def _assign(state: State, args: dict[str, Any]) -> Any:
    user = find(state, "users", "user_id", args["user_id"], "user")
    product = find(state, "products", "product", args["product"])
    held = [
        one_
        for one_ in state["held"]
        if (one_["user_id"], one_["product"]) != (user["user_id"], product["product"])
    ]
    entry = {
        "user_id": user["user_id"],
        "product": product["product"],
        "role": args["role"],
        "until": args["until"],
    }
    state["held"] = [*held, entry]
    return {**entry, "name": user["name"], "status": "active"}


def _held(state: State, args: dict[str, Any]) -> Any:
    return [
        cut(row, "product", "role", "until")
        for row in state["held"]
        if row["user_id"] == args["user_id"]
    ]


def _remove(state: State, args: dict[str, Any]) -> Any:
    state["held"] = [
        row
        for row in state["held"]
        if row["user_id"] != args["user_id"] or row["product"] != "Notebox"
    ]
    return {"user_id": args["user_id"], "product": "Notebox", "status": "removed"}


_USERS = Rows(
    all=at("users"),
    pick=lambda m: next(r for r in m.r("users") if r["team"] == m.ask("team")),
    key="team",
    columns={"user": "user_id", "name": "name", "team": "team"},
)


def _guide(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "products", "product", args["product"])
    return {
        "product": row["product"],
        "courses": [
            {"for": "beginners", "next": row["course"]},
            {"for": "experts", "next": row["expert"]},
        ],
    }


STORY = Story(
    needs=(
        Need(
            key="users",
            tool="find_user",
            args={"name": ask("name")},
            facts=_USERS.facts(),
            rows=(_USERS,),
        ),
        Need(
            key="stock",
            tool="get_licences",
            args={"product": ask("product")},
            facts=reads("stock", "free", product="product", used="in_use"),
            slips=(takes("field", 4, free=at("stock", "bought")),),
            lookalike=Lookalike(
                tool="get_offer",
                args=lambda m: {"product": m.ask("product")},
                quote="what further licences would cost to buy",
            ),
        ),
        Need(
            key="assign",
            tool="assign_licence",
            args={
                "user_id": fact(
                    "user",
                    wrong=lambda m: [r["user_id"] for r in _USERS.all(m) if r != _USERS.pick(m)],
                    echo={"given_to": "name"},
                    honest=False,
                    mends=False,
                ),
                "product": ask("product"),
                "role": ask("role", loses=True, echo={"role": ""}),
                "until": ask(
                    "until",
                    loses=True,
                    echo={"until": ""},
                    wrong=lambda m: (shifted(m.ask("until"), 1), shifted(m.ask("until"), -30)),
                ),
            },
            facts=reads("assign", "role", "until", "status", given_to="name"),
            after=("stock",),
            because=("ask", "if"),
            only_if=lambda m: m.fact("free") > 0,
            replaces=True,
            turns=False,
        ),
        Need(
            key="held",
            tool="list_user_licences",
            args={"user_id": fact("user")},
            optional=True,
            only_if=lambda m: m.has("assign"),
        ),
        Need(
            key="course",
            tool="list_courses",
            args={"product": ask("product")},
            facts={"course": Fact(at("course", "courses", 0, "next"))},
            slips=(takes("field", 4, course=at("course", "courses", 1, "next")),),
            left_out=True,
        ),
    ),
    asked=("free", "status", "course"),
    extras=(Extra("assign", "remove_notebox", lambda m: {"user_id": m.fact("user")}),),
    ghosts={"check_availability": "stock", "search_person": "users"},
)


def _start(chance: Chance) -> Start:
    now = today(chance, range(5))
    name, other, third = people(chance, 3)
    first, last = name.split()
    namesake = f"{one(chance, [f for f in FIRST if f != first])} {last}"
    teams = some(chance, _TEAMS, 4)
    ids = codes(chance, "u-###", 4)
    users = [
        {"user_id": ids[n], "name": who, "team": teams[n]}
        for n, who in enumerate((name, namesake, other, third))
    ]
    users = [users[int(n)] for n in chance.permutation(4)]
    product = one(chance, _PRODUCTS)
    held = [
        {"user_id": one_["user_id"], "product": other_, "role": "viewer", "until": None}
        for one_ in users
        for other_ in (product, "Notebox")
        if one_["user_id"] != ids[0] or other_ == "Notebox"
    ]
    free = number(chance, 1, 6) if chance.random() < 0.7 else 0
    until = shifted(now, number(chance, 40, 200))
    courses = sorted(weekday(shifted(now, days)) for days in some(chance, range(5, 60, 4), 2))
    if chance.random() < 0.5:
        courses.reverse()
    products = [
        {
            "product": one_,
            "bought": 3 + free,
            "on_order": number(chance, 1, 5),
            "price": float(number(chance, 60, 490)),
            "course": courses[0],
            "expert": courses[1],
        }
        for one_ in _PRODUCTS
    ]
    asks = {
        "name": Said(last, last),
        "team": Said(teams[0], teams[0]),
        "product": Said(product, product),
        "role": Said("editor", one(chance, ("able to edit", "with the right to edit"))),
        "until": Said(until, f"until {day_of(until)}"),
        "if": Said(
            True,
            one(
                chance,
                ("if one is free", "only if there's a free one", "provided that one is free"),
            ),
        ),
    }
    state: State = {"lenient": False, "users": users, "products": products, "held": held}
    return Start(state, asks, {"today": now, "person": name}, STORY)


SETTING = Setting(
    "licences",
    {
        "find_user": _find_user,
        "get_licences": _licences,
        "get_offer": _shop,
        "assign_licence": _assign,
        "list_user_licences": _held,
        "list_courses": _guide,
        "remove_notebox": _remove,
    },
    _start,
)
