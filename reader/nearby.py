"""Nearby: who and what is named, and what is said, at a place of a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Generic, TypeVar

from reader.analysis.findings import NAME_KINDS, Analysis, Entity, Mention, Quotation
from reader.places import Place, meet

_Some = TypeVar("_Some", bound=Place)


class _Sorted(Generic[_Some]):
    """Places in order, which may lie over each other."""

    def __init__(self, places: Sequence[_Some]) -> None:
        self._places = places
        self._starts = [each.start for each in places]
        self._longest = max((each.end - each.start for each in places), default=0)

    def at(self, place: Place) -> list[int]:
        """The indexes of those that a place meets."""
        first = bisect_right(self._starts, place.start - self._longest)
        last = bisect_left(self._starts, place.end)
        return [index for index in range(first, last) if meet(self._places[index], place)]


class Nearby:
    """Finds what stands at places, without going through all findings each time.

    Args:
        analysis: The findings.
    """

    def __init__(self, analysis: Analysis) -> None:
        names = [entity for entity in analysis.entities if entity.kind in NAME_KINDS]
        self._named = sorted(
            ((mention, entity) for entity in names for mention in entity.mentions),
            key=lambda pair: pair[0].start,
        )
        self._mentions = _Sorted([mention for mention, _ in self._named])
        self._said = sorted(analysis.quotations, key=lambda each: each.start)
        self._quotations = _Sorted(self._said)

    def named(self, place: Place) -> list[tuple[Mention, Entity]]:
        """The mentions of names that a place meets, in reading order, with whose they are."""
        return [self._named[index] for index in self._mentions.at(place)]

    def entities(self, place: Place) -> tuple[Entity, ...]:
        """Who and what is named at a place, each once, in reading order."""
        return tuple({id(entity): entity for _, entity in self.named(place)}.values())

    def quotations(self, place: Place) -> tuple[Quotation, ...]:
        """What is said at a place, in reading order."""
        return tuple(self._said[index] for index in self._quotations.at(place))
