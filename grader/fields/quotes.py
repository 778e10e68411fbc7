"""Quotes in gold: where the words that an author quotes stand in what a learner can select."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from grader.fields._overlap import Stretch
from grader.fields.base import AuthoredError, Given
from grader.markup import QuoteError, find_quote


def locate(entry: Mapping[str, JsonValue] | str, given: Given, parts: Sequence[str]) -> Stretch:
    """Return where a quote stands: ``{part, quote, nth}``, or the words alone.

    Args:
        entry: What the author wrote.
        given: The item's parts.
        parts: Those it may be in; ``part`` may be left out where there is one.

    Raises:
        AuthoredError: The words are absent, or there more than once without ``nth``.
    """
    if isinstance(entry, str):
        entry = {"quote": entry}
    quote, nth = entry.get("quote"), entry.get("nth")
    part = entry.get("part") or (parts[0] if len(parts) == 1 else None)
    if not isinstance(quote, str) or not quote.split():
        raise AuthoredError(f"a quote is some words of the item (got {quote!r})")
    if not isinstance(part, str) or part not in parts:
        raise AuthoredError(f"the quote {quote!r} needs its part, one of: {', '.join(parts)}")
    if nth is not None and type(nth) is not int:
        raise AuthoredError(f"nth counts the places of {quote!r} from 1 (got {nth!r})")
    try:
        span = find_quote(given.texts[part], quote, nth)
    except QuoteError as error:
        raise AuthoredError(f"{error} of {part}") from None
    return Stretch(part, span.start, span.end)
