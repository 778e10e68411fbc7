"""A vet's practice: a vaccination is booked if it is due."""

from __future__ import annotations

import datetime as dt
from typing import Any

from grader.generators.tools.mem import Said
from grader.generators.tools.pools import LAST, codes, number, one, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import day_of, shifted
from grader.generators.tools.story import Extra, Lookalike, Need, Start, Story, ask, const, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find, where

_PETS = (
    "Biscuit",
    "Caspar",
    "Dotty",
    "Fidget",
    "Ginger",
    "Juno",
    "Moritz",
    "Nelly",
    "Olive",
    "Pepper",
    "Rufus",
    "Socks",
)
_AGAINST = ("rabies", "leptospirosis", "distemper")
_VETS = ("Dr Amsel", "Dr Bircher", "Dr Caldwell", "Dr Oyelaran")


def _find_pets(state: State, args: dict[str, Any]) -> Any:
    return cuts(where(state, "pets", owner=args["owner"]), "pet_id", "name", "kind", "owner")


def _record(state: State, args: dict[str, Any]) -> Any:
    pet = find(state, "pets", "pet_id", args["pet_id"], "pet")
    rows = [row for row in pet["shots"] if args["against"] in (None, row["against"])]
    return {
        "pet_id": pet["pet_id"],
        "name": pet["name"],
        "against": args["against"],
        "given": rows[0]["given"],
        "next_due": rows[0]["next_due"],
        "overdue": rows[0]["next_due"] < state["today"],
    }


def _notices(state: State, args: dict[str, Any]) -> Any:
    find(state, "pets", "pet_id", args["pet_id"], "pet")
    return {
        "pet_id": args["pet_id"],
        "notices": [{"sent": state["notice"], "text": "Time for a check-up of the teeth"}],
    }


def _slots(state: State, args: dict[str, Any]) -> Any:
    rows = [row for row in where(state, "slots", vet=args["vet"]) if row["date"] >= args["from"]]
    return {
        "from": args["from"],
        "vet": args["vet"],
        "slots": cuts(rows[:4], "slot_id", "date", "time"),
    }


def _book(state: State, args: dict[str, Any]) -> Any:
    pet = find(state, "pets", "pet_id", args["pet_id"], "pet")
    slot = find(state, "slots", "slot_id", args["slot_id"], "slot")
    booking = {
        **cut(slot, "slot_id", "date", "time"),
        "pet": pet["name"],
        "reason": args["reason"],
        "status": "booked",
    }
    state["bookings"].append(booking)
    return booking


def _food(state: State, args: dict[str, Any]) -> Any:
    state["food"].append(args["pet_id"])
    return {"pet_id": args["pet_id"], "ordered": "dry food, 2 kg", "price": 17.5}


_PETS_OF = Rows(
    all=at("pets"),
    pick=lambda m: next(r for r in m.r("pets") if r["name"] == m.ask("pet")),
    key="name",
    columns={"pet": "pet_id", "name": "name"},
)
_SLOTS = Rows(
    all=at("slots", "slots"),
    pick=at("slots", "slots", 0),
    key="date",
    columns={"slot": "slot_id", "date": "date", "time": "time"},
)

STORY = Story(
    needs=(
        Need(
            key="pets",
            tool="find_pets",
            args={"owner": ask("owner")},
            facts=_PETS_OF.facts(),
            rows=(_PETS_OF,),
        ),
        Need(
            key="record",
            tool="get_vaccinations",
            args={
                "pet_id": fact("pet"),
                "against": ask(
                    "against",
                    wrong=lambda m: [a for a in _AGAINST if a != m.ask("against")],
                    echo={"against": ""},
                ),
            },
            facts=reads("record", "against", "overdue", last="given", due="next_due"),
            lookalike=Lookalike(
                tool="get_notices",
                args=lambda m: {"pet_id": m.fact("pet")},
                quote="Not the record of vaccinations",
            ),
            slips=(takes("field", 4, passing=True, last=at("record", "next_due")),),
        ),
        Need(
            key="slots",
            tool="list_slots",
            args={
                "from": ask(
                    "from",
                    wrong=lambda m: (shifted(m.ask("from"), 7), shifted(m.ask("from"), 1)),
                    echo={"from": ""},
                    honest=False,
                ),
                "vet": ask("vet", loses=True, echo={"vet": ""}),
            },
            facts=_SLOTS.facts() | reads("slots", "vet", **{"from": "from"}),
            slips=(_SLOTS.beside(3), _SLOTS.swapped("time", 4, passing=True)),
            rows=(_SLOTS,),
            only_if=lambda m: m.fact("overdue"),
        ),
        Need(
            key="book",
            tool="book_slot",
            args={
                "slot_id": fact(
                    "slot",
                    wrong=lambda m: [r["slot_id"] for r in _SLOTS.all(m)[1:]],
                    echo={"booked_day": "date", "booked_time": "time"},
                    honest=False,
                ),
                "pet_id": fact(
                    "pet",
                    wrong=lambda m: [
                        r["pet_id"] for r in _PETS_OF.all(m) if r["name"] != m.ask("pet")
                    ],
                    echo={"booked_for": "name"},
                ),
                "reason": const("vaccination", wrong=lambda _: ("surgery", "teeth")),
            },
            facts=reads("book", "status", booked_day="date", booked_time="time", booked_for="pet"),
            only_if=lambda m: m.fact("overdue"),
            after=("record",),
            because=("ask", "if"),
            turns=False,
        ),
        Need(
            key="price",
            tool="get_prices",
            args={},
            facts=reads("price", shot="vaccination_price"),
            slips=(takes("field", 4, shot=at("price", "first_vaccination_price")),),
            left_out=True,
        ),
    ),
    asked=("due", "status", "booked_day", "booked_time", "shot"),
    extras=(Extra("record", "order_food", lambda m: {"pet_id": m.fact("pet")}),),
    ghosts={"get_pet_history": "record", "make_appointment": "book"},
)


def _prices(state: State, args: dict[str, Any]) -> Any:
    return state["prices"]


def _start(chance: Chance) -> Start:
    now = today(chance, range(5))
    owner, name, sister = one(chance, LAST), *some(chance, _PETS, 2)
    kind = one(chance, ("dog", "cat"))
    against, vet = one(chance, _AGAINST), one(chance, _VETS)
    ids, slot_ids = codes(chance, "P-###", 3), codes(chance, "a####", 14)
    overdue = chance.random() < 0.7
    pets = []
    for n, pet in enumerate((name, sister)):
        shots = []
        for one_ in _AGAINST:
            late = overdue if (pet, one_) == (name, against) else bool(chance.random() < 0.5)
            due = (
                shifted(now, -number(chance, 5, 70))
                if late
                else shifted(now, number(chance, 60, 300))
            )
            shots.append({"against": one_, "given": shifted(due, -365), "next_due": due})
        pets.append({"pet_id": ids[n], "name": pet, "kind": kind, "owner": owner, "shots": shots})
    pets = [pets[int(n)] for n in chance.permutation(2)]
    from_day = shifted(now, number(chance, 3, 9))
    slots = []
    days = [shifted(from_day, n) for n in range(-3, 14)]
    days = [day for day in days if dt.date.fromisoformat(day).weekday() < 5]
    if from_day not in days:
        from_day = next(day for day in days if day > from_day)
    times = some(chance, range(8 * 4, 18 * 4), 14)
    start = days.index(from_day) - 1
    for n in range(14):
        slots.append(
            {
                "slot_id": slot_ids[n],
                "vet": vet if n % 2 else one(chance, [v for v in _VETS if v != vet]),
                "date": days[start + n // 2],
                "time": f"{times[n] // 4:02d}:{times[n] % 4 * 15:02d}",
            }
        )
    slots.sort(key=lambda row: (row["date"], row["time"]))
    # Without the condition somebody else's appointment would be the first.
    first = next(n for n, row in enumerate(slots) if row["date"] >= from_day)
    slots[first]["vet"] = one(chance, [v for v in _VETS if v != vet])
    slots[first + 1]["vet"] = vet
    words = f"from {day_of(from_day)} on"
    asks = {
        "owner": Said(owner, owner),
        "pet": Said(name, name),
        "against": Said(against, against),
        "vet": Said(vet, f"with {vet}"),
        "from": Said(from_day, words),
        "if": Said(
            True,
            one(chance, ("if it is overdue", "only if it's overdue", "but only if it is overdue")),
        ),
    }
    shot = number(chance, 28, 59)
    state: State = {
        "lenient": False,
        "today": now,
        "notice": shifted(now, -20),
        "pets": pets,
        "slots": slots,
        "bookings": [],
        "food": [],
        "prices": {
            "vaccination_price": float(shot),
            "first_vaccination_price": float(shot + 14),
            "check_up_price": float(shot - 5),
        },
    }
    return Start(state, asks, {"today": now, "kind": kind}, STORY)


SETTING = Setting(
    "vet",
    {
        "find_pets": _find_pets,
        "get_vaccinations": _record,
        "get_notices": _notices,
        "list_slots": _slots,
        "book_slot": _book,
        "get_prices": _prices,
        "order_food": _food,
    },
    _start,
)
