"""Counting words, syllables, grades and likeness, by hand."""

from __future__ import annotations

import pytest

from grader.audit.care import sensitive_words
from grader.audit.duplicates import Shown, near
from grader.audit.length import length_difference
from grader.audit.words import count_shown, grade, shingles, syllables
from tests.audit.made import an_entry, made
from tests.support import an_item

A, B, C = (f"response_{letter}" for letter in "abc")


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("make", 1),
        ("makes", 1),
        ("table", 2),
        ("boxes", 2),
        ("walked", 1),
        ("wanted", 2),
        ("responses", 3),
        ("evidence", 3),
        ("beautiful", 3),
        ("it's", 1),
        ("28", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    """Groups of vowels without silent endings."""
    assert syllables(word) == count


def test_a_grade_by_hand() -> None:
    """Ten words in two sentences, ten syllables: 0.39 * 5 + 11.8 * 1 - 15.59."""
    assert grade("The cat sat on it. The dog ran to us!") == pytest.approx(-1.84)
    assert grade("Too short.") is None


def test_a_grade_leaves_out_what_the_item_says() -> None:
    """Quotes are not ours; a number with a point in it ends no sentence; a reference is two words."""
    plain = grade("The cat sat on it by rule 4.2 of us.")
    assert (
        grade('The cat sat "incomprehensibly, notwithstanding" on it by rule 4.2 of us.') == plain
    )
    assert grade("{response_a} sat on it.") == grade("Response A sat on it.")


def test_shown_words_are_runs_with_a_letter_or_digit() -> None:
    """A dash alone is none."""
    assert count_shown("Well – 3 cats, e.g. tabbies") == 5


def test_shingles_are_runs_of_three_words() -> None:
    """Without case, marks and markup; a shorter text is one run."""
    assert shingles("**One** two, three. Four") == {
        ("one", "two", "three"),
        ("two", "three", "four"),
    }
    assert shingles("Two words") == {("two", "words")}
    assert shingles("–") == set()


def test_near_is_jaccard_above_the_threshold() -> None:
    """Four runs each, three in common: 3 / 5. An empty text is like nothing."""
    texts = ["a b c d e f", "a b c d e g", "u v w x y z", "", ""]
    found = [
        Shown("s", "practice", an_item(at), "", frozenset(shingles(text)))
        for at, text in enumerate(texts)
    ]
    assert [str(pair) for pair in near(found, 0.5)] == ["made-000 ~ made-001 0.60"]
    assert list(near(found, 0.6)) == []


def test_near_finds_what_comparing_all_finds() -> None:
    """The index leaves out no pair."""
    words = [made("practice", at).item["id"] for at in range(6)]
    texts = [" ".join(str(w) for w in (words * 4)[at : at + 9 + at % 3]) for at in range(14)]
    runs = [frozenset(shingles(text)) for text in texts]
    found = [Shown("s", "practice", an_item(at), "", one) for at, one in enumerate(runs)]
    for threshold in (0.2, 0.5, 0.8, 0.95):
        expected = {
            (x, y)
            for y in range(len(runs))
            for x in range(y)
            if len(runs[x] & runs[y]) / len(runs[x] | runs[y]) > threshold
        }
        got = {(p.one.item.id, p.other.item.id) for p in near(found, threshold)}
        assert got == {(f"made-{x:03}", f"made-{y:03}") for x, y in expected}


def test_the_length_difference_by_hand() -> None:
    """Best 4 words, others 2 and 3: pairs +2 and +1, mean 1.5; within the item s = 1."""
    texts = {A: "one two three four", B: "one two", C: "one two three"}
    found = length_difference([an_entry([[A], [B], [C]], texts=texts)])
    assert found.figure == pytest.approx(1.5)
    assert found.verdict == "short"
    tied = length_difference([an_entry([[A, B, C]], texts=texts)])
    assert tied.verdict == "not applicable"
    same = length_difference([an_entry([[A], [B]], texts={A: "one two", B: "one two"})])
    assert (same.figure, same.verdict) == (0, "ok")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My aunt died in May.", ["died"]),
        ("Our baby has had a fever since noon.", ["baby has had a fever"]),
        ("The fever of my son is high.", ["fever of my son"]),
        ("How do I kill a process, and why is the battery dead?", []),
        ("Skilled sons of cancerians", ["cancerians"]),
        ("We met at the hospital. The tea was cold, and my old friend said so to her son.", []),
    ],
)
def test_sensitive_words_prompt_the_eye(text: str, words: list[str]) -> None:
    """It finds words, not meanings; a child and an illness must stand close together."""
    assert sensitive_words(an_entry([[A], [B]], texts={A: text})) == words
