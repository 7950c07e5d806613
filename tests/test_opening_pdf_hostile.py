"""PDFs that are turned, hidden, pictures only, locked or broken open, or say why they do not."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2")

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.opening import LockedError, Options, ParseError, PasswordNeeded, open_bytes, pdf
from reader.opening.pdf import parse
from tests.pdf_documents import (
    HARBOUR,
    LEFT,
    NARROW,
    PIANO,
    RIGHT,
    WIDOW,
    book_with_heads,
    headings,
    read,
    texts,
)
from tests.pdf_writer import Book, Page, Words, column, pages, written

# What is turned, hidden, or unseen


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_reads_the_same(rotation: int) -> None:
    words = column(HARBOUR, LEFT, 700, NARROW) + column(PIANO, RIGHT, 700, NARROW)
    assert texts(read([Page(words, rotation)])) == [HARBOUR, PIANO]


def test_text_in_a_size_below_nothing_stands_on_its_head() -> None:
    words = [Words("This is a longer text,", 400, 492, -10), Words("and it stands well.", 400, 504, -10)]
    assert texts(read([Page(words, 180)])) == ["This is a longer text, and it stands well."]


def test_what_is_the_same_on_all_pages_is_read_where_there_is_nothing_else() -> None:
    assert set(texts(read(pages(*[[Words("The harbour froze.", LEFT, 700)]] * 4)))) == {"The harbour froze."}


def test_words_up_the_margin_follow_the_page_text() -> None:
    margin = Words("Archive 1901 of the harbour", 20, 300, 14, turned=True)
    document = read(pages([margin, *column(HARBOUR, LEFT, 700, 400)]))
    assert texts(document) == [HARBOUR, margin.text]
    assert not headings(document)


def test_words_that_nobody_sees_are_left_out_with_a_notice() -> None:
    words = [Words("tiny", LEFT, 650, 0.4), Words("beside the page", 700, 650)]
    document = read(pages(column(HARBOUR, LEFT, 700, 400) + words))
    assert texts(document) == [HARBOUR]
    assert any("hide" in notice for notice in document.notices)


def test_the_invisible_text_over_a_scan_is_its_text() -> None:
    words = [Words(each.text, each.x, each.y, mode=3) for each in column(HARBOUR, LEFT, 700, 400)]
    assert texts(read(pages(words))) == [HARBOUR]


# What cannot be read

SCAN = b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q\n"


def test_pictures_without_text_say_so() -> None:
    with pytest.raises(ParseError, match="pages are pictures; ocrmypdf"):
        read([Page(drawing=SCAN)])


def test_pictures_among_text_are_told_of() -> None:
    document = read([*pages(column(HARBOUR, LEFT, 700, 400)), Page(drawing=SCAN), Page(drawing=SCAN)])
    assert document.notices == ("Pages 2–3 held pictures and no text.",)


def test_empty_pages_say_so() -> None:
    with pytest.raises(ParseError, match="nothing on its pages"):
        read([Page()])


def test_a_file_without_pages_says_so() -> None:
    with pytest.raises(ParseError, match=r"no pages|damaged"):
        read([])


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"plain words", b"%PDF-1.7\n" + bytes(5000)])
def test_what_is_no_pdf_says_so(data: bytes) -> None:
    with pytest.raises(ParseError, match="damaged, or no PDF"):
        parse(data, "x")


def test_an_encrypted_file_is_opened_with_the_password_that_is_given() -> None:
    book = Book(pages(column(HARBOUR, LEFT, 700, 400)), password="gull")
    with pytest.raises(LockedError, match="asks for its password"):
        open_bytes(written(book), source="/a.pdf")
    document = open_bytes(written(book), source="/a.pdf", options=Options(password="gull"))
    assert document.text.startswith(HARBOUR[:9])


def test_an_encrypted_file_asks_for_its_password() -> None:
    book = Book(pages(column(HARBOUR, LEFT, 700, 400)), facts={"Title": "Nine Days"}, password="gull")
    with pytest.raises(PasswordNeeded, match="asks for its password"):
        read(book)
    with pytest.raises(PasswordNeeded, match="another"):
        read(book, "tern")
    document = read(book, "gull")
    assert (document.title, texts(document)) == ("Nine Days", [HARBOUR])


def test_pages_beyond_the_limit_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    document = read(pages(*(column(text, LEFT, 700, 400) for text in (HARBOUR, PIANO, WIDOW))))
    assert texts(document) == [HARBOUR, PIANO]
    assert document.notices == ("Only the first 2 of 3 pages were read.",)


SAMPLE = written(
    Book(book_with_heads(3), facts={"Title": "Nine Days"}, outline=[("Winter", 0)], labels="0 << /S /r >>")
)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=4)), max_size=12),
    st.integers(0, len(SAMPLE)),
)
def test_a_damaged_file_opens_or_says_why_it_does_not(changes: list[tuple[int, bytes]], end: int) -> None:
    data = bytearray(SAMPLE)
    for place, change in changes:
        data[place : place + len(change)] = change
    for damaged in (bytes(data), bytes(data[:end])):
        try:
            document = parse(damaged, "x")
        except ParseError:
            continue
        assert document.text.strip() == document.text
        assert all(0 <= block.start < block.end <= len(document.text) for block in document.blocks)


@given(
    st.lists(
        st.builds(
            Words,
            st.text("ab 1-.•*é", min_size=1, max_size=30),
            st.floats(-50, 650),
            st.floats(-50, 850),
            st.sampled_from([1, 6, 9, 10, 10, 10, 14, 40]),
            st.sampled_from(["roman", "bold", "italic", "mono"]),
            turned=st.booleans(),
        ),
        max_size=40,
    ),
    st.sampled_from([0, 90]),
)
def test_words_anywhere_make_a_document(words: list[Words], rotation: int) -> None:
    try:
        document = read([Page([Words("Aye", 100, 100), *words], rotation)] * 3)
    except ParseError:
        return
    spans = [(block.start, block.end) for block in document.leaves]
    assert spans == sorted(spans)
    assert all(0 <= mark.start < mark.end <= len(document.text) for mark in document.marks)
