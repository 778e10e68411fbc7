"""How fast a class is graded: the same answers through stock nbgrader and through ours, in one run."""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from pydantic import JsonValue

from grader.bank import Bank, load_bank
from grader.errors import QualprepError
from grader.fields import Choice, Ranking
from grader.integrations.nbgrader.config import last_word, nbgrader_api
from grader.integrations.nbgrader.course import Course, create_course
from grader.integrations.nbgrader.grading import TIME_FILE, grade
from grader.integrations.nbgrader.marks import marks_of
from grader.integrations.nbgrader.release import release
from grader.practice.exercise import shuffled_parts
from grader.qualifier import RESPONSES_FILE, Blueprint, Form, FormItem, Response, hand_in
from grader.settings import CONTENT_VARIABLE, content_root

SKILL = "response-ranking"
_OURS = {"our assumption": True}


@dataclass(frozen=True)
class Timed:
    """What a run found: seconds of both, and every item whose scores differ."""

    learners: int
    items: int
    stock: float
    ours: float
    differing: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """How many times as long stock nbgrader took."""
        return self.stock / self.ours


def bench_grading(
    learners: int, items: int, seed: int, progress: Callable[[str], None] = lambda step: None
) -> Timed:
    """Grade a made-up class twice and compare: by stock nbgrader, with a kernel for each, and by ours.

    Args:
        learners: How many there are.
        items: How many items each judged; the practice items serve too, so that there are enough.
        seed: Another seed, other answers.
        progress: Called before each step with its name.

    Raises:
        QualprepError: There are not so many items, or stock nbgrader failed.
    """
    with TemporaryDirectory(prefix="qualprep-bench-") as place, _content(Path(place)) as root:
        bank = load_bank(SKILL, root)
        progress("making the class")
        course, form = _class(Path(place), bank, learners, items, seed)
        names = course.submitted(form.name)
        begun = time.perf_counter()
        grade(course, form, lambda learner: progress(f"ours, {learner}"))
        ours = time.perf_counter() - begun
        found = {name: _points(course, form, name) for name in names}
        _forget(course, form, names)
        stock = _stock(course, form, names, progress)
        other = {name: _points(course, form, name) for name in names}
        differing = tuple(
            f"{name}, {item}: stock {other[name].get(item)}, ours {points}"
            for name in names
            for item, points in found[name].items()
            if other[name].get(item) != points
        )
        return Timed(learners, items, stock, ours, differing)


@contextmanager
def _content(place: Path) -> Iterator[Path]:
    """Give a content folder in which the practice items are in the reserve, for as long as it is used."""
    root, real = place / "content", content_root()
    shutil.copytree(real / "curriculum" / "guidelines", root / "curriculum" / "guidelines")
    for tree in ("exercises", "solutions"):
        for name in ("practice", "reserve"):
            for path in (real / tree / SKILL / name).glob("*.yaml"):
                target = root / tree / SKILL / "reserve" / f"{name}-{path.name}"
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    before = os.environ.get(CONTENT_VARIABLE)
    os.environ[CONTENT_VARIABLE] = str(root)
    try:
        yield root
    finally:
        os.environ.pop(CONTENT_VARIABLE)
        if before is not None:
            os.environ[CONTENT_VARIABLE] = before


def _class(place: Path, bank: Bank, learners: int, items: int, seed: int) -> tuple[Course, Form]:
    roster = place / "names.csv"
    ids = [f"learner{number:03}" for number in range(1, learners + 1)]
    lines = "".join(f"{one},Learner,Number {number}\n" for number, one in enumerate(ids, 1))
    roster.write_text(f"id,first_name,last_name\n{lines}", encoding="utf-8")
    course = create_course(place / "course", roster)
    form = release(course, _blueprint(items), seed)
    drawn = random.Random(seed)
    for learner in ids:
        target = course.folder / "submitted" / learner / form.name
        shutil.copytree(course.folder / "release" / form.name, target)
        for item in form.items:
            hand_in(target / RESPONSES_FILE, _response(bank, form, item, drawn))
        (target / TIME_FILE).write_text(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC")
    return course, form


def _blueprint(items: int) -> Blueprint:
    def ours(value: object) -> dict[str, object]:
        return {"value": value, **_OURS}

    return Blueprint.model_validate(
        {
            "name": "bench",
            "title": "A mock for measuring",
            "note": "Made for measuring, and connected with no platform.",
            "time_limit_minutes": ours(60),
            "timer": ours("hidden"),
            "attempts": ours(1),
            "go_back": ours(True),
            "open_book": ours(True),
            "feedback": ours("after-close"),
            "pass_rule": {"right_at_least": ours(0.8), "critical_at_most": ours(0)},
            "sections": [
                {
                    "name": "judge",
                    "skill": SKILL,
                    "count": ours(items),
                    "difficulty": ours((1, 5)),
                    "ask": ours(("order", "axis", "near_tie", "differentiator")),
                }
            ],
        }
    )


def _response(bank: Bank, form: Form, item: FormItem, drawn: random.Random) -> Response:
    """Return a judgment that is right in about two fields of three."""
    values: dict[str, JsonValue] = dict(bank.gold(item.id).gold)
    for field in bank.skill.task.fields:
        if field.name not in values or field.when is not None or drawn.random() < 2 / 3:
            continue
        if isinstance(field, Ranking):
            parts: list[JsonValue] = [[part] for part in shuffled_parts(bank, item.id)]
            drawn.shuffle(parts)
            values[field.name] = parts
        elif isinstance(field, Choice) and not isinstance(field.options[0].key, bool):
            values[field.name] = drawn.choice(field.options).key
    return Response(
        form=form.name,
        item=item.id,
        item_hash=item.hash,
        values=values,
        confidence=80,
        seconds=60.0,
        shown_order=shuffled_parts(bank, item.id),
        attempt=str(UUID(int=drawn.getrandbits(128), version=4)),
        at=datetime.now(UTC),
    )


def _points(course: Course, form: Form, learner: str) -> dict[str, float]:
    marks = marks_of(course, form.name, learner)
    return {item.id: marks[item.id].points for item in form.items if item.id in marks}


def _forget(course: Course, form: Form, names: list[str]) -> None:
    """Take out what was graded, so that no score is compared with itself."""
    with course.gradebook() as book:
        for name in names:
            book.remove_submission(form.name, name)
    shutil.rmtree(course.folder / "autograded", ignore_errors=True)


def _stock(course: Course, form: Form, names: list[str], progress: Callable[[str], None]) -> float:
    """Grade with nbgrader as it comes; return the seconds it took."""
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = config.Exchange.root = str(course.folder)
    config.CourseDirectory.course_id = course.record.course
    # What nbgrader does to the environment stays inside, and what kernels say about themselves.
    with nbgrader_api(course), _quiet():
        api = NbGraderAPI(config=config)
        api.log_level = "ERROR"
        begun = time.perf_counter()
        for name in names:
            progress(f"stock, {name}")
            result = api.autograde(form.name, name)
            if not result["success"]:
                raise QualprepError(
                    what=f"Stock nbgrader could not grade: {last_word(result)}", where=name
                )
        return time.perf_counter() - begun


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep kernels off the terminal: they write past Python's own streams."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("w") as nothing:
            os.dup2(nothing.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def as_json(timed: Timed) -> str:
    """Return what a run found as JSON."""
    found = {
        "learners": timed.learners,
        "items": timed.items,
        "seconds_stock": round(timed.stock, 2),
        "seconds_ours": round(timed.ours, 2),
        "ratio": round(timed.ratio, 1),
        "differing": list(timed.differing),
    }
    return json.dumps(found, indent=2)
