from reader.document import Anchor, Block, Document, Mark, Span
from reader.exchange.citation import cited
from reader.exchange.quoting import quoted

TEXT = "One *two* three.\n\nIt rained here."
DOC = Document(
    TEXT,
    (Block("paragraph", 0, 16), Block("paragraph", 18, len(TEXT))),
    (Mark("strong", 0, 3), Mark("link", 10, 15, "/x (y)"), Mark("link", 18, 20, "#top")),
    title="The [Harbour]",
    author="Ann Ames",
    site="The Post",
    date="2021-05-03",
    source="https://example.org/a",
    pages=(Anchor("12", 0), Anchor("13", 18)),
)


def test_a_citation_has_the_words_the_speaker_and_the_source() -> None:
    assert cited(DOC, "It rained", Span(18, 27), "Ben Bell") == (
        "“It rained” — Ben Bell, in Ann Ames, “The [Harbour]”, The Post, 3 May 2021, p. 13, "
        "https://example.org/a"
    )


def test_what_is_unknown_is_left_out_of_a_citation() -> None:
    plain = Document("Words.", (Block("paragraph", 0, 6),), title="Notes", source="/home/x/notes.txt")
    assert cited(plain, "Words.", Span(0, 6)) == "“Words.” — “Notes”"


def test_a_quotation_gets_no_second_marks_but_words_round_one_do() -> None:
    plain = Document("x", (Block("paragraph", 0, 1),), title="T")
    assert cited(plain, "“We waited.”").startswith("“We waited.” —")
    assert cited(plain, "“We” and “they”").startswith("“‘We’ and ‘they’” —")


def test_a_passage_over_two_pages_names_both() -> None:
    assert "pp. 12–13" in cited(DOC, TEXT, Span(0, len(TEXT)))


def test_markdown_keeps_links_and_emphasis_and_escapes_the_rest() -> None:
    assert quoted(DOC, Span(0, len(TEXT))) == (
        "> **One** \\*two\\* [three](https://example.org/x%20%28y%29).\n>\n> It rained here.\n>\n"
        "> — Ann Ames, [The \\[Harbour\\]](https://example.org/a), The Post, 3 May 2021, pp. 12–13\n"
    )


def test_a_part_of_a_link_is_a_link() -> None:
    assert quoted(DOC, Span(10, 13)).startswith("> [thr](https://example.org/x%20%28y%29)\n")


def test_lists_and_headings_and_code_stay_what_they_are() -> None:
    text = "Things\n\n• one\n1. two\n\nx = 1\ny = 2"
    blocks = (
        Block("heading", 0, 6, 2),
        Block("list_item", 10, 13, 1),
        Block("list_item", 17, 20, 2),
        Block("code", 22, 33),
    )
    document = Document(text, blocks, title="T")
    assert quoted(document, Span(0, len(text))).split("\n")[:9] == [
        "> **Things**",
        ">",
        "> - one",
        ">    1. two",
        ">",
        "> ```",
        "> x = 1",
        "> y = 2",
        "> ```",
    ]


def test_a_part_of_a_table_is_a_table() -> None:
    text = "a\tb\tc\nd\t\te|f"
    spots = ((0, 1, 1), (2, 3, 1), (4, 5, 1), (6, 7, 2), (9, 12, 2))
    cells = tuple(Block("cell", start, end, row) for start, end, row in spots)
    document = Document(text, (Block("table", 0, 12), *cells), title="T")
    assert quoted(document, Span(2, 12)).split("\n")[:3] == [
        "> |  | b | c |",
        "> |---|---|---|",
        "> | d |  | e\\|f |",
    ]
    assert quoted(document, Span(2, 3)).startswith("> b\n")
