"""Rows of bills, timetables and readings: their figures are made up, and they add up unless a slip is on."""

from __future__ import annotations

from grader.generators.ocr.material import Table
from grader.generators.ocr.slots import Chance, Filler


def rows_of(table: Table, chance: Chance, filler: Filler) -> tuple[str, list[list[str]]]:
    """Return how the columns are set ("lrr") and the rows, each a list of cells."""
    count = chance.between(*table.rows)
    labels = list(table.labels)
    if table.table == "times":  # from the first stop to the last
        labels = [labels[0], *chance.some(labels[1:-1], count - 2), labels[-1]]
    else:
        labels = chance.some(labels, count)
    labels = [filler.fill(one) for one in labels]
    head = [filler.fill(one) for one in table.head]
    if table.table == "bill":
        return "rlrr", [head, *_bill(table, chance, labels)]
    align = "l" + "r" * (len(head) - 1)
    if table.table == "times":
        return align, [head, *_times(table, chance, labels)]
    return align, [head, *_readings(table, chance, labels)]


def _bill(table: Table, chance: Chance, labels: list[str]) -> list[list[str]]:
    rows, total = [], 0
    for label in labels:
        many = chance.between(1, 12)
        each = chance.between(table.low * 20, table.high * 20) * 5
        rows.append([str(many), label, _money(each), _money(many * each)])
        total += many * each
    rows.append(["", table.end, "", wrong_sum(_money(total))])
    return rows


def wrong_sum(right: str) -> str:
    """Return a sum with the mark of a slip: two of its digits have changed places."""
    for at in range(len(right) - 1):
        a, b = right[at], right[at + 1]
        if a.isdigit() and b.isdigit() and a != b and not (at == 0 and b == "0"):
            return f"<{right}~{right[:at]}{b}{a}{right[at + 2 :]}:sum>"
    return right


def _money(pence: int) -> str:
    return f"{pence / 100:,.2f}"


def _times(table: Table, chance: Chance, labels: list[str]) -> list[list[str]]:
    columns = len(table.head) - 1
    share = (table.high - table.low) * 60 // columns
    starts = [
        table.low * 60 + column * share + chance.between(0, share // 2) for column in range(columns)
    ]
    steps = [0, *(chance.between(4, 17) for _ in labels[1:])]
    rows, gone = [], 0
    for label, step in zip(labels, steps, strict=True):
        gone += step
        clock = [(start + gone) % 1440 for start in starts]
        rows.append([label, *(f"{one // 60}.{one % 60:02d}" for one in clock)])
    return rows


def _readings(table: Table, chance: Chance, labels: list[str]) -> list[list[str]]:
    rows = []
    for label in labels:
        cells = [
            str(chance.between(table.low, table.high))
            if table.whole
            else f"{chance.between(table.low * 10, table.high * 10) / 10:.1f}"
            for _ in table.head[1:]
        ]
        rows.append([label, *cells])
    return rows
