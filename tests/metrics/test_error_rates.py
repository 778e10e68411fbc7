from __future__ import annotations

from collections.abc import Callable

import jiwer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.metrics import character_error_rate, reason, word_error_rate


@pytest.mark.parametrize(
    ("text", "reference", "errors"),
    [
        ("kitten", "sitting", (2, 1, 0)),  # k-s, e-i, and g is missing
        ("sitting", "kitten", (2, 0, 1)),
        ("same", "same", (0, 0, 0)),
        ("", "abc", (0, 3, 0)),
        ("ab", "ba", (2, 0, 0)),  # as many as one deleted and one inserted: substitutions are taken
        ("xabc", "abcx", (0, 1, 1)),  # four substitutions would be more
    ],
)
def test_character_errors_worked_by_hand(
    text: str, reference: str, errors: tuple[int, int, int]
) -> None:
    """The fewest errors, by kind."""
    found = character_error_rate([text], [reference])
    assert found[1:4] == errors
    assert found.n_reference == len(reference)
    assert found.rate == sum(errors) / len(reference)


def test_texts_are_counted_together() -> None:
    """1 error in 10 characters and 1 in 2 are 2 in 12, not the mean of two rates."""
    found = character_error_rate(["abcdefghiX", "aX"], ["abcdefghij", "ab"])
    assert found.rate == pytest.approx(2 / 12)


def test_words_stand_between_blanks() -> None:
    """However many; punctuation belongs to its word."""
    found = word_error_rate(["the  cat,\nsat"], ["the cat sat"])
    assert found[1:] == (1, 0, 0, 3)
    assert found.rate == pytest.approx(1 / 3)


def test_more_can_be_wrong_than_there_was() -> None:
    """Three words for one."""
    assert word_error_rate(["so much text"], ["none"]).rate == 3.0


def test_without_a_reference_the_rate_is_undefined_and_the_errors_are_there() -> None:
    """Whatever was written is too much, and there is nothing to divide by."""
    found = character_error_rate(["ab"], [""])
    assert reason(found.rate) == "no characters in the references"
    assert found.insertions == 2
    assert reason(word_error_rate([], []).rate) == "no words in the references"


def test_code_points_are_counted_as_they_come() -> None:
    """One letter with its accent apart is two characters: normalise before."""
    assert character_error_rate(["e\u0301"], ["\u00e9"])[1:4] == (1, 0, 1)
    assert character_error_rate(["\U0001f600"], ["x"])[1:4] == (1, 0, 0)


@pytest.mark.parametrize("metric", [character_error_rate, word_error_rate])
def test_bad_input_is_refused_with_what_was_got(metric: Callable[..., object]) -> None:
    """A single text would be taken for a list of letters."""
    with pytest.raises(ValueError, match=r"got 1 and 2 values"):
        metric(["a"], ["a", "b"])
    with pytest.raises(ValueError, match=r"got the text 'abc'\); pass \[text\]"):
        metric("abc", "abd")


@given(st.lists(st.tuples(st.text("abc"), st.text("abc", min_size=1)), min_size=1, max_size=3))
def test_character_errors_equal_jiwer(pairs: list[tuple[str, str]]) -> None:
    """The same number of errors; which of several best alignments it shows is its own choice."""
    texts, references = [list(column) for column in zip(*pairs, strict=True)]
    ours, theirs = (
        character_error_rate(texts, references),
        jiwer.process_characters(references, texts),
    )
    assert ours.rate == pytest.approx(theirs.cer)
    assert ours.substitutions >= theirs.substitutions
    assert ours.deletions - ours.insertions == theirs.deletions - theirs.insertions


WORDS = st.lists(st.sampled_from(["a", "bb", "c"]), max_size=8).map(" ".join)


@given(st.lists(st.tuples(WORDS, WORDS.filter(bool)), min_size=1, max_size=3))
def test_word_errors_equal_jiwer(pairs: list[tuple[str, str]]) -> None:
    """The same number of errors; which of several best alignments it shows is its own choice."""
    texts, references = [list(column) for column in zip(*pairs, strict=True)]
    ours, theirs = word_error_rate(texts, references), jiwer.process_words(references, texts)
    assert ours.rate == pytest.approx(theirs.wer)
    assert ours.substitutions >= theirs.substitutions
    assert ours.deletions - ours.insertions == theirs.deletions - theirs.insertions
