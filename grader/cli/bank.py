"""``qualprep pin`` and ``qualprep lint``: keeping exercises and solutions sound."""

from __future__ import annotations

import json
from pathlib import Path

import click

from grader import bank
from grader.settings import content_root
from grader.skills import SKILLS, skill


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
    found = bank.lint_many(_chosen(slug, root), root)
    items = sum(one.items for one in found)
    problems = [problem for one in found for problem in one.problems]
    if as_json:
        listed = [{"file": p.file, "line": p.line, "message": p.message} for p in problems]
        click.echo(json.dumps({"items": items, "problems": listed}, ensure_ascii=False, indent=2))
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
