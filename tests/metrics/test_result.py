from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable

import pytest

from grader.metrics import Estimate, Undefined, is_undefined, reason


def test_undefined_is_a_nan_that_keeps_its_reason() -> None:
    """An undefined number can go wherever a float can, and says why it is none."""
    value = Undefined("no items")
    assert isinstance(value, float)
    assert math.isnan(value)
    assert value.reason == "no items"
    assert repr(value) == "Undefined('no items')"
    assert f"{value:.2f}" == "nan"


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_undefined_survives_copying_and_pickling(again: Callable[[Undefined], object]) -> None:
    """A copy still knows the reason."""
    value = again(Undefined("no items"))
    assert isinstance(value, Undefined)
    assert value.reason == "no items"


@pytest.mark.parametrize("text", ["", "  "])
def test_undefined_needs_a_reason(text: str) -> None:
    """Nothing is undefined without saying what is missing."""
    with pytest.raises(ValueError, match="needs a reason"):
        Undefined(text)


def test_is_undefined_knows_every_nan() -> None:
    """Arithmetic loses the reason, not the fact."""
    assert is_undefined(Undefined("no items"))
    assert is_undefined(Undefined("no items") + 1)
    assert not is_undefined(0.0)


def test_reason_speaks_for_every_nan_and_for_no_number() -> None:
    """A number needs no reason; a nan that lost its reason says that."""
    assert reason(Undefined("no items")) == "no items"
    assert reason(math.nan) == "no reason was recorded"
    assert reason(0.0) is None


def test_an_estimate_is_a_95_percent_interval_unless_it_says_otherwise() -> None:
    """The usual confidence level is the default."""
    assert Estimate(0.5, 0.4, 0.6, 100).level == 0.95
