"""Six items, a store in memory, a clock that is moved by hand, and a learner at an exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader.bank import Bank
from grader.practice import Exercise, Sitting
from grader.store import Store, open_store
from tests.support import an_item, bank_of

Sit = Callable[..., Sitting]


class Clock:
    """A second passes with every look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bank() -> Bank:
    baits = ["LONG", "LONG", "STYLE", "LONG", "STYLE", "HALO"]
    return bank_of(
        *(
            an_item(
                number,
                responses=3 if number == 1 else 2,
                bait=bait,
                concepts=["near-tie" if bait == "HALO" else "decisive-error"],
            )
            for number, bait in enumerate(baits, 1)
        )
    )


@pytest.fixture
def store(clock: Clock) -> Iterator[Store]:
    with open_store("sqlite://", clock=clock) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


@pytest.fixture
def sit(bank: Bank, store: Store, clock: Clock) -> Sit:
    """Return a maker of sittings: of ann at three items, unless said otherwise."""

    def make(
        items: tuple[str, ...] = ("made-001", "made-002", "made-003"),
        *,
        learner: str = "ann",
        of: Bank | None = None,
        at: Store | None = None,
        **changes: Any,
    ) -> Sitting:
        fields = {"key": "response-ranking/test", "title": "Test", "items": items} | changes
        return Sitting(Exercise(**fields), of or bank, at or store, learner, clock=clock)

    return make
