"""A skill's guideline: numbered clauses, each with a case just in and one just out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import QualprepError

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_KEY = re.compile(r"^(\w+):\s*\"?(.*?)\"?\s*$", re.MULTILINE)
_SECTION = re.compile(r"^## (\d+)\. (.+)$")
_CLAUSE = re.compile(r"^### (\d+\.\d+) (.+)$")
_CITED = re.compile(r"\b[Cc]lauses?\s+((?:\d+\.\d+)(?:(?:\s*(?:,|and|or|to|-|–)\s*)+\d+\.\d+)*)")
_NUMBER = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class Clause:
    """One numbered rule: ``number`` "2.1", its title and its Markdown text."""

    number: str
    title: str
    text: str


@dataclass(frozen=True)
class Guideline:
    """The clauses by which a skill is judged.

    Attributes:
        version: Stored with every attempt, since rules change.
        clauses: By number, in order.
        sections: Section titles by number.
        source: The whole text in Markdown, without its header.
    """

    skill: str
    title: str
    version: str
    clauses: Mapping[str, Clause]
    sections: Mapping[str, str]
    source: str


def read_guideline(path: Path) -> Guideline:
    """Read a guideline file.

    Raises:
        QualprepError: The file is missing, has no header, or numbers a clause twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QualprepError(
            what="The guideline cannot be read.",
            where=str(path),
            do=f"Restore the file, for example with git. ({error})",
        ) from error
    front = _FRONT.match(text)
    if front is None:
        raise QualprepError(
            what="The guideline has no header.",
            where=str(path),
            do="Begin it with ---, the lines skill:, title:, version:, date:, and ---.",
        )
    header = dict(_KEY.findall(front.group(1)))
    body = text[front.end() :]
    clauses: dict[str, Clause] = {}
    sections: dict[str, str] = {}
    number, title, lines = "", "", list[str]()

    def finish() -> None:
        if not number:
            return
        if number in clauses:
            raise QualprepError(
                what=f"Clause {number} appears twice.", where=str(path), do="Number it anew."
            )
        clauses[number] = Clause(number, title, "\n".join(lines).strip())

    for line in body.splitlines():
        section, clause = _SECTION.match(line), _CLAUSE.match(line)
        if section or clause:
            finish()
            number, lines = "", []
        if section:
            sections[section.group(1)] = section.group(2)
        elif clause:
            number, title = clause.group(1), clause.group(2)
        else:
            lines.append(line)
    finish()
    return Guideline(
        skill=header.get("skill", ""),
        title=header.get("title", ""),
        version=header.get("version", ""),
        clauses=clauses,
        sections=sections,
        source=body.strip(),
    )


def cited(text: str) -> list[str]:
    """Return the clause numbers that a text cites ("clause 2.1", "clauses 2.1 and 3.2"), in order."""
    return [number for match in _CITED.finditer(text) for number in _NUMBER.findall(match.group(1))]
