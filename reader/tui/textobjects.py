"""Text objects: the word, sentence, quotation… at a place, and what is larger or smaller than a passage."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import Literal

from reader.analysis.findings import Analysis, Mention, Quotation
from reader.analysis.marks import CLOSERS, find_marked
from reader.document import CONTAINERS, Block, Document, Section, Span
from reader.page.prose import next_sentence, sentence_at, word_at, words_from
from reader.places import Place, within

Noun = Literal["word", "sentence", "paragraph", "quotation", "entity", "section"]
"""What can be taken whole."""

_PHRASE_ENDS = re.compile(r"[,;:](?=\s)|\s[-–—]\s|—|[()\[\]“”«»„]")
"""What parts a sentence into phrases."""

_CLAUSE_END = re.compile(r"[.,;:!?…]+")


class TextObjects:
    """The passages that a text is made of.

    Args:
        document: The text, and its blocks.
        analysis: The entities and quotations that are known in it.
    """

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self._document = document
        self._text = document.text
        self._analysis = analysis

    def inner(self, noun: Noun, offset: int) -> Span | None:
        """The one of a kind that is at an offset, by itself.

        Args:
            noun: What is looked for. A quotation or an entity may also begin later in the same block.
            offset: Where, in code points.

        Returns:
            A quotation without its marks, a section up to the next heading of any level and without its
            own, else all of it; None for none.
        """
        match noun:
            case "word":
                return word_at(self._document, offset)
            case "sentence":
                return sentence_at(self._document, offset)
            case "paragraph":
                block = self._document.leaf_at(offset)
                return Span(block.start, block.end) if block else None
            case "quotation":
                quotation = self._quotation(offset)
                return self._words_of(quotation) if quotation else None
            case "entity":
                mention = self._mention(offset)
                return Span(mention.start, mention.end) if mention else None
            case "section":
                return self._stretch(offset, headed=False)

    def around(self, noun: Noun, offset: int) -> Span | None:
        """The one of a kind that is at an offset, with what belongs to it.

        Args:
            noun: What is looked for.
            offset: Where, in code points.

        Returns:
            A word, a sentence or an entity with the space beside it; a paragraph with the whole list,
            table or quotation block it is in; a quotation with its marks and with who says it; a section
            with its heading. None for none.
        """
        inner = self.inner(noun, offset)
        match noun:
            case "paragraph":
                block = self._document.leaf_at(offset)
                return self._company(block) if block else None
            case "quotation":
                quotation = self._quotation(offset)
                return self._with_speaker(quotation) if quotation else None
            case "section":
                return self._stretch(offset, headed=True)
            case _:
                return self._with_space(inner) if inner else None

    def more(self, noun: Noun, taken: Span, *, around: bool) -> Span | None:
        """A passage that is taken already, with one more of a kind: the next, or the section that holds it.

        Args:
            noun: What one more is taken of.
            taken: What is taken.
            around: Whether what belongs to it is taken too.
        """
        find = self.around if around else self.inner
        if noun == "section":
            over = (s for s in reversed(self._document.outline) if s.start <= taken.start < s.end)
            spans = (self._trimmed(s.start, s.end) if around else self._section_text(s) for s in over)
            return next((s for s in spans if len(s) > len(taken) and within(taken, s)), None)
        after = self._next(noun, taken.end)
        span = find(noun, after) if after is not None else None
        return Span(taken.start, span.end) if span and span.end > taken.end else None

    def larger(self, passage: Span) -> Span | None:
        """The least of all passages that hold one, and are larger; None for the whole text."""
        held = (
            each
            for each in self._around_all(passage.start)
            if each.start <= passage.start and each.end >= passage.end and len(each) > len(passage)
        )
        return min(held, key=len, default=None)

    def smaller(self, passage: Span, offset: int) -> Span | None:
        """The largest of all passages at an offset that lie in one, and are smaller; None for a word."""
        lying = (
            each
            for each in self._around_all(offset)
            if offset in each and within(each, passage) and len(each) < len(passage)
        )
        return max(lying, key=len, default=None)

    def quotation_over(self, passage: Place) -> Quotation | None:
        """The least of the known quotations that a passage lies wholly in; None for none."""
        over = (q for q in self._analysis.quotations if within(passage, q))
        return min(over, key=lambda q: q.end - q.start, default=None)

    # All that is at a place

    def _around_all(self, offset: int) -> Iterator[Span]:
        """Every passage that is at an offset, in no order."""
        block = self._document.leaf_at(offset)
        if block is None:
            return
        for found in (
            word_at(self._document, offset),
            self._phrase(offset),
            sentence_at(self._document, offset),
        ):
            if found:
                yield found
        yield from (Span(each.start, each.end) for each in self._mentions_at(offset))
        for quotation in (*self._analysis.quotations, *self._marked(block)):
            if quotation.start <= offset < quotation.end:
                yield self._words_of(quotation)
                yield Span(quotation.start, quotation.end)
                yield self._with_speaker(quotation)
        yield Span(block.start, block.end)
        yield self._company(block)
        for container in self._document.blocks:
            if container.kind in CONTAINERS and container.start <= offset < container.end:
                yield Span(container.start, container.end)
        for headed in (False, True):
            if stretch := self._stretch(offset, headed=headed):
                yield stretch
        for section in self._document.outline:
            if section.start <= offset < section.end:
                yield self._section_text(section)
                yield self._trimmed(section.start, section.end)
        yield self._trimmed(0, len(self._text))

    def _phrase(self, offset: int) -> Span | None:
        """What stands between the commas, dashes and brackets round an offset, within its sentence."""
        sentence = sentence_at(self._document, offset)
        if sentence is None or offset not in sentence:
            return None
        start, end = sentence.start, sentence.end
        for found in _PHRASE_ENDS.finditer(self._text, sentence.start, sentence.end):
            if found.end() <= offset:
                start = found.end()
            elif found.start() > offset:
                end = found.start()
                break
        return self._stripped(start, end)

    # Quotations and entities

    def _quotation(self, offset: int) -> Place | None:
        """The least quotation over an offset, by the engine or by its marks; else the next in the block."""
        block = self._document.leaf_at(offset)
        if block is None:
            return None
        known: list[Place] = [*self._analysis.quotations, *self._marked(block)]
        over = [each for each in known if each.start <= offset < each.end]
        if over:
            return min(over, key=lambda each: each.end - each.start)
        after = (each for each in known if offset < each.start < block.end)
        return min(after, key=lambda each: (each.start, -each.end), default=None)

    def _marked(self, block: Block) -> list[Place]:
        """What stands between quotation marks in a block, whether the engine knows of it or not."""
        found = find_marked(self._text[block.start : block.end])
        return [Span(block.start + s.start, block.start + s.end) for s in found if s.closed]

    def _words_of(self, quotation: Place) -> Span:
        """A quotation without the marks around it."""
        start, end = quotation.start, quotation.end
        opening = next((mark for mark in CLOSERS if self._text.startswith(mark, start, end)), "")
        closing = next(
            (mark for mark in CLOSERS.get(opening, ()) if self._text.endswith(mark, start, end)), ""
        )
        if end - start <= len(opening) + len(closing):
            return Span(start, end)
        return Span(start + len(opening), end - len(closing))

    def _with_speaker(self, quotation: Place) -> Span:
        """A quotation with its speaker and the word of speaking, where they stand in its sentence."""
        start, end = quotation.start, quotation.end
        if not isinstance(quotation, Quotation):
            return Span(start, end)
        sentences = {sentence_at(self._document, start), sentence_at(self._document, end - 1)}
        for part in (quotation.speaker, quotation.cue):
            if part and part.end > part.start and sentence_at(self._document, part.start) in sentences:
                start, end = min(start, part.start), max(end, part.end)
        if quotation.clause:
            start, end = min(start, quotation.clause[0]), max(end, quotation.clause[1])
        if end > quotation.end and (stop := _CLAUSE_END.match(self._text, end)):
            end = stop.end()
        return Span(start, end)

    @cached_property
    def _mentions(self) -> list[Mention]:
        """All mentions, in reading order."""
        return sorted(
            (m for e in self._analysis.entities for m in e.mentions), key=attrgetter("start", "end")
        )

    def _mentions_at(self, offset: int) -> list[Mention]:
        stop = bisect_right(self._mentions, offset, key=attrgetter("start"))
        return [each for each in self._mentions[max(0, stop - 8) : stop] if each.end > offset]

    def _mention(self, offset: int) -> Mention | None:
        """The least mention over an offset, else the next one in its block."""
        block = self._document.leaf_at(offset)
        if over := self._mentions_at(offset):
            return min(over, key=lambda each: each.end - each.start)
        index = bisect_left(self._mentions, offset, key=attrgetter("start"))
        following = self._mentions[index] if index < len(self._mentions) else None
        return following if following and block and following.start < block.end else None

    # Blocks and sections

    def _company(self, block: Block) -> Span:
        """The list, the row of a table or the block of quotations that a block belongs to; else the block."""
        leaves = self._document.leaves
        first = last = self._document.leaf_index_at(block.start)

        def alike(index: int) -> bool:
            other = leaves[index]
            if block.kind == "cell":
                return other.kind == "cell" and other.level == block.level
            return other.kind == "list_item" or (other.kind == "paragraph" and other.level > 0)

        if block.kind == "cell" or alike(first):
            while first > 0 and alike(first - 1):
                first -= 1
            while last + 1 < len(leaves) and alike(last + 1):
                last += 1
            return Span(leaves[first].start, leaves[last].end)
        over = (b for b in self._document.blocks if b.kind in CONTAINERS and b.start <= block.start < b.end)
        held = min(over, key=lambda b: b.end - b.start, default=block)
        return Span(held.start, held.end)

    def _section_text(self, section: Section) -> Span:
        """A section without its heading; with it where there is nothing else."""
        index = self._document.leaf_index_at(section.start) + 1
        leaves = self._document.leaves
        below = leaves[index].start if index < len(leaves) else section.end
        return self._trimmed(below if below < section.end else section.start, section.end)

    def _stretch(self, offset: int, *, headed: bool) -> Span | None:
        """What stands between two headings of any level, or before the first; all below an empty one."""
        outline, index = self._document.outline, self._heading_before(offset)
        end = outline[index + 1].start if index + 1 < len(outline) else len(self._text)
        if index < 0:
            return self._trimmed(0, end) if self._document.leaves else None
        heading = outline[index]
        own = self._section_text(replace(heading, end=end))
        if own.start == heading.start:  # the next heading follows at once
            own, end = self._section_text(heading), heading.end
        return self._trimmed(heading.start, end) if headed else own

    def _heading_before(self, offset: int) -> int:
        """The index in the outline of the last heading that begins before an offset or at it; -1 for none."""
        return bisect_right(self._document.outline, offset, key=attrgetter("start")) - 1

    def _next(self, noun: Noun, end: int) -> int | None:
        """Where the next one of a kind begins, from an offset on."""
        if noun == "word":
            return next((word.start for word in words_from(self._document, end) if word.start >= end), None)
        if noun == "sentence":
            sentence = next_sentence(self._document, end - 1)
            return sentence.start if sentence else None
        if noun == "paragraph":
            index = self._document.leaf_index_at(end - 1) + 1
            return self._document.leaves[index].start if index < len(self._document.leaves) else None
        if noun == "entity":
            index = bisect_left(self._mentions, end, key=attrgetter("start"))
            return self._mentions[index].start if index < len(self._mentions) else None
        starts = (quotation.start for quotation in self._analysis.quotations)
        return next((start for start in starts if start >= end), None)

    # White space

    def _with_space(self, span: Span) -> Span:
        """A passage with the space after it, or, at a block's end, the space before it."""
        block = self._document.leaf_at(span.start)
        stop = block.end if block else span.end
        end = span.end
        while end < stop and self._text[end].isspace():
            end += 1
        start = span.start
        while end == span.end and block and start > block.start and self._text[start - 1].isspace():
            start -= 1
        return Span(start, end)

    def _trimmed(self, start: int, end: int) -> Span:
        """A range from its first leaf's start to its last one's end."""
        leaves = self._document.leaves
        first = max(0, self._document.leaf_index_at(start))
        if first + 1 < len(leaves) and leaves[first].end <= start:
            first += 1
        last = leaves[max(first, self._document.leaf_index_at(end - 1))]
        return Span(max(start, leaves[first].start), min(end, last.end))

    def _stripped(self, start: int, end: int) -> Span | None:
        """A range without the white space at its ends."""
        inside = self._text[start:end]
        start += len(inside) - len(inside.lstrip())
        return Span(start, start + len(inside.strip())) if inside.strip() else None
