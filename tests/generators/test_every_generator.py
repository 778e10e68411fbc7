"""What holds for every generator: the same seed gives the same item, and its gold is right in every way."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest

from grader.bank import Bank, load_bank
from grader.bank.guideline import cited
from grader.bank.lint import lint
from grader.errors import UnknownNameError
from grader.generators import GENERATORS, PICTURED, Made, maker
from grader.generators.writing import write_bank
from grader.scoring import score
from grader.settings import content_root

MANY = 1000
FEW = int(os.environ.get("QUALPREP_TEST_PICTURED", "6"))
"""Of what is drawn, which takes from half a second to some seconds; a text takes some milliseconds.

Set QUALPREP_TEST_PICTURED=1000 to test as many of these too, in about half an hour for each generator.
"""
FIRST = 70_000
"""Seeds that no other test uses."""


def _count(slug: str) -> int:
    return FEW if slug in PICTURED else MANY


@functools.cache
def _made(slug: str) -> tuple[Made, ...]:
    make = maker(slug)
    return tuple(make(FIRST + n, 1 + n % 5) for n in range(_count(slug)))


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {slug: tmp_path_factory.mktemp(slug) for slug in GENERATORS}


@pytest.fixture
def bank(request: pytest.FixtureRequest, roots: dict[str, Path]) -> Bank:
    """A bank of generated items only, beside the skill's real guideline."""
    slug: str = request.param
    root = roots[slug]
    if not (root / "exercises").exists():
        guideline = Path("curriculum", "guidelines", f"{slug}.md")
        (root / guideline).parent.mkdir(parents=True)
        (root / guideline).write_bytes((content_root() / guideline).read_bytes())
        write_bank(_made(slug), slug, root)
    return load_bank(slug, root)


every_bank = pytest.mark.parametrize("bank", GENERATORS, indirect=True)


@every_bank
def test_every_item_and_gold_is_clean(bank: Bank, roots: dict[str, Path]) -> None:
    """The same lint as for what people write finds nothing."""
    assert [str(problem) for problem in lint(bank.skill.slug, roots[bank.skill.slug])] == []
    assert len(bank.items("practice")) == _count(bank.skill.slug)


@every_bank
def test_gold_earns_full_credit_and_what_tempts_does_not(bank: Bank) -> None:
    """By the scoring that a learner meets; a tempting judgment in place of gold is never right."""
    for item in bank.items("practice"):
        gold = bank.gold(item.id)
        best = score(bank.skill, gold, gold.gold)
        assert (best.value, best.right, best.critical) == (1.0, True, ()), item.id
        for tempting in gold.tempting:
            worse = score(bank.skill, gold, {**gold.gold, **tempting.value})
            assert worse.value < 1, (item.id, tempting)


@every_bank
def test_gold_is_proved_and_its_texts_cite_the_guideline(bank: Bank) -> None:
    """Every rationale names clauses that there are, every item its seed."""
    clauses = set(bank.guideline.clauses)
    for item in bank.items("practice"):
        gold = bank.gold(item.id)
        assert gold.tier == "proved"
        assert item.source.kind == "generated"
        assert item.source.seed is not None
        assert cited(gold.rationale), item.id
        texts = [gold.rationale, *gold.hints, *(one.why_wrong for one in gold.tempting)]
        assert {n for text in texts for n in cited(text)} <= clauses, item.id


@pytest.mark.parametrize("slug", GENERATORS)
def test_the_same_seed_is_the_same_item(slug: str) -> None:
    """Byte for byte, and another seed or difficulty is another item."""
    make = maker(slug)
    made = _made(slug)
    for n in range(0, len(made), max(1, len(made) // 5)):
        assert make(FIRST + n, 1 + n % 5) == made[n]
    assert len({repr(one.item["content"]) for one in made}) == len(made)


def test_a_skill_without_a_generator_is_named() -> None:
    """With those that have one."""
    with pytest.raises(UnknownNameError, match="no generator"):
        maker("no-such-skill")
