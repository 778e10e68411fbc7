"""``qualprep progress``: the figures of the lesson's progress panel, as text."""

from __future__ import annotations

import click

from grader import settings
from grader.skills import skill


@click.command()
@click.argument("slug", metavar="SKILL", required=False)
@click.option("--learner", help="Whose; your own when left out.")
def progress(slug: str | None, learner: str | None) -> None:
    """Show agreement so far, and how sure it is.

    Example: qualprep progress response-ranking
    """
    from grader.bank import taught
    from grader.reports import progress_text

    chosen = [skill(slug)] if slug else taught(settings.content_root())
    for declared in chosen:
        click.echo(progress_text(learner or settings.learner(), declared.slug))
