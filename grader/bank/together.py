"""Linting several skills at once, each in a process of its own where that is worth its start."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from grader.bank.lint import problems_of
from grader.bank.load import read_bank
from grader.errors import QualprepError
from grader.strict_yaml import Problem

WORTH_IT = 1_000_000
"""Bytes of items and gold; with fewer, other processes would not have started before it is done."""


class Linted(NamedTuple):
    """How many items a skill's bank has, and what is wrong with it, by file and line."""

    items: int
    problems: list[Problem]


def lint_many(slugs: Sequence[str], root: Path) -> list[Linted]:
    """Return what is wrong with the banks of some skills, in the order of the skills.

    A bank that cannot be read at all is a problem like any other.
    """
    sizes = {slug: _size(slug, root) for slug in slugs}
    workers = min(len(sizes), os.cpu_count() or 1)
    if workers < 2 or sum(sizes.values()) < WORTH_IT:
        return [_linted(slug, root) for slug in slugs]
    with ProcessPoolExecutor(workers, initializer=gc.disable) as pool:
        # The largest first, so that none is left when the others are done.
        begun = {
            slug: pool.submit(_linted, slug, root)
            for slug in sorted(sizes, key=lambda one: -sizes[one])
        }
        return [begun[slug].result() for slug in slugs]


def _linted(slug: str, root: Path) -> Linted:
    try:
        bank, problems = read_bank(slug, root)
    except QualprepError as error:  # a guideline that cannot be read
        return Linted(0, [Problem(error.where or slug, 1, f"{error.what} {error.do}")])
    items = sum(len(found) for found in bank.sets.values())
    return Linted(items, problems_of(bank, problems, root))


def _size(slug: str, root: Path) -> int:
    trees = (root / tree / slug for tree in ("exercises", "solutions"))
    return sum(path.stat().st_size for tree in trees for path in tree.rglob("*.yaml"))
