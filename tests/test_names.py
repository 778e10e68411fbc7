"""Names of what is shuffled: references in stored texts, letters on one learner's screen, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.names import Names, bare_letters, names_for, shown_order
from grader.task import Part, Task

THREE = Names(("response_c", "response_a", "response_b"))  # A is c, B is a, C is b


def test_a_reference_is_shown_with_the_learners_letter() -> None:
    """The first part in the order shown is A; other parts keep their own name."""
    assert THREE.show("{response_a} beats {response_c}.") == "Response B beats Response A."
    assert THREE.show("The {prompt} and {changed_rule} say so.") == (
        "The prompt and changed rule say so."
    )
    assert THREE.letter("response_b") == "C"
    assert THREE.name("response_b") == "Response C"
    assert Names(("result_b",), label="Result").show("{result_b}") == "Result A"


def test_repeated_parts_that_are_not_shuffled_have_their_label_and_number() -> None:
    """What a learner reads above a part is what feedback calls it."""
    task = Task(
        instruction="Judge.",
        parts=(
            Part(name="turn", label="Turn", repeated=(1, 3), numbered=True),
            Part(name="claim", label="Claim", repeated=(1, 3)),
            Part(name="reply", label="Reply", repeated=(2, 2), shuffled=True),
        ),
        fields=(),
    )
    names = names_for(task, ("reply_b", "reply_a"))
    assert names.show("{turn_2}, {claim_c} and {reply_a}") == "Turn 2, Claim C and Reply B"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Response B is right.", "{response_a} is right."),
        ("response C is right.", "{response_b} is right."),
        ("I take answer A over option C.", "I take {response_c} over {response_b}."),
        ("B is right, C is not.", "{response_a} is right, {response_b} is not."),
        ("B's second sentence", "{response_a}'s second sentence"),
        ("Response B’s second sentence", "{response_a}’s second sentence"),
        ("Responses A and B", "{response_c} and {response_a}"),
        ("A > B = C", "{response_c} > {response_a} = {response_b}"),
        ("(B) is better", "({response_a}) is better"),
        ("I prefer B.", "I prefer {response_a}."),
        ("B, because it is short", "{response_a}, because it is short"),
        # A capital A as a letter:
        ("A is right.", "{response_c} is right."),
        ("A says so. A gives no reason.", "{response_c} says so. {response_c} gives no reason."),
        ("A, B and C", "{response_c}, {response_a} and {response_b}"),
        ("I think A wins", "I think {response_c} wins"),
        ("A's claim is false", "{response_c}'s claim is false"),
        ("A ignored the limit.", "{response_c} ignored the limit."),
        ("The best is A", "The best is {response_c}"),
    ],
)
def test_letters_in_a_learners_text_become_references(said: str, kept: str) -> None:
    """However the learner names a response, what is kept means the same for everybody."""
    assert THREE.back(said) == kept


@pytest.mark.parametrize(
    "text",
    [
        "A careful reader would see it.",
        "A changed phrase is no error.",
        "A useless answer.",
        "A 5 % error.",
        "It ends badly. A list would help.",
        "“A good start” is no praise.",
        "It recommends vitamin B for that.",
        "Vitamin C, and plan B.",
        "It is 25 °C outside.",
        "It needs a USB-C cable and a B-side.",
        "Type A blood, grade B meat.",
        "The C.V. is missing.",
        "I saw that I was wrong.",
        "Response D is not here, nor is D.",
        "ABC and Bob.",
        "I'd say so.",
        "",
    ],
)
def test_an_article_a_vitamin_or_a_unit_is_no_response(text: str) -> None:
    """What is not the name of one of this item's responses stays as it was written."""
    assert THREE.back(text) == text


# Prose that a justification may hold, letters that name nothing among it.
PROSE = [
    "gives the right number,",
    "It holds. A careful reader sees that",
    "“eighty minutes”",
    "is wrong; vitamin B at 25 °C would be",
    "better than",
    "and the answer",
    "(clause 2.1).",
    "Short? A list in",
    "It isn't what was asked.\nThe response",
    "I think",
    "{x",
    "👩🏽‍🚀 plan C",
]


@given(
    order=st.permutations(["response_a", "response_b", "response_c", "response_d"]),
    count=st.integers(2, 4),
    data=st.data(),
)
def test_what_is_shown_and_read_back_is_the_same(
    order: list[str], count: int, data: st.DataObject
) -> None:
    """A stored text survives being shown to any learner and mapped back, in whatever order."""
    names = Names(tuple(order[:count]))
    reference = st.sampled_from(names.order).map(lambda name: f"{{{name}}}")
    ending = st.sampled_from(["", "'s", "’s", ",", "."])
    pieces = data.draw(
        st.lists(st.sampled_from(PROSE) | st.builds(str.__add__, reference, ending), max_size=8)
    )
    text = " ".join(pieces)
    assert names.back(names.show(text)) == text


@given(order=st.permutations(["response_a", "response_b", "response_c"]), data=st.data())
def test_a_learners_own_text_comes_back_without_losing_anything(
    order: list[str], data: st.DataObject
) -> None:
    """What was kept of a learner's words is shown again with the letters; other braces stay."""
    names = Names(tuple(order))
    pieces = ["Response A", "is", r"\frac{a}{b}", "{name}", "{response_x}", "so {", "C", "x}"]
    text = " ".join(data.draw(st.lists(st.sampled_from(pieces), max_size=8)))
    kept = names.back(text)
    assert names.back(names.own(kept)) == kept
    assert names.own(kept).replace("Response ", "") == text.replace("Response ", "")


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Response B is right.", ["B"]),
        ("B is right, and so is A.", ["B", "A"]),
        ("B is right; B it is.", ["B"]),
        ("F's claim", ["F"]),
        ("{response_b} is right.", []),
        ("A careful reader takes vitamin C at 25 °C.", []),
        ("Of all the answers I like, it is the best.", []),
        ("Option G and plan B.", []),
        ("A poisonous gas, a made-up one. A made-up reason is none.", []),
        ("A made up a reason.", ["A"]),
        ("C'est juste, d'après l’auteur; D’accord.", []),
    ],
)
def test_stored_texts_name_no_letter(text: str, letters: list[str]) -> None:
    """Lint finds each letter that a text uses as a name, once; an article or an I is none."""
    assert sorted(bare_letters(text)) == sorted(letters)


def test_an_order_is_the_same_for_the_same_seed_and_even_over_many() -> None:
    """Every part comes first about as often: 600 seeds, 3 parts, 200 each, give or take 60."""
    parts = ("a", "b", "c")
    assert shown_order(parts, "ann/1") == shown_order(parts, "ann/1")
    first = [shown_order(parts, f"seed {number}")[0] for number in range(600)]
    assert all(140 <= first.count(part) <= 260 for part in parts)
