"""Files that are only used as they were checked: their SHA-256 stand in a list of the lexicon."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reader.analysis import lexicon


def altered(folder: Path, name: str) -> str | None:
    """The path of the first file that is missing or differs; None where there is none.

    Args:
        folder: Where the files lie.
        name: The list, one `path: SHA-256` a line.
    """
    return next((file for file, digest in lexicon.pairs(name) if _digest(folder / file) != digest), None)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
