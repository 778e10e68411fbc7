"""A sports club's treasurer: open fees that come in pages, their sum, and a reminder to the oldest."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Fact, Mem, Said
from grader.generators.tools.pools import codes, number, one, people, some, today
from grader.generators.tools.reading import Rows, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Lookalike, Need, Start, Story, ask, const, fact
from grader.generators.tools.world import Chance, State
from grader.generators.tools.worlds.tables import cut, cuts, find, where

_CLUBS = (
    "rowing club",
    "chess club",
    "hockey club",
    "choir",
    "climbing club",
    "sailing club",
    "brass band",
)
_SECTIONS = ("adults", "juniors", "seniors")


def _open(state: State, args: dict[str, Any]) -> Any:
    rows = [row for row in where(state, "fees", section=args["section"]) if not row["paid"]]
    start = (args["page"] - 1) * 5
    shown = cuts(rows[start : start + 5], "fee_id", "member", "due", "amount_cents")
    return {
        "section": args["section"],
        "sorted_by": "member",
        "page": args["page"],
        "more": len(rows) > start + 5,
        "fees": shown,
    }


def _all_fees(state: State, args: dict[str, Any]) -> Any:
    rows = where(state, "fees", section=args["section"])
    return {
        "section": args["section"],
        "year": state["year"],
        "members": len(rows),
        "charged_cents": sum(r["amount_cents"] for r in rows),
    }


def _remind(state: State, args: dict[str, Any]) -> Any:
    fee = find(state, "fees", "fee_id", args["fee_id"], "fee")
    entry = {
        **cut(fee, "fee_id", "member", "amount_cents"),
        "by": args["by"],
        "pay_until": args["pay_until"],
    }
    entry["charge_cents"] = 500 if args["charge"] else 0
    state["reminders"].append(entry)
    return {**entry, "status": "queued", "goes_out": state["goes_out"]}


def _late(state: State, args: dict[str, Any]) -> Any:
    fee = find(state, "fees", "fee_id", args["fee_id"], "fee")
    rows = [row for row in state["old"] if row["fee_id"] == fee["fee_id"]]
    return {"fee_id": fee["fee_id"], "reminders": [cut(row, "sent") for row in rows]}


def _suspend(state: State, args: dict[str, Any]) -> Any:
    fee = find(state, "fees", "fee_id", args["fee_id"], "fee")
    state["suspended"].append(fee["member"])
    return {"member": fee["member"], "membership": "suspended"}


def _both(mem: Mem) -> Any:
    more = mem.r("more")["fees"] if mem.has("more") else []
    return [*mem.r("fees")["fees"], *more]


def _whole(mem: Mem) -> bool:
    return mem.has("more") or not mem.r("fees")["more"]


_FEES = Rows(
    all=_both,
    pick=lambda m: min(_both(m), key=lambda row: row["due"]),
    key="member",
    columns={"fee": "fee_id", "member": "member", "due": "due", "amount": "amount_cents"},
    whole=_whole,
    of=("fees", "more"),
)


def _sum(mem: Mem) -> int:
    return int(sum(row["amount_cents"] for row in _both(mem)))


STORY = Story(
    needs=(
        Need(
            key="fees",
            tool="list_open_fees",
            args={
                "section": ask(
                    "section", wrong=lambda m: [s for s in _SECTIONS if s != m.ask("section")]
                )
            },
            lookalike=Lookalike(
                tool="get_year",
                args=lambda m: {"section": m.ask("section")},
                quote="paid or not",
            ),
        ),
        Need(
            key="more",
            tool="list_open_fees",
            args={"section": ask("section"), "page": const(2)},
            facts=_FEES.facts()
            | {
                "total": Fact(_sum, of=("fees", "more"), whole=_whole),
                "count": Fact(lambda m: len(_both(m)), of=("fees", "more"), whole=_whole),
            },
            slips=(
                _FEES.beside(3),
                takes("sum", 4, total=lambda m: _sum(m) - _both(m)[-1]["amount_cents"]),
                takes("sum", 4, count=lambda m: len(_both(m)) - 1),
            ),
            rows=(_FEES,),
            page=True,
        ),
        Need(
            key="remind",
            tool="send_reminder",
            args={
                "fee_id": fact(
                    "fee",
                    wrong=lambda m: [r["fee_id"] for r in _both(m) if r != _FEES.pick(m)][1:3],
                    echo={"reminded": "member"},
                    honest=False,
                ),
                "pay_until": ask(
                    "until",
                    wrong=lambda m: (shifted(m.ask("until"), 1), shifted(m.ask("until"), -7)),
                    echo={"until": ""},
                ),
                "by": ask("by", loses=True, echo={"by": ""}),
            },
            facts=reads(
                "remind", "status", "by", until="pay_until", reminded="member", goes_out="goes_out"
            ),
            slips=(takes("status", 4, status=lambda _: "sent"),),
        ),
    ),
    asked=("total", "count", "reminded", "status"),
    extras=(Extra("remind", "suspend_member", lambda m: {"fee_id": m.fact("fee")}),),
    ghosts={"find_debtors": "fees", "send_letter": "remind"},
)


def _start(chance: Chance) -> Start:
    now = today(chance, range(5))
    section = one(chance, _SECTIONS)
    count = number(chance, 7, 10)
    names = sorted(people(chance, 2 * count), key=lambda name: name.split()[1])
    ids = codes(chance, "F####", 2 * count)
    ages = some(chance, range(12, 150), 2 * count)
    fees = []
    for n, name in enumerate(names):
        mine = n % 2 == 0
        fees.append(
            {
                "fee_id": ids[n],
                "member": name,
                "due": shifted(now, -ages[n]),
                "amount_cents": number(chance, 40, 180) * 50,
                "section": section if mine else one(chance, [s for s in _SECTIONS if s != section]),
                "paid": False,
            }
        )
    until = shifted(now, number(chance, 10, 20))
    from grader.generators.tools.speech import day_of

    asks = {
        "section": Said(
            section,
            {"adults": "the adults", "juniors": "the juniors", "seniors": "the seniors"}[section],
        ),
        "until": Said(until, day_of(until)),
        "by": Said("letter", one(chance, ("by letter", "by post, as a letter"))),
    }
    state: State = {
        "lenient": False,
        "fees": fees,
        "reminders": [],
        "old": [],
        "suspended": [],
        "year": int(now[:4]),
        "goes_out": shifted(now, 1),
    }
    return Start(state, asks, {"today": now, "club": one(chance, _CLUBS)}, STORY)


SETTING = Setting(
    "club",
    {
        "list_open_fees": _open,
        "get_year": _all_fees,
        "send_reminder": _remind,
        "get_reminders": _late,
        "suspend_member": _suspend,
    },
    _start,
)
