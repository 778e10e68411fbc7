"""Sets everything up and starts it: ``python3 -m grader.bootstrap learn``, or test, check, lessons.

It runs before anything is installed, perhaps under an old Python: standard library only, nothing of
this package, and syntax that Python 3.8 can read, so that it can say which Python is needed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator, NoReturn  # noqa: UP035 - not in collections.abc under Python 3.8

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
NEEDS = (3, 11)
BROWSER_VARIABLE = "QUALPREP_CHROMIUM"
REQUIRE_BROWSER_VARIABLE = "QUALPREP_REQUIRE_BROWSER"

_NEWER = ("3.14", "3.13", "3.12", "3.11")
_STAMP = "qualprep-installed.json"
_UNFINISHED = "qualprep-unfinished"
_LOG = "qualprep-install.log"
_NO_TESTS = 5  # pytest's exit code when nothing was collected

# What pip prints, and what it means to somebody who only wants to learn; the first that fits.
_REASONS = (
    (
        ("proxyerror", "cannot connect to proxy", "tunnel connection failed", "407 proxy"),
        "The proxy of your network refused the connection.",
        "Ask whoever runs the network for its address, set HTTPS_PROXY to that, and try again.",
    ),
    (
        ("certificate_verify_failed", "sslerror"),
        "Your network uses a certificate of its own, which Python does not know.",
        "Ask whoever runs the network for the certificate file, set PIP_CERT to it, and try again.",
    ),
    (
        ("no space left", "disk quota", "not enough space"),
        "The disk is full, or your space on it is used up.",
        "About 1 GB is needed. Delete files you no longer need and try again.",
    ),
    (
        ("do not match the hashes",),
        "A downloaded file is not the one that was expected, so it was not installed.",
        "Try again; if it happens again, tell the maintainers and show them the file below.",
    ),
    (
        ("name resolution", "getaddrinfo", "newconnectionerror", "connection refused", "timed out",
         "network is unreachable", "connection broken", "connecttimeout", "nameresolutionerror"),
        "The internet cannot be reached.",
        "It is needed this one time. Check the connection and try again.",
    ),
    (
        ("ensurepip is not available", "no module named ensurepip", "no module named venv"),
        "This Python came without the part that makes environments.",
        "On Debian and Ubuntu: sudo apt install python3-venv. Then try again.",
    ),
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Do what was asked; return the exit code."""
    commands = {"learn": learn, "test": test, "check": check, "lessons": lessons}
    if not arguments or arguments[0] not in commands:
        print(f"Say what to do: python3 -m grader.bootstrap {'|'.join(commands)}")
        return 2
    if sys.version_info[:2] < NEEDS:
        return _with_newer_python(arguments)
    return commands[arguments[0]](arguments[1:])


def learn(more: list[str]) -> int:
    """Set up what learning needs, then open the lessons."""
    python = ensure()
    return _become([str(python), "-m", "grader.cli", "learn", *more])


def lessons(more: list[str]) -> int:
    """Set up what learning needs, then build the lessons from their sources."""
    return _run([str(ensure()), "-m", "grader.cli", "build", *more])


def check(more: list[str]) -> int:
    """Set up what testing needs, then run every check that is no test; say which failed."""
    python = str(ensure(testing=True))
    bin_folder = Path(python).parent
    checks = {
        "ruff": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "import-linter": [str(bin_folder / "lint-imports")],
        "items and gold": [python, "-m", "grader.cli", "lint"],
        "content": [python, "-m", "grader.cli", "audit"],
        "lessons built": [python, "-m", "grader.cli", "build", "--check"],
    }
    failed = []
    for name, command in checks.items():
        say(f"\n== {name}")
        if _run(command):
            failed.append(name)
    say(f"\nFailed: {', '.join(failed)}." if failed else "\nEvery check passed.")
    return 1 if failed else 0


def test(more: list[str]) -> int:
    """Set up what testing needs, then run all tests; the browser's one at a time."""
    python = str(ensure(testing=True))
    browser = find_chromium() or _fetch_chromium(python)
    if browser:
        os.environ[BROWSER_VARIABLE] = str(browser)
    worst = _run([python, "-m", "pytest", "-n", "auto", "-m", "not browser", *more])
    if browser:
        code = _run([python, "-m", "pytest", "-m", "browser", *more])
        return worst or (0 if code == _NO_TESTS else code)
    say(
        "\nThe browser tests could not run: no Chromium, Chrome or Edge was found, and none could "
        f"be downloaded.\nInstall one, or set {BROWSER_VARIABLE} to it. All other tests ran."
    )
    return worst or (1 if os.environ.get(REQUIRE_BROWSER_VARIABLE) == "1" else 0)


def ensure(*, testing: bool = False, root: Path = ROOT) -> Path:
    """Return the Python of an environment that has everything; make or mend it only if need be."""
    folder = root / ".venv"
    python = python_of(folder)
    wanted = stamps(root)
    missing = [part for part in (("learn", "test") if testing else ("learn",))
               if _stamp(folder).get(part) != wanted[part]]  # fmt: skip
    sound = _is_sound(folder)
    if sound and not missing:
        return python
    begun = time.monotonic()
    if not sound:
        say("Setting up, once: this takes a minute or two, and about 1 GB of disk.")
        _remove(folder)
        missing = ["learn", "test"] if testing else ["learn"]
    else:
        say("Installing what is new; this takes a minute at most.")
    folder.mkdir(exist_ok=True)
    # Stays if anything stops this half-way; whoever comes next then starts afresh.
    (folder / _UNFINISHED).touch()
    (folder / _LOG).unlink(missing_ok=True)
    try:
        if not sound:
            _install(folder, "Making a place for it", [sys.executable, "-m", "venv", str(folder)])
        _install_packages(folder, root, missing)
    except SystemExit:
        # pip gave up by itself, so what is there is whole: the next start goes on from it.
        (folder / _UNFINISHED).unlink()
        raise
    done = {**_stamp(folder), **{part: wanted[part] for part in missing}}
    (folder / _STAMP).write_text(json.dumps(done), encoding="utf-8")
    (folder / _UNFINISHED).unlink()
    say(f"Ready after {time.monotonic() - begun:.0f} seconds. Next time it starts at once.")
    return python


def stamps(root: Path) -> dict[str, str]:
    """Return what an up-to-date environment was made from, as hashes, by what it serves.

    The clone's place counts too: an environment refers to it and does not survive a move.
    """
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    build = [
        project.get("build-system"),
        project.get("project"),
        project.get("tool", {}).get("hatch"),
    ]
    common = [str(root), json.dumps(build, sort_keys=True)]
    pinned = (root / "requirements.txt").read_text(encoding="utf-8")
    tools = (root / "requirements-test.txt").read_text(encoding="utf-8")
    texts = {"learn": [*common, pinned], "test": [*common, pinned, tools]}
    return {
        part: hashlib.sha256("\0".join(said).encode()).hexdigest() for part, said in texts.items()
    }


def python_of(folder: Path) -> Path:
    """Return where the Python of an environment is."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def find_chromium() -> Path | None:
    """Return a browser that Playwright can drive, or None: Chromium, Chrome, Edge, its own.

    What ``QUALPREP_CHROMIUM`` names comes first, and then nothing else is looked for.
    """
    named = os.environ.get(BROWSER_VARIABLE)
    if named:
        return Path(named) if Path(named).is_file() else None
    return next((path for path in _browsers() if path.is_file() and _starts(path)), None)


def say(sentence: str) -> None:
    """Print at once, also where the output goes to a file."""
    print(sentence, flush=True)


def _browsers() -> Iterator[Path]:
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
                 "microsoft-edge", "microsoft-edge-stable", "chrome", "msedge"):  # fmt: skip
        found = shutil.which(name)
        if found:
            yield Path(found)
    home = Path.home()
    for base in (Path("/Applications"), home / "Applications"):
        for name in ("Google Chrome", "Chromium", "Microsoft Edge"):
            yield base / f"{name}.app" / "Contents" / "MacOS" / name
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if os.environ.get(variable):
            programs = Path(os.environ[variable])
            yield programs / "Google" / "Chrome" / "Application" / "chrome.exe"
            yield programs / "Chromium" / "Application" / "chrome.exe"
            yield programs / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    stores = [home / ".cache", home / "Library" / "Caches", home / "AppData" / "Local"]
    own = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    for store in [Path(own)] if own else [store / "ms-playwright" for store in stores]:
        for pattern in ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-win*/chrome.exe",
                        "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"):  # fmt: skip
            yield from sorted(store.glob(pattern), reverse=True)


def _starts(browser: Path) -> bool:
    """Return whether it is a browser; on Ubuntu the name may be that of a note on how to get it."""
    if not sys.platform.startswith("linux"):
        return True  # elsewhere the question would open a window
    try:
        asked = subprocess.run([str(browser), "--version"], capture_output=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _fetch_chromium(python: str) -> Path | None:
    if os.environ.get(BROWSER_VARIABLE):
        return None  # somebody named one, and it is not there: say so rather than take another
    say("No Chromium found; trying to download one (two minutes at most) ...")
    command = [python, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(command, capture_output=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return find_chromium()


def _is_sound(folder: Path) -> bool:
    """Return whether an environment was finished and its Python, with pip, still works."""
    if (folder / _UNFINISHED).exists() or not python_of(folder).exists():
        return False
    question = f"import pip, sys; sys.exit(sys.version_info < {NEEDS})"
    try:
        return (
            subprocess.run([str(python_of(folder)), "-c", question], capture_output=True).returncode
            == 0
        )
    except OSError:
        return False


def _stamp(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        _stop(f"There is something else called {folder}.", "Rename it and try again.")
    try:
        if folder.exists():
            shutil.rmtree(str(folder))
    except OSError as error:
        _stop(
            f"The old environment cannot be removed: {error}.",
            f"Close every program that uses it, delete the folder {folder}, and try again.",
        )


def _install_packages(folder: Path, root: Path, parts: list[str]) -> None:
    pip = [str(python_of(folder)), "-m", "pip", "install", "--disable-pip-version-check"]
    pinned = [*pip, "--no-input", "--retries", "2", "--require-hashes", "-r"]
    lists = {
        "learn": ("Installing JupyterLab and the rest", "requirements.txt"),
        "test": ("Installing the tools for tests", "requirements-test.txt"),
    }
    for part in parts:
        what, name = lists[part]
        _install(folder, what, [*pinned, str(root / name)])
    own = [*pip, "--no-deps", "--no-build-isolation", "-e", str(root)]
    _install(folder, "Installing qualprep itself", own)


def _install(folder: Path, what: str, command: list[str]) -> None:
    """Run one step with its output in a log, saying every ten seconds that it is still going on."""
    say(f"  {what} ...")
    log = folder / _LOG
    variables = {**os.environ, "PIP_USER": "0", "PYTHONIOENCODING": "utf-8"}
    variables.pop("PYTHONHOME", None)
    begun = time.monotonic()
    with log.open("ab") as output:
        try:
            process = subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=variables,
                cwd=str(folder.parent),
            )
        except OSError as error:
            _stop(f"{command[0]} cannot be started: {error}.", "Run the same command again.")
        while True:
            try:
                code = process.wait(timeout=10)
                break
            except subprocess.TimeoutExpired:
                say(f"    still at it, {time.monotonic() - begun:.0f} seconds")
    if code:
        _explain(log)


def _explain(log: Path) -> NoReturn:
    text = log.read_text(encoding="utf-8", errors="replace")
    last = "\n".join(text.strip().splitlines()[-8:])
    for signs, what, do in _REASONS:
        if any(sign in text.lower() for sign in signs):
            _stop(what, do, f"\nThe details are in {log}.")
    _stop(
        "The installation did not work.",
        f"Try once more; if it fails again, show {log} to somebody who can help.",
        f"\nIts last lines:\n{last}",
    )


def _stop(what: str, do: str, more: str = "") -> NoReturn:
    print(f"\n{what}\n{do}{more}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def _with_newer_python(arguments: list[str]) -> int:
    """Hand over to a newer Python if there is one; else say where to get it."""
    candidates = [[found] for found in (shutil.which(f"python{v}") for v in _NEWER) if found]
    if shutil.which("py"):
        candidates += [["py", f"-{version}"] for version in _NEWER]
    for candidate in candidates:
        try:  # a launcher may be there without the Python it should launch
            works = subprocess.run(
                [*candidate, "-c", "import venv"], capture_output=True, timeout=30
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if works.returncode == 0:
            os.chdir(str(ROOT))
            return _run([*candidate, "-m", "grader.bootstrap", *arguments])
    wanted = ".".join(map(str, NEEDS))
    print(
        f"qualprep needs Python {wanted} or newer; this is {sys.version.split()[0]}.\n"
        "Get it from https://www.python.org/downloads/ and run the same command again.",
        file=sys.stderr,
    )
    return 1


def _run(command: list[str]) -> int:
    try:
        return subprocess.run(command, cwd=str(ROOT)).returncode
    except KeyboardInterrupt:
        return 130


def _become(command: list[str]) -> int:
    """Run a command in the place of this one, so that Ctrl+C and signals reach it alone."""
    sys.stdout.flush()
    if os.name == "posix":
        os.chdir(str(ROOT))
        os.execv(command[0], command)
    return _run(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
