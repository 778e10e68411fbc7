"""``qualprep course``: a coach's group takes a mock qualifier, graded through nbgrader."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.settings import content_root

if TYPE_CHECKING:
    from grader.integrations.nbgrader.grading import Failure, Graded
    from grader.qualifier import Outcome

_FOLDER = click.option(
    "--course",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The course's folder; the present one when left out.",
)
_FORM = click.argument("name", metavar="FORM")


@click.group()
def course() -> None:
    """Give a group a mock qualifier, through nbgrader.

    Example: qualprep course create autumn --roster names.csv
    """


@course.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    required=True,
    help="A CSV file with the columns id, first_name, last_name, and email if known.",
)
def create(folder: Path, roster: Path) -> None:
    """Make a course in FOLDER, or bring its roster up to date.

    Example: qualprep course create autumn --roster names.csv
    """
    from grader.integrations.nbgrader import create_course

    made = create_course(folder, roster)
    click.echo(f"{len(made.learners())} learners in {made.folder}.")
    click.echo(f"Next: qualprep course release generic --course {folder}")


@course.command()
@click.argument("blueprint")
@click.option("--seed", default=1, show_default=True, help="Another seed, another form.")
@click.option(
    "--exchange",
    type=click.Path(path_type=Path),
    help="Put it into nbgrader's exchange in this folder, too.",
)
@click.option("--seen", is_flag=True, help="Allow items of closed forms: learners know their gold.")
@_FOLDER
def release(blueprint: str, seed: int, exchange: Path | None, seen: bool, folder: Path) -> None:
    """Draw a form by BLUEPRINT and make what learners get of it.

    The same seed gives the same form; a form that exists already is never drawn anew.

    Example: qualprep course release generic --seed 2 --course autumn
    """
    from grader.integrations.nbgrader import open_course
    from grader.integrations.nbgrader.release import release as make
    from grader.qualifier import find_blueprint

    opened = open_course(folder)
    form = make(opened, find_blueprint(blueprint, content_root()), seed, again=seen)
    click.echo(f"{form.name}: {len(form.items)} items, in {opened.folder / 'release' / form.name}.")
    if exchange is not None:
        from grader.integrations.nbgrader.exchange import release_to

        click.echo(f"Learners fetch it from {release_to(exchange, opened, form)}.")
        click.echo("Their nbgrader_config.py must say:")
        click.echo(f'  c.Exchange.root = "{exchange.expanduser().resolve()}"')
        click.echo(f'  c.CourseDirectory.course_id = "{opened.record.course}"')
    else:
        click.echo("Give learners that folder and nothing else.")
    click.echo("It holds no gold; to be sure:")
    click.echo(f"qualprep course leaks {form.name} --course {folder}")


@course.command()
@_FORM
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="A folder that holds one folder for each learner, named by their id.",
)
@click.option(
    "--exchange",
    type=click.Path(path_type=Path),
    help="nbgrader's exchange, into which learners submitted.",
)
@_FOLDER
def collect(name: str, source: Path | None, exchange: Path | None, folder: Path) -> None:
    """Collect what learners handed in for FORM, from a folder or from an exchange.

    May be repeated: what was collected before is replaced only by a file that continues it.

    Example: qualprep course collect generic-1 --from ~/handed-in --course autumn
    """
    from grader.integrations.nbgrader import open_course
    from grader.integrations.nbgrader.grading import collect as take

    opened = open_course(folder)
    if (source is None) == (exchange is None):
        raise click.UsageError("Name either --from FOLDER or --exchange FOLDER.")
    if source is not None:
        found = take(opened, opened.form(name), source)
    else:
        from grader.integrations.nbgrader.exchange import collect_from

        form, learners = opened.form(name), sorted(opened.learners())
        with _progress(learners, "Collecting") as step:
            found = collect_from(exchange or Path(), opened, form, step)
    click.echo(f"Collected from {len(found.learners)} learners.")
    _print_failures(found.failures)


@course.command()
@_FORM
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for another program to read.")
@_FOLDER
@click.pass_context
def grade(ctx: click.Context, name: str, as_json: bool, folder: Path) -> None:
    """Grade everything handed in for FORM.

    Answers are read as data; nothing a learner wrote is run. Whatever does not count is listed. The
    exit code is 1 when somebody could not be graded.

    Example: qualprep course grade generic-1 --course autumn
    """
    from grader.integrations.nbgrader import open_course
    from grader.integrations.nbgrader.grading import grade as run

    opened = open_course(folder)
    form, handed_in = opened.form(name), opened.submitted(name)
    with _progress(handed_in, "Grading", quiet=as_json) as step:
        graded = run(opened, form, step)
    if as_json:
        click.echo(json.dumps(_as_json(graded), ensure_ascii=False, indent=2))
    else:
        for learner, outcome in graded.outcomes.items():
            click.echo(f"{learner:<20} {_in_words(outcome)}")
        _print_failures(graded.failures)
        click.echo(
            "To mark written answers in formgrader: qualprep course open --course " + str(folder)
        )
    ctx.exit(1 if set(handed_in) - set(graded.outcomes) else 0)


@course.command("open")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; a free one by default.")
@_FOLDER
def open_(no_browser: bool, port: int | None, folder: Path) -> None:
    """Open formgrader on the course, to mark what was written.

    Choose Manual Grading, then the form, its notebook, and a submission. Give each written answer its
    points and, if you like, a comment; formgrader saves as you type.

    Example: qualprep course open --course autumn
    """
    import os

    from grader.cli.learn import formgrader_command, start
    from grader.integrations.nbgrader import open_course

    opened = open_course(folder)
    click.echo("To stop: close the browser tab, then press Ctrl+C here and answer y.")
    command = formgrader_command(opened.folder, port=port, browser=not no_browser)
    start(command, opened.folder, dict(os.environ))


@course.command()
@_FORM
@click.option(
    "--close",
    is_flag=True,
    help="Close the form for good: learners then see the gold of what they handed in.",
)
@_FOLDER
@click.pass_context
def feedback(ctx: click.Context, name: str, close: bool, folder: Path) -> None:
    """Make the feedback page of everybody graded for FORM.

    While the form is open it holds the total and what you marked, not which items are right.

    Example: qualprep course feedback generic-1 --close --course autumn
    """
    from grader.integrations.nbgrader import open_course
    from grader.integrations.nbgrader.feedback import make_feedback

    opened = open_course(folder)
    form = opened.form(name)
    if close:
        opened.close(name)
    with _progress(opened.submitted(name), "Feedback") as step:
        failures = make_feedback(opened, form, step)
    click.echo(f"Feedback is in {opened.folder / 'feedback'}.")
    _print_failures(failures)
    ctx.exit(1 if failures else 0)


@course.command()
@_FORM
@_FOLDER
@click.pass_context
def report(ctx: click.Context, name: str, folder: Path) -> None:
    """Write a page for each learner of FORM, nbgrader's grades, and a line for each item.

    Pages are made to be read or printed. They show gold only after the form is closed.

    Example: qualprep course report generic-1 --course autumn
    """
    from grader.integrations.nbgrader import open_course
    from grader.integrations.nbgrader.report import write_reports

    opened = open_course(folder)
    form = opened.form(name)
    with _progress(opened.submitted(name), "Reports") as step:
        failures = write_reports(opened, form, step)
    click.echo(
        f"In {opened.folder / 'reports' / name}: a page for each learner, grades.csv, items.csv."
    )
    _print_failures(failures)
    ctx.exit(1 if failures else 0)


@course.command()
@_FORM
@_FOLDER
@click.pass_context
def leaks(ctx: click.Context, name: str, folder: Path) -> None:
    """Look for gold in what learners get of FORM.

    The release is built twice, with the true gold and with exchanged gold: no byte may differ. Then
    release, feedback and reports are searched for the gold's texts. The exit code is 1 on a leak.

    Example: qualprep course leaks generic-1 --course autumn
    """
    from grader.integrations.nbgrader import open_course
    from grader.integrations.nbgrader.leaks import find_leaks

    opened = open_course(folder)
    found = find_leaks(opened, opened.form(name))
    for leak in found.leaks:
        click.echo(leak)
    said = f"{len(found.leaks) or 'no'} leak{'s' if len(found.leaks) != 1 else ''}"
    click.echo(f"{found.files} files searched for {found.texts} sentences of gold: {said}.")
    ctx.exit(1 if found.leaks else 0)


@contextmanager
def _progress(
    learners: Sequence[str], label: str, *, quiet: bool = False
) -> Iterator[Callable[[str], None]]:
    """Give a function to call before each learner; on a terminal it moves a bar with the time left."""
    with click.progressbar(length=len(learners), label=label, hidden=quiet) as bar:
        yield lambda _learner: bar.update(1)


def _print_failures(failures: Sequence[Failure]) -> None:
    if failures:
        click.echo("What does not count:")
    for failure in failures:
        click.echo(f"  {failure}")


def _in_words(outcome: Outcome) -> str:
    right = sum(result.right for result in outcome.results)
    verdict = "passed" if outcome.passed else "not passed"
    return (
        f"{right} of {len(outcome.results)} right, {outcome.critical} with a critical miss, "
        f"{len(outcome.unanswered)} unanswered: {verdict}"
    )


def _as_json(graded: Graded) -> dict[str, object]:
    learners = {
        learner: {
            "right": sum(result.right for result in outcome.results),
            "items": len(outcome.results),
            "critical": outcome.critical,
            "unanswered": outcome.unanswered,
            "passed": outcome.passed,
            "points": {r.item.id: r.points for r in outcome.results},
        }
        for learner, outcome in graded.outcomes.items()
    }
    return {"learners": learners, "failures": [f._asdict() for f in graded.failures]}
