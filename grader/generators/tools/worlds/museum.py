"""A museum: a group books a tour in its language, if there is room, at the right price."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Said
from grader.generators.tools.pools import codes, coming, number, one, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Need, Start, Story, ask, fact
from grader.generators.tools.world import Chance, RefusedError, State
from grader.generators.tools.worlds.tables import cut, cuts, find, where

_TOURS = (
    "Ships and Storms",
    "The Old Town",
    "Light in the North",
    "From Clay to Cup",
    "Toys of a Century",
    "The Quiet Rooms",
    "Maps and Monsters",
    "Under the Dome",
)
_LANGUAGES = {"fr": "French", "es": "Spanish", "it": "Italian", "pl": "Polish"}


def _tours(state: State, args: dict[str, Any]) -> Any:
    rows = [
        row
        for row in where(state, "tours", date=args["date"])
        if row["language"] == args["language"]
    ]
    rows = [row for row in rows if row["start"] >= args["from_time"]]
    head = cut(args, "date", "language")
    return {
        **head,
        "tours": cuts(rows, "tour_id", "title", "start", "minutes", "places", "waiting"),
    }


def _price(state: State, args: dict[str, Any]) -> Any:
    tour = find(state, "tours", "tour_id", args["tour_id"], "tour")
    each = tour["each"] - (3 if args["school"] else 0)
    return {
        **cut(tour, "tour_id", "title"),
        "people": args["people"],
        "school": args["school"],
        "price_each": float(each),
        "total": float(each * args["people"]),
    }


def _book(state: State, args: dict[str, Any]) -> Any:
    tour = find(state, "tours", "tour_id", args["tour_id"], "tour")
    if tour["places"] < args["people"]:
        raise RefusedError(f"only {tour['places']} places left")
    tour["places"] -= args["people"]
    booking = {
        **cut(tour, "tour_id", "title", "date", "start"),
        "people": args["people"],
        "name": args["name"],
    }
    booking["status"] = "held" if tour["confirm"] else "confirmed"
    if tour["confirm"]:
        booking["confirm_by"] = state["confirm_by"]
    state["bookings"].append({**booking, "audio": args["headsets"]})
    return booking


def _lockers(state: State, args: dict[str, Any]) -> Any:
    return {
        "date": args["date"],
        "cloakroom": "open",
        "group_entrance": state["doors"][0],
        "main_entrance": state["doors"][1],
    }


def _newsletter(state: State, args: dict[str, Any]) -> Any:
    state["letters"].append(args["name"])
    return {"name": args["name"], "newsletter": "subscribed"}


_LIST = Rows(
    all=at("tours", "tours"),
    pick=lambda m: next(r for r in m.r("tours")["tours"] if r["places"] >= m.ask("people")),
    key="title",
    columns={
        "tour": "tour_id",
        "title": "title",
        "start": "start",
        "minutes": "minutes",
        "places": "places",
    },
)

STORY = Story(
    needs=(
        Need(
            key="tours",
            tool="list_tours",
            args={
                "date": ask(
                    "day",
                    wrong=lambda m: (shifted(m.ask("day"), 1), shifted(m.ask("day"), -1)),
                    echo={"day": ""},
                ),
                "language": ask("language", loses=True, echo={"language": ""}),
            },
            facts=_LIST.facts() | reads("tours", "language", day="date"),
            slips=(
                _LIST.beside(4),
                _LIST.swapped("minutes", 4),
                _LIST.swapped("start", passing=True),
            ),
            rows=(_LIST,),
        ),
        Need(
            key="price",
            tool="get_price",
            args={
                "tour_id": fact("tour"),
                "people": ask("people"),
                "school": ask("school", loses=True, echo={"school": ""}),
            },
            facts=reads("price", "school", "total", each="price_each"),
            slips=(takes("field", 3, total=at("price", "price_each")),),
        ),
        Need(
            key="book",
            tool="book_tour",
            args={
                "tour_id": fact(
                    "tour",
                    wrong=lambda m: [
                        r["tour_id"]
                        for r in _LIST.all(m)
                        if r != _LIST.pick(m) and r["places"] >= m.ask("people")
                    ],
                    echo={"booked": "title", "booked_start": "start"},
                    honest=False,
                ),
                "people": ask(
                    "people",
                    wrong=lambda m: (m.ask("people") - 1, m.ask("people") - 2),
                    echo={"heads": ""},
                ),
                "name": ask("name"),
            },
            facts=reads(
                "book",
                "status",
                booked="title",
                booked_start="start",
                heads="people",
                by="confirm_by",
            ),
            slips=(
                takes(
                    "status",
                    4,
                    status=lambda m: "confirmed" if m.r("book")["status"] == "held" else None,
                ),
            ),
        ),
        Need(
            key="doors",
            tool="get_entrances",
            args={"date": ask("day")},
            facts=reads("doors", door="group_entrance"),
            slips=(takes("field", 4, door=at("doors", "main_entrance")),),
            left_out=True,
        ),
    ),
    asked=("booked", "status", "total", "door"),
    extras=(Extra("book", "subscribe", lambda m: {"name": m.ask("name")}),),
    ghosts={"search_events": "tours", "calculate_total": "price"},
)


def _start(chance: Chance) -> Start:
    now = today(chance)
    day = coming(chance, now, (2, 3, 4))
    heads = number(chance, 12, 24)
    language = one(chance, list(_LANGUAGES))
    ids = codes(chance, "T####", 12)
    tours = []
    titles = some(chance, _TOURS, 6)
    for n, spoken in enumerate(["en", "en", "en", language, language, language]):
        for offset in (0, 1):
            tours.append(
                {
                    "tour_id": ids[2 * n + offset],
                    "title": titles[n],
                    "language": spoken,
                    "date": shifted(day.value, offset),
                    "start": f"{9 + n % 3 * 2 + offset:02d}:{number(chance, 0, 45, 15):02d}",
                    "minutes": number(chance, 45, 90, 5),
                    "places": heads + number(chance, 0, 9),
                    "waiting": number(chance, 0, 4),
                    "each": number(chance, 8, 13),
                    "confirm": bool(chance.random() < 0.6),
                }
            )
    first = next(row for row in tours if row["language"] == language and row["date"] == day.value)
    first["places"] = heads - number(chance, 1, 6)
    name = one(
        chance, ("Linden School", "Hill Street School", "St Orrin School", "Mill Lane School")
    )
    asks = {
        "day": day,
        "language": Said(language, f"in {_LANGUAGES[language]}"),
        "people": Said(heads, one(chance, (f"{heads} of us", f"{heads} people"))),
        "school": Said(True, one(chance, ("a school class", "a class from a school"))),
        "name": Said(name, name),
    }
    doors = some(
        chance,
        ("the north gate", "the garden side", "the glass door in the yard", "the tower stairs"),
        2,
    )
    state: State = {
        "lenient": bool(chance.random() < 0.5),
        "tours": tours,
        "bookings": [],
        "letters": [],
        "doors": doors,
        "confirm_by": shifted(day.value, -1),
    }
    return Start(state, asks, {"today": now}, STORY)


SETTING = Setting(
    "museum",
    {
        "list_tours": _tours,
        "get_price": _price,
        "book_tour": _book,
        "get_entrances": _lockers,
        "subscribe": _newsletter,
    },
    _start,
)
