"""`Boxes`: overlaps and distances worked out by hand, errors of each side in words."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import JsonValue, ValidationError

from grader.fields import Boxes, Choice, Given, ImageSize, Option, flag
from tests.composite import SHAPE

GIVEN = Given(texts={"photo": ""}, images={"photo": ImageSize(200, 100)})
FIELD = Boxes(name="boxes", label="Boxes", part="photo", attributes=(SHAPE,))


def box(x: Any, y: Any, width: Any, height: Any, shape: str = "car") -> dict[str, JsonValue]:
    return {"x": x, "y": y, "width": width, "height": height, "shape": shape}


ONE = box(0, 0, 100, 10)


@pytest.mark.parametrize(
    ("own", "gold", "distance"),
    [
        ([], [], 0),
        ([], [ONE], 1),
        ([ONE], [ONE], 0),
        # 90 of 100 pixels in common: IoU .9 is enough for all credit.
        ([box(0, 0, 90, 10)], [ONE], 0),
        # IoU .5 is worth nothing, .7 is worth (.7 - .5) / (.85 - .5).
        ([box(0, 0, 50, 10)], [ONE], 1),
        ([box(0, 0, 70, 10)], [ONE], 1 - 0.2 / 0.35),
        # Another class, however well drawn.
        ([box(0, 0, 100, 10, "person")], [ONE], 1),
        # One of two found: 1 - 2 * 1 / 3.
        ([ONE], [ONE, box(0, 50, 20, 20)], 1 / 3),
        # The same thing twice counts once: 1 - 2 * 1 / 3.
        ([ONE, box(0, 0, 95, 10)], [ONE], 1 / 3),
        # Each finds its own, whatever the order.
        ([box(0, 50, 20, 20), ONE], [ONE, box(0, 50, 20, 20)], 0),
    ],
)
def test_credit_grows_from_half_an_overlap_to_a_good_one(
    own: JsonValue, gold: JsonValue, distance: float
) -> None:
    """Paired one to one; a pair with another class earns nothing."""
    assert FIELD.distance(own, gold) == pytest.approx(distance)
    assert FIELD.distance(gold, own) == pytest.approx(distance)


def test_of_two_boxes_at_one_place_each_finds_its_class() -> None:
    """A person in a car, drawn alike: the pairing with the labels right is taken."""
    both: JsonValue = [ONE, box(0, 0, 100, 10, "person")]
    turned: JsonValue = [both[1], both[0]]
    assert FIELD.distance(both, turned) == 0
    assert {row.verdict for row in FIELD.differences(both, turned, GIVEN)} == {"agrees"}


def test_the_class_weighs_as_much_as_all_other_attributes() -> None:
    """The class right, one flag of two wrong: (1 + 1/2) / 2."""
    flags = (flag("occluded", "Occluded?"), flag("truncated", "Truncated?"))
    field = FIELD.model_copy(update={"attributes": (SHAPE, *flags)})
    own = ONE | {"occluded": True, "truncated": True}
    gold = ONE | {"occluded": False, "truncated": True}
    assert field.distance([own], [gold]) == pytest.approx(1 / 4)
    assert field.distance([own | {"shape": "person"}], [own]) == 1


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([box(0, 0, 3, 10)], "Box 1: make it at least 4 pixels wide and high."),
        ([box(150, 0, 51, 10)], "Box 1: keep it inside the image."),
        ([box(-1, 0, 20, 10)], "Box 1: keep it inside the image."),
        ([box(1.5, 0, 20, 10)], "Box 1: draw it once more."),
        ([box(0, 0, 20, 10, "")], "Box 1: say the shape."),
        ({"x": 1}, "Draw boxes on the image, at most 400, or say that there are none."),
    ],
)
def test_a_box_lies_in_the_image_and_is_meant(value: JsonValue, problem: str) -> None:
    """Whole pixels, no slip of the mouse."""
    assert FIELD.problems(value, GIVEN) == [problem]


def test_each_side_is_said_in_pixels() -> None:
    """Loose outside, tight inside; a pixel is not worth a word."""
    own: JsonValue = [box(4, 10, 47, 43), box(150, 5, 20, 20), box(10, 13, 40, 40)]
    gold: JsonValue = [box(10, 13, 40, 40), box(100, 50, 30, 30, "person")]
    rows = FIELD.differences(own[:1] if isinstance(own, list) else own, gold, GIVEN)
    # Left 10 - 4, right 51 - 50, top 13 - 10, bottom 53 - 53.
    assert rows[0].detail == "6 pixels loose on the left, 3 loose at the top; overlap 0.79"
    assert rows[0].label == "gold 1: car"
    assert rows[1].detail == "not drawn"
    assert rows[1].gold_at == {"part": "photo", "x": 100, "y": 50, "width": 30, "height": 30}
    tight = FIELD.differences([box(14, 13, 36, 40)], gold, GIVEN)[0]
    assert tight.detail == "4 pixels tight on the left; overlap 0.90"
    all_three = FIELD.differences(own, gold, GIVEN)
    assert [row.detail for row in all_three] == [
        "overlap 1.00",
        "not drawn",
        "drawn twice",
        "gold has no box here",
    ]
    assert [row.verdict for row in all_three] == ["agrees", "differs", "differs", "differs"]
    # Both judges' boxes are numbered on the image, each in its own order.
    labels = [row.label.split(":")[0] for row in all_three]
    assert labels == ["gold 1", "gold 2", "yours 1", "yours 2"]
    assert [row.own for row in all_three] == ["3: car", "", "1: car", "2: car"]


def test_a_flag_is_spoken_of_only_where_it_is_set() -> None:
    """Of two that differ in a flag, the one that has it shows it."""
    field = FIELD.model_copy(
        update={"attributes": (SHAPE, flag("occluded", "Occluded?"), flag("group", "Group?"))}
    )
    own, gold = ONE | {"occluded": True, "group": False}, ONE | {"occluded": False, "group": False}
    row = field.differences([own], [gold], GIVEN)[0]
    assert (row.own, row.gold) == ("1: car, occluded", "car")


def test_a_few_boxes_are_named_by_where_they_are() -> None:
    """So that two tempting boxes of one class are told apart; many are only counted."""
    low, right = box(10, 75, 40, 20), box(150, 40, 40, 20, "person")
    assert (
        FIELD.spelled([low, right], GIVEN) == "“car” at the bottom left and “person” on the right"
    )
    assert FIELD.spelled([box(190, 95, 10, 5)], GIVEN) == "“car” at the bottom right"
    assert FIELD.spelled([low] * 4, GIVEN) == "4 marked: 4 × car"
    assert FIELD.spelled([], GIVEN) == "nothing marked"


def test_a_foreseen_box_is_given_by_who_draws_it() -> None:
    """Drawn like it, with the class foreseen; foreseeing none means that none was drawn."""
    assert FIELD.gives([box(0, 0, 90, 10), box(0, 50, 20, 20)], [ONE])
    assert not FIELD.gives([box(0, 0, 60, 10)], [ONE])
    assert not FIELD.gives([box(0, 0, 90, 10)], [box(0, 0, 100, 10, "person")])
    assert FIELD.gives([], [])
    assert not FIELD.gives([ONE], [])


def test_the_page_is_told_the_size_of_the_image() -> None:
    """And nothing of any gold."""
    view = FIELD.view(GIVEN)
    assert view["image"] == {"width": 200, "height": 100}
    assert view["part"] == "photo"


def test_full_credit_needs_more_overlap_than_none() -> None:
    """A slip in the declaration would divide by nothing."""
    with pytest.raises(ValidationError, match="full_iou must be above least_iou"):
        Boxes.model_validate(FIELD.model_dump() | {"least_iou": 0.9})


def test_only_the_classes_that_an_item_asks_for_are_offered() -> None:
    """Named as "every car"; any class stays valid, and without such words all are offered."""
    kinds = Choice(
        name="class",
        label="Class",
        options=tuple(Option(key=k, label=k.title()) for k in ("car", "can", "van")),
    )
    field = Boxes(name="boxes", label="Boxes", part="photo", attributes=(kinds,), asked_in="brief")

    def offered(brief: str) -> list[Any]:
        texts = {"brief": brief, "photo": ""}
        view: Any = field.view(Given(texts=texts, images={"photo": ImageSize(640, 420)}))
        return [one["key"] for one in view["attributes"][0]["options"]]

    assert offered("Box every car and every van that you can see.") == ["car", "van"]
    assert offered("Box what you can see.") == ["car", "can", "van"]
