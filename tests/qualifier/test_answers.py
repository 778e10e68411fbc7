"""What a learner hands in: on the disk when said so, and read as a file that anybody may have written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.bank import Bank
from grader.errors import QualprepError
from grader.qualifier import (
    Answers,
    Draft,
    Drafts,
    Form,
    Response,
    check_gold,
    grade_answers,
    hand_in,
    read_answers,
    read_drafts,
    save_drafts,
)
from grader.qualifier.reading import LARGEST_FILE, LARGEST_LINE, MOST_LINES
from tests.qualifier.conftest import a_blueprint, a_line, a_section
from tests.support import SKILL, an_item, bank_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "responses.jsonl"


def read(path: Path, form: Form, bank: Bank, data: str | bytes | None = None) -> Answers:
    if data is not None:
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_answers(path, form, {SKILL: bank})


def text(*lines: Any) -> str:
    return "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)


def test_what_is_handed_in_is_read_back(path: Path, form: Form, bank: Bank) -> None:
    """Half a surrogate pair too, and behind a line that a killed writer left unfinished."""
    line = a_line(bank, form, 1)
    line["values"]["justification"] += " \ud83d"
    path.write_text('{"form": "to')
    hand_in(path, Response.model_validate(line))
    hand_in(path, Response.model_validate(a_line(bank, form)))
    found = read(path, form, bank)
    assert set(found.by_item) == {item.id for item in form.items}
    assert found.by_item[line["item"]].values["justification"].endswith("\ud83d")
    assert found.failures == ("responses.jsonl, line 1: is not valid JSON",)


def test_the_first_valid_answer_counts(path: Path, form: Form, bank: Bank) -> None:
    """A later one, or the same delivered twice, is a line in the list; an invalid one counts not as first."""
    bad = a_line(bank, form, confidence=4)
    one, same = a_line(bank, form), a_line(bank, form)
    other = a_line(bank, form, attempt="another", confidence=50)
    found = read(path, form, bank, text(bad, one, same, other))
    assert found.by_item[one["item"]].confidence == 80
    assert "line 1: is no answer: confidence" in found.failures[0]
    assert found.failures[1].endswith("line 3: delivers the answer of line 2 once more")
    assert found.failures[2].endswith("again; the first answer, in line 2, counts")


def changed(**changes: Any) -> Any:
    return lambda line: line | changes


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed(form="toy-2"), "belongs to another form"),
        (changed(item="made-999"), "which is not in this form"),
        (changed(item=["made-001"]), "is no answer: item"),
        (changed(item_hash="sha256:1"), "with another text"),
        (changed(shown_order=["response_a"]), "an order that cannot be"),
        (changed(shown_order=["response_a", "response_a"]), "an order that cannot be"),
        (changed(confidence=True), "is no answer: confidence"),
        (changed(confidence=100), "is no answer: confidence"),
        (changed(seconds=-1), "is no answer: seconds"),
        (changed(seconds=1e400), "is not valid JSON"),
        (changed(at="yesterday"), "is no answer: at"),
        (changed(at="2026-11-23T12:00:00"), "is no answer: at"),
        (changed(score=1.0), "is no answer: score"),
        (changed(values={}), "order: This is still open."),
        (changed(values=[]), "is no answer: values"),
        (lambda line: [], "is no answer"),
        (lambda line: "null", "is no answer"),
        (
            lambda line: json.dumps(line).replace('"form"', '"form": "toy-1", "form"', 1),
            "not valid",
        ),
        (lambda line: '{"a": ' * 13 + "1" + "}" * 13, "nested more than"),
        (lambda line: json.dumps(line | {"attempt": "x" * LARGEST_LINE}), "too long"),
        (lambda line: json.dumps(line)[:-1] + ', "n": ' + "9" * 5000 + "}", "not valid JSON"),
    ],
)
def test_a_wrong_line_is_named_and_never_credited(
    path: Path, form: Form, bank: Bank, change: Any, said: str
) -> None:
    """And the line behind it counts."""
    wrong = change(a_line(bank, form))
    found = read(path, form, bank, text(wrong, a_line(bank, form, 1)))
    assert set(found.by_item) == {form.items[1].id}
    (failure,) = found.failures
    assert failure.startswith("responses.jsonl, line 1: ")
    assert said in failure
    assert len(failure) < 400


def test_values_not_asked_for_are_left_out(path: Path, form: Form, bank: Bank) -> None:
    """They can neither help nor harm."""
    line = a_line(bank, form)
    line["values"]["justification"] = "Nobody asked for this sentence here."
    found = read(path, form, bank, text(line))
    assert "justification" not in found.by_item[line["item"]].values


def test_brackets_in_a_text_are_no_depth(path: Path, form: Form, bank: Bank) -> None:
    r"""Nor is a quotation mark behind a backslash the end of it."""
    line = a_line(bank, form, 1)
    line["values"]["justification"] = (
        '{response_b} said "[[[[[[[[[[[[[[[[[[" and \\ then [[[ stopped.'
    )
    assert read(path, form, bank, text(line)).failures == ()


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "link", "huge"])
def test_what_is_no_plain_file_is_not_even_read(
    path: Path, form: Form, bank: Bank, kind: str
) -> None:
    """A pipe would wait for ever, a link could name any file of the coach's."""
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.with_name("other").write_text(text(a_line(bank, form)))
        path.symlink_to(path.with_name("other"))
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(LARGEST_FILE + 1)
    found = read(path, form, bank)
    assert (len(found.failures), found.by_item) == (1, {})


def test_many_bad_lines_make_a_short_list(path: Path, form: Form, bank: Bank) -> None:
    """And lines beyond the limit are not read at all."""
    found = read(path, form, bank, "x\n" * MOST_LINES + text(a_line(bank, form)))
    assert found.by_item == {}
    assert len(found.failures) == 21
    assert found.failures[-1] == f"and {MOST_LINES + 1 - 20} more lines like these"


@given(
    data=st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
)
def test_no_bytes_stop_the_reading(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever stands before it, a valid answer on a line of its own counts."""
    bank = bank_of(an_item(1), set_name="reserve")
    from grader.qualifier import assemble

    form = assemble(a_blueprint(a_section("judge", 1)), {SKILL: bank}, 1)
    path = tmp_path_factory.mktemp("any") / "responses.jsonl"
    found = read(path, form, bank, data + b"\n" + text(a_line(bank, form)).encode())
    assert set(found.by_item) == {"made-001"}


def test_the_outcome_counts_right_items_and_critical_misses(
    path: Path, form: Form, bank: Bank
) -> None:
    """Two of two pass at 0.8; one with a critical miss does not, nor does one left out."""
    both = read(path, form, bank, text(a_line(bank, form), a_line(bank, form, 1)))
    outcome = grade_answers(form, both, {SKILL: bank})
    assert (outcome.right.value, outcome.right.n, outcome.critical) == (1.0, 2, 0)
    assert outcome.passed
    assert [result.points for result in outcome.results] == [1.0, 1.0]
    one = grade_answers(form, read(path, form, bank, text(a_line(bank, form))), {SKILL: bank})
    assert (one.passed, one.unanswered) == (False, (form.items[1].id,))
    miss = a_line(bank, form)
    order = [["response_b"], *[p for p in miss["values"]["order"] if p != ["response_b"]]]
    miss["values"] |= {"order": order, "axis": "tone"}
    missed = read(path, form, bank, text(miss, a_line(bank, form, 1)))
    outcome = grade_answers(form, missed, {SKILL: bank})
    assert (outcome.critical, outcome.passed) == (1, False)
    points = outcome.results[0].points
    assert type(points) is float
    assert 0 <= points < 1


def test_missing_gold_is_no_zero(path: Path, form: Form, bank: Bank) -> None:
    """Even for an item that nobody answered."""
    bare = Bank(bank.skill, bank.sets, {}, bank.guideline)
    with pytest.raises(QualprepError, match="not here"):
        grade_answers(form, Answers({}, ()), {SKILL: bare})
    with pytest.raises(QualprepError, match="not here"):
        check_gold(form, {SKILL: bare})


def test_drafts_are_apart_and_survive_damage(tmp_path: Path) -> None:
    """They may change; a damaged file, or another form's, is no drafts."""
    path = tmp_path / "drafts.json"
    assert read_drafts(path, "toy-1").items == {}
    drafts = Drafts(form="toy-1", items={"made-001": Draft(values={"axis": "tone"}, seconds=2)})
    save_drafts(path, drafts)
    assert read_drafts(path, "toy-1") == drafts
    assert read_drafts(path, "toy-2").items == {}
    path.write_text("{")
    assert read_drafts(path, "toy-1").items == {}
    assert [p.name for p in tmp_path.iterdir()] == ["drafts.json"]
