"""``qualprep qualifier``: mock qualifiers to look at, with what each value rests on, and to take."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from grader.settings import content_root

if TYPE_CHECKING:
    from grader.qualifier.blueprint import Blueprint


@click.group()
def qualifier() -> None:
    """See which mock qualifiers there are, and take one.

    Example: qualprep qualifier list
    """


@qualifier.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for another program to read.")
def list_(as_json: bool) -> None:
    """List the mock qualifiers.

    Example: qualprep qualifier list --json
    """
    from grader.qualifier import blueprints, read_blueprint

    found = [read_blueprint(path) for path in blueprints(content_root()).values()]
    if as_json:
        rows = [
            {
                "name": one.name,
                "title": one.title,
                "items": one.items,
                "minutes": one.time_limit_minutes.value,
                "skills": sorted({section.skill for section in one.sections}),
            }
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        minutes = one.time_limit_minutes.value
        click.echo(f"{one.name:<20} {one.title} ({one.items} items, {minutes} minutes)")


@qualifier.command()
@click.argument("name", metavar="BLUEPRINT")
def show(name: str) -> None:
    """Show the rules of BLUEPRINT, each with its source.

    BLUEPRINT is a name from the list, or a file.

    Example: qualprep qualifier show generic
    """
    from grader.qualifier import find_blueprint

    blueprint = find_blueprint(name, content_root())
    click.secho(f"{blueprint.title} ({blueprint.name})", bold=True)
    click.echo(blueprint.note)
    for label, said in _rules(blueprint):
        click.echo(f"  {label}: {said}")


@qualifier.command()
@click.argument("name", metavar="BLUEPRINT")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; a free one by default.")
@click.option("--prepare-only", is_flag=True, help="Make its notebook, open nothing.")
def take(name: str, no_browser: bool, port: int | None, prepare_only: bool) -> None:
    """Take BLUEPRINT by yourself, in JupyterLab.

    It goes on where you stopped. Result and review follow at once when you have handed it in, and
    another form after that.

    Example: qualprep qualifier take generic
    """
    from grader import workspace
    from grader.cli.learn import open_lab
    from grader.qualifier import find_blueprint, write_notebook
    from grader.settings import mocks_folder

    blueprint = find_blueprint(name, content_root())
    folder = workspace.prepare().folder
    notebook = write_notebook(blueprint, mocks_folder(), name)
    click.echo(f"{blueprint.title}: {notebook}")
    if not prepare_only:
        click.echo("To stop: close the browser tab, then press Ctrl+C here and answer y.")
        open_lab(folder, notebook, port=port, browser=not no_browser)


def _rules(blueprint: Blueprint) -> list[tuple[str, str]]:
    rule = blueprint.pass_rule
    found: list[tuple[str, object]] = [
        ("minutes", blueprint.time_limit_minutes),
        ("timer", blueprint.timer),
        ("attempts", blueprint.attempts),
        ("answers may be changed until the end", blueprint.go_back),
        ("open book", blueprint.open_book),
        ("feedback", blueprint.feedback),
        ("share right at least", rule.right_at_least),
        ("critical misses at most", rule.critical_at_most),
    ]
    for section in blueprint.sections:
        found += [
            (f"{section.name}, items of {section.skill}", section.count),
            (f"{section.name}, difficulty", section.difficulty),
            (f"{section.name}, asked", section.ask),
        ]
    return [(label, _said(sourced)) for label, sourced in found]


def _said(sourced: object) -> str:
    from grader.qualifier.blueprint import Sourced

    if not isinstance(sourced, Sourced):
        return str(sourced)
    value = sourced.value
    shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    if sourced.our_assumption:
        return f"{shown} (our assumption)"
    return f"{shown} ({sourced.source}; as of {sourced.as_of}; {sourced.confidence} confidence)"
