"""The source notebook of a form: cells that nbgrader knows, and no gold anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import JsonValue

from grader.bank import Bank
from grader.qualifier import ITEM_POINTS, Form, written_field

_KERNEL: dict[str, JsonValue] = {
    "display_name": "Python 3 (ipykernel)",
    "language": "python",
    "name": "python3",
}


def task_id(item_id: str) -> str:
    """Return the name of the cell in which an item's written answer is marked by hand."""
    return f"{item_id}-written"


def source_notebook(form: Form, banks: Mapping[str, Bank]) -> str:
    """Return the source notebook as the text of its file: the same form, the same bytes."""
    cells = [_markdown("about", _about(form)), _code("mock", _call("mock", form.name))]
    for number, item in enumerate(form.items, 1):
        cells.append(_code(item.id, _call("grade_item", form.name, item.id), points=ITEM_POINTS))
        field = written_field(item, banks)
        if field is not None:
            text = (
                f"**Item {number}: {field.label.lower()}**\n\n"
                "Write it where you judge the item. Your coach reads it and marks it here."
            )
            cells.append(_markdown(task_id(item.id), text, points=ITEM_POINTS))
    notebook: dict[str, JsonValue] = {
        "cells": [*cells],
        "metadata": {"kernelspec": _KERNEL},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _about(form: Form) -> str:
    blueprint = form.blueprint
    return (
        f"# {blueprint.title}\n\n{blueprint.note}\n\n"
        "Run the next cell to begin. The cells below it belong to your coach: "
        "leave them as they are."
    )


def _call(function: str, *arguments: str) -> str:
    listed = ", ".join(json.dumps(argument) for argument in arguments)
    return f"from grader.integrations.cells import {function}\n{function}({listed})"


def _code(name: str, text: str, *, points: float | None = None) -> dict[str, JsonValue]:
    cell = _cell("code", name, text)
    cell["metadata"] = {
        "jupyter": {"source_hidden": True},
        "nbgrader": _nbgrader("code", name, grade=points is not None, points=points),
    }
    return {**cell, "execution_count": None, "outputs": []}


def _markdown(name: str, text: str, *, points: float | None = None) -> dict[str, JsonValue]:
    cell = _cell("markdown", name, text)
    cell["metadata"] = {
        "nbgrader": _nbgrader("markdown", name, task=points is not None, points=points)
    }
    return cell


def _cell(kind: str, name: str, text: str) -> dict[str, JsonValue]:
    lines: list[JsonValue] = [*text.splitlines(keepends=True)]
    return {"cell_type": kind, "id": name[:64], "source": lines}


def _nbgrader(
    kind: str, name: str, *, grade: bool = False, task: bool = False, points: float | None = None
) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {
        "cell_type": kind,
        "grade": grade,
        "grade_id": name,
        "locked": True,
        "schema_version": 3,
        "solution": False,
        "task": task,
    }
    return found if points is None else {**found, "points": points}
