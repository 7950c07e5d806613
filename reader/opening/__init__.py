"""A source becomes a `Document`: a file, a page or standard input, by the format it is in.

A new format is one parser and one line in `FORMATS`. A parser is a function
without side effects that makes a document, without a source, of a source's bytes
(of its text, where the format is plain text in itself) and of a title for a
document that has none of its own; it raises ParseError. Parsers are imported
when they are needed, and those of formats that can hide something run in a
process of their own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.confine import Limits
from reader.sanitise import line

if TYPE_CHECKING:
    from reader.config import Config, Folders
    from reader.document import Document

STDIN = "stdin"
"""The source of a document that was read from standard input."""
LARGEST = 100_000_000
"""Bytes of the largest source that is read: a text of that size takes more than a gigabyte of memory."""
LOG = "parsers.log"
"""The name of the file, in the folder for state, for what parsers say where they fail."""

_SAMPLE = "the-missiles-speak.md"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}")
"""What the end of a file's name must look like to name a format: `.odt`, not `. Smith` or `.2024`."""


class OpenError(Exception):
    """A source cannot be opened. The message is one sentence that says why, and what to do."""


class LockedError(OpenError):
    """A source is encrypted, and the password is missing or wrong.

    Args:
        message: One sentence that says so.
        unlocked: Opens it with a password, without fetching or reading it again; raises OpenError.
    """

    def __init__(self, message: str, unlocked: Callable[[str], Document]) -> None:
        super().__init__(message)
        self.unlocked = unlocked


class ParseError(Exception):
    """Bytes are not what their format asks for. The message says why, to end a sentence with."""


class PasswordNeeded(ParseError):  # noqa: N818 - it asks for something
    """Bytes are encrypted, and the password is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a source is to be opened.

    Attributes:
        format: The name or a suffix of its format, where that is not to be told from the source.
        encoding: The encoding of its text, where that is not to be told from the source.
        password: What opens it where it is encrypted.
        limits: What a parser may use that runs in a process of its own.
        log: The file for what such a process says where it fails.
    """

    format: str | None = None
    encoding: str | None = None
    password: str | None = None
    limits: Limits = field(default_factory=Limits)
    log: Path | None = None

    @classmethod
    def of_user(cls, config: Config, folders: Folders) -> Self:
        """The options that a user's choices are."""
        limits = Limits(config.parsing_memory, config.parsing_seconds)
        return cls(limits=limits, log=folders.state / LOG)


@dataclass(frozen=True, slots=True)
class Format:
    """A format that Reader knows.

    Attributes:
        name: What it is called in commands.
        title: What it is called in sentences.
        suffixes: The ends of its files' names, the usual one first.
        media_types: What the web calls it.
        parser: The function that reads it, as `module:name`; empty where Reader does not read it.
        takes: What the parser takes besides the bytes and a title, by keyword: `encoding`,
            `address` (where the source is on the web), `password`.
        confined: Whether the parser runs in a process of its own. It takes bytes there, else a text.
        advice: What makes of it something that Reader reads, where Reader does not read it.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...] = ()
    parser: str = ""
    takes: tuple[str, ...] = ()
    confined: bool = True
    advice: str = ""


_UNSAID = Options()
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
_OPEN_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARKDOWN = "reader.opening.markdown:parse"
_HTML = "reader.opening.html.page:parse"
_OLD_WORD = "soffice --convert-to docx FILE (LibreOffice) converts it"
_CALIBRE = "ebook-convert FILE book.epub (calibre) converts it"

FORMATS = (
    Format(
        "text",
        "plain text",
        (".txt", ".text", ".asc"),
        ("text/plain",),
        "reader.opening.text:parse",
        confined=False,
    ),
    Format(
        "markdown",
        "Markdown",
        (".md", ".markdown", ".mdown", ".mkd"),
        ("text/markdown", "text/x-markdown"),
        _MARKDOWN,
        confined=False,
    ),
    Format(
        "html",
        "HTML",
        (".html", ".htm", ".xhtml", ".xht"),
        ("text/html", "application/xhtml+xml"),
        _HTML,
        ("encoding", "address"),
    ),
    Format("epub", "EPUB", (".epub",), ("application/epub+zip",), "reader.opening.epub:parse"),
    Format("docx", "DOCX", (".docx", ".docm"), (_OPEN_XML,), "reader.opening.docx:parse"),
    Format("pdf", "PDF", (".pdf",), ("application/pdf",), "reader.opening.pdf:parse", ("password",)),
    Format(
        "odt",
        "an OpenDocument text",
        (".odt", ".ott"),
        (_OPEN_DOCUMENT,),
        advice="pandoc FILE -o text.docx converts it",
    ),
    Format(
        "rtf",
        "a rich text",
        (".rtf",),
        ("application/rtf", "text/rtf"),
        advice="pandoc FILE -o text.docx converts it",
    ),
    Format("doc", "an old Word document", (".doc", ".dot"), ("application/msword",), advice=_OLD_WORD),
    Format(
        "mobi",
        "a Kindle book",
        (".mobi", ".azw", ".azw3", ".prc"),
        ("application/x-mobipocket-ebook",),
        advice=_CALIBRE,
    ),
    Format(
        "fb2",
        "a FictionBook",
        (".fb2",),
        ("application/x-fictionbook+xml",),
        advice="pandoc FILE -o book.epub converts it",
    ),
    Format(
        "djvu",
        "a DjVu document",
        (".djvu", ".djv"),
        ("image/vnd.djvu",),
        advice="djvutxt FILE text.txt converts it",
    ),
    Format(
        "ps",
        "a PostScript document",
        (".ps", ".eps"),
        ("application/postscript",),
        advice="ps2pdf FILE text.pdf converts it",
    ),
    Format(
        "mhtml",
        "a web archive",
        (".mhtml", ".mht"),
        ("multipart/related",),
        advice="a browser that opens it can save it as HTML",
    ),
    Format(
        "office",
        "an office document without running text",
        (".pptx", ".xlsx", ".odp", ".ods"),
        advice="soffice --convert-to pdf FILE (LibreOffice) converts it",
    ),
    Format(
        "archive",
        "an archive",
        (".zip", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".zst", ".rar"),
        ("application/zip", "application/gzip"),
        advice="unpack it and open what is in it",
    ),
    Format(
        "picture",
        "a picture",
        (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff"),
        ("image/png", "image/jpeg", "image/gif", "image/webp"),
        advice="tesseract FILE text makes a text of the words in it",
    ),
)
"""Every format that Reader knows: those it reads, and those it can say something of."""


def open_source(source: str, *, stdin: bytes | None = None, options: Options = _UNSAID) -> Document:
    """The document that a source holds.

    Args:
        source: The path of a file, an address of the web, or `-` for standard input.
        stdin: What standard input holds; it is read here where this is None.
        options: How to open it.

    Returns:
        The document. Its source is the file's absolute path, the page's address, or `stdin`.

    Raises:
        OpenError: It cannot be opened.
        LockedError: It is encrypted, and the password is missing or wrong.
    """
    if _ADDRESS.match(source):
        from reader.opening.web import open_url

        return open_url(source, options=options)
    if source == "-":
        data = sys.stdin.buffer.read(LARGEST + 1) if stdin is None else stdin
        return open_bytes(data, source=STDIN, label="Standard input", options=options)
    label = line(source) or "A path without a name"
    path = Path(source)
    data = _read_file(path, label)
    return open_bytes(data, source=str(path.resolve()), name=path.name, label=label, options=options)


def open_bytes(
    data: bytes,
    *,
    source: str,
    name: str = "",
    label: str = "",
    media_type: str = "",
    options: Options = _UNSAID,
) -> Document:
    """The document that a source's bytes are.

    Args:
        data: The bytes; of a source that is too large one more than `LARGEST` are enough.
        source: What the document's source is to be: an absolute path, an address, or `STDIN`.
        name: Its file's name, which tells its suffix, and a title where it has none of its own.
        label: What to call it in sentences: its source by default.
        media_type: What a server said of it: its `Content-Type`, with or without a charset.
        options: How to open it.

    Returns:
        The document.

    Raises:
        OpenError: It cannot be opened.
        LockedError: It is encrypted, and the password is missing or wrong.
    """
    from reader.opening import sniffing

    label = label or line(source)
    if len(data) > LARGEST:
        raise OpenError(f"{label} is larger than the {LARGEST // 1_000_000} MB that Reader opens.")
    chosen = _chosen(data, _suffix(name), media_type, options, label)
    known = {
        "encoding": sniffing.charset(data, media_type),
        "address": source if _ADDRESS.match(source) else "",
        "password": options.password,
    }
    if options.encoding and (not chosen.confined or "encoding" in chosen.takes):
        data = _in_utf8(data, options.encoding)
    try:
        document = _parsed(chosen, data, _title(name), known, options)
    except PasswordNeeded as error:
        again = partial(open_bytes, data, source=source, name=name, label=label, media_type=media_type)
        raise LockedError(
            f"{label} cannot be read as {chosen.title}: {error}.",
            lambda password: again(options=replace(options, password=password)),
        ) from error
    except ParseError as error:
        raise OpenError(f"{label} cannot be read as {chosen.title}: {error}.") from error
    if not document.text:
        raise OpenError(
            f"{label} is empty: {' '.join(document.notices) or 'there is nothing in it to read.'}"
        )
    return replace(document, source=source)


def _chosen(data: bytes, suffix: str, media_type: str, options: Options, label: str) -> Format:
    """The format to read bytes in.

    Raises:
        OpenError: Reader does not know it, or does not read it.
    """
    from reader.opening import sniffing

    chosen = _named(options.format) if options.format else sniffing.format_of(data, suffix, media_type)
    if chosen is None and options.encoding:
        chosen = _named("text")
    if chosen is None:
        raise OpenError(f"{label} is in no format that Reader knows: it reads {_what_is_read()}.")
    if not chosen.parser:
        raise OpenError(f"{label} is {chosen.title}, which Reader does not read: {chosen.advice}.")
    return chosen


def sample_source() -> str:
    """The path of the sample article.

    Raises:
        OpenError: This installation lacks it.
    """
    from importlib.resources import files

    package = files("reader")
    for folder in (package / "assets", Path(str(package)).parent / "assets"):  # installed, or a checkout
        sample = folder / _SAMPLE
        if sample.is_file():
            return str(sample)
    raise OpenError("The sample article is missing from this installation: name a file to open instead.")


def _parsed(
    chosen: Format, data: bytes, title: str, known: dict[str, str | None], options: Options
) -> Document:
    """The document that a format's parser makes of bytes, in this process or in one of its own."""
    if chosen.confined:
        from reader.opening import confined

        given = {name: known[name] for name in chosen.takes}
        return confined.parse(chosen.parser, data, title, given, options.limits, options.log)
    from reader.opening.decoding import decode

    module, _, function = chosen.parser.partition(":")
    try:
        document: Document = getattr(import_module(module), function)(decode(data, known["encoding"]), title)
    except MemoryError as error:
        raise ParseError("there is not enough memory for it") from error
    return document


def _named(name: str) -> Format:
    """The format that has a name or a suffix."""
    suffix = f".{name.lower().removeprefix('.')}"
    for known in FORMATS:
        if suffix in known.suffixes or suffix == f".{known.name}":
            return known
    raise OpenError(f"Reader knows no format “{line(name)}”: it reads {_what_is_read()}.")


def _what_is_read() -> str:
    *others, last = (f"{known.title} ({known.suffixes[0]})" for known in FORMATS if known.parser)
    return f"{', '.join(others)} and {last}"


def _in_utf8(data: bytes, name: str) -> bytes:
    """A text in an encoding that was asked for, so that no parser can take it for another one."""
    from reader.opening.decoding import codec, marked

    encoding = codec(name)
    if encoding is None:
        raise OpenError(f"Reader knows no encoding “{line(name)}”: name one such as utf-8 or windows-1252.")
    return marked(data, encoding)


def _read_file(path: Path, label: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise OpenError(f"{label} does not exist: check the path.") from error
    except IsADirectoryError as error:
        raise OpenError(f"{label} is a folder: name a file in it.") from error
    except PermissionError as error:
        raise OpenError(f"{label} may not be read: check its permissions.") from error
    except OSError as error:
        raise OpenError(f"{label} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # a NUL character in the path
        raise OpenError(f"{label} is no path of a file.") from error


def _suffix(name: str) -> str:
    """The end of a file's name that tells its format, in lower case; empty where there is none."""
    suffix = Path(name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _title(name: str) -> str:
    """A file's name as a title: `the-long_war.txt` is “The long war”."""
    words = " ".join(re.split(r"[\s_-]+", name[: len(name) - len(_suffix(name))])).strip()
    return words[:1].upper() + words[1:]
