"""Outlining: what is folded in Contents, kept with the document for the next time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.tui.keeper import KeeperError

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class Outlining:
    """Keeps the folds of the outline.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._changed = False

    def begin(self) -> None:
        """Fold what was folded when the document was left, unless the reader is at it already."""
        if self._screen.document.outline:
            self._screen.run_worker(self._restore(), group="outline", exit_on_error=False)

    def keep(self, names: Sequence[str]) -> None:
        """Keep which sections are folded.

        Args:
            names: What they are known by.
        """
        self._changed = True
        record_id = self._screen.keeping.record_id
        if record_id:
            self._screen.keeper.submit(lambda library: library.fold(record_id, names))

    async def _restore(self) -> None:
        screen = self._screen
        try:
            record_id = await screen.keeping.entered()
            names = await screen.keeper.call(lambda library: library.folded(record_id))
        except KeeperError:  # the screen tells already that the library refused the document
            return
        if names is not None and not self._changed:
            screen.panels.contents.restore(names)
