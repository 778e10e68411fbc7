"""A copy of the repository in which a guide is followed, and the guide itself, read step by step."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "data" / "guides"
_KEPT_OUT = shutil.ignore_patterns(".*cache*", "__pycache__", ".hypothesis", "node_modules")
_PARTS = (".vscode", "curriculum", "docs", "exercises", "grader", "solutions", "tests")


class Clone:
    """A copy; its own code runs in processes of their own, so that the real package stays as it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in _PARTS:
            shutil.copytree(ROOT / name, folder / name, ignore=_KEPT_OUT)
        for name in ("pyproject.toml", "README.md"):
            shutil.copy(ROOT / name, folder / name)

    def path(self, name: str) -> Path:
        return self.folder / name

    def text(self, name: str) -> str:
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, encoding="utf-8", newline="\n")

    def replace(self, name: str, old: str, new: str) -> None:
        """Write something in the place of what stands in a file exactly once."""
        before = self.text(name)
        assert before.count(old) == 1, f"{name} has {before.count(old)} times {old!r}"
        self.write(name, before.replace(old, new))

    def run(self, *command: str, fails: bool = False, **variables: str) -> str:
        """Run Python in the copy and return what it says; it must succeed, or fail where that is told."""
        own = {
            "PYTHONPATH": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QUALPREP_CONTENT": str(self.folder),
            "QUALPREP_WORKSPACE": str(self.folder / "workspace"),
            "QUALPREP_LEARNER": "follower",
        }
        done = subprocess.run(
            [sys.executable, *command],
            cwd=self.folder,
            env=os.environ | own | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        said = done.stdout + done.stderr
        assert (done.returncode != 0) is fails, f"{command}\n{said[-6000:]}"
        return said

    def qualprep(self, line: str, *, fails: bool = False) -> str:
        """Run a command as the guide writes it."""
        words = shlex.split(line)
        return self.run("-m", "grader.cli", *words[words[0] == "qualprep" :], fails=fails)

    def python(self, code: str) -> Any:
        """Run code in the copy and return what it leaves in ``said``."""
        ended = "\nimport json, grader; print('\\n' + json.dumps([grader.__file__, said]))"
        package, said = json.loads(self.run("-c", code + ended).splitlines()[-1])
        assert Path(package).is_relative_to(self.folder), "the code of the copy was not run"
        return said

    def pytest(self, *arguments: str, fails: bool = False) -> list[str]:
        """Run tests of the copy, all of which must pass; return which did."""
        said = self.run("-m", "pytest", "-v", "-p", "no:cacheprovider", *arguments, fails=fails)
        return re.findall(r"^(\S+::.+?) PASSED", said, re.MULTILINE)


class Guide:
    """A guide of `docs/`: its numbered steps, and the commands that each of them names."""

    def __init__(self, name: str) -> None:
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        found = re.split(r"^## (\d+)\. (.+)$", text, flags=re.MULTILINE)
        self.steps = {int(found[at]): found[at + 2] for at in range(1, len(found), 3)}

    def commands(self, step: int) -> list[str]:
        """Return the commands that stand on lines of their own, in order."""
        return re.findall(r"^    (qualprep .+)$", self.steps[step], re.MULTILINE)

    def command(self, step: int, begins: str) -> str:
        """Return the one command of a step that begins so."""
        [found] = [line for line in self.commands(step) if line.startswith(f"qualprep {begins}")]
        return found
