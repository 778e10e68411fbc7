"""What is said back: about the judgment, with this learner's letters, and with one thing to do next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import JsonValue

from grader.bank import Bank, load_bank
from grader.items import TIERS
from grader.practice import Exercise, Feedback, Sitting
from grader.store import open_store
from tests.practice.conftest import Sit
from tests.support import an_item, bank_of, its_gold

TWO = "made-002"
A, B = ["response_a"], ["response_b"]
RIGHT: dict[str, JsonValue] = {"order": [A, B], "axis": "accuracy", "near_tie": False}
WRONG: dict[str, JsonValue] = {**RIGHT, "order": [B, A]}
TEXT = "I say that the second one is wrong, as everybody can see."


def _feedback(sit: Sit, values: dict[str, JsonValue], confidence: int = 70) -> Feedback:
    sitting = sit((TWO,))
    sitting.hand_in(TWO, {"justification": TEXT} | values, confidence=confidence)
    found = sitting.feedback(TWO)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("values", "verdict", "headline", "step"),
    [
        (RIGHT, "agrees", "agrees on the order, differs on: justification", "compare your other"),
        ({**RIGHT, "axis": "tone"}, "agrees", "agrees on the order, differs on: what decided it", "compare"),
        ({**RIGHT, "axis": "safety"}, "agrees", "agrees on the order", "compare your other"),
        ({**RIGHT, "order": [A + B]}, "close", "close on the order", "find the highlighted words"),
        (WRONG, "differs", "differs on the order", "find the highlighted words"),
        ({**WRONG, "axis": "tone"}, "differs", "differs on the order, with a critical miss", "critical miss"),
    ],
)  # fmt: skip
def test_the_headline_says_where_judgment_and_gold_meet(
    sit: Sit, values: dict[str, JsonValue], verdict: str, headline: str, step: str
) -> None:
    """Agreement on the verdict, and what differs beside it; then one thing to do."""
    found = _feedback(sit, values)
    assert found.verdict == verdict
    assert found.headline.startswith(headline)
    assert step in found.next_step


def test_everything_is_said_with_this_learners_letters(sit: Sit) -> None:
    """Rows, reasons, criteria, tempting judgments: no reference and no bare id is left."""
    seen = set()
    for learner in ("ann", "ben", "cem", "dee"):
        sitting = sit((TWO,), learner=learner)
        sitting.hand_in(TWO, {"justification": TEXT} | WRONG, confidence=70)
        found = sitting.feedback(TWO)
        assert found is not None
        best, worst = (sitting.names(TWO).name(part) for part in ("response_a", "response_b"))
        seen.add(best)
        row = found.rows[0]
        assert (row.own, row.gold) == (f"{worst} > {best}", f"{best} > {worst}")
        assert found.why.startswith(f"zqrationale002: {worst} is wrong")
        assert found.tempting[0].judgment == f"{worst} > {best}"
        assert found.criteria[0].says == f"zqsays002: {worst} is wrong where it matters."
        assert found.exemplar.startswith(f"zqexemplar002: {worst} is wrong")
        assert not re.search(r"\{|response_", str(found))
    assert seen == {"Response A", "Response B"}


def test_a_tempting_judgment_is_explained_to_everybody_and_marked_for_who_gave_it(
    sit: Sit,
) -> None:
    """An explanation for right answers as well as wrong ones."""
    assert [one.given for one in _feedback(sit, WRONG).tempting] == [True]
    other = sit((TWO,), learner="ben")
    other.hand_in(TWO, {"justification": TEXT} | RIGHT, confidence=70)
    found = other.feedback(TWO)
    assert found is not None
    assert [one.given for one in found.tempting] == [False]
    assert found.why
    assert [clause.number for clause in found.clauses] == ["2.1"]


def test_evidence_is_marked_where_it_stands(sit: Sit) -> None:
    """In the visible text of its part."""
    found = _feedback(sit, RIGHT)
    item = an_item(2)
    text = str(item.content["response_b"])
    ((span,),) = found.marks.values()
    assert text[span.start : span.end] == "wordb2"


def test_how_sure_one_was_stands_beside_how_it_went(sit: Sit) -> None:
    """And the tier of the gold, in words."""
    found = _feedback(sit, RIGHT, confidence=55)
    assert "you were 55 % sure" in found.facts
    assert found.next_step == (
        "Next: the same care again. It was right, and surer than you gave it credit for."
    )
    assert found.tier == TIERS["settled"]
    # order, axis and near-tie agree (5 of 6.5); of two criteria the text meets none.
    assert found.facts[0] == "score 0.77"


def test_other_values_that_earn_full_credit_are_named(sit: Sit) -> None:
    """Beside the gold that the judgment was compared with."""
    item = an_item(2)
    gold = its_gold(item, also_accept=[{"axis": "tone"}, {"order": [A + B]}])
    sitting = sit((TWO,), of=bank_of(item, golds=[gold]))
    sitting.hand_in(TWO, {"justification": TEXT} | RIGHT, confidence=70)
    found = sitting.feedback(TWO)
    assert found is not None
    assert found.rows[1].accepted == ("Tone",)
    assert re.fullmatch(r"Response [AB] = Response [AB]", found.rows[0].accepted[0])
    assert "also accepted: Tone" in str(found)


def test_the_learner_is_never_praised_or_blamed(sit: Sit) -> None:
    """It is about the judgment."""
    for values in (RIGHT, WRONG):
        said = str(_feedback(sit, values))
        assert not re.search(r"(?i)\b(well done|great|good job|sorry|unfortunately|bad)\b", said)


def test_a_temptation_is_told_as_far_as_it_was_asked(tmp_path: Path) -> None:
    """Where only the order is asked, no word is said of the axis that a foreseen judgment named."""
    bank = load_bank("response-ranking")
    gold = bank.gold("rank-004")
    assert any("axis" in tempting.value for tempting in gold.tempting)
    told = {}
    for name, ask in (("short", ("order",)), ("long", ("order", "axis"))):
        with open_store(tmp_path / f"{name}.sqlite") as store:
            spec = Exercise(key="response-ranking/test", title="T", items=("rank-004",), ask=ask)
            sitting = Sitting(spec, bank, store, "ann")
            values = {name: gold.gold[name] for name in ask}
            assert sitting.hand_in("rank-004", values, confidence=80).saved
            feedback = sitting.feedback("rank-004")
            assert feedback is not None
            told[name] = [tempting.judgment for tempting in feedback.tempting]
    assert not any("What decided it" in judgment for judgment in told["short"])
    assert any(re.search(r"\(What decided it: \w+", judgment) for judgment in told["long"])


def test_an_item_and_its_twin_are_one_piece_of_evidence(tmp_path: Path) -> None:
    """The same page judged again under a changed rule adds nothing to "this bait: n of m"."""
    bank = load_bank("response-ranking")
    twin = next(item for item in bank.items("practice") if item.variant_of)
    assert twin.variant_of is not None
    first = bank.item(twin.variant_of)
    same_bait = Bank(
        bank.skill,
        {"practice": (first, twin.model_copy(update={"bait": first.bait}))},
        bank.golds,
        bank.guideline,
    )
    with open_store(tmp_path / "answers.sqlite") as store:
        spec = Exercise(
            key="response-ranking/test", title="T", items=(first.id, twin.id), ask=("order",)
        )
        sitting = Sitting(spec, same_bait, store, "ann")
        for item in (first, twin):
            values = {"order": bank.gold(item.id).gold["order"]}
            assert sitting.hand_in(item.id, values, confidence=80).saved
        feedback = sitting.feedback(twin.id)
    assert feedback is not None
    assert "1 of 1 right so far" in " ".join(feedback.facts)
