"""The selection and the motions of its caret: offsets only, no rows and no widgets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from reader.document import Document, Span
from reader.page.prose import next_sentence, previous_sentence, sentence_at, words
from reader.page.width import grapheme_end, graphemes

Motion = Callable[[Document, int], int]
"""Where the caret goes from an offset; the same offset where it can go no further."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A selected passage: both ends lie on characters that it includes.

    Attributes:
        anchor: The offset of the end that stays.
        head: The offset of the end that moves: the caret.
    """

    anchor: int
    head: int

    @classmethod
    def over(cls, span: Span) -> Self:
        """The selection of a range, with the caret on its last character."""
        return cls(span.start, max(span.start, span.end - 1))

    def span(self, text: str) -> Span:
        """The selected range of a text, whole graphemes included."""
        return Span(min(self.anchor, self.head), grapheme_end(text, max(self.anchor, self.head)))

    def moved(self, head: int) -> Selection:
        """The selection with its caret elsewhere."""
        return replace(self, head=head)

    def swapped(self) -> Selection:
        """The selection with the caret at its other end."""
        return Selection(self.head, self.anchor)


def right(document: Document, offset: int) -> int:
    """One character on, over the gaps between blocks."""
    index = document.leaf_index_at(offset)
    after = grapheme_end(document.text, offset)
    if index < 0 or after >= document.leaves[index].end:
        return document.leaves[index + 1].start if index + 1 < len(document.leaves) else offset
    return after


def left(document: Document, offset: int) -> int:
    """One character back, over the gaps between blocks."""
    index = document.leaf_index_at(offset)
    if index < 0:
        return offset
    block = document.leaves[index]
    if offset <= block.start:
        if index == 0:
            return offset
        block = document.leaves[index - 1]
        offset = block.end
    offset = min(offset, block.end)
    window = max(block.start, offset - 64)
    return window + graphemes(document.text[window:offset])[-1][0]


def word_forward(document: Document, offset: int) -> int:
    """To the start of the next word."""
    index = max(0, document.leaf_index_at(offset))
    for block in document.leaves[index : index + 2]:
        starts = [word.start for word in words(document, block)]
        at = bisect_right(starts, offset)
        if at < len(starts):
            return starts[at]
    return offset


def word_end(document: Document, offset: int) -> int:
    """To the last character of this word, or of the next one."""
    index = max(0, document.leaf_index_at(offset))
    for block in document.leaves[index : index + 2]:
        ends = [word.end - 1 for word in words(document, block)]
        at = bisect_right(ends, offset)
        if at < len(ends):
            return ends[at]
    return offset


def word_back(document: Document, offset: int) -> int:
    """To the start of this word, or of the one before it."""
    index = max(0, document.leaf_index_at(offset))
    for block in reversed(document.leaves[max(0, index - 1) : index + 1]):
        starts = [word.start for word in words(document, block)]
        at = bisect_left(starts, offset) - 1
        if at >= 0:
            return starts[at]
    return offset


def sentence_end(document: Document, offset: int) -> int:
    """To the last character of this sentence, or of the next one."""
    here = sentence_at(document, offset)
    if here and offset < here.end - 1:
        return here.end - 1
    following = next_sentence(document, offset)
    return following.end - 1 if following else offset


def sentence_start(document: Document, offset: int) -> int:
    """To the first character of this sentence, or of the one before it."""
    before = previous_sentence(document, offset)
    return before.start if before else offset


def paragraph_end(document: Document, offset: int) -> int:
    """To the last character of this block, or of the next one."""
    index = document.leaf_index_at(offset)
    for block in document.leaves[max(0, index) : index + 2]:
        if block.end - 1 > offset:
            return block.end - 1
    return offset


def paragraph_start(document: Document, offset: int) -> int:
    """To the first character of this block, or of the one before it."""
    index = document.leaf_index_at(offset)
    for block in reversed(document.leaves[max(0, index - 1) : index + 1]):
        if block.start < offset:
            return block.start
    return offset


def text_start(document: Document, offset: int) -> int:
    """To the first character of the text."""
    return document.leaves[0].start if document.leaves else offset


def text_end(document: Document, offset: int) -> int:
    """To the last character of the text."""
    return document.leaves[-1].end - 1 if document.leaves else offset
