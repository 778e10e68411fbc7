"""A real JupyterLab and a real Chromium, started once; a workspace of its own for every test.

Where there is no Chromium these tests are skipped with a reason, unless QUALPREP_REQUIRE_BROWSER is set,
as in CI: then its absence is a failure.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from grader.bootstrap import REQUIRE_BROWSER_VARIABLE, find_chromium
from grader.store import Store, open_store

LEARNER = "test-learner"
# Without these Chromium looks for its maker's hosts at every start, in vain on a closed network.
_ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_IDLE = """() => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  return panel?.sessionContext?.session?.kernel?.status === 'idle';
}"""
# This very notebook, not one that was there before and is still idle.
_OPEN_AND_IDLE = """(name) => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  return panel?.context?.path === name
    && panel.sessionContext?.session?.kernel?.status === 'idle';
}"""
# A kernel's start and its first imports take long on a busy machine; what comes after does not.
_FIRST_LOOK = 60_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        message = "no Chromium was found, so the page could not be tested"
        if os.environ.get(REQUIRE_BROWSER_VARIABLE):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=_ARGUMENTS)
        yield browser
        browser.close()


class Lab:
    """A running JupyterLab on a workspace, open in one page, as a learner has it."""

    def __init__(self, page: Page, folder: Path, url: str) -> None:
        self.page = page
        self.folder = folder
        self.url = url
        self.errors: list[str] = []
        self.reloaded = False
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.start()

    def start(self) -> None:
        """Load JupyterLab with nothing open, whatever was open before."""
        self.page.goto(f"{self.url}/lab?reset")
        self.wait_until_restored()

    def reload(self) -> None:
        """Load the page again, as a learner does; what was open comes back."""
        self.reloaded = True
        self.page.reload()
        self.wait_until_restored()

    def wait_until_restored(self) -> None:
        """Wait until JupyterLab is there with all that it opens by itself."""
        self.page.wait_for_function(
            "() => window.jupyterapp?.restored.then(() => true)", timeout=_FIRST_LOOK
        )

    def open(
        self,
        *cells: str,
        width: int = 1280,
        height: int = 1000,
        dark: bool = False,
        run: bool = True,
    ) -> Page:
        """Open a notebook of these code cells, run it, and return the page."""
        path = self.folder / f"lesson-{time.monotonic_ns()}.ipynb"
        path.write_text(json.dumps(_notebook(cells)), encoding="utf-8")
        return self.visit(path.name, width=width, height=height, dark=dark, run=run)

    def visit(
        self,
        name: str,
        *,
        width: int = 1280,
        height: int = 1000,
        dark: bool = False,
        run: bool = True,
    ) -> Page:
        """Open a notebook of the workspace, alone on the page."""
        page = self.page
        page.set_viewport_size({"width": width, "height": height})
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        self.command(page, "apputils:change-theme", {"theme": theme})
        page.wait_for_selector(f"[data-jp-theme-light='{str(not dark).lower()}']", state="attached")
        self.command(page, "docmanager:open", {"path": name})
        page.wait_for_function(_OPEN_AND_IDLE, arg=name, timeout=_FIRST_LOOK)
        if run:
            self.command(page, "notebook:run-all-cells")
        return page

    def close(self) -> None:
        """Close every notebook and stop every kernel: the next test has the machine to itself."""
        # Not by close(): a late change makes the notebook dirty again, and it would stay and ask.
        self.page.evaluate(
            """() => {
              for (const panel of [...window.jupyterapp.shell.widgets("main")]) panel.dispose();
            }"""
        )
        self.page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
        if self.reloaded:
            # A page that was reloaded may open once more, and late, what was open before.
            self.reloaded = False
            self.start()

    def command(self, page: Page, name: str, arguments: dict[str, object] | None = None) -> None:
        """Execute one of JupyterLab's commands and wait for it."""
        page.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)",
            [name, arguments or {}],
        )

    def restart_kernel(self, page: Page) -> None:
        """Restart the kernel under the page, without running anything."""
        page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
        )
        page.wait_for_function(_IDLE)

    def store(self) -> Store:
        """Open the learner's answers as another program would."""
        return open_store(self.folder / "answers" / "answers.sqlite")


@pytest.fixture(scope="module")
def server(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("workspace")
    port = _free_port()
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(
        '{"fetchNews": "false", "checkForUpdates": false}'
    )
    environment = os.environ | {
        "QUALPREP_WORKSPACE": str(folder),
        "QUALPREP_LEARNER": LEARNER,
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
        "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=",
        "--expose-app-in-browser",
    ]  # fmt: skip
    with (folder / "lab.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(port, process, folder / "lab.log")
        yield folder, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        if process.poll() is None:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def opened(chromium: Browser, server: tuple[Path, str]) -> Iterator[Lab]:
    page = chromium.new_page()
    yield Lab(page, *server)
    page.close()


@pytest.fixture
def lab(opened: Lab) -> Iterator[Lab]:
    opened.errors.clear()
    yield opened
    # Taken before the notebook is, from under whatever still runs in it.
    raised = list(opened.errors)
    opened.close()
    assert raised == [], "the page raised errors"


def exercise(page: Page, index: int = 0) -> Locator:
    """Return the exercise on the page, once it is there."""
    # Only what can be seen: a page that was reloaded may hold the notebook of before behind this one.
    found = page.locator(".qp[data-qp-key]").filter(visible=True).nth(index)
    found.locator(".qp-judge").wait_for(timeout=_FIRST_LOOK)
    return found


def enter(shown: Locator) -> None:
    """Give the exercise the focus, by a click on its title as a learner would."""
    shown.locator("header b").click()
    shown.page.wait_for_function(
        "() => document.activeElement?.closest('.qp[data-qp-key]') !== null"
    )


def _notebook(cells: tuple[str, ...]) -> dict[str, object]:
    return {
        "cells": [
            {"cell_type": "code", "id": f"cell-{index}", "metadata": {}, "source": source,
             "outputs": [], "execution_count": None}
            for index, source in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")
