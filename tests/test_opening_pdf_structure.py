"""PDFs have headings, lists, tables, notes and links, though the file says only what is drawn where."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2")

from tests.pdf_documents import (
    HARBOUR,
    LEFT,
    NARROW,
    PIANO,
    RIGHT,
    WIDOW,
    blocks,
    headings,
    lines,
    marked,
    read,
    texts,
)
from tests.pdf_writer import Book, Page, Words, column, pages

# Structure


def test_larger_and_heavier_lines_are_headings_of_levels() -> None:
    document = read(
        pages(
            [
                Words("The Frozen Harbour", LEFT, 760, 20, "bold"),
                *column(HARBOUR, LEFT, 730, 400),
                Words("The Music", LEFT, 640, 14, "bold"),
                *column(PIANO, LEFT, 620, 400),
                Words("On Sunday", LEFT, 540, 10, "bold"),
                *column(WIDOW, LEFT, 525, 400),
                Words("The Thaw", LEFT, 430, 14, "bold"),
                *column(HARBOUR, LEFT, 410, 400),
            ]
        )
    )
    assert headings(document) == [
        (1, "The Frozen Harbour"),
        (2, "The Music"),
        (3, "On Sunday"),
        (2, "The Thaw"),
    ]
    assert document.title == "The Frozen Harbour"


def test_numbers_say_the_levels_of_headings() -> None:
    document = read(
        pages(
            [
                Words("1 Winter", LEFT, 740, 12, "bold"),
                *column(HARBOUR, LEFT, 720, 400),
                Words("1.1 Music", LEFT, 640, 12, "bold"),
                *column(PIANO, LEFT, 620, 400),
                Words("2 Spring", LEFT, 540, 12, "bold"),
                *column(WIDOW, LEFT, 520, 400),
            ]
        )
    )
    assert headings(document) == [(1, "1 Winter"), (2, "1.1 Music"), (1, "2 Spring")]


def test_the_outline_decides_what_is_a_heading() -> None:
    content = pages(
        [
            Words("Winter", LEFT, 740),
            *column(HARBOUR, LEFT, 720, 400),
            Words("LOUD WORDS", LEFT, 640, 10, "bold"),
            *column(PIANO, LEFT, 625, 400),
        ],
        [Words("Spring", LEFT, 740), *column(WIDOW, LEFT, 720, 400)],
    )
    document = read(Book(content, outline=[("Winter", 0), ("Spring", 1)]))
    assert headings(document) == [(1, "Winter"), (1, "Spring")]


def test_an_outline_that_names_nothing_of_the_text_decides_nothing() -> None:
    content = [Words("The Music", LEFT, 740, 14, "bold"), *column(PIANO, LEFT, 720, 400)]
    document = read(Book(pages(content), outline=[("xyz", 0), ("Page 7", 0)]))
    assert headings(document) == [(1, "The Music")]


def test_items_with_bullets_and_numbers() -> None:
    document = read(
        pages(
            [
                *lines("They sent for:", "• six sacks of mail,", "• a piano."),
                *lines("Then came:", "1. the thaw,", "2. the spring.", top=600),
            ]
        )
    )
    assert blocks(document) == [
        ("paragraph", "They sent for:"),
        ("list_item", "• six sacks of mail,"),
        ("list_item", "• a piano."),
        ("paragraph", "Then came:"),
        ("list_item", "1. the thaw,"),
        ("list_item", "2. the spring."),
    ]


def test_items_under_items_are_deeper() -> None:
    words = [
        Words("• mail for the harbour,", LEFT, 700),
        Words("– six sacks of letters,", LEFT + 20, 686),
        Words("– two parcels,", LEFT + 20, 672),
        Words("• a piano.", LEFT, 658),
    ]
    document = read(pages(words))
    assert [(block.kind, block.level) for block in document.leaves] == [
        ("list_item", 1),
        ("list_item", 2),
        ("list_item", 2),
        ("list_item", 1),
    ]


def test_items_go_on_at_their_depth_in_the_next_column() -> None:
    items = [f"{number}. {text}" for number, text in enumerate((HARBOUR, PIANO, WIDOW, HARBOUR), 1)]
    hung = [column(text, LEFT + 20, 700 - 100 * n, NARROW) for n, text in enumerate(items[:2])]
    moved = [column(text, RIGHT, 700 - 100 * n, NARROW) for n, text in enumerate(items[2:])]
    document = read(pages(lines("They said:", top=715) + hung[0] + hung[1] + moved[0] + moved[1]))
    assert [block.level for block in document.leaves if block.kind == "list_item"] == [1, 1, 1, 1]


def test_the_rows_of_a_table_stay_together() -> None:
    cells = [
        ("Day", "Ice", "Boats"),
        ("Monday", "thick", "none"),
        ("Tuesday", "thin", "two"),
        ("Friday", "gone", "seven"),
    ]
    words = [
        Words(cell, 60 + 150 * x, 600 - 14 * y) for y, row in enumerate(cells) for x, cell in enumerate(row)
    ]
    document = read(pages(column(HARBOUR, LEFT, 700, 500) + words))
    [table] = [text for kind, text in blocks(document) if kind == "code"]
    assert [row.split() for row in table.split("\n")] == [list(row) for row in cells]
    assert len({row.index(cells[number][1]) for number, row in enumerate(table.split("\n"))}) == 1


def test_code_keeps_its_lines_and_their_indentation() -> None:
    rows = ["def thaw(ice):", "    while ice:", "        ice -= 1"]
    code = [
        Words(row.lstrip(), LEFT + 6 * (len(row) - len(row.lstrip())), 600 - 12 * y, font="mono")
        for y, row in enumerate(rows)
    ]
    document = read(pages(column(HARBOUR, LEFT, 700, 400) + code))
    assert ("code", "\n".join(rows)) in blocks(document)


def test_a_note_and_the_sign_that_refers_to_it() -> None:
    [first, *rest] = column(HARBOUR, LEFT, 700, 400)
    sign = Words("1", first.x + first.width + 0.5, 703, 6)
    notes = [Words("1", LEFT, 103, 5), Words("The coldest week of that year.", LEFT + 5, 100, 7)]
    document = read(pages([first, sign, *rest, *notes]))
    assert blocks(document)[-1] == ("footnote", "¹ The coldest week of that year.")
    [(text, target)] = marked(document, "footnote")
    assert text == "¹"
    [place] = [anchor.offset for anchor in document.anchors if anchor.name == target]
    assert document.text[place:].startswith("¹ The coldest")


def test_a_line_of_contents_is_read_without_its_dots() -> None:
    document = read(
        pages(lines("Winter . . . . . . . . . . . . . . . . 3", "Spring . . . . . . . . . . . . . . . 17"))
    )
    assert texts(document) == ["Winter … 3", "Spring … 17"]


def test_links_lead_to_addresses_and_to_pages() -> None:
    first = Page(
        [Words("Read more or turn over.", LEFT, 700)],
        links=[((50, 695, 95, 712), "https://example.org/a"), ((110, 695, 160, 712), 1)],
    )
    document = read([first, *pages(column(PIANO, LEFT, 700, 400))])
    assert marked(document, "link") == [("Read more", "https://example.org/a"), ("turn over.", "#page-2")]
    assert any(anchor.name == "page-2" for anchor in document.anchors)


def test_facts_of_the_file() -> None:
    facts = {"Title": "Nine Days", "Author": "A. Keeper", "CreationDate": "D:19010131120000Z"}
    document = read(Book(pages(column(HARBOUR, LEFT, 700, 400)), facts=facts))
    assert (document.title, document.author, document.date) == ("Nine Days", "A. Keeper", "1901-01-31")


@pytest.mark.parametrize(
    "title", ["", "harbour.dvi", "Microsoft Word - harbour final.doc", "untitled", "1234"]
)
def test_a_file_name_is_no_title(title: str) -> None:
    words = [Words("The Frozen Harbour", LEFT, 760, 20), *column(HARBOUR, LEFT, 730, 400)]
    assert read(Book(pages(words), facts={"Title": title})).title == "The Frozen Harbour"
