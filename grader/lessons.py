"""Building the lessons: Markdown sources in ``curriculum/src/`` to notebooks in ``curriculum/``.

The schema files for editors, made from the skills' declarations, are built with them.

The notebooks are committed, so that nobody needs a build to learn. They hold no outputs and nothing
that changes from build to build: the same source always gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from grader.errors import QualprepError

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_NUMBER = re.compile(r"^\d+-")
_HIDDEN: Mapping[str, object] = {"tags": ["hidden"]}


@dataclass(frozen=True)
class Built:
    """What a build found.

    Attributes:
        lessons: How many sources there are.
        differences: Every notebook that is not what its source says, in words; after a build these
            have been mended, except for notebooks without a source.
    """

    lessons: int
    differences: tuple[str, ...]


def build(root: Path, *, check: bool = False) -> Built:
    """Build every lesson whose notebook is not what its source says.

    Args:
        root: The folder with ``curriculum/``.
        check: Only report the differences.

    Raises:
        QualprepError: A source cannot be read, or uses a tag that means nothing here.
    """
    curriculum = root / "curriculum"
    sources = sorted((curriculum / "src").rglob("*.md"))
    differences = []
    wanted = set()
    for source in sources:
        target = curriculum / source.relative_to(curriculum / "src").with_suffix(".ipynb")
        wanted.add(target)
        name = target.relative_to(root).as_posix()
        text = built(source)
        if not target.exists():
            differences.append(f"{name} has not been built yet")
        elif target.read_text(encoding="utf-8") != text:
            differences.append(f"{name} differs from {source.relative_to(root).as_posix()}")
        else:
            continue
        if not check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    differences += _schemas(root, check=check)
    differences += [
        f"{path.relative_to(root).as_posix()} has no source"
        for path in _notebooks(curriculum)
        if path not in wanted
    ]
    return Built(len(sources), tuple(differences))


def _schemas(root: Path, *, check: bool) -> list[str]:
    """Write what editors read where it differs; a folder without schemas gets none."""
    from grader.bank.schema import EDITOR, FOLDER, named_for_editors, schemas

    if not (root / FOLDER).is_dir():
        return []
    wanted = {FOLDER / name: text for name, text in schemas().items()}
    if (root / EDITOR).exists():
        try:
            wanted[EDITOR] = named_for_editors((root / EDITOR).read_text(encoding="utf-8"))
        except ValueError as error:
            raise QualprepError(
                what=f"The editor's settings cannot be read: {error}",
                where=EDITOR.as_posix(),
                do="Mend the file: it is JSON, without comments.",
            ) from error
    differences = []
    for name, text in wanted.items():
        path = root / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        differences.append(f"{name.as_posix()} differs from the declarations")
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    return differences


def built(source: Path) -> str:
    """Return the notebook that a source makes, as the text of its file.

    Raises:
        QualprepError: It cannot be read, or uses a tag that means nothing here.
    """
    import jupytext
    import nbformat

    try:
        read = jupytext.reads(source.read_text(encoding="utf-8"), fmt="md:myst")
    except Exception as error:  # jupytext and its YAML reader raise many types
        raise QualprepError(
            what=f"The lesson cannot be read: {error}", where=str(source), do="Mend its source."
        ) from error
    slug = _NUMBER.sub("", source.stem)[:60]
    cells = [
        _cell(
            cell.cell_type, cell.source.strip("\n"), cell.metadata, f"{slug}-{number:02d}", source
        )
        for number, cell in enumerate(read.cells, 1)
    ]
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": _KERNEL},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    nbformat.validate(notebook)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(
    kind: str, text: str, metadata: Mapping[str, object], cell_id: str, source: Path
) -> dict[str, JsonValue]:
    lines: list[JsonValue] = [*text.splitlines(keepends=True)]
    cell: dict[str, JsonValue] = {
        "cell_type": kind,
        "id": cell_id,
        "metadata": {},
        "source": lines,
    }
    if kind == "markdown":
        return cell
    if kind != "code" or metadata not in ({}, _HIDDEN):
        raise QualprepError(
            what=f"A cell says something that means nothing here: {kind} {dict(metadata)}.",
            where=f"{source}, cell {cell_id}",
            do="A cell is Markdown, or {code-cell} ipython3 with no tag but [hidden].",
        )
    if metadata == _HIDDEN:
        # The key is JupyterLab's own: the input is folded away, and one click shows it.
        cell["metadata"] = {"jupyter": {"source_hidden": True}}
    return {**cell, "execution_count": None, "outputs": []}


def _notebooks(curriculum: Path) -> Iterator[Path]:
    for path in sorted(curriculum.rglob("*.ipynb")):
        if not any(part.startswith(".") for part in path.relative_to(curriculum).parts):
            yield path
