"""The learner's folder: copies of lessons that an update never takes away, answers, settings."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grader import __version__
from grader.errors import QualprepError
from grader.settings import content_root, database, learner, workspace

START = "00-start-here.ipynb"
RECORD = Path(".qualprep", "lessons.json")
LAB_SETTINGS = Path(".qualprep", "lab-settings")
LAB_CONFIG = Path(".qualprep", "lab-config")

# JupyterLab's own settings, written only where there are none yet. Exercises must not be taken off
# the page when scrolled away, nothing asks the learner about news, and the buttons that authors and
# coaches have (nbgrader's and jupytext's) are not in a learner's way.
_LAB_FILES: dict[Path, dict[str, object]] = {
    LAB_SETTINGS / "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {
        "windowingMode": "none"
    },
    LAB_SETTINGS / "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    LAB_CONFIG / "labconfig/page_config.json": {
        "disabledExtensions": {"@jupyter/nbgrader": True, "jupyterlab-jupytext": True}
    },
}

_README = """\
Your qualprep folder

  {start:<22} open this first
  evaluation, annotation the lessons: your own copies, write in them as you like
  platforms              a mock qualifier, and how to use it
  mocks                  the mocks you took, with your answers
  guidelines             the rules of each skill, to read or to print
  answers                what you handed in; keep this folder, it is your progress

Start with: qualprep learn, or make learn in the folder you installed from.
A copy of your answers for safe keeping: qualprep backup my-answers.sqlite

An update never replaces a lesson in which you changed something. The new edition
is then put beside it, under the same name with (new edition ...) added.
"""


@dataclass(frozen=True)
class Kept:
    """A copy that the learner changed, and where its new edition was put instead."""

    name: str
    new_edition: str


@dataclass
class Prepared:
    """What `prepare` did, and the folder it did it in."""

    folder: Path
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def in_words(self) -> list[str]:
        """Return what a learner should know, a sentence each; [] when nothing changed."""
        said = []
        if self.added:
            said.append(f"{_counted(len(self.added))} put into {self.folder}.")
        if self.updated:
            said.append(f"{_counted(len(self.updated))} brought up to date.")
        for kept in self.kept:
            said.append(
                f"You changed {kept.name}, so your copy stays as it is; the new edition lies "
                f"beside it: {Path(kept.new_edition).name}."
            )
        return said


def prepare(root: Path | None = None, folder: Path | None = None) -> Prepared:
    """Make the learner's folder, or bring it up to date, and return what changed.

    A copy in which the learner changed nothing is replaced by the new edition; running cells, which
    changes outputs and widget states, is no change. A changed copy stays.

    Args:
        root: The folder with ``curriculum/``; the product's own when left out.
        folder: The learner's folder; `settings.workspace` when left out.

    Raises:
        QualprepError: The folder cannot be made or written.
    """
    root, folder = root or content_root(), folder or workspace()
    prepared = Prepared(folder)
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for place in ("answers", "guidelines", str(LAB_SETTINGS)):
            (folder / place).mkdir(parents=True, exist_ok=True)
        for file, content in _LAB_FILES.items():
            path = folder / file
            if not path.exists():
                _write(path, json.dumps(content, indent=2) + "\n")
        _write(folder / "README.txt", _README.format(start=START))
        shipped = _read_record(folder)
        try:
            for name, text in _shipped_files(root):
                shipped[name] = _place(name, text, shipped.get(name), prepared)
        finally:  # what was copied before something failed is known at the next start
            _write(folder / RECORD, json.dumps(shipped, indent=1, sort_keys=True) + "\n")
    return prepared


def last_lesson(folder: Path | None = None) -> Path | None:
    """Return the notebook to open: where the learner stopped, else the start page, else a lesson.

    None where no lesson is there. Answers that cannot be read are no reason not to open a lesson.
    """
    folder = folder or workspace()
    candidates = [_stopped_at(folder), folder / START]
    candidates += sorted(folder.glob("evaluation/*.ipynb")) + sorted(folder.glob("*/*.ipynb"))
    return next((path for path in candidates if path is not None and path.is_file()), None)


def fingerprint(text: str) -> str:
    """Return a hash of what an author or a learner wrote in a file.

    Of a notebook that is the cells' text; empty cells, outputs, ids and metadata do not count.
    """
    try:
        cells = json.loads(text)["cells"]
        said = [[cell["cell_type"], _source(cell)] for cell in cells if _source(cell).strip()]
        text = json.dumps(said)
    except (ValueError, TypeError, LookupError):  # no notebook: every character counts
        pass
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _source(cell: dict[str, str | list[str]]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _stopped_at(folder: Path) -> Path | None:
    address = database()
    if isinstance(address, Path) and not address.exists():
        return None
    from grader.store import StoreError, open_store

    try:
        with open_store(address) as store:
            place = store.last_place(learner())
    except StoreError:
        return None
    return folder / place.notebook if place and place.notebook else None


def _shipped_files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield every file for learners: its place in their folder, and its text."""
    curriculum = root / "curriculum"
    for path in sorted(curriculum.rglob("*.ipynb")):
        name = path.relative_to(curriculum)
        if name.parts[0] != "src" and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path.read_text(encoding="utf-8")
    for path in sorted((curriculum / "guidelines").glob("*.md")):
        from grader.bank import printable, read_guideline

        yield f"guidelines/{path.stem}.html", printable(read_guideline(path))


def _place(
    name: str, text: str, before: dict[str, str] | None, prepared: Prepared
) -> dict[str, str]:
    """Put one file into the learner's folder as fits; return what is to be remembered of it."""
    path = prepared.folder / name
    now = {"file": hashlib.sha256(text.encode()).hexdigest()[:20], "said": fingerprint(text)}
    if not path.exists():
        _write(path, text)
        prepared.added.append(name)
        return now
    if before == now:
        return now
    mine = fingerprint(path.read_text(encoding="utf-8", errors="replace"))
    if mine == now["said"] or (before is not None and mine == before["said"]):
        if path.read_text(encoding="utf-8", errors="replace") != text:
            _write(path, text)
        if mine != now["said"]:
            prepared.updated.append(name)
        return now
    if before is None or before["said"] != now["said"]:
        edition = _beside(path, text)
        prepared.kept.append(Kept(name, edition.relative_to(prepared.folder).as_posix()))
    return now


def _beside(path: Path, text: str) -> Path:
    """Write the new edition beside a changed copy, under a name that is free or holds the same."""
    number = 1
    while True:
        more = f", {number}" if number > 1 else ""
        edition = path.with_name(f"{path.stem} (new edition {__version__}{more}){path.suffix}")
        if not edition.exists():
            _write(edition, text)
            return edition
        if fingerprint(edition.read_text(encoding="utf-8", errors="replace")) == fingerprint(text):
            return edition
        number += 1


def _read_record(folder: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # every copy that differs then counts as changed by the learner: nothing is lost
    return {
        name: {"file": str(entry["file"]), "said": str(entry["said"])}
        for name, entry in (found.items() if isinstance(found, dict) else ())
        if isinstance(entry, dict) and {"file", "said"} <= entry.keys()
    }


def _write(path: Path, text: str) -> None:
    """Write a file that is either the old one or the new one, whenever the power fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _counted(files: int) -> str:
    return f"{files} file{'s' if files != 1 else ''}"


_FULL = (
    "The disk is full, or your space on it is used up.",
    "Delete files you no longer need, then start again. Nothing of yours was changed.",
)
_CLOSED = (
    "Your qualprep folder cannot be written.",
    "Ask whoever set up this computer to let you write there, or set QUALPREP_WORKSPACE to a "
    "folder of your own.",
)
_IN_THE_WAY = (
    "There is a file where a folder should be.",
    "Rename that file, or set QUALPREP_WORKSPACE to another folder.",
)
_WAYS_OUT = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: _CLOSED,
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EISDIR: _IN_THE_WAY,
}


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what the disk says into what the learner can do about it."""
    try:
        yield
    except OSError as error:
        unknown = (
            f"Your qualprep folder cannot be prepared: {error.strerror}.",
            "Run `qualprep doctor` and show what it prints to whoever set up this computer.",
        )
        what, do = _WAYS_OUT.get(error.errno or 0, unknown)
        raise QualprepError(what=what, where=str(error.filename or folder), do=do) from error
