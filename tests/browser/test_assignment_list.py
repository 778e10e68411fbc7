"""nbgrader's assignment list in JupyterLab: a learner fetches a mock from the exchange and submits it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from grader.bank import load_bank
from grader.integrations.nbgrader import Course, create_course
from grader.integrations.nbgrader.exchange import collect_from, release_to
from grader.integrations.nbgrader.release import release
from grader.qualifier import RESPONSES_FILE, Form, read_blueprint
from tests.browser.conftest import _free_port, _wait_for
from tests.course.conftest import BLUEPRINT, SKILL, lines, response

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.name == "nt", reason="nbgrader has no exchange on Windows"),
]


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Form, Path]:
    folder = tmp_path_factory.mktemp("coach")
    roster, blueprint = folder / "names.csv", folder / "small.yaml"
    roster.write_text("id,first_name,last_name\nann,Ann,Archer\n")
    blueprint.write_text(BLUEPRINT)
    course = create_course(folder / "autumn", roster)
    form = release(course, read_blueprint(blueprint), 1)
    release_to(folder / "exchange", course, form)
    return course, form, folder / "exchange"


@pytest.fixture(scope="module")
def desk(
    chromium: Browser,
    handed_out: tuple[Course, Form, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Page, Path]]:
    """Give a learner's JupyterLab, configured as `course release --exchange` says."""
    course, _, exchange = handed_out
    folder, port = tmp_path_factory.mktemp("learner"), _free_port()
    config = folder / "etc"
    config.mkdir()
    (config / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.Exchange.root = "{exchange}"\n'
        f'c.CourseDirectory.course_id = "{course.record.course}"\n'
        'c.CourseDirectory.student_id = "ann"\n'  # the account's name, on a server with accounts
    )
    environment = os.environ | {
        "JUPYTER_CONFIG_PATH": str(config),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    home, log = folder / "home", folder / "lab.log"
    home.mkdir()
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
        "--ServerApp.port_retries=0", f"--ServerApp.root_dir={home}", "--IdentityProvider.token=",
        "--expose-app-in-browser",
    ]  # fmt: skip
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=home, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(port, process, log)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(20_000)
        page.goto(f"http://127.0.0.1:{port}/lab")
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
        yield page, home
        page.close()
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        if process.poll() is None:
            process.kill()
            process.wait()


def test_a_mock_is_fetched_and_submitted_by_its_buttons(
    desk: tuple[Page, Path], handed_out: tuple[Course, Form, Path]
) -> None:
    """From the menu to Fetch and Submit; what lies beside the notebook reaches the coach."""
    (page, home), (course, form, exchange) = desk, handed_out
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Assignment List").click()
    page.get_by_role("button", name="Fetch", exact=True).click()
    submit = page.get_by_role("button", name="Submit", exact=True)
    submit.wait_for()
    bank = load_bank(SKILL)
    answers = [response(bank, form, item, "perfect") for item in form.items]
    (home / form.name / RESPONSES_FILE).write_text(lines(*answers))
    submit.click()
    expect(page.locator("#submitted_assignments_list")).to_contain_text(form.name)
    assert collect_from(exchange, course, form).learners == ["ann"]
    kept = course.folder / "submitted" / "ann" / form.name / RESPONSES_FILE
    assert kept.read_text() == lines(*answers)
