"""Content that came packed is unpacked piece by piece, and never into more than is allowed."""

from __future__ import annotations

import re
import zlib

CODINGS = "gzip, deflate"
"""The content codings that can be unpacked, as `Accept-Encoding` has them: both are in Python itself."""

_STEP = 2**20
"""Bytes that are unpacked before they are counted."""
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's names for its formats, by window bits
_ZLIB_METHOD, _ZLIB_CHECK = 8, 31


_NAME = re.compile(r"[a-z0-9._-]{1,20}")


class UnpackError(Exception):
    """Content cannot be unpacked. The message ends a sentence that begins with its address."""


class TooLargeError(UnpackError):
    """Content is larger, unpacked, than allowed."""


class Unpacker:
    """Unpacks content that arrives in pieces.

    Args:
        coding: Its `Content-Encoding`; empty for content that is not packed.
        largest: How many bytes it may be unpacked into.

    Raises:
        UnpackError: Nobody knows that coding.
    """

    def __init__(self, coding: str, largest: int) -> None:
        names = [name.strip().lower() for name in coding.split(",")]
        names = [name.removeprefix("x-") for name in names if name not in ("", "identity")]
        if names not in ([], ["gzip"], ["deflate"]):
            known = ", ".join(name for name in names if _NAME.fullmatch(name)) or "an unknown one"
            raise UnpackError(f"comes packed in a way that Reader did not ask for ({known})")
        self._coding = names[0] if names else ""
        self._largest = largest
        self._size = 0
        self._begun = False
        self._head = b""
        self._packed = zlib.decompressobj(_GZIP) if self._coding == "gzip" else None

    def feed(self, data: bytes) -> bytes:
        """Unpack the next piece.

        Raises:
            TooLargeError: All pieces together are unpacked into too much.
            UnpackError: It is not packed as was said.
        """
        if not self._coding:
            return self._counted(data)
        self._begun = self._begun or bool(data)
        try:
            return b"".join(self._unpacked(data))
        except zlib.error as error:
            raise UnpackError("arrived damaged: it cannot be unpacked") from error

    def finish(self) -> None:
        """Say that no piece is left.

        Raises:
            UnpackError: Some is missing.
        """
        if self._head or (self._packed and self._begun and not self._packed.eof):
            raise UnpackError("broke off before it was whole: try again")

    def _unpacked(self, data: bytes) -> list[bytes]:
        pieces = []
        if self._packed is None:
            data = self._head = self._head + data
            if len(data) < 2:
                return []
            self._head = b""
            self._packed = zlib.decompressobj(_ZLIB if _has_zlib_head(data) else _RAW)
        waiting = True
        while data or waiting:
            if self._packed.eof:  # several gzip members in a row are one content: RFC 1952, section 2.2
                if self._coding != "gzip" or not data.strip(b"\0"):
                    break
                self._packed = zlib.decompressobj(_GZIP)
            pieces.append(self._counted(self._packed.decompress(data, _STEP)))
            data = self._packed.unconsumed_tail or self._packed.unused_data
            waiting = len(pieces[-1]) == _STEP  # there may be more although all of the data were taken
        return pieces

    def _counted(self, data: bytes) -> bytes:
        self._size += len(data)
        if self._size > self._largest:
            raise TooLargeError(f"is larger than the {megabytes(self._largest)} that Reader opens of a page")
        return data


def megabytes(count: int) -> str:
    """A number of bytes in words, such as `20 MB`."""
    return f"{count / 2**20:.3g} MB"


def _has_zlib_head(data: bytes) -> bool:
    """Whether deflated data begin with the head that RFC 1950 asks for; many servers leave it out."""
    return data[0] & 15 == _ZLIB_METHOD and (data[0] << 8 | data[1]) % _ZLIB_CHECK == 0
