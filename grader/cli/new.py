"""``qualprep new``: outlines for authors, with what is still to be written marked ``WRITE:``."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import click

from grader.errors import QualprepError
from grader.settings import content_root

_FILES = {
    "skill.py.txt": "grader/skills/{module}.py",
    "guideline.md.txt": "curriculum/guidelines/{slug}.md",
    "lesson.md.txt": "curriculum/src/{track}/{number:02d}-{slug}.md",
}


@click.group()
def new() -> None:
    """Begin a new item or a new skill.

    Example: qualprep new item response-ranking --set practice
    """


@new.command()
@click.argument("slug", metavar="SKILL")
@click.option("--set", "set_name", default="practice", show_default=True, help="Its set.")
@click.option("--bait", default="", help="The mistake it is to provoke, by its code.")
@click.option("--difficulty", type=click.IntRange(1, 5), default=3, show_default=True)
def item(slug: str, set_name: str, bait: str, difficulty: int) -> None:
    """Begin an item of SKILL and its gold, behind the others of a set.

    Both files get an outline that says what may stand where. `qualprep lint` names each place that is
    still to be written.

    Example: qualprep new item response-ranking --set reserve --bait LONG
    """
    from grader.bank import begin_item

    root = content_root()
    begun = begin_item(slug, set_name, root, bait=bait, difficulty=difficulty)
    click.echo(f"{begun.id} begins in")
    for path in (begun.item_file, begun.gold_file):
        click.echo(f"  {path.relative_to(root).as_posix()}")
    click.echo(f"Write both, then: qualprep pin {slug}; qualprep lint {slug}")


@new.command()
@click.argument("slug")
@click.option("--title", required=True, help="Its name, such as 'Response ranking'.")
@click.option("--track", type=click.Choice(["evaluation", "annotation"]), required=True)
@click.option("--number", type=click.IntRange(1, 99), required=True, help="Its place.")
def skill(slug: str, title: str, track: str, number: int) -> None:
    """Begin a skill: its declaration, its guideline, its lesson.

    Files that are there already stay as they are, and nothing is written then.

    Example: qualprep new skill tone-labels --title "Tone labels" --track annotation --number 25
    """
    root, module = content_root(), slug.replace("-", "_")
    names = {
        "slug": slug,
        "title": title,
        "track": track,
        "number": number,
        "module": module,
        "today": f"{datetime.now(UTC):%Y-%m-%d}",
    }
    targets = {source: root / target.format(**names) for source, target in _FILES.items()}
    _none_there(list(targets.values()), root)
    for source, target in targets.items():
        text = (files("grader") / "templates" / source).read_text(encoding="utf-8")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.format(**names), encoding="utf-8", newline="\n")
        click.echo(f"  {target.relative_to(root).as_posix()}")
    constant = module.upper()
    click.echo("Now add two lines to grader/skills/__init__.py:")
    click.echo(f"  from grader.skills.{module} import SKILL as {constant}")
    click.echo(f"  and {constant}, in SKILLS. The rest is in docs/add-a-skill.md.")


def _none_there(paths: list[Path], root: Path) -> None:
    there = [path.relative_to(root).as_posix() for path in paths if path.exists()]
    if there:
        raise QualprepError(
            what=f"This is there already: {', '.join(there)}.",
            do="Choose another name, or go on with what is there.",
        )
