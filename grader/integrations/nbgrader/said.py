"""What a learner saw and said of an item, in words; nothing of theirs can become markup."""

from __future__ import annotations

import html
from collections.abc import Mapping

from grader.bank import Bank
from grader.names import names_for
from grader.qualifier import ItemResult, written_field


def shown_to_coach(result: ItemResult, banks: Mapping[str, Bank]) -> str:
    """Return what a learner saw and said of an item, as HTML in which nothing of theirs is markup."""
    if result.response is None:
        return f"<p><b>{result.item.id}</b>: not answered.</p>"
    bank, response = banks[result.item.skill], result.response
    item, names = bank.item(result.item.id), names_for(bank.skill.task, response.shown_order)
    pages = bank.rendered(item)
    fixed = [name for name in item.content if name not in response.shown_order]
    parts = "".join(
        f"<h5>{html.escape(names.name(name))}</h5>{pages[name]}"
        for name in (*fixed, *response.shown_order)
    )
    said = "".join(
        f"<p><b>{html.escape(label)}</b><br>{html.escape(value)}</p>"
        for label, value in in_words(result, banks)
    )
    sure = f"<p>{response.confidence} % sure, {response.seconds:.0f} seconds.</p>"
    shown = f"<details><summary>{item.id} as it was shown</summary>{parts}</details>"
    return f"<div>{shown}{said}{sure}</div>"


def in_words(result: ItemResult, banks: Mapping[str, Bank]) -> list[tuple[str, str]]:
    """Return each answered field with its value as the learner reads it, in the task's order."""
    if result.response is None:
        return []
    bank = banks[result.item.skill]
    names = names_for(bank.skill.task, result.response.shown_order)
    given = bank.given(bank.item(result.item.id))
    written = written_field(result.item, banks)
    found = []
    for field in banks[result.item.skill].skill.task.fields:
        value = result.response.values.get(field.name)
        if value is None:
            continue
        plain = field is written or (isinstance(value, str) and not field.comparable)
        text = names.own(str(value)) if plain else names.show(field.spelled(value, given))
        found.append((field.label, clean(text)))
    return found


def clean(text: str) -> str:
    """Return a text that every file can hold: no half characters, no control characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in whole if c in "\n\t" or c.isprintable() or c.isspace())
