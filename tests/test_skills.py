"""Every skill's declaration: nothing in it points to what is not there, and every claim has a source."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter

import pytest
from pydantic import ValidationError

from grader.agreement import METRICS
from grader.bank import SETS, read_guideline, taught
from grader.errors import UnknownNameError
from grader.fields import Choice, FreeText, Ranking
from grader.settings import content_root
from grader.skills import SKILLS, Skill, skill

every_skill = pytest.mark.parametrize("declared", SKILLS, ids=lambda declared: declared.slug)
NUMBER = re.compile(r"\d+\.\d+")


def test_skills_have_slugs_numbers_and_lessons_of_their_own() -> None:
    """Answers are kept under the slug; the number orders the curriculum."""
    for values in (
        [declared.slug for declared in SKILLS],
        [declared.title for declared in SKILLS],
        [(declared.track, declared.number) for declared in SKILLS],
        [declared.lesson for declared in SKILLS],
    ):
        assert len(set(values)) == len(values)


def test_prerequisites_exist_and_do_not_go_round() -> None:
    """A learner can always begin somewhere."""
    slugs = {declared.slug for declared in SKILLS}
    needed = {declared.slug: declared.prerequisites for declared in SKILLS}
    assert {slug for needs in needed.values() for slug in needs} <= slugs
    assert set(TopologicalSorter(needed).static_order()) == slugs


def test_a_skill_is_found_by_its_slug() -> None:
    """A wrong slug is answered with the nearest."""
    for declared in SKILLS:
        assert skill(declared.slug) is declared
    with pytest.raises(UnknownNameError, match="Did you mean response-ranking"):
        skill("response-rankng")


@every_skill
def test_the_target_names_a_metric_that_is_computed(declared: Skill) -> None:
    """And cuts that can be reached: the floor lies below the estimate, both in 0..1."""
    target = declared.target
    assert target.metric in METRICS
    assert 0 < target.floor <= target.value <= 1
    assert target.items >= 100  # no badge from fewer
    assert "convention" in target.note.lower()


@every_skill
def test_the_main_field_is_asked_of_everybody_and_can_be_compared(declared: Skill) -> None:
    """A verdict cannot hang on a condition, nor be a text."""
    main = declared.task.field(declared.main_field)
    assert main.required
    assert main.when is None
    assert main.comparable
    assert main.weight > 0


@every_skill
def test_concepts_are_unique(declared: Skill) -> None:
    """By slug and by title."""
    assert len({concept.slug for concept in declared.concepts}) == len(declared.concepts)
    assert len({concept.title for concept in declared.concepts}) == len(declared.concepts)
    assert declared.concept(declared.concepts[0].slug) is declared.concepts[0]
    with pytest.raises(UnknownNameError):
        declared.concept("no-such-concept")


@every_skill
def test_what_is_said_of_people_and_platforms_has_source_and_date(declared: Skill) -> None:
    """A figure or a gate without them is not said."""
    assert declared.gates
    for said in (*declared.figures, *declared.gates):
        assert said.says.strip()
        assert said.source.strip()
        assert re.fullmatch(r"20\d\d-\d\d(-\d\d)?", said.as_of), said
    for figure in declared.figures:
        assert re.search(r"\d", figure.value)
        if figure.low is not None and figure.high is not None:
            assert 0 <= figure.low <= figure.high <= 1


@every_skill
def test_help_texts_cite_clauses_that_the_guideline_has(declared: Skill) -> None:
    """The number beside an option leads somewhere."""
    path = content_root() / "curriculum" / "guidelines" / f"{declared.slug}.md"
    guideline = read_guideline(path)
    assert guideline.skill == declared.slug
    assert guideline.version
    texts = [declared.task.instruction]
    for field in declared.task.fields:
        texts.append(field.help)
        if isinstance(field, Choice):
            texts += [option.help for option in field.options]
    cited = {number for text in texts for number in NUMBER.findall(text)}
    assert cited <= set(guideline.clauses)


@every_skill
def test_form_checks_name_fields_and_parts_of_the_task(declared: Skill) -> None:
    """A check of a field that is not there would never hold."""
    fields = declared.task.by_name()
    groups = {part.name for part in declared.task.parts if part.repeated}
    for field in declared.task.fields:
        if isinstance(field, Ranking):
            assert field.group in groups
        for check in field.checks if isinstance(field, FreeText) else ():
            if check.check == "cites":
                assert check.group in {part.name for part in declared.task.parts}
                assert (check.says == "quotes a response") == (check.group == "response")
            elif check.check in ("mentions", "agrees"):
                assert isinstance(fields[check.ranking], Ranking)
            elif check.check == "names":
                named = fields[check.field]
                assert isinstance(named, Choice)
                assert all(option.words for option in named.options)
            else:
                assert 0 < check.low < check.high


@every_skill
def test_a_skill_with_a_lesson_has_its_source_and_every_set(declared: Skill) -> None:
    """The lesson is built from its Markdown source; without one there is nothing but practice items."""
    assert declared.lesson == f"{declared.track}/{declared.number:02d}-{declared.slug}.ipynb"
    bank = content_root() / "exercises" / declared.slug
    there = {n for n in SETS if (bank / n).is_dir() or (bank / f"{n}.yaml").is_file()}
    source = content_root() / "curriculum" / "src" / declared.lesson
    assert (
        source.with_suffix(".md").is_file()
        is (content_root() / "curriculum" / declared.lesson).is_file()
    )
    assert there == set(SETS) if declared in taught(content_root()) else there <= {"practice"}


def test_a_skill_cannot_declare_a_main_field_it_does_not_ask() -> None:
    """A typo there would make every item wrong."""
    data = SKILLS[0].model_dump() | {"main_field": "ordr"}
    with pytest.raises((ValidationError, UnknownNameError), match="ordr"):
        Skill.model_validate(data)
