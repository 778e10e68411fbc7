"""Items from runs: gold is what replay of the page gives, and what was planted is found again."""

from __future__ import annotations

import copy
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.bank.lint import LONGEST_FILE, lint
from grader.errors import UnknownNameError
from grader.generators import Made, maker
from grader.generators.agent_trajectory import judgment, make_item
from grader.generators.agents.calls import parse
from grader.generators.agents.families import FAMILIES
from grader.generators.agents.making import LONGEST, SHORTEST, make_run
from grader.generators.agents.material import material
from grader.generators.agents.run import replay
from grader.generators.agents.verdict import judge
from grader.generators.writing import write_bank
from grader.items import BAITS, Gold, Item
from grader.settings import content_root
from grader.skills.agent_trajectory import SKILL

EVENTS = [(name, event) for name, family in FAMILIES.items() for event in family.events]
WORST = ("not_met", "partly", "met")
_STEP = re.compile(r"```\n(?P<call>.+?)\n```\n\nOutput:\n\n```\n(?P<output>.*?)\n```\Z", re.DOTALL)


def steps_of(content: Any) -> list[tuple[str, str]]:
    """Return the call and the output of each step before the last, as they stand on the page."""
    texts = [content[f"step_{n}"] for n in range(1, 21) if f"step_{n}" in content]
    found = []
    for text in texts[:-1]:
        match = _STEP.search(text)
        assert match is not None, text
        found.append((match["call"], match["output"]))
    return found


@pytest.mark.parametrize(("family", "event"), EVENTS)
def test_what_was_planted_is_what_the_judge_finds(family: str, event: str) -> None:
    """The judge knows nothing of the script; kinds, first critical step and end are the same."""
    events = FAMILIES[family].events
    for difficulty in range(events[event].least, 6):
        made = make_run(700 + difficulty, difficulty, family=family, event=event)
        meant = ["sound"] * len(made.run.steps)
        for one in made.run.planted:
            meant[one.step - 1] = one.kind
        assert made.verdict.kinds == tuple(meant)
        stands = [one.step for one in made.run.planted if one.stands]
        assert made.verdict.first == min(stands, default=None)
        ends = [events[one].met for one in made.plan.events]
        assert made.verdict.met == min(ends, key=WORST.index)
        assert any(events[one].critical for one in made.plan.events) == bool(stands)
        assert ("mistake" in meant) == any(not events[one].faultless for one in made.plan.events)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.integers(1, 5))
def test_the_page_alone_gives_the_gold(seed: int, difficulty: int) -> None:
    """Its calls, made in the world as it was before, give its outputs letter by letter, and its gold."""
    item = make_item(seed, difficulty).item
    made = make_run(seed, difficulty)
    printed = steps_of(item["content"])
    again = replay(made.fresh, made.run.steps, [parse(call) for call, _ in printed])
    assert [one.result.output for one in again if one.result] == [output for _, output in printed]
    gold: Any = make_item(seed, difficulty).gold["gold"]
    verdict = judge(again, made.case.spec)
    assert gold["steps"] == {f"step_{n}": {"kind": k} for n, k in enumerate(verdict.kinds, 1)}
    assert gold == judgment(made)
    assert SHORTEST <= len(gold["steps"]) <= LONGEST


def test_without_its_mistakes_a_run_reaches_its_goal() -> None:
    """In a run without a mistake every requirement holds, no limit is broken and nothing else is changed."""
    for family, event in EVENTS:
        one = FAMILIES[family].events[event]
        if not one.faultless:
            continue
        made = make_run(31, one.least, family=family, event=event)
        start, end = made.run.steps[0].before, made.run.steps[-1].after
        spec = made.case.spec
        assert not spec.wrong(end, start)
        assert not spec.undone(end, start)
        assert (made.verdict.planning, made.verdict.fidelity, made.verdict.first) == (4, 4, None)


def _holds_archive(content: Any) -> bool:
    """Return what a reader sees: from goal and final table, whether just the right files were moved."""
    source, target = re.findall(r"`([^`]+)`", content["goal"])[:2]
    rows = re.findall(r"^\| ([^|]+) \| `([^`]+)` \| ([^|]+) \|$", content["state"], re.MULTILINE)
    keys = {
        "March 2026": "2026-03",
        "summer concert": "summer-2026.",
        "Hollen ": "_hollen.",
        "ward 4": "_ward-4.",
        "14 March": "_0314.",
    }
    key = next(value for text, value in keys.items() if text in content["goal"])
    wanted = [name for name, was, _ in rows if key in name and was == source]
    moved = [name for name, was, now in rows if was == source and target in now]
    lost = any("replaced" in now for _, _, now in rows)
    return sorted(wanted) == sorted(moved) and not lost


def _holds_cleanup(content: Any) -> bool:
    """Return whether just the files before the date are gone that the list does not name."""
    calls = steps_of(content)
    keep = next(output for call, output in calls if call.startswith("read_file"))
    months = "January February March April May June July August September October".split()
    day, month, year = re.search(r"before (\d+) (\w+) (\d+)", content["goal"]).groups()
    cut = f"{year}-{months.index(month) + 1:02d}-{int(day):02d}"
    for name, end in re.findall(
        r"^\| (\S+) \| (deleted|there) \|$", content["state"], re.MULTILINE
    ):
        dated = re.search(r"\d{4}-\d\d-\d\d", name)
        assert dated is not None
        if (end == "deleted") != (dated[0] < cut and name not in keep):
            return False
    return True


def _holds_rename(content: Any) -> bool:
    """Return whether each name begins with the date in the table."""
    rows = re.findall(
        r"^\| (\S+) \| (\d+)/(\d+)/(\d+) \| (\S+) \|$", content["state"], re.MULTILINE
    )
    assert rows
    return all(now == f"{year}-{month}-{day}_{name}" for name, day, month, year, now in rows)


def _holds_prices(content: Any) -> bool:
    """Return whether every price in the table is what percent and rounding make of it."""
    goal = content["goal"]
    percent = int(re.search(r"(\d+) %", goal)[1])
    rows = re.findall(r"^\| ([^|]+) \| ([\d.]+) \| ([\d.]+) \|$", content["state"], re.MULTILINE)
    named = goal.split("%")[1] if "These are" not in goal else goal.split("These are")[1]
    for name, was, now in rows[:-1]:
        cents = round(float(was) * 100)
        if name in named or name in goal.split("(", 1)[-1].split(")")[0]:
            cents = (cents * (100 + percent) + 500) // 1000 * 10
        if round(float(now) * 100) != cents:
            return False
    return True


def _holds_reminders(content: Any) -> bool:
    """Return whether those without an answer have a reminder, and nobody else."""
    rows = re.findall(
        r"^\| ([^|]+) \| (by \w+|none) \| (yes)? ?\|$", content["state"], re.MULTILINE
    )
    assert rows
    return all((answer == "none") == (got == "yes") for _, answer, got in rows)


def _holds_series(content: Any) -> bool:
    """Return whether just the dates that the message of the task's holidays covers are cancelled."""
    months = (
        "January February March April May June July August September October November December"
    ).split()
    calls = steps_of(content)
    shown = next(output for call, output in calls if call.startswith("show_holidays")).split("\n")[
        1
    ]
    spans = re.findall(r"(\d+) ([A-Z][a-z]+)", shown)[:2]
    first, last = ((months.index(month), int(day)) for day, month in spans)
    for day, month, end in re.findall(
        r"^\| \w+, (\d+) (\w+) \| (\w+) \|$", content["state"], re.MULTILINE
    ):
        inside = first <= (months.index(month), int(day)) <= last
        if inside != (end == "cancelled"):
            return False
    return True


CHECKS = {
    "archive": _holds_archive, "cleanup": _holds_cleanup, "rename": _holds_rename,
    "prices": _holds_prices, "reminders": _holds_reminders, "series": _holds_series,
}  # fmt: skip


@pytest.mark.parametrize("family", CHECKS)
def test_a_reader_of_the_page_comes_to_the_same_end(family: str) -> None:
    """By another way than facts and goals: from the task's words and the table of the final state."""
    seen = Counter()
    for event, one in FAMILIES[family].events.items():
        for difficulty in range(one.least, 6):
            made = make_item(90 + difficulty, difficulty, family=family, event=event)
            content: Any = made.item["content"]
            gold: Any = made.gold["gold"]
            holds = CHECKS[family](content)
            assert holds == (gold["met"] != "not_met"), (event, difficulty)
            seen[holds] += 1
    assert min(seen[True], seen[False]) >= 5


def made_bank(made: list[Made], root: Path) -> None:
    """Write items as a bank beside the guideline."""
    write_bank(made, "agent-trajectory", root)
    guidelines = content_root() / "curriculum" / "guidelines"
    shutil.copytree(guidelines, root / "curriculum" / "guidelines")


def test_every_event_reads_as_the_lint_wants_it(tmp_path: Path) -> None:
    """Quotes occur, clauses exist, exemplars pass, weak and denied ones do not; files stay short."""
    made = []
    for number, (family, event) in enumerate(EVENTS):
        least = FAMILIES[family].events[event].least
        for difficulty in {least, 5}:
            made.append(
                make_item(
                    number,
                    difficulty,
                    family=family,
                    event=event,
                    item_id=f"traj-t{number}-{difficulty}",
                )
            )
    made_bank(made, tmp_path)
    assert lint("agent-trajectory", tmp_path) == []
    for path in tmp_path.rglob("practice/*.yaml"):
        assert path.read_text("utf-8").count("\n") <= LONGEST_FILE


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9000), st.integers(1, 5))
def test_an_item_is_whole(seed: int, difficulty: int) -> None:
    """Valid, the same each time, with concepts and baits that exist; steps and ends are foreseen."""
    made = make_item(seed, difficulty)
    item, gold = Item.model_validate(made.item), Gold.model_validate(made.gold)
    assert SKILL.task.content_problems(item.content) == []
    assert {item.bait, *item.also_baits} <= BAITS.keys()
    assert item.bait not in item.also_baits
    assert {concept.slug for concept in SKILL.concepts} >= set(item.concepts)
    assert gold.tier == "proved"
    assert gold.item_hash == item.hash
    assert len(gold.hints) == 3
    assert bool(gold.critical) == (gold.gold["met"] != "met")
    assert "{" not in "".join(str(part) for part in item.content.values())
    assert not re.search(r"\b(\w+) \1\b(?! \d)", gold.rationale.lower())
    assert made == make_item(seed, difficulty)


def test_the_dial_moves_what_it_promises() -> None:
    """Harder runs are longer, have more mishaps, and use what the easiest ones never do."""
    runs = {d: [make_run(seed, d) for seed in range(120)] for d in (1, 3, 5)}
    length = {d: sum(len(one.run.steps) for one in some) / 120 for d, some in runs.items()}
    assert length[1] + 0.5 < length[3] < length[5]
    joined = {d: sum(len(one.plan.events) > 1 for one in some) for d, some in runs.items()}
    assert joined[1] == 0 < joined[3] < joined[5]
    wasted = {d: sum(one.verdict.kinds.count("wasted") for one in some) for d, some in runs.items()}
    assert wasted[1] < wasted[3] < wasted[5]
    pages = {
        d: max(len(o.result.output) for r in some for o in r.run.steps if o.result)
        for d, some in runs.items()
    }
    assert pages[1] < pages[5]


def test_nothing_gives_the_answer_away() -> None:
    """Neither place nor length nor silence tells the critical step, and there is not always one."""
    places: Counter[str] = Counter()
    silent: Counter[bool] = Counter()
    count: Counter[bool] = Counter()
    longest = hits = clean = 0
    total = 400
    for seed in range(total):
        made = make_run(seed, 1 + seed % 5)
        first, size = made.verdict.first, len(made.run.steps)
        clean += all(kind != "mistake" for kind in made.verdict.kinds)
        places[
            "none"
            if first is None
            else "last"
            if first == size
            else "first half"
            if first <= size / 2
            else "second half"
        ] += 1
        for step, kind in zip(made.run.steps[:-1], made.verdict.kinds, strict=False):
            assert step.result is not None
            if step.result.kind == "change":
                count[kind == "mistake"] += 1
                silent[kind == "mistake"] += not step.thought
        if first is not None and first < size:
            thoughts = [len(step.thought) for step in made.run.steps[:-1]]
            hits += thoughts.index(max(thoughts)) + 1 == first
            longest += 1
    assert 0.1 <= clean / total <= 0.22
    assert all(0.13 <= places[name] / total <= 0.4 for name in places)
    assert len(places) == 4
    assert hits / longest < 0.4
    assert silent[True] / count[True] > 0.02


def test_every_setting_and_every_judgment_comes_up() -> None:
    """In a few hundred items there are all families, many domains, and every value of every scale."""
    seen: dict[str, set[object]] = {}
    for seed in range(450):
        made = make_item(seed, 1 + seed % 5)
        gold: Any = made.gold["gold"]
        for name in ("met", "side_effect", "planning", "fidelity", "handling", "efficiency"):
            seen.setdefault(name, set()).add(gold.get(name))
        seen.setdefault("domain", set()).add(made.item["domain"])
    assert seen["met"] == {"met", "partly", "not_met"}
    assert seen["handling"] == {None, 1, 2, 3, 4}
    for name in ("planning", "fidelity", "efficiency"):
        assert seen[name] == {1, 2, 3, 4}
    assert len(seen["domain"]) >= 30


def test_material_and_families_name_the_same_events() -> None:
    """No words for what cannot happen, and none missing."""
    for name, family in FAMILIES.items():
        words = material(name)
        assert words.events.keys() == family.events.keys()
        assert len(words.settings) >= 4
        for event, one in family.events.items():
            assert set(one.joins) <= family.events.keys(), event
    assert len(FAMILIES) >= 12


def test_a_world_is_left_as_it_was_by_a_replay() -> None:
    """So that it can be replayed again."""
    made = make_run(3, 3)
    before = copy.deepcopy(made.fresh.facts())
    calls = [step.call for step in made.run.steps if step.call is not None]
    replay(made.fresh, made.run.steps, calls)
    assert made.fresh.facts() == before
    with pytest.raises(ValueError, match="need"):
        replay(made.fresh, made.run.steps, calls[:-1])


def test_what_does_not_exist_is_said() -> None:
    """By name."""
    assert maker("agent-trajectory") is make_item
    with pytest.raises(ValueError, match="difficulty"):
        make_item(1, 6)
    with pytest.raises(UnknownNameError, match="archiv"):
        make_item(1, 2, family="archiv")
    with pytest.raises(UnknownNameError, match="lost-one"):
        make_item(1, 2, family="archive", event="lost-one")
