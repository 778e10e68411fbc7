"""Quotes that name one place of a text: the words themselves, else with a neighbour, else by number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import JsonValue

from grader.generators.ocr.assembly import Fault, Token, text_of


class Quoted(NamedTuple):
    """A quote with what stands there when it is right."""

    quote: str
    right: str
    nth: int | None = None

    def entry(self, **more: JsonValue) -> dict[str, JsonValue]:
        """Return it as gold writes it, with further keys."""
        found: dict[str, JsonValue] = {"quote": self.quote}
        if self.nth is not None:
            found["nth"] = self.nth
        return {**found, **more}


class Quoter:
    """Finds quotes in the machine's text."""

    def __init__(self, rows: Sequence[Sequence[Token]]) -> None:
        self.text = text_of(rows)
        self.flat = [token for row in rows for token in row]
        self.starts: list[int] = []
        at = -1
        for (
            token
        ) in self.flat:  # blank lines lie between some, so each is looked for from the last on
            at = self.text.index(token.text, at + 1)
            self.starts.append(at)
            at += len(token.text) - 1

    def of_fault(self, fault: Fault) -> Quoted:
        """Return the quote of a fault."""
        if fault.kind == "line":
            at = next(n for n, token in enumerate(self.flat) if token.line > fault.line)
            before, after = self.flat[at - 1].text, self.flat[at].text
            return self._placed(at - 1, f"{before} {after}", f"{before} {fault.right} {after}")
        if fault.kind == "turn":
            at = next(n for n, token in enumerate(self.flat) if token.line == fault.line)
            before, after = self.flat[at - 1].text, self.flat[at].text
            return self._placed(at - 1, f"{before} {after}", f"{before}\n{fault.right} {after}")
        at = next(n for n, token in enumerate(self.flat) if token.fault is fault)
        if fault.kind in ("hyphen", "join"):
            after = self.flat[at + 1].text
            right = fault.right if fault.kind == "join" else f"{fault.right} {after}"
            return self._placed(at, f"{fault.wrong} {after}", right)
        return self._shortest(at, at, fault.wrong, fault.right)

    def of_mark(self, mark: int) -> Quoted:
        """Return the quote of words that belong to a mark."""
        at = [number for number, token in enumerate(self.flat) if token.mark == mark]
        words = " ".join(self.flat[number].text for number in at)
        return self._shortest(at[0], at[-1], words, words, short=len(words) < 4)

    def _shortest(
        self, first: int, last: int, words: str, right: str, *, short: bool = False
    ) -> Quoted:
        here = self.flat[first].line
        options = [] if short else [(words, right)]
        after = self._after(last, here)
        if after:
            options.append((f"{words} {after}", f"{right} {after}"))
        if first > 0 and _plain(before := self.flat[first - 1], here):
            options.append((f"{before.text} {words}", f"{before.text} {right}"))
        for quote, whole in options:
            if len(self._found(quote)) == 1:
                return Quoted(quote, whole)
        return self._placed(first, words, right)

    def _after(self, last: int, line: int) -> str:
        """Return the word behind, with the next where it is a single letter; "" if none can be quoted."""
        found: list[str] = []
        for token in self.flat[last + 1 : last + 3]:
            if token.line != line or token.fault or token.mark is not None or '"' in token.text:
                return ""
            found.append(token.text)
            if len(token.text.strip(".,;:()")) > 1:
                return " ".join(found)
        return ""

    def _placed(self, at: int, quote: str, right: str) -> Quoted:
        starts = self._found(quote)
        if len(starts) == 1:
            return Quoted(quote, right)
        return Quoted(quote, right, 1 + starts.index(self.starts[at]))

    def _found(self, quote: str) -> list[int]:
        pattern = r"\s+".join(re.escape(word) for word in quote.split())
        return [match.start() for match in re.finditer(pattern, self.text)]


def _plain(token: Token, line: int) -> bool:
    return (
        token.line == line
        and '"' not in token.text
        and token.fault is None
        and token.mark is None
        and len(token.text.strip(".,;:()")) > 1
    )
