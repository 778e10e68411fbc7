"""Made outputs: every fault is where gold says, nothing else is one, and nothing gives it away."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from grader.bank.guideline import cited, read_guideline
from grader.fields import Given
from grader.generators import Made, maker
from grader.generators.facts.kinds import KINDS
from grader.generators.facts.load import settings
from grader.generators.facts.setting import Setting
from grader.generators.facts.texts import texts_at, words_of
from grader.generators.hallucination import make_item
from grader.items import BAITS, Gold, Item
from grader.markup import render_markdown, visible_text
from grader.settings import content_root
from grader.skills.hallucination import MOST_ERRORS, SKILL
from tests.generators.facts.replay import borne_out, read_source, sentences

GUIDELINE = content_root() / "curriculum" / "guidelines" / "hallucination.md"
SEEDS = range(1, 421)


@lru_cache(maxsize=1)
def made() -> tuple[tuple[int, Made], ...]:
    """Return items of all difficulties and settings, each with its difficulty."""
    return tuple((1 + seed % 5, make_item(seed, 1 + seed % 5)) for seed in SEEDS)


def content(one: Made) -> dict[str, Any]:
    return one.item["content"]


def errors(one: Made) -> list[dict[str, Any]]:
    gold: Any = one.gold["gold"]
    return [claim for claim in gold["claims"] if claim["status"] != "supported"]


def setting_of(one: Made) -> Setting:
    return next(setting for setting in settings() if setting.domain == one.item["domain"])


def given(one: Made) -> Given:
    texts = {name: visible_text(render_markdown(text)) for name, text in content(one).items()}
    return Given(texts=texts, images={})


def test_what_the_text_alone_shows_is_what_gold_says() -> None:
    """Read back from the page, the sentences that the source does not bear out are those with a mark."""
    for _, one in made():
        setting = setting_of(one)
        shown = read_source(setting, content(one)["document"])
        sound = borne_out(setting, shown)
        said = sentences(setting, content(one)["output"])
        faulty = [line for line in said if line not in sound]
        marked = [line for line in said if any(error["quote"] in line for error in errors(one))]
        assert faulty == marked, one.item["id"]
        assert len(errors(one)) == len(faulty)


def test_a_mark_is_no_longer_than_its_clause_and_quotes_fit() -> None:
    """Gold resolves on the page, scores 1 with itself, and leaves the full stop out."""
    field = SKILL.task.field("claims")
    for _, one in made():
        gold: Any = one.gold["gold"]
        place = given(one)
        claims = field.resolve(gold["claims"], place)
        assert field.problems(claims, place) == []
        assert field.distance(claims, claims) == 0
        assert not any(claim["quote"].endswith(".") for claim in gold["claims"])
        for error in errors(one):
            [line] = [x for x in content(one)["output"].splitlines() if error["quote"] in x]
            assert len(error["quote"]) <= len(line)


def test_the_verdict_follows_from_the_marks() -> None:
    """Clause 5.2, and clause 4.1: a contradicted claim is never a fabrication."""
    for _, one in made():
        severities = {error["severity"] for error in errors(one)}
        expected = (
            "unusable"
            if severities & {"major", "fabrication"}
            else "repairs"
            if severities
            else "faithful"
        )
        gold: Any = one.gold["gold"]
        assert gold["verdict"] == expected
        assert len(errors(one)) <= MOST_ERRORS
        for error in errors(one):
            assert (error["severity"] == "fabrication") <= (error["status"] == "unverifiable")
            assert ("correction" in error) == (error["status"] == "contradicted")


def test_an_item_is_whole() -> None:
    """It reads as an item and a gold; clauses, concepts and baits exist; the text has the length of work."""
    clauses = set(read_guideline(GUIDELINE).clauses)
    known = {concept.slug for concept in SKILL.concepts}
    lengths = []
    for _, one in made():
        item, gold = Item.model_validate(one.item), Gold.model_validate(one.gold)
        assert SKILL.task.content_problems(item.content) == []
        assert (gold.item_hash, gold.tier) == (item.hash, "proved")
        assert item.bait in BAITS
        assert set(item.concepts) <= known
        texts = [gold.rationale, *gold.hints, *(one.why_wrong for one in gold.tempting)]
        assert {number for text in texts for number in cited(text)} <= clauses
        assert 2 <= len(gold.hints) <= 3
        assert "{" not in "".join(texts)
        assert 120 <= len(content(one)["document"].split()) <= 600
        lengths.append(len(content(one)["output"].split()))
        assert 20 <= len(gold.exemplar.split()) <= 80, gold.exemplar
    assert min(lengths) >= 60
    assert sorted(lengths)[len(lengths) // 2] >= 105


def test_hints_do_not_give_it_away() -> None:
    """None quotes the fault, and each names a sound place beside the faulty ones."""
    for _, one in made():
        gold = Gold.model_validate(one.gold)
        for hint in gold.hints:
            assert not any(error["quote"] in hint for error in errors(one))
        places = gold.hints[1].count(",") + gold.hints[1].count(" and ")
        assert places >= len(errors(one)) or len(errors(one)) > 3


def test_the_same_seed_gives_the_same_item() -> None:
    """And another seed another one."""
    assert make_item(7, 3) == make_item(7, 3)
    assert content(make_item(7, 3)) != content(make_item(21, 3))
    assert make_item(7, 3, item_id="hall-900").item["id"] == "hall-900"
    assert maker("hallucination") is make_item


def test_every_kind_and_every_setting_comes_up() -> None:
    """No wording of a kind is dead, and fourteen seeds in a row show fourteen settings."""
    told = Counter[str]()
    for _, one in made():
        told.update(one.item["concepts"])
    words = words_of("hallucination")
    assert {texts_at(words, "kinds", kind, "concept")[0] for kind in KINDS} <= set(told)
    domains = [make_item(seed, 2).item["domain"] for seed in range(42, 42 + len(settings()))]
    assert len(set(domains)) == len(settings()) >= 12


def test_nothing_gives_the_faulty_sentence_away() -> None:
    """Neither its place nor its length nor a figure in it."""
    places, longest, first, count, figures, sound_figures = [], 0, 0, 0, 0, []
    for _, one in made():
        said = sentences(setting_of(one), content(one)["output"])
        for error in errors(one):
            [index] = [n for n, line in enumerate(said) if error["quote"] in line]
            places.append(index / (len(said) - 1))
            longest += len(said[index]) == max(map(len, said))
            first += index in (0, len(said) - 1)
            figures += any(sign.isdigit() for sign in said[index])
            count += 1
        quotes = [error["quote"] for error in errors(one)]
        sound = [x for x in said if not any(quote in x for quote in quotes)]
        sound_figures += [any(sign.isdigit() for sign in line) for line in sound]
    assert 0.42 < sum(places) / count < 0.58
    assert longest / count < 0.2
    assert first / count < 0.3
    assert abs(figures / count - sum(sound_figures) / len(sound_figures)) < 0.2


def test_some_outputs_are_faithful_at_every_difficulty() -> None:
    """So that "there is always one" is no strategy."""
    for difficulty in range(1, 6):
        verdicts = Counter(
            str(make_item(seed, difficulty).gold["gold"]["verdict"]) for seed in range(500, 580)
        )
        assert 4 <= verdicts["faithful"] <= 24, difficulty
        assert verdicts["repairs"] >= 8
        assert verdicts["unusable"] >= 30


def test_the_dial_moves_what_it_promises() -> None:
    """More faults, more sound text that looks faulty, and another order than that of the source."""
    faults: dict[int, list[int]] = {1: [], 5: []}
    moved = {1: 0, 5: 0}
    traps = {1: 0, 5: 0}
    for difficulty, found in faults.items():
        for seed in range(300, 360):
            one = make_item(seed, difficulty)
            found.append(len(errors(one)))
            gold = Gold.model_validate(one.gold)
            traps[difficulty] += len(gold.rationale.split("\n")) - len(errors(one))
            headings = [part.heading for part in setting_of(one).parts]
            shown = [x.strip("*") for x in content(one)["output"].splitlines() if x[:2] == "**"]
            moved[difficulty] += bool(shown) and shown != [x for x in headings if x in shown]
    assert sum(faults[5]) > 1.5 * sum(faults[1])
    assert moved[1] == 0
    assert moved[5] > 10
    assert traps[5] > traps[1]


def test_safety_is_critical() -> None:
    """Whoever lets an error about health or safety through has not got the item right."""
    with_safety = [one for _, one in made() if "critical" in one.gold]
    assert len(with_safety) > 10
    for one in with_safety:
        critical: Any = one.gold["critical"]
        for entry in critical:
            [missed] = entry["when"]["claims"]["missed"]
            assert any(error["quote"] == missed["quote"] for error in errors(one))
