"""The selection and the motions of its caret: offsets only, no rows and no widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from re import Pattern
from typing import Literal, Self

from reader.document import Block, Document, Span
from reader.page.prose import (
    WORD,
    next_sentence,
    previous_sentence,
    sentence_at,
    word_at,
    words_before,
    words_from,
)
from reader.page.width import grapheme_end, graphemes

Motion = Callable[[Document, int], int]
"""Where the caret goes from an offset; the same offset where it can go no further."""

Unit = Literal["character", "word", "sentence", "paragraph"]
"""What a selection grows by while the mouse is drawn or whole paragraphs are taken."""


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


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a pointer is: on a character, or between two of them, as in a margin or between blocks.

    Attributes:
        before: The last offset before the pointer.
        after: The first one after it; the same where it is on a character.
    """

    before: int
    after: int


def drawn_over(start: Gap, end: Gap) -> Selection | None:
    """What lies between two places of a pointer, the characters that it is on included; None for nothing."""
    if start.after <= end.before:
        return Selection(start.after, end.before)
    if end.after <= start.before:
        return Selection(start.before, end.after)
    return None


def unit_at(document: Document, offset: int, unit: Unit) -> Span:
    """The character, word, sentence or paragraph at an offset."""
    found: Span | None = None
    if unit == "word":
        found = word_at(document, offset)
    elif unit == "sentence":
        found = sentence_at(document, offset)
    elif unit == "paragraph" and (block := document.leaf_at(offset)):
        found = Span(block.start, block.end)
    return found or Span(offset, grapheme_end(document.text, offset))


def widened(document: Document, selection: Selection, unit: Unit) -> Selection:
    """A selection whose ends are moved apart until it is made of whole units."""
    if unit == "character":
        return selection
    anchor, head = (unit_at(document, each, unit) for each in (selection.anchor, selection.head))
    if selection.anchor <= selection.head:
        return Selection(min(anchor.start, selection.anchor), max(head.end - 1, selection.head))
    return Selection(max(anchor.end - 1, selection.anchor), min(head.start, selection.head))


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


def _last(document: Document, span: Span | Block) -> int:
    """The last character of a range."""
    return left(document, span.end)


def word_forward(document: Document, offset: int, shape: Pattern[str] = WORD) -> int:
    """To the start of the next word."""
    return next((w.start for w in words_from(document, offset, shape) if w.start > offset), offset)


def word_end(document: Document, offset: int, shape: Pattern[str] = WORD) -> int:
    """To the last character of this word, or of the next one."""
    ends = (_last(document, word) for word in words_from(document, offset, shape))
    return next((end for end in ends if end > offset), offset)


def word_back(document: Document, offset: int, shape: Pattern[str] = WORD) -> int:
    """To the start of this word, or of the one before it."""
    return next((word.start for word in words_before(document, offset, shape)), offset)


def word_end_back(document: Document, offset: int, shape: Pattern[str] = WORD) -> int:
    """To the last character of the word before this one."""
    ends = (_last(document, word) for word in words_before(document, offset, shape))
    return next((end for end in ends if end < offset), offset)


def sentence_end(document: Document, offset: int) -> int:
    """To the last character of this sentence, or of the next one."""
    here = sentence_at(document, offset)
    if here and offset < _last(document, here):
        return _last(document, here)
    following = next_sentence(document, offset)
    return _last(document, following) if following else offset


def sentence_start(document: Document, offset: int) -> int:
    """To the first character of this sentence, or of the one before it."""
    before = previous_sentence(document, offset)
    return before.start if before else offset


def paragraph_end(document: Document, offset: int) -> int:
    """To the last character of this block, or of the next one."""
    index = document.leaf_index_at(offset)
    for block in document.leaves[max(0, index) : index + 2]:
        if _last(document, block) > offset:
            return _last(document, block)
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
    return _last(document, document.leaves[-1]) if document.leaves else offset
