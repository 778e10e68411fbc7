"""Made summaries: sentences, points and scales, judged again from the page alone."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Any

from grader.bank.guideline import cited, read_guideline
from grader.fields import Given
from grader.generators import Made, maker
from grader.generators.facts.load import settings
from grader.generators.facts.phrases import parse
from grader.generators.facts.setting import Brief, Setting
from grader.generators.facts.summary import JOINERS
from grader.generators.summarization import make_item
from grader.items import BAITS, Gold, Item
from grader.markup import render_markdown, visible_text
from grader.settings import content_root
from grader.skills.summarization import SKILL
from tests.generators.facts.replay import borne_out, read_phrase, read_source, written_out

GUIDELINE = content_root() / "curriculum" / "guidelines" / "summarization.md"
SEEDS = range(1, 181)
SCALES = ("faithfulness", "coverage", "conciseness", "coherence")
_WORDS = "no one two three four five six seven eight nine ten".split()


@lru_cache(maxsize=1)
def made() -> tuple[Made, ...]:
    """Return items of all difficulties and settings."""
    return tuple(make_item(seed, 1 + seed % 5) for seed in SEEDS)


def content(one: Made) -> dict[str, str]:
    return one.item["content"]


def gold_of(one: Made) -> dict[str, Any]:
    return one.gold["gold"]


def setting_of(one: Made) -> Setting:
    return next(setting for setting in settings() if setting.domain == one.item["domain"])


def brief_of(one: Made) -> Brief:
    shown = content(one)["brief"].split("\n")[0]
    setting = setting_of(one)
    return next(
        brief
        for brief in setting.briefs
        if read_phrase(setting, parse(brief.text), shown) is not None
    )


def sentences(one: Made) -> dict[str, str]:
    """Return the sentences without a joining word at their start."""
    found = {}
    for name, text in content(one).items():
        if name.startswith("sentence_"):
            for joiner in JOINERS:
                if text.startswith(f"{joiner}, "):
                    rest = text.removeprefix(f"{joiner}, ")
                    text = rest[:1].upper() + rest[1:]
            found[name] = text
    return found


def statement_of(one: Made, shown: Any, text: str) -> str | None:
    """Return the id of the statement that a supported sentence is a wording of."""
    setting = setting_of(one)
    for _, statement in setting.statements.values():
        for wording in (*statement.said, *(d.text for d in statement.doubtful), *statement.partly):
            for said in written_out(setting, statement.phrase(wording), shown):
                if said.text == text:
                    return statement.id
    return None


def vague(one: Made, shown: Any) -> set[str]:
    setting = setting_of(one)
    return {
        said.text
        for _, statement in setting.statements.values()
        for wording in statement.partly
        for said in written_out(setting, statement.phrase(wording), shown)
    }


def test_a_sentence_is_supported_if_the_page_bears_it_out_and_not_else() -> None:
    """Read back from the document, without knowing what was planted."""
    for one in made():
        setting = setting_of(one)
        shown = read_source(setting, content(one)["document"])
        sound = borne_out(setting, shown) | vague(one, shown)
        for name, text in sentences(one).items():
            gold = gold_of(one)["sentences"][name]
            assert (gold["support"] == "supported") == (text in sound), (one.item["id"], text)


def test_points_and_scales_follow_by_counting() -> None:
    """Which points are told, which are key for the brief, and clauses 5.2 to 5.5, counted anew."""
    for one in made():
        setting, brief, gold = setting_of(one), brief_of(one), gold_of(one)
        shown = read_source(setting, content(one)["document"])
        unclear = vague(one, shown)
        told: dict[str, list[str]] = {}
        wrong = []
        for name, text in sentences(one).items():
            if gold["sentences"][name]["support"] == "supported":
                found = statement_of(one, shown, text)
                assert found is not None
                told.setdefault(found, []).append(text)
            else:
                wrong.append(gold["sentences"][name]["severity"])
        lost = 0.0
        for name, text in content(one).items():
            if not name.startswith("point_"):
                continue
            [statement] = [
                x
                for _, x in setting.statements.values()
                if x.point and read_phrase(setting, x.phrase(x.point), text) is not None
            ]
            status = gold["points"][name]["status"]
            assert (status == "detail") == (statement.id not in brief.key)
            if statement.id in brief.key:
                clear = [x for x in told.get(statement.id, []) if x not in unclear]
                assert (status == "covered") == bool(clear), (one.item["id"], text)
                lost += {"covered": 0, "partly": 0.5, "missing": 1}[status]
        majors, minors = wrong.count("major"), wrong.count("minor")
        assert not (majors >= 2 and minors)
        table = {(0, 0): 5, (0, 1): 4, (0, 2): 3, (0, 3): 3, (1, 0): 3, (2, 0): 2, (3, 0): 1}
        assert gold["faithfulness"] == table.get((majors, minors), 2)
        steps = ((0, 5), (0.5, 4), (1.5, 3), (2.5, 2), (99, 1))
        expected = next(value for limit, value in steps if lost <= limit)
        assert gold["coverage"] == (1 if lost == len(brief.key) else expected)
        spare = sum(len(texts) for key, texts in told.items() if key not in brief.key)
        spare += sum(len(texts) - 1 for key, texts in told.items() if key in brief.key)
        limit = _WORDS.index(content(one)["brief"].split()[-2])
        rated = (5, 3, 2, 1)[min(spare, 3)]
        over = len(sentences(one)) > limit
        assert gold["conciseness"] == (min(rated, 2) if over else rated)
        joined = sum(content(one)[name].startswith(JOINERS) for name in sentences(one))
        assert gold["coherence"] == 5 - joined


def test_a_joining_word_stands_between_parts_that_have_nothing_to_do_with_each_other() -> None:
    """And never at a sentence that is itself at fault."""
    count = 0
    for one in made():
        setting, gold = setting_of(one), gold_of(one)
        shown = read_source(setting, content(one)["document"])
        names = list(sentences(one))
        for before, name in pairwise(names):
            if content(one)[name].startswith(JOINERS):
                count += 1
                ids = [statement_of(one, shown, sentences(one)[x]) for x in (before, name)]
                parts = [setting.statements[str(x)].part.id for x in ids]
                assert parts[0] != parts[1]
                assert gold["sentences"][name] == {"support": "supported"}
        assert not content(one)[names[0]].startswith(JOINERS)
    assert count > 10


def test_an_item_is_whole() -> None:
    """It reads as an item and a gold, and cites clauses that exist."""
    clauses = set(read_guideline(GUIDELINE).clauses)
    known = {concept.slug for concept in SKILL.concepts}
    for one in made():
        item, gold = Item.model_validate(one.item), Gold.model_validate(one.gold)
        assert SKILL.task.content_problems(item.content) == []
        assert (gold.item_hash, gold.tier) == (item.hash, "proved")
        assert item.bait in BAITS
        assert set(item.concepts) <= known
        texts = [gold.rationale, *gold.hints, *(x.why_wrong for x in gold.tempting)]
        assert {number for text in texts for number in cited(text)} <= clauses
        assert not re.search(r"[{}\[\]]", "".join(texts))
        shown = {n: visible_text(render_markdown(t)) for n, t in content(one).items()}
        given = Given(texts=shown, images={})
        assert SKILL.task.problems(gold.gold, given) == []
        for name in ("sentences", "points"):
            field = SKILL.task.field(name)
            assert field.distance(gold.gold[name], gold.gold[name]) == 0


def test_every_level_and_nearly_every_concept_comes_up() -> None:
    """Each scale has all its levels but the lowest of coherence; some summaries are flawless."""
    levels: dict[str, Counter[int]] = {name: Counter() for name in SCALES}
    concepts = Counter[str]()
    flawless = Counter[int]()
    for one in made():
        gold = gold_of(one)
        for name in SCALES:
            levels[name][gold[name]] += 1
        concepts.update(one.item["concepts"])
        if all(gold[name] == 5 for name in SCALES):
            flawless[int(str(one.item["difficulty"]))] += 1
    assert set(levels["faithfulness"]) == {1, 2, 3, 4, 5}
    assert set(levels["coverage"]) >= {2, 3, 4, 5}
    assert set(levels["conciseness"]) >= {2, 3, 5}
    assert set(levels["coherence"]) >= {3, 4, 5}
    assert set(flawless) == {1, 2, 3, 4, 5}
    assert 0.1 < sum(flawless.values()) / len(made()) < 0.3
    left_out = {"view-as-fact"}  # whether it is major, people might differ
    assert {concept.slug for concept in SKILL.concepts} - left_out <= set(concepts)


def test_the_dial_moves_what_it_promises() -> None:
    """More sentences at fault, more lost and more to spare."""
    marks: dict[int, Counter[str]] = {1: Counter(), 5: Counter()}
    for difficulty, count in marks.items():
        for seed in range(600, 680):
            gold = gold_of(make_item(seed, difficulty))
            for name in SCALES:
                count[name] += 5 - gold[name]
    for name in SCALES:
        assert marks[5][name] > marks[1][name], name


def test_the_same_seed_gives_the_same_item() -> None:
    """And the generator is found by its skill."""
    assert make_item(5, 2) == make_item(5, 2)
    assert make_item(5, 2, setting="trip", item_id="summ-900").item["id"] == "summ-900"
    assert maker("summarization") is make_item
