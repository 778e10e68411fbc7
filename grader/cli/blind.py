"""``qualprep blind``: a folder for a second reader, and what their answers say about the gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from grader.errors import QualprepError
from grader.settings import content_root

if TYPE_CHECKING:
    from grader.blind import BlindScore
    from grader.metrics import Estimate


@click.group()
def blind() -> None:
    """Have a second reader judge items blind, and compare.

    Example: qualprep blind export response-ranking ~/blind-read
    """


@blind.command()
@click.argument("slug", metavar="SKILL")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--set", "sets", multiple=True, help="Only this set; may be given more than once.")
@click.option(
    "--item", "chosen", multiple=True, help="Only this item; may be given more than once."
)
@click.option("--unread", is_flag=True, help="Only items whose gold notes no reading yet.")
def export(
    slug: str, folder: Path, sets: tuple[str, ...], chosen: tuple[str, ...], unread: bool
) -> None:
    """Write what a second reader of SKILL needs, and no gold, into an empty FOLDER.

    Example: qualprep blind export response-ranking ~/blind-read --set check-a
    """
    from grader.blind import export_blind

    files = export_blind(
        slug, folder, sets or None, root=content_root(), unread=unread, chosen=chosen
    )
    click.echo(f"Written to {folder}: {', '.join(path.name for path in files)}.")
    click.echo("Give the reader this folder and nothing else. They begin with README.md.")


@blind.command()
@click.argument("slug", metavar="SKILL")
@click.argument("answers", type=click.Path(path_type=Path))
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="Another reader's answers: compare with these instead of the gold.",
)
@click.option(
    "--record",
    type=click.Choice(["model", "human"]),
    help="Note in the gold that the reading took place, by a model or by a human.",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for another program to read.")
def score(
    slug: str,
    answers: Path,
    against: Path | None,
    record: Literal["model", "human"] | None,
    as_json: bool,
) -> None:
    """Compare a reader's ANSWERS with the gold of SKILL, or with another reader's.

    Example: qualprep blind score response-ranking ~/blind-read/answers.yaml --record human
    """
    from grader.blind import record_readings, score_blind, score_readers

    if against is not None and record is not None:
        raise QualprepError(
            what="Two readers were compared, not a reader and the gold, so nothing can be recorded.",
            where="--against with --record",
            do="Record each reading by a call of its own, without --against.",
        )
    root = content_root()
    if against is None:
        found = score_blind(slug, answers, root=root)
    else:
        found = score_readers(slug, answers, against, root=root)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    else:
        _print(found, "gold" if against is None else "other reader")
    if record is not None:
        count = record_readings(found, answers, record, root=root)
        click.echo(f"{count} readings recorded in solutions/{slug}.", err=as_json)


def _print(found: BlindScore, other: str) -> None:
    for problem in found.problems:
        click.echo(str(problem))
    if found.unanswered:
        click.echo(f"Left empty: {', '.join(found.unanswered)}")
    for item in found.differing:
        verdict = "agrees, but for details" if item.agreed else "differs"
        letters = ", ".join(f"{letter} is {part}" for part, letter in item.letters.items())
        sure = f", {item.confidence} % sure" if item.confidence is not None else ""
        click.secho(f"\n{item.item_id} {verdict}{sure} ({letters})", bold=True)
        for difference in item.differences:
            click.echo(
                f"  {difference.field}: reader {difference.reader} | {other} {difference.other}"
            )
        if item.reason:
            click.echo(f"  reader's reason: {item.reason}")
    click.echo(f"\nItems that agree: {_share(found.overall)}")
    for name, estimate in found.fields.items():
        click.echo(f"  same {name}: {_share(estimate)}")


def _share(estimate: Estimate) -> str:
    if estimate.n == 0:
        return "no items to compare"
    return (
        f"{estimate.value:.0%} of {estimate.n} ({estimate.level:.0%} interval "
        f"{estimate.low:.0%} to {estimate.high:.0%})"
    )


def _as_json(found: BlindScore) -> dict[str, object]:
    return {
        "skill": found.skill,
        "overall": _numbers(found.overall),
        "fields": {name: _numbers(estimate) for name, estimate in found.fields.items()},
        "items": [
            {
                "id": item.item_id,
                "agreed": item.agreed,
                "confidence": item.confidence,
                "reason": item.reason,
                "letters": dict(item.letters),
                "differences": [difference.__dict__ for difference in item.differences],
            }
            for item in found.compared
        ],
        "unanswered": list(found.unanswered),
        "problems": [str(problem) for problem in found.problems],
    }


def _numbers(estimate: Estimate) -> dict[str, float | int | None]:
    if estimate.n == 0:  # JSON has no nan
        return {"value": None, "low": None, "high": None, "n": 0}
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n}
