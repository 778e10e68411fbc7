"""What learners are told of each kind of finding: the authored words, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from grader.errors import QualprepError
from grader.strict_yaml import loads


@cache
def wordings() -> Mapping[str, Any]:
    """Return what learners are told, by the kind of finding.

    Raises:
        QualprepError: The file is not as it should be.
    """
    path = files("grader.generators.tools") / "explain.yaml"
    document = loads(path.read_text(encoding="utf-8"), name="explain.yaml")
    if document.problems or not isinstance(document.data, dict):
        raise QualprepError(
            what="The words about tool calls cannot be used.",
            where="grader/generators/tools/explain.yaml",
            do="; ".join(map(str, document.problems)),
        )
    return document.data
