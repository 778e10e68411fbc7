from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from grader import metrics

PUBLIC = [m.name for m in pkgutil.iter_modules(metrics.__path__) if not m.name.startswith("_")]


@pytest.mark.parametrize("name", PUBLIC)
def test_examples_in_docstrings_hold(name: str) -> None:
    """Every public module has examples, and they give what they say."""
    result = doctest.testmod(importlib.import_module(f"grader.metrics.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
