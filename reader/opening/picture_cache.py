"""Pictures of the web that were fetched before, kept on the disk."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from reader import atomic

MOST = 200 * 2**20
"""Bytes of all pictures that are kept; those not looked at for longest go first."""


class PictureCache:
    """Files by the addresses they were fetched from.

    Args:
        folder: Where they lie; made when one is kept. Only its owner can read it.
        most: Bytes of all of them together, in the long run.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder = folder
        self._most = most

    def holds(self, address: str) -> bool:
        """Whether there is a file from an address."""
        return self._path(address).is_file()

    def get(self, address: str) -> bytes | None:
        """The file from an address, or None where there is none that can be read."""
        path = self._path(address)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return data

    def put(self, address: str, data: bytes) -> None:
        """Keep the file from an address.

        Raises:
            OSError: It cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        atomic.write(self._path(address), data, durable=False)

    def sweep(self) -> None:
        """Let go of the files that were not looked at for longest, where there are too many."""
        with contextlib.suppress(OSError):  # another program may do the same
            atomic.sweep(self._folder)
            files = [(entry.stat(), entry.path) for entry in os.scandir(self._folder) if entry.is_file()]
            left = sum(stat.st_size for stat, _ in files)
            for stat, path in sorted(files, key=lambda file: file[0].st_mtime):
                if left <= self._most:
                    break
                Path(path).unlink(missing_ok=True)
                left -= stat.st_size

    def _path(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
