"""A parcel office: a parcel is priced and booked, insured as the customer wants it."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Mem, Said
from grader.generators.tools.pools import (
    FIRST,
    LAST,
    TOWNS,
    code,
    codes,
    coming,
    number,
    one,
    people,
    some,
    today,
)
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Need, Start, Story, ask, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find, where

_THINGS = (
    "a set of glasses",
    "my old violin",
    "a box of books",
    "two lamps",
    "a sewing machine",
    "jars of jam",
    "a clock",
)
_COUNTRIES = ("Norway", "Portugal", "Ireland", "Austria", "Latvia", "Iceland")


def _find_address(state: State, args: dict[str, Any]) -> Any:
    rows = where(state, "addresses", name=args["name"])
    return cuts(rows, "address_id", "name", "town", "country")


def _quote(state: State, args: dict[str, Any]) -> Any:
    address = find(state, "addresses", "address_id", args["address_id"], "address")
    grams = args["weight_grams"]
    base = 4.9 + state["zone"] + grams / 1000 * state["per_kilo"]
    rows = []
    for number_, (name, factor, days) in enumerate(state["services"]):
        price = round(base * factor + (3.5 if args["insured"] else 0), 2)
        rows.append(
            {
                "quote_id": f"{address['address_id']}{grams}{'i' if args['insured'] else 'n'}{number_ + 1}",
                "service": name,
                "days": days,
                "price": price,
            }
        )
    state["quotes"] = rows
    head = {"to": address["town"], "weight_grams": grams, "insured": args["insured"]}
    return {**head, "sorted_by": "service", "quotes": rows}


def _book(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "quotes", "quote_id", args["quote_id"], "quote")
    booking = {**cut(row, "service", "price"), "collection": args["collection"], "status": "booked"}
    booking["tracking"] = f"{state['prefix']}-{row['quote_id'][-3:]}"
    if args["signature"]:
        booking["signature"] = True
    state["bookings"].append(booking)
    return booking


def _cutoff(state: State, args: dict[str, Any]) -> Any:
    return {
        "date": args["date"],
        "collections": state["collections"],
        "hand_in_at_counter_until": "18:30",
    }


def _club(state: State, args: dict[str, Any]) -> Any:
    state["club"].append(args["name"])
    return {"name": args["name"], "club": "joined", "fee": 12.0}


def _fast(mem: Mem) -> Any:
    rows = [row for row in mem.r("quotes")["quotes"] if row["days"] <= mem.ask("days")]
    return min(rows, key=lambda row: row["price"])


_QUOTES = Rows(
    all=at("quotes", "quotes"),
    pick=_fast,
    key="service",
    columns={"quote": "quote_id", "service": "service", "price": "price", "takes": "days"},
)


def _mine(mem: Mem) -> Any:
    return next(r for r in mem.r("addresses") if r["town"] == mem.ask("town"))


_ADDRESSES = Rows(
    all=at("addresses"), pick=_mine, key="town", columns={"address": "address_id", "town": "town"}
)

STORY = Story(
    needs=(
        Need(
            key="addresses",
            tool="find_address",
            args={"name": ask("name")},
            facts=_ADDRESSES.facts(),
            rows=(_ADDRESSES,),
        ),
        Need(
            key="quotes",
            tool="get_quotes",
            args={
                "address_id": fact(
                    "address",
                    wrong=lambda m: [r["address_id"] for r in _ADDRESSES.all(m) if r != _mine(m)],
                    echo={"sent_to": "town"},
                ),
                "weight_grams": ask(
                    "grams",
                    wrong=lambda m: (m.ask("grams") // 1000, m.ask("grams") // 10),
                    unit=True,
                    echo={"grams": ""},
                    honest=False,
                ),
                "insured": ask("insured", loses=True, echo={"insured": ""}),
            },
            facts=_QUOTES.facts() | reads("quotes", "insured", sent_to="to", grams="weight_grams"),
            slips=(_QUOTES.beside(3), _QUOTES.swapped("price"), _QUOTES.swapped("takes", 4)),
            rows=(_QUOTES,),
        ),
        Need(
            key="book",
            tool="book_parcel",
            args={
                "quote_id": fact(
                    "quote",
                    wrong=lambda m: [r["quote_id"] for r in _QUOTES.all(m) if r != _fast(m)],
                    echo={"booked_service": "service", "booked_price": "price"},
                    honest=False,
                ),
                "collection": ask(
                    "day",
                    wrong=lambda m: (shifted(m.ask("day"), 1), shifted(m.ask("day"), -1)),
                    echo={"collected": ""},
                ),
            },
            facts=reads(
                "book",
                status="status",
                tracking="tracking",
                collected="collection",
                booked_service="service",
                booked_price="price",
            ),
            consent=lambda m: m.fact("price") > m.given["limit"],
            because=("given", "rule"),
        ),
        Need(
            key="hours",
            tool="get_collection_times",
            args={"date": ask("day")},
            facts=reads("hours", window="collections"),
            slips=(takes("field", 4, window=at("hours", "hand_in_at_counter_until")),),
            left_out=True,
        ),
    ),
    asked=("takes", "status", "window"),
    extras=(Extra("book", "join_club", lambda m: {"name": m.given["customer"]}),),
    ghosts={"search_customer": "addresses", "order_collection": "book"},
)


def _start(chance: Chance) -> Start:
    now = today(chance)
    day = coming(chance, now, (2, 3, 4, 5))
    first, last = one(chance, FIRST), one(chance, LAST)
    name = f"{first} {last}"
    towns, country = some(chance, TOWNS, 4), one(chance, _COUNTRIES)
    ids = codes(chance, "A##", 4)
    names = [name, name, *people(chance, 2)]
    order = [int(n) for n in chance.permutation(4)]
    addresses = [
        {"address_id": ids[n], "name": names[n], "town": towns[n], "country": country}
        for n in order
    ]
    kilos, half = number(chance, 1, 8), bool(chance.random() < 0.5)
    grams = kilos * 1000 + 500 * half
    weight = f"{kilos}.5 kilos" if half else (f"{kilos} kilos" if kilos > 1 else "a kilo")
    days = number(chance, 2, 4)
    state: State = {
        "lenient": bool(chance.random() < 0.4),
        "addresses": addresses,
        "zone": number(chance, 0, 9) / 2,
        "per_kilo": number(chance, 6, 16) / 10,
        "services": [
            ["air", 1.9, 2],
            ["night", 2.6, 1],
            ["rail", 1.4, number(chance, 3, 4)],
            ["road", 1.0, number(chance, 6, 9)],
        ],
        "quotes": [],
        "bookings": [],
        "club": [],
        "prefix": code(chance, "@@#"),
        "collections": one(
            chance, ("9:00 to 11:00", "12:00 to 14:00", "15:00 to 17:30", "8:00 to 10:30")
        ),
    }
    limit = one(chance, (15, 20, 25, 30, 40, 50))
    rule = (
        f"What costs more than €{limit} is booked only after the customer has agreed to the price."
    )
    asks = {
        "name": Said(name, name),
        "town": Said(towns[0], towns[0]),
        "grams": Said(grams, weight),
        "insured": Said(True, one(chance, ("insured", "with insurance"))),
        "days": Said(days, f"{('two', 'three', 'four')[days - 2]} days"),
        "day": day,
    }
    given = {
        "today": now,
        "limit": limit,
        "rule": rule,
        "thing": one(chance, _THINGS),
        "customer": one(chance, people(chance, 2)),
        "country": country,
    }
    return Start(state, asks, given, STORY)


SETTING = Setting(
    "parcels",
    {
        "find_address": _find_address,
        "get_quotes": _quote,
        "book_parcel": _book,
        "get_collection_times": _cutoff,
        "join_club": _club,
    },
    _start,
)
