"""Small files of every format, and what must hold for whatever is opened."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import fields
from io import BytesIO

from reader.document import Document
from reader.opening import OpenError, open_bytes
from reader.sanitise import clean
from tests.books import epub, nav, zipped
from tests.pdf_documents import HARBOUR, LEFT, PIANO
from tests.pdf_writer import Book, column, pages, written
from tests.test_opening_docx import docx, paragraph


def page(body: str, head: str = "") -> bytes:
    """An HTML page with an article."""
    rest = f"<p>{HARBOUR}</p><p>{PIANO}</p>" * 2
    whole = f"<!doctype html><title>Ice</title>{head}<body><article><h1>Ice</h1>{rest}{body}</article>"
    return whole.encode("utf-8", "surrogatepass")


def word(text: str) -> bytes:
    return docx(paragraph(HARBOUR) + paragraph(text))


def book(body: str, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    chapters = {"a.xhtml": f"<p>{HARBOUR}</p>{body}", "b.xhtml": f"<p>{PIANO}</p>"}
    with zipfile.ZipFile(BytesIO(epub(chapters))) as made:
        return zipped({name: made.read(name) for name in made.namelist()}, compression)


def result(data: bytes, name: str) -> Document | str:
    """The document that a file is, or the sentence that refuses it; neither can do harm."""
    try:
        document = open_bytes(data, source=f"/files/{name}", name=name, label=name)
    except OpenError as error:
        sentence = str(error)
        assert sentence.isprintable()
        assert sentence.startswith(f"{name} ")
        assert sentence.endswith(".")
        assert "parser failed" not in sentence
        return sentence
    assert_harmless(document)
    return document


def text_of(data: bytes, name: str) -> str:
    opened = result(data, name)
    assert isinstance(opened, Document), opened
    return opened.text


def assert_harmless(document: Document) -> None:
    """All that a document says is clean, and every place in it lies in its text."""
    said = [getattr(document, field.name) for field in fields(document)]
    said += [*document.notices, *(mark.target for mark in document.marks)]
    said += [anchor.name for anchor in (*document.anchors, *document.pages)]
    assert all(clean(each) == each for each in said if isinstance(each, str))
    spans = [(each.start, each.end) for each in document.blocks]
    spans += [(each.start, each.end) for each in document.marks]
    assert all(0 <= start < end <= len(document.text) for start, end in spans)
    leaves = [(block.start, block.end) for block in document.leaves]
    assert leaves == sorted(leaves)
    assert document.text == document.text.strip()


SAMPLES: Mapping[str, bytes] = {
    "ice.txt": f"THE ICE\n\n{HARBOUR}\n\n> {PIANO}\n\n1. One\n2. Two\n\n* * *\n\n    a   b\n".encode(),
    "ice.md": (
        f"---\ntitle: Ice\n---\n\n# Ice\n\n{HARBOUR}[^1] *a* **b** [c](http://ice.example/) `d`\n\n"
        f"- one\n  - two\n\n> {PIANO}\n\n| a | b |\n|---|---|\n| c | d |\n\n```py\nx = 1\n```\n\n[^1]: N.\n"
    ).encode(),
    "ice.html": page(
        '<h2 id="b">Frost</h2><ul><li>one<ul><li>two</ul></ul><table><tr><th>a<td>b</table><pre>x = 1</pre>'
        '<p>See<sup><a href="#n">1</a></sup> <a href="http://ice.example/">on</a> <img alt="a tug" src="t">'
        '<ol><li id="n">Note.</ol><blockquote>Quoted &amp; said.</blockquote>'
    ),
    "ice.epub": epub(
        {
            "nav.xhtml": nav('<li><a href="a.xhtml">One</a></li><li><a href="b.xhtml#x">Two</a></li>'),
            "a.xhtml": f'<h1>One</h1><p>{HARBOUR} <a href="b.xhtml#x">on</a></p><img src="p.png" alt="p"/>',
            "b.xhtml": f'<h1 id="x">Two</h1><p>{PIANO}</p><ul><li>one</li></ul>',
            "p.png": b"\x89PNG\r\n\x1a\n" + bytes(9),
        }
    ),
    "ice.docx": docx(
        paragraph("Ice", "Heading1")
        + paragraph(HARBOUR)
        + f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc></w:tr></w:tbl>"
        + paragraph(PIANO)
    ),
    "ice.pdf": written(
        Book(
            pages(column(HARBOUR, LEFT, 700, 400), column(PIANO, LEFT, 700, 400)),
            facts={"Title": "Ice"},
            outline=[("Winter", 0)],
        )
    ),
}
NAMES = sorted(SAMPLES)
