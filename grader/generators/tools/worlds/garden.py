"""A garden centre: which branch has most of a plant, by a list that comes in pages, and some set aside."""

from __future__ import annotations

from typing import Any

from grader.generators.tools.mem import Mem, Said
from grader.generators.tools.pools import TOWNS, codes, coming, number, one, some, today
from grader.generators.tools.reading import Rows, at, reads, takes
from grader.generators.tools.setting import Setting
from grader.generators.tools.speech import shifted
from grader.generators.tools.story import Extra, Need, Start, Story, ask, const, fact
from grader.generators.tools.world import Chance, RefusedError, State
from grader.generators.tools.worlds.tables import cut, cuts, find, named

_PLANTS = (
    ("lavender", "Lavender 'Hill Blue'", "Lavender 'Snow'", "Lavender oil"),
    ("box hedge", "Box hedge, 30 cm", "Box hedge, 60 cm", "Box hedge shears"),
    ("climbing roses", "Climbing rose 'Nora'", "Climbing rose 'Elba'", "Climbing rose ties"),
    ("strawberry plants", "Strawberry 'Early Kate'", "Strawberry 'Autumn Red'", "Strawberry straw"),
    ("bamboo", "Bamboo 'Green Wall'", "Bamboo 'Dwarf'", "Bamboo canes"),
)


def _find_article(state: State, args: dict[str, Any]) -> Any:
    return cuts(
        named(state["articles"], args["text"].rstrip("s")[:7]), "article_id", "name", "price"
    )


def _stock(state: State, args: dict[str, Any]) -> Any:
    find(state, "articles", "article_id", args["article_id"], "article")
    rows = [row for row in state["stock"] if row["article_id"] == args["article_id"]]
    start = (args["page"] - 1) * 4
    shown = cuts(rows[start : start + 4], "branch", "pieces", "ordered")
    head = {"article_id": args["article_id"], "sorted_by": "branch", "page": args["page"]}
    return {**head, "pages": -(-len(rows) // 4), "stock": shown}


def _reserve(state: State, args: dict[str, Any]) -> Any:
    rows = [
        r
        for r in state["stock"]
        if r["article_id"] == args["article_id"] and r["branch"] == args["branch"]
    ]
    if not rows:
        raise RefusedError(f"unknown branch {args['branch']}")
    if rows[0]["pieces"] < args["pieces"]:
        raise RefusedError(f"only {rows[0]['pieces']} in {args['branch']}")
    rows[0]["pieces"] -= args["pieces"]
    state["reserved"].append(dict(args))
    return {
        **cut(args, "article_id", "branch", "pieces", "until"),
        "number": f"{state['prefix']}{len(state['reserved'])}",
        "status": "reserved",
    }


def _reorder(state: State, args: dict[str, Any]) -> Any:
    state["orders"].append(dict(args))
    return {**cut(args, "article_id", "branch"), "ordered": 40}


def _all(mem: Mem) -> Any:
    more = mem.r("stock2")["stock"] if mem.has("stock2") else []
    return [*mem.r("stock")["stock"], *more]


_ARTICLES = Rows(
    all=at("articles"),
    pick=lambda m: next(r for r in m.r("articles") if r["name"] == m.given["name"]),
    key="name",
    columns={"article": "article_id", "name": "name", "price": "price"},
)
_STOCK = Rows(
    all=_all,
    pick=lambda m: max(_all(m), key=lambda row: row["pieces"]),
    key="branch",
    columns={"branch": "branch", "pieces": "pieces"},
    whole=lambda m: m.has("stock2"),
    of=("stock", "stock2"),
)

STORY = Story(
    needs=(
        Need(
            key="articles",
            tool="find_article",
            args={"text": ask("plant", free=lambda m: m.given["phrases"])},
            facts=_ARTICLES.facts(),
            slips=(_ARTICLES.swapped("price", 4),),
            rows=(_ARTICLES,),
        ),
        Need(
            key="stock",
            tool="list_stock",
            args={
                "article_id": fact(
                    "article",
                    wrong=lambda m: [
                        r["article_id"] for r in _ARTICLES.all(m) if r != _ARTICLES.pick(m)
                    ],
                ),
            },
        ),
        Need(
            key="stock2",
            tool="list_stock",
            args={"article_id": fact("article"), "page": const(2)},
            facts=_STOCK.facts(),
            slips=(
                _STOCK.beside(4),
                takes("field", 5, pieces=lambda m: m.told("pieces") + _STOCK.pick(m)["ordered"]),
            ),
            rows=(_STOCK,),
            page=True,
        ),
        Need(
            key="reserve",
            tool="reserve",
            args={
                "article_id": fact("article"),
                "branch": fact("branch"),
                "pieces": ask(
                    "count",
                    wrong=lambda m: (m.ask("count") + 1, m.ask("count") - 2),
                    echo={"set_aside": ""},
                ),
                "until": ask(
                    "day",
                    wrong=lambda m: (shifted(m.ask("day"), -1), shifted(m.ask("day"), 1)),
                    echo={"until": ""},
                ),
            },
            facts=reads(
                "reserve",
                status="status",
                until="until",
                number="number",
                set_aside="pieces",
                place="branch",
            ),
        ),
    ),
    asked=("branch", "pieces", "price", "status"),
    extras=(
        Extra(
            "reserve",
            "order_more",
            lambda m: {"article_id": m.fact("article"), "branch": m.fact("branch")},
        ),
    ),
    ghosts={"find_branch": "stock", "hold_items": "reserve"},
)


def _start(chance: Chance) -> Start:
    now = today(chance)
    day = coming(chance, now, (3, 4, 5))
    kind, first, second, third = one(chance, _PLANTS)
    ids = codes(chance, "G###", 3)
    name = first if chance.random() < 0.5 else second
    prices = [round(number(chance, 60, 390) / 10 + 0.09, 2) for _ in range(3)]
    listed = sorted([first, second, third])
    articles = [
        {"article_id": ids[n], "name": one_, "price": prices[n]} for n, one_ in enumerate(listed)
    ]
    branches = sorted(some(chance, TOWNS, 7))
    stock = []
    for article in articles:
        pieces = some(chance, range(14, 80), 7)
        for n, branch in enumerate(branches):
            stock.append(
                {
                    "article_id": article["article_id"],
                    "branch": branch,
                    "pieces": pieces[n],
                    "ordered": number(chance, 0, 4) * 10,
                }
            )
    count = number(chance, 6, 12)
    word = "six seven eight nine ten eleven twelve".split()[count - 6]
    short = name.split("'")[1] if "'" in name else name.split(", ")[1]
    asks = {
        "plant": Said(kind, kind),
        "name": Said(name, short),
        "count": Said(count, word),
        "day": Said(
            day.value,
            day.words.replace("on ", "until ").replace("this ", "until this ", 1)
            if day.words.startswith("on ")
            else f"until {day.words}",
        ),
    }
    state: State = {
        "lenient": bool(chance.random() < 0.5),
        "articles": articles,
        "stock": stock,
        "reserved": [],
        "orders": [],
        "prefix": f"R{number(chance, 10, 99)}-",
    }
    given = {
        "today": now,
        "name": name,
        "phrases": [kind.rstrip("s"), name.split(" '")[0].split(",")[0], kind.split()[0]],
    }
    return Start(state, asks, given, STORY)


SETTING = Setting(
    "garden",
    {
        "find_article": _find_article,
        "list_stock": _stock,
        "reserve": _reserve,
        "order_more": _reorder,
    },
    _start,
)
