"""How items of translation quality are put into words: rationale, hints, tempting marks, justifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from grader.generators.planted.telling import capital, listed, pick
from grader.generators.planted.translating_plan import Mark

_CATEGORY: Mapping[str, str] = {
    "untranslated": "3.2",
    "omission": "3.3",
    "addition": "3.4",
    "terminology": "3.5",
    "locale": "3.6",
    "mistranslation": "3.7",
    "design": "3.8",
    "grammar": "3.9",
    "spelling": "3.10",
    "style": "3.11",
}
_CONCEPT: Mapping[str, str] = {
    "degree-and-hedge": "5.2",
    "negation-and-scope": "5.3",
    "form-of-address": "5.4",
}
_WHY: Mapping[str, tuple[str, ...]] = {
    "mistranslation": (
        '"{source}" became "{shown}": {effect}, and so it is {severity} ({cl}).',
        'Where the source says "{source}", the translation says "{shown}"; {effect}, which makes it a '
        "{severity} mistranslation ({cl}).",
        '"{shown}" stands for "{source}" and says something else, so that {effect}: {severity} ({cl}).',
    ),
    "slight": (
        '"{source}" became "{shown}", which is not the same; but {effect}, and so it is {severity} ({cl}).',
        'The source has "{source}", the translation "{shown}"; {effect}, so this mistranslation is '
        "{severity} ({cl}).",
    ),
    "omission": (
        '"{source}" did not arrive, so it is marked in the source as an omission; {effect}, and so it is '
        "{severity} ({cl}).",
        'The translation has nothing for "{source}": {effect}. It is marked in the source, and it is '
        "{severity} ({cl}).",
    ),
    "addition": (
        '"{shown}" was put in; the source only has "{source}", and {effect}: an addition, and {severity} '
        "({cl}).",
        'The source, "{source}", has nothing of "{shown}", and {effect}: {severity} ({cl}).',
    ),
    "untranslated": (
        '"{shown}" is still English, and {effect}: untranslated, and {severity} ({cl}).',
        'Nobody has translated "{shown}", and {effect}, so it is {severity} ({cl}).',
    ),
    "terminology": (
        '"{shown}" is how "{source}" came out; {effect}: terminology, and {severity} ({cl}).',
        'With "{shown}" for "{source}" the glossary is broken; {effect}, so it is {severity} ({cl}).',
    ),
    "locale": (
        'In "{shown}" the sign is the English one; {effect}: a matter of the locale, and {severity} ({cl}).',
        'In "{shown}" the figure is written as in English; {effect}, so it is {severity} ({cl}).',
    ),
    "design": (
        '"{shown}" is what became of the form of "{source}": {effect}. That is design, and it is {severity} '
        "({cl}).",
        'The words of "{source}" lost their form in "{shown}"; {effect}: design, and {severity} ({cl}).',
    ),
    "grammar": (
        'In "{shown}", for "{source}", {effect}: grammar, and {severity} ({cl}).',
        '"{shown}" is a slip of grammar: {effect}. What is meant is what the source says, "{source}": '
        "{severity} ({cl}).",
    ),
    "spelling": (
        'At "{shown}", {effect}, but takes away what the source says, "{source}": spelling, and {severity} '
        "({cl}).",
        '"{shown}" stands for "{source}"; {effect}: a {severity} error of spelling ({cl}).',
    ),
    "style": (
        'With "{shown}", {effect}: a single slip of style, and {severity} ({cl}).',
        '"{shown}" says the same as "{source}", but {effect}: style, and {severity} ({cl}).',
    ),
}
_LOOK: Mapping[str, tuple[str, ...]] = {
    "untranslated": (
        "Read the translation alone first. Is every line in the reader's language?",
        "Is there anything that a reader without English could not use?",
    ),
    "omission": (
        "Count the conditions, reasons and items of each sentence, in both texts.",
        "Tick off the source, clause by clause. Does each of them arrive?",
    ),
    "addition": (
        "Does every word of the translation rest on one of the source?",
        "Read from the translation back to the source. Is anything there that was not asked for?",
    ),
    "terminology": (
        "Keep the glossary beside you, and tick its words off line by line.",
        "Is each thing called what the glossary calls it?",
    ),
    "locale": (
        "Look at the signs inside the figures: are they those of the reader's country?",
        "How does the reader's country write amounts and decimals?",
    ),
    "mistranslation": (
        "Put a finger on each number, each not, only and may, in both texts.",
        "First read sentence by sentence against the source, with a finger on figures and on small words.",
    ),
    "design": (
        "Look at what is not language: placeholders, bold, lists.",
        "What does the source set apart by its form, and is that form still there?",
    ),
    "grammar": (
        "Read the translation alone, aloud, and listen to the endings.",
        "Which word does each verb and each adjective belong to?",
    ),
    "spelling": (
        "Read the translation once more, word by word, for its letters and accents.",
        "Let your eye rest on every longer word of the translation.",
    ),
    "style": (
        "Whom does the brief address, and how? Check each sentence that speaks to the reader.",
        "Is the form of address the same from the first sentence to the last?",
    ),
}
SEVERITIES: Mapping[str, str] = {"critical": "25", "major": "5", "minor": "1"}
VERDICTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "deliver": ("deliver", ("deliver", "can go out")),
    "repair": ("repair first", ("repair", "be corrected", "put right")),
    "again": ("translate again", ("translate again", "translated again", "be redone")),
}
"""How a verdict is called, and by which stems a justification is known to give it."""

WEAK = (
    "The text reads quite well, but a few passages are not exactly what the English says, so somebody who "
    "knows both languages should go over them once more.",
    "On the whole this is good work with a natural flow, and only some details could have been done in a "
    "better way by a more experienced person.",
    "I would have chosen other words in several places, and I think that the tone could be a little closer "
    "to that of the English text.",
    "Most sentences follow the English closely, and the language is pleasant; what remains are small points "
    "that I have marked above.",
)
_NUMBERS = ("no", "one", "two", "three", "four", "five")
WHAT_ELSE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "critical": (
        "major",
        (
            "It is an error that one would call major at first sight. But {effect}, and what endangers "
            "people, costs a serious sum or binds somebody unseen is critical (clause 4.2).",
            "Major is for what is annoying to put right. Here, however, {effect}, and that is of the kind "
            "that the guideline calls critical (clause 4.2).",
        ),
    ),
    "major": (
        "minor",
        (
            "It looks like a small thing, and severity is not a matter of looks. {Effect}: what they would "
            "do or believe can be named, so it is major (clauses 4.3 and 4.8).",
            "One may shrug it off as a detail. But {effect}, and whoever can say what a reader "
            "would do or believe wrongly takes the higher severity (clause 4.8).",
        ),
    ),
    "minor": (
        "major",
        (
            "It catches the eye. But {effect}, and nothing that a reader would do or believe wrongly can be "
            "named: minor (clauses 4.4 and 4.8).",
            "It is a clear fault, and yet clear is not grave: {effect}. They would think less of the "
            "translator, and no more: minor (clause 4.8).",
        ),
    ),
}
"""The severity that tempts instead of each, and why it is not that."""


def clauses(mark: Mark) -> str:
    """Return the clauses of a mark's category and severity, as they are cited."""
    found = [_CATEGORY[mark.category]]
    if mark.category == "omission":
        found.insert(0, "2.2")
    if mark.concept in _CONCEPT:
        found.append(_CONCEPT[mark.concept])
    found.append(_severity_clause(mark))
    return f"clauses {listed(list(dict.fromkeys(found)))}"


def _severity_clause(mark: Mark) -> str:
    if mark.severity == "critical":
        return "4.2"
    if mark.category in ("terminology", "locale"):
        return "4.7"
    if mark.concept in ("numbers-and-names", "negation-and-scope"):
        return "4.6"
    if mark.severity == "minor":
        return "4.6" if mark.concept == "severity-by-reader" else "4.4"
    return "4.3"


def why(mark: Mark, chance: np.random.Generator) -> str:
    """Return the sentence of a rationale for one mark."""
    slight = mark.category == "mistranslation" and mark.severity == "minor"
    text = pick(_WHY["slight" if slight else mark.category], chance)
    return text.format(
        source=mark.source,
        shown=mark.shown,
        effect=mark.effect,
        severity=mark.severity,
        cl=clauses(mark),
    )


def look(category: str, chance: np.random.Generator) -> str:
    """Return the hint that says where to look."""
    return pick(_LOOK[category], chance)


def places(marks: Sequence[Mark], chance: np.random.Generator) -> str:
    """Return the hint that says how many marks there are, and of which severities."""
    by = [
        f"{_NUMBERS[count]} {severity}"
        for severity in ("critical", "major", "minor")
        if (count := sum(mark.severity == severity for mark in marks))
    ]
    total = capital(_NUMBERS[len(marks)])
    if len(marks) == 1:
        ends = (
            f"One place needs a mark, a {marks[0].severity} one.",
            f"There is one {marks[0].severity} error.",
        )
    elif len(by) == 1:
        ends = (
            f"{total} places need a mark, each of them {marks[0].severity}.",
            f"Look for {total.lower()} errors; all are {marks[0].severity}.",
        )
    else:
        ends = (
            f"{total} places need a mark: {listed(by)}.",
            f"There are {total.lower()} errors, {listed(by)}.",
        )
    return pick(ends, chance)


def cited(marks: Sequence[Mark]) -> str:
    """Return the hint that names the clauses of the categories."""
    numbers = sorted({_CATEGORY[mark.category] for mark in marks}, key=lambda one: int(one[2:]))
    if len(numbers) == 1:
        return f"Clause {numbers[0]} is about the category, section 4 about the severity."
    return f"Clauses {listed(numbers)} are about the categories, section 4 about the severities."


def summed(marks: Sequence[Mark], total: int, verdict: str) -> str:
    """Return how the points come about, and what follows."""
    by = [
        f"{_NUMBERS[count]} {severity}"
        for severity in ("critical", "major", "minor")
        if (count := sum(mark.severity == severity for mark in marks))
    ]
    name = VERDICTS[verdict][0]
    if not marks:
        return f"Without a mark there are 0 points: {name} (clause 6.4)."
    noun = "mark" if by[-1].startswith("one ") else "marks"
    noun = f"{noun} {'makes' if len(marks) == 1 else 'make'}"
    unit = "point" if total == 1 else "points"
    return f"{capital(listed(by))} {noun} {total} {unit}: {name} (clause 6.4)."


def noted(mark: Mark, chance: np.random.Generator) -> str:
    """Return the sentence of a justification that quotes both texts."""
    if mark.category == "omission":
        texts = (
            'The source has "{source}", and in the translation it is left out.',
            'What the source says with "{source}" has been left out of the translation.',
        )
    elif mark.category == "untranslated":
        texts = (
            'The words "{source}" of the source are still in English in the translation.',
            'In the translation, "{shown}" has been left as it was in the source.',
        )
    elif mark.category == "addition":
        texts = (
            'The source has only "{source}", but in the translation "{shown}" has been added to it.',
            'In the translation there is "{shown}", of which the source has nothing in "{source}".',
        )
    elif mark.category == "locale":
        texts = (
            'In "{shown}" of the translation, the figure is as it is in the source, in the English way.',
            'The translation has "{shown}", and this is how the source writes it, but not the place.',
        )
    elif mark.category in ("grammar", "spelling", "style"):
        texts = (
            'In "{shown}", which stands for "{source}" in the source, there is a slip of the language.',
            'What is "{source}" in the source is, in the translation, the slip "{shown}".',
        )
    else:
        texts = (
            'The source has "{source}", but in the translation it is "{shown}".',
            'What is "{source}" in the source has become "{shown}" in the translation.',
        )
    return pick(texts, chance).format(source=mark.source, shown=mark.shown)
