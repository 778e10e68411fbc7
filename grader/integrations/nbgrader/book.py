"""nbgrader's gradebook, opened so that nothing of what nbgrader does around it gets out."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader.integrations.cells import GRADING_VARIABLE


@contextmanager
def open_gradebook(path: Path, course: str) -> Iterator[Any]:
    """Give the gradebook of a file, which is made when it is not there."""
    from nbgrader.api import Gradebook

    with contained(), Gradebook(f"sqlite:///{path}", course) as book:
        yield book


@contextmanager
def contained() -> Iterator[None]:
    """Keep nbgrader's warnings, and what it does to the environment, inside."""
    before, here = dict(os.environ), Path.cwd()
    # It starts alembic by name, which is beside our Python and need not be on the path.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before.get("PATH", "")])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.chdir(here)
        os.environ["PATH"] = before.get("PATH", "")
        # It leaves this behind when grading fails, and cells would take it for grading.
        os.environ.pop(GRADING_VARIABLE, None)
        if GRADING_VARIABLE in before:
            os.environ[GRADING_VARIABLE] = before[GRADING_VARIABLE]
