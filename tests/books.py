"""Books made for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
METADATA = '<dc:identifier id="uid">urn:isbn:1907</dc:identifier><dc:title>Ice</dc:title>'
_TYPES = {
    "xhtml": "application/xhtml+xml",
    "ncx": "application/x-dtbncx+xml",
    "jpg": "image/jpeg",
    "png": "image/png",
}


def zipped(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of files."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def xhtml(body: str) -> str:
    """A chapter's file."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>A file</title></head><body>{body}</body></html>"
    )


def nav(contents: str, more: str = "") -> str:
    """A navigation document, of the list items in its table of contents."""
    return xhtml(f'<nav epub:type="toc"><ol>{contents}</ol></nav>{more}')


def opf(names: Sequence[str], spine: str = "", metadata: str = METADATA, more: str = "") -> str:
    """A package document. The spine is all chapters, unless it is given."""
    items = ""
    for index, name in enumerate(names):
        media_type = _TYPES.get(name.rpartition(".")[2], "x/y")
        properties = ' properties="nav"' if name == "nav.xhtml" else ""
        items += f'<item id="i{index}" href="{name}" media-type="{media_type}"{properties}/>'
    chapters = [index for index, name in enumerate(names) if name.endswith(".xhtml") and name != "nav.xhtml"]
    spine = spine or "".join(f'<itemref idref="i{index}"/>' for index in chapters)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:opf="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid">'
        f"<metadata>{metadata}</metadata><manifest>{items}{more}</manifest><spine>{spine}</spine></package>"
    )


def epub(
    files: Mapping[str, str | bytes],
    *,
    spine: str = "",
    metadata: str = METADATA,
    more: str = "",
    others: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An EPUB.

    Args:
        files: The files in its folder; those that are bytes, and `nav.xhtml`, as
            they are, other chapters by what is in their bodies.
        spine: The items of the spine.
        metadata: The elements of the metadata.
        more: Further items of the manifest.
        others: Further files of the archive, which may replace those that an EPUB has.
    """
    content: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": opf(list(files), spine, metadata, more),
    }
    for name, file in files.items():
        whole = isinstance(file, bytes) or not name.endswith(".xhtml") or name == "nav.xhtml"
        content[f"OPS/{name}"] = file if whole else xhtml(str(file))
    return zipped(content | dict(others or {}))
