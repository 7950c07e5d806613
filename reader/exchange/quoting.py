"""A passage as a quotation in Markdown: its links, emphasis, lists and tables kept, its source below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from urllib.parse import urljoin

from reader.document import Block, Document, Mark, Span
from reader.exchange.citation import linked, source
from reader.exchange.markdown import passage

_AROUND = {"emphasis": "*", "strong": "**", "strike": "~~"}
"""What Markdown puts round marked text."""

_WEB = ("http://", "https://", "mailto:")


def quoted(document: Document, span: Span, speaker: str = "") -> str:
    """A passage as a block quotation, and where it is from.

    Args:
        document: What the passage is of.
        span: Where it stands.
        speaker: Who says it, if not the writer.
    """
    parts = [*_blocks(document, span), f"— {source(document, span, speaker, markdown=True)}"]
    lines = "\n\n".join(parts).split("\n")
    return "\n".join(f"> {each}" if each else ">" for each in lines) + "\n"


def _blocks(document: Document, span: Span) -> Iterator[str]:
    """The parts of a passage, to be parted by empty lines."""
    first = max(0, document.leaf_index_at(span.start))
    held = [block for block in document.leaves[first:] if block.start < span.end and block.end > span.start]

    def kind(block: Block) -> str:
        return block.kind if block.kind in ("list_item", "cell") else str(block.start)

    for _, group in groupby(held, key=kind):
        blocks = list(group)
        if blocks[0].kind == "cell" and len(blocks) > 1:
            yield _table(document, blocks, span)
        elif blocks[0].kind == "list_item" and len(blocks) > 1:
            yield "\n".join(_item(document, block, span) for block in blocks)
        else:
            yield _block(document, blocks[0], span)


def _block(document: Document, block: Block, span: Span) -> str:
    start, end = max(block.start, span.start), min(block.end, span.end)
    if block.kind == "code":
        code = document.text[start:end]
        fence = "`" * 3
        while fence in code:
            fence += "`"
        return f"{fence}\n{code}\n{fence}"
    words = _inline(document, start, end)
    return f"**{words}**" if block.kind == "heading" and words else words


def _item(document: Document, block: Block, span: Span) -> str:
    marker = document.marker(block).strip("> ")
    number = marker.rstrip(".)")
    sign = f"{number}." if number.isdecimal() and number.isascii() else "-"
    words = _block(document, block, span)
    return f"{'   ' * (max(1, block.level) - 1)}{sign} {words}"


def _table(document: Document, cells: Sequence[Block], span: Span) -> str:
    """Cells as a table, whose first row heads it, as Markdown knows no other."""
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.level)]
    places = [[document.marker(cell).count("\t") for cell in row] for row in rows]
    least, most = min(map(min, places)), max(map(max, places))
    lines = []
    for row, columns in zip(rows, places, strict=True):
        words = {at: _block(document, cell, span) for at, cell in zip(columns, row, strict=True)}
        filled = (words.get(at, "").replace("\\\n", "<br>") for at in range(least, most + 1))
        lines.append(f"| {' | '.join(filled)} |")
    lines.insert(1, "|" + "---|" * (most - least + 1))
    return "\n".join(lines)


def _inline(document: Document, start: int, end: int) -> str:
    """A stretch of a block with its links and its emphasis."""
    marks = [mark for mark in document.marks if mark.start < end and mark.end > start]
    edges = {max(start, min(edge, end)) for mark in marks for edge in (mark.start, mark.end)}
    pieces = [Span(*ends) for ends in pairwise(sorted({start, end} | edges))]

    def address(piece: Span) -> str:
        links = (mark for mark in marks if mark.kind == "link" and mark.start <= piece.start < mark.end)
        return next((_absolute(document, mark) for mark in links), "")

    found = []
    for link, group in groupby(pieces, key=address):
        words = "".join(_piece(document, piece, marks) for piece in group)
        bare = words.strip()
        found.append(words.replace(bare, linked(bare, link)) if link and bare else words)
    return "".join(found)


def _piece(document: Document, piece: Span, marks: Sequence[Mark]) -> str:
    """A stretch over which no mark begins or ends; the space at its ends stays outside the signs."""
    text = document.text[piece.start : piece.end]
    bare = text.strip()
    if not bare:
        return " " if text else ""
    before, after = text[: text.index(bare[0])], text[len(text.rstrip()) :]
    kinds = {mark.kind for mark in marks if mark.start <= piece.start < mark.end}
    is_code = "code" in kinds and "`" not in bare and "\n" not in bare
    words = f"`{bare}`" if is_code else passage(bare)
    for kind, sign in _AROUND.items():
        if kind in kinds:
            words = f"{sign}{words}{sign}"
    return (" " if before else "") + words + (" " if after else "")


def _absolute(document: Document, mark: Mark) -> str:
    """A link's address where it leads out of the document, else nothing."""
    target = mark.target
    if document.source.startswith(_WEB[:2]) and not target.startswith("#"):
        target = urljoin(document.source, target)
    return target if target.startswith(_WEB) else ""
