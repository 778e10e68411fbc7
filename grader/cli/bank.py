"""``qualprep pin`` and ``qualprep lint``: keeping exercises and solutions sound."""

from __future__ import annotations

import json
from pathlib import Path

import click

from grader import bank
from grader.errors import QualprepError
from grader.settings import content_root
from grader.skills import SKILLS, skill
from grader.strict_yaml import Problem


@click.command()
@click.argument("slug", metavar="[SKILL]", required=False)
def pin(slug: str | None) -> None:
    """Pin gold to the items it was written for.

    Read an item and its gold once more before you pin it anew: the pin says that somebody did.
    Without SKILL, all skills.

    Example: qualprep pin response-ranking
    """
    root = content_root()
    changed = sum(bank.pin(name, root) for name in _chosen(slug, root))
    click.echo(f"{changed} pinned." if changed else "Every gold is pinned already.")


@click.command()
@click.argument("slug", metavar="[SKILL]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for another program to read.")
@click.pass_context
def lint(ctx: click.Context, slug: str | None, as_json: bool) -> None:
    """Say what is wrong in exercises and solutions, by file and line.

    Without SKILL, all skills. The exit code is 1 when something is wrong.

    Example: qualprep lint response-ranking
    """
    root = content_root()
    problems: list[Problem] = []
    items = 0
    for name in _chosen(slug, root):
        try:
            problems += bank.lint(name, root)
            read, _problems = bank.read_bank(name, root)
            items += sum(len(found) for found in read.sets.values())
        except QualprepError as error:  # a guideline that cannot be read
            problems.append(Problem(error.where or name, 1, f"{error.what} {error.do}"))
    if as_json:
        found = [{"file": p.file, "line": p.line, "message": p.message} for p in problems]
        click.echo(json.dumps({"items": items, "problems": found}, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(
            f"{_counted(items, 'item')} read, "
            f"{_counted(len(problems), 'problem') if problems else 'nothing wrong'}."
        )
    ctx.exit(1 if problems else 0)


def _chosen(slug: str | None, root: Path) -> list[str]:
    """Return the skill asked for, or all that have items."""
    if slug is not None:
        return [skill(slug).slug]
    return [declared.slug for declared in SKILLS if (root / "exercises" / declared.slug).is_dir()]


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"
