"""Mocks without a coach: a learner's own forms, drawn one after the other into the workspace."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import JsonValue

from grader.bank import Bank, load_bank
from grader.errors import QualprepError
from grader.qualifier.assembly import assemble, repeated
from grader.qualifier.blueprint import Blueprint
from grader.qualifier.form import FORM_FILE, Form, banks_of, read_form


class OwnMock(NamedTuple):
    """One form of a learner's own, where its files are, and what must be known before taking it."""

    form: Form
    banks: Mapping[str, Bank]
    folder: Path
    notice: str


def own_mock(blueprint: Blueprint, root: Path, folder: Path, *, another: bool = False) -> OwnMock:
    """Return the learner's newest form by a blueprint; the first call draws the first.

    Args:
        blueprint: What it must contain.
        root: The folder with the banks, gold included.
        folder: Where the learner's mocks are kept, a folder for each form.
        another: Draw the next form, without items that the ones before have shown, as far as there are.

    Raises:
        QualprepError: There are too few items for it, or it cannot be written.
    """
    numbers = _numbers(blueprint.name, folder)
    last = max(numbers, default=0)
    if last and not another:
        return _opened(blueprint, root, folder, last)
    banks = {s.skill: load_bank(s.skill, root) for s in blueprint.sections}
    seen = repeated([read_form(_place(blueprint.name, folder, n) / FORM_FILE) for n in numbers])
    try:
        form = assemble(blueprint, banks, last + 1, exposed=seen)
    except QualprepError:
        if not seen:
            raise
        form = assemble(blueprint, banks, last + 1)
    place = _place(blueprint.name, folder, last + 1)
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / FORM_FILE).write_text(form.json_text(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise QualprepError(
            what=f"The mock cannot be written: {error.strerror}.",
            where=str(place),
            do="Make room on the disk, or set QUALPREP_WORKSPACE to a folder of your own.",
        ) from error
    return _opened(blueprint, root, folder, last + 1)


def write_notebook(blueprint: Blueprint, folder: Path, name: str) -> Path:
    """Write the notebook in which a learner takes a mock alone; return its path. One that is there stays.

    Args:
        blueprint: Which mock.
        folder: Where the learner's mocks are kept.
        name: The blueprint's name, or the path of its file.
    """
    path = folder / f"{blueprint.name}.ipynb"
    if path.exists():
        return path
    about = (
        f"# {blueprint.title}\n\nClick the cell below and press **Shift + Enter**.\n"
        "Nothing begins before you press Begin."
    )
    named = name if name == blueprint.name else str(Path(name).resolve())
    call = f"from grader.notebook import mock\nmock({json.dumps(named)})"
    cells: list[dict[str, JsonValue]] = [
        {"cell_type": "markdown", "id": "about", "metadata": {}, "source": about},
        {
            "cell_type": "code",
            "id": "mock",
            "metadata": {},
            "source": call,
            "execution_count": None,
            "outputs": [],
        },
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _opened(blueprint: Blueprint, root: Path, folder: Path, number: int) -> OwnMock:
    place = _place(blueprint.name, folder, number)
    form = read_form(place / FORM_FILE)
    banks = banks_of(form, root)
    return OwnMock(form, banks, place, _notice(form, folder, number))


def _notice(form: Form, folder: Path, number: int) -> str:
    """Return what sets this form apart from a first one; empty where nothing does."""
    name, allowed = form.blueprint.name, form.blueprint.attempts.value
    said = []
    if number > allowed:
        attempts = "one attempt" if allowed == 1 else f"{allowed} attempts"
        said.append(f"This mock's rule allows {attempts}; this is attempt {number}, for practice.")
    before = [read_form(_place(name, folder, n) / FORM_FILE) for n in range(1, number)]
    again = repeated(before) & {item.id for item in form.items}
    if again:
        said.append(
            f"{len(again)} of its {len(form.items)} items were in your earlier forms, because the "
            "reserve holds no others. Its result therefore says less."
        )
    return " ".join(said)


def _numbers(name: str, folder: Path) -> list[int]:
    found = (
        re.fullmatch(rf"{re.escape(name)}-(\d+)", p.parent.name)
        for p in folder.glob(f"*/{FORM_FILE}")
    )
    return sorted(int(match[1]) for match in found if match)


def _place(name: str, folder: Path, number: int) -> Path:
    return folder / f"{name}-{number}"
