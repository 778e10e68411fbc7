"""Books: a workbook that takes in files, a price list, and a ledger that can only be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from grader.generators.agents.dates import full
from grader.generators.agents.world import Result, World, done, look


def money(cents: int) -> str:
    """Return "1,016.40"."""
    return f"{cents / 100:,.2f}"


@dataclass(frozen=True)
class Row:
    """A line of a file: what it is, and its amount as it is written there."""

    day: str
    what: str
    cents: int
    written: str

    @property
    def readable(self) -> bool:
        """Whether an import takes the amount for a number."""
        return self.written.replace(".", "", 1).isdigit()


@dataclass
class Workbook(World):
    """A sheet that rows are taken into, and an overview with one line for each month."""

    tools = ("preview_csv", "read_range", "import_csv", "append_row", "write_cell", "read_cell")

    file: str
    rows: tuple[Row, ...]
    sheet: str
    overview: dict[str, tuple[str, str]]
    unclear: str = ""
    entered: list[Row] = field(default_factory=list)
    total_cell: str = ""
    notes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin without hiccups."""
        super().__init__()

    def facts(self) -> dict[str, str]:
        """Return every row of the sheet, and the cells."""
        found: dict[str, str] = {}
        for row in self.entered:
            key = f"row:{row.what}"
            found[key] = "twice" if key in found else str(row.cents)
        found |= {
            f"cell:Overview!{cell}": value for cell, (_, value) in self.overview.items() if value
        }
        if self.total_cell:
            found[f"cell:{self.sheet}!F2"] = str(self._total())
        return found

    def preview_csv(self, file: str, rows: int = 5) -> Result:
        """Show the first rows of a file."""
        width = max(len(row.what) for row in self.rows)
        lines = [f"date   ; {'item':<{width}} ; amount"]
        lines += [f"{row.day} ; {row.what:<{width}} ; {row.written}" for row in self.rows[:rows]]
        lines.append(f"({min(rows, len(self.rows))} of {len(self.rows)} rows shown)")
        return look("\n".join(lines), [f"file:{file}"], [file])

    def read_range(self, sheet: str, cells: str) -> Result:
        """Show some cells."""
        if sheet == "Overview":
            lines = ["A1 Month      | B1 Amount"]
            lines += [
                f"A{cell[1:]} {month:<10} | {_shown(value) or '(empty)'}"
                for cell, (month, value) in self.overview.items()
            ]
            return look("\n".join(lines), ["overview"], ["Overview"])
        head = "A1 No. | B1 Date | C1 Item | E1 Amount | F1 Total"
        lines = [
            f"row {n}: {row.what} | {money(row.cents)}" for n, row in enumerate(self.entered, 2)
        ]
        shown = lines or ["(no rows yet)"]
        seen = ["rows", *(f"row:{row.what}" for row in self.entered)]
        return look("\n".join([head, *shown]), seen, [sheet])

    def import_csv(self, file: str, sheet: str, first_row: int = 2) -> Result:
        """Take the rows of a file into the sheet; amounts that are no numbers are left out."""
        unclear, self.unclear = self.unclear, ""
        said = "No answer after 30 s. It is not known whether rows were written (see the sheet)."
        if unclear == "lost":
            return Result(said, "change", frozenset({"unclear"}), aim="import", failed=True)
        good = [row for row in self.rows if row.readable]
        self.entered += good
        if unclear == "taken":
            return Result(
                said,
                "change",
                frozenset({"unclear"}),
                aim="import",
                left=frozenset({"import:known"}),
            )
        text = f"Import finished.\nRows written: {len(good)} of {len(self.rows)}"
        for number, row in enumerate(self.rows, 1):
            if not row.readable:
                text += f'\nLeft out: row {number}, amount "{row.written}" is not a number'
        left = [f"row:{row.what}" for row in self.rows if not row.readable]
        return done(text, "import", left=left)

    def append_row(self, sheet: str, day: str, item: str, amount: float) -> Result:
        """Write one more row below the others."""
        self.entered.append(Row(day, item, round(amount * 100), f"{amount:.2f}"))
        return done(f"Row {len(self.entered) + 1} written.", f"row:{item}", seen=[f"row:{item}"])

    def write_cell(self, sheet: str, cell: str, value: str | float) -> Result:
        """Write a number or a formula into a cell."""
        hiccup = self.hiccup(f"cell:{sheet}!{cell}")
        if hiccup:
            return hiccup
        if sheet == "Overview":
            month, _ = self.overview[cell]
            self.overview[cell] = (month, str(round(float(value) * 100)))
        else:
            self.total_cell = str(value)
        return done(f"{cell} written.", f"cell:{sheet}!{cell}", seen=[f"cell:{sheet}!{cell}"])

    def read_cell(self, sheet: str, cell: str) -> Result:
        """Show one cell."""
        if sheet == "Overview":
            text = _shown(self.overview[cell][1]) or "(empty)"
        else:
            text = money(self._total()) if self.total_cell else "(empty)"
        key = f"cell:{sheet}!{cell}"
        return look(text, [key, f"read:{key}"], [sheet])

    def _total(self) -> int:
        return sum(row.cents for row in self.entered)


def _shown(value: str) -> str:
    return money(int(value)) if value else ""


@dataclass
class Till(World):
    """A price list by category; staff read what is posted on the board."""

    tools = ("list_categories", "list_items", "raise_prices", "set_price", "post_note")

    prices: dict[str, tuple[str, int]]
    posted: str = ""

    def __post_init__(self) -> None:
        """Begin without hiccups."""
        super().__init__()

    def facts(self) -> dict[str, str]:
        """Return every price, and the note on the board."""
        found = {f"price:{name}": str(cents) for name, (_, cents) in self.prices.items()}
        return {**found, "board": self.posted} if self.posted else found

    def list_categories(self) -> Result:
        """Show the categories with the number of their items."""
        names = list(dict.fromkeys(category for category, _ in self.prices.values()))
        count = {name: sum(c == name for c, _ in self.prices.values()) for name in names}
        width = max(map(len, names)) + 3
        text = "\n".join(f"{name:<{width}}{count[name]:>2} items" for name in names)
        return look(text, ["categories"], ["categories"])

    def list_items(self, category: str) -> Result:
        """Show the items of a category with their prices."""
        aim = f"items:{category}"
        hiccup = self.hiccup(aim, "look")
        if hiccup:
            return hiccup
        some = {name: cents for name, (c, cents) in self.prices.items() if c == category}
        width = max(map(len, some)) + 3
        text = "\n".join(f"{name:<{width}}{money(cents):>6}" for name, cents in some.items())
        return look(text, [aim, *(f"price:{name}" for name in some)], [category], aim)

    def raise_prices(self, category: str, percent: float, round_to: float) -> Result:
        """Raise all prices of a category, rounded."""
        some = [name for name, (c, _) in self.prices.items() if c == category]
        for name in some:
            self.prices[name] = (category, raised(self.prices[name][1], percent, round_to))
        return done(f"{len(some)} items updated.", f"category:{category}")

    def set_price(self, item: str, price: float) -> Result:
        """Set one price."""
        hiccup = self.hiccup(f"price:{item}")
        if hiccup:
            return hiccup
        category, before = self.prices[item]
        self.prices[item] = (category, round(price * 100))
        text = f"{item}: {money(before)} -> {money(self.prices[item][1])}"
        return done(text, f"price:{item}", seen=[f"price:{item}"])

    def post_note(self, text: str) -> Result:
        """Put a note on the board for the staff."""
        self.posted = text
        return done("Posted.", "board")


def raised(cents: int, percent: float, round_to: float) -> int:
    """Return a price raised by whole percents and rounded, half a step up."""
    step = round(round_to * 100)
    return (2 * cents * (100 + round(percent)) + 100 * step) // (200 * step) * step


@dataclass(frozen=True)
class Entry:
    """One entry of the ledger; what came back is negative."""

    number: int
    account: int
    day: date
    text: str
    cents: int


@dataclass
class Ledger(World):
    """Entries that can only be read, views of one's own, and a sheet with one line for each account."""

    tools = (
        "list_accounts", "create_view", "change_view", "sum_view", "top_entries", "list_credits",
        "open_entry", "read_range", "write_cell", "read_cell",
    )  # fmt: skip

    accounts: Mapping[int, str]
    entries: tuple[Entry, ...]
    budget: dict[str, tuple[str, str, str]]
    views: dict[str, tuple[int, str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin without hiccups."""
        super().__init__()

    def facts(self) -> dict[str, str]:
        """Return the views and the filled cells."""
        found = {
            f"view:{name}": f"{a} {start} {end}" for name, (a, start, end) in self.views.items()
        }
        return found | {
            f"cell:{cell}": value for cell, (_, _, value) in self.budget.items() if value
        }

    def list_accounts(self, begins: str) -> Result:
        """Show the accounts whose number begins so."""
        some = [f"{n}  {name}" for n, name in self.accounts.items() if str(n).startswith(begins)]
        return look("\n".join(some), ["accounts"], ["accounts"])

    def create_view(self, name: str, account: int, first: str, last: str) -> Result:
        """Make a view of an account between two days."""
        self.views[name] = (account, first, last)
        return done(f"View {name}: {len(self._some(name))} entries.", f"view:{name}")

    def change_view(self, name: str, first: str, last: str) -> Result:
        """Set other days for a view."""
        self.views[name] = (self.views[name][0], first, last)
        return done(f"View {name}: {len(self._some(name))} entries.", f"view:{name}")

    def sum_view(self, name: str) -> Result:
        """Show what a view adds up to."""
        aim = f"sum:{name}"
        hiccup = self.hiccup(aim, "look")
        if hiccup:
            return hiccup
        some = self._some(name)
        debit = sum(one.cents for one in some if one.cents > 0)
        credit = -sum(one.cents for one in some if one.cents < 0)
        text = (
            f"Entries: {len(some)}\nDebit:   {money(debit):>10}\nCredit:  {money(credit):>10}"
            f"\nBalance: {money(debit - credit):>10}"
        )
        return look(text, [aim], [name], aim)

    def list_credits(self, name: str) -> Result:
        """Show what came back."""
        some = [f"{one.text}, {money(-one.cents)}" for one in self._some(name) if one.cents < 0]
        return look("\n".join(some) or "none", [f"credits:{name}"], [name])

    def top_entries(self, name: str, count: int) -> Result:
        """Show the largest entries of a view."""
        lines = [
            f"{n}  {one.text.partition(',')[0]:<26}{money(one.cents):>10}"
            for n, one in self._top(name, count)
        ]
        return look("\n".join(lines), [f"top:{name}"], [name])

    def open_entry(self, name: str, place: int) -> Result:
        """Show one entry of a view in full."""
        one = self._top(name, place)[-1][1]
        text = (
            f"Entry {one.number}, account {one.account}\nDate: {full(one.day)}\n{one.text}"
            f"\nAmount: {money(one.cents)}"
        )
        return look(text, [f"view:{name}", f"entry:{place}"], [name])

    def read_range(self, sheet: str, cells: str) -> Result:
        """Show the sheet."""
        lines = ["A1 Line           | B1 Plan    | C1 Actual"]
        lines += [
            f"A{cell[1:]} {line:<14} | {plan:>10} | {_shown(value) or '(empty)'}"
            for cell, (line, plan, value) in self.budget.items()
        ]
        return look("\n".join(lines), ["sheet"], [sheet])

    def write_cell(self, sheet: str, cell: str, value: float) -> Result:
        """Write a figure."""
        line, plan, _ = self.budget[cell]
        self.budget[cell] = (line, plan, str(round(value * 100)))
        return done(f"{cell} written.", f"cell:{cell}", seen=[f"cell:{cell}"])

    def read_cell(self, sheet: str, cell: str) -> Result:
        """Show one cell."""
        return look(
            _shown(self.budget[cell][2]) or "(empty)", [f"cell:{cell}", f"read:{cell}"], [sheet]
        )

    def _some(self, name: str) -> list[Entry]:
        account, first, last = self.views[name]
        return [
            one
            for one in self.entries
            if one.account == account and first <= one.day.isoformat() <= last
        ]

    def _top(self, name: str, count: int) -> list[tuple[int, Entry]]:
        some = sorted(self._some(name), key=lambda one: (-one.cents, one.number))[:count]
        return list(enumerate(some, 1))
