"""Building lessons: the same bytes every time, nothing run, nothing hidden but what says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.errors import QualprepError
from grader.lessons import build, built

SOURCE = """\
---
title: Ranking
---

# Ranking responses

One sentence.
Another one.

+++

Then press the button.

```{code-cell} ipython3
start("response-ranking")
```

```{code-cell} ipython3
:tags: [hidden]

practice("response-ranking/practice:1")
```

```python
print("no cell, but text")
```
"""


def content(root: Path, source: str = SOURCE) -> Path:
    path = root / "curriculum" / "src" / "evaluation" / "01-response-ranking.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return root


def lesson(root: Path) -> Path:
    return root / "curriculum" / "evaluation" / "01-response-ranking.ipynb"


def test_a_notebook_has_cells_with_stable_ids_and_nothing_that_was_run(tmp_path: Path) -> None:
    """Ids count from the lesson's name; there are no outputs, no counts, only the kernel's name."""
    build(content(tmp_path))
    notebook = json.loads(lesson(tmp_path).read_text(encoding="utf-8"))
    cells = notebook["cells"]
    assert [cell["cell_type"] for cell in cells] == [
        "markdown",
        "markdown",
        "code",
        "code",
        "markdown",
    ]
    assert [cell["id"] for cell in cells] == [f"response-ranking-0{n}" for n in range(1, 6)]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert notebook["metadata"].keys() == {"kernelspec"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


def test_a_hidden_cell_is_hidden_by_jupyterlabs_own_key(tmp_path: Path) -> None:
    """The Start cell stays visible; one that teaches nothing is folded away, without a tag."""
    build(content(tmp_path))
    start, practice = (
        cell
        for cell in json.loads(lesson(tmp_path).read_text())["cells"]
        if cell["cell_type"] == "code"
    )
    assert start["metadata"] == {}
    assert practice["metadata"] == {"jupyter": {"source_hidden": True}}


def test_a_second_build_changes_no_byte(tmp_path: Path) -> None:
    """A notebook differs only when its source does."""
    root = content(tmp_path)
    assert build(root).differences
    first = lesson(root).read_bytes()
    assert build(root).differences == ()
    assert built(root / "curriculum/src/evaluation/01-response-ranking.md").encode() == first


def test_an_editors_settings_name_every_schema_and_keep_the_rest(tmp_path: Path) -> None:
    """Written by a build, reported by a check; what is no JSON is said, and stays as it is."""
    path = tmp_path / ".vscode" / "settings.json"
    path.parent.mkdir()
    (tmp_path / "docs" / "schemas").mkdir(parents=True)
    path.write_text('{"editor.rulers": [100]}', encoding="utf-8")
    said = ".vscode/settings.json differs from the declarations"
    assert said in build(tmp_path, check=True).differences
    build(tmp_path)
    settings = json.loads(path.read_text(encoding="utf-8"))
    assert settings["editor.rulers"] == [100]
    assert "docs/schemas/hallucination.gold.json" in settings["yaml.schemas"]
    assert build(tmp_path, check=True).differences == ()
    path.write_text("{} // mine", encoding="utf-8")
    with pytest.raises(QualprepError, match="settings cannot be read"):
        build(tmp_path)
    assert path.read_text(encoding="utf-8") == "{} // mine"


def test_check_reports_and_writes_nothing(tmp_path: Path) -> None:
    """A notebook not built, or edited by hand, is named; the file stays as it is."""
    root = content(tmp_path)
    assert "has not been built" in build(root, check=True).differences[0]
    assert not lesson(root).exists()
    build(root)
    lesson(root).write_text(lesson(root).read_text().replace("One sentence", "A sentence"))
    (difference,) = build(root, check=True).differences
    assert "differs from curriculum/src/evaluation/01-response-ranking.md" in difference
    assert "A sentence" in lesson(root).read_text()


def test_a_notebook_without_a_source_is_reported_and_kept(tmp_path: Path) -> None:
    """Somebody's work is not deleted; whoever builds decides."""
    root = content(tmp_path)
    build(root)
    lesson(root).with_name("99-stray.ipynb").write_text("{}")
    assert build(root).differences == ("curriculum/evaluation/99-stray.ipynb has no source",)
    assert lesson(root).with_name("99-stray.ipynb").exists()


@pytest.mark.parametrize(
    "cell",
    [
        "```{code-cell} ipython3\n:tags: [hiden]\n\nstart()\n```\n",
        "```{code-cell} ipython3\n:tags: [hidden, remove-input]\n\nstart()\n```\n",
        "```{raw-cell}\n<b>\n```\n",
    ],
)
def test_a_tag_that_means_nothing_is_an_error(tmp_path: Path, cell: str) -> None:
    """A misspelt tag would otherwise show a cell that should be hidden."""
    with pytest.raises(QualprepError, match="means nothing here"):
        build(content(tmp_path, SOURCE + "\n" + cell))
