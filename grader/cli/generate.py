"""``qualprep generate``: new items with proved gold, as many as wanted."""

from __future__ import annotations

from pathlib import Path

import click

from grader.errors import QualprepError


@click.command()
@click.argument("slug", metavar="SKILL")
@click.option(
    "--count", type=click.IntRange(1), default=20, show_default=True, help="How many items."
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="The first seed."
)
@click.option(
    "--difficulty", type=click.IntRange(1, 5), help="1 to 5; all five in turn when left out."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="An empty folder.",
)
def generate(slug: str, count: int, seed: int, difficulty: int | None, out: Path) -> None:
    """Make new items of SKILL whose gold is proved by how they were made.

    Writes exercises/ and solutions/ below the folder, laid out as in a bank. The same seeds always give
    the same items.

    Example: qualprep generate bounding-boxes --count 20 --seed 1 --difficulty 3 --out more-boxes
    """
    from grader.generators import maker
    from grader.generators.writing import write_bank

    if out.exists() and any(out.iterdir()):
        raise QualprepError(
            what="The folder is not empty.", where=str(out), do="Name a new or an empty folder."
        )
    make = maker(slug)
    made = []
    with click.progressbar(range(seed, seed + count), label="Making items") as seeds:
        for one in seeds:
            made.append(make(one, difficulty or 1 + (one - seed) % 5))
    paths = write_bank(made, slug, out)
    click.echo(f"{count} items with gold and {len(paths)} files written to {out}.")
