"""What a schema rejects, and how it stands on the page."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from grader.generators.tools.schema import Arg, Tool, forgiven, page, refusal
from grader.generators.tools.world import as_lines, as_text

TOOL = Tool(
    says="books a table.",
    args={
        "date": Arg(kind="date"),
        "time": Arg(kind="time", optional=True, default="19:00"),
        "people": Arg(kind="whole", low=1, high=12),
        "area": Arg(kind="one_of", values=("inside", "terrace"), optional=True),
        "quiet": Arg(kind="flag", optional=True, default=False),
        "card": Arg(kind="text", optional=True, form=r"\d{4}", shape="four digits"),
    },
)
RIGHT: dict[str, Any] = {"date": "2026-03-14", "people": 4}


def test_a_right_call_has_no_flaw() -> None:
    """Also with every optional argument."""
    assert TOOL.flaws(RIGHT) == []
    full = {**RIGHT, "time": "20:30", "area": "inside", "quiet": True, "card": "0042"}
    assert TOOL.flaws(full) == []
    assert TOOL.filled(RIGHT)["time"] == "19:00"
    assert TOOL.filled(RIGHT)["area"] is None


@pytest.mark.parametrize(
    ("changed", "arg", "wants"),
    [
        ({"date": "14/03/2026"}, "date", "YYYY-MM-DD"),
        ({"date": "2026-02-30"}, "date", "YYYY-MM-DD"),
        ({"time": "7:30 pm"}, "time", "HH:MM"),
        ({"time": "24:00"}, "time", "HH:MM"),
        ({"people": "4"}, "people", "whole number, 1 to 12"),
        ({"people": 13}, "people", "whole number, 1 to 12"),
        ({"people": True}, "people", "whole number, 1 to 12"),
        ({"people": 4.5}, "people", "whole number, 1 to 12"),
        ({"area": "Inside"}, "area", "one of inside, terrace"),
        ({"quiet": "yes"}, "quiet", "true or false"),
        ({"card": "42"}, "card", "four digits"),
    ],
)
def test_what_does_not_fit_is_mistyped(changed: dict[str, Any], arg: str, wants: str) -> None:
    """By type, form, range and list, and the refusal says what is wanted."""
    [flaw] = TOOL.flaws({**RIGHT, **changed})
    assert (flaw.kind, flaw.arg) == ("mistyped", arg)
    assert refusal(flaw) == f"{arg}: expected {wants}"


def test_a_wrong_name_comes_before_the_box_that_stays_empty() -> None:
    """Clause 3.7: mistyped before missing."""
    flaws = TOOL.flaws({"date": "2026-03-14", "guests": 4})
    assert [(flaw.kind, flaw.arg) for flaw in flaws] == [
        ("mistyped", "guests"),
        ("missing", "people"),
    ]
    assert refusal(flaws[0]) == "guests: unknown argument"
    assert refusal(flaws[1]) == "people: required"


def test_a_lenient_tool_takes_a_number_written_as_text_and_nothing_else() -> None:
    """The schema still rejects it."""
    assert forgiven(TOOL, {**RIGHT, "people": "4"}) == RIGHT
    assert forgiven(TOOL, {**RIGHT, "people": "four"})["people"] == "four"
    assert TOOL.flaws({**RIGHT, "people": "4"})


def test_the_page_says_what_the_schema_wants() -> None:
    """One table a tool, with type, form and default."""
    text = page({"book": TOOL}, "All times are local.")
    assert text.startswith("All times are local.\n\n**book**: books a table.")
    assert "| `people` | whole number, 1 to 12 | required |" in text
    assert "| `area` | one of `inside`, `terrace` | optional, default all |" in text
    assert "| `time` | text, `HH:MM` | optional, default `19:00` |" in text
    assert "| none | | |" in page({"list": Tool(says="lists all.")})


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "one_of"},
        {"kind": "text", "values": ("a",)},
        {"kind": "date", "optional": True, "default": "tomorrow"},
        {"kind": "whole", "default": 3},
        {"kind": "text", "form": r"\d"},
        {"kind": "whole", "strays": ("four",), "low": "x"},
    ],
)
def test_a_schema_that_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    """When it is loaded."""
    with pytest.raises(ValidationError):
        Arg.model_validate(wrong)


def test_results_are_written_as_json_in_lines_that_fit() -> None:
    """Money with two decimals, one row of a table a line."""
    assert (
        as_text({"price": 5.0, "kwh": 5.0, "none": None})
        == '{"price": 5.00, "kwh": 5.0, "none": null}'
    )
    rows = [{"id": n, "name": "a long name to fill the line", "price": 1.5} for n in range(3)]
    lines = as_lines({"page": 1, "rows": rows}).split("\n")
    assert lines[0] == '{"page": 1, "rows": ['
    assert len(lines) == 4
    assert lines[-1].endswith("]}")
