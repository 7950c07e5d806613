"""Which format a source is in: by its content first, then by its media type and its file's suffix.

What files begin with is as the formats' specifications and Freedesktop's shared
MIME database have it. Nothing is unpacked or parsed here, so that nothing hostile
can hurt.
"""

from __future__ import annotations

import re

from reader.opening import formats
from reader.opening.decoding import codec, in_utf8, is_binary, marked_encoding
from reader.opening.formats import Format

_SIGNATURES = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (60, b"BOOKMOBI", "mobi"),
    (60, b"TEXtREAd", "mobi"),
    (0, b"AT&TFORM", "djvu"),
    (0, b"\x1f\x8b\x08", "archive"),
    (4, b"1AY&SY", "archive"),
    (0, b"\xfd7zXZ\0", "archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"\x28\xb5\x2f\xfd", "archive"),
    (0, b"Rar!\x1a\x07", "archive"),
    (257, b"ustar", "archive"),
    (0, b"\x89PNG\r\n\x1a\n", "picture"),
    (0, b"\xff\xd8\xff", "picture"),
    (0, b"GIF8", "picture"),
    (8, b"WEBPVP8", "picture"),
    (0, b"II*\0", "picture"),
    (0, b"MM\0*", "picture"),
)
"""Where in a file, which bytes, of which binary format."""
_PDF_HEADER = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024
"""Bytes within which a PDF's header stands (PDF Reference 1.7, implementation note 13)."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_HEADERS = ((b"PK\x01\x02", 46, 28), (b"PK\x03\x04", 30, 26))
"""The headers that a member's name stands behind: the signature, the length, where in it the length
of the name is (APPNOTE.TXT, 4.3.7 and 4.3.12)."""
_FIRST_MEMBERS = (
    (b"mimetypeapplication/epub+zip", "epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.", "office"),
)
"""Name and content of the first member, which is not compressed (OCF 3.3, 4.2.3; ODF 1.3, part 2, 3.3)."""
_MEMBERS = (
    (b"META-INF/container.xml", "epub"),
    (b"word/document.xml", "docx"),
    (b"ppt/presentation.xml", "office"),
    (b"xl/workbook.xml", "office"),
)

_HEAD = 64 * 1024
"""Bytes at the start of a text among which its first tag is looked for: comments may stand before it."""
_PROLOGUE = re.compile(rb"\s*(?:<!--.*?-->|<\?.*?>)", re.DOTALL)
_BEGINNINGS = (
    (re.compile(rb"\{\\rtf"), "rtf"),
    (re.compile(rb"%!PS-Adobe"), "ps"),
    (re.compile(rb"\s*<FictionBook[\s>]"), "fb2"),
    (
        re.compile(rb"(?:[\w-]+:.*\n(?:[ \t].*\n)*){0,20}?content-type:\s*multipart/related", re.IGNORECASE),
        "mhtml",
    ),
    (re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)[\s/>]", re.IGNORECASE), "html"),
)
"""What texts of a format begin with, whatever they are called."""
_FRAGMENT = re.compile(
    rb"\s*<(?:article|blockquote|div|dl|h[1-6]|main|ol|p|pre|section|table|title|ul)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(
    rb"---[ \t]*\r?\n(?:[A-Za-z][\w-]*:.*\n(?:[ \t-].*\n|\r?\n)*)+---[ \t]*(?:\r?\n|$)"
)
_MARKDOWN = tuple(
    re.compile(sign, re.MULTILINE)
    for sign in (
        rb"(?:\A\s*|\n[ \t]*\r?\n)#[ \t]+\S.*(?:\n[ \t]*\r?$|\Z)",
        rb"(?:\A\s*|\n[ \t]*\r?\n)#{2,6}[ \t]+\S.*(?:\n[ \t]*\r?$|\Z)",
        rb"\[[^\[\]\n]{1,200}\]\((?=[^()\s]{0,300}[/#.:])[^()\s]{1,300}\)",
        rb"^(?:```|~~~)[\w-]*[ \t]*\r?$",
        rb"(?:^|[\s(])\*\*\w[^*\n]{0,200}\*\*(?:[\s.,;:!?)]|$)",
        rb"^\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*\r?$",
        rb"^\[\^[\w-]{1,50}\]:[ \t]",
    )
)
"""Signs of Markdown that other texts hardly have two of: a heading of the first level between empty
lines, one below it, a link, a fence, strong words, a row of a table, a footnote."""
_TAG = re.compile(
    rb"</[a-z][a-z0-9-]*\s*>|<(?:br|p|hr|img|li|td|dt|dd|meta|link)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
"""A tag that ends an element, or one that begins an element which needs no end."""

_SAY_NOTHING = ("text/plain", "application/octet-stream", "binary/octet-stream")
"""Media types that servers give to whatever they do not know."""
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]+)""", re.IGNORECASE)


def format_of(data: bytes, suffix: str = "", media_type: str = "") -> Format | None:
    """The format of a source.

    Args:
        data: Its bytes.
        suffix: The end of its file's name, in lower case, with the dot; may be empty.
        media_type: What a server said it is; may be empty.

    Returns:
        The format, or None where it is nothing that Reader knows.
    """
    said = _said(suffix, media_type.partition(";")[0].strip().lower())
    if not (name := _signed(data)):
        if data.startswith(_ZIP):
            name = _in_zip(data, said)
        else:
            name = said if is_binary(data) else _of_text(data, said)
    return next((known for known in formats.FORMATS if known.name == name), None)


def charset(data: bytes, media_type: str) -> str | None:
    """The encoding that a server named for a text, as Python calls it.

    Servers name one for files that they know nothing of. It counts where no byte
    order mark says otherwise, and where the bytes are of it.
    """
    named = _CHARSET.search(media_type)
    encoding = codec(named[1]) if named and not marked_encoding(data) else None
    if encoding is None:
        return None
    try:
        data.decode(encoding)
    except UnicodeError:
        return None
    return encoding


def _said(suffix: str, media_type: str) -> str:
    """The name of the format that a media type or else a suffix stands for; empty where neither does."""
    by_type = [known.name for known in formats.FORMATS if media_type in known.media_types]
    by_suffix = [known.name for known in formats.FORMATS if suffix in known.suffixes]
    return next(iter(by_suffix + by_type if media_type in _SAY_NOTHING else by_type + by_suffix), "")


def _signed(data: bytes) -> str:
    """The name of the binary format that bytes begin as; empty where they begin as none."""
    header = _PDF_HEADER.search(data, 0, _PDF_WITHIN)
    if header and (not header.start() or b"startxref" in data):
        return "pdf"
    for start, signature, name in _SIGNATURES:
        if data.startswith(signature, start) and (b"\0" in data[:512] or not signature.isascii()):
            return name
    return ""


def _in_zip(data: bytes, said: str) -> str:
    """The name of the format that a zip archive is."""
    for content, name in _FIRST_MEMBERS:
        if data.startswith(content, 30):
            return name
    for member, name in _MEMBERS:
        if _has_member(data, member):
            return name
    return said if said in ("epub", "docx", "odt", "office") else "archive"


def _has_member(data: bytes, name: bytes) -> bool:
    """Whether a zip archive has a member, by its headers alone."""
    at = data.find(name)
    while at >= 0:
        for signature, length, counted in _ZIP_HEADERS:
            start = at - length
            size = int.from_bytes(data[start + counted : start + counted + 2], "little") if start >= 0 else 0
            if size == len(name) and data.startswith(signature, start):
                return True
        at = data.find(name, at + 1)
    return False


def _of_text(data: bytes, said: str) -> str:
    """The name of the format of bytes that are a text, in whatever encoding."""
    data = in_utf8(data)
    head = data[:_HEAD]
    start = 0
    while comment := _PROLOGUE.match(head, start):
        start = comment.end()
    for beginning, name in _BEGINNINGS:
        if beginning.match(head, start):
            return name
    if said == "html":
        return said if _TAG.search(data) else "text"
    if said in ("text", "markdown"):
        return said
    if _FRAGMENT.match(head, start) and _TAG.search(head):
        return "html"
    signs = sum(sign.search(head) is not None for sign in _MARKDOWN)
    return "markdown" if signs >= 2 or _FRONT_MATTER.match(head) else "text"
