"""Pinning gold to its item: the hash that tells when what is shown has changed since."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from grader.bank.load import read_bank

_ID = re.compile(r"- id: *[\"']?([a-z][a-z0-9-]*)[\"']?\s*(?:#.*)?$")
_HASH = re.compile(r"  item_hash:")


def pin(slug: str, root: Path) -> int:
    """Write the hash of each item into its gold; return how many changed.

    Only the lines ``item_hash:`` are touched, so comments and layout stay.
    """
    bank, _problems = read_bank(slug, root)
    hashes = {item.id: item.hash for items in bank.sets.values() for item in items}
    changed = 0
    for path in sorted((root / "solutions" / slug).rglob("*.yaml")):
        # As bytes, so that no line end and no unusual character is touched.
        old = path.read_bytes()
        new, count = _pinned(old.decode(errors="surrogateescape"), hashes)
        if count:
            path.write_bytes(new.encode(errors="surrogateescape"))
            changed += count
    return changed


def _pinned(text: str, hashes: dict[str, str]) -> tuple[str, int]:
    lines = text.split("\n")
    starts = [index for index, line in enumerate(lines) if line.startswith("- ")]
    changed = 0
    for start, end in reversed(list(pairwise([*starts, len(lines)]))):
        found = _ID.match(lines[start])
        wanted = hashes.get(found.group(1)) if found else None
        if wanted is None:
            continue
        line_end = "\r" if lines[start].endswith("\r") else ""
        fresh = f"  item_hash: {wanted}{line_end}"
        pinned = [index for index in range(start + 1, end) if _HASH.match(lines[index])]
        if not pinned:
            lines.insert(start + 1, fresh)
            changed += 1
        elif lines[pinned[0]] != fresh:
            lines[pinned[0]] = fresh
            changed += 1
    return "\n".join(lines), changed
