"""Naive strategies as players: each answers every item by one look, without judging anything.

A player answers through the same fields as a learner, so that its hits are scored by the same code.
Where it cannot tell two answers apart it gives both, and its hit is their mean: a player that sees
nothing scores exactly what a guess does. A field that says what may be guessed is played by place; one that
others can play, too, gets a branch there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, permutations, product
from typing import NamedTuple, TypeAlias

from pydantic import JsonValue

from grader.audit.constants import alarm, labelled, sentences
from grader.audit.entries import Entry
from grader.audit.words import count_shown, tokens
from grader.fields import Choice, Field, Option, PerPart, Ranking, Scale, Spans

Answers: TypeAlias = Callable[[Field, Entry], Sequence[JsonValue]]
"""The answers a player would give to an item, equally likely; () when it cannot play this field."""

Trait: TypeAlias = Callable[[Entry, str], float]
"""A property of one part that shows without judging it."""

_FORMAT = re.compile(
    r"^\s*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|\||```|~~~|>\s)|\*\*[^*]+\*\*|__[^_]+__|`[^`\n]+`"
    r"|\[[^\]]+\]\([^)]+\)|[\u2600-\u27bf\U0001f300-\U0001faff]",
    re.MULTILINE,
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|perhaps|maybe|possibly|probably|likely|presumably|seems?|appears?|roughly|"
    r"approximately|generally|usually|typically|often|sometimes|depends|depending|unsure|uncertain|"
    r"not sure|not certain|can(?:no|['’])t (?:tell|say|be sure|know)|I (?:think|believe|guess|suspect)|"
    r"as far as I|in (?:most|many|some) cases|tends? to|if I)\b",
    re.IGNORECASE,
)
_COMMON = frozenset(
    "about after also because been before being could does doing each every from have having here into "
    "just like made make many more most much must need only other over please same should some such than "
    "that their them then there these they this those through very want were what when where which while "
    "will with would your yours".split()
)


_once = lru_cache(maxsize=64)  # two players look at the same trait of an item, one after the other


class Player(NamedTuple):
    """A strategy.

    Attributes:
        name: What it does, in a few words.
        answers: How it answers an item.
        opposite: The player that does the reverse. With one, hits below chance are the other's business;
            without one, too few give something away as well as too many.
    """

    name: str
    answers: Answers
    opposite: str = ""


@_once
def length(entry: Entry, part: str) -> float:
    """Return the words that a reader sees."""
    return count_shown(entry.given.texts[part])


@_once
def formatting(entry: Entry, part: str) -> float:
    """Return how many headings, list points, table rows, bold words, code, links and emojis there are."""
    return len(_FORMAT.findall(str(entry.item.content[part])))


@_once
def hedging(entry: Entry, part: str) -> float:
    """Return the hedging words per word: by share, since length has a player of its own."""
    text = entry.given.texts[part]
    return len(_HEDGE.findall(text)) / max(1, count_shown(text))


@_once
def overlap(entry: Entry, part: str) -> float:
    """Return the share of the prompt's keywords that a part repeats, 0..1; 0 without a prompt."""
    asked = keywords(entry)
    return len(asked & set(tokens(entry.given.texts[part]))) / len(asked) if asked else 0.0


def keywords(entry: Entry) -> set[str]:
    """Return the words of four letters and more of the prompt, common ones left out."""
    said = entry.given.texts.get("prompt", "")
    return {word for word in tokens(said) if len(word) > 3 and word not in _COMMON}


def orders_by(names: Sequence[str], key: Callable[[str], float]) -> list[JsonValue]:
    """Return every strict order from the highest key down: more than one where keys are equal."""
    ranked = sorted(names, key=key, reverse=True)
    levels = [list(permutations(level)) for _, level in groupby(ranked, key=key)]
    return [[[name] for level in order for name in level] for order in product(*levels)]


def _ordering(trait: Trait, *, most: bool) -> Answers:
    def answers(field: Field, entry: Entry) -> Sequence[JsonValue]:
        sign = 1 if most else -1
        if isinstance(field, Spans) and trait in _OF_WORDS:
            return _by_sentence(field, entry, lambda text: sign * _OF_WORDS[trait](entry, text))
        if isinstance(field, PerPart):
            return _graded(field, entry, lambda part: sign * trait(entry, part))
        if not isinstance(field, Ranking):
            return ()
        return orders_by(entry.responses, lambda part: sign * trait(entry, part))

    return answers


def _graded(field: PerPart, entry: Entry, key: Callable[[str], float]) -> Sequence[JsonValue]:
    """Rate the part with the highest key best on every scale, the lowest worst, the others between.

    Questions without an order get their first answer. Where nothing is rated, or all parts look alike,
    there is nothing to go by.
    """
    keys = {part: key(part) for part in field.parts_of(entry.given) if part in entry.item.content}
    low, high = min(keys.values(), default=0.0), max(keys.values(), default=0.0)
    if low == high or not any(isinstance(question, Scale) for question in field.fields):
        return ()

    def answer(question: Field, part: str) -> JsonValue:
        if not isinstance(question, Scale):
            return _first(question, entry)
        share = (keys[part] - low) / (high - low)
        return question.low + round(share * (question.high - question.low))

    return (_of_each(field, list(keys), answer),)


def _of_each(
    field: PerPart, parts: Sequence[str], answer: Callable[[Field, str], JsonValue]
) -> JsonValue:
    """Return the judgment with one answer to every question of every part, as far as it is asked."""
    return field.tidy(
        {
            part: {
                question.name: given
                for question in field.fields
                if question.comparable and (given := answer(question, part)) is not None
            }
            for part in parts
        }
    )


def _first(question: Field, entry: Entry, *, last: bool = False) -> JsonValue:
    guesses = question.guesses(entry.given)
    return guesses[-1 if last else 0] if guesses else None


def _by_sentence(field: Spans, entry: Entry, key: Callable[[str], float]) -> Sequence[JsonValue]:
    """Mark the sentence with the highest key: of several, each in turn."""
    places = sentences(field, entry)
    if not places:
        return ()
    keys = [key(_words_at(entry, place)) for place in places]
    chosen = [place for place, value in zip(places, keys, strict=True) if value == max(keys)]
    return [[labelled(field, place, alarm(field))] for place in chosen]


def _marked(field: Spans, entry: Entry, key: Callable[[int], float]) -> Sequence[JsonValue]:
    places = sentences(field, entry)
    if not places:
        return ()
    at = max(range(len(places)), key=key)
    return ([labelled(field, places[at], alarm(field))],)


def _words_at(entry: Entry, place: Mapping[str, JsonValue]) -> str:
    start, end = int(str(place["start"])), int(str(place["end"]))
    return entry.given.texts[str(place["part"])][start:end]


def _hedges(_entry: Entry, text: str) -> float:
    return len(_HEDGE.findall(text)) / max(1, count_shown(text))


def _shared(entry: Entry, text: str) -> float:
    """Return the share of a sentence's words that the parts not marked have, too: the source's."""
    own = {word for word in tokens(text) if len(word) > 3} - _COMMON
    others = " ".join(t for n, t in entry.given.texts.items() if text not in t)
    return len(own & set(tokens(others))) / len(own) if own else 0.0


_OF_WORDS: Mapping[Trait, Callable[[Entry, str], float]] = {
    length: lambda _entry, text: count_shown(text),
    hedging: _hedges,
    overlap: _shared,
}
"""The traits that a single sentence has, too."""


def _by_place(*, first: bool) -> Answers:
    """Take the first (or last) of all that can be answered; mark the first (or last) sentence."""

    def answers(field: Field, entry: Entry) -> Sequence[JsonValue]:
        if isinstance(field, Spans):
            return _marked(field, entry, lambda place: -place if first else place)
        if isinstance(field, PerPart):
            parts = field.parts_of(entry.given)
            return (_of_each(field, parts, lambda q, _: _first(q, entry, last=not first)),)
        return field.guesses(entry.given)[:1] if first else field.guesses(entry.given)[-1:]

    return answers


def _by_overlap(*, most: bool) -> Answers:
    """Order by the words shared with the prompt; of options, take the one whose words the item has."""
    in_order = _ordering(overlap, most=most)

    def answers(field: Field, entry: Entry) -> Sequence[JsonValue]:
        if not isinstance(field, Choice):
            return in_order(field, entry)
        shown = Counter(word for text in entry.given.texts.values() for word in tokens(text))
        shared = {option.key: _mentions(option, shown) for option in field.offered(entry.given)}
        wanted = (max if most else min)(shared.values())
        return [key for key, count in shared.items() if count == wanted]

    return answers


def _mentions(option: Option, shown: Counter[str]) -> int:
    """Return how many words of an item are an option's own: of its label and help, or by its stems."""
    own = {word for word in tokens(f"{option.label} {option.help}") if len(word) > 3} - _COMMON
    return sum(n for word, n in shown.items() if word in own or word.startswith(option.words))


def _middle(field: Field, entry: Entry) -> Sequence[JsonValue]:
    """Return the middle of a scale, of an even number of points both; the lower one of every part's."""
    if isinstance(field, PerPart):
        if not any(isinstance(question, Scale) for question in field.fields):
            return ()
        parts = field.parts_of(entry.given)
        return (
            _of_each(field, parts, lambda q, _: next(iter(_middle(q, entry)), _first(q, entry))),
        )
    if not isinstance(field, Scale):
        return ()
    total = field.low + field.high
    return sorted({total // 2, (total + 1) // 2})


def _pair(one: str, other: str, answers: Callable[[bool], Answers]) -> tuple[Player, Player]:
    return Player(one, answers(True), other), Player(other, answers(False), one)


PLAYERS: tuple[Player, ...] = (
    *_pair("always first", "always last", lambda first: _by_place(first=first)),
    *_pair("longest", "shortest", lambda most: _ordering(length, most=most)),
    *_pair("most formatted", "least formatted", lambda most: _ordering(formatting, most=most)),
    *_pair("most hedged", "least hedged", lambda most: _ordering(hedging, most=most)),
    *_pair("most like the prompt", "least like the prompt", lambda most: _by_overlap(most=most)),
    Player("the middle", _middle),
)
"""The players that need nothing but the item."""


COMMONEST = "the commonest label"


def commonest(found: Sequence[Entry]) -> Player:
    """Return the player that always gives the commonest label of these items, each skill its own."""
    counts: dict[str, Counter[str]] = {}
    for entry in found:
        counts.setdefault(entry.skill.slug, Counter())[json.dumps(entry.best)] += 1

    def answers(field: Field, entry: Entry) -> Sequence[JsonValue]:
        if not isinstance(field, Choice | Scale):
            return ()
        labels = counts[entry.skill.slug]
        return [json.loads(label) for label, n in labels.items() if n == max(labels.values())]

    return Player(COMMONEST, answers)
