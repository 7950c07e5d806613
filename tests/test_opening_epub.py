"""EPUBs become documents: text in order, tables of contents, notes, links, pictures; also broken ones."""

from __future__ import annotations

import re
import time
import zipfile
from io import BytesIO
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document, Mark
from reader.opening import ParseError, archive
from reader.opening import epub as parser
from reader.opening.epub import parse
from tests.books import METADATA, epub, nav, opf, zipped
from tests.conftest import SHARED

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def outline(document: Document) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in document.outline]


def marked(document: Document, kind: str) -> list[tuple[str, str]]:
    return [
        (document.text[mark.start : mark.end], mark.target) for mark in document.marks if mark.kind == kind
    ]


def led(document: Document, mark: Mark | str) -> str:
    """The text that begins where a target leads."""
    name = mark if isinstance(mark, str) else mark.target
    places = {anchor.name: anchor.offset for anchor in document.anchors}
    return document.text[places[name.removeprefix("#")] :]


# What a book says of itself


def test_metadata_of_epub_3() -> None:
    document = parse(
        epub(
            {"a.xhtml": "<p>text</p>"},
            metadata='<dc:identifier>other</dc:identifier><dc:identifier id="uid">urn:uuid:7</dc:identifier>'
            '<dc:title id="s">A Winter</dc:title><dc:title id="t"> The \n Ice</dc:title>'
            '<meta refines="#s" property="title-type">subtitle</meta>'
            '<meta refines="#t" property="title-type">main</meta>'
            '<dc:creator id="a">Ada North</dc:creator><dc:creator id="b">B. South</dc:creator>'
            '<dc:creator id="c">C. West</dc:creator><meta refines="#c" property="role">trl</meta>'
            "<dc:publisher>Harbour Press</dc:publisher><dc:date>1907-01-10T00:00:00Z</dc:date>",
        ),
        "file name",
    )
    assert document.title == "The Ice"
    assert document.author == "Ada North, B. South"
    assert document.site == "Harbour Press"
    assert document.date == "1907-01-10"
    assert document.identity == "urn:uuid:7"
    assert document.text == "text"
    assert not document.notices


def test_metadata_of_epub_2() -> None:
    document = parse(
        epub(
            {"a.xhtml": "<p>text</p>"},
            metadata='<dc:creator opf:role="ill">I. Painter</dc:creator>'
            '<dc:creator opf:role="aut">Ada North</dc:creator>'
            '<dc:date opf:event="modification">2020</dc:date><dc:date opf:event="publication">1907</dc:date>',
        ),
        "file name",
    )
    assert (document.title, document.author, document.date) == ("file name", "Ada North", "1907")


# Chapters


def test_chapters_stand_in_the_order_of_the_spine_and_what_is_aside_at_the_end() -> None:
    chapters = {"a.xhtml": "<p>one</p>", "b.xhtml": "<p>two</p>", "c.xhtml": "<p>aside</p>"}
    spine = '<itemref idref="i1"/><itemref idref="i2" linear="no"/><itemref idref="i0"/>'
    assert parse(epub(chapters, spine=spine)).text == "two\n\none\n\naside"


def test_a_cover_outside_the_order_stays_at_the_front() -> None:
    chapters = {"a.xhtml": "<p>cover</p>", "b.xhtml": "<p>one</p>"}
    spine = '<itemref idref="i0" linear="no"/><itemref idref="i1"/>'
    assert parse(epub(chapters, spine=spine)).text == "cover\n\none"


def test_a_file_outside_the_spine_is_read_where_a_chapter_leads_to_it() -> None:
    chapters = {
        "a.xhtml": '<p><a href="n.xhtml">notes</a></p>',
        "n.xhtml": "<p>found</p>",
        "x.xhtml": "<p>draft</p>",
    }
    assert parse(epub(chapters, spine='<itemref idref="i0"/>')).text == "notes\n\nfound"


def test_a_fallback_is_read_for_what_cannot_be_shown() -> None:
    book = epub(
        {"a.xhtml": "<p>one</p>", "b.xhtml": "<p>instead</p>"},
        more='<item id="p" href="a.pdf" media-type="application/pdf" fallback="i1"/>'
        '<item id="q" href="b.pdf" media-type="application/pdf"/>',
        spine='<itemref idref="i0"/><itemref idref="p"/><itemref idref="q"/>',
    )
    document = parse(book)
    assert document.text == "one\n\ninstead"
    assert any("b.pdf" in notice for notice in document.notices)


# The table of contents


def test_chapters_without_headings_get_them_from_the_table_of_contents() -> None:
    document = parse(
        epub(
            {
                "nav.xhtml": nav(
                    '<li><a href="a.xhtml">Frost</a><ol><li><a href="a.xhtml#two">Thaw</a></li></ol></li>'
                    '<li><a href="b.xhtml">Spring</a></li>'
                ),
                "a.xhtml": '<p>It froze.</p><p id="two">It thawed.</p>',
                "b.xhtml": "words without a paragraph",
            }
        )
    )
    assert document.text == "Frost\n\nIt froze.\n\nThaw\n\nIt thawed.\n\nSpring\n\nwords without a paragraph"
    assert outline(document) == [(1, "Frost"), (2, "Thaw"), (1, "Spring")]


def test_headings_that_are_there_get_the_levels_of_the_table_of_contents() -> None:
    document = parse(
        epub(
            {
                "nav.xhtml": nav(
                    '<li><a href="a.xhtml">Part One</a>'
                    '<ol><li><a href="b.xhtml#c">1. The frost</a></li></ol></li>'
                ),
                "a.xhtml": "<h3>PART ONE</h3>",
                "b.xhtml": '<section id="c"><h1>The Frost</h1><p>x</p><h2>Gulls</h2><h4>Eggs</h4></section>',
            }
        )
    )
    assert outline(document) == [(1, "PART ONE"), (2, "The Frost"), (3, "Gulls"), (5, "Eggs")]


def test_a_paragraph_that_says_what_the_table_says_is_the_heading() -> None:
    document = parse(
        epub(
            {
                "nav.xhtml": nav(
                    '<li><a href="a.xhtml#x">Chapter 1: Frost</a></li>'
                    '<li><a href="a.xhtml#y">Chapter 2</a></li>'
                ),
                "a.xhtml": '<p><a id="x"/>Chapter 1</p><p class="big"><b>Frost</b></p><p>It froze.</p>'
                '<h2>Chapter 2</h2><p id="y">It thawed.</p>',
            }
        )
    )
    assert document.text == "Chapter 1\nFrost\n\nIt froze.\n\nChapter 2\n\nIt thawed."
    assert outline(document) == [(1, "Chapter 1 Frost"), (1, "Chapter 2")]


def test_a_label_above_a_heading_is_part_of_it() -> None:
    document = parse(
        epub(
            {
                "nav.xhtml": nav('<li><a href="a.xhtml">Frost</a></li><li><a href="b.xhtml">Thaw</a></li>'),
                "a.xhtml": "<h4>Chapter 1</h4><h2>Frost</h2><p>x</p>",
                "b.xhtml": "<h4>Chapter 2</h4><h2>Thaw</h2><p>x</p>",
            }
        )
    )
    assert outline(document) == [(1, "Chapter 1 Frost"), (1, "Chapter 2 Thaw")]


def test_groups_that_lead_nowhere_stand_above_what_they_hold() -> None:
    document = parse(
        epub(
            {
                "nav.xhtml": nav(
                    '<li><span>Winter</span><ol><li><a href="a.xhtml">Frost</a></li>'
                    '<li><a href="b.xhtml">Thaw</a></li></ol></li>'
                ),
                "a.xhtml": "<h1>Frost</h1><p>x</p>",
                "b.xhtml": "<h1>Thaw</h1><p>x</p>",
            }
        )
    )
    assert outline(document) == [(1, "Winter"), (2, "Frost"), (2, "Thaw")]


def test_lines_that_lead_to_one_place_stand_in_their_order() -> None:
    document = parse(
        epub(
            {
                "nav.xhtml": nav(
                    '<li><a href="a.xhtml">Part One</a><ol><li><a href="a.xhtml">Frost</a></li></ol></li>'
                    '<li><a href="b.xhtml">Part Two</a><ol><li><a href="b.xhtml">Thaw</a></li></ol></li>'
                ),
                "a.xhtml": "<p>x</p>",
                "b.xhtml": "<section><h1>Part Two</h1><p>x</p></section>",
            }
        )
    )
    assert outline(document) == [(1, "Part One"), (2, "Frost"), (1, "Part Two"), (2, "Thaw")]
    assert document.text.endswith("Part Two\n\nThaw\n\nx")


def test_ncx() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        '<navPoint id="a"><navLabel><text>Frost</text></navLabel><content src="a.xhtml"/>'
        '<navPoint id="b"><navLabel><text>Thaw</text></navLabel><content src="a.xhtml#t"/></navPoint>'
        "</navPoint></navMap><pageList><pageTarget><navLabel><text>12</text></navLabel>"
        '<content src="a.xhtml#t"/></pageTarget></pageList></ncx>'
    )
    document = parse(epub({"toc.ncx": ncx, "a.xhtml": '<p>It froze.</p><p id="t">It thawed.</p>'}))
    assert outline(document) == [(1, "Frost"), (2, "Thaw")]
    assert [(page.name, document.text[page.offset :]) for page in document.pages] == [("12", "It thawed.")]


def test_without_a_table_of_contents_headings_keep_their_levels() -> None:
    assert outline(parse(epub({"a.xhtml": "<h2>Frost</h2><h3>Ice</h3><p>x</p>"}))) == [
        (2, "Frost"),
        (3, "Ice"),
    ]


def test_a_deep_table_of_contents_is_read() -> None:
    deep = '<li><a href="a.xhtml">x</a><ol>' * 900 + "</ol></li>" * 900
    assert parse(epub({"nav.xhtml": nav(deep), "a.xhtml": "<p>text</p>"})).text.endswith("text")


# Links, notes, pages


def test_links_lead_from_chapter_to_chapter() -> None:
    document = parse(
        epub(
            {
                "a.xhtml": '<p>See <a href="b%20c.xhtml#%C3%BCber">this</a>, <a href="b c.xhtml">that</a>, '
                '<a href="b c.xhtml#gone">those</a>, <a href="#here">here</a>, <a href="../no.xhtml">no</a>, '
                '<a href="http://a.example/?q#f">out</a>, <a href="mailto:a@a.example">mail</a>.</p>'
                '<p id="here">Here.</p>',
                "b c.xhtml": '<p>First.</p><p id="über">Second.</p>',
            }
        )
    )
    links = dict(marked(document, "link"))
    assert {name: led(document, target)[:5] for name, target in links.items() if target.startswith("#")} == {
        "this": "Secon",
        "that": "First",
        "those": "First",
        "here": "Here.",
    }
    assert {name: target for name, target in links.items() if not target.startswith("#")} == {
        "out": "http://a.example/?q#f",
        "mail": "mailto:a@a.example",
    }


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (
            '<a id="r1" epub:type="noteref" href="n.xhtml#n1">1</a>',
            '<ol epub:type="endnotes"><li id="n1"><p>Very cold.</p></li></ol>',
        ),
        (
            '<a id="r1" href="n.xhtml#n1"><sup>1</sup></a>',
            '<p id="n1"><a href="a.xhtml#r1">1</a> Very cold.</p>',
        ),
        ('<a id="r1" href="n.xhtml#n1">[1]</a>', '<p><a id="n1" href="a.xhtml#r1">[1]</a> Very cold.</p>'),
    ],
)
def test_notes_in_another_chapter_are_footnotes(reference: str, note: str) -> None:
    document = parse(epub({"a.xhtml": f"<p>Cold.{reference}</p>", "n.xhtml": note}))
    assert document.text == "Cold.[1]\n\n[1] Very cold."
    assert [block.kind for block in document.blocks] == ["paragraph", "footnote"]
    ((label, target),) = marked(document, "footnote")
    assert label == "[1]"
    assert led(document, target) == "Very cold."


def test_notes_of_two_chapters_with_the_same_names_are_kept_apart() -> None:
    chapter = (
        '<p>{0}<a epub:type="noteref" href="#n">*</a></p>'
        '<aside epub:type="footnote" id="n"><p>Of {0}</p></aside>'
    )
    document = parse(epub({"a.xhtml": chapter.format("one"), "b.xhtml": chapter.format("two")}))
    assert [led(document, target)[:6] for _, target in marked(document, "footnote")] == ["Of one", "Of two"]


def test_printed_pages() -> None:
    pages = (
        '<nav epub:type="page-list"><ol><li><a href="a.xhtml">1</a></li>'
        '<li><a href="a.xhtml#p">2</a></li></ol></nav>'
    )
    document = parse(
        epub(
            {
                "nav.xhtml": nav("", pages),
                "a.xhtml": '<p>one</p><p id="p">two</p><span epub:type="pagebreak" title="iii"/><p>three</p>',
            }
        )
    )
    assert [(page.name, document.text[page.offset :].split()[0]) for page in document.pages] == [
        ("1", "one"),
        ("2", "two"),
        ("iii", "three"),
    ]


# Pictures


def test_pictures_come_along() -> None:
    book = epub(
        {
            "text/a.xhtml": '<p>Look:</p><p><img src="../i%20m.png" alt="The map"/></p>'
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink">'
            '<image l:href="../c.jpg"/></svg><p><img src="gone.png" alt="Gone"/></p>',
            "i m.png": PNG,
            "c.jpg": b"\xff\xd8\xff",
        }
    )
    document = parse(book)
    assert marked(document, "image")[:2] == [("[image: The map]", "OPS/i m.png"), ("[image]", "OPS/c.jpg")]
    assert document.pictures == {"OPS/i m.png": PNG, "OPS/c.jpg": b"\xff\xd8\xff"}
    assert "[image: Gone]" in document.text


def test_the_cover_is_shown_where_no_chapter_shows_it() -> None:
    cover = '<item id="c" href="cover.jpg" properties="cover-image" media-type="image/jpeg"/>'
    chapter = {"a.xhtml": "<p>text</p>"}
    document = parse(epub(chapter, more=cover, others={"OPS/cover.jpg": b"\xff\xd8"}))
    assert document.text == "[image: Cover]\n\ntext"
    assert document.pictures == {"OPS/cover.jpg": b"\xff\xd8"}
    chapter = {"a.xhtml": '<p>text</p><img src="cover.jpg" alt=""/>'}
    assert parse(epub(chapter, more=cover, others={"OPS/cover.jpg": b"\xff\xd8"})).text == "text\n\n[image]"


def test_pictures_are_kept_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "MOST_PICTURES", 100)
    names = ["a.png", "b.png", "c.png"]
    images = "".join(f'<p><img src="{name}" alt="x"/></p>' for name in names)
    document = parse(epub({"a.xhtml": images} | dict.fromkeys(names, PNG)))
    assert list(document.pictures) == ["OPS/a.png", "OPS/b.png"]
    assert "too large to be shown: 1." in document.notices[0]


# Broken books


def test_names_that_differ_in_case_escapes_and_folders_are_found() -> None:
    book = zipped(
        {
            "META-INF/container.xml": '<container><rootfile full-path="ops/Book.opf"/></container>',
            "OPS/book.opf": opf(["A.xhtml", "b%C3%BC.xhtml", "text/c.xhtml"]),
            "OPS/a.xhtml": "<html><body><p>one</p></body></html>",
            "OPS/bü.xhtml": "<html><body><p>two</p></body></html>",
            "OPS/elsewhere/c.xhtml": "<html><body><p>three</p></body></html>",
        }
    )
    assert parse(book).text == "one\n\ntwo\n\nthree"


@pytest.mark.parametrize("lost", ["META-INF/container.xml", "OPS/book.opf", "mimetype"])
def test_a_book_without_its_own_description_opens(lost: str) -> None:
    whole = epub({"a.xhtml": "<p>one</p>", "b.xhtml": "<p>two</p>"})
    with zipfile.ZipFile(BytesIO(whole)) as book:
        rest = {name: book.read(name) for name in book.namelist() if name != lost}
    document = parse(zipped(rest), "name")
    assert document.text == "one\n\ntwo"
    assert document.title == ("name" if lost == "OPS/book.opf" else "Ice")
    assert bool(document.notices) == (lost == "OPS/book.opf")


def test_missing_chapters_are_named() -> None:
    book = epub(
        {"a.xhtml": "<p>one</p>"},
        more='<item id="m" href="missing.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="m"/><itemref idref="unknown"/><itemref idref="i0"/>',
    )
    document = parse(book)
    assert document.text == "one"
    assert any("OPS/missing.xhtml (it is missing)" in notice for notice in document.notices)
    assert any("not in its list of files" in notice for notice in document.notices)


def test_a_chapter_outside_the_book_is_not_read() -> None:
    data = epub(
        {"c.xhtml": "<p>Only this.</p>"},
        more='<item id="m" href="../../../etc/passwd" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="m"/><itemref idref="i0"/>',
    )
    document = parse(data)
    assert document.text == "Only this."
    assert document.notices == ("Chapters could not be read: a file outside the book (it is missing).",)


@pytest.mark.parametrize(
    ("chapter", "text"),
    [
        (b"\xef\xbb\xbf<html><body><p>a&nbsp;b&eacute;&mdash;&hellip;</p></body></html>", "a\xa0bé—…"),
        ('<?xml version="1.0" encoding="utf-16"?><html><body>é</body></html>'.encode("utf-16"), "é"),
        ('<?xml version="1.0" encoding="cp1251"?><html><body>Лёд</body></html>'.encode("cp1251"), "Лёд"),
        (b'<?xml version="1.0" encoding="nonsense"?><html><body>\xc3\xa9</body></html>', "é"),
        (b"<html><body><p>a < b & c<p>two</body></html>", "a < b & c\n\ntwo"),
        (b"<html><head><title/></head><body><p>one</p></div><p>two<br>three</p></body>", "one\n\ntwo\nthree"),
        (b"<html><body>one" + b"<div>" * 5000 + b"two" + b"</div>" * 5000 + b"<p>three</p></body></html>",
         "one\n\ntwo\n\nthree"),
        (b"<html><body><p>a\x00b\x1b[31m &#27; &#155; &#xD800; &#0;</p></body></html>",
         "a␀b␛[31m ␛ \ufffd \ufffd ␀"),
    ],
    ids=["bom and entities", "utf-16", "declared", "undeclared", "loose", "tags", "deep", "controls"],
)  # fmt: skip
def test_files_that_are_not_what_they_should_be_are_read(chapter: bytes, text: str) -> None:
    document = parse(epub({"a.xhtml": chapter}))
    assert document.text == text


def test_lines_of_the_contents_that_lead_to_nothing_are_named() -> None:
    lines = {"One": "a", "Two": "b", "Three": "nav"}
    contents = "".join(f'<li><a href="{path}.xhtml">{title}</a></li>' for title, path in lines.items())
    document = parse(epub({"nav.xhtml": nav(contents), "a.xhtml": "<p>x</p>"}))
    assert outline(document) == [(1, "One")]
    assert [notice.rpartition(": ")[2] for notice in document.notices] == ["Two."]


def test_a_damaged_chapter_is_said_to_be_so() -> None:
    assert "OPS/a.xhtml" in parse(epub({"a.xhtml": b"<html><body><p>one<p>two"})).notices[0]
    assert not parse(epub({"a.xhtml": "<p>one</p>"})).notices


def test_two_lists_for_programs_are_no_text() -> None:
    chapter = (
        '<nav epub:type="landmarks"><ol><li>Start</li></ol></nav><nav epub:type="toc"><p>Contents</p></nav>'
    )
    assert parse(epub({"a.xhtml": f"{chapter}<p>x</p>"})).text == "Contents\n\nx"


# Hostile books


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"%PDF-1.7", b"<html><p>x</p></html>", b"text" * 100, b"PK\x03\x04" + bytes(99)]
)
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(ParseError, match="archive"):
        parse(data)


def test_a_truncated_book_is_refused_with_a_sentence() -> None:
    whole = epub({"a.xhtml": "<p>text</p>" * 500})
    with pytest.raises(ParseError, match="damaged or incomplete"):
        parse(whole[: len(whole) // 2])


def test_an_archive_without_chapters_is_refused() -> None:
    with pytest.raises(ParseError, match="no chapter"):
        parse(zipped({"a.txt": "text"}))


@pytest.mark.parametrize("size", [40_000_000, 3_000_000])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(size: int) -> None:
    book = epub({"a.xhtml": b"<html><body>" + b" " * size})
    assert len(book) < 100_000
    with pytest.raises(ParseError, match="bomb"):
        parse(book)


def test_what_unpacks_to_too_much_in_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_IN_ALL", 2000)
    with pytest.raises(ParseError, match="unpacks to more than"):
        parse(epub({f"{index}.xhtml": f"<p>{index}</p>" * 50 for index in range(5)}))


def test_an_archive_in_the_archive_stays_closed() -> None:
    inner = zipped({"bomb": bytes(5_000_000)})
    assert parse(epub({"a.xhtml": "<p>text</p>", "inner.epub": inner})).text == "text"


def test_too_many_files_are_refused_at_once() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for index in range(20_001):
            book.writestr(zipfile.ZipInfo(str(index)), b"")
    started = time.perf_counter()
    with pytest.raises(ParseError, match="20,000 files"):
        parse(made.getvalue())
    assert time.perf_counter() - started < 0.5


def test_names_that_lead_out_of_the_archive_lead_nowhere() -> None:
    book = epub(
        {
            "a.xhtml": '<p>text <img src="../../../../etc/passwd" alt="x"/><a href="file:///etc/passwd">y</a></p>'
        },
        more='<item id="p" href="../../../../../etc/passwd" media-type="application/xhtml+xml"/>'
        '<item id="q" href="/etc/passwd" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="p"/><itemref idref="q"/><itemref idref="i0"/>',
        others={"../../../evil.xhtml": "<p>evil</p>"},
    )
    document = parse(book)
    assert document.text == "text [image: x]y"
    assert not document.pictures


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {x} "{f"&{y};" * 10}">' for y, x in zip("abcdefgh", "bcdefghi", strict=True))
        + "]>",
        f'<!DOCTYPE html [<!ENTITY i "{"x" * 50_000}">]>',
        '<!DOCTYPE html [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE html [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
    ids=["laughs", "quadratic", "file", "parameter", "dtd"],
)
def test_entities_of_a_books_own_are_never_followed(doctype: str) -> None:
    chapter = f"{doctype}<html><body><p>text {'&i;' * 100}</p></body></html>".encode()
    assert parse(epub({"a.xhtml": chapter})).text == f"text {'&i;' * 100}"
    package = opf(["a.xhtml"], metadata=METADATA.replace("Ice", "Ice &i;"))
    document = parse(epub({"a.xhtml": "<p>text</p>"}, others={"OPS/book.opf": doctype + package}))
    assert document.title == "Ice &i;"


def test_a_chapter_in_a_broken_namespace_gets_its_headings() -> None:
    chapter = b'<html xmlns="http://a b"><head/><body><p>text</p></body></html>'
    book = epub({"a.xhtml": chapter, "nav.xhtml": nav('<li><a href="a.xhtml">Frost</a></li>')})
    document = parse(book)
    assert document.text == "Frost\n\ntext"
    assert [section.title for section in document.outline] == ["Frost"]


def test_encrypted_and_protected_books_are_refused() -> None:
    whole = epub({"a.xhtml": "<p>text</p>"})
    encryption = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
        '<e:EncryptionMethod Algorithm="{}"/></e:EncryptedData></encryption>'
    )
    for others in (
        {"META-INF/rights.xml": "<rights/>"},
        {"META-INF/license.lcpl": "{}"},
        {"META-INF/encryption.xml": encryption.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")},
    ):
        with pytest.raises(ParseError, match="copy-protected"):
            parse(epub({"a.xhtml": "<p>text</p>"}, others=others))
    fonts = {"META-INF/encryption.xml": encryption.format("http://www.idpf.org/2008/embedding")}
    assert parse(epub({"a.xhtml": "<p>text</p>"}, others=fonts)).text == "text"
    locked = bytearray(whole)
    for found in re.finditer(rb"PK\x01\x02", whole):
        locked[found.start() + 8] |= 1
    with pytest.raises(ParseError, match="encrypted"):
        parse(bytes(locked))


@given(st.data())
def test_no_change_of_bytes_makes_it_fail_in_another_way(data: st.DataObject) -> None:
    sample = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(sample) - 1))
        length = data.draw(st.sampled_from((0, 1, 1, 1, 4, 50)))
        sample[place : place + length] = data.draw(st.binary(max_size=4))
    try:
        document = parse(bytes(sample))
    except ParseError:
        return
    for mark in document.marks:
        assert 0 <= mark.start < mark.end <= len(document.text)


@given(st.text("<>/&;#x0a1\"'=-!?[] \x00\ud800é") | st.text(), st.booleans())
def test_no_chapter_makes_it_fail(chapter: str, wrapped: bool) -> None:
    body = f"<html><body>{chapter}</body></html>" if wrapped else chapter
    parse(epub({"a.xhtml": body.encode("utf-8", "surrogatepass"), "b.xhtml": "<p>text</p>"}))


SAMPLE = zipped(
    {
        "META-INF/container.xml": '<container><rootfile full-path="b.opf"/></container>',
        "b.opf": opf(["nav.xhtml", "a.xhtml", "c.xhtml", "i.png"]),
        "nav.xhtml": nav('<li><a href="a.xhtml">A</a><ol><li><a href="c.xhtml#n">B</a></li></ol></li>'),
        "a.xhtml": '<html><body><h1>A</h1><p>x<a href="c.xhtml#n">1</a></p><img src="i.png"/></body></html>',
        "c.xhtml": '<html><body><p id="n"><a href="a.xhtml">1</a> y</p></body></html>',
        "i.png": PNG,
    },
    zipfile.ZIP_STORED,
)


# Real books

BOOKS = sorted((SHARED / "corpora" / "epub").glob("*.epub"))


def told(book: zipfile.ZipFile) -> tuple[str, list[str], list[tuple[int, str, str]]]:
    """A book's title, chapters and table of contents (levels, titles, places), read in the plainest way."""
    from lxml import etree

    def tree(name: str) -> etree._Element:
        return etree.fromstring(book.read(name))

    def place(base: str, href: str) -> str:
        path, sharp, fragment = href.partition("#")
        return normpath(join(dirname(base), unquote(path))) + sharp + unquote(fragment)

    container = tree("META-INF/container.xml")
    path = str(container.xpath("string(//*[local-name()='rootfile']/@full-path)"))
    package = tree(path)
    title = " ".join(str(package.xpath("string(//*[local-name()='title'][1])")).split())
    files = {
        str(item.get("id")): place(path, str(item.get("href")))
        for item in package.xpath("//*[local-name()='item']")
    }
    contents: list[tuple[int, str, str]] = []
    named = package.xpath("//*[local-name()='item'][contains(@properties, 'nav')]/@id")
    spine = [
        files[str(ref.get("idref"))]
        for ref in package.xpath("//*[local-name()='itemref']")
        if ref.get("linear") != "no" or ref.get("idref") not in named
    ]
    if named:
        document = files[str(named[0])]
        for link in tree(document).xpath("//*[local-name()='nav'][@*[local-name()='type']='toc']//*[@href]"):
            level = int(link.xpath("count(ancestor::*[local-name()='li'])"))
            contents.append(
                (level, " ".join(link.xpath("string()").split()), place(document, str(link.get("href"))))
            )
    else:
        document = files[str(package.xpath("string(//*[local-name()='spine']/@toc)"))]
        for point in tree(document).xpath("//*[local-name()='navPoint']"):
            level = int(point.xpath("count(ancestor-or-self::*[local-name()='navPoint'])"))
            label = point.xpath("string(*[local-name()='navLabel'])")
            contents.append(
                (level, label.strip(), place(document, point.xpath("string(*[local-name()='content']/@src)")))
            )
    return title, spine, contents


@pytest.mark.skipif(not BOOKS, reason="the books to test with are not beside this checkout")
def test_real_books_have_the_titles_chapters_and_contents_that_they_say() -> None:
    for path in BOOKS:
        data = path.read_bytes()
        document = parse(data)
        with zipfile.ZipFile(BytesIO(data)) as book:
            title, spine, contents = told(book)
        assert document.title == title
        places = {anchor.name: anchor.offset for anchor in document.anchors}
        assert set(spine) <= places.keys(), path.name
        assert all(not notice for notice in document.notices), (path.name, document.notices)
        told_of = [each for each in contents if each[2].partition("#")[0] in spine]
        assert len(told_of) >= 0.99 * len(contents)
        levels = {(section.start, section.level) for section in document.outline}
        for level, heading, place in told_of:
            start = places[place]
            near = [at for at, depth in levels if depth == min(6, level) and -100 <= at - start <= 400]
            assert near, (path.name, heading)
        assert len(document.outline) >= len(told_of)
        names = places.keys()
        assert all(mark.target in names for mark in document.marks if mark.kind == "footnote")
        inside = [mark for mark in document.marks if mark.kind == "link" and mark.target.startswith("#")]
        assert all(mark.target[1:] in names for mark in inside)


# Captions of EPUB 2, which has no element for them


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="figure"><img src="m.png" alt="The map"/><p class="caption">The map</p></div>',
        '<p><img src="m.png" alt="The  map"/></p><p class="caption">The map</p>',
        '<figure><img src="m.png" alt="The map"/><figcaption>The map</figcaption></figure>',
    ],
)
def test_a_caption_that_says_what_the_picture_s_description_says_is_enough(markup: str) -> None:
    document = parse(epub({"a.xhtml": f"<p>Before.</p>{markup}"} | {"m.png": PNG}))
    assert document.text == "Before.\n\n[image]\n\nThe map"
    assert document.leaves[-1].kind == "caption"


def test_a_caption_that_says_more_leaves_the_description() -> None:
    markup = '<div class="figure"><img src="m.png" alt="A map"/><p class="caption">The bay.</p></div>'
    assert parse(epub({"a.xhtml": markup, "m.png": PNG})).text == "[image: A map]\n\nThe bay."


def test_what_is_called_a_caption_but_has_no_picture_over_it_is_a_paragraph() -> None:
    document = parse(epub({"a.xhtml": '<p>Before.</p><p class="caption">The bay.</p>'}))
    assert [block.kind for block in document.leaves] == ["paragraph", "paragraph"]
