"""The strict reader: nothing is guessed, every problem is found at once, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import JsonValue

from grader.strict_yaml import load, loads


@pytest.mark.parametrize(
    ("written", "value"),
    [
        # Stock YAML would make truth values, a date, 90 and 1.1 of the first lines.
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("True", "True"),
        ("2024-01-02", "2024-01-02"),
        ("1:30", "1:30"),
        ("0x1f", "0x1f"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("~", "~"),
        (".inf", ".inf"),
        ("18:20", "18:20"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("7", 7),
        ("-7", -7),
        ("0", 0),
        ("1.5", 1.5),
        ("1.10", 1.1),
        ("2.5e3", 2500.0),
        ("'7'", "7"),
        ('"true"', "true"),
        ("|-\n  7", "7"),
        (">-\n  a\n  b", "a b"),
        ("[a, 1, [true]]", ["a", 1, [True]]),
        ("{}", {}),
    ],
)
def test_only_plain_truth_values_and_decimal_numbers_are_no_text(
    written: str, value: JsonValue
) -> None:
    """Whatever is quoted, and whatever else is plain, stays the text it was."""
    document = loads(f"key: {written}\n")
    assert document.problems == []
    assert document.data == {"key": value}
    assert isinstance(document.data, dict)
    assert type(document.data["key"]) is type(value)


@pytest.mark.parametrize("digits", [19, 5000])
def test_a_number_too_long_to_be_one_is_text(digits: int) -> None:
    """A long row of digits is an identifier; Python would refuse to read the longest."""
    assert loads(f"key: {'9' * digits}").data == {"key": "9" * digits}
    assert loads(f"key: {'9' * 18}").data == {"key": int("9" * 18)}
    assert loads("key: 1.5e999").data == {"key": "1.5e999"}


def test_a_repeated_key_is_a_problem_at_its_second_line() -> None:
    """The first value stays; the second is reported where it stands."""
    document = loads("a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\na: 5\n", name="x.yaml")
    assert [str(problem) for problem in document.problems] == [
        "x.yaml:5: the key 'c' appears twice",
        "x.yaml:6: the key 'a' appears twice",
    ]
    assert document.data == {"a": 1, "b": {"c": 2, "d": 3}}


def test_several_problems_come_at_once() -> None:
    """An author mends a file in one go."""
    document = loads("- a: 1\n  a: 2\n- ? [x, y]\n  : 3\n- b: &b\n    - *b\n", name="x.yaml")
    assert [str(problem) for problem in document.problems] == [
        "x.yaml:2: the key 'a' appears twice",
        "x.yaml:3: a key must be a plain word",
        "x.yaml:5: an alias refers to itself",
    ]


def test_an_alias_stands_for_what_it_names() -> None:
    """The same part may be used twice; that is no reference to itself."""
    document = loads("a: &x [1, 2]\nb: *x\nc: {d: *x}\n")
    assert document.problems == []
    assert document.data == {"a": [1, 2], "b": [1, 2], "c": {"d": [1, 2]}}


def test_every_value_knows_its_line() -> None:
    """A problem further down names the line of its value, or of the nearest around it."""
    document = loads(
        "- id: x\n  content:\n    prompt: |-\n      one\n      two\n    more:\n    - y\n"
    )
    assert document.line((0, "id")) == 1
    assert document.line((0, "content")) == 2
    assert document.line((0, "content", "prompt")) == 3
    assert document.line((0, "content", "more", 0)) == 7
    assert document.line((0, "content", "gone", 5)) == 2
    assert document.line(()) == 1
    assert document.line((9, "nowhere")) == 1
    assert str(document.problem((0, "content"), "is odd")) == "text:2: is odd"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2\nb: 3\n", 2),
        ("a: 1\n  b: 2\n", 2),
        ("a: *nothing\n", 1),
        ("a: 1\n---\nb: 2\n", 2),  # two documents in one file
        ("a:\n\t- 1\n", 2),
        ('a: "no end\n', 2),
        ("a: \x07\n", 1),
    ],
)
def test_what_is_not_yaml_says_so_with_its_line(text: str, line: int) -> None:
    """Nothing is raised, and nothing half read is handed on."""
    document = loads(text, name="x.yaml")
    (problem,) = document.problems
    assert document.data is None
    assert problem.message.startswith("this is not valid YAML: ")
    assert problem.line in (line, line - 1)


@pytest.mark.parametrize("text", ["[" * 3000, "{a: " * 3000, "[" * 300 + "]" * 300])
def test_brackets_without_end_are_no_crash(text: str) -> None:
    """A file that nests too deeply is not valid, or it is read; nothing is raised."""
    document = loads(text)
    assert document.problems or document.data is not None


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    """No data and no problem: whoever reads it decides whether that is one."""
    document = loads(text)
    assert document.data is None
    assert document.problems == []


def test_a_file_in_another_encoding_cannot_be_read(tmp_path: Path) -> None:
    """Files are UTF-8; another encoding is reported, not guessed."""
    path = tmp_path / "latin.yaml"
    path.write_bytes("name: Zoë\n".encode("latin-1"))
    document = load(path, name="latin.yaml")
    (problem,) = document.problems
    assert str(problem).startswith("latin.yaml:1: cannot be read: ")
    assert document.data is None


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """Some editors on Windows put one at the start."""
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf- id: x\r\n  b: y\r\n")
    document = load(path)
    assert document.problems == []
    assert document.data == [{"id": "x", "b": "y"}]


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    """Its path is named when no other name is given."""
    path = tmp_path / "gone.yaml"
    (problem,) = load(path).problems
    assert problem.file == str(path)
    assert problem.message.startswith("cannot be read: ")
