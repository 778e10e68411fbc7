"""``qualprep bench``: how fast things are, as ratios within one run; never a test's pass or fail."""

from __future__ import annotations

import json
from dataclasses import asdict

import click


@click.group()
def bench() -> None:
    """Measure how fast things are, against another way in the same run.

    Example: qualprep bench grade
    """


@bench.command()
@click.option("--learners", type=click.IntRange(1, 500), default=20, show_default=True)
@click.option("--items", type=click.IntRange(1, 50), default=20, show_default=True)
@click.option("--seed", default=1, show_default=True, help="Another seed, other answers.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for another program to read.")
@click.pass_context
def grade(ctx: click.Context, learners: int, items: int, seed: int, as_json: bool) -> None:
    """Grade a made-up class by stock nbgrader and by ours, and compare times and scores.

    Nothing of yours is touched. The exit code is 1 when a score differs.

    Example: qualprep bench grade --learners 5 --items 8
    """
    from grader.integrations.nbgrader import bench as run

    with click.progressbar(length=2 * learners + 1, label="Grading", hidden=as_json) as bar:
        timed = run.bench_grading(learners, items, seed, lambda _step: bar.update(1))
    if as_json:
        click.echo(run.as_json(timed))
    else:
        same = "the same scores" if not timed.differing else f"{len(timed.differing)} scores differ"
        click.echo(f"{learners} learners, {items} items each: {same}.")
        click.echo(f"stock nbgrader {timed.stock:.1f} s, ours {timed.ours:.1f} s.")
        click.echo(f"Stock takes {timed.ratio:.1f} times as long.")
        for line in timed.differing:
            click.echo(f"  {line}")
    ctx.exit(1 if timed.differing else 0)


@bench.command()
@click.option(
    "--skill",
    "slugs",
    multiple=True,
    help="A skill with a generator; may be given more than once. All that draw no pictures when left out.",
)
@click.option("--items", type=click.IntRange(4), default=1500, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for another program to read.")
def bank(slugs: tuple[str, ...], items: int, seed: int, as_json: bool) -> None:
    """Lint and audit large banks of generated items, beside merely reading their files.

    Example: qualprep bench bank --items 300
    """
    from grader.audit.bench import bench_checks
    from grader.generators import GENERATORS, PICTURED

    chosen = slugs or tuple(slug for slug in GENERATORS if slug not in PICTURED)
    with click.progressbar(length=items + 3, label="Checking", hidden=as_json) as bar:
        found = bench_checks(chosen, items, seed, lambda: bar.update(1))
    if as_json:
        ratios = {"lint_ratio": found.lint_ratio, "audit_ratio": found.audit_ratio}
        click.echo(json.dumps({**asdict(found), **ratios}))
        return
    click.echo(
        f"{found.items} items of {len(chosen)} skills: their files are read in {found.reading:.2f} s."
    )
    click.echo(f"lint takes {found.linting:.2f} s, {found.lint_ratio:.1f} times as long.")
    click.echo(f"audit takes {found.auditing:.2f} s, {found.audit_ratio:.1f} times as long.")
