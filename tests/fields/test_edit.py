"""`Edit`: changes between texts, and how an edit does against a key, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as given_examples
from hypothesis import strategies as st
from pydantic import JsonValue

from grader.fields import AuthoredError, Edit, Given
from grader.fields._diff import Change, apply, changes_between
from tests.composite import TAG

TEXT = "The cat sat on teh mat , and the the dog barked loud. He were glad."
GIVEN = Given(texts={"draft": TEXT})
PLAIN = Edit(name="edit", label="Edit", part="draft")
TAGGED = Edit(name="edit", label="Edit", part="draft", attributes=(TAG,))

AUTHORED: dict[str, Any] = {
    "fixes": [
        {"quote": "teh", "accept": ["the", "that"]},
        {"quote": "the the", "accept": ["the"]},
        {"quote": "were", "accept": ["was", "is"]},
        {"quote": "loud", "accept": ["loudly"], "must": False},
    ],
    "keep": [{"quote": "cat sat"}],
}
GOLD = PLAIN.resolve(AUTHORED, GIVEN)
# Three repairs are needed: 6 is all.
ALL = "The cat sat on the mat , and the dog barked loud. He was glad."


def edited(text: str, **said: JsonValue) -> dict[str, JsonValue]:
    """The changes that make this text, each saying the same."""
    return {"changes": [{**change._asdict(), **said} for change in changes_between(TEXT, text)]}


@pytest.mark.parametrize(
    ("text", "score"),
    [
        (ALL, 1),
        # Nothing changed: 0 of 6.
        (TEXT, 0),
        # Another accepted repair is as good.
        (ALL.replace("the mat", "that mat").replace("was", "is"), 1),
        # One left: 4 of 6.
        (ALL.replace("was", "were"), 4 / 6),
        # The allowed one made right adds 1 and cannot go beyond all: (4 + 1) of 6.
        (ALL.replace("was", "were").replace("loud", "loudly"), 5 / 6),
        (ALL.replace("loud", "loudly"), 1),
        # The allowed one made wrong repairs nothing: 6 - 1.
        (ALL.replace("loud", "quiet"), 5 / 6),
        # A change where nothing is wrong: 6 - 1.
        (ALL.replace("glad", "happy"), 5 / 6),
        # What must stay was touched: 6 - 1.
        (ALL.replace("cat", "dog"), 5 / 6),
        # A needed repair that is none: 4, and 1 off for the change.
        (ALL.replace("was", "wore"), 3 / 6),
        # More white space is nothing; words that grow together are no repair, and do harm.
        (ALL.replace("mat ,", "mat  ,"), 1),
        (ALL.replace("the mat", "themat"), 3 / 6),
    ],
)
def test_an_edit_is_judged_by_what_stands_on_the_page(text: str, score: float) -> None:
    """Needed repairs weigh 2, allowed ones 1, and each harmful change takes 1 off."""
    value = edited(text)
    assert PLAIN.problems(value, GIVEN) == []
    assert PLAIN.score(value, GOLD) == pytest.approx(score)


def test_one_large_change_and_several_small_ones_count_the_same() -> None:
    """What was replaced as a whole is compared word by word."""
    whole: JsonValue = {"changes": [{"start": 0, "end": len(TEXT), "text": ALL}]}
    assert PLAIN.score(whole, GOLD) == 1
    middle: JsonValue = {"changes": [{"start": 8, "end": 22, "text": "sat on the mat"}]}
    # One repair, made by one change that harms nothing: 2 of 6.
    assert PLAIN.score(middle, GOLD) == pytest.approx(2 / 6)


def test_a_change_does_harm_once_however_much_it_changes() -> None:
    """It repairs one place (2) and spoils two words side by side (1 off), in one change or in two."""
    text = ALL.replace("was", "were").replace("the dog", "the the dog")
    text = text.replace("cat sat", "dog stood")
    one: JsonValue = {"changes": [{"start": 0, "end": len(TEXT), "text": text}]}
    assert PLAIN.score(one, GOLD) == pytest.approx((2 - 1) / 6)
    assert PLAIN.score(edited(text), GOLD) == pytest.approx((2 - 1) / 6)


def test_a_repair_may_be_made_beside_its_place() -> None:
    """A word may be added before or behind the white space; a sign be taken away with it."""
    text = "We met Ann the baker."
    given = Given(texts={"draft": text})
    gold = PLAIN.resolve(
        {"fixes": [{"quote": "Ann the baker", "accept": ["Ann, the baker"]}]}, given
    )
    for start, new in ((10, ","), (10, ", ")):
        end = start + (len(new) - 1)
        value: JsonValue = {"changes": [{"start": start, "end": end, "text": new}]}
        assert PLAIN.score(value, gold) == 1
    gold = PLAIN.resolve({"fixes": [{"quote": "Ann", "accept": ["old Ann"]}]}, given)
    for start, new in ((6, " old"), (7, "old ")):
        assert PLAIN.score({"changes": [{"start": start, "end": start, "text": new}]}, gold) == 1


def test_a_word_may_be_accepted_away() -> None:
    """Deleted with a blank beside it, or without: a double blank is no mistake, but a lost one is."""
    text = "It was very very good."
    given = Given(texts={"draft": text})
    gold = PLAIN.resolve({"fixes": [{"quote": "very", "nth": 2, "accept": [""]}]}, given)
    assert PLAIN.score({"changes": [{"start": 12, "end": 17, "text": ""}]}, gold) == 1
    assert PLAIN.score({"changes": [{"start": 12, "end": 16, "text": ""}]}, gold) == 1
    assert PLAIN.score({"changes": [{"start": 11, "end": 17, "text": ""}]}, gold) == 0


def test_the_tag_is_half_of_a_repair() -> None:
    """Two repairs, 2 + 1 of 4."""
    gold = TAGGED.resolve(
        {
            "fixes": [
                {"quote": "teh", "accept": ["the"], "tag": "accuracy"},
                {"quote": "were", "accept": ["was"], "tag": "tone"},
            ]
        },
        GIVEN,
    )
    text = TEXT.replace("teh", "the").replace("were", "was")
    assert TAGGED.score(edited(text, tag="accuracy"), gold) == pytest.approx(3 / 4)
    assert TAGGED.score(TAGGED.as_judgment(gold), gold) == 1
    rows = TAGGED.differences(edited(text, tag="accuracy"), gold, GIVEN)
    assert [(row.label, row.verdict, row.own, row.gold, row.detail) for row in rows] == [
        ("“teh”", "agrees", "“the”", "“the”", "must be changed (accuracy)"),
        ("“were”", "close", "“was”, as accuracy", "“was”", "must be changed (tone)"),
    ]


def test_a_text_without_mistakes_is_best_left_alone() -> None:
    """Each change takes off half of what one needed repair would be."""
    gold = PLAIN.resolve({"fixes": [], "keep": [{"quote": "teh"}]}, GIVEN)
    assert PLAIN.score({"changes": []}, gold) == 1
    assert PLAIN.score(edited(TEXT.replace("glad", "happy")), gold) == 1 / 2
    assert PLAIN.score(edited(TEXT.replace("teh", "the")), gold) == 1 / 2
    assert PLAIN.score(edited(ALL), gold) == 0


def test_two_edits_are_compared_by_place_and_words() -> None:
    """One change in common of one and two: 1 - 2/3; under another tag it is another change."""
    one = edited(TEXT.replace("teh", "the"))
    two = edited(TEXT.replace("teh", "the").replace("were", "was"))
    assert PLAIN.distance(one, two) == pytest.approx(1 / 3)
    assert PLAIN.distance(one, {"changes": []}) == 1
    assert PLAIN.distance({"changes": []}, {"changes": []}) == 0
    tagged = [edited(TEXT.replace("teh", "the"), tag=tag) for tag in ("accuracy", "tone")]
    assert TAGGED.distance(*tagged) == 1


def test_what_went_wrong_is_listed_place_by_place() -> None:
    """Needed repairs, what was tried, and harm."""
    text = ALL.replace("was", "wore").replace("cat", "dog").replace("loud", "soft")
    text = text.replace("the mat", "teh mat").replace("glad", "happy")
    rows = PLAIN.differences(edited(text), GOLD, GIVEN)
    assert [(row.label, row.verdict, row.own, row.gold, row.detail) for row in rows] == [
        ("“teh”", "differs", "left as it is", "“the” or “that”", "must be changed"),
        ("“the the”", "agrees", "“the”", "“the”", "must be changed"),
        ("“were”", "differs", "“wore”", "“was” or “is”", "must be changed"),
        ("“loud”", "differs", "“soft”", "“loudly”", "may be changed"),
        ("“cat”", "differs", "“dog”", "", "this was right as it was"),
        ("“glad”", "differs", "“happy”", "", "this was right as it was"),
    ]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (GOLD, "Change the text, in at most 400 places, or say that it is fine."),
        ([], "Change the text, in at most 400 places, or say that it is fine."),
        (
            {"changes": [{"start": 0, "end": 3, "text": "The"}]},
            "Change 1: it changes nothing; take it back.",
        ),
        (
            {"changes": [{"start": 0, "end": 999, "text": ""}]},
            "Change 1: make it in the text once more.",
        ),
        (
            {"changes": [{"start": 0, "end": 3, "text": "A"}, {"start": 3, "end": 4, "text": "-"}]},
            "Two changes touch each other: make them one.",
        ),
        (
            {"changes": [{"start": 0, "end": 3, "text": 7}]},
            "Change 1: make it in the text once more.",
        ),
    ],
)
def test_an_edit_is_a_list_of_changes_apart(value: JsonValue, problem: str) -> None:
    """And a key is nobody's answer."""
    assert PLAIN.problems(value, GIVEN) == [problem]


def test_a_change_without_its_tag_is_still_open() -> None:
    """By its number."""
    value = edited(TEXT.replace("teh", "the"))
    assert TAGGED.problems(value, GIVEN) == ["Change 1: say the tag."]


@pytest.mark.parametrize(
    ("authored", "message"),
    [
        ({"fixes": [{"quote": "tehh", "accept": ["x"]}]}, "'tehh' does not occur"),
        ({"fixes": [], "keep": [{"quote": "the"}]}, "'the' occurs 2 times"),
        ({"fixes": [{"quote": "teh"}]}, "the fix of 'teh' accepts no repair"),
        ({"fixes": [{"quote": "teh", "accept": ["teh "]}]}, "accepts what is there already"),
        (
            {"fixes": [{"quote": "teh", "accept": ["a"], "hold": []}]},
            "the fix of 'teh' has no hold",
        ),
        ({"fixes": [{"quote": "teh", "accept": "the"}]}, "the fix of 'teh': accept: "),
        (
            {"fixes": [{"quote": "teh", "accept": ["the"], "holds": [["this"]]}]},
            "accepts 'the', which has not what a repair must hold",
        ),
    ],
)
def test_a_key_that_cannot_be_met_is_an_authors_mistake(authored: JsonValue, message: str) -> None:
    """Said with the quote, so that the author finds it."""
    with pytest.raises(AuthoredError, match=message):
        PLAIN.resolve(authored, GIVEN)


def test_two_repairs_side_by_side_are_two() -> None:
    """The page sends them as one change, for only white space is between them."""
    text = "It were teh cat."
    given = Given(texts={"draft": text})
    fixes = [{"quote": "were", "accept": ["was"]}, {"quote": "teh", "accept": ["the"]}]
    gold = PLAIN.resolve({"fixes": fixes}, given)
    value: JsonValue = {"changes": [{"start": 3, "end": 11, "text": "was the"}]}
    assert PLAIN.score(value, gold) == 1
    assert [row.own for row in PLAIN.differences(value, gold, given)] == ["“was”", "“the”"]


def test_the_page_is_told_nothing_of_the_key() -> None:
    """And the best answer is the first repair of all that is needed."""
    assert "accept" not in str(PLAIN.view(GIVEN))
    assert apply(TEXT, [Change(c["start"], c["end"], c["text"]) for c in _best()]) == ALL
    assert PLAIN.in_words(GOLD) == "3 changed"


def _best() -> list[Any]:
    answer: Any = PLAIN.as_judgment(GOLD)
    assert answer.keys() == {"changes"}
    changes: list[Any] = answer["changes"]
    return changes


def test_a_wrong_edit_is_foreseen_by_quote() -> None:
    """As an author writes it among the tempting ones."""
    foreseen = PLAIN.resolve({"changes": [{"quote": "glad", "text": "happy"}]}, GIVEN)
    assert PLAIN.problems(foreseen, GIVEN) == []
    assert PLAIN.gives(edited(TEXT.replace("glad", "happy")), foreseen)
    assert not PLAIN.gives(edited(ALL), foreseen)


@pytest.mark.parametrize(
    ("text", "fell"),
    [
        (ALL.replace("glad", "happy"), True),  # among good repairs
        (TEXT.replace("glad", "happy").replace("cat", "dog"), True),  # among other harm
        (ALL.replace("glad", "pleased"), False),
        (ALL, False),
        (TEXT, False),
    ],
)
def test_a_foreseen_change_is_found_among_others(text: str, fell: bool) -> None:
    """Somebody who mends three things and spoils one did spoil it."""
    foreseen = PLAIN.resolve({"changes": [{"quote": "glad", "text": "happy"}]}, GIVEN)
    assert PLAIN.fell_for(edited(text), foreseen, GOLD) == fell


@pytest.mark.parametrize(
    ("text", "fell"),
    [
        (ALL.replace("was", "were"), True),
        (TEXT.replace("teh", "the"), True),  # with another one left
        (TEXT, False),  # nothing was mended, so nothing was overlooked
        (ALL.replace("was", "wore"), True),  # tried, and not mended
        (ALL.replace("the mat", "teh mat"), False),  # something else was left
        (ALL, False),
    ],
)
def test_a_foreseen_edit_without_harm_is_one_that_leaves_something(text: str, fell: bool) -> None:
    """Here "were", while the other two are mended."""
    foreseen = edited(ALL.replace("was", "were"))
    assert PLAIN.fell_for(edited(text), foreseen, GOLD) == fell


OWN_WORDS: dict[str, Any] = {
    "fixes": [
        {
            "quote": "loud.",
            "accept": ["loud, if a stranger comes by 10 June."],
            "holds": [
                ["loud"],
                ["if", "when"],
                ["stranger", "somebody new"],
                ["10 June", "June 10"],
            ],
            "unless": ["never"],
            "longest": 12,
        }
    ]
}


@pytest.mark.parametrize(
    ("repair", "mends"),
    [
        ("loud, if a stranger comes by 10 June.", True),
        ("loud when  somebody new comes, until June 10.", True),
        ("loud, If a Stranger comes (by 10 June).", True),  # capitals do not matter
        ("loud, if a stranger comes.", False),  # the date is missing
        ("loud, if a stranger comes by 10 June, but never at night.", False),  # ruled out
        ("loud, if a stranger comes by 10 Juneau.", False),  # whole words
        ("loud, if a stranger comes by 110 June.", False),
        ("loud, " + "well " * 12 + "if a stranger comes by 10 June.", False),  # far too long
    ],
)
def test_a_repair_in_words_of_ones_own_holds_what_it_must(repair: str, mends: bool) -> None:
    """A phrase of each group, none that is ruled out, and not many words more."""
    gold = PLAIN.resolve(OWN_WORDS, GIVEN)
    own = edited(TEXT.replace("loud.", repair))
    assert PLAIN.score(own, gold) == (1 if mends else 0)
    assert PLAIN.needless(own, gold) == (0 if mends else 1)


def test_a_repair_in_words_of_ones_own_does_not_cover_what_it_takes_away() -> None:
    """Words beside the place that are lost count, though all that must be there is there."""
    gold = PLAIN.resolve(OWN_WORDS, GIVEN)
    own = edited(TEXT.replace("dog barked loud.", "loud, if a stranger comes by 10 June."))
    assert PLAIN.score(own, gold) < 1


def test_feedback_says_that_other_words_would_do() -> None:
    """So that nobody learns one wording by heart."""
    [row] = PLAIN.differences(edited(TEXT), PLAIN.resolve(OWN_WORDS, GIVEN), GIVEN)
    assert row.gold.endswith(", or the same in other words")


@pytest.mark.parametrize(
    ("text", "other", "agreement"),
    [
        (
            ALL,
            ALL.replace("was", "is").replace("the mat", "that mat"),
            1,
        ),  # repairs that gold takes
        (ALL, ALL.replace("loud", "loudly"), 1),  # may be mended or left
        (ALL, TEXT, 0),
        (ALL, ALL.replace("was", "were"), 2 / 3),
        # Three repairs and one word spoilt: the same by both, then not.
        (ALL.replace("glad", "happy"), ALL.replace("glad", "happy"), 1),
        (ALL.replace("glad", "happy"), ALL, 3 / 4),
        (ALL.replace("glad", "happy"), ALL.replace("glad", "merry"), 3 / 5),
    ],
)
def test_two_editors_agree_who_mend_and_spoil_the_same(
    text: str, other: str, agreement: float
) -> None:
    """In whatever words; the key says which repairs come to the same."""
    assert PLAIN.agreement(edited(text), edited(other), GOLD) == pytest.approx(agreement)
    assert PLAIN.agreement(edited(other), edited(text), GOLD) == pytest.approx(agreement)
    assert PLAIN.agreement(edited(text), edited(text), None) == 1


def test_a_critical_miss_is_a_place_that_is_not_mended() -> None:
    """However it was mended; any one of several is enough."""
    pattern = PLAIN.resolve_pattern(
        {
            "missed": [
                {"quote": "were", "accept": ["was", "is"]},
                {"quote": "teh", "accept": ["the"]},
            ]
        },
        GIVEN,
    )
    assert PLAIN.pattern_problems(pattern, GIVEN) == []
    assert not PLAIN.matches(edited(ALL), pattern)
    assert not PLAIN.matches(edited(ALL.replace("was", "is").replace("loud", "quiet")), pattern)
    assert PLAIN.matches(edited(ALL.replace("was", "were")), pattern)
    assert PLAIN.matches(edited(ALL.replace("was", "wore")), pattern)
    assert PLAIN.matches(edited(TEXT), pattern)
    assert PLAIN.pattern_problems(PLAIN.resolve_pattern({"missed": []}, GIVEN), GIVEN) == [
        "a pattern for edit is changes, or {missed: [{quote, accept}, ...]}"
    ]
    with pytest.raises(AuthoredError, match="accepts no repair"):
        PLAIN.resolve_pattern({"missed": [{"quote": "were"}]}, GIVEN)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("a b c", "a x c", [(2, 3, "x")]),
        ("a b c", "a c", [(2, 4, "")]),
        ("a c", "a b c", [(2, 2, "b ")]),
        ("a b", "c d", [(0, 3, "c d")]),
        ("same", "same", []),
        ("for 3.20, or", "for 3.40, or", [(4, 8, "3.40")]),  # a figure is one word
        ("at 18:30.", "at 17:30.", [(3, 8, "17:30")]),
        ("1.5kg of 1,470", "2.5kg of 1,740", [(0, 3, "2.5"), (9, 14, "1,740")]),
        ("", "new", [(0, 0, "new")]),
        ("It's 1,5 m.", "It's 2,5 m!", [(5, 8, "2,5"), (10, 11, "!")]),
    ],
)
def test_changes_are_as_few_words_as_can_be(
    old: str, new: str, changes: list[tuple[int, int, str]]
) -> None:
    """Whole words, and always the same ones."""
    assert changes_between(old, new) == changes


@given_examples(
    st.lists(st.sampled_from(["egg", "the", ",", " ", "\n", "🥚", "it's"]), max_size=12),
    st.lists(st.sampled_from(["egg", "the", ",", " ", "\n", "🥚", "it's"]), max_size=12),
)
def test_changes_make_one_text_of_the_other(old: list[str], new: list[str]) -> None:
    """They are in order, apart, and each changes something."""
    before, after = "".join(old), "".join(new)
    changes = changes_between(before, after)
    assert apply(before, changes) == after
    given = Given(texts={"draft": before})
    assert PLAIN.problems({"changes": [c._asdict() for c in changes]}, given) == []
