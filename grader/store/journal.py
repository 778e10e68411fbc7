"""The journal: an append-only text file beside a SQLite database, from which it can be rebuilt.

One line is one attempt, event or session, in JSON. A line is on the disk before the database
commits the same record. Whoever calls anything that writes here holds the store's lock.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.store.errors import SchemaTooNew
from grader.store.records import Attempt, Entry, Event, Session

LAYOUT = 1
"""Version of a line; a new one is needed when a record changes."""

KINDS: dict[str, type[Entry]] = {"attempt": Attempt, "event": Event, "session": Session}
_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass
class Reading:
    """What was found in the journal."""

    entries: list[Entry] = field(default_factory=list)
    unreadable: int = 0


class Journal:
    """The file of lines.

    It is opened anew for every write: `forget` replaces the file, and a file kept open by another
    process would then swallow its answers.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def size(self) -> int:
        """Return the number of bytes; 0 where there is no journal yet."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, entries: Sequence[Entry]) -> None:
        """Put the entries on the disk, behind what is there."""
        if entries:
            self._write(b"".join(_line(entry) for entry in entries))

    def cut(self, size: int) -> None:
        """Take back what was appended behind ``size``: it was never acknowledged."""
        if self.size() > size:
            os.truncate(self.path, size)

    def ends_a_line_at(self, size: int) -> bool:
        """Return whether a reader may start at ``size``."""
        if not 0 < size <= self.size():
            return size == 0
        with self.path.open("rb") as file:
            file.seek(size - 1)
            return file.read(1) == b"\n"

    def finish_last_line(self) -> None:
        """End a line whose writer was killed, so that the next one starts anew."""
        if not self.ends_a_line_at(self.size()):
            self._write(b"\n")

    def read(self, start: int = 0) -> Reading:
        """Return the entries from byte ``start`` on, and how many lines made no sense.

        Raises:
            SchemaTooNew: A newer version of the program wrote a line.
        """
        reading = Reading()
        if not self.path.exists():
            return reading
        with self.path.open("rb") as file:
            file.seek(start)
            for line in file:
                entry = self._entry(line)
                if entry is not None:
                    reading.entries.append(entry)
                elif line.strip():
                    reading.unreadable += 1
        return reading

    def forget(self, learner: str) -> None:
        """Write the journal anew without one learner's lines, on request of that person only."""
        if not self.path.exists():
            return
        name = json.dumps(learner).encode()
        new = self.path.with_name(f"{self.path.name}.new")
        with self.path.open("rb") as old, new.open("wb") as file:
            for line in old:
                entry = self._entry(line)
                # A line that cannot be read is kept unless it may be about that person.
                if name not in line if entry is None else entry.learner != learner:
                    file.write(line)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)
        sync_folder(self.path.parent)

    def _write(self, data: bytes) -> None:
        created = not self.path.exists()
        with self.path.open("ab", buffering=0) as file:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        if created:
            sync_folder(self.path.parent)

    def _entry(self, line: bytes) -> Entry | None:
        try:
            found = json.loads(line)
            layout = int(found["v"])
            if layout <= LAYOUT:
                return KINDS[found["kind"]].model_validate(found["record"])
        except (ValueError, TypeError, LookupError):
            return None
        raise SchemaTooNew(where=str(self.path), found=layout, known=LAYOUT)


def sync_folder(folder: Path) -> None:
    """Make a new or renamed file of ``folder`` survive a power cut."""
    if os.name == "nt":  # Windows has no such call and needs none
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unwritten(entries: Iterable[Entry], reading: Reading) -> list[Entry]:
    """Return the entries that the journal lacks."""
    there = {(type(entry), entry.id) for entry in reading.entries}
    return [entry for entry in entries if (type(entry), entry.id) not in there]


def _line(entry: Entry) -> bytes:
    # The record is dumped in Python's terms and escaped to ASCII, so that half of a surrogate pair,
    # which a browser can send, comes back as it was.
    line = {"v": LAYOUT, "kind": _NAMES[type(entry)], "record": entry.model_dump()}
    return json.dumps(line, default=datetime.isoformat, separators=(",", ":")).encode() + b"\n"
