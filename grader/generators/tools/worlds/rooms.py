"""Meeting rooms: the smallest that is large enough and has what is wanted, for so many minutes."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Fact, Said
from grader.generators.tools.pools import codes, coming, number, one, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Need, Start, Story, ask, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find

_ROOMS = ("Alder", "Beech", "Cedar", "Elm", "Hazel", "Juniper", "Larch", "Maple", "Rowan", "Willow")
_TITLES = (
    "budget round",
    "kick-off",
    "job interview",
    "project review",
    "works council",
    "supplier talk",
)


def _find(state: State, args: dict[str, Any]) -> Any:
    rows = [
        row
        for row in state["rooms"]
        if row["seats"] >= args["seats"]
        and (row["screen"] or not args["screen"])
        and row["room_id"] not in state["taken"].get(args["date"], [])
    ]
    head = cut(args, "date", "start", "minutes", "screen")
    return {**head, "free": cuts(rows, "room_id", "name", "seats", "floor")}


def _book(state: State, args: dict[str, Any]) -> Any:
    room = find(state, "rooms", "room_id", args["room_id"], "room")
    hour, minute = map(int, args["start"].split(":"))
    end = 60 * hour + minute + args["minutes"]
    booking = {
        **cut(room, "room_id", "name"),
        "date": args["date"],
        "start": args["start"],
        "end": f"{end // 60 % 24:02d}:{end % 60:02d}",
        "title": args["title"],
        "private": args["private"],
    }
    state["bookings"] = [*state["bookings"], booking]
    return {**{k: v for k, v in booking.items() if k != "private"}, "status": "booked"}


def _list_bookings(state: State, args: dict[str, Any]) -> Any:
    rows = [row for row in state["bookings"] if row["date"] == args["date"]]
    return cuts(rows, "room_id", "name", "start", "end", "title")


def _equipment(state: State, args: dict[str, Any]) -> Any:
    room = find(state, "rooms", "room_id", args["room_id"], "room")
    return {
        **cut(room, "room_id", "name"),
        "video_conference": room["video"],
        "whiteboards": room["boards"],
        "flip_charts": room["flips"],
    }


def _cater(state: State, args: dict[str, Any]) -> Any:
    state["coffee"].append(dict(args))
    return {
        **cut(args, "room_id", "date"),
        "coffee_for": args["people"],
        "price": round(3.2 * args["people"], 2),
    }


_FREE = Rows(
    all=at("free", "free"),
    pick=lambda m: min(m.r("free")["free"], key=lambda row: row["seats"]),
    key="name",
    columns={"room": "room_id", "name": "name", "seats": "seats", "floor": "floor"},
)

STORY = Story(
    needs=(
        Need(
            key="free",
            tool="find_rooms",
            args={
                "date": ask("day"),
                "start": ask("start"),
                "minutes": ask("minutes"),
                "seats": ask("people", wrong=lambda m: (m.ask("people") - 4, m.ask("people") - 2)),
                "screen": ask("screen", loses=True, echo={"screen": ""}),
            },
            facts=_FREE.facts() | reads("free", "screen"),
            slips=(_FREE.beside(3), _FREE.swapped("seats", 4), _FREE.swapped("floor")),
            rows=(_FREE,),
        ),
        Need(
            key="kit",
            tool="get_equipment",
            args={"room_id": fact("room")},
            facts=reads("kit", flips="flip_charts"),
            slips=(takes("field", 4, flips=at("kit", "whiteboards")),),
            left_out=True,
        ),
        Need(
            key="book",
            tool="book_room",
            args={
                "room_id": fact(
                    "room",
                    wrong=lambda m: [r["room_id"] for r in _FREE.all(m) if r != _FREE.pick(m)],
                    echo={"booked": "name"},
                    honest=False,
                ),
                "date": ask(
                    "day",
                    wrong=lambda m: (shifted(m.ask("day"), 1), shifted(m.ask("day"), 7)),
                    echo={"day": ""},
                ),
                "start": ask("start"),
                "minutes": ask(
                    "minutes",
                    wrong=lambda m: (m.ask("minutes") // 60, m.ask("minutes") + 30),
                    unit=True,
                    loses=True,
                    echo={"end": "planned_end"},
                    honest=False,
                ),
                "title": ask("title"),
            },
            facts=reads("book", "start", "end", "status", booked="name", day="date")
            | {"planned_end": Fact(lambda m: m.given["end"])},
        ),
        Need(key="list", tool="list_bookings", args={"date": ask("day")}, optional=True),
    ),
    asked=("booked", "end", "flips"),
    extras=(
        Extra(
            "book",
            "order_coffee",
            lambda m: {"room_id": m.fact("room"), "date": m.ask("day"), "people": m.ask("people")},
        ),
    ),
    ghosts={"reserve_room": "book", "get_room": "kit"},
)


def _start(chance: Chance) -> Start:
    now = today(chance)
    day = coming(chance, now, (2, 3, 4))
    people = number(chance, 6, 14)
    names = some(chance, _ROOMS, 7)
    ids = codes(chance, "R#@", 7)
    sizes = some(chance, range(people, people + 14), 5)
    rooms: list[dict[str, Any]] = []
    for n in range(7):
        seats = sizes[n] if n < 5 else people - number(chance, 1, 3)
        rooms.append(
            {
                "room_id": ids[n],
                "name": names[n],
                "seats": seats,
                "floor": number(chance, 1, 6),
                "screen": n not in (0, 5),
                "video": bool(chance.random() < 0.5),
                "boards": number(chance, 3, 5),
                "flips": number(chance, 0, 2),
            }
        )
    # The smallest that is large enough has no screen, so that the condition matters.
    smallest = min(range(5), key=lambda n: rooms[n]["seats"])
    rooms[smallest]["screen"] = False
    for n in range(5):
        if n != smallest:
            rooms[n]["screen"] = True
    rooms = [rooms[int(n)] for n in chance.permutation(7)]
    hour, half = number(chance, 8, 15), bool(chance.random() < 0.4)
    start = f"{hour:02d}:{30 * half:02d}"
    minutes, words = one(
        chance,
        (
            (120, "two hours"),
            (180, "three hours"),
            (90, "an hour and a half"),
            (150, "two and a half hours"),
        ),
    )
    title = one(chance, _TITLES)
    counted = (
        f"{people} people"
        if people > 12
        else f"{'six seven eight nine ten eleven twelve'.split()[people - 6]} people"
    )
    end = 60 * hour + 30 * half + minutes
    asks = {
        "day": day,
        "start": Said(start, one(chance, (f"at {start}", f"from {start} on"))),
        "minutes": Said(minutes, words),
        "people": Said(people, counted),
        "screen": Said(True, one(chance, ("with a screen", "with a screen on the wall"))),
        "title": Said(title, title),
    }
    state: State = {
        "lenient": bool(chance.random() < 0.5),
        "rooms": rooms,
        "bookings": [],
        "coffee": [],
        "taken": {shifted(day.value, 1): [one(chance, ids)]},
    }
    given = {"today": now, "end": f"{end // 60 % 24:02d}:{end % 60:02d}"}
    return Start(state, asks, given, STORY)


SETTING = Setting(
    "rooms",
    {
        "find_rooms": _find,
        "get_equipment": _equipment,
        "book_room": _book,
        "list_bookings": _list_bookings,
        "order_coffee": _cater,
    },
    _start,
)
