"""The prose of a document, cut into passages that an engine can take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.analysis.parse import Passage
from reader.document import Block, BlockKind, Document

PROSE: frozenset[BlockKind] = frozenset({"heading", "paragraph", "list_item", "caption", "footnote", "cell"})
"""The blocks that hold prose; those inside a quotation or a table are among them."""

LONGEST = 10_000
"""How many code points a passage has at most; a longer block is cut at a space."""

_WHITE = re.compile(r"\s")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z .,/-]{2,30}(?:, [A-Z][\w.]*)*(?: \([^)]{2,30}\))?"  # WASHINGTON (AP)
    r"|[A-Z][\w .,]{2,30} \([A-Z][^)]{1,30}\))"  # London (Reuters)
    r" ?[–—-]{1,2} "
)
"""A place, with the agency in brackets, before a report: `WASHINGTON (AP) —`. It is read on its own."""

_SENTENCE_END = re.compile(r"[.!?][”\"’)]* (?=\S)")


def plain(text: str) -> str:
    """A text with white space of every sort as a plain space; no offset changes."""
    return _WHITE.sub(" ", text)


def cut(document: Document) -> tuple[Passage, ...]:
    """The passages of a document, in reading order, not parsed yet."""
    return tuple(
        passage for block in document.leaves if block.kind in PROSE for passage in _passages(document, block)
    )


def _passages(document: Document, block: Block) -> Iterator[Passage]:
    """A block's text in parts that an engine can take."""
    text = _SURROGATE.sub("\ufffd", plain(document.text[block.start : block.end]))
    start = 0
    if dateline := _DATELINE.match(text):
        start = dateline.end()
        yield Passage(block.kind, block.start, text[:start])
    while len(text) - start > LONGEST:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, start + LONGEST)]
        stop = ends[-1] if ends else text.rfind(" ", start, start + LONGEST) + 1
        stop = stop if stop > start else start + LONGEST
        yield Passage(block.kind, block.start + start, text[start:stop])
        start = stop
    if text[start:].strip():
        yield Passage(block.kind, block.start + start, text[start:])
