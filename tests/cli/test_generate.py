"""``qualprep generate``: a folder laid out as a bank, the same for the same seeds."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from grader.cli import main
from grader.strict_yaml import load


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["generate", *words])
    return done.exit_code, done.output


def test_items_gold_and_images_are_written(tmp_path: Path) -> None:
    """Each item with its gold at the same path, each image where its item says; nothing over 400 lines."""
    out = tmp_path / "made"
    code, said = run("bounding-boxes", "--count", "5", "--seed", "8", "--out", str(out))
    assert code == 0, said
    assert "5 items" in said
    for tree in ("exercises", "solutions"):
        paths = sorted((out / tree / "bounding-boxes" / "practice").glob("*.yaml"))
        assert [path.name for path in paths] == ["001-004.yaml", "005-005.yaml"]
        for path in paths:
            document = load(path, name=path.name)
            assert not document.problems
            assert isinstance(document.data, list)
            text = path.read_text(encoding="utf-8")
            assert text.count("\n") < 400
            assert text.startswith("- id: box-g")
    assert len(list((out / "exercises" / "bounding-boxes" / "images").glob("*.png"))) == 5


def test_the_same_seeds_give_the_same_files(tmp_path: Path) -> None:
    """Byte for byte, so that a set can be named by its seeds."""
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        run("bounding-boxes", "--count", "2", "--difficulty", "2", "--out", str(folder))
    files = [
        {p.relative_to(f).as_posix(): p.read_bytes() for p in f.rglob("*") if p.is_file()}
        for f in folders
    ]
    assert files[0] == files[1]
    assert len(files[0]) == 4


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    """And a skill without a generator is answered in words."""
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    code, said = run("bounding-boxes", "--count", "1", "--out", str(tmp_path))
    assert code == 1
    assert "not empty" in said
    code, said = run("response-ranking", "--count", "1", "--out", str(tmp_path / "new"))
    assert code == 1
    assert "bounding-boxes" in said
