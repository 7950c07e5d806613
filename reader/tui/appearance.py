"""Appearance: how the page is set, and what is left away so that the eye rests on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.document import Span
from reader.page.columns import spread_width
from reader.page.typography import chosen
from reader.tui.preferred import Preferred

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

EYES = 1 / 3
"""Where on the page a reader is taken to read, as a part of its height."""


class Appearance:
    """The choices of how the page looks.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._config = screen.config
        self.focused = False

    def justify(self) -> None:
        """Let lines end at the right edge, or as they do."""
        on = not self._config.justify
        self._set("Lines are justified." if on else "Lines are not justified.", justify=on)

    def hyphenate(self) -> None:
        """Break words at the ends of lines, or keep them whole."""
        on = not self._config.hyphenate
        self._set("Words are hyphenated." if on else "Words are kept whole.", hyphenate=on)

    def lead(self) -> None:
        """Put a blank row between lines, or don't."""
        leading = 0 if self._config.leading else 1
        self._set("Lines are spaced." if leading else "Lines are close.", leading=leading)

    def open_out(self) -> None:
        """Let two pages stand side by side, where there is room for them, or show one."""
        on = not self._config.spread
        self._set("Two pages." if on else "One page.", spread=on)
        article = self._screen.article
        if on and article.columns.number == 1:
            least = spread_width(article.wanted_measure)
            self._screen.status.say(
                f"Two pages need a screen of {least} columns."
                if self._screen.app.size.width < least
                else "Two pages have no room beside the lists: za shows the page alone."
            )

    def focus(self) -> None:
        """Dim all but the paragraph that is read, or nothing."""
        self.focused = not self.focused
        self.follow()
        self._screen.status.say("Only this paragraph." if self.focused else "All paragraphs.")

    def toggle_marks(self) -> None:
        """Mark names and quotes on the page, or don't."""
        understanding = self._screen.understanding
        understanding.toggle_marks()
        self._screen.post_message(Preferred(marks=understanding.marks))
        self._screen.status.say(
            "Names and quotes are marked." if understanding.marks else "Names and quotes are not marked."
        )

    def swap(self) -> None:
        """Let the lists left and right of the page change places."""
        swapped = self._screen.panels.swap()
        side = "right" if swapped else "left"
        self._screen.status.say(f"Contents and Notes are on the {side} of the page.")

    def leave_alone(self) -> None:
        """Show nothing but the page, or everything again."""
        alone = not self._screen.panels.alone
        self._screen.panels.leave_alone(alone)
        self._screen.set_class(alone, "alone")
        self._screen.status.say("" if alone else "Everything is shown.")

    def follow(self) -> None:
        """Dim what is not read now."""
        self._screen.article.painter.set_focus(self._read() if self.focused else None)

    def _read(self) -> Span:
        """The paragraph that is read: that of the caret or the place, else where the eyes are."""
        article = self._screen.article
        selection = self._screen.page.selecting.selection
        offset = selection.head if selection else article.pointing.place
        if offset < 0:
            row = article.top + int(article.columns.height * EYES)
            offset = article.layout_.offset_at(min(row, article.layout_.height - 1), 0)
        document = article.document
        index = document.leaf_index_at(offset)
        block = document.leaves[max(0, index)] if document.leaves else None
        return Span(block.start, block.end) if block else Span(0, 0)

    def _set(self, said: str, **values: Any) -> None:
        self._config = replace(self._config, **values)
        self._screen.article.set_text(typography=chosen(self._config), spread=self._config.spread)
        self._screen.post_message(Preferred(**values))
        self._screen.status.say(said)
