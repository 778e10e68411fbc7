"""Names of what is shuffled: ``{response_a}`` in every stored text, "Response B" on one learner's screen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from grader.fields.free_text import REFERENCE
from grader.task import Task

# After a capital A that is the article, not the letter of a response, comes a noun or an adjective.
# What may follow the letter: a verb in -s or -ed, one of these words, or punctuation.
_AFTER_LETTER = frozenset(
    "is was has had does did do can could will would may might should must and or but to in on over "
    "above below because since while though although than vs versus both also only never not at "
    "beats wins told gave got kept made put left went said forgot ran broke chose built".split()
)
_NOT_VERBS = frozenset(
    "less useless class process always bus gas lens series species news yes plus".split()
)
# "A ignored the limit" has one of these behind the verb; "A changed phrase" has not.
_AFTER_PAST = frozenset(
    "the a an its their his her this that these those it them to in on at of from with by all both "
    "every no not only more less most too also one two three four five".split()
)
_NO_LABEL_AFTER = frozenset("vitamin plan appendix hepatitis grade type schedule exhibit".split())
_SAID = re.compile(r"\b(?:[Rr]esponses?|[Aa]nswers?|[Oo]ptions?)\s+([A-Z])\b")
_BARE = re.compile(r"(?<![\w'’\-.°])([A-Z])(?:'s\b|’s\b)?(?![\w\-]|\.\w|['’]\w)")
_BEFORE = re.compile(r"(\w+)\W*$")
_NEXT = re.compile(r"\s*([A-Za-z0-9]+|[^\sA-Za-z0-9])?\s*([A-Za-z0-9]*)")


@dataclass(frozen=True)
class Names:
    """The letters one learner sees for the parts of one item.

    Attributes:
        order: Part names in the order shown; the first is "Response A".
        label: What a part is called on screen, before its letter.
        fixed: What repeated parts that are not shuffled are called, "Turn 2", by name.
        numbered: Whether the parts count by numbers instead of letters.
    """

    order: tuple[str, ...]
    label: str = "Response"
    fixed: Mapping[str, str] = field(default_factory=dict)
    numbered: bool = False
    _letters: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers = map(str, range(1, len(self.order) + 1))
        letters = dict(zip(self.order, numbers if self.numbered else ascii_uppercase, strict=False))
        object.__setattr__(self, "_letters", letters)

    def letter(self, part: str) -> str:
        """Return the letter of a part, "B"."""
        return self._letters[part]

    def name(self, part: str) -> str:
        """Return what the learner sees for a part, "Response B"; other parts keep their own name."""
        letter = self._letters.get(part)
        return f"{self.label} {letter}" if letter else self.fixed.get(part, part.replace("_", " "))

    def show(self, text: str) -> str:
        """Return a stored text with every reference as this learner's letters."""
        return REFERENCE.sub(lambda match: self.name(match.group(1)), text)

    def own(self, text: str) -> str:
        """Return what `back` kept of a learner's own text, with the letters again.

        Only this item's responses are named: other braces, as in a formula, are the learner's.
        """
        return REFERENCE.sub(
            lambda match: self.name(match[1]) if match[1] in self._letters else match[0], text
        )

    def back(self, text: str) -> str:
        """Return a learner's own text with the letters of responses as references.

        "Response B", "B" and "B's" become ``{response_..}``. A capital A stays where it reads as the
        English article.
        """
        parts = {letter: part for part, letter in self._letters.items()}

        def said(match: re.Match[str]) -> str:
            part = parts.get(match.group(1))
            return f"{{{part}}}" if part else match.group(0)

        def bare(match: re.Match[str]) -> str:
            letter = match.group(1)
            part = parts.get(letter)
            if part is None or not _is_label(text_said, match):
                return match.group(0)
            return f"{{{part}}}" + match.group(0)[1:]

        text_said = _SAID.sub(said, text)
        return _BARE.sub(bare, text_said)


def names_for(task: Task, order: Sequence[str]) -> Names:
    """Return what a learner sees for the parts of an item of a task.

    Args:
        task: What is shown and asked.
        order: The item's shuffled parts in the order in which this learner sees them.
    """
    fixed = {
        key: f"{part.label} {key.removeprefix(f'{part.name}_').upper()}"
        for part in task.parts
        if part.repeated is not None and not part.shuffled
        for key in part.content_keys()
    }
    first = task.part_of(order[0]) if order else None
    return Names(tuple(order), first.label if first else "", fixed)


def bare_letters(text: str) -> list[str]:
    """Return the letters A to F that a text uses as names, each once; stored texts have none."""
    found = _SAID.findall(text)
    found += [match.group(1) for match in _BARE.finditer(text) if _is_label(text, match)]
    return [letter for letter in dict.fromkeys(found) if letter <= "F"]


def shown_order(parts: Sequence[str], seed: str) -> tuple[str, ...]:
    """Return the parts in the order to be shown: the same for the same seed, even over many seeds."""
    import hashlib
    import random

    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    shuffled = list(parts)
    random.Random(number).shuffle(shuffled)
    return tuple(shuffled)


def _is_label(text: str, match: re.Match[str]) -> bool:
    before = _BEFORE.search(text, 0, match.start())
    if before and before.group(1).lower() in _NO_LABEL_AFTER:
        return False
    if match.group(1) == "I":
        return False
    if match.group(1) != "A" or match.group(0) != "A":
        return True
    before_it = text[: match.start()].rstrip()
    at_start = not before_it or before_it[-1] in '.!?:\n"“('
    if not at_start and text[match.start() - 1 : match.start()] == " ":
        return True  # inside a sentence the article is written small
    following = _NEXT.match(text, match.end())
    word, then = (following.group(1) or "", following.group(2)) if following else ("", "")
    if not word or not word[0].isalpha():
        return not word[:1].isdigit()
    if following and text[following.end(1) : following.end(1) + 1] == "-":
        return False  # "A made-up reason", "A left-hand turn"
    if word in _AFTER_LETTER:
        return True
    if word.endswith("ed"):
        return then.lower() in _AFTER_PAST or then[:1].isdigit()
    return word.endswith("s") and word not in _NOT_VERBS and not word.endswith(("ss", "ous"))
