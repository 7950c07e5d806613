"""Colouring: the code in view, block by block, beside the interface."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from reader.document import Block, Document
from reader.page.looks import Layer, Look
from reader.tui.article import ArticleView

MOST_KEPT = 16
"""Blocks out of view whose colours are kept."""


class Colouring:
    """Colours the code of an article as it comes into view.

    Args:
        article: The article.
    """

    def __init__(self, article: ArticleView) -> None:
        self._article = article
        self._languages = _languages(article.document)
        self._known: dict[int, list[Look]] = {}
        self._asked: set[int] = set()

    def follow(self) -> None:
        """Have the code in view coloured, where it has not been yet."""
        if not self._languages:
            return
        new = [block for block in self._in_view() if block.start not in self._asked]
        if new:
            self._asked.update(block.start for block in new)
            self._article.run_worker(self._colour(new), group="colours", exit_on_error=False)

    async def _colour(self, blocks: Sequence[Block]) -> None:
        """Lay new colours over the page, and forget those that have been out of view for long."""
        text = self._article.document.text
        self._known |= await asyncio.to_thread(_coloured, text, blocks, self._languages)
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


def _coloured(text: str, blocks: Sequence[Block], languages: Mapping[int, str]) -> dict[int, list[Look]]:
    """The looks of blocks of code, by their starts; for a thread."""
    from reader.page.code import coloured

    found: dict[int, list[Look]] = {}
    for block in blocks:
        try:
            code = text[block.start : block.end]
            found[block.start] = coloured(code, languages[block.start], block.start)
        except Exception:  # whatever goes wrong in one of 600 lexers, its code stays plain
            found[block.start] = []
    return found


def _languages(document: Document) -> dict[int, str]:
    """The languages that blocks of code are said to be in, by the blocks' starts."""
    found: dict[int, str] = {}
    for mark in document.marks:
        if mark.kind == "code" and mark.target:
            leaf = document.leaf_at(mark.start)
            if leaf and leaf.kind == "code" and mark.end >= leaf.end:
                found[leaf.start] = mark.target
    return found
