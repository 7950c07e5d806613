"""Whatever a file hides, it opens or is refused with one clear sentence, and nothing of it does harm."""

from __future__ import annotations

import os
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from reader.document import Document
from reader.opening import open_source
from reader.opening.text import parse as parse_text
from reader.sanitise import clean
from tests.books import METADATA, epub, nav
from tests.cli.commands import process
from tests.pdf_documents import HARBOUR, LEFT
from tests.pdf_writer import Book, column, pages, written
from tests.samples import book, page, result, text_of, word
from tests.test_opening_docx import docx, run

MANY = pytest.param(100_000, marks=pytest.mark.slow)
DEEP = "deep text within"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is left behind in the folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert not list(folder.iterdir())


# Escape characters

CODES = "&#27;[31m &#155;2J &#x1b;]0;x&#7; &#8; &#127; &#x202e; &#x2066; &#xE0041;"
RAW = "\x1b[31m \x9b2J \x1b]52;c;aGk=\x07 \b \x7f \u202e \u2066 \U000e0041"
ADDRESS = '<a href="http://ice.example/%1b%5b31m%9b&#27;&#155;">there</a>'
CLEAN_IN_WORD = CODES.replace("&#27;", "").replace("&#x1b;", "").replace("&#7;", "").replace("&#8;", "")

ESCAPES: Mapping[str, bytes] = {
    "codes.html": page(
        f'<h2>{CODES}</h2><p title="{CODES}">{CODES} {ADDRESS}<img alt="{CODES}" src="%1b">',
        f'<meta name="author" content="{CODES}"><meta property="og:title" content="{CODES}">',
    ),
    "raw.html": page(f"<p>{RAW}</p><pre>{RAW}</pre>"),
    "codes.epub": epub(
        {
            "nav.xhtml": nav(
                f'<li><a href="a.xhtml">{CODES}</a></li><li><a href="%1b%9b.xhtml">{CODES}</a></li>'
            ),
            "a.xhtml": f'<h1>{CODES}</h1><p>{CODES} {ADDRESS} <img alt="{CODES}" src="%1b.png"/></p>',
        },
        metadata=f"{METADATA.replace('Ice', 'Ice ' + CODES)}<dc:creator>{CODES}</dc:creator>",
        more='<item id="z" href="%1b[31m%9b.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="z"/><itemref idref="i1"/>',
    ),
    "raw.epub": book(f"<p>{RAW}</p>"),
    "codes.docx": word(f"{HARBOUR} {CLEAN_IN_WORD}"),
    "codes.md": (
        f"---\ntitle: {CODES}\n---\n\n# {CODES}\n\n{CODES} [x](http://ice.example/%1b%9b '{CODES}')"
    ).encode(),
    "raw.md": (
        f"---\ntitle: {RAW}\n---\n\n# {RAW}\n\n{RAW} `{RAW}`\n\n```\n{RAW}\n```\n\n{HARBOUR * 20}"
    ).encode(),
    "raw.txt": f"{RAW}\n\n{RAW} {HARBOUR * 20}".encode(),
    "map.pdf": written(
        Book(
            pages(column(HARBOUR, LEFT, 700, 400)),
            facts={"Title": "a\x1b[31m\x9b", "Author": "\x07\x9b2J"},
            outline=[("x\x1b[31m\x9b", 0)],
            characters={ord("z"): "\x1b[31m", ord("k"): "\x9b", ord("f"): "\x07", ord("w"): "\u202e"},
        )
    ),
}


@pytest.mark.parametrize("name", sorted(ESCAPES))
def test_escape_characters_reach_no_terminal(name: str) -> None:
    assert len(text_of(ESCAPES[name], name)) > 50


@pytest.mark.parametrize("name", ["codes.html", "codes.epub", "map.pdf"])
def test_escape_characters_are_not_printed(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(ESCAPES[name])
    environment = os.environ | {"READER_HOME": str(tmp_path), "TMPDIR": tempfile.gettempdir()}
    for arguments, stdin in (([str(path)], b""), (["-"], ESCAPES[name]), (["--json", str(path)], b"")):
        done = process("text", *arguments, input=stdin, env=environment)
        assert done.returncode == 0
        for output in (done.stdout.decode(), done.stderr.decode()):
            assert clean(output) == output


# Surrogates and NULs


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f"{HARBOUR} a\ud800b".encode("utf-8", "surrogatepass"), "a.txt"),
        (f"{HARBOUR} a&#xD800;b".encode(), "a.md"),
        (page("<p>a&#xD800;b</p>"), "a.html"),
        (book("<p>a&#xDFFF;b</p>"), "a.epub"),
        (HARBOUR.encode("utf-16") + b" \0a\0\0\xd8b\0", "a.txt"),
        (f"{HARBOUR * 9} a\0b".encode(), "a.md"),
        (page("<p>a\0b</p>"), "a.html"),
        (book("<p>a\0b</p>"), "a.epub"),
    ],
)
def test_surrogates_and_nuls_are_shown_and_nothing_after_them_is_lost(data: bytes, name: str) -> None:
    text = text_of(data, name)
    assert any(f"a{sign}b" in text for sign in ("\ufffd", "␀"))


def test_pairs_of_surrogates_are_one_character() -> None:
    data = f"{HARBOUR} \ud83d\ude00 \udfff".encode("utf-8", "surrogatepass")
    assert text_of(data, "a.txt").endswith(" \U0001f600 \ufffd")


@pytest.mark.parametrize("text", ["a\0b", "a&#27;b", "a&#xD800;b", "a\ud800b"])
def test_a_word_file_that_is_no_xml_is_refused(text: str) -> None:
    with zipfile.ZipFile(BytesIO(word("KEEP"))) as whole:
        part = whole.read("word/document.xml").replace(b"KEEP", text.encode("utf-8", "surrogatepass"))
    assert "damaged" in str(result(docx("", {"word/document.xml": part}), "a.docx"))


# What is deep, long or large


@pytest.mark.parametrize("count", [5_000, MANY])
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("div.html", lambda n: page("<div>" * n + f"<p>{DEEP}</p>" + "</div>" * n)),
        ("bold.html", lambda n: page("<p>" + "<b>" * n + DEEP + "</b>" * n)),
        ("list.html", lambda n: page("<ul><li>" * n + DEEP + "</ul>" * n)),
        ("quotation.html", lambda n: page("<blockquote>" * n + DEEP + "</blockquote>" * n)),
        ("unclosed.html", lambda n: page("<div>" * n + DEEP)),
        ("table.html", lambda n: page("<table><tr><td>" * (n // 5) + DEEP)),
        ("div.epub", lambda n: book("<div>" * n + DEEP + "</div>" * n, zipfile.ZIP_STORED)),
        ("list.epub", lambda n: book("<ul><li>" * n + DEEP + "</li></ul>" * n, zipfile.ZIP_STORED)),
        ("list.md", lambda n: ("- " * n + DEEP).encode()),
        ("quotation.md", lambda n: (">" * n + DEEP).encode()),
        ("stars.md", lambda n: ("*" * n + DEEP + "*" * n).encode()),
        ("brackets.md", lambda n: ("[" * n + DEEP + "](x)" * n).encode()),
        ("list.txt", lambda n: ("- " * n + DEEP).encode()),
        ("quotation.txt", lambda n: (">" * n + DEEP).encode()),
    ],
)
def test_what_is_nested_deeply_keeps_its_text(name: str, make: Callable[[int], bytes], count: int) -> None:
    assert DEEP in text_of(make(count), name)


@pytest.mark.parametrize("count", [5_000, MANY])
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("contents.epub", lambda n: epub({"a.xhtml": DEEP, "nav.xhtml": nav("<li><ol>" * n)})),
        ("package.epub", lambda n: epub({"a.xhtml": DEEP}, metadata=METADATA + "<x>" * n + "</x>" * n)),
        ("run.docx", lambda n: docx("<w:p>" + "<w:ins>" * n + run(DEEP) + "</w:ins>" * n + "</w:p>")),
        ("table.docx", lambda n: docx("<w:tbl><w:tr><w:tc>" * n + DEEP + "</w:tc></w:tr></w:tbl>" * n)),
        ("words.html", lambda n: page("<div>word " * n)),
        ("items.html", lambda n: page("<ul><li>item " * n)),
    ],
)
def test_what_is_nested_deeply_opens_or_is_refused(
    name: str, make: Callable[[int], bytes], count: int
) -> None:
    opened = result(make(count), name)
    assert isinstance(opened, str) or DEEP in opened.text or "word" in opened.text or "item" in opened.text


@pytest.mark.parametrize("megabytes", [1, pytest.param(10, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.epub", "a.docx"])
def test_a_text_node_of_many_megabytes_is_read(name: str, megabytes: int) -> None:
    words = [f"{word}{Random(7).randrange(9)}" for word in HARBOUR.split()]
    random, length = Random(1), megabytes * 1_000_000
    text = " ".join(random.choices(words, k=length // 5)) + " END"
    assert len(text) > length
    data = {
        "a.html": lambda: page(f"<p>{text}</p>"),
        "a.epub": lambda: book(f"<p>{text}</p>"),
        "a.docx": lambda: word(text),
    }.get(name, text.encode)()
    assert text in text_of(data, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_line_of_a_hundred_megabytes_opens_or_is_refused(name: str) -> None:
    opened = result(b"<!doctype html>" * (name == "a.html") + b"It froze. " * 9_990_000, name)
    assert isinstance(opened, Document) or "takes more than" in opened


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("-" * 1_000_000, 20),
        (">" * 1_000_000, 20),
        ("- " * 500_000, 20),
        (("\t" * 500 + "a\n") * 2_000, 20),
        ("\t" * 1_000_000 + "a\n\tb", 20),
        ("\n".join(" " * depth + "- x" for depth in range(1_500)), 20),
        ("a\n" * 300_000, 100),
    ],
)
def test_a_plain_text_takes_no_more_memory_than_it_must(text: str, most: int) -> None:
    tracemalloc.start()
    try:
        parse_text(text)
        assert tracemalloc.get_traced_memory()[1] < most * len(text)
    finally:
        tracemalloc.stop()


def test_lines_without_end_are_refused() -> None:
    assert "more than 2,000,000 lines" in str(result(b"a\n" * 2_000_001, "a.txt"))
    assert "more than 2,000,000 lines" in str(result(b"\n\n" * 2_000_001 + b"a", "a.md"))


def test_what_the_memory_does_not_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("reader.opening.text.parse", fail)
    assert (
        result(b"text", "a.txt") == "a.txt cannot be read as plain text: there is not enough memory for it."
    )


# What points elsewhere

LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {x} "{f"&{y};" * 10}">' for y, x in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize("name", ["a.html", "a.xhtml", "a.md"])
@pytest.mark.parametrize(
    "doctype",
    [
        LAUGHS,
        f'<!DOCTYPE html [<!ENTITY i "{"x" * 50_000}">]>',
        '<!DOCTYPE html [<!ENTITY i SYSTEM "FILE">]>',
        '<!DOCTYPE html [<!ENTITY % p SYSTEM "FILE"> %p;]>',
    ],
    ids=["laughs", "quadratic", "file", "parameter"],
)
def test_entities_of_a_pages_own_are_never_followed(name: str, doctype: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("sesame")
    page = doctype.replace("FILE", secret.as_uri())
    page += f"\n\n<html><body><p>{HARBOUR} {'&i;' * 100}</p></body></html>"
    text = text_of(page.encode(), name)
    assert "&i;&i;" in text
    assert "sesame" not in text
    assert len(text) < len(page) + 100


def test_files_that_a_page_names_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>sesame</p>")
    address = secret.as_uri()
    body = (
        f'<img src="{address}" alt="x"><iframe src="{address}"></iframe><object data="{address}"></object>'
        f'<embed src="{address}"><a href="{address}">y</a>'
    )
    (tmp_path / "a.html").write_bytes(page(body, f'<link rel="stylesheet" href="{address}">'))
    (tmp_path / "a.md").write_text(f"![x]({address}) [y]({address}) {HARBOUR}")
    (tmp_path / "a.epub").write_bytes(
        epub({"a.xhtml": f'<p>{HARBOUR}</p>{body}<img src="../../secret.html"/>'}, others={"../evil": "evil"})
    )
    for name in ("a.html", "a.md", "a.epub"):
        document = open_source(str(tmp_path / name))
        assert HARBOUR in document.text
        assert "sesame" not in document.text
        assert not document.pictures
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        *("a.epub", "a.html", "a.md", "secret.html", "temporary")
    ]
