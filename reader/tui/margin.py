"""The notes in the margin of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.page.margin import asides
from reader.tui.preferred import Preferred

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

FROM = 160
"""Columns of the screen from which on notes stand in the margin."""


class Margin:
    """Puts the notes of a document beside the lines that they are on.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._wanted = screen.config.margin_notes
        self._made_of: tuple[object, ...] = ()

    def toggle(self) -> None:
        """Show the notes in the margin, or don't."""
        self._wanted = not self._wanted
        self._screen.post_message(Preferred(margin_notes=self._wanted))
        self.follow()
        if not self._wanted:
            said = "Notes are not in the margin."
        elif self._screen.article.aside_width:
            said = "Notes are in the margin."
        elif self._screen.app.size.width < FROM:
            said = f"Notes will be in the margin where the screen has {FROM} columns."
        else:
            said = "Notes will be in the margin as soon as there are any and it is wide enough."
        self._screen.status.say(said)

    def follow(self) -> None:
        """Place the notes anew, as they or the lines may be others now."""
        screen = self._screen
        article, layout = screen.article, screen.article.layout_
        noted = [each for each in screen.annotating.annotations if each.note and not each.orphan]
        annotated = self._wanted and bool(noted) and screen.app.size.width >= FROM
        if annotated != article.annotated:
            article.annotated = annotated
            screen.panels.show_wanted()
            article.redraw()
        width = article.aside_width
        made_of = (screen.annotating.annotations, layout, width)  # the page asks at each of its moves
        if made_of == self._made_of:
            return
        self._made_of = made_of
        notes = sorted((layout.row_of(each.target.start), each.note, each.id) for each in noted)
        article.set_asides(asides(notes, width) if width else {})
