"""Rapid reading: the words of a text in one place, one after another, each for as long as it takes.

A word is recognised fastest when the eye rests a little left of its middle (O'Regan and Jacobs,
1992, on the optimal viewing position). All words are shown so that this letter of each stands in
the same column: the eye need not move.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from operator import attrgetter

from reader.document import Block, BlockKind, Document, Span
from reader.page.prose import next_sentence, previous_sentence, sentence_at, sentences
from reader.page.width import cells, fold, graphemes, is_narrow

PACES = range(50, 1001, 25)
"""Words a minute that can be chosen."""

LONGEST = 20
"""Cells of a word that are shown at once; what is longer, such as an address, comes in pieces."""

LONGEST_WIDE = 8
"""The same in scripts of wide characters, which have no spaces between words."""

INSTEAD: dict[BlockKind, str] = {"code": "(code)", "image": "(picture)", "rule": "* * *"}
"""What stands for blocks that are not read word by word."""

SAMPLE = 1_000
"""Words by which it is judged how long words and pauses are in a text."""

LATE = 0.5
"""Seconds by which a word may come late and the following ones make up for it."""

_PIECE = re.compile(r"[^\s—]+—*|—+")
_PAUSE = re.compile(r"[,;:—–)\]…][\"'”’»]*$")

LONG_WORD = 8
"""Letters from which on a word takes longer."""

LETTER, PAUSE, SENTENCE, PARAGRAPH, OTHER = 0.08, 0.5, 1.0, 2.0, 2.0
"""What is added to the one beat of a word: for each letter more than usual, before a pause within a sentence,
at the end of a sentence and of a paragraph, and for what stands for a block. They are a judgement."""


@dataclass(frozen=True, slots=True)
class Flash:
    """What is shown at once.

    Attributes:
        start: Its first offset, in code points.
        end: The offset after its last one.
        text: What is shown.
        beats: How long, where 1 is a usual word within a sentence.
    """

    start: int
    end: int
    text: str
    beats: float


class Stream:
    """A document as words that come one after another.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._flashes = lru_cache(maxsize=64)(self._flashes_of)

    def at(self, offset: int) -> Flash | None:
        """What is shown of an offset, else the first that comes after it; at the end the last."""
        index = max(0, self._document.leaf_index_at(offset))
        for leaf in range(index, len(self._document.leaves)):
            flashes = self._flashes(leaf)
            found = bisect_right(flashes, offset, key=attrgetter("end"))
            if found < len(flashes):
                return flashes[found]
        return self.last

    @property
    def last(self) -> Flash | None:
        """What is shown last."""
        for leaf in reversed(range(len(self._document.leaves))):
            if flashes := self._flashes(leaf):
                return flashes[-1]
        return None

    def from_(self, offset: int) -> Iterator[Flash]:
        """What is shown from an offset on, in turn."""
        flash = self.at(offset)
        while flash:
            yield flash
            flash = self.after(flash)

    def after(self, flash: Flash) -> Flash | None:
        """What is shown after something else; None for nothing."""
        found = self.at(flash.end)
        return found if found and found.start > flash.start else None

    def forward(self, offset: int, count: int = 1) -> Flash | None:
        """The first word of a later sentence, so many on."""
        for _ in range(count):
            span = next_sentence(self._document, offset)
            if span is None:
                return self.last
            offset = span.start
        return self.at(offset)

    def back(self, offset: int, count: int = 1) -> Flash | None:
        """The first word of the sentence at an offset; from there, of the one before; so often."""
        for _ in range(count):
            here = sentence_at(self._document, offset)
            first = self.at(here.start) if here else None
            if here and first and first.end <= offset:
                offset = here.start
            else:
                before = previous_sentence(self._document, here.start if here else offset)
                offset = before.start if before else 0
        return self.at(offset)

    def beat(self, offset: int, words_a_minute: float) -> float:
        """How many seconds a beat is, so that the text from an offset on takes what its words do."""
        sample = [flash.beats for flash in islice(self.from_(offset), SAMPLE)]
        mean = sum(sample) / len(sample) if sample else 1.0
        return 60 / words_a_minute / mean

    def _flashes_of(self, index: int) -> tuple[Flash, ...]:
        document, leaf = self._document, self._document.leaves[index]
        if leaf.kind in INSTEAD:
            return (Flash(leaf.start, leaf.end, INSTEAD[leaf.kind], 1 + OTHER),)
        ends = {span.end for span in sentences(document, leaf)}
        pieces = list(_pieces(document.text, leaf))
        return tuple(
            Flash(
                piece.start,
                piece.end,
                document.text[piece.start : piece.end],
                _beats(document.text[piece.start : piece.end], piece.end in ends, piece == pieces[-1]),
            )
            for piece in pieces
        )


def due(before: float, now: float, seconds: float) -> float:
    """When a word is to go that has come now.

    That is reckoned from when it was to come, so that small delays do not add up. Where it was much too
    late (the machine slept), the clock begins anew.

    Args:
        before: When the word before was to go, in seconds of a clock.
        now: What the clock shows.
        seconds: How long the word is to be seen.
    """
    return (before if now - before < LATE else now) + seconds


def recognised_at(word: str) -> Span:
    """The letter of a word on which the eye rests best, as a range of the word.

    It is the first letter of a short word, else the second to the fifth, as it grows by four letters each;
    signs before the letters do not count.
    """
    clusters = [(start, end) for start, end, _ in graphemes(word)]
    letters = [index for index, (start, _) in enumerate(clusters) if word[start].isalnum()]
    if not clusters:
        return Span(0, 0)
    if not letters:
        return Span(*clusters[(len(clusters) - 1) // 2])
    length = letters[-1] - letters[0] + 1
    step = 0 if length <= 1 else min(4, (length + 2) // 4)
    return Span(*clusters[letters[0] + step])


def _pieces(text: str, leaf: Block) -> Iterator[Span]:
    """What is shown at once of a leaf: words, or pieces of long ones."""
    for found in _PIECE.finditer(text, leaf.start, leaf.end):
        word = found[0]
        longest = LONGEST if is_narrow(word) else LONGEST_WIDE
        cuts = [0, *(fold(word, longest) if cells(word) > longest else ()), len(word)]
        for start, end in pairwise(cuts):
            if end > start:
                yield Span(found.start() + start, found.start() + end)


def _beats(word: str, ends_sentence: bool, ends_paragraph: bool) -> float:
    beats = 1 + LETTER * max(0, cells(word) - LONG_WORD)
    if ends_paragraph:
        return beats + PARAGRAPH
    if ends_sentence:
        return beats + SENTENCE
    return beats + (PAUSE if _PAUSE.search(word) else 0)
