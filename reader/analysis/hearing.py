"""Who says what: passages are heard, one after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reader.analysis import parser, people
from reader.analysis.findings import Entity, Quotation
from reader.analysis.parse import Name, Passage
from reader.analysis.quotations import Transcript
from reader.analysis.references import Setting


class Hearing:
    """What is said in a text whose entities are known.

    Args:
        text: The document's text.
        entities: Its entities.
    """

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self._text = text
        self._entities = entities
        self._transcript = Transcript()
        self._setting = Setting()

    def hear(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """Hears the next passages, which have been read, in reading order, and keeps what they say.

        Yields:
            Each passage once it is heard.
        """
        for passage in _with_mentions(passages, self._entities):
            self._setting.hear(self._transcript.hear(parser.parsed(passage)))
            yield passage

    @property
    def titles(self) -> Sequence[tuple[int, int]]:
        """Titles of works between quotation marks, as ranges of offsets."""
        return self._transcript.titles

    def quotations(self, entities: Sequence[Entity] | None = None) -> tuple[Quotation, ...]:
        """The quotations that have been heard, with their speakers' names.

        Args:
            entities: Who may speak, where more is known of them now.
        """
        known = self._entities if entities is None else entities
        return people.resolve(self._text, self._setting, self._transcript.drafts, known)


def _with_mentions(passages: Iterable[Passage], entities: Iterable[Entity]) -> Iterator[Passage]:
    """Passages whose names are the mentions of entities: of the kinds that the whole document tells."""
    mentions = (Name(each.start, each.end, entity.kind) for entity in entities for each in entity.mentions)
    names = sorted(mentions, key=lambda name: name.start)
    starts = [name.start for name in names]
    for passage in passages:
        first, last = bisect_left(starts, passage.start), bisect_left(starts, passage.end)
        yield replace(passage, names=tuple(names[first:last]))
