from __future__ import annotations

import importlib
import inspect
import subprocess
import sys

import pytest

from grader import metrics

FUNCTIONS = [name for name in metrics.__all__ if inspect.isfunction(getattr(metrics, name))]


def modules_loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_no_numpy() -> None:
    """Importing the package costs nothing heavy."""
    loaded = modules_loaded_by("import grader.metrics")
    assert "grader.metrics" in loaded
    assert loaded.isdisjoint({"numpy", "scipy", "pandas"})


def test_importing_kappa_loads_no_scipy() -> None:
    """Kappa needs numpy and nothing more."""
    loaded = modules_loaded_by("from grader.metrics import cohen_kappa")
    assert "numpy" in loaded
    assert loaded.isdisjoint({"scipy", "pandas"})


def test_names_are_sorted_and_each_has_a_home() -> None:
    """What the package promises, what it can import and the order of the list agree."""
    assert metrics.__all__ == sorted(metrics._MODULE_OF)
    assert set(metrics.__all__) <= set(dir(metrics))


@pytest.mark.parametrize("name", metrics.__all__)
def test_each_name_comes_from_the_module_it_is_listed_under(name: str) -> None:
    """A name leads to the object of that name in its own module."""
    module = importlib.import_module(f"grader.metrics.{metrics._MODULE_OF[name]}")
    assert getattr(metrics, name) is getattr(module, name)
    assert getattr(metrics, name).__module__ == module.__name__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name is named in the error."""
    with pytest.raises(AttributeError, match="cohens_kappa"):
        _ = metrics.cohens_kappa


@pytest.mark.parametrize("name", [n for n in FUNCTIONS if n not in ("is_undefined", "reason")])
def test_each_metric_documents_itself(name: str) -> None:
    """A metric's docstring has its formula, its reference and an example."""
    text = inspect.getdoc(getattr(metrics, name)) or ""
    wanted = ["References:", "Example:", ">>>"]
    if name != "confusion_matrix":
        wanted.append("Formula")
    assert [part for part in wanted if part not in text] == []
