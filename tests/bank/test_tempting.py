"""A foreseen mistake is recognised when somebody makes it, in every bank."""

from __future__ import annotations

import pytest

from grader.bank import load_bank
from grader.scoring import score
from grader.skills import SKILLS, Skill
from tests.support import laid_over


@pytest.mark.parametrize("skill", SKILLS, ids=lambda one: one.slug)
def test_who_falls_for_what_tempts_is_told_of_just_that(skill: Skill) -> None:
    """Laid over gold, each tempting judgment costs something and is the one that is named.

    A written answer is foreseen by its faults, not by its words: it is shown to everybody, and found by
    nobody's text.
    """
    bank = load_bank(skill.slug)
    told = 0
    for gold in bank.golds.values():
        for tempting in gold.tempting:
            if not all(skill.task.field(name).comparable for name in tempting.value):
                continue
            scored = score(skill, gold, laid_over(skill.task, gold.gold, tempting.value))
            assert scored.fell_for == tempting, (gold.id, tempting.value)
            assert scored.value < 1, (gold.id, tempting.value)
            told += 1
    assert told or skill.slug == "reference-answers"
