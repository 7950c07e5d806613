"""Results: the places that a search found, with the words around them."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Callable
from itertools import groupby, pairwise

from textual import work

from reader.document import Document, Span
from reader.page.concordance import context
from reader.page.width import wrap
from reader.search import Matches
from reader.tui.panels.listing import Item, Line, Listing
from reader.tui.panels.unfolding import Row, Unfolding

MOST = 5_000
"""Places that are listed at most: nobody reads more, and each key moves through all of them."""

ROWS = 2
"""Rows that a place has at most."""

BEFORE = 0.6
"""How much stands before what was found, in rows."""

INDENT = 2


class ResultsPanel(Unfolding):
    """The matches of the last search, by section; an item's key is the match's index.

    Args:
        document: What was searched.

    Attributes:
        went: Called with the index of the match that was chosen.
    """

    def __init__(self, document: Document) -> None:
        super().__init__("Results", id="results")
        self._document = document
        self._matches = self._listed = Matches()
        self._current = -1
        self._width = 0
        self.display = False
        self.went: Callable[[int], None] = lambda _index: None

    def show(self, matches: Matches, current: int) -> None:
        """List matches, once the list is seen, and put the cursor on one.

        Args:
            matches: What was found.
            current: The index of the one for the cursor; -1 for none.
        """
        self._matches, self._current = matches, current
        self._fill()

    def on_resize(self) -> None:
        """Have the rows filled anew."""
        super().on_resize()
        self._fill()

    def on_show(self) -> None:
        """Have the list show what was found while it was hidden."""
        self._fill()

    def _fill(self) -> None:
        width = self.size.width
        if not self.display or not width:
            return
        if self._listed is self._matches and self._width == width:
            self.point(self._current)
        else:
            self._listed, self._width = self._matches, width
            self._list(self._matches, width)

    @work(group="results", exclusive=True, exit_on_error=False)
    async def _list(self, matches: Matches, width: int) -> None:
        items = await asyncio.to_thread(rows, self._document, matches, width)
        count = f"{len(matches):,}"
        if len(matches) > MOST:
            count = f"the first {MOST:,} of {count}"
        self.set_items(items, status=count, empty="Nothing was found.")
        self.point(self._current)

    def follow(self, offset: int) -> None:
        """Put the cursor on the first match from an offset on."""
        self.point(self._matches.at_or_after(offset))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Go to the match that was chosen."""
        event.stop()
        if isinstance(event.key, int):
            self.went(event.key)


def rows(document: Document, matches: Matches, width: int) -> list[Item]:
    """The first matches, each in a row or two with the words around it, under the headings of their sections.

    Args:
        document: What was searched.
        matches: What was found.
        width: The room, in cells.
    """
    headings = [section.start for section in document.outline]
    titles = [section.title for section in document.outline]

    def section(index: int) -> int:
        return bisect_right(headings, matches.starts[index]) - 1

    items: list[Item] = []
    for heading, indices in groupby(range(min(MOST, len(matches))), key=section):
        gap = (Line(""),) if items else ()
        if headings:
            title = titles[heading] if heading >= 0 else document.title
            items.append(Item((*gap, Line(title, role="heading", indent=0))))
        items += [_item(document, index, matches[index], width) for index in indices]
    return items


def _item(document: Document, index: int, match: Span, width: int) -> Item:
    room = max(2, width - INDENT)
    bounds = document.leaf_at(match.start) or match
    found = context(document.text, match, bounds, ROWS * room, int(room * BEFORE))
    before = found.before.lstrip()
    words = before + found.name + found.after
    cuts = [0, *wrap(words, room), len(words)]
    named = Span(len(before), len(before) + len(found.name))
    rows = [_parts(words, start, end, named) for start, end in pairwise(cuts)]
    if len(rows) > ROWS:  # the last row's end hangs over
        rows[ROWS - 1] = (*rows[ROWS - 1][:-1], (rows[ROWS - 1][-1][0].rstrip() + "…", rows[ROWS - 1][-1][1]))
    return Item(tuple(Row("", indent=INDENT, parts=parts) for parts in rows[:ROWS]), index, words)


def _parts(words: str, start: int, end: int, named: Span) -> tuple[tuple[str, str], ...]:
    """A row of some words, and the roles of its parts."""
    edges = sorted({start, end, *(edge for edge in (named.start, named.end) if start < edge < end)})
    return tuple((words[a:b], "word" if a in named else "text") for a, b in pairwise(edges))
