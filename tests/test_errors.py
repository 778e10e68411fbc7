"""Errors say what happened, where, and what to do; names that do not exist come with the nearest."""

from __future__ import annotations

import copy
import pickle

import pytest

from grader.errors import BankError, QualprepError, UnknownNameError
from grader.store.errors import StoreFull


def test_an_error_reads_as_what_where_and_what_to_do() -> None:
    """What happened comes first, its place in brackets, then the way out."""
    error = QualprepError(what="The file is gone.", where="a.yaml", do="Restore it.")
    assert str(error) == "The file is gone. (a.yaml) Restore it."
    assert str(QualprepError(what="It failed.")) == "It failed."


@pytest.mark.parametrize(
    ("name", "do"),
    [
        ("respons-ranking", "Did you mean response-ranking or response-rating?"),
        ("intend", "Did you mean intent?"),
        ("zzz", "There are: intent, response-ranking, response-rating."),
    ],
)
def test_an_unknown_name_comes_with_the_nearest_that_exist(name: str, do: str) -> None:
    """A typing mistake is answered with the name meant; anything else with all names."""
    error = UnknownNameError("skill", name, ["response-rating", "response-ranking", "intent"])
    assert error.do == do
    assert str(error).startswith(f"There is no skill called '{name}'. ")
    assert (error.kind, error.name) == ("skill", name)


def test_where_nothing_exists_yet_that_is_said() -> None:
    """No empty list is offered."""
    assert UnknownNameError("item", "x", []).do == "There is no item yet."


@pytest.mark.parametrize(
    ("lines", "what"),
    [(["a:1: x"], "1 problem in the item bank:"), (["a:1: x", "b:2: y"], "2 problems in the")],
)
def test_a_bank_error_lists_every_problem(lines: list[str], what: str) -> None:
    """All of them, one a line, and the command to run next."""
    error = BankError(iter(lines))
    assert str(error).startswith(what)
    assert error.problems == tuple(lines)
    assert [line.strip() for line in str(error).splitlines()[1 : 1 + len(lines)]] == lines
    assert "qualprep lint" in error.do


def test_an_error_can_be_caught_as_one_of_ours() -> None:
    """The command line catches one type."""
    for error in (UnknownNameError("skill", "x", []), BankError([])):
        assert isinstance(error, QualprepError)


def test_an_error_survives_a_pool_of_processes() -> None:
    """What a worker process raises arrives with its words."""
    for error in (
        QualprepError(what="It failed.", where="here", do="Try again."),
        UnknownNameError("skill", "x", ["intent"]),
        BankError(["a:1: x", "b:2: y"]),
        StoreFull(where="/answers.sqlite"),
    ):
        for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
            assert type(again) is type(error)
            assert str(again) == str(error)
            assert vars(again) == vars(error)
