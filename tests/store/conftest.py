"""Stores of every kind, records to put in, and a second process that writes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from grader.store import Attempt, Event, Store, open_store

POSTGRES = "QUALPREP_TEST_POSTGRES"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORKER = Path(__file__).with_name("worker.py")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


@pytest.fixture
def attempt() -> Callable[..., Attempt]:
    """Return a maker of attempts: each has an id of its own, everything else can be said."""

    def make(**changes: Any) -> Attempt:
        fields: dict[str, Any] = {
            "id": str(uuid4()),
            "learner": "ann",
            "session": "sitting-1",
            "skill": "response-ranking",
            "item_id": "rank-0001",
            "item_hash": "sha256:12ab",
            "values": {"ranking": [["response_b"], ["response_a"]], "near_tie": False},
            "confidence": 70,
            "seconds": 41.5,
            "hints": 1,
            "mode": "practice",
            "shown_order": ("response_b", "response_a"),
            "exercise": "response-ranking/practice:1",
            "guideline": "1.0",
            "at": NOON,
        }
        return Attempt(**(fields | changes))

    return make


@pytest.fixture
def event() -> Callable[..., Event]:
    """Return a maker of events."""

    def make(**changes: Any) -> Event:
        fields: dict[str, Any] = {
            "id": str(uuid4()),
            "learner": "ann",
            "session": "sitting-1",
            "skill": "response-ranking",
            "item_id": "rank-0001",
            "kind": "hint",
            "at": NOON,
        }
        return Event(**(fields | changes))

    return make


@pytest.fixture
def postgres() -> Iterator[str]:
    """Return the URL of an empty schema on the PostgreSQL server for tests."""
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"set {POSTGRES} to a PostgreSQL URL to run this against a server")
    schema = f"qualprep_test_{uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["path", "memory", "postgres"])
def store(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Store]:
    """Return an empty store of each kind."""
    kind: str = request.param
    address = "sqlite://" if kind == "memory" else request.getfixturevalue(kind)
    with open_store(address, clock=clock) as opened:
        yield opened


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Return a starter of processes that hand in attempts; see `worker.py`."""
    running: list[subprocess.Popen[str]] = []

    def start(
        store: str | Path, attempts: Sequence[Attempt], *options: str
    ) -> "subprocess.Popen[str]":
        file = tmp_path / f"{uuid4()}.jsonl"
        file.write_text("".join(f"{a.model_dump_json()}\n" for a in attempts), encoding="utf-8")
        command = [sys.executable, str(WORKER), str(store), str(file), *options]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()
