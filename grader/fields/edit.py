"""`Edit`: a text put right, as a list of changes, each with its class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import JsonValue, model_validator

from grader.fields._diff import Change, changes_between, text_at, touches
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
from grader.fields._key import Fix, Key, fix_problems, key_of, words_of
from grader.fields._paper import attribute_meanings, attribute_names, entries_from_paper
from grader.fields.base import AuthoredError, Difference, Field, Given, Letters
from grader.fields.quotes import locate

_PLACE = ("start", "end", "text")
_LONGEST = 20_000

_SHOWN = 3
"""How many accepted repairs are named in feedback."""

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
        taken = {*_PLACE, "quote", "nth", *Fix.model_fields}
        check_attributes(self.name, self.attributes, taken)
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
        key = key_of(gold)
        if key is None:
            return super().score(own, gold)
        changes = _sorted(own)
        musts = sum(_MUST for fix in key.fixes if fix.must)
        earned = sum((_MUST if fix.must else _MAY) * self._made(fix, own, key) for fix in key.fixes)
        earned -= len(key.harmful(changes))
        if not musts:  # nothing has to be changed: what was left alone is right
            return max(0.0, min(1.0, 1.0 + earned / _MUST))
        return max(0.0, min(1.0, earned / musts))

    def agreement(self, a: JsonValue, b: JsonValue, gold: JsonValue) -> float:
        """Return the share of places at which two editors did the same by a key; without one, their F1.

        A place is a must-fix, mended or not in whatever words, and every word that either changed without
        mending anything. What may be mended or left is no difference.
        """
        key = key_of(gold)
        if key is None:
            return super().agreement(a, b, gold)
        mended, other = self.repaired(a, gold), self.repaired(b, gold)
        harm, more = ({*key.harmful_words(_sorted(one))} for one in (a, b))
        places = len(mended) + len(harm | more)
        apart = sum(x != y for x, y in zip(mended, other, strict=True)) + len(harm ^ more)
        return 1 - apart / places if places else 1.0

    def fell_for(self, own: JsonValue, foreseen: JsonValue, gold: JsonValue) -> bool:
        """Return whether all that a foreseen edit does harm by was done, whatever else was changed.

        A foreseen edit without harm is one that leaves something: whether that was left here, too, by
        somebody who mended another place. Who mended none did not overlook one.
        """
        key = key_of(gold)
        if key is None:
            return self.gives(own, foreseen)
        harm = key.harmful_words(_sorted(foreseen))
        if harm:
            return set(harm) <= set(words_of(_sorted(own), key.original))
        here, there = self.repaired(own, gold), self.repaired(foreseen, gold)
        return any(here) and not any(
            mine and not theirs for mine, theirs in zip(here, there, strict=True)
        )

    def repaired(self, own: JsonValue, gold: JsonValue) -> list[bool]:
        """Return, for each must-fix of a key in its order, whether an accepted repair was made."""
        key = key_of(gold)
        if key is None:
            return []
        changes = _sorted(own)
        return [key.repair(fix, changes) is not None for fix in key.fixes if fix.must]

    def needless(self, own: JsonValue, gold: JsonValue) -> int:
        """Return how many changes mend nothing, or alter what is to be kept."""
        key = key_of(gold)
        return len(key.harmful(_sorted(own))) if key else 0

    def resolve_pattern(self, pattern: JsonValue, given: Given) -> JsonValue:
        """Return a pattern with its places: changes, or ``{missed: [{quote, accept: [...]}]}``.

        Raises:
            AuthoredError: A quote is absent or ambiguous, or accepts nothing.
        """
        if isinstance(pattern, dict) and set(pattern) == {"missed"}:
            return self.resolve({"fixes": pattern["missed"]}, given)
        return self.resolve(pattern, given)

    def pattern_problems(self, pattern: JsonValue, given: Given) -> list[str]:
        """Return what is wrong with a pattern: changes that must all be made, or places missed."""
        key = key_of(pattern)
        if key is None:
            return self.problems(pattern, given)
        if not key.fixes:
            return [
                f"a pattern for {self.name} is changes, or {{missed: [{{quote, accept}}, ...]}}"
            ]
        return []

    def matches(self, value: JsonValue, pattern: JsonValue) -> bool:
        """Return whether the changes of a pattern were made; of places missed, whether one is not mended.

        A place is missed when none of the repairs that the pattern accepts stands there.
        """
        if key_of(pattern) is not None:
            return not all(self.repaired(value, pattern))
        return super().matches(value, pattern)

    def _mending(self, fix: Fix, own: JsonValue, key: Key) -> list[dict[str, JsonValue]] | None:
        """Return the changes that make a fix; None where it is not made."""
        used = key.repair(fix, _sorted(own))
        if used is None:
            return None
        return [e for e in _changes(own) if (c := _change(e)) and _holds(c, used)]

    def _made(self, fix: Fix, own: JsonValue, key: Key) -> float:
        """Return how far a fix is made: 1, a half where only the tag differs, else 0."""
        mine = self._mending(fix, own, key)
        if mine is None:
            return 0.0
        if not self.attributes or not mine or self.attributes[0].name not in fix.tags:
            return 1.0
        return max(0.5 + 0.5 * alike(self.attributes, entry, fix.tags) for entry in mine)

    def as_judgment(self, gold: JsonValue) -> JsonValue:
        """Return the changes of a gold without its key."""
        return {"changes": gold["changes"]} if isinstance(gold, dict) and "key" in gold else gold

    def resolve(self, authored: JsonValue, given: Given) -> JsonValue:
        """Return a key written as quotes with their places.

        A key is ``{fixes: [{quote, accept: [...], must, <tag>}], keep: [{quote}]}``, see `Fix` for what
        else a fix can say; the value has the must-fixes with their first repair as its changes.

        Raises:
            AuthoredError: A quote is absent or ambiguous, or a fix is none.
        """
        if not isinstance(authored, dict) or "fixes" not in authored:
            return self._quoted(authored, given)
        original = given.texts.get(self.part, "")
        tags = [attribute.name for attribute in self.attributes]
        messages: list[str] = []
        fixes: list[dict[str, JsonValue]] = []
        keeps: list[JsonValue] = []
        for name in ("fixes", "keep"):
            for entry in entries_of(authored.get(name) or []) or ():
                try:
                    place = locate({**entry, "part": self.part}, given, (self.part,))
                except AuthoredError as error:
                    messages += error.messages
                    continue
                rest = {k: v for k, v in entry.items() if k not in ("quote", "nth")}
                placed: dict[str, JsonValue] = {"start": place.start, "end": place.end, **rest}
                if name == "keep":
                    keeps.append(placed)
                    continue
                messages += fix_problems(placed, original[place.start : place.end], tags)
                fixes.append({**placed, "must": entry.get("must", True)})
        if messages:
            raise AuthoredError(*messages)
        best = self._best([Fix.model_validate(fix) for fix in fixes], original)
        return {"changes": best, "key": {"original": original, "fixes": [*fixes], "keep": keeps}}

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

    def _best(self, fixes: Sequence[Fix], original: str) -> list[JsonValue]:
        found: list[JsonValue] = []
        for fix in sorted(fixes, key=lambda one: one.start):
            if fix.must:
                there = original[fix.start : fix.end]
                tags = {a.name: fix.tags[a.name] for a in self.attributes if a.name in fix.tags}
                found += [
                    {"start": fix.start + c.start, "end": fix.start + c.end, "text": c.text, **tags}
                    for c in changes_between(there, fix.accept[0])
                ]
        return found

    def differences(self, own: JsonValue, gold: JsonValue, given: Given) -> tuple[Difference, ...]:
        """Return every fix of a key with what stands there now, then the changes that mend nothing."""
        key = key_of(gold)
        if key is None:
            return ()
        changes, original = _sorted(own), key.original
        found = []
        words = words_of(changes, original)
        for fix in key.fixes:
            here = [word for word in words if touches(word, fix.start, fix.end)]
            now, low, high = text_at(original, here, fix.start, fix.end)
            untouched = now == original[low:high]
            made = self._made(fix, own, key)
            verdict: Literal["agrees", "close", "differs"] = "differs"
            if made >= 1 or (not made and not fix.must and untouched):
                verdict = "agrees"
            elif made:
                verdict = "close"
            left = "left as it is" if untouched else quoted(now) if now.strip() else "taken out"
            if verdict == "close":  # the words are right, so the classes given must be what differs
                mine = self._mending(fix, own, key) or []
                left += (
                    f", as {' and '.join(dict.fromkeys(said(self.attributes, e) for e in mine))}"
                )
            tag = said(self.attributes, fix.tags)
            must = "must be changed" if fix.must else "may be changed"
            detail = f"{must}{f' ({tag})' if tag else ''}"
            some = fix.accept[: 1 if fix.holds else _SHOWN]
            shown = " or ".join(quoted(one) if one.strip() else "nothing" for one in some)
            if fix.holds:
                shown += ", or the same in other words"
            label = quoted(original[fix.start : fix.end])
            found.append(Difference(label, verdict, left, shown, detail))
        for change in key.harmful(changes):
            if key.in_fix(change):
                continue  # its row is the fix's
            there = original[change.start : change.end]
            label = (
                quoted(there)
                if there.strip()
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
        key = key_of(value)
        entries = [fix.tags for fix in key.fixes] if key is not None else _changes(value)
        if not self.attributes:
            return ()
        name = self.attributes[0].name
        return tuple(str(entry[name]) for entry in entries if name in entry)

    def nothing(self) -> JsonValue:
        """Return no changes."""
        return {"changes": []}

    def in_gold(self) -> str:
        """Return how a key is written."""
        more = f", {attribute_names(self.attributes)}" if self.attributes else ""
        return (
            "`{fixes: [...], keep: [...]}`. A fix is "
            f"`{{quote: the wrong words, accept: [repairs in full, the best first]{more}}}`, with "
            "`must: false` where it may be left. Where other words would do as well, "
            "`holds: [[one of these], [and one of these]]` says what a repair must hold, and `unless: [...]` "
            "what it must not. `keep` has `{quote: ...}` for what looks wrong and is right. "
            + attribute_meanings(self.attributes)
        )

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


def _holds(change: Change, words: Sequence[Change]) -> bool:
    return any(change.start <= word.start and word.end <= change.end for word in words)


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
