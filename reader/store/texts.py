"""The texts of documents and their structures, packed, by the hashes of the texts."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path

from reader import atomic
from reader.store.files import StoreError, explained, make, read


class Texts:
    """The texts below a folder.

    Args:
        folder: Where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, sha256: str, text: str) -> None:
        """Keep a text by its hash; nothing happens where it is kept already.

        Raises:
            StoreError: It cannot be written.
        """
        path = self._path(sha256)
        with explained(path, "keep the text"):
            kept = path.exists()
        if not kept:
            self._write(path, text.encode("utf-8", "surrogatepass"))

    def text(self, sha256: str) -> str | None:
        """The text with a hash, or None where it is not kept.

        Raises:
            StoreError: It is damaged or cannot be read.
        """
        path = self._path(sha256)
        data = _unpacked(path)
        if data is None:
            return None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(f"The kept text {path} is damaged: delete it, and open the article again.")
        return data.decode("utf-8", "surrogatepass")

    def keep_structure(self, sha256: str, structure: bytes) -> None:
        """Keep the structure of the document with a text; nothing happens where that very one is kept.

        Raises:
            StoreError: It cannot be written.
        """
        path = self.structure_path(sha256)
        if self.structure(sha256) != structure:
            self._write(path, structure)

    def structure(self, sha256: str) -> bytes | None:
        """The structure kept of the document with a text; None where none is, empty where it is damaged.

        Raises:
            StoreError: It cannot be read.
        """
        return _unpacked(self.structure_path(sha256))

    def structure_path(self, sha256: str) -> Path:
        """The file of a document's structure, by the hash of its text."""
        return self._folder / f"{sha256}.json.gz"

    def forget(self, texts: Iterable[str], files: Iterable[Path]) -> None:
        """Remove texts with their structures, by their hashes, except those that a file speaks of.

        Raises:
            StoreError, OSError: A file cannot be read, or a text cannot be removed.
        """
        unused = set(texts)
        for file in files:
            data = (read(file) or b"").decode("utf-8", "replace")
            unused = {sha256 for sha256 in unused if sha256 not in data}
        for sha256 in unused:
            self._path(sha256).unlink(missing_ok=True)
            self.structure_path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.gz"

    def _write(self, path: Path, data: bytes) -> None:
        """Write a packed file whole."""
        with explained(path, "keep the text"):
            make(path.parent)
            atomic.write(path, gzip.compress(data, 6, mtime=0))


def _unpacked(path: Path) -> bytes | None:
    """What a packed file holds: None where there is none, nothing where it is damaged."""
    packed = read(path)
    if packed is None:
        return None
    try:
        return gzip.decompress(packed)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return b""
