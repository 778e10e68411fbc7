"""The judge of runs, clause by clause, on a small store of files; and the words it is told in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from grader.errors import QualprepError, UnknownNameError
from grader.generators.agents import material as materials
from grader.generators.agents.calls import Call, parse
from grader.generators.agents.judge import UndecidableError
from grader.generators.agents.run import Claim, Run
from grader.generators.agents.spec import Goal, Spec, one_of
from grader.generators.agents.verdict import Verdict, judge
from grader.generators.agents.words import Words, fill, slots_of
from grader.generators.agents.worlds.files import Files

A, B, C = "file:in/a.pdf", "file:in/b.pdf", "file:in/c.pdf"


def begin(**hiccups: str) -> tuple[Run, Spec]:
    """Return a run over three files of which two are to be moved, one after a look at it."""
    world = Files()
    for name in "abc":
        world.add(f"in/{name}.pdf", info={"pages": "3"})
    world.add("out/old.pdf")
    world.hiccups = {key.replace("_", "/"): said for key, said in hiccups.items()}
    texts = {
        "thoughts.again": ["Again."],
        "report.done": ["Done."],
        "report.slip": ["I looked twice."],
    }
    run = Run(world, Words(texts, np.random.default_rng(1)), {})
    goals = {key: Goal(key, one_of(f"out/{key[-5:]}"), name="files") for key in (A, B)}

    def needs(call: Call, seen: frozenset[str]) -> frozenset[str]:
        moves_b = call.tool == "move" and call.args[0] == "in/b.pdf"
        return frozenset({"info:in/b.pdf"}) if moves_b else frozenset()

    return run, Spec(goals, strict=True, needs=needs, relevant=frozenset({"in", "out", "in/b.pdf"}))


def move(run: Run, *names: str, to: str = "out", source: str = "in") -> None:
    for name in names:
        run.act("", "move", f"{source}/{name}.pdf", to)


def end(run: Run, spec: Spec, *claims: Claim | str, tells: tuple[str, ...] = ()) -> Verdict:
    run.tell("done", claims, tells=tells)
    run.close()
    return judge(run.steps, spec)


def look(run: Run) -> None:
    run.act("", "file_info", "in/b.pdf")


def test_a_clean_run() -> None:
    """Looks, changes, a check: all sound, and four on every scale that is asked."""
    run, spec = begin()
    run.act("", "list_files", "in")
    look(run)
    move(run, "a", "b")
    run.act("", "list_files", "out")
    verdict = end(run, spec, A, B, "*")
    assert set(verdict.kinds) == {"sound"}
    assert (verdict.first, verdict.met, verdict.side_effect) == (None, "met", False)
    assert (verdict.planning, verdict.fidelity, verdict.efficiency) == (4, 4, 4)
    assert (verdict.errors_met, verdict.handling) == (False, None)


def test_a_second_look_is_wasted_unless_something_was_tried() -> None:
    """Clauses 2.1, 2.7 and 6.1; a look whose name has no bearing is wasted too."""
    run, spec = begin()
    run.act("", "list_files", "in")
    run.act("", "list_files", "in")
    run.act("", "file_info", "in/c.pdf")
    look(run)
    move(run, "a")
    run.act("", "list_files", "in")
    move(run, "b")
    verdict = end(run, spec, A, B)
    assert verdict.kinds[:6] == ("sound", "wasted", "sound", "sound", "sound", "sound")
    assert verdict.efficiency == 3
    other, spec = begin()
    other.world.add("private/x.pdf")
    other.act("", "list_files", "private")
    assert end(other, spec, tells=(A, B)).kinds[0] == "wasted"


def test_going_round_in_circles_is_counted() -> None:
    """Clauses 5.1 and 5.5: three repeats make the plan poor, more than a third the efficiency."""
    run, spec = begin()
    for _ in range(5):
        run.act("", "list_files", "in")
    look(run)
    move(run, "a", "b")
    verdict = end(run, spec, A, B)
    assert (verdict.planning, verdict.efficiency) == (1, 1)
    assert verdict.first is None


@pytest.mark.parametrize("right", [True, False])
def test_a_guess_is_a_mistake_whatever_comes_of_it(right: bool) -> None:
    """Clauses 2.3, 4.5 and 6.3: critical only if something wrong stands."""
    run, spec = begin()
    move(run, "a")
    run.act("", "move", "in/b.pdf", "out", "" if right else "x.pdf")
    verdict = end(run, spec, A, B)
    assert verdict.kinds[1] == "mistake"
    assert verdict.first == (None if right else 2)
    assert verdict.met == ("met" if right else "not_met")
    assert (verdict.planning, verdict.handling) == ((3, 3) if right else (2, 1))


def test_what_follows_from_a_breach_is_not_counted_again() -> None:
    """Clause 5.2: the wrong file, the one left behind and the false report are one breach."""
    run, spec = begin()
    look(run)
    move(run, "b", "c")
    serving = Spec(**{**vars(spec), "serves": lambda call: frozenset({"files"})})
    verdict = end(run, serving, A, B, "*")
    assert verdict.kinds == ("sound", "sound", "mistake", "mistake")
    assert (verdict.first, verdict.fidelity, verdict.side_effect) == (3, 2, True)
    assert judge(run.steps, spec).fidelity == 1


def test_a_repair_at_once_late_and_not_whole() -> None:
    """Clauses 2.6 and 5.4."""
    run, spec = begin()
    look(run)
    move(run, "c")
    move(run, "c", to="in", source="out")
    move(run, "a", "b")
    verdict = end(run, spec, A, B, "*")
    assert verdict.kinds[1:3] == ("mistake", "recovery")
    assert (verdict.first, verdict.handling, verdict.planning) == (None, 4, 3)
    run, spec = begin()
    look(run)
    move(run, "c")
    run.act("", "list_files", "out")
    move(run, "a", "b")
    move(run, "c", to="in", source="out")
    assert end(run, spec, A, B, "*").handling == 3


def test_a_failure_that_may_pass_is_no_mistake() -> None:
    """Clauses 2.1 and 2.5; left open and told it is three, left open and hidden one."""
    run, spec = begin(**{"file:in_a.pdf": "Busy."})
    look(run)
    move(run, "a", "a", "b")
    verdict = end(run, spec, A, B)
    assert verdict.kinds[1:3] == ("sound", "recovery")
    assert verdict.handling == 4
    for told, handling in (((A,), 3), ((), 1)):
        run, spec = begin(**{"file:in_a.pdf": "Busy."})
        look(run)
        move(run, "a", "b")
        verdict = end(run, spec, B, tells=told)
        assert verdict.handling == handling
        assert verdict.kinds[-1] == ("sound" if told else "mistake")
        assert verdict.met == "not_met"


def test_what_was_dealt_with_in_two_ways_is_not_made() -> None:
    """Which error weighs more would be a matter of taste (5.4)."""
    run, spec = begin()
    move(run, "c")
    move(run, "c", to="in", source="out")
    move(run, "b", "a")
    with pytest.raises(UndecidableError):
        end(run, spec, A, B)


def test_a_slip_in_words_is_no_mistake() -> None:
    """Clauses 3.5 and 5.2."""
    run, spec = begin()
    look(run)
    move(run, "a", "b")
    run.act("", "list_files", "out")
    run.slip = True
    run.checked("out")
    verdict = end(run, spec, A, B)
    assert verdict.kinds[-1] == "sound"
    assert verdict.fidelity == 3


def test_a_call_is_read_as_it_is_written() -> None:
    """Also with quotes in it; anything else is refused."""
    call = Call("note", ('a "b" \\ c', 3, 2.5), (("force", True),))
    assert parse(call.text()) == call
    for text in ("move(", "1 + 1", "a.b()", "move([1])"):
        with pytest.raises(ValueError, match=r"call|malformed"):
            parse(text)


def test_a_world_knows_its_tools() -> None:
    """By name."""
    with pytest.raises(UnknownNameError, match="mov"):
        begin()[0].act("", "mov", "a", "b")


def test_words_take_turns_and_say_what_is_missing() -> None:
    """All wordings before one comes again."""
    words = Words({"k": ["a {x}", "b {x}", "c {x}"]}, np.random.default_rng(2))
    assert {words.say("k", {"x": "1"}) for _ in range(3)} == {"a 1", "b 1", "c 1"}
    with pytest.raises(KeyError, match="no words"):
        words.say("l", {})
    with pytest.raises(KeyError, match="fills x"):
        fill("{x}", {}, "k")
    with pytest.raises(ValueError, match="plain name"):
        slots_of("{x!r}")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"slots: [source,": "slots: [sauce,"}, "no such slot"),
        ({"goal:\n": "gaol:\n"}, "gaol"),
        ({"thoughts:\n": "thoughts: [\n"}, "not valid YAML"),
        ({"    - Now `{file}`.": "    - Now `{file`."}, "thoughts.move"),
        ({"    - How far am I?": "    - How far am {0}?"}, "plain name"),
    ],
)
def test_words_that_cannot_be_used_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Mapping[str, str], says: str
) -> None:
    """When they are loaded, by file and place."""
    text = (materials.FOLDER / "archive.yaml").read_text("utf-8")
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "archive.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(materials, "FOLDER", tmp_path)
    with pytest.raises(QualprepError, match=says) as caught:
        materials.material.__wrapped__("archive")
    assert "archive.yaml" in str(caught.value)
