"""A town library: the newest book on a subject is put aside at a branch."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Mem, Said
from grader.generators.tools.pools import code, codes, number, one, people, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Need, Start, Story, ask, const, fact, given
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find, where

_SUBJECTS = (
    (
        "keeping bees",
        "bee keeping",
        (
            "Hives on the Roof",
            "City of Bees",
            "The Bee Year",
            "Smoke and Honey",
            "The Quiet Swarm",
            "Honey from the Balcony",
        ),
    ),
    (
        "sourdough",
        "sourdough bread",
        (
            "The Slow Loaf",
            "Wild Yeast",
            "Flour, Water, Patience",
            "Starter for Life",
            "Crust",
            "Rye by Hand",
        ),
    ),
    (
        "chess openings",
        "chess openings",
        (
            "The First Ten Moves",
            "Gambits Explained",
            "One Pawn Too Far",
            "Opening Lines",
            "Castles in Spring",
            "The Sharp Side",
        ),
    ),
    (
        "knitting socks",
        "sock knitting",
        (
            "Heel to Toe",
            "Two at a Time",
            "The Turning Heel",
            "Warm Feet",
            "Stripes and Ribs",
            "Socks from Scratch",
        ),
    ),
    (
        "wild swimming",
        "wild swimming",
        (
            "Cold Water",
            "Forty Lakes",
            "The Tide Table",
            "Swim Before Breakfast",
            "River Days",
            "Into the Mere",
        ),
    ),
    (
        "growing tomatoes",
        "tomatoes",
        (
            "Red by August",
            "The Tomato Year",
            "Vines on a Sill",
            "Sun and Water",
            "Fifty Tomatoes",
            "From Seed to Sauce",
        ),
    ),
)
_BRANCHES = ("centre", "north", "harbour", "station")
_HOURS = ("13:00", "14:00", "15:00", "16:00", "17:30", "18:00")


def _search(state: State, args: dict[str, Any]) -> Any:
    words = args["query"].casefold().split()
    hits = [
        row
        for row in where(state, "books", media=args["media"])
        if any(word[:5] in f"{row['subject']} {row['title']}".casefold() for word in words)
    ]
    if args["sort"] == "newest":
        hits = sorted(hits, key=lambda row: -row["year"])
    shown = cuts(hits[: args["limit"]], "book_id", "title", "author", "year")
    head = {"media": args["media"], "sorted_by": args["sort"], "total": len(hits)}
    return {**head, "items": shown}


def _place_hold(state: State, args: dict[str, Any]) -> Any:
    book = find(state, "books", "book_id", args["book_id"], "book")
    hold = {**cut(book, "book_id", "title"), "card": args["card"], "branch": args["branch"]}
    if book["queue"]:
        hold |= {"status": "in_queue", "position": book["queue"] + 1}
    else:
        hold |= {"status": "on_its_way", "pick_up_from": state["from_day"]}
    if args["notify"] != "none":
        hold["notify"] = args["notify"]
    state["holds"].append(hold)
    return {key: value for key, value in hold.items() if key != "card"}


def _list_holds(state: State, args: dict[str, Any]) -> Any:
    rows = where(state, "holds", card=args["card"])
    return [{key: value for key, value in row.items() if key != "card"} for row in rows]


def _get_hours(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "hours", "branch", args["branch"])
    return cut(row, "branch", "monday_to_friday", "saturday")


def _renew(state: State, args: dict[str, Any]) -> Any:
    row = find(state, "loans", "card", args["card"], "card")
    row["due"] = state["renewed_until"]
    return {"renewed": row["title"], "due": row["due"]}


_HITS = Rows(
    all=at("hits", "items"),
    pick=at("hits", "items", 0),
    key="title",
    columns={"book": "book_id", "title": "title", "author": "author", "year": "year"},
)


def _queued(mem: Mem) -> Any:
    return "on_its_way" if mem.r("hold")["status"] == "in_queue" else None


STORY = Story(
    needs=(
        Need(
            key="hits",
            tool="search_catalogue",
            args={
                "query": ask("topic", free=lambda m: m.given["phrases"]),
                "media": ask("media", loses=True, echo={"media": ""}),
                "sort": const("newest", wrong=lambda _: ("title",)),
            },
            facts=_HITS.facts() | reads("hits", "media"),
            slips=(_HITS.beside(3), _HITS.swapped("author"), _HITS.swapped("year", 4)),
            rows=(_HITS,),
        ),
        Need(
            key="hold",
            tool="place_hold",
            args={
                "book_id": fact(
                    "book",
                    wrong=lambda m: [row["book_id"] for row in _HITS.all(m)[1:]],
                    echo={"held": "title"},
                    honest=False,
                ),
                "card": given("card"),
                "branch": ask(
                    "branch",
                    wrong=lambda m: [b for b in _BRANCHES if b != m.ask("branch")][:2],
                    echo={"branch": ""},
                ),
            },
            facts=reads(
                "hold", "status", "branch", held="title", place="position", ready="pick_up_from"
            ),
            slips=(takes("status", 3, status=_queued),),
        ),
        Need(key="holds", tool="list_holds", args={"card": given("card")}, optional=True),
        Need(
            key="hours",
            tool="get_hours",
            args={"branch": ask("branch")},
            facts=reads("hours", closes="saturday", weekday_closes="monday_to_friday"),
            slips=(takes("field", 4, closes=at("hours", "monday_to_friday")),),
            left_out=True,
        ),
    ),
    asked=("held", "status", "closes"),
    extras=(Extra("hold", "renew_loans", lambda m: {"card": m.given["card"]}),),
    ghosts={"reserve_book": "hold", "get_branch_info": "hours"},
)


def _start(chance: Chance) -> Start:
    now = today(chance, (0, 1, 2, 3))
    subject, phrase, titles = one(chance, _SUBJECTS)
    media = one(chance, ("audio", "film"))
    card = code(chance, "########")
    ids = codes(chance, "b-####", 9)
    titled = some(chance, titles, 6)
    authors = people(chance, 9)
    year = int(now[:4])
    years = sorted(some(chance, range(year - 13, year + 1), 6), reverse=True)
    books = [
        {
            "book_id": ids[n],
            "title": titled[n] if n < 6 else f"{titled[n - 6]}",
            "author": authors[n] if n < 6 else authors[n - 6],
            "year": years[n] if n < 6 else years[n - 6],
            "subject": subject,
            "media": media if n < 4 else "book",
            "queue": number(chance, 0, 3),
        }
        for n in range(9)
    ]
    # On the shelf of paper books stands another one that is newest.
    order = [int(n) for n in chance.permutation(4)]
    shown_years = [years[n] for n in range(4)]
    for place, source in enumerate(order):
        books[place]["year"] = shown_years[source]
    closing = some(chance, _HOURS, 4)
    state: State = {
        "lenient": bool(chance.random() < 0.3),
        "books": books,
        "holds": [],
        "loans": [{"card": card, "title": "The Lantern Keeper", "due": shifted(now, 5)}],
        "renewed_until": shifted(now, 33),
        "from_day": one(chance, ("tomorrow", "Thursday", "Friday")),
        "hours": [
            {"branch": b, "monday_to_friday": "10:00-19:00", "saturday": f"10:00-{closing[n]}"}
            for n, b in enumerate(_BRANCHES)
        ],
    }
    branch = one(chance, _BRANCHES)
    words = {
        "audio": ("as an audiobook", "to listen to, on CD or so"),
        "film": ("as a film", "as a film, not a book"),
    }
    asks = {
        "topic": Said(phrase, subject),
        "media": Said(media, one(chance, words[media])),
        "branch": Said(
            branch,
            {
                "centre": "in the centre",
                "north": "at the north branch",
                "harbour": "at the harbour",
                "station": "at the station",
            }[branch],
        ),
    }
    given_facts = {
        "today": now,
        "card": card,
        "phrases": [phrase, subject, subject.title()],
        "kind": {"audio": "audiobook", "film": "film"}[media],
        "place": asks["branch"].words,
    }
    return Start(state, asks, given_facts, STORY)


SETTING = Setting(
    "library",
    {
        "search_catalogue": _search,
        "place_hold": _place_hold,
        "list_holds": _list_holds,
        "get_hours": _get_hours,
        "renew_loans": _renew,
    },
    _start,
)
