"""The command ``qualprep``. A command's code is imported when that command is used, not before."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

import click

from grader import __version__
from grader.errors import QualprepError


class Lazy(NamedTuple):
    """Where a command is, as ``module:attribute``, and its one line in the list of commands."""

    where: str
    says: str


COMMANDS = {
    "learn": Lazy("grader.cli.learn:learn", "Open the lessons where you stopped."),
    "progress": Lazy("grader.cli.progress:progress", "Show agreement so far, and how sure it is."),
    "skills": Lazy(
        "grader.cli.skills:skills",
        "List the skills, whether each has its lesson yet, and how many items.",
    ),
    "show": Lazy("grader.cli.skills:show", "Show one item, with its gold and why it is right."),
    "new": Lazy("grader.cli.new:new", "Begin a new item or a new skill."),
    "pin": Lazy("grader.cli.bank:pin", "Pin gold to the items it was written for."),
    "lint": Lazy("grader.cli.bank:lint", "Say what is wrong in exercises and solutions."),
    "audit": Lazy("grader.cli.audit:audit", "Measure what a bank gives away, lacks or repeats."),
    "blind": Lazy("grader.cli.blind:blind", "Have a second reader judge items blind."),
    "generate": Lazy(
        "grader.cli.generate:generate",
        "Make new items of SKILL whose gold is proved by how they were made.",
    ),
    "build": Lazy("grader.cli.learn:build", "Build the lessons from their sources."),
    "qualifier": Lazy(
        "grader.cli.qualifier:qualifier", "See which mock qualifiers there are, and take one."
    ),
    "course": Lazy("grader.cli.course:course", "Give a group a mock qualifier, through nbgrader."),
    "backup": Lazy("grader.cli.answers:backup", "Copy all answers to a file for safe keeping."),
    "restore": Lazy("grader.cli.answers:restore", "Bring answers back from a backup."),
    "bench": Lazy(
        "grader.cli.bench:bench",
        "Measure how fast things are, against another way in the same run.",
    ),
    "doctor": Lazy("grader.cli.doctor:doctor", "Find out what is wrong with this installation."),
}
"""Every command. Adding one: its function in a module beside this file and a line here."""


class Commands(click.Group):
    """The group of all commands; errors of ours are said in plain words, never as a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; click asks for the one used only."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].where.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list from `COMMANDS`: click would import every command for its help text."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.says) for name, lazy in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except QualprepError as error:
            raise click.ClickException(str(error)) from error


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with: qualprep learn",
)
@click.version_option(__version__, prog_name="qualprep")
def main() -> None:
    """Train and calibrate the people who judge and label AI output."""
