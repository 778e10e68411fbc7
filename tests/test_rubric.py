"""Criteria: only a sentence that states the point, about the right response, is evidence of it."""

from __future__ import annotations

import pytest

from grader.rubric import Criterion, Mark, evidence_met, passes, read_marks, share_met, stuffed

LIMIT = Criterion(
    id="over-limit",
    must=True,
    weight=2,
    says="{response_a} goes over the limit of fifty words.",
    evidence=("over the limit", "exceeds", "too long"),
)
SOURCE = Criterion(
    id="invented-source",
    says="{response_b} cites a study that does not exist.",
    evidence=("invented", "made up", "made-up", "does not exist"),
)
DOSE = Criterion(
    id="dose",
    says="The dose that {response_a} names is ten times too high.",
    evidence=("ten times", "tenfold", "10 times"),
)
TONE = Criterion(id="tone", says="The tone fits the moment.", evidence=("tone", "warm"))


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        (LIMIT, "{response_a} exceeds what the user asked for."),
        (LIMIT, "{response_a} is far over the limit that was set."),
        (LIMIT, "With eighty words, {response_a} is OVER   THE\u00a0LIMIT by thirty."),
        (LIMIT, "{response_a} was asked for fifty words. It is still much too long for that."),
        (LIMIT, "{response_a} is polite, but it exceeds the number of words."),
        (LIMIT, "{response_b} does not go on about it, while {response_a} exceeds fifty words."),
        (LIMIT, "{response_a} not only exceeds the limit, it is rude as well."),
        (SOURCE, "The study in {response_b} is invented."),
        (SOURCE, "{response_b} quotes a study, but that study does not exist."),
        (SOURCE, "It is not {response_a}: the source of {response_b} is made up."),
        (DOSE, "{response_a} tells the user to take ten times what is safe."),
        (TONE, "It is warm and to the point."),
    ],
)
def test_a_plain_statement_is_evidence(criterion: Criterion, text: str) -> None:
    """One whole sentence, in the learner's own words around the phrase."""
    assert evidence_met(text, criterion)


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        (LIMIT, ""),
        (LIMIT, "{response_a} is the worse of the two, and I would not use it."),
        # About another response, or about none:
        (LIMIT, "{response_b} exceeds what the user asked for."),
        (LIMIT, "The text exceeds what the user asked for."),
        (LIMIT, "{response_a} is fine. {response_b} exceeds what was asked."),
        # Denied in the same clause:
        (LIMIT, "{response_a} never exceeds what the user asked for."),
        (LIMIT, "{response_a} doesn't go over the limit of the user."),
        (LIMIT, "{response_a} doesn’t go over the limit of the user."),
        (SOURCE, "It is false that the study of {response_b} is invented."),
        (DOSE, "{response_a} is hardly ten times over what is safe."),
        # Key words, no sentence:
        (LIMIT, "{response_a}, exceeds, limit, words, too long"),
        (LIMIT, "{response_a} exceeds"),
        (LIMIT, "{response_a} exceeds limit fifty words constraint violated heavily"),
        # A stem begins a word:
        (TONE, "It is lukewarm and to the point."),
    ],
)
def test_a_denial_another_subject_or_a_list_is_no_evidence(criterion: Criterion, text: str) -> None:
    """The phrase alone is not enough."""
    assert not evidence_met(text, criterion)


def test_the_subject_is_carried_on_until_another_is_named() -> None:
    """A sentence without a name is about what the last name was about."""
    text = "{response_a} has a problem. It is long-winded.\nIt exceeds what the user asked for."
    assert evidence_met(text, LIMIT)
    assert not evidence_met("It exceeds what the user asked for. That is {response_a}.", LIMIT)


CRITERIA = (LIMIT, SOURCE, DOSE)
STRONG = (
    "{response_a} exceeds the fifty words, and its dose is ten times what is safe. "
    "The study that {response_b} names is made up."
)
WEAK = "{response_b} is nicer to read than {response_a}, and I would rather have it."
NEGATED = (
    "{response_a} does not exceed the limit, and its dose is not ten times what is safe. "
    "The study that {response_b} names is not made up."
)
MIDDLE = "The study in {response_b} is invented, which settles it for me."


@pytest.mark.parametrize(
    ("text", "met", "passed"),
    [
        (STRONG, {"over-limit", "invented-source", "dose"}, True),
        (WEAK, set(), False),
        (NEGATED, set(), False),
        (MIDDLE, {"invented-source"}, False),
        (stuffed(CRITERIA), set(), False),
    ],
    ids=["strong", "weak", "negated", "middle", "stuffed"],
)
def test_only_the_strong_justification_passes(text: str, met: set[str], passed: bool) -> None:
    """Weak, keyword-stuffed and negated ones meet nothing; a middle one something."""
    marks = read_marks(text, CRITERIA)
    assert [mark.id for mark in marks] == ["over-limit", "invented-source", "dose"]
    assert {mark.id for mark in marks if mark.met} == met
    assert passes(marks, CRITERIA) is passed


def test_the_keyword_list_holds_every_phrase_and_every_response() -> None:
    """The worst that can be strung together is what the evidence must withstand."""
    text = stuffed(CRITERIA)
    assert all(phrase in text for criterion in CRITERIA for phrase in criterion.evidence)
    assert "{response_a}" in text
    assert "{response_b}" in text


def _marks(*met: str) -> list[Mark]:
    return [Mark(id=criterion.id, met=criterion.id in met) for criterion in CRITERIA]


@pytest.mark.parametrize(
    ("met", "share", "passed"),
    [
        # Weights 2, 1 and 1 of 4; over-limit is a must-have.
        ((), 0.0, False),
        (("over-limit",), 0.5, True),
        (("invented-source", "dose"), 0.5, False),
        (("over-limit", "dose"), 0.75, True),
        (("over-limit", "invented-source", "dose"), 1.0, True),
    ],
)
def test_must_haves_and_half_of_the_weight_pass(
    met: tuple[str, ...], share: float, passed: bool
) -> None:
    """The share is weighted; without its must-have an answer never passes."""
    assert share_met(_marks(*met), CRITERIA) == share
    assert passes(_marks(*met), CRITERIA) is passed


def test_half_of_the_weight_is_needed_beside_the_must_haves() -> None:
    """A must-have of little weight does not carry the answer: 1 of 4 is too little."""
    criteria = (LIMIT.model_copy(update={"weight": 1}), SOURCE, DOSE, TONE)
    assert not passes([Mark(id="over-limit", met=True)], criteria)
    assert passes([Mark(id="over-limit", met=True), Mark(id="tone", met=True)], criteria)


def test_without_criteria_there_is_no_share() -> None:
    """Nothing asked, nothing met."""
    assert share_met([], ()) == 0.0
    assert share_met([Mark(id="stray", met=True)], CRITERIA) == 0.0


TOTAL = Criterion(
    id="total", says="The total is 222.", evidence=("222",), unless=("252 in all", "owe 252")
)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("You still owe 222 of it, as the letter says.", True),
        ("You still owe 222 of it, as the letter says. In the table it is: owe 252", False),
        ("You still owe 222 of it. You do not owe 252.", True),
        ("You owe 252 in all.", False),
    ],
)
def test_what_takes_a_criterion_back_counts_anywhere_but_in_a_denial(text: str, met: bool) -> None:
    """Right in one place and wrong in another is not right."""
    assert evidence_met(text, TOTAL) is met
