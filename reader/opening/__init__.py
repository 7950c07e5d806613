"""A source becomes a `Document`: a file, a page or standard input, by the format it is in.

A new format is one parser and one line in `formats`. A parser is a function
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
from reader.opening import formats
from reader.sanitise import line

if TYPE_CHECKING:
    from reader.config import Config, Folders
    from reader.document import Document
    from reader.opening.formats import Format

STDIN = "stdin"
"""The source of a document that was read from standard input."""
LARGEST = 100_000_000
"""Bytes of the largest source that is read: a text of that size takes more than a gigabyte of memory."""
LOG = "parsers.log"
"""The name of the file, in the folder for state, for what parsers say where they fail."""

_SAMPLE = "the-missiles-speak.md"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PERHAPS_ADDRESS = re.compile(r"(?:www\.\w|(?:\w[\w-]*\.)+[^\W\d_]{2,}(?::\d+)?/)", re.IGNORECASE)
"""What looks like an address without `https://`: `www.a.example`, `a.example/ice`."""
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


_UNSAID = Options()


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
    again = partial(open_bytes, data, source=source, name=name, label=label, media_type=media_type)
    if options.encoding and (not chosen.confined or "encoding" in chosen.takes):
        data = _in_utf8(data, options.encoding)
    try:
        document = _parsed(chosen, data, _title(name), known, options)
    except ParseError as error:
        words = f"{label} cannot be read as {chosen.title}: {error}."
        raise _refused(error, words, lambda word: again(options=replace(options, password=word))) from error
    if not document.text:
        raise OpenError(
            f"{label} is empty: {' '.join(document.notices) or 'there is nothing in it to read.'}"
        )
    return replace(document, source=source)


def _refused(error: ParseError, words: str, unlocked: Callable[[str], Document]) -> OpenError:
    """What is raised where bytes cannot be read: it can be tried again where only a password is missing."""
    return LockedError(words, unlocked) if isinstance(error, PasswordNeeded) else OpenError(words)


def _chosen(data: bytes, suffix: str, media_type: str, options: Options, label: str) -> Format:
    """The format to read bytes in.

    Raises:
        OpenError: Reader does not know it, or does not read it.
    """
    from reader.opening import sniffing

    if options.format:
        chosen = formats.named(options.format)
        if chosen is None:
            known = formats.what_is_read()
            raise OpenError(f"Reader knows no format “{line(options.format)}”: it reads {known}.")
    else:
        chosen = sniffing.format_of(data, suffix, media_type)
    if chosen is None and options.encoding:
        chosen = formats.named("text")
    if chosen is None:
        raise OpenError(f"{label} is in no format that Reader knows: it reads {formats.what_is_read()}.")
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
        hint = ", or write https:// before it if it is an address" if _PERHAPS_ADDRESS.match(label) else ""
        raise OpenError(f"{label} does not exist: check the path{hint}.") from error
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
