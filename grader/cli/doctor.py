"""``qualprep doctor``: what works, what does not, and what to do about it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

import click

from grader.bootstrap import find_chromium
from grader.errors import QualprepError
from grader.settings import content_root, database, workspace

_LITTLE_ROOM = 500_000_000
_NO_ROOM = 20_000_000
_INSTALL = (
    "Run `make learn` in the folder you installed from; on Windows `py -m grader.bootstrap learn`."
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes:
        about: What was looked at.
        state: "blocks" means that learning is impossible until it is mended.
        says: What was found.
        do: What to do; empty where all is well.
    """

    about: str
    state: Literal["ok", "needs attention", "blocks"]
    says: str
    do: str = ""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for another program to read.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Find out what is wrong with this installation, and what to do about it.

    The exit code is 1 when something keeps you from learning.

    Example: qualprep doctor
    """
    findings = list(examine())
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            colour = {"ok": "green", "needs attention": "yellow", "blocks": "red"}[finding.state]
            state = click.style(finding.state.ljust(15), fg=colour)
            click.echo(f"{state}  {finding.about}: {finding.says}")
            if finding.do:
                click.echo(f"{'':15}  -> {finding.do}")
    ctx.exit(1 if any(finding.state == "blocks" for finding in findings) else 0)


def examine() -> Iterator[Finding]:
    """Yield a finding for everything the product rests on."""
    yield _python()
    yield _packages(_requirements(content_root()))
    yield _jupyterlab()
    yield _widgets()
    yield _chromium()
    yield _writable(workspace())
    yield _room(workspace())
    yield _answers(database())
    yield _content(content_root())


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", "ok", f"{version} in {sys.prefix}")


def _requirements(root: Path) -> list[str]:
    """Return what must be installed: the clone's pinned list, else what the package declares."""
    pinned = root / "requirements.txt"
    if pinned.exists():
        lines = pinned.read_text(encoding="utf-8").splitlines()
        return [line.rstrip("\\ ") for line in lines if line[:1].isalnum()]
    return metadata.requires("qualprep") or []


def _packages(wanted: Iterable[str]) -> Finding:
    from packaging.requirements import Requirement

    missing, other, count = [], [], 0
    for requirement in map(Requirement, wanted):
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        count += 1
        try:
            found = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            missing.append(requirement.name)
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            other.append(f"{requirement.name} {found} instead of {requirement.specifier}")
    if missing:
        return Finding("Packages", "blocks", f"missing: {', '.join(missing)}", _INSTALL)
    if other:
        return Finding("Packages", "needs attention", "; ".join(other), _INSTALL)
    return Finding("Packages", "ok", f"all {count} are there")


def _jupyterlab() -> Finding:
    about = "JupyterLab"
    try:
        version = metadata.version("jupyterlab")
    except metadata.PackageNotFoundError:
        return Finding(about, "blocks", "is not installed", _INSTALL)
    if not Path(sys.prefix, "share/jupyter/kernels/python3/kernel.json").exists():
        return Finding(about, "blocks", f"{version}, but no Python kernel beside it", _INSTALL)
    return Finding(about, "ok", f"{version} with a Python kernel")


def _widgets() -> Finding:
    folder = Path(sys.prefix, "share/jupyter/labextensions")
    lacking = [
        name
        for name in ("@jupyter-widgets/jupyterlab-manager", "anywidget")
        if not (folder / name / "package.json").exists()
    ]
    if lacking:
        says = f"JupyterLab cannot show exercises: {', '.join(lacking)} is not where it looks"
        return Finding("Exercises on the page", "blocks", says, _INSTALL)
    return Finding("Exercises on the page", "ok", "JupyterLab finds what it needs to show them")


def _chromium() -> Finding:
    found = find_chromium()
    if found:
        return Finding("Chromium", "ok", str(found))
    return Finding(
        "Chromium",
        "needs attention",
        "not found; only `make test` needs it, learning does not",
        "To run the browser tests: python -m playwright install chromium.",
    )


def _writable(folder: Path) -> Finding:
    existing = _existing(folder)
    try:
        with TemporaryFile(dir=existing):
            pass
    except OSError as error:
        do = "Set QUALPREP_WORKSPACE to a folder that you may write to."
        return Finding("Your folder", "blocks", f"{existing}: {error.strerror}", do)
    more = "" if folder.is_dir() else ", to be made by `qualprep learn`"
    return Finding("Your folder", "ok", f"{folder}{more}")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(_existing(folder)).free
    says = f"{free / 1e9:.1f} GB free"
    do = "Delete files you no longer need."
    if free < _NO_ROOM:
        return Finding("Disk", "blocks", says, do)
    return Finding(
        "Disk", *(("needs attention", says, do) if free < _LITTLE_ROOM else ("ok", says))
    )


def _answers(address: str | Path) -> Finding:
    if isinstance(address, Path) and not address.exists():
        return Finding("Your answers", "ok", "none yet")
    from grader.store import StoreError, open_store

    try:
        with open_store(address) as store:
            health = store.check()
            said = [*store.notices, *health.problems]
    except StoreError as error:
        return Finding("Your answers", "blocks", error.what, error.do)
    if said:
        return Finding("Your answers", "needs attention", " ".join(said), "Read what it says.")
    return Finding("Your answers", "ok", f"{health.attempts} in {health.where}")


def _content(root: Path) -> Finding:
    from grader.bank import read_bank
    from grader.skills import SKILLS

    lessons = [
        path
        for path in (root / "curriculum").rglob("*.ipynb")
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    ]
    items = 0
    try:
        for declared in SKILLS:
            if (root / "exercises" / declared.slug).is_dir():
                bank, _problems = read_bank(declared.slug, root)
                items += sum(len(found) for found in bank.sets.values())
    except QualprepError as error:
        return Finding("Lessons and items", "blocks", error.what, error.do)
    says = f"{len(lessons)} lessons and {items} items in {root}"
    if not lessons or not items:
        do = "Get the whole clone again, or point QUALPREP_CONTENT at it."
        return Finding("Lessons and items", "blocks", says, do)
    return Finding("Lessons and items", "ok", says)


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())
