"""Sources tell their format by their content, whatever they are called."""

import codecs
import gzip
import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.opening.decoding import codec
from reader.opening.formats import FORMATS
from reader.opening.sniffing import charset, format_of

PAGE = b"<!DOCTYPE html>\n<html><head><title>Ice</title></head><body><p>It froze.</p></body></html>"
PROSE = b"It froze in the first week of January.\n\nNothing moved but the gulls.\n"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
RTF = rb"{\rtf1\ansi It froze.}"
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MOBI = b"Ice".ljust(32, b"\0") + bytes(28) + b"BOOKMOBI" + bytes(200)
XHTML = b'<?xml version="1.0"?>\n<!-- a page -->\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'
MHTML = b"From: <Saved by Blink>\r\nSubject: Ice\r\n of May\r\nContent-Type: multipart/related;\r\n\tt=x\r\n"
FICTION = b'<?xml version="1.0" encoding="utf-8"?>\n<FictionBook xmlns="x"><body/></FictionBook>'
FRONT_MATTER = b"---\ntitle: Ice\ntags:\n  - cold\n---\n\nIt *froze*.\n"


def archive(*members: tuple[str, bytes], packed: bool = True) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, content in members:
            made.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


EPUB = archive(("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<container/>"))
CARELESS_EPUB = archive(("chapter.html", PAGE), ("META-INF/container.xml", b"<container/>"))
DOCX = archive(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>"))
ODT = archive(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<content/>"))
SHEET = archive(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b""))
SLIDES = archive(("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>"))


def told(data: bytes, suffix: str = "", media_type: str = "") -> str | None:
    found = format_of(data, suffix, media_type)
    return found.name if found else None


# By content


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PDF, "pdf"),
        (b"\xef\xbb\xbf\n" + PDF, "pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + PDF, "pdf"),
        (PDF[:9], "pdf"),
        (EPUB, "epub"),
        (CARELESS_EPUB, "epub"),
        (EPUB[:60], "epub"),
        (DOCX, "docx"),
        (DOCX[: len(DOCX) // 2], "docx"),
        (ODT, "odt"),
        (SHEET, "office"),
        (SLIDES, "office"),
        (archive(("a.txt", PROSE)), "archive"),
        (archive(), "archive"),
        (gzip.compress(PROSE), "archive"),
        (RTF, "rtf"),
        (DOC, "doc"),
        (MOBI, "mobi"),
        (b"%!PS-Adobe-3.0\n%%Pages: 1\n", "ps"),
        (b"AT&TFORM\0\0\1\0DJVMDIRM", "djvu"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "picture"),
        (b"GIF89a\x20\0\x20\0\xf7\0\0", "picture"),
        (FICTION, "fb2"),
        (MHTML, "mhtml"),
        (PAGE, "html"),
        (PAGE.lower(), "html"),
        (XHTML, "html"),
        (codecs.BOM_UTF8 + PAGE, "html"),
        (PAGE.decode().encode("utf-16"), "html"),
        (PAGE.decode().encode("utf-32"), "html"),
        (b"\n\n <!-- saved from (0022)http://ice.example -->\n" + PAGE, "html"),
        (b"<!-- " + b"licence " * 4000 + b"-->" + PAGE, "html"),
        (b"<HTML\n>", "html"),
        (b"<head><meta charset=utf-8><title>Ice", "html"),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".txt", ".html", ".pdf", ".md", ".epub", ".unheard"])
def test_content_decides_whatever_the_name_is(data: bytes, name: str, suffix: str) -> None:
    if data[:2] == b"PK" and name == "archive" and suffix == ".epub":
        name = "epub"  # an archive that is to be a book is refused as a book
    assert told(data, suffix) == name
    assert told(data, suffix, "text/plain; charset=utf-8") == name


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"A PDF begins with %PDF-1.7, and Word's files with PK.", "text"),
        (b"%PDF is how they begin.", "text"),
        (b"GIF89a is a format for pictures.", "text"),
        (b"PK\n\nwere his initials.", "text"),
        (b"{curly} braces", "text"),
        (b"<html5> is no element", "text"),
        (b"He wrote: <html> begins a page.", "text"),
        (b"Content-Type: text/plain\n\nIt froze.", "text"),
        (b"a < b and c > d", "text"),
        (b"<3 <3 <3", "text"),
        (PROSE, "text"),
        (PROSE.decode().encode("utf-16"), "text"),
        ("Überall Eis – neun Tage lang".encode("cp1252"), "text"),
        (b"", "text"),
        (b"\n", "text"),
    ],
)
def test_texts_about_formats_are_texts(data: bytes, name: str) -> None:
    for suffix in ("", ".txt", ".html", ".pdf", ".docx", ".rst"):
        assert told(data, suffix) == name


def test_a_name_in_the_content_of_an_archive_is_no_member_of_it() -> None:
    data = archive(("a.txt", b"word/document.xml and META-INF/container.xml"), packed=False)
    assert told(data) == "archive"


# By name


def test_markdown_and_text_go_by_their_names() -> None:
    assert told(PROSE, ".md") == "markdown"
    assert told(PROSE, "", "text/markdown; charset=utf-8") == "markdown"
    assert told(FRONT_MATTER, ".txt") == "text"
    assert told(b"<div align=center>\n\n# Ice\n\n</div>", ".md") == "markdown"


@pytest.mark.parametrize(
    "text",
    [
        b"# Ice\n\nIt [froze](https://a.example/).\n",
        b"\n# Ice\r\n\r\nIt froze.\r\n\r\n## Later\r\n\r\nIt thawed.\r\n",
        b"Ice\n===\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\nIt **froze**.",
        b"It froze.[^1]\n\n```\nice\n```\n\n[^1]: In January.\n",
    ],
)
def test_what_has_several_signs_of_markdown_is_markdown_where_no_name_says_otherwise(text: bytes) -> None:
    assert told(text) == told(text, ".ice") == "markdown"
    assert told(text, ".txt") == "text"


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        b"# Ice\n\nIt froze.\n",
        b"#!/bin/sh\n# Freeze.\n\n# Then thaw.\n\necho **/*.txt",
        b"# All of it.\n\nfor key, value in made(**ice, **snow):\n    grid[1](2)\n\n# The rest.\n",
        b"---\n\nIt froze **hard**.\n\n---",
    ],
)
def test_one_sign_of_markdown_may_stand_in_any_text(text: bytes) -> None:
    assert told(text) == "text"


def test_front_matter_is_markdown_where_no_name_says_otherwise() -> None:
    assert told(FRONT_MATTER) == told(FRONT_MATTER, ".qmd") == "markdown"
    assert told(FRONT_MATTER.replace(b"\n", b"\r\n")) == "markdown"
    assert told(b"---\n\nIt froze.\n\n---\n") == "text"
    assert told(b"---\ntitle: Ice\n") == "text"


def test_a_part_of_a_page_is_html_where_no_name_says_otherwise() -> None:
    assert told(b"<p>It froze.</p>") == told(b"<p>It froze.</p>", ".php") == "html"
    assert told(b"<p>It froze.</p>", ".txt") == "text"
    assert told(b"<div>It froze.") == "text"


def test_html_without_tags_is_text() -> None:
    assert told(PROSE, ".html") == told(PROSE, "", "text/html; charset=utf-8") == "text"
    assert told(b"It froze. " * 20_000 + b"<br>", ".html") == "html"
    assert told(b"It <em class=x>froze</em>.", ".htm") == "html"


def test_a_server_is_believed_before_a_suffix_unless_it_says_nothing() -> None:
    assert told(PROSE, ".md", "text/html") == "text"
    assert told(b"It <b>froze</b>.", ".md", "TEXT/HTML;charset=utf-8") == "html"
    assert told(PROSE, ".md", "text/plain") == told(PROSE, ".md", "application/octet-stream") == "markdown"
    assert told(PROSE, ".html", "text/markdown") == "markdown"


def test_what_has_lost_its_beginning_goes_by_its_name() -> None:
    data = bytes(range(256)) * 20
    assert told(data, ".pdf") == told(data, "", "application/pdf") == "pdf"
    assert told(data, ".epub") == "epub"
    assert told(data, ".txt") == "text"
    assert told(data) is None
    assert told(data, ".unheard") is None


# Encodings that servers name


@pytest.mark.parametrize(
    ("data", "media_type", "encoding"),
    [
        ("Лёд".encode("cp1251"), "text/html; charset=windows-1251", "cp1251"),
        ("Лёд".encode("koi8-r"), "text/html;charset='KOI8-R'", "koi8-r"),
        ("é".encode("cp1252"), 'text/plain; Charset="ISO-8859-1"', "cp1252"),
        ("é".encode(), "text/plain; charset=UTF-8", "utf-8"),
        ("é".encode("cp1252"), "text/plain; charset=utf-8", None),
        ("é".encode("utf-8-sig"), "text/plain; charset=latin1", None),
        (b"e", "text/plain; charset=unheard-of", None),
        (b"e", "text/plain; charset=hex", None),
        (b"e", "text/plain", None),
        (b"e", "", None),
    ],
)
def test_a_charset_counts_where_the_bytes_are_of_it(
    data: bytes, media_type: str, encoding: str | None
) -> None:
    assert charset(data, media_type) == encoding


def test_names_of_encodings_mean_what_the_web_means_by_them() -> None:
    assert codec("latin1") == codec("US-ASCII") == codec("windows-1252") == "cp1252"
    assert codec("Shift_JIS") == "cp932"
    assert codec("gb2312") == "gb18030"
    assert [codec(name) for name in ("hex", "rot13", "undefined", "no\0", "", "\ud800", "é" * 1000)] == [
        None
    ] * 7


# Anything


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"<", b"---\n", b"%PDF-1"]),
    st.text(max_size=9),
)
def test_any_bytes_are_told_or_not(data: bytes, start: bytes, suffix: str) -> None:
    found = format_of(start + data, suffix)
    assert found is None or found in FORMATS


@pytest.mark.parametrize(
    "data",
    [
        b"<!--" * 500_000,
        b"<p " * 500_000,
        b"<div>" + b"<" * 2_000_000,
        b"---\n" + b"a:\n-\n" * 300_000,
        b"a:\n" * 500_000,
        b"\n" * 2_000_000,
        b"PK\x03\x04" + b"word/document.xml" * 100_000,
        b"x" * 100_000_000,
    ],
    ids=lambda data: data[:12].decode("latin-1"),
)
@pytest.mark.parametrize("suffix", ["", ".html"])
def test_nothing_takes_long_to_tell(data: bytes, suffix: str) -> None:
    began = time.process_time()
    assert told(data, suffix) in ("text", "archive")
    assert time.process_time() - began < 1.5
