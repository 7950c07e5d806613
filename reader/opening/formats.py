"""The formats: those that Reader reads, and those that it can say something of.

A new format is one parser and one line in `FORMATS`.
"""

from __future__ import annotations

from dataclasses import dataclass


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
"""Every format that Reader knows."""


def named(name: str) -> Format | None:
    """The format that has a name or a suffix, with or without its dot; None where Reader knows none."""
    suffix = f".{name.lower().removeprefix('.')}"
    return next((each for each in FORMATS if suffix in each.suffixes or suffix == f".{each.name}"), None)


def what_is_read() -> str:
    """The formats that Reader reads, as a part of a sentence."""
    *others, last = (f"{each.title} ({each.suffixes[0]})" for each in FORMATS if each.parser)
    return f"{', '.join(others)} and {last}"
