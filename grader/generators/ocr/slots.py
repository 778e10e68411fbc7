"""Slots of authored sentences: ``{surname}``, ``{n1:10-90}``, ``{n1.words}`` filled from lists and ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np

_SLOT = re.compile(r"\{([a-z]+)(\d*)(?::([^}.]*))?(?:\.([A-Za-z]+))?\}")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    tens + ones: end
    for tens in (0, *range(20, 100, 10))
    for ones, end in ((1, "st"), (2, "nd"), (3, "rd"))
}

T = TypeVar("T")


class Chance:
    """A seeded source of choices."""

    def __init__(self, *key: int) -> None:
        self.rng = np.random.default_rng(list(key))

    def below(self, most: int) -> int:
        """Return a whole number from 0 up to, not with, ``most``."""
        return int(self.rng.integers(most))

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both possible."""
        return int(self.rng.integers(low, high + 1))

    def hit(self, share: float) -> bool:
        """Return True in this share of cases."""
        return bool(self.rng.random() < share)

    def pick(self, options: Sequence[T]) -> T:
        """Return one of some options."""
        return options[self.below(len(options))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Return so many of some options, or all, in their order."""
        chosen = sorted(int(i) for i in self.rng.permutation(len(options))[: max(0, count)])
        return [options[i] for i in chosen]

    def mixed(self, options: Sequence[T]) -> list[T]:
        """Return all options in another order."""
        return [options[int(i)] for i in self.rng.permutation(len(options))]

    def weighted(self, options: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of some options, each as often as its weight says."""
        at = self.rng.random() * sum(weights)
        for option, weight in zip(options, weights, strict=True):
            at -= weight
            if at < 0:
                return option
        return options[-1]


def in_words(number: int) -> str:
    """Return a number below a thousand in words: "forty-two", "three hundred and seven"."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_ONES[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")


class Filler:
    """Fills the slots of one item: a named slot keeps its value, two of one list differ."""

    def __init__(self, chance: Chance, lists: Mapping[str, Sequence[str]]) -> None:
        self.chance = chance
        self.lists = lists
        self.known: dict[str, str] = {}
        self._used: dict[str, set[str]] = {}

    def fill(self, text: str) -> str:
        """Return a text with its slots filled.

        Raises:
            KeyError: A slot has no list and no range.
        """
        return _SLOT.sub(self._value, text)

    def _value(self, match: re.Match[str]) -> str:
        name, number, given, form = match.groups()
        key = name + number
        if key in self.known and (number or name in self.lists or name != "n"):
            value = self.known[key]
        else:
            value = self._drawn(name, given, match.group(0))
            self.known[key] = value
        return self._formed(value, form)

    def _drawn(self, name: str, given: str | None, slot: str) -> str:
        if name in ("n", "year"):
            if not given:
                raise KeyError(f"{slot} needs a range")
            low, high = (int(one) for one in given.split("-"))
            return str(self._fresh("n", lambda: str(self.chance.between(low, high))))
        if name == "money":
            low, high = (int(one) for one in (given or "2-90").split("-"))
            return f"{self.chance.between(low, high)}.{self.chance.pick('25 35 40 50 60 75 85 90'.split())}"
        if name == "phone":
            return f"0555 {self.chance.between(100, 999):04d}"
        if name not in self.lists:
            raise KeyError(f"no list for {slot}")
        options = self.lists[name]
        return self._fresh(name, lambda: self.chance.pick(options))

    def _fresh(self, name: str, draw: Callable[[], str]) -> str:
        used = self._used.setdefault(name, set())
        value = ""
        for _ in range(60):
            value = draw()
            if value not in used:
                break
        used.add(value)
        return value

    def _formed(self, value: str, form: str | None) -> str:
        if form is None:
            return value
        if form in ("Words", "Ty", "Digits"):
            return self._formed(value, form.lower()).capitalize()
        if form == "words":
            return in_words(int(value))
        if form == "caps":
            return value.upper()
        if form in ("th", "TH"):
            end = _ORDINALS.get(int(value), "th")
            return value + (end.upper() if form == "TH" else end)
        if form == "ty":  # fifteen is heard as fifty
            return in_words((int(value) - 10) * 10)
        if form == "digits":
            return " ".join(in_words(int(digit)) for digit in value)
        if form in ("a", "b") and "|" in value:  # as it is, and as it is misheard
            return value.split("|")["ab".index(form)]
        raise KeyError(f"no form .{form}")
