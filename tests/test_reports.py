"""The report on a learner's progress, on a bank made here and stores in memory."""

from __future__ import annotations

import doctest
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.agreement import METRICS, Agreement, agreement, judged
from grader.bank import Bank
from grader.bank.guideline import Guideline
from grader.items import Gold, Item, Source, Tempting
from grader.metrics import bootstrap_interval, is_undefined, wilson_interval
from grader.reports import Progress, estimates, progress, progress_text
from grader.reports.confidence import gap_in_words
from grader.reports.counted import Counted, count
from grader.reports.estimates import (
    Ratio,
    chance_calibration_error,
    median_interval,
    mid_p,
    ratio_interval,
)
from grader.reports.findings import most_confused
from grader.reports.running import lower_bound, running, session_starts, so_far
from grader.reports.wording import percent, share
from grader.skills import SKILLS, skill
from grader.store import Attempt, Event, Store, open_store
from tests.support import SKILL, write_bank

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DECLARED = skill(SKILL)
NAMES = ("response_a", "response_b", "response_c")
ORDERS = [[[name] for name in order] for order in permutations(NAMES)]
AXES = ["safety", "accuracy", "instructions", "helpfulness", "completeness", "tone"]
BAITS = ["LONG", "STYLE", "SYC", "RULE"]
CONCEPTS = ["decisive-error", "false-premise", "scope-creep", "near-tie", "missed-part"]
SETS = {"practice": 150, "check-a": 60, "check-b": 60, "reserve": 10}


def made_bank(sets: Mapping[str, int] = SETS, tiers: Mapping[str, str] | None = None) -> Bank:
    """Return a bank whose gold is always A, B, C and, in turn, each axis."""
    groups: dict[str, tuple[Item, ...]] = {}
    golds = {}
    number = 0
    for name, size in sets.items():
        items = []
        for _ in range(size):
            item = Item(
                id=f"{name}-{number}",
                difficulty=1,
                domain="toys",
                concepts=(CONCEPTS[number % len(CONCEPTS)],),
                bait=BAITS[number % len(BAITS)],
                source=Source(kind="authored", licence="CC-BY-4.0"),
                content={"prompt": f"Question {number}?", **dict.fromkeys(NAMES, "An answer.")},
            )
            tier: Any = (tiers or {}).get(item.id, "model-agreed")
            golds[item.id] = Gold(
                id=item.id,
                tier=tier,
                gold={"order": ORDERS[0], "axis": AXES[number % len(AXES)], "near_tie": False},
                rationale="Because the first is what was asked for, and the last is not at all.",
                tempting=(Tempting(value={"order": ORDERS[5]}, why_wrong="It is backwards."),),
            )
            items.append(item)
            number += 1
        groups[name] = tuple(items)
    guideline = Guideline(SKILL, "Ranking", "9.9", {}, {}, "")
    return Bank(DECLARED, groups, golds, guideline)


BANK = made_bank()


class History:
    """Hands in judgments of a learner called ann, one a minute."""

    def __init__(self, bank: Bank = BANK) -> None:
        self.bank = bank
        self.store: Store = open_store("sqlite://")
        self.sent = 0
        self._waiting: list[Attempt] = []

    def judge(self, item_id: str, *, order: Any = None, **changes: Any) -> Attempt:
        """Hand in one judgment; right unless another order is given."""
        self.sent += 1
        gold = self.bank.golds[item_id].gold
        values = {"order": order or ORDERS[0], "axis": gold["axis"], "near_tie": False}
        held_out = self.bank.set_of(item_id) != "practice"
        fields: dict[str, Any] = {
            "id": str(UUID(int=self.sent)),
            "learner": "ann",
            "session": "one",
            "skill": SKILL,
            "item_id": item_id,
            "item_hash": self.bank.item(item_id).hash,
            "values": values | changes.pop("values", {}),
            "confidence": 80,
            "seconds": 60.0,
            "hints": 0,
            "mode": "check" if held_out else "practice",
            "shown_order": NAMES,
            # Not the name of a set, so that no test has to answer all of a check.
            "exercise": f"{SKILL}/{'form-1' if held_out else 'practice'}",
            "guideline": "9.9",
            "at": NOON + timedelta(minutes=self.sent),
        }
        attempt = Attempt(**(fields | changes))
        self._waiting.append(attempt)
        return attempt

    def say(self, kind: Any, item_id: str, attempt: Attempt | None = None, at: int = 0) -> None:
        """Keep an event."""
        self.sent += 1
        self.store.add_event(
            Event(
                id=str(UUID(int=self.sent)),
                learner="ann",
                session="one",
                item_id=item_id,
                skill=SKILL,
                attempt=attempt.id if attempt else None,
                kind=kind,
                at=NOON + timedelta(minutes=at or self.sent),
            )
        )

    def report(self) -> Progress:
        return progress("ann", self.bank, self._kept())

    def counted(self) -> Counted:
        return count("ann", self.bank, self._kept())

    def _kept(self) -> Store:
        self.store.add_attempts(self._waiting)
        self._waiting = []
        return self.store


def ids(name: str, many: int) -> list[str]:
    return [item.id for item in BANK.items(name)][:many]


def simulated(practice: int, held_out: int, *, right: float, seed: int = 1) -> History:
    """Return the history of somebody who is right at a rate, and says 80 % most of the time."""
    generator = random.Random(seed)
    history = History()
    for place, item_id in enumerate(ids("practice", practice) + _held_out(held_out)):
        is_right = generator.random() < right
        axis = BANK.golds[item_id].gold["axis"]
        history.judge(
            item_id,
            order=ORDERS[0] if is_right else generator.choice(ORDERS[1:]),
            values={"axis": axis if generator.random() < 0.7 else generator.choice(AXES)},
            confidence=generator.choice([55, 70, 80, 80, 95]),
            seconds=round(generator.lognormvariate(4.2, 0.6), 1),
            session=f"s{place // 12}",
        )
    return history


def _held_out(many: int) -> list[str]:
    return (ids("check-a", 60) + ids("check-b", 60))[:many]


def section(report: Progress, title: str) -> str:
    """Return one section of a report as one line of text."""
    (found,) = [each for each in report.sections if each.title.startswith(title)]
    rows = [" ".join(row) for row in found.table.rows] if found.table else []
    return " ".join([*found.says, *rows, *found.after])


def paragraphs(report: Progress) -> Iterator[str]:
    """Yield every sentence group and every table row: what is read as one."""
    for each in report.sections:
        yield from each.says
        yield from each.after
        for row in each.table.rows if each.table else ():
            yield " ".join(row)


SIZES = [(1, 0), (8, 0), (0, 8), (45, 0), (5, 45), (40, 110), (0, 120)]


@pytest.mark.parametrize("right", [0.0, 0.7, 1.0])
@pytest.mark.parametrize(("practice", "held_out"), SIZES)
def test_a_report_is_said_in_full_for_few_and_many_items(
    practice: int, held_out: int, right: float
) -> None:
    """Whatever was judged, all parts are there, nothing reads "nan", every share is one."""
    report = simulated(practice, held_out, right=right).report()
    titles = [each.title for each in report.sections]
    assert titles[:3] == ["Agreement with gold so far", "Against the target", "Agreement over time"]
    assert titles[-1] == "What the gold rests on"
    sound(report)


FIXED = ("The target:", "Most of these compare", *(figure.value for figure in DECLARED.figures))
"""What holds a percentage that is no estimate of this learner's."""

WITH_N = re.compile(r"\bn \d|\d of \d|after \d|^(Held-out|Practice) \d")
"""How n is said: as such, "of", in the table's column, or as the place on the way."""


def sound(report: Progress) -> None:
    """Check what holds for every report."""
    text = repr(report)
    assert not re.search(r"\bnan\b|\binf\b|None", text)
    for said in paragraphs(report):
        for found in re.findall(r"(-?[\d.]+) %", said):
            assert 0 <= float(found) <= 100, said
        assert "%" not in said or said.startswith(FIXED) or WITH_N.search(said), said
    for word in ("good", "bad", "weak", "poor", "rater"):
        assert not re.search(rf"\b{word}\b", text, re.IGNORECASE)


def test_a_new_learner_is_told_where_to_begin() -> None:
    """Without any judgment there is a kind sentence and what to do, no number and no chart."""
    report = History().report()
    text = repr(report)
    assert "that is where everybody starts" in text
    assert DECLARED.lesson in text
    assert "%" not in text
    page = report._repr_html_()
    assert "<svg" not in page
    assert "<figure" not in page


def test_only_held_out_items_are_held_against_the_target() -> None:
    """Practice items, however many are right, leave the target "not known yet"."""
    report = simulated(150, 0, right=1.0).report()
    said = section(report, "Against the target")
    assert "Not known yet: 0 held-out items so far. 100 more held-out items needed" in said
    assert "Held-out: none yet" in section(report, "Agreement with gold so far")


@pytest.mark.parametrize(
    ("held_out", "said"),
    [
        (39, "Not known yet: 39 held-out items so far. 61 more"),
        (40, "That is a first reading, not a claim: 60 more held-out items needed"),
        (99, "That is a first reading, not a claim: 1 more held-out item needed"),
        (100, "That reaches the target, and the lower bound is"),
    ],
)
def test_what_is_claimed_depends_on_the_number_of_held_out_items(held_out: int, said: str) -> None:
    """Nothing below 40 held-out items, no claim below 100."""
    report = simulated(0, held_out, right=1.0).report()
    assert said in section(report, "Against the target")


def test_the_target_needs_the_estimate_and_the_lower_bound() -> None:
    """An estimate at the target whose lower bound is below the floor is not settled."""
    history = History()
    for place, item_id in enumerate(_held_out(100)):
        # 76 % of pairs, all or nothing on an item, so that the interval is wide.
        history.judge(item_id, order=ORDERS[0] if place < 76 else ORDERS[5])
    said = section(history.report(), "Against the target")
    bound = lower_bound("pairwise agreement", history.counted().held_out)
    # By the normal distribution: 0.76 - 1.2816 * sqrt(0.76 * 0.24 / 100) = 0.705.
    assert bound == pytest.approx(0.705, abs=0.008)
    assert "On 100 held-out items the agreement is 76.0 %" in said
    assert "which reaches the floor" in said
    history = History()
    for place, item_id in enumerate(_held_out(100)):
        history.judge(item_id, order=ORDERS[0] if place < 74 else ORDERS[5])
    assert "That is below the target" in section(history.report(), "Against the target")


def test_a_reached_target_says_how_its_gold_was_reviewed() -> None:
    """No claim without the review of the gold that it rests on."""
    said = section(simulated(0, 110, right=1.0).report(), "Against the target")
    assert "Gold of these items: 110 items: independent blind readings by language models" in said


def test_a_bank_without_enough_held_out_items_says_so() -> None:
    """A claim that no amount of care can reach is not held out as a hope."""
    bank = made_bank({"practice": 3, "check-a": 8, "check-b": 8})
    history = History(bank)
    history.judge("practice-0")
    said = section(history.report(), "Against the target")
    assert "At present this skill has 16 held-out items in all" in said


def test_published_figures_come_with_value_and_source() -> None:
    """Every published figure of the skill is there, with what was measured, by whom and when."""
    said = section(simulated(1, 0, right=1.0).report(), "Against the target")
    for figure in DECLARED.figures:
        assert figure.value in said
        assert figure.says in said
        assert figure.source in said


def test_the_agreement_is_that_of_the_metric() -> None:
    """The numbers of the table are those of `grader.agreement`."""
    history = simulated(45, 0, right=0.6)
    found = agreement("pairwise agreement", history.counted().practice).estimate
    said = section(history.report(), "Agreement with gold so far")
    low, high = f"{100 * found.low:.0f}", f"{100 * found.high:.0f} %"
    assert f"Practice 45 {100 * found.value:.0f} % {low} to {high}" in said
    assert "135 pairs compared on 45 items" in said


def test_all_right_still_has_an_interval() -> None:
    """Where no pair differs the interval counts items: 45 of 45 is 92 to 100 %."""
    said = section(simulated(45, 0, right=1.0).report(), "Agreement with gold so far")
    assert "Practice 45 100 % 92 to 100 %" in said
    assert "as all agree, the interval counts items" in said


def test_everything_tied_is_undefined_with_its_reason() -> None:
    """No pair in order gives no agreement, and the report says why."""
    history = History()
    for item_id in ids("practice", 12):
        history.judge(item_id, order=[list(NAMES)])
    report = history.report()
    assert "not defined" in section(report, "Agreement with gold so far")
    assert "no pair was put in order by both" in section(report, "Agreement with gold so far")
    sound(report)
    assert "<svg" in report._repr_html_()


# What counts


def test_mistakes_solutions_repeats_and_contested_items_are_left_out_and_counted() -> None:
    """Every judgment is either counted or left out for one reason that is said."""
    bank = made_bank(tiers={"practice-3": "contested"})
    history = History(bank)
    slip = history.judge("practice-0")
    history.judge("practice-0")  # after a mistake its gold has been seen
    history.say("solution", "practice-1", at=1)
    history.judge("practice-1")
    history.judge("practice-2")
    history.judge("practice-2", order=ORDERS[5])
    history.judge("practice-3")
    history.judge("practice-4", item_hash="sha256:other")
    history.judge("practice-5")
    history.say("mistake", "practice-0", slip)
    history.say("contest", "practice-5")
    found = history.counted()
    assert [record.item.id for record in found.all] == ["practice-2", "practice-5"]
    assert found.left_out == {"mistake": 1, "again": 2, "seen": 1, "contested": 1, "changed": 1}
    said = section(history.report(), "Left out")
    assert "8 judgments handed in, 2 counted, 6 left out." in said
    assert "1 judgment handed in by mistake." in said
    assert "2 judgments judged again after the first time." in said
    assert "You contested the gold of 1 item." in said


def test_a_variant_of_an_item_is_no_second_piece_of_evidence() -> None:
    """Of two items that show the same under another rule, the first judged counts."""
    bank = made_bank({"practice": 2})
    first, second = bank.items("practice")
    twin = second.model_copy(update={"variant_of": first.id})
    history = History(Bank(bank.skill, {"practice": (first, twin)}, bank.golds, bank.guideline))
    history.judge(twin.id)
    history.judge(first.id)
    assert [record.item.id for record in history.counted().all] == [twin.id]
    assert history.counted().left_out == {"twin": 1}


def test_an_unfinished_check_shows_nothing() -> None:
    """Until its last item is answered a check tells nothing, so that no gold can be guessed."""
    bank = made_bank({"practice": 1, "check-a": 2})
    key = f"{SKILL}/check-a"
    histories = []
    for order in (ORDERS[0], ORDERS[5]):
        history = History(bank)
        history.judge("practice-0")
        history.judge("check-a-1", order=order, exercise=key)
        histories.append(history)
    assert repr(histories[0].report()) == repr(histories[1].report())
    assert "The check a has 1 of 2 items answered." in section(histories[0].report(), "Left out")
    histories[0].judge("check-a-2", exercise=key)
    assert len(histories[0].counted().held_out) == 2


def test_a_held_out_item_judged_with_help_counts_as_practice() -> None:
    """Held out means: not from the practice set, in a check or mock, and without hints."""
    history = History()
    one, two, three, four = ids("check-a", 4)
    history.judge(one)
    history.judge(two, hints=1)
    history.judge(three, mode="practice")
    history.judge(four, mode="mock")
    history.judge("practice-0", mode="check", exercise=f"{SKILL}/form-1")
    found = history.counted()
    assert [record.item.id for record in found.held_out] == [one, four]
    assert len(found.practice) == 3


def test_a_learner_whose_judgments_all_are_left_out_is_told_so() -> None:
    """Judgments that count nowhere give no numbers, but are not passed over."""
    history = History()
    slip = history.judge("practice-0")
    history.say("mistake", "practice-0", slip)
    text = repr(history.report())
    assert "1 judgment handed in, and none of them counts yet." in text
    assert "1 judgment handed in by mistake." in text


# Over time


def test_the_running_agreement_is_that_of_the_first_items() -> None:
    """Each point is the metric over the items up to there; some have the bootstrap's interval."""
    records = simulated(45, 0, right=0.6).counted().practice
    last = so_far("pairwise agreement", records).estimate
    points = running("pairwise agreement", records, last)
    assert [point.n for point in points] == list(range(1, 46))
    for n in (1, 7, 23, 45):
        expected = agreement("pairwise agreement", records[:n]).estimate
        assert points[n - 1].value == pytest.approx(expected.value)
    expected = agreement("pairwise agreement", records[:28]).estimate
    drawn = next(point for point in points[27:] if not is_undefined(point.low))
    assert drawn.low == pytest.approx(expected.low, abs=0.03)
    assert points[-1] == last
    assert is_undefined(points[8].low)


def test_any_metric_can_be_shown_over_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A metric that is no ratio of sums is asked at a few places, the last included."""

    def share_right(records: Sequence[Any]) -> Agreement:
        estimate = wilson_interval(sum(r.score.right for r in records), len(records))
        return Agreement("share", estimate, "")

    monkeypatch.setitem(METRICS, "share", share_right)
    records = simulated(45, 0, right=0.6).counted().practice
    points = running("share", records, so_far("share", records).estimate)
    assert len(points) == 8
    assert [points[0].n, points[-1].n] == [1, 45]
    assert points[-1] == share_right(records).estimate
    assert lower_bound("share", records) == points[-1].low


def test_every_skill_has_a_metric_that_is_known() -> None:
    """The report can be made for every skill."""
    assert {declared.target.metric for declared in SKILLS} <= METRICS.keys()


def test_sessions_are_marked_where_they_begin() -> None:
    """A session begins at the first item, and wherever another one follows."""
    history = History()
    for item_id, session in zip(ids("practice", 5), "aabba", strict=True):
        history.judge(item_id, session=session)
    assert session_starts(history.counted().practice) == [1, 3, 5]


# Estimates


def test_the_fast_bootstrap_is_the_plain_one() -> None:
    """Drawing counts of equal items gives the interval that drawing items gives."""
    items = [Ratio(part, 3) for part in [3] * 20 + [2] * 8 + [0] * 4]
    plain = bootstrap_interval(items, lambda drawn: sum(d.part for d in drawn) / (3 * len(drawn)))
    fast = ratio_interval(items)
    assert fast.value == pytest.approx(76 / 96)  # (20 * 3 + 8 * 2) of 32 * 3
    assert (fast.low, fast.high) == pytest.approx((plain.low, plain.high), abs=0.015)


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([], "no items"),
        ([Ratio(0, 0)], "nothing to compare"),
        ([Ratio(1, 3)], "fewer than two items"),
        ([Ratio(1, 3)] * 5, "all resamples of the 5 items are the same"),
        ([Ratio(1, 2), *[Ratio(0, 0)] * 9], None),
    ],
)
def test_an_interval_that_cannot_be_trusted_has_a_reason(
    items: list[Ratio], reason: str | None
) -> None:
    """The bootstrap's flaws are named, never shown as certainty."""
    found = ratio_interval(items)
    assert is_undefined(found.low)
    assert reason is None or found.low.reason == reason


def test_the_median_has_an_interval_from_six_values_on() -> None:
    """With 10 values it is the 2nd to the 9th: 2 * (1 + 10) / 1024 = 2.1 % lie outside."""
    found = median_interval([5, 3, 8, 1, 9, 2, 7, 10, 4, 6])
    assert (found.value, found.low, found.high) == (5.5, 2, 9)
    assert is_undefined(median_interval([1, 2, 3, 4, 5]).low)
    assert is_undefined(median_interval([]).value)
    assert not is_undefined(median_interval(list(range(2000))).low)


def test_the_chance_band_of_the_calibration_error_narrows_with_n() -> None:
    """With one item that is right half the time, the error is 0.5 however it comes out."""
    assert chance_calibration_error([50]) == (0.5, 0.5)
    few, many = chance_calibration_error([80] * 20), chance_calibration_error([80] * 500)
    assert many.high < few.high
    # The gap of a normal share: 2.24 * sqrt(0.8 * 0.2 / 500) = 0.040 at 97.5 in 100.
    assert many.high == pytest.approx(0.040, abs=0.005)


def test_the_example_of_the_median_holds() -> None:
    """The docstring's example is true."""
    assert doctest.testmod(estimates).attempted > 0
    assert doctest.testmod(estimates).failed == 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0 %"),
        (0.625, "63 %"),
        (0.996, "99.6 %"),
        (0.9999, "over 99.9 %"),
        (0.0001, "under 0.1 %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(value: float, said: str) -> None:
    """Halves go up; 100 % means all."""
    assert percent(value) == said


def test_a_share_says_its_interval_and_n() -> None:
    """16 of 20 has Wilson's interval 58 to 92 %."""
    assert share(wilson_interval(16, 20)) == "80 % (95 % interval 58 to 92 %, n 20)"
    assert share(wilson_interval(0, 0)) == "not defined: no items (n 0)"


# Findings


def test_confidence_is_called_surer_than_right_only_where_the_interval_says_so() -> None:
    """12 of 20 at 80 % is clear; 14 of 20 is not, and the report says how many more would tell."""
    clear = gap_in_words([0.8] * 20, [True] * 12 + [False] * 8)
    assert clear == (
        "When you said 80 %, 12 of 20 were right (60 %, 95 % interval 39 to 78 %): "
        "surer than right."
    )
    unclear = gap_in_words([0.8] * 20, [True] * 14 + [False] * 6)
    assert "too few to say whether the two differ" in unclear
    # Wilson's half width at 70 % is 10 points from n = 78 on: 58 more.
    assert "About 58 more items would tell" in unclear
    assert "more often right than you said" in gap_in_words([0.5] * 30, [True] * 25 + [False] * 5)
    assert "close together" in gap_in_words([0.8] * 20, [True] * 16 + [False] * 4)


def test_one_range_of_several_must_stand_out_further() -> None:
    """With two ranges, 12 of 20 at 80 % is no longer clear: 0.042 is more than 0.05 / 2."""
    stated, right = [0.8] * 20 + [0.6] * 20, [True] * 12 + [False] * 8 + [True] * 16 + [False] * 4
    assert "close together" in gap_in_words(stated, right)


def test_a_share_near_one_needs_more_than_its_interval() -> None:
    """11 of 14 at 95 % lies outside the interval and is chance in 3 of 100, enough for one range."""
    stated, right = [0.95] * 14, [True] * 11 + [False] * 3
    assert wilson_interval(11, 14).high < 0.95
    assert "surer than right" in gap_in_words(stated, right)
    many = gap_in_words(stated + [0.65] * 20, right + [True] * 14 + [False] * 6)
    assert "surer than right" not in many


@pytest.mark.parametrize(
    ("successes", "n", "at", "chance"),
    [
        (0, 2, 0.5, 0.25),  # 2 * (0 + 1/4 / 2)
        (3, 4, 0.5, 0.375),  # 2 * (1/16 + 4/16 / 2)
        (1, 2, 0.5, 1.0),  # 2 * (1/4 + 2/4 / 2)
        (2, 2, 1.0, 1.0),
        (1, 2, 1.0, 0.0),
    ],
)
def test_the_mid_p_counts_half_of_what_was_seen(
    successes: int, n: int, at: float, chance: float
) -> None:
    """By hand, for a fair coin and for what is certain."""
    assert mid_p(successes, n, at) == pytest.approx(chance)


def test_no_confidence_means_no_claim() -> None:
    """Judgments without a stated confidence are not counted into it."""
    history = History()
    for item_id in ids("practice", 20):
        history.judge(item_id, confidence=None)
    report = history.report()
    assert "0 judgments with a stated confidence: too few to say." in section(report, "Confidence")
    sound(report)


def test_a_confusion_is_named_only_if_it_stands_out() -> None:
    """The most frequent one needs three cases and no equal."""
    assert most_confused({("Tone", "Tone"): 9}) == "No answer differs from gold so far."
    assert "No single" in most_confused({("Tone", "Safety"): 2, ("Tone", "Tone"): 9})
    assert "No single" in most_confused({("Tone", "Safety"): 4, ("Safety", "Tone"): 4})
    said = most_confused({("Tone", "Safety"): 4, ("Tone", "Tone"): 6})
    assert '"Safety" was chosen where gold says "Tone": 4 of 10 items' in said
    assert "40 % (95 % interval 17 to 69 %, n 10)" in said


def test_confusions_are_shown_from_ten_comparisons_on() -> None:
    """Below that the report says how many more it takes."""
    few = section(simulated(8, 0, right=1.0).report(), "Which answers get confused")
    assert few.startswith("8 answers compared with gold: too few to say. 2 more")


def test_baits_with_fewer_than_five_items_are_not_judged() -> None:
    """They stand below the others, with their counts and without a share."""
    history = History()
    longs = [item.id for item in BANK.items("practice") if item.bait == "LONG"][:6]
    for place, item_id in enumerate(longs):
        history.judge(item_id, order=ORDERS[0] if place < 2 else ORDERS[5])
    history.judge(next(item.id for item in BANK.items("practice") if item.bait == "SYC"))
    (found,) = [each for each in history.report().sections if each.title == "Baits"]
    assert found.table is not None
    assert found.table.rows == (
        ("longer looks better", "2 of 6", "33 %", "10 to 70 %"),
        ("agreeing with the user", "1 of 1", "too few to say", ""),
    )


def test_a_bait_that_stands_apart_is_named() -> None:
    """A bait whose widened interval lies below all others' share is named, with their share."""
    history = History()
    for item_id in ids("practice", 80):
        wrong = BANK.item(item_id).bait == "STYLE"
        history.judge(item_id, order=ORDERS[5] if wrong else ORDERS[0])
    said = section(history.report(), "Baits")
    assert 'beyond chance: "polish over truth" with 0 of 20, against 100 % (95 % int' in said
    assert "n 60) on all other items." in said


def test_few_other_items_make_no_bait_stand_apart() -> None:
    """What a bait is held against has an interval too: three items right prove nothing."""
    history = History()
    longs = [item.id for item in BANK.items("practice") if item.bait == "LONG"][:20]
    for place, item_id in enumerate(longs):
        history.judge(item_id, order=ORDERS[place % 2 * 5])
    for item in [item for item in BANK.items("practice") if item.bait == "SYC"][:3]:
        history.judge(item.id)
    assert "No bait stands apart so far" in section(history.report(), "Baits")


def test_a_missed_concept_stays_until_a_later_item_with_it_is_right() -> None:
    """What was right the last time is no longer listed."""
    history = History()
    same = [i.id for i in BANK.items("practice") if i.concepts == ("scope-creep",)][:2]
    history.judge(same[0], order=ORDERS[5])
    said = section(history.report(), "To come back to")
    assert "Doing what was not asked 1 of 1 items" in said
    history.judge(same[1])
    assert "No idea is open" in section(history.report(), "To come back to")


def test_times_are_compared_only_where_both_medians_have_intervals() -> None:
    """Six of each are needed; then a difference is said where the intervals do not meet."""
    history = History()
    for place, item_id in enumerate(ids("practice", 20)):
        slow = place % 2 == 1
        history.judge(
            item_id, order=ORDERS[5 if slow else 0], seconds=100.0 + place if slow else 30.0 + place
        )
    assert "not right took longer" in section(history.report(), "Time")
    few = simulated(6, 0, right=1.0).report()
    assert "Too few to compare: it takes 6 more that are not right." in section(few, "Time")


# The page


class Tags(HTMLParser):
    """Collects ids, links and tags that were not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name in ("href", "src"):
                self.links.append(str(value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_refers_to_nothing_outside_itself() -> None:
    """Charts are inline, with ids of their own, without addresses, dates or raster images."""
    report = simulated(45, 45, right=0.7).report()
    page = report._repr_html_() + report._repr_html_()
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))
    assert all(link.startswith("#") for link in tags.links)
    assert {link[1:] for link in tags.links} <= set(tags.ids)
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(tags.ids)
    assert "://" not in page
    assert "2026" not in page  # the date of every judgment here, and no number else
    assert page.count("<svg role=") == page.count("<figcaption>How to read it") == 2 * 5


def test_what_is_on_the_page_is_also_in_the_text() -> None:
    """Both are made of the same sentences."""
    report = simulated(45, 45, right=0.7).report()
    flat = " ".join(repr(report).split())
    for said in paragraphs(report):
        assert all(word in flat for word in said.split())


def test_the_text_for_the_command_line_reads_bank_and_store(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`progress_text` finds the skill's bank and, when none is given, the learner's own store."""
    root = write_bank(tmp_path / "content")
    monkeypatch.setenv("QUALPREP_DATABASE", str(tmp_path / "answers.sqlite"))
    assert "that is where everybody starts" in progress_text("ann", SKILL, root=root)
    with open_store("sqlite://") as store:
        assert "fresh start" in progress_text("ann", SKILL, store=store, root=root)


steps = st.lists(
    st.fixed_dictionaries(
        {
            "item": st.sampled_from([i for name in SETS for i in ids(name, 12)]),
            "order": st.sampled_from([*ORDERS, [list(NAMES)], [[NAMES[1], NAMES[2]], [NAMES[0]]]]),
            "axis": st.sampled_from(AXES),
            "confidence": st.none() | st.integers(5, 99),
            "seconds": st.just(0.0) | st.floats(0.1, 4000),
            "mode": st.sampled_from(["practice", "check", "mock"]),
            "exercise": st.sampled_from(["practice", "check-a", "form-1"]),
            "session": st.sampled_from("abc"),
            "hints": st.integers(0, 2),
            "then": st.sampled_from(["", "", "", "mistake", "solution", "contest"]),
        }
    ),
    max_size=60,
)


def played(history: History, steps: Sequence[dict[str, Any]]) -> History:
    for step in steps:
        changes = {k: step[k] for k in ("confidence", "seconds", "mode", "session", "hints")}
        attempt = history.judge(
            step["item"],
            order=step["order"],
            values={"axis": step["axis"]},
            exercise=f"{SKILL}/{step['exercise']}",
            **changes,
        )
        if step["then"]:
            history.say(step["then"], step["item"], attempt)
    return history


@given(steps)
@settings(max_examples=40, deadline=None)
def test_any_history_gives_a_sound_report(steps: list[dict[str, Any]]) -> None:
    """Every share lies within 0 to 100 % and has its n; all judgments are accounted for."""
    history = played(History(), steps)
    sound(history.report())
    found = history.counted()
    assert len(found.all) + sum(found.left_out.values()) == found.handed_in == len(steps)
    records = judged(history.store.attempts("ann", include_mistakes=True), BANK)
    assert {r.attempt.id for r in found.all} <= {r.attempt.id for r in records}


@given(steps)
@settings(max_examples=6, deadline=None)
def test_any_history_gives_a_page(steps: list[dict[str, Any]]) -> None:
    """The charts can be drawn, whatever was judged."""
    page = played(History(), steps).report()._repr_html_()
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not re.search(r"\bnan\b", page)
