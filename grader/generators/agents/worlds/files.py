"""A file store: folders with files, of which an information sheet may be opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.generators.agents.world import Result, World, done, look, refused

PAGE = 14
"""Entries that a listing shows at once."""


@dataclass
class File:
    """One file: its first path is its name for ever; where it is now may change."""

    origin: str
    path: str
    listed: str = ""
    info: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    read_only: bool = False

    @property
    def key(self) -> str:
        """The fact that says where it is."""
        return f"file:{self.origin}"


class Files(World):
    """Folders and files. There is no bin: what is deleted or overwritten does not come back."""

    tools = (
        "list_files",
        "file_info",
        "read_file",
        "move",
        "rename",
        "delete",
        "make_folder",
        "write_file",
    )

    def __init__(self) -> None:
        super().__init__()
        self.files: list[File] = []
        self.folders: list[str] = []
        self.texts: dict[str, str] = {}

    def add(
        self,
        path: str,
        listed: str = "",
        *,
        read_only: bool = False,
        text: str = "",
        info: Mapping[str, str] | None = None,
    ) -> File:
        """Put a file in place."""
        folder = _folder(path)
        if folder not in self.folders:
            self.folders.append(folder)
        file = File(path, path, listed, info or {}, text, read_only)
        self.files.append(file)
        return file

    def facts(self) -> dict[str, str]:
        """Return where each file is, which folders there are, and what was written."""
        found = {file.key: file.path for file in self.files}
        found |= {f"folder:{name}": "there" for name in self.folders}
        return found | {f"text:{path}": text for path, text in self.texts.items()}

    def inside(self, folder: str) -> list[File]:
        """Return the files of a folder, in the order of their names."""
        found = [file for file in self.files if _folder(file.path) == folder]
        return sorted(found, key=lambda file: file.path)

    def list_files(self, folder: str, page: int = 1) -> Result:
        """Show what is in a folder, page by page."""
        aim = f"look:{folder}"
        hiccup = self.hiccup(aim, "look")
        if hiccup:
            return hiccup
        if folder not in self.folders:
            return refused(f"There is no folder {folder}.", aim, kind="look")
        here = self.inside(folder)
        width = max([len(_name(file.path)) for file in here], default=0) + 3
        names = [f"{_name(file.path):<{width}}{file.listed}".rstrip() for file in here] + [
            _name(path) for path in sorted(self.texts) if _folder(path) == folder
        ]
        names += [f"{_name(one)}/" for one in sorted(self.folders) if _folder(one) == folder]
        pages = max(1, -(-len(names) // PAGE))
        shown = names[(page - 1) * PAGE : page * PAGE]
        lines = shown or ["(empty)"]
        if pages > 1:
            lines = [*lines, f"(page {page} of {pages}, {len(names)} entries)"]
        keys = [file.key for file in here[(page - 1) * PAGE : page * PAGE]]
        seen = [*keys, f"list:{folder}", f"list:{folder}#{page}"]
        return look("\n".join(lines), seen, [folder], aim)

    def file_info(self, path: str) -> Result:
        """Show what is known of a file."""
        aim = f"info:{path}"
        hiccup = self.hiccup(aim, "look")
        if hiccup:
            return hiccup
        file = self._at(path)
        if file is None:
            return refused(f"Not found: {path}", aim, kind="look")
        lines = [
            _name(path),
            *(f"{key.replace('_', ' ')}: {value}" for key, value in file.info.items()),
        ]
        return look("\n".join(lines), [f"info:{file.origin}", file.key], [path, _folder(path)], aim)

    def read_file(self, path: str) -> Result:
        """Show a text file."""
        file = self._at(path)
        text = file.text if file else self.texts.get(path)
        if text is None:
            return refused(f"Not found: {path}", f"read:{path}", kind="look")
        return look(text, [f"read:{path}", f"text:{path}"], [path], f"read:{path}")

    def move(self, path: str, folder: str, name: str = "") -> Result:
        """Move a file to a folder; one of the same name there is replaced."""
        file, refusal = self._movable(path)
        if file is None:
            return refusal
        target = f"{folder}/{name or _name(path)}"
        return self._put(file, target, "moved")

    def rename(self, path: str, name: str) -> Result:
        """Give a file another name in its folder."""
        file, refusal = self._movable(path)
        if file is None:
            return refusal
        return self._put(file, f"{_folder(path)}/{name}", "renamed")

    def delete(self, path: str, force: bool = False) -> Result:
        """Delete a file, for good; a read-only one only by force."""
        file, refusal = self._movable(path)
        if file is None:
            return refusal
        if file.read_only and not force:
            return refused(f"Not deleted: {_name(path)} is read-only (use force=True).", file.key)
        file.path = f"(deleted)/{_name(path)}"
        return done(f"deleted: {path}", file.key, seen=[file.key])

    def make_folder(self, path: str) -> Result:
        """Make a folder."""
        aim = f"folder:{path}"
        hiccup = self.hiccup(aim)
        if hiccup:
            return hiccup
        if path in self.folders:
            return done(f"{path}: exists already", aim)
        self.folders.append(path)
        return done(f"folder made: {path}", aim, seen=[aim])

    def write_file(self, path: str, text: str) -> Result:
        """Write a text file, in place of what was there."""
        self.texts[path] = text
        return done(f"written: {path}", f"text:{path}", seen=[f"text:{path}"])

    def _at(self, path: str) -> File | None:
        return next((file for file in self.files if file.path == path), None)

    def _movable(self, path: str) -> tuple[File | None, Result]:
        file = self._at(path)
        if file is None:
            return None, refused(f"Not found: {path}", f"path:{path}")
        hiccup = self.hiccup(file.key)
        if hiccup:
            return None, hiccup
        return file, hiccup or refused("", file.key)

    def _put(self, file: File, target: str, word: str) -> Result:
        there = self._at(target)
        said = ""
        seen = [file.key]
        if there is not None and there is not file:
            there.path = f"(overwritten)/{_name(target)}"
            said = " (a file of this name was replaced)"
            seen.append(there.key)
        file.path = target
        return done(f"{word}: {target}{said}", file.key, seen=seen)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2]
