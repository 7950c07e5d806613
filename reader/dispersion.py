"""A lexical dispersion plot: in which stretches of a text somebody is named, and in which they speak.

The text is cut into equal stretches, a column each, from its start to its end. NLTK's
`dispersion_plot` has a mark for each occurrence; here a column has a bar, the higher the more there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.analysis.findings import NAME_KINDS, Entity, EntityKind, Mention, Quotation
from reader.document import Section, Span

BARS = " ▁▂▃▄▅▆▇█"
"""A column with nothing in it, and those with more and more."""

FULL = 8
"""A column with at least this many has the highest bar, where the text's busiest has not more."""

LEAST_LABEL = 6
"""Columns that a heading's name needs at least."""


def column_of(offset: int, characters: int, width: int) -> int:
    """The column of an offset.

    Args:
        offset: In code points.
        characters: The text's length in code points.
        width: The number of columns.
    """
    return max(0, min(width - 1, offset * width // max(1, characters)))


def stretch(column: int, characters: int, width: int) -> Span:
    """The offsets that have a column: empty where there are more columns than characters."""
    return Span(-(-column * characters // width), -(-(column + 1) * characters // width))


def counts(offsets: Iterable[int], characters: int, width: int) -> list[int]:
    """How many of some offsets each column has."""
    found = [0] * width
    for offset in offsets:
        found[column_of(offset, characters, width)] += 1
    return found


def bars(numbers: Sequence[int], full: int = FULL) -> str:
    """A bar for each number, the higher the greater; whatever is not nothing can be seen.

    Args:
        numbers: None below zero.
        full: The number from which on a bar is full; 1 or more.
    """
    top = len(BARS) - 1
    return "".join(BARS[min(top, -(-number * top // full))] for number in numbers)


def peak(entities: Iterable[Entity], characters: int, width: int) -> int:
    """How often one of some entities is named in a column at most."""
    starts = ((mention.start for mention in entity.mentions) for entity in entities)
    return max((max(counts(offsets, characters, width)) for offsets in starts), default=0)


def plot(entity: Entity, characters: int, width: int, full: int = FULL) -> str:
    """Where from start to end of a text an entity is named: a bar for each column.

    Args:
        entity: Whose mentions are plotted.
        characters: The text's length in code points.
        width: The number of columns.
        full: The number of mentions from which on a bar is full.
    """
    return bars(counts((mention.start for mention in entity.mentions), characters, width), full)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one stretch of the text has of one entity.

    Attributes:
        mentions: Where it is named.
        quotations: What it says.
    """

    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()

    @property
    def first(self) -> Mention | Quotation | None:
        """What to go to: what it says, else where it is named."""
        if self.quotations:
            return self.quotations[0]
        return self.mentions[0] if self.mentions else None


def lane(entity: Entity, quotations: Iterable[Quotation], characters: int, width: int) -> list[Cell]:
    """One entity's cells, a column each.

    Args:
        entity: The entity.
        quotations: What it says.
        characters: The text's length in code points.
        width: The number of columns.
    """
    mentions: list[list[Mention]] = [[] for _ in range(width)]
    spoken: list[list[Quotation]] = [[] for _ in range(width)]
    for mention in entity.mentions:
        mentions[column_of(mention.start, characters, width)].append(mention)
    for quotation in quotations:
        spoken[column_of(quotation.start, characters, width)].append(quotation)
    return [Cell(tuple(named), tuple(said)) for named, said in zip(mentions, spoken, strict=True)]


def kinds_of(entities: Iterable[Entity]) -> list[EntityKind]:
    """The kinds of names among some entities, in the order in which they are shown."""
    present = {entity.kind for entity in entities}
    return [kind for kind in NAME_KINDS if kind in present]


def ordered(entities: Iterable[Entity], *, by_place: bool) -> list[Entity]:
    """The names among some entities, kind by kind: the first named first, or the most named first."""
    names = [entity for entity in entities if entity.kind in NAME_KINDS]
    if by_place:
        return sorted(names, key=lambda each: (NAME_KINDS.index(each.kind), each.mentions[0].start))
    return sorted(names, key=lambda each: (NAME_KINDS.index(each.kind), -len(each.mentions)))


def main(entities: Sequence[Entity], number: int) -> list[Entity]:
    """The entities that matter most in a text: those most named, in the order in which they were given.

    A mention of a person counts double, as a text about places is still read for who is in it; peoples
    and languages do not count, as most of their mentions are adjectives.
    """
    weights = {
        index: len(each.mentions) * (2 if each.kind == "person" else 1)
        for index, each in enumerate(entities)
        if each.kind not in ("group", "language")
    }
    chosen = sorted(weights, key=lambda index: -weights[index])[: max(0, number)]
    return [entities[index] for index in sorted(chosen)]


def labels(
    sections: Sequence[Section], characters: int, width: int, least: int = LEAST_LABEL
) -> Iterator[tuple[int, int, str]]:
    """The headings that have room above the columns: of those too near to each other the higher one.

    Args:
        sections: The document's outline.
        characters: The text's length in code points.
        width: The number of columns.
        least: Columns that each has at least.

    Yields:
        The column where a heading's name begins, the columns it may take, and the name.
    """
    taken: dict[int, str] = {}
    for section in sorted(sections, key=lambda each: each.level):
        column = column_of(section.start, characters, width)
        if column + least <= width and all(abs(column - other) > least for other in taken):
            taken[column] = section.title
    columns = sorted(taken)
    for column, following in zip(columns, [*columns[1:], width + 1], strict=False):
        yield column, following - column - 1, taken[column]
