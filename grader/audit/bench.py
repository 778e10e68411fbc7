"""How fast large banks are checked, beside merely reading their files: generated items, in one run."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from grader.audit.run import audit_banks
from grader.bank import SETS, Linted, lint_many, load_bank
from grader.errors import QualprepError
from grader.generators import maker
from grader.generators.writing import write_bank
from grader.markup import forget
from grader.settings import content_root

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Checked:
    """What a run found, in seconds.

    Attributes:
        items: How many items the banks had together.
        reading: Parsing their files by stock YAML and no more, what everything is measured against.
        linting: `lint` of them, as the command does it.
        auditing: `audit` of them, their files read and their texts rendered anew.
    """

    skills: tuple[str, ...]
    items: int
    reading: float
    linting: float
    auditing: float

    @property
    def lint_ratio(self) -> float:
        """How many times as long `lint` takes as reading."""
        return self.linting / self.reading

    @property
    def audit_ratio(self) -> float:
        """How many times as long the audit takes as reading."""
        return self.auditing / self.reading


def bench_checks(
    slugs: Sequence[str], items: int, seed: int, progress: Callable[[], None] = lambda: None
) -> Checked:
    """Make banks of generated items, check them, and return the times.

    Args:
        slugs: Skills with a generator, each once.
        items: How many items in all; those of a real bank are as long, but less alike.
        seed: The first seed.
        progress: Called after each item and each of the three measures.

    Raises:
        UnknownNameError: No generator makes items of this skill.
        QualprepError: What was made is not clean, so its times would say nothing.
    """
    with _banks(slugs, items, seed, progress) as root:
        reading = _timed(lambda: _read(root))
        progress()
        found: list[Linted] = []
        linting = _timed(lambda: found.extend(lint_many(slugs, root)))
        progress()
        if problems := [problem for one in found for problem in one.problems]:
            raise QualprepError(
                what=f"The generated banks have {len(problems)} problems.",
                where=str(problems[0]),
                do="Mend the generator first: see tests/generators.",
            )
        auditing = _timed(lambda: audit_banks([load_bank(slug, root) for slug in slugs]))
        progress()
    return Checked(tuple(slugs), sum(one.items for one in found), reading, linting, auditing)


@contextmanager
def _banks(
    slugs: Sequence[str], items: int, seed: int, progress: Callable[[], None]
) -> Iterator[Path]:
    """Give a content folder with banks of generated items in all sets, for as long as it is used."""
    with TemporaryDirectory(prefix="qualprep-bench-") as place:
        root = Path(place)
        guidelines = Path("curriculum", "guidelines")
        (root / guidelines).mkdir(parents=True)
        for at, slug in enumerate(slugs):
            shutil.copy(content_root() / guidelines / f"{slug}.md", root / guidelines)
            make, made = maker(slug), []
            for n in range(at, items, len(slugs)):
                made.append(make(seed + n, 1 + n % 5))
                progress()
            share = -(-len(made) // len(SETS))
            for n, name in enumerate(SETS):
                write_bank(made[n * share : (n + 1) * share], slug, root, name)
        yield root


def _read(root: Path) -> None:
    for path in root.rglob("*.yaml"):
        yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)


def _timed(action: Callable[[], object]) -> float:
    """Return the seconds that an action takes with nothing rendered before."""
    forget()
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun
