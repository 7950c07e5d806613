"""Zip archives, read within limits: the shell of EPUB and Word files.

Nothing is ever written to disk. A member is inflated piece by piece and counted
on the way, so that neither what an archive says of itself nor its size on disk
decides how much memory it takes.
"""

from __future__ import annotations

import contextlib
import posixpath
import unicodedata
import zipfile
import zlib
from io import BytesIO
from urllib.parse import unquote

from reader.opening import ParseError

MOST_MEMBERS = 20_000
"""Members of an archive that is opened: zipfile takes 18 µs and 600 bytes for each."""
LARGEST_MEMBER = 32_000_000
"""Bytes that one member may unpack to; the longest chapters known are some hundred times shorter."""
LARGEST_IN_ALL = 128_000_000
"""Bytes that the members that are read may unpack to together."""
_STEEPEST = 200
"""Bytes out of one byte in: markup shrinks to a tenth, repetitive tables to a fiftieth, bombs to a
thousandth (the most that DEFLATE can)."""
_SMALL = 1_000_000
"""Bytes up to which it does not matter how steeply a member was compressed."""
_PIECE = 1 << 16

_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_IN_UTF_8 = 0x800
"""Bits of a member's flags (APPNOTE.TXT, 4.4.4). zipfile takes names without the second for CP437; many
writers forget it."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises for archives that are damaged in one way or another."""


class MemberError(Exception):
    """A member of an archive cannot be read. The message says why, to end a sentence with."""


class Archive:
    """The members of a zip archive by their names.

    Attributes:
        names: The members' names, in the archive's order, as they are written in it.
    """

    def __init__(self, data: bytes) -> None:
        """Read the directory.

        Raises:
            ParseError: It is no zip archive, or one that is damaged, or has too many members.
        """
        if data.count(_DIRECTORY_ENTRY) > MOST_MEMBERS:  # before zipfile makes an object of each
            raise ParseError(f"it holds more than {MOST_MEMBERS:,} files")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            damaged = data.startswith(b"PK")
            raise ParseError(
                "it is damaged or incomplete: the directory of its archive cannot be read"
                if damaged
                else "it is no zip archive"
            ) from error
        self.names: list[str] = []
        self._folded: dict[str, str] = {}
        self._last: dict[str, list[str]] = {}
        for info in self._zip.infolist():
            if not info.is_dir():
                self._index(info)
        self._left = LARGEST_IN_ALL

    def _index(self, info: zipfile.ZipInfo) -> None:
        name = info.filename
        self.names.append(name)
        folded = _fold(name)
        self._folded.setdefault(folded, name)
        self._last.setdefault(posixpath.basename(folded), []).append(name)
        if not info.flag_bits & _IN_UTF_8 and not name.isascii():
            with contextlib.suppress(UnicodeError):
                self._folded.setdefault(_fold(name.encode("cp437").decode("utf-8")), name)

    def find(self, path: str) -> str:
        """The name of the member that a path means.

        Besides the very name it finds one that differs in case, in Unicode's
        normal form, in percent escapes or in backslashes; failing these, the only
        member whose name ends like the path in another folder.

        Args:
            path: A path from the archive's root, as `resolve` gives it.

        Returns:
            The member's name; empty where there is none.
        """
        if path in self._zip.NameToInfo:
            return path
        folded = _fold(path)
        if folded in self._folded:
            return self._folded[folded]
        alike = self._last.get(posixpath.basename(folded), []) if folded else []
        return alike[0] if len(alike) == 1 else ""

    def read(self, name: str, most: int = LARGEST_MEMBER) -> bytes:
        """The bytes of a member.

        Args:
            name: Its name, as `find` gives it.
            most: The bytes that it may unpack to.

        Raises:
            MemberError: There is none, it is damaged or encrypted, or it unpacks to
                more than `most`.
            ParseError: It is a bomb, or what has been read is too much in all.
        """
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            raise MemberError("it is missing") from None
        if info.flag_bits & _ENCRYPTED:
            raise MemberError("it is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise MemberError("it is compressed in a way that is not allowed there")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_PIECE):
                    pieces.append(piece)
                    size += len(piece)
                    self._left -= len(piece)
                    if self._left < 0:
                        raise ParseError(f"it unpacks to more than {LARGEST_IN_ALL // 1_000_000} MB")
                    if size > max(_SMALL, _STEEPEST * info.compress_size):
                        raise ParseError("a file in it unpacks to an absurd size, as only a zip bomb does")
                    if size > most:
                        raise MemberError(f"it is larger than {most // 1_000_000} MB")
        except _BROKEN as error:
            raise MemberError("it is damaged") from error
        return b"".join(pieces)


def resolve(base: str, href: str) -> tuple[str, str]:
    """Where a reference in a member leads within the archive.

    Args:
        base: The name of the member that the reference stands in.
        href: The reference, a relative address.

    Returns:
        The path from the archive's root and the fragment, both with their percent
        escapes decoded. The path is `base` for a reference that is only a
        fragment, and empty where it leads out of the archive: an absolute
        address, or more folders up than there are.
    """
    path, _, fragment = href.strip().partition("#")
    fragment = unquote(fragment)
    path = path.partition("?")[0].replace("\\", "/")
    if not path:
        return base, fragment
    if ":" in path.partition("/")[0] or path.startswith("//"):
        return "", fragment
    whole = posixpath.join(posixpath.dirname(base), unquote(path))
    normal = posixpath.normpath(whole.lstrip("/"))
    return ("" if normal == ".." or normal.startswith("../") else normal), fragment


def _fold(path: str) -> str:
    """A path such that those which writers of books mix up are the same."""
    return unicodedata.normalize("NFC", unquote(path).replace("\\", "/").lstrip("/")).casefold()
