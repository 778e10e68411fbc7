"""Setting up: what is installed when, what is said when it fails, which browser is found."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader import bootstrap

REPOSITORY = Path(bootstrap.__file__).parent.parent
posix = pytest.mark.skipif(os.name != "posix", reason="stands in for programs by shell scripts")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """As much of a clone as setting up reads."""
    root = tmp_path / "clone"
    root.mkdir()
    for name in ("pyproject.toml", "requirements.txt", "requirements-test.txt"):
        shutil.copy(REPOSITORY / name, root / name)
    return root


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would run, instead of minutes of pip; an environment gets a Python."""
    called: list[list[str]] = []

    def note(folder: Path, what: str, command: list[str]) -> None:
        called.append(command)
        if command[1:3] == ["-m", "venv"]:
            bootstrap.python_of(folder).parent.mkdir(parents=True)
            script(bootstrap.python_of(folder), "exit 0")

    monkeypatch.setattr(bootstrap, "_install", note)
    return called


def script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def installed(calls: list[list[str]]) -> list[str]:
    """What pip was asked to install, in a word each."""
    return [Path(command[-1]).name for command in calls if "pip" in command]


def test_an_old_python_can_at_least_read_it() -> None:
    """Python 3.8 must get as far as the sentence that names the Python needed."""
    for name in ("bootstrap.py", "__init__.py"):
        text = (REPOSITORY / "grader" / name).read_text(encoding="utf-8")
        ast.parse(text, feature_version=(3, 8))


@posix
def test_an_old_python_hands_over_to_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A launcher without its Python behind it is passed over."""
    monkeypatch.setattr(bootstrap, "NEEDS", (99, 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    script(tmp_path / "python3.13", "exit 127")
    script(tmp_path / "python3.12", 'echo "I am 3.12: $*"')
    monkeypatch.chdir(tmp_path)
    assert bootstrap.main(["learn", "--no-browser"]) == 0
    assert "I am 3.12: -m grader.bootstrap learn --no-browser" in capfd.readouterr().out


def test_without_a_newer_python_it_says_where_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, no syntax error: a sentence and an address."""
    monkeypatch.setattr(bootstrap, "NEEDS", (99, 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap.main(["learn"]) == 1
    said = capsys.readouterr().err
    assert "needs Python 99.0 or newer" in said
    assert "python.org" in said


def test_an_unknown_command_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """Called without anything, it says what there is."""
    assert bootstrap.main([]) == 2
    assert "learn|test|check|lessons" in capsys.readouterr().out


@posix
def test_a_second_start_installs_nothing(clone: Path, calls: list[list[str]]) -> None:
    """Everything once, with hashes; then the clone itself; then nothing more."""
    python = bootstrap.ensure(root=clone)
    assert python == clone / ".venv" / "bin" / "python"
    assert installed(calls) == ["requirements.txt", "clone"]
    assert "--require-hashes" in calls[1]
    assert {"--no-deps", "--no-build-isolation", "-e"} <= set(calls[2])
    calls.clear()
    assert bootstrap.ensure(root=clone) == python
    assert calls == []


@posix
def test_tests_add_only_their_tools(clone: Path, calls: list[list[str]]) -> None:
    """What learning needs is not installed again, and learning later needs nothing new."""
    bootstrap.ensure(root=clone)
    calls.clear()
    bootstrap.ensure(testing=True, root=clone)
    assert installed(calls) == ["requirements-test.txt", "clone"]
    calls.clear()
    bootstrap.ensure(testing=True, root=clone)
    bootstrap.ensure(root=clone)
    assert calls == []


@posix
@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_an_update_is_installed_into_the_same_environment(
    clone: Path, calls: list[list[str]], name: str
) -> None:
    """New pins or a new entry point: installed, without starting afresh."""
    bootstrap.ensure(root=clone)
    calls.clear()
    path = clone / name
    path.write_text(path.read_text().replace("0.1.0", "0.2.0") + "\n# new\n")
    bootstrap.ensure(root=clone)
    assert installed(calls) == ["requirements.txt", "clone"]
    assert not any("venv" in command for command in calls)


@posix
@pytest.mark.parametrize("harm", ["stopped half-way", "python gone", "python broken"])
def test_a_broken_environment_is_made_anew(clone: Path, calls: list[list[str]], harm: str) -> None:
    """Whatever stopped the last one, the next start mends it."""
    python = bootstrap.ensure(root=clone)
    calls.clear()
    if harm == "stopped half-way":
        (clone / ".venv" / "qualprep-unfinished").touch()
    elif harm == "python gone":
        python.unlink()
    else:
        script(python, "exit 1")
    (clone / ".venv" / "rest-of-the-old-one").touch()
    bootstrap.ensure(root=clone)
    assert calls[0][1:3] == ["-m", "venv"]
    assert not (clone / ".venv" / "rest-of-the-old-one").exists()


@posix
def test_a_link_in_the_place_of_the_environment_is_not_removed(
    clone: Path, calls: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it points to belongs to somebody."""
    (tmp_path / "precious").mkdir()
    (clone / ".venv").symlink_to(tmp_path / "precious")
    with pytest.raises(SystemExit):
        bootstrap.ensure(root=clone)
    assert "something else" in capsys.readouterr().err
    assert (tmp_path / "precious").is_dir()


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("ProxyError('Cannot connect to proxy.', NewConnectionError(...))", "HTTPS_PROXY"),
        ("Failed to establish a new connection: [Errno -3] name resolution", "internet"),
        ("SSLError(SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED)", "PIP_CERT"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE", "not the one"),
        ("The virtual environment was not created: ensurepip is not available", "apt install"),
        ("ERROR: something nobody foresaw", "something nobody foresaw"),
    ],
)
def test_a_failed_installation_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], printed: str, says: str
) -> None:
    """What pip printed becomes what happened and what to do; the log is named."""
    folder = tmp_path / ".venv"
    folder.mkdir()
    command = [sys.executable, "-c", f"import sys; sys.exit({printed!r})"]
    with pytest.raises(SystemExit) as stopped:
        bootstrap._install(folder, "Installing", command)
    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert says in said
    assert "qualprep-install.log" in said
    assert "Traceback" not in said


@posix
def test_a_failure_of_pip_leaves_the_environment_usable(
    clone: Path, monkeypatch: pytest.MonkeyPatch, calls: list[list[str]]
) -> None:
    """No network during an update: the next start tries again, and does not begin afresh."""
    bootstrap.ensure(root=clone)
    (clone / "requirements.txt").write_text("new==1\n")

    def fail(*_: object) -> None:
        raise SystemExit(1)

    note = bootstrap._install
    monkeypatch.setattr(bootstrap, "_install", fail)
    with pytest.raises(SystemExit):
        bootstrap.ensure(root=clone)
    monkeypatch.setattr(bootstrap, "_install", note)
    calls.clear()
    bootstrap.ensure(root=clone)
    assert installed(calls) == ["requirements.txt", "clone"]


@posix
def test_the_named_browser_comes_first_and_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads nowhere is not silently replaced by another browser."""
    script(tmp_path / "chromium", "echo Chromium 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("QUALPREP_CHROMIUM", str(tmp_path / "nowhere"))
    assert bootstrap.find_chromium() is None
    monkeypatch.setenv("QUALPREP_CHROMIUM", str(tmp_path / "chromium"))
    assert bootstrap.find_chromium() == tmp_path / "chromium"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the browser, on Linux only")
def test_a_browser_that_is_only_a_note_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ubuntu's chromium-browser may be a script that says where to get it; others are next."""
    monkeypatch.delenv("QUALPREP_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    script(tmp_path / "chromium-browser", "echo get me from the store >&2; exit 1")
    assert bootstrap.find_chromium() is None
    own = tmp_path / "playwright" / "chromium-1200" / "chrome-linux64"
    own.mkdir(parents=True)
    script(own / "chrome", "echo Chromium 2")
    assert bootstrap.find_chromium() == own / "chrome"


@posix
@pytest.mark.parametrize(("required", "code"), [("", 0), ("1", 1)])
def test_without_a_browser_the_other_tests_run_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    required: str,
    code: int,
) -> None:
    """A learner's machine passes without a browser; where one is required, its absence fails."""
    ran: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "ensure", lambda **_: Path("python"))
    monkeypatch.setattr(bootstrap, "find_chromium", lambda: None)
    monkeypatch.setattr(bootstrap, "_fetch_chromium", lambda _: None)
    monkeypatch.setattr(bootstrap, "_run", lambda command: ran.append(command) or 0)
    monkeypatch.setenv("QUALPREP_REQUIRE_BROWSER", required)
    assert bootstrap.test([]) == code
    assert len(ran) == 1
    assert "browser tests could not run" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_lists_its_targets() -> None:
    """`make` alone says what there is."""
    done = subprocess.run(["make"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    for target in ("learn", "test", "check", "lessons", "requirements"):
        assert f"make {target}" in done.stdout
