"""Files and folders of the store, and what is said where the operating system refuses them."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

Stamp = tuple[int, int, int]
"""What tells a version of a file from any other: its time in nanoseconds, its size in bytes, its inode. A
file that is always replaced as a whole has another inode each time."""

NOWHERE: Stamp = (0, 0, 0)
"""The stamp of a file that is not there."""

_ADVICE = {
    errno.ENOSPC: "Free some space on that disk and try again.",
    errno.EDQUOT: "Your disk quota is used up: free some space and try again.",
    errno.EROFS: "That disk is read-only: set READER_HOME to a folder that can be written.",
    errno.EACCES: "Make that folder writable, or set READER_HOME to another one.",
    errno.ENOTDIR: "Make it a folder, or set READER_HOME to another one.",
    errno.EPERM: "Make that folder writable, or set READER_HOME to another one.",
}


class StoreError(Exception):
    """Notes cannot be read or kept: one sentence that says what is wrong, where, and what to do."""


def read(path: Path) -> bytes | None:
    """What a file holds, or None where there is none.

    Raises:
        StoreError: It cannot be read.
    """
    with explained(path, "read the notes"):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


@contextlib.contextmanager
def explained(path: Path, doing: str) -> Iterator[None]:
    """Turn an error of the operating system into a sentence."""
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "Check that disk and try again.")
        raise StoreError(f"Can't {doing} in {path}: {error.strerror or error}. {advice}") from error


def make(folder: Path) -> None:
    """Make a folder, and those above it, for their owner only.

    Raises:
        OSError: It cannot be made.
    """
    if not folder.is_dir():
        make(folder.parent)
        folder.mkdir(0o700, exist_ok=True)


def stamp_of(file: Path | os.DirEntry[str]) -> Stamp:
    """The stamp of a file; `NOWHERE` where there is none.

    Raises:
        OSError: The disk cannot be asked.
    """
    try:
        found = file.stat()
    except FileNotFoundError:
        return NOWHERE
    return found.st_mtime_ns, found.st_size, found.st_ino
