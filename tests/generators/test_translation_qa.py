"""Planted errors of translations: each lies where gold marks it, and all else is sound."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from grader.bank.guideline import cited, read_guideline
from grader.fields._diff import changes_between
from grader.generators import Made, maker
from grader.generators.planted.figures import LANGUAGES, fill, worked_out, written
from grader.generators.planted.passages import read
from grader.generators.planted.slots import draw
from grader.generators.planted.translating import LANGUAGE_NAMES, Parallel, parallels
from grader.generators.planted.translating_plan import planned
from grader.generators.translation_qa import make_item
from grader.items import Gold
from grader.settings import content_root
from grader.skills.translation_qa import MOST_ERRORS

GUIDELINE = content_root() / "curriculum" / "guidelines" / "translation-qa.md"
NAMES = [one.name for one in parallels()]
SEEDS = st.integers(0, 10_000)
LEVELS = st.integers(1, 5)
WEIGHTS = {"critical": 25, "major": 5, "minor": 1}
PLAIN = {"mistranslation", "untranslated"}


@cache
def sample() -> tuple[Made, ...]:
    return tuple(make_item(seed, 1 + seed % 5) for seed in range(480))


def texts(made: Made) -> tuple[str, str]:
    """Return the source and the translation as a learner sees them."""
    content: Any = made.item["content"]
    return content["source"].replace("**", ""), content["translation"].replace("**", "")


def errors(made: Made) -> list[dict[str, Any]]:
    gold: Any = made.gold["gold"]
    return list(gold["errors"])


def place(text: str, quote: str, nth: int = 1) -> tuple[int, int]:
    pattern = r"\s+".join(map(re.escape, quote.split()))
    return [match.span() for match in re.finditer(pattern, text)][nth - 1]


def test_the_generator_is_found_and_its_settings_are_many() -> None:
    assert maker("translation-qa") is make_item
    assert len(NAMES) >= 12
    assert len({one.domain for one in parallels()}) >= 6
    assert all(set(one.languages) == set(LANGUAGE_NAMES) for one in parallels())


@settings(max_examples=40, deadline=None)
@over(seed=SEEDS, difficulty=LEVELS)
def test_what_differs_from_the_sound_translation_is_marked(seed: int, difficulty: int) -> None:
    """Word by word: a change lies in a mark or at its edge, or words lack for which the source is marked."""
    plan = planned(seed, difficulty)
    made = make_item(seed, difficulty)
    rendering = {str(code): one for code, one in plan.setting.languages.items()}[plan.code]
    decoys = {site: fill(rendering.decoys[site], plan.values, plan.code) for site, _ in plan.decoys}
    sound = plan.passage.composed(decoys).text.replace("**", "")
    translation = texts(made)[1]
    marks = [one for one in errors(made) if one["part"] == "translation"]
    spans = [place(translation, one["quote"], one.get("nth", 1)) for one in marks]
    lacking = len(errors(made)) - len(marks)
    bold = any(one["category"] == "design" for one in marks)
    touched = set()
    for change in changes_between(translation, sound):
        inside = [
            i for i, (a, b) in enumerate(spans) if change.start <= b + 1 and a <= change.end + 1
        ]
        touched |= set(inside)
        assert inside or lacking, (translation[change.start : change.end], change.text)
    assert bold or touched == set(range(len(spans)))


def test_scores_and_verdict_follow_from_the_marks() -> None:
    """Worked out once more from section 6 of the guideline, from gold's marks alone."""
    seen = Counter[Any]()
    for made in sample():
        gold: Any = made.gold["gold"]
        marks = errors(made)
        assert len(marks) <= MOST_ERRORS
        language = [m for m in marks if m["category"] in ("design", "grammar", "spelling", "style")]
        content = [m["severity"] for m in marks if m not in language]
        majors = content.count("major")
        rank = (
            1
            if "critical" in content
            else 2
            if majors > 1
            else 3
            if majors
            else 4
            if content
            else 5
        )
        assert gold["adequacy"] == rank
        heavy = [m for m in language if m["severity"] != "minor"]
        level = 2 if len(heavy) > 1 else 3 if heavy or len(language) > 2 else 4 if language else 5
        assert gold["fluency"] == level
        points = sum(WEIGHTS[m["severity"]] for m in marks)
        verdict = "deliver" if points < 5 else "repair" if points < 25 else "again"
        assert gold["verdict"] == verdict
        for field, category in (("terms", "terminology"), ("locale", "locale")):
            there = [m["severity"] for m in marks if m["category"] == category]
            assert (gold[field] in ("kept", "fits")) == (not there)
            assert (gold[field] in ("broken", "misleads")) == ("major" in there)
        seen[verdict] += 1
        seen[gold["adequacy"]] += 1
    assert {"deliver", "repair", "again", 1, 2, 3, 4, 5} <= set(seen)


def test_outside_of_the_marks_every_figure_is_the_source_s() -> None:
    """A second way to the gold, from what is shown alone, in all languages."""
    wrong = 0
    for made in sample():
        source, translation = texts(made)
        known = set(re.findall(r"\d+", source)) | {"00"}
        rest = translation
        spans = sorted(
            place(translation, one["quote"], one.get("nth", 1))
            for one in errors(made)
            if one["part"] == "translation"
        )
        for start, end in reversed(spans):
            wrong += not set(re.findall(r"\d+", rest[start:end])) <= known
            rest = rest[:start] + rest[end:]
        figures = re.findall(r"\d+", re.sub(r"(?<=\d)[ .](?=\d{3}\b)", "", rest))
        grouped = set(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3}\b)", "", source)))
        assert set(figures) <= known | grouped, (made.item["id"], set(figures) - known - grouped)
    assert wrong > 60


def test_marks_are_of_their_category() -> None:
    """As far as the two texts show it without knowing the language."""
    for made in sample():
        source, translation = texts(made)
        english = set(re.findall(r"%\w+%", source))
        for one in errors(made):
            words = " ".join(one["quote"].split())
            assert (one["part"] == "source") == (one["category"] == "omission")
            if one["category"] == "untranslated":
                assert words in " ".join(source.split())
            if one["category"] == "locale":
                assert re.search(r"\d\.\d", words)
                assert re.search(r"\d\.\d", source)
        foreign = set(re.findall(r"%\w+%", translation)) - english
        assert bool(foreign) == any(
            one["category"] == "design" and "%" in one["quote"] for one in errors(made)
        )


@pytest.mark.parametrize("setting", parallels(), ids=NAMES)
def test_the_material_says_what_it_must(setting: Parallel) -> None:
    """Evidence is in the source, effects name their harm, own faults and decoys change something."""
    for seed in range(3):
        values = draw(setting.slots, np.random.default_rng(seed))
        source = read(setting.source, values, np.random.default_rng(0)).composed()
        plain = source.text.replace("**", "")
        for several in setting.faults.values():
            for one in several:
                assert any(fill(stem, values) in fill(one.effect, values) for stem in one.harm)
        for code, rendering in setting.languages.items():
            passage = read(rendering.text, values, np.random.default_rng(0), code)
            for site, given in rendering.faults.items():
                for text, fault in zip(given, setting.faults[site], strict=True):
                    said = fill(text, values, code)
                    assert said != passage.sound(site), (code, site)
                    assert bool(said) or fault.category == "omission"
                    lost = len(said) < len(passage.sound(site))
                    assert lost or fault.category != "omission", (code, site)
            for site, own in rendering.own.items():
                for one in own:
                    assert fill(one.source, values) in plain, (code, site)
                    assert one.mark in one.text
                    assert fill(one.text, values, code) != passage.sound(site)
                    assert any(stem in one.effect for stem in one.harm), (code, site)
            for site, text in rendering.decoys.items():
                assert fill(text, values, code) != passage.sound(site), (code, site)
        assert all(cited(decoy.why) for decoy in setting.decoys.values())


def test_difficulty_one_needs_no_ear_for_the_language() -> None:
    """As the guideline promises: numbers, names, negation and words left untranslated decide."""
    for made in sample():
        if made.item["difficulty"] == 1:
            assert {one["category"] for one in errors(made)} <= PLAIN


def test_an_item_without_errors_has_none_and_they_come_at_every_difficulty() -> None:
    clean = Counter[Any]()
    for made in sample():
        clean[made.item["difficulty"]] += not errors(made)
    assert all(5 <= clean[difficulty] <= 30 for difficulty in range(1, 6))


def test_the_dial_moves_what_it_promises() -> None:
    marks, near, decoys = Counter[int](), Counter[int](), Counter[int]()
    for seed in range(240):
        for difficulty in (1, 3, 5):
            plan = planned(seed, difficulty)
            marks[difficulty] += len(plan.marks)
            near[difficulty] += sum(mark.near for mark in plan.marks)
            decoys[difficulty] += len(plan.decoys)
    assert marks[1] < marks[3] < marks[5]
    assert decoys[1] < decoys[3] < decoys[5]
    assert near[1] / marks[1] < near[3] / marks[3] < near[5] / marks[5]


def test_nothing_can_be_guessed_from_place_language_or_verdict() -> None:
    quarters, verdicts, languages = Counter[int](), Counter[str](), Counter[str]()
    for made in sample():
        gold: Any = made.gold["gold"]
        content: Any = made.item["content"]
        verdicts[gold["verdict"]] += 1
        languages[content["brief"].split(",")[0]] += 1
        source, translation = texts(made)
        for one in errors(made):
            text = source if one["part"] == "source" else translation
            start = place(text, one["quote"], one.get("nth", 1))[0]
            quarters[min(3, 4 * start // len(text))] += 1
    total = sum(quarters.values())
    assert all(0.12 < quarters[quarter] / total < 0.4 for quarter in range(4))
    assert all(0.12 < count / len(sample()) < 0.6 for count in verdicts.values())
    assert len(languages) == 4
    assert max(languages.values()) < 1.2 * min(languages.values())


def test_every_category_and_severity_occurs_and_every_clause_cited_exists() -> None:
    clauses = read_guideline(GUIDELINE).clauses
    categories, severities, concepts = set(), set(), set()
    for made in sample():
        gold = Gold.model_validate(made.gold)
        categories |= {one["category"] for one in errors(made)}
        severities |= {one["severity"] for one in errors(made)}
        concepts |= set(made.item["concepts"])
        said = [gold.rationale, *gold.hints, *(one.why_wrong for one in gold.tempting)]
        said += [one.says for one in gold.critical]
        assert {number for text in said for number in cited(text)} <= set(clauses)
        critical = [one for one in errors(made) if one["severity"] == "critical"]
        assert len(gold.critical) == len(critical)
    assert len(categories) == 10
    assert severities == set(WEIGHTS)
    assert {"false-friend", "degree-and-hedge", "one-thing-one-name", "free-and-right"} <= concepts


def test_figures_are_written_as_each_language_writes_them() -> None:
    assert [written(1250, "eur", one) for one in LANGUAGES] == [
        "€1,250",
        "1.250 €",
        "1 250 €",
        "1250 €",
        "1.250 €",
    ]
    assert [written(25, "dec", one) for one in LANGUAGES] == ["2.5", "2,5", "2,5", "2,5", "2,5"]
    assert [written(930, "time", one) for one in LANGUAGES] == [
        "15:30",
        "15.30",
        "15 h 30",
        "15:30",
        "15.30",
    ]
    assert [written(720, "clock", "en"), written(735, "clock", "en")] == ["12 noon", "12.15 pm"]
    day = {"day": date(2027, 6, 11).toordinal()}
    assert fill("{day:date} {day + 7:dm}", day) == "Friday 11 June 18 June"
    assert fill("{day:ildm}, {day - 3:aldm}, {day - 10:ildm}", day, "it") == (
        "l'11 giugno, all'8 giugno, il 1º giugno"
    )
    assert fill("{day - 10:dm}", day, "fr") == "1er juin"
    assert worked_out("2 * (a + 3) // 2 % 5", {"a": 4}) == 2
    for wrong in ("a + b", "a ** 2", "len(a)", "'x'"):
        with pytest.raises(ValueError, match="cannot be worked out"):
            worked_out(wrong, {"a": 4})
    with pytest.raises(ValueError, match="no format"):
        written(4, "roman", "en")
    with pytest.raises(ValueError, match="2 to 12"):
        written(13, "words", "de")


def test_what_cannot_be_made_is_said() -> None:
    with pytest.raises(ValueError, match="no setting 'none'"):
        make_item(1, 1, setting="none")
    with pytest.raises(ValueError, match="no language 'pt'"):
        make_item(1, 1, language="pt")
    with pytest.raises(ValueError, match="1 to 5"):
        make_item(1, 0)
    broken = parallels()[0].model_dump()
    broken["source"] = broken["source"].replace("[restore|", "[other|")
    with pytest.raises(ValueError, match="the source has no site: restore"):
        Parallel.model_validate(broken)
