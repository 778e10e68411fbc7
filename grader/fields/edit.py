"""`Edit`: a text put right, as a list of changes, each with its class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import JsonValue, model_validator

from grader.fields._diff import Change, apart, beside, changes_between, joined, text_at, touches
from grader.fields._entries import (
    MOST_ENTRIES,
    Attribute,
    Entry,
    alike,
    attribute_problems,
    check_attributes,
    counted,
    entries_of,
    entry_schema,
    label_classes,
    quoted,
    required_names,
    rewritten,
    said,
    tidied,
)
from grader.fields._paper import attribute_meanings, attribute_names, entries_from_paper
from grader.fields.base import AuthoredError, Difference, Field, Given, Letters
from grader.fields.quotes import locate

_PLACE = ("start", "end", "text")
_LONGEST = 20_000

_MUST, _MAY = 2.0, 1.0
"""What a must-fix weighs, and a may-fix that is made."""


class Edit(Field):
    """Changes to one text. Gold is no other text but a key: what must, may and must not be changed.

    Two edits without a key are compared by the F1 of their changes. Against a key the must-fixes made
    right earn their weight, a may-fix made right earns half as much, and a change that mends nothing, or
    touches what is to be kept, takes as much away; with a tag declared, a repair under another tag earns
    half. The score is kept within 0 and 1.

    Attributes:
        part: The text that is edited; shown as plain text.
        attributes: What is said of each change; the first is its tag. None for plain corrections.
    """

    composite: ClassVar[bool] = True
    of_the_item: ClassVar[bool] = True

    kind: Literal["edit"] = "edit"
    part: str
    attributes: tuple[Attribute, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Edit:
        check_attributes(self.name, self.attributes, (*_PLACE, "quote", "nth", "accept", "must"))
        return self

    def blank(self, value: JsonValue) -> bool:
        """Return whether nothing was answered: "nothing to change" is an answer."""
        return value is None

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return a problem for each change that lies outside the text, overlaps, or has no tag."""
        entries = entries_of(value.get("changes")) if isinstance(value, dict) else None
        if entries is None or not isinstance(value, dict) or set(value) != {"changes"}:
            return [f"Change the text, in at most {MOST_ENTRIES} places, or say that it is fine."]
        text = given.texts.get(self.part, "")
        found: list[str] = []
        placed: list[Change] = []
        for number, entry in enumerate(entries, 1):
            change = _change(entry)
            if change is None or not 0 <= change.start <= change.end <= len(text):
                found.append(f"Change {number}: make it in the text once more.")
                continue
            if text[change.start : change.end] == change.text:
                found.append(f"Change {number}: it changes nothing; take it back.")
            if len(change.text) > _LONGEST:
                found.append(
                    f"Change {number}: shorten it; at most {_LONGEST} characters are kept."
                )
            placed.append(change)
            rest = {key: entry[key] for key in entry if key not in _PLACE}
            messages = attribute_problems(self.attributes, rest, given)
            found += [f"Change {number}: {message}" for message in messages]
        if any(a.end >= b.start for a, b in pairwise(placed)):
            found.append("Two changes touch each other: make them one.")
        return found

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return 1 minus the F1 of the changes that are the same in place and text; 0 without any."""
        ours, theirs = _changes(a), _changes(b)
        if not ours and not theirs:
            return 0.0
        same = 0.0
        for own in ours:
            match = next((other for other in theirs if _change(own) == _change(other)), None)
            if match is not None:
                same += alike(self.attributes, own, match)
        return 1 - 2 * same / (len(ours) + len(theirs))

    def score(self, own: JsonValue, gold: JsonValue) -> float:
        """Return how well changes do against a key; without one, 1 minus the distance."""
        key = _key(gold)
        if key is None:
            return super().score(own, gold)
        changes = _sorted(own)
        musts = sum(_MUST for fix in key.fixes if fix["must"])
        earned = sum(
            (_MUST if fix["must"] else _MAY) * self._made(fix, own, key.original)
            for fix in key.fixes
        )
        earned -= len(key.harmful(changes))
        if not musts:  # nothing has to be changed: what was left alone is right
            return max(0.0, min(1.0, 1.0 + earned / _MUST))
        return max(0.0, min(1.0, earned / musts))

    def repaired(self, own: JsonValue, gold: JsonValue) -> list[bool]:
        """Return, for each must-fix of a key in its order, whether an accepted repair was made."""
        key = _key(gold)
        changes = _sorted(own)
        musts = [fix for fix in key.fixes if fix["must"]] if key else []
        return [key is not None and _repair(f, changes, key.original) is not None for f in musts]

    def needless(self, own: JsonValue, gold: JsonValue) -> int:
        """Return how many changes mend nothing, or alter what is to be kept."""
        key = _key(gold)
        return len(key.harmful(_sorted(own))) if key else 0

    def _made(self, fix: Entry, own: JsonValue, original: str) -> float:
        """Return how far a fix is made: 1, a half where only the tag differs, else 0."""
        used = _repair(fix, _sorted(own), original)
        if used is None:
            return 0.0
        mine = [e for e in _changes(own) if (c := _change(e)) and _holds(c, used)]
        if not self.attributes or not mine or self.attributes[0].name not in fix:
            return 1.0
        return max(0.5 + 0.5 * alike(self.attributes, entry, fix) for entry in mine)

    def as_judgment(self, gold: JsonValue) -> JsonValue:
        """Return the changes of a gold without its key."""
        return {"changes": gold["changes"]} if isinstance(gold, dict) and "key" in gold else gold

    def resolve(self, authored: JsonValue, given: Given) -> JsonValue:
        """Return a key written as quotes with their places.

        A key is ``{fixes: [{quote, accept: [...], must, <tag>}], keep: [{quote}]}``; the value has the
        must-fixes with their first accepted repair as its changes.

        Raises:
            AuthoredError: A quote is absent or ambiguous, or a fix accepts nothing.
        """
        if not isinstance(authored, dict) or "fixes" not in authored:
            return self._quoted(authored, given)
        original = given.texts.get(self.part, "")
        messages: list[str] = []
        fixes: list[JsonValue] = []
        keeps: list[JsonValue] = []
        for name, found in (("fixes", fixes), ("keep", keeps)):
            for entry in entries_of(authored.get(name) or []) or ():
                try:
                    place = locate({**entry, "part": self.part}, given, (self.part,))
                except AuthoredError as error:
                    messages += error.messages
                    continue
                rest = {k: v for k, v in entry.items() if k not in ("quote", "nth")}
                accept = rest.get("accept")
                if name == "fixes" and not (isinstance(accept, list) and accept):
                    messages.append(f"the fix of {entry.get('quote')!r} accepts no repair")
                rest = {"must": True, **rest} if name == "fixes" else rest
                found.append({"start": place.start, "end": place.end, **rest})
        if messages:
            raise AuthoredError(*messages)
        best = self._best(fixes, original)
        return {"changes": best, "key": {"original": original, "fixes": fixes, "keep": keeps}}

    def _quoted(self, authored: JsonValue, given: Given) -> JsonValue:
        """Return changes that name their place by a quote, ``{quote, text}``, with their places."""
        entries = entries_of(authored.get("changes")) if isinstance(authored, dict) else None
        if entries is None:
            return authored
        original = given.texts.get(self.part, "")
        found: list[JsonValue] = []
        for entry in entries:
            if "quote" not in entry:
                found.append(dict(entry))
                continue
            place = locate({**entry, "part": self.part}, given, (self.part,))
            tags = {a.name: entry[a.name] for a in self.attributes if a.name in entry}
            words = original[place.start : place.end]
            found += [
                {"start": place.start + c.start, "end": place.start + c.end, "text": c.text, **tags}
                for c in changes_between(words, str(entry.get("text", "")))
            ]
        return {"changes": found}

    def _best(self, fixes: Sequence[JsonValue], original: str) -> list[JsonValue]:
        found: list[JsonValue] = []
        for fix in sorted(
            (f for f in fixes if isinstance(f, dict)), key=lambda f: str(f["start"]).zfill(9)
        ):
            accept = fix.get("accept")
            if not fix.get("must") or not isinstance(accept, list):
                continue
            start, end = int(str(fix["start"])), int(str(fix["end"]))
            tags = {a.name: fix[a.name] for a in self.attributes if a.name in fix}
            found += [
                {"start": start + c.start, "end": start + c.end, "text": c.text, **tags}
                for c in changes_between(original[start:end], str(accept[0]))
            ]
        return found

    def differences(self, own: JsonValue, gold: JsonValue, given: Given) -> tuple[Difference, ...]:
        """Return every fix of a key with what stands there now, then the changes that mend nothing."""
        key = _key(gold)
        if key is None:
            return ()
        changes, original = _sorted(own), key.original
        found = []
        for fix in key.fixes:
            start, end = int(str(fix["start"])), int(str(fix["end"]))
            here = [word for word in _words(changes, original) if touches(word, start, end)]
            now, low, high = text_at(original, here, start, end)
            made = self._made(fix, own, original)
            accept = fix.get("accept")
            repairs = [str(one) for one in accept] if isinstance(accept, list) else []
            verdict: Literal["agrees", "close", "differs"] = "differs"
            if made >= 1 or (not made and not fix["must"] and now == original[low:high]):
                verdict = "agrees"
            elif made:
                verdict = "close"
            left = (
                "left as it is"
                if now == original[low:high]
                else quoted(now)
                if now.strip()
                else "taken out"
            )
            tag = said(self.attributes, fix)
            must = "must be changed" if fix["must"] else "may be changed"
            detail = f"{must}{f' ({tag})' if tag else ''}"
            shown = " or ".join(quoted(one) if one.strip() else "nothing" for one in repairs[:3])
            found.append(Difference(quoted(original[start:end]), verdict, left, shown, detail))
        for change in key.harmful(changes):
            if key.in_fix(change):
                continue  # its row is the fix's
            words = original[change.start : change.end]
            label = (
                quoted(words)
                if words.strip()
                else f"after {quoted(original[: change.start][-30:])}"
            )
            told = quoted(change.text) if change.text.strip() else "taken out"
            found.append(Difference(label, "differs", told, "", "this was right as it was"))
        return tuple(found)

    def classes(self) -> tuple[str, ...]:
        """Return the labels that a change can have."""
        return label_classes(self.attributes)

    def labels_in(self, value: JsonValue) -> tuple[str, ...]:
        """Return the tags of all its changes, and of a key's fixes."""
        key = _key(value)
        entries: Sequence[Entry] = key.fixes if key is not None else _changes(value)
        if not self.attributes:
            return ()
        name = self.attributes[0].name
        return tuple(str(entry[name]) for entry in entries if name in entry)

    def nothing(self) -> JsonValue:
        """Return no changes."""
        return {"changes": []}

    def on_paper(self) -> str:
        """Return how a change is written: the words, what they become, what is said of it."""
        more = f", {attribute_names(self.attributes)}" if self.attributes else ""
        return (
            "`{changes: [...]}` with one entry a change: "
            f"`{{quote: the exact words, text: what they become{more}}}`. Nothing to change: "
            "`{changes: []}`. " + attribute_meanings(self.attributes)
        )

    def from_paper(self, said: JsonValue, letters: Mapping[str, Letters]) -> JsonValue:
        """Return the changes written, each attribute as it reads what was said."""
        changes = said.get("changes") if isinstance(said, dict) else said
        return {
            "changes": entries_from_paper(self.attributes, changes, letters, "{changes: [...]}")
        }

    def rewrite(self, value: JsonValue, change: Callable[[str], str]) -> JsonValue:
        """Return the value with its written attributes changed; the changes themselves stay."""
        if not isinstance(value, dict) or "changes" not in value:
            return value
        return {**value, "changes": rewritten(self.attributes, value["changes"], change)}

    def tidy(self, value: JsonValue) -> JsonValue:
        """Return the changes in order, with the attributes asked and no others."""
        kept = [tidied(self.attributes, entry, _PLACE) for entry in _changes(value)]
        key = value.get("key") if isinstance(value, dict) else None  # only a gold has one
        return {"changes": [*kept]} if key is None else {"changes": [*kept], "key": key}

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return a list of changes."""
        longest = len(given.texts.get(self.part, ""))
        entry: dict[str, JsonValue] = {
            "type": "object",
            "properties": {
                "start": {"type": "integer", "minimum": 0, "maximum": longest},
                "end": {"type": "integer", "minimum": 0, "maximum": longest},
                "text": {"type": "string", "maxLength": _LONGEST},
                **entry_schema(self.attributes, given),
            },
            "required": [*_PLACE, *required_names(self.attributes)],
            "additionalProperties": False,
        }
        changes: dict[str, JsonValue] = {
            "type": "array",
            "maxItems": MOST_ENTRIES,
            "items": entry,
        }
        return {
            "type": "object",
            "properties": {"changes": changes},
            "required": ["changes"],
            "additionalProperties": False,
        }

    def in_words(self, value: JsonValue) -> str:
        """Return how many changes there are, by tag."""
        words = counted(self.attributes, _changes(value), "nothing changed")
        return words.replace("marked", "changed", 1)

    def spelled(self, value: JsonValue, given: Given) -> str:
        """Return every change: the words before and after, and its tag."""
        original, told = given.texts.get(self.part, ""), []
        for entry in _changes(value):
            change = _change(entry)
            if change is None:
                continue
            before, after = original[change.start : change.end].strip(), change.text.strip()
            words = f"{quoted(before) if before else 'nothing'} to {quoted(after) if after else 'nothing'}"
            tag = said(self.attributes, entry)
            told.append(f"{words} ({tag})" if tag else words)
        return "; ".join(told) or "nothing changed"

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the text to be edited, and the attributes of a change."""
        return {
            **super().view(given),
            "part": self.part,
            "original": given.texts.get(self.part, ""),
            "attributes": [attribute.view(given) for attribute in self.attributes],
        }


def _near(change: Change, entries: Sequence[Entry]) -> bool:
    """Return whether a change touches one of some places."""
    return any(touches(change, int(str(e["start"])), int(str(e["end"]))) for e in entries)


class _Key:
    """What must, may and must not be changed in a text."""

    def __init__(self, original: str, fixes: list[Entry], keep: list[Entry]) -> None:
        self.original = original
        self.fixes = fixes
        self.keep = keep

    def harmful(self, changes: Sequence[Change]) -> list[Change]:
        """Return what mends nothing, or alters something that is to be kept.

        However a page groups changes: what mends is left out, other words side by side are one, but what
        is tried in the place of a fix stands apart from what is changed beside it.
        """
        mending = {w for fix in self.fixes for w in _repair(fix, changes, self.original) or ()}
        tried: list[Change] = []
        beyond: list[Change] = []
        for word in _words(changes, self.original):
            if _near(word, self.keep) or word not in mending:
                (tried if self.in_fix(word) else beyond).append(word)
        return sorted(joined(self.original, tried) + joined(self.original, beyond))

    def in_fix(self, change: Change) -> bool:
        """Return whether a change touches a fix, and nothing that is to be kept."""
        return _near(change, self.fixes) and not _near(change, self.keep)


def _key(value: JsonValue) -> _Key | None:
    key = value.get("key") if isinstance(value, dict) else None
    if not isinstance(key, dict):
        return None
    fixes, keep = entries_of(key.get("fixes")) or [], entries_of(key.get("keep")) or []
    return _Key(str(key.get("original", "")), [*fixes], [*keep])


def _repair(fix: Entry, changes: Sequence[Change], original: str) -> list[Change] | None:
    """Return the changes of words that make an accepted repair of a fix; None where they do not.

    What is inserted at its edges, or across the white space beside it, may belong to it or to its
    neighbour: any reading that makes an accepted repair counts.
    """
    start, end = int(str(fix["start"])), int(str(fix["end"]))
    accept = fix.get("accept")
    repairs = [str(one) for one in accept] if isinstance(accept, list) else []
    words = _words(changes, original)
    for used in (
        [word for word in words if touches(word, start, end)],
        [word for word in words if beside(original, word, start, end)],
        [word for word in words if word.start < end and start < word.end],
    ):
        now, low, high = text_at(original, used, start, end)
        wanted = [original[low:start] + repair + original[end:high] for repair in repairs]
        if _folded(now) in map(_folded, wanted) and not _glued(original, now, low, high):
            return used
    return None


def _glued(original: str, now: str, low: int, high: int) -> bool:
    """Return whether two words have grown together where everything between them was taken out."""
    around = original[max(0, low - 1) : low] + original[high : high + 1]
    return low < high and not now and len(around) == 2 and around.isalnum()


def _words(changes: Sequence[Change], original: str) -> list[Change]:
    """Return the changes of single words; more or less white space is none."""
    return [
        word
        for change in changes
        for word in apart(original, change)
        if word.text.strip()
        or not word.text
        or original[word.start : word.end].strip()
        or word.start == word.end
    ]


def _holds(change: Change, words: Sequence[Change]) -> bool:
    return any(change.start <= word.start and word.end <= change.end for word in words)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _change(entry: Entry) -> Change | None:
    start, end, text = (entry.get(key) for key in _PLACE)
    if type(start) is not int or type(end) is not int or not isinstance(text, str):
        return None
    return Change(start, end, text)


def _changes(value: JsonValue) -> list[dict[str, JsonValue]]:
    entries = entries_of(value.get("changes")) if isinstance(value, dict) else None
    if entries is None:
        raise TypeError(f"expected changes, got {value!r}")
    return entries


def _sorted(value: JsonValue) -> list[Change]:
    return sorted(change for entry in _changes(value) if (change := _change(entry)) is not None)
