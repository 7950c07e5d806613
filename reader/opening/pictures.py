"""The pictures of a document: where each one is, and what there is of it without the web.

A document holds those that came with it. The others are known by their addresses
alone: one in the file itself (`data:`), a file in the folder of the document or
below it, or a page of the web, of which nothing is fetched unless that is asked
for (`reader.opening.picture_fetching`).
"""

from __future__ import annotations

import base64
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from reader.document import Document
from reader.opening import OpenError
from reader.opening.addresses import is_address, normal
from reader.opening.picture_cache import PictureCache

LARGEST = 10_000_000
"""Bytes of the largest picture that is read or fetched; no larger one is decoded either."""

UNFETCHED = "not fetched"
MISSING = "missing"
TOO_LARGE = "too large"
UNDRAWN = "of a kind that Reader does not draw"


class NoPictureError(Exception):
    """There is no picture to be had. The message says what it is, such as `missing`."""


class PictureFiles:
    """The pictures of a document that stand in blocks of their own, by the starts of these blocks.

    A picture within a line of text is never drawn: what stands for it is part of the sentence.

    Args:
        document: The document.
        cache: The pictures that were fetched before.

    Attributes:
        targets: The targets of their marks.
    """

    def __init__(self, document: Document, cache: PictureCache) -> None:
        self._document = document
        self._cache = cache
        self.targets = _targets(document)

    def address(self, start: int) -> str:
        """Where on the web a picture is; empty where it is not there."""
        target = self.targets[start]
        if target in self._document.pictures or target.lower().startswith("data:"):
            return ""
        source = self._document.source
        try:
            joined = urljoin(source if is_address(source) else "https:", target)
            return normal(joined) if is_address(source) or _is_whole(target) else ""
        except (OpenError, ValueError):  # of another scheme, or no address at all
            return ""

    def unfetched(self) -> list[str]:
        """The addresses of those that would have to be fetched, in reading order, each once."""
        addresses = dict.fromkeys(map(self.address, self.targets))
        return [each for each in addresses if each and not _is_drawing(each) and not self._cache.holds(each)]

    def read(self, start: int) -> bytes:
        """The file of a picture. It may take as long as the disk does.

        Raises:
            NoPictureError: It is missing, too large, or would have to be fetched first.
        """
        target = self.targets[start]
        if (data := self._document.pictures.get(target)) is not None:
            return data
        if target.lower().startswith("data:"):
            return _written_out(target)
        if address := self.address(start):
            if (data := self._cache.get(address)) is None:
                raise NoPictureError(UNDRAWN if _is_drawing(address) else UNFETCHED)
            return data
        return _beside(self._document.source, target)


def _targets(document: Document) -> dict[int, str]:
    found: dict[int, str] = {}
    for mark in document.marks:
        if mark.kind == "image" and mark.target:
            leaf = document.leaf_at(mark.start)
            if leaf and leaf.kind == "image":
                found.setdefault(leaf.start, mark.target)
    return found


def _is_whole(target: str) -> bool:
    """Whether an address is one of the web wherever it stands."""
    return is_address(target) or target.startswith("//")


def _is_drawing(address: str) -> bool:
    """Whether an address says that there are lines and shapes, not pixels: it is not worth asking for."""
    return urlsplit(address).path.lower().endswith((".svg", ".svgz"))


def _written_out(target: str) -> bytes:
    """The picture that an address holds itself: RFC 2397.

    Raises:
        NoPictureError: It holds none.
    """
    head, _, body = target.partition(",")
    if len(body) > 2 * LARGEST:
        raise NoPictureError(TOO_LARGE)
    data = unquote_to_bytes(body)
    try:
        return base64.b64decode(data) if head.strip().lower().endswith(";base64") else data
    except ValueError as error:
        raise NoPictureError("damaged") from error


def _beside(source: str, target: str) -> bytes:
    """A file in the folder of a document or below it; links that lead out of it are not followed.

    Raises:
        NoPictureError: It is not there.
    """
    folder = Path(source).parent
    try:
        parts = urlsplit(target)
        if not folder.is_absolute() or parts.scheme not in ("", "file"):
            raise NoPictureError(MISSING)
        folder = folder.resolve()
        path = (folder / unquote(parts.path)).resolve()
        if not path.is_relative_to(folder):
            raise NoPictureError("outside of the document's folder")
        if not path.is_file():  # a pipe would be waited for
            raise NoPictureError(MISSING)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the name, links in a circle
        raise NoPictureError(MISSING) from error
    if len(data) > LARGEST:
        raise NoPictureError(TOO_LARGE)
    return data
