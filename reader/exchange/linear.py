"""A document as plain lines, for screen readers: what print tells by its look is told in words.

Each block is one line, so that it is read without a break, and each line says what it is.
Annotations and quotations follow the paragraph that they are in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.analysis.findings import Quotation
from reader.annotation import Annotation
from reader.document import Block, Document, day
from reader.page.tables import Table, column_of, tables
from reader.sanitise import line

_SAID = {"direct": "Quotation", "mixed": "Partly quoted", "indirect": "Reported"}


def linear(
    document: Document, annotations: Sequence[Annotation] = (), quotations: Sequence[Quotation] = ()
) -> Iterator[str]:
    """The lines of a document.

    Args:
        document: The document.
        annotations: What its reader made of it.
        quotations: Who says what in it.

    Yields:
        Lines without line breaks or characters that a terminal would obey.
    """
    yield f"Title: {line(document.title)}."
    for name, value in (
        ("Author", document.author),
        ("Published by", document.site),
        ("Date", day(document.date)),
    ):
        if value:
            yield f"{name}: {line(value)}."
    for notice in document.notices:
        yield f"Notice: {line(notice)}"
    here = [each for each in annotations if not each.orphan and each.kind != "document"]
    for each in annotations:
        if each not in here:
            yield from _annotation(each)
    said = list(quotations)
    for block, words in _blocks(document):
        yield words
        while said and said[0].start < block.end:
            yield _quotation(said.pop(0))
        while here and here[0].target.start < block.end:
            yield from _annotation(here.pop(0))
    yield f"End of {line(document.title)}."


def _blocks(document: Document) -> Iterator[tuple[Block, str]]:
    """The leaves, and for each its line."""
    quoted = [block for block in document.blocks if block.kind == "quotation"]
    known = {start: table for table in tables(document) for start in table.rows}
    table = None
    for block in document.leaves:
        text = line(" ".join(document.text[block.start : block.end].split()))
        if block.kind == "cell":
            table = known.get(block.start) or table
            yield block, f"{_cell(document, block, table)}: {text}"
            continue
        table = None
        words = f"{_name(document, block)}{text}"
        if any(each.start <= block.start and block.end <= each.end for each in quoted):
            words = f"Quoted: {words}"
        yield block, words


def _cell(document: Document, cell: Block, table: Table | None) -> str:
    """Where a cell stands: its row, and its column's heading or number."""
    at = column_of(document, cell)
    head = next((each for each in table.head if column_of(document, each) == at), None) if table else None
    if head is None or head == cell:
        return f"Row {cell.level}, column {at + 1}"
    return f"Row {cell.level}, {line(document.text[head.start : head.end])}"


def _name(document: Document, block: Block) -> str:
    """What a block is, in words, where it is not a mere paragraph."""
    marker = line(document.marker(block)).strip("> ").strip()
    match block.kind:
        case "heading":
            return f"Heading, level {block.level}: "
        case "list_item":
            return f"Item {marker} " if any(map(str.isalnum, marker)) else "Item: "
        case "footnote":
            return f"Note {marker} " if marker else "Note: "
        case "code":
            return "Code: "
        case "image":
            return ""  # its text says so itself
        case "caption":
            return "Caption: "
        case "rule":
            return "Line across the page. "
        case _:
            return ""


def _quotation(quotation: Quotation) -> str:
    speaker = line(quotation.speaker.name) if quotation.speaker else "somebody not named"
    return f"{_SAID.get(quotation.kind, 'Quotation')}, {speaker}: {line(quotation.text)}"


def _annotation(annotation: Annotation) -> Iterator[str]:
    passage = f": “{line(annotation.target.exact)}”" if annotation.target.exact else ""
    name = f"highlight, {annotation.colour}" if annotation.kind == "highlight" else annotation.kind
    if annotation.kind == "document":
        name = "note on the whole document"
    tags = f", tagged {', '.join(map(line, annotation.tags))}" if annotation.tags else ""
    place = ", its passage no longer in the text" if annotation.orphan else ""
    yield f"Your {name}{tags}{place}{passage}"
    for paragraph in filter(None, map(str.strip, annotation.note.splitlines())):
        yield f"Your note: {line(paragraph)}"
