"""What fields of many entries share (spans, boxes, relations, changes): each entry has attributes.

An attribute is a small field of its own. The first is the entry's label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, TypeAlias

from pydantic import Field as Setting
from pydantic import JsonValue

from grader.fields.base import Field, Given, empty
from grader.fields.choice import Choice
from grader.fields.free_text import FreeText
from grader.fields.scale import Scale

Attribute = Annotated[Choice | FreeText | Scale, Setting(discriminator="kind")]
Entry: TypeAlias = Mapping[str, JsonValue]

MOST_ENTRIES = 400
"""More than anybody marks in one item; a longer list is no judgment."""

_LABEL_SHARE = 0.5
"""The label weighs as much as all other attributes of an entry together."""


def check_attributes(name: str, attributes: Sequence[Field], reserved: Iterable[str]) -> None:
    """Raise unless the first attribute is a `Choice` and names and conditions are sound.

    Raises:
        ValueError: With the field's name.
    """
    names = [attribute.name for attribute in attributes]
    if attributes and not isinstance(attributes[0], Choice):
        raise ValueError(f"{name}: the first attribute is the label, so it must be a choice")
    for index, attribute in enumerate(attributes):
        if names.count(attribute.name) > 1 or attribute.name in reserved:
            raise ValueError(f"{name}: an attribute cannot be called {attribute.name!r}")
        if attribute.when is not None and attribute.when.field not in names[:index]:
            raise ValueError(f"{name}: {attribute.name} depends on a later attribute")


def check_labels(name: str, attributes: Sequence[Field], labels: Iterable[str]) -> None:
    """Raise unless each of some keys is a label of the entries.

    Raises:
        ValueError: With the field's name: a slip there would pass as a label that nobody gives.
    """
    label = attributes[0]
    known = {option.key for option in label.options} if isinstance(label, Choice) else set()
    for key in labels:
        if key not in known:
            raise ValueError(f"{name}: {key!r} is no label of it")


def entries_of(value: JsonValue) -> list[dict[str, JsonValue]] | None:
    """Return the value as a list of entries if it has that shape, else None."""
    if not isinstance(value, list) or len(value) > MOST_ENTRIES:
        return None
    entries = [entry for entry in value if isinstance(entry, dict)]
    return entries if len(entries) == len(value) else None


def asked_of(attributes: Sequence[Field], entry: Entry) -> list[Field]:
    """Return the attributes to be answered for an entry, given those answered so far."""
    asked: list[Field] = []
    closed: set[str] = set()
    for attribute in attributes:
        when = attribute.when
        if when is not None and (when.field in closed or not when.holds(entry)):
            closed.add(attribute.name)
        else:
            asked.append(attribute)
    return asked


def attribute_problems(attributes: Sequence[Field], entry: Entry, given: Given) -> list[str]:
    """Return what is wrong with an entry's attributes, each as the rest of a sentence."""
    found = []
    for attribute in asked_of(attributes, entry):
        value = entry.get(attribute.name)
        if empty(value):
            if attribute.required:
                found.append(f"say the {plain(attribute.label)}.")
            continue
        found += [small(message) for message in attribute.problems(value, given)]
    known = {attribute.name for attribute in attributes}
    return found + (["take out what is no question here."] if set(entry) - known else [])


def label_classes(attributes: Sequence[Field]) -> tuple[str, ...]:
    """Return the labels that an entry can have, by key; none where the field has no attributes."""
    label = attributes[0] if attributes else None
    return tuple(str(o.key) for o in label.options) if isinstance(label, Choice) else ()


def label_of(attributes: Sequence[Field], entry: Entry) -> JsonValue:
    """Return an entry's label; None where the field has no attributes."""
    return entry.get(attributes[0].name) if attributes else None


def alike(attributes: Sequence[Field], a: Entry, b: Entry) -> float:
    """Return how far two entries that lie in one place agree: 0 with another label, 1 if all agrees.

    The label makes half, the attributes that both answered the other half, in equal shares; written ones
    are not compared.
    """
    if not attributes:
        return 1.0
    label, *others = attributes
    apart = label.distance(a.get(label.name), b.get(label.name))
    if apart >= 1:
        return 0.0
    compared = [
        1 - other.distance(a[other.name], b[other.name])
        for other in others
        if other.comparable and not empty(a.get(other.name)) and not empty(b.get(other.name))
    ]
    own = 1 - apart
    if not compared:
        return own
    return own * (_LABEL_SHARE + (1 - _LABEL_SHARE) * sum(compared) / len(compared))


def said(attributes: Sequence[Field], entry: Entry) -> str:
    """Return an entry's attributes in words: "contradicted, major".

    Written ones are left out, and so are flags that are not set, but for one that is the label itself.
    """
    told = []
    for attribute in asked_of(attributes, entry):
        value = entry.get(attribute.name)
        if not attribute.comparable or empty(value):
            continue
        if not isinstance(value, bool):
            told.append(attribute.in_words(value).lower())
        elif value:
            told.append(plain(attribute.label))
        elif attribute is attributes[0]:
            told.append(f"not {plain(attribute.label)}")
    return ", ".join(word for word in told if word)


def written(attributes: Sequence[Field], entry: Entry) -> list[tuple[str, str]]:
    """Return the written attributes of an entry, each with its label."""
    return [
        (attribute.label, str(entry[attribute.name]))
        for attribute in asked_of(attributes, entry)
        if not attribute.comparable and not empty(entry.get(attribute.name))
    ]


def counted(attributes: Sequence[Field], entries: Sequence[Entry], nothing: str) -> str:
    """Return how many entries there are, by label: "3 marked: 2 × car, 1 × van"."""
    if not entries:
        return nothing
    head = f"{len(entries)} marked"
    if not attributes:
        return head
    labels = Counter(attributes[0].in_words(label_of(attributes, e)).lower() for e in entries)
    return f"{head}: " + ", ".join(f"{number} × {label}" for label, number in labels.items())


def entry_schema(attributes: Sequence[Field], given: Given) -> dict[str, JsonValue]:
    """Return the JSON Schema of the attributes, to be merged into an entry's properties."""
    return {attribute.name: attribute.json_schema(given) for attribute in attributes}


def required_names(attributes: Sequence[Field]) -> list[JsonValue]:
    """Return the names of the attributes that every entry has."""
    return [a.name for a in attributes if a.required and a.when is None]


def tidied(attributes: Sequence[Field], entry: Entry, place: Iterable[str]) -> dict[str, JsonValue]:
    """Return an entry's place and the attributes asked, without empty ones."""
    kept = {key: entry[key] for key in place if key in entry}
    for attribute in asked_of(attributes, entry):
        if not empty(entry.get(attribute.name)):
            kept[attribute.name] = entry[attribute.name]
    return kept


def rewritten(
    attributes: Sequence[Field], value: JsonValue, change: Callable[[str], str]
) -> JsonValue:
    """Return a list of entries with their written attributes changed; anything else as it is."""
    entries = entries_of(value)
    names = {attribute.name: attribute for attribute in attributes if not attribute.comparable}
    if entries is None or not names:
        return value
    return [
        {k: names[k].rewrite(v, change) if k in names else v for k, v in entry.items()}
        for entry in entries
    ]


def quoted(text: str, most: int = 60) -> str:
    """Return words of the item in quotation marks, shortened in the middle when they are many."""
    folded = " ".join(text.split())
    if len(folded) > most:
        head = folded[: most - 20].rsplit(" ", 1)[0]
        tail = folded[-20:].split(" ", 1)[-1]
        folded = f"{head} … {tail}"
    return f"“{folded}”"


def plain(label: str) -> str:
    """Return a label as it stands inside a sentence."""
    return small(label.rstrip("?"))


def small(text: str) -> str:
    """Return a text with a small first letter, unless the word is written in capitals."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]
