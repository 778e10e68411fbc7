"""Days as people write them, in the worlds' own year."""

from __future__ import annotations

from datetime import date, timedelta

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def weekday(day: date) -> str:
    """Return the name of the day: "Friday"."""
    return _DAYS[day.weekday()]


def short(day: date) -> str:
    """Return "24 April"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def long(day: date) -> str:
    """Return "Friday, 24 April"."""
    return f"{weekday(day)}, {short(day)}"


def full(day: date) -> str:
    """Return "Friday, 24 April 2026"."""
    return f"{long(day)} {day.year}"


def after(day: date, days: int, *, working: bool = True) -> date:
    """Return the day so many days later; on from a weekend to Monday where only working days count."""
    later = day + timedelta(days=days)
    while working and later.weekday() > 4:
        later += timedelta(days=1)
    return later
