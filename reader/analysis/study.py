"""The way from passages to findings: who is named comes first, then who says what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from reader.analysis import NAMES_SHARE, entities, parser, peoples, tagger
from reader.analysis.amounts import amounts
from reader.analysis.findings import Analysis, Entity, Quotation
from reader.analysis.model import model
from reader.analysis.names import names_of
from reader.analysis.parse import Passage
from reader.analysis.pieces import plain
from reader.document import Span

if TYPE_CHECKING:
    from reader.analysis.hearing import Hearing

STRETCH = 20_000
"""How many code points of a longer text are read before its first findings are told: a long article.

The next are told each time that twice as much has been read. Putting them together takes time
in proportion to what has been read, so that all these times add up to twice the last one.
"""

BATCH = 32
"""How many passages the language model is given at once."""


class Study:
    """A text that is being read for its findings.

    Of each passage only what it names and says is kept, so that a long book
    takes little memory.

    Args:
        text: The document's text.
        passages: Its prose, in reading order.
        progress: Called with the share that is done, from 0 to 1.
        partial: Called with what is found so far.
    """

    def __init__(
        self,
        text: str,
        passages: Sequence[Passage],
        progress: Callable[[float], None],
        partial: Callable[[Analysis], None],
    ) -> None:
        self._text = text
        self._plain = plain(text)
        self._passages = passages
        self._progress = progress
        self._partial = partial
        self._length = sum(len(passage.text) for passage in passages) or 1
        self._read: dict[int, Passage] = {}
        self._told: tuple[Quotation, ...] = ()

    def run(self, first: int) -> Analysis:
        """Finds the entities and the quotations.

        Args:
            first: The offset where the reader is. Of a long text a stretch from there on is read
                before everything else; what is found in the end does not depend on it.
        """
        if self._length > 2 * STRETCH:
            for passage in read(self._stretch(first)):
                self._read[passage.start] = passage
            self._tell_names()
            self._tell_all()
        for passage, due in self._watched(read(self._passages), 0, NAMES_SHARE):
            self._read[passage.start] = passage
            if due:
                self._tell_all()
        found = self._tell_names()
        hearing = self._hearing(found)
        for _ in self._watched(hearing.hear(self._in_order()), NAMES_SHARE, 1):
            pass
        return self._heard(hearing, found)

    def _stretch(self, first: int) -> Iterator[Passage]:
        """The passages from an offset on, of `STRETCH` code points or a little more."""
        room = STRETCH
        for passage in self._passages:
            if passage.end > first and room > 0:
                yield passage
                room -= len(passage.text)

    def _tell_names(self) -> tuple[Entity, ...]:
        """Tells the entities of what has been read, beside the quotations that were told before."""
        found = self._entities()
        self._partial(Analysis(found, self._told))
        return found

    def _tell_all(self) -> None:
        """Tells the entities and the quotations of what has been read."""
        found = self._entities()
        hearing = self._hearing(found)
        for _ in hearing.hear(self._in_order()):
            pass
        heard = self._heard(hearing, found)
        self._told = heard.quotations
        self._partial(heard)

    def _heard(self, hearing: Hearing, found: tuple[Entity, ...]) -> Analysis:
        """What has been heard; titles that were taken for quotations become entities."""
        if hearing.titles:
            found = self._entities(hearing.titles)
        return Analysis(found, hearing.quotations(found))

    def _watched(
        self, passages: Iterable[Passage], start: float, end: float
    ) -> Iterator[tuple[Passage, bool]]:
        """All passages as they are read, each with whether findings are to be told after it.

        Args:
            passages: The passages.
            start: The share of the work that is done before them.
            end: The share that is done after them.
        """
        done, due = 0, STRETCH
        for passage in passages:
            done += len(passage.text)
            self._progress(start + (end - start) * done / self._length)
            is_due = due <= done < self._length
            if is_due:
                due = 2 * done
            yield passage, is_due

    def _entities(self, titles: Sequence[tuple[int, int]] = ()) -> tuple[Entity, ...]:
        """The entities of the passages that have been read."""
        passages = self._in_order()
        names = [name for passage in passages for name in passage.names]
        prose = [Span(passage.start, passage.end) for passage in passages]
        return peoples.linked(entities.build(self._plain, names, titles, prose))

    def _in_order(self) -> list[Passage]:
        """The passages that have been read, in reading order."""
        return [self._read[start] for start in sorted(self._read)]

    def _hearing(self, found: Sequence[Entity]) -> Hearing:
        from reader.analysis.hearing import Hearing  # late: names need none of the rules about speech

        return Hearing(self._text, found)


def read(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Finds the names, dates and amounts of passages and their parses, each passage by itself.

    Yields:
        Each passage with its names and its parse, in the given order.

    Raises:
        EngineError: The language model is missing, altered or cannot be loaded.
    """
    waiting = iter(passages)
    while batch := list(islice(waiting, BATCH)):
        for passage, sentences in zip(batch, model().scores([each.text for each in batch]), strict=True):
            names = chain.from_iterable(tagger.names(sentence) for sentence in sentences)
            placed = tuple(
                replace(name, start=passage.start + name.start, end=passage.start + name.end)
                for name in (*names, *amounts(passage.text))
            )
            known = names_of(replace(passage, names=placed))
            yield replace(passage, names=tuple(known), parse=parser.parse(sentences))
