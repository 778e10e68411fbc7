"""``qualprep bench``: how fast things are, as ratios within one run; never a test's pass or fail."""

from __future__ import annotations

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
