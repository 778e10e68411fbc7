"""`FreeText`: what is checked of the form of a justification while it is written."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from grader.fields import (
    AgreesWithRanking,
    Choice,
    CitesPart,
    FreeText,
    Given,
    MentionsTop,
    NamesOption,
    Option,
    WordBand,
)
from grader.fields.free_text import contradiction, count_words

GIVEN = Given(
    texts={
        "prompt": "How long do eggs take in the Kestrel valley?",
        "response_a": "Boil the egg for eight minutes, counted from the boil.",
        "response_b": "Don’t worry about it.\nÀ la coque, trois minutes suffisent — 卵をゆでる.",
    }
)
AXIS = Choice(
    name="axis",
    label="What decided it?",
    options=(
        Option(key="accuracy", label="Accuracy", words=("wrong", "accura")),
        Option(key="tone", label="Tone", words=("warm",)),
    ),
)


def _holds(check: object, text: str, **values: JsonValue) -> bool:
    field = FreeText(name="why", label="Why", checks=(check,))
    (result,) = field.form(text, GIVEN, values, {"axis": AXIS})
    return result.holds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two three.", 3),
        ("{response_a} is better", 4),  # "Response A is better"
        ("It isn’t 18:20 o'clock", 5),  # It, isn't, 18, 20, o'clock
        ("well-made — and 3.5", 4),  # a dash is no word; 3.5 counts as two
        ("snake_case", 2),
        ("«À la coque»", 3),
        ("...  !?", 0),
    ],
)
def test_words_are_counted_as_a_reader_counts(text: str, words: int) -> None:
    """A reference is two words, like the name the learner reads; a hyphen joins, a dash does not."""
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("count", "holds"), [(2, False), (3, True), (5, True), (6, False), (0, False)]
)
def test_the_word_band_includes_both_its_ends(count: int, holds: bool) -> None:
    """Three to five words are within a band of 3 to 5."""
    assert _holds(WordBand(low=3, high=5), "word " * count) is holds


@pytest.mark.parametrize(
    "text",
    [
        'It says "eight minutes" and that is it.',
        "It says “eight minutes” and that is it.",
        "It says „eight minutes“ and that is it.",
        "It says «eight minutes» and that is it.",
        "It says »eight minutes« and that is it.",
        "It says ‘eight minutes’ and that is it.",
        "It says 'eight minutes' and that is it.",
        "It says “Eight  MINUTES,” and that is it.",
        "It wants the egg for eight of them",  # four words in a row, without marks
        "« À la coque » is not what was asked",
        "As “卵をゆでる” is not English",
        "It says ‘Don’t worry’ and no more",
        "It says 'Don't worry' and no more",
        'No "nine hours" there, but "counted from the boil" it is',
    ],
)
def test_words_in_quotation_marks_or_four_in_a_row_are_a_quote(text: str) -> None:
    """Every kind of quotation marks, any case and spacing, in any script."""
    assert _holds(CitesPart(), text.replace("Don't", "Don’t"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It says eight minutes and that is it.",  # two words without marks
        'It says "nine minutes".',
        'It says "eight minut".',  # a piece of a word is no word
        '"How long do eggs take" is asked',  # words of the prompt, not of a response
        "the egg for {response_a} eight minutes counted",  # a reference in between
        "It doesn't say, nor does it 'mean', how long",
        '"" and “”',
    ],
)
def test_what_no_response_says_is_no_quote(text: str) -> None:
    """Words must stand in a response, whole, and in that order."""
    assert not _holds(CitesPart(), text)


def test_a_quote_may_run_over_a_line_break_and_punctuation() -> None:
    """Four words in a row count however the page breaks them."""
    assert _holds(CitesPart(), "it says: minutes counted from the boil")
    assert _holds(CitesPart(), "worry about it à la coque is what it says")


def test_a_part_that_is_not_repeated_is_quoted_by_its_name() -> None:
    """And by no words of another part; the check says which part it looks for."""
    check = CitesPart(group="prompt", says="quotes the prompt")
    assert _holds(check, 'It asks for "the Kestrel valley" and no other.')
    assert not _holds(check, 'It says "eight minutes", which nobody asked.')
    field = FreeText(name="why", label="Why", checks=(check,))
    assert [result.says for result in field.form("", GIVEN, {}, {})] == ["quotes the prompt"]


@pytest.mark.parametrize(
    ("order", "text", "holds"),
    [
        ([["response_b"], ["response_a"], ["response_c"]], "{response_b} over {response_a}", True),
        ([["response_b"], ["response_a"], ["response_c"]], "{response_b} over {response_c}", False),
        # A tie at the top: the two that share the place are first and second.
        ([["response_a", "response_c"], ["response_b"]], "{response_a} and {response_c}", True),
        ([["response_a", "response_c"], ["response_b"]], "{response_a} and {response_b}", False),
        # A tie at second: both are second.
        ([["response_a"], ["response_b", "response_c"]], "{response_a}, {response_b}", False),
        ([["response_a"]], "{response_a}", True),
        # Without an order yet: any two.
        (None, "{response_a} and {response_b}", True),
        (None, "{response_a}", False),
        ("nonsense", "{response_a} and {response_b}", True),
    ],
)
def test_a_justification_mentions_the_top_two(order: JsonValue, text: str, holds: bool) -> None:
    """Those that the learner's own order puts first and second, ties included."""
    assert _holds(MentionsTop(ranking="order"), text, order=order) is holds


def test_what_is_to_be_mentioned_is_named_by_reference() -> None:
    """The learner reads it with the letters shown to them."""
    field = FreeText(name="why", label="Why", checks=(MentionsTop(ranking="order"),))
    order: JsonValue = [["response_b"], ["response_a"]]
    (result,) = field.form("", GIVEN, {"order": order}, {})
    assert result.says == "mentions {response_a} and {response_b}"


@pytest.mark.parametrize(
    ("text", "axis", "holds"),
    [
        ("Its accuracy is poor", "accuracy", True),
        ("The number is WRONG", "accuracy", True),
        ("The number is inaccurate", "accuracy", True),
        ("It is warmer", "accuracy", False),
        ("It is warmer", "tone", True),
        ("Its accuracy is poor", None, False),
        ("Its accuracy is poor", ["accuracy"], False),
    ],
)
def test_a_justification_names_the_axis_chosen(text: str, axis: JsonValue, holds: bool) -> None:
    """By its label or one of its stems; without a choice there is nothing to name."""
    assert _holds(NamesOption(field="axis"), text, axis=axis) is holds


RANKS = {"response_b": 0, "response_a": 1, "response_c": 1}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{response_a} is better than {response_b}.", "{response_a} over {response_b}"),
        ("{response_a} is clearly better\n than {response_b}.", "{response_a} over {response_b}"),
        ("{response_b} is worse than {response_a}", "{response_a} over {response_b}"),
        ("I prefer {response_c} to {response_b}", "{response_c} over {response_b}"),
        ("{response_c} beats {response_b}", "{response_c} over {response_b}"),
        (
            "{response_a} is more accurate than {response_b}",
            "{response_a} over {response_b}",
        ),
        ("{response_a} is by far the best", "{response_a} is the best"),
        ("{response_b} is better than {response_a}", None),
        ("{response_b} is the best", None),
        ("{response_a} is better than {response_c}", None),  # tied: not the opposite
        ("{response_a} is not better than {response_b}", None),
        ("{response_a} reads better; {response_b} is right", None),
        ("{response_a} is better than {response_x}", None),
        ("{response_a} is the best-written one, but wrong", None),
        ("", None),
    ],
)
def test_a_plain_statement_against_the_own_order_is_found(text: str, says: str | None) -> None:
    """Only what is plainly said is read; other words pass."""
    assert contradiction(text, RANKS) == says


def test_a_contradiction_is_shown_with_what_was_said() -> None:
    """The learner sees which statement does not fit."""
    field = FreeText(name="why", label="Why", checks=(AgreesWithRanking(ranking="order"),))
    order: JsonValue = [["response_b"], ["response_a"]]
    text = "{response_a} is better than {response_b}."
    (result,) = field.form(text, GIVEN, {"order": order}, {})
    assert not result.holds
    assert result.says == "agrees with your order (it says {response_a} over {response_b})"
    (without,) = field.form(text, GIVEN, {}, {})
    assert without.holds


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "Write your answer as text."),
        (5, "Write your answer as text."),
        ("Too short.", "Write at least one whole sentence."),
        ("word " * 20 + "x", "Shorten this by 1 characters: at most 100 are kept."),
    ],
)
def test_a_fragment_and_a_flood_are_refused(value: JsonValue, problem: str) -> None:
    """A justification is a sentence, and no longer than is kept."""
    field = FreeText(name="why", label="Why", max_characters=100)
    assert field.problems(value, GIVEN) == [problem]
    assert field.problems("word " * 20, GIVEN) == []


def test_the_same_words_are_the_same_answer() -> None:
    """White space says nothing; texts themselves are never compared in scoring."""
    field = FreeText(name="why", label="Why")
    assert field.distance("so  it\nis", "so it is") == 0
    assert field.distance("so it is", "it is so") == 1
    assert not field.comparable
