"""PDFs read as one text: columns in order, paragraphs whole, and nothing of the page's furniture."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pypdfium2")

from reader.document import Document
from reader.opening import ParseError, pdf
from reader.opening.pdf import PasswordNeeded, parse
from tests.conftest import SHARED
from tests.pdf_writer import Book, Page, Words, column, pages, written

CORPUS = SHARED / "corpora" / "pdf"
HARBOUR = (
    "The harbour froze in the first week of January, and for nine days nothing moved in it but the gulls. "
    "On the tenth a tug came through from the sea, breaking the ice as it came, and behind the tug came "
    "the mail boat with six sacks of letters and a piano for the school."
)
PIANO = (
    "Nobody could play it. The schoolmaster, who had ordered it in a hopeful hour, read the instructions "
    "twice and then went to ask the widow at the lighthouse, who had been taught as a girl and had not "
    "touched a key since the night of the great storm."
)
WIDOW = (
    "She came on a Sunday with her gloves on, and sat before it for a while as one sits before a letter "
    "from a stranger. Then she took the gloves off and played a hymn that most of them knew, slowly and "
    "with wrong notes in the left hand, and nobody in the room looked at anybody else until it was over."
)
LEFT, RIGHT, NARROW = 50, 310, 240


def read(book: Book | list[Page], password: str | None = None) -> Document:
    return parse(written(book), "The name", password=password)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [
        (block.kind, document.marker(block) + document.text[block.start : block.end])
        for block in document.leaves
    ]


def texts(document: Document) -> list[str]:
    return [text for _, text in blocks(document)]


def headings(document: Document) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in document.outline]


def marked(document: Document, kind: str) -> list[tuple[str, str]]:
    return [
        (document.text[mark.start : mark.end], mark.target) for mark in document.marks if mark.kind == kind
    ]


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


def lines(*rows: str, top: float = 700) -> list[Words]:
    return [Words(row, LEFT, top - 12 * number) for number, row in enumerate(rows)]


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


def book_with_heads(count: int = 6) -> list[Page]:
    contents = []
    for number in range(count):
        head = Words("A Piano for the School" if number % 2 else "The Frozen Harbour", 200, 770, 8)
        foot = Words(str(number + 11), 300, 30, 8)
        contents.append(
            [head, *column(f"Part {'abcdefghij'[number]} of it. {HARBOUR}", LEFT, 700, 400), foot]
        )
    return pages(*contents)


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
