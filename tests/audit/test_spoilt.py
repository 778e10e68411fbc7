"""One flaw put into a sound bank a row, and the measures that must be short because of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest

from grader.audit import Measure, audit_banks
from grader.bank import Bank
from grader.items import Gold, Item
from tests.audit.made import Made, Spoil, a_bank, best_of, prose, with_content
from tests.support import SKILL


def measures(bank: Bank, *others: Bank) -> dict[str, Measure]:
    found = audit_banks([bank, *others], SKILL).skills[SKILL]
    assert len({measure.name for measure in found}) == len(found)
    return {measure.name: measure for measure in found}


def short(bank: Bank) -> set[str]:
    return {name for name, measure in measures(bank).items() if measure.verdict == "short"}


def at(one: Made) -> int:
    return int(str(one.item["id"]).rpartition("-")[2])


def in_set(one: Made, name: str) -> bool:
    return str(one.item["id"]).startswith(name)


def set_item(**changes: object) -> Spoil:
    return lambda one: Made({**one.item, **changes}, one.gold)


def set_gold(**changes: object) -> Spoil:
    return lambda one: Made(one.item, {**one.gold, **changes})


def set_values(**changes: object) -> Spoil:
    def spoil(one: Made) -> Made:
        values = one.gold["gold"]
        assert isinstance(values, dict)
        return Made(one.item, {**one.gold, "gold": {**values, **changes}})

    return spoil


def only(where: Callable[[Made], bool], spoil: Spoil) -> Spoil:
    return lambda one: spoil(one) if where(one) else one


def only_id(item_id: str, spoil: Spoil) -> Spoil:
    return only(lambda one: one.item["id"] == item_id, spoil)


def best_is_longer(one: Made) -> Made:
    best = best_of(one)
    return with_content(one, lambda part, text: text + " " + prose(part, 40) * (part == best))


def best_is_shorter(one: Made) -> Made:
    best = best_of(one)
    return with_content(
        one, lambda part, text: " ".join(text.split()[:80]) + "." if part == best else text
    )


def best_is_formatted(one: Made) -> Made:
    best = best_of(one)
    return with_content(one, lambda part, text: f"## Plan\n\n- {text}" if part == best else text)


def best_hedges(one: Made) -> Made:
    best = best_of(one)
    return with_content(one, lambda part, text: text + " Perhaps. Maybe." * (part == best))


def best_repeats_the_prompt(one: Made) -> Made:
    content = one.item["content"]
    assert isinstance(content, dict)
    best, said = best_of(one), str(content["prompt"])
    return with_content(one, lambda part, text: text + " " + said * (part == best))


def order_of_the_file(one: Made) -> Made:
    content = one.item["content"]
    assert isinstance(content, dict)
    parts = [[name] for name in content if name.startswith("response_")]
    return set_values(order=parts)(one)


def first_on_top(one: Made) -> Made:
    """The first is best, and below it the orders take turns."""
    content = one.item["content"]
    assert isinstance(content, dict)
    first, *rest = [[name] for name in content if name.startswith("response_")]
    return set_values(order=[first, *(rest[::-1] if at(one) % 8 < 4 else rest)])(one)


def nothing_small(one: Made) -> Made:
    values = one.gold["gold"]
    assert isinstance(values, dict)
    return set_values(**{**values, "differentiator": "none"})(one) if values["near_tie"] else one


class Flaw(NamedTuple):
    spoil: Spoil
    short: tuple[str, ...]


FLAWS = {
    "the best is longer": Flaw(
        best_is_longer,
        (
            "longest on top, all authored",
            "best less other responses, words in standard deviations",
        ),
    ),
    "the best is shorter": Flaw(
        best_is_shorter,
        (
            "shortest, practice",
            "shortest, all authored",
            "best less other responses, words in standard deviations",
        ),
    ),
    "the file has the right order": Flaw(
        order_of_the_file,
        ("always first, practice", "always first, check-a", "always first, all authored"),
    ),
    "the first is on top": Flaw(first_on_top, ("always first on top, all authored",)),
    "the best is formatted": Flaw(best_is_formatted, ("most formatted, all authored",)),
    "the best hedges": Flaw(best_hedges, ("most hedged, all authored",)),
    "the best is like the prompt": Flaw(
        best_repeats_the_prompt, ("most like the prompt, all authored",)
    ),
    "generated items do not count": Flaw(
        only(
            lambda one: in_set(one, "check-a"),
            set_item(source={"kind": "generated", "licence": "CC0-1.0", "seed": 1}),
        ),
        ("size of check-a",),
    ),
    "one option is never gold": Flaw(nothing_small, ("labels of differentiator never gold",)),
    "no tie": Flaw(order_of_the_file, ("labels of order never gold",)),
    "few domains": Flaw(set_item(domain="Travel"), ("domains",)),
    "no hard item": Flaw(
        only(lambda one: one.item["difficulty"] == 5, set_item(difficulty=4)),
        ("difficulties of 1-5",),
    ),
    "a bait is never practised": Flaw(
        only_id("reserve-03", set_item(bait="POS")), ("baits unknown or never practised",)
    ),
    "an unknown bait": Flaw(set_item(bait="WIDE"), ("baits unknown or never practised",)),
    "a rare concept": Flaw(
        only(lambda one: in_set(one, "practice") and at(one) == 4, set_item(concepts=["near-tie"])),
        ("practice items of the rarest concept",),
    ),
    "a stub of a response": Flaw(
        only_id("reserve-03", lambda one: with_content(one, lambda part, text: text[:90])),
        ("responses outside 60-350 words",),
    ),
    "short responses": Flaw(
        lambda one: with_content(one, lambda part, text: " ".join(text.split()[:100])),
        ("median words of a response",),
    ),
    "a check is harder": Flaw(
        only(lambda one: in_set(one, "check-b") and at(one) == 0, set_item(difficulty=4)),
        ("mean difficulty, check-a less check-b",),
    ),
    "a check has other labels": Flaw(
        only(lambda one: in_set(one, "check-b"), set_values(axis="tone")),
        ("axis: a label, check-a v. check-b",),
    ),
    "a check baits otherwise": Flaw(
        only(lambda one: in_set(one, "check-a"), set_item(bait="LONG")),
        ("a bait, check-a v. check-b",),
    ),
    "long-winded hints": Flaw(
        set_gold(
            hints=[
                "Considering the comparative sophistication of alternative formulations necessitates "
                "investigating representational inconsistencies systematically and comprehensively."
            ]
        ),
        ("reading grade: hints",),
    ),
    "a quote that is not there": Flaw(
        only_id(
            "check-a-03",
            set_gold(rationale='It says "no such words at all", and clause 1.1 forbids that.'),
        ),
        ("quotes that are not in their item",),
    ),
    "evidence that is not there": Flaw(
        only_id("check-a-03", set_gold(evidence=[{"part": "prompt", "quote": "no such words"}])),
        ("quotes that are not in their item",),
    ),
    "nobody read it": Flaw(only_id("reserve-03", set_gold(review=[])), ("tiers that nothing backs",)),
    "settled without a reading": Flaw(
        only_id("reserve-03", set_gold(tier="settled", settled="By clause 1.1.", review=[])),
        ("tiers that nothing backs",),
    ),
    "contested in a check": Flaw(
        only_id("check-a-03", set_gold(tier="contested")), ("tiers that nothing backs",)
    ),
}  # fmt: skip


def test_a_balanced_bank_passes() -> None:
    """Nothing is short, nothing wants an eye; what does not apply says why."""
    found = measures(a_bank())
    assert {m.name: m.verdict for m in found.values() if m.verdict != "ok"} == {
        "the middle": "not applicable",
        "the commonest label": "not applicable",
    }
    assert found["the middle"].detail == "does not play a ranking"


@pytest.mark.parametrize("flaw", FLAWS.values(), ids=FLAWS)
def test_a_flaw_is_short(flaw: Flaw) -> None:
    """The measures made for it see it."""
    assert set(flaw.short) <= short(a_bank(flaw.spoil))


def test_a_detail_names_the_items_that_drive_it() -> None:
    """An author knows where to go."""
    found = measures(a_bank(FLAWS["nobody read it"].spoil))
    assert "reserve-03" in found["tiers that nothing backs"].detail
    found = measures(a_bank(FLAWS["a stub of a response"].spoil))
    assert "reserve-03 response_b" in found["responses outside 60-350 words"].detail


def test_the_warm_up_may_be_a_toy() -> None:
    """The first practice item, and no other."""

    def toy(one: Made) -> Made:
        return with_content(one, lambda part, text: text[:90])

    name = "responses outside 60-350 words"
    assert measures(a_bank(only_id("practice-00", toy)))[name].verdict == "ok"
    assert measures(a_bank(only_id("practice-01", toy)))[name].figure == 3


def test_a_skill_without_items_is_short_and_nothing_else() -> None:
    """What cannot be measured does not apply; no division by nothing."""
    empty = replace(a_bank(), sets=dict.fromkeys(a_bank().sets, ()), golds={})
    assert measures(empty)["size of practice"].figure == 0
    assert measures(empty)["check-a less check-b"].verdict == "not applicable"


def test_an_item_without_gold_is_counted() -> None:
    """The rest is still measured."""
    bank = a_bank()
    golds: dict[str, Gold] = dict(bank.golds)
    del golds["check-a-00"]
    found = measures(replace(bank, golds=golds))
    assert found["items without gold"].detail == "check-a-00"
    assert found["size of check-a"].figure == 7


def copy(item: Item, name: str, **changes: object) -> Item:
    return item.model_copy(update={"id": name, **changes})


def with_items(bank: Bank, set_name: str, *items: Item) -> Bank:
    sets = {**bank.sets, set_name: (*bank.sets[set_name], *items)}
    return replace(bank, sets=sets)


def test_a_copy_within_practice_is_found_unless_it_is_a_variant() -> None:
    """A changed rule may show an item again, in practice only."""
    bank, name = a_bank(), "pairs of items above 0.8 alike"
    first = bank.sets["practice"][0]
    found = measures(with_items(bank, "practice", copy(first, "twin")))
    assert found[name].verdict == "short"
    assert found[name].detail == "practice-00 ~ twin 1.00"
    again = copy(first, "again", variant_of=first.id)
    third = copy(first, "third", variant_of=first.id)
    assert measures(with_items(bank, "practice", again, third))[name].verdict == "ok"
    assert measures(with_items(bank, "check-a", again))[name].verdict == "short"
    assert measures(with_items(bank, "reserve", again))[name].verdict == "short"


def test_practice_and_reserve_share_no_prompt_and_no_response() -> None:
    """One part used again hardly shows in the whole, and would still give the answer away."""
    bank, name = a_bank(), "practice and reserve above 0.5 alike"
    first, last = bank.sets["practice"][0], bank.sets["reserve"][-1]
    prompt = {**last.content, "prompt": first.content["prompt"]}
    found = measures(with_items(bank, "reserve", copy(last, "leak", content=prompt)))
    assert found[name].detail == "practice-00 prompt ~ leak prompt 1.00"


def test_a_copy_in_another_skill_is_found() -> None:
    """From either side."""
    bank = a_bank()
    other = bank.skill.model_copy(update={"slug": "response-rating"})
    first = bank.sets["practice"][0]
    sets = {"practice": (copy(first, "rate-001"),), "check-a": (), "check-b": (), "reserve": ()}
    found = audit_banks([bank, Bank(other, sets, {}, bank.guideline)])
    for slug in (SKILL, "response-rating"):
        row = next(m for m in found.skills[slug] if m.name == "pairs of items above 0.8 alike")
        assert row.detail == "practice-00 ~ rate-001 1.00"
