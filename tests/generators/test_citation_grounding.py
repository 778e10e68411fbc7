"""Made answers: every citation is what gold says, judged again from the page alone."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple

from grader.bank.guideline import cited, read_guideline
from grader.fields import Given
from grader.generators import Made, maker
from grader.generators.citation_grounding import make_item
from grader.generators.facts.cited import VERDICTS
from grader.generators.facts.load import settings
from grader.generators.facts.phrases import Phrase, parse
from grader.generators.facts.setting import Setting
from grader.items import BAITS, Gold, Item
from grader.markup import render_markdown, visible_text
from grader.settings import content_root
from grader.skills.citation_grounding import SKILL
from tests.generators.facts.replay import read_phrase, read_source, written_out

GUIDELINE = content_root() / "curriculum" / "guidelines" / "citation-grounding.md"
SEEDS = range(1, 171)
_MARK = re.compile(r'"(?P<words>.+)" \[(?P<number>\d+)(?:, (?P<details>.+))?\]', re.DOTALL)


@lru_cache(maxsize=1)
def made() -> tuple[Made, ...]:
    """Return items of all difficulties and settings."""
    return tuple(make_item(seed, 1 + seed % 5) for seed in SEEDS)


def content(one: Made) -> dict[str, str]:
    return one.item["content"]


def golds(one: Made) -> dict[str, dict[str, Any]]:
    return one.gold["gold"]["citations"]


def setting_of(one: Made) -> Setting:
    return next(setting for setting in settings() if setting.domain == one.item["domain"])


class Page(NamedTuple):
    """What the sources of an item show."""

    sources: dict[int, list[str]]
    bearers: dict[str, set[int]]
    halves: dict[str, list[int]]
    echoes: dict[str, tuple[int, bool]]
    tails: list[str]
    named: list[str]


def read_page(one: Made) -> Page:
    """Read the sources back: what each of them bears out, and in which words."""
    setting, shown = setting_of(one), content(one)
    sources = {
        int(name.removeprefix("source_")): [line for line in text.splitlines() if line]
        for name, text in shown.items()
        if name.startswith("source_")
    }
    values = read_source(setting, "\n".join("\n".join(lines) for lines in sources.values()))

    def holder(wordings: tuple[str, ...], key: str) -> int:
        found = [
            (len(line), number)
            for number, lines in sources.items()
            for line in lines
            for text in wordings
            if read_phrase(setting, parse(text, key), line) is not None
        ]
        return min(found)[1]

    bearers: dict[str, set[int]] = {}
    echoes: dict[str, tuple[int, bool]] = {}
    homes = {}
    for _, statement in setting.statements.values():
        homes[statement.id] = holder(statement.source, statement.id)
        there = {homes[statement.id]}
        for echo in setting.echoes:
            if echo.of == statement.id:
                for text in written_out(setting, parse(echo.text), values):
                    for number, lines in sources.items():
                        if text.text in lines:
                            there.add(number)
                            echoes[statement.id] = (number, echo.independent)
        for wording in (*statement.said, *(doubt.text for doubt in statement.doubtful)):
            for said in written_out(setting, statement.phrase(wording), values):
                words = span(said)
                bearers[words] = there
                if statement.id in echoes:
                    echoes[words] = echoes[statement.id]
    halves = {}
    for joint in setting.joints:
        phrase = parse(joint.text)
        for said in written_out(setting, phrase, values):
            halves[span(said)] = [homes[setting.owners[key]] for key in phrase.claims]
    tails = [pattern(parse(more.tail)) for more in setting.added if more.tail]
    named = [pattern(parse(one.text)) for one in setting.mouthfuls]
    return Page(sources, bearers, halves, echoes, tails, named)


def span(said: Any) -> str:
    start = min(begin for begin, _ in said.claims.values())
    return str(said.text[start : max(end for _, end in said.claims.values())])


def pattern(phrase: Phrase) -> str:
    return "".join(re.escape(p) if isinstance(p, str) else ".+?" for p in phrase.pieces)


def judged(page: Page, text: str) -> dict[str, Any]:
    """Return what a citation is, as far as the page alone tells."""
    match = _MARK.fullmatch(text)
    assert match, text
    words, number = match["words"], int(match["number"])
    if number not in page.sources:
        return {"exists": "absent"}
    byline = page.sources[number][1].strip("*")
    exists = "there"
    if match["details"] and match["details"] != byline.replace(", ", " "):
        exists = "altered"
    if words in page.bearers:
        if number in page.bearers[words]:
            echo = page.echoes.get(words)
            redundant = bool(echo and echo[0] == number and not echo[1])
            return {"exists": exists, "supports": 2, "represents": "fair", "redundant": redundant}
        return {"exists": exists, "supports": 0, "represents": "fair"}
    if words in page.halves:
        supports = int(number in page.halves[words])
        return {"exists": exists, "supports": supports, "represents": "fair", "redundant": False}
    if any(re.fullmatch(one, words) for one in page.named):
        return {"exists": exists, "supports": 0, "represents": "distorted"}
    for tail in page.tails:
        found = re.fullmatch(f"(.+), {tail}", words)
        if found and number in page.bearers.get(found[1], set()):
            return {"exists": exists, "supports": 1, "represents": "fair", "redundant": False}
    return {"represents": "distorted"}


def test_each_citation_judged_again_from_the_page_is_what_gold_says() -> None:
    """Which source the mark leads to, and whether that source says so, read back from the text."""
    cases = Counter[str]()
    for one in made():
        page = read_page(one)
        for name, gold in golds(one).items():
            found = judged(page, content(one)[name])
            assert found.items() <= gold.items(), (one.item["id"], name, content(one)[name])
            cases[str(sorted(gold.items()))] += 1
            if found == {"represents": "distorted"}:
                assert gold["supports"] < 2 or '"' in content(one)[name][1:-6]
    assert len(cases) >= 8


def test_what_lacks_a_mark_is_what_gold_says() -> None:
    """Sentences and ends of sentences without a mark; cited where a source bears them out."""
    for one in made():
        page = read_page(one)
        gold: Any = one.gold["gold"]
        listed = {entry["quote"]: entry for entry in gold["uncited"]}
        bare = []
        for line in content(one)["answer"].split("\n")[1:-1]:
            *_, after = re.split(r"\]", line)
            after = after.strip(" .,").removeprefix("and ")
            if after:
                bare.append(after)
        assert len(bare) == len(listed), one.item["id"]
        for words in bare:
            [quote] = [quote for quote in listed if quote in words]
            bearers = page.bearers.get(quote)
            expected = {"remedy": "cite", "source": f"source_{min(bearers)}"} if bearers else {}
            assert expected.items() <= listed[quote].items()
            assert (listed[quote]["remedy"] == "strike") == (not bearers)


def test_a_source_that_is_said_to_be_silent_shares_no_figure_with_the_words() -> None:
    """No support means none: neither the claim nor one of its numbers stands there."""
    for one in made():
        page = read_page(one)
        for name, gold in golds(one).items():
            match = _MARK.fullmatch(content(one)[name])
            if match and gold.get("supports") == 0 and match["words"] in page.bearers:
                there = " ".join(page.sources[int(match["number"])])
                numbers = [n for n in re.findall(r"\d[\d,.:]*\d", match["words"]) if len(n) > 2]
                assert not any(re.search(rf"(?<!\d){re.escape(n)}(?!\d)", there) for n in numbers)


def test_an_item_is_whole() -> None:
    """It reads as an item and a gold, resolves, and cites clauses that exist."""
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
        assert "{" not in "".join(texts)
        assert 20 <= len(gold.exemplar.split()) <= 80, gold.exemplar
        assert 5 <= len(golds(one)) <= 8
        shown = {n: visible_text(render_markdown(t)) for n, t in content(one).items()}
        given = Given(texts=shown, images={})
        spans = SKILL.task.field("uncited")
        value = spans.resolve(gold.gold["uncited"], given)
        assert spans.problems(value, given) == []
        parts = SKILL.task.field("citations")
        assert parts.problems(gold.gold["citations"], given) == []
        assert parts.distance(gold.gold["citations"], gold.gold["citations"]) == 0


def test_every_case_comes_up_and_some_answers_have_no_fault() -> None:
    """Also at every difficulty."""
    concepts = Counter[str]()
    fine = Counter[int]()
    for one in made():
        concepts.update(one.item["concepts"])
        wrong = [g for g in golds(one).values() if g.get("supports") != 2 or g["redundant"]]
        wrong += [g for g in golds(one).values() if g["exists"] != "there"]
        wrong += [g for g in golds(one).values() if g.get("represents") == "distorted"]
        gold: Any = one.gold["gold"]
        if not wrong and not gold["uncited"]:
            fine[int(str(one.item["difficulty"]))] += 1
    assert set(fine) == {1, 2, 3, 4, 5}
    assert 0.08 < sum(fine.values()) / len(made()) < 0.25
    left_out = {"title-over-body", "cut-off-context", "no-mark-needed"}
    assert {concept.slug for concept in SKILL.concepts} - left_out <= set(concepts)
    assert len(VERDICTS) > 12


def test_the_dial_moves_what_it_promises_and_places_tell_nothing() -> None:
    """More citations and more findings; the faulty mark is anywhere."""
    counts: dict[int, list[int]] = {1: [], 5: []}
    findings: dict[int, int] = {1: 0, 5: 0}
    places = []
    for difficulty, number in counts.items():
        for seed in range(400, 470):
            one = make_item(seed, difficulty)
            found = list(golds(one).values())
            number.append(len(found))
            bad = [
                n
                for n, gold in enumerate(found)
                if gold.get("supports") != 2 or gold["represents"] == "distorted"
            ]
            findings[difficulty] += len(bad)
            places += [n / (len(found) - 1) for n in bad]
    assert sum(counts[5]) > 1.2 * sum(counts[1])
    assert findings[5] > 1.3 * findings[1]
    assert 0.42 < sum(places) / len(places) < 0.58


def test_the_same_seed_gives_the_same_item() -> None:
    """And the generator is found by its skill."""
    assert make_item(5, 2) == make_item(5, 2)
    assert make_item(5, 2, setting="ferry").item["domain"] == "travel"
    assert maker("citation-grounding") is make_item
