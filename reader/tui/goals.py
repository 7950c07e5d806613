"""Goals: what can be typed to go to a page, a part or a heading of a document, and where that is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.document import Anchor, Block, Document, Section
from reader.sanitise import line

_PERCENTAGE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
_PAGE = re.compile(r"p(?:age|\.)?\s+(\S.*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")


class NowhereError(Exception):
    """What was typed leads nowhere; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to go.

    Attributes:
        words: What that is, for the footer.
        offset: Its first offset, in code points; -1 where it is a part.
        part: How much of the text, from 0 to 1, is to be above it.
    """

    words: str
    offset: int = -1
    part: float = 0.0


def goal(document: Document, typed: str) -> Goal:
    """Where what was typed leads: `42`, `50%`, `p 12`, `$`, or some of a heading.

    Raises:
        NowhereError: It leads nowhere.
    """
    typed = typed.strip()
    if not typed:
        raise NowhereError("Type a page, a percentage such as 50%, or some of a heading.")
    if found := _PERCENTAGE.fullmatch(typed):
        return percentage(float(found[1].replace(",", ".")))
    if found := _PAGE.fullmatch(typed):
        return _page(document, found[1].strip())
    if _NUMBER.fullmatch(typed):
        return numbered(document, int(typed))
    if typed == "$":
        return percentage(100)
    return _heading(document, typed)


def percentage(number: float) -> Goal:
    """The place up to which so much of the text, from 0 to 100, lies."""
    number = min(100.0, number)
    return Goal(f"{number:g} %", part=number / 100)


def numbered(document: Document, number: int) -> Goal:
    """The printed page of a number; where the document has no pages, the paragraph, the first being 1.

    Raises:
        NowhereError: There is no such page, or no paragraph at all.
    """
    if document.pages:
        return _page(document, str(number))
    found = paragraphs(document)
    found = [block for block in found if block.kind != "heading"] or found
    if not found:
        raise NowhereError("There is nothing to go to.")
    number = max(1, min(number, len(found)))
    return Goal(f"Paragraph {number} of {len(found)}", found[number - 1].start)


def paragraphs(document: Document) -> list[Block]:
    """What is gone through paragraph by paragraph: leaves of all kinds, of a table only the first cell."""
    found: list[Block] = []
    kind = ""
    for block in document.leaves:
        if block.kind != "rule" and not block.kind == kind == "cell":
            found.append(block)
        kind = block.kind
    return found


def headings(document: Document, typed: str) -> list[Section]:
    """The sections whose headings are like what was typed, the likest first.

    First come those that begin with it, then those in which each of its words begins a word, then those
    that hold it, then those that hold its letters in their order.
    """
    from textual.fuzzy import Matcher

    wanted = typed.casefold().split()
    start = " ".join(wanted)
    if not wanted:
        return []
    letters = Matcher(start)

    def unlikeness(section: Section) -> tuple[int, float]:
        title = section.title.casefold()
        if title.startswith(start):
            return (0, len(title))
        if all(re.search(rf"\b{re.escape(word)}", title) for word in wanted):
            return (1, len(title))
        if start in title:
            return (2, len(title))
        return (3, -letters.match(title))

    ranked = sorted((unlikeness(section), section.start, section) for section in document.outline)
    return [section for (rank, order), _, section in ranked if rank < 3 or order < 0]


def _heading(document: Document, typed: str) -> Goal:
    found = headings(document, typed)
    if not found:
        why = f"No heading is like “{line(typed)}”." if document.outline else "This text has no headings."
        raise NowhereError(why)
    return Goal(found[0].title, found[0].start)


def _page(document: Document, name: str) -> Goal:
    pages = document.pages
    if not pages:
        raise NowhereError("This text has no printed pages: type a percentage, such as 50%.")
    found: Anchor | None = next((page for page in pages if page.name.casefold() == name.casefold()), None)
    if found is None:
        first, last = line(pages[0].name), line(pages[-1].name)
        raise NowhereError(f"There is no page {line(name)}: the pages go from {first} to {last}.")
    return Goal(f"Page {line(found.name)}", found.offset)
