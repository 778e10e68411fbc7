"""Formgrader on a graded course, as `qualprep course open` starts it: a justification marked by hand."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from grader.bank import load_bank
from grader.cli.learn import formgrader_command
from grader.integrations.nbgrader import Course, create_course
from grader.integrations.nbgrader.grading import grade
from grader.integrations.nbgrader.marks import marks_of
from grader.integrations.nbgrader.release import release
from grader.integrations.nbgrader.report import report_path, write_reports
from grader.integrations.nbgrader.source import task_id
from grader.qualifier import RESPONSES_FILE, Form, read_blueprint
from tests.browser.conftest import _free_port, _wait_for
from tests.course.conftest import BLUEPRINT, SKILL, lines, response

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Form]:
    folder = tmp_path_factory.mktemp("coach")
    roster, blueprint = folder / "names.csv", folder / "small.yaml"
    roster.write_text("id,first_name,last_name\nann,Ann,Archer\n")
    blueprint.write_text(BLUEPRINT)
    course = create_course(folder / "autumn", roster)
    form = release(course, read_blueprint(blueprint), 1)
    place = course.folder / "submitted" / "ann" / form.name
    shutil.copytree(course.folder / "release" / form.name, place)
    bank = load_bank(SKILL)
    answers = [response(bank, form, item, "partial") for item in form.items]
    (place / RESPONSES_FILE).write_text(lines(*answers))
    assert grade(course, form).failures == []
    return course, form


@pytest.fixture(scope="module")
def formgrader(chromium: Browser, graded: tuple[Course, Form]) -> Iterator[Page]:
    course, _ = graded
    port, log = _free_port(), course.folder / "lab.log"
    command = formgrader_command(course.folder, port=port, browser=False)
    command += ["--IdentityProvider.token=", "--ServerApp.port_retries=0"]
    environment = os.environ | {"JUPYTER_PREFER_ENV_PATH": "1"}
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=course.folder, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(port, process, log)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(20_000)
        page.goto(f"http://127.0.0.1:{port}/")
        yield page
        page.close()
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        if process.poll() is None:
            process.kill()
            process.wait()


def test_a_justification_marked_in_formgrader_stands_in_the_report(
    formgrader: Page, graded: tuple[Course, Form]
) -> None:
    """The coach clicks through to a submission, reads what was written, and gives points and a comment."""
    page, (course, form) = formgrader, graded
    page.get_by_role("heading", name="Manage Assignments").wait_for()
    page.get_by_role("link", name="Manual Grading").first.click()
    page.get_by_role("link", name=form.name).first.click()
    page.get_by_role("link", name=form.name).last.click()
    page.get_by_role("link", name="Submission #1").click()
    expect(page.get_by_text("wrote a partial learner").first).to_be_visible()
    # The item's own scores are filled in; the two justifications wait for a mark.
    scores = page.locator("input.score")
    expect(
        page.locator("input.score:not([placeholder]), input.score[placeholder='']")
    ).to_have_count(2)
    empty = [n for n in range(scores.count()) if not scores.nth(n).get_attribute("placeholder")]
    scores.nth(empty[0]).fill("0.75")
    scores.nth(empty[0]).press("Tab")
    page.locator("textarea.comment").first.fill("Quotes the deciding words; say why they decide.")
    page.locator("textarea.comment").first.press("Tab")
    page.wait_for_load_state("networkidle")
    first = next(item for item in form.items if "justification" in item.ask)
    mark = marks_of(course, form.name, "ann")[task_id(first.id)]
    assert (mark.points, mark.marked) == (0.75, True)
    write_reports(course, form)
    report = Path(report_path(course, form.name, "ann")).read_text()
    assert "Your coach on what you wrote: 0.75 of 1 points." in report
    assert "Quotes the deciding words; say why they decide." in report
    assert "not marked yet" in report  # the other one
