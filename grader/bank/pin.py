"""Pinning gold to its item: the hash that tells when what is shown has changed since."""

from __future__ import annotations

import re
from pathlib import Path

from grader.bank.load import read_bank

_ID = re.compile(r"^- id: *(\S+) *$")
_HASH = re.compile(r"^  item_hash:.*$")


def pin(slug: str, root: Path) -> int:
    """Write the hash of each item into its gold; return how many changed.

    Only the lines ``item_hash:`` are touched, so comments and layout stay.
    """
    bank, _problems = read_bank(slug, root)
    hashes = {item.id: item.hash for items in bank.sets.values() for item in items}
    changed = 0
    for path in sorted((root / "solutions" / slug).rglob("*.yaml")):
        old = path.read_text(encoding="utf-8")
        new, count = _pinned(old, hashes)
        if count:
            path.write_text(new, encoding="utf-8")
            changed += count
    return changed


def _pinned(text: str, hashes: dict[str, str]) -> tuple[str, int]:
    out: list[str] = []
    changed = 0
    wanted: str | None = None
    lines = text.splitlines()
    for index, line in enumerate(lines):
        start = _ID.match(line)
        if start:
            wanted = hashes.get(start.group(1))
            out.append(line)
            following = lines[index + 1] if index + 1 < len(lines) else ""
            if wanted and not _HASH.match(following):
                out.append(f"  item_hash: {wanted}")
                changed += 1
            continue
        if wanted and _HASH.match(line):
            fresh = f"  item_hash: {wanted}"
            changed += line != fresh
            out.append(fresh)
            continue
        out.append(line)
    return "\n".join(out) + "\n", changed
