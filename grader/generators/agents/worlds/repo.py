"""A repository: text files by line, tests, a change that is not committed yet, and commits."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.generators.agents.world import Result, World, done, look


@dataclass(frozen=True)
class Check:
    """A test: a line of a file must read so."""

    name: str
    file: str
    line: int
    expects: str


@dataclass
class Repo(World):
    """Files by line. What is committed goes out at once and stays."""

    tools = (
        "read_file", "replace_in_file", "write_line", "append_line", "run_tests", "diff", "commit",
        "show_log",
    )  # fmt: skip

    files: dict[str, list[str]] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    commits: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    tested: bool = False
    last: str = "Start of the project"

    def __post_init__(self) -> None:
        """Remember what was committed before."""
        super().__init__()
        self.base = {name: list(lines) for name, lines in self.files.items()}

    def facts(self) -> dict[str, str]:
        """Return each line, whether the tests have run since the last change, and what was committed."""
        found = {
            f"line:{name}:{number}": line
            for name, lines in self.files.items() for number, line in enumerate(lines, 1)
        }  # fmt: skip
        found["tested"] = "yes" if self.tested else "no"
        if self.commits:
            message, files = self.commits[-1]
            found["commit:message"] = message
            for name, lines in files.items():
                for number, line in enumerate(lines, 1):
                    found[f"commit:{name}:{number}"] = line
        return found

    def read_file(self, file: str) -> Result:
        """Show a file with its line numbers."""
        lines = self.files[file]
        width = len(str(len(lines)))
        text = "\n".join(f"{n:>{width}}  {line}".rstrip() for n, line in enumerate(lines, 1))
        seen = [f"read:{file}", *(f"line:{file}:{n}" for n in range(1, len(lines) + 1))]
        return look(text, seen, [file])

    def replace_in_file(self, file: str, old: str, new: str) -> Result:
        """Replace a text wherever it stands in a file."""
        count = sum(line.count(old) for line in self.files[file])
        self.files[file] = [line.replace(old, new) for line in self.files[file]]
        self.tested = False
        return done(f"{count} replacement{'s' if count != 1 else ''} made.", f"file:{file}")

    def write_line(self, file: str, line: int, text: str) -> Result:
        """Write one line anew."""
        self.files[file][line - 1] = text
        self.tested = False
        return done(
            f"{file}: line {line} written.", f"line:{file}:{line}", seen=[f"line:{file}:{line}"]
        )

    def append_line(self, file: str, text: str) -> Result:
        """Add a line at the end of a file."""
        self.files[file].append(text)
        self.tested = False
        number = len(self.files[file])
        return done(f"{file}: line {number} added.", f"line:{file}:{number}")

    def run_tests(self) -> Result:
        """Run all tests."""
        hiccup = self.hiccup("tests", "look")
        if hiccup:
            return hiccup
        failed = []
        seen = ["tests"]
        for one in self.checks:
            there = self.files[one.file][one.line - 1].strip()
            expects = self._expected(one)
            if there != expects:
                failed.append(
                    f"FAILED {one.name}: expected {expects!r}, got {there!r}".replace("'", '"')
                )
                seen.append(f"line:{one.file}:{one.line}")
        count = len(self.checks)
        text = f"{count} tests: {count - len(failed)} passed" + (
            f", {len(failed)} failed" if failed else ""
        )
        self.tested = not failed
        return look("\n".join([text, *failed]), seen, ["tests"], "tests")

    def diff(self) -> Result:
        """Show what would be committed."""
        lines = []
        seen = ["diff"]
        for name, now in self.files.items():
            before = self._committed()[name]
            changes = []
            for number in range(max(len(now), len(before))):
                was = before[number] if number < len(before) else None
                is_now = now[number] if number < len(now) else None
                if was == is_now:
                    continue
                changes += [f"{number + 1:>3} -{was}"] if was is not None else []
                changes += [f"{number + 1:>3} +{is_now}"] if is_now is not None else []
                seen.append(f"line:{name}:{number + 1}")
            if changes:
                lines += [name, *changes]
        return look("\n".join(lines) or "No changes.", seen, ["diff"])

    def commit(self, message: str) -> Result:
        """Commit all changes; they go out at once."""
        before = self._committed()
        files = {name: list(lines) for name, lines in self.files.items()}
        changed = sum(before[name] != lines for name, lines in files.items())
        self.commits.append((message, files))
        return done(
            f"committed and pushed: {changed} file{'s' if changed != 1 else ''} changed", "commit"
        )

    def show_log(self) -> Result:
        """Show the last commit."""
        message = self.commits[-1][0] if self.commits else self.last
        return look(f"HEAD  {message}", ["log", "commit:message"], ["log"])

    def _committed(self) -> dict[str, list[str]]:
        return self.commits[-1][1] if self.commits else self.base

    def _expected(self, one: Check) -> str:
        """Return what a test expects, which stands in the file of the tests."""
        for line in self.files.get("tests.txt", []):
            name, _, value = line.partition(": ")
            if name == one.name:
                return value
        return one.expects
