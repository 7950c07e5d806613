"""Stops: the next and the one before of everything that a text has: headings, names, quotes, notes, links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.findings import NAME_KINDS, Entity, Quotation
from reader.annotation import Annotation
from reader.document import Document
from reader.sanitise import line

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

LOOKED_AT = 200
"""Code points of what is gone to that are told, at most."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that can be gone to.

    Attributes:
        start: Its first offset, in code points.
        words: What it is, for the footer.
        item: What is chosen on the way, if anything.
    """

    start: int
    words: str
    item: Entity | Quotation | Annotation | None = None


def step(starts: Sequence[int], here: int, count: int) -> int | None:
    """Which of some offsets is so many on from a place, or back.

    Args:
        starts: Offsets, sorted.
        here: The place; what begins just there is neither on nor back.
        count: How many on; below zero, back. Where there are not so many, the last or first is meant.

    Returns:
        The index, or None where there is nothing on that side.
    """
    index = bisect_right(starts, here) - 1 + count if count > 0 else bisect_left(starts, here) + count
    nearest = bisect_right(starts, here) if count > 0 else bisect_left(starts, here) - 1
    if not 0 <= nearest < len(starts):
        return None
    return max(0, min(index, len(starts) - 1))


class Stops:
    """The commands that go to the next of a kind, or to the one before.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def next(self, kind: str, count: int = 1) -> None:
        """Go to the next of a kind, or so many on.

        Args:
            kind: One of `KINDS`.
            count: How many.
        """
        self._step(kind, count)

    def previous(self, kind: str, count: int = 1) -> None:
        """Go to the one of a kind that is before, or so many back."""
        self._step(kind, -count)

    def _step(self, kind: str, count: int) -> None:
        one, several, find = KINDS[kind]
        stops = _in(self._screen.front.article.document, find(self._screen))
        if not stops:
            self._screen.status.say(f"There are no {several} here.")
            return
        index = self._index(stops, self._here(kind, count), count)
        if index is None:
            where = "after" if count > 0 else "before"
            self._screen.status.say(f"There is no {one} {where} this place.")
        else:
            words = f"{one.capitalize()} {index + 1} of {len(stops)}"
            told = line(stops[index].words[:LOOKED_AT])
            self._go(kind, stops[index])
            self._screen.status.say(f"{words}: {told}" if told else words)

    def _index(self, stops: Sequence[Stop], here: int, count: int) -> int | None:
        """Which of some stops is so many on; of highlights that begin at one place, one after another."""
        chosen = self._screen.annotating.chosen
        at = next((i for i, stop in enumerate(stops) if stop.start == here and stop.item == chosen), None)
        if chosen is None or at is None:
            return step([stop.start for stop in stops], here, count)
        there = max(0, min(at + count, len(stops) - 1))
        return there if there != at else None

    def _here(self, kind: str, count: int) -> int:
        """Where the way begins: the caret or the place that was gone to, else the top of the screen.

        What stands at the top is the next one then; but a heading there has been come to already.
        """
        view = self._screen.front
        gone_to = view.article.pointing.place
        if view.selecting.selection or (gone_to >= 0 and view.article.is_visible(gone_to)):
            return view.selecting.place
        return view.article.position - (count > 0 and kind != "heading")

    def _go(self, kind: str, stop: Stop) -> None:
        screen = self._screen
        view = screen.front
        if kind == "heading":
            view.article.go_to_row(view.article.layout_.row_of(stop.start) - 1)
        else:
            view.article.show(stop.start)
        view.selecting.reach(stop.start)
        match stop.item:
            case Entity() as entity:
                index = [mention.start for mention in entity.mentions].index(stop.start)
                screen.understanding.show_mention(entity, index)
            case Quotation() as quotation:
                screen.understanding.point_out(quotation)
                screen.quotes.point(quotation)
            case Annotation() as annotation if not view.selecting.selection:
                screen.annotating.choose(annotation)


def _in(document: Document, stops: list[Stop]) -> list[Stop]:
    """Those that begin in a document, which may be a part of the whole one, in reading order."""
    if not document.leaves:
        return []
    first, last = document.leaves[0].start, document.leaves[-1].end
    return sorted((stop for stop in stops if first <= stop.start < last), key=lambda stop: stop.start)


def _headings(screen: ReadingScreen) -> list[Stop]:
    return [Stop(section.start, section.title) for section in screen.document.outline]


def _entities(screen: ReadingScreen) -> list[Stop]:
    """The mentions of the entity that is chosen, or of all that have names."""
    chosen = screen.understanding.entity
    if chosen:
        return [Stop(mention.start, chosen.name, chosen) for mention in chosen.mentions]
    return [
        Stop(mention.start, entity.name)
        for entity in screen.understanding.analysis.entities
        if entity.kind in NAME_KINDS
        for mention in entity.mentions
    ]


def _quotations(screen: ReadingScreen) -> list[Stop]:
    """The quotations, or those of the speaker whose alone are shown."""
    found: Sequence[Quotation] = screen.understanding.analysis.quotations
    if screen.quotes.speaker:
        found = screen.quotes.said_by(screen.quotes.speaker)
    return [Stop(quote.start, _credit(quote), quote) for quote in found]


def _credit(quote: Quotation) -> str:
    """Who says a quotation, and the word of saying: `Michael Kofman · said`, `according to Kyiv`."""
    if quote.speaker is None:
        return "nobody named"
    if quote.cue is None:
        return quote.speaker.name
    if quote.speaker.start < quote.cue.start:
        return f"{quote.speaker.name} · {quote.cue.text}"  # which need not be a verb: “assertion”
    return f"{quote.cue.text} {quote.speaker.name}"


def _annotations(screen: ReadingScreen) -> list[Stop]:
    found = (each for each in screen.annotating.annotations if not each.orphan and each.kind != "document")
    return [Stop(each.target.start, each.note or each.target.exact, each) for each in found]


def _links(screen: ReadingScreen) -> list[Stop]:
    text = screen.document.text
    return [
        Stop(mark.start, text[mark.start : mark.end])
        for mark in screen.document.marks
        if mark.kind == "link" and mark.target
    ]


def _notes(screen: ReadingScreen) -> list[Stop]:
    text = screen.document.text
    marks = (mark for mark in screen.document.marks if mark.kind == "footnote")
    return [Stop(mark.start, text[mark.start : mark.end]) for mark in marks]


def _images(screen: ReadingScreen) -> list[Stop]:
    document = screen.document
    found = {block.start: block.end for block in document.blocks if block.kind == "image"}
    found |= {mark.start: mark.end for mark in document.marks if mark.kind == "image"}
    return [Stop(start, document.text[start:end]) for start, end in found.items()]


KINDS = {
    "heading": ("heading", "headings", _headings),
    "entity": ("name", "names", _entities),
    "quotation": ("quote", "quotes", _quotations),
    "annotation": ("highlight", "highlights", _annotations),
    "link": ("link", "links", _links),
    "image": ("picture", "pictures", _images),
    "footnote": ("footnote", "footnotes", _notes),
}
"""What can be gone through: the word for one, the word for several, and how they are found."""
