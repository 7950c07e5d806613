"""The note's editor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from reader.page.width import fit
from reader.sanitise import clean, line
from reader.tui.keeper import KeeperError

HINT = "Ctrl+S keeps the note · Esc leaves"
ASK = "The note has changed. Ctrl+S keeps it · Esc again throws the change away"
KEEPING = "Keeping the note…"


class NoteArea(TextArea):
    """A text area into which nothing is pasted that a terminal would obey."""

    def on_paste(self, event: Paste) -> None:
        """Make control characters visible before they are put in."""
        event.text = clean(event.text)


class NoteScreen(ModalScreen[None]):
    """Write a note to a passage, in Markdown.

    It stays open, with all that was typed, until the note is kept.

    Args:
        passage: What the note is on.
        words: The note so far.
        save: Keeps what was typed, or raises `KeeperError`.
    """

    BINDINGS = [  # noqa: RUF012 - the base class declares it so
        Binding("ctrl+s", "keep", priority=True),
        Binding("escape,ctrl+q", "leave", priority=True),
    ]

    def __init__(self, passage: str, words: str, save: Callable[[str], Awaitable[None]]) -> None:
        super().__init__()
        self._passage = line(passage)
        self._words = words
        self._save = save
        self._asked = False

    def compose(self) -> ComposeResult:
        """The passage, the editor, what the keys do."""
        with Vertical(id="note"):
            yield Static(Content(fit(self._passage, 140)), id="note-passage")
            yield NoteArea(clean(self._words), soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
            yield Static(HINT, id="note-hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def on_text_area_changed(self) -> None:
        """Typing on is an answer to the question whether to throw it away."""
        self._asked = False
        self._tell(HINT)

    def action_keep(self) -> None:
        """Keep the note and close; stay open where it can't be kept."""
        self._tell(KEEPING)
        self.run_worker(self._keep(), group="library", exit_on_error=False)

    async def _keep(self) -> None:
        area = self.query_one(TextArea)
        area.read_only = True  # what is typed while it is being kept would be lost
        try:
            await self._save(area.text.strip())
        except KeeperError as error:
            area.read_only = False
            self._tell(f"Not kept. {error}")
        else:
            self.dismiss()

    def action_leave(self) -> None:
        """Close; ask once where something would be lost."""
        if self._asked or self.query_one(TextArea).text.strip() == self._words.strip():
            self.dismiss()
        else:
            self._asked = True
            self._tell(ASK)

    def _tell(self, words: str) -> None:
        self.query_one("#note-hint", Static).update(Content(line(words)))
