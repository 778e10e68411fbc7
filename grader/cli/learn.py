"""``qualprep learn`` and ``qualprep build``: opening the lessons, and making them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import click

from grader import lessons, workspace
from grader.errors import QualprepError
from grader.settings import WORKSPACE_VARIABLE, content_root


@click.command()
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; a free one by default.")
@click.option("--prepare-only", is_flag=True, help="Bring your folder up to date, open nothing.")
def learn(no_browser: bool, port: int | None, prepare_only: bool) -> None:
    """Open the lessons where you stopped.

    Your copies of the lessons, and your answers, are in a folder of your own: ~/qualprep, unless
    QUALPREP_WORKSPACE names another.

    Example: qualprep learn
    """
    prepared = workspace.prepare()
    for sentence in prepared.in_words():
        click.echo(sentence)
    lesson = workspace.last_lesson(prepared.folder)
    if prepare_only:
        click.echo(f"Your folder is ready: {prepared.folder}")
        return
    if lesson is None:
        raise QualprepError(
            what="There is no lesson to open.",
            where=str(prepared.folder),
            do="Run `qualprep build`, then `qualprep learn` again.",
        )
    click.echo(f"Opening {lesson.relative_to(prepared.folder)} in JupyterLab ...")
    click.echo("To stop: close the browser tab, then press Ctrl+C here and answer y.")
    sys.stdout.flush()
    open_lab(prepared.folder, lesson, port=port, browser=not no_browser)


def open_lab(folder: Path, notebook: Path, *, port: int | None, browser: bool) -> None:
    """Start JupyterLab in a learner's folder with a notebook open; on POSIX it takes this process."""
    start(
        lab_command(folder, notebook, port=port, browser=browser), folder, lab_environment(folder)
    )


def lab_command(folder: Path, lesson: Path, *, port: int | None, browser: bool) -> list[str]:
    """Return the command that starts JupyterLab in a learner's folder with a lesson open."""
    address = "/lab/tree/" + quote(lesson.relative_to(folder).as_posix())
    command = [sys.executable, "-m", "jupyterlab"]
    command += [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url={address}"]
    # A lesson's Start button runs the cells below it, through the application object of the page.
    command += ["--LabApp.expose_app_in_browser=True", "--log-level=ERROR"]
    if os.name == "posix" and os.geteuid() == 0:
        # In a container there is often nobody else, and JupyterLab would refuse to start.
        command.append("--allow-root")
    if port is not None:
        command.append(f"--ServerApp.port={port}")
    if not browser:
        command.append("--no-browser")
    return command


def formgrader_command(folder: Path, *, port: int | None, browser: bool) -> list[str]:
    """Return the command that starts a server in a course's folder with nbgrader's formgrader open."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    command += ["--LabApp.default_url=/formgrader", "--log-level=ERROR"]
    if os.name == "posix" and os.geteuid() == 0:
        command.append("--allow-root")
    command += [f"--ServerApp.port={port}"] if port is not None else []
    return command if browser else [*command, "--no-browser"]


def start(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Start a server in a folder; on POSIX it takes the place of this process."""
    os.chdir(folder)  # nbgrader's part of JupyterLab takes the current folder for a course's
    if os.name == "posix":
        os.execve(command[0], command, environment)
    # Windows has no exec that keeps the console; Ctrl+C reaches both, and JupyterLab deals with it.
    process = subprocess.Popen(command, env=environment)
    while process.poll() is None:
        try:
            process.wait()
        except KeyboardInterrupt:
            continue
    sys.exit(process.returncode)


def lab_environment(folder: Path) -> dict[str, str]:
    """Return the environment for JupyterLab: settings and layouts of its own, in the folder.

    So whatever else somebody uses JupyterLab for is neither changed nor mixed with the lessons.
    """
    known = os.environ.get("JUPYTER_CONFIG_PATH")
    config = [str(folder / workspace.LAB_CONFIG), *([known] if known else [])]
    return {
        **os.environ,
        WORKSPACE_VARIABLE: str(folder),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(config),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / workspace.LAB_SETTINGS),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / workspace.LAB_SETTINGS.parent / "lab-layouts"),
    }


@click.command()
@click.option("--check", is_flag=True, help="Only say what differs; exit code 1 if anything does.")
@click.pass_context
def build(ctx: click.Context, check: bool) -> None:
    """Build the lessons from their sources.

    Sources are in curriculum/src/, the notebooks they make in curriculum/, and both are committed.

    Example: qualprep build
    """
    found = lessons.build(content_root(), check=check)
    for difference in found.differences:
        click.echo(difference)
    orphans = [said for said in found.differences if said.endswith("has no source")]
    changed = len(found.differences) - len(orphans)
    done = "to build" if check else "built"
    click.echo(f"{found.lessons} lessons, {changed} {done}.")
    if orphans or (check and changed):
        if check:
            click.echo("Run `qualprep build` (or `make lessons`) and commit the result.")
        ctx.exit(1)
