"""A source becomes a `Document`: a file or standard input, by the format it is in.

A new format is one parser (bytes and a name to a `Document`, without side
effects) and one line in `FORMATS`. Parsers are imported when they are needed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from reader.document import Document
from reader.sanitise import line

STDIN = "stdin"
"""The source of a document that was read from standard input."""
LARGEST = 100_000_000
"""Bytes of the largest source that is read: a text of that size takes more than a gigabyte of memory."""

_SAMPLE = "the-missiles-speak.md"
_WEB = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}")
"""What the end of a file's name must look like to name a format: `.odt`, not `. Smith` or `.2024`."""


class OpenError(Exception):
    """A source cannot be opened. The message is one sentence that says why, and what to do."""


class ParseError(Exception):
    """Bytes are not what their format asks for. The message says why, to end a sentence with."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read.

    Attributes:
        name: What it is called in commands.
        title: What it is called in sentences.
        suffixes: The ends of its files' names, the usual one first.
        parse: Makes a document, without a source, of a source's bytes. The second
            argument is a title for a document that has none of its own. Raises
            ParseError.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    parse: Callable[[bytes, str], Document]


def _parse_text(data: bytes, name: str) -> Document:
    from reader.opening import text
    from reader.opening.decoding import decode

    return text.parse(decode(data), name)


def _parse_markdown(data: bytes, name: str) -> Document:
    from reader.opening import markdown
    from reader.opening.decoding import decode

    return markdown.parse(decode(data), name)


FORMATS = (
    Format("text", "plain text", (".txt", ".text", ".asc"), _parse_text),
    Format("markdown", "Markdown", (".md", ".markdown", ".mdown", ".mkd"), _parse_markdown),
)
"""Every format that can be read."""

_NOT_YET = {
    ".html": "HTML",
    ".htm": "HTML",
    ".xhtml": "HTML",
    ".epub": "EPUB",
    ".pdf": "PDF",
    ".docx": "Word",
}


def open_source(source: str, *, stdin: bytes | None = None, format: str | None = None) -> Document:  # noqa: A002
    """The document that a source holds.

    Args:
        source: The path of a file, or `-` for standard input.
        stdin: What standard input holds; it is read here where this is None.
        format: The name or a suffix of the format; by default the file's suffix
            says it, and what has none is plain text.

    Returns:
        The document. Its source is the file's absolute path, or `stdin`.

    Raises:
        OpenError: It cannot be opened.
    """
    if _WEB.match(source):
        raise OpenError(
            f"{line(source)} is on the web, which Reader does not open yet: "
            "save the page as text or Markdown and open that file."
        )
    label = "Standard input" if source == "-" else line(source) or "A path without a name"
    path = None if source == "-" else Path(source)
    chosen = _format(path, format, label)
    data = _read_stdin(stdin) if path is None else _read_file(path, label)
    if len(data) > LARGEST:
        raise OpenError(f"{label} is larger than the {LARGEST // 1_000_000} MB that Reader opens.")
    try:
        document = chosen.parse(data, _title(path))
    except ParseError as error:
        raise OpenError(f"{label} cannot be read as {chosen.title}: {error}.") from error
    if not document.text:
        raise OpenError(f"{label} is empty: there is nothing in it to read.")
    return replace(document, source=STDIN if path is None else str(path.resolve()))


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


def _format(path: Path | None, name: str | None, label: str) -> Format:
    """The format to read a source in."""
    suffix = f".{name.lower().removeprefix('.')}" if name else path.suffix.lower() if path else ""
    for known in FORMATS:
        if suffix in known.suffixes or suffix == f".{known.name}":
            return known
    if not name and not _SUFFIX.fullmatch(suffix):
        return FORMATS[0]
    reads = " and ".join(f"{known.title} ({known.suffixes[0]})" for known in FORMATS)
    if name:
        raise OpenError(f"Reader knows no format “{line(name)}”: it reads {reads}.")
    if suffix in _NOT_YET:
        raise OpenError(f"{label} is {_NOT_YET[suffix]}, which Reader does not read yet: it reads {reads}.")
    raise OpenError(f"{label} is in a format that Reader does not know ({suffix}): it reads {reads}.")


def _read_stdin(given: bytes | None) -> bytes:
    return sys.stdin.buffer.read(LARGEST + 1) if given is None else given


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


def _title(path: Path | None) -> str:
    """A file's name as a title: `the-long_war.txt` is “The long war”."""
    if path is None:
        return ""
    name = path.stem if _SUFFIX.fullmatch(path.suffix.lower()) else path.name
    words = " ".join(re.split(r"[\s_-]+", name)).strip()
    return words[:1].upper() + words[1:]
