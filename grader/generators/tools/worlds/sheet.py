"""A spreadsheet: a sum with a condition is worked out and written into a cell."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Mem, Said
from grader.generators.tools.pools import number, one, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.story import Extra, Lookalike, Need, Start, Story, ask, const, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, find

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_BOOKS = (
    ("Invoices", "Amount", "Status", ("paid", "open", "disputed")),
    ("Orders", "Net", "Channel", ("shop", "web", "phone")),
    ("Donations", "Amount", "Kind", ("private", "company", "collection")),
    ("Travel costs", "Total", "Team", ("sales", "service", "training")),
    ("Tickets sold", "Takings", "Tariff", ("full", "reduced", "group")),
)


def _sheets(state: State, args: dict[str, Any]) -> Any:
    return [cut(row, "sheet", "rows", "columns") for row in state["sheets"]]


def _sum(state: State, args: dict[str, Any]) -> Any:
    rows = _matching(state, args)
    total = round(sum(row["value"] for row in rows), 2)
    return {**_head(args), "rows": len(rows), "total": total}


def _average(state: State, args: dict[str, Any]) -> Any:
    rows = _matching(state, args)
    return {
        **_head(args),
        "rows": len(rows),
        "average_amount": round(sum(row["value"] for row in rows) / len(rows), 2),
    }


def _head(args: dict[str, Any]) -> dict[str, Any]:
    return cut(args, "sheet", "column", "where_column", "where_value")


def _matching(state: State, args: dict[str, Any]) -> Any:
    sheet = find(state, "sheets", "sheet", args["sheet"])
    return [row for row in sheet["data"] if args["where_value"] in (None, row["mark"])]


def _write(state: State, args: dict[str, Any]) -> Any:
    before = state["cells"].get(args["cell"])
    state["cells"][args["cell"]] = args["value"]
    return {
        "sheet": args["sheet"],
        "cell": args["cell"],
        "amount_before": before,
        "amount_now": args["value"],
    }


def _read(state: State, args: dict[str, Any]) -> Any:
    return {
        "sheet": args["sheet"],
        "cell": args["cell"],
        "amount_now": state["cells"].get(args["cell"]),
    }


def _sort(state: State, args: dict[str, Any]) -> Any:
    state["sorted"].append(args["sheet"])
    return {"sheet": args["sheet"], "sorted_by": args["column"], "rows_moved": 41}


_SHEETS = Rows(
    all=at("sheets"),
    pick=lambda m: next(r for r in m.r("sheets") if r["sheet"] == m.given["sheet"]),
    key="sheet",
    columns={"sheet": "sheet"},
)


def _beside(mem: Mem) -> list[str]:
    cell = mem.ask("cell")
    return [f"{cell[0]}{int(cell[1:]) + 1}", f"{chr(ord(cell[0]) + 1)}{cell[1:]}"]


STORY = Story(
    needs=(
        Need(key="sheets", tool="list_sheets", args={}, facts=_SHEETS.facts(), rows=(_SHEETS,)),
        Need(
            key="sum",
            tool="sum_column",
            args={
                "sheet": fact(
                    "sheet",
                    wrong=lambda m: [r["sheet"] for r in _SHEETS.all(m) if r != _SHEETS.pick(m)],
                    echo={"summed": ""},
                ),
                "column": ask("column"),
                "where_column": ask("mark"),
                "where_value": ask(
                    "value", loses=True, echo={"kept": ""}, wrong=lambda m: m.given["others"]
                ),
            },
            facts=reads("sum", "total", summed="sheet", kept="where_value", lines="rows"),
            slips=(takes("field", 4, lines=lambda m: m.told("lines") + m.given["off"]),),
            lookalike=Lookalike(
                tool="average_column",
                args=lambda m: {
                    "sheet": m.fact("sheet"),
                    "column": m.ask("column"),
                    "where_column": m.ask("mark"),
                    "where_value": m.ask("value"),
                },
                quote="the mean of a column",
                takes={
                    "total": lambda _, result: result["average_amount"],
                    "summed": lambda _, result: result["sheet"],
                    "kept": lambda _, result: result["where_value"],
                    "lines": lambda _, result: result["rows"],
                },
            ),
        ),
        Need(
            key="write",
            tool="write_cell",
            args={
                "sheet": const("Summary"),
                "cell": ask("cell", wrong=_beside, echo={"cell": ""}, mends=False),
                "value": fact(
                    "total",
                    wrong=lambda m: (
                        round(m.fact("total") + 90, 2),
                        round(m.fact("total") / 10, 2),
                    ),
                    echo={"written": ""},
                    honest=False,
                ),
            },
            facts=reads("write", cell="cell", written="amount_now", before="amount_before"),
            replaces=True,
        ),
        Need(
            key="read",
            tool="read_cell",
            args={"sheet": const("Summary"), "cell": ask("cell")},
            optional=True,
        ),
    ),
    asked=("total", "lines", "written"),
    extras=(
        Extra(
            "write", "sort_sheet", lambda m: {"sheet": m.fact("sheet"), "column": m.ask("column")}
        ),
    ),
    ghosts={"calculate": "sum", "set_value": "write"},
)


def _start(chance: Chance) -> Start:
    now = today(chance, range(7))
    title, column, mark, values = one(chance, _BOOKS)
    month = number(chance, 0, 9)
    names = [f"{title} {_MONTHS[month + n]}" for n in range(3)]
    mine, value = names[1], one(chance, values)
    sheets = []
    for name in names:
        count = number(chance, 24, 60)
        data = [
            {"value": round(number(chance, 500, 48000) / 100, 2), "mark": one(chance, values)}
            for _ in range(count)
        ]
        sheets.append(
            {"sheet": name, "rows": count, "columns": ["Date", "Name", column, mark], "data": data}
        )
    cell = f"{one(chance, 'BCDE')}{number(chance, 3, 19)}"
    others = [other for other in values if other != value]
    asks = {
        "month": Said(mine, _MONTHS[month + 1]),
        "column": Said(column, column),
        "mark": Said(mark, mark),
        "value": Said(value, value),
        "cell": Said(cell, cell),
    }
    given = {
        "today": now,
        "sheet": mine,
        "title": title,
        "others": others,
        "off": number(chance, 2, 6),
    }
    state: State = {
        "lenient": bool(chance.random() < 0.5),
        "sheets": [
            *sheets,
            {"sheet": "Summary", "rows": 20, "columns": ["Item", "Amount"], "data": []},
        ],
        "cells": {cell: 0},
        "sorted": [],
    }
    return Start(state, asks, given, STORY)


SETTING = Setting(
    "sheet",
    {
        "list_sheets": _sheets,
        "sum_column": _sum,
        "average_column": _average,
        "write_cell": _write,
        "read_cell": _read,
        "sort_sheet": _sort,
    },
    _start,
)
