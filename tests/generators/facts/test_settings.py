"""Every setting can be used with whatever is drawn: all wordings, all faults, all reasons."""

from __future__ import annotations

import re

import numpy as np
import pytest

from grader.errors import QualprepError
from grader.generators.facts import load
from grader.generators.facts.draw import SlotError, draw
from grader.generators.facts.kinds import KINDS
from grader.generators.facts.load import problems_of, settings
from grader.generators.facts.phrases import PhraseError, parse
from grader.generators.facts.setting import Setting
from grader.generators.facts.values import (
    Clock,
    ExpressionError,
    Values,
    ordinal,
    work_out,
    written,
)
from grader.settings import content_root
from grader.strict_yaml import loads

ONE_OF_MANY = re.compile(
    r"(?<![-.\d])\b(one|1) (hour|day|week|month|year|vote|night|minute|dog)s\b"
)
FOLDER = content_root() / "grader" / "generators" / "facts" / load.FOLDER


@pytest.mark.parametrize("setting", settings(), ids=lambda setting: setting.id)
def test_whatever_is_drawn_can_be_said(setting: Setting) -> None:
    """Each text and each fault, in forty draws; a wrong value never reads like the right one."""
    for number in range(40):
        values = draw(setting.slots, np.random.default_rng([number, 9]))
        for default, text in setting.texts():
            shown = parse(text, default).said(values).text
            assert not re.search(r"\{|\}|\[|\]|  | ,|\.\.", shown), shown
            assert not ONE_OF_MANY.search(shown), shown
        for _, one in setting.statements.values():
            for fault in one.faults:
                claim = one.fault_claim(fault)
                for phrase in one.wordings(fault):
                    right = {one.phrase(text).said(values).text for text in one.said}
                    if fault.text:
                        assert phrase.said(values).text not in right
                    for formula in fault.wrong:
                        wrong = {fault.slot: work_out(formula, values)}
                        said = phrase.said(values, {claim: wrong})
                        assert said.text not in right, (one.id, formula)
                        assert not re.search(r"-\d", said.text), said.text
                        assert not ONE_OF_MANY.search(said.text), said.text


def test_the_settings_are_many_and_far_apart() -> None:
    """A dozen settings in as many domains, every kind of fault in several of them."""
    every = settings()
    assert len({setting.domain for setting in every}) == len(every) >= 12
    for kind in KINDS:
        with_it = {
            setting.id
            for setting in every
            if any(
                fault.kind == kind for _, one in setting.statements.values() for fault in one.faults
            )
            or any(more.kind == kind for more in setting.added)
        }
        assert len(with_it) >= (1 if kind == "quote" else 2), kind
    for setting in every:
        minor = [more for more in setting.added if more.minor]
        minor_too = [one for _, one in setting.statements.values() if one.minor and one.faults]
        assert len(minor) + len(minor_too) >= 4, setting.id


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{opens:wd}", "{opened}", "opened"),
        ("kind: hedge", "kind: hunch", "hunch"),
        ('wrong: ["season + 40", ', 'wrong: ["season", ', "gives what is right"),
        ("[It is open every day", "It is open every day", "closes that never opened"),
        ("major: safety", "major: fright", "major is one of"),
        ("rule: hedged", "rule: guessed", "is no rule"),
        ("of: tickets", "of: tickits", "does not exist"),
        ("about: the slide", "about: the slide, which is shut", "no comma"),
        ("key: [dates, daily", "key: [dates, dayly", "dayly"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(old: str, new: str, message: str) -> None:
    """Not silently left out."""
    text = (FOLDER / "pool.yaml").read_text(encoding="utf-8")
    assert old in text
    data = loads(text.replace(old, new)).data
    problems = problems_of(Setting.model_validate(data))
    assert any(message in problem for problem in problems), problems


def test_a_folder_with_a_bad_setting_stops_everything(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """All problems at once, each with its file."""
    monkeypatch.setattr(load, "problems_of", lambda setting: [f"{setting.id} is odd"])
    load.settings.cache_clear()
    with pytest.raises(QualprepError, match=r"pool\.yaml: pool is odd"):
        load.settings()
    monkeypatch.undo()
    load.settings.cache_clear()


def test_phrases_say_what_is_wrong_with_them() -> None:
    """Brackets, keys, formats."""
    for text in ("[a", "a]", "[a [b]]", "{x:odd}", "[k|a] [k|b]"):
        with pytest.raises(PhraseError):
            parse(text, "one")
    with pytest.raises(PhraseError):
        parse("[no key]")
    with pytest.raises(PhraseError):
        parse("{x:word}").said({"x": 1.5})
    said = parse("So [a|it costs {x}] and [b|{x:word} more].").said({"x": 3}, {"a": {"x": 4}})
    assert said.text == "So it costs 4 and three more."
    assert said.claim("a") == "it costs 4"


def test_values_are_worked_out_and_written_as_people_do() -> None:
    """Sums, days, times, rounding, ordinals."""
    values: Values = {"a": 5, "b": 2.5, "t": Clock(570)}
    assert work_out("a * b", values) == 12.5
    assert work_out("a / b", values) == 2
    assert work_out("t + 45", values) == Clock(615)
    assert work_out("round(b)", values) == 3
    for formula in ("c + 1", "a +", "__import__('os')", "a / 0", "t * 2"):
        with pytest.raises(ExpressionError):
            work_out(formula, values)
    assert written(Clock(570), "spoken") == "half past nine in the morning"
    assert written(Clock(1005), "spoken") == "a quarter to five in the afternoon"
    assert written(5.5, "money") == "5.50"
    assert written(12400, "") == "12,400"
    assert [ordinal(n) for n in (1, 3, 12, 20, 21, 35)] == (
        "first third twelfth twentieth twenty-first thirty-fifth".split()
    )


def test_a_slot_that_cannot_be_drawn_is_named() -> None:
    """With what was written."""
    for how in ("robot", {"whole": [1]}, {"day": ["13-45", "14-01"]}, 5):
        with pytest.raises(SlotError, match="odd"):
            draw({"odd": how}, np.random.default_rng(1))
