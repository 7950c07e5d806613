"""What a program says, or a longer word of Reader's own: read, scrolled, copied."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click, Key
from textual.widgets import Static, TextArea

from reader.sanitise import clean, line
from reader.tui.keys import named
from reader.tui.screens.leaving import Sheet
from reader.tui.screens.scrolling import scroll

HINT = "↑↓ scroll · y copies all, or what is selected · Esc leaves"


class OutputScreen(Sheet[None]):
    """Shows a text over the page.

    Args:
        title: What it is.
        text: The text.
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = line(title)
        self._text = clean(text)

    def compose(self) -> ComposeResult:
        """The title, the text, what the keys do."""
        with Vertical(id="output"):
            yield Static(self._title, id="output-title", markup=False)
            yield TextArea(self._text, read_only=True, soft_wrap=True, compact=True, id="output-text")
            yield Static(HINT, id="output-hint", markup=False)

    def on_mount(self) -> None:
        """Give the keys to the text; a caret would say that it can be changed."""
        self._area.show_cursor = False
        self._area.focus()

    @property
    def _area(self) -> TextArea:
        return self.query_one(TextArea)

    def on_key(self, event: Key) -> None:
        """Scroll, copy, or leave."""
        key = named(event)
        if key in ("escape", "q", "ctrl+q", "enter"):
            self.dismiss()
        elif key in ("y", "ctrl+c"):
            self.app.copy_to_clipboard(self._area.selected_text or self._text)
            self.query_one("#output-hint", Static).update("Copied. · Esc leaves")
        elif not scroll(self._area, key):
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: Click) -> None:
        """Leave where the click is beside the sheet."""
        if event.widget is self:
            self.dismiss()
