"""Colouring: the code in view, block by block, beside the interface."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.confine import Limits
from reader.document import Block, Document
from reader.page.looks import Layer, Look

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

MOST_KEPT = 64
"""Blocks out of view whose colours are kept."""

AHEAD = 100
"""Blocks of any kind after the last one in view, of which those with code are coloured with it: a
process is not started for each page."""

LIMITS = Limits(memory=512, seconds=3)
"""What the process may use."""


class Colouring:
    """Colours the code of an article as it comes into view.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._article = article = screen.article
        self._languages = _languages(article.document)
        self._known: dict[int, list[Look]] = {}
        self._asked: set[int] = set()

    def follow(self) -> None:
        """Have the code in view coloured, where it has not been yet."""
        if not self._languages:
            return
        new = [block for block in self._in_view() if block.start not in self._asked]
        if new:
            new += [block for block in self._ahead(new[-1]) if block.start not in self._asked]
            self._asked.update(block.start for block in new)
            self._article.run_worker(self._colour(new), group="colours", exit_on_error=False)

    async def _colour(self, blocks: Sequence[Block]) -> None:
        """Lay new colours over the page, and forget those that have been out of view for long."""
        from reader.page.code import request

        text = self._article.document.text
        asked = request((b.start, self._languages[b.start], text[b.start : b.end]) for b in blocks)
        self._known |= await asyncio.to_thread(_coloured, asked)
        seen = {block.start for block in self._in_view()}
        unseen = [start for start in self._known if start not in seen]
        for start in unseen[: max(0, len(unseen) - MOST_KEPT)]:
            del self._known[start]
            self._asked.discard(start)
        self._article.painter.set_layer(
            "code", Layer(look for found in self._known.values() for look in found)
        )

    def _in_view(self) -> list[Block]:
        document, seen = self._article.document, self._article.seen
        first, last = document.leaf_index_at(seen.start), document.leaf_index_at(seen.end)
        leaves = document.leaves[max(0, first) : last + 1]
        return [block for block in leaves if block.start in self._languages]

    def _ahead(self, block: Block) -> list[Block]:
        """The blocks of code after one, as many as are coloured together."""
        document = self._article.document
        index = document.leaf_index_at(block.start) + 1
        leaves = document.leaves[index : index + AHEAD]
        return [leaf for leaf in leaves if leaf.start in self._languages]


def _coloured(asked: bytes) -> dict[int, list[Look]]:
    """The looks of blocks of code, by their starts; for a thread."""
    from reader import confine
    from reader.page import code

    try:
        return code.looks(confine.run("reader.page.code:answer", (asked,), LIMITS))
    except confine.ConfinedError:  # what kept it busy stays plain
        return {}


def _languages(document: Document) -> dict[int, str]:
    """The languages that blocks of code are said to be in, by the blocks' starts."""
    found: dict[int, str] = {}
    for mark in document.marks:
        if mark.kind == "code" and mark.target:
            leaf = document.leaf_at(mark.start)
            if leaf and leaf.kind == "code" and mark.end >= leaf.end:
                found[leaf.start] = mark.target
    return found
