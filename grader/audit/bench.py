"""How fast a large bank is checked, beside merely reading its files: generated items, in one run."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from grader.audit.run import audit_banks
from grader.bank import SETS, lint, load_bank
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
        items: How many items the bank had.
        reading: Parsing its files by stock YAML and no more, what everything is measured against.
        linting: `lint` of the bank.
        auditing: `audit` of the bank, its files read and its texts rendered anew.
    """

    skill: str
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
    slug: str, items: int, seed: int, progress: Callable[[], None] = lambda: None
) -> Checked:
    """Make a bank of generated items, check it, and return the times.

    Args:
        slug: A skill with a generator.
        items: How many items; those of a real bank are as long, but less alike.
        seed: The first seed.
        progress: Called after each item and each of the three measures.

    Raises:
        UnknownNameError: No generator makes items of this skill.
        QualprepError: What was made is not clean, so its times would say nothing.
    """
    with _bank(slug, items, seed, progress) as root:
        reading = _timed(lambda: _read(root))
        progress()
        problems = []
        linting = _timed(lambda: problems.extend(lint(slug, root)))
        progress()
        if problems:
            raise QualprepError(
                what=f"The generated bank has {len(problems)} problems.",
                where=str(problems[0]),
                do="Mend the generator first: see tests/generators.",
            )
        auditing = _timed(lambda: audit_banks([load_bank(slug, root)]))
        progress()
    return Checked(slug, items, reading, linting, auditing)


@contextmanager
def _bank(slug: str, items: int, seed: int, progress: Callable[[], None]) -> Iterator[Path]:
    """Give a content folder with a bank of generated items in all sets, for as long as it is used."""
    make = maker(slug)
    made = []
    for n in range(items):
        made.append(make(seed + n, 1 + n % 5))
        progress()
    with TemporaryDirectory(prefix="qualprep-bench-") as place:
        root = Path(place)
        guideline = Path("curriculum", "guidelines", f"{slug}.md")
        (root / guideline).parent.mkdir(parents=True)
        shutil.copy(content_root() / guideline, root / guideline)
        share = -(-items // len(SETS))
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
