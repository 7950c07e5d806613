"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

PREFIX = ".reader-"
SUFFIX = ".tmp"
STALE = 600.0
"""Seconds after which a temporary file is taken to be left behind by a killed program."""


def write(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put data into a file: afterwards it holds the old content or the new, never a part.

    The data go to a temporary file beside the target, which takes the target's
    place when they are on the disk. The file can be read and written by its
    owner only. A link at `path` itself is replaced, not followed.

    Args:
        path: The file, in a folder that exists.
        data: All that it is to hold.
        durable: Whether to return only when a power cut can no longer undo it.

    Raises:
        OSError: It could not be written. Nothing is left behind.
    """
    handle, temporary = tempfile.mkstemp(SUFFIX, PREFIX, path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a descriptor has no path
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105 - the tests make this very call fail
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - as above
        raise
    if durable:
        _sync(path.parent)


def move(path: Path, target: Path) -> None:
    """Give a file another place on the same disk: at every moment it is in one of both.

    Args:
        path: The file. A link is moved itself.
        target: Where it is to be; nothing must be there.

    Raises:
        OSError: It is not moved; or a power cut may still undo it.
    """
    os.rename(path, target)  # noqa: PTH104 - the tests make this very call fail
    _sync(target.parent)
    _sync(path.parent)


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed programs left in a folder."""
    with contextlib.suppress(FileNotFoundError):
        for entry in os.scandir(folder):
            if entry.name.startswith(PREFIX) and entry.name.endswith(SUFFIX):
                with contextlib.suppress(FileNotFoundError):
                    if entry.stat(follow_symlinks=False).st_mtime < time.time() - STALE:
                        os.unlink(entry)  # noqa: PTH108 - an entry of scandir is no Path


def _sync(folder: Path) -> None:
    """Put a folder's entries on the disk: without it a power cut can undo the renaming."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
