"""What the tests of PDFs share: texts, and what is looked at in a document."""

from __future__ import annotations

from reader.document import Document
from reader.opening.pdf import parse
from tests.pdf_writer import Book, Page, Words, column, pages, written

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


def lines(*rows: str, top: float = 700) -> list[Words]:
    return [Words(row, LEFT, top - 12 * number) for number, row in enumerate(rows)]


def book_with_heads(count: int = 6) -> list[Page]:
    contents = []
    for number in range(count):
        head = Words("A Piano for the School" if number % 2 else "The Frozen Harbour", 200, 770, 8)
        foot = Words(str(number + 11), 300, 30, 8)
        contents.append(
            [head, *column(f"Part {'abcdefghij'[number]} of it. {HARBOUR}", LEFT, 700, 400), foot]
        )
    return pages(*contents)
