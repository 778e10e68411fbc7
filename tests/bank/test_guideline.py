"""A guideline's clauses, read from its Markdown, and the clauses that a text cites."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.bank import Clause, cited, read_guideline
from grader.errors import QualprepError

TEXT = """\
---
skill: response-ranking
title: "Ranking responses"
version: 1.10
date: 2026-11-23
---

# Ranking

Some words before.

## 1. Before you rank

An introduction.

### 1.1 Read first

One.

* two

### 1.2 Then rank

## 2. The axes

### 2.10 Safety: harm & help

#### Just in

A case.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "guideline.md"


def test_clauses_are_read_with_their_numbers_titles_and_texts(path: Path) -> None:
    """Up to the next clause or section; smaller headings belong to the clause."""
    path.write_text(TEXT, encoding="utf-8")
    guideline = read_guideline(path)
    assert (guideline.skill, guideline.title) == ("response-ranking", "Ranking responses")
    assert guideline.version == "1.10"
    assert guideline.sections == {"1": "Before you rank", "2": "The axes"}
    assert list(guideline.clauses.values()) == [
        Clause("1.1", "Read first", "One.\n\n* two"),
        Clause("1.2", "Then rank", ""),
        Clause("2.10", "Safety: harm & help", "#### Just in\n\nA case."),
    ]
    assert guideline.source.startswith("# Ranking\n")
    assert guideline.source.endswith("A case.")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "The guideline cannot be read."),
        (b"\xff\xfe", "The guideline cannot be read."),
        (b"# No header\n", "The guideline has no header."),
        (TEXT.replace("### 1.2", "### 1.1").encode(), "Clause 1.1 appears twice."),
    ],
)
def test_a_guideline_that_cannot_be_used_says_why(
    path: Path, content: bytes | None, what: str
) -> None:
    """Missing, not UTF-8, without header, or with a number twice: by file, with a way out."""
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(QualprepError) as error:
        read_guideline(path)
    assert error.value.what == what
    assert error.value.where == str(path)
    assert error.value.do


def test_a_guideline_is_read_again_when_it_has_changed(path: Path) -> None:
    """An author sees a change without restarting anything."""
    path.write_text(TEXT, encoding="utf-8")
    assert read_guideline(path).version == "1.10"
    path.write_text(TEXT.replace("1.10", "1.11"), encoding="utf-8")
    assert read_guideline(path).version == "1.11"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("By clause 2.1 it is.", ["2.1"]),
        ("Clause 2.1 decides.", ["2.1"]),
        ("By clauses 2.1 and 3.2, or clause 1.10.", ["2.1", "3.2", "1.10"]),
        ("clauses 2.1, 2.2 or 2.3", ["2.1", "2.2", "2.3"]),
        ("clauses 2.1 to 2.4", ["2.1", "2.4"]),
        ("clauses 2.1–2.4", ["2.1", "2.4"]),
        ("clause\n2.1", ["2.1"]),
        ("clauses 2.1, and 3.2", ["2.1", "3.2"]),
        ("It costs 2.10 and takes 3.5 hours.", []),
        ("clause 2 and clauses", []),
        ("subclause 2.1", []),
    ],
)
def test_the_clauses_a_text_cites_are_found(text: str, numbers: list[str]) -> None:
    """Only numbers that stand behind the word are clauses."""
    assert cited(text) == numbers
