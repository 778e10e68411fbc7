"""``qualprep audit``: what a bank gives away, lacks or repeats."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from grader.settings import content_root

if TYPE_CHECKING:
    from grader.audit import Audit, Measure


@click.command()
@click.argument("slug", metavar="[SKILL]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for another program to read.")
@click.pass_context
def audit(ctx: click.Context, slug: str | None, as_json: bool) -> None:
    """Measure what a bank gives away, lacks or repeats.

    Without SKILL, all skills and their tracks. The exit code is 1 when a measure is short of its bar; "look
    at" asks for your eye and fails nothing.

    Example: qualprep audit response-ranking
    """
    from grader.audit import audit as run

    found = run(content_root(), slug)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    else:
        _print(found)
    ctx.exit(1 if found.short() else 0)


def _print(found: Audit) -> None:
    for name, measures in {**found.skills, **found.tracks}.items():
        click.secho(f"\n{name}", bold=True)
        _table(measures)
        for verdict in ("short", "look at"):
            rows = [measure for measure in measures if measure.verdict == verdict]
            if rows:
                click.secho(f"\n{verdict}: {name}", bold=True)
            for row in rows:
                click.echo(f"- {row.name}: {_figure(row)} ({row.bar})")
                if row.detail:
                    click.echo(f"  {row.detail}")
    short = len(found.short())
    click.echo(
        f"\n{found.items} item{'s' if found.items != 1 else ''} audited, "
        f"{f'{short} short of the bar' if short else 'nothing short'}."
    )


def _table(measures: Sequence[Measure]) -> None:
    width = max((len(measure.name) for measure in measures), default=0)
    for row in measures:
        said = f"not applicable: {row.detail}" if row.verdict == "not applicable" else row.verdict
        click.echo(f"{row.name:{width}}  {_figure(row):>6}  {row.bar:18}  {said}")


def _figure(row: Measure) -> str:
    if row.figure is None:
        return ""
    return f"{row.figure:.2f}" if row.figure % 1 else f"{row.figure:.0f}"


def _as_json(found: Audit) -> dict[str, object]:
    def rows(group: Sequence[Measure]) -> list[dict[str, object]]:
        return [measure._asdict() for measure in group]

    return {
        "items": found.items,
        "short": len(found.short()),
        "skills": {name: rows(group) for name, group in found.skills.items()},
        "tracks": {name: rows(group) for name, group in found.tracks.items()},
    }
