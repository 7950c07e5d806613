"""Bytes become text: by their byte order mark, as what they are said to be, as UTF-8, or by their looks."""

from __future__ import annotations

import codecs
import re
import string

from reader.opening import ParseError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_BREAKS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
"""What Unicode's line breaking (UAX #14) breaks at, besides the line feed."""
_NO_TEXT_HAS = bytes(code for code in range(0x20) if code not in b"\b\t\n\v\f\r\x1b")
_STRAY = 1000
"""A text may hold one stray control character in so many bytes; a binary file holds far more."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_BEYOND = bytes(range(0x80, 0x100))
_SAMPLE = 64 * 1024
"""Bytes of lines with a non-ASCII character in them that are enough to tell an encoding by."""
_LATIN_SHARE = 0.3
"""In a Latin script fewer letters than this are accented (Czech: 0.17); in another script nearly all
letters are beyond ASCII."""
_LATIN = ["cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "mac_roman", "cp850", "cp437", "cp852"]
_WITH_MARKS = ["utf_7", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]
"""Encodings that are told by their mark, or never; the detector sees them in any short text."""
_NEAR = 0.05
"""A lead of one reading over another that is too small to mean anything: charset-normalizer
puts French in Windows-1252 0.04 behind Polish in Windows-1257; real Turkish leads by 0.08."""
_HOME = {
    **dict.fromkeys(("Czech", "Slovak", "Polish", "Hungarian", "Romanian", "Slovene", "Croatian"), "cp1250"),
    "Turkish": "cp1254",
    **dict.fromkeys(("Lithuanian", "Latvian", "Estonian"), "cp1257"),
}
"""The Windows encoding of languages that Windows-1252 lacks letters of."""


_ALIASES = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "iso8859-9": "cp1254",
    **dict.fromkeys(("iso8859-11", "tis-620"), "cp874"),
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What texts are in that say they are in the encoding before (WHATWG Encoding Standard, 4.2)."""
_STRAY_SHARE = 0.2
"""A UTF-8 text may be damaged in so many of the places that are beyond ASCII; in texts in other encodings
most of them are no UTF-8."""


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text that bytes hold, its line breaks all line feeds.

    Args:
        data: A file's bytes.
        encoding: Python's name of the encoding, where that is not to be told from the bytes.

    Raises:
        ParseError: They are no text in any encoding that can be told.
    """
    return unify_line_breaks(_decode(data) if encoding is None else _as_said(data, encoding))


def codec(name: str) -> str | None:
    """Python's name of the encoding that texts are in which name an encoding; None where there is none.

    Args:
        name: Any name of an encoding, such as a server or the head of a page gives it. Where the
            web means a larger encoding by it, that one is meant here: `latin1` is Windows-1252.
    """
    try:
        b"ab".decode(name, "replace")
        found = codecs.lookup(name).name
    except (LookupError, ValueError):  # there is none; it is none of texts; there is a NUL in its name
        return None
    return _ALIASES.get(found, found)


def marked_encoding(data: bytes) -> str | None:
    """The encoding that the byte order mark of bytes tells, or None where they have none."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def in_utf8(data: bytes) -> bytes:
    """The bytes without their byte order mark; those of a text in UTF-16 or UTF-32 as UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            return rest if encoding == "utf-8" else rest.decode(encoding, "replace").encode()
    return data


def marked(data: bytes, encoding: str) -> bytes:
    """Bytes in an encoding as UTF-8 with its byte order mark, which overrules what they say themselves."""
    return codecs.BOM_UTF8 + _as_said(data, encoding).encode("utf-8", "replace")


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text, as far as their first ones tell."""
    if marked_encoding(data):
        return False
    sample = data[:_SAMPLE]
    if sample.count(b"\0") * _STRAY > len(sample):
        return True
    return _odd(sample) * _STRAY > len(sample) and not _is_mostly_utf8(sample)


def unify_line_breaks(text: str) -> str:
    """The text with every kind of line break (CR LF, CR, form feed, U+2028 …) as a line feed."""
    for line_break in _LINE_BREAKS:
        text = text.replace(line_break, "\n")
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        surrogates = _with_surrogates(data)
        if surrogates is None and not _is_mostly_utf8(data):
            return _guess(data)
        text = data.decode("utf-8", "replace") if surrogates is None else surrogates
    if data.count(b"\0") * _STRAY > len(data):
        raise ParseError("it is a binary file, not a text")
    return text


def _with_surrogates(data: bytes) -> str | None:
    """The text of UTF-8 with surrogates in it (CESU-8, WTF-8), its pairs joined; None where it is none."""
    try:
        return (
            data.decode("utf-8", "surrogatepass")
            .encode("utf-16", "surrogatepass")
            .decode("utf-16", "replace")
        )
    except UnicodeDecodeError:
        return None


def _guess(data: bytes) -> str:
    """The text of bytes that are not UTF-8."""
    if b"\0" in data or _odd(data) * _STRAY > len(data):
        raise ParseError("it is a binary file, not a text")
    return data.decode(_encoding(_sample(data)), "replace")


def _as_said(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace").removeprefix("\ufeff")


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether what is beyond ASCII is UTF-8, but for a few places."""
    text = data.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    return strays <= _STRAY_SHARE * (len(text) - len(data.translate(None, _BEYOND)))


def _odd(data: bytes) -> int:
    """How many control characters stand in bytes that no text has."""
    return len(data) - len(data.translate(None, _NO_TEXT_HAS))


def _sample(data: bytes) -> bytes:
    """The first lines that are not all ASCII; of a very long one the first words."""
    sample = bytearray()
    end = 0
    while len(sample) < _SAMPLE and (found := _BEYOND_ASCII.search(data, end)):
        start = data.rfind(b"\n", end, found.start()) + 1 or end
        end = data.find(b"\n", found.start()) + 1 or len(data)
        if end - start > _SAMPLE:
            start = max(start, found.start() - _SAMPLE // 2)
            end = data.rfind(b" ", found.start(), start + _SAMPLE) + 1 or end
        sample += data[start:end]
    return bytes(sample)


def _encoding(sample: bytes) -> str:
    """The encoding of bytes that are not UTF-8.

    The detector is reliable between scripts and unreliable between the Latin
    alphabets of Windows and ISO. Of these Windows-1252 is read where it is as
    likely as the best, unless every likely reading is in one language that it
    cannot write.
    """
    from charset_normalizer import from_bytes

    beyond = len(sample) - len(sample.translate(None, _BEYOND))
    letters = len(sample) - len(sample.translate(None, string.ascii_letters.encode()))
    if beyond > _LATIN_SHARE * (beyond + letters):
        best = from_bytes(sample, cp_exclusion=_WITH_MARKS).best()
        return best.encoding if best else "cp1252"
    matches = from_bytes(sample, cp_isolation=_LATIN)
    best = matches.best()
    if best is None or not best.encoding.startswith(("cp125", "iso8859_")):
        return best.encoding if best else "cp1252"
    near = [
        match
        for match in matches
        if match.chaos <= best.chaos + _NEAR and match.coherence >= best.coherence - _NEAR
    ]
    encodings = {encoding for match in near for encoding in match.could_be_from_charset}
    home = _HOME.get(best.language) if len({match.language for match in near}) == 1 else None
    return next((likely for likely in (home, "cp1252") if likely in encodings), best.encoding)
