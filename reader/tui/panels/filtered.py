"""Filtered: a list of which only those items are shown that some words are found in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from reader.search import finder
from reader.tui.panels.listing import Item, Listing


class Filtered(Listing):
    """A list that words narrow.

    Args:
        title: What stands above the list.
        id: The widget's id.

    Attributes:
        sought: The words that narrow it; empty where all items are shown.
    """

    hint: ClassVar[str] = ""
    """What can be typed to narrow the list, besides words."""

    def __init__(self, title: str, id: str | None = None) -> None:  # noqa: A002 - the widget's own word
        super().__init__(title, id=id)
        self.sought = ""
        self._all: Sequence[Item] = ()
        self._given = ("", "")

    def set_items(self, items: Sequence[Item], *, status: str = "", empty: str = "") -> None:
        """Have other items, and show those of them that are looked for.

        Args:
            items: The items.
            status: What stands at the right of the title while all are shown.
            empty: What is said where there is no item.
        """
        self._all = items
        self._given = status, empty
        self._show_found()

    def narrow(self, words: str) -> None:
        """Show only the items in which every one of some words is found, as in a search; all for none.

        Args:
            words: The words; they hold for other items as well, until others are given.
        """
        if words.strip() != self.sought:
            self.sought = words.strip()
            self._show_found()
            self._keep_in_sight()

    @property
    def heading(self) -> str:
        """What stands above the list: its title, and the words that narrow it."""
        return f"{self.title} · “{self.sought}”" if self.sought else self.title

    @property
    def found(self) -> str:
        """How many items are shown of how many: `3 of 17`."""
        return _share(self.items, self._all)

    def completed(self, typed: str) -> str:
        """What was typed to narrow the list, completed where that is possible."""
        return typed

    def leave(self) -> bool:
        """Leave what was begun in the list.

        Returns:
            Whether there was anything: a filter.
        """
        narrowed = bool(self.sought)
        self.narrow("")
        return narrowed

    def _passing(self, words: str) -> Callable[[Item], bool]:
        """What tells whether an item has all of some words."""
        has = finder(words)
        return lambda item: has("\n".join([*(line.text for line in item.lines), item.words]))

    def _show_found(self) -> None:
        """Show those of the items that are looked for."""
        items, (status, empty) = self._all, self._given
        if self.sought:
            items = _narrowed(items, self._passing(self.sought))
            status = _share(items, self._all)
            empty = f"Nothing here has “{self.sought}” in it." if self._all else empty
        super().set_items(items, status=status, empty=empty)


def _share(shown: Sequence[Item], known: Sequence[Item]) -> str:
    few, all_ = (sum(item.key is not None for item in items) for items in (shown, known))
    return f"{few:,} of {all_:,}"


def _narrowed(items: Sequence[Item], passes: Callable[[Item], bool]) -> list[Item]:
    """The items that pass, under those headings that still have any."""
    found: list[Item] = []
    heading: Item | None = None
    for item in items:
        if item.key is None:
            heading = item
        elif passes(item):
            found += [item] if heading is None else [heading, item]
            heading = None
    return found
