"""Layers, and what an import must not load: learners wait for it, and hubs multiply it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("scipy", "pandas", "sqlalchemy", "matplotlib", "ipywidgets", "datasets", "nbgrader")


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import grader", (*HEAVY, "numpy", "pydantic", "yaml", "click")),
        ("from grader.skills import SKILLS", (*HEAVY, "numpy")),
        (
            "from grader.cli import main; main(['--help'], standalone_mode=False)",
            (*HEAVY, "numpy", "pydantic"),
        ),
        ("import grader.blind, grader.workspace, grader.lessons", (*HEAVY, "numpy")),
    ],
)
def test_nothing_heavy_is_loaded(code: str, absent: tuple[str, ...]) -> None:
    """The import succeeds, and leaves these packages alone."""
    report = f"{code}\nimport sys\nprint('loaded:', *[m for m in {absent!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.splitlines()[-1].strip() == "loaded:"


def test_bootstrap_uses_the_standard_library_only() -> None:
    """It runs before anything is installed: isolated from site-packages, it can be imported."""
    root = Path(__file__).parent.parent
    code = f"import sys; sys.path.insert(0, {str(root)!r}); import grader.bootstrap"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, timeout=120)


def test_layers_hold() -> None:
    """Every contract of .importlinter is kept."""
    root = Path(__file__).parent.parent
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout
