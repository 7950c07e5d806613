"""The note's editor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Paste
from textual.timer import Timer
from textual.widgets import Static, TextArea

from reader.page.width import fit
from reader.sanitise import clean, line
from reader.tui.keeper import KeeperError
from reader.tui.marked import stretches
from reader.tui.screens.leaving import Sheet

HINT = "Ctrl+S keeps the note · Ctrl+E your editor · Esc leaves it as a draft"
IN_BROWSER = "Ctrl+S keeps the note · Esc leaves it as a draft"
RESUMED = "An unfinished note. Ctrl+S keeps it · Ctrl+G throws it away · Esc leaves it for later"
ASK = "Ctrl+G again throws away what you wrote · Ctrl+S keeps it"
KEEPING = "Keeping the note…"

PAUSE = 0.4
"""Seconds after a key within which what has been typed is kept as a draft."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A note that is to be written.

    Attributes:
        title: What it is on.
        kept: Its words as they are kept; empty for a new note.
        draft: Its words as they were left unfinished; None where they were not.
        save: Keeps the words, or raises `KeeperError`.
        put_aside: Keeps them as a draft, or raises `KeeperError`; forgets the draft for None.
        folder: Where files for the user's editor are made.
        about: What such a file says of itself, in case that it is left behind.
        outside: Whether to begin in the user's editor.
    """

    title: str
    kept: str
    draft: str | None
    save: Callable[[str], Awaitable[None]]
    put_aside: Callable[[str | None], Awaitable[None]]
    folder: Path
    about: str
    outside: bool = False


class NoteArea(TextArea):
    """A text area for Markdown into which nothing is pasted that a terminal would obey."""

    COMPONENT_CLASSES = {f"note-area--{role}" for role in ("strong", "emphasis", "heading", "quiet", "link")}  # noqa: RUF012 - the base class declares it so

    def on_paste(self, event: Paste) -> None:
        """Make control characters visible before they are put in."""
        event.text = clean(event.text)

    def get_line(self, line_index: int) -> Text:
        """A line with its Markdown quietly drawn."""
        text = super().get_line(line_index)
        for start, end, role in stretches(text.plain):
            style: Style = self.get_component_rich_style(f"note-area--{role}", partial=True)
            text.stylize(style, start, end)
        return text


class NoteScreen(Sheet[bool]):
    """Write a note, in Markdown.

    It stays open, with all that was typed, until the note is kept or put aside; it gives back whether
    it was put aside.

    Args:
        writing: The note.
    """

    BINDINGS = [  # noqa: RUF012 - the base class declares it so
        Binding("ctrl+s", "keep", priority=True),
        Binding("ctrl+e,alt+e", "editor", priority=True),
        Binding("ctrl+g", "throw_away", priority=True),
        Binding("escape,ctrl+q", "leave", priority=True),
    ]

    def __init__(self, writing: Writing) -> None:
        super().__init__()
        self._writing = writing
        self._asked = ""
        self._pause: Timer | None = None
        self._told = False
        self._is_aside = writing.draft is not None
        self._last = writing.kept if writing.draft is None else writing.draft

    def compose(self) -> ComposeResult:
        """What the note is on, the editor, what the keys do."""
        with Vertical(id="note"):
            yield Static(Content(fit(line(self._writing.title), 140)), id="note-passage")
            yield NoteArea(
                clean(self._last),
                soft_wrap=True,
                tab_behavior="focus",
                show_line_numbers=False,
                highlight_cursor_line=False,
            )
            yield Static(self._hint, id="note-hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        area = self._area
        area.move_cursor(area.document.end)
        area.focus()
        if self._writing.outside:
            self.call_after_refresh(self.action_editor)

    @property
    def _area(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def _hint(self) -> str:
        if self._writing.draft is not None:
            return RESUMED
        return IN_BROWSER if self.app.is_web else HINT

    @property
    def _is_kept(self) -> bool:
        """Whether what stands there is just what the library has."""
        return self._area.text.strip() == self._writing.kept.strip()

    # Drafts

    def on_text_area_changed(self) -> None:
        """Keep what has been typed as a draft before long; typing on is an answer to any question."""
        if self._asked:
            self._asked = ""
            self._tell(self._hint)
        if self._pause is None and self._area.text != self._last:
            self._pause = self.set_timer(PAUSE, self._put_aside_beside)

    def _put_aside_beside(self) -> None:
        self._pause = None
        self.run_worker(self._put_aside(), group="draft", exit_on_error=False)

    async def _put_aside(self) -> bool:
        """Keep what has been typed as a draft.

        Returns:
            Whether it is kept.
        """
        words = self._area.text
        self._stop()
        try:
            await self._writing.put_aside(None if self._is_kept else words)
        except KeeperError as error:
            if not self._told:  # once is enough
                self._tell(f"The draft can't be kept. {error}")
            self._told = True
            return False
        self._last, self._is_aside = words, not self._is_kept
        return True

    def _stop(self) -> None:
        if self._pause:
            self._pause.stop()
            self._pause = None

    # Keys

    def action_keep(self) -> None:
        """Keep the note and close; stay open where it can't be kept."""
        self._tell(KEEPING)
        self._stop()
        self.run_worker(self._keep(), group="library", exit_on_error=False)

    async def _keep(self) -> None:
        area = self._area
        area.read_only = True  # what is typed while it is being kept would be lost
        try:
            await self._writing.save(area.text.strip())
        except KeeperError as error:
            area.read_only = False
            self._tell(f"Not kept. {error}")
        else:
            self.dismiss(False)

    def action_leave(self) -> None:
        """Close, with what was typed as a draft; ask where that can't be kept."""
        if self._asked == "leave" or (self._is_kept and not self._is_aside):
            self._stop()
            self.dismiss(False)
        else:
            self.run_worker(self._leave(), group="library", exit_on_error=False)

    async def _leave(self) -> None:
        self._told = True  # what is told below is enough
        if await self._put_aside():
            self.dismiss(self._is_aside)
        else:
            self._asked = "leave"
            self._tell("The draft can't be kept. Ctrl+S keeps the note · Esc again leaves without it")

    def action_throw_away(self) -> None:
        """Close without what was typed, after asking; the note is as it was."""
        if self._is_kept or self._asked == "throw away":
            self._stop()
            self.run_worker(self._throw_away(), group="library", exit_on_error=False)
        else:
            self._asked = "throw away"
            self._tell(ASK)

    async def _throw_away(self) -> None:
        try:
            await self._writing.put_aside(None)
        except KeeperError as error:
            self._tell(str(error))
        else:
            self.dismiss(False)

    def action_editor(self) -> None:
        """Go on in the user's own editor."""
        self.run_worker(self._edit(), group="library", exit_on_error=False)

    async def _edit(self) -> None:
        import os

        from reader.tui.editor import WAIT, EditorError, edited, editor

        area = self._area
        before = area.text
        if not await self._put_aside():  # what was typed outlasts whatever the editor does
            return
        try:
            command = editor(os.environ)
            with self.app.suspend():
                words = edited(before, command, self._writing.folder, self._writing.about)
        except SuspendNotSupported:
            self._tell("Your editor can't be opened here, as there is no terminal for it.")
        except EditorError as error:
            self._tell(str(error))
        else:
            if words.strip() == before.strip():
                self._tell(WAIT)
                return
            area.replace(words, (0, 0), area.document.end)  # so that it can be undone
            area.move_cursor(area.document.end)
            if self._writing.outside:
                self.action_keep()
            else:
                self._tell(self._hint)
        finally:
            self.app.refresh(layout=True)

    def _tell(self, words: str) -> None:
        self.query_one("#note-hint", Static).update(Content(line(words)))
