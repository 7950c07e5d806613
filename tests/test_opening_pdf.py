"""PDFs read as one text: columns in order, paragraphs whole, and nothing of the page's furniture."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2")

from pathlib import Path

from reader.document import Document
from reader.opening.pdf import parse
from tests.conftest import SHARED
from tests.pdf_documents import (
    HARBOUR,
    LEFT,
    NARROW,
    PIANO,
    RIGHT,
    WIDOW,
    blocks,
    book_with_heads,
    headings,
    lines,
    marked,
    read,
    texts,
)
from tests.pdf_writer import Book, Page, Words, column, pages

CORPUS = SHARED / "corpora" / "pdf"

# Lines, columns, pages


def test_lines_become_a_paragraph() -> None:
    assert texts(read(pages(column(HARBOUR, LEFT, 700, 400)))) == [HARBOUR]


def test_two_columns_are_read_one_after_the_other() -> None:
    document = read(pages(column(HARBOUR, LEFT, 700, NARROW) + column(PIANO, RIGHT, 700, NARROW)))
    assert texts(document) == [HARBOUR, PIANO]


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    words = column(HARBOUR, LEFT, 700, NARROW) + column(PIANO, RIGHT, 700, NARROW)
    document = read(pages(sorted(words, key=lambda each: (-each.y, each.x))))
    assert texts(document) == [HARBOUR, PIANO]


def test_three_columns_are_read_one_after_the_other() -> None:
    columns = [
        words
        for number, text in enumerate((HARBOUR, PIANO, WIDOW))
        for words in column(text, 40 + 180 * number, 700, 160)
    ]
    assert texts(read(pages(columns))) == [HARBOUR, PIANO, WIDOW]


def test_a_title_over_two_columns_comes_first() -> None:
    title = Words("A Piano for the School in the Harbour", 120, 760, 18, "bold")
    document = read(pages([*column(HARBOUR, LEFT, 700, NARROW), *column(PIANO, RIGHT, 700, NARROW), title]))
    assert blocks(document)[0] == ("heading", title.text)
    assert texts(document)[1:] == [HARBOUR, PIANO]


def test_the_last_short_line_over_two_columns_stays_with_its_paragraph() -> None:
    lead = column(HARBOUR, LEFT, 740, 500)
    below = lead[-1].y - 30
    document = read(pages(lead + column(PIANO, LEFT, below, NARROW) + column(WIDOW, RIGHT, below, NARROW)))
    assert texts(document) == [HARBOUR, PIANO, WIDOW]


def test_a_figure_beside_a_column_does_not_mix_with_it() -> None:
    first = pages(column(HARBOUR, LEFT, 700, NARROW) + column(PIANO, RIGHT, 700, NARROW))
    labels = [
        Words(label, 330 + 20 * n, 690 - 17 * n, 8) for n, label in enumerate(("Tug", "Sea", "Ice", "Quay"))
    ]
    second = pages(column(WIDOW, LEFT, 700, NARROW) + labels)
    assert WIDOW in texts(read([*first, *first, *second]))


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    rows = column(HARBOUR, LEFT, 700, NARROW)
    moved = [Words(row.text, RIGHT, 700 - 12 * n, 10, "roman", row.spacing) for n, row in enumerate(rows[3:])]
    document = read(pages(rows[:3] + moved + column(PIANO, RIGHT, 600, NARROW)))
    assert texts(document) == [HARBOUR, PIANO]


def test_a_paragraph_goes_on_on_the_next_page_and_belongs_to_the_first() -> None:
    rows = column(HARBOUR, LEFT, 700, 400)
    rest = [Words(row.text, row.x, 700 - 12 * n, 10, "roman", row.spacing) for n, row in enumerate(rows[2:])]
    document = read(pages(rows[:2], rest + column(PIANO, LEFT, 600, 400)))
    assert texts(document) == [HARBOUR, PIANO]
    assert [(page.name, page.offset) for page in document.pages] == [("1", 0), ("2", len(HARBOUR) + 2)]
    [second] = [anchor.offset for anchor in document.anchors if anchor.name == "page-2"]
    assert document.text[:second].strip() == " ".join(row.text for row in rows[:2])


def test_a_footnote_does_not_stand_in_a_sentence() -> None:
    rows = column(HARBOUR, LEFT, 700, 400)
    note = Words("* The tug was the Hilda.", LEFT, 100, 7)
    rest = [Words(row.text, row.x, 700 - 12 * n, 10, "roman", row.spacing) for n, row in enumerate(rows[2:])]
    document = read(pages([*rows[:2], note], rest))
    assert blocks(document) == [("paragraph", HARBOUR), ("footnote", note.text)]


def test_paragraphs_are_parted_by_indented_lines() -> None:
    first = column(HARBOUR, LEFT, 700, 400, indent=3)
    second = column(PIANO, LEFT, first[-1].y - 12, 400, indent=3)
    assert texts(read(pages(first + second))) == [HARBOUR, PIANO]


def test_paragraphs_are_parted_by_gaps() -> None:
    first = column(HARBOUR, LEFT, 700, 400)
    assert texts(read(pages(first + column(PIANO, LEFT, first[-1].y - 24, 400)))) == [HARBOUR, PIANO]


# Words


def test_a_hyphen_at_a_line_end_is_taken_out_where_the_word_goes_on() -> None:
    document = read(pages(lines("It was a most unlikely instru-", "ment for a school in winter.")))
    assert texts(document) == ["It was a most unlikely instrument for a school in winter."]


def test_a_hyphen_that_the_document_writes_elsewhere_stays() -> None:
    document = read(
        pages(
            lines(
                "The old lighthouse is an ice-bound place, say all the wise.",
                "Nobody who knows of any ice-",
                "bound place doubts it.",
            )
        )
    )
    assert texts(document) == [
        "The old lighthouse is an ice-bound place, say all the wise. "
        "Nobody who knows of any ice-bound place doubts it."
    ]


def test_a_hyphen_before_a_capital_or_a_number_stays() -> None:
    document = read(
        pages(lines("They spoke of the winter of 1901-", "1902, and of the Anglo-", "Norse company."))
    )
    assert texts(document) == ["They spoke of the winter of 1901-1902, and of the Anglo-Norse company."]


def test_ligatures_are_taken_apart() -> None:
    document = read(
        Book(pages([Words("The \x01rst of\x02ce", LEFT, 700)]), characters={1: "\ufb01", 2: "\ufb01"})
    )
    assert texts(document) == ["The first offi" + "ce"]


def test_control_characters_from_a_map_are_harmless_and_break_no_word() -> None:
    book = Book(pages([Words("ab#cd$ef", LEFT, 700)]), characters={ord("#"): "\x1b", ord("$"): "\x9b"})
    document = read(book)
    assert "\x1b" not in document.text
    assert "\x9b" not in document.text
    assert len(document.text.split()) == 1


def test_an_accent_drawn_over_a_letter_joins_it() -> None:
    start = Words("caf", 50, 700)
    at = start.x + start.width
    words = [start, Words("´", at, 700), Words("e", at, 700), Words("closed", at + 10, 700)]
    assert texts(read(pages(words))) == ["café closed"]


def test_raised_numbers_stay_apart_from_their_words() -> None:
    start = Words("It weighed 10", 50, 700)
    at = start.x + start.width
    words = [start, Words("6", at, 704, 6), Words("grains.", at + 7, 700)]
    assert texts(read(pages(words))) == ["It weighed 10⁶ grains."]


def test_a_large_initial_belongs_to_its_word() -> None:
    words = [
        Words("T", 50, 688, 28),
        Words("he harbour froze in the first week", 66, 700),
        Words("of January, and for nine days nothing", 66, 688),
        Words("moved in it but the gulls in the air.", 50, 676),
    ]
    assert texts(read(pages(words))) == [
        "The harbour froze in the first week of January, and for nine days nothing "
        "moved in it but the gulls in the air."
    ]


def test_bold_and_italic_words_are_marked() -> None:
    words = [
        Words("a", 50, 700),
        Words("heavy", 60, 700, font="bold"),
        Words("and", 90, 700),
        Words("slanted", 110, 700, font="italic"),
        Words("word", 150, 700),
    ]
    document = read(pages(words))
    assert marked(document, "strong") == [("heavy", "")]
    assert marked(document, "emphasis") == [("slanted", "")]


# Furniture


def test_running_heads_and_page_numbers_are_dropped() -> None:
    document = read(book_with_heads())
    assert texts(document) == [f"Part {'abcdefghij'[number]} of it. {HARBOUR}" for number in range(6)]


def test_printed_numbers_name_the_pages() -> None:
    assert [page.name for page in read(book_with_heads()).pages] == ["11", "12", "13", "14", "15", "16"]


def test_page_labels_of_the_file_name_the_pages() -> None:
    document = read(Book(book_with_heads(), labels="0 << /S /r >> 2 << /S /D >>"))
    assert [page.name for page in document.pages] == ["i", "ii", "1", "2", "3", "4"]


def test_a_sentence_that_stands_on_one_page_only_is_no_head() -> None:
    contents = book_with_heads()
    contents[3] = Page([Words("He never came back to the harbour.", LEFT, 740), *contents[3].words])
    assert "He never came back to the harbour." in texts(read(contents))


def test_numbers_in_the_text_are_no_page_numbers() -> None:
    document = read(
        pages(
            *([Words(f"In all there were {number * 7}.", LEFT, 700 - 40 * number)] for number in range(1, 4))
        )
    )
    assert texts(document) == ["In all there were 7.", "In all there were 14.", "In all there were 21."]


# Files that people made


def sample(name: str) -> Document:
    found = sorted(CORPUS.glob(name)) if CORPUS.is_dir() else []
    if not found:
        pytest.skip("the PDFs to test with are not beside this checkout")
    return parse(Path(found[0]).read_bytes(), "x")


def test_a_two_column_paper_of_latex() -> None:
    document = sample("pypdf-026-*")
    assert headings(document)[0] == (1, "Two-Column Document with Lorem Ipsum")
    paragraphs = [text for kind, text in blocks(document) if kind == "paragraph" and len(text) > 300]
    assert all(text[0].isupper() and text.endswith(".") for text in paragraphs)
    assert "\u00ad" not in document.text


def test_a_book_with_an_outline() -> None:
    document = sample("pypdf-009-*")
    assert document.title == "Geometrie und Topologie"
    named = {title for _, title in headings(document)}
    assert {"1 Topologische Grundbegriffe", "1.1 Topologische Räume", "5.3 Gauß-Krümmung"} <= named
    assert len(document.pages) > 100
