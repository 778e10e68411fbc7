"""Looking for gold where learners look: in a release, and in feedback and reports."""

from __future__ import annotations

import base64
import binascii
import html
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import JsonValue

from grader.bank import Bank
from grader.errors import QualprepError
from grader.fields.free_text import REFERENCE
from grader.integrations.nbgrader.course import Course, Record
from grader.integrations.nbgrader.release import build_release
from grader.integrations.nbgrader.report import report_path, shows_gold
from grader.items import Gold
from grader.qualifier import RESPONSES_FILE, Form, banks_of, read_answers
from grader.settings import CONTENT_VARIABLE, content_root

_SHORTEST = 32
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{60,}={0,2}")
_NO_TEXT = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


@dataclass
class Searched:
    """What was looked at, and every leak in words."""

    files: int = 0
    texts: int = 0
    leaks: list[str] = field(default_factory=list)


def find_leaks(course: Course, form: Form) -> Searched:
    """Return every sign of gold in what learners get of a form.

    The release is built twice, with the true gold and with every gold exchanged for another item's: a
    byte that differs comes from gold. Then the texts of the gold are searched for, in the release as it
    lies there and in every feedback and report.

    Raises:
        QualprepError: The release could not be built.
    """
    found = Searched()
    banks = banks_of(form, content_root())
    found.leaks += _differences(course, form, banks)
    pieces = {
        (slug, item_id): _pieces(bank, gold)
        for slug, bank in banks.items()
        for item_id, gold in bank.golds.items()
    }
    found.texts = sum(map(len, pieces.values()))
    for path in _files(course.folder / "release" / form.name):
        _search(path, course, pieces, (), "", found)
    for learner in course.submitted(form.name):
        answers = course.folder / "submitted" / learner / form.name / RESPONSES_FILE
        own = read_answers(answers, form, banks).by_item
        told = own.keys() if shows_gold(course, form) else ()
        said = _letters(json.dumps([r.values for r in own.values()], ensure_ascii=False))
        pages = _files(course.folder / "feedback" / learner / form.name)
        for path in (*pages, report_path(course, form.name, learner)):
            if path.is_file():
                _search(path, course, pieces, told, said, found)
    return found


def permuted_content(banks: Mapping[str, Bank], root: Path, target: Path) -> None:
    """Write a content folder in which every item has another item's gold."""
    shutil.copytree(root / "curriculum" / "guidelines", target / "curriculum" / "guidelines")
    for slug, bank in banks.items():
        shutil.copytree(root / "exercises" / slug, target / "exercises" / slug)
        ids = sorted(bank.golds)
        entries = [
            bank.golds[other].model_dump(mode="json", by_alias=True)
            | {"id": item_id, "item_hash": bank.item(item_id).hash}
            for item_id, other in zip(ids, [*ids[1:], *ids[:1]], strict=True)
        ]
        path = target / "solutions" / slug / "reserve.yaml"
        path.parent.mkdir(parents=True)
        # JSON is YAML, but for escapes of half characters: so none are escaped.
        path.write_text(json.dumps(entries, ensure_ascii=False, indent=0), encoding="utf-8")


def _differences(course: Course, form: Form, banks: Mapping[str, Bank]) -> list[str]:
    with TemporaryDirectory() as folder:
        other = Path(folder, "content")
        permuted_content(banks, content_root(), other)
        exchanged = banks_of(form, other)
        for item in form.items:
            one, two = banks[item.skill].gold(item.id), exchanged[item.skill].gold(item.id)
            if one.rationale == two.rationale:
                raise QualprepError(
                    what="The gold could not be exchanged, so nothing can be said of leaks.",
                    where=item.id,
                    do="Give each item a rationale of its own.",
                )
        true = _built(Path(folder, "true"), course, form, content_root())
        permuted = _built(Path(folder, "permuted"), course, form, other)
    released = _bytes(course.folder / "release" / form.name)
    leaks = [
        f"release/{form.name}/{name}: differs when the gold differs"
        for name in sorted(true.keys() | permuted.keys())
        if true.get(name) != permuted.get(name)
    ]
    return leaks + [
        f"release/{form.name}/{name}: is not what a fresh build gives; release it again"
        for name in sorted(true.keys() | released.keys())
        if true.get(name) != released.get(name)
    ]


def _built(folder: Path, course: Course, form: Form, content: Path) -> dict[str, bytes]:
    """Return the files of a release built with the gold of a content folder, whoever asks for it."""
    folder.mkdir()
    # A gradebook that is there already saves the seconds in which nbgrader makes a new one.
    shutil.copyfile(course.folder / "gradebook.db", folder / "gradebook.db")
    before = os.environ.get(CONTENT_VARIABLE)
    os.environ[CONTENT_VARIABLE] = str(content)
    try:
        scratch = Course(folder, Record(course=course.record.course))
        return _bytes(build_release(scratch, form, banks_of(form, content_root())))
    finally:
        os.environ.pop(CONTENT_VARIABLE)
        if before is not None:
            os.environ[CONTENT_VARIABLE] = before


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _search(
    path: Path,
    course: Course,
    pieces: Mapping[tuple[str, str], Collection[str]],
    told: Collection[str],
    own: str,
    found: Searched,
) -> None:
    """Note each item whose gold stands in a file and may not; a learner's own words are theirs."""
    found.files += 1
    if path.name == RESPONSES_FILE:
        return
    text = _letters("\n".join(_texts(path)))
    for (_, item_id), searched in pieces.items():
        if item_id not in told and any(p in text and p not in own for p in searched):
            name = path.relative_to(course.folder).as_posix()
            found.leaks.append(f"{name}: holds words from the gold of {item_id}")


def _texts(path: Path) -> Iterator[str]:
    """Yield all that can be read in a file: as it is, as JSON or HTML says it, and out of base64."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    said = [raw]
    if path.suffix in (".ipynb", ".json"):
        with suppress(ValueError, RecursionError):  # the text as it is is searched all the same
            said += _strings(json.loads(raw))
    for text in said:
        yield html.unescape(re.sub(r"<[^>]*>", "", _NO_TEXT.sub("", text)))
        yield html.unescape(text) if path.suffix != ".html" else ""
        for coded in _BASE64.findall(text):
            try:
                yield base64.b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8", "replace")
            except binascii.Error:
                continue


def _strings(data: JsonValue) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        # A cell's source is a list of lines; a sentence may run over several.
        yield "".join(part for part in data if isinstance(part, str))
        for part in data:
            yield from _strings(part)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _strings(value)


def _pieces(bank: Bank, gold: Gold) -> list[str]:
    """Return the sentences of a gold as bare letters, without those that quote the item itself."""
    shown = _letters(" ".join(str(text) for text in bank.item(gold.id).content.values()))
    texts = [gold.rationale, gold.exemplar, gold.settled, gold.weak, gold.negated, *gold.hints]
    texts += [text for p in gold.passes.values() for text in (p.rationale, *p.hints)]
    texts += [t.why_wrong for t in gold.tempting] + [c.says for c in gold.criteria]
    texts += [c.says for c in gold.critical] + ([gold.middle.text] if gold.middle else [])
    found = {
        _letters(piece)
        for text in texts
        for sentence in _SENTENCE.split(text)
        for piece in REFERENCE.sub("\n", sentence).split("\n")
    }
    return sorted(p for p in found if len(p) >= _SHORTEST and p not in shown)


def _letters(text: str) -> str:
    """Return the letters and digits of a text, so that no change of type or layout hides it."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
