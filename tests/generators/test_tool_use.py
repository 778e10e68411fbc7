"""Runs of calls: what is on the page is what the world gave, and gold follows from it by a second way."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter, defaultdict
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.bank.guideline import cited, read_guideline
from grader.fields import Given
from grader.generators import Made, maker
from grader.generators.tool_use import make_item
from grader.generators.tools.compare import expected
from grader.generators.tools.compose import FEWEST, MOST, Composed, compose
from grader.generators.tools.world import BUSY, replay
from grader.generators.tools.worlds import SLUGS
from grader.items import Gold, Item
from grader.settings import content_root
from grader.skills.tool_use import MOST_CALLS, SKILL

CLAUSES = read_guideline(content_root() / "curriculum" / "guidelines" / "tool-use.md").clauses
SEEDS = range(300)
_CALL = re.compile(r"```\n(\w+)\((\{.*?\})\)\n```\n\nResult:\n\n```\n(.*?)\n```", re.DOTALL)
_ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


def _difficulty(seed: int) -> int:
    return 1 + seed % 5


@functools.cache
def _made(seed: int) -> Made:
    return make_item(seed, _difficulty(seed))


@functools.cache
def _composed(seed: int) -> Composed:
    return compose(seed, _difficulty(seed))


def _content(made: Made) -> dict[str, str]:
    content: Any = made.item["content"]
    return dict(content)


def _calls(made: Made) -> list[tuple[str, dict[str, Any], Any]]:
    """Read the calls and results off the page."""
    found = []
    for name, text in _content(made).items():
        if name.startswith("call_"):
            [(tool, args, result)] = _CALL.findall(text)
            found.append((tool, json.loads(args), json.loads(result)))
    return found


def _gold(made: Made) -> tuple[list[dict[str, str]], str]:
    gold: Any = made.gold["gold"]
    return list(gold["calls"].values()), gold["overall"]


def _schemas(page: str) -> dict[str, dict[str, Any]]:
    """Read JSON schemas off the page of tools: the second way to what the schema rejects."""
    found = {}
    for block in re.split(r"(?=^\*\*\w+\*\*: )", page, flags=re.MULTILINE):
        head = re.match(r"\*\*(\w+)\*\*: ", block)
        if head is None:
            continue
        properties = {name: _typed(words) for name, words, _ in _ROW.findall(block)}
        required = [name for name, _, need in _ROW.findall(block) if need == "required"]
        found[head.group(1)] = {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
    return found


def _typed(words: str) -> dict[str, Any]:
    if words.startswith("one of "):
        listed = words.removeprefix("one of ")
        return {"enum": re.findall(r"`([^`]+)`", listed)}
    if words.startswith("true or false"):
        return {"type": "boolean"}
    if words.startswith("text, `YYYY-MM-DD`"):
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if words.startswith("text, `HH:MM`"):
        return {"type": "string", "pattern": r"^\d{2}:\d{2}$"}
    if words.startswith("text, eight digits"):
        return {"type": "string", "pattern": r"^\d{8}$"}
    if words.startswith("text, like `B7`"):
        return {"type": "string", "pattern": r"^[A-Z]\d+$"}
    if words.startswith("text, `M-`"):
        return {"type": "string", "pattern": r"^M-\d{4}$"}
    if words.startswith("text"):
        return {"type": "string", "minLength": 1}
    kind: dict[str, Any] = {"type": "integer" if words.startswith("whole") else "number"}
    assert words.startswith(("whole number", "number")), words
    if limits := re.search(r", (\d+) to (\d+)", words):
        kind |= {"minimum": int(limits.group(1)), "maximum": int(limits.group(2))}
    if least := re.search(r"at least (\d+)", words):
        kind |= {"minimum": int(least.group(1))}
    return kind


@pytest.mark.parametrize("seed", range(60))
def test_an_item_is_whole(seed: int) -> None:
    """It reads as an item and a gold, every clause cited exists, and texts have nothing unfilled."""
    made = _made(seed)
    item, gold = Item.model_validate(made.item), Gold.model_validate(made.gold)
    assert SKILL.task.content_problems(item.content) == []
    assert gold.item_hash == item.hash
    assert gold.tier == "proved"
    texts = [gold.rationale, *gold.hints, *(one.why_wrong for one in gold.tempting), gold.exemplar]
    assert {number for text in texts for number in cited(text)} <= set(CLAUSES)
    assert 2 <= len(gold.hints) <= 3
    assert len(set(gold.hints)) == len(gold.hints)
    assert len(gold.tempting) >= 2
    parts = set(_content(made))
    for text in [*texts, *_content(made).values()]:
        references = (
            set(re.findall(r"\{(\w+)\}", text)) if text not in _content(made).values() else set()
        )
        assert references <= parts, text
    for text in _content(made).values():
        prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
        assert not re.search(r"[{}|]", prose) or text == _content(made)["tools"], prose


@pytest.mark.parametrize("seed", SEEDS)
def test_the_world_gives_what_the_page_shows(seed: int) -> None:
    """Calls read off the page and run again in a fresh world return the results shown there."""
    made, composed = _made(seed), _composed(seed)
    shown = _calls(made)
    assert FEWEST <= len(shown) <= MOST <= MOST_CALLS
    again, _ = replay(
        composed.setting.words.tools,
        composed.setting.handlers,
        composed.start.state,
        [(tool, args) for tool, args, _ in shown],
    )
    for (tool, args, result), call in zip(shown, again, strict=True):
        assert json.loads(json.dumps(call.result)) == result, (tool, args)


@pytest.mark.parametrize("seed", SEEDS)
def test_schemas_read_off_the_page_reject_what_gold_says(seed: int) -> None:
    """By another checker: a mistyped argument, a required one left out, a tool that is not there."""
    made = _made(seed)
    schemas = _schemas(_content(made)["tools"])
    verdicts, _ = _gold(made)
    for (tool, args, result), verdict in zip(_calls(made), verdicts, strict=True):
        if tool not in schemas:
            assert verdict["error"] == "wrong_tool", tool
            continue
        problems = list(jsonschema.Draft202012Validator(schemas[tool]).iter_errors(args))
        kinds = {str(problem.validator) for problem in problems}
        if kinds - {"required"}:
            assert verdict["error"] == "mistyped_argument", (tool, args)
            assert verdict["correctness"] == "wrong"
        elif kinds:
            assert verdict["error"] == "missing_argument", (tool, args)
            assert verdict["correctness"] == "wrong"
        else:
            assert verdict["error"] != "mistyped_argument", (tool, args)
        refused = isinstance(result, dict) and "error" in result
        if refused and result["error"] != BUSY:
            assert verdict["error"] in ("mistyped_argument", "missing_argument", "wrong_tool")


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_planted_is_what_the_page_proves(seed: int) -> None:
    """Gold comes from schema, replay and goal alone; what was planted says the same, call by call."""
    made, composed = _made(seed), _composed(seed)
    wanted = expected(composed.plants, composed.run)
    assert wanted is not None
    verdicts, overall = _gold(made)
    assert [verdict.as_values() for verdict in wanted[0]] == verdicts
    assert wanted[1] == overall
    errors = [verdict["error"] for verdict in verdicts]
    if overall == "clean":
        assert set(errors) == {"none"}
    if set(errors) == {"none"}:
        undone = any(plant.how == "left_out" for plant in composed.plants)
        assert overall == ("failed" if undone else "clean")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_call_is_the_same_as_one_before_it_only_if_gold_says_so(seed: int) -> None:
    """Read off the page: a repeat is redundant, unless the first was busy or something has changed."""
    made, composed = _made(seed), _composed(seed)
    tools = composed.setting.words.tools
    verdicts, _ = _gold(made)
    seen: list[tuple[str, dict[str, Any], Any]] = []
    for (tool, args, result), verdict in zip(_calls(made), verdicts, strict=True):
        same = [before for before in seen if before[:2] == (tool, args)]
        mere = bool(same) and same[-1][2] != {"error": BUSY}
        unasked = tool in {extra.tool for extra in composed.start.story.extras}
        assert (verdict["error"] == "redundant") == (mere or unasked), (tool, args)
        if tool in tools and tools[tool].changes and "error" not in result:
            seen.clear()
        else:
            seen.append((tool, args, result))


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WORKED_OUT = {"club", "energy"}
"""Settings in which a sum or a difference is said that no result has."""


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_of_a_sound_reading_stands_on_the_page(seed: int) -> None:
    """In a run without a misreading each number in the assistant's words is in a result or the request."""
    made, composed = _made(seed), _composed(seed)
    verdicts, _ = _gold(made)
    if any(verdict["interpretation"] == "wrong" for verdict in verdicts):
        return
    content = _content(made)
    spoken, shown = [], [content["context"], content["prompt"], content["tools"]]
    for name, text in content.items():
        if name.startswith("call_"):
            spoken.append(_CALL.sub("", text))
            shown.append(" ".join(_CALL.search(text).group(0).split()))
    spoken.append(content["answer"])
    page = " ".join(shown)
    known = {float(n.replace(",", "")) for n in _NUMBER.findall(page)}
    for day in re.findall(r"\d{4}-(\d\d)-(\d\d)", page):
        known |= {float(part) for part in day}
    known |= {float(n) for n in re.findall(r"\d+", page)}
    known |= {number / 100 for number in known}
    if composed.setting.slug in WORKED_OUT:
        known |= {round(abs(a - b), 1) for a in known for b in known if a < 1000 and b < 1000}
        amounts = [
            int(n)
            for n in re.findall(r'"amount_cents": (\d+), ?|"amount_cents": (\d+)\}', page)
            for n in n
            if n
        ]
        lists = [
            result for _, _, result in _calls(made) if isinstance(result, dict) and "fees" in result
        ]
        listed = [
            row for one in lists if one["section"] == lists[-1]["section"] for row in one["fees"]
        ]
        unique = {row["fee_id"]: row["amount_cents"] for row in listed}
        known |= {sum(unique.values()) / 100, float(len(unique)), *map(float, amounts)}
    for text in spoken:
        for number in _NUMBER.findall(text):
            assert float(number.replace(",", "")) in known, (number, text)


def test_every_error_occurs_and_nothing_gives_it_away() -> None:
    """Kinds, places, ends and faultless runs at every difficulty; what went wrong cannot be guessed."""
    errors: Counter[str] = Counter()
    places: Counter[str] = Counter()
    ends: dict[int, Counter[str]] = defaultdict(Counter)
    found: dict[int, list[int]] = defaultdict(list)
    faultless: Counter[int] = Counter()
    for seed in range(600):
        composed = compose(seed, _difficulty(seed))
        verdicts = composed.judged.verdicts
        count = 0
        for place, verdict in enumerate(verdicts):
            if verdict.error != "none":
                count += 1
                errors[verdict.error] += 1
                last = place == len(verdicts) - 1
                places["last" if last else "first" if place == 0 else "between"] += 1
        ends[_difficulty(seed)][composed.judged.overall] += 1
        found[_difficulty(seed)].append(count)
        faultless[_difficulty(seed)] += composed.judged.overall == "clean"
    [wanted] = [f for f in SKILL.task.field("calls").fields if f.name == "error"]
    assert set(errors) == {option.key for option in wanted.options} - {"none"}
    assert min(errors.values()) > sum(errors.values()) / 20
    assert max(errors.values()) < sum(errors.values()) / 4
    assert places["between"] > places["last"]
    assert places["first"] > 50
    for difficulty in range(1, 6):
        assert 0.08 < faultless[difficulty] / 120 < 0.26
        assert min(ends[difficulty]["flawed"], ends[difficulty]["failed"]) > 20
    assert sum(found[5]) > 1.25 * sum(found[1])


@given(seed=st.integers(0, 10**6), difficulty=st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_the_same_seed_is_the_same_item(seed: int, difficulty: int) -> None:
    """And any seed gives one."""
    assert make_item(seed, difficulty) == make_item(seed, difficulty)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_setting_can_be_asked_for(slug: str) -> None:
    """By name; and twenty seeds in a row see many of them."""
    made = make_item(3, 3, slug=slug, item_id="tool-x")
    assert made.item["id"] == "tool-x"
    assert made.item["domain"] == compose(3, 3, slug).setting.words.domain
    assert len({str(_made(seed).item["domain"]) for seed in range(20)}) == len(SLUGS)


@pytest.mark.parametrize("seed", range(150))
def test_the_exemplar_would_pass_its_own_form(seed: int) -> None:
    """It has the length that is asked for, and quotes a call or its result."""
    made = _made(seed)
    content = _content(made)
    texts = {name: re.sub(r"[`*]", "", text) for name, text in content.items()}
    field: Any = SKILL.task.field("justification")
    form = field.form(str(made.gold["exemplar"]), Given(texts=texts), {}, {})
    held = {result.check: result.holds for result in form}
    assert held["cites"], made.gold["exemplar"]
    assert 20 <= len(str(made.gold["exemplar"]).split()) <= 95, made.gold["exemplar"]


def test_the_generator_is_found() -> None:
    """By its skill."""
    assert maker("tool-use") is make_item
