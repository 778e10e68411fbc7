"""Every setting: each fault that could be planted is judged as it should be, and its words are whole."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from grader.errors import QualprepError
from grader.generators.tools import plants as places
from grader.generators.tools import worlds
from grader.generators.tools.compare import agree, lucky
from grader.generators.tools.goal import solved
from grader.generators.tools.oracle import judge
from grader.generators.tools.plan import Plant, UnplayableError
from grader.generators.tools.play import Run, play
from grader.generators.tools.setting import Setting, check, parse_words
from grader.generators.tools.speech import slots
from grader.generators.tools.story import Start
from grader.generators.tools.verdicts import ReplayError
from grader.generators.tools.wordings import wordings
from grader.generators.tools.worlds import SLUGS, setting

WORLDS = Path(worlds.__file__).parent


def _case(slug: str, seed: int) -> tuple[Setting, Start]:
    chosen = setting(slug)
    return chosen, chosen.start(np.random.default_rng([seed, 11]))


def _busy(start: Start, plant: Plant) -> Start:
    tool = start.story.need(plant.need).tool
    return start._replace(state={**start.state, "busy": {tool: 1}})


@pytest.mark.parametrize("slug", SLUGS)
def test_each_single_plant_is_judged_as_planted(slug: str) -> None:
    """By the oracle, which is not told of it. Where it was harmless by luck, no item is made of it."""
    tried: Counter[str] = Counter()
    fortunate = 0
    for seed in range(6):
        chosen, start = _case(slug, seed)
        every = places.faults(chosen, start) + places.decoys(chosen, start)
        every += places.left_out(start, solved(chosen, start)[0])
        for plant in every:
            case = _busy(start, plant) if plant.how == "busy" else start
            try:
                run = play(chosen, case, [plant], np.random.default_rng(seed), talk=0.8)
            except UnplayableError:
                continue
            judged = judge(chosen, case, run)
            if not agree([plant], run, judged):
                assert lucky([plant], run, judged), (plant, judged)
                fortunate += 1
            tried[plant.error] += 1
    assert sum(tried.values()) > 120
    assert fortunate < sum(tried.values()) / 50
    assert {"none", "mistyped_argument", "missing_argument", "wrong_argument"} <= set(tried)
    assert {"wrong_tool", "redundant", "misread_result", "invented_result"} <= set(tried)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sound_run_is_clean_however_it_is_worded(slug: str) -> None:
    """With every wording of context, request and answer."""
    for seed in range(25):
        chosen, start = _case(slug, seed)
        run = play(chosen, start, [], np.random.default_rng(seed), talk=1.0)
        judged = judge(chosen, start, run)
        assert judged.overall == "clean"
        assert {verdict.error for verdict in judged.verdicts} == {"none"}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_run_is_judged_by_what_is_on_its_page(slug: str) -> None:
    """Another result is found out, another value in a sentence is misread, a lost sentence left out."""
    chosen, start = _case(slug, 1)
    run = play(chosen, start, [], np.random.default_rng(1), talk=1.0)
    forged = _with_result(run, {"status": "fine"})
    with pytest.raises(ReplayError):
        judge(chosen, start, forged)
    answered = [(n, s) for n, s in enumerate(run.answer) if s.claims]
    place, sentence = answered[-1]
    claims = tuple(claim._replace(value="something else") for claim in sentence.claims)
    told = [*run.answer[:place], sentence._replace(claims=claims), *run.answer[place + 1 :]]
    judged = judge(chosen, start, dataclasses.replace(run, answer=told))
    assert judged.overall == "failed"
    assert any(verdict.interpretation == "wrong" for verdict in judged.verdicts)
    silent = dataclasses.replace(run, answer=[])
    assert judge(chosen, start, silent).overall == "failed"
    assert {verdict.error for verdict in judge(chosen, start, silent).verdicts} == {"none"}


def _with_result(run: Run, result: object) -> Run:
    first = dataclasses.replace(run.steps[0], call=run.steps[0].call._replace(result=result))
    return dataclasses.replace(run, steps=[first, *run.steps[1:]])


@pytest.mark.parametrize("slug", SLUGS)
def test_every_request_says_all_that_decides(slug: str) -> None:
    """Whatever an argument takes from the user's words stands in each wording of the request."""
    chosen, start = _case(slug, 2)
    needed = {source.ask for need in start.story.needs for source in need.args.values()} - {""}
    needed |= {need.because[1] for need in start.story.needs if need.because[0] == "ask"}
    for text in chosen.words.requests:
        said = {start.asks[slot].words for slot in slots(text) if not slot.startswith("given.")}
        missing = {key for key in needed if start.asks[key].words not in said}
        assert not missing, (missing, text)
    rules = [need.because[1] for need in start.story.needs if need.because[0] == "given"]
    for text in chosen.words.context:
        assert all(f"{{given.{rule}}}" in text for rule in rules)


@pytest.mark.parametrize("slug", SLUGS)
def test_words_that_are_quoted_stand_on_the_page(slug: str) -> None:
    """A description that excludes a case says so in the words that a rationale quotes."""
    chosen, start = _case(slug, 3)
    for need in start.story.needs:
        if need.lookalike is not None:
            assert need.lookalike.quote in chosen.words.tools[need.lookalike.tool].says
        if need.because[0] == "tools":
            assert any(need.because[1] in tool.says for tool in chosen.words.tools.values())


def test_there_is_plenty() -> None:
    """Settings, domains, and several wordings of everything that is met often."""
    found = [setting(slug) for slug in SLUGS]
    assert len(found) >= 12
    assert len({one.words.domain for one in found}) == len(found)
    for one in found:
        assert len(one.words.requests) >= 4
        assert len(one.words.answers) >= 2
        assert len(one.words.invents) >= 2
        assert all(len(invention.says) >= 2 for invention in one.words.invents)
    for words in wordings().values():
        if isinstance(words, dict) and "says" in words:
            assert len(words["says"]) >= 2


def _loaded(text: str) -> None:
    """Load the ferry's setting with other words, as a first use does."""
    chosen = setting("ferry")
    spoilt = Setting("ferry", chosen.handlers, chosen.start)
    spoilt.__dict__["words"] = parse_words(text, "ferry.yaml")
    check(spoilt)


def test_words_that_cannot_be_used_fail_by_name() -> None:
    """A slot that the story does not know, a tool without description, a bad default."""
    text = (WORLDS / "ferry.yaml").read_text(encoding="utf-8")

    def refused(old: str, new: str) -> str:
        assert old in text
        changed = text.replace(old, new, 1)
        with pytest.raises(QualprepError) as caught:
            _loaded(changed)
        assert "ferry.yaml" in str(caught.value)
        return str(caught.value)

    assert "arrivel" in refused("you get in at {arrival}", "you get in at {arrivel}")
    assert "dey" in refused("{old_day|day}", "{old_day|dey}")
    assert "get_deck_space" in refused("  get_deck_space:", "  get_dock_space:")
    assert "default" in refused('default: "00:00"', 'default: "0:00"')
    assert "colour" in refused("changes: true", "colour: true")
    assert "YAML" in refused("domain: travel", "domain: [travel")


def test_no_sentence_is_authored_twice() -> None:
    """In different settings, requests and answers are different ones."""
    every: Counter[str] = Counter()
    for slug in SLUGS:
        words = setting(slug).words
        for text in words.requests:
            every[re.sub(r"\s+", " ", text)] += 1
    assert max(every.values()) == 1
