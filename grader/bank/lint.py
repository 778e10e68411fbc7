"""What can be wrong with a bank that its readers would not forgive: every problem, by file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import JsonValue

from grader.bank.guideline import cited
from grader.bank.load import SETS, Bank, Placed, read_bank
from grader.bank.new import unwritten
from grader.fields import Field, Given, PerPart
from grader.fields.free_text import references
from grader.items import BAITS, Critical, Evidence, Gold, Item
from grader.markup import QuoteError, find_quote
from grader.names import bare_letters
from grader.pictures import file_problems
from grader.rubric import passes, read_marks, stuffed
from grader.strict_yaml import Problem
from grader.task import FieldProblem

LONGEST_FILE = 400
"""Lines; a longer file is split into a folder of the set's name."""

_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def lint(slug: str, root: Path) -> list[Problem]:
    """Return everything that is wrong with a skill's bank, by file and line; [] when it is clean."""
    return problems_of(*read_bank(slug, root), root)


def problems_of(bank: Bank, met: Sequence[Problem], root: Path) -> list[Problem]:
    """Return everything that is wrong with a bank, with the problems that were met in reading it."""
    problems = list(met)
    for name in SETS:
        for item in bank.sets[name]:
            place = bank.places["item", item.id]
            problems += _item_problems(bank, item, place)
            gold = bank.golds.get(item.id)
            if gold is None:
                problems.append(place.problem(f"{item.id}: has no gold in solutions/", "id"))
                continue
            gold_place = bank.places["gold", item.id]
            mirrored = place.document.file.replace("exercises/", "solutions/", 1)
            if gold_place.document.file != mirrored:
                problems.append(
                    gold_place.problem(f"{item.id}: its gold belongs in {mirrored}", "id")
                )
            problems += [
                gold_place.problem(f"{item.id}: {message}", *path)
                for path, message in gold_problems(bank, item, gold, name)
            ]
    known = {item.id for items in bank.sets.values() for item in items}
    for gold_id in bank.golds.keys() - known:
        place = bank.places["gold", gold_id]
        problems.append(place.problem(f"{gold_id}: there is no such item in exercises/", "id"))
    problems += _file_problems(bank.skill.slug, root)
    return sorted(problems, key=lambda problem: (problem.file, problem.line))


def _item_problems(bank: Bank, item: Item, place: Placed) -> Iterator[Problem]:
    for message in bank.skill.task.content_problems(item.content):
        yield place.problem(f"{item.id}: {message}", "content")
    for name, picture in bank.pictures(item).items():
        for message in file_problems(picture, bank.folder or Path()):
            yield place.problem(f"{item.id}: {message}", "content", name)
    known = {concept.slug for concept in bank.skill.concepts}
    for index, slug in enumerate(item.concepts):
        if slug not in known:
            message = f"{item.id}: the skill declares no concept {slug!r}"
            yield place.problem(message, "concepts", index)
    baits: list[tuple[str, tuple[str | int, ...]]] = [(item.bait, ("bait",))]
    baits += [(code, ("also_baits", index)) for index, code in enumerate(item.also_baits)]
    for code, path in baits:
        if code not in BAITS:
            message = f"{item.id}: {code!r} is no bait; there are {', '.join(BAITS)}"
            yield place.problem(message, *path)


_Found = Iterator[tuple[tuple[str | int, ...], str]]


def gold_problems(bank: Bank, item: Item, gold: Gold, set_name: str) -> _Found:
    """Yield what is wrong with one gold: the place inside its entry, and the message."""
    if gold.item_hash is None:
        yield ("id",), "is not pinned to its item: run `qualprep pin`"
    elif gold.item_hash != item.hash:
        yield (
            ("item_hash",),
            f"the item has changed since this gold was written (it is {item.hash} now): "
            "read both again, then run `qualprep pin`",
        )
    given = bank.given(item)
    yield from _value_problems(bank, gold, given)
    yield from _text_problems(bank, gold, given)
    yield from _criteria_problems(gold)
    yield from _pass_problems(bank, gold, set_name)
    if set_name == "practice" and not gold.hints:
        yield ("id",), "a practice item needs at least one hint"
    if gold.tier == "contested" and set_name != "practice":
        yield ("tier",), "a contested item may be practised, but never be in a check or the reserve"
    if gold.tier == "unread" and set_name != "practice":
        yield (
            ("tier",),
            "an item that nobody has read blind may be practised, but not be in a check",
        )
    if gold.tier == "unread" and gold.review:
        yield ("tier",), "has been read: say by the tier how the readings went"
    if gold.tier == "settled" and not gold.settled:
        yield (
            ("tier",),
            "a settled gold says under `settled:` what differed and why it was decided so",
        )
    agreed = [reading for reading in gold.review if reading.blind and reading.agreed]
    if gold.tier == "human-agreed" and sum(r.kind == "human" for r in agreed) < 2:
        yield ("tier",), "human-agreed needs two blind readings by people under `review:`"
    if gold.tier == "model-agreed" and not agreed:
        yield ("tier",), "model-agreed needs a blind reading that agreed under `review:`"


def _value_problems(bank: Bank, gold: Gold, given: Given) -> _Found:
    task = bank.skill.task
    comparable = [field.name for field in task.fields if field.comparable]
    sound: list[dict[str, JsonValue]] = []
    of_best: list[FieldProblem] = []
    for index, judgment in enumerate(gold.judgments()):
        path: tuple[str | int, ...] = ("gold",) if index == 0 else ("also_accept", index - 1)
        # An alternative may switch off a condition under which the best judgment answers something.
        # Where that one is no judgment, it stays as it is written, for only a valid one can be tidied.
        values = (
            judgment
            if index == 0 or of_best
            else {**task.tidy(judgment), **dict(gold.also_accept[index - 1])}
        )
        values = {n: _as_judgment(task.by_name().get(n), value) for n, value in values.items()}
        problems = task.problems(values, given, comparable)
        for problem in problems:
            if problem not in of_best:  # what an alternative takes over was said already
                yield (*path, problem.field), f"{problem.field}: {problem.message}"
        if index == 0:
            of_best = problems
        if not problems:
            sound.append(task.tidy(values))
        asked = {field.name for field in task.asked(values)}
        for name in values.keys() - asked:
            if name in comparable:
                yield (*path, name), f"{name}: is not asked with these values"
    for index, tempting in enumerate(gold.tempting):
        path = ("tempting", index, "value")
        valid = True
        for name, value in tempting.value.items():
            for message in _one_value(task.by_name().get(name), name, value, given):
                valid = False
                yield path, message
        if valid and _as_good(tempting.value, sound, task.by_name()):
            yield path, "this judgment earns full credit, so it cannot be the tempting wrong one"
    for index, critical in enumerate(gold.critical):
        messages = []
        for name, pattern in critical.when.items():
            field = task.by_name().get(name)
            messages += field.pattern_problems(pattern, given) if field else [f"no field {name!r}"]
        for message in messages:
            yield ("critical", index, "when"), message
        if not messages and any(_is_miss(critical, best, task.by_name()) for best in sound):
            yield ("critical", index), "the gold itself would be this critical miss"


def _as_judgment(field: Field | None, value: JsonValue) -> JsonValue:
    return value if field is None else field.as_judgment(value)


def _one_value(field: Field | None, name: str, value: JsonValue, given: Given) -> list[str]:
    if field is None:
        return [f"there is no field {name!r}"]
    if isinstance(field, PerPart):  # one answer for one part is enough: see `PerPart.gives`
        return field.pattern_problems(value, given)
    return [f"{name}: {message}" for message in field.problems(value, given)]


def _is_miss(
    critical: Critical, values: Mapping[str, JsonValue], fields: Mapping[str, Field]
) -> bool:
    return all(
        name in values and fields[name].matches(values[name], pattern)
        for name, pattern in critical.when.items()
    )


def _as_good(
    value: Mapping[str, JsonValue],
    judgments: Sequence[Mapping[str, JsonValue]],
    fields: Mapping[str, Field],
) -> bool:
    return any(
        all(
            name in best and fields[name].fell_for(best[name], given, best[name])
            for name, given in value.items()
        )
        for best in judgments
    )


def _text_problems(bank: Bank, gold: Gold, given: Given) -> _Found:
    # Where no part is repeated nothing has a letter, and an "A" is a word or a quotation.
    lettered = any(part.repeated for part in bank.skill.task.parts)
    for path, text in _texts(gold):
        for name in references(text) - set(given.texts):
            yield path, f"{{{name}}} is no part of the item"
        for letter in bare_letters(text) if lettered else ():
            yield (
                path,
                f"names {letter!r}, but letters are shuffled on screen: write {{response_a}} or so",
            )
        for number in cited(text):
            if number not in bank.guideline.clauses:
                yield path, f"the guideline has no clause {number}"
    rationales: list[tuple[tuple[str | int, ...], str]] = [(("rationale",), gold.rationale)]
    rationales += [(("passes", n, "rationale"), told.rationale) for n, told in gold.passes.items()]
    pages = list(given.texts.values())
    for path, text in rationales:
        if not cited(text):
            yield path, "cites no clause of the guideline"
        for quote in _QUOTED.findall(text):
            if not any(_occurs(page, quote) for page in pages):
                yield path, f"quotes {quote!r}, which is not on the page"
    for path, evidence in _evidence(gold):
        page = given.texts.get(evidence.part)
        if page is None:
            yield path, f"there is no part {evidence.part!r}"
            continue
        try:
            find_quote(page, evidence.quote, evidence.nth)
        except QuoteError as error:
            yield path, str(error)


def _evidence(gold: Gold) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
    for index, evidence in enumerate(gold.evidence):
        yield ("evidence", index), evidence
    for name, told in gold.passes.items():
        for index, evidence in enumerate(told.evidence):
            yield ("passes", name, "evidence", index), evidence


def _pass_problems(bank: Bank, gold: Gold, set_name: str) -> _Found:
    """Yield what is wrong with the texts of separate passes, which must not tell of one another."""
    known = [one.name for one in bank.skill.task.passes]
    for name in gold.passes.keys() - set(known):
        yield (
            ("passes", name),
            f"there is no pass {name!r}; there are: {', '.join(known) or 'none'}",
        )
    for name in known[:-1]:  # whoever sits the last one has sat the others
        told = gold.passes.get(name)
        if told is None:
            yield ("id",), f"needs passes: {name}: rationale: what is told after that pass alone"
        elif set_name == "practice" and not told.hints:
            yield ("passes", name), "a practice item needs at least one hint in every pass"


def _occurs(page: str, quote: str) -> bool:
    try:
        find_quote(page, quote.rstrip(",.;"), nth=1)
    except QuoteError:
        return False
    return True


def _texts(gold: Gold) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of a gold that a learner may read, with its place."""
    yield ("rationale",), gold.rationale
    yield ("exemplar",), gold.exemplar
    yield ("weak",), gold.weak
    yield ("negated",), gold.negated
    if gold.middle:
        yield ("middle",), gold.middle.text
    for index, hint in enumerate(gold.hints):
        yield ("hints", index), hint
    for name, told in gold.passes.items():
        yield ("passes", name, "rationale"), told.rationale
        for index, hint in enumerate(told.hints):
            yield ("passes", name, "hints", index), hint
    for index, tempting in enumerate(gold.tempting):
        yield ("tempting", index), tempting.why_wrong
    for index, criterion in enumerate(gold.criteria):
        yield ("criteria", index), criterion.says
    for index, critical in enumerate(gold.critical):
        yield ("critical", index), critical.says


def _criteria_problems(gold: Gold) -> _Found:
    if not gold.criteria:
        return
    ids = [criterion.id for criterion in gold.criteria]
    if len(set(ids)) != len(ids):
        yield ("criteria",), f"two criteria have the same id: {', '.join(ids)}"
    if not any(criterion.must for criterion in gold.criteria):
        yield ("criteria",), "at least one criterion must be a must-have"
    met = {mark.id for mark in read_marks(gold.exemplar, gold.criteria) if mark.met}
    if not passes(read_marks(gold.exemplar, gold.criteria), gold.criteria):
        unmet = ", ".join(name for name in ids if name not in met)
        yield (
            ("exemplar",),
            f"the exemplar does not pass its own criteria; no evidence found of: {unmet}",
        )
    trials = {"weak": gold.weak, "negated": gold.negated, "keyword-stuffed": stuffed(gold.criteria)}
    for name, text in trials.items():
        if not text:
            yield ("id",), f"the {name} justification is missing"
        elif passes(read_marks(text, gold.criteria), gold.criteria):
            yield (
                ("criteria",),
                f"the {name} justification passes, so the evidence is too easy to fake",
            )
    if gold.middle is None:
        yield ("id",), "the middle justification is missing"
        return
    marks = {mark.id for mark in read_marks(gold.middle.text, gold.criteria) if mark.met}
    if marks != set(gold.middle.meets):
        found = ", ".join(sorted(marks)) or "nothing"
        yield (
            ("middle",),
            f"says that it meets {', '.join(gold.middle.meets)}, but the check finds {found}",
        )
    if passes(read_marks(gold.middle.text, gold.criteria), gold.criteria):
        yield ("middle",), "the middle justification passes; take a must-have out of it"


def _file_problems(slug: str, root: Path) -> Iterator[Problem]:
    for tree in ("exercises", "solutions"):
        base = root / tree / slug
        for path in sorted([*base.rglob("*.yaml"), *base.rglob("*.yml")]):
            name = path.relative_to(root).as_posix()
            inside = path.relative_to(base).with_suffix("").parts
            if path.suffix == ".yml" or inside[0] not in SETS or len(inside) > 2:
                known = ", ".join(f"{one}.yaml or {one}/*.yaml" for one in SETS)
                yield Problem(name, 1, f"belongs to no set and is not read; name it {known}")
            # What is not UTF-8 was reported when it was read.
            text = path.read_text(encoding="utf-8", errors="replace").removesuffix("\n")
            lines = text.split("\n")
            if len(lines) > LONGEST_FILE:
                yield Problem(name, 1, f"has {len(lines)} lines; split it ({LONGEST_FILE} at most)")
            for number in unwritten(text):
                yield Problem(name, number, "is still to be written")
            for number, line in enumerate(lines, 1):
                if "\t" in line:
                    yield Problem(name, number, "has a tab; indent with two spaces")
